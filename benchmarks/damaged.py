"""Damaged copies of the real files of the tests: each is read, or refused in one line.

    python -m benchmarks.damaged [--files 5000] [--seed 1]

Of each file of ``tests/data/formats`` in turn bits are turned, bytes cut out, doubled, written over
and put in. Printed are how many were read and refused, the longest time of a processor for one,
PDFs with the process that reads them, and the memory of both. What ends in an error of another
kind stops the run, and is kept.
"""

import argparse
import random
import resource
import shutil
from pathlib import Path
from tempfile import mkdtemp

from summarizer import read_documents

DATA = Path(__file__).parent.parent / "tests" / "data" / "formats"
_SIZES = (1, 2, 8, 64, 512, 4096)  # bytes
_WRITTEN = (b"\0", b"\xff", b"<", b"-->", b"&#x", b"\xe2\x80", b"1", b"\n")
_WHOSE = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A copy with up to sixteen faults."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at, size = chance.randrange(len(changed) + 1), chance.choice(_SIZES)
        part = changed[at : at + size]
        match chance.randrange(6):
            case 0 if part:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                del changed[at : at + size]
            case 2:
                changed[at:at] = chance.randbytes(min(size, 64))
            case 3:
                changed[at:at] = part * chance.choice((1, 3, 20))
            case 4:
                changed[at : at + size] = chance.choice(_WRITTEN) * size
            case _:
                del changed[max(at, 1) :]
    return bytes(changed)


def main() -> None:
    """Try them and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    files = [path for path in sorted(DATA.rglob("*.*")) if path.suffix != ".txt"]
    read, longest = 0, 0.0
    folder = Path(mkdtemp())
    for number in range(given.files):
        path = files[number % len(files)]
        copy = folder / f"copy{path.suffix}"
        copy.write_bytes(damaged(path.read_bytes(), chance))
        start = _seconds()
        documents, errors = read_documents(copy)
        assert all(str(copy) in str(e) and "\n" not in str(e) for e in errors), errors
        longest = max(longest, _seconds() - start)
        read += bool(documents)
    shutil.rmtree(folder)
    memory = (resource.getrusage(whose).ru_maxrss / 1024 for whose in _WHOSE)
    print(
        f"{given.files} files: {read} read, {given.files - read} refused; at most {longest:.1f} s"
    )
    print(f"MB of this process and of those for PDFs: {', '.join(f'{m:.0f}' for m in memory)}")


def _seconds() -> float:
    used = (resource.getrusage(whose) for whose in _WHOSE)
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main()
