"""Write a digest of a folder of articles as one Markdown or HTML file.

python docs/examples/news_digest.py docs/examples/articles digest.md
"""

import sys
from pathlib import Path

from summarizer import brief, read_documents, render

FORMATS = {".md": "markdown", ".html": "html"}

folder, output = sys.argv[1], Path(sys.argv[2])
articles, errors = read_documents([folder])
for error in errors:  # one bad file does not stop the others
    print(error, file=sys.stderr)
digest = brief(articles, length="80w")
output.write_text(render(digest, FORMATS[output.suffix]), encoding="utf-8")

for story in digest.stories:
    print(f"{story.heading}: {len(story.documents)} articles, {len(story.extracts)} sentences")
