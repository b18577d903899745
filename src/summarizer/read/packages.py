"""What it takes to read by other people's packages: whether they are there, and calm."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import ReadError

MEBIBYTE = 1024 * 1024


@contextmanager
def guarded(what: str, *loggers: str) -> Iterator[None]:
    """Run a reader that may meet anything: what it logs is not shown, what it raises is one line.

    Args:
        what: a damaged file of its kind, such as ``"is no PDF file, or a damaged one"``.
        loggers: the names under which the package logs.

    Raises:
        ReadError: the reader raised anything but that.
    """
    known = [logging.getLogger(name) for name in loggers]
    levels = [logger.level for logger in known]
    for logger in known:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    except (ReadError, MemoryError):
        raise
    except Exception as error:  # readers of hostile files raise whatever comes
        reason = " ".join(str(error).split())
        raise ReadError(f"{what}: {reason:.150}" if reason else what) from error
    finally:
        for logger, level in zip(known, levels, strict=True):
            logger.setLevel(level)
