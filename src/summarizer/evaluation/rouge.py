"""ROUGE."""

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ..errors import InputError, UsageError
from ..text.languages import DEFAULT, check_language
from .matching import Grams, match
from .settings import DEFAULT_METRICS, Average, Limit, Metric, Settings, Variant, parse_metric
from .stemmers import NO_WORDS, WordList, read_exceptions, read_stop_words
from .tokens import Text, Tokenizer, Tokens, TokenSpan

_TOKENIZERS = 16  # kept with all the stems they have met


class Score(NamedTuple):
    """Precision, recall and F of a metric, each from 0 to 1."""

    precision: float
    recall: float
    f1: float


def rouge(
    candidate: Text,
    references: Sequence[Text] | str,
    metrics: Sequence[str] = DEFAULT_METRICS,
    *,
    variant: Variant = "rouge155",
    stem: bool = True,
    limit: Limit | int | str | None = None,
    average: Average | None = None,
    alpha: float = 0.5,
    exceptions: str | Path | None = None,
    stop_words: bool | str | Path = False,
    language: str = "en",
) -> dict[str, Score]:
    """Score a summary against one or several references.

    Lin (2004), "ROUGE: A Package for Automatic Evaluation of Summaries".

    Args:
        candidate: the summary: a list of sentences, or a string with a sentence a line. A string
            of one line is split into sentences (for the variant ``rouge-score`` it is one, as
            that package has it); only Lsum and W depend on it.
        references: the same for each reference; a string is one reference.
        metrics: ``rougeN`` for any n, ``rougeLsum`` (the Perl's ROUGE-L), ``rougeL`` (the whole
            text as one sentence), ``rougeW1.2``, ``rougeS4``, ``rougeSU4``.
        variant: ``"rouge155"``, equal to the Perl ROUGE-1.5.5 to its last printed digit;
            ``"rouge-score"``, equal to Google's package 0.1.2; ``"unicode"``, for any script:
            the words of any alphabet, and single characters where no blank parts words.
        stem: stem the words: each variant by its tool's own stemmer, ``unicode`` by Snowball's of
            ``language`` where there is one.
        limit: cut candidate and references after ``"100w"`` words or ``"75b"`` bytes.
        average: over several references ``"micro"`` (hits and counts summed, the Perl's ``-f A``)
            or ``"best"`` (the reference with the highest recall, ``-f B``; for ``rouge-score`` the
            highest F); ``None`` for what the variant's tool does: ``best`` for ``rouge-score``,
            else ``micro``.
        alpha: the weight of precision in the F-score, the Perl's ``-p``.
        exceptions: WordNet's exception lists, which the Perl's stemmer looks into first (its
            license keeps them out of this package): a folder with the four ``.exc`` files, or
            one; ``None`` for what ``SUMMARISE_ROUGE_EXCEPTIONS`` names, ``""`` for none. Only
            the variant ``rouge155`` with stemming makes use of it.
        stop_words: leave out the words of this file, the Perl's ``-s``; ``True`` for the file
            that ``SUMMARISE_ROUGE_STOP_WORDS`` names.
        language: by any name of it; for the ``unicode`` stemmer, and for splitting strings.

    Returns:
        The scores by the names of ``metrics``; 0 where there is nothing to divide by, as for a
        text of another script by the variants that know the letters a to z alone. For
        ``rouge155`` precision and recall are rounded to five decimals, and F is made from these
        and rounded, as the Perl does and prints.

    Raises:
        InputError: a text is empty, or there is no reference.
        ReadError: a word list cannot be read.
        UsageError: the call is wrong.
    """
    scorer = Scorer(
        metrics,
        variant=variant,
        stem=stem,
        limit=limit,
        average=average,
        alpha=alpha,
        exceptions=exceptions,
        stop_words=stop_words,
        language=language,
    )
    return scorer.score(candidate, references)


