"""The options that say which figures are made, and what makes them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from .options import FILE, Names, no_blank, setting, together, ways

if TYPE_CHECKING:
    from ..evaluation import Scorer, Signature

METRICS = Names(
    lambda: ("rouge1", "rouge2", "rougeL", "rougeLsum", "rougeW1.2", "rougeS4", "rougeSU4")
)


scoring_options = together(
    setting(
        "--metric",
        "metrics",
        multiple=True,
        metavar="NAME",
        type=METRICS,
        help="rouge1, rouge2, rougeLsum, rougeL, rougeW1.2, rougeS4, rougeSU4, ….recall or "
        "….precision; may be repeated. By default rouge1, rouge2 and rougeLsum.",
    ),
    setting(
        "--variant",
        metavar="rouge155|rouge-score|unicode",
        type=ways("rouge155", "rouge-score", "unicode"),
        help="Whose ROUGE: the Perl's, Google's, or for any script. By default rouge155.",
    ),
    setting("--stem/--no-stem", default=True, help="Whether words are stemmed; they are."),
    setting("--limit", metavar="100w|75b", help="Cut summaries and references there."),
    setting(
        "--average",
        metavar="micro|best",
        type=ways("micro", "best"),
        help="Of several references: all together, or the best. By default micro.",
    ),
    setting(
        "--exceptions",
        metavar="PATH",
        type=FILE,
        help="WordNet's exception lists, for exact ROUGE-1.5.5 with stemming.",
    ),
    setting(
        "--stop-words", metavar="FILE", type=FILE, callback=no_blank, help="Leave these words out."
    ),
    setting(
        "--signature",
        metavar="TEXT",
        help="Make the figures that a signature was taken from.",
    ),
)


def scoring_of(options: dict[str, Any]) -> "tuple[Scorer | Signature, list[str]]":
    """What makes the figures, and which of them to show; takes its options out."""
    from ..evaluation import DEFAULT_METRICS, Scorer, Signature
    from ..evaluation.settings import full_name, split_figure

    asked = options.pop("metrics")
    names = list(dict.fromkeys(full_name(name) for name in asked or DEFAULT_METRICS))
    metrics = list(dict.fromkeys(split_figure(name)[0] for name in names))
    given = {
        name: value
        for name in ("variant", "limit", "average", "exceptions", "stop_words")
        if (value := options.pop(name)) is not None
    }
    if not options.pop("stem"):
        given["stem"] = False
    if (signature := options.pop("signature")) is None:
        return Scorer(metrics, **given), names
    wanted = Signature.parse(signature)
    options.update({name: given.pop(name, None) for name in ("exceptions", "stop_words")})
    if asked:
        given["metric"] = asked
    if given:
        raise UsageError(f"--signature says it all: leave out {', '.join(sorted(given))}")
    return wanted, [full_name(name) for name in wanted.metrics]


def scorer_of(scoring: "Scorer | Signature", options: dict[str, Any]) -> "Scorer":
    """The scorer that makes the figures."""
    from ..evaluation import Scorer

    if isinstance(scoring, Scorer):
        return scoring
    return scoring.scorer(options["exceptions"], options["stop_words"])


def check_figures(figures: Sequence[str], scoring: "Scorer | Signature") -> None:
    """Refuse what is not measured, before the work and not after it."""
    from ..evaluation import MEASURES
    from ..evaluation.settings import split_figure

    metrics = [str(getattr(metric, "name", metric)) for metric in scoring.metrics]
    for figure in figures:
        if figure not in MEASURES and split_figure(figure)[0] not in metrics:
            known = ", ".join([*metrics, *MEASURES])
            raise UsageError(
                f"no figure {figure.removesuffix('.f1')!r} is measured: there are {known}"
            )
