"""Reading http(s) addresses, from a server on loopback that misbehaves."""

import gzip
import random
import shutil
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("urllib3", reason="the extra [html] is not installed")

from summarizer.dependencies import version
from summarizer.errors import MissingDependencyError, ReadError
from summarizer.read.budget import ADDRESS
from summarizer.read.web import Fetched, connecting, fetch
from summarizer.read.web.public_addresses import is_public
from summarizer.text.display import one_line

from .servers import Connection, Script, answer, raw, redirect, serving

_Socket = socket.socket  # before conftest.no_network shuts it
_getaddrinfo = socket.getaddrinfo
_LOOPBACK = ("127.0.0.1", "::1")
SHORT = 0.25  # seconds; a deadline that the server is made to exceed


@pytest.fixture(autouse=True)
def loopback(no_network: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lift the ban on sockets for loopback, and for nothing else; no name is looked up."""

    class Loopback(_Socket):
        def connect(self, address: Any) -> None:
            assert address[0] in _LOOPBACK, f"connects to {address}"
            super().connect(address)

        def connect_ex(self, address: Any) -> int:
            raise AssertionError(f"connects to {address}")

    def numbers_only(host: str, *arguments: Any, **options: Any) -> Any:
        return _getaddrinfo(host, *arguments, **{**options, "flags": socket.AI_NUMERICHOST})

    monkeypatch.setattr(socket, "socket", Loopback)
    monkeypatch.setattr(socket, "getaddrinfo", numbers_only)


@pytest.fixture
def public_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.1 counts as public, and nothing else that is not."""
    monkeypatch.setattr(connecting, "is_public", lambda ip: ip == "127.0.0.1" or is_public(ip))


def names(monkeypatch: pytest.MonkeyPatch, **answers: list[list[str]]) -> list[str]:
    """Let names (``_`` for ``.``) have these addresses, one list a look-up; what was looked up."""
    asked: list[str] = []
    numbers = socket.getaddrinfo

    def look_up(host: str, *arguments: Any, **options: Any) -> Any:
        known = answers.get(host.replace(".", "_"))
        if known is None:
            return numbers(host, *arguments, **options)
        asked.append(host)
        ips = known.pop(0) if len(known) > 1 else known[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 0)) for ip in ips]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def got(script: Script, **options: Any) -> Fetched:
    """What a server with one script gives."""
    with serving({"/": script}) as server:
        return fetch(server.url("/"), allow_private=True, **options)


def failure(script: Script, **options: Any) -> str:
    """Why what a server with one script says is not read."""
    with serving({"/": script}) as server, pytest.raises(ReadError) as caught:
        fetch(server.url("/"), allow_private=True, **options)
    message = str(caught.value)
    assert message.startswith(server.url("/"))
    assert one_line(message) == message
    return message


# What is read


def test_a_page_its_type_its_charset_and_its_place() -> None:
    body = "<p>Größe".encode("latin-1")
    fetched = got(answer(body, 'Content-Type: Text/HTML; Charset="ISO-8859-1"'))
    assert fetched[:3] == (body, "text/html", "iso-8859-1")
    assert fetched.place.startswith("http://127.0.0.1:")


def test_no_type_said_passes() -> None:
    assert got(answer(b"A text."))[:3] == (b"A text.", "", "")


