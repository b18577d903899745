"""Shorten articles to what a language model is to read, with the question in view.

Each sentence keeps its source and place, so that an answer that cites one can be checked.

python docs/examples/shorten_context.py "Was the lamp lit?" 80 docs/examples/articles/ferry*.txt
"""

import re
import sys
from pathlib import Path

from summarizer import Document, Length, brief


def count(text: str) -> int:
    """Stands in for your model's tokenizer, of which this takes the `encode` as well."""
    return len(re.findall(r"\w+|[^\w\s]", text))


question, tokens, *paths = sys.argv[1:]
documents = [
    Document.from_text(Path(path).read_text(encoding="utf-8"), id=Path(path).stem) for path in paths
]
length = Length(f"{tokens}t", tokenizer=count)
context = brief(documents, length, query=question, stories="one")

print("Answer from these sentences alone, and cite them by what stands in brackets.\n")
for extract in context.extracts:
    print(f"[{extract.document}:{extract.start}] {extract.sentence.line}")
print(f"\nQuestion: {question}")
