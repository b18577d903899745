"""A method over a data set: every summary, every figure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np

from ..defaults import ARTICLE_LENGTH, CEILING, FOCUS
from ..errors import InputError, SummarizerError, UsageError, check_on_error
from ..length import Length
from ..memo import cached_property
from ..registry import Ranker, Selector
from ..request import Embed, Request
from ..text.words import count_words, has_word
from .datasets import DataSet, Item, OnError, Skipped, Task, read_dataset
from .given import Summaries
from .measures import extractiveness, redundancy
from .rouge import Score, Scorer
from .settings import DEFAULT_METRICS, full_name
from .signature import Signature
from .significance import RESAMPLES, Interval, bootstrap_interval
from .systems import Produced, System

MEASURES = ("coverage", "density", "compression", "redundancy", "sources", "words", "sentences")
"""The figures of a summary that need no reference; docs/evaluation.md says what each is."""

Progress = Callable[[Sequence[Item]], Iterable[Item]]
"""Gives the items back one by one, and may show how far it is."""


@dataclass(frozen=True)
class ItemResult:
    """What a method made of one item.

    Attributes:
        id: the item's.
        digest: tells whether anything of the item has changed.
        summary: the chosen sentences, in reading order.
        figures: every figure by name: ``"rouge2.recall"``, ``"coverage"``, ….
        note: what has to be said of the summary; ``""`` mostly.
    """

    id: str
    digest: str
    summary: tuple[str, ...] = field(repr=False)
    figures: dict[str, float] = field(repr=False)
    note: str = ""


@dataclass(frozen=True)
class Run:
    """The result of :func:`evaluate`.

    Attributes:
        method: its name.
        parameters: how it was called.
        dataset: the data set's name.
        digest: tells whether anything of the data set has changed.
        signature: how the figures were made.
        items: in the data set's order.
        skipped: what could not be used.
        task: what the data set was read for; ``""`` where that was not saved.
    """

    method: str
    parameters: dict[str, str] = field(repr=False)
    dataset: str
    digest: str
    signature: Signature
    items: tuple[ItemResult, ...] = field(repr=False)
    skipped: tuple[Skipped, ...] = ()
    task: Task | Literal[""] = ""

    def figures(self, name: str) -> list[float]:
        """A figure of every item; ``"rouge2"`` is its F-score.

        Raises:
            UsageError: there is no such figure; the message lists those there are.
        """
        full = self.full_name(name)
        return [item.figures[full] for item in self.items]

    def full_name(self, name: str) -> str:
        """``"rouge2"`` as ``"rouge2.f1"``, and what is a figure already as it is.

        Raises:
            UsageError: there is no such figure.
        """
        known = self.items[0].figures
        full = full_name(name)
        if full not in known:
            raise UsageError(f"unknown figure {name!r}: choose from {', '.join(known)}")
        return full

    def mean(self, name: str) -> float:
        """The mean of a figure over the items."""
        return float(np.mean(self.figures(name)))

    def interval(self, name: str) -> Interval:
        """The 95 per cent bootstrap interval of that mean, drawn once."""
        full = self.full_name(name)
        if full not in self._intervals:
            draws, seed = self.signature.bootstrap, self.signature.seed
            self._intervals[full] = bootstrap_interval(
                self.figures(full), resamples=draws, seed=seed
            )
        return self._intervals[full]

    @cached_property
    def _intervals(self) -> dict[str, Interval]:
        return {}

    @cached_property
    def means(self) -> dict[str, float]:
        """The mean of every figure."""
        return {name: self.mean(name) for name in self.items[0].figures}


def evaluate(
    method: str | Ranker | Summaries,
    dataset: DataSet | str | Path,
    length: Length | float | str | None = None,
    *,
    scoring: Scorer | Signature | str | None = None,
    task: Task = "auto",
    select: str | Selector | None = None,
    focus: float | None = None,
    ceiling: float | None = None,
    seed: int | None = None,
    embed: Embed | None = None,
    language: str | None = None,
    on_error: OnError = "stop",
    exceptions: str | None = None,
    stop_words: str | None = None,
    resamples: int | None = None,
    progress: Progress = iter,
) -> Run:
    """Summarise every item of a data set and score the summaries.

    Args:
        method: as for :func:`summarizer.summarise`, or ``"oracle"`` (the best ROUGE found by
            adding sentences greedily) or ``"oracle-exact"`` (the best that any selection gets),
            both for the F of the first metric. Or summaries that are there already, by
            :class:`Summaries` or :func:`read_summaries`: what is said of methods, down to
            ``embed``, is not for them.
        dataset: a path, the name of a published data set, or what :func:`read_dataset` gave.
        length: of each summary; ``None`` for 3 sentences of an article, 120 words of a brief.
        scoring: a :class:`Scorer`, or a signature, which makes the figures it was taken from;
            ``None`` for ROUGE-1, ROUGE-2 and ROUGE-L as ROUGE-1.5.5 has them, with stemming.
        task: see :func:`read_dataset`; only where ``dataset`` is not read yet, as ``language``.
        select: as for :func:`summarizer.summarise`.
        focus: the same, where items have a query; 0 leaves it out.
        ceiling: the same.
        seed: the same: of the method; intervals and tests draw by seed 0.
        embed: the same.
        language: of the items that name none.
        on_error: ``"skip"`` records an item that cannot be used and goes on; ``"stop"`` raises.
        exceptions: where the list is that a signature names; see :func:`rouge`.
        stop_words: the same.
        resamples: how often intervals and tests draw; 10,000.
        progress: wraps the items, to show how far it is.

    Returns:
        The run, with the figures of every item.

    Raises:
        InputError: the data set or one of its items cannot be used.
        UsageError: the call is wrong.
    """
    check_on_error(on_error)
    asked = length, select, focus, ceiling, seed, embed
    if isinstance(method, Summaries):
        if asked != (None,) * len(asked):
            raise UsageError(
                f"the summaries of {method.name} exist: leave out length, select, … and embed"
            )
        system: System | Summaries = method
    else:
        system = _system(method, *asked)
    made_before = Signature.parse(scoring) if isinstance(scoring, str) else scoring
    scorer, draws, draw_seed = _scorer(made_before, exceptions, stop_words)
    draws = draws if resamples is None else resamples
    if not isinstance(dataset, DataSet):
        dataset = read_dataset(dataset, task=task, language=language, on_error=on_error)
    if isinstance(system, Summaries):
        system = system.of(dataset)
    references = _references(dataset)
    if isinstance(made_before, Signature) and made_before.references != references:
        raise InputError(
            f"{dataset.name}: has {references} references per item, "
            f"but the signature's figures had {made_before.references}"
        )
    results, skipped = _results(dataset, system, scorer, on_error, progress)
    return Run(
        method=system.name,
        parameters=system.parameters(),
        dataset=dataset.name,
        digest=dataset.digest,
        signature=Signature.of(scorer, references, draws, draw_seed),
        items=tuple(results),
        skipped=(*dataset.skipped, *skipped),
        task=dataset.task,
    )


def _system(
    method: str | Ranker,
    length: Length | float | str | None,
    select: str | Selector | None,
    focus: float | None,
    ceiling: float | None,
    seed: int | None,
    embed: Embed | None,
) -> System:
    request = Request(
        length=Length(ARTICLE_LENGTH if length is None else length),
        method=method,
        select=select,
        focus=FOCUS if focus is None else focus,
        ceiling=CEILING if ceiling is None else ceiling,
        seed=0 if seed is None else seed,
        embed=embed,
    )
    return System(request, has_length=length is not None)


def _scorer(
    scoring: Scorer | Signature | None, exceptions: str | None, stop_words: str | None
) -> tuple[Scorer, int, int]:
    """The scorer, with the number of samples and the seed of intervals."""
    if isinstance(scoring, Signature):
        return scoring.scorer(exceptions, stop_words), scoring.bootstrap, scoring.seed
    if scoring is not None and not isinstance(scoring, Scorer):
        raise UsageError(f"scoring must be a Scorer or a signature, got {scoring!r:.60}", "scoring")
    return scoring or Scorer(DEFAULT_METRICS), RESAMPLES, 0


def _results(
    dataset: DataSet,
    system: System | Summaries,
    scorer: Scorer,
    on_error: OnError,
    progress: Progress,
) -> tuple[list[ItemResult], list[Skipped]]:
    results: list[ItemResult] = []
    skipped: list[Skipped] = []
    for item in progress(dataset.items):
        own = scorer.for_language(item.language)
        try:
            results.append(_result(item, system.produce(item, own), own))
        except UsageError as error:
            # A stranger's method that failed is a bad item; a wrong call is wrong for all items.
            if error.__cause__ is None or on_error == "stop":
                raise
            skipped.append(Skipped(item.id, str(error)))
        except SummarizerError as error:
            if on_error == "stop":
                raise InputError(f"{dataset.name}, item {item.id}: {error}") from error
            skipped.append(Skipped(item.id, str(error)))
    if not results:
        raise InputError(f"{dataset.name}: no item could be used: {skipped[0].reason}")
    return results, skipped


def _result(item: Item, produced: Produced, scorer: Scorer) -> ItemResult:
    references = scorer.references(item.references)
    for number, (reference, text) in enumerate(zip(references, item.references, strict=True), 1):
        if not reference.tokens.row and has_word(text):
            raise InputError(_nothing_left(f"reference {number}", scorer))
    if has_word(" ".join(produced.sentences)) and not scorer.tokens(produced.sentences).row:
        raise InputError(_nothing_left("the summary", scorer))
    if produced.sentences:
        scores = scorer.score_against(references, produced.sentences)
    else:
        scores = dict.fromkeys((m.name for m in scorer.metrics), Score(0.0, 0.0, 0.0))
    figures = {
        f"{metric}.{part}": value
        for metric, score in scores.items()
        for part, value in score._asdict().items()
    }
    figures |= _measures(item, produced)
    return ItemResult(item.id, item.digest, produced.sentences, figures, produced.note)


def _nothing_left(what: str, scorer: Scorer) -> str:
    settings = scorer.settings
    if settings.variant != "unicode" and not settings.stop_words and settings.limit is None:
        return (
            f"{what} has no letter a-z and no digit, all that {settings.variant} knows: "
            "use the variant unicode"
        )
    return f"{what} has no words left to score after {settings.variant}, limit and stop words"


def _measures(item: Item, produced: Produced) -> dict[str, float]:
    text = " ".join(produced.sentences)
    source = "\n\n".join(document.text for document in item.documents)
    of_source = extractiveness(text, source) if item.documents else (None, None, None)
    values = (
        *of_source,
        redundancy(produced.sentences),
        produced.sources,
        float(count_words(text)),
        float(len(produced.sentences)),
    )
    told = zip(MEASURES, values, strict=True)
    return {name: value for name, value in told if value is not None}


def _references(dataset: DataSet) -> str:
    counts = {len(item.references) for item in dataset.items}
    return str(min(counts)) if len(counts) == 1 else f"{min(counts)}-{max(counts)}"
