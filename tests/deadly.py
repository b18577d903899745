"""A ranker that does to its process what the text says, and a script that runs a batch with it."""

import os
import re
import signal
import threading
from pathlib import Path
from typing import Any

import numpy as np

from summarizer.batch.worker import NO_MEMORY
from summarizer.features import Features

KILL, HANG, HOG = "Kill me.", "Hang me.", "Let nobody run."
ONCE, STRANGE = "Kill me once: ", "Raise me."
STARVE, STARVE_ALL = "Starve me.", "Starve us."


def deadly(features: Features) -> Any:
    """The first sentences, unless the text asks for something else."""
    text = features.documents[0].text
    if KILL in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if HANG in text:
        threading.Event().wait()
    if HOG in text:
        re.match("(a+)+$", "a" * 60 + "b")  # for ever, and with the lock of the interpreter
    if STARVE in text:
        raise MemoryError
    if STARVE_ALL in text:
        os._exit(NO_MEMORY)
    if STRANGE in text:
        raise RecursionError("too deep")
    if ONCE in text:
        mark = Path(text.partition(ONCE)[2].split()[0])
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return np.arange(len(features.sizes), 0, -1, dtype=float)
