"""A digest of a folder of articles, as one Markdown or HTML file.

python docs/examples/news_digest.py docs/examples/articles digest.md
"""

import sys
from pathlib import Path

from summarizer import Document, brief, render

FORMATS = {".md": "markdown", ".html": "html"}

folder, output = map(Path, sys.argv[1:])
articles = [
    Document.from_text(path.read_text(encoding="utf-8"), id=path.stem)
    for path in sorted(folder.glob("*.txt"))
]
digest = brief(articles, length="80w")
output.write_text(render(digest, FORMATS[output.suffix]), encoding="utf-8")

for story in digest.stories:
    print(f"{story.heading}: {len(story.documents)} articles, {len(story.extracts)} sentences")
