"""The estimate of tokens: never too low on texts of all languages, and not much too high."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.token_estimate import estimated_tokens

# How many tokens o200k_base makes of tests/data/paragraphs.toml.
COUNTED = {
    "ar": 248, "ca": 249, "cs": 285, "da": 227, "de": 194, "el": 322, "en": 206, "es": 218,
    "fi": 262, "fr": 225, "he": 271, "hi": 252, "hu": 296, "it": 225, "ja": 209, "ko": 284,
    "nl": 213, "no": 220, "pl": 280, "pt": 193, "ro": 271, "ru": 248, "sk": 290, "sv": 215,
    "th": 136, "tr": 268, "uk": 282, "vi": 246, "zh": 215,
}  # fmt: skip
OTHERS = {
    "def f(x):\n    return x ** 2  # square\nde" * 5: 75,
    "https://example.org/a/b?c=d&e=1234567890#frag " * 4: 69,
    "3.14159 2,718 1/2 50% $1,000.00 2024-11-30T12:00:00Z\n" * 4: 144,
    "aGVsbG8gd29ybGQgdGhpcyBpcyBiYXNlNjQgZW5jb2RlZCB0ZXh0IQ==": 34,
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855": 35,
    "😀😃🎉👍🏽 🇩🇪❤️": 13,
    "   \n\n\t\t\n   x\n" * 10: 50,
    "| a | b |\n|---|---|\n| 1 | 2 |\n": 17,
    "∑ x² ≤ √π ≈ 3 → ∞ αβγ": 17,
    "ⵜⴰⵎⴰⵣⵉⵖⵜ ᏣᎳᎩ አማርኛ ქართული հայերեն ខ្មែរ": 46,
    "qzxjkv wvut bcdfg hjklm npqrst": 15,
    "camelCaseIdentifierName snake_case_name_here kebab-case-name": 12,
    "𝕳𝖊𝖑𝖑𝖔 𝓦𝓸𝓻𝓵𝓭": 30,
}
PARAGRAPHS = tomllib.loads(Path("tests/data/paragraphs.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", COUNTED)
def test_it_is_on_the_safe_side_in_each_language(language: str) -> None:
    counted, estimated = COUNTED[language], estimated_tokens(PARAGRAPHS[language]["text"])
    assert counted <= estimated <= 1.35 * counted


def test_no_language_is_left_out() -> None:
    assert set(COUNTED) == set(PARAGRAPHS)


@pytest.mark.parametrize("text", OTHERS)
def test_it_is_on_the_safe_side_for_what_is_no_prose(text: str) -> None:
    assert estimated_tokens(text) >= OTHERS[text]


def test_nothing_has_no_token() -> None:
    assert estimated_tokens("") == 0
    assert estimated_tokens(" ") >= 1


@given(st.text(max_size=60), st.text(max_size=60))
def test_more_text_has_not_fewer_tokens(one: str, other: str) -> None:
    both = estimated_tokens(f"{one}\n{other}")
    assert both >= max(estimated_tokens(one), estimated_tokens(other)) - 1
    assert both <= estimated_tokens(one) + estimated_tokens(other) + 3


@given(st.text("0123456789", min_size=3, max_size=30))
def test_digits_of_other_scripts_take_a_token_each(digits: str) -> None:
    other = digits.translate({ord("0") + n: 0x0660 + n for n in range(10)})
    assert len(digits) <= estimated_tokens(other) <= 1.5 * len(digits) + 3
    assert estimated_tokens(other) > estimated_tokens(digits)
