"""How well sentences are cut: ours beside other splitters, in one run.

    python benchmarks/segmentation.py FOLDER

FOLDER holds JSON Lines files, a text a line: {"text": …, "sentences": [the gold sentences], "lang":
"en"}. Boundary F1 counts the ends of sentences inside paragraphs (blank lines part paragraphs);
for files named golden* the share of texts that are cut exactly as given. Splitters that are not
installed are left out; nothing is downloaded.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from summarizer import UnknownNameError, split_sentences
from summarizer.text.languages import get_language, language_codes

Span = tuple[int, int]
Cut = Callable[[str, str], Iterable[Span]]


def aligned(text: str, sentences: Iterable[str]) -> list[Span]:
    """Where sentences stand in a text; those that a splitter has changed are left out."""
    spans, reached = [], 0
    for sentence in sentences:
        wanted = sentence.strip()
        at = text.find(wanted, reached) if wanted else -1
        if at >= 0:
            reached = at + len(wanted)
            spans.append((at, reached))
    return spans


def by_paragraph(cut: Callable[[str, str], Iterable[Span]]) -> Cut:
    """Give a splitter one paragraph at a time, as it does not know blank lines."""

    def whole(text: str, language: str) -> list[Span]:
        spans, at = [], 0
        for paragraph in text.split("\n\n"):
            spans += [(at + a, at + b) for a, b in cut(paragraph, language)]
            at += len(paragraph) + 2
        return spans

    return whole


def splitters() -> dict[str, Cut]:
    """Every splitter that is installed."""
    found: dict[str, Cut] = {"ours": split_sentences}
    found["Punkt, ours"] = by_paragraph(lambda t, lang: _punkt(lang)(t))
    for name, module, make in (
        ("Punkt, empty", "nltk.tokenize.punkt", _punkt_empty),
        ("pysbd", "pysbd", _pysbd),
        ("sentencex", "sentencex", _sentencex),
        ("blingfire", "blingfire", _blingfire),
        ("icu4py", "icu4py.breakers", _icu),
    ):
        try:
            __import__(module)
        except ImportError:
            continue
        found[name] = by_paragraph(make())
    return found


_fitted: dict[str, Any] = {}


def _punkt(language: str) -> Any:
    from summarizer.text.splitters import Punkt

    if language not in _fitted:
        _fitted[language] = Punkt(language)
    return _fitted[language]


def _punkt_empty() -> Cut:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    tokenizer = PunktSentenceTokenizer()
    return lambda text, _: list(tokenizer.span_tokenize(text))


def _pysbd() -> Cut:
    import pysbd

    made: dict[str, Any] = {}

    def cut(text: str, language: str) -> list[Span]:
        if language not in made:
            try:
                made[language] = pysbd.Segmenter(language=language, clean=False)
            except ValueError:  # a language it has not
                made[language] = pysbd.Segmenter(language="en", clean=False)
        return aligned(text, made[language].segment(text))

    return cut


def _sentencex() -> Cut:
    from sentencex import segment

    return lambda text, language: aligned(text, segment(language, text))


def _blingfire() -> Cut:
    import blingfire

    return lambda text, _: (
        [(a, b) for a, b in blingfire.text_to_sentences_and_offsets(text)[1]] if text else []
    )


def _icu() -> Cut:
    from summarizer.text.splitters import get_splitter

    return lambda text, language: get_splitter("icu", get_language(language))(text)  # type: ignore[return-value]


def inner_ends(text: str, spans: Iterable[Span]) -> set[int]:
    """The ends of sentences after which another begins in the same paragraph."""
    ordered = list(spans)
    return {end for (_, end), (start, _) in pairwise(ordered) if "\n\n" not in text[end:start]}


def measure(cut: Cut, items: list[dict[str, Any]], exact: bool) -> tuple[float, float]:
    """The share of exact texts or the boundary F1, times 100, and the speed in MB/s."""
    hits = extra = missed = right = size = 0
    begin = time.perf_counter()
    results = []
    for item in items:
        language = item["lang"] if item["lang"] in language_codes() else "en"
        results.append(
            [(a, b) for a, b in cut(item["text"], language) if item["text"][a:b].strip()]
        )
        size += len(item["text"].encode())
    seconds = time.perf_counter() - begin
    for item, spans in zip(items, results, strict=True):
        text = item["text"]
        stripped = [text[a:b].strip() for a, b in spans]
        right += stripped == [sentence.strip() for sentence in item["sentences"]]
        gold = inner_ends(text, aligned(text, item["sentences"]))
        ours = inner_ends(text, aligned(text, stripped))
        hits += len(gold & ours)
        extra += len(ours - gold)
        missed += len(gold - ours)
    score = right / len(items) if exact else 2 * hits / max(1, 2 * hits + extra + missed)
    return 100 * score, size / 1e6 / seconds


def groups(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The texts of each file; golden rules by language."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            golden = path.stem.startswith("golden")
            if golden and item["lang"] not in language_codes():
                continue
            name = f"golden {'en' if item['lang'] == 'en' else 'other'}" if golden else path.stem
            found[name].append(item)
    return found


def main() -> int:
    """Print the table; returns the exit code."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        print("usage: python benchmarks/segmentation.py FOLDER", file=sys.stderr)
        return 2
    texts = groups(Path(sys.argv[1]))
    names = [f"{name} ({len(items)})" for name, items in texts.items()]
    print(f"| splitter | MB/s | {' | '.join(names)} |")
    print("|---|" + "--:|" * (len(names) + 1))
    for name, cut in splitters().items():
        cells, speeds = [], []
        for group, items in texts.items():
            try:
                score, speed = measure(cut, items, exact=group.startswith("golden"))
            except UnknownNameError:
                cells.append("–")
                continue
            cells.append(f"{score:.1f}")
            speeds.append(speed)
        print(f"| {name} | {max(speeds):.1f} | {' | '.join(cells)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
