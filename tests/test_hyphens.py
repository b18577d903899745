"""Words that were parted at the ends of lines, and what a sentence of wrapped text reads as."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, summarise
from summarizer.text.hyphens import Hyphens
from summarizer.text.languages import get_language
from summarizer.text.running import RunningText
from summarizer.text.words import words

from .strategies import noise


def mended(text: str, language: str = "en") -> str:
    hyphens = Hyphens(text, get_language(language).hyphens)
    return " ".join(hyphens.mended(text).split())


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("a sum-\nmary of it", "a summary of it"),
        ("a sum- \r\n    mary of it", "a summary of it"),
        ("a sum\xad\nmary of it", "a summary of it"),
        ("un-\nbe-\nlievable", "unbelievable"),
        ("Wash-\nington", "Washington"),
        ("THE MERCHANT-\nABILITY OF IT", "THE MERCHANTABILITY OF IT"),
        ("a well-\nknown man", "a well-known man"),
        (
            "his mother-in-\nlaw and jack-\nof-all-trades",
            "his mother-in-law and jack-of-all-trades",
        ),
        ("the Anglo-\nSaxon kings", "the Anglo-Saxon kings"),
        ("the AL-\nQaeda", "the AL-Qaeda"),
        (
            "from 1914-\n1918, COVID-\n19, a 30-\nyear wait",
            "from 1914-1918, COVID-19, a 30-year wait",
        ),
        ("an e-\nmail and an X-\nray", "an e-mail and an X-ray"),
        ("both pre-\nand post-war", "both pre- and post-war"),
        ("at http://exam.org/a-\npage now", "at http://exam.org/a-page now"),
        ("it came --\nand went -\nas ever", "it came -- and went - as ever"),
        ("see co-\nop, the co-op shop", "see co-op, the co-op shop"),
        ("a land-\nmark of the land, a mark", "a land-mark of the land, a mark"),
        ("an anti-\ntrust case, for antitrust law", "an antitrust case, for antitrust law"),
    ],
)
def test_a_hyphen_goes_or_stays(text: str, reads: str) -> None:
    assert mended(text) == reads


@pytest.mark.parametrize(
    ("language", "text", "reads"),
    [
        ("de", "die Ein-\nund Ausgänge der Ver-\nwaltung", "die Ein- und Ausgänge der Verwaltung"),
        ("fr", "celui-\nci viendra-\nt-il ? Peut-\nêtre", "celui-ci viendra-t-il ? Peut-être"),
        ("pt", "na segunda-\nfeira disse-\n-lhe que", "na segunda-feira disse-lhe que"),
        ("pl", "flaga biało-\n-czerwona", "flaga biało-czerwona"),
        ("ro", "s-\na dus într-\nun oraș", "s-a dus într-un oraș"),
        ("ru", "кто-\nнибудь из прави-\nтельства", "кто-нибудь из правительства"),
        ("nl", "in- en uit-\nvoer, oud-\nminister", "in- en uitvoer, oud-minister"),
    ],
)
def test_languages_know_what_keeps_its_hyphen(language: str, text: str, reads: str) -> None:
    assert mended(text, language) == reads


def test_a_long_text_of_which_no_line_parts_words_keeps_its_compounds() -> None:
    lines = ["and so they went on along the road to town"] * 100
    text = "\n".join([*lines, "she sat in the drawing-", "room and read", *lines])
    assert "drawing-room and read" in mended(text)


@given(st.text(st.sampled_from("ab-‐\xad \n>A1.é"), max_size=60) | noise)
def test_nothing_but_hyphens_and_line_ends_goes(text: str) -> None:
    hyphens = Hyphens(text, ["- a"])
    left = hyphens.mended(text)
    gone = dict.fromkeys(map(ord, "-‐\xad \r\n\x0b\x0c\x85\u2028\u2029\t"))
    blanks = dict.fromkeys(ord(c) for c in set(text) if c.isspace())
    assert left.translate(gone | blanks) == text.translate(gone | blanks)
    if read := RunningText(text):
        assert read(0, len(text)).translate(gone) is not None


def test_quote_marks_of_mail_are_no_words() -> None:
    text = "> > He said that the sum-\n> > mary was good\n> > enough for 3 > 2 of them."
    document = Document.from_text(text, splitter=[(4, len(text))])
    [sentence] = document.sentences
    assert sentence.line == "He said that the summary was good enough for 3 > 2 of them."
    assert sentence.text == text[4:]
    assert words(sentence.plain)[4:7] == ["summary", "was", "good"]


ARTICLE = (
    "The council of Port Ulverane has published the summary of a report on the ferry. "
    "The investigation concluded that the navigation lights of the barge were broken. "
    "Passengers remembered the collision as a well-known danger of the harbour entrance. "
    "Engineers recommended additional illumination for every commercial vessel. "
    "The administration will consider the recommendations at the beginning of September. "
)
PARTED = [
    ("published", "pub-lished"), ("investigation", "investi-gation"), ("navigation", "navi-gation"),
    ("collision", "colli-sion"), ("Engineers", "Engi-neers"), ("recommended", "recom-mended"),
    ("illumination", "illumi-nation"), ("administration", "adminis-tration"),
    ("consider", "con-sider"), ("recommendations", "recommenda-tions"),
]  # fmt: skip


@pytest.mark.parametrize("width", range(56, 72))
@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\xad"])
def test_a_parted_word_is_one_word_to_all(width: int, hyphen: str) -> None:
    parted = ARTICLE
    for word, halves in PARTED:
        parted = parted.replace(word, halves)
    lines = textwrap.wrap(parted, width)
    ends = [line.endswith("-") and not line.endswith("well-") for line in lines]
    for word, halves in PARTED:
        lines = [line.replace(halves, word) for line in lines]
    lines = [f"{line[:-1]}{hyphen}" if end else line for line, end in zip(lines, ends, strict=True)]
    wrapped = "\n".join(lines)
    plain = Document.from_text(ARTICLE)
    spans, at = [], 0
    for sentence in plain.sentences:  # as whoever knows the lines would cut them
        end = wrapped.index(".", at) + 1
        spans.append((at, end))
        at = end + 1
        assert sentence.text.endswith(".")
    document = Document.from_text(wrapped, splitter=spans)
    assert [s.line for s in document.sentences] == [s.line for s in plain.sentences]
    assert [s.text for s in document.sentences] == [wrapped[a:b] for a, b in spans]
    for length in (2, "30w", "180c"):
        one, other = summarise(plain, length), summarise(document, length)
        assert one.text == other.text
        assert [e.score for e in one.extracts] == [e.score for e in other.extracts]


def test_long_texts_of_one_kind_are_read_at_once() -> None:
    """Nothing is timed: what takes more than time in proportion would not come to an end."""
    for piece in ("a-\n", "a-b", "- - ", "-\n", "a-\n> ", "-    ", "a_-\n", "\xad\n", "é\u0301-\n"):
        text = piece * (200_000 // len(piece))
        assert RunningText(text)(0, len(text)) is not None


def test_a_whole_word_before_the_line_end_or_behind_it_tells_that_a_hyphen_goes() -> None:
    whole, parted = "A selfmade man came.", "Another self-\nmade man left."
    for text in (f"{whole} {parted}", f"{parted} {whole}"):
        lines = {sentence.line for sentence in Document.from_text(text).sentences}
        assert lines == {whole, "Another selfmade man left."}
    assert Document.from_text(parted).sentences[0].line == "Another self-made man left."
