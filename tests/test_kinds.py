"""What a paragraph is: prose, a heading, an item of a list."""

import pytest

from summarizer import Document
from summarizer.text.kinds import Kind, Signs, kinds_of, marks_of_lists
from summarizer.text.languages import get_language

PROSE = {
    "en": "The ferry sank on Monday off the coast, and nobody was hurt. It was old, they said.",
    "de": "Die Fähre sank am Montag vor der Küste, niemand wurde verletzt. Sie war alt, sagte er.",
    "fr": "Le ferry a coulé lundi au large, et personne n'a été blessé. Il était vieux, dit-on.",
    "ru": "Паром затонул в понедельник у берега, никто не пострадал. Он был стар, сказал владелец.",
    "zh": "渡轮周一在海岸附近沉没，没有人受伤。船主说这艘船已经很旧了，本来就要报废。",
}


def kind(line: str, code: str = "en") -> set[Kind]:
    """Of a line between two paragraphs."""
    around = PROSE.get(code, PROSE["en"])
    text = f"{around}\n\n{line}\n\n{around[1:]}"
    found = Document.from_text(text, language=code).sentences
    start = len(around) + 2
    return {s.kind for s in found if start <= s.start < start + len(line)}


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("en", "It left just before 11 p.m."),
        ("en", "Only the pilot saw what his crew didn't."),
        ("en", "The owner lives in the U.S."),
        ("en", "The crew met the owner, John F. Hale Jr."),
        ("en", "It was raised and taken to Ferries Inc."),
        ("en", "The ferry sank.[1]"),
        ("en", "The ferry sank within the hour.11"),
        ("en", "The ferry sank 😢"),
        ("en", "The ferry sank! #ferry https://t.co/a1b2 pic.example.com/c3"),
        ("en", "The ferry sank.\xad"),
        ("en", 'He called it a "great loss. "'),
        ("en", "“We saw no light,” he said"),
        ("ru", "Паром построен в 2003 г."),
        ("pl", "Port istniał już w 44 r. p.n.e."),
        ("fr", "Le port fut fondé en 44 av. J.-C."),
        ("it", "Il traghetto è della Traghetti S.p.A."),
        ("ja", "船は古かった．"),
    ],
)
def test_a_short_sentence_is_no_heading(code: str, line: str) -> None:
    assert kind(line, code) == {"prose"}


def test_the_sign_of_a_footnote_is_no_sentence() -> None:
    assert kind("渡轮已经沉没。[1]", "zh") == {"prose", "fragment"}


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("en", "The owner of the ferry"),
        ("en", "What we know so far"),
        ("en", "3.2 Results"),
        ("en", "1. Introduction"),
        ("en", "IV. The Trial"),
        ("en", "CHAPTER I."),
        ("en", "CHAPTER II. THE FERRY."),
        ("en", "Chapter 3. Loss."),
        ("en", "ACKNOWLEDGEMENT."),
        ("en", "Appendix C"),
        ("en", "§ 4 Fees"),
        ("en", "Owner Takes Ferry to Court in Washington D.C."),
        ("en", "19 November 2024, 10.15 p.m."),
        ("en", "Published 14 March 2025, 11:20 a.m."),
        ("de", "3. Ergebnisse und Ausblick"),
        ("fr", "Chapitre III"),
        ("ru", "Глава IV."),
        ("ru", "Новый паром"),
        ("zh", "第三章 渡轮"),
    ],
)
def test_a_heading_has_no_stop_or_a_number_or_capitals(code: str, line: str) -> None:
    assert kind(line, code) == {"heading"}


def test_a_sentence_that_lost_its_stop_amid_prose_is_none() -> None:
    assert kind("The owner of the ferry had not been told of the loss until the evening") == {
        "prose"
    }
    assert kind("Ferry Owner Was Not Told of the Loss Until the Evening of That Day") == {"heading"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The ferry that sank off the coast on Monday was old and had been due to be sold for "
         "scrap in May, its owner said.", "prose"),
        ("The ferry that sank was old, its owner said.", "heading"),
        ("Did the owner of the ferry that sank off the coast on Monday know that it was old and "
         "had been due to be sold in May?", "heading"),
        ("CHAPTER IV. In which the ferry that was old sinks off the coast on a Monday in May and "
         "all the crew of it is saved.", "heading"),
        ("What The Owner Of The Ferry That Sank Said About The Crew And The Harbour And The Sale "
         "In The Month Of May.", "heading"),
    ],
)  # fmt: skip
def test_a_paragraph_in_large_type_is_one(line: str, expected: Kind) -> None:
    """Pages mark what an article opens with as a heading, and it tells most."""
    text = f"{line}\n\n{PROSE['en']}"
    assert Document.from_text(text, marked={0: "heading"}).sentences[0].kind == expected


