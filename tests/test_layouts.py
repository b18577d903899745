"""However a text is laid out, its sentences are the same but for their blanks."""

from itertools import pairwise

import pytest
from benchmarks import relaid
from benchmarks.relaid import filled
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import Document, split_sentences
from summarizer.text.layout import layout as laid_out
from summarizer.text.paragraphs import paragraphs
from summarizer.text.rules import BLANKS

from .laid_out import ARTICLES, BY_LANGUAGE, LAYOUTS, led, prose, wrapped
from .strategies import noise, texts

UNSPACED = {"ja", "th", "zh"}  # no blank at which a line could be wrapped
SPACED = sorted(set(BY_LANGUAGE) - UNSPACED)
EXACT = sorted(set(LAYOUTS) - {"ragged", "justified", "parted words", "double-spaced"})
ENGLISH = ARTICLES["en"]
PLAIN = prose("\n\n".join(ENGLISH), "en")
USUAL = wrapped(72)
PLAIN_LINES = "\n".join(ENGLISH)


@pytest.mark.parametrize("name", EXACT)
def test_layouts_change_no_sentence(name: str) -> None:
    known = [*ARTICLES.items(), *((code, BY_LANGUAGE[code]) for code in SPACED)]
    for code, lines in known:
        assert prose(LAYOUTS[name](lines), code) == prose("\n\n".join(lines), code), code


@pytest.mark.parametrize("name", ["ragged", "justified", "double-spaced"])
@pytest.mark.parametrize("code", sorted(ARTICLES))
def test_lines_broken_by_hand_and_double_spaced_ones(name: str, code: str) -> None:
    lines = ARTICLES[code]
    missing = set(prose("\n\n".join(lines), code)) - set(prose(LAYOUTS[name](lines), code))
    assert len(missing) <= (name == "justified")  # a dateline with wide blanks may stay


@pytest.mark.parametrize("code", ["de", "es", "ru"])
def test_words_parted_at_line_ends_are_whole_again(code: str) -> None:
    lines = ARTICLES[code]
    assert prose(LAYOUTS["parted words"](lines), code) == prose("\n\n".join(lines), code)


@pytest.mark.parametrize("layout", relaid.LAYOUTS, ids=lambda layout: layout.name)
def test_what_layouts_put_in_is_no_part_of_a_sentence(layout: relaid.Layout) -> None:
    """Numbers, bullets, speakers, page heads, the times of subtitles, frames and headers aside."""
    found = {layout.bare(sentence) for sentence in prose(layout.lay(ENGLISH), "en")}
    missing = {layout.bare(sentence) for sentence in PLAIN} - found
    assert len(missing) <= (layout.name in ("speakers", "bullets", "subtitles"))


@settings(derandomize=True)
@given(
    code=st.sampled_from(SPACED),
    width=st.integers(50, 120),
    mark=st.sampled_from(["", "> ", ">", "> > ", ">>> ", "| ", "# ", "// ", "JD> ", "    "]),
    shape=st.sampled_from(
        [("", "", "\n\n"), ("   ", "", "\n\n"), ("    ", "", "\n"), ("", "    ", "\n\n")]
    ),
    end=st.sampled_from(["\n", "\r\n", "\r", "\x85", "\u2028", " \n", "\t\r\n"]),
)
def test_a_drawn_layout_changes_next_to_nothing(
    code: str, width: int, mark: str, shape: tuple[str, str, str], end: str
) -> None:
    lines = BY_LANGUAGE[code]
    text = led(mark, wrapped(width, *shape))(lines).replace("\n", end)
    lost = set(prose("\n\n".join(lines), code)) - set(prose(text, code))
    assert len(lost) <= 2


@given(noise | texts)
def test_paragraphs_are_in_order_and_lose_nothing_that_is_not_blank(text: str) -> None:
    found = paragraphs(text)
    reached = 0
    for start, end in found.spans:
        assert reached <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip(BLANKS)
        assert not text[reached:start].strip(BLANKS + ">|#%*!:;/-")
        reached = end
    assert not text[reached:].strip(BLANKS + ">|#%*!:;/-")
    assert set(found.kinds) <= {start for start, _ in found.spans}
    for start, end in found.left_out:
        assert any(a < start and end < b for a, b in found.spans)


