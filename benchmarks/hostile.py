"""What inputs cost that were made to cost much: seconds of a processor and memory of a command.

    python -m benchmarks.hostile [NAME ...] [--list]

Each file is made in a folder that is removed afterwards, and given to the command as a user gives
it. A command that needs more than two minutes of a processor or 6 GB is stopped, and one that waits
for ever after seven minutes. The table is that of benchmarks/results/hostile.md.
"""

import argparse
import gzip
import json
import os
import random
import resource
import signal
import subprocess
import threading
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.processes import PYTHON

_SECONDS = 120  # of a processor
_PATIENCE = 400  # seconds
_BYTES = 6 << 30  # of address space
_CODE = "from summarizer.start import run; run()"
_SENTENCE = "The old bridge over the river fell on Monday and nobody was hurt. "
_SHOWN = 90  # characters of an answer

Maker = Callable[[Path], list[str]]
"""Makes files in a folder; gives the arguments of the command."""
CASES: dict[str, Maker] = {}


class Cost(NamedTuple):
    """What a command cost: seconds of a processor, MB at most, and how it ended in few words."""

    seconds: float
    megabytes: float
    ending: str


def case(name: str) -> Callable[[Maker], Maker]:
    """Enter what makes an input into the list."""

    def enter(make: Maker) -> Maker:
        CASES[name] = make
        return make

    return enter


def text(name: str, suffix: str, content: Callable[[], str | bytes], *arguments: str) -> None:
    """Enter an input that is one file."""

    def make(folder: Path) -> list[str]:
        path = folder / f"input{suffix}"
        made = content()
        path.write_bytes(made.encode("utf-8", "surrogatepass") if isinstance(made, str) else made)
        command = list(arguments) or ["article"]
        return [*command, str(path), *(["-o", str(folder / "out")] if "batch" in command else [])]

    CASES[name] = make


def _page(body: str) -> str:
    return f"<html><head><title>A</title></head><body><p>{_SENTENCE}</p>{body}</body></html>"