def test_a_byline_may_end_in_a_time() -> None:
    assert kind("By Ann Hale, Harbour Post | Friday, Feb. 9, 2024, 4:10 p.m.") == {"byline"}
    assert kind("By Monday the ferry had been raised at 4 p.m.") == {"prose"}


def test_a_text_in_capitals_has_sentences() -> None:
    text = "THE FERRY SANK.\n\nNOBODY WAS HURT.\n\nTHE OWNER WEPT."
    assert {s.kind for s in Document.from_text(text).sentences} == {"prose"}


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("sv", "– Jag såg inget ljus, sade hon."),
        ("sv", "– Nej."),
        ("da", "- Nej!"),
        ("no", "- Jeg så ikke noe lys, sa hun."),
        ("fi", "– En nähnyt valoa, hän sanoi."),
        ("pl", "— Nie widziałam światła — powiedziała."),
        ("cs", "– Neviděla jsem světlo, řekla."),
        ("sk", "– Nevidela som svetlo, povedala."),
        ("hu", "– Nem láttam fényt – mondta a lány."),
        ("ro", "– Nu am văzut nicio lumină, spuse ea."),
        ("tr", "- Işık görmedim, dedi."),
        ("ru", "— Я не видела света, — сказала она."),
        ("uk", "— Так?"),
        ("fr", "– Je n'ai vu aucune lumière, dit-elle."),
        ("es", "—No vi ninguna luz —dijo ella."),
        ("pt", "— Não vi nenhuma luz — disse ela."),
        ("el", "— Δεν είδα φως, είπε εκείνη."),
        ("ca", "—No vaig veure cap llum —va dir."),
        ("cs", "24. února 2022 se trajekt potopil."),
        ("de", "1. FC Hafen hat das Spiel verloren."),
        ("de", "3. Oktober ist ein Feiertag."),
        ("hu", "3. helyen végzett a komp."),
        ("en", "• The ferry sank within the hour."),
        ("en", "(a) The owner pays the crew in full."),
        ("en", "2) The owner pays the crew in full."),
    ],
)
def test_dialogue_and_sentences_with_a_number_are_prose(code: str, line: str) -> None:
    assert kind(line, code) - {"list item"} == {"prose"}  # the mark itself stands apart


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["Two boats", "A buoy", "Some rope"], ["list item"] * 3),
        (["Boats.", "Buoys.", "Rope."], ["list item"] * 3),
        (["The ferry sank on Monday.", "Nobody was hurt.", "The hull was old."], ["prose"] * 3),
        (
            ["The ferry sank on Monday.", "Nobody of the crew was hurt", "The hull was old."],
            ["prose"] * 3,
        ),
        (["Two boats", "A buoy", "The rope of the old ferry."], ["list item"] * 2 + ["prose"]),
    ],
)
@pytest.mark.parametrize("marker", ["- ", "• ", "{}. ", "{}) ", "marked"])
def test_a_list_is_prose_where_its_items_are_sentences(
    marker: str, items: list[str], expected: list[Kind]
) -> None:
    """In a plain text as in a file whose markup says that it is a list."""
    paragraphs, marked = [PROSE["en"]], {}
    for number, item in enumerate(items, start=1):
        marked[sum(map(len, paragraphs)) + 2 * len(paragraphs)] = "list item"
        paragraphs.append(item if marker == "marked" else marker.format(number) + item)
    text = "\n\n".join([*paragraphs, PROSE["en"][1:]])
    known: dict[int, Kind] | None = dict.fromkeys(marked, "list item")
    document = Document.from_text(text, marked=known if marker == "marked" else None)
    found = [s.kind for s in document.sentences[2:-2] if any(map(str.isalpha, s.text))]
    assert found == expected


@pytest.mark.parametrize(
    "chat",
    [
        "hey did you hear\nno what\nthe ferry sank!\nreally?\nyes monday\noh no\nhow do i get home",
        "Did you hear\nNo\nThe ferry sank\nWhen?\nOn Monday\nHow do I get home\nTake the bus.\nOk",
        "Anna: Did you hear?\nTom: No\nAnna: The ferry sank\nTom: When?\nAnna: On Monday",
        "[10:31] <anna> did you hear\n[10:32] <tom> no\n[10:33] <anna> It sank.\n[10:34] <tom> so?",
        "1/3/21, 10:31 - Anna: It sank\n1/3/21, 10:32 - Tom: Oh\n1/3/21, 10:33 - Anna: Today",
        "Q: Why did the ferry sink?\nA: It was old\nQ: Who pays?\nA: The owner\nQ: When?\nA: Soon",
    ],
)
def test_a_chat_has_no_headings(chat: str) -> None:
    assert {s.kind for s in Document.from_text(chat).sentences} == {"prose"}