class Scorer:
    """:func:`rouge` for many summaries: the same arguments, read once.

    Attributes:
        settings: all that its figures depend on, with digests of the word lists.
    """

    def __init__(
        self,
        metrics: Sequence[str] = DEFAULT_METRICS,
        *,
        variant: Variant = "rouge155",
        stem: bool = True,
        limit: Limit | int | str | None = None,
        average: Average | None = None,
        alpha: float = 0.5,
        exceptions: str | Path | None = None,
        stop_words: bool | str | Path = False,
        language: str = "en",
    ) -> None:
        if isinstance(metrics, str) or not isinstance(metrics, Sequence) or not metrics:
            raise UsageError(f"metrics must be a list of names, got {metrics!r:.60}", "metrics")
        code = check_language(language) or DEFAULT
        self.metrics = [parse_metric(name) for name in metrics]
        irregular, left_out = NO_WORDS, NO_WORDS
        if stem and variant == "rouge155":
            irregular = read_exceptions(exceptions)
        elif exceptions:
            read_exceptions(exceptions)  # not needed, but a wrong path is a mistake all the same
        if stop_words:
            left_out = read_stop_words(None if stop_words is True else stop_words)
        self.settings = Settings(
            variant=variant,
            stem=bool(stem),
            limit=Limit.of(limit),
            average=_own_average(variant) if average is None else average,
            alpha=alpha,
            language=code,
            exceptions=irregular.digest,
            stop_words=left_out.digest,
        )
        self._lists = irregular, left_out

    @property
    def _tokenizer(self) -> Tokenizer:
        return _tokenizer(self.settings, *self._lists)

    def for_language(self, code: str) -> "Scorer":
        """The same scorer for texts of another language."""
        code = check_language(code) or DEFAULT
        if code == self.settings.language:
            return self
        other = copy(self)
        other.settings = replace(self.settings, language=code)
        return other

    def for_metrics(self, metrics: Sequence[str]) -> "Scorer":
        """The same scorer for other metrics."""
        other = copy(self)
        other.metrics = [parse_metric(name) for name in metrics]
        return other

    def tokens(self, text: Text, what: str = "the text") -> Tokens:
        """The tokens of a text, as this scorer counts them; ``what`` it is called in errors."""
        return self._tokenizer(text, what)

    def spans(self, text: str) -> list[TokenSpan]:
        """Where the tokens of a text stand in it, those behind the limit too."""
        return self._tokenizer.spans(text)

    def score(self, candidate: Text, references: Sequence[Text] | str) -> dict[str, Score]:
        """The scores of one summary, by metric; see :func:`rouge`."""
        return self.score_against(self.references(references), candidate)

    def references(self, references: Sequence[Text] | str) -> list[Grams]:
        """References made ready for :meth:`score_against`, for many summaries of one text.

        Raises:
            InputError: there is none, or one of them is empty.
        """
        if not isinstance(references, str) and (
            isinstance(references, bytes) or not isinstance(references, Sequence)
        ):
            raise UsageError(
                f"references must be a list of texts, got {references!r:.60}", "references"
            )
        given = [references] if isinstance(references, str) else list(references)
        if not given:
            raise InputError("there is no reference to score against")
        names = [
            "the reference" if len(given) == 1 else f"reference {i + 1}" for i in range(len(given))
        ]
        return [Grams(self.tokens(text, name)) for text, name in zip(given, names, strict=True)]

    def score_against(self, references: Sequence[Grams], candidate: Text) -> dict[str, Score]:
        """:meth:`score`, with references made ready before."""
        ours = Grams(self.tokens(candidate, "the candidate"))
        return {m.name: self._score(m, ours, references) for m in self.metrics}

    def _score(self, metric: Metric, candidate: Grams, references: Sequence[Grams]) -> Score:
        matches = [match(metric, reference, candidate) for reference in references]
        if self.settings.average == "micro":
            hits, there, here, _ = map(sum, zip(*matches, strict=True))
            return self._shares(metric, hits, there, here)
        scores = [self._shares(metric, m.hits, m.reference, m.candidate) for m in matches]
        if self.settings.variant == "rouge-score":
            return max(scores, key=lambda score: score.f1)
        best = max(range(len(matches)), key=lambda i: matches[i].rank)
        return scores[best]

    def _shares(self, metric: Metric, hits: float, reference: float, candidate: float) -> Score:
        digits = _printed if self.settings.variant == "rouge155" else float
        power = 1 / metric.weight if metric.kind == "W" else 1.0
        recall = digits((hits / reference) ** power if reference else 0.0)
        precision = digits((hits / candidate) ** power if candidate else 0.0)
        alpha = self.settings.alpha
        mean = (1 - alpha) * precision + alpha * recall
        return Score(precision, recall, digits(precision * recall / mean if mean else 0.0))


def _own_average(variant: Variant) -> Average:
    return "best" if variant == "rouge-score" else "micro"


def _printed(share: float) -> float:
    """As the Perl prints it, ``%7.5f``."""
    return float(f"{share:.5f}")


@lru_cache(maxsize=_TOKENIZERS)
def _tokenizer(settings: Settings, exceptions: WordList, stop_words: WordList) -> Tokenizer:
    return Tokenizer(settings, exceptions, stop_words)
