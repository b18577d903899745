"""Reading of files, folders and addresses as documents.

``sources`` reads; ``formats`` is the table of what can be read, with a module for each.
"""

from .budget import BATCH, Budget, budget_of
from .encodings import check_encoding
from .folders import as_strings, expand, is_address, names_of
from .records import (
    OWN,
    Fields,
    fields_of,
    json_documents,
    json_id,
    json_lines,
    json_object,
)
from .sources import (
    Progress,
    Reading,
    decode_strictly,
    on_day,
    read_documents,
    read_file,
    read_text,
)

__all__ = [
    "BATCH",
    "OWN",
    "Budget",
    "Fields",
    "Progress",
    "Reading",
    "as_strings",
    "budget_of",
    "check_encoding",
    "decode_strictly",
    "expand",
    "fields_of",
    "is_address",
    "json_documents",
    "json_id",
    "json_lines",
    "json_object",
    "names_of",
    "on_day",
    "read_documents",
    "read_file",
    "read_text",
]
