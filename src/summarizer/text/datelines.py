"""The place, day and agency that a report opens with.

A dateline is known by its agency in brackets, by a place in capitals, or by a place with a day. A
place and a dash alone are none: "Berlin – a city of contrasts – …" is a sentence, which would lose
its subject. East Asian ones have forms of their own.
"""

import re
from collections.abc import Set
from typing import NamedTuple

from ..memo import Pattern
from .rules import Span
from .words import MARKS

_AGENCIES = frozenset(
    "aa aap adnkronos aes afp aftonbladet agerpres aki ana ana-mpa ani anp ansa antara ap apa apn "
    "associated belga belta bernama bloomberg bta cna cnn cp ctk čtk dpa efe fars hina iana ians "
    "interfax irna isna ist kazinform kcna kyodo lusa mehr montsame mti ntb notimex ots pap petra "
    "prensa pti reuters rb rian ritzau sana sda sid spa sputnik stt tanjug tap tasr tass télam tt "
    "ukrinform uni unian upi vna wafa wam wire xinhua yonhap zenit "
    "тасс риа интерфакс рейтер рейтерс белта унн укринформ унiан уніан казинформ прайм sputnik "
    "рбк апе-мпе απε-μπε रॉयटर्स भाषा वार्ता रويترز رويترز أ.ف.ب واس وام كونا بترا شينخوا".split()
)
"""Agencies by the first word of what they are called, in small letters."""

_PLACES = 6  # words of a place
_SHORT = 3  # letters: "de", "am", "of" in a place; an acronym that is no place
_REACH = 100  # characters in which a dateline ends
_AGAIN = 80  # characters in which a second dash shows that the first opened an aside
_REST = 3  # blanks, at least, in the story after a dateline that has no agency

_PIECE = rf"[^\W_][\w{MARKS}]*+(?:[.'’-][^\W_][\w{MARKS}]*+)*+\.?+"
_ASIDE = r"\s(?:\[\w[\w ]{1,20}\]|\([^\W\d_]{2,20}\)(?=,\s))"  # "[India]", "(Bari)"
_HEAD = rf"{_PIECE}(?:(?:[,،]\s{{0,3}}|\s{{1,3}}|/){_PIECE}|{_ASIDE}){{0,9}}+[,،]?+"
_BRACKET = r"\((?P<agency>[^()\n]{2,40})\)|/(?P<slashed>[^/\n]{2,30})/"
_DASH = r"\s*(?:--+|[—–―−])\s*|\.-+\s*|(?<=\.)-\s*|\s-\s+(?:[—–]\s)?"
_CASED = Pattern(
    rf"(?P<head>{_HEAD})?+(?:\s*(?:--?(?=\())?(?:{_BRACKET}))?+"
    rf"(?:(?P<dash>{_DASH})|(?P<mark>[:.])\s+)?+\s*"
)
_DAY = Pattern(
    r"(?P<place>[^\W\d_]+(?:[ -][^\W\d_]+){0,3})[.,]\s"
    r"(?:(?P<day>\d{1,2}\s[^\W\d_]+|[^\W\d_]+\s\d{1,2})"
    r"(?:\s\d{4})?(?:\sг)?\.?\s*(?P<joint>[—–-]\s|(?<=\.\s)))?"
    rf"(?P<rest>(?:{_BRACKET}|(?P<named>[^\W\d_][\w.]*(?: Новости)?))\s*(?:[.—–-]\s*)*+)?"
)
_CALLED = re.compile(r"[^\W\d_][\w-]*+(?: [^\W\d_][\w-]*+){0,2}+\.\s+")
_COLON = re.compile(r"([^\W\d_]+(?:[ -][^\W\d_]+){0,3}):\s+")
_CHINESE = Pattern(
    r"(?:[^\s。，！？；“”]{2,24}?\d{1,2}月\d{1,2}日[电電讯訊]"
    r"|(?:本[报報刊网網台]|新[华華]社|中新[社网]|人民[网網]|中央社|央[视視][网網])"
    r"[^\s。，！？；“”]{0,16}?[电電讯訊](?=[\s（(：:]))"
    r"(?:\s*[（(][^()（）\n]{1,40}[）)])?[\s：:]*"
    r"|[（(][^()（）\n]{2,40}[电電讯訊][）)]\s*"
    r"|[^\s。，：！？]{2,10}消息(?:[（(][^()（）\n]{1,30}[）)])?[：:]\s*"
)
_JAPANESE = Pattern(
    r"[【［\[（(](?=[^】］\])）\n]{0,29}(?:[=＝]|[\d０-９]日|共同|時事|ロイター|AFP|聯合|ニュース|通信"
    r"|[^会會神]社|新聞|支局|特派員|記者|[电電讯訊])[^】］\])）\n]{0,9}[】］\])）])"
    r"[^】］\])）\n]{2,36}[】］\])）]\s*(?:[-–—－]+\s*)?"
    r"|[^\s。、，]{1,10}\s?\d{1,2}月\d{1,2}日\s?[（(][^()（）\n]{2,20}[）)]\s*[-–—－]+\s*"
)
_KOREAN = Pattern(
    r"(?:[(\[【][^)\]】=\n]{1,20}=[^)\]】=\n]{2,24}[)\]】]"
    r"|[가-힣]{1,10}=(?:연합뉴스|뉴시스|뉴스1|로이터|신화|AP|AFP)(?![가-힣]))\s*"
    r"(?:[가-힣]{2,4}(?:[·,\s]+[가-힣]{2,4}){0,5}\s*=\s*)?"
)
_ASIAN = (_KOREAN, _JAPANESE, _CHINESE)
_JOINT = re.compile(r"[-:—–)/―−](?:(?<=[—–)/―−])|(?<=[.\s]-)|(?<=-)[-(]|(?<=:)\s)")
"""What parts a dateline from its story, or ends the name of an agency; no hyphen in a word."""
_DASHED = re.compile(r"\s(?:--|[—–―-])\s")


