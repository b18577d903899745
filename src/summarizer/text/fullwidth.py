"""Where sentences end in Chinese and Japanese, which put no blank after a full stop."""

import re

from ..memo import Pattern
from .rules import CJK_STOPS, Rules

_REACH = 120  # characters back to the bracket or quotation mark that a stop stands in
_SPEAKER = 6  # characters
_TITLE = 40  # characters; longer names of books are rare

_QUOTES = "”’」』"
_BRACKETS = "）)】》〉〕]"
_LATIN = Pattern(r"[A-Za-zＡ-Ｚａ-ｚ]+$")
_NUMBERED = re.compile(r"[0-9０-９]{1,3}$")
_HIRAGANA = re.compile("[\u3041-\u3096]")
_KATAKANA = re.compile("[\u30a0-\u30ff]")


def ends_at_full_width_stop(text: str, begin: int, stop: int, after: int, rules: Rules) -> bool:
    """Whether a stop that needs no blank ends the sentence begun at ``begin``.

    It does not in a title or a bracket, nor before who says it, nor in ``３．５``.

    Args:
        text: that holds it.
        begin: where the sentence begins.
        stop: the place of the first of the stops.
        after: where these end, with the marks that close on them.
        rules: of the language.
    """
    following = text[after : after + 1]
    if following in CJK_STOPS or text[stop] == "…":
        return False
    if _is_in_name(text, begin, stop, after):
        return False
    if text[stop] in ".．" and _is_dotted(text, begin, stop, following, rules):
        return False
    if _is_enclosed(text, begin, stop, after, rules):
        return False
    if text[after - 1] in _QUOTES and after > stop + 1:
        return not _goes_on_after_quote(text, stop, after, rules)
    return not _goes_on(text, stop, after, rules)


def _is_in_name(text: str, begin: int, stop: int, after: int) -> bool:
    """Whether a mark is part of a name in Latin letters: "Yahoo!ニュース"."""
    if after > stop + 1 or text[stop] not in "!！":
        return False
    latin = _LATIN.search(text, max(begin, stop - 20), stop)
    return latin is not None and not latin.group().isupper()


def _is_dotted(text: str, begin: int, stop: int, following: str, rules: Rules) -> bool:
    """Whether a dot is part of a number, a name in Latin letters or a label."""
    before = text[max(begin, stop - 20) : stop]
    if before[-1:].isdigit():
        return following.isdigit() or text[stop] == "." or _NUMBERED.fullmatch(before) is not None
    latin = _LATIN.search(before)
    if latin:
        word = latin.group()
        if len(word) == 1 or word in rules.listed:
            return True
        return following < "０" and not (text[stop] == "．" and "A" <= following <= "Z")
    return bool(_KATAKANA.match(before[-1:]) and _KATAKANA.match(following)) and text[stop] == "."


def _is_enclosed(text: str, begin: int, stop: int, after: int, rules: Rules) -> bool:
    """Whether a stop stands in a title, or in brackets that are still open or opened inside."""
    title = text[max(begin, stop - _TITLE) : stop]
    if title.rfind("《") > title.rfind("》"):
        return True
    start = max(begin, stop - _REACH)
    pairs = ("（(", "）)"), *((("「『", "」』"),) if rules.whole_quotes else ())
    for openers, closers in pairs:
        closed = _closes_at(text, start, after, openers, closers)
        # A quotation on its own is cut: "「橋は古い。閉じた。」".
        if closed and (
            openers == "（(" or text[begin] not in openers or _goes_on_from(text, closed, rules)
        ):
            return True
    if text[after - 1] in "）)" and after > stop + 1:
        return max(text.rfind("（", start, stop), text.rfind("(", start, stop)) > begin
    return False


def _closes_at(text: str, start: int, after: int, openers: str, closers: str) -> int:
    """Where a mark is closed, soon after a place, that is open there; 0 if none is."""
    opened = [at for mark in openers if (at := text.find(mark, start, after)) >= 0]
    if not opened:
        return 0
    count = sum(text.count(mark, min(opened), after) for mark in openers)
    if count <= sum(text.count(mark, min(opened), after) for mark in closers):
        return 0
    found = [at for mark in closers if (at := text.find(mark, after, after + _REACH)) >= 0]
    return min(found, default=0)


def _goes_on_after_quote(text: str, stop: int, after: int, rules: Rules) -> bool:
    """Whether the sentence goes on after a quotation that ends in a stop."""
    return _goes_on_from(text, after - 1, rules) or _says(
        text, after, rules, whole=text[stop] == "。"
    )


def _goes_on_from(text: str, mark: int, rules: Rules) -> bool:
    """Whether what follows a closing mark belongs to its sentence: particles and endings."""
    if text.startswith(rules.after_quote or "\0", mark + 1):
        return True
    if not (rules.whole_quotes and _HIRAGANA.match(text, mark + 1)):
        return False
    return not text.startswith(tuple(rules.starters) or "\0", mark + 1)


def _goes_on(text: str, stop: int, after: int, rules: Rules) -> bool:
    """Whether a stop without marks is part of a name ("モーニング娘。の") or of what is said."""
    if not rules.whole_quotes:
        return False
    if after > stop + 1:
        return text[after - 1] in _BRACKETS and _goes_on_from(text, after - 1, rules)
    if text.startswith(tuple(rules.speech) or "\0", after):
        return True
    particle = next((p for p in rules.after_quote if text.startswith(p, after)), "")
    following = text[after + len(particle) : after + len(particle) + 1]
    return particle != "" and following.isalnum() and not _HIRAGANA.match(following)


def _says(text: str, after: int, rules: Rules, whole: bool) -> bool:
    """Whether who speaks is named next; where it has to be ``whole``, and no more is said."""
    near = text[after : after + _SPEAKER]
    for verb in rules.speech:
        at = near.find(verb)
        if at >= 0 and (not whole or text[after + at + len(verb)] in "。！"):
            return True
    return False
