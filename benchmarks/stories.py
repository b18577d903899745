"""Score the grouping by story: documents of several stories are thrown together and grouped.

    python -m benchmarks.stories                       the bundled corpus
    python -m benchmarks.stories FILE                  and mixtures of the items of a data set
    python -m benchmarks.stories FILE --apart LIST     and without the documents that a list names
    python -m benchmarks.stories --labelled FILE       documents with topic and story of their own

A mixture is the documents of some items, drawn by a seeded lot; documents that repeat others are
dropped beforehand, as ``brief`` does. Two documents are a pair if they are of one item.
Precision, recall and F1 are of all pairs in all mixtures of a size; the adjusted Rand index
(Hubert & Arabie 1985) is the mean over the mixtures; B³ F1 (Bagga & Baldwin 1998) is over
documents. The list names documents that do not tell
the story of their item, ``item.document``, both counted from 1. With it the F1 is given that a
grouping has which sets these apart and is right in all else.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb
from pathlib import Path

from summarizer import Document
from summarizer.duplicates import drop_duplicates
from summarizer.evaluation import read_dataset
from summarizer.stories import group_stories

CORPUS = Path(__file__).parent / "corpus" / "stories.jsonl"
SIZES = {2: 60, 5: 40, 10: 30, 20: 20, 50: 10}  # items a mixture, and how many mixtures

Told = tuple[str, Document]
"""The item a document is of, and the document."""
Mixture = Sequence[Told]
Mixtures = tuple[str, Sequence[Mixture]]
"""Mixtures of one kind, and what to call them."""


@dataclass
class Score:
    """The pairs of all mixtures together, and the adjusted Rand index of each.

    Attributes:
        right: pairs found that are pairs.
        found: pairs found.
        true: pairs there are.
        rand: the index of each mixture.
        pure, whole: B³ precision and recall, summed over documents.
        documents: how many there are.
    """

    right: int = 0
    found: int = 0
    true: int = 0
    rand: tuple[float, ...] = ()
    pure: float = 0.0
    whole: float = 0.0
    documents: int = 0

    def add(self, truth: Sequence[object], labels: Sequence[object]) -> None:
        """Count one mixture."""
        right = _pairs(zip(truth, labels, strict=True))
        true, found, every = _pairs(truth), _pairs(labels), comb(len(truth), 2)
        chance = true * found / every if every else 0.0
        most = (true + found) / 2
        self.rand += ((right - chance) / (most - chance) if most != chance else 1.0,)
        self.right, self.found, self.true = (
            self.right + right,
            self.found + found,
            self.true + true,
        )
        told, group = Counter(truth), Counter(labels)
        for (story, label), count in Counter(zip(truth, labels, strict=True)).items():
            self.pure += count * count / group[label]
            self.whole += count * count / told[story]
        self.documents += len(truth)

    @property
    def precision(self) -> float:
        """Of the pairs found, those that are; 1 if none was."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs there are, those found; 1 if there is none."""
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """Of the two together."""
        every = self.found + self.true
        return 2 * self.right / every if every else 1.0

    @property
    def by_document(self) -> float:
        """B³ F1."""
        return 2 * self.pure * self.whole / (self.pure + self.whole) / self.documents

    @property
    def cells(self) -> str:
        """The figures as they stand in a table."""
        rand = sum(self.rand) / len(self.rand)
        figures = (self.precision, self.recall, self.f1, rand, self.by_document)
        return " | ".join(f"{figure:.3f}" for figure in figures)


def _pairs(labels: Iterable[object]) -> int:
    return sum(comb(count, 2) for count in Counter(labels).values())


def read(path: Path) -> list[Told]:
    """All documents of a data set, repeats dropped, each with its item.

    Their ids become ``item.document``, counted from 1.
    """
    items = read_dataset(path, task="brief").items
    told = {
        f"{i}.{j}": (item.id, document.renamed(f"{i}.{j}"))
        for i, item in enumerate(items, 1)
        for j, document in enumerate(item.documents, 1)
    }
    kept, _ = drop_duplicates([document for _, document in told.values()])
    return [told[document.id] for document in kept]


def grouped(mixture: Mixture) -> list[int]:
    """The label of each document as the library groups them."""
    stories = group_stories([document for _, document in mixture])
    label = {document.id: n for n, story in enumerate(stories) for document in story}
    return [label[document.id] for _, document in mixture]


def at_best(mixture: Mixture, apart: frozenset[str]) -> list[str]:
    """The labels of a grouping that is right, with some documents apart."""
    return [d.id if d.id in apart else item for item, d in mixture]


def score(mixtures: Iterable[Mixture], apart: frozenset[str] = frozenset()) -> tuple[Score, Score]:
    """How the mixtures are grouped, and how they would be at best."""
    ours, best = Score(), Score()
    for mixture in mixtures:
        truth = [item for item, _ in mixture]
        ours.add(truth, grouped(mixture))
        best.add(truth, at_best(mixture, apart))
    return ours, best


