"""What it takes to read by other people's packages: whether they are there, and calm."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from ..errors import ReadError

_lock = threading.Lock()
_hushed: dict[str, tuple[int, int]] = {}  # of each logger: how many want it so, its own level


@contextmanager
def guarded(what: str, *loggers: str) -> Iterator[None]:
    """Run a reader that may meet anything: what it logs is not shown, what it raises is one line.

    Args:
        what: a damaged file of its kind, such as ``"is not a PDF file, or is damaged"``.
        loggers: the names under which the package logs.

    Raises:
        ReadError: the reader raised anything but that.
    """
    try:
        with _hush(loggers):
            yield
    except (ReadError, MemoryError):
        raise
    except Exception as error:  # readers of hostile files raise whatever comes
        reason = " ".join(str(error).split())
        raise ReadError(f"{what}: {reason:.150}" if reason else what) from error


@contextmanager
def _hush(loggers: Sequence[str]) -> Iterator[None]:
    """Keep loggers quiet; of several threads the last one gives them their levels back."""
    import logging  # here, for plain text is read without

    with _lock:
        for name in loggers:
            users, level = _hushed.get(name, (0, logging.getLogger(name).level))
            _hushed[name] = users + 1, level
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        with _lock:
            for name in loggers:
                users, level = _hushed.pop(name)
                if users > 1:
                    _hushed[name] = users - 1, level
                else:
                    logging.getLogger(name).setLevel(level)
