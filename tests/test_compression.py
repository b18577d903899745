"""Laws of compress(): verbatim, within the budget, whole blocks, and a reason for the rest."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import (
    Context,
    Document,
    DocumentSetError,
    Length,
    LengthError,
    UsageError,
    compress,
)
from summarizer.text.token_estimate import estimated_tokens
from summarizer.text.words import count_words, has_word

from .commands import run

FERRY = (
    "The ferry left the port at nine with ninety people on board. It struck a gravel barge in the "
    "fog. Seventeen passengers were hurt and taken to the hospital. The port authority closed the "
    "harbour for the night. A spokesman said that the radar of the barge had been switched off."
)
WEATHER = (
    "The week began with rain in the north. Farmers expect a good harvest of apples. "
    "The museum of glass opens again in June."
)
CODE = "```python\nimport radar\n\nradar.start(range=9)\n```"
TABLE = "| year | ferries |\n|---|---|\n| 2023 | 14 |\n| 2024 | 17 |"
LIST = "The ferry needs:\n\n- a radar that works\n- two pilots\n- lifeboats for all"
GUIDE = "\n\n".join(
    (
        *("# Handbook", "Every ship has a radar.", "## Starting it", "Run this:"),
        *(CODE, LIST, TABLE, "## Weather", "It may rain."),
    )
)
QUERY = "How many people were hurt on the ferry?"

parts = st.sampled_from(
    [*FERRY.split(". "), *WEATHER.split(". "), "## Radar", CODE, TABLE, LIST, "---", "Yes."]
)
texts = st.lists(parts, max_size=7).map("\n\n".join)
passages = st.lists(texts, max_size=4)
queries = st.sampled_from(["", QUERY, "radar", "What is the capital of France?", "?"])
lengths = st.one_of(
    st.integers(1, 80).map("{}w".format),
    st.integers(1, 400).map("{}c".format),
    st.integers(1, 100).map("{}%".format),
    st.integers(1, 120).map("{}t".format),
    st.integers(1, 6),
)


def size(context: Context, given: list[str]) -> tuple[int, int]:
    """What was spent, and what might be."""
    unit, value, text = context.length.unit, int(context.length.value), context.text
    if unit == "percent":
        return count_words(text), value * sum(map(count_words, given)) // 100
    counts = {"words": count_words, "characters": len, "tokens": Length("9t").measure()}
    return counts[unit](text), value


@given(passages, lengths, queries)
def test_it_is_never_over_the_budget(texts: list[str], length: str | int, query: str) -> None:
    context = compress(texts, length, query=query)
    if isinstance(length, int):
        return  # of units, one of which may be side by side with the next
    spent, limit = size(context, texts)
    assert spent <= limit


@given(passages, lengths, queries)
def test_every_word_is_kept_or_left_out_for_a_reason(
    texts: list[str], length: str | int, query: str
) -> None:
    context = compress(texts, length, query=query)
    assert [passage.source for passage in context.passages] == texts
    for number, passage in enumerate(context.passages):
        spans = sorted([*passage.kept, *(omission.span for omission in passage.left_out)])
        assert all(one.end <= other.start for one, other in pairwise(spans))
        for span in spans:
            assert span.passage == number
            assert passage.source[span.start : span.end] == span.text == span.text.strip()
        rest = list(passage.source)
        for span in spans:
            rest[span.start : span.end] = " " * (span.end - span.start)
        assert not "".join(rest).strip()
        for span in passage.kept:
            assert span.text in context.text


@given(passages, lengths, queries)
def test_blocks_are_whole_or_absent(texts: list[str], length: str | int, query: str) -> None:
    text = compress(texts, length, query=query).text
    for block in (CODE, TABLE, LIST):
        lines = block.splitlines()
        assert (block in text) == any(line in text for line in lines if has_word(line))


@given(passages, queries)
def test_where_there_is_room_a_query_leaves_out_only_what_it_is_not_about(
    texts: list[str], query: str
) -> None:
    context = compress(texts, "9999w", query=query)
    assert not any(omission.reason == "over budget" for omission in context.left_out)


def test_what_is_asked_is_kept() -> None:
    context = compress([WEATHER, FERRY], "25w", query=QUERY)
    assert "Seventeen passengers were hurt" in context.text
    assert context.passages[0].text == ""
    assert {omission.reason for omission in context.passages[0].left_out} == {"unrelated"}
    assert [passage.id for passage in context.passages] == ["1", "2"]


def test_it_stops_where_nothing_is_left_that_has_to_do_with_the_query() -> None:
    context = compress([WEATHER, FERRY], "500w", query="Who switched off the radar?")
    assert "apples" not in context.text
    assert context.note == "nothing else has to do with the query"


def test_where_no_word_of_the_query_is_found_it_is_as_if_nothing_were_asked() -> None:
    context = compress([WEATHER, FERRY], "30w", query="quantum chromodynamics")
    assert context.text == compress([WEATHER, FERRY], "30w").text != ""
    assert context.note == "nothing has to do with the query: compressed without it"


def test_what_is_said_twice_is_kept_once_and_the_other_says_where() -> None:
    again = "A short note. " + FERRY.split(". ")[2] + "."
    context = compress([FERRY, again], "200w", query=QUERY)
    assert context.text.count("Seventeen passengers") == 1
    (repeat,) = [omission for omission in context.left_out if omission.repeats]
    assert repeat.reason == "repeated"
    assert repeat.repeats is not None
    assert repeat.repeats.passage == 0
    assert "Seventeen" in repeat.repeats.text


def test_blocks_that_differ_in_one_word_are_two() -> None:
    other = CODE.replace("range=9", "range=5")
    text = compress([CODE, other, CODE], "200w", query="radar").text
    assert text.count("range=9") == text.count("range=5") == 1


def test_short_answers_are_not_repeats() -> None:
    spoken = "Was the radar on? No. Was the captain on board? No."
    assert compress([spoken], "50w").text == spoken


def test_a_heading_stands_above_what_is_kept_of_its_section() -> None:
    context = compress([GUIDE], "40w", query="How is the radar started?")
    assert "## Starting it" in context.text
    assert "## Weather" not in context.text


def test_the_words_of_a_heading_count_for_its_section() -> None:
    text = "## Refunds\n\nAsk within thirty days.\n\n## Shipping\n\nIt takes a week."
    assert compress([text], "50w", query="refunds").text == text.partition("\n\n## Ship")[0]


def test_a_gap_is_marked() -> None:
    text = "Ferries sail. " + WEATHER + " Ferries rest."
    assert compress([text], "7w", query="ferries").text == "Ferries sail. … Ferries rest."


def test_lines_that_are_no_prose_are_kept_where_they_have_a_word_of_the_query() -> None:
    row = "Name: Ada\n\nThe clerk came in late, as on most days of that summer.\n\nImage: a ship"
    left = compress([row], "60w", query="late clerk").left_out
    assert ("not prose", "Image: a ship") in [(one.reason, one.span.text) for one in left]


def test_documents_keep_their_ids_though_two_be_alike() -> None:
    chunks = [
        Document.from_text(text, id="a", published=date(2024, 1, 2)) for text in (FERRY, WEATHER)
    ]
    context = compress(chunks, "20w", query=QUERY)
    assert [passage.id for passage in context.passages] == ["a", "a"]


@pytest.mark.parametrize("texts", [[], [""], ["", "  \n", "---"]])
def test_nothing_makes_nothing(texts: list[str]) -> None:
    context = compress(texts, query="ferry")
    assert (context.text, len(context.passages)) == ("", len(texts))
    assert context.note.startswith("there is not one word in the passages")


def test_what_fits_nowhere_is_said() -> None:
    context = compress([FERRY], "2w", query=QUERY)
    assert (context.text, context.note) == ("", "not one sentence or block fits")


def test_tokens_are_estimated_and_it_says_so() -> None:
    context = compress([FERRY], Length("40t", tokenizer="estimate"), query=QUERY)
    assert 0 < estimated_tokens(context.text) <= 40
    assert "tokens are counted as o200k_base (estimated)" in context.note
    assert context.to_dict()["tokenizer"] == "o200k_base (estimated)"


def test_embeddings_tell_what_has_to_do_with_the_query() -> None:
    def embed(texts: list[str]) -> list[list[float]]:
        return [[1.0, 0.0] if "apples" in text or "fruit" in text else [0.0, 1.0] for text in texts]

    context = compress([FERRY, WEATHER], "100w", query="fruit", embed=embed)
    assert context.text == "Farmers expect a good harvest of apples."


def test_wrong_calls_are_refused() -> None:
    with pytest.raises(DocumentSetError, match="pass a list"):
        compress(FERRY)
    with pytest.raises(DocumentSetError, match="got int"):
        compress([3])  # type: ignore[list-item]
    with pytest.raises(LengthError):
        compress([FERRY], "lots")
    with pytest.raises(UsageError, match="query"):
        compress([FERRY], query=None)  # type: ignore[arg-type]


def test_the_command_reads_as_the_others_do(tmp_path: Path) -> None:
    (tmp_path / "in" / "below").mkdir(parents=True)
    line = '{"body": "Caf\u00e9 closed on Monday. It was old.", "headline": "A"}\n'
    (tmp_path / "in" / "below" / "a.jsonl").write_bytes(line.encode("cp1252"))
    given = "--recursive", "--encoding", "cp1252", "--text-field", "body", "--title-field"
    done = run("compress", *given, "headline", tmp_path / "in")
    assert done.returncode == 0, done.stderr
    assert "Caf\u00e9 closed on Monday." in done.stdout.decode()
