"""The encoding of a text that is not UTF-8 and has no mark, where that can be told.

charset-normalizer says by which encodings the bytes make a clean text. That alone is not enough:
nearly every byte is a letter in every encoding of one byte, and cp1250 makes a clean text of
Swedish. So the words decide: a text read by the wrong encoding loses its commonest words. Where
two encodings that differ do about as well, or none finds such words, there is no guess: a wrong
letter in a summary is worse than a file that is not read.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..text.languages import common_words

_LATIN = "en de fr es it nl pt da sv no fi ca"
_CENTRAL = "pl cs sk hu ro"
_CANDIDATES = {
    # The languages that each was used for; what Windows wrote first.
    "cp1252": _LATIN,
    "cp1250": _CENTRAL,
    "cp1251": "ru uk",
    "cp1253": "el",
    "cp1254": "tr",
    "cp1255": "he",
    "cp1256": "ar",
    "cp874": "th",
    "cp932": "ja",
    "euc_jp": "ja",
    "gb18030": "zh",
    "big5": "zh",
    "cp949": "ko",
    "iso8859_15": _LATIN,
    "iso8859_2": _CENTRAL,
    "iso8859_5": "ru uk",
    "iso8859_7": "el",
    "koi8_r": "ru",
    "koi8_u": "uk",
    "cp866": "ru uk",
    "mac_roman": _LATIN,
    "cp850": _LATIN,
}
_COMMON_CHARACTERS = {
    # Of scripts whose words no blanks part, or that glue their common words to others.
    "ja": "".join(map(chr, range(0x3041, 0x3094))),
    "zh": "的了在是一和有不人这這中我他上个個们們为為到以大来來年地",
    "ko": "이의가을를은는에다고로도한하지사서기어나",
    "th": "าเนอกร่้งมยลวดทสตะัปบคหแจใไ",
}
_ENOUGH = 20_000  # bytes; what tells is on every page
_LONGEST_LINE = 200_000  # bytes, up to which a line is taken whole
_FEWEST = 3  # common words
_SMALLEST_SHARE = 0.1  # of common words among all; prose of the right language has 0.2 to 0.5
_MARGIN = 1.25  # by which the best has to be better than what gives another text
_FEWEST_CHARACTERS = 15  # where characters are counted in their place
_CHARACTER_MARGIN = 1.6
_MANY = 8  # common words, from which no text of a rare encoding looks like one of cp1252
_LEAD = 3  # common words; or else by so many
_RARE = ("iso8859_15", "mac_roman", "cp850")  # a text that reads as well by cp1252 is that
_ODD_SHARE = 0.02  # of characters that stand where none of their kind do
_INSIDE_WORDS = frozenset("’‘´·-‐‑–—…/&@\u00ad\u200c\u200d")
_BEFORE_LETTERS = frozenset("«»“”„‚‹›¿¡§°#*\xa0")
_WORD = re.compile(r"[^\W\d_]+")


class _Reading(NamedTuple):
    """A text by one encoding: how many of its words are common ones, and the share of all."""

    encoding: str
    text: str
    hits: int
    share: float
    by_character: bool = False


def guess(data: bytes) -> str | None:
    """The encoding of a text, as Python calls it (``"cp1252"``), or ``None`` where none is sure.

    Args:
        data: bytes that are no UTF-8 and open with no byte order mark.
    """
    if wide := _wide(data):
        return wide
    sample = _whole_lines(data)
    readings = [_reading(encoding, text) for encoding, text in _clean(sample)]
    best = max(readings, key=lambda r: r.share, default=None)  # the first of equals
    if best is None:
        return None
    fewest = _FEWEST_CHARACTERS if best.by_character else _FEWEST
    if best.hits < fewest or best.share < _SMALLEST_SHARE:
        return None
    if any(_contests(other, best) for other in readings):
        return None
    return _named(best.encoding) if _decodes(data, best.encoding) else None


def _contests(other: _Reading, best: _Reading) -> bool:
    """Whether another reading is another text and nearly as good."""
    if other.text == best.text:
        return False
    if best.by_character or other.by_character:
        return other.share * _CHARACTER_MARGIN > best.share
    lead = best.hits - other.hits
    if best.encoding == "cp1252" and other.encoding in _RARE:
        return best.hits < _MANY
    if best.encoding in _RARE:
        return lead < _LEAD
    return lead < 2 or (other.share * _MARGIN > best.share and lead < _LEAD)


def _named(encoding: str) -> str:
    return codecs.lookup(encoding).name


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: half the bytes of a text with blanks and line ends are alike."""
    even, odd = data[0:_ENOUGH:2], data[1:_ENOUGH:2]
    for high, encoding in ((odd, "utf-16-le"), (even, "utf-16-be")):
        low = even if high is odd else odd
        if len(data) % 2 == 0 and high.count(0) > len(high) / 10 and low.count(0) == 0:
            return encoding if _decodes(data, encoding) else None
    return None


