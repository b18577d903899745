"""What a second buys: articles summarised in it and what the summaries are worth, beside peers.

    python -m benchmarks.second [FILE.jsonl] [--save]

Of the articles in English of a data set, by default the bundled corpus: ROUGE (F, in per cent),
milliseconds of the processor an article and articles a second, warm, all in turns; and the same
of keyphrases. ``--save`` draws ``docs/second.svg``, ROUGE-2 over milliseconds.

Ours and sumy give three sentences. lede and trimwise count characters and words: they get as many
as three sentences of the default have in the same article. What is not installed is named on
standard error with the reason (`pip install --group peers`).
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import plots
from benchmarks.peers import OWN, keyphrases_of_rapid_textrank, lede, sumy, trimwise
from benchmarks.quality import CORPUS
from benchmarks.turns import median, take_turns
from summarizer import keyphrases, summarise
from summarizer.defaults import DEFAULT_METHOD
from summarizer.errors import SummarizerError
from summarizer.evaluation import Scorer, read_dataset
from summarizer.evaluation.datasets import Item

METRICS = ("rouge1", "rouge2")
OURS = (DEFAULT_METHOD, "textrank", "lexrank", "lead")
PLOT = Path(__file__).parent.parent / "docs" / "second.svg"
TURNS = 5, 0.001  # each a pass over all articles
_LENGTH = 3  # sentences
_PHRASES = 10

Make = Callable[[], list[str]]
"""Gives the summary of one article, sentence by sentence, or its keyphrases."""


class Row(NamedTuple):
    """What one contestant does: ROUGE F by metric, none for keyphrases, and seconds an article."""

    name: str
    rouge: tuple[float, ...]
    seconds: float

    def __str__(self) -> str:
        figures = [f"{100 * figure:.1f}" for figure in self.rouge]
        cells = [self.name, *figures, f"{1000 * self.seconds:.2f}", f"{1 / self.seconds:,.0f}"]
        return f"| {' | '.join(cells)} |"


def summarisers(texts: Sequence[str]) -> dict[str, list[Make]]:
    """By the name of each contestant, what summarises each of the texts; those that are there."""
    found: dict[str, list[Make]] = {
        f"`{method}`": [_ours(text, method) for text in texts] for method in OURS
    }
    kept = [" ".join(made()) for made in found[f"`{DEFAULT_METHOD}`"]]
    sizes = list(zip(texts, map(len, kept), strict=True))
    for name, method in (("sumy TextRank", "textrank"), ("sumy LexRank", "lexrank")):
        found[name] = [sumy(method, text, OWN, _LENGTH) for text in texts]
    found |= _there("lede", lambda: [lede(text, size) for text, size in sizes])
    found |= _there(
        "trimwise",
        lambda: [trimwise(t, len(k.split())) for t, k in zip(texts, kept, strict=True)],
    )
    return found


def phrasers(texts: Sequence[str]) -> dict[str, list[Make]]:
    """The same of keyphrases."""
    theirs = _there(
        "rapid-textrank",
        lambda: [keyphrases_of_rapid_textrank(text, _PHRASES) for text in texts],
    )
    return {"`keyphrases`": [_phrases(text) for text in texts]} | theirs


def _phrases(text: str) -> Make:
    return lambda: [phrase.text for phrase in keyphrases(text, _PHRASES)]


def _ours(text: str, method: str) -> Make:
    return lambda: [extract.sentence.line for extract in summarise(text, _LENGTH, method)]


def _there(name: str, made: Callable[[], Sequence[Make]]) -> dict[str, list[Make]]:
    """A peer, if it is installed and works."""
    try:
        makes = list(made())
        makes[0]()
    except (ImportError, LookupError) as error:
        print(f"left out: {name}: {error}", file=sys.stderr)
        return {}
    return {name: makes}


def measured(contestants: dict[str, list[Make]], items: Sequence[Item]) -> list[Row]:
    """A row for each contestant, in the order given; without items no ROUGE."""
    calls = {name: _pass(makes) for name, makes in contestants.items()}
    for call in calls.values():
        call()
    timed = take_turns(calls, *TURNS)
    scorer = Scorer(METRICS, variant="rouge155")
    rows = []
    for name, found in timed.items():
        scores = [
            scorer.score(made, item.references)
            for made, item in zip(found.result, items, strict=bool(items))
        ]
        means = [sum(one[m].f1 for one in scores) / len(scores) for m in METRICS if scores]
        rows.append(Row(name, tuple(means), median(found) / len(contestants[name])))
    return rows


def _pass(makes: Sequence[Make]) -> Callable[[], list[Any]]:
    return lambda: [make() for make in makes]


def table(rows: Sequence[Row], title: str, metrics: Sequence[str]) -> str:
    """A table in Markdown."""
    head = [title, *metrics, "ms an article", "articles a second"]
    rule = f"| --- |{' --: |' * (len(head) - 1)}"
    return "\n".join((f"| {' | '.join(head)} |", rule, *map(str, rows)))


def draw(rows: Sequence[Row], title: str, path: Path) -> None:
    """ROUGE-2 over milliseconds: what is above and left of all others is better and faster."""
    figure, axis = plots.pyplot().subplots(figsize=(7, 4), layout="constrained")
    for row in rows:
        ours = row.name.startswith("`")
        place = 1000 * row.seconds, 100 * row.rouge[-1]
        axis.scatter(*place, marker="o" if ours else "x", color="tab:blue" if ours else "tab:red")
        axis.annotate(row.name.strip("`"), place, xytext=(5, 3), textcoords="offset points")
    axis.set(xscale="log", xlabel="milliseconds an article", ylabel="ROUGE-2 F, per cent")
    axis.set_title(title)
    axis.margins(x=0.2)
    axis.grid(color="gainsboro")
    plots.write(figure, path)


def main(arguments: Sequence[str]) -> None:
    """Print the tables."""
    files = [argument for argument in arguments if argument != "--save"]
    if len(files) > 1 or any(file.startswith("-") for file in files):
        sys.exit(__doc__)
    path = Path(files[0]) if files else CORPUS
    try:
        dataset = read_dataset(path, task="article", on_error="skip")
    except SummarizerError as error:
        sys.exit(str(error))
    items = [item for item in dataset.items if item.language == "en"]
    texts = [item.documents[0].text for item in items]
    title = f"{path.stem}, {len(items)} articles"
    rows = measured(summarisers(texts), items)
    print(table(rows, title, ["ROUGE-1", "ROUGE-2"]), flush=True)
    print(f"\n{table(measured(phrasers(texts), ()), 'keyphrases', ())}")
    if "--save" in arguments:
        draw(rows, title, PLOT)


if __name__ == "__main__":
    main(sys.argv[1:])
