"""Any number of articles, each summarised on its own, into a folder: killed and resumed at will.

``rows`` and ``inputs`` read; ``work`` is the pure function from rows to results; ``pool`` runs it
in processes of which ``worker`` is the inside; ``folder`` keeps what is done; ``running`` ties them
together.
"""

from .folder import BatchResult
from .running import Tally, summarise_all

__all__ = ["BatchResult", "Tally", "summarise_all"]