@given(noise | texts, st.sampled_from(["", "\t", "   ", "|", "> ", "{", "*** ", "\f", "10 "]))
def test_what_is_soon_seen_is_what_a_second_look_finds(text: str, mark: str) -> None:
    for given_ in (text, f"{text}\n{mark}{text}", f"{PLAIN_LINES}\n{mark}{text}"):
        soon = paragraphs(given_)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("summarizer.text.paragraphs._plain_lines", lambda _text: None)
            found = paragraphs(given_)
        assert (found.spans, found.left_out) == (soon.spans, soon.left_out)


def test_what_stands_around_a_book_is_none_of_it() -> None:
    frame = "*** {} OF THE PROJECT GUTENBERG EBOOK THE LAMP ***"
    start, end = map(frame.format, ("START", "END"))
    text = "\n\n".join(["Read on.", start, "The lamp went out.", end, "Pay."])
    kinds = {text[a:b]: paragraphs(text).kinds.get(a) for a, b in paragraphs(text).spans}
    assert [piece for piece, kind in kinds.items() if kind is None] == ["The lamp went out."]


@given(noise | texts, st.sampled_from(["", "> ", "# ", "JD> ", "\t"]))
def test_no_sentence_spans_two_paragraphs(text: str, mark: str) -> None:
    text = mark + text.replace("\n", f"\n{mark}")
    blocks = laid_out(text).blocks
    assert all(a.end <= b.start for a, b in pairwise(blocks))
    spans = paragraphs(text).spans
    for start, end in split_sentences(text):
        if not any("\u200b" <= c <= "\ufeff" or c == "\xad" for c in text):
            assert any(a <= start and end <= b for a, b in spans)


@settings(derandomize=True)
@given(st.sampled_from(sorted(ARTICLES)), st.integers(45, 120), st.sampled_from(["", "> ", "\t"]))
def test_no_candidate_of_an_article_begins_in_the_middle(code: str, width: int, mark: str) -> None:
    text = led(mark, wrapped(width))(ARTICLES[code])
    candidates = Document.from_text(text, language=code).candidates
    assert not [s.line for s in candidates if s.line[0].islower()]


ODD = {
    "an address": "https://harbour.example/reports/" + "of-the-northern-coast/" * 5 + "index.html",
    "a path": "/usr/share/keepers/" + "lamps/" * 20 + "readme.first",
    "a wide table": "Harbour" + " " * 30 + "Lamps" + " " * 30 + "Range\nUlverane" + " " * 33 + "4"
    + " " * 34 + "21",
    "code": "    int main(void)\n    {\n        light(lamp);\n        return 0;\n    }",
    "a long paragraph": "This one was pasted from a page that wraps nothing at all. " * 6,
    "a rule": "=" * 78,
    "a row of stars": "*" + "     *" * 4,
    "a short list": "* oil\n* two lamps\n* rope for the boats",
    "verse": "The lamp is lit,\nThe boats are home,\nAnd nobody\nGoes down alone.",
}  # fmt: skip


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize("width", [60, 72, 95])
@pytest.mark.parametrize("code", sorted(ARTICLES))
def test_something_odd_among_them_changes_no_other_paragraph(
    odd: str, width: int, code: str
) -> None:
    lines = ARTICLES[code]
    half = len(lines) // 2
    lay = wrapped(width)
    text = "\n\n".join([lay(lines[:half]), odd, lay(lines[half:])])
    expected = prose("\n\n".join(lines), code)
    assert [s for s in prose(text, code) if s in set(expected)] == expected


