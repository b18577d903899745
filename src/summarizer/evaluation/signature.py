"""Signatures: how a figure was made, in one line that can be parsed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import get_args

from ..dependencies import version
from ..errors import UsageError
from .rouge import Scorer
from .settings import Average, Limit, Settings, Variant, parse_metric
from .significance import RESAMPLES, check_draws

BY_ITEM = "item"
"""The language in a signature where each item has its own."""

_TOKENIZERS: dict[Variant, str] = {
    "rouge155": "a-z0-9",
    "rouge-score": "a-z0-9",
    "unicode": "unicode",
}


@dataclass(frozen=True)
class Signature:
    """Everything a figure depends on except data set and summaries.

    Written as ``rouge1,rouge2|variant:rouge155|tokenizer:a-z0-9|stemmer:porter155|limit:none|
    references:2|average:micro|alpha:0.5|stop:none|language:en|bootstrap:10000|seed:0|
    version:0.1.0``, without the line breaks.

    Attributes:
        metrics: their names.
        settings: of the ROUGE figures.
        references: how many an item has; ``"2-4"`` where items differ.
        bootstrap: how many samples intervals and tests draw.
        seed: of the drawing.
        version: of this library.
    """

    metrics: tuple[str, ...]
    settings: Settings
    references: str
    bootstrap: int = RESAMPLES
    seed: int = 0
    version: str = ""

    def __post_init__(self) -> None:
        check_draws(self.bootstrap, self.seed)

    @classmethod
    def of(cls, scorer: Scorer, references: str, bootstrap: int, seed: int) -> "Signature":
        """The signature of figures made by a scorer, each item in its own language."""
        names = tuple(metric.name for metric in scorer.metrics)
        settings = replace(scorer.settings, language=BY_ITEM)
        return cls(names, settings, references, bootstrap, seed, version())

    def __str__(self) -> str:
        return "|".join([",".join(self.metrics), self.scoring, f"version:{self.version}"])

    @property
    def scoring(self) -> str:
        """What two figures must have in common to be compared: all but metrics and version."""
        settings = self.settings
        fields = {
            "variant": settings.variant,
            "tokenizer": _TOKENIZERS[settings.variant],
            "stemmer": settings.stemmer,
            "limit": settings.limit or "none",
            "references": self.references,
            "average": settings.average,
            "alpha": repr(float(settings.alpha)),
            "stop": settings.stop_words or "none",
            "language": settings.language,
            "bootstrap": self.bootstrap,
            "seed": self.seed,
        }
        return "|".join(f"{name}:{value}" for name, value in fields.items())

    @classmethod
    def parse(cls, text: str) -> "Signature":
        """The signature on a line.

        Raises:
            UsageError: this version does not write such a line; the message says where.
        """
        if not isinstance(text, str):
            raise UsageError(f"a signature must be a string, got {text!r:.60}", "signature")
        metrics, *parts = text.strip().split("|")
        fields = dict(part.partition(":")[::2] for part in parts)
        try:
            found = cls(
                metrics=tuple(metrics.split(",")),
                settings=_settings(fields),
                references=fields["references"],
                bootstrap=int(fields["bootstrap"]),
                seed=int(fields["seed"]),
                version=fields["version"],
            )
        except KeyError as error:
            said = f"the signature has no {error.args[0]!r}: {text!r:.80}"
            raise UsageError(said, "signature") from error
        except ValueError as error:
            raise UsageError(f"the signature cannot be read: {error}", "signature") from error
        for metric in found.metrics:
            parse_metric(metric)
        written = str(found).split("|")
        for ours, theirs in zip_longest(written, text.strip().split("|"), fillvalue="nothing"):
            if ours != theirs:
                raise UsageError(
                    f"the signature has {theirs!r} where {ours!r} is expected", "signature"
                )
        return found

    def scorer(self, exceptions: str | None = None, stop_words: str | None = None) -> Scorer:
        """A scorer that makes such figures.

        Args:
            exceptions, stop_words: the lists that the signature names; see :func:`rouge`.

        Raises:
            UsageError: the lists are not those that the signature names.
        """
        wanted = self.settings
        made = Scorer(
            self.metrics,
            variant=wanted.variant,
            stem=wanted.stem,
            limit=wanted.limit,
            average=wanted.average,
            alpha=wanted.alpha,
            exceptions=exceptions if wanted.exceptions else "",
            stop_words=(stop_words or True) if wanted.stop_words else False,
            language="en" if wanted.language == BY_ITEM else wanted.language,
        )
        for what, theirs, ours in (
            ("exception list", wanted.exceptions, made.settings.exceptions),
            ("list of stop words", wanted.stop_words, made.settings.stop_words),
        ):
            if theirs != ours:
                found = f"this one is {ours}" if ours else "none is named"
                said = f"the signature needs the {what} {theirs}: {found}"
                raise UsageError(said, "signature")
        return made


def _settings(fields: dict[str, str]) -> Settings:
    stemmer = fields["stemmer"]
    variant = _one_of(fields["variant"], get_args(Variant))
    average = _one_of(fields["average"], get_args(Average))
    return Settings(
        variant=variant,  # type: ignore[arg-type]  # one of them
        stem=stemmer != "none",
        limit=Limit.of(None if fields["limit"] == "none" else fields["limit"]),
        average=average,  # type: ignore[arg-type]  # one of them
        alpha=float(fields["alpha"]),
        language=fields["language"],
        exceptions=stemmer.partition("+")[2],
        stop_words="" if fields["stop"] == "none" else fields["stop"],
    )


def _one_of(name: str, known: Sequence[str]) -> str:
    if name not in known:
        raise ValueError(f"{name!r} is not one of {', '.join(known)}")
    return name