def _whole_lines(data: bytes) -> bytes:
    """The beginning, cut where no encoding of interest has a character in the middle.

    In a line that is too long there is no such place.
    """
    if len(data) <= _ENOUGH:
        return data
    end = data.rfind(b"\n", 0, _ENOUGH) + 1 or data.find(b"\n", _ENOUGH, _LONGEST_LINE) + 1
    return data[: end or _LONGEST_LINE]


def _clean(data: bytes) -> Iterator[tuple[str, str]]:
    """The candidates that make a clean text of the bytes, and the text."""
    from charset_normalizer import from_bytes

    matches = from_bytes(data, cp_isolation=list(_CANDIDATES), enable_fallback=False)
    clean = {name for match in matches for name in match.could_be_from_charset}
    for encoding in _CANDIDATES:
        if encoding in clean and _decodes(data, encoding):
            text = data.decode(encoding)
            if not _is_odd(text):
                yield encoding, text


def _is_odd(text: str) -> bool:
    """Whether signs stand where only a wrong encoding puts them, or control characters."""
    strange = [at for at, c in enumerate(text) if not c.isascii()]
    odd = sum(_is_odd_at(text, at) for at in strange)
    return odd > _ODD_SHARE * len(strange)


def _is_odd_at(text: str, at: int) -> bool:
    character = text[at]
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    category = unicodedata.category(character)
    if category in ("Cc", "Co", "Cn"):
        return True
    if category == "Mn":
        return not before or unicodedata.category(before)[0] not in "LM"
    if category == "Lu":  # cafŽ
        return before.islower() and not after.isupper()
    if character.isalpha() or character in _INSIDE_WORDS:
        return False
    if before.isalpha() and after.isalpha():
        return not _is_wide(before) and not _is_wide(after)  # there signs stand between letters
    if character in "¿¡":
        return before.isalnum()
    return after.isalpha() and character not in _BEFORE_LETTERS and not _is_wide(after)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _reading(encoding: str, text: str) -> _Reading:
    languages = _CANDIDATES[encoding].split()
    counts = [_hits(text, language) for language in languages]
    hits, total = max(counts, key=lambda pair: pair[0] / max(pair[1], 1))
    return _Reading(encoding, text, hits, hits / max(total, 1), languages[0] in _COMMON_CHARACTERS)


def _hits(text: str, language: str) -> tuple[int, int]:
    """How many words of a text are among the commonest of a language, and how many there are."""
    if language in _COMMON_CHARACTERS:
        common = _COMMON_CHARACTERS[language]
        letters = [c for c in text if c.isalpha() or unicodedata.category(c) == "Mn"]
        return sum(c in common for c in letters), len(letters)
    found = _WORD.findall(text.casefold())
    known = _common(language)
    return sum(word in known for word in found), len(found)


@cache
def _common(language: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in common_words(language))
