"""Which language a text is in, as far as its script and its commonest words say so plainly.

A text is told by words that stand in the list of one language and not in that of another, two
languages at a time: ``af`` is Danish and ``av`` Norwegian, while ``og`` is neither's. One that is
in no language of the lists, in several, or too short is not told: silence is better than a
wrong word.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import accumulate
from pathlib import Path
from sys import byteorder
from unicodedata import normalize

_PIECE = 800  # characters
_PLACES = 0.2, 0.5, 0.7  # of a text, where a piece of it is looked at
_SPREAD = 160  # characters that tell the script
_KANA = "ja"
_HAN = "zh"

_SCRIPTS = (
    # Where each begins, and a language that is written in it; "" for what is no letter of ours.
    (0x0000, ""),
    (0x0041, "latin"),
    (0x0370, "el"),
    (0x0400, "ru"),
    (0x0530, ""),
    (0x0590, "he"),
    (0x0600, "ar"),
    (0x0780, ""),
    (0x0900, "hi"),
    (0x0980, ""),
    (0x0E01, "th"),
    (0x0E80, ""),
    (0x1100, "ko"),
    (0x1200, ""),
    (0x1E00, "latin"),
    (0x1F00, "el"),
    (0x2000, ""),
    (0x3041, _KANA),
    (0x3100, ""),
    (0x3400, _HAN),
    (0xA000, ""),
    (0xAC00, "ko"),
    (0xD7B0, ""),
)

_ENGLISH = (" the ", " of ", " and ", " that ", " with ")
_PER_ENGLISH = 75
"""In so many characters English has one of these at least; a text that is half English has not.

Most texts are English, and nobody names that: they are told in a tenth of the time so.
"""

_STARTS = [start for start, _ in _SCRIPTS]
_TOLD_BY_SCRIPT = frozenset({"el", "ko", "th"})

_DENSE = (_KANA, _HAN, "ko")
_DENSITY = 2  # letters of other scripts say as much as one of these
_PLAIN = 0.6  # of the letters; a script with fewer is not what the text is in
_FEWEST_LETTERS = 12
_KANA_SHARE, _NO_KANA = 0.15, 0.02  # of kana and Han
_FEWEST, _FEWEST_LONG = 4, 2  # different words of a list, those of three letters among them
_SHARE = {"latin": 0.13, "ru": 0.13}  # of all words; prose has 0.2 to 0.5
_SHARE_ELSEWHERE = 0.06  # where small words are written as one with the next
_BITS = 16  # that count the words of a language; a sample has fewer than 65,536
_TIMES = 4  # as many words of its own has a language as one that it is not


def likely_language(text: str) -> str | None:
    """The ISO 639-1 code of the language that a text is plainly in, or ``None``.

    It may be one that the library does not have. A few thousand characters of the text are looked
    at, however long it is.
    """
    sample = _sample(text)
    if len(sample) > _PIECE:
        found = accumulate(map(sample.count, _ENGLISH))
        if any(count * _PER_ENGLISH > len(sample) for count in found):
            return "en"
    sample = normalize("NFC", sample)
    script = _script(sample)
    if not script or script in _TOLD_BY_SCRIPT or script in (_KANA, _HAN):
        return script
    return _by_words(sample.lower().split(), _SHARE.get(script, _SHARE_ELSEWHERE))


def common_words_in(words: Iterable[str]) -> dict[str, int]:
    """How many of some words, in small letters, are common in each language, by its code."""
    codes, table = _lists()
    found = _by_language([word for word in words if word in table])
    return dict(zip(codes, found, strict=True))


def _sample(text: str) -> str:
    """Three pieces from within: what stands before and behind, as a licence, may be English."""
    if len(text) <= len(_PLACES) * _PIECE:
        return text
    starts = (int(place * len(text)) for place in _PLACES)
    return "\n".join(text[start : start + _PIECE] for start in starts)


def _script(sample: str) -> str | None:
    """The script that most letters are of, by a language that is written in it."""
    counts = Counter(map(_script_of, sample[:: len(sample) // _SPREAD + 1]))
    counts.pop("", None)
    if counts.total() < _FEWEST_LETTERS:
        return None
    for script in _DENSE:
        counts[script] *= _DENSITY
    kana, han, letters = counts.pop(_KANA), counts.pop(_HAN), counts.total()
    enough = _PLAIN * (kana + han + letters)
    if kana + han > enough:
        share = kana / (kana + han)
        return _KANA if share >= _KANA_SHARE else _HAN if share <= _NO_KANA else None
    return next((script for script, times in counts.items() if times > enough), None)


@cache
def _script_of(character: str) -> str:
    return _SCRIPTS[bisect_right(_STARTS, ord(character)) - 1][1]


def _by_words(words: list[str], share: float) -> str | None:
    """The language whose list has most of the words, if no other comes near."""
    codes, table = _lists()
    found = [word for word in words if word in table]
    totals = _by_language(found)
    most = max(totals)
    best = totals.index(most)
    own = 1 << _BITS * best
    telling = [word for word in found if table[word] & own]
    different = set(telling)
    long = sum(len(word) > 2 for word in different)
    if len(different) < _FEWEST or long < _FEWEST_LONG or most < share * len(words):
        return None
    shared = _by_language(telling)
    shared[best] = totals[best] = 0  # it is no rival of itself
    # What two languages share says nothing: of the rest nearly all has to be the best one's.
    rivals = zip(totals, shared, strict=True)
    is_plain = all(most - both >= max(2, _TIMES * (times - both)) for times, both in rivals)
    return codes[best] if is_plain else None


def _by_language(words: list[str]) -> list[int]:
    """How many of the words each language has."""
    codes, table = _lists()
    packed = sum(map(table.__getitem__, words))
    counts = packed.to_bytes(len(codes) * _BITS // 8, byteorder)
    return memoryview(counts).cast("H").tolist()


@cache
def _lists() -> tuple[list[str], dict[str, int]]:
    """The codes of the languages, and of each word those that it is common in, packed.

    A word is one number, in which each language has sixteen bits: added up they count for all
    languages at once, which in Python is ten times as quick as a count for each.
    """
    whole = (
        Path(__file__).with_name("data").joinpath("telling_words.txt").read_text(encoding="utf-8")
    )
    lists = [p.split() for p in whole.split("\n\n") if not p.startswith("#")]
    table: dict[str, int] = {}
    for place, (_, *words) in enumerate(lists):
        for word in words:
            table[word] = table.get(word, 0) | 1 << _BITS * place
    return [code for code, *_ in lists], table
