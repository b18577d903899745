"""A ranker that says where it runs, and waits at a gate until the test opens it."""

import os
from pathlib import Path
from typing import Any

import numpy as np

from summarizer.features import Features

PLACE = "SUMMARIZER_TEST_GATE"
"""The variable that names the folder of the two pipes."""

ARRIVED, GATE = "arrived", "gate"


def gated(features: Features) -> Any:
    """The first sentences, when the gate is open."""
    if features.documents[0].id != "trial":
        folder = Path(os.environ[PLACE])
        with (folder / ARRIVED).open("w", encoding="utf-8") as arrived:
            arrived.write(f"{os.environ.get('SPARK_LOCAL_IP', '')}\n")
        # Opening a pipe to read waits for who opens it to write, and holds it open.
        (folder / GATE).open("rb").close()
    return np.arange(len(features.sizes), 0, -1, dtype=float)
