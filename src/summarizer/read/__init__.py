"""Reading of files, folders and addresses as documents.

``sources`` reads; ``formats`` is the table of what can be read, with a module for each.
"""

from .records import json_documents, json_id, json_lines, json_object
from .sources import (
    Progress,
    Reading,
    as_strings,
    decode_strictly,
    expand,
    is_address,
    names_of,
    read_documents,
    read_file,
    read_text,
)

__all__ = [
    "Progress",
    "Reading",
    "as_strings",
    "decode_strictly",
    "expand",
    "is_address",
    "json_documents",
    "json_id",
    "json_lines",
    "json_object",
    "names_of",
    "read_documents",
    "read_file",
    "read_text",
]
