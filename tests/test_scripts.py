"""Exponents and indices as plain text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.read.scripts import lowered, raised


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("100", "2", "²"),
        ("10", "-6", "⁻⁶"),
        ("10", "−6", "⁻⁶"),
        ("x", "n+1", "ⁿ⁺¹"),
        ("R", "d", "ᵈ"),
        ("", "14", "¹⁴"),  # ¹⁴C
        ("x", "α", "^α"),
        ("10", "2.5", "^2.5"),
        ("x", "α+1", "^(α+1)"),
        ("word.", "1,2", "¹,²"),
        ("4", "th", "th"),
        ("i", "th", "th"),
        ("x", "ij", "ⁱʲ"),
        ("1", "er", "er"),
        ("M", "me", "me"),
        ("XIX", "e", "e"),
        ("n", "o", "o"),
        ("Acme", "TM", "TM"),
        ("Acme", "®", "®"),
        ("x", "*", "*"),
        ("2 ", "∘", "°"),
        ("", "An advertisement", "An advertisement"),
        ("x", " 2 ", "²"),
        ("x", "", ""),
    ],
)
def test_an_exponent_is_raised_and_an_ending_is_not(before: str, text: str, expected: str) -> None:
    assert raised(text, before) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2", "₂"), ("ij", "ᵢⱼ"), ("max", "ₘₐₓ"), ("A", "_A"), ("B,C", "_B,C"), ("A-B", "_(A-B)")],
)
def test_an_index_is_lowered(text: str, expected: str) -> None:
    assert lowered(text) == expected


@given(st.text("0123456789+-=()anix", min_size=1, max_size=12))
def test_what_is_shifted_says_the_same(text: str) -> None:
    """Compatibility normalisation gives back what stood there; the minus sign is one of its own."""
    for shifted in (raised(text, "x"), lowered(text)):
        assert unicodedata.normalize("NFKC", shifted).replace("\u2212", "-") == text
