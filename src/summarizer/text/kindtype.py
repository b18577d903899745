from typing import Literal
Kind = Literal["prose", "heading", "list item", "byline", "dateline", "caption", "boilerplate"]
