"""What agencies and sites add to an article."""

import tomllib

import pytest

from summarizer import Document
from summarizer.text.languages import _DATA, get_language, language_codes
from summarizer.text.notices import Notices

NOTICES = Notices(
    [
        "contributed to this report",
        "all rights reserved",
        "uses cookies",
        "by clicking … you agree",
        "(editing by",
        "don't miss",
        "licen",
        "版权所有",
        "未经 … 转载",
    ]
)
PROSE = "The ferry sank on Monday off the coast, and nobody of its crew was hurt. It was old."


@pytest.mark.parametrize(
    "sentence",
    [
        "Ann Hale contributed to this report.",
        "Ann Hale\ncontributed to this\nreport from Dover.",
        "ALL RIGHTS RESERVED.",
        "“This site uses cookies.”",
        "By clicking on the button below, you agree to it.",
        "(Writing by A. Hale; editing by C. Ruiz)\n(Editing by C. Ruiz)",
        "Don’t miss a story.",
        "It is under a licence.",
        "渡轮报版权所有。",
        "未经本报书面许可不得转载。",
    ],
)
def test_a_notice_is_told_by_a_phrase(sentence: str) -> None:
    assert NOTICES.among(f"{PROSE} {sentence}", [(len(PROSE) + 1, len(PROSE) + 1 + len(sentence))])


@pytest.mark.parametrize(
    "sentence",
    [
        "He contributed to the report.",
        "The rights were reserved.",
        "You agree by clicking.",
        "",
        "By clicking one two three four five six seven you agree.",
        "He silicened it.",
        "版权",
    ],
)
def test_nothing_else_is(sentence: str) -> None:
    assert not NOTICES.among(sentence, [(0, len(sentence))])


@pytest.mark.parametrize("code", language_codes())
def test_every_phrase_of_a_language_tells(code: str) -> None:
    notices = get_language(code).notices
    data = tomllib.loads((_DATA / f"{code}.toml").read_text(encoding="utf-8"))
    for phrase in data.get("notices", ()):
        told = phrase.replace("…", "x")
        for form in (told, told[0].upper() + told[1:], f"{told}.", f"Xy, {told} xy."):
            assert notices.among(form, [(0, len(form))]) == {0}, form


def test_no_phrases_no_notices() -> None:
    assert Notices().among(PROSE, [(0, len(PROSE))]) == set()


def kinds(*paragraphs: str) -> list[str]:
    return [s.kind for s in Document.from_text("\n\n".join(paragraphs)).sentences]


def test_a_notice_ends_a_paragraph_or_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(vars(get_language("en")), "notices", NOTICES)
    notice = "Ann Hale contributed to this report."
    assert kinds(PROSE, notice) == ["prose", "prose", "boilerplate"]
    assert kinds(PROSE, f"{PROSE} {notice}") == ["prose"] * 4 + ["boilerplate"]
    assert kinds(PROSE, f"{PROSE} {notice} All rights reserved.")[-2:] == ["boilerplate"] * 2
    assert kinds(PROSE, f"{notice} {PROSE * 4}")[2:] == ["prose"] * 9
    assert kinds("Our shop uses cookies. They are small.", PROSE)[:2] == ["boilerplate"] * 2
    assert kinds("They are small. Our shop uses cookies.", PROSE)[:2] == ["prose", "boilerplate"]


def test_names_of_services_are_told_as_they_are_written() -> None:
    told = Notices(["aktiver javascript", "in our whatsapp channel"])
    for notice in ("Aktiver JavaScript.", "AKTIVER JAVASCRIPT", "Join in our WhatsApp channel"):
        assert told.among(notice, [(0, len(notice))]) == {0}


