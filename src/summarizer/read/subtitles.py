"""Subtitles (SRT, WebVTT) as running text."""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from ..errors import ReadError
from .encodings import decode_any
from .extracted import Extracted, GrowingText

_TIME = r"(?:(\d+):)?(\d{1,2}):(\d\d)[.,](\d{1,3})"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")
_BLOCK = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION|X-TIMESTAMP-MAP)\b")
_TAG = re.compile(r"</?(?:[a-zA-Z][^<>]*|\d[\d:.,]*)?>|\{\\[^{}]*\}")
_VOICE = re.compile(r"(?=<v[\s.])")  # before the name of who speaks
_NAMED = re.compile(r"<v(?:\.[^\s>]*)?\s([^<>]*)>")
_CHANGES = re.compile(r"\s*(?:>>+\s*|[-–—]\s*(?=\S))")
_INSERTED = re.compile(r"\s*\[[^\[\]]{1,40}\]\s*")
_CAPITALS = re.compile(r"([A-Z][A-Z0-9 .'’-]{1,30}):\s+")
_WORD = r"[^\W\d_a-z][\w'’.-]*"
_LABEL = re.compile(  # "Ann de Vries (guest): …", "Speaker 1: …"
    rf"({_WORD}(?:\s(?:[a-z]{{1,3}}\s)?{_WORD}){{0,3}}(?:\s\d{{1,3}})?(?:\s?\([^()]{{1,30}}\))?)"
    r"(?::\s+|：\s*)"
)
_LABELLED = 0.3  # of the cues, where names in small letters are those of speakers
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


class _Said(NamedTuple):
    """A line that is said: by whom, if it says so, and after how many seconds of silence."""

    text: str
    speaker: str
    changes: bool
    gap: float


def extract(data: bytes, charset: str = "") -> Extracted:
    """What is said, its cues joined: without their times and tags.

    A paragraph ends at a long pause and where somebody else speaks, whose name it opens with if
    that is given. Text without stops, as
    programs write down what they hear, is parted at each short pause.

    Raises:
        ReadError: there are no cues, or the encoding cannot be told.
    """
    text, encoding, is_guessed = decode_any(data, charset)
    cues = [*_cues(text)]
    if not cues:
        raise ReadError("has no subtitles: no line with times, as 00:00:01,000 --> 00:00:02,000")
    lines = GrowingText()
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


def _seconds(match: re.Match[str], first: int) -> float:
    hours, minutes, seconds, parts = (match[first + n] or "0" for n in range(1, 5))
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{parts}")


def _paragraphs(cues: list[_Cue]) -> Iterator[str]:
    spoken = [*_spoken(cues)]
    words = sum(len(said.text.split()) for said in spoken)
    stops = sum(len(_STOP.findall(said.text)) for said in spoken)
    pause = _PAUSE if stops * _WORDS > words else _BREATH
    parts: list[str] = []
    speaker = ""
    for said in spoken:
        joined = " ".join(parts)
        long = pause == _BREATH and len(joined.split()) >= _PIECE
        ended = pause == _BREATH or not joined or _STOP.search(joined[-3:])
        is_other = said.speaker not in ("", speaker)
        if parts and (is_other or (ended and (said.changes or said.gap >= pause)) or long):
            yield joined
            parts = []
        parts.append(f"{said.speaker}: {said.text}" if is_other else said.text)
        if said.speaker or said.changes:
            speaker = said.speaker
    yield " ".join(parts)


def _spoken(cues: list[_Cue]) -> Iterator[_Said]:
    firsts = [_bare(cue.lines[0]) for cue in cues if cue.lines]
    labelled = sum(_LABEL.match(first) is not None for first in firsts)
    label = _LABEL if labelled >= max(_LABELLED * len(cues), 2) else _CAPITALS
    last, end = "", 0.0
    for cue in cues:
        gap = cue.start - end
        for line in (part for whole in cue.lines for part in _VOICE.split(whole)):
            bare = _bare(line)
            if bare == last or _SOUND.fullmatch(bare) or _SUNG.search(bare):
                continue  # captions that roll say each line twice
            last = bare
            said = _said(bare, _NAMED.match(line), label, gap)
            if said.text:
                yield said
                gap = 0.0
        end = cue.end


def _bare(line: str) -> str:
    return html.unescape(_TAG.sub("", line))


def _said(bare: str, voice: re.Match[str] | None, label: re.Pattern[str], gap: float) -> _Said:
    """A line without its tags, and apart from what it says of who speaks."""
    mark = _CHANGES.match(bare)
    inserted = _INSERTED.match(bare, mark.end() if mark else 0)
    start = inserted.end() if inserted else mark.end() if mark else 0
    name = label.match(bare, start)
    speaker = html.unescape(voice[1]) if voice else name[1] if name else ""
    text = bare[name.end() if name else start :]
    return _Said(" ".join(text.split()), " ".join(speaker.split()), mark is not None, gap)
