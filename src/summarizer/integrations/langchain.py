"""Context for LangChain: a compressor of the documents that a retriever finds."""

from collections.abc import Sequence
from typing import Any

from ..compression import compress
from ..defaults import CONTEXT_LENGTH
from ..dependencies import require
from ..length import Length

require("the compressor for LangChain", "langchain", "langchain_core")

from langchain_core.callbacks import Callbacks  # noqa: E402 -- behind the line that says what it needs
from langchain_core.documents import BaseDocumentCompressor, Document  # noqa: E402


class ContextCompressor(BaseDocumentCompressor):
    """Shortens retrieved documents to one budget, to what has to do with the query.

    Documents are copied and stay in order; those of which nothing is kept are left out. The new
    ``metadata["kept"]`` holds start and end of each span in the ``page_content`` as it was.

    Attributes:
        length: of all documents together, with a blank line between; see
            :func:`summarizer.compress`.
        tokenizer: what counts tokens; see :class:`summarizer.Length`.
        language: of the documents, as :func:`summarizer.compress` takes it.
    """

    length: int | str = CONTEXT_LENGTH
    tokenizer: Any = None
    language: str | None = None

    def compress_documents(
        self,
        documents: Sequence[Document],
        query: str,
        callbacks: Callbacks | None = None,  # noqa: ARG002 -- LangChain's
    ) -> Sequence[Document]:
        """The documents shortened."""
        texts = [document.page_content for document in documents]
        budget = Length(self.length, tokenizer=self.tokenizer)
        context = compress(texts, budget, query=query, language=self.language)
        shortened = []
        for document, passage in zip(documents, context.passages, strict=True):
            if passage.kept:
                copy = document.model_copy(deep=True)
                copy.page_content = passage.text
                copy.metadata["kept"] = [[span.start, span.end] for span in passage.kept]
                shortened.append(copy)
        return shortened
