"""What an input may cost: the one place for limits, which ``docs/inputs.md`` has as a table.

A :class:`Budget` is what a caller may change. The numbers below it say for each format how much
of it can be read within that: where a parser takes time or memory that it cannot be stopped from
taking, it is given no more than this.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from contextvars import ContextVar
from typing import Any, NamedTuple

from ..errors import ReadError, UsageError

MEBIBYTE = 1024 * 1024


class Budget(NamedTuple):
    """What one input may cost.

    Attributes:
        size: bytes of a file, of what comes through a pipe, or of what an address sends.
        unpacked: bytes that an archive gives, as DOCX and EPUB are.
        chars: characters of a document; ``None`` for any number.
        seconds: of a processor, for each document; ``None`` for any time.
        memory: bytes of a process that is set apart: one that reads a PDF, or a worker of a batch.
    """

    size: int
    unpacked: int = 200 * MEBIBYTE
    chars: int | None = None
    seconds: float | None = None
    memory: int = 1024 * MEBIBYTE


LOCAL = Budget(512 * MEBIBYTE, chars=100_000_000, seconds=120.0)
ADDRESS = Budget(10 * MEBIBYTE, 50 * MEBIBYTE, chars=10_000_000, seconds=30.0)
"""Its seconds are also those by the clock on the wall, of fetching it."""
BATCH = Budget(64 * MEBIBYTE, seconds=60.0, memory=4096 * MEBIBYTE)
"""Its seconds are those by the clock on the wall, of all documents of a row."""

PIPE_SECONDS = 5.0  # that a named pipe may have no writer
CONNECT_SECONDS = 10.0  # to each machine that an address may mean

PAGE_BYTES = 20 * MEBIBYTE  # beyond which trafilatura gives nothing
ELEMENTS = 500_000  # of a page, or of all pages of a book; the longest of this world have fewer
ATTRIBUTES = 1_000  # of an element; libxml2 takes time that grows with their square
ARTICLE_ELEMENTS = 30_000  # in which an article is looked for: the search takes time
ARTICLE_DEPTH = 256  # of them within each other
ARTICLE_DEPTHS = 4_000_000  # of them, summed at each start and end

ARCHIVE_TEXT = 40 * MEBIBYTE  # of the parts with text together
ARCHIVE_TAGS = 1_500_000  # in these: a tree of them takes half a gigabyte

PDF_PAGES = 2_000
PDF_SECONDS = 8.0  # of a processor, in a process of its own
RTF_BYTES = 6 * MEBIBYTE  # without pictures
RTF_LINES = 300_000

MARKDOWN_MARKS = 200_000  # line ends among them: each may be a token, and takes as much time
MARKDOWN_BRACKETS = 2_000  # of a paragraph; unclosed ones take time that grows with their square

FEED_BYTES = 10 * MEBIBYTE  # feedparser reads one in a second
FEED_TAGS = 300_000
FEED_ITEMS = 20_000
FEED_SQUARED = 10**8  # of attributes of a tag, whose time grows with the square
FEEDS = 1_000  # of a list

JSON_VALUES = 5_000_000  # lists and objects of one text in JSON; each takes some 70 bytes

MAIL_PARTS = 10_000
MAIL_LINES = 100_000  # of the text
MAIL_STEPS = 10**7  # lines of a message, each passed through all the parts it may stand in

ROW_BYTES = 64 * MEBIBYTE  # of a line of a batch, and characters of a field of a table
ROW_FIELDS = 1_000_000  # of a row of a table
BLANK_LINES = 1_000_000  # of a table, one after the other
PACKED_BY = 500  # a file that gives so many times its size is no text
PACKED_HARMLESS = MEBIBYTE  # unpacked bytes that are allowed in any case

_AGAIN = 0.5  # seconds
_LONGEST = 1e8  # seconds, some three years, after which no clock of the system can be set
_current: ContextVar[Budget] = ContextVar("budget", default=LOCAL)


def budget_of(
    base: Budget,
    max_size: int | None = None,
    max_unpacked: int | None = None,
    max_chars: int | None = None,
    timeout: float | None = None,
    max_memory: int | None = None,
) -> Budget:
    """A budget with what a caller says otherwise; a time of 0, or of years, is any.

    Raises:
        UsageError: a limit is no whole number from 1, or the time no number from 0.
    """
    whole = {"size": max_size, "unpacked": max_unpacked, "chars": max_chars, "memory": max_memory}
    said: dict[str, Any] = {name: value for name, value in whole.items() if value is not None}
    for name, value in said.items():
        check_whole(f"max_{name}", value)
    if timeout is not None:
        if isinstance(timeout, bool) or not (isinstance(timeout, int | float) and timeout >= 0):
            said_so = f"the timeout must be a number of seconds, got {timeout!r:.40}"
            raise UsageError(said_so, "timeout")
        said["seconds"] = timeout if 0 < timeout <= _LONGEST else None
    return base._replace(**said)


def check_whole(name: str, number: object) -> None:
    """Refuse what is no number of things.

    Raises:
        UsageError: it is no whole number from 1.
    """
    if number is None:
        return
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        raise UsageError(f"{name} must be a whole number from 1, got {number!r:.40}", name)


def allowed() -> Budget:
    """The budget of the input that is being read."""
    return _current.get()


@contextmanager
def spending(budget: Budget) -> Iterator[None]:
    """Do one step of the work on a document within a budget.

    Its seconds are watched in the main thread, where the system has such a clock, by its alarm
    ``SIGVTALRM`` if nobody else uses that. Workers of a batch are watched by their parent.

    Raises:
        ReadError: it took longer.
    """
    token = _current.set(budget)
    try:
        with _clocked(budget.seconds) if budget.seconds and _has_clock() else nullcontext():
            yield
    finally:
        _current.reset(token)


def _has_clock() -> bool:
    return (
        hasattr(signal, "ITIMER_VIRTUAL")
        and threading.current_thread() is threading.main_thread()
        and signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
    )


def confine(memory: int) -> None:
    """Let this process have no more memory, where the system sees to that."""
    with suppress(ImportError, OSError, ValueError):  # no such limits; or a lower one is set
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (memory, most))


@contextmanager
def _clocked(seconds: float) -> Iterator[None]:
    is_over = False

    def stop(_number: int, _frame: object) -> None:
        if not is_over:
            raise too_slow(seconds)

    before = signal.signal(signal.SIGVTALRM, stop)
    try:
        # Again and again, for a parser may take the first error for one of the text.
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN)
        try:
            yield
        finally:
            is_over = True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0.0)
        signal.signal(signal.SIGVTALRM, before)


def too_slow(seconds: float) -> ReadError:
    """The error of a document that takes too long."""
    return ReadError(f"takes more than {seconds:g} s: give a part of it, or more time (--timeout)")


def check_size(label: str, size: int) -> None:
    """Refuse what is larger than is allowed.

    Raises:
        ReadError: it is; the message begins with the label.
    """
    most = allowed().size
    if size > most:
        raise ReadError(f"{label}: is larger than {mebibytes(most)}: part it, or see --max-size")


def check_bytes(data: bytes) -> None:
    """Refuse bytes that are more characters than are allowed, before they become characters.

    Raises:
        ReadError: they are, for a character takes four at most.
    """
    most = allowed().chars
    if most is not None and len(data) > 4 * most:
        raise ReadError(f"has more than the {most:,} characters allowed: see --max-chars")


def check_chars(text: str, most: int | None) -> None:
    """Refuse a text that is longer than is allowed.

    Raises:
        ReadError: it is.
    """
    if most is not None and len(text) > most:
        raise ReadError(f"{len(text):,} characters, more than the {most:,} allowed")


def mebibytes(size: int) -> str:
    """So many bytes, in words."""
    for name, unit in (("MiB", MEBIBYTE), ("KiB", 1024)):
        if size >= unit:
            return f"{round(size / unit, 1):,.10g} {name}"
    return f"{size:,} bytes"
