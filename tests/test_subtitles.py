"""Subtitles as running text."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import read_documents
from summarizer.read import subtitles

from .conftest import ARTICLES

DATA = Path(__file__).parent / "data" / "formats"


def vtt(*cues: str) -> str:
    timed = [f"00:00:{n:02}.000 --> 00:00:{n:02}.900\n{cue}" for n, cue in enumerate(cues)]
    return subtitles.extract("\n\n".join(["WEBVTT", *timed]).encode()).text


@pytest.mark.parametrize("name", ["pysubs2.srt", "pysubs2.vtt"])
def test_sentences_over_several_cues_are_whole(name: str) -> None:
    (article,) = read_documents(ARTICLES / "ferry-coast-wire.txt").documents
    (document,) = read_documents(DATA / name).documents
    assert [s.line for s in document.sentences if s.kind == "prose"] == [
        s.line for s in article.sentences if s.kind == "prose"
    ]
    assert document.origin is not None
    assert document.origin.format == "subtitles"


@pytest.mark.parametrize(
    ("cues", "text"),
    [
        (["One\nfell.", "Two", "rose."], "One fell. Two rose."),
        (
            ["<v Ann Lee>One</v>", "<v Ann Lee>fell.</v>", "<v.loud Bo>Two</v> <v C &amp; D>rose."],
            "Ann Lee: One fell.\n\nBo: Two\n\nC & D: rose.",
        ),
        (["- One fell.\n- Two rose."], "One fell.\n\nTwo rose."),
        ([">> ANN: One fell.", "&gt;&gt; Two rose."], "ANN: One fell.\n\nTwo rose."),
        (["Ann Lee: One", "Ann Lee: fell."], "Ann Lee: One fell."),
        (["王明：一。", "李四：二。"], "王明: 一。\n\n李四: 二。"),
        (["He said: one.", "Two", "rose.", "All: three."], "He said: one. Two rose. All: three."),
        (["[Ann] One fell.", "[music playing]", "(door slams)", "♪ la la ♪"], "One fell."),
        (["<i>One</i> <c.yellow>fell</c>.", "{\\an8}Two &amp; three."], "One fell. Two & three."),
        (["One<00:00:01.500><c> fell</c>.", "One fell.\nTwo rose.", "Two rose."], None),
        (["NOTE is a word here.", "One fell."], "NOTE is a word here. One fell."),
        (["1984", "was a year."], "1984 was a year."),
    ],
)
def test_what_is_said_and_nothing_else(cues: list[str], text: str | None) -> None:
    assert vtt(*cues) == (text or "One fell. Two rose.")


def test_comments_styles_and_names_of_cues_are_left_out() -> None:
    head = "WEBVTT - of a film\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE\nTwo\nlines"
    first = "opening\n0:01.0 --> 0:02.0 align:start\nOne fell.\n\nNOTE no"
    cues = f"{first}\n\nend\n0:02.0 --> 0:03.0\nTwo"
    assert subtitles.extract(f"{head}\n\n{cues}".encode()).text == "One fell. Two"


def test_a_long_pause_ends_a_paragraph_but_no_sentence() -> None:
    times = "0:01,0 --> 0:02,0\nOne", "0:09,0 --> 0:10,0\nfell.", "0:20,0 --> 0:21,0\nTwo rose."
    assert subtitles.extract("\n\n".join(times).encode()).text == "One fell.\n\nTwo rose."


def test_text_without_stops_is_parted() -> None:
    """As programs write down what they hear: else all of it were one sentence."""
    text = vtt(*["so then we went on and on"] * 2, *[f"and number {n} came by" for n in range(50)])
    assert max(len(line.split()) for line in text.split("\n\n")) <= 20


@given(st.lists(st.text("ab.\n<>-[]: 1", max_size=20), max_size=6))
def test_every_word_of_plain_cues_is_kept(cues: list[str]) -> None:
    plain = [" ".join("".join(c for c in cue if c in "ab.").split()) or "a" for cue in cues] + ["b"]
    varied = [f"{cue}{n}x" for n, cue in enumerate(plain)]  # no cue repeats another
    assert vtt(*varied).split() == " ".join(varied).split()


@pytest.mark.parametrize("data", ["", "One.", "WEBVTT\n\nOne."])
def test_a_file_without_cues_is_refused(tmp_path: Path, data: str) -> None:
    (tmp_path / "a.srt").write_text(data)
    _, (error,) = read_documents(tmp_path / "a.srt")
    assert "has no subtitles: no line with times" in str(error)


def test_an_encoding_is_told_as_of_a_text(tmp_path: Path) -> None:
    text = "Das Café fiel am Montag. Die Brücke über den Fluss ist für alle gesperrt."
    (tmp_path / "a.srt").write_bytes(f"1\n0:01,0 --> 0:02,0\n{text}".encode("cp1252"))
    reading = read_documents(tmp_path / "a.srt")
    assert reading.documents[0].text == text
    assert "not UTF-8, read as cp1252" in reading.notices[0]
    assert read_documents("-", io.BytesIO(b"One.")).notices == []
