"""Context for LlamaIndex: a postprocessor of the nodes that a retriever finds."""

from typing import Any

from ..compression import compress
from ..defaults import CONTEXT_LENGTH
from ..dependencies import require
from ..length import Length

require("the postprocessor for LlamaIndex", "llama-index", "llama_index.core")

from llama_index.core.postprocessor.types import BaseNodePostprocessor  # noqa: E402 -- as above
from llama_index.core.schema import MetadataMode, NodeWithScore, QueryBundle  # noqa: E402


class ContextPostprocessor(BaseNodePostprocessor):
    """Shortens retrieved nodes to one budget, to what has to do with the query.

    Nodes are copied, and keep their order, ids and scores; those of which nothing is kept are left
    out, those without text, as pictures, pass. The new ``metadata["kept"]``, which no model is
    shown, holds start and end of each span in the text as it was.

    Attributes:
        length: of all texts together, with a blank line between; see
            :func:`summarizer.compress`.
        tokenizer: what counts tokens; see :class:`summarizer.Length`.
        language: of the texts, as :func:`summarizer.compress` takes it.
    """

    length: int | str = CONTEXT_LENGTH
    tokenizer: Any = None
    language: str | None = None

    @classmethod
    def class_name(cls) -> str:
        """What LlamaIndex calls it."""
        return "ContextPostprocessor"

    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        texts = [node.node.get_content(metadata_mode=MetadataMode.NONE) for node in nodes]
        budget = Length(self.length, tokenizer=self.tokenizer)
        query = query_bundle.query_str if query_bundle else ""
        context = compress(texts, budget, query=query, language=self.language)
        shortened = []
        for node, passage in zip(nodes, context.passages, strict=True):
            if not passage.source:
                shortened.append(node)
            elif passage.kept:
                copy = node.model_copy(deep=True)
                copy.node.set_content(passage.text)
                copy.node.metadata["kept"] = [[span.start, span.end] for span in passage.kept]
                copy.node.excluded_llm_metadata_keys.append("kept")
                copy.node.excluded_embed_metadata_keys.append("kept")
                shortened.append(copy)
        return shortened
