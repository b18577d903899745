"""About how many tokens of o200k_base a text is, on the safe side, without its vocabulary.

The encoding cuts a text into pieces (a word with the blank before it, up to three digits, signs,
blanks) and each of them into tokens. The pieces are found as it finds them; what a piece costs is
told from its letters: of Latin script by its pairs of letters, of others by its length. The
figures are fitted to texts in 42 languages, to program code and markup (docs/lengths.md).
"""

import math
import re
import unicodedata
from itertools import groupby, pairwise

from ..memo import Memo
from .words import MARKS

_LETTER = rf"(?:[^\W\d_]|[{MARKS}])"
_PIECE = re.compile(
    rf"(?:[^\r\n\w{MARKS}]|_)?{_LETTER}+(?:'(?:s|t|re|ve|m|ll|d)\b)?"
    rf"|\d{{1,3}}| ?(?:[^\s\w{MARKS}]|_)+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+|\w|[{MARKS}]"
)
_CAMEL = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-Z])")
_WORD = re.compile(rf"{_LETTER}+")

_SHARE = 1.09
_ROOT = 0.7
"""What is added to be on the safe side: a share, and as many times the root of the estimate."""

_SIGNS = "^abcdefghijklmnopqrstuvwxyz"
_STEP = 0.04
_PAIRS = (
    "ZMKNIOQMMNKKONNSNRMLPPPKRMU"
    "QVQRRcUPURTUOQROSRQUSRRfRLW"
    "NUaheUTaQTKbNaXVceVSTPaLeYm"
    "OQfOaOezQTQPLdRMgeMbHJdceYX"
    "JVcfSQYYfSVWaUSXgeXTdWcQeYW"
    "LNQTPVQVUUScVSRTSMOQTZTMQWa"
    "OQdZaQRXdNmgNTGNjfPhQQedeTS"
    "MZSRlSASJSpSWRQXaeRWaWerebb"
    "KTUSdRufZSRJYTKRfeTYLPgceiS"
    "SRNOSVMPWXTVSVRGTUUSRWPeTfS"
    "XXeeaXeeeUeYofRaeecTlVgeeeV"
    "OYeaUTVFhWZYZcWYaeeVQUkUeaU"
    "ITVbUQWWRQSSQUZUPbXUSSZVeLd"
    "PQPcbPdfWRciUQXPMeWVeQacejU"
    "MTXQMTNIYTVWPXTWPYRNMSObjeS"
    "OGSQVUOOeTUVRTPIQbOTWNRUYYV"
    "MTSUPQjaJXkgOedSSePTPRRfePa"
    "ReeefeeeeeeeKeeeeeereMeeeee"
    "LTSSRSUOWSQQURRRSVUSUWTWeVe"
    "KXSQgQceLSUYZdaUTTSMRSbUePd"
    "MSfPYRSaHOkRYVXSReQWTSgImXS"
    "VPURWRWUWPVVSTSSSeOVRcdbKTT"
    "SStURPXehReiQbUReeXfjYXeVga"
    "HPSeaQeeOOeeLbKTbeZIlaeUnav"
    "OTNRTZZeeUeenVeZLecgPbeeQTe"
    "IVTRVYheqWfURWaUQeVQRiYVecO"
    "OSfTWOgSgVkiUhPVXeegeQdUeRc"
)
"""What each pair of letters adds to a word, in steps of 0.04 from ``M``; ``^`` is its edge."""

_WORD_OWN, _NO_BLANK = 0.18, 0.48
_UPPER_LETTER, _CAPITAL = 0.12, 0.2
_ACCENT = 0.5
_ACCENT_COSTS = (0.28, 0.48, 0.41, 0.6, 1.11, 0.75, 1.01, 1.1)
_ACCENTS = dict(zip("\u0303\u0300\u0327\u0306\u0326\u0142\u00f8\u00e6", _ACCENT_COSTS, strict=True))

_SCRIPTS = (
    # The first and the last code point, what a word costs, and what each letter of it.
    (0x0370, 0x03FF, 0.31, 0.36),  # Greek
    (0x0400, 0x052F, 0.35, 0.235),  # Cyrillic
    (0x0530, 0x058F, 0.3, 0.95),  # Armenian
    (0x0590, 0x05FF, 0.21, 0.41),  # Hebrew
    (0x0600, 0x077F, 0.18, 0.32),  # Arabic
    (0x0900, 0x097F, 0.32, 0.34),  # Devanagari
    (0x0980, 0x09FF, -0.15, 0.515),  # Bengali
    (0x0A00, 0x0A7F, 0.29, 0.66),  # Gurmukhi
    (0x0A80, 0x0AFF, -0.1, 0.465),  # Gujarati
    (0x0B80, 0x0BFF, 0.65, 0.275),  # Tamil
    (0x0C00, 0x0C7F, 0.42, 0.41),  # Telugu
    (0x0C80, 0x0CFF, 0.17, 0.42),  # Kannada
    (0x0D00, 0x0D7F, 0.3, 1.3),  # Malayalam
    (0x0E00, 0x0E7F, 0.54, 0.4),  # Thai
    (0x1000, 0x109F, 0.3, 1.4),  # Myanmar
    (0x10A0, 0x10FF, 0.3, 0.95),  # Georgian
    (0x1780, 0x17FF, 0.3, 1.5),  # Khmer
    (0x1F00, 0x1FFF, 0.31, 1.0),  # Greek with accents
    (0x3040, 0x30FF, 0.42, 0.66),  # kana
    (0xAC00, 0xD7AF, 0.62, 0.53),  # Hangul
)
_NO_BLANK_ELSEWHERE, _CAPITAL_ELSEWHERE, _UPPER_LETTER_ELSEWHERE = 0.8, 0.5, 0.4
_RARE_LETTERS = dict.fromkeys("іїєґў", 1.0) | dict.fromkeys("љњћџђјѓќѕ", 1.5)
_HAN = ((0x3400, 0x9FFF), (0xF900, 0xFAFF))
_HAN_OWN, _HAN_COSTS = 0.42, (0.75, 1.13, 3.5)
"""A word of Han, and a character: the common of Chinese, those of Big5's first plane, others."""


