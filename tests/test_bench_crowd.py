"""The crowd of invented articles: what it is made of, its truth, and the score against it."""

import json
from collections import Counter
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from benchmarks.crowd import __main__ as crowd_command
from benchmarks.crowd import scoring
from benchmarks.crowd.__main__ import main
from benchmarks.crowd.copies import copied
from benchmarks.crowd.events import events, told
from benchmarks.crowd.reports import reports
from benchmarks.crowd.world import world
from benchmarks.crowd.writing import REPORT, crowd, plan, write
from hypothesis import given
from hypothesis import strategies as st

Rows = list[dict[str, Any]]


def triples(text: str) -> set[tuple[str, ...]]:
    words = [word.strip(".,©").lower() for word in text.split()]
    return set(zip(words, words[1:], words[2:], strict=False))


def alike(one: str, other: str) -> float:
    a, b = triples(one), triples(other)
    return len(a & b) / len(a | b)


def lines(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def small() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return list(crowd(400, 5))


@given(st.integers(1, 30_000), st.integers(0, 5))
def test_a_plan_is_of_as_many_articles_as_asked_for(articles: int, seed: int) -> None:
    found = plan(articles, Random(seed))
    assert sum(found.stories) + sum(found.copies.values()) + found.reports == articles
    assert all(0 <= number < sum(found.stories) for number in found.copies)
    assert min([*found.stories, *found.copies.values()], default=1) > 0


def test_stories_are_of_all_sizes() -> None:
    found = plan(100_000, Random(1))
    alone = sum(size for size in found.stories if size == 1)
    assert 0.3 < alone / sum(found.stories) < 0.4
    assert 200 < max(found.stories) <= 400
    assert 4 <= sum(number > 100 for number in found.copies.values()) <= 6


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    names = [tmp_path / str(number) for number in range(6)]
    for file, truth, seed in zip(names[::2], names[1::2], (1, 1, 2), strict=True):
        write(file, truth, 150, seed)
    first, second, other = names[::2]
    assert first.read_bytes() == second.read_bytes() != other.read_bytes()
    assert names[1].read_bytes() == names[3].read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == list("012345")


def test_the_truth_has_a_line_for_each_article(tmp_path: Path) -> None:
    file, truth = tmp_path / "articles.jsonl", tmp_path / "truth.jsonl"
    main(["write", str(file), str(truth), "--articles", "4100", "--seed", "3"])
    rows, known = lines(file), lines(truth)
    assert [row["id"] for row in rows] == [row["id"] for row in known]
    assert len({row["id"] for row in rows}) == 4100
    story = {row["id"]: row["story"] for row in known}
    copies = [row for row in known if row["copy_of"]]
    assert len(copies) == 615
    assert all(story[row["copy_of"]] == row["story"] for row in copies)
    originals = {row["id"] for row in known if not row["copy_of"]}
    assert {row["copy_of"] for row in copies} <= originals
    assert [story[row["id"]] for row in rows] != sorted(story.values())
    sizes = [len(row["text"].split()) for row in rows]
    assert min(sizes) < 60
    assert max(sizes) > 2000
    assert 250 < sorted(sizes)[len(sizes) // 2] < 400


def test_copies_of_an_article_are_copies_of_one_another() -> None:
    lot = Random(11)
    for event in events(world().topics[3], 12, world(), lot):
        original = told(event, lot.choice(world().sites), world(), lot)
        for number in (1, 6):
            texts = [copy.text for copy in copied(original, number, world(), lot)]
            for one, other in combinations([original.text, *texts], 2):
                shorter = min(len(triples(one)), len(triples(other)))
                contained = len(triples(one) & triples(other)) / shorter
                assert max(alike(one, other), contained) >= 0.81
    kinds = Counter(
        "exact" if copy.text == original.text else len(copy.text) > 0.95 * len(original.text)
        for copy in copied(original, 60, world(), lot)
    )
    assert len(kinds) == 3


def test_what_is_no_copy_is_not_like_one(
    small: list[tuple[dict[str, Any], dict[str, Any]]],
) -> None:
    of: dict[str, list[str]] = {}
    for row, known in small:
        if known["copy_of"] is None and len(row["text"].split()) > 120:
            of.setdefault(known["story"], []).append(row["text"])
    for texts in of.values():
        for one, other in combinations(texts, 2):
            assert 0 < alike(one, other) < 0.6


def test_reports_of_one_form_are_nearly_copies() -> None:
    of: dict[str, list[tuple[str, str]]] = {}
    for about, report in reports(1500, world(), Random(2)):
        form, place, _ = about.split("/")
        of.setdefault(form, []).append((place, report.text))
    likeness = [
        (alike(one, other), place == again)
        for each in of.values()
        for (place, one), (again, other) in combinations(each, 2)
    ]
    assert all(0.3 < value < 0.75 for value, _ in likeness)
    same = [value for value, again in likeness if again]
    others = [value for value, again in likeness if not again]
    assert 0.5 < sum(same) / len(same) < 0.66
    assert 0.38 < sum(others) / len(others) < 0.56


def test_reports_are_each_a_story_of_its_own(
    small: list[tuple[dict[str, Any], dict[str, Any]]],
) -> None:
    found = Counter(known["story"] for _, known in small if known["story"].startswith(REPORT))
    assert len(found) == 12
    assert set(found.values()) == {1}


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz-")), min_size=1, max_size=9))
def test_the_score_is_that_of_all_pairs(groups: list[tuple[str, str]]) -> None:
    truth = {str(i): label for i, (label, _) in enumerate(groups)}
    found = {str(i): label for i, (_, label) in enumerate(groups) if label != "-"}
    result = scoring.score(truth, found, list(truth))
    pairs = list(combinations(truth, 2))
    true = {(a, b) for a, b in pairs if truth[a] == truth[b]}
    made = {(a, b) for a, b in pairs if a in found and b in found and found[a] == found[b]}
    assert (result.right, result.found, result.true) == (len(true & made), len(made), len(true))
    assert result.precision == (len(true & made) / len(made) if made else 1)
    assert result.recall == (len(true & made) / len(true) if true else 1)


def written(folder: Path, truth: Rows, *, stories: bool) -> None:
    """The output of a batch that found what is true."""
    folder.mkdir()
    rows: Rows = [
        {"document": row["id"], "row": n, "of": row["copy_of"], "similarity": 1.0}
        for n, row in enumerate(truth)
    ]
    if stories:
        of: dict[str, Rows] = {}
        for row in truth:
            of.setdefault(row["story"], []).append(row)
        rows = [
            {
                "heading": story,
                "documents": [row["id"] for row in members if not row["copy_of"]],
                "duplicates": [{"document": row["id"]} for row in members if row["copy_of"]],
            }
            for story, members in of.items()
        ]
    for number in range(2):
        text = "".join(json.dumps(row) + "\n" for row in rows[number::2])
        (folder / f"part-0000{number}.jsonl").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("stories", [False, True])
def test_an_output_that_is_true_has_full_marks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], stories: bool
) -> None:
    truth = [known for _, known in crowd(300, 1)]
    path = tmp_path / "truth.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in truth), encoding="utf-8")
    written(tmp_path / "out", truth, stories=stories)
    main(["score", str(tmp_path / "out"), str(path)])
    rows = capsys.readouterr().out.splitlines()[2:]
    assert len(rows) == 2 + stories
    assert all("| 1.0000 | 1.0000 | 1.0000 |" in row and row.endswith("| 0 |") for row in rows)
    (tmp_path / "out" / "part-00001.jsonl").unlink()
    main(["score", str(tmp_path / "out"), str(path)])
    assert "| 1.0000 | 1.0000 | 1.0000 |" not in capsys.readouterr().out