def test_a_signature_as_wide_as_it_likes_changes_nothing() -> None:
    for mark in ("", "> "):
        letter = led(mark, wrapped(64))(ENGLISH)
        signature = "-- \nAda Marlow" + " " * 40 + "Keeper of Lights" + " " * 30 + "+00 55 0123"
        found = prose(f"{letter}\n\n{signature}", "en")
        assert found == PLAIN


@pytest.mark.parametrize("rows", [9, 14, 23])
@pytest.mark.parametrize("feed", ["\f\n", "\f", "\n\n"])
def test_page_heads_inside_sentences_are_left_out(rows: int, feed: str) -> None:
    lines = USUAL(ENGLISH * 2).split("\n")
    pages = ["\n".join(lines[at : at + rows]) for at in range(0, len(lines), rows)]
    text = pages[0]
    for number, page in enumerate(pages[1:], 2):
        text += f"\n\n{f'Lamps and Lenses {number}':>60}\n{feed}\n{page.strip()}"
    found = prose(text, "en")
    assert sum(sentence in found for sentence in set(PLAIN)) > 0.93 * len(set(PLAIN))
    assert not [sentence for sentence in found if "Lamps and Lenses" in sentence]


def test_a_text_of_page_numbers_or_times_alone_is_cut() -> None:
    for text in ("\n\n1\n\n2\n\n3\n\n4\n\n", "\f1\f2\f3\f", "1\n00:00:01,000 --> 00:00:02,000\n"):
        pieces = [text[a:b] for a, b in split_sentences(text)]
        assert "".join(pieces).split() == "".join(text.split("\n")).replace("\f", "").split()


def test_a_line_of_text_with_a_number_at_a_page_break_is_no_head() -> None:
    text = (
        "The lamp of the northern light was lit for the first time on the evening of\n"
        "the third of May, when all the boats were home and the town counted 1 492\f"
        "people, of whom four hundred had come down to the harbour to see it burn.\n"
        "It went out at midnight, for nobody had thought of buying enough oil for it."
    )
    first, second = prose(text, "en")
    assert "counted 1 492 people, of whom" in first
    assert second.startswith("It went out")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The keepers of the light were asked to hand in their reports by Oct.", "31. Nobody did"),
        ("The lamp was lit for the first time, in front of the whole town, at", "6:12 a.m. sharp"),
        ("Of all the oil that had been bought for the winter they had burned 28", "%. So they"),
    ],
)
def test_what_a_line_happens_to_begin_with_opens_no_paragraph(before: str, after: str) -> None:
    """In a mail, whose header has names and colons, and times of its own."""
    rest = " and went home by the long road that leads around the harbour to the old town."
    header = "From: Ada\nTo: Tom\nDate: 3 May, 10:12\nSubject: lamps\n\n"
    text = header + "\n".join([before, *filled(after + rest, 72)])
    begun = f"{before} {after.split()[0]}"
    assert any(begun in sentence for sentence in prose(text, "en"))


CHATS = [
    "did you see it\nno what\nthe light is out!\nreally?\nsince monday\noh dear\nso who lights it\n"
    "ask ada maybe\nok",
    "the pump is down again\nwho is on call this week\nada i think\nshe is away\nthen it is me\n"
    "ok i will look at it now\nthanks a lot",
    "was läuft heute so\nnix besonderes\nkommst du mit ins kino\nwann denn\num acht\nok bin dabei",
    "привет как дела\nнормально а у тебя\nтоже ничего\nчто делаешь вечером\nпока не знаю\nладно",
]


@pytest.mark.parametrize("chat", CHATS)
def test_the_lines_of_a_chat_without_capitals_stay_apart(chat: str) -> None:
    assert [s.text for s in Document.from_text(chat).sentences] == chat.split("\n")


@pytest.mark.parametrize("width", [52, 60, 72])
def test_a_writer_without_capitals_may_wrap_lines(width: int) -> None:
    lines = [line.lower() for line in ENGLISH[1:6]]
    text = wrapped(width)(lines)
    assert len(paragraphs(text).spans) == len(lines)


