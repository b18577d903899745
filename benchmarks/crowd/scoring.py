"""How near what a batch found comes to the truth: by pairs, counted without forming any."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.crowd.writing import REPORT
from benchmarks.stories import Score

Row = dict[str, Any]
Labels = Mapping[str, str]
"""Of each document by id the label of its group."""

_SMALL = 20


@dataclass(frozen=True)
class Truth:
    """Of each document, by id, the story it tells and the cluster of copies it is in."""

    stories: Labels
    clusters: Labels

    def parts(self, told: bool) -> Iterator[tuple[str, Labels, list[str]]]:
        """What pairs are counted among: a name, the labels, and the documents.

        A few large groups have most of the pairs, so that there is more to see in small ones.
        """
        labels = self.stories if told else self.clusters
        sizes = Counter(labels.values())
        small = [name for name, label in labels.items() if sizes[label] <= _SMALL]
        what = "stories" if told else "duplicates"
        yield what, labels, list(labels)
        yield f"{what}, groups up to {_SMALL}", labels, small
        if told:
            written = [name for name in labels if not labels[name].startswith(REPORT)]
            yield f"{what}, without reports", labels, written


def read_truth(path: Path) -> Truth:
    """What ``write`` wrote beside the articles."""
    stories, clusters = {}, {}
    for row in _lines(path):
        stories[row["id"]] = row["story"]
        clusters[row["id"]] = row["copy_of"] or row["id"]
    return Truth(stories, clusters)


def found_clusters(rows: Iterator[Row]) -> Labels:
    """The clusters of copies in what ``batch --task duplicates`` writes.

    A document is in the cluster of the one it is of, and that in the cluster of what it is of.
    """
    of = {row["document"]: row["of"] for row in rows}
    label: dict[str, str] = {}
    for name in of:
        way = [name]
        while way[-1] not in label and (before := of.get(way[-1])) is not None:
            if before in way:
                raise ValueError(f"{name} is a copy of itself, by way of {before}")
            way.append(before)
        last = label.get(way[-1], way[-1])
        label.update(dict.fromkeys(way, last))
    return label


def found_stories(rows: Iterator[Row]) -> Labels:
    """The stories in what ``batch --task stories`` writes, dropped copies included."""
    label: dict[str, str] = {}
    for number, row in enumerate(rows):
        copies = [duplicate["document"] for duplicate in row["duplicates"]]
        label.update(dict.fromkeys([*row["documents"], *copies], str(number)))
    return label


def score(truth: Labels, found: Labels, names: Sequence[str]) -> Score:
    """Precision, recall and F1 of the pairs among some documents.

    A document that was not found in any group is alone.
    """
    result = Score()
    # A tuple is equal to no label that a group has.
    result.add([truth[name] for name in names], [found.get(name, (name,)) for name in names])
    return result


def scores(folder: Path, truth: Truth) -> Iterator[tuple[str, Score, int]]:
    """What an output folder holds, scored: a name, the score, how many documents are not in it.

    Raises:
        ValueError: it holds no parts, or documents that the truth does not know.
    """
    first = next(_parts(folder), None)
    if first is None:
        raise ValueError(f"{folder}: no part-*.jsonl with results; run summarise batch first")
    told = "documents" in first
    read: Callable[[Iterator[Row]], Labels] = found_stories if told else found_clusters
    found = read(_parts(folder))
    unknown = next((name for name in found if name not in truth.stories), None)
    if unknown is not None:
        raise ValueError(f"{folder}: {unknown} is not in the truth, which is of other articles")
    for name, labels, names in truth.parts(told):
        yield name, score(labels, found, names), sum(each not in found for each in names)


def table(rows: Iterator[tuple[str, Score, int]]) -> Iterator[str]:
    """The scores in Markdown."""
    yield "| pairs of | precision | recall | F1 | found | true | left out |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for name, each, missing in rows:
        figures = f"{each.precision:.4f} | {each.recall:.4f} | {each.f1:.4f}"
        yield f"| {name} | {figures} | {each.found:,} | {each.true:,} | {missing:,} |"


def _parts(folder: Path) -> Iterator[Row]:
    for path in sorted(folder.glob("part-*.jsonl")):
        yield from _lines(path)


def _lines(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