@pytest.mark.parametrize(("lines", "kind"), [(3, "heading"), (4, "prose")])
def test_a_chat_has_four_lines_without_a_stop(lines: int, kind: str) -> None:
    said = ["Did you hear of it", "No not a word", "The ferry sank today", "How do I get home"]
    text = "\n\n".join([*said[:lines], "Take the bus then.", "It is late.", "I will walk."])
    assert [s.kind for s in Document.from_text(text).sentences][:lines] == [kind] * lines


def test_a_title_in_capitals_may_end_a_text() -> None:
    for last in ("THE END OF IT ALL.", "THE LAMPS."):
        found = Document.from_text(f"The lamp was lit. It went out.\n\n{last}").sentences
        assert [s.kind for s in found] == ["prose", "prose", "heading"]


@pytest.mark.parametrize("items", [0, 8])
def test_titles_over_titles_are_no_chat_beside_long_paragraphs(items: int) -> None:
    pieces = [
        piece
        for n, name in enumerate(("Star", "Gull", "Dawn"))
        for piece in (f"News of the {name}", f"The ferry {name} lost", PROSE["en"] + f" {n}.")
    ]
    text = "\n\n".join([*pieces, *(f"- Item {n} of the list" for n in range(items))])
    found = [s.kind for s in Document.from_text(text).sentences]
    assert found.count("heading") == 6


def test_titles_over_paragraphs_are_no_chat() -> None:
    pieces = [
        piece
        for n, name in enumerate(("Star", "Gull", "Dawn", "Rose"))
        for piece in (f"The ferry {name}", PROSE["en"] + f" {n}.")
    ]
    found = Document.from_text("\n\n".join(["Four ferries lost", *pieces])).sentences
    assert [s.kind for s in found].count("heading") == 5


def test_a_paragraph_is_the_same_on_one_line_and_wrapped() -> None:
    signs, at = get_language("en").signs, len(PROSE["en"]) + 2
    lines = ["- The ferry sank\n  within the hour.", "The owner\nof the ferry", "It was\n> old."]
    for line in lines:
        flat = " ".join(line.replace(">", "").split())
        got = [
            kinds_of(f"{PROSE['en']}\n\n{x}", [(0, at - 2), (at, at + len(x))], signs, {})
            for x in (line, flat)
        ]
        assert got[0] == got[1]


PAPER = [
    *[f"{PROSE['en']} {n}." for n in range(5)],
    "Author contributions",
    "A.B. and C.D. built the ferry, and E.F. sank it on the day of the trial.",
    "References",
    "Hale J. Ferries of the north. Harbour Press, 1999.",
    "Hale J, Ruiz K (2003) Ferries of the south",
    "Appendix",
    "The ferry was measured before and after its loss by two engineers.",
]
SIGNS = Signs(back_matter=frozenset({"author contributions", "references", "funding"}))


def kinds_of_all(paragraphs: list[str]) -> list[Kind]:
    starts = [sum(len(p) + 2 for p in paragraphs[:row]) for row in range(len(paragraphs))]
    spans = [(start, start + len(p)) for start, p in zip(starts, paragraphs, strict=True)]
    return kinds_of("\n\n".join(paragraphs), spans, SIGNS, {})


def test_back_matter_is_flagged_up_to_the_next_section() -> None:
    assert kinds_of_all(PAPER) == [
        *["prose"] * 5,
        *["heading", "boilerplate", "heading", "boilerplate", "boilerplate", "heading", "prose"],
    ]


def test_back_matter_stands_late_and_a_word_alone_proves_nothing() -> None:
    assert "boilerplate" not in kinds_of_all([PAPER[5], PAPER[6], *PAPER[:5]])
    alone = [*PAPER[:5], "Funding: the ferry was paid for by the town, the owner said on Monday."]
    assert kinds_of_all(alone) == ["prose"] * 6
    both = [*alone, "Author contributions: A.B. and C.D. built the ferry."]
    assert kinds_of_all(both) == [*["prose"] * 5, "boilerplate", "boilerplate"]


def marks(paragraphs: list[str], kind: Kind = "prose", ordinals: bool = False) -> list[str]:
    """What of each paragraph is the mark of an item."""
    starts = [sum(len(p) + 1 for p in paragraphs[:row]) for row in range(len(paragraphs))]
    spans = [(start, start + len(p)) for start, p in zip(starts, paragraphs, strict=True)]
    text, kinds = "\n".join(paragraphs), [kind] * len(paragraphs)
    found = marks_of_lists(text, spans, kinds, ordinals)
    return [text[a : found.get(row, a)].strip() for row, (a, _) in enumerate(spans)]


