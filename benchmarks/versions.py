"""Whether the tests pass with the lowest and the newest dependencies that are allowed.

    pip install uv && python -m benchmarks.versions [3.11 3.12 3.13] [--extras offline,batch]
        [--resolution highest] [-- arguments of pytest]

For each Python that is found by its name, as python3.12, two environments are made in a folder
that is removed afterwards: with the lowest version that pyproject.toml allows of each package it
names (uv's lowest-direct), and with the newest. Rows of the table of docs/install.md are printed.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.processes import HERE

_ROOT = HERE.parent
_RESOLUTIONS = ("lowest-direct", "highest")
_TOOLS = ("pytest>=8.3", "hypothesis>=6.100", "pypdf[crypto]>=5", "pyyaml>=6", "rouge-score==0.1.2")
_COMPILED = ("icu4py", "lxml", "numpy", "pyarrow", "PyStemmer", "scipy", "sentencex", "tiktoken")
"""Of these wheels are taken only: an old release is not built for a new Python."""
_SHOWN = ("numpy", "scipy", "click", "rich", "trafilatura", "pyarrow")
_COUNTED = re.compile(r"\d+ (?:passed|failed|errors?|skipped)")


def tried(python: str, resolution: str, extras: str, tests: Sequence[str]) -> str:
    """A row of the table: what the tests say in such an environment."""
    with TemporaryDirectory() as name:
        place = Path(name) / "venv"
        inside = place / "bin" / "python"
        _uv("venv", "--quiet", "--python", python, str(place))
        wheels = [part for package in _COMPILED for part in ("--only-binary", package)]
        into = "pip", "install", "--quiet", "--python", str(inside)
        _uv(*into, *wheels, "--resolution", resolution, "--editable", f"{_ROOT}[{extras}]")
        _uv(*into, *_TOOLS)
        listed = json.loads(_uv("pip", "list", "--format", "json", "--python", str(inside)))
        versions = {package["name"].lower(): package["version"] for package in listed}
        command = [str(inside), "-m", "pytest", "-p", "no:cacheprovider", "-m", "not slow", *tests]
        done = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True, check=False)
        last = done.stdout.rstrip().rpartition("\n")[2]
        if done.returncode:
            print(done.stdout, file=sys.stderr)
    shown = ", ".join(f"{each} {versions[each]}" for each in _SHOWN if each in versions)
    came = ", ".join(_COUNTED.findall(last)) or last
    return f"| {python.removeprefix('python')} | {resolution} | {shown} | {came} |"


def _uv(*arguments: str) -> str:
    done = subprocess.run(["uv", *arguments], stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def main() -> None:
    """Print the table, row by row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pythons", nargs="*", default=["3.11", "3.12", "3.13", "3.14"])
    parser.add_argument("--extras", default="offline,batch")
    parser.add_argument("--resolution", action="append", choices=_RESOLUTIONS)
    end = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    given, tests = parser.parse_args(sys.argv[1:end]), sys.argv[end + 1 :]
    print("| Python | versions | among them | tests |\n|---|---|---|---|")
    for version in given.pythons:
        python = shutil.which(f"python{version}")
        for resolution in given.resolution or _RESOLUTIONS if python else ():
            print(tried(f"python{version}", resolution, given.extras, tests), flush=True)
        if not python:
            print(f"| {version} | | | not on this machine |", flush=True)


if __name__ == "__main__":
    main()
