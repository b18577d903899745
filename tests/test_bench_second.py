"""What a second buys: who takes part, and what is told of each."""

import json
from pathlib import Path

import pytest
from benchmarks import second
from benchmarks.second import Row, draw, main, table

from summarizer import summarise
from summarizer.text.words import count_words

ARTICLE = (
    "The ferry hit a barge on Tuesday. Nobody was killed in the port. The owner of the barge said "
    "that its lights were on. The ferry was repaired within a week. It sails again on Monday."
)


def test_the_table_tells_of_all_who_are_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second, "TURNS", (1, 0.001))
    item = {"id": "a", "documents": [{"text": ARTICLE}], "references": ["The ferry hit a barge."]}
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps(item))
    main([str(path)])
    told = capsys.readouterr()
    names = [line.split("|")[1].strip() for line in told.out.splitlines() if line]
    peers = {"lede", "trimwise", "rapid-textrank"}
    absent = {peer for peer in peers if f"left out: {peer}: " in told.err}
    assert peers - absent == peers & set(names)
    assert {f"`{method}`" for method in second.OURS} <= set(names)
    assert "| set, 1 articles | ROUGE-1 | ROUGE-2 | ms an article | articles a second |" in told.out


def test_peers_get_as_much_room_as_the_default_takes() -> None:
    made = second.summarisers([ARTICLE])
    ours = " ".join(extract.sentence.line for extract in summarise(ARTICLE))
    for name, measure in (("lede", len), ("trimwise", count_words)):
        if name in made:
            assert measure(" ".join(made[name][0]())) <= measure(ours)


def test_a_picture_of_the_same_figures_is_the_same(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    rows = [Row("`lead`", (0.3, 0.1), 0.001), Row("sumy", (0.3, 0.09), 0.02)]
    for name in ("a.svg", "b.svg"):
        draw(rows, "a set", tmp_path / name)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    assert "| sumy | 30.0 | 9.0 | 20.00 | 50 |" in table(rows, "a set", ("ROUGE-1", "ROUGE-2"))
