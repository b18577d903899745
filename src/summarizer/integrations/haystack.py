"""Context for Haystack: a component that shortens the documents that a retriever finds."""

from dataclasses import replace
from typing import Any

from ..compression import compress
from ..defaults import CONTEXT_LENGTH
from ..dependencies import require
from ..length import Length

require("the component for Haystack", "haystack", "haystack")

from haystack import Document, component  # noqa: E402 -- as above


@component
class ContextCompressor:
    """Shortens retrieved documents to one budget, to what has to do with the query.

    Documents are copied and stay in order; those of which nothing is kept are left out, those
    without text pass. The new ``meta["kept"]`` holds start and end of each span in the content as
    it was.

    Args:
        length: of all documents together, with a blank line between; see
            :func:`summarizer.compress`.
        language: of the documents, as :func:`summarizer.compress` takes it.
    """

    def __init__(self, length: int | str = CONTEXT_LENGTH, language: str | None = None) -> None:
        self.length = str(Length(length))
        self.language = language

    @component.output_types(documents=list[Document])  # type: ignore[untyped-decorator,unused-ignore]
    def run(self, documents: list[Document], query: str) -> dict[str, Any]:
        """The documents shortened."""
        texts = [document.content or "" for document in documents]
        context = compress(texts, self.length, query=query, language=self.language)
        shortened = []
        for document, passage in zip(documents, context.passages, strict=True):
            if not passage.source:
                shortened.append(document)
            elif passage.kept:
                kept = [[span.start, span.end] for span in passage.kept]
                meta = {**document.meta, "kept": kept}
                shortened.append(replace(document, content=passage.text, meta=meta))
        return {"documents": shortened}
