"""The options that say which figures are made, and what makes them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..errors import UsageError
from .options import FILE, Names, choice, gathered, no_blank, setting

if TYPE_CHECKING:
    from ..evaluation import Baseline, Scorer, Signature
    from ..evaluation.settings import Average, Variant

METRICS = Names(
    lambda: ("rouge1", "rouge2", "rougeL", "rougeLsum", "rougeW1.2", "rougeS4", "rougeSU4")
)


class Scoring(NamedTuple):
    """Which figures are made, and what makes them."""

    metrics: tuple[str, ...]
    variant: "Variant | None"
    stem: bool
    limit: str | None
    average: "Average | None"
    exceptions: str | None
    stop_words: str | None
    signature: str | None

    def made(self, baseline: "Baseline") -> "Signature | Scorer":
        """What makes the figures: what is given, or else what made the baseline's."""
        from ..evaluation import DEFAULT_METRICS, Scorer
        from ..evaluation.settings import split_figure

        asked = list(dict.fromkeys(split_figure(name)[0] for name in self.metrics))
        if self.signature is not None:
            return self._parsed(self.signature)
        if (found := baseline.scoring(asked)) and not any([*self._own, self.exceptions]):
            return found
        return Scorer(
            asked or DEFAULT_METRICS,
            variant=self.variant or "rouge155",
            stem=self.stem,
            limit=self.limit,
            average=self.average,
            exceptions=self.exceptions,
            stop_words=self.stop_words or False,
        )

    def figures(self, made: "Signature | Scorer") -> list[str]:
        """The figures to show, by full name."""
        from ..evaluation import Scorer
        from ..evaluation.settings import full_name

        metrics = [m.name for m in made.metrics] if isinstance(made, Scorer) else made.metrics
        return list(dict.fromkeys(full_name(name) for name in self.metrics or metrics))

    @property
    def _own(self) -> tuple[object, ...]:
        return self.variant, not self.stem, self.limit, self.average, self.stop_words

    def _parsed(self, text: str) -> "Signature":
        """The signature; options that it sets already are refused."""
        from ..evaluation import Signature

        given = zip(("variant", "stem", "limit", "average"), self._own, strict=False)
        said = [name for name, value in (("metric", self.metrics), *given) if value]
        if said:
            raise UsageError(f"--signature already sets these: leave out {', '.join(sorted(said))}")
        return Signature.parse(text)


scoring_options = gathered(
    "scoring",
    Scoring,
    setting(
        "--metric",
        "metrics",
        multiple=True,
        metavar="NAME",
        type=METRICS,
        unset=["rouge1", "rouge2", "rougeLsum"],
        help="rouge1, rouge2, rougeLsum, rougeL, rougeW1.2, rougeS4, rougeSU4, ….recall or "
        "….precision; repeatable. By default rouge1, rouge2 and rougeLsum.",
    ),
    choice(
        "--variant",
        among=("rouge155", "rouge-score", "unicode"),
        unset="rouge155",
        help="ROUGE variant. Default rouge155.",
    ),
    setting("--stem/--no-stem", default=True, help="Stem words (default)."),
    setting("--limit", metavar="100w|75b", help="Truncate summaries and references."),
    choice(
        "--average",
        among=("micro", "best"),
        unset="(the variant's)",
        help="How to combine references: sum or best. Default micro.",
    ),
    setting(
        "--exceptions",
        metavar="PATH",
        type=FILE,
        help="WordNet's exception lists, for exact ROUGE-1.5.5 with stemming.",
    ),
    setting("--stop-words", metavar="FILE", type=FILE, callback=no_blank, help="Stop-word file."),
    setting("--signature", metavar="TEXT", help="Reproduce the figures of a signature."),
)


def check_figures(figures: Sequence[str], scorer: "Scorer") -> None:
    """Refuse what is not measured, before the work and not after it."""
    from ..evaluation import MEASURES
    from ..evaluation.settings import split_figure

    metrics = [metric.name for metric in scorer.metrics]
    for figure in figures:
        if figure not in MEASURES and split_figure(figure)[0] not in metrics:
            known = ", ".join([*metrics, *MEASURES])
            raise UsageError(
                f"no figure {figure.removesuffix('.f1')!r} is measured: choose from {known}",
                "metrics",
            )
