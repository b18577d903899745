"""The gate of speed: what passes, what fails, and what is committed."""

import json

import pytest
from benchmarks.ratios import PAIRS, RESULTS, WORSE, best_of, calibrating, judge, main

COMMITTED = {"a / b": 1.0, "c / b": 0.5}


def test_a_ratio_holds_up_to_a_third_above_the_committed_one() -> None:
    at, above = judge({"a / b": WORSE, "c / b": 0.51 * WORSE}, COMMITTED)
    assert at.passed
    assert not above.passed
    assert str(above).startswith("FAIL")
    assert "1.36" in str(above)
    assert all(verdict.passed for verdict in judge({"a / b": 0.1, "c / b": 0.1}, COMMITTED))


def test_other_pairs_than_the_committed_ones_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="d / b"):
        judge({"a / b": 1.0, "d / b": 0.5}, COMMITTED)


def test_a_failure_is_measured_again_and_the_least_ratio_counts() -> None:
    runs = iter([{"a / b": 2.0, "c / b": 0.5}, {"a / b": 1.1, "c / b": 0.9}, {}])
    found = best_of(3, lambda: next(runs), COMMITTED)
    assert [verdict.found for verdict in found] == [1.1, 0.5]
    assert next(runs) == {}  # it passed the second time, and was not measured a third


def test_what_fails_every_time_fails() -> None:
    found = best_of(3, lambda: {"a / b": 2.0, "c / b": 0.5}, COMMITTED)
    assert [verdict.passed for verdict in found] == [False, True]


def test_the_committed_ratios_are_those_that_are_measured() -> None:
    committed = json.loads(RESULTS.read_text(encoding="utf-8"))
    assert list(committed) == [f"{a} / {b}" for a, b in PAIRS]
    assert all(ratio > 0 for ratio in committed.values())


def test_the_fixed_work_is_the_same_each_time() -> None:
    work = calibrating("One word, two words.\n\nThree words more.")
    assert work() == work()


def test_an_unknown_argument_gets_the_usage() -> None:
    with pytest.raises(SystemExit, match="--update"):
        main(["--upadte"])
