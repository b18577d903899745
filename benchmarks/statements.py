"""Which sentences say the same and which disagree: ours against the labels of the bundled corpus.

    python -m benchmarks.statements

Pairs of sentences of different documents are counted. A pair that says the same is found if both
stand in one group; a pair that disagrees, if they stand in different accounts of one disagreement.
The stories are taken as a whole and in two halves, every other story each, so that a constant can
be chosen on one and confirmed on the other. Prints a table in Markdown.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from summarizer import Document, Features, Sentence
from summarizer.disagreements import find_disagreements
from summarizer.statements import group_statements

CORPUS = Path(__file__).parent / "corpus"

Pair = frozenset[tuple[str, int]]
"""Two sentences, each by its document and where it starts there."""


class Found(NamedTuple):
    """Pairs that are labelled and found, found alone, and labelled alone."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of the found pairs that are labelled."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """The share of the labelled pairs that are found."""
        return self.right / max(self.right + self.missed, 1)

    def __add__(self, other: tuple[Any, ...]) -> "Found":
        return Found(*(a + b for a, b in zip(self, other, strict=True)))


@dataclass(frozen=True)
class Labelled:
    """A story of the corpus, with the pairs that are labelled in it."""

    name: str
    documents: tuple[Document, ...]
    same: frozenset[Pair]
    differs: frozenset[Pair]


def stories() -> list[Labelled]:
    """All stories of the corpus."""
    labels = {label["id"]: label for label in _lines(CORPUS / "labels.jsonl")}
    return [_labelled(story, labels[story["id"]]) for story in _lines(CORPUS / "stories.jsonl")]


def measure(stories: Iterable[Labelled]) -> tuple[Found, Found]:
    """What is found of the pairs that say the same, and of those that disagree."""
    same = differs = Found(0, 0, 0)
    for story in stories:
        same += _found(said_alike(story.documents), story.same)
        differs += _found(said_apart(story.documents), story.differs)
    return same, differs


def said_alike(documents: Sequence[Document]) -> frozenset[Pair]:
    """The pairs that we say are the same."""
    features = Features.of(documents)
    groups: dict[int, list[Sentence]] = {}
    for sentence, leader in zip(features.sentences, group_statements(features), strict=True):
        groups.setdefault(leader, []).append(sentence)
    return _pairs(pair for group in groups.values() for pair in combinations(group, 2))


def said_apart(documents: Sequence[Document]) -> frozenset[Pair]:
    """The pairs that we say disagree."""
    return _pairs(
        (one, other)
        for found in find_disagreements(documents)
        for mine, theirs in combinations(found.accounts, 2)
        for one in mine.sentences
        for other in theirs.sentences
    )


def _pairs(sentences: Iterable[tuple[Sentence, ...]]) -> frozenset[Pair]:
    """Pairs of different documents."""
    return frozenset(
        frozenset({(one.document_id, one.start), (other.document_id, other.start)})
        for one, other in sentences
        if one.document_id != other.document_id
    )


def _found(found: frozenset[Pair], labelled: frozenset[Pair]) -> Found:
    return Found(len(found & labelled), len(found - labelled), len(labelled - found))


def _labelled(story: dict[str, Any], label: dict[str, Any]) -> Labelled:
    documents = {
        row["id"]: Document.from_text(
            row["text"], id=row["id"], title=row["title"], language=story["language"]
        )
        for row in story["documents"]
    }

    def sentence(reference: tuple[str, int]) -> Sentence | None:
        """The sentence of ours that has most of a labelled one."""
        name, number = reference
        units = [unit for unit in label["units"][name] if unit[2] == "sentence"]
        start, end, _ = units[number]
        shares = [(min(s.end, end) - max(s.start, start), s) for s in documents[name].candidates]
        share, best = max(shares, key=lambda pair: pair[0])
        return best if share > 0 else None

    def pairs(groups: Iterable[Sequence[tuple[str, int]]]) -> frozenset[Pair]:
        found = ([s for s in map(sentence, group) if s] for group in groups)
        return _pairs(pair for group in found for pair in combinations(group, 2))

    return Labelled(
        name=story["id"],
        documents=tuple(documents.values()),
        same=pairs(label["same"]),
        differs=pairs(label["sentences"] for label in label["differs"]),
    )


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """Print the table."""
    labelled = stories()
    print("| stories | same: precision | recall | disagree: precision | recall |")
    print("|---|---:|---:|---:|---:|")
    for name, part in (
        ("all", labelled),
        ("first half", labelled[::2]),
        ("second half", labelled[1::2]),
    ):
        figures = (f"{f.precision:.3f} | {f.recall:.3f}" for f in measure(part))
        print(f"| {name}, {len(part)} | {' | '.join(figures)} |")


if __name__ == "__main__":
    main()
