"""Subtitles (SRT, WebVTT) as running text."""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from ..errors import ReadError
from .encodings import decode_any
from .extracted import Extracted, Lines

_TIME = r"(?:(\d+):)?(\d{1,2}):(\d\d)[.,](\d{1,3})"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")
_BLOCK = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION|X-TIMESTAMP-MAP)\b")
_TAG = re.compile(r"</?(?:[a-zA-Z][^<>]*|\d[\d:.,]*)?>|\{\\[^{}]*\}")
_SPEAKS = re.compile(r"<v\b|\s*(?:>>+|[-–—](?=\s*\S))")
_SPEAKER = re.compile(
    r"\s*(?:>>+\s*|[-–—]\s*)?(?:\[[^\[\]]{1,40}\]\s*)?(?:[A-Z][A-Z0-9 .'’-]{1,30}:\s+)?"
)
_SOUND = re.compile(r"[\s♪♫#*-]*(?:[\[(][^\])]*[\])][\s♪♫.]*)*")
_SUNG = re.compile(r"[♪♫]")
_STOP = re.compile(r"[.!?…。！？؟।]")
_PAUSE = 4.0  # seconds between what belongs to different paragraphs
_WORDS = 60  # words with less than one stop among them are not punctuated
_BREATH, _PIECE = 1.0, 15  # seconds and words at which text without stops is parted


class _Cue(NamedTuple):
    start: float
    end: float
    lines: list[str]


def extract(data: bytes, charset: str = "") -> Extracted:
    """What is said, its cues joined: without their times, tags, and the names of speakers.

    A paragraph ends at a long pause and where somebody else speaks. Text without stops, as
    programs write down what they hear, is parted at each short pause.

    Raises:
        ReadError: there are no cues, or the encoding cannot be told.
    """
    text, encoding, is_guessed = decode_any(data, charset)
    cues = [*_cues(text)]
    if not cues:
        raise ReadError("has no subtitles: no line with times, as 00:00:01,000 --> 00:00:02,000")
    lines = Lines()
    for paragraph in _paragraphs(cues):
        lines.add(paragraph)
    return Extracted(lines.text, lines.marked, encoding=encoding, is_guessed=is_guessed)


def _cues(text: str) -> Iterator[_Cue]:
    """The cues with the lines of each; blank lines in a cue are nothing."""
    is_vtt = text.lstrip("\ufeff").startswith("WEBVTT")
    cue: _Cue | None = None
    is_comment = is_named = False
    above = ""
    for line in text.splitlines():
        starts_block = not above.strip()
        if times := _TIMES.fullmatch(line):
            if cue and is_named and cue.lines:
                cue.lines.pop()
            if cue:
                yield cue
            cue, is_comment = _Cue(_seconds(times, 0), _seconds(times, 4), []), False
        elif not line.strip() or (starts_block and line.strip().isdigit()):
            is_comment = False
        elif is_comment or (starts_block and _BLOCK.match(line)):
            is_comment = True
        elif cue:
            cue.lines.append(line)
        # What stands between a blank line and the times names the cue.
        is_named = is_vtt and starts_block and bool(line.strip()) and not line.strip().isdigit()
        above = line
    if cue:
        yield cue


def _seconds(found: re.Match[str], first: int) -> float:
    hours, minutes, seconds, parts = (found[first + n] or "0" for n in range(1, 5))
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{parts}")


def _paragraphs(cues: list[_Cue]) -> Iterator[str]:
    spoken = [*_spoken(cues)]
    words = sum(len(text.split()) for _, text, _ in spoken)
    stops = sum(len(_STOP.findall(text)) for _, text, _ in spoken)
    pause = _PAUSE if stops * _WORDS > words else _BREATH
    parts: list[str] = []
    for is_new, text, gap in spoken:
        joined = " ".join(parts)
        long = pause == _BREATH and len(joined.split()) >= _PIECE
        ended = pause == _BREATH or not joined or _STOP.search(joined[-3:])
        if parts and ((is_new and ended) or (gap >= pause and ended) or long):
            yield joined
            parts = []
        parts.append(text)
    yield " ".join(parts)


def _spoken(cues: list[_Cue]) -> Iterator[tuple[bool, str, float]]:
    """Each line that is said: whether another speaks, what, and how long it was still before."""
    last, end = "", 0.0
    for cue in cues:
        gap = cue.start - end
        for line in cue.lines:
            bare = html.unescape(_TAG.sub("", line))
            if bare == last or _SOUND.fullmatch(bare) or _SUNG.search(bare):
                continue  # captions that roll say each line twice
            last = bare
            text = " ".join(bare[_SPEAKER.match(bare).end() :].split())  # type: ignore[union-attr]
            if text:
                yield _SPEAKS.match(line) is not None, text, gap
                gap = 0.0
        end = cue.end
