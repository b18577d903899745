"""Where sentences end in a script that writes no full stop: Thai.

Thai puts a blank between sentences, but also between clauses, around numbers and in lists. A
blank is taken for an end before a word that opens a statement, or between two long pieces of
which the second is not joined to the first; never inside quotes or brackets. That is better than
one endless sentence, and no more is claimed: some ends are missed, and some clauses cut off.
"""

import itertools
import re

from .rules import Rules, Span

_PIECE = re.compile(r"\S+")
_LETTER = re.compile("[\u0e01-\u0e2e]")  # consonants; vowels and tones are marks on them
_UNFINISHED = tuple(".,:;–—-ฯ")
_ATTACHED = tuple("(ๆฯ&+/-–—=")
_QUOTES = "“\"('‘"
_OPEN_AFTER = 12  # consonants of a sentence, before a word that opens another
_LONG, _NEXT_LONG = 20, 6  # consonants of the pieces on both sides of a blank


def split_at_blanks(text: str, spans: list[Span], rules: Rules) -> list[Span]:
    """Cut sentences further, at the blanks that end one."""
    return [part for span in spans for part in _parts(text, *span, rules)]


def _parts(text: str, start: int, end: int, rules: Rules) -> list[Span]:
    pieces = [match.span() for match in _PIECE.finditer(text, start, end)]
    parts: list[Span] = []
    begin, depth, letters = start, 0, 0
    for (a, b), (c, d) in itertools.pairwise(pieces):
        piece, following = text[a:b], text[c:d]
        own = len(_LETTER.findall(piece))
        letters += own
        depth = max(0, depth + sum(map(piece.count, "(“[‘")) - sum(map(piece.count, ")”]’")))
        if depth == 0 and _ends(piece, following, own, letters, rules):
            parts.append((begin, b))
            begin, letters = c, 0
    parts.append((begin, end))
    return parts


def _ends(piece: str, following: str, own: int, letters: int, rules: Rules) -> bool:
    """Whether a sentence of so many letters ends with a piece of its own so many."""
    if piece.endswith((*_UNFINISHED, *rules.clause_joiners)) or following.startswith(_ATTACHED):
        return False
    bare = following.lstrip(_QUOTES)
    if bare.startswith(rules.clause_openers) and letters >= _OPEN_AFTER:
        return True
    joined = bare.startswith(rules.clause_joiners) or not bare
    return not joined and own >= _LONG and len(_LETTER.findall(following)) >= _NEXT_LONG
