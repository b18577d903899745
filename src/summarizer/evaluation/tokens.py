"""From texts to the tokens that a variant of ROUGE counts."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..errors import InputError, UsageError
from ..memo import Memo
from ..text.hidden import seen, seen_view
from ..text.languages import get_language
from ..text.segments import split_sentences
from ..text.words import MARKS, UNSPACED, normalized
from .settings import Limit, Settings, Variant
from .stemmers import NO_WORDS, WordList, rouge155_stemmer, rouge_score_stemmer

Text = str | Sequence[str]
"""A summary: its sentences, or one string."""

_ALPHANUMERIC = re.compile(r"[A-Za-z0-9]+")
_ANY_SCRIPT = re.compile(
    rf"[{UNSPACED}][{MARKS}]*|(?:(?![{UNSPACED}])[^\W_])(?:(?![{UNSPACED}])(?:[^\W_]|[{MARKS}]))*"
)
_BLANKS = " \t\n\r\f\v"
_PERL_BLANKS = re.compile(f"[{_BLANKS}]+")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text: all in a row, and by sentence.

    The two differ only where ROUGE-1.5.5 cuts at bytes: it forgets there what earlier sentences
    have used up when it prepares them for its ROUGE-L and ROUGE-W.
    """

    row: list[str]
    sentences: list[list[str]]


class TokenSpan(NamedTuple):
    """Where a token stands in its text, and the token."""

    start: int
    end: int
    token: str


class Tokenizer:
    """Turns texts into :class:`Tokens`, and remembers the stem of every word it has met."""

    def __init__(
        self,
        settings: Settings,
        exceptions: WordList = NO_WORDS,
        stop_words: WordList = NO_WORDS,
    ) -> None:
        self._settings = settings
        self._stop_words = stop_words
        stem = _stemmer(settings, exceptions) if settings.stem else None
        self._forms = _forms(settings.variant, stem, stop_words)
        self._pattern = _ANY_SCRIPT if settings.variant == "unicode" else _ALPHANUMERIC

    def __call__(self, text: Text, what: str) -> Tokens:
        """The tokens of a text, which errors call ``what``."""
        lines = sentences_of(text, what, self._settings)
        limit = self._settings.limit
        if limit is not None and self._settings.variant == "unicode":
            return self._cut_tokens([self._tokens(line) for line in lines], limit, lines)
        if limit is None:
            sentences = [self._tokens(line) for line in lines]
            return Tokens([token for s in sentences for token in s], sentences)
        whole, parts = cut(lines, limit)
        return Tokens(
            [token for s in whole for token in self._tokens(s)], [self._tokens(s) for s in parts]
        )

    def spans(self, text: str) -> list[TokenSpan]:
        """The tokens of a text where they stand in it, without regard to the limit.

        A letter that lowering or normalising the whole line would take apart is left whole.
        """
        if self._settings.variant == "unicode" and (view := seen_view(text)):
            within = self.spans(view.text)
            return [TokenSpan(*view.span(start, end), token) for start, end, token in within]
        found = (
            TokenSpan(*match.span(), self._forms[match[0]])
            for match in self._pattern.finditer(text)
        )
        return [span for span in found if span.token]

    def _tokens(self, line: str) -> list[str]:
        if self._settings.variant == "unicode":
            line = normalized(seen(line))
        elif self._settings.variant == "rouge-score":
            line = line.lower()  # before the split: the Kelvin sign is a k to it
        tokens = list(map(self._forms.__getitem__, self._pattern.findall(line)))
        return [token for token in tokens if token] if self._stop_words.entries else tokens

    def _cut_tokens(self, sentences: list[list[str]], limit: Limit, lines: list[str]) -> Tokens:
        """The same for the variant ``unicode``, which counts tokens, as some scripts have no
        blanks.
        """
        if limit.unit == "bytes":
            parts = _cut_bytes(lines, limit.value)
            sentences = [self._tokens(part) for part in parts]
        else:
            left, kept = limit.value, []
            for sentence in sentences:
                kept.append(sentence[: max(0, left)])
                left -= len(sentence)
            sentences = [sentence for sentence in kept if sentence]
        return Tokens([token for s in sentences for token in s], sentences)


def sentences_of(text: Text, what: str, settings: Settings) -> list[str]:
    """The sentences of a text, none of them empty.

    A string has one per line. A single line, with or without a line break at its end, is split by
    :func:`summarizer.split_sentences`, except for the variant ``rouge-score``.
    """
    if isinstance(text, str):
        line = text.strip()
        if "\n" in line or settings.variant == "rouge-score":
            lines = text.split("\n")
        else:
            spans = split_sentences(line, settings.language)
            lines = [line[start:end] for start, end in spans]
    elif isinstance(text, Sequence) and all(isinstance(line, str) for line in text):
        lines = [line.replace("\n", " ") for line in text]
    else:
        raise UsageError(f"{what} must be a string or a list of sentences, got {text!r:.60}")
    lines = [line for line in lines if line]
    if not any(line.strip() for line in lines):
        raise InputError(f"{what} is empty: there is nothing to score")
    return lines


def cut(lines: list[str], limit: Limit) -> tuple[list[str], list[str]]:
    """The sentences up to a limit, as ROUGE-1.5.5 cuts them: for n-grams, and for L and W.

    Words are what blanks part; a line that begins with a blank has an empty first word, as in
    Perl. Bytes are those of UTF-8, and the blanks between sentences cost nothing.
    """
    if limit.unit == "words":
        kept = _cut_words(lines, limit.value)
        return kept, kept
    return _cut_bytes(lines, limit.value), _cut_each(lines, limit.value)


def _cut_words(lines: list[str], limit: int) -> list[str]:
    kept: list[str] = []
    used = 0
    for line in lines:
        filled = line.rstrip(_BLANKS)
        words = _PERL_BLANKS.split(filled) if filled else []
        if used + len(words) >= limit:
            return [*kept, " ".join(words[: limit - used])]
        kept.append(line)
        used += len(words)
    return kept


def _cut_bytes(lines: list[str], limit: int) -> list[str]:
    kept: list[str] = []
    used = 0
    for line in lines:
        data = line.encode("utf-8", "replace")
        if used + len(data) >= limit:
            return [*kept, data[: limit - used].decode("utf-8", "ignore")]
        kept.append(line)
        used += len(data)
    return kept


def _cut_each(lines: list[str], limit: int) -> list[str]:
    """The Perl's cut for L and W: whole sentences up to the first that alone reaches the limit."""
    kept: list[str] = []
    for line in lines:
        data = line.encode("utf-8", "replace")
        if len(data) >= limit:
            return [*kept, data[:limit].decode("utf-8", "ignore")]
        kept.append(line)
    return kept


def _forms(variant: Variant, stem: Callable[[str], str] | None, stop_words: WordList) -> Memo[str]:
    """From a written word to its token, empty for a stop word."""
    folded: Callable[[str], str] = _folded if variant == "unicode" else str.lower
    # The Perl compares its list as written; tokens of the variant unicode are folded.
    known = stop_words.entries
    stopped = set(map(_folded, known)) if variant == "unicode" else set(known)

    def token(form: str) -> str:
        word = folded(form)
        return "" if word in stopped else stem(word) if stem else word

    return Memo(token)


def _folded(word: str) -> str:
    return normalized(word).casefold()


def _stemmer(settings: Settings, exceptions: WordList) -> Callable[[str], str]:
    if settings.variant == "rouge155":
        return rouge155_stemmer(exceptions.entries)
    if settings.variant == "rouge-score":
        return rouge_score_stemmer()
    return get_language(settings.language).terms.stem
