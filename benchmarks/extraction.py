"""Articles out of web pages: our reader beside trafilatura alone, and what may be quoted of them.

    python -m benchmarks.extraction FOLDER ... [--lost N]

FOLDER is the folder ``tests`` of trafilatura's repository (``evaldata.json``: for each page some
phrases that belong to its article and some that do not) or scrapinghub's
article-extraction-benchmark (``ground-truth.json``: the articles). Their figures are computed as
they do it: of phrases over all pages, and of runs of four words, a mean of pages.

The table has trafilatura alone, our reader (all text that it gives), what of that text may be
chosen for a summary (prose), and prose with the headings, items, rows and code that the page itself
marks as such: what that lacks we told by the look of a line. ``--lost`` shows N pieces of each kind
that are so told and that the gold has.
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from summarizer import Document, Sentence
from summarizer.errors import InputError
from summarizer.read.html import extract
from summarizer.text.kinds import Kind

_WORD = re.compile(r"\w+")
_SHORT = 20  # characters
_RUN = 4  # words; soft hyphens do not count


class Page(NamedTuple):
    """A page, and what its article is: phrases in it and not in it, or the text of it."""

    name: str
    data: bytes
    inside: list[str]
    outside: list[str]
    article: str = ""


class Given(NamedTuple):
    """What our reader makes of a page: a document, and the lines that the page marks."""

    document: Document
    marked: dict[int, Kind]

    def is_marked(self, sentence: Sentence) -> bool:
        """Whether the page says of the line of a sentence what it is."""
        return self.document.text.rfind("\n", 0, sentence.start) + 1 in self.marked


class Figures(NamedTuple):
    """Precision, recall and F."""

    precision: float
    recall: float

    @property
    def f(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall or 1.0)


def pages(folder: Path) -> Iterator[Page]:
    """The pages of either evaluation."""
    if (folder / "evaldata.json").exists():
        for item in json.loads((folder / "evaldata.json").read_text(encoding="utf-8")).values():
            places = (folder / place / item["file"] for place in ("cache", "eval"))
            path = next((p for p in places if p.exists()), None)
            if path is not None:
                yield Page(path.name, path.read_bytes(), item["with"], item["without"])
        return
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, item in gold.items():
        data = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield Page(name, data, [], [], item["articleBody"])


def _given(page: Page) -> Given | None:
    try:
        found = extract(page.data)
        made = Document.from_text(found.text, declared=found.language, marked=found.marked)
    except InputError:
        return None
    return Given(made, found.marked or {})


def alone(page: Page, _: Given | None) -> str:
    """What trafilatura gives by itself."""
    from trafilatura import extract as extracted

    return extracted(page.data, include_comments=False, include_tables=True) or ""


def read(_: Page, given: Given | None) -> str:
    """All text that our reader gives."""
    return given.document.text if given else ""


def prose(_: Page, given: Given | None) -> str:
    """What of it may be chosen."""
    return " ".join(s.text for s in given.document.candidates) if given else ""


def prose_and_marked(_: Page, given: Given | None) -> str:
    """That, and what the page says is something else."""
    if given is None:
        return ""
    chosen = set(given.document.candidates)
    kept = (s for s in given.document.sentences if s in chosen or given.is_marked(s))
    return " ".join(s.text for s in kept)


SYSTEMS: dict[str, Callable[[Page, Given | None], str]] = {
    "trafilatura alone": alone,
    "our reader": read,
    "its prose": prose,
    "prose and what is marked": prose_and_marked,
}


def _plain(text: str) -> str:
    return " ".join(text.replace("\xad", "").split())


def by_phrases(page: Page, text: str) -> tuple[float, float, float]:
    """Phrases that are rightly there, wrongly there and wrongly not."""
    text = _plain(text)
    found = sum(_plain(phrase) in text for phrase in page.inside)
    wrong = sum(_plain(phrase) in text for phrase in page.outside)
    return found, wrong, len(page.inside) - found


def by_runs(page: Page, text: str) -> tuple[float, float, float]:
    """The same of runs of words."""
    gold, given = _runs(page.article), _runs(text)
    return (gold & given).total(), (given - gold).total(), (gold - given).total()


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text.replace("\xad", ""))
    runs = (tuple(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1)))
    return Counter(filter(None, runs))


def figures(counts: list[tuple[float, float, float]], *, by_page: bool) -> Figures:
    """Of all counts together, or the means of pages."""
    if not by_page:
        right, wrong, missed = map(sum, zip(*counts, strict=True))
        return Figures(right / (right + wrong or 1), right / (right + missed or 1))
    return Figures(
        mean(_share(r, w) for r, w, _ in counts if r + w),
        mean(_share(r, m) for r, _, m in counts if r + m),
    )


def _share(right: float, other: float) -> float:
    return right / (right + other)


def lost(page: Page, given: Given) -> Iterator[tuple[str, str]]:
    """What we told by its look to be no prose, and the gold has, by kind."""
    gold = set(_runs(page.article))
    for sentence in given.document.sentences:
        if sentence.kind == "prose" or given.is_marked(sentence):
            continue
        line = _plain(sentence.text)
        runs = _runs(line)
        is_long = len(line) > _SHORT and len(gold & set(runs)) > len(runs) / 2
        if is_long if page.article else any(_plain(phrase) in line for phrase in page.inside):
            yield sentence.kind, line


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--lost", type=int, default=0, metavar="N")
    chosen = parser.parse_args()
    for folder in chosen.folders:
        counts: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
        pieces: dict[str, list[str]] = defaultdict(list)
        by_page = False
        for page in pages(folder):
            by_page = bool(page.article)
            given = _given(page)
            for name, system in SYSTEMS.items():
                count = by_runs if by_page else by_phrases
                counts[name].append(count(page, system(page, given)))
            for kind, line in lost(page, given) if given else ():
                pieces[kind].append(f"{page.name:.30}: {line:.150}")
        print(f"{folder}: {len(counts['our reader'])} pages")
        for name, each in counts.items():
            found = figures(each, by_page=by_page)
            print(f"  {name:24} P {found.precision:.3f}  R {found.recall:.3f}  F {found.f:.3f}")
        for kind, lines in sorted(pieces.items()):
            print(f"  {kind}: {len(lines)} lost")
            for line in lines[:: max(1, len(lines) // (chosen.lost or 1))][: chosen.lost]:
                print(f"    {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
