"""Invented texts to work on: distinct sentences that look like English, the same each time.

Words come as often as in real text: their frequencies follow Zipf's law, with the little words of
English first, which make up nearly half of it, and invented ones after them.
"""

from collections.abc import Iterator
from functools import cache
from itertools import count, islice
from string import ascii_lowercase

import numpy as np

_SEED = 2004
_INVENTED_WORDS = 4000
LITTLE_WORDS = """the of and to in a that is was for it on as with by he at from his be this had
were which an are but not they their""".split()
_ONSETS = "b bl br c d dr f fl g gl h k l m n p pr qu r s st t tr v w".split()
_VOWELS = "a e i o u ai ea ou".split()
_CODAS = ["", "", "l", "m", "n", "nd", "r", "rt", "s", "st", "t"]
_SENTENCES_A_PARAGRAPH = 5


@cache
def text(sentences: int) -> str:
    """One text of so many sentences, five a paragraph."""
    return _joined(_lines(sentences))


def documents(sentences: int, each: int) -> list[str]:
    """The same sentences as texts of ``each`` of them."""
    lines = _lines(sentences)
    return [_joined(lines[start : start + each]) for start in range(0, sentences, each)]


def articles(number: int, sentences: int, new_words: int) -> Iterator[str]:
    """Texts of sentences drawn from 2,000, with words in each sentence that were in none before.

    Args:
        number: of texts.
        sentences: of each.
        new_words: never met before, at the end of each sentence.
    """
    rng = np.random.default_rng(_SEED)
    lines = [line.removesuffix(".") for line in _lines(2000)]
    fresh = _never_met()
    for _ in range(number):
        drawn = rng.choice(len(lines), size=sentences, replace=False).tolist()
        yield _joined([" ".join([lines[i], *islice(fresh, new_words)]) + "." for i in drawn])


@cache
def _lines(sentences: int) -> list[str]:
    """Distinct sentences of 8 to 30 words."""
    rng = np.random.default_rng([_SEED, sentences])
    invented = words(rng, _INVENTED_WORDS)
    vocabulary = np.array([*LITTLE_WORDS, *invented])
    shares = 1 / np.arange(1, len(vocabulary) + 1)
    sizes = rng.integers(8, 31, size=sentences)
    drawn = rng.choice(vocabulary, size=sizes.sum(), p=shares / shares.sum()).tolist()
    last = rng.choice(invented, size=sentences).tolist()
    lines = []
    for start, size, ending in zip(np.cumsum(sizes) - sizes, sizes, last, strict=True):
        line = " ".join([*drawn[start : start + size - 1], ending])
        lines.append(line[0].upper() + line[1:] + ".")
    return lines


def words(rng: np.random.Generator, number: int) -> list[str]:
    """Distinct invented words of two to four syllables."""
    found: dict[str, None] = {}
    while len(found) < number:
        parts = [
            str(rng.choice(_ONSETS)) + str(rng.choice(_VOWELS))
            for _ in range(int(rng.integers(2, 5)))
        ]
        found["".join(parts) + str(rng.choice(_CODAS))] = None
    return list(found)


def _never_met() -> Iterator[str]:
    """Words without end, each another one: numbers in letters."""
    for number in count():
        letters = []
        while number:
            number, digit = divmod(number, len(ascii_lowercase))
            letters.append(ascii_lowercase[digit])
        yield "xy" + "".join(letters)


def _joined(lines: list[str]) -> str:
    """Sentences as paragraphs, with a blank line between."""
    starts = range(0, len(lines), _SENTENCES_A_PARAGRAPH)
    return "\n\n".join(" ".join(lines[start : start + _SENTENCES_A_PARAGRAPH]) for start in starts)
