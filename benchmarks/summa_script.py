"""What a user of summa would write for three sentences of a file, whose lines are wrapped."""

import sys
from pathlib import Path

from summa.preprocessing.textcleaner import split_sentences
from summa.summarizer import summarize

paragraphs = Path(sys.argv[1]).read_text(encoding="utf-8").split("\n\n")
text = "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
print(summarize(text, ratio=3.5 / len(split_sentences(text))))