LONG: dict[str, str] = {
    "lines of a letter": "a\n" * 100_000,
    "indents in turn": "abc def ghi\n    jkl mno pqr\n" * 15_000,
    "quote marks": ">" * 100_000,
    "lines of quote marks": ">\n" * 40_000 + "> a b\n" * 10_000,
    "short quotations": '"No," he said. ' * 10_000,
    "a list on one line": " ".join(f"{number}. item" for number in range(10_000)),
    "a line of many megabytes among short ones": "abc def.\nghi jkl\n" * 50
    + "word and " * 300_000
    + "\nabc def.\nghi jkl\n" * 50,
    "dashes that open signatures": "--\n" * 40_000,
    "a row of cells": "Aa\tbb\t" * 30_000,
    "a row of wide cells": "Aa   bb    " * 20_000,
    "a rule of wide dashes": "x\n" + "-   " * 40_000,
    "times of subtitles": "00:00:01,000 --> \n" * 15_000,
    "page numbers": "a b c\n\n12\n\nd e f.\n\n" * 8_000,
    "form feeds": "a\f" * 40_000,
    "bars": "| a |\n" * 20_000,
    "titles with rules": "abc\n---\n" * 15_000,
    "brackets": "(" * 100_000,
    "tabs": "\t" * 100_000 + "a",
    "initials in front": "JD> a b\nJD> c d.\n" * 8_000,
    "speakers": "ANNA\nhello there\n" * 8_000,
    "code": "{}<>\n" * 20_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_long_texts_of_one_kind_are_cut_at_once(text: str) -> None:
    """Nothing is timed: what takes more than time in proportion would not come to an end."""
    reached = 0
    for start, end in split_sentences(text):
        assert reached <= start < end <= len(text)
        reached = end


@pytest.mark.parametrize(
    ("stanza", "expected"),
    [
        (
            "3. Who lights the lamp that nobody sees,\n   When all the boats are home,\n"
            "   And all is quiet on the seas,\n   And he is there alone?\n",
            ["Who lights the lamp that nobody sees, When all the boats are home, "
             "And all is quiet on the seas, And he is there alone?"],
        ),
        (
            "The night is here.\nThe wind is loud.\nNobody knows, my dear,\nWho lit the lamp.\n"
            "The sea is near,\nAnd so is the cloud.\n",
            ["The night is here.", "The wind is loud.", "Nobody knows, my dear, Who lit the lamp.",
             "The sea is near, And so is the cloud."],
        ),
    ],
)  # fmt: skip
def test_stanzas_with_numbers_and_those_of_short_sentences_are_verse(
    stanza: str, expected: list[str]
) -> None:
    found = prose("\n\n".join([USUAL(ENGLISH), stanza, USUAL(ENGLISH)]), "en")
    assert [s.removeprefix("3. ") for s in found if s not in PLAIN] == expected


@pytest.mark.parametrize("width", [160, 200, 300])
def test_lines_that_a_program_broke_at_a_width_of_its_own(width: int) -> None:
    long = [" ".join(ENGLISH)] * 2
    assert prose(wrapped(width)(long), "en") == prose("\n\n".join(long), "en")
    assert prose("\n".join(long), "en") == prose("\n\n".join(long), "en")


def test_long_lines_of_verse_go_on_behind_their_commas() -> None:
    lines = [
        "The keepers of the northern coast who never saw a town by daylight,",
        "The boats that went out in the evening and were not seen again in any harbour",
        "    on the mainland,",
        "Whoever counts the lamps of an island that no chart has had since the war,",
        "All these I have met.",
    ]
    indented = "\n".join(f"  {line}" for line in lines)
    found = prose("\n\n".join([USUAL(ENGLISH), indented, USUAL(ENGLISH)]), "en")
    assert [s for s in found if s not in PLAIN] == [" ".join(map(str.strip, lines))]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("code", sorted(ARTICLES))
def test_numbers_before_lines_and_over_pages_are_left_out(code: str, gap: str) -> None:
    lines = [line for p in ARTICLES[code] for line in wrapped(60)([p]).split("\n")]
    pages = [lines[at : at + 12] for at in range(0, len(lines), 12)]
    text = ""
    for number, page in enumerate(pages, 1):
        numbered = [f"{row:>4}   {line}" for row, line in enumerate(page, 1)]
        text += f"\n\n{number:>60}\n\n" + gap.join(numbered)
    found = [s.line for s in Document.from_text(text, language=code).candidates]
    assert not [s for s in found if s[0].islower() or s[:2].strip().isdigit()]


def test_greetings_of_letters_one_paragraph_a_line_stay_apart() -> None:
    letters = [f"Dear {name},\n{PLAIN[0]}\nYours,\nAda" for name in ("Tom", "Bob", "Cyd", "Dan")]
    found = [s.text for s in Document.from_text("\n".join(letters), id="a").sentences]
    assert found.count(PLAIN[0]) == 4


def test_columns_behind_quotes_stops_and_equal_blanks_are_tables() -> None:
    listing = [f'{n:<5}"LAMP {n}"{"PRG":>14}' for n in range(4)] + ['9    "THE OIL LAMP" PRG']
    songs = [f"song.{name:<28}by Ada of Hill" for name in ("why?", "lamp!", "oil?", "end!")]
    votes = [f"    {letter}       {n}1      {n}2      {n}3" for n, letter in enumerate("ABCD", 4)]
    text = "\n\n".join(["\n".join(rows) for rows in (listing, songs, votes)])
    found = [s.line for s in Document.from_text(f"{PLAIN[0]}\n\n{text}", id="a").candidates]
    assert found == [PLAIN[0]]


def test_lines_without_a_word_are_no_text() -> None:
    text = "\n\n".join([PLAIN[0], "0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9", PLAIN[0]])
    assert [s.line for s in Document.from_text(text).candidates] == [PLAIN[0]] * 2


def test_a_letter_that_stands_for_a_bullet_is_no_part_of_its_sentence() -> None:
    items = "\n\n".join(f"o {line}" for line in ENGLISH[0].split("\n")[:1] * 3)
    found = [s.line for s in Document.from_text(items).candidates]
    assert found
    assert not [line for line in found if line.startswith("o ")]


@pytest.mark.parametrize(
    "text",
    [
        "The lamp of the northern coast was rebuilt in 1702 to plans by Capt. Thomas R.\nWelling.",
        "It was lit for years by whoever kept the island, and in the year of\n"
        "the great storm, as all of them remembered, it was kept by the old mr.\nA. Harkness.",
        "It stands on the hill above the harbour and was first lit in the spring of 1856. The\n"
        "Keeper of that year had a boat of his own. He built another lamp in the town of New\n"
        "Harbour and went away.",
    ],
)
def test_a_capital_at_the_start_of_a_line_may_go_on_with_a_sentence(text: str) -> None:
    assert prose(text, "en") == prose(text.replace("\n", " "), "en")


def test_lines_of_as_many_words_by_chance_are_wrapped_at_a_column() -> None:
    text = (
        "The keepers of the coast had lived with their\nlamps and boats for all of their years,\n"
        "and none of them had seen a town yet.\nHarbourmaster Adamson counted them once a year in\n"
        "Ulverane, which is a town on the mainland.\n"
    )
    found = [s.line for s in Document.from_text(text, id="a").sentences]
    assert found[-1].startswith("Harbourmaster")
    assert found[-1].endswith("mainland.")


def test_an_entry_of_the_contents_may_fill_two_lines() -> None:
    contents = [
        "1.1   Lamps of the coast ..............3",
        "1.2   Rules for When to Trim the Wicks of the Northern",
        "      Lamps and Their Spare Parts at Sea Level..14",
        "1.3   Oil .............................15",
    ]
    text = "\n\n".join([PLAIN[0], "\n".join(contents), PLAIN[0]])
    assert [s.line for s in Document.from_text(text).candidates] == [PLAIN[0]] * 2