def _zip(path: Path, parts: dict[str, Iterator[bytes]]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, pieces in parts.items():
            with archive.open(name, "w", force_zip64=True) as opened:
                for piece in pieces:
                    opened.write(piece)


def _repeated(opening: str, piece: str, times: int, ending: str) -> Iterator[bytes]:
    yield opening.encode()
    block, at_once = piece.encode(), max(1, (1 << 20) // len(piece))
    for _ in range(times // at_once):
        yield block * at_once
    yield block * (times % at_once) + ending.encode()


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="a.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
_PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml" '
    'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def _epub(name: str, piece: str, times: int) -> None:
    def make(folder: Path) -> list[str]:
        opening = f"<html><body><p>{_SENTENCE}</p>"
        parts = {
            "mimetype": iter([b"application/epub+zip"]),
            "META-INF/container.xml": iter([_CONTAINER.encode()]),
            "a.opf": iter([_PACKAGE.encode()]),
            "a.xhtml": _repeated(opening, piece, times, "</body></html>"),
        }
        _zip(folder / "input.epub", parts)
        return ["article", str(folder / "input.epub")]

    CASES[name] = make


def _docx(name: str, piece: str, times: int) -> None:
    def make(folder: Path) -> list[str]:
        opening = (
            f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>{_SENTENCE}</w:t></w:r></w:p>'
        )
        before, _, after = piece.partition("~")
        if after:  # one long element
            pieces = _repeated(opening + before, "word ", times, after + "</w:body></w:document>")
        else:
            pieces = _repeated(opening, piece, times, "</w:body></w:document>")
        parts = {
            "[Content_Types].xml": iter([_TYPES.encode()]),
            "_rels/.rels": iter([_RELATIONS.encode()]),
            "word/document.xml": pieces,
        }
        _zip(folder / "input.docx", parts)
        return ["article", str(folder / "input.docx")]

    CASES[name] = make


_epub("EPUB that unfolds to 190 million tags", "<b>", 63_000_000)
_epub("EPUB of 50 million characters", "<p>word word word</p>", 2_400_000)
_docx("DOCX of 50 million characters", "<w:p><w:r><w:t>~</w:t></w:r></w:p>", 10_000_000)
_docx("DOCX of 1 million paragraphs", "<w:p><w:r><w:t>a</w:t></w:r></w:p>", 1_000_000)
_docx("DOCX of 20,000 paragraphs", f"<w:p><w:r><w:t>{_SENTENCE}</w:t></w:r></w:p>", 20_000)
_docx(
    "DOCX with a table of 5,000 columns",
    "<w:tbl>"
    + ("<w:tr>" + "<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>" * 5_000 + "</w:tr>") * 4
    + "</w:tbl>",
    1,
)
text(
    "page with 50,000 attributes on a tag",
    ".html",
    lambda: _page("<p " + " ".join(f'a{i}="{i}"' for i in range(50_000)) + ">x</p>"),
)
text("page of 9 MB of <li>", ".html", lambda: _page("<ul>" + "<li>a" * 1_800_000 + "</ul>"))
text("page of 2 MB of <li>", ".html", lambda: _page("<ul>" + "<li>a" * 400_000 + "</ul>"))
text("page of 5 MB of <br>", ".html", lambda: _page("<br>" * 1_250_000))
text("page of 1.6 MB of <br>", ".html", lambda: _page("<br>" * 400_000))
text("page of 19 MB of <p>", ".html", lambda: _page("<p>" * 6_300_000))
text("page of 1.4 MB of <p>", ".html", lambda: _page("<p>" * 480_000))
text("page of 19 MB of text", ".html", lambda: _page(f"<p>{_SENTENCE * 10}</p>" * 29_000))
text("page of unclosed <b>", ".html", lambda: _page("<b>a" * 400_000))
text("page of links", ".html", lambda: _page('<a href="#a">word</a> ' * 200_000))
text("page of <sup>", ".html", lambda: _page("a<sup>2</sup> " * 200_000))
text("page of nested <div>", ".html", lambda: _page("<div>" * 100_000))
text("Markdown of open brackets", ".md", lambda: "[" * 120_000)
text("Markdown of bracket pairs", ".md", lambda: "[a](" * 40_000)
text("Markdown of quotes in quotes", ".md", lambda: ">" * 60_000 + " a\n")
text("Markdown of emphasis", ".md", lambda: "*a **b " * 20_000)
text(
    "Markdown table of 120 KB",
    ".md",
    lambda: "|" + "a|" * 300 + "\n|" + "-|" * 300 + "\n" + ("|" + "b|" * 300 + "\n") * 200,
)
text(
    "Markdown front matter, author:",
    ".md",
    lambda: "---\nauthor:" + " " * 60_000 + "x\nauthor:" * 7_000 + "\n---\n" + _SENTENCE,
)
text("CSV of 10 MB of blanks", ".csv", lambda: "text\n" + " " * 10_000_000 + "\n" + _SENTENCE)
text("CSV of 10 MB of empty lines", ".csv", lambda: "text\n" + "\n" * 10_000_000 + _SENTENCE)
text(
    "19 MB of text, cp1252 at its end",
    ".txt",
    lambda: (_SENTENCE * 290_000).encode() + "Das Café wäre geöffnet.".encode("cp1252"),
)
text("19 MB of text", ".txt", lambda: (_SENTENCE * 8 + "\n\n") * 36_000)
text(
    "10⁵ JSON Lines, listed one by one",
    ".jsonl",
    lambda: "".join(json.dumps({"text": f"The bridge {i} fell."}) + "\n" for i in range(100_000)),
)
text("300,000 equal short lines", ".txt", lambda: "It fell.\n" * 300_000)
text("150,000 lines of one word", ".txt", lambda: "word\n" * 150_000)
text(
    "150,000 lines of one word each", ".txt", lambda: "".join(f"word{i}\n" for i in range(150_000))
)
text(
    "100,000 equal short lines, greedy",
    ".txt",
    lambda: "It fell.\n" * 100_000,
    "article",
    "--select",
    "greedy",
)
_GROWING: dict[str, tuple[Callable[[int], str], str]] = {
    "straight quotes in pairs": (lambda size: '"a" ' * (size // 4), "article"),
    '"…" said': (lambda size: '"It fell," he said. ' * (size // 20), "article"),
    "combining marks": (lambda size: "a" + "\u0301" * size, "article"),
    "numbered list": (lambda size: _numbered(size // 24), "article"),
    "headings between paragraphs": (
        lambda size: f"A heading\n\n{_SENTENCE}\n\n" * (size // 80),
        "article",
    ),
    "one sentence repeated": (lambda size: _SENTENCE * (size // len(_SENTENCE)), "brief"),
    "wrapped text": (lambda size: _wrapped(size), "brief"),
}
for _name, (_make, _command) in _GROWING.items():
    for _size, _label in ((125_000, "125 KB"), (500_000, "500 KB")):
        text(f"{_name}, {_label}", ".txt", partial(_make, _size), _command)
text("one line without blanks, 5 MB", ".txt", lambda: "a" * 5_000_000)
text("one line of words, 5 MB", ".txt", lambda: "word " * 1_000_000)
text("text of 500 MB", ".txt", lambda: (_SENTENCE * 8 + "\n\n") * 940_000)
text("JSON of 60 million empty lists", ".json", lambda: "[" + "[]," * 60_000_000 + "[]]")
text("CSV of one row of 400 MB", ".csv", lambda: "text\n" + "word " * 80_000_000)
text("zero bytes, 50 MB", ".txt", lambda: b"\0" * 50_000_000)
text("integer program, 4,000 sentences", ".txt", lambda: _varied(4_000), "article", "-m", "ilp")


def _numbered(items: int) -> str:
    return "".join(f"{i}. The bridge fell.\n" for i in range(items))


def _wrapped(size: int) -> str:
    line = "The old bridge over the river fell on Monday and nobody was"
    return "\n".join(f"{line} {i % 97}" for i in range(size // 62)) + "."


def _varied(sentences: int) -> str:
    chance = random.Random(1)
    words = [f"word{i}" for i in range(3_000)]
    return " ".join(f"The {' '.join(chance.choices(words, k=15))}." for _ in range(sentences))


@case("mail of 3,000 nested parts")
def _mail(folder: Path) -> list[str]:
    lines = ["From: a@example.org", "Subject: a"]
    for i in range(3_000):
        lines += [f'Content-Type: multipart/mixed; boundary="b{i}"', "", f"--b{i}"]
    (folder / "input.eml").write_text("\n".join([*lines, "", _SENTENCE]))
    return ["article", str(folder / "input.eml")]


text(
    "feed of 9 MB of items",
    ".rss",
    lambda: (
        '<rss version="2.0"><channel>'
        + f"<item><title>a</title><description>{_SENTENCE}</description></item>" * 75_000
        + "</channel></rss>"
    ),
)
text("RTF of 2 MB of open groups", ".rtf", lambda: "{\\rtf1 " + "{\\b " * 500_000)
text(
    "subtitles of 10 MB",
    ".srt",
    lambda: "".join(
        f"{i}\n00:00:01,000 --> 00:00:02,000\nThe bridge fell.\n\n" for i in range(170_000)
    ),
)


@case("ODT of 1.4 million tags")
def _odt(folder: Path) -> list[str]:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    of_text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    opening = (
        f'<o:document-content xmlns:o="{office}" xmlns:t="{of_text}"><o:body><o:text>'
        f"<t:p>{_SENTENCE}</t:p>"
    )
    ending = "</o:text></o:body></o:document-content>"
    parts = {
        "mimetype": iter([b"application/vnd.oasis.opendocument.text"]),
        "content.xml": _repeated(opening, "<t:p>a</t:p>", 690_000, ending),
    }
    _zip(folder / "input.odt", parts)
    return ["article", str(folder / "input.odt")]


@case("PDF of 3,000 pages")
def _pdf(folder: Path) -> list[str]:
    kids = " ".join(f"{3} 0 R" for _ in range(3_000))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count 3000 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
        "<< /Length 0 >>\nstream\n\nendstream",
    ]
    (folder / "input.pdf").write_text(_pdf_of(objects))
    return ["article", str(folder / "input.pdf")]


@case("PDF page with 20 MB of marks")
def _pdf_marks(folder: Path) -> list[str]:
    content = "BT /F1 9 Tf (a) Tj ET\n" * 900_000
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    (folder / "input.pdf").write_text(_pdf_of(objects))
    return ["article", str(folder / "input.pdf")]


def _pdf_of(objects: list[str]) -> str:
    text = "%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(text))
        text += f"{number} 0 obj\n{content}\nendobj\n"
    start = len(text)
    text += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    text += "".join(f"{place:010} 00000 n \n" for place in places)
    return text + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"


@case("a pipe that nobody writes to")
def _pipe(folder: Path) -> list[str]:
    os.mkfifo(folder / "pipe")
    return ["article", str(folder / "pipe")]


@case("a pipe that falls silent")
def _silent(folder: Path) -> list[str]:
    _pipe(folder)
    os.open(folder / "pipe", os.O_RDWR)  # and is held until the script ends
    return ["article", "--timeout", "10", str(folder / "pipe")]


@case("a pipe that never ends")
def _endless(folder: Path) -> list[str]:
    os.mkfifo(folder / "pipe")

    def write() -> None:
        try:
            with (folder / "pipe").open("wb") as pipe:
                while True:
                    pipe.write(_SENTENCE.encode() * 10_000)
        except OSError:
            pass

    threading.Thread(target=write, daemon=True).start()
    return ["article", str(folder / "pipe")]


@case("standard input that never ends")
def _stdin(folder: Path) -> list[str]:
    _endless(folder)
    return ["article", "-", "<", str(folder / "pipe")]


def _named(path: str, _: Path) -> list[str]:
    return ["article", path]


for _path in ("/proc/kmsg", "/dev/zero", "/dev/stdin", "/proc/self/mem", "/proc/kcore"):
    CASES[_path] = partial(_named, _path)


@case("a sparse file of 1 TB")
def _sparse(folder: Path) -> list[str]:
    with (folder / "input.txt").open("wb") as file:
        file.truncate(1 << 40)
    return ["article", str(folder / "input.txt")]


def _packed(name: str, pieces: Callable[[], Iterator[bytes]], suffix: str = ".csv.gz") -> None:
    def make(folder: Path) -> list[str]:
        path = folder / f"input{suffix}"
        with gzip.open(path, "wb", compresslevel=6) as file:
            for piece in pieces():
                file.write(piece)
        return ["batch", str(path), "-o", str(folder / "out"), "--jobs", "1"]

    CASES[name] = make


_MIB = 1 << 20
_packed("batch: .gz of one CSV line of 3 GB", lambda: _repeated("text\n", "a" * _MIB, 3_000, ""))
_packed("batch: .gz of 3 GB of line ends", lambda: _repeated("text\n", "\n" * _MIB, 3_000, ""))
_packed("batch: .gz of an open quote, 3 GB", lambda: _repeated('text\n"', "a\n" * _MIB, 1_500, ""))
_packed("batch: .gz of 300 million fields", lambda: _repeated("text\n", "a," * _MIB, 300, "\n"))


@case("batch: plain CSV of 300 million fields")
def _fields(folder: Path) -> list[str]:
    path = folder / "input.csv"
    with path.open("wb") as file:
        file.writelines(_repeated("text\n", "a," * _MIB, 300, "\n"))
    return ["batch", str(path), "-o", str(folder / "out"), "--jobs", "1"]


@case("batch: Parquet of 300 rows of one text of 10 MB")
def _parquet(folder: Path) -> list[str]:
    import pyarrow as pa
    from pyarrow import parquet

    words = pa.array([_SENTENCE * 150_000])
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 300, pa.int32()), words)
    path = folder / "input.parquet"
    parquet.write_table(pa.table({"text": column}), path, compression="zstd")
    return ["batch", str(path), "-o", str(folder / "out"), "--jobs", "1"]


@case("batch: Parquet with documents null, 10 million rows")
def _null(folder: Path) -> list[str]:
    import pyarrow as pa
    from pyarrow import parquet

    path = folder / "input.parquet"
    table = pa.table({"documents": pa.nulls(10_000_000, pa.list_(pa.string()))})
    parquet.write_table(table, path, compression="zstd")
    return ["batch", str(path), "-o", str(folder / "out"), "--jobs", "1"]


@case("batch: a folder of a page of 9 MB of <li> and a good one")
def _mixed(folder: Path) -> list[str]:
    (folder / "in").mkdir()
    (folder / "in" / "bad.html").write_text(_page("<ul>" + "<li>a" * 1_800_000 + "</ul>"))
    (folder / "in" / "good.txt").write_text(_SENTENCE * 4)
    return ["batch", str(folder / "in"), "-o", str(folder / "out"), "--jobs", "1"]


@case("ROUGE-L of long lines of marks")
def _rouge(folder: Path) -> list[str]:
    marks = "! ? . , " * 30_000
    documents = [{"id": "1", "text": _SENTENCE + marks}]
    line = json.dumps({"id": "a", "documents": documents, "references": [marks + _SENTENCE]})
    (folder / "data.jsonl").write_text(line + "\n")
    return ["evaluate", str(folder / "data.jsonl"), "-m", "lead"]


def cost(make: Maker) -> Cost:
    """What the command costs that is given such an input."""
    with TemporaryDirectory() as name:
        arguments = make(Path(name))
        fed = None
        if "<" in arguments:
            place = arguments.index("<")
            fed = Path(arguments[place + 1]).open("rb")  # noqa: SIM115 -- closed below
            arguments = arguments[:place]
        with subprocess.Popen(
            [PYTHON, "-c", _CODE, *arguments],
            stdin=fed or subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=(Path(name) / "said").open("wb"),
            start_new_session=True,
            preexec_fn=_limited,
        ) as running:
            timer = threading.Timer(_PATIENCE, os.killpg, (running.pid, signal.SIGKILL))
            timer.start()
            _, status, used = os.wait4(running.pid, 0)
            running.returncode = os.waitstatus_to_exitcode(status)
            timer.cancel()
            if fed:
                fed.close()
        said = (Path(name) / "said").read_text(errors="replace").replace(name, "").splitlines()
        return Cost(
            used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, _ending(running.returncode, said)
        )


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))


def _ending(code: int, said: list[str]) -> str:
    if code < 0:
        return f"**stopped: {signal.Signals(-code).name}**"
    if any("Traceback" in line for line in said):
        return f"**traceback: {said[-1][:_SHOWN]}**"
    if code == 0:
        return "read"
    last = said[-1].removeprefix("summarise: ") if said else "no word"
    return f"refused: {last[-_SHOWN:]}"


def main() -> None:
    """Print the table, row by row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="parts of the inputs' names")
    parser.add_argument("--list", action="store_true", help="name them only")
    given = parser.parse_args()
    print("| input | CPU s | MB | |\n|---|--:|--:|---|")
    for name, make in CASES.items():
        if given.names and not any(part in name for part in given.names):
            continue
        if given.list:
            print(name)
            continue
        seconds, megabytes, ending = cost(make)
        print(f"| {name} | {seconds:.1f} | {megabytes:,.0f} | {ending} |", flush=True)


if __name__ == "__main__":
    main()
