"""A release as files: built twice from two clones to the same bytes, with its SBOM and provenance.

    python -m benchmarks.release [--output dist] [--extras offline,batch]

Needs the dependency group ``release``. Refuses a tree with changes that are not committed. In the
folder there are then the sdist and the wheel; ``sbom.cdx.json``, what an installation with those
extras brings (CycloneDX); ``provenance.json``, an in-toto statement of the form SLSA provenance
v1, to be signed by whoever publishes; and ``SHA256SUMS``. Nothing in them depends on the day or
the folder: their time is that of the commit.
"""

import argparse
import hashlib
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.processes import HERE

_ROOT = HERE.parent
_STATEMENT = "https://in-toto.io/Statement/v1"
_PROVENANCE = "https://slsa.dev/provenance/v1"
_NEWEST = ("build", "hatchling")  # whose versions are told


def built(folder: Path, commit: str, time: str) -> list[Path]:
    """The sdist and the wheel of a commit, built in a clone of its own."""
    clone, output = folder / "clone", folder / "built"
    _run("git", "clone", "--quiet", str(_ROOT), str(clone))
    _run("git", "-C", str(clone), "checkout", "--quiet", "--detach", commit)
    _python("-m", "build", "--outdir", str(output), str(clone), SOURCE_DATE_EPOCH=time)
    return sorted(output.iterdir())


def bill(wheel: Path, extras: str, folder: Path, time: str) -> bytes:
    """What an installation of the wheel brings, as CycloneDX."""
    inside, written = folder / "venv" / "bin" / "python", folder / "sbom.json"
    _python("-m", "venv", str(folder / "venv"))
    _run(str(inside), "-m", "pip", "install", "--quiet", f"{wheel}[{extras}]")
    _run(str(inside), "-m", "pip", "uninstall", "--quiet", "--yes", "pip", "setuptools")
    to = "--output-reproducible", "--pyproject", str(_ROOT / "pyproject.toml"), "-o", str(written)
    command = "-m", "cyclonedx_py", "environment", "--mc-type", "library", *to, str(inside)
    _python(*command, SOURCE_DATE_EPOCH=time)
    return written.read_bytes()


def provenance(files: Iterable[Path], commit: str, version: str) -> dict[str, Any]:
    """The statement of where files come from; see https://slsa.dev/spec/v1.0/provenance."""
    source = {"uri": "git+this-repository", "digest": {"gitCommit": commit}}
    tools = {f"{name}": _version(name) for name in _NEWEST}
    return {
        "_type": _STATEMENT,
        "subject": [{"name": f.name, "digest": {"sha256": _digest(f.read_bytes())}} for f in files],
        "predicateType": _PROVENANCE,
        "predicate": {
            "buildDefinition": {
                "buildType": "python -m benchmarks.release",
                "externalParameters": {"version": version},
                "resolvedDependencies": [source],
            },
            "runDetails": {
                "builder": {"id": "local", "version": {**tools, "python": sys.version.split()[0]}},
                "metadata": {"platform": platform.machine()},
            },
        },
    }


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:  # a build has an environment of its own
        return "newest"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _run(*command: str, **variables: str) -> str:
    done = subprocess.run(
        command, cwd=_ROOT, env={**os.environ, **variables}, stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout}")
    return done.stdout.strip()


def _python(*arguments: str, **variables: str) -> str:
    return _run(sys.executable, *arguments, **variables)


def main() -> None:
    """Write the files, or say what is in the way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=_ROOT / "dist")
    parser.add_argument("--extras", default="offline,batch")
    given = parser.parse_args()
    if _run("git", "status", "--porcelain"):
        sys.exit("there are changes that are not committed: commit them first")
    commit, time = _run("git", "log", "-1", "--format=%H %ct").split()
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        files, again = (built(Path(folder), commit, time) for folder in (one, other))
        for file, same in zip(files, again, strict=True):
            if file.read_bytes() != same.read_bytes():
                sys.exit(f"{file.name}: other bytes when built again")
        wheel = next(file for file in files if file.suffix == ".whl")
        made = {file.name: file.read_bytes() for file in files}
        made["sbom.cdx.json"] = bill(wheel, given.extras, Path(one), time)
        said = provenance(files, commit, wheel.name.split("-")[1])
        made["provenance.json"] = json.dumps(said, indent=2).encode() + b"\n"
    sums = "".join(f"{_digest(data)}  {name}\n" for name, data in sorted(made.items()))
    given.output.mkdir(parents=True, exist_ok=True)
    for name, data in {**made, "SHA256SUMS": sums.encode()}.items():
        (given.output / name).write_bytes(data)
    print(sums, end="")


if __name__ == "__main__":
    main()