def dateline(
    text: str, start: int, end: int, months: Set[str] = frozenset(), is_first: bool = False
) -> Span | None:
    """Where the dateline of a paragraph ends and where its story begins, if it has one.

    Args:
        text: the text.
        start, end: of the paragraph.
        months: the names of months in its language, in small letters.
        is_first: whether it is the first of its text; there a place in capitals may have a colon
            ("KARACHI: …"), as a speaker has elsewhere.
    """
    begin = None
    if _may_open(text, start, end):
        begin = _story(text, start, end, months)
    if begin is None and is_first and text[start].isupper():
        begin = _after_colon(text, start, end)
    if begin is None:
        return None
    begin = _story(text, begin, end, months) or begin  # "(ANSA) - ROMA, 8 SET - …"
    return start + len(text[start:begin].rstrip()), begin


def _may_open(text: str, start: int, end: int) -> bool:
    """Whether a paragraph may open with a dateline: most have no sign of one where it would be."""
    if text[start].islower():
        return False
    if text[start] >= "\u2e80" or text[start + 1 : start + 2].isupper():
        return True
    return _JOINT.search(text, start, min(end, start + _REACH)) is not None


def _story(text: str, start: int, end: int, months: Set[str]) -> int | None:
    """Where the story begins after a dateline; ``None`` if there is none."""
    first = text[start]
    begin = None
    if first >= "\u2e80" or first in "([":
        found = next((m for p in _ASIAN if (m := p.match(text, start, end))), None)
        begin = found.end() if found else None
    elif text[start + 1 : start + 2].isupper():
        begin = _after_day(text, start, end, months)
    if begin is None and not first.islower():
        begin = _after_place(text, start, end, months)
    return begin if begin is not None and begin < end else None


def _after_day(text: str, start: int, end: int, months: Set[str]) -> int | None:
    """Where a story begins after "МОСКВА, 8 сен - РИА Новости." or "KYIV. KAZINFORM –"."""
    match = _DAY.match(text, start, end)
    if match is None or not match["place"].isupper():
        return None
    named = match["agency"] or match["slashed"] or match["named"]
    is_agency = bool(named) and _is_agency(named)
    if match["day"] is None:
        return match.end() if is_agency else None
    month = next(word for word in match["day"].split() if word.isalpha())
    if months and month.lower() not in months:
        return None
    if is_agency or not match["rest"]:
        return match.end()
    called = _CALLED.match(text, match.start("rest"), end) if match["joint"] else None
    if called and called[0].istitle():  # an agency of which nobody here has heard
        return called.end()
    return match.start("rest")


