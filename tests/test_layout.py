"""Paragraphs, headings and lines that are no prose."""

import textwrap
import unicodedata

import pytest

from summarizer import Document

PROSE = "The council met on Tuesday and agreed to close the bridge. It opens again in May."


def kinds(text: str) -> list[tuple[str, str]]:
    return [(s.kind, s.line) for s in Document.from_text(text).sentences]


def prose(text: str) -> list[str]:
    return [line for kind, line in kinds(text) if kind == "prose"]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\u2029"])
def test_one_paragraph_a_line_with_or_without_blank_lines(gap: str) -> None:
    text = gap.join(["Bridge to close", PROSE, PROSE.replace("May", "June")])
    found = Document.from_text(text).sentences
    assert [s.kind for s in found] == ["heading", *["prose"] * 4]
    assert [s.paragraph for s in found] == [0, 1, 1, 2, 2]


def test_a_heading_above_wrapped_lines_stays_apart() -> None:
    body = textwrap.fill(PROSE.replace(" It", " The engineers warned of it twice. It"), 60)
    assert kinds("Bridge to close\n" + body)[0] == ("heading", "Bridge to close")
    assert len(prose("Bridge to close\n" + body)) == 3


@pytest.mark.parametrize(
    "line",
    [
        "Latest News",
        "Also Read : Council votes on the new hall; mayor objects",
        "ALSO READ: Council votes on the new hall",
        "Read more: the story of the bridge.",
        "Share this article",
        "Follow us on social media for harbour news",
        "Advertisement",
        "© 2026 The Paper. All rights reserved.",
    ],
)
def test_boilerplate_is_flagged(line: str) -> None:
    assert kinds(f"{PROSE}\n\n{line}\n\n{PROSE.replace('May', 'June')}")[2] == ("boilerplate", line)


def test_a_line_that_occurs_twice_is_a_menu() -> None:
    found = kinds(f"Governance & Politics\n\nGovernance & Politics\n\n{PROSE}")
    assert [kind for kind, _ in found] == ["boilerplate", "boilerplate", "prose", "prose"]


def test_a_sentence_that_occurs_twice_is_prose() -> None:
    assert len(prose(f"{PROSE}\n\n{PROSE}")) == 4


def test_a_dateline_is_cut_off() -> None:
    for dateline in [
        "BRUSSELS, January 22 (Xinhua) --",
        "PORT ULVERANE, March 11 (Coast Wire) --",
        "WASHINGTON (Wire) —",
        "(CNN) —",
        "NEW YORK -",
    ]:
        assert kinds(f"{dateline} {PROSE}")[:2] == [
            ("dateline", dateline),
            ("prose", PROSE.split(". ")[0] + "."),
        ]


def test_a_long_line_without_a_full_stop_is_prose() -> None:
    line = " ".join(["the council met and agreed on it"] * 5)
    assert ("prose", line) in kinds(f"{line}\n\n{PROSE}")


def test_bullets_are_list_items() -> None:
    text = f"{PROSE}\n\n- Fewer lorries on the bridge\n- No buses\n\n{PROSE.replace('May', 'June')}"
    assert [kind for kind, _ in kinds(text)][2:4] == ["list item", "list item"]


def test_where_nothing_else_is_written_headings_are_prose() -> None:
    assert [kind for kind, _ in kinds("one line\nanother line\nno stop at all")] == ["prose"] * 3


def test_boilerplate_alone_can_still_be_chosen() -> None:
    document = Document.from_text("Latest News")
    assert [s.text for s in document.candidates] == ["Latest News"]


def test_sentences_of_one_quotation_know_it() -> None:
    text = (
        "“It was late. We went home,” she said. Nobody called. “Why?” he asked.\n\n"
        '"One. Two. Three." It ended. "Four. Five."'
    )
    found = [(s.text, s.quotation) for s in Document.from_text(text).sentences]
    assert [q for _, q in found] == [0, 0, None, None, 1, 1, 1, None, 2, 2]


