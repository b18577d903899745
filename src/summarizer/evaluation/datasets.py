"""Data sets: documents with reference summaries."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, get_args

from ..document import Document
from ..errors import InputError, ReadError, UnknownNameError, check_on_error
from ..memo import cached_property
from ..read import json_documents, json_id, json_lines, json_object, read_text
from ..text.display import one_line
from ..text.languages import AUTO, DEFAULT, check_language
from ..text.surrogates import without_halves
from ..text.words import has_word
from .hub import hub_names, is_hub_name, read_hub

Task = Literal["auto", "article", "brief"]
"""What is made of an item: a summary of its one document, or a brief of all."""
OnError = Literal["stop", "skip"]

TASKS: tuple[Task, ...] = get_args(Task)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_NO_DOCUMENTS = 'expected "documents", a list of at least one object'
_DIGITS = 16  # of a digest; enough to tell data sets and items apart


@dataclass(frozen=True)
class Item:
    """Documents to summarise and their references.

    Attributes:
        id: its name in the data set.
        task: ``"article"`` or ``"brief"``.
        documents: one for an article; none where only summaries made elsewhere are scored.
        references: at least one.
        language: ISO 639-1 code.
        query: what its references answer, or ``""``.
    """

    id: str
    task: Literal["article", "brief"]
    documents: tuple[Document, ...] = field(repr=False)
    references: tuple[str, ...] = field(repr=False)
    language: str = "en"
    query: str = ""

    @cached_property
    def digest(self) -> str:
        """Tells whether anything of the item has changed."""
        documents = [[d.id, d.title, str(d.published), d.language, d.text] for d in self.documents]
        asked = [self.query] if self.query else []
        told = [self.id, self.task, self.language, documents, list(self.references), *asked]
        return _digest(told)


@dataclass(frozen=True)
class Skipped:
    """An item that could not be used, and why."""

    place: str
    reason: str


@dataclass(frozen=True)
class DataSet:
    """Items to evaluate on.

    Attributes:
        name: the file's name or the data set's.
        items: those that can be used; their ids are distinct.
        skipped: those that cannot.
        task: what it was read for; ``""`` where it was not read.
    """

    name: str
    items: tuple[Item, ...] = field(repr=False)
    skipped: tuple[Skipped, ...] = ()
    task: Task | Literal[""] = ""

    @cached_property
    def digest(self) -> str:
        """Tells whether anything of the data set has changed; the order of items counts."""
        return _digest([item.digest for item in self.items])


def read_dataset(
    source: str | Path,
    *,
    task: Task = "auto",
    language: str | None = None,
    on_error: OnError = "stop",
) -> DataSet:
    """Read a data set.

    A file is JSON Lines, an item a line: ``{"id", "documents": [{"id", "title", "date", "text"}],
    "references": ["…"]}``; an item or a document may name its ``"language"``, and a document may
    have ``"references"`` of its own. Summaries made elsewhere need none in the
    whole file.

    Args:
        source: a path, or the name of a published data set with, if wanted, the split
            (``"cnn_dailymail:test[:100]"``); these need the extra ``hub``, and a download.
        task: ``"article"``: every document that has references, its own or those of an item of one
            document; ``"brief"``: every item, all its documents as one story; ``"auto"``: items of
            one document as articles, the others as briefs.
        language: of what names none.
        on_error: ``"skip"`` records a bad item and goes on; ``"stop"`` raises.

    Raises:
        ReadError: it cannot be read; with ``"stop"`` also a line that is no item, an item without
            references or with an id that was there before. The message says which line.
        NoWordsError: with ``"stop"``, a document without a word.
        UnknownNameError: no such task or language.
    """
    if task not in TASKS:
        raise UnknownNameError("task", task, TASKS)
    check_on_error(on_error)
    language = check_language(language)
    items: dict[str, Item] = {}
    skipped: list[Skipped] = []
    for place, read in _values(str(source)):
        try:
            _add(items, _items(read(), place, task, language), place)
        except InputError as error:
            if on_error == "stop":
                raise
            skipped.append(Skipped(place, str(error).removeprefix(f"{place}: ")))
    if not items:
        reason = f": {skipped[0].place}: {skipped[0].reason}" if skipped else ""
        raise ReadError(f"{source}: has no items for the task {task!r}{reason}")
    name = without_halves(Path(source).name)
    return DataSet(one_line(name), tuple(items.values()), tuple(skipped), task)


def _values(source: str) -> Iterator[tuple[str, Callable[[], dict[str, Any]]]]:
    """The place of each item and what reads it, so that one bad line does not stop the others."""
    if not source:
        raise ReadError("the name of the data set is empty")
    if is_hub_name(source) and not Path(source).exists():
        yield from read_hub(source)
        return
    try:
        text = read_text(source)
    except ReadError as error:
        if not isinstance(error.__cause__, FileNotFoundError):
            raise
        known = ", ".join(hub_names())
        raise ReadError(
            f"{source}: no such file or published data set: choose from {known}"
        ) from error
    for _, place, line in json_lines(text, source):
        yield place, partial(_object, line, place)


def _object(line: str, place: str) -> dict[str, Any]:
    """The object on a line. Lone surrogates are refused, because saved files cannot hold them."""
    value = json_object(line, place)
    if _SURROGATE.search(line):
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise ReadError(f"{place}: contains an unpaired surrogate, \\ud800-\\udfff") from error
    return value


def _add(items: dict[str, Item], new: Iterable[Item], place: str) -> None:
    found = list(new)
    bare = next((not item.documents for item in items.values()), None)
    for item in found:
        if bare is False and not item.documents:
            raise ReadError(f"{place}: {_NO_DOCUMENTS}")
        if bare and item.documents:
            raise ReadError(f'{place}: has "documents", but the items before it have none')
        if item.id in items:
            raise ReadError(f"{place}: the id {item.id!r:.80} is used twice: ids must differ")
    items.update((item.id, item) for item in found)


def _items(value: dict[str, Any], place: str, task: Task, language: str | None) -> list[Item]:
    listed = value.get("documents")
    if "documents" not in value and "references" in value:
        return [_without_documents(value, place, task, language)]
    if not isinstance(listed, list) or not listed:
        raise ReadError(f"{place}: {_NO_DOCUMENTS}")
    name = _id_of(value, place) or place.rpartition(" ")[2]
    make = partial(Document.from_text, language=language)
    documents = json_documents(value, place, name, make)
    ids = [document.id for document in documents]
    if doubled := [id for id in ids if ids.count(id) > 1]:  # noqa: A001 -- a document's id
        raise ReadError(f"{place}: two documents have the id {doubled[0]!r:.80}: ids must differ")
    if task == "article" or (task == "auto" and len(documents) == 1):
        return _articles(value, documents, place)
    own = check_language(value.get("language") or language) or DEFAULT
    code = documents[0].language if own == AUTO else own
    return [
        Item(name, "brief", tuple(documents), _references(value, place), code, _query(value, place))
    ]


def _without_documents(value: dict[str, Any], place: str, task: Task, language: str | None) -> Item:
    """An item for scoring existing summaries."""
    code = check_language(value.get("language") or language) or DEFAULT
    return Item(
        _id_of(value, place) or place.rpartition(" ")[2],
        "brief" if task == "brief" else "article",
        (),
        _references(value, place),
        DEFAULT if code == AUTO else code,
        _query(value, place),
    )


def _id_of(value: dict[str, Any], place: str) -> str:
    if not isinstance(value.get("id", ""), str | int | None):
        raise ReadError(f'{place}: "id" must be a string, got {value["id"]!r:.40}')
    return json_id(value)


def _articles(value: dict[str, Any], documents: Sequence[Document], place: str) -> list[Item]:
    """An item for each document that has references."""
    items = []
    for given, document in zip(value["documents"], documents, strict=True):
        source = given if "references" in given else value
        if source is value and len(documents) > 1:
            continue
        name = document.id if len(documents) > 1 else json_id(value) or document.id
        references = _references(source, place)
        query = _query(source, place)
        items.append(Item(name, "article", (document,), references, document.language, query))
    return items


def _query(value: dict[str, Any], place: str) -> str:
    query = value.get("query")
    if not isinstance(query, str | None):
        raise ReadError(f'{place}: "query" must be a string, got {query!r:.40}')
    return query or ""


def _references(value: dict[str, Any], place: str) -> tuple[str, ...]:
    references = value.get("references")
    if not isinstance(references, list) or not references:
        raise ReadError(f'{place}: expected "references", a list of at least one string')
    for number, reference in enumerate(references, start=1):
        if not isinstance(reference, str) or not has_word(reference):
            raise ReadError(f"{place}: reference {number} must be a string with at least one word")
    return tuple(references)


def _digest(value: object) -> str:
    canonical = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()[:_DIGITS]
