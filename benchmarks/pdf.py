"""Whole sentences out of PDFs: our reader beside others, file by file.

    python -m benchmarks.pdf [FOLDER]

FOLDER, by default that of the tests, holds PDFs, each with its true sentences beside it, one a
line, as ``name.txt``; those without one have the sentences of the one text that has no PDF, as far
as the file reaches. What another reader gives is cut into sentences by ours, wrapped lines and
parted words mended. The table has the per cent of the true sentences that were found whole and
in their order, and after the stroke how many were found that nobody wrote. Exponents count
however they are written, for most readers lower them. Readers that are not installed are left
out.
"""

import re
import subprocess
import sys
import time
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any, NamedTuple

from summarizer import Document, Sentence, read_documents

FOLDER = Path(__file__).parent.parent / "tests" / "data" / "formats" / "pdf"
Reader = Callable[[Path], Document]


class Score(NamedTuple):
    """How many sentences of how many were found whole and in order, and how many are not true."""

    found: int
    true: int
    wrong: int


def ours(path: Path) -> Document:
    return read_documents(path, language="auto").documents[0]


def pypdf(path: Path, mode: Any = "plain") -> str:
    from pypdf import PdfReader

    return "\n\n".join(page.extract_text(extraction_mode=mode) for page in PdfReader(path).pages)


def pdfminer(path: Path) -> str:
    from pdfminer.high_level import extract_text

    return str(extract_text(path))


def pdfium(path: Path) -> str:
    from pypdfium2 import PdfDocument

    pages = [page.get_textpage().get_text_range() for page in PdfDocument(path)]
    return re.sub("[\x02\ufffe]", "-", "\n\n".join(pages).replace("\r\n", "\n"))


def pdftext(path: Path) -> str:
    from pdftext.extraction import plain_text_output

    return str(plain_text_output(str(path), hyphens=True))


def poppler(path: Path) -> str:
    command = ["pdftotext", str(path), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def by_our_sentences(read: Callable[[Path], str]) -> Reader:
    def by_ours(path: Path) -> Document:
        return Document.from_text(read(path).strip() or "Nothing.", language="auto")  # of scans

    return by_ours


def readers() -> dict[str, Reader]:
    """The readers that are there, by name."""
    others: list[tuple[str, bool, Callable[[Path], str]]] = [
        ("pypdf", bool(find_spec("pypdf")), pypdf),
        ("pypdf, layout", bool(find_spec("pypdf")), lambda path: pypdf(path, "layout")),
        ("pdfminer.six", bool(find_spec("pdfminer")), pdfminer),
        ("PDFium", bool(find_spec("pypdfium2")), pdfium),
        ("pdftext", bool(find_spec("pdftext")), pdftext),
        ("Poppler", which("pdftotext") is not None, poppler),
    ]
    return {"ours": ours} | {
        name: by_our_sentences(read) for name, is_there, read in others if is_there
    }


def plain(sentence: str) -> str:
    """A sentence in which exponents, quotes, signs of sources and blanks do not count."""
    text = unicodedata.normalize("NFKC", re.sub(r"\[\d+\]", "", sentence))
    return " ".join(text.translate(str.maketrans("−’‘“”", "-''\"\"")).split())


def longest_rise(places: Iterable[int]) -> int:
    """The length of the longest part, gaps allowed, in which places grow."""
    ends: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)


def score(sentences: Iterable[Sentence], true: list[str]) -> Score:
    places = {plain(sentence): at for at, sentence in enumerate(true)}
    found = [plain(s.text) for s in sentences if s.kind == "prose"]
    in_order = longest_rise(places[sentence] for sentence in found if sentence in places)
    return Score(in_order, len(true), sum(sentence not in places for sentence in found))


def true_sentences(path: Path) -> list[str]:
    """What the author wrote; a file may have the first part only."""
    own = path.with_suffix(".txt")
    (common, *_) = (p for p in path.parent.glob("*.txt") if not p.with_suffix(".pdf").exists())
    lines = (own if own.exists() else common).read_text(encoding="utf-8").splitlines()
    return lines[:22] if path.stem == "chromium-rows" else lines


def main(folder: Path) -> None:
    chosen = readers()
    seconds = dict.fromkeys(chosen, 0.0)
    print(f"| file | {' | '.join(chosen)} |")
    print(f"| --- |{' --: |' * len(chosen)}")
    for path in sorted(folder.glob("*.pdf")):
        true = true_sentences(path)
        cells = []
        for name, read in chosen.items():
            start = time.perf_counter()
            document = read(path)
            seconds[name] += time.perf_counter() - start
            found = score(document.sentences, true)
            cells.append(f"{100 * found.found / found.true:.0f} / {found.wrong}")
        print(f"| {path.stem} | {' | '.join(cells)} |", flush=True)
    print(f"| seconds | {' | '.join(f'{spent:.1f}' for spent in seconds.values())} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
