"""Shorten articles to the context of a language model, for one question.

Each sentence keeps its source and position, so that cited answers can be checked.

python docs/examples/shorten_context.py "Was the lamp lit?" 80 docs/examples/articles/ferry*.txt
"""

import re
import sys

from summarizer import Length, brief, read_documents


def count(text: str) -> int:
    """Replace this by the `encode` of your model's tokenizer."""
    return len(re.findall(r"\w+|[^\w\s]", text))


question, tokens, *paths = sys.argv[1:]
documents, errors = read_documents(paths)
if errors:
    sys.exit("\n".join(map(str, errors)))
length = Length(f"{tokens}t", tokenizer=count)
context = brief(documents, length, query=question, stories="one")

print("Answer from these sentences alone, and cite them by what stands in brackets.\n")
for extract in context.extracts:
    print(f"[{extract.document}:{extract.start}] {extract.sentence.line}")
print(f"\nQuestion: {question}")