def _after_colon(text: str, start: int, end: int) -> int | None:
    """Where a story begins after "KARACHI: "; a speaker would be named again."""
    match = _COLON.match(text, start, end)
    place = match[1] if match else ""
    if match is None or not place.isupper() or len(place) <= _SHORT or text.count(place + ":") > 1:
        return None
    rest = text[match.end() : min(end, match.end() + _AGAIN)]
    return match.end() if _opens(rest) and not rest[:20].isupper() else None


class _Head(NamedTuple):
    """What stands before the agency or the dash: is it a place, in capitals, with a day?"""

    is_place: bool
    has_capitals: bool
    has_day: bool


def _after_place(text: str, start: int, end: int, months: Set[str]) -> int | None:
    """Where a story begins after a place, a day and an agency, as far as there are such."""
    match = _CASED.match(text, start, end)
    if match is None or match.lastgroup in ("head", None) or match.end() == end:
        return None
    head = _head(match["head"] or "", months)
    agency = match["agency"] or match["slashed"]
    rest = text[match.end() : min(end, match.end() + _AGAIN)]
    if agency:
        accepted = _has_agency(agency, head, match, rest)
    else:
        accepted = bool(match["dash"]) and _stands_alone(match["head"] or "", head, rest)
    return match.end() if accepted else None


def _head(head: str, months: Set[str]) -> _Head:
    words = re.findall(r"[^\s,،/\[\]()]+", head)
    named = [word for word in words if not word[0].isdigit() and _bare(word) not in months]
    has_day = any(map(str.isdigit, head)) and any(_bare(word) in months for word in words)
    small = [word for word in named if word.islower() and len(word) > _SHORT]
    place = head.partition(",")[0]
    letters = list(filter(str.isalpha, place))
    return _Head(
        is_place=(not small or has_day) and len(named) <= _PLACES,
        has_capitals=len(letters) > 1 and all(map(str.isupper, letters)),
        has_day=has_day,
    )


def _bare(word: str) -> str:
    return word.rstrip(".").lower()


def _has_agency(agency: str, head: _Head, match: re.Match[str], rest: str) -> bool:
    """Whether a place, something in brackets and what follows are a dateline and its story."""
    if not head.is_place and match["head"]:
        return False
    is_known, is_glued = (
        _is_agency(agency),
        match.end() == match.end("agency") and not match["head"],
    )
    opens = _opens(rest)
    if not (is_known or opens) or agency[0].isdigit():
        return False
    if match["dash"]:
        is_told = head.has_capitals or head.has_day or not match["head"]
        return is_known or (not agency[0].islower() and (is_told or not _DASHED.search(rest)))
    if not opens:
        return False
    if match["mark"]:
        return is_known or head.has_day or head.has_capitals
    return head.has_day or (agency.isupper() and " " not in agency and (is_known or is_glued))


def _is_agency(name: str) -> bool:
    words = re.split(r"[\s/.–=-]+", name.strip().lower())
    return name.lower() in _AGENCIES or words[0] in _AGENCIES or words[-1] in _AGENCIES


def _stands_alone(place: str, head: _Head, rest: str) -> bool:
    """Whether a place and a dash open a story, without an agency: in capitals or with a day."""
    if not _opens(rest) or rest.count(" ") < _REST or not head.is_place:
        return False
    if (head.has_day and not place[0].isdigit()) or (place.isupper() and _bare(place) in _AGENCIES):
        return True
    is_long = sum(map(str.isalpha, place)) > _SHORT
    return head.has_capitals and is_long and not rest[:20].isupper() and not _DASHED.search(rest)


def _opens(rest: str) -> bool:
    """Whether a sentence may begin so: not with a small letter, but for an iPhone."""
    word = rest.lstrip("\"'“„«»‘(¿¡").partition(" ")[0]
    return bool(word) and (not word[0].islower() or not word.islower())
