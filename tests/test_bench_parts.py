"""What the benchmarks work with: invented texts, processes in turns, probes, turns."""

import json
import sys
from pathlib import Path

import pytest
from benchmarks import invented, probes
from benchmarks.planning import Fit
from benchmarks.processes import environment, in_turns, watch
from benchmarks.throughput import STEPS, text_of
from benchmarks.turns import Timed, median, take_turns

from summarizer import Document, Features


def test_sentences_are_distinct_and_found_again() -> None:
    lines = [sentence.line for sentence in Document.from_text(invented.text(200)).candidates]
    assert len(set(lines)) == len(lines) == 200
    apart = invented.documents(200, 30)
    assert len(apart) == 7
    assert [s.line for text in apart for s in Document.from_text(text).candidates] == lines


def test_articles_hold_as_many_new_words_as_asked_for() -> None:
    met: set[str] = set()
    for text in invented.articles(3, 10, 2):
        new = set(text.lower().replace(".", "").split()) - met
        met |= new
        assert sum(word.startswith("xy") for word in new) == 20
        assert len(Document.from_text(text).candidates) == 10
    assert list(invented.articles(2, 5, 0)) == list(invented.articles(2, 5, 0))


def test_processes_take_turns_and_tell_what_they_printed(tmp_path: Path) -> None:
    log = tmp_path / "log"
    code = "import sys; open(sys.argv[1], 'a').write(sys.argv[2]); print(sys.argv[2])"
    commands = {name: [sys.executable, "-c", code, str(log), name] for name in "ab"}
    found = in_turns(commands, 2, tmp_path, warm=True)
    assert log.read_text() == "ababab"
    for name, result in found.items():
        assert result["output"] == f"{name}\n"
        assert len(result["seconds"]) == 2
        assert result["peak"] > 0
    in_turns(commands, 1, tmp_path, warm=False)
    assert log.read_text() == "ababab" + "ab"


def test_a_user_has_all_cores_and_no_settings_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setenv("PYTHONOPTIMIZE", "1")
    monkeypatch.setenv("PYTHONPATH", "here")
    found = environment(Path("cache"))
    assert not found.keys() & {"OMP_NUM_THREADS", "PYTHONOPTIMIZE"}
    assert (found["PYTHONPATH"], found["PYTHONPYCACHEPREFIX"]) == ("here", "cache")


def test_probes_read_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    texts = invented.documents(40, 20)
    probes.write(path, texts)
    assert list(probes.read(path)) == texts
    told = probes.one_brief(path)
    assert told["lines"]
    assert all(line in "\n".join(texts) for line in told["lines"])


def test_a_probe_looks_at_memory_after_every_thousand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probes, "_STEP", 2)
    path = tmp_path / "texts.jsonl"
    probes.write(path, invented.articles(5, 4, 1))
    told = json.loads(json.dumps(probes.many_articles(path)))
    assert told["texts"] == 5
    assert list(told["held"]) == ["2", "4"]
    assert 0 < told["held"]["2"] <= told["held"]["4"]


def test_contestants_take_turns() -> None:
    called: list[str] = []
    calls = {name: lambda name=name: called.append(name) for name in "ab"}
    found = take_turns(calls, 3, 1e-12)
    assert [
        name for name, before in zip(called, ["", *called], strict=False) if name != before
    ] == [*"ababab"]
    assert len(found["a"].seconds) == called.count("a")
    assert median(Timed([3.0, 1.0, 2.0], None)) == 2.0


def test_steps_of_a_text_see_all_of_it(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("One line here. Another line there.")
    text = text_of([path], 500)
    assert len(text) == 500
    results = [step(text) for step in STEPS.values()]
    assert results[0] == text.replace(".", "").split()
    assert isinstance(results[1], list)
    assert isinstance(results[2], Features)
    assert results[1][0] == results[2].sentences[0].text == "One line here."


def test_a_watched_command_counts_all_its_processes(tmp_path: Path) -> None:
    grow = "held = bytearray(60_000_000); sum(range(20_000_000))"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {grow!r}]); sys.exit(3)"
    found = watch([sys.executable, "-c", code], environment(tmp_path), 0.02)
    assert found.code == 3
    assert found.cpu > 0
    assert found.seconds > 0
    if Path("/proc/self/status").exists():
        assert 60_000_000 < found.largest < found.together


def test_a_plan_is_a_line_through_what_was_measured() -> None:
    runs = [
        {
            "articles": n,
            "cpu": 3 + 0.002 * n,
            "pairs": 7 * n,
            "pair_seconds": 7e-6 * n,
            "disk": 50 * n,
        }
        for n in (1_000, 4_000, 16_000, 64_000)
    ]
    fit = Fit(runs, jobs=2)
    assert fit.seconds(10**9) == pytest.approx(2_000_003, rel=1e-6)
    assert (fit.pairs, fit.disk) == (7, 50)
    assert fit.pair == pytest.approx(2e-6)
    assert fit.miss == pytest.approx(0, abs=1e-9)
