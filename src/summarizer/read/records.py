"""Objects with named fields as documents, and JSON Lines of them."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from ..document import Document
from ..errors import NoWordsError, ReadError, UnknownNameError, UsageError
from ..text.languages import check_language
from .budget import JSON_VALUES

Maker = Callable[..., Document]
"""Document.from_text with the language, the splitter and the origin settled."""
_SHOWN = 300  # characters of the names of fields


class Fields(NamedTuple):
    """What the fields of a document are called in a file; else as they are called here."""

    text: str = "text"
    title: str = "title"
    id: str = "id"
    date: str = "date"

    def of(self, value: dict[str, Any]) -> dict[str, Any]:
        """An object with its fields called as here."""
        if self == OWN:
            return value
        return value | {own: value.get(given) for own, given in self._asdict().items()}

    def folded(self) -> "Fields":
        """The same in small letters, as the columns of a table are known."""
        return self if self == OWN else Fields(*map(str.casefold, self))


OWN = Fields()


def fields_of(
    text: str | None = None,
    title: str | None = None,
    id: str | None = None,  # noqa: A002 -- the field's name
    date: str | None = None,
) -> Fields:
    """The names of fields, those that are not given as here.

    Raises:
        UsageError: one is no name.
    """
    given = {"text": text, "title": title, "id": id, "date": date}
    named = {own: name for own, name in given.items() if name is not None}
    for own, name in named.items():
        if not isinstance(name, str) or not name.strip():
            argument = f"{own}_field"
            raise UsageError(f"the {own} field must be the name of a field: {name!r}", argument)
    return Fields(**named)


def read_json_lines(
    text: str, label: str, name: str, make: Maker, fields: Fields = OWN
) -> list[Document]:
    """The documents of JSON Lines.

    Args:
        text: of the file.
        label: what to call the file in messages.
        name: what to call the file in the ids of documents that have none.
        make: makes each document.
        fields: what the fields of each are called.

    Raises:
        ReadError: a line is no object with a text, or there is no line; the message says which.
        NoWordsError: a text contains no words.
    """
    documents = []
    for number, place, line in json_lines(text, label):
        value = json_object(line, place)
        documents.extend(json_documents(value, place, f"{name}:{number}", make, fields))
    if not documents:
        raise ReadError(f"{label}: contains no documents")
    return documents


def read_json(
    text: str, label: str, name: str, make: Maker, fields: Fields = OWN
) -> list[Document]:
    """The documents of a JSON value: an object, or an array of them; or else of JSON Lines.

    Args, Raises: as :func:`read_json_lines`; an error names the number of the element.
    """
    check_values(text, label)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if len([*json_lines(text, label)]) > 1 and not text.lstrip().startswith("["):
            return read_json_lines(text, label, name, make, fields)
        raise ReadError(f"{label}: not JSON: {error}") from error
    if isinstance(value, dict):
        return json_documents(value, label, name, make, fields)
    if not isinstance(value, list) or not value:
        raise ReadError(f"{label}: expected an object or an array of objects")
    documents = []
    for number, element in enumerate(value, start=1):
        place = f"{label}, element {number}"
        if not isinstance(element, dict):
            raise ReadError(f"{place}: expected an object, got {type(element).__name__}")
        documents += json_documents(element, place, f"{name}:{number}", make, fields)
    return documents


def json_lines(text: str, label: str) -> Iterator[tuple[int, str, str]]:
    """The lines of JSON Lines that hold something: number from 1, what to call its place, text."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, f"{label}, line {number}", line


def check_values(text: str, place: str) -> None:
    """Refuse JSON that would take far more memory than its text.

    Raises:
        ReadError: it has too many lists and objects; ``place`` says where.
    """
    if text.count("[") + text.count("{") > JSON_VALUES:
        raise ReadError(f"{place}: has more than {JSON_VALUES:,} lists and objects: part it")


def json_object(line: str, place: str) -> dict[str, Any]:
    """The object that a line is.

    Raises:
        ReadError: it is no JSON, or no object; ``place`` says where.
    """
    check_values(line, place)
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{place}: not JSON: {error}") from error
    if not isinstance(value, dict):
        raise ReadError(f"{place}: expected an object, got {type(value).__name__}")
    return value


def json_documents(
    value: dict[str, Any], place: str, name: str, make: Maker, fields: Fields = OWN
) -> list[Document]:
    """The document that an object is, or the documents of the data set's item that it is.

    ``name`` is what to call the document or the item if it has no id.
    """
    make = _in_language(value, place, make)
    if "documents" not in value:
        value = _named(value, place, fields)
        return [record_document(value, place, json_id(value) or name, make)]
    items = value["documents"]
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ReadError(f'{place}: "documents" is not a list of objects')
    if not items:
        raise ReadError(f'{place}: "documents" is empty')
    whole = json_id(fields.of(value)) or name
    named = [_named(item, place, fields) for item in items]
    return [
        record_document(item, place, f"{whole}/{json_id(item) or number}", make)
        for number, item in enumerate(named, start=1)
    ]


def _named(value: dict[str, Any], place: str, fields: Fields) -> dict[str, Any]:
    """An object with its fields called as here.

    Raises:
        ReadError: it has no text; the message says what else it has.
    """
    if isinstance(value.get(fields.text), str):
        return fields.of(value)
    others = ", ".join(f'"{name}"' for name, each in value.items() if isinstance(each, str))
    advice = f": it has {others:.{_SHOWN}}: name one as the text field" if others else ""
    raise ReadError(f'{place}: expected an object with a "{fields.text}", a string{advice}')


def json_id(value: dict[str, Any]) -> str:
    """The id that an object has, or ``""``."""
    name = value.get("id")
    return "" if name is None or isinstance(name, list | dict) else str(name)


def record_document(value: dict[str, Any], place: str, name: str, make: Maker) -> Document:
    """The document of an object with a ``text``, and perhaps a title, date, author, language.

    Args:
        value: the object; its text is a string.
        place: where it stands, for messages.
        name: its id.
        make: makes it.

    Raises:
        ReadError: a field is not what it should be.
        NoWordsError: the text contains no words.
    """
    text = value["text"]
    make = _in_language(value, place, make)
    try:
        return make(
            text,
            id=name,
            title=str(value.get("title") or ""),
            published=_given(value.get("date")),
            author=_author(value.get("author")),
            publisher=str(value.get("publisher") or ""),
            url=str(value.get("url") or ""),
        )
    except NoWordsError as error:
        raise NoWordsError(f"{place}: {why_no_words(text, 'the text')}") from error
    except ReadError as error:
        raise ReadError(f"{place}: {error}") from error
    except UsageError as error:
        if error.argument != "published":
            raise
        raise ReadError(f"{place}: {error}") from error


def why_no_words(text: str, what: str) -> str:
    """Why there is no word in a text, as ``"the file is empty"``."""
    if not text:
        return f"{what} is empty"
    return f"{what} contains {'no words' if text.strip() else 'only blanks'}"


def _in_language(value: dict[str, Any], place: str, make: Maker) -> Maker:
    """``make`` for the language that an object names, if it names one."""
    name = value.get("language")
    if name is None or name == "":
        return make
    if not isinstance(name, str):
        raise ReadError(f'{place}: "language" {name!r:.40} is not a language name')
    try:
        code = check_language(name)
    except UnknownNameError as error:
        raise ReadError(f"{place}: {error}") from error
    return partial(make, language=code)


def _author(value: object) -> str:
    """One author, or several of a list."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _given(value: object) -> object:
    """A value, or ``None`` for those that say that there is none."""
    return None if value in ("", None) or value != value else value  # NaN is what tables write
