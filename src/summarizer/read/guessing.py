"""The encoding of a text that is not UTF-8 and has no mark, where that can be told.

Nearly every byte is a letter in every encoding of one byte, so that the text has to say. Of each
encoding that its language was written in it is asked whether the commonest words are there, and
how much is not as that language is written: a letter that it has not, a capital at the end of a
word, a sign between letters. Where two encodings that differ do about as well, or none does well,
there is no guess: a wrong letter in a summary is worse than a file that is not read.
"""

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..text.language_detection import common_words_in
from ..text.languages import common_words

_SCRIPTS = {
    "ja": "HIRAGANA KATAKANA CJK KATAKANA-HIRAGANA IDEOGRAPHIC FULLWIDTH",
    "zh": "CJK FULLWIDTH IDEOGRAPHIC",
    "ko": "HANGUL CJK FULLWIDTH",
    "th": "THAI",
    "ar": "ARABIC",
    "fa": "ARABIC",
    "he": "HEBREW",
    "yi": "HEBREW",
    "el": "GREEK",
    "hi": "DEVANAGARI",
    "vi": "LATIN",
}
"""Of languages that are not written in Latin or Cyrillic letters, how the names of theirs begin."""
_LETTERS = {
    # Of the others, those beside ASCII, and of names and words that they took from neighbours.
    "en": "éèêçñ’—–",
    "de": "äöüßé’",
    "fr": "éèêëàâäçîïôöùûüÿœæ’",
    "es": "áéíóúüñçªº",
    "it": "àèéìíîòóùúªº’",
    "nl": "ëïéèöüóáêç’",
    "pt": "ãáàâçéêíóôõúüªº’",
    "da": "æøåé",
    "sv": "åäöéà",
    "no": "æøåéòôêóàè",
    "fi": "äöåšžé",
    "is": "áðéíóúýþæö",
    "ca": "àçèéíïòóúü·ªº’",
    "gl": "áéíóúñüïªºç’",
    "eu": "ñáéíóúüç",
    "sq": "ëçéâ’",
    "af": "êëéèïîôöûüá’",
    "ga": "áéíóú’",
    "cy": "âêîôûŵŷäëïöáàéì’",
    "fo": "áðíóúýæøå",
    "lb": "äéëêâôöüèï’",
    "oc": "àáçèéíòóúï’",
    "ast": "áéíóúñü’",
    "pl": "ąćęłńóśźżé",
    "cs": "áčďéěíňóřšťúůýžö",
    "sk": "áäčďéíĺľňóôŕšťúýžö",
    "hu": "áéíóöőúüű",
    "ro": "ăâîșşțţé",
    "hr": "čćđšž",
    "bs": "čćđšž",
    "sl": "čšžć",
    "sr": "čćđšžабвгдђежзијклљмнњопрстћуфхцчџш",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūžōŗ",
    "et": "äöõüšž",
    "tr": "çğıöşüâîûİ’",
    "az": "çğıöşüəİ’",
    "eo": "ĉĝĥĵŝŭéáíó’",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюяії",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыёэъ’",
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюяищъ’",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюяыэ",
    "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ",
}
_WEST = "en de fr es it nl pt da sv no fi is ca gl eu sq af ga cy fo lb oc ast"
_CENTRAL = "pl cs sk hu ro hr bs sl sr sq de"
_BALTIC = "lt lv et"
_SLAVIC = "ru uk be bg sr mk"
_WRITTEN = {
    # The languages that each was used for; what the web and Windows wrote first.
    "cp1252": (0, _WEST + " et"),
    "cp1250": (0, _CENTRAL),
    "cp1251": (0, _SLAVIC),
    "cp1253": (0, "el"),
    "cp1254": (0, "tr az de fr en"),
    "cp1255": (0, "he yi"),
    "cp1256": (0, "ar fa"),
    "cp1257": (0, _BALTIC),
    "cp874": (0, "th"),
    "cp932": (0, "ja"),
    "euc_jp": (0, "ja"),
    "gb18030": (0, "zh"),
    "big5hkscs": (0, "zh"),
    "cp949": (0, "ko"),
    "utf_16_le": (0, " ".join([*_LETTERS, *_SCRIPTS])),
    "utf_16_be": (0, " ".join([*_LETTERS, *_SCRIPTS])),
    "koi8_r": (0, "ru bg"),
    "koi8_u": (0, "uk ru be"),
    "iso8859_2": (1, _CENTRAL),
    "iso8859_5": (1.5, _SLAVIC),
    "iso8859_6": (1.5, "ar"),
    "iso8859_7": (2, "el"),
    "iso8859_8": (1.5, "he yi"),
    "iso8859_13": (1.5, _BALTIC),
    "iso8859_15": (2, _WEST + " et"),
    "cp1125": (1, "uk"),
    "cp866": (1.5, "ru uk be bg"),
    "cp852": (1.5, _CENTRAL),
    "cp855": (1.5, _SLAVIC),
    "cp857": (1.5, "tr az"),
    "cp862": (1.5, "he"),
    "cp737": (1.5, "el"),
    "cp869": (1.5, "el"),
    "cp720": (1.5, "ar"),
    "cp775": (1.5, _BALTIC),
    "iso8859_3": (1.5, "eo"),
    "iso8859_4": (1.5, _BALTIC),
    "iso8859_10": (1.5, _BALTIC + " is"),
    "iso8859_16": (1.5, "ro hu pl hr sl"),
    "mac_cyrillic": (1.5, _SLAVIC),
    "mac_greek": (1.5, "el"),
    "mac_latin2": (1.5, "pl cs sk hu hr sl"),
    "mac_turkish": (1.5, "tr"),
    "mac_roman": (1.5, _WEST),
    "mac_iceland": (1.5, "is"),
    "cp850": (1.5, _WEST),
    "cp437": (1.5, _WEST),
    "cp860": (3, _WEST),
    "cp861": (3, _WEST),
    "cp863": (3, _WEST),
    "cp865": (3, _WEST),
    "hp_roman8": (3, _WEST),
}
"""For each: what it has against it, for it is rarer than the others, in strange characters."""
_COMMON_CHARACTERS = {
    # Of scripts whose words no blanks part, or that glue their common words to others: and what
    # share of all they are at least.
    "ja": (0.3, "".join(map(chr, range(0x3041, 0x3094)))),
    "zh": (0.1, "的了在是一和有不人这這中我他上个個们們为為到以大来來年地"),
    "ko": (0.1, "이의가을를은는에다고로도한하지사서기어나"),
    "th": (0.5, "าเนอกร่้งมยลวดทสตะัปบคหแจใไ"),
}
_SEVEN_BITS = {
    # What begins their characters of two bytes.
    "iso2022_jp": b"\x1b$",
    "iso2022_jp_2": b"\x1b$",
    "iso2022_jp_ext": b"\x1b$",
    "iso2022_jp_2004": b"\x1b$",
    "iso2022_jp_3": b"\x1b$",
    "iso2022_kr": b"\x1b$)C",
    "hz": b"~{",
}
_ENOUGH = 12_000  # bytes of lines that are not ASCII
_PIECE = 8_000  # bytes of one of them, from shortly before what is not
_BEFORE = 200
_HEAD = 4_000  # bytes of what is ASCII before the first of them
_FEWEST = 3  # common words
_FEWEST_CHARACTERS = 15  # where characters are counted in their place
_SMALLEST_SHARE = 0.1  # of common words among all; prose of the right language has 0.2 to 0.5
_OF_BEST = 0.6  # of the common words that the likeliest language has, a language too
_ODD = 3  # times as strange as a letter of another language
_LOANS = frozenset("éèêáàâäåçíïñóôöøüæœ")
_LOAN = 0.5  # as strange, as a letter of words that every language of Europe takes from others
_STRANGEST, _STRANGEST_OF_ALL = 0.15, 0.03  # for each character that is not ASCII; for any
_LEAD = 2  # strange characters, by which the best has to be better than what gives another text
_LEAD_OF_SIGNS = 0.5
_INSIDE_WORDS = frozenset("’´·-‐‑–—…/&@\u00ad\u200c\u200d\u0640")
_BEFORE_LETTERS = frozenset("«»“”„‚‹›¿¡§°#*•·†‡…–—―‘’©®€£¥№―")
_NEVER_BEHIND = frozenset("„‚¿¡¥£¢¬¶§±×÷¸¨¯˘˙˛˝")
_WORD = re.compile(r"[^\W\d_]{2,}")
_HIGH = re.compile(rb"[\x80-\xff]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


class _Reading(NamedTuple):
    """A text by one encoding, and how strange it is: in characters that ought not to be there."""

    encoding: str
    text: str
    strange: float
    cost: float
    has_letters: bool


def guess(data: bytes) -> str | None:
    """The encoding of a text, as Python calls it (``"cp1252"``), or ``None`` where none is sure.

    Args:
        data: bytes that are no UTF-8 and open with no byte order mark.
    """
    pieces = list(_pieces(data))
    readings = [found for encoding in _WRITTEN if (found := _reading(encoding, data, pieces))]
    best = min(readings, key=lambda reading: reading.cost, default=None)  # the first of equals
    if best is None or any(_contests(other, best) for other in readings):
        return None
    return codecs.lookup(best.encoding).name if _decodes(data, best.encoding) else None


def guess_of_seven_bits(data: bytes) -> str | None:
    """The encoding of a text in Japanese, Korean or Chinese that is written in ASCII alone.

    Args:
        data: bytes that hold what such texts change their characters by.
    """
    for encoding, sign in _SEVEN_BITS.items():
        if sign in data and _decodes(data, encoding):
            text = data.decode(encoding)
            letters = [c for c in text if not c.isascii() and c.isalpha()]
            common = "".join(characters for _, characters in _COMMON_CHARACTERS.values())
            hits = sum(c in common for c in letters)
            if "\x1b" not in text and hits > _SMALLEST_SHARE * len(letters):
                return codecs.lookup(encoding).name
    return None


def _contests(other: _Reading, best: _Reading) -> bool:
    """Whether another reading is another text and about as good.

    Where the best has no letters beyond ASCII, a word with an ellipsis may be one with an à.
    """
    if other.text == best.text:
        return False
    if best.has_letters:
        return other.cost < best.cost + _LEAD
    return other.strange < best.strange + _LEAD_OF_SIGNS


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _pieces(data: bytes) -> Iterator[bytes]:
    """What tells: lines with bytes that are not ASCII, each from shortly before the first of them.

    None begins in the middle of a character, for no encoding has a line end there.
    """
    taken = at = 0
    if found := _HIGH.search(data):
        yield data[: min(found.start(), _HEAD)]  # which tells the language, where little else is
    while taken < _ENOUGH and (found := _HIGH.search(data, at)):
        first = found.start()
        start = max(data.rfind(b"\n", at, first) + 1, first - _BEFORE, at)
        end = data.find(b"\n", first, first + _PIECE)
        at = end if end >= 0 else data.find(b"\n", first + _PIECE)
        yield data[start : end if end >= 0 else first + _PIECE]
        taken += _PIECE if end < 0 else end - start
        if at < 0:
            return


def _decoded(encoding: str, data: bytes, pieces: list[bytes]) -> str | None:
    """What an encoding makes of the pieces; one may be cut off in the middle of a character."""
    is_wide = b"\0" in data[:_ENOUGH]  # half the bytes of blanks and line ends
    if is_wide != encoding.startswith("utf_16") or (is_wide and len(data) % 2):
        return None
    if is_wide:
        pieces = [data[:_ENOUGH]]
    try:
        texts = [codecs.getincrementaldecoder(encoding)().decode(piece) for piece in pieces]
    except UnicodeDecodeError:
        return None
    return "\n".join(texts) or None


def _reading(encoding: str, data: bytes, pieces: list[bytes]) -> _Reading | None:
    """The text that an encoding makes, if it is of a language that is written so."""
    text = _decoded(encoding, data, pieces)
    if text is None:
        return None
    prior, languages = _WRITTEN[encoding]
    known = _languages_of(text, languages.split())
    if not known:
        return None
    places = [found.start() for found in _BEYOND_ASCII.finditer(text)]
    odd = {at for at in places if _is_odd_at(text, at)}
    letters = Counter(_letter(text, at) for at in places if at not in odd)
    foreign, code = min(
        (sum(count * _foreignness(letter, code) for letter, count in letters.items()), code)
        for code in known
    )
    strange = _ODD * len(odd) + foreign
    share = _LOAN if code == "en" else _STRANGEST  # whose letters beyond ASCII are all of loans
    if strange > min(share * len(places), _STRANGEST_OF_ALL * len(text)):
        return None
    return _Reading(
        encoding, text, strange, strange + prior, any(c.strip().isalpha() for c in letters)
    )


def _letter(text: str, at: int) -> str:
    """A letter, with blanks around it if it stands alone; a sign that parts letters; or ``""``."""
    letter, before, after = text[at], text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if letter in "’—–":
        return letter if before.isalpha() and after.isalpha() else ""
    if not letter.isalpha():
        return ""
    return letter if before.isalnum() or after.isalnum() else f" {letter} "


def _languages_of(text: str, languages: list[str]) -> list[str]:
    """Those of the languages whose commonest words, or characters, a text has."""
    counted = [code for code in languages if code in _COMMON_CHARACTERS]
    letters = [c for c in text if c.isalpha() or unicodedata.category(c) == "Mn"] if counted else []
    known = [code for code in counted if _has_characters(letters, *_COMMON_CHARACTERS[code])]
    words = _WORD.findall(text.lower())
    hits = common_words_in(words)
    if "el" in languages:
        hits["el"] = sum(word in _greek() for word in words)
    enough = max(_FEWEST, _SMALLEST_SHARE * len(words), _OF_BEST * max(hits.values()))
    return known + [c for c in languages if c not in counted and hits.get(c, 0) >= enough]


@cache
def _greek() -> frozenset[str]:
    """Its common words, which nothing else has a use for: its script tells it."""
    return common_words("el")


def _has_characters(letters: list[str], share: float, common: str) -> bool:
    hits = sum(c in common for c in letters)
    return hits >= max(_FEWEST_CHARACTERS, share * len(letters))


@cache
def _foreignness(letter: str, code: str) -> float:
    """How strange a letter is in a language: not at all if it is one of its own."""
    own = letter.strip()
    if not own.isalpha() and code in _SCRIPTS:
        return 0
    if code in _SCRIPTS:
        return not unicodedata.name(own, "").startswith(tuple(_SCRIPTS[code].split()))
    if own in _LETTERS[code] or own.lower() in _LETTERS[code]:
        return own != letter and code == "en"  # which has no such word of one letter
    return _LOAN if letter.lower() in _LOANS else 1


@cache
def _script(letter: str) -> str:
    return "LATIN" if letter.isascii() else unicodedata.name(letter, "").partition(" ")[0]


def _is_odd_at(text: str, at: int) -> bool:
    """Whether a character stands where only a wrong encoding puts it."""
    character = text[at]
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    category = unicodedata.category(character)
    if category in ("Cc", "Co", "Cn") or character == "¤":
        return True
    if category == "Mn":
        return not before or unicodedata.category(before)[0] not in "LM"
    if character.isspace() or character in _INSIDE_WORDS:
        return False
    if character.isalpha():
        return _is_odd_letter(character, before, after)
    if before.isalpha() and (after.isalpha() or character in _NEVER_BEHIND):
        return not _is_wide(before) and not _is_wide(after)  # there signs stand between letters
    return after.isalpha() and character not in _BEFORE_LETTERS and not _is_wide(after)


def _is_odd_letter(character: str, before: str, after: str) -> bool:
    """Whether it is a capital within a word (``cafŽ``), or beside one of another script."""
    is_within = after.islower() or (before.islower() and not after.isupper())
    if character.isupper() and before.isalpha() and is_within:
        return True
    beside = [c for c in (before, after) if c.isalpha()]
    return not _is_wide(character) and any(
        _script(c) != _script(character) and not _is_wide(c) for c in beside
    )


def _is_wide(character: str) -> bool:
    return character != "" and unicodedata.east_asian_width(character) in "WF"
