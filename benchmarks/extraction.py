"""Articles out of web pages: our reader beside trafilatura alone, and what may be quoted of them.

    python -m benchmarks.extraction FOLDER ... [--lost N]

FOLDER is the folder ``tests`` of trafilatura's repository (``evaldata.json``: for each page some
phrases that belong to its article and some that do not) or scrapinghub's
article-extraction-benchmark (``ground-truth.json``: the articles). Their figures are computed as
they do it: of phrases over all pages, and of runs of four words, a mean of pages.

The table has trafilatura alone, our reader (all text that it gives) and what of that text may be
chosen for a summary: prose. ``--lost`` shows N pieces of each kind that the gold has and prose has
not.
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

from summarizer import Document
from summarizer.errors import InputError
from summarizer.read.html import extract

_WORD = re.compile(r"\w+")
_RUN = 4  # words; soft hyphens do not count


class Page(NamedTuple):
    """A page, and what its article is: phrases in it and not in it, or the text of it."""

    name: str
    data: bytes
    inside: list[str]
    outside: list[str]
    article: str = ""


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


def _document(page: Page) -> Document | None:
    try:
        found = extract(page.data)
        return Document.from_text(found.text, declared=found.language, marked=found.marked)
    except InputError:
        return None


def alone(page: Page, _: Document | None) -> str:
    """What trafilatura gives by itself."""
    from trafilatura import extract as extracted

    return extracted(page.data, include_comments=False, include_tables=True) or ""


def read(_: Page, document: Document | None) -> str:
    """All text that our reader gives."""
    return document.text if document else ""


def prose(_: Page, document: Document | None) -> str:
    """What of it may be chosen."""
    return " ".join(s.text for s in (document.candidates if document else ()))


SYSTEMS: dict[str, Callable[[Page, Document | None], str]] = {
    "trafilatura alone": alone,
    "our reader": read,
    "its prose": prose,
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


def lost(page: Page, document: Document | None) -> Iterator[tuple[str, str]]:
    """What is not prose and the gold has, by kind."""
    gold = set(_runs(page.article))
    for sentence in document.sentences if document else ():
        if sentence.kind == "prose":
            continue
        line = _plain(sentence.text)
        runs = _runs(line)
        if page.article:
            if len(line) > 20 and len(gold & set(runs)) > len(runs) / 2:
                yield sentence.kind, line
        elif any(_plain(phrase) in line for phrase in page.inside):
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
            document = _document(page)
            for name, system in SYSTEMS.items():
                count = by_runs if by_page else by_phrases
                counts[name].append(count(page, system(page, document)))
            for kind, line in lost(page, document):
                pieces[kind].append(f"{page.name:.30}: {line:.150}")
        print(f"{folder}: {len(counts['our reader'])} pages")
        for name, each in counts.items():
            found = figures(each, by_page=by_page)
            print(f"  {name:20} P {found.precision:.3f}  R {found.recall:.3f}  F {found.f:.3f}")
        for kind, lines in sorted(pieces.items()):
            print(f"  {kind}: {len(lines)} lost")
            for line in lines[:: max(1, len(lines) // (chosen.lost or 1))][: chosen.lost]:
                print(f"    {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
