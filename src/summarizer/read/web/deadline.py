"""A bound on the time of everything together."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic


class Deadline:
    """A point in time by which all must be done, however many steps it takes.

    Args:
        seconds: from now.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = monotonic() + seconds
        self._has_cut = False

    @property
    def is_over(self) -> bool:
        """Whether time is over, or a connection was cut because of it."""
        return self._has_cut or monotonic() >= self._end

    def left(self) -> float:
        """The seconds that are left, more than none.

        Raises:
            TimeoutError: none are.
        """
        left = self._end - monotonic()
        if self._has_cut or left <= 0:
            raise TimeoutError
        return left

    @contextmanager
    def cutting(self, connection: socket.socket) -> Iterator[None]:
        """Cut a connection when time is over.

        The time-out of a socket is that of one read, which a server that drips never exceeds.
        """
        timer = threading.Timer(self.left(), self._cut, [connection])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _cut(self, connection: socket.socket) -> None:
        self._has_cut = True
        with suppress(OSError):  # closed already
            # Not connection.shutdown: that of TLS takes the object away under the reader's hands.
            socket.socket.shutdown(connection, socket.SHUT_RDWR)
