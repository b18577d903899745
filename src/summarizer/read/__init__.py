"""What a user has, as documents: the core's only reader of files.

``sources`` reads; ``formats`` is the table of what can be read, with a module for each.
"""

from .records import json_documents, json_id, json_lines, json_object
from .sources import Progress, Reading, decode_strictly, expand, read_documents, read_text

__all__ = [
    "Progress",
    "Reading",
    "decode_strictly",
    "expand",
    "json_documents",
    "json_id",
    "json_lines",
    "json_object",
    "read_documents",
    "read_text",
]
