"""The console script: an interrupt is quiet from the first moment on, while all else is loaded."""

import sys


def run() -> None:
    """Run the command; see :func:`summarizer.cli.run`."""
    try:
        from .cli import run as begin
    except KeyboardInterrupt:
        sys.exit(130)
    begin()