def mixed(told: Mixture, size: int, count: int) -> Iterator[Mixture]:
    """Mixtures of so many items, drawn by lot."""
    items = sorted({item for item, _ in told})
    for number in range(count):
        drawn = set(random.Random(f"{size}/{number}").sample(items, size))
        yield [one for one in told if one[0] in drawn]


def mixtures(told: Mixture, halves: Sequence[str]) -> Iterator[Mixtures]:
    """Each item alone, mixtures of several sizes, all of them, and every other of ``halves``."""
    items = sorted({item for item, _ in told})
    yield "1", [[one for one in told if one[0] == item] for item in items]
    for size, count in SIZES.items():
        if size < len(items):
            yield str(size), list(mixed(told, size, count))
    yield f"all {len(items)}", [told]
    for name, half in (("first half", halves[::2]), ("second half", halves[1::2])):
        drawn = [one for one in told if one[0] in set(half)]
        yield f"{name}, {len({item for item, _ in drawn})}", [drawn]


def bundled(told: Mixture) -> Iterator[Mixtures]:
    """What the bundled corpus is grouped as."""
    undated = [(item, replace(d, published=None)) for item, d in told]
    items = sorted({item for item, _ in told})
    for name, documents in (("", told), (", without dates", undated)):
        yield f"all{name}", [documents]
        for code in sorted({d.language for _, d in documents}):
            yield f"{code}{name}", [[one for one in documents if one[1].language == code]]
        two = [[one for one in documents if one[0] in pair] for pair in combinations(items, 2)]
        yield f"each two stories{name}", two
        yield f"each story{name}", [[o for o in documents if o[0] == item] for item in items]


def singles(told: Mixture) -> Iterator[str]:
    """How many documents of as many items are put together, which none should be."""
    items = sorted({item for item, _ in told})
    yield "| items, one document of each | mixtures | documents | of them not alone |"
    yield "|---|--:|--:|--:|"
    for size, count in {**SIZES, len(items): 5}.items():
        if size > len(items):
            continue
        every = crowded = 0
        for number in range(count):
            lot = random.Random(f"one of {size}/{number}")
            chosen = [
                lot.choice([one for one in told if one[0] == item])
                for item in sorted(lot.sample(items, size))
            ]
            sizes = Counter(grouped(chosen)).values()
            every += len(chosen)
            crowded += sum(n for n in sizes if n > 1)
        yield f"| {size} | {count} | {every} | {crowded} |"
    yield ""


def table(
    title: str,
    sets: Iterable[Mixtures],
    apart: frozenset[str] = frozenset(),
) -> Iterator[str]:
    """The figures in Markdown."""
    yield f"### {title}\n"
    names = f"precision | recall | F1 | ARI | B³ F1 |{' F1 at best |' * bool(apart)}"
    yield f"| items | mixtures | {names}"
    yield f"|---|--:|--:|--:|--:|--:|--:|{'--:|' * bool(apart)}"
    for name, drawn in sets:
        ours, best = score(drawn, apart)
        yield f"| {name} | {len(drawn)} | {ours.cells} |" + f" {best.f1:.3f} |" * bool(apart)
    yield ""


def report(path: Path, apart: frozenset[str]) -> Iterator[str]:
    """The tables of a data set."""
    told = read(path)
    items = sorted({item for item, _ in told})
    yield from table(path.name, mixtures(told, items), apart)
    if apart:
        told = [one for one in told if one[1].id not in apart]
        yield from table(f"{path.name} without {len(apart)} documents", mixtures(told, items))
    yield from singles(told)


def labelled(path: Path) -> Iterator[Mixtures]:
    """The mixtures of a file whose lines have ``id``, ``topic``, ``story`` and ``text``.

    Topics by themselves, stories by themselves, and everything; repeats dropped.
    """
    rows = {row["id"]: row for row in map(json.loads, path.read_text("utf-8").splitlines())}
    every = [Document.from_text(row["text"], id=name) for name, row in rows.items()]
    told = [(str(rows[d.id]["story"]), d) for d in drop_duplicates(every)[0]]
    for name in ("topic", "story"):
        found: dict[str, list[Told]] = {}
        for one in told:
            found.setdefault(rows[one[1].id][name], []).append(one)
        yield f"each {name}", list(found.values())
    yield "all", [told]


def numbers(path: Path) -> frozenset[str]:
    """The documents that a list names."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def main(arguments: list[str]) -> None:
    """Print the tables."""
    if arguments[:1] == ["--labelled"]:
        path = Path(arguments[1])
        print("\n".join(table(path.name, labelled(path))))
        return
    print("\n".join(table(CORPUS.name, bundled(read(CORPUS)))))
    if arguments:
        apart = numbers(Path(arguments[2])) if arguments[1:2] == ["--apart"] else frozenset()
        print("\n".join(report(Path(arguments[0]), apart)))


if __name__ == "__main__":
    if len(sys.argv) > 4 or (len(sys.argv) == 3 and sys.argv[1] != "--labelled"):
        sys.exit("usage: python -m benchmarks.stories [FILE [--apart LIST] | --labelled FILE]")
    main(sys.argv[1:])