def test_a_copy_of_a_copy_is_of_the_same_cluster() -> None:
    of = {"a": "b", "b": "c", "c": None, "d": None, "e": "a"}
    rows = [{"document": name, "of": one} for name, one in of.items()]
    assert scoring.found_clusters(iter(rows)) == dict.fromkeys("abce", "c") | {"d": "d"}
    with pytest.raises(ValueError, match="a is a copy of itself"):
        scoring.found_clusters(iter([{"document": "a", "of": "b"}, {"document": "b", "of": "a"}]))


def test_what_cannot_be_scored_says_why(tmp_path: Path) -> None:
    path = tmp_path / "truth.jsonl"
    path.write_text('{"id": "a", "story": "s", "copy_of": null}\n', encoding="utf-8")
    with pytest.raises(SystemExit, match="no part-"):
        main(["score", str(tmp_path), str(path)])
    written(tmp_path / "out", [{"id": "b", "copy_of": None}], stories=False)
    with pytest.raises(SystemExit, match="b is not in the truth"):
        main(["score", str(tmp_path / "out"), str(path)])


STAND_IN = """
import json, sys
from pathlib import Path
if "--fail" in sys.argv:
    sys.exit(5)
folder = Path(sys.argv[4])
folder.mkdir()
rows = map(json.loads, Path(sys.argv[2]).read_text(encoding="utf-8").splitlines())
found = [{"document": row["id"], "of": None} for row in rows]
part = folder / "part-00000.jsonl"
part.write_text("".join(json.dumps(row) + chr(10) for row in found), encoding="utf-8")
(folder / "asked").write_text(" ".join(sys.argv[1:]), encoding="utf-8")
"""
"""A batch to whose eyes nothing is a copy."""


def test_a_batch_is_measured_and_scored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, truth = tmp_path / "articles.jsonl", tmp_path / "truth.jsonl"
    main(["write", str(file), str(truth), "--articles", "100"])
    monkeypatch.setattr(crowd_command, "_SUMMARISE", STAND_IN)
    out = tmp_path / "out"
    options = ["--task", "duplicates", "--output", str(out), "--part-size", "7"]
    main(["measure", str(file), str(truth), *options])
    costs, scored = capsys.readouterr().out.split("\n\n")
    cells = [cell.strip() for cell in costs.splitlines()[-1].strip("|").split("|")]
    assert cells[0] == "100"
    assert all(float(cell.replace(",", "")) >= 0 for cell in cells)
    assert "| duplicates | 1.0000 | 0.0000 |" in scored
    chosen = ["--task", "duplicates", "--jobs", "2", "--quiet", "--part-size", "7"]
    asked = (out / "asked").read_text(encoding="utf-8").split()
    assert asked == ["batch", str(file), "-o", str(out), *chosen]
    with pytest.raises(SystemExit, match="exited with 5"):
        main(["measure", str(file), str(truth), *options, "--fail"])
