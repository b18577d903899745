"""Where one sentence ends and the next begins, inside one paragraph.

Every run of stops (``.``, ``?!``, ``…``) with the quotes and brackets that close on it is a
candidate (see :mod:`summarizer.text.rules`); one table of questions about the word before it and
what comes after it decides.

Nothing here grows faster than the text: runs are matched possessively and from their first
character only, and the word before a stop reaches back to a blank, of which each candidate has
its own.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from ..memo import Pattern
from .enumerators import LONGEST, MARKS, Piece, counts_on, is_label, is_marker, pieces
from .fullwidth import ends_at_full_width_stop
from .lost_stops import lost_stops, parted
from .rules import BLANKS, CJK_STOPS, OPENERS, STOPS, UNCASED_STOPS, UNSPACED, Rules, Span
from .words import MARKS as DIACRITICS

_QUOTES = frozenset("\"'“”„«»‘’")
_STOP_ALONE = frozenset({"."})
_PLAIN_STOPS = frozenset({".", '."', ".”", ".'", ".’", "?", "!"})
_LONG = 3  # letters; a longer word before a dot is seldom an abbreviation
_CLAUSE = 6  # words; an opening "on 3 May 1999 at 5 p.m." has fewer
_SHORT_CLAUSE = 3  # words, where the first shows that it is not such an opening
_SMALL_CLAUSE = 5  # words before a full stop that a small letter follows
_CLAUSE_REACH = 200  # characters in which to find them
_WINDOW = 40  # characters before a stop; no abbreviation is longer
_ASIDE = 40  # characters between brackets
_ASIDE_WORDS = 4
_BRACKET = 150  # characters from a stop to the bracket that closes after it
_BRACKETED = 300  # and back to the one that opens
_QUOTED = 200  # characters in which a quotation mark has its fellow

_UNSPACED_BEFORE = Pattern(rf"(?<=[{UNSPACED}])(?=[A-Za-z])")
_UNSPACED_NEXT = Pattern(rf"[{UNSPACED}]")
_WORD = re.compile(rf"[\w{DIACRITICS}]++(?:['’]\w*+)?+")
_LETTERS = rf"(?:[^\W\d_][{DIACRITICS}]*+){{1,2}}"
_ACRONYM = Pattern(rf"(?:{_LETTERS}\.-?)+{_LETTERS}")
_PIECES = re.compile(r"[-'’]")
_ROMAN = re.compile("[IVXLCDMІХ]++")  # the last two Cyrillic
_BLANKS = Pattern(rf"[{re.escape(BLANKS)}]*+")
_FIGURE = re.compile(r"\d++(?:[.,]\d++)*+")
_UNCASED = Pattern("[가-힣א-תء-ي]")
_KOREAN_JOINS = frozenset("만고서데은는며면")
_KOREAN_LAST = frozenset("다요죠까네음함임")
_UNCASED_WORD = Pattern(f"{_UNCASED.pattern}++")
_OPENED_BY = {'"': '"', "”": "“", "“": "„", "»": "«", "«": "»", "„": "”"}
_BEFORE_WORD = OPENERS + ">"  # a line of quoted mail
_GOES_ON = frozenset(STOPS + ",;)]}")
_ELLIPSIS = re.compile(r"\.\s\.\s\.\s[^\W\d_a-z]|(?:\.{3}|…)[^\W\d_]")  # that opens a sentence
_DATE = re.compile(r"\d++(?:/\d++)?+")
_YEAR = re.compile(r"\((?:\d{4}[a-z]?|n\.\s?d\.?|in press)(?:,\s[\w\s–-]{3,14})?+\)\.")
_CITED = re.compile(rf"(?<=\.\s){_YEAR.pattern}$")
_CODE = re.compile(r"\.\w|[_/@=(]\S")
"""What follows a word in a dotted name: "System.Text.Json", "list.Add(1)"."""
_DOMAINS = frozenset("Com Net Org Gov Edu Info Html Php Java Json Xml Txt Pdf Exe".split())


def split(text: str, paragraphs: Sequence[Span], rules: Rules) -> list[list[Span]]:
    """Cut paragraphs of a text into sentences.

    Args:
        text: the text.
        paragraphs: in order, without overlap, stripped of
            :data:`summarizer.text.rules.BLANKS`, none empty.
        rules: of its language.

    Returns:
        For each paragraph its sentences: in order, without overlap, stripped, none empty.
    """
    lists = {
        row: list(pieces(text, start, end, rules))
        for row, (start, end) in enumerate(paragraphs)
        if text[start] in MARKS
    }
    if lists:
        found = _sentences_in_lists(text, paragraphs, lists, rules)
    else:
        found = _sentences(text, [(start, end, start) for start, end in paragraphs], rules)
    gaps = lost_stops(text, paragraphs, rules)
    return parted(found, gaps) if gaps else found


def _sentences_in_lists(
    text: str, paragraphs: Sequence[Span], lists: Mapping[int, Sequence[Piece]], rules: Rules
) -> list[list[Span]]:
    """The sentences of each paragraph, where some may be lists on one line."""
    parts: list[Piece] = []
    owners: list[int] = []
    for row, (start, end) in enumerate(paragraphs):
        own = lists.get(row, [(start, end, start)])
        parts += own
        owners += [row] * len(own)
    joined: list[list[Span]] = [[] for _ in paragraphs]
    for row, spans in zip(owners, _sentences(text, parts, rules), strict=True):
        joined[row] += spans
    return joined


def _sentences(text: str, parts: Sequence[Piece], rules: Rules) -> list[list[Span]]:
    """The sentences of each piece, in one pass over the candidates of them all."""
    if not parts:
        return []
    candidates = rules.candidates.finditer(text, parts[0][0], parts[-1][1])
    plain = _STOP_ALONE if rules.after_quote else _PLAIN_STOPS
    found = next(candidates, None)
    cut = []
    for start, end, first in parts:
        informal = text[start].islower()
        begin = start
        marks = None
        spans: list[Span] = []
        while found is not None:
            (stop, after), (begin_next, _), (at, _) = found.regs
            if after >= end:
                break
            # What follows has to be in the piece as well.
            if (stop >= first and at < end) and (
                (
                    begin_next > after
                    and text[at].isupper()
                    and text[stop:after] in plain
                    and _is_plain(text, begin, stop, after, rules)
                )
                or _ends(found, text, begin, informal, rules)
            ):
                if text[begin_next] == '"':
                    marks = marks or _Marks(text, start)
                    after, begin_next = _with_mark(text, marks, after, begin_next, end)
                spans.append((begin, after))
                begin = first = begin_next
            elif spans and text[after - 1] in _OPENED_BY and text[at].islower():
                begin = _rejoined(text, spans, begin, after - 1)
            found = next(candidates, None)
        if begin < end:
            spans.append((begin, end))
        cut.append(spans)
    return cut


def _is_plain(text: str, begin: int, stop: int, after: int, rules: Rules) -> bool:
    """Whether a stop ends a sentence without a doubt, as nearly all do that end one.

    This is asked first, as the other questions take three times as long.
    """
    # Slices and "in", which cost a third of a search between two places.
    if text[stop] == ".":
        is_short = stop - begin < LONGEST
        _, blank, word = text[begin if is_short else stop - LONGEST : stop].rpartition(" ")
        if not blank or not word.isalpha() or word in rules.listed:
            return False
        if len(word) == 1 or word[0] >= "\u3000":
            return False
        if is_short and (rules.whole_quotes or not word.islower()):  # "Article V."
            return False
    if "(" not in text[begin if stop - begin < _BRACKETED else stop - _BRACKETED : stop]:
        return True
    return not (rules.whole_quotes or _is_bracketed(text, begin, stop, after))


def _rejoined(text: str, spans: list[Span], begin: int, closed: int) -> int:
    """Where a sentence begins that goes on after a quotation: 'He called "Halt! Stop!" and ran.'.

    The sentences of the quotation are taken out, and the one that it was opened in.
    """
    opened = text.rfind(_OPENED_BY[text[closed]], max(0, closed - _QUOTED), closed)
    row = bisect_right(spans, (opened, closed)) - 1
    if row < 0 or not spans[row][0] < opened < spans[row][1] or text[opened - 1].isalnum():
        return begin
    begin = spans[row][0]
    del spans[row:]
    return begin


class _Marks:
    """Counts the straight quotation marks of a piece, each once however often it is asked."""

    def __init__(self, text: str, start: int) -> None:
        self.text, self.reached, self.count = text, start, 0

    def is_open(self, at: int) -> bool:
        """Whether a quotation is open at a place, no place before one that was asked for."""
        self.count += self.text.count('"', self.reached, at)
        self.reached = at
        return self.count % 2 == 1


def _with_mark(text: str, marks: _Marks, stop: int, mark: int, end: int) -> Span:
    """Where a sentence ends and the next begins, with a quotation mark between them.

    A mark between blanks closes on the sentence if it has its fellow before it, or none after it.
    """
    after = mark + 1
    if stop == mark or after >= end or not text[after].isspace():
        return stop, mark
    if not marks.is_open(mark) and text.find('"', after, end) >= 0:
        return stop, mark
    blanks = _BLANKS.match(text, after, end)
    return after, blanks.end() if blanks else after


def _is_bracketed(text: str, begin: int, stop: int, after: int) -> bool:
    """Whether a stop stands in a bracket that was opened inside the sentence and is closed soon."""
    opened = text.rfind("(", max(begin, stop - _BRACKETED), stop)
    if opened <= begin or text[opened - 1] in ":;=-" or text.rfind(")", opened, after) >= 0:
        return False
    closed = text.find(")", after, after + _BRACKET)
    return closed >= 0 and text.find("(", after, closed) < 0


def _ends(found: re.Match[str], text: str, begin: int, informal: bool, rules: Rules) -> bool:
    """Whether a candidate ends the sentence begun at ``begin``."""
    stop, after = found.span()
    following = found[2]
    if text[stop] in CJK_STOPS:
        return ends_at_full_width_stop(text, begin, stop, after, rules)
    if found.start(1) == after:
        return _ends_without_blank(found, text, begin, rules)
    if following in _GOES_ON:
        return _ends_before_mark(found, text)
    if following.islower() and not is_marker(text, found.start(1)):
        ends = _ends_before_small(found, text, begin, informal, rules)
    elif text[stop] == ".":
        ends = _ends_at_dot(found, text, begin, rules)
    else:
        ends = _ends_at_mark(found, text, begin, rules)
    return (
        ends
        and not _is_bracketed(text, begin, stop, after)
        and not (rules.whole_quotes and _is_quoted(text, begin, after))
        and not (rules.endings and _trails_off(text, stop, after))
    )


def _is_quoted(text: str, begin: int, after: int) -> bool:
    """Whether a quotation is open that is closed soon, in a language that keeps them whole."""
    start = max(begin, after - _QUOTED)
    for opener, closer in ('""', "“”", "‘’", "<>", "《》", "〈〉", "「」", "『』"):
        opened = text.count(opener, start, after)
        closed = opened // 2 * 2 if opener == closer else text.count(closer, start, after)
        if opened > closed and text.find(closer, after, after + _QUOTED) >= 0:
            return True
    return False


def _trails_off(text: str, stop: int, after: int) -> bool:
    """Whether dots follow a Korean word that is not the last of its sentence: "못해서..."."""
    dots, last = text[stop:after], text[stop - 1]
    if dots == "..":  # rather the stop of a chat
        return last in _KOREAN_JOINS
    return (dots[0] == "…" or dots.startswith("..")) and last not in _KOREAN_LAST


def _ends_before_mark(found: re.Match[str], text: str) -> bool:
    """Whether a stop before another mark ends a sentence: not in an ellipsis, nor before ", "."""
    if found[2] in STOPS:
        return _ELLIPSIS.match(text, found.start(1)) is not None
    if found[2] in ")]}":
        return False
    return not text[found.end(2) : found.end(2) + 1].isspace()


def _ends_at_mark(found: re.Match[str], text: str, begin: int, rules: Rules) -> bool:
    """Whether other marks than dots end a sentence before a character that is no small letter."""
    stop, after = found.span()
    if _goes_on(found, text, rules):
        return False
    if text[after - 1] in _QUOTES:
        return not _names_speaker(found, text, rules)
    return not (text[after - 1] in ")]" and _is_aside(text, begin, stop))


def _goes_on(found: re.Match[str], text: str, rules: Rules) -> bool:
    """Whether words come after a quotation that belong to its sentence."""
    return text.startswith(rules.after_quote or "\0", found.start(1))


def _ends_at_dot(match: re.Match[str], text: str, begin: int, rules: Rules) -> bool:
    """Whether dots before a blank and a character that is no small letter end a sentence."""
    stop, after = match.span()
    if stop - begin < LONGEST and is_label(text, begin, after):
        return False
    if text[after - 1] in _QUOTES and _goes_on(match, text, rules):
        return False
    word = _last_word(text, begin, stop) or _parted_word(text, begin, stop)
    if after == stop + 1 and word in rules.never_last:
        return False
    if word and word[-1] < "\u3000" <= word[0]:  # "工程师J. W. 哈特"
        word = _bare(word)
    spaced = after > stop + 1 and text.startswith(" .", stop + 1)
    if len(word) > 1 and word.isalpha() and word not in rules.listed:
        return not spaced or _ends_in_dots(text, stop, after)
    if spaced or (after > stop + 1 and text[stop + 1] == "."):
        return _ends_in_dots(text, stop, after)
    if _is_cited(text, begin, stop, match.start(2)):
        return False
    return _ends_after(_bare(word), match, text, begin, rules)


def _ends_after(word: str, match: re.Match[str], text: str, begin: int, rules: Rules) -> bool:
    """Whether a dot after a word that may be an abbreviation or a number ends a sentence."""
    stop, after = match.span()
    if text[after - 1].isdigit() and word in rules.listed:  # "No.1 Seed"
        return False
    if word not in rules.listed and not word.isalpha():
        piece = _PIECES.split(word)[-1]  # "dell'art. 13", and not "it's."
        word = piece if (piece in rules.listed if len(piece) > 1 else piece.isupper()) else word
    if len(word) < 3 and word.isdecimal() and counts_on(text, begin, stop - len(word), int(word)):
        return False
    following = match[2]
    opener = _WORD.match(text, match.start(2))
    next_word = opener.group() if opener else ""
    if word in rules.capitals and (following.isdigit() or next_word.isupper()):
        word = word.capitalize()
    if word in rules.before_numbers and (
        following.isdigit() or _is_numbered(text, begin, stop - len(word), next_word, rules)
    ):
        return False
    number = rules.ordinals and bool(following.isdigit() or _ROMAN.fullmatch(next_word))
    if opener and text[opener.end() : opener.end() + 1] == "." and next_word not in rules.titles:
        next_word = ""
    if word in rules.closing and not rules.starts(next_word):
        return (
            next_word.isalpha()
            and next_word not in rules.after_closing
            and _has_clause(text, begin, stop, rules)
        )
    return _word_may_end(word, number, next_word, rules)


def _ends_in_dots(text: str, stop: int, after: int) -> bool:
    """Whether an ellipsis before a capital ends a sentence: "…" does, "[...]" and ". . ." not."""
    if text[stop + 1] == " ":
        return text.count(".", stop, after) > 3
    return text[stop - 1] not in "[(" or stop == 0


def _is_cited(text: str, begin: int, stop: int, first: int) -> bool:
    """Whether a stop parts the pieces of a reference: "Smith, J. (2020). Title."."""
    if text[first - 1] == "(" and _YEAR.match(text, first - 1):
        return True
    return text[stop - 1] == ")" and bool(_CITED.search(text, max(begin, stop - 30), stop + 1))


def _is_numbered(text: str, begin: int, at: int, next_word: str, rules: Rules) -> bool:
    """Whether the abbreviation at ``at`` counts what follows: "Vol. II", "Fig. A".

    A lone letter that is a word as well belongs to a capital before it, which is no answer
    ("No. I went."), and an abbreviation after a number is a unit ("100 kr. I dag").
    """
    if not (_ROMAN.fullmatch(next_word.upper()) or (len(next_word) == 1 and next_word.isalpha())):
        return False
    if next_word in rules.starters and next_word not in "VX":
        return text[at].isupper() and at > begin and text[at + 1].isalpha()
    return not text[max(begin, at - 4) : at].rstrip()[-1:].isdigit()


def _word_may_end(word: str, number: bool, next_word: str, rules: Rules) -> bool:
    """Whether a sentence may end with ``word.`` before a character that is no small letter.

    ``next_word`` is empty where it is an initial or an abbreviation itself, titles apart;
    ``number`` tells whether a number follows.
    """
    starts = rules.starts(next_word)
    if word in rules.titles:
        return False
    if word[:1].isdigit() and _DATE.fullmatch(word):
        # "3. Oktober", "2014. 10. 03.", "25/2002. (IV. 25.)"
        return starts or not (rules.ordinals and (len(word) <= 3 or number))
    if len(word) == 1 and word.isalpha():
        initial = word.isupper() or word in rules.abbreviations or not next_word
        return starts or not initial
    if word in rules.abbreviations or word in rules.closing:
        return starts
    if "." in word and _ACRONYM.fullmatch(word):  # not asked of others, as it is slow to compile
        return starts
    return True


def _ends_without_blank(match: re.Match[str], text: str, begin: int, rules: Rules) -> bool:
    """Whether a stop that a word follows at once ends a sentence, as no dotted name does."""
    stop, after = match.span()
    following = match[2]
    if _UNSPACED_NEXT.match(following):
        return ends_at_full_width_stop(text, begin, stop, after, rules)
    opener = _WORD.match(text, match.start(2))
    if opener is None or _CODE.match(text, opener.end()):
        return False
    word = _bare(_last_word(text, begin, stop))
    if not word or "/" in word or "@" in word or "_" in word:
        return False
    if following.isupper():
        if after > stop + 1 and text[after - 1] in _QUOTES and not _is_closed(text, begin, after):
            return False
        return _parts_from_capital(text, begin, stop, word, opener.group(), rules)
    if text[stop] in UNCASED_STOPS:
        return not following.isdigit()
    return (
        after == stop + 1
        and text[stop] != "…"
        and _UNCASED.match(following) is not None
        and len(word) > 2 - ("가" <= following <= "힣")
        and _UNCASED_WORD.fullmatch(word) is not None
        and word not in rules.listed
    )


def _is_closed(text: str, begin: int, after: int) -> bool:
    """Whether the quotation mark before ``after`` closes, rather than opens what follows."""
    mark, before = text[after - 1], text[max(begin, after - _QUOTED) : after - 1]
    if mark in "\"'":
        return before.count(mark) % 2 == 1
    return mark not in "“«„" or _OPENED_BY[mark] in before


def _parts_from_capital(
    text: str, begin: int, stop: int, word: str, next_word: str, rules: Rules
) -> bool:
    """Whether "word.Next" is two sentences."""
    starts = rules.starts(next_word) or next_word in rules.always_open or next_word in rules.titles
    if "." in word and not _FIGURE.fullmatch(word):
        return starts and len(next_word) > 1 and _ACRONYM.fullmatch(word) is not None
    opens = stop - len(word) <= begin + 1
    if word[-1].isdigit():
        figure = _FIGURE.fullmatch(word) is not None and not opens
        return figure and (len(word) > 3 or (starts and not rules.ordinals))
    if word in rules.listed:
        return starts and word not in rules.titles
    if starts or (text[stop] != "." and len(next_word) > 1):
        return len(word) > 1 or not word.isalpha()
    if len(next_word) < 3 or next_word in _DOMAINS or next_word[1:].lower() != next_word[1:]:
        return False
    tail = _PIECES.split(word)[-1]
    if not tail.isalpha():
        return True  # "30 €.", "above).", "30°C."
    return len(tail) > 1 and (tail[0].islower() or opens)


def _is_aside(text: str, begin: int, stop: int) -> bool:
    """Whether a mark stands in a bracket inside a sentence: "(sic!)", "(?)", "(so-called!)"."""
    start = max(begin, stop - _ASIDE)
    opened = max(text.rfind("(", start, stop), text.rfind("[", start, stop))
    return opened > begin and len(text[opened + 1 : stop].split()) <= _ASIDE_WORDS


def _names_speaker(match: re.Match[str], text: str, rules: Rules) -> bool:
    """Whether what follows a quotation is a verb of speech, or a name with one behind it."""
    start = match.start(2)
    names = _WORD.findall(text[start : start + 60])[: 4 if rules.speaker_first else 1]
    return names[:1] != [] and names[0] not in rules.starters and not rules.speech.isdisjoint(names)


def _ends_before_small(
    match: re.Match[str], text: str, begin: int, informal: bool, rules: Rules
) -> bool:
    """Whether a sentence ends before a small letter.

    It does between two quotations; after a whole clause and a full stop, for a writer who forgets
    capitals; and wherever the writer begins with small letters throughout. Other marks are part
    of a name, an aside or what somebody says: "Yahoo! has", "-- voila! --", "No! he said".
    """
    stop, after = match.span()
    following = text[match.start(1)]
    if text[after - 1] in _QUOTES and following in _QUOTES:
        return after > stop + 1
    if text[stop:after].strip(".!?"):
        return False
    if text[stop] != ".":
        return informal or text[begin].islower() or _forgets_capitals(match, text, begin, rules)
    if not informal and not _is_clause(text, begin, stop, _SMALL_CLAUSE):
        return False
    word = _bare(_last_word(text, begin, stop))
    listed = word in rules.listed and not (informal and word in rules.answers)
    if after > stop + 1 or "." in word or listed:
        return False
    return len(word) > (1 if informal else _LONG) and word.isalpha()


def _forgets_capitals(match: re.Match[str], text: str, begin: int, rules: Rules) -> bool:
    """Whether marks after a clause end a sentence though a small letter follows.

    More than one mark is no part of a name, and some words go on with nothing.
    """
    stop, after = match.span()
    if after > stop + 1:
        return _is_clause(text, begin, stop, _SHORT_CLAUSE)
    if not _is_clause(text, begin, stop, _SMALL_CLAUSE):
        return False
    opener = _WORD.match(text, match.start(1))
    if opener is None:
        return text[match.start(1)] in "(["
    word = opener.group()
    if word in ("http", "https", "www"):
        return True
    return word.capitalize() in rules.always_open and not _names_speaker(match, text, rules)


def _has_clause(text: str, begin: int, stop: int, rules: Rules) -> bool:
    """Whether what stands before "p.m." is a clause, and not only when it was."""
    if rules.before_clause:
        first = _WORD.search(text, begin, stop)
        is_begun = first is not None and first.group().lower() not in rules.before_clause
    else:
        is_begun = _closes_list(text, begin, stop)
    return _is_clause(text, begin, stop, _SHORT_CLAUSE if is_begun else _CLAUSE)


def _closes_list(text: str, begin: int, stop: int) -> bool:
    """Whether what ends at a stop closes a list ("chleb, mleko itd."); a time has a number."""
    words = text[max(begin, stop - _WINDOW) : stop].split()
    return text.find(", ", begin, stop) > 0 and not words[-2:][0].isdecimal()


def _is_clause(text: str, begin: int, stop: int, least: int = _CLAUSE) -> bool:
    """Whether so much has been said that a sentence can end: no verb yet in "At 5 p.m."."""
    words = text[begin : min(stop, begin + _CLAUSE_REACH)].split()
    return sum(word[0].isalpha() for word in words) >= least


def _last_word(text: str, begin: int, stop: int) -> str:
    """What stands between the last space and a stop; of a longer run its end.

    Where a line was broken before the word, the end of that line is in it as well: looking for
    every kind of blank would cost all the words that stand inside a line. See :func:`_bare`.
    """
    return text[max(begin, stop - _WINDOW) : stop].rpartition(" ")[2]


def _parted_word(text: str, begin: int, stop: int) -> str:
    """The word before a stop that a blank parts from it, as in tokenised text."""
    words = text[max(begin, stop - _WINDOW) : stop].split()
    return words[-1] if words and not words[-1].isdigit() else ""


def _bare(word: str) -> str:
    """The last word of a piece of text, without the quotes and brackets that it opens with."""
    if not word or word[-1].isspace():
        return ""
    last = word.split()[-1]
    if not last.isascii():
        last = _UNSPACED_BEFORE.split(last)[-1]
    return last.lstrip(_BEFORE_WORD)
