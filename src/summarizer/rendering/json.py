"""JSON, for another program."""

import json
from collections.abc import Sequence
from typing import Any

from ..briefing import Brief, Story
from ..disagreements import Disagreement
from ..document import Document, Origin, Sentence
from ..duplicates import Duplicate
from ..length import Length
from ..summary import Extract, Summary


def to_json(result: Summary | Brief | Sequence[Summary], _width: int | None) -> str:
    """See :func:`summarizer.render`; docs/quickstart.md lists the fields."""
    value: Any
    if isinstance(result, Summary):
        value = _summary(result)
    elif isinstance(result, Brief):
        value = _brief(result)
    else:
        value = [_summary(summary) for summary in result]
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def to_json_line(result: Summary | Brief) -> str:
    """The same fields on one line, without the line's end: JSON Lines."""
    value = _summary(result) if isinstance(result, Summary) else _brief(result)
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "document": _document(summary.document),
        "method": summary.method,
        "select": summary.select,
        **_length(summary.length),
        "over": summary.over,
        "note": summary.note,
        "text": summary.text,
        "extracts": [_extract(extract) for extract in summary.extracts],
    }


def _brief(brief: Brief) -> dict[str, Any]:
    return {
        "method": brief.method,
        "select": brief.select,
        **_length(brief.length),
        "stories": [_story(story) for story in brief.stories],
        "duplicates": [_duplicate(found) for found in brief.duplicates],
        "documents": [_document(document) for document in brief.documents],
    }


def _length(length: Length) -> dict[str, str]:
    named = {"tokenizer": length.counts_by} if length.counts_by else {}
    return {"length": str(length), **named}


def _story(story: Story) -> dict[str, Any]:
    return {
        "heading": story.heading,
        "documents": [document.id for document in story.documents],
        "over": story.over,
        "note": story.note,
        "text": story.text,
        "extracts": [
            {**_extract(extract), "also_in": list(extract.also_in), "said_by": _said_by(extract)}
            for extract in story.extracts
        ],
        "disagreements": [_disagreement(found) for found in story.disagreements],
    }


def _disagreement(found: Disagreement) -> list[dict[str, Any]]:
    return [
        {
            "figures": list(account.figures),
            "said_by": [_sentence(sentence) for sentence in account.sentences],
        }
        for account in found.accounts
    ]


def _extract(extract: Extract) -> dict[str, Any]:
    return {**_sentence(extract.sentence), "score": extract.score}


def _said_by(extract: Extract) -> list[dict[str, Any]]:
    return [_sentence(sentence) for sentence in extract.said_by]


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
        "document": sentence.document_id,
        "position": sentence.position,
    }


def _duplicate(found: Duplicate) -> dict[str, Any]:
    return {
        "document": found.document.id,
        "of": found.of.id,
        "similarity": found.similarity,
        "kind": found.kind,
    }


def _document(document: Document) -> dict[str, Any]:
    value: dict[str, Any] = {
        "id": document.id,
        "title": document.headline,
        "published": document.published.isoformat() if document.published else None,
        "author": document.author,
        "language": document.language,
        "segmentation": document.segmentation,
        "source": _source(document.origin),
    }
    if document.origin and document.origin.is_extracted:
        value["text"] = document.text  # what the offsets count in is in no file
    return value


def _source(origin: Origin | None) -> dict[str, Any] | None:
    if origin is None:
        return None
    return {"place": origin.place, "format": origin.format, "encoding": origin.encoding}
