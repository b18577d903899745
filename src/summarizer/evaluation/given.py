"""Summaries that a system made elsewhere, matched with the items of a data set."""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..errors import InputError, ReadError, UsageError, reason_of
from ..read import json_id, json_lines, read_text
from ..read.delimited import Table
from ..text.display import one_line
from ..text.surrogates import without_halves
from .datasets import DataSet, Item
from .rouge import Scorer
from .systems import Produced
from .tokens import Text, sentences_of

FIELD = "summary"
EMPTY = "empty"
"""The note of a summary without a word, which scores 0: a system that says nothing is not spared
the item."""

_TABLES = (".csv", ".tsv")
_JSON = (".json", ".jsonl", ".ndjson")
_BREAKS = ("<q>", "<n>")
"""What PreSumm and Pegasus write between the sentences of a summary that has to be one line."""


@dataclass(frozen=True)
class Summaries:
    """What a system made of the items of a data set; :func:`evaluate` takes it for a method.

    Attributes:
        name: of the system, in tables and baselines.
        texts: each summary, a string or a list of its sentences, by the id of its item; or a list
            of all, in the data set's order.
    """

    name: str
    texts: Mapping[str, Text] | Sequence[Text] = field(repr=False)

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name.strip():
            raise UsageError(f"the name of a system must be a string, got {self.name!r}", "name")
        if isinstance(self.texts, str) or not isinstance(self.texts, Mapping | Sequence):
            raise UsageError(
                f"summaries must be a mapping or a list, got {self.texts!r:.60}", "texts"
            )
        values = self.texts.values() if isinstance(self.texts, Mapping) else self.texts
        for text in values:
            if not _is_text(text):
                raise UsageError(
                    f"a summary must be a string or a list of sentences, got {text!r:.60}", "texts"
                )

    def of(self, dataset: DataSet) -> "Summaries":
        """The same, by the ids of a data set."""
        ids = [item.id for item in dataset.items]
        if isinstance(self.texts, Mapping):
            if not any(name in self.texts for name in ids):
                theirs = ", ".join(map(repr, list(self.texts)[:2])) or "none"
                raise InputError(
                    f"{self.name}: none of its ids is in {dataset.name}: there are "
                    f"{theirs}, and the items are {ids[0]!r} and so on"
                )
            return self
        if dataset.skipped or len(ids) != len(self.texts):
            raise InputError(
                f"{self.name}: {len(self.texts)} summaries for the {len(ids)} items of "
                f"{dataset.name}"
                + (f" ({len(dataset.skipped)} skipped)" if dataset.skipped else "")
                + ": without ids there must be one for each"
            )
        return replace(self, texts=dict(zip(ids, self.texts, strict=True)))

    def parameters(self) -> dict[str, str]:
        """That nothing is known of how they were made, to be written down."""
        return {"method": self.name, "summaries": "given"}

    def produce(self, item: Item, scorer: Scorer) -> Produced:
        """The summary of an item; see :meth:`of`."""
        assert isinstance(self.texts, Mapping)  # noqa: S101 -- of() has seen to it
        if item.id not in self.texts:
            raise InputError(f"{self.name} has no summary of this item")
        text = self.texts[item.id]
        whole = text if isinstance(text, str) else "".join(text)
        if not whole.strip():
            return Produced((), None, EMPTY)
        return Produced(tuple(sentences_of(text, "the summary", scorer.settings)), None)


def read_summaries(source: str | Path, name: str = "", field: str = FIELD) -> Summaries:
    """Read the summaries that a system made.

    Args:
        source: JSON Lines, JSON, CSV or TSV with an ``id`` and a field ``summary`` (in JSON a
            string or a list of sentences), or a JSON object of summaries by id; else a text file
            with a summary a line, in the data set's order, its sentences parted by ``<q>`` or
            ``<n>`` if at all; or a folder with a text file for each item, named for its id.
        name: of the system; ``""`` for the file's.
        field: what the field is called.

    Raises:
        ReadError: it cannot be read, or has no such field; the message says where.
    """
    path = Path(source)
    read = _of_folder if path.is_dir() else _of_file
    return Summaries(name or one_line(path.stem), read(path, field))


