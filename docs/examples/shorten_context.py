"""Shorten articles to what a language model is to read, with the question in view.

Each sentence keeps its source and place, so that an answer that cites one can be checked.

python docs/examples/shorten_context.py "Was the lamp lit?" 60 docs/examples/articles/f*.txt
"""

import sys
from pathlib import Path

from summarizer import Document, brief

question, words, *paths = sys.argv[1:]
documents = [
    Document.from_text(Path(path).read_text(encoding="utf-8"), id=Path(path).stem) for path in paths
]
context = brief(documents, f"{words}w", query=question, stories="one")

print("Answer from these sentences alone, and cite them by what stands in brackets.\n")
for extract in context.extracts:
    print(f"[{extract.document}:{extract.start}] {extract.sentence.line}")
print(f"\nQuestion: {question}")
