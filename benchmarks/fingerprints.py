"""Tell whether a change of the code changed a result: hash what comes of real texts.

    python -m benchmarks.fingerprints FILE.jsonl ... >before
    python -m benchmarks.fingerprints FILE.jsonl ... | diff before -

Without files, of the bundled corpus. A line for each set and method: how many results, and the
SHA-256 of every chosen sentence with its place and the exact score, of every story's heading and
documents, of who else says a sentence, and of the notes.
"""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.quality import CORPUS
from summarizer import Story, Summary, brief, summarise
from summarizer.errors import MethodError
from summarizer.evaluation import read_dataset
from summarizer.registry import rankers, selectors

_ITEMS = 40  # of each set for a method, from the first
_SLOW = frozenset({"ilp", "dpp"})  # on the first five items only


def _told(result: Summary | Story) -> Iterator[object]:
    """All there is to say of a result that must not change."""
    yield result.note, result.over
    for extract in result.extracts:
        said = tuple((s.document_id, s.start, s.end) for s in extract.said_by)
        yield extract.document, extract.start, extract.end, extract.score.hex(), said


def fingerprint(path: Path, method: str) -> str:
    """How many items of a set there are, and the hash of what a method makes of them."""
    seen, number = hashlib.sha256(), 0
    for item in read_dataset(path, task="brief").items[: 5 if method in _SLOW else _ITEMS]:
        number += 1
        found = brief(item.documents, "100w", method)
        for story in found.stories:
            told = [story.heading, [d.id for d in story.documents], *_told(story)]
            seen.update(repr(told).encode())
        seen.update(repr([(d.document.id, d.of.id) for d in found.duplicates]).encode())
        for document in item.documents[:2]:
            seen.update(repr(list(_told(summarise(document, 3, method)))).encode())
    return f"{number} {seen.hexdigest()}"


def main(paths: list[Path]) -> None:
    """Print the fingerprints of all methods on some data sets."""
    for path in paths or [CORPUS]:
        for method in sorted({*rankers.names(), *selectors.names()}):
            try:
                print(path.name, method, fingerprint(path, method), flush=True)
            except MethodError as error:
                print(path.name, method, error)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
