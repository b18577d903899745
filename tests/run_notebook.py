"""Run a notebook: ``python -m tests.run_notebook FROM TO``, both of which may be the same.

A process of its own, since a kernel is spoken to through sockets of this machine, and tests may
open none.
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient


def main(source: Path, target: Path) -> None:
    """Run every cell of one file, where it lies, and write cells and outputs to another."""
    notebook = nbformat.read(source, as_version=4)
    # Without times, so that the same outputs are the same bytes.
    folder = {"metadata": {"path": str(source.parent)}}
    NotebookClient(notebook, timeout=120, record_timing=False, resources=folder).execute()
    notebook.metadata["language_info"] = {"name": "python"}  # no version of this machine's Python
    nbformat.write(notebook, target)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