@pytest.mark.parametrize(
    "media_type",
    ["text/markdown", "application/pdf", "application/epub+zip", "text/csv",
     "application/octet-stream", "application/x-ndjson", "application/xhtml+xml",
     "text/tab-separated-values", "application/x-jsonl", "application/json",
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
)  # fmt: skip
def test_types_that_can_be_read_pass(media_type: str) -> None:
    assert got(answer(b"x", f"Content-Type: {media_type}")).media_type == media_type


@given(st.binary(min_size=1, max_size=300_000), st.booleans())
def test_bytes_come_as_they_were_sent(body: bytes, pack: bool) -> None:
    headers = ["Content-Encoding: gzip"] if pack else []
    assert got(answer(gzip.compress(body) if pack else body, *headers)).data == body


def test_chunked_bodies_are_put_together() -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert got(raw(head + b"4\r\nOne \r\n5\r\nword.\r\n0\r\n\r\n")).data == b"One word."


def test_a_body_without_a_length_ends_with_the_connection() -> None:
    assert got(raw(b"HTTP/1.0 200 OK\r\n\r\nOne word.")).data == b"One word."


def test_it_says_who_it_is_and_asks_once() -> None:
    with serving({"/": answer()}) as server:
        fetch(server.url("/"), allow_private=True)
    (request,) = server.requests
    assert request.headers["user-agent"] == f"summarizer/{version()}"
    assert request.headers["host"] == f"127.0.0.1:{server.port}"
    assert "cookie" not in request.headers
    assert "referer" not in request.headers


def test_letters_beyond_ascii_are_encoded_and_fragments_are_kept_back() -> None:
    target = "/gr%C3%B6%C3%9Fe?q=%C3%A4%20b"
    with serving({target: answer()}) as server:
        fetched = fetch(server.url("/größe?q=ä b#teil"), allow_private=True)
    assert fetched.place == server.url(target)


def test_an_international_name_is_looked_up_in_its_ascii_form(
    public_loopback: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = names(monkeypatch, **{"xn--bcher-kva_example": [["127.0.0.1"]]})
    with serving({"/": answer()}) as server:
        fetch(server.url("/", "Bücher.example"))
    assert asked == ["xn--bcher-kva.example"]
    assert server.requests[0].headers["host"] == f"xn--bcher-kva.example:{server.port}"


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{closed_port()}")
    assert got(answer(b"Straight.")).data == b"Straight."


# Addresses


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("file:///etc/passwd", "only http:// and https:// addresses"),
        ("ftp://example.org/a", "only http:// and https:// addresses"),
        ("data:text/plain,a", "only http:// and https:// addresses"),
        ("javascript:alert(1)", "only http:// and https:// addresses"),
        ("", "only http:// and https:// addresses"),
        ("http://", "has no host"),
        ("http:///a", "has no host"),
        ("http://[::1/", "is not a valid address"),
        ("http://example.org:99999/", "is not a valid address"),
        ("http://a b/", "is not a valid address"),
    ],
)
def test_what_is_no_web_address_is_refused(address: str, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        fetch(address, allow_private=True)


@pytest.mark.parametrize("login", ["ann:s3cret", "ann", ":s3cret", "a@s3cret"])
def test_a_password_is_refused_and_not_repeated(login: str) -> None:
    with pytest.raises(ReadError, match="user name or password") as caught:
        fetch(f"http://{login}@127.0.0.1/a@b", allow_private=True)
    assert str(caught.value).startswith("http://…@127.0.0.1/a@b: ")
    assert "s3cret" not in str(caught.value)


@given(st.text() | st.text().map("http://{}".format) | st.text().map("https://127.0.0.1/{}".format))
def test_whatever_is_given_the_error_is_one_line(address: str) -> None:
    def unknown(*_arguments: Any, **_options: Any) -> Any:
        raise socket.gaierror

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(socket, "getaddrinfo", unknown)
        with pytest.raises(ReadError) as caught:
            fetch(address)
    assert one_line(str(caught.value)) == str(caught.value)


# Public and private


@pytest.mark.parametrize(
    "ip",
    """
    127.0.0.1 127.9.9.9 0.0.0.0 0.1.2.3 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1
    169.254.169.254 100.64.0.1 192.0.0.8 192.0.0.170 192.0.2.1 192.88.99.1 198.18.0.1 198.51.100.1
    203.0.113.1 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255
    :: ::1 ::2 fe80::1 fe80::1%eth0 fec0::1 fc00::1 fd12::1 ff02::1 ff0e::1 100::1 2001:db8::1
    3fff::1 5f00::1 2001::1 2001:0:4136:e378:8000:63bf:807f:fffe 4000::1
    ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 ::ffff:0:127.0.0.1
    2002:7f00:1:: 2002:0a00:1::1 2002:a9fe:a9fe::1
    64:ff9b::127.0.0.1 64:ff9b::10.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b:1::8.8.8.8
    """.split(),
)
def test_what_is_not_public(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize(
    "ip",
    """
    8.8.8.8 1.1.1.1 93.184.215.14 172.32.0.1 192.0.1.1 223.255.255.255
    2606:4700::1111 2a00:1450:4001::1 ::ffff:8.8.8.8 2002:808:808::1 64:ff9b::8.8.8.8
    """.split(),
)
def test_what_is_public(ip: str) -> None:
    assert is_public(ip)


@given(st.ip_addresses(v=4))
def test_an_address_in_disguise_is_what_it_carries(ip: Any) -> None:
    number = int(ip)
    disguised = [f"::ffff:{ip}", f"64:ff9b::{ip}", f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1"]
    assert {is_public(other) for other in disguised} == {is_public(str(ip))}
    if ip.is_private or ip.is_multicast or ip.is_loopback or ip.is_link_local:
        assert not is_public(str(ip))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "2130706433", "0x7f.1", "0", "[::ffff:127.0.0.1]"]
)
def test_loopback_is_refused_unless_it_is_allowed(host: str) -> None:
    with serving({"/": answer()}) as server:
        with pytest.raises(ReadError, match=r"not a public address: .* --allow-private"):
            fetch(server.url("/", host))
        assert server.requests == []
        assert fetch(server.url("/"), allow_private=True).data


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/", "http://169.254.169.254/latest/", "http://[::1]:1/", "//0/"]
)
def test_a_redirect_to_a_private_address_is_refused(public_loopback: None, target: str) -> None:
    with (
        serving({"/": redirect(target)}) as server,
        pytest.raises(ReadError, match=r"\(redirected to http://.*\): .*not a public address"),
    ):
        fetch(server.url("/"))


