"""Whole sentences out of text files: ours beside other splitters, layout by layout.

    python -m benchmarks.layouts [FOLDER] [--files FILE ...]

Texts whose sentences are known are laid out anew in many ways, and each splitter is given them as
its users give them to it: the whole file. The table has the exact-sentence F1, blanks, line ends
and what the layout itself puts in aside. The texts are the bundled articles, or those of FOLDER,
which holds JSON Lines as ``benchmarks/segmentation.py`` takes them.

FILE is any real text file. Its sentences are not known, but some faults show: the table has the
share of sentences that begin in the middle or break off, and of those that hold a blank line.

Splitters that are not installed are left out; nothing is downloaded.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from summarizer import Document
from summarizer.text.languages import language_codes

from .relaid import LAYOUTS, Layout, letters
from .segmentation import aligned

BUNDLED = Path(__file__).parent / "corpus"
WRAPPED = 140  # columns; a text with a longer line has one paragraph a line
Cut = Callable[[str, str], Iterable[str]]

_WHOLE = re.compile(r"[.!?…:;。！？।؟][\"'”’»“)\]*_-]*$")
_BLANK_LINE = re.compile(r"\n[ \t>]*\r?\n")
_NAIVE = re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+")


class Known(NamedTuple):
    """A text of which the sentences are known.

    Attributes:
        language: of the text.
        paragraphs: its paragraphs, each as its sentences.
    """

    language: str
    paragraphs: list[list[str]]

    def lines(self) -> list[str]:
        """Its paragraphs, one a line."""
        return [" ".join(sentences) for sentences in self.paragraphs]


def parted_into_paragraphs(text: str, spans: Iterable[tuple[int, int]]) -> list[list[str]]:
    """Sentences by paragraph; where lines are not wrapped, any line end parts paragraphs."""
    end = "\n" if max(map(len, text.splitlines()), default=0) > WRAPPED else "\n\n"
    paragraphs: list[list[str]] = []
    reached = 0
    for start, stop in spans:
        if not paragraphs or end in text[reached:start]:
            paragraphs.append([])
        paragraphs[-1].append(" ".join(text[start:stop].split()))
        reached = stop
    return paragraphs


def bundled() -> Iterator[Known]:
    """The bundled articles, by their labels; headings and the like are left out."""
    units = {}
    for story in _rows(BUNDLED / "labels.jsonl"):
        units.update(story["units"])
    for story in _rows(BUNDLED / "stories.jsonl"):
        for article in story["documents"]:
            spans = [(a, b) for a, b, kind in units[article["id"]] if kind == "sentence"]
            yield Known(story["language"], parted_into_paragraphs(article["text"], spans))


def of_folder(folder: Path) -> Iterator[Known]:
    """The texts of the JSON Lines files of a folder."""
    for path in sorted(folder.glob("*.jsonl")):
        for item in _rows(path):
            language = item["lang"] if item["lang"] in language_codes() else "en"
            spans = aligned(item["text"], item["sentences"])
            if spans:
                yield Known(language, parted_into_paragraphs(item["text"], spans))


def _rows(path: Path) -> Iterator[Any]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def splitters() -> dict[str, Cut]:
    """Every splitter that is installed, as its users call it."""
    found: dict[str, Cut] = {"ours": _ours}
    for name, make in (
        ("sumy", _sumy),
        ("nltk", _nltk),
        ("pysbd", lambda: _pysbd(clean=False)),
        ("pysbd for PDF", lambda: _pysbd(clean=True, doc_type="pdf")),
    ):
        try:
            found[name] = make()
        except ImportError:
            continue
    found["a regex"] = lambda text, _: _NAIVE.split(text)
    return found


def _ours(text: str, language: str) -> list[str]:
    return [sentence.text for sentence in Document.from_text(text, language=language).candidates]


def _sumy() -> Cut:
    from sumy.parsers.plaintext import PlaintextParser

    from .peers import Untrained

    cutter = Untrained("english")
    return lambda text, _: map(str, PlaintextParser.from_string(text, cutter).document.sentences)


def _nltk() -> Cut:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    tokenizer = PunktSentenceTokenizer()
    return lambda text, _: tokenizer.tokenize(text)


def _pysbd(**settings: Any) -> Cut:
    import pysbd
    from pysbd.languages import LANGUAGE_CODES

    made: dict[str, Any] = {}

    def cut(text: str, language: str) -> list[str]:
        known = language if language in LANGUAGE_CODES else "en"
        if known not in made:
            made[known] = pysbd.Segmenter(language=known, **settings)
        return list(made[known].segment(text))

    return cut


def score(cut: Cut, layout: Layout, texts: Sequence[Known]) -> float:
    """The exact-sentence F1, times 100."""
    hits = given = wanted = 0
    for text in texts:
        gold = Counter(letters(s) for paragraph in text.paragraphs for s in paragraph)
        found = Counter(map(layout.bare, cut(layout.lay(text.lines()), text.language)))
        del gold[""], found[""]
        hits += (gold & found).total()
        given += found.total()
        wanted += gold.total()
    return 200 * hits / max(1, given + wanted)


class Faults(NamedTuple):
    """What is wrong with sentences as it shows without knowing them.

    Attributes:
        broken: how many begin in the middle or break off.
        glued: how many hold a blank line, and so a heading, a table or a second paragraph.
        number: how many there are.
    """

    broken: int
    glued: int
    number: int

    def __str__(self) -> str:
        """The shares in per cent."""
        number = max(1, self.number)
        broken, glued = 100 * self.broken / number, 100 * self.glued / number
        return f"{broken:.1f} / {glued:.1f} of {self.number:,}"


def faults(sentences: Iterable[str]) -> Faults:
    """Count the faults of sentences, of those that hold a letter or a digit."""
    shown = [sentence.strip() for sentence in sentences if letters(sentence)]
    broken = sum(s[:1].islower() or not _WHOLE.search(s) for s in shown)
    return Faults(broken, sum(_BLANK_LINE.search(s) is not None for s in shown), len(shown))


def table(head: str, names: Iterable[str], rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """A table in Markdown."""
    columns = list(names)
    lines = [f"| {head} | {' | '.join(columns)} |", "| --- |" + " --: |" * len(columns)]
    lines += [f"| {name} | {' | '.join(cells)} |" for name, cells in rows]
    return "\n".join(lines)


def by_layout(texts: Sequence[Known], cuts: dict[str, Cut]) -> str:
    """The table of layouts."""
    return table(
        f"layout ({len(texts)} texts)",
        cuts,
        (
            (layout.name, [f"{score(cut, layout, texts):.1f}" for cut in cuts.values()])
            for layout in LAYOUTS
        ),
    )


def by_file(paths: Iterable[Path], cuts: dict[str, Cut]) -> str:
    """The table of real files: the share of broken and of glued ones, of how many sentences."""

    def cells(path: Path) -> list[str]:
        text = path.read_bytes().decode(errors="replace")
        return [str(faults(cut(text, "en"))) for cut in cuts.values()]

    return table("file", cuts, ((path.name, cells(path)) for path in paths))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.layouts")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--files", nargs="+", type=Path, default=[])
    chosen = parser.parse_args(arguments)
    cuts = splitters()
    print(by_layout(list(of_folder(chosen.folder) if chosen.folder else bundled()), cuts))
    if chosen.files:
        print()
        print(by_file(chosen.files, cuts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
