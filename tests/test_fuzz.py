"""The doors: inputs that once went wrong, or nearly, and a few new ones; ``fuzz`` tries more."""

from pathlib import Path

import pytest
from benchmarks import fuzz
from hypothesis import given

from .fuzz_doors import CORPUS, DOORS, Door
from .strategies import share

KNOWN = sorted(path for path in CORPUS.glob("*/*") if path.is_file())


def opened(name: str) -> Door:
    door = DOORS[name]
    if not door.is_open:
        pytest.skip(f"{door.package} is not installed")
    return door


@pytest.mark.parametrize("path", KNOWN, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_known_input_breaks_no_law(path: Path) -> None:
    opened(path.parent.name).law(path.read_bytes())


def test_each_door_has_known_inputs() -> None:
    assert {path.parent.name for path in KNOWN} == set(DOORS)


@pytest.mark.parametrize("name", [name for name in DOORS if name != "pdf"])
def test_a_drawn_input_breaks_no_law(name: str) -> None:
    door = opened(name)

    @share(0.3)
    @given(door.inputs)
    def law(data: bytes) -> None:
        door.law(data)

    law()


def test_what_breaks_a_law_is_made_small_and_kept(tmp_path: Path) -> None:
    def law(data: bytes) -> None:
        assert b"7" not in data

    found = fuzz.Found(tmp_path)
    fuzz.turn("length", Door(law, DOORS["length"].inputs), 0, found, float("inf"))
    (kept,) = found.faults.values()
    assert kept.read_bytes() == b"7"
    assert found.inputs["length"] > 1
    fuzz.turn("length", Door(law, DOORS["length"].inputs), 1, found, float("inf"))
    assert len(found.faults) == 1


def test_an_input_that_takes_for_ever_is_interrupted() -> None:
    with pytest.raises(fuzz.TooLateError):
        for_ever()


@fuzz.bounded(0.01)
def for_ever() -> None:
    while True:
        pass
