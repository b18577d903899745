"""Integer linear programs, solved by the HiGHS that scipy brings."""

import ctypes
import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import sparray

_OPTIMAL = 0  # milp's status
_CHATTER = b"HighsMipSolverData::"
_STDOUT = 1  # the descriptor
_lock = threading.Lock()


class Solution(NamedTuple):
    """What was found.

    Attributes:
        values: ``(n,)``, or none where nothing was found.
        proven: whether nothing is better.
        gap: how much better the best could be, as a share of the objective.
    """

    values: NDArray[np.float64]
    proven: bool
    gap: float


def maximise(
    gain: NDArray[np.float64],
    upper: NDArray[np.float64],
    whole: NDArray[np.bool_],
    rows: sparray,
    bounds: NDArray[np.float64],
    *,
    nodes: int | None = None,
    seconds: float | None = None,
) -> Solution:
    """The ``x`` from 0 to ``upper`` with the highest ``gain @ x`` for which ``rows @ x <= bounds``.

    What other threads write to standard output meanwhile is held back until it is done.

    Args:
        gain: ``(n,)``.
        upper: ``(n,)``.
        whole: ``(n,)``, which of the variables are whole numbers.
        rows: ``(m, n)``, sparse.
        bounds: ``(m,)``.
        nodes: branches after which the best found so far is taken; the same on every machine.
        seconds: the same by the clock.
    """
    limits = {"node_limit": nodes, "time_limit": seconds, "mip_rel_gap": 0.0}
    with _without_chatter():
        result = milp(
            -gain,
            integrality=whole,
            bounds=Bounds(0, upper),
            constraints=LinearConstraint(rows, -np.inf, bounds),
            options={name: limit for name, limit in limits.items() if limit is not None},
        )
    if result.x is None:
        return Solution(np.zeros(0), proven=False, gap=np.inf)
    return Solution(result.x, result.status == _OPTIMAL, float(result.mip_gap or 0.0))


@contextmanager
def _without_chatter() -> Iterator[None]:
    """Keep a line that HiGHS prints now and then, whatever it is told, from standard output.

    What else is written meanwhile, by another thread, is passed on.
    """
    with _lock, tempfile.TemporaryFile() as caught:
        try:
            kept = os.dup(_STDOUT)
        except OSError:  # closed: nothing can be printed
            yield
            return
        _flush()
        os.dup2(caught.fileno(), _STDOUT)
        try:
            yield
        finally:
            _flush()
            os.dup2(kept, _STDOUT)
            caught.seek(0)
            rest = b"".join(line for line in caught if not line.startswith(_CHATTER))
            with suppress(OSError), os.fdopen(kept, "wb") as output:
                output.write(rest)


def _flush() -> None:
    """What C has buffered for standard output is written now and not when the program ends."""
    library = ctypes.cdll.msvcrt if sys.platform == "win32" else ctypes.CDLL(None)
    library.fflush(None)
