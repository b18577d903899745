"""Raised and lowered characters in plain text, so that an exponent or an index keeps its sense."""

import re

_RAISED = str.maketrans(
    "0123456789+-\u2212\u2013=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ",
)
_LOWERED = str.maketrans(
    "0123456789+-\u2212\u2013=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"
)
_DEGREES = ("∘", "◦")  # as formulas have it
_LONGEST = 12  # characters; what is longer, or of several words, is small print
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_VARIABLE = re.compile(r"(?<![^\W_])[^\W\d_]\Z")  # a letter by itself, as in x²
_NUMBERS = re.compile(r"\d{1,3}(?:[,;–-]\s*\d{1,3})*|[*†‡§]+")
_CLAUSE_ENDS = frozenset('.,;:!?…”’»"')
_BEFORE_ENDING = re.compile(r"(?:\d|[A-Z]|\bn)\Z")  # 2e, XIXe, no, as French and Spanish raise them


def raised(text: str, before: str = "") -> str:
    """A superscript as plain text: ``"2"`` → ``"²"``, ``"-6"`` → ``"⁻⁶"``, ``"α"`` → ``"^α"``.

    The ending of an ordinal or an abbreviation is not raised: 4th, 1er, Mme.

    Args:
        text: what stands raised.
        before: what it follows, of which the last characters tell endings from exponents.
    """
    text = text.strip()
    if text in _DEGREES:
        return "°"
    if text.isalpha() and _is_ending(text, before):
        return text
    return _shifted(text, _RAISED, "^")


def lowered(text: str) -> str:
    """A subscript as plain text: ``"2"`` → ``"₂"``, ``"i"`` → ``"ᵢ"``, ``"A"`` → ``"_A"``."""
    return _shifted(text.strip(), _LOWERED, "_")


def is_note_sign(text: str, before: str) -> bool:
    """Whether a superscript refers to a note: ``"[3]"``, or a number after the end of a clause."""
    text, before = text.strip(), before.rstrip()
    if text.startswith("[") and text.endswith("]"):
        return True
    return _NUMBERS.fullmatch(text) is not None and before[-1:] in _CLAUSE_ENDS


def _is_ending(text: str, before: str) -> bool:
    if len(text) > 1:
        return text in _ORDINALS or not _VARIABLE.search(before) or before[-1:].isupper()
    return text in "aeo" and _BEFORE_ENDING.search(before) is not None


def _shifted(text: str, table: dict[int, int], sign: str) -> str:
    """Characters by a table, or else as they are after a sign."""
    if not _is_script(text):
        return text
    shifted = text.translate(table)
    if all(new != old or old == "," for new, old in zip(shifted, text, strict=True)):
        return shifted  # numbers of sources, "1,2", are raised with their comma
    return f"{sign}({text})" if re.search(r"[^\w.,]", text) else f"{sign}{text}"


def _is_script(text: str) -> bool:
    """Whether it is short and of letters or digits, so that it can be an exponent or an index."""
    has_letter = any(character.isalnum() for character in text)
    return has_letter and len(text) <= _LONGEST and " " not in text
