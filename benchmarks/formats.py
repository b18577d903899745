"""Whole sentences out of the real files of the tests, format by format, beside other programs.

    python -m benchmarks.formats

Each file was made by another program (``tests/data/formats/README.md``). What MarkItDown makes of
it is read as Markdown, what pandoc makes of it as plain text, and cut into sentences by ours. The
table has the per cent of the true sentences that were found whole and in their order, and after
the stroke how many were found that nobody wrote. Programs that are not installed, and formats
that they refuse, are left out. PDFs have a table of their own (:mod:`benchmarks.pdf`).
"""

import subprocess
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from shutil import which

from benchmarks.pdf import score
from summarizer import Document, Sentence, read_documents

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data" / "formats"
ARTICLES = ROOT / "docs" / "examples" / "articles"
_OF_SEVERAL = {"feedgen", "mailbox"}
_OF_ONE = {"pysubs2", "preformatted"}  # made of the article of the wire


def prose_of(documents: Sequence[Document]) -> list[Sentence]:
    return [s for document in documents for s in document.sentences if s.kind == "prose"]


def true_sentences(path: Path) -> list[str]:
    """What the author wrote."""
    if path.parent.name == "lagoon":
        is_page = path.stem == "pandoc" and path.suffix in (".html", ".epub")
        text = path.with_name("page.txt" if is_page else "lagoon.txt")
        return text.read_text(encoding="utf-8").splitlines()
    if path.stem in _OF_SEVERAL:
        names = [path for path in sorted(ARTICLES.glob("*.txt")) if "evening" not in path.stem]
        return [s.line for s in prose_of(read_documents(names).documents)]
    name = "ferry-coast-wire" if path.stem in _OF_ONE else "ferry-evening-dispatch"
    return [s.line for s in prose_of(read_documents(ARTICLES / f"{name}.txt").documents)]


def markitdown(path: Path) -> list[Document]:
    from markitdown import MarkItDown

    from summarizer.read.markdown import extract

    found = extract(MarkItDown().convert(path).text_content.encode())
    return [Document.from_text(found.text, marked=found.marked)]


def pandoc(path: Path) -> list[Document]:
    command = ["pandoc", "-t", "plain", "--wrap=none", str(path)]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [Document.from_text(text)]


def readers() -> dict[str, Callable[[Path], Sequence[Document]]]:
    """The readers that are there, by name."""
    found: dict[str, Callable[[Path], Sequence[Document]]] = {
        "ours": lambda path: read_documents(path).documents
    }
    if find_spec("markitdown"):
        found["MarkItDown"] = markitdown
    if which("pandoc"):
        found["pandoc"] = pandoc
    return found


def cell(read: Callable[[Path], Sequence[Document]], path: Path, true: Sequence[str]) -> str:
    """How many sentences a program found, if it reads the file."""
    try:
        found = prose_of(read(path))
    except Exception:
        return ""
    total = score(found, list(true))
    return f"{100 * total.found / total.true:.0f} / {total.wrong}"


def main() -> None:
    """Print the table."""
    chosen = readers()
    print(f"| file | {' | '.join(chosen)} |")
    print(f"| --- |{' --: |' * len(chosen)}")
    for path in sorted([*DATA.glob("*.*"), *(DATA / "lagoon").glob("*.*")]):
        if path.suffix in (".txt", ".pdf") or path.stem in ("README", "article", "lagoon"):
            continue
        true = true_sentences(path)
        cells = " | ".join(cell(read, path, true) for read in chosen.values())
        print(f"| {path.relative_to(DATA)} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