def test_a_quotation_left_open_ends_with_its_paragraph() -> None:
    text = "He said: “It was late. We went home.\n\nThey slept. Then they woke."
    assert [s.quotation for s in Document.from_text(text).sentences] == [0, 0, None, None]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By Deb Price / The Detroit Paper", "byline"),
        ("BY JANE DOE", "byline"),
        ("Photo: A. Person / The Paper", "caption"),
        ("Image caption The bridge before it fell", "caption"),
        ("Subscribe to our newsletter for more.", "boilerplate"),
    ],
)
def test_other_lines_are_told_apart(line: str, kind: str) -> None:
    assert (kind, line) in kinds(f"{PROSE}\n\n{line}\n\n{PROSE.replace('May', 'June')}")


def test_a_sentence_by_a_river_is_no_byline() -> None:
    assert "By Monday the bridge was closed." in prose(
        f"By Monday the bridge was closed.\n\n{PROSE}"
    )


def test_a_caption_glued_into_a_paragraph_is_flagged() -> None:
    captions = [
        "Soldiers are seen inspecting a vehicle in the south of the city.",
        "Ministers sign the agreement, as captured in an image released by the ministry.",
        "In this photo the bridge lies in the river.",
    ]
    for caption in captions:
        assert kinds(f"{caption} {PROSE}")[0] == ("caption", caption)
    for sentence in ("The move is seen as a threat.", "They were seen leaving the bridge."):
        assert kinds(f"{sentence} {PROSE}")[0] == ("prose", sentence)


@pytest.mark.parametrize(
    "quotation",
    [
        "„Die Brücke war alt. Wir hatten keine Wahl.“",
        "»Broen var gammel. Vi havde intet valg.«",
        "”Bron var gammal. Vi hade inget val.”",
        "« Le pont était vieux. On ferme. »",
        "«Мост был старым. Мы закрыли его.»",
        "「橋は古い。閉じた。」",
    ],
)
def test_every_way_to_quote_is_known(quotation: str) -> None:
    text = f"Er sagte es. {quotation} Die neue Brücke kostet viel. Sie soll halten."
    code = "de" if "„" in quotation else "ja" if "「" in quotation else "en"
    found = Document.from_text(text, language=code).sentences
    assert found[0].quotation is None
    assert [s.quotation for s in found[1:3]] == [0, 0]
    assert {s.quotation for s in found[3:]} == {None}


def test_a_headline_and_titles_over_short_paragraphs_stay_headings() -> None:
    text = "\n\n".join(
        [
            *["What we know so far about the ferry accident", "The ferry", "It sank."],
            *["The crew", "They swam.", "The owner of the ferry company", "He wept."],
        ]
    )
    assert prose(text) == ["It sank.", "They swam.", "He wept."]
    assert Document.from_text(text).headline == "What we know so far about the ferry accident"


def test_an_agency_glued_to_its_story_is_a_dateline() -> None:
    first = PROSE.split(". ")[0] + "."
    assert kinds(f"(CNN){PROSE}")[:2] == [("dateline", "(CNN)"), ("prose", first)]


@pytest.mark.parametrize("text", ["\fLamps 3", "\fPage 4\n\fPage 5", "Harbour notes 7\f"])
def test_a_page_head_alone_is_the_text(text: str) -> None:
    shown = "\n".join(sentence.text for sentence in Document.from_text(text).sentences)
    assert shown.split() == text.split()


def test_blanks_at_the_ends_of_quoted_lines_are_in_no_sentence() -> None:
    text = (
        "Intro:\n\n> The lamp was lit at once and all of it burned. \n"
        "> Nobody had asked for so much of the light  \n> in the harbour.\n"
    )
    assert [sentence.text for sentence in Document.from_text(text).sentences] == [
        "Intro:",
        "The lamp was lit at once and all of it burned.",
        "Nobody had asked for so much of the light  \n> in the harbour.",
    ]


