"""The HTML report: what stands on it, and what nothing in the input can change."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from summarizer import (
    Brief,
    Document,
    Extract,
    Length,
    Request,
    Sentence,
    Story,
    Summary,
    brief,
    render,
    summarise,
)
from summarizer.disagreements import Account, Disagreement
from summarizer.document import Origin
from summarizer.duplicates import Duplicate
from summarizer.pages import clean, direction_of, page, web_address
from summarizer.read import read_documents
from summarizer.rendering.pictures import strip
from summarizer.rendering.plain import runs

from .pages import Element, check_element, check_page, parse
from .strategies import lengths, noise, texts

NASTY = st.sampled_from(
    [
        "<script>window.pwned=1</script>",
        '"><img src=x onerror="window.pwned=1">',
        "'><svg/onload=window.pwned=1>",
        "</style><script>window.pwned=1</script>",
        "</title></head><body onload=alert(1)>",
        "</details></main></html>",
        "<!-- ",
        "--> ]]> <![CDATA[",
        "javascript:alert(1)",
        "&#x3c;script&#x3e; &lt;b&gt; &amp;amp; &nbsp",
        "{{7*7}} {% raw %} {# #} ${7*7}",
        "x{background:url(//evil.example)}",
        "\u202egnp.exe\u2066 \u200f",
        "\0\x01\x1b[31m\x7f\x85",
        "\ud800 \udfff \ufffe \U0001ffff",
        "a\r\nb\rc\u2028d",
        "%00 \\ ` ' \"",
    ]
)
"""What somebody would put into a text to break out of a page."""


def squeezed(text: str) -> str:
    """A text as a page has it, without its blanks."""
    return "".join(clean(text).split())


def source_texts(root: Element) -> list[str]:
    """What each source on a page says, without our numbers and notes."""
    return [text.text("back", "hidden") for text in root.having("text")]


def check_sources(root: Element, documents: list[Document]) -> None:
    """Every document stands on the page whole, each sentence under its own address."""
    assert [squeezed(text) for text in source_texts(root)] == [squeezed(d.text) for d in documents]
    by_id = root.by_id()
    for number, document in enumerate(documents, start=1):
        for sentence in document.sentences:
            element = by_id[f"d{number}-s{sentence.position + 1}"]
            assert squeezed(element.text()) == squeezed(sentence.text)


def ways_back(root: Element) -> Iterator[tuple[str, str]]:
    """Of each sentence with a link back to an extract, its id and that of the extract."""
    for parent in root.walk():
        for element, following in pairwise(parent.children):
            if isinstance(element, Element) and isinstance(following, Element):
                for link in following.all("a") if "back" in following.classes else ():
                    yield element.attributes["id"], link.attributes["href"][1:]


def check_quotes(root: Element, extracts: list[Extract], documents: list[Document]) -> None:
    """Every extract leads to its sentence, which is marked and leads back."""
    by_id = root.by_id()
    known = {document.id: number for number, document in enumerate(documents, start=1)}
    backs = set(ways_back(root))
    quotes = [e for e in root.having("extracts") for e in e.all("a") if "quote" in e.classes]
    assert [squeezed(q.text()) for q in quotes] == [squeezed(e.sentence.line) for e in extracts]
    items = [li.attributes["id"] for e in root.having("extracts") for li in e.all("li")]
    for item, quote, extract in zip(items, quotes, extracts, strict=True):
        anchor = f"d{known[extract.document]}-s{extract.sentence.position + 1}"
        assert quote.attributes["href"] == f"#{anchor}"
        assert by_id[anchor].tag == "mark"
        assert (anchor, item) in backs
        for said in extract.said_by:
            same = f"d{known[said.document_id]}-s{said.position + 1}"
            assert by_id[same].tag == "mark" or (same, item) in backs
    assert sum(len(text.all("mark")) for text in root.having("text")) == len(extracts)


@pytest.fixture(scope="module")
def dated(articles: list[Document]) -> list[Document]:
    """The bundled articles with days, and a copy of one."""
    days = [date(2025, 3, 12), date(2025, 3, 12), date(2025, 3, 13)] * 2
    copy = Document.from_text(articles[0].text[:1000], id="flash", author="A. Copyist")
    return [*(replace(a, published=d) for a, d in zip(articles, days, strict=True)), copy]


@given(texts | noise.map("A word. {}".format), lengths)
def test_the_page_of_any_summary_keeps_the_laws(text: str, length: Any) -> None:
    summary = summarise(text, length)
    root = check_page(render(summary, "html"))
    check_sources(root, [summary.document])
    check_quotes(root, list(summary.extracts), [summary.document])


@given(st.lists(texts, min_size=1, max_size=4), lengths)
def test_the_page_of_any_brief_keeps_the_laws(given: list[str], length: Any) -> None:
    result = brief(given, length)
    documents = [d for story in result.stories for d in story.documents]
    documents += [found.document for found in result.duplicates]
    root = check_page(render(result, "html"))
    check_sources(root, documents)
    check_quotes(root, list(result.extracts), documents)


def test_keyphrases_lead_to_where_they_stand(articles: list[Document]) -> None:
    """Those that stand there more than once; a part of a longer one is not listed beside it."""
    for result in (summarise(articles[0]), brief(articles)):
        root = check_page(render(result, "html"))
        by_id = root.by_id()
        for line in root.having("keyphrases"):
            links = line.all("a")
            assert 3 < len(links) <= 8
            told = [link.text() for link in links]
            assert not [t for t in told for other in told if t != other and t in other]
            for link in links:
                sentence = by_id[link.attributes["href"][1:]].text()
                assert link.text().casefold() in " ".join(sentence.split()).casefold()
    once = render(summarise("A ferry sank. Nobody drowned."), "html")
    assert not check_page(once).having("keyphrases")


def made_up(name: str, pieces: list[str], **values: Any) -> Document:
    """A document of sentences as given, however odd they are."""
    text, sentences = "", []
    for position, piece in enumerate(pieces):
        sentences.append(Sentence(name, position, len(text), len(text) + len(piece), piece))
        text += f"{piece} "
    return Document(name, text, sentences=tuple(sentences), **values)


def hand_made(words: list[str]) -> tuple[Summary, Brief]:
    """Results with words in every place that comes from the input; their shape is always one."""
    a, b, c, title, heading, note, author, place = words
    origin = Origin(f"folder/{place}")
    first = made_up(
        f"1{a}", [f"One {a}.", f"Two {b}.", f"Three {c}."], title=f"t{title}", author=f"w{author}"
    )
    first = replace(first, origin=origin, published=date(2025, 3, 4))
    second = made_up(
        f"2{b}", [f"Four {c}.", f"Five {a}."], title=f"u{title}", published=date(2025, 3, 5)
    )
    copy = made_up(f"3{c}", [f"Six {a}."], title=f"v{title}")
    said = second.sentences[1]
    extracts = (
        Extract(first.sentences[0], 2.0, (said, copy.sentences[0])),
        Extract(second.sentences[0], 1.0),
    )
    asked = Request(Length("9w"), query=f"q{c}")
    story = Story(
        heading=f"h{heading}",
        documents=(first, second),
        extracts=extracts,
        request=asked,
        scores=(2.0, 1.0, 0.0, 1.0, 2.0),
        over=True,
        note=f"n{note}",
    )
    accounts = (Account((f"5{a}",), (first.sentences[1],)), Account((f"6{b}",), (said,)))
    vars(story)["_compared"] = (Disagreement(accounts), Disagreement(accounts, over_time=True))
    own = tuple(Extract(sentence, 1.0) for sentence in first.sentences)
    summary = Summary(
        heading=first.headline,
        documents=(first,),
        extracts=own[:2],
        request=Request(Length("9w")),
        scores=(1.0,) * len(own),
        over=True,
        note=f"n{note}",
        method=f"m{a}",
        select=f"s{b}",
    )
    dropped = (Duplicate(copy, first, 0.9, "contained"),)
    return summary, Brief(
        stories=(story,),
        duplicates=dropped,
        documents=(first, second, copy),
        method=f"m{a}",
        select=f"s{b}",
        request=asked,
    )


@given(st.lists(st.lists(NASTY, min_size=1, max_size=3).map(" ".join), min_size=8, max_size=8))
def test_nothing_in_the_input_changes_the_page(words: list[str]) -> None:
    harmless = hand_made([f"x{number}" for number in range(8)])
    pairs: Any = zip(hand_made(words), harmless, strict=True)
    for result, plain in pairs:
        root = check_page(render(result, "html"))
        assert root.shape() == check_page(render(plain, "html")).shape()
        documents = [result.document] if isinstance(result, Summary) else list(result.documents)
        check_sources(root, documents)
        for word in (f"t{words[3]}", f"n{words[5]}", f"w{words[6]}"):
            assert squeezed(word) in squeezed(root.text())
        for shown, harmless_one in ((result, plain), (result.show_source(), plain.show_source())):
            piece = parse(shown._repr_html_())
            for element in piece.walk():
                check_element(element)
            assert piece.shape() == parse(harmless_one._repr_html_()).shape()


@pytest.mark.parametrize(
    ("place", "is_linked"),
    [
        ("https://example.org/a?b=c&d=1#e", True),
        ("HTTP://example.org", True),
        ("http://[2001:db8::1]/a", True),
        ("javascript:alert(1)//http://example.org", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("file:///etc/passwd", False),
        ("//example.org", False),
        (" https://example.org", False),
        ("https://exam\u202eple.org", False),
        ('https://example.org/"onclick=alert(1)', False),
        ("https://[::1", False),
        ("https:///a", False),
        ("news/a.txt", False),
        ("-", False),
    ],
)
def test_only_an_address_of_the_web_becomes_a_link(place: str, is_linked: bool) -> None:
    assert bool(web_address(place)) == is_linked
    document = Document.from_text("A ferry sank.", origin=Origin(place))
    root = check_page(render(summarise(document), "html"))
    links = [a.attributes["href"] for a in root.all("a")]
    assert (place in links) == is_linked


def test_the_page_of_a_brief_has_its_parts_in_order(dated: list[Document]) -> None:
    result = brief(dated, "100w")
    root = check_page(render(result, "html"))
    headings = [e.text() for e in root.walk() if e.tag in ("h1", "h2", "h3")]
    assert headings[0] == "2 stories from 7 sources"
    first, second = (story.heading for story in result.stories)
    found = [headings.index(heading) for heading in (first, second)]
    found += [headings.index("Dropped as repeats: 1 document"), headings.index("Sources in full")]
    assert found == sorted(found)
    days = [e.attributes["datetime"] for e in root.having("timeline")[0].all("time")]
    assert days == ["2025-03-12", "2025-03-13"]
    assert "flash repeats ferry-coast-wire: contained, 100 % of its word triples" in root.text()
    assert "From 12 March 2025 to 13 March 2025" in root.text()
    (table, _) = root.having("matrix")
    assert table.all("th")[-1].text() == "flash"


STORM = "The storm killed {} people on the coast, the ministry said. Roads are closed."


def told_of_storm(*figures: object) -> list[Document]:
    """Papers that give the figures."""
    return [Document.from_text(STORM.format(n), id=f"paper{n}") for n in figures]


def test_disagreements_stand_side_by_side_with_their_sources() -> None:
    text = STORM
    root = check_page(render(brief(told_of_storm(58, 61), 1, stories="one"), "html"))
    (sides,) = root.having("sides")
    assert [e.text() for e in sides.having("figures")] == ["58", "61"]
    hrefs = [a.attributes["href"] for a in sides.all("a") if "quote" in a.classes]
    assert [root.by_id()[href[1:]].text() for href in hrefs] == [
        text.format(n).partition(". ")[0] + "." for n in (58, 61)
    ]


def test_a_contested_figure_is_marked_in_the_sentence_and_in_the_sources() -> None:
    root = check_page(render(brief(told_of_storm(58, 61), 1, stories="one"), "html"))
    (quote, *_) = (a for e in root.having("extracts") for a in e.all("a"))
    assert [e.text() for e in quote.all("strong")] == ["58"]
    (item,) = root.having("extracts")[0].all("li")
    assert "others say 61 (paper61" in item.text()
    marked = [e.text() for text in root.having("text") for e in text.all("strong")]
    assert marked == ["58", "61"]


@pytest.mark.parametrize(
    ("text", "figures", "language", "marked"),
    [
        ("It cost $1.6 million.", ["1.6 million"], "en", ["1.6 million"]),
        ("It cost 1,600,000 dollars.", ["1.6 million"], "en", ["1,600,000"]),
        ("Fourteen were hurt.", ["14"], "en", ["Fourteen"]),
        ("At 14 the 14 were hurt.", ["14"], "en", []),
        ("造成14人受伤。", ["14"], "zh", ["14"]),
        ("Nobody was hurt.", ["14"], "en", []),
        ("14 were hurt.", [], "en", []),
    ],
)
def test_figures_are_found_however_they_are_written(
    text: str, figures: list[str], language: str, marked: list[str]
) -> None:
    found = runs(text, figures, language)
    assert "".join(run.text for run in found) == text
    assert [run.text for run in found if run.is_contested] == marked


def test_who_says_what_is_a_table(articles: list[Document]) -> None:
    told = told_of_storm(58, 61)
    result = brief(told, 2, stories="one")
    (table,) = check_page(render(result, "html")).having("matrix")
    rows = [
        [e.text("hidden") for e in tr.children if isinstance(e, Element)] for tr in table.all("tr")
    ]
    assert rows == [
        ["Source", "1", "2", "Words"],
        ["paper58", "●", "●", "14"],
        ["paper61", "61", "○", ""],
    ]
    assert not check_page(render(brief(told[:1]), "html")).having("matrix")
    assert not check_page(render(summarise(articles[0]), "html")).having("matrix")


def test_a_book_has_contents() -> None:
    text = "".join(f"# Part {n}\n\n## Stone {n}\n\nThe mill {n} burned.\n\n" for n in range(1, 5))
    lines = list(re.finditer(r".+", text))
    marked: Any = {m.start(): "heading" if m[0][0] == "#" else "prose" for m in lines}
    book = Document.from_text(text, id="book", title="Mills", marked=marked)
    root = check_page(render(summarise(book, 4), "html"))
    (contents,) = root.having("contents")
    assert ["".join(li.text("hidden").split("#")).split() for li in contents.all("li")] == [
        told for n in map(str, range(1, 5)) for told in (["Part", n], ["Stone", n, n])
    ]
    assert "Stone 2" in root.having("extracts")[0].all("li")[1].text().replace("# ", "")
    few = Document.from_text("Head\n\nA mill burned. It rained.")
    assert not check_page(render(summarise(few), "html")).having("contents")


def test_no_path_of_the_writer_is_sent_along(tmp_path: Path) -> None:
    for folder in ("monday", "tuesday"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "storm.txt").write_text(f"It rained on {folder}. A mill burned.")
    found = read_documents([str(path) for path in tmp_path.glob("*/*.txt")]).documents
    assert str(tmp_path) in found[0].id
    for result in (brief(found, 1), [summarise(document, 1) for document in found]):
        page = render(result, "html")
        assert str(tmp_path) not in page
        assert "monday/storm.txt" in page


def test_a_brief_shows_the_scores_of_what_was_not_chosen(articles: list[Document]) -> None:
    result = brief(articles, 1)
    root = check_page(render(result, "html"))
    assert len(root.having("strip")) == 6
    for story in result.stories:
        assert len(story.ranking) == sum(len(d.candidates) for d in story.documents)
        scores = [extract.score for extract in story.ranking]
        assert scores == sorted(scores, reverse=True)


def test_a_storys_ranking_is_the_rankers_own(articles: list[Document]) -> None:
    alone = brief(articles[:1], 1, method="textrank").stories[0]
    summary = summarise(articles[0], 1, method="textrank")
    scored = [e for e in summary.ranking if e.sentence in articles[0].candidates]
    assert [e.sentence for e in alone.ranking] == [e.sentence for e in scored]
    assert [e.score for e in alone.ranking] == pytest.approx([e.score for e in scored])


def test_every_picture_says_what_it_shows(dated: list[Document]) -> None:
    root = check_page(render(brief(dated), "html"))
    pictures = root.all("svg")
    assert len(pictures) == 6  # scores along each text that was kept
    for picture in pictures:
        assert picture.attributes["role"] == "img"
        assert picture.all("title")[0].text()


def test_days_are_listed_where_there_are_two(articles: list[Document]) -> None:
    on = [replace(a, published=date(2025, 3, 12)) for a in articles[:2]]
    assert not check_page(render(brief(on, stories="one"), "html")).having("timeline")
    on[1] = replace(on[1], published=date(2025, 3, 13))
    (timeline,) = check_page(render(brief(on, stories="one"), "html")).having("timeline")
    assert [t.attributes["datetime"] for t in timeline.all("time")] == ["2025-03-12", "2025-03-13"]


def test_a_bar_is_as_high_as_its_share_and_the_least_one_is_seen() -> None:
    made = strip([0.0, 0.001, 0.5, 1.0], {3})
    assert made.bars == "M10 40v-1h4v1zM18 40v-15h4v15z"
    assert made.chosen.startswith("M25 40v-30h6v30z")
    assert (made.width, made.height) == (32, 40)


def test_sources_are_folded_where_they_are_many(articles: list[Document]) -> None:
    for number, is_open in ((1, True), (12, True), (13, False)):
        results = [summarise(articles[0]) for _ in range(number)]
        root = check_page(render(results, "html"))
        assert ["open" in d.attributes for d in root.having("source")] == [is_open] * number
        assert "open" in root.having("sources")[0].attributes


def test_each_summary_numbers_its_own_extracts(articles: list[Document]) -> None:
    root = check_page(render([summarise(articles[0], 2)] * 3, "html"))
    items = [li.attributes["id"] for ol in root.having("extracts") for li in ol.all("li")]
    assert items == [f"p{part}-e{number}" for part in (1, 2, 3) for number in (1, 2)]
    assert not [ol for ol in root.having("extracts") if "start" in ol.attributes]


def test_scores_stand_in_a_fold_alone(articles: list[Document]) -> None:
    result = summarise(articles[0], 2)
    root = check_page(render(result, "html"))
    for extract in result.extracts:
        score = f": {extract.score:.3g}"
        assert root.text().count(score) == 1
        assert any(score in fold.text() for fold in root.having("scores"))


def test_a_citation_has_the_publisher_the_headline_and_the_day(articles: list[Document]) -> None:
    told = [
        replace(a, publisher="Wire", published=date(2025, 3, 4 + n))
        for n, a in enumerate(articles[:3])
    ]
    result = brief(told, 3, stories="one")
    items = check_page(render(result, "html")).having("extracts")[0].all("li")
    known = {document.id: document for document in told}
    for item, extract in zip(items, result.extracts, strict=True):
        document = known[extract.document]
        day = document.published.day if document.published else 0
        assert f"— Wire, {day} March 2025, sentence" in item.text()
        assert document.headline in item.text()


def test_no_summaries_are_a_page_too() -> None:
    assert "Summaries of 0 articles" in check_page(render([], "html")).text()


def test_a_story_that_is_known_says_so(articles: list[Document]) -> None:
    known = brief(articles[:1], known=articles[:1])
    assert "Nothing new." in check_page(render(known, "html")).text()
    assert "Nothing new." in known._repr_html_()


def test_the_foot_says_how_it_was_made(articles: list[Document]) -> None:
    root = check_page(render(summarise(articles[0], "9w"), "html"))
    foot = root.all("footer")[0].text()
    assert "summarizer 0.1.0 · method coverage · select coverage · length 9w · language en" in foot
    assert render(brief(articles), "html") == render(brief(articles), "html")
    other = render(summarise(Document.from_text("Another text."), "9w"), "html")
    assert foot.rpartition("sha256:")[2].strip() not in other


def test_the_foot_says_what_else_was_asked(articles: list[Document]) -> None:
    asked = brief(articles, 1, query="Who <b>fell</b>?", seed=3, ceiling=0.4, stories="one")
    foot = check_page(render(asked, "html")).all("footer")[0].text()
    assert " · query Who <b>fell</b>? · ceiling 0.4 · seed 3 · stories one · language en" in foot
    plain = check_page(render(brief(articles[:1], 1), "html")).all("footer")[0].text()
    assert " · length 1 · language en" in plain
    knows = check_page(render(brief(articles, 1, known=articles[:2]), "html"))
    assert " · length 1 · known 2 · language en" in knows.all("footer")[0].text()


def test_a_result_that_is_too_long_says_so() -> None:
    root = check_page(render(summarise("A ferry sank near the old harbour.", "2w"), "html"))
    assert "Longer than requested: no sentence fits 2w." in root.text()


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("العبارة غرقت.", "rtl"),
        ("המעבורת טבעה.", "rtl"),
        ("A ferry. עבר", "ltr"),
        ("猫。", "ltr"),
        ("", "ltr"),
    ],
)
def test_the_direction_of_a_text_is_that_of_most_letters(text: str, direction: str) -> None:
    assert direction_of(text) == direction


def test_a_right_to_left_text_is_marked_as_such() -> None:
    document = Document.from_text("المعبرة غرقت قرب الميناء. نجا كل الركاب.", language="ar")
    root = check_page(render(summarise(document, 1), "html"))
    assert [e.attributes["dir"] for e in (*root.having("extracts"), *root.having("text"))] == [
        "rtl",
        "rtl",
    ]
    assert {e.attributes["lang"] for e in (*root.all("h1"), *root.having("text"))} == {"ar"}


def test_a_moment_is_shown_as_its_day() -> None:
    document = Document.from_text("A ferry sank.", id="a", published=datetime(2025, 3, 4, 5, 6))
    assert "4 March 2025" in check_page(render(summarise(document), "html")).text()


def test_what_a_file_marks_as_headings_and_lists_is_so_here() -> None:
    text = "# Head\n- one item\n- two\nProse is here. And more."
    marked: Any = {0: "heading", 7: "list item", 18: "list item", 24: "prose"}
    root = check_page(render(summarise(Document.from_text(text, marked=marked), 1), "html"))
    (body,) = root.having("text")
    assert [e.tag for e in body.walk() if e.tag in ("h4", "ul", "li", "p")] == [
        "h4",
        "ul",
        "li",
        "li",
        "p",
    ]


def test_a_paragraph_of_prose_is_shown_as_such_whatever_it_ends_with() -> None:
    sentences = (
        Sentence("a", 0, 0, 2, "1.", "list item"),
        Sentence("a", 1, 3, 17, "A mill burned."),
        Sentence("a", 2, 18, 38, "All rights reserved.", "boilerplate"),
        Sentence("a", 3, 40, 51, "Share this.", "boilerplate", paragraph=1),
    )
    text = "1. A mill burned. All rights reserved.\n\nShare this."
    document = Document("a", text, sentences=sentences)
    (body,) = check_page(render(summarise(document, 1), "html")).having("text")
    paragraphs = [e for e in body.walk() if e.tag in ("li", "p")]
    assert [(e.tag, e.attributes.get("class")) for e in paragraphs] == [
        ("p", None),
        ("p", "boilerplate"),
    ]


def test_what_stands_between_sentences_is_shown_too() -> None:
    sentences = (Sentence("a", 0, 3, 7, "One."), Sentence("a", 1, 10, 14, "Two.", paragraph=1))
    document = Document("a", "## One.\n* Two. ##", sentences=sentences)
    root = check_page(render(summarise(document, 1), "html"))
    check_sources(root, [document])


def test_a_fragment_styles_nothing_but_itself(articles: list[Document]) -> None:
    for result in (summarise(articles[0]), brief(articles), brief(articles).stories[0]):
        piece = parse(result._repr_html_())
        (style,) = piece.all("style")
        rules = style.text().strip().splitlines()
        assert all(rule.startswith(".summarizer-result ") for rule in rules)
        assert not [e for e in piece.walk() if "id" in e.attributes or e.tag in ("a", "html")]


def test_a_notebook_shows_the_source_marked(articles: list[Document]) -> None:
    for result in (summarise(articles[0]), brief(articles), brief(articles).stories[0]):
        piece = parse(result.show_source()._repr_html_())
        for element in piece.walk():
            check_element(element)
        marked = [squeezed(e.text()) for e in piece.all("mark")]
        assert sorted(marked) == sorted(squeezed(extract.text) for extract in result)
        texts = [squeezed(e.text()) for e in piece.having("summarizer-text")]
        assert texts == [squeezed(document.text) for document in result.documents]


def test_a_string_that_calls_itself_safe_is_escaped_too() -> None:
    class Safe(str):
        """As ``markupsafe.Markup`` is, and its slices are."""

        def __html__(self) -> str:
            return self

        def __getitem__(self, key: Any) -> "Safe":
            return Safe(super().__getitem__(key))

    text = Safe("The <script>old</script> bridge fell on <b>Monday</b>. Nobody was hurt.")
    document = Document.from_text(text, id=Safe("<i>a"), title=Safe("<b>t"), author=Safe("<u>w"))
    assert type(document.sentences[0].text) is Safe
    results: list[Any] = [
        summarise(document, 1, "lexrank", query=Safe("Which <q>bridge</q> fell?")),
        brief([document, Safe("<s>A</s> ferry sank.")]),
    ]
    for result in results:
        check_page(render(result, "html"))
        for element in parse(result.show_source()._repr_html_()).walk():
            check_element(element)


def test_a_name_that_a_template_lacks_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="report"):
        page("report.html.j2")
