"""Lengths and budgets."""

import pytest

from summarizer import Document, Length, LengthError


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        (3, 3, "sentences"),
        ("3", 3, "sentences"),
        (" 100w ", 100, "words"),
        ("600c", 600, "characters"),
        ("20%", 20, "percent"),
        ("2.5%", 2.5, "percent"),
        (Length(5, "words"), 5, "words"),
    ],
)
def test_lengths_are_read(written: int | str | Length, value: float, unit: str) -> None:
    length = Length(written)
    assert (length.value, length.unit) == (value, unit)
    assert Length(str(length)) == length


@pytest.mark.parametrize(
    "written",
    ["", "abc", "-3", "0", 0, -1, "0w", "101%", "3.5", "3.5w", "1e3", "3 s", "w", True, None, 2.5],
)
def test_what_is_no_length_is_refused_in_one_line(written: object) -> None:
    with pytest.raises(LengthError, match="100w") as caught:
        Length(written)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)


def test_budgets() -> None:
    sentences = Document.from_text("One two three. Four  five. Six.").sentences
    assert Length(2).budget(sentences).costs.tolist() == [1, 1, 1]
    assert Length("4w").budget(sentences).costs.tolist() == [3, 2, 1]
    budget = Length("26c").budget(sentences)
    assert budget.fits([0, 1]) == (len("One two three. Four five.") <= 26)
    assert not Length("24c").budget(sentences).fits([0, 1])
    assert Length("50%").budget(sentences).limit == 3


@pytest.mark.parametrize("written", ["1234567w", "33.333333%", "1000000", "999999999c"])
def test_what_is_written_reads_back(written: str) -> None:
    assert str(Length(written)) == written


def test_no_text_is_that_long() -> None:
    with pytest.raises(LengthError, match="longer than any text"):
        Length(10**400)


@pytest.mark.parametrize("share", [0.2, "0.2", 0.07, 0.999, 1e-5])
def test_a_share_is_per_cent(share: float | str) -> None:
    length = Length(share)
    assert length.unit == "percent"
    assert length.value == pytest.approx(100 * float(share))
    assert Length(str(length)) == length


@pytest.mark.parametrize("wrong", [0.0, 1.0, 1.5, -0.2, float("nan"), "0.0", "1.5"])
def test_no_other_fraction_is_a_length(wrong: float | str) -> None:
    with pytest.raises(LengthError):
        Length(wrong)
