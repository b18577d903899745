"""Lines fitted to a width, in any script."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.wrapping import columns_of, wrapped

WORDS = st.lists(st.text("abcé.,-", min_size=1, max_size=10), min_size=1, max_size=40)
ANY = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")), min_size=1)


@given(WORDS, st.integers(10, 60))
def test_words_wrap_as_they_always_do(words: list[str], width: int) -> None:
    line = " ".join(words)
    expected = textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
    assert wrapped(line, width) == expected


@given(ANY.map(lambda text: " ".join(text.split())), st.integers(2, 40))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width).split("\n")
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert "://" in text or all(columns_of(line) <= width for line in lines)


def test_a_text_without_blanks_wraps() -> None:
    text = "東京都は、昨日の会議で「新しい橋」の建設を決定した。"
    assert wrapped(text, 20).split("\n") == [
        "東京都は、昨日の会議",
        "で「新しい橋」の建設",
        "を決定した。",
    ]
    assert wrapped("x" * 25, 10).split("\n") == ["x" * 10, "x" * 10, "x" * 5]
    address = f"<https://example.org/{'a' * 30}>"
    assert wrapped(f"see {address} there", 10).split("\n") == ["see", address, "there"]
