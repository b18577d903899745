"""Published data sets by name, through the ``datasets`` library."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from ..dependencies import require
from ..errors import ReadError


class HubDataSet(NamedTuple):
    """Where a published data set is, and how a row of it becomes an item."""

    path: str  # its name on the Hugging Face hub, or a folder of the same form
    config: str | None  # which of its versions, or None
    text: str  # the column with the text
    summary: str  # the column with the reference
    separator: str = ""  # what parts several documents in the text; "" for one document
    id: str = ""  # the column with the id, or "" for the number of the row


HUB = {
    "arxiv": HubDataSet("ccdv/arxiv-summarization", None, "article", "abstract"),
    "billsum": HubDataSet("FiscalNote/billsum", None, "text", "summary"),
    "cnn_dailymail": HubDataSet("abisee/cnn_dailymail", "3.0.0", "article", "highlights", id="id"),
    "gov_report": HubDataSet("ccdv/govreport-summarization", None, "report", "summary"),
    "multi_news": HubDataSet("alexfabbri/multi_news", None, "document", "summary", "|||||"),
    "pubmed": HubDataSet("ccdv/pubmed-summarization", None, "article", "abstract"),
    "xsum": HubDataSet("EdinburghNLP/xsum", None, "document", "summary", id="id"),
}
"""The data sets that have a name here."""

_NAME = re.compile(r"([a-z_]+)(?::(.+))?")
_DEFAULT_SPLIT = "test"


def hub_names() -> list[str]:
    """Every name there is."""
    return sorted(HUB)


def is_hub_name(source: str) -> bool:
    """Whether it names a published data set, with or without a split."""
    match = _NAME.fullmatch(source)
    return match is not None and match[1] in HUB


def read_hub(source: str) -> Iterator[tuple[str, Callable[[], dict[str, Any]]]]:
    """The place of each item of a published data set, and what reads it.

    Raises:
        MissingDependencyError: the library is not installed.
        ReadError: it cannot load the data set.
    """
    name, _, split = source.partition(":")
    columns = HUB[name]
    require(f"{name}: reading published data sets", "hub", "datasets")
    from datasets import load_dataset

    try:
        rows = load_dataset(columns.path, columns.config, split=split or _DEFAULT_SPLIT)
        for number, row in enumerate(rows, start=1):
            place = f"{source}, row {number}"
            yield place, partial(_item, row, columns, number, place)
    except Exception as error:  # network, disk, a wrong split: whatever the library raises
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise ReadError(f"{source}: cannot be loaded: {reason}") from error


def _item(row: dict[str, Any], columns: HubDataSet, number: int, place: str) -> dict[str, Any]:
    for column in filter(None, (columns.text, columns.summary, columns.id)):
        if not isinstance(row.get(column), str):
            raise ReadError(f"{place}: has no text in the column {column!r}")
    text = row[columns.text]
    parts = text.split(columns.separator) if columns.separator else [text]
    return {
        "id": str(row[columns.id]) if columns.id else str(number),
        # Multi-News has clusters with an empty part at their end.
        "documents": [{"text": part} for part in parts if part.strip()],
        "references": [row[columns.summary]],
    }
