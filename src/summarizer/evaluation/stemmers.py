"""The stemmers of the ROUGE tools, exact to their oddities."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

from ..errors import ReadError
from ..read import read_text

EXCEPTIONS_VARIABLE = "SUMMARISE_ROUGE_EXCEPTIONS"
"""The environment variable that names WordNet's exception lists."""
STOP_WORDS_VARIABLE = "SUMMARISE_ROUGE_STOP_WORDS"
"""The environment variable that names the list of stop words."""

# A form in two lists takes its base from the later of them.
_EXCEPTION_FILES = ("adj.exc", "adv.exc", "noun.exc", "verb.exc")
_WORD = re.compile(r"[\w'./-]+")
_SHORTEST = 4  # letters; the tools stem no shorter word


def rouge155_stemmer(exceptions: Mapping[str, str]) -> Callable[[str], str]:
    """The stemmer of ROUGE-1.5.5: WordNet's exceptions first, then a Porter stemmer of its own.

    That one is Porter (1980) with Martin Porter's later rules for ``-bli`` and ``-logi``, and with
    a change of the authors of ROUGE in step 4: ``-ement``, ``-ment`` and ``-ent`` are tried one
    after the other, each on what the one before has left.
    """
    stem = _rouge155_porter()
    return lambda word: word if len(word) < _SHORTEST else exceptions.get(word) or stem(word)


def rouge_score_stemmer() -> Callable[[str], str]:
    """The stemmer of Google's rouge-score: NLTK's own extension of Porter's."""
    from nltk.stem.porter import PorterStemmer

    stem: Callable[[str], str] = PorterStemmer().stem
    return lambda word: word if len(word) < _SHORTEST else stem(word)


@cache
def _rouge155_porter() -> Callable[[str], str]:
    # nltk takes most of a second to import, and only stemming needs it.
    from nltk.stem.porter import PorterStemmer

    class Rouge155(PorterStemmer):  # type: ignore[misc]  # nltk ships no types
        def __init__(self) -> None:
            super().__init__(PorterStemmer.MARTIN_EXTENSIONS)

        def _ends_double_consonant(self, word: str) -> bool:
            return not word.endswith("y") and bool(super()._ends_double_consonant(word))

        def _step4(self, word: str) -> str:
            def long(stem: str) -> bool:
                return bool(self._measure(stem) > 1)

            def long_and_s_or_t(stem: str) -> bool:
                return long(stem) and stem.endswith(("s", "t"))

            for suffixes in (_STEP_4, ("ment",), ("ent",)):
                if suffixes == ("ent",) and not word.endswith("ent"):
                    return str(self._apply_rule_list(word, [("ion", "", long_and_s_or_t)]))
                word = str(self._apply_rule_list(word, [(s, "", long) for s in suffixes]))
            return word

    stem: Callable[[str], str] = Rouge155().stem
    return stem


_STEP_4 = tuple("al ance ence er ic able ible ant ement ou ism ate iti ous ive ize".split())


@dataclass(frozen=True, eq=False)
class WordList:
    """Words from a file, read once a process."""

    # from a word to what stands for it; for a list of stop words to nothing
    entries: Mapping[str, str] = field(repr=False)
    digest: str  # tells one list from another; "" for no list


NO_WORDS = WordList({}, "")


def read_exceptions(path: str | Path | None) -> WordList:
    """WordNet's exception lists: irregular forms and their base.

    Args:
        path: the folder with ``adj.exc``, ``adv.exc``, ``noun.exc`` and ``verb.exc``
            (WordNet 2.0's, as ROUGE-1.5.5 has them), or one such file; ``None`` for the value of
            ``SUMMARISE_ROUGE_EXCEPTIONS``, if set; ``""`` for none.
    """
    named = _named(path, EXCEPTIONS_VARIABLE)
    return _exceptions(named) if named else NO_WORDS


def read_stop_words(path: str | Path | None) -> WordList:
    """Stop words, one per line; ``None`` for the file of ``SUMMARISE_ROUGE_STOP_WORDS``."""
    named = _named(path, STOP_WORDS_VARIABLE)
    if not named:
        raise ReadError(f"no list of stop words: give its path, or set {STOP_WORDS_VARIABLE}")
    return _stop_words(named)


def _named(path: str | Path | None, variable: str) -> str:
    named = os.environ.get(variable, "") if path is None else path
    return os.path.abspath(named) if str(named) else ""  # noqa: PTH100 -- resolve() may fail


@cache
def _exceptions(name: str) -> WordList:
    is_folder = os.path.isdir(name)  # noqa: PTH112 -- never raises
    files = [Path(name) / f for f in _EXCEPTION_FILES] if is_folder else [Path(name)]
    bases: dict[str, str] = {}
    for file in files:
        for number, line in enumerate(read_text(file).splitlines(), start=1):
            fields = line.split()
            if len(fields) == 1 or not all(map(_WORD.fullmatch, fields)):
                raise ReadError(
                    f"{file}, line {number}: expected a form and its base, got {line!r:.60}"
                )
            if fields:
                bases[fields[0]] = fields[1]
    return _listed(bases, str(files[0]))


@cache
def _stop_words(name: str) -> WordList:
    return _listed(
        {word: "" for line in read_text(name).splitlines() for word in line.split()}, name
    )


def _listed(entries: dict[str, str], file: str) -> WordList:
    if not entries:
        raise ReadError(f"{file}: contains no words")
    lines = "\n".join(f"{word} {base}" for word, base in sorted(entries.items()))
    return WordList(entries, sha256(lines.encode()).hexdigest()[:8])
