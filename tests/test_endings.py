"""Whether a paragraph ends as a sentence does."""

import pytest

from summarizer.text.endings import ends_in_stop, is_left_open


def stops(line: str) -> bool:
    return ends_in_stop(line, 0, len(line))


@pytest.mark.parametrize("stop", [".", "!", "?", "…", "?!", "．", "。", "؟", "।", "።"])
@pytest.mark.parametrize(
    "behind",
    [
        "",
        '"',
        "”",
        " ”",
        ' "',
        ")",
        "\xad",
        "\u200b",
        "\u200e",
        "\ufeff",
        "[1]",
        "[1][23]",
        " [a]",
        "¹",
        "²³",
        "*",
        "†",
        " (1)",
        " (Harbour Wire)",
        "[citation needed]",
        "”[4]",
        "”⁵",
    ],
)
def test_what_stands_behind_a_stop_does_not_hide_it(stop: str, behind: str) -> None:
    assert stops(f"The ferry sank{stop}{behind}")


@pytest.mark.parametrize(
    "line",
    [
        "It left just before 11 p.m.",
        "The pilot saw what his crew didn't.",
        "Город основан в 1703 г.",
        "La société Ferries S.p.A.",
        "The ferry sank within the hour.11",
        "We are home again 🎉",
        "We are home again ❤️",
        "We are home again 👨‍👩‍👧",
        "We are home again :)",
        "We are home again :-D",
    ],
)
def test_a_sentence_ends_in_more_than_a_letter_and_a_dot(line: str) -> None:
    assert stops(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "The ferry",
        "The ferry [edit]",
        "The ferry (2)",
        "Ferry No.11",
        "Ferry 2.11",
        "Ferry®",
        "The ferry:",
        "The ferry,",
        "“The ferry”",
        "渡船",
        "Item 8)",
        "Fig.3",
    ],
)
def test_titles_do_not(line: str) -> None:
    assert not stops(line)


@pytest.mark.parametrize("line", ["so,", "so;", "so –", "“So it was,”", "so; [16]", "さて、"])
def test_a_paragraph_may_be_left_open(line: str) -> None:
    assert is_left_open(line, 0, len(line))
    assert not is_left_open(f"{line} it was", 0, len(line) + 7)
