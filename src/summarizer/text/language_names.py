"""What people call a language, and the one code that the library knows it by."""

import re
import unicodedata
from functools import cache

_NAMES = """
ar ara arb arabic العربية عربي
ca cat catalan català valencian valencià
cs ces cze czech čeština česky
da dan danish dansk
de deu ger german deutsch
el ell gre greek ελληνικά
en eng english
es spa spanish español castellano castilian
fi fin finnish suomi
fr fra fre french français
he iw heb hebrew עברית
hi hin hindi हिन्दी हिंदी
hu hun hungarian magyar
it ita italian italiano
ja jpn japanese 日本語
ko kor korean 한국어
nl nld dut dutch flemish nederlands vlaams
no nor nb nob nn nno norwegian norsk bokmål nynorsk
pl pol polish polski
pt por portuguese português
ro ron rum mo mol romanian moldavian română
ru rus russian русский
sk slk slo slovak slovenčina slovensky
sv swe swedish svenska
th tha thai ไทย ภาษาไทย
tr tur turkish türkçe
uk ukr ukrainian українська
vi vie vietnamese tiếng-việt
zh zho chi cmn chinese mandarin 中文 汉语 漢語
"""
_TAG = re.compile(r"([^\W\d_]+)(?:-[^\W_]{1,12})*(?:[.@].*)?")
"""A language, its subtags, and what POSIX puts behind: ``de``, ``de-de``, ``de-de.utf-8``."""


def code_of(name: str) -> str:
    """The ISO 639-1 code that a language goes by here, or a name as it is, in small letters.

    ``EN``, ``en-US``, ``en_GB.UTF-8``, ``eng`` and ``English`` are all ``en``. Regions, scripts
    and variants are passed over, for a language is cut alike wherever it is written.

    Args:
        name: a code of ISO 639, a tag of BCP 47, a locale's name, or the name in English or in
            the language itself.
    """
    folded = _folded(name)
    if known := _codes().get(folded):
        return known
    tag = _TAG.fullmatch(folded)
    return _codes().get(tag[1], tag[1]) if tag else folded


def all_names() -> list[str]:
    """Every name of a language in letters, but for the codes: to find the one that was meant."""
    return [name for name in _codes() if len(name) > 3]


@cache
def _codes() -> dict[str, str]:
    rows = (row.split() for row in _NAMES.strip().split("\n"))
    return {_folded(name): code for code, *names in rows for name in (code, *names)}


def _folded(name: str) -> str:
    """One spelling: ``Tiếng Việt`` may be composed or not, and subtags may hang on a ``_``."""
    composed = unicodedata.normalize("NFC", name).casefold()
    return "-".join(re.split(r"[\s_()-]+", composed.strip(" \t\r\n()")))