def estimated_tokens(text: str) -> int:
    """At least as many tokens as o200k_base makes of a text, but for rare ones; 0 of ``""``."""
    found = math.fsum(map(_costs.__getitem__, _PIECE.findall(text)))
    return math.ceil(found * _SHARE + _ROOT * math.sqrt(found))


def _cost_of(piece: str) -> float:
    """What a piece costs."""
    if word := _WORD.search(piece):
        return _cost_of_word(piece[word.start() :], has_blank=piece[0] == " ")
    if piece.isspace():
        runs = sum(1 + len(list(run)) // 80 for _, run in groupby(piece))
        return max(1.0, runs if "\t" in piece else runs / 2)
    if piece[0].isdecimal():
        return 1 if piece.isascii() else len(piece)
    return _cost_of_signs(piece.strip())


def _cost_of_word(word: str, *, has_blank: bool) -> float:
    first = ord(word[0])
    if not _is_latin(first):
        found = _script(first)[0] + math.fsum(map(_letters.__getitem__, word))
        if len(word) > 1 and word.isupper():
            found += _UPPER_LETTER_ELSEWHERE * len(word)
        elif word[0].isupper():
            found += _CAPITAL_ELSEWHERE
        return max(1.0, found if has_blank else found + _NO_BLANK_ELSEWHERE)
    parts = _CAMEL.split(word)
    costs = (_cost_of_latin(part, has_blank and n == 0) for n, part in enumerate(parts))
    return math.fsum(max(1.0, cost) for cost in costs)


def _cost_of_latin(word: str, has_blank: bool) -> float:
    plain = unicodedata.normalize("NFD", word.lower())
    letters = [sign for sign in plain if "a" <= sign <= "z"]
    places = [0, *(ord(letter) - 96 for letter in letters), 0]
    found = _WORD_OWN + sum(_pair(a, b) for a, b in pairwise(places))
    found += math.fsum(_ACCENTS.get(sign, _ACCENT) for sign in plain if not sign.isascii())
    if len(word) > 1 and word.isupper():
        found += _UPPER_LETTER * len(word)
    elif word[0].isupper():
        found += _CAPITAL
    return found if has_blank else found + _NO_BLANK


def _pair(one: int, other: int) -> float:
    step = ord(_PAIRS[27 * one + other])
    return _STEP * (step - 77 if step < 97 else step - 83)


def _cost_of_signs(signs: str) -> float:
    """What signs cost that are no letters: of ASCII mostly one or two, of pictures each its own."""
    size = len(signs)
    if signs.isascii():
        if len(set(signs)) <= 1:
            return 1 + size // 8
        return max(1.0, 0.45 * size) if size < 9 else 0.8 * size
    return max(1.0, math.fsum(map(_cost_of_sign, signs)))


def _cost_of_sign(sign: str) -> float:
    if sign.isascii():
        return 0.5
    point = ord(sign)
    if point < 0x100 or 0x2010 <= point <= 0x2027 or 0x3001 <= point <= 0x3011 or point > 0xFF00:
        return 0.8 if point < 0x10000 else 3.0
    return 2.0


def _cost_of_letter(letter: str) -> float:
    point = ord(letter)
    if (rare := _RARE_LETTERS.get(letter.lower())) or _is_latin(point):
        return rare or 0.3
    if any(first <= point <= last for first, last in _HAN):
        return _HAN_COSTS[_rarity(letter)]
    return _script(point)[1]


def _rarity(character: str) -> int:
    """0 for the common characters of simplified Chinese, 1 for those of traditional, else 2."""
    for rarity, (encoding, last) in enumerate((("gb2312", 0xD7), ("big5", 0xC6))):
        try:
            if character.encode(encoding)[0] <= last:
                return rarity
        except UnicodeEncodeError:
            continue
    return 2


def _script(point: int) -> tuple[float, float]:
    """What a word and a letter of a script cost; of an unknown one a letter costs its bytes."""
    if any(first <= point <= last for first, last in _HAN):
        return _HAN_OWN, _HAN_COSTS[0]
    for first, last, word, letter in _SCRIPTS:
        if first <= point <= last:
            return word, letter
    return 0.0, float(len(chr(point).encode("utf-8", "surrogatepass")))


def _is_latin(point: int) -> bool:
    return point < 0x250 or 0x1E00 <= point <= 0x1EFF


_costs = Memo(_cost_of)
_letters = Memo(_cost_of_letter)