@pytest.mark.parametrize("blank", [" ", "\xa0", "\x00 ", " \x1f"])
def test_the_mark_of_an_item_and_its_sentence_end_in_no_blank(blank: str) -> None:
    text = f"•{blank}The mill burned down at last.\n•{blank}The lamp was never lit again.\n"
    found = [(sentence.kind, sentence.text) for sentence in Document.from_text(text).sentences]
    assert found == [
        ("list item", "•"),
        ("prose", "The mill burned down at last."),
        ("list item", "•"),
        ("prose", "The lamp was never lit again."),
    ]


def test_an_item_that_goes_on_with_what_introduced_it_is_a_fragment() -> None:
    items = "1. by asking the keeper for it;\n\n2. by climbing up to the gallery alone.\n\n"
    prose = "".join(f"The lamp of pier {number} burned all night.\n\n" for number in range(16))
    text = f"{prose}There are two ways to see it, and both are free:\n\n{items}{prose}"
    found = {sentence.text: sentence.kind for sentence in Document.from_text(text).sentences}
    assert found["by asking the keeper for it;"] == "fragment"
    assert found["by climbing up to the gallery alone."] == "fragment"
    listed = Document.from_text(items).candidates
    assert [sentence.text for sentence in listed] == [
        "by asking the keeper for it;",
        "by climbing up to the gallery alone.",
    ]


KOREAN = (
    "이 설정은 LOGIN_RETRIES, FAIL_DELAY, PASS_MAX_DAYS, PASS_MIN_DAYS, PASS_WARN_AGE, UMASK, "
    "USERGROUPS_ENAB, CREATE_HOME, DEFAULT_HOME, ENCRYPT_METHOD, SHA_CRYPT_MIN_ROUNDS 값을 "
    "차례로 읽어 그 가운데 비어 있는 것을 모두 기본값으로 채운다.",
    "관리자가 따로 정해 두지 않은 사람은 아침 여덟 시부터 저녁 여섯 시까지만 이 컴퓨터에 들어올 "
    "수 있고 그 밖의 시간에는 문이 닫혀 있다는 짧은 알림을 받는다.",
    "여러 사람이 함께 쓰는 자리에서는 먼저 온 사람이 일을 마치고 자리를 비운 다음에야 다음 사람이 "
    "새로 들어올 수 있도록 정해 두는 일이 많다.",
)


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "FW" else 1 for sign in text)


def wrapped_by_columns(text: str, width: int) -> str:
    lines = [""]
    for word in text.split():
        if columns(f"{lines[-1]} {word}") > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


@pytest.mark.parametrize("width", [56, 60, 64, 68, 72, 76])
def test_letters_as_wide_as_two_are_wrapped_by_columns_or_by_code_points(width: int) -> None:
    for wrap in (wrapped_by_columns, textwrap.fill):
        text = "\n\n".join(wrap(sentence, width) for sentence in KOREAN)
        found = Document.from_text(text, language="ko").candidates
        assert [" ".join(sentence.text.split()) for sentence in found] == list(KOREAN)


@pytest.mark.parametrize("mark", ["-", "*", "–"])
def test_items_in_small_letters_below_a_name_are_not_run_together(mark: str) -> None:
    prose = "The lamp was lit at nine. Nobody saw the ship before that, for it was dark."
    items = [
        "add a flag that shows the lamp of the port  [Ann Lee]",
        "fix the message  [Ann Lee]",
        "show the old port to those who ask for it  [Bob Ray]",
        "mend the lamp  [Ann Lee]",
    ]
    listed = "\n".join(f"   {mark} {item}" for item in items)
    found = Document.from_text(f"{prose}\n\nlamps:\n{listed}\n\n{prose}").sentences
    shown = [s.text for s in found if s.text.endswith("]")]
    assert shown == [f"{mark} {item}" for item in items]