def _of_folder(path: Path, _field: str) -> dict[str, Text]:
    try:
        files = sorted(file for file in path.iterdir() if file.is_file())
    except OSError as error:
        raise ReadError(f"{path}: {reason_of(error)}") from error
    texts: dict[str, Text] = {
        file.stem: read_text(file) for file in files if not file.name.startswith(".")
    }
    if not texts:
        raise ReadError(f"{path}: contains no files")
    return texts


def _of_file(path: Path, field: str) -> Mapping[str, Text] | list[Text]:
    text = read_text(path)
    if not text.strip():
        raise ReadError(f"{path}: contains no summaries")
    if path.suffix.lower() in _TABLES:
        return _matched(_of_table(text, str(path), field), path)
    if path.suffix.lower() in _JSON or _is_object(text.lstrip().partition("\n")[0]):
        return _of_json(text, path, field)
    return [_unfolded(line) for line in text.removesuffix("\n").split("\n")]


def _unfolded(line: str) -> str:
    for mark in _BREAKS:
        line = line.replace(mark, "\n")
    return line.strip()


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


Record = tuple[str, str, Text]
"""Where it stands, its id or ``""``, and the summary."""


def _table(text: str, label: str, field: str) -> Table:
    return Table(io.StringIO(text, newline=""), label, column=field, kind=FIELD)


def _of_table(text: str, label: str, field: str) -> Iterator[Record]:
    for line, cells in _table(text, label, field):
        summary = cells.get(field.casefold(), "")
        yield f"{label}, line {line}", cells.get("id", "").strip(), summary


def _of_json(text: str, path: Path, field: str) -> Mapping[str, Text] | list[Text]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        rows = [(place, _value(line, place)) for _, place, line in json_lines(text, str(path))]
        return _matched((_record(row, place, field) for place, row in rows), path)
    if isinstance(value, dict) and field not in value:
        found = (_record({"id": name, field: v}, str(path), field) for name, v in value.items())
        return _matched(found, path)
    elements = enumerate(value if isinstance(value, list) else [value], start=1)
    places = ((f"{path}, element {number}", element) for number, element in elements)
    return _matched((_record(element, place, field) for place, element in places), path)


def _value(line: str, place: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{place}: not JSON: {error}") from error


def _record(value: Any, place: str, field: str) -> Record:
    """The record in a JSON value: an object with the field, or the summary alone."""
    if isinstance(value, dict) and field not in value:
        there = ", ".join(map(repr, value)) or "nothing"
        raise ReadError(
            f"{place}: no field {field!r}: there are {there:.300}: name one as the summary field"
        )
    text = value[field] if isinstance(value, dict) else value
    if text is not None and not _is_text(text):
        raise ReadError(f"{place}: {text!r:.60} is not a summary: a string or a list of sentences")
    name = json_id(value) if isinstance(value, dict) else ""
    return place, name, _whole(text or "")


def _is_text(value: object) -> bool:
    return isinstance(value, str) or (
        isinstance(value, Sequence) and all(isinstance(line, str) for line in value)
    )


def _whole(text: Text) -> Text:
    """Without lone surrogates, which JSON can hold but no file."""
    return without_halves(text) if isinstance(text, str) else [*map(without_halves, text)]


def _matched(records: Iterator[Record], path: Path) -> Mapping[str, Text] | list[Text]:
    """Summaries by id, or a list if none has an id."""
    found = list(records)
    if not any(name for _, name, _ in found):
        return [text for _, _, text in found]
    texts: dict[str, Text] = {}
    for place, name, text in found:
        if not name:
            raise ReadError(f"{place}: has no id, but others have one")
        if name in texts:
            raise ReadError(f"{place}: the id {name!r} is used twice: ids must differ")
        texts[name] = text
    if not texts:
        raise ReadError(f"{path}: contains no summaries")
    return texts
