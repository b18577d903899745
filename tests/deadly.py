"""A ranker that does to its process what the text says, and a script that runs a batch with it."""

import os
import signal
import threading
from pathlib import Path
from typing import Any

import numpy as np

from summarizer.features import Features

KILL, HANG, ONCE, STRANGE = "Kill me.", "Hang me.", "Kill me once: ", "Raise me."


def deadly(features: Features) -> Any:
    """The first sentences, unless the text asks for something else."""
    text = features.documents[0].text
    if KILL in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if HANG in text:
        threading.Event().wait()
    if STRANGE in text:
        raise RecursionError("too deep")
    if ONCE in text:
        mark = Path(text.partition(ONCE)[2].split()[0])
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return np.arange(len(features.sizes), 0, -1, dtype=float)