@pytest.mark.parametrize(
    ("first", "second"),
    [("•", "•"), ("▪", "*"), ("1.", "2."), ("(1)", "(2)"), ("9)", "10)"), ("a)", "b)")],
)
def test_bullets_and_what_counts_are_no_part_of_sentences(first: str, second: str) -> None:
    items = [f"{first} The ferry sank.", PROSE["en"], f"{second} The owner wept."]
    assert marks(items) == [first, "", second]
    assert marks(items, "list item") == ["", "", ""]


@pytest.mark.parametrize(
    ("first", "second"), [("9.", "5."), ("1.", "3."), ("1.", "2)"), ("–", "–"), ("-", "-")]
)
def test_what_does_not_count_and_the_dash_of_who_speaks_stay(first: str, second: str) -> None:
    assert marks([f"{first} The ferry sank.", f"{second} The owner wept."]) == ["", ""]


def test_a_number_with_a_dot_stays_where_it_may_be_an_ordinal() -> None:
    for dot, kept in ((".", ["", ""]), (")", ["1)", "2)"])):
        assert marks([f"1{dot} Der Fall.", f"2{dot} Die Fähre."], ordinals=True) == kept


def test_a_splitter_that_drops_the_mark_of_an_item_leaves_no_empty_one() -> None:
    text = "1) The ferry sank.\n\n2) The owner wept.\n\n3) It was old."
    document = Document.from_text(text, splitter=lambda paragraph: [(3, len(paragraph))])
    assert [s.text for s in document.sentences] == [
        "The ferry sank.",
        "The owner wept.",
        "It was old.",
    ]


@pytest.mark.parametrize(
    "names",
    [
        ("MARLOW.", "THE PILOT."),
        ("_Mar._", "_Pil._"),
        ("Marlow.", "Ada Pilot."),
        ("Mr. MARLOW of Ohio.", "The SPEAKER."),
        ("МАРЛОУ.", "Лоцман."),
    ],
)
def test_who_speaks_in_a_play_or_in_minutes_is_no_sentence(names: tuple[str, str]) -> None:
    turns = [f"{name} The lamp was not lit at {hour}. Nobody saw it." for hour in (7, 8)
             for name in names]  # fmt: skip
    found = Document.from_text("\n\n".join(turns)).sentences
    assert [s.kind for s in found] == ["byline", "prose", "prose"] * 4
    assert [s.text for s in found[::3]] == [*names, *names]


@pytest.mark.parametrize("answer", ["No.", "Not so.", "It was late."])
def test_what_is_answered_again_and_again_is_said(answer: str) -> None:
    turns = [f"{answer} The lamp was not lit at {hour}. Nobody saw it." for hour in range(5, 10)]
    assert {s.kind for s in Document.from_text("\n\n".join(turns)).sentences} == {"prose"}


@pytest.mark.parametrize("stamp", ["[00:{}] ", "2019-03-13T01:05:{}  ", "13/03/2019, 21:{} - "])
def test_what_is_said_in_a_chat_is_prose_whatever_its_stamp(stamp: str) -> None:
    said = [("<ann>", "is the lamp lit"), ("<bob>", "no"), ("<ann>", "why"), ("<bob>", "no oil")]
    lines = [stamp.format(10 + row) + " ".join(turn) for row, turn in enumerate(said)]
    lines.insert(2, stamp.format(59) + "*** cyd has joined the chat.")
    found = Document.from_text("\n".join(lines), id="a").sentences
    assert [s.kind for s in found] == ["prose", "prose", "boilerplate", "prose", "prose"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("The lamp at dusk. Photo: Ada Marlow", "caption"),
        ("The lamp at dusk. (Photo: Ada Marlow)", "caption"),
        ("The lamp. Dusk. Photograph by Ada Marlow", "caption"),
        ("The lamp of Saltmarren at dusk (Photo: The Harbour Post)", "caption"),
        ("The lamp at dusk. Photo: Ada took one.", "prose"),
        ("The lamp at dusk. Nobody took a photo", "prose"),
    ],
)
def test_what_ends_in_who_took_it_stands_below_a_picture(line: str, kind: str) -> None:
    found = Document.from_text(f"{PROSE['en']}\n\n{line}\n\n{PROSE['en']}").sentences
    text = next(s for s in found if s.text.startswith("The lamp"))
    assert text.kind == kind