def test_a_name_with_private_addresses_only_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, inside_example=[["10.0.0.7", "192.168.0.7"]])
    with pytest.raises(ReadError, match=r"inside\.example is 10\.0\.0\.7, which is not a public"):
        fetch("http://inside.example/")


def test_of_mixed_addresses_the_public_ones_alone_are_used(
    public_loopback: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    names(monkeypatch, mixed_example=[["10.0.0.7", "127.0.0.1"]])
    with serving({"/": answer(b"Public.")}) as server:
        assert fetch(server.url("/", "mixed.example")).data == b"Public."


def test_a_second_answer_of_the_name_server_changes_nothing(
    public_loopback: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = names(monkeypatch, rebound_example=[["127.0.0.1"], ["10.0.0.1"]])
    with serving({"/": answer(b"First."), "/again": redirect("/")}) as server:
        assert fetch(server.url("/", "rebound.example")).data == b"First."
        assert asked == ["rebound.example"]
        names(monkeypatch, rebound_example=[["127.0.0.1"], ["10.0.0.1"]])
        with pytest.raises(ReadError, match=r"rebound\.example is 10\.0\.0\.1"):
            fetch(server.url("/again", "rebound.example"))


def test_the_next_address_is_tried_where_one_is_dead(
    public_loopback: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = connecting._connection
    tried: list[str] = []

    def first_is_dead(url: Any, ip: str, seconds: float) -> Any:
        tried.append(ip)
        if len(tried) == 1:
            return real(url._replace(port=closed_port()), ip, seconds)
        return real(url, ip, seconds)

    monkeypatch.setattr(connecting, "_connection", first_is_dead)
    names(monkeypatch, two_example=[["127.0.0.1", "127.0.0.1"]])
    with serving({"/": answer()}) as server:
        assert fetch(server.url("/", "two.example")).data
    assert tried == ["127.0.0.1", "127.0.0.1"]


# Redirects


def test_redirects_are_followed_and_the_last_place_is_told() -> None:
    scripts = {
        "/a": redirect("b", "301 Moved Permanently"),
        "/b": redirect("/c/?d#e", "308 Permanent Redirect"),
        "/c/?d": redirect("/größe", "303 See Other"),
        "/gr%C3%B6%C3%9Fe": answer(b"Here."),
    }
    with serving(scripts) as server:
        fetched = fetch(server.url("/a"), allow_private=True)
    assert fetched == Fetched(b"Here.", "", "", server.url("/gr%C3%B6%C3%9Fe"))


def test_circles_and_long_ways_are_told() -> None:
    scripts: dict[str, Script] = {f"/{i}": redirect(f"/{i + 1}") for i in range(9)}
    scripts |= {"/a": redirect("/b"), "/b": redirect("/a"), "/5": answer(b"The sixth page.")}
    with serving(scripts) as server:
        assert fetch(server.url("/0"), allow_private=True).data == b"The sixth page."
        with pytest.raises(ReadError, match="redirects in a loop"):
            fetch(server.url("/a"), allow_private=True)
        server.scripts["/5"] = redirect("/6")
        with pytest.raises(ReadError, match="more than 5 redirects"):
            fetch(server.url("/0"), allow_private=True)
    assert [r.target for r in server.requests[-6:]] == [f"/{i}" for i in range(6)]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "javascript:1", "ftp://127.0.0.1/"])
def test_a_redirect_to_another_scheme_is_refused(target: str) -> None:
    assert "only http://" in failure(redirect(target))


def test_a_redirect_to_a_login_is_refused() -> None:
    message = failure(redirect("http://ann:s3cret@127.0.0.1/"))
    assert "user name or password" in message
    assert "s3cret" not in message


def test_a_redirect_without_a_place_is_an_answer_like_another() -> None:
    assert "answered 302 Found" in failure(answer(b"x", status="302 Found"))


# Time


def slow_headers(client: Connection) -> None:
    client.send(b"HTTP/1.1 200 OK\r\nX: ")
    client.drip(b"a")


def slow_body(client: Connection) -> None:
    client.send(b"HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n")
    client.drip(b"a")


def slow_body_without_length(client: Connection) -> None:
    client.send(b"HTTP/1.1 200 OK\r\n\r\n")
    client.drip(b"a")


def slow_chunk_head(client: Connection) -> None:
    client.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;")
    client.drip(b"a")


def slow_informations(client: Connection) -> None:
    client.drip(b"HTTP/1.1 100 Continue\r\n\r\n")


@pytest.mark.parametrize(
    "script",
    [slow_headers, slow_body, slow_body_without_length, slow_chunk_head, slow_informations,
     Connection.be_silent],
)  # fmt: skip
def test_one_deadline_for_all(script: Script) -> None:
    clients: list[Connection] = []

    def played(client: Connection) -> None:
        clients.append(client)
        script(client)

    assert "took longer than 0.25 s" in failure(played, timeout=SHORT)
    assert not any(client.exhausted.is_set() for client in clients)


def test_the_deadline_is_that_of_all_hops_together() -> None:
    def slowly(script: Script) -> Script:
        return lambda client: client.closing.wait(SHORT / 3) or script(client)

    scripts = {f"/{i}": slowly(redirect(f"/{i + 1}")) for i in range(5)} | {"/5": slowly(answer())}
    with serving(scripts) as server, pytest.raises(ReadError, match=r": took longer"):
        fetch(server.url("/0"), allow_private=True, timeout=SHORT)


def test_a_name_server_that_is_silent_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()

    def silent(*_arguments: Any, **_options: Any) -> list[Any]:
        over.wait(10)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", silent)
    with pytest.raises(ReadError, match="took longer"):
        fetch("http://silent.example/", timeout=SHORT)
    over.set()


# Size


def endless(client: Connection) -> None:
    client.send(b"HTTP/1.1 200 OK\r\n\r\n")
    while not client.closing.is_set():
        client.send(b"a" * 65536)


def test_an_endless_body_is_cut_at_the_bound() -> None:
    assert "longer than 10 MiB" in failure(endless)


def test_a_length_over_the_bound_is_refused_before_the_body() -> None:
    script = answer(b"", length=ADDRESS.size + 1)
    assert "longer than 10 MiB" in failure(script)


def test_what_just_fits_is_read() -> None:
    assert len(got(answer(b"a" * 1000), max_bytes=1000).data) == 1000
    assert "longer than" in failure(raw(b"HTTP/1.1 200 OK\r\n\r\n" + b"a" * 1001), max_bytes=1000)


def test_a_gzip_bomb_stops_at_the_bound() -> None:
    bomb = gzip.compress(bytes(200 * 1024 * 1024), 9)
    assert len(bomb) < 300_000
    assert "longer than 10 MiB" in failure(answer(bomb, "Content-Encoding: gzip"))


def test_headers_have_an_end() -> None:
    for line in (b"a" * 100_000, b"a: b\r\n" * 1000):
        assert "the answer is not HTTP" in failure(raw(b"HTTP/1.1 200 OK\r\n" + line))


# What is no page


@pytest.mark.parametrize(
    ("media_type", "what"),
    [
        ("image/png", "is an image (image/png)"),
        ("video/mp4", "is a video (video/mp4)"),
        ("application/zip", "is an archive (application/zip)"),
        ("application/x-tar", "is an archive (application/x-tar)"),
        ("text/css", "is no text (text/css)"),
        ("a/\x1b[31mb", "is no text (a/"),
    ],
)
def test_other_types_are_refused_by_what_they_are(media_type: str, what: str) -> None:
    assert what in failure(answer(b"x", f"Content-Type: {media_type}"))


@pytest.mark.parametrize(
    "status", ["404 Not Found", "403 Forbidden", "500 Internal Server Error", "206 Partial Content"]
)
def test_every_other_status_is_told(status: str) -> None:
    assert f"answered {status}: " in failure(answer(status=status))


def test_a_made_up_status_is_told_without_the_words_of_the_server() -> None:
    assert "answered 799: " in failure(answer(status="799 \x1b[31mred"))


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (answer(b""), "sent an empty page"),
        (answer(b"", "Content-Encoding: gzip"), "sent an empty page"),
        (answer(b"One word.", length=20), "ended early"),
        (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nOne"), "ended early"),
        (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nOne\r\n"), "ended early"),
        (answer(gzip.compress(b"One word." * 99)[:-9], "Content-Encoding: gzip"), "ended early"),
        (answer(b"One word.", "Content-Encoding: gzip"), "cannot be decompressed"),
        (answer(b"One word.", "Content-Encoding: br"), "compressed as br"),
        (raw(b""), "closed the connection without an answer"),
        (raw(b"SSH-2.0-OpenSSH_9.9\r\n"), "the answer is not HTTP"),
    ],
)
def test_an_answer_that_is_damaged_or_cut_is_told(script: Script, reason: str) -> None:
    assert reason in failure(script)


@given(st.integers(0, 2**32))
def test_noise_is_never_a_traceback(seed: int) -> None:
    noise = random.Random(seed).randbytes(200)
    failure(raw(b"HTTP/1.1 302 Found\r\nLocation: //x" + noise + b"\r\n\r\n"), timeout=5)


def closed_port() -> int:
    """A port of this machine at which nothing listens."""
    with _Socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


def test_a_closed_port_is_told() -> None:
    with pytest.raises(ReadError, match="connection refused"):
        fetch(f"http://127.0.0.1:{closed_port()}/", allow_private=True)


def test_a_name_that_is_not_known_is_told() -> None:
    with pytest.raises(ReadError, match="unknown host"):
        fetch("http://nowhere.invalid/")


# TLS


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for right.example that signs itself, and its key."""
    if not shutil.which("openssl"):
        pytest.skip("there is no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    command = [
        *"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=right.example".split(),
        *"-addext subjectAltName=DNS:right.example -keyout key.pem -out cert.pem".split(),
    ]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "cert.pem", folder / "key.pem"


@contextmanager
def secure(certificate: tuple[Path, Path], script: Script) -> Iterator[Callable[[str], str]]:
    """A server with TLS; gives the address of its page under a name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with serving({"/": script}, context) as server:
        yield lambda host: server.url("/", host)


@pytest.fixture
def trusted(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate is one of the authorities, and both names lead to loopback."""
    monkeypatch.setattr("certifi.where", lambda: str(certificate[0]))
    names(monkeypatch, right_example=[["127.0.0.1"]], wrong_example=[["127.0.0.1"]])


def test_the_certificate_is_checked_against_the_name(
    certificate: tuple[Path, Path], trusted: None
) -> None:
    with secure(certificate, answer(b"Safe.")) as url:
        fetched = fetch(url("right.example"), allow_private=True)
        assert fetched.data == b"Safe."
        assert fetched.place == url("right.example")
        with pytest.raises(ReadError, match=r"invalid certificate \(.*wrong\.example"):
            fetch(url("wrong.example"), allow_private=True)


def test_a_certificate_that_signs_itself_is_refused(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    names(monkeypatch, right_example=[["127.0.0.1"]])
    with (
        secure(certificate, answer()) as url,
        pytest.raises(ReadError, match=r"invalid certificate \(self.signed certificate\)"),
    ):
        fetch(url("right.example"), allow_private=True)


def test_a_redirect_from_https_to_http_is_refused(
    certificate: tuple[Path, Path], trusted: None
) -> None:
    with (
        secure(certificate, redirect("http://127.0.0.1:1/a")) as url,
        pytest.raises(ReadError, match=r"http://127.0.0.1:1/a\): redirects from https to http"),
    ):
        fetch(url("right.example"), allow_private=True)


def test_a_drip_behind_tls_is_cut_too(certificate: tuple[Path, Path], trusted: None) -> None:
    for script in (slow_headers, slow_body_without_length):
        with secure(certificate, script) as url, pytest.raises(ReadError, match="took longer"):
            fetch(url("right.example"), allow_private=True, timeout=2 * SHORT)


def test_a_server_without_tls_is_told() -> None:
    with _Socket() as plain:
        plain.bind(("127.0.0.1", 0))
        plain.listen()

        def complain() -> None:
            client, _ = plain.accept()
            with client:
                client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                client.recv(4096)

        thread = threading.Thread(target=complain)
        thread.start()
        with pytest.raises(ReadError, match="no secure connection"):
            fetch(f"https://127.0.0.1:{plain.getsockname()[1]}/", allow_private=True, timeout=5)
        thread.join()


def test_a_handshake_that_never_comes_ends() -> None:
    with _Socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        with pytest.raises(ReadError, match="does not answer"):
            fetch(
                f"https://127.0.0.1:{deaf.getsockname()[1]}/",
                allow_private=True,
                connect_timeout=SHORT,
            )


# Being installed


def test_without_the_extra_it_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [m for m in sys.modules if m.startswith("summarizer.read.web.")]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("urllib3", "urllib3.exceptions", "urllib3.connection", "urllib3.util"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(
        MissingDependencyError, match=r"reading web pages needs urllib3, .*\[html\]"
    ):
        fetch("http://127.0.0.1/")


def test_importing_it_loads_no_network() -> None:
    code = "import sys, summarizer.read.web; print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"urllib3", "ssl", "certifi", "http.client"} & set(out.stdout.split())