@pytest.mark.parametrize(
    ("language", "described", "credit"),
    [
        ("en", "The mayor looks at the wreck.", "Photo: Ann Hale / The Post"),
        ("de", "Die Fähre liegt am Kai.", "Foto: Anna Huber/dpa"),
        ("fr", "Le ferry est à quai.", "Photo : Anne Martin / AFP"),
        ("ru", "Паром стоит у причала.", "Фото: Анна Иванова / ТАСС"),
        ("zh", "渡轮停在码头。", "图：新华社"),
    ],
)
def test_a_paragraph_that_ends_in_who_took_the_picture_tells_what_it_shows(
    language: str, described: str, credit: str
) -> None:
    prose = f"{described} {described}"
    text = f"{prose}\n\n{described} {credit}\n\n{prose} {credit.split()[0]} {described}"
    told = [s.kind for s in Document.from_text(text, language=language).sentences]
    assert told[2:4] == ["caption"] * 2
    assert "caption" not in told[:2]
    assert "caption" not in told[4:6]


def test_who_took_the_picture_follows_what_it_shows() -> None:
    shown = "Islanders walk past the wreck of a ferry at Ulverane, Norland May 21, 2012."
    assert kinds(PROSE, f"{shown} (Island News via AP)", PROSE)[2:4] == ["caption"] * 2


@pytest.mark.parametrize(
    ("language", "notice"),
    [
        ("de", "Lesezeit: 4 Min."),
        ("fr", "Temps de lecture : 4 min."),
        ("es", "Tiempo de lectura: 4 min."),
        ("pl", "Czas czytania: 4 minuty."),
        ("ru", "Время чтения: 4 минуты."),
        ("en", "Reading time: 4 minutes."),
        ("tr", "İçeriği görmek için JavaScript'i etkinleştirin."),
        ("de", "Um alles zu sehen, müssen Sie JavaScript aktivieren."),
    ],
)
def test_what_a_site_says_of_itself_is_no_prose(language: str, notice: str) -> None:
    told = Document.from_text(f"{PROSE}\n\n{notice}\n\n{PROSE}", language=language).sentences
    assert "prose" not in [s.kind for s in told if s.start > len(PROSE)][: notice.count(".")]


def test_a_caption_ends_in_place_and_date_as_agencies_write_them() -> None:
    for caption in (
        "A ferry lies at the quay in Ulverane, Norland, Tuesday, Sept. 25, 2012.",
        "The mayor talks to reporters in Ulverane, Thursday, May 16, 2013 in Norland.",
        "Islanders walk past the wreck of a ferry at Ulverane, Norland May 21, 2012.",
        "A diver gestures to the crew of a barge on Monday, July 13, 2015, before the search.",
        "In this Tuesday, Dec. 31, 2013 file photo, the mayor opens the new bridge.",
        "This photo provided by the harbour police shows the bow of the ferry.",
        "CLOSE Divers searched the wreck of the ferry all night.",
        "In this April 17, 2018 file photo, the mayor arrives at the new bridge.",
        "This Sept. 30, 2003, file photo, shows the harbour of the island.",
        "The mayor is pictured with the crew of the ferry after the storm.",
    ):
        told = Document.from_text(f"The ferry sailed. {caption} Nobody was hurt in the storm.")
        assert [s.kind for s in told.sentences] == ["prose", "caption", "prose"]
    for button in ("Buy Photo", "View Images"):
        assert kinds(PROSE, f"{button} Divers search the wreck on Monday.", PROSE)[2] == "caption"
    for prose in (
        "The council announced on Monday, Aug. 15, 2016, that it will close the bridge.",
        "The hearing was set for 9 a.m., Monday, August 15, 2016.",
        "The next time that the tide passes the mark will be on Jan. 31, 2037.",
        "The rule stands until Jan. 1, 2030, when a new one takes its place.",
        "Close observers say the bridge was old.",
        "In this 2015 photo book the artist shows the harbour.",
        "This week photo shops sold more frames.",
    ):
        assert [s.kind for s in Document.from_text(f"Hello. {prose}").sentences][1] == "prose"
