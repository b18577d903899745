"""A web server on loopback that answers as it is told to, and misbehaves on purpose."""

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

DRIPS = 150  # at most; a reader that waits for all of them has no deadline
PAUSE = 0.03  # seconds between two drips


class Request(NamedTuple):
    """What was asked: the target as it was sent, and the headers by their lower-case names."""

    target: str
    headers: dict[str, str]


class Connection:
    """One client; a script writes to it."""

    def __init__(self, send: Callable[[bytes], object], closing: threading.Event) -> None:
        self.send = send
        self.closing = closing
        self.exhausted = threading.Event()  # the client took every drip

    def drip(self, data: bytes) -> None:
        """Send one piece again and again, slowly, until the client or the test has enough."""
        for _ in range(DRIPS):
            self.send(data)
            if self.closing.wait(PAUSE):
                return
        self.exhausted.set()

    def be_silent(self) -> None:
        """Say nothing until the test is over."""
        self.closing.wait(DRIPS * PAUSE)


Script = Callable[[Connection], object]


def answer(
    body: bytes = b"One word.", *headers: str, status: str = "200 OK", length: int | None = None
) -> Script:
    """A script that sends one answer; ``length`` is what it says of the body's."""
    said = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {said}", "Connection: close", *headers]
    data = "\r\n".join([*lines, "", ""]).encode() + body
    return lambda client: client.send(data)


def raw(data: bytes) -> Script:
    """A script that sends bytes and closes."""
    return lambda client: client.send(data)


def redirect(place: str, status: str = "302 Found") -> Script:
    """A script that sends the client elsewhere."""
    return answer(b"", f"Location: {place}", status=status)


class Server(socketserver.ThreadingTCPServer):
    """A server with a script for each target."""

    allow_reuse_address = True

    def __init__(self, scripts: dict[str, Script], context: ssl.SSLContext | None) -> None:
        self.scripts = scripts
        self.context = context
        self.requests: list[Request] = []
        self.closing = threading.Event()
        super().__init__(("127.0.0.1", 0), Handler)

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Play a script; that clients go away before its end is what they are here to do."""
        with suppress(OSError):
            super().finish_request(request, client_address)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def url(self, target: str, host: str = "127.0.0.1") -> str:
        """The address of a target."""
        return f"{'https' if self.context else 'http'}://{host}:{self.port}{target}"


class Handler(socketserver.StreamRequestHandler):
    """Reads the head of a request and plays the script of its target."""

    server: Server
    timeout = 5  # seconds; bounds a test that went wrong

    def setup(self) -> None:
        if self.server.context:
            self.request = self.server.context.wrap_socket(self.request, server_side=True)
        super().setup()

    def handle(self) -> None:
        first = self.rfile.readline().decode("latin-1").split()
        lines = iter(lambda: self.rfile.readline().decode("latin-1").strip(), "")
        headers = {name.lower(): value for name, _, value in (ln.partition(": ") for ln in lines)}
        if first:
            self.server.requests.append(Request(first[1], headers))
            self.server.scripts[first[1]](Connection(self.request.sendall, self.server.closing))

    def finish(self) -> None:
        super().finish()
        self.request.close()


@contextmanager
def serving(scripts: dict[str, Script], context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server that runs, and is gone with all its threads afterwards."""
    with Server(scripts, context) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()
