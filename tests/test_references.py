"""What sentences refer to that was told before them, and what they are worth without it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, Features, summarise
from summarizer.needs import BROKEN, UNMET, Needs, Telling
from summarizer.text.languages import get_language, language_codes
from summarizer.text.references import BEFORE, NEVER, Reference

from .strategies import noise

FOUND = [
    ("en", "Mohammad Faisal spoke on Monday.", "Talks went on, Faisal said.", ("name", "Faisal")),
    ("en", "The case of Ruth Vennick was heard.", "Vennick’s ship sank.", ("name", "Vennick")),
    ("en", "Wilbur Ross spoke.", "Mr. Ross has a firm.", ("name", "Ross")),
    ("en", "The Public Prosecution Service (PPS) met.", "It is up to the PPS.", ("acronym", "PPS")),
    ("en", "A short video was shown.", "Police saw the video twice.", ("noun", "video")),
    ("en", "He was born in Leeds.", "In 2018 he moved to Dover.", ("before", "")),
    ("en", "The mayor left.", "The council was in turn told to go.", ("before", "")),
    ("en", "Actor Tom Vennick left.", "Six hours later, 145 were dead.", ("before", "")),
    ("de", "Der Zug hielt.", "Zwei Tage später war er fort.", ("before", "")),
    ("en", "A probe began.", "The bizarre story unfolded on Monday.", ("before", "")),
    ("en", "Port spokesman Ed Orran left.", "The spokesman gave no date.", ("noun", "spokesman")),
    ("en", "Khan was blamed.", "The allegations prompted him to write.", ("before", "")),
    ("en", "Rain fell.", "Nobody told us that it would rain.", ("never", "")),
    ("de", "Ein Mann stand am Tor.", "Dann ging der Mann fort.", ("noun", "Mann")),
    ("de", "Es regnete.", "Am Montag hat er geklagt.", ("before", "")),
    ("fr", "Le ministre Jean Valin est parti.", "La loi passera, a dit Valin.", ("name", "Valin")),
    ("fr", "Une vidéo a été montrée.", "La police a vu la vidéo.", ("noun", "vidéo")),
    ("es", "Habló Juan Alcaraz.", "La ley, según Alcaraz, es buena.", ("name", "Alcaraz")),
    ("it", "Un uomo era alla porta.", "Poi la polizia vide questo uomo.", ("noun", "uomo")),
    ("pl", "Jan Kowalski wyszedł.", "Sprawę zna Kowalski.", ("name", "Kowalski")),
    ("ru", "Иван Петров ушёл.", "Дело знает Петров.", ("name", "Петров")),
]  # fmt: skip
"""The language, what came before, a sentence, and what it needs."""

NOT_FOUND = [
    ("en", "Faisal spoke on Monday.", "Talks went on, Faisal said."),  # never told in full
    ("en", "Mohammad Faisal spoke.", "Talks went on, Mohammad Faisal said."),
    ("en", "Mohammad Faisal spoke.", "Dr. Faisal met Ann Faisal, and Faisal left."),
    ("en", "Mr Ross spoke.", "The firm is run by Ross."),
    ("en", "They met on Good Friday.", "The talks ended on Friday."),
    ("en", "The PPS met.", "It is up to the PPS."),
    ("en", "The video was shown.", "Police saw the video twice."),
    ("en", "A videodisc was shown.", "Police saw the video twice."),
    ("en", "A minivideo was shown.", "Police saw the video twice."),
    ("en", "A post-video was shown.", "Police saw the video twice."),
    ("en", "Rain fell.", "On the day in May of 2018 he moved."),  # so far behind that it has one
    ("en", "A year went by.", "The mayor was in office for the year."),
    ("en", "Rain fell.", "The decision to close the bridge was made."),
    ("en", "Rain fell.", "The minister said he would go."),
    ("en", "Rain fell.", "“We saw no light,” the master said."),
    ("en", "Rain fell.", "The US sent help."),
    ("en", "Rain fell.", "The spokesman, Ed Orran, said so."),
    ("en", "Rain fell.", "The spokesman for the port gave no date."),
    ("en", "Rain fell.", "Later, police said so."),
    ("es", "Llovía.", "El portavoz del puerto no dio fecha."),
    ("de", "Hans Meyer ging.", "Das Wort hat Meyer."),  # where all nouns have capitals
    ("zh", "约翰·史密斯走了。", "史密斯说话了。"),
]


@pytest.mark.parametrize(("code", "before", "line", "expected"), FOUND)
def test_what_was_told_before_is_missed(
    code: str, before: str, line: str, expected: tuple[str, str]
) -> None:
    assert expected in list(get_language(code).references.of(line, before + " "))


@pytest.mark.parametrize(("code", "before", "line"), NOT_FOUND)
def test_what_needs_no_telling_is_not(code: str, before: str, line: str) -> None:
    assert list(get_language(code).references.of(line, before + " ")) == []


@pytest.mark.parametrize(("code", "before", "line", "expected"), FOUND)
def test_what_introduces_a_thing_tells_it_and_what_needs_it_does_not(
    code: str, before: str, line: str, expected: tuple[str, str]
) -> None:
    references, kind = get_language(code).references, expected[0]
    reference = Reference(*expected)  # type: ignore[arg-type]  # kinds as strings
    assert references.introduces(before, reference) == (kind not in ("before", "never"))
    assert not references.introduces(line, reference)


@given(before=noise, line=noise, code=st.sampled_from(language_codes()))
def test_any_text_is_looked_through(before: str, line: str, code: str) -> None:
    references = get_language(code).references
    found = list(references.of(" ".join(line.split()), before))
    assert all(one in (BEFORE, NEVER) or one.word in line for one in found)
    assert not any(references.introduces(line, one) for one in found if one.kind == "name")


TEXT = """\
The ferry struck a barge off Saltmarren, Capt. Ruth Vennick told the police on Monday morning.

The barge had shown no light for an hour before the ferry came, Vennick said on Tuesday.

The harbour office closed the northern channel to all ships until the wreck is raised."""


def test_a_sentence_is_worth_more_beside_the_one_that_tells_what_it_needs() -> None:
    features = Features.of([Document.from_text(TEXT)])
    needs = Needs(features)
    wanted = needs.of(1)
    assert Reference("name", "Vennick") in wanted
    assert needs.worth(1, ()) == UNMET ** len(wanted)
    assert needs.worth(1, [2]) == needs.worth(1, ())
    assert needs.worth(1, [0]) > needs.worth(1, ())
    assert needs.worth(0, ()) == needs.worth(2, ()) == 1


@given(st.permutations(range(3)), st.integers(0, 3))
def test_what_is_told_is_never_untold(order: list[int], size: int) -> None:
    needs = Needs(Features.of([Document.from_text(TEXT)]))
    for row in range(3):
        worth = [needs.worth(row, order[:n]) for n in range(size + 1)]
        assert worth == sorted(worth)


@given(st.permutations(range(8)), st.integers(0, 8))
def test_what_is_kept_of_those_taken_tells_as_they_do(order: list[int], size: int) -> None:
    text = f"{TEXT} Ruth Vennick—the master—left. A wreck lay there. Later he saw the wreck."
    features = Features.of([Document.from_text(text), Document.from_text(TEXT, id="b")])
    needs = Needs(features)
    rows = [row for row in order if row < len(features)]
    telling, last = Telling(needs), [needs.worth(row, ()) for row in range(len(features))]
    for number, row in enumerate(rows[:size], 1):
        worth = [telling.worth(other) for other in range(len(features))]
        assert worth == last
        freed = telling.take(row)
        last = [needs.worth(other, rows[:number]) for other in range(len(features))]
        assert {other for other, had in enumerate(worth) if last[other] > had} <= set(freed)


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("en", "“We saw no light,” the spokesman added."),
        ("fr", "C’est faux, a dit le porte-parole."),
    ],
)
def test_nobody_tells_who_a_spokesman_is_whom_his_own_document_does_not_name(
    code: str, line: str
) -> None:
    wanted = list(get_language(code).references.of(line, "Rain fell. "))
    assert NEVER in wanted
    assert [one.kind for one in wanted] == ["noun", "never"]


def test_what_others_say_over_several_sentences_is_no_voice_of_the_writer() -> None:
    news = "The ferry sank off Saltmarren on Monday. “We saw no light. I lost my ship. We swam."
    features = Features.of([Document.from_text(f"{news} Nobody told us,” Ruth Vennick said.")])
    assert len(features) == 5
    assert NEVER in Needs(features).of(2)


def test_a_person_is_missed_in_what_a_writer_says_of_a_product() -> None:
    review = "I bought the kettle in May. My wife likes it. {} is quiet. I like my kettle."
    for pronoun, wanted in (("It", ()), ("She", (BEFORE,))):
        features = Features.of([Document.from_text(review.format(pronoun))])
        assert Needs(features).of(2) == wanted


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("en", "The mayor's office did not respond to a request for comment on Monday."),
        ("en", "It's not clear what triggered the renewed demands of the port."),
        ("en", "What caused the fire in the harbour was not immediately known."),
        ("de", "Der Bürgermeister wollte sich am Montag nicht dazu äußern."),
        ("ru", "Мэр города в понедельник отказался от комментариев."),
        ("zh", "该市市长周一对此事不予置评。"),
    ],
)
def test_that_nobody_spoke_is_worth_little(code: str, line: str) -> None:
    features = Features.of([Document.from_text(line, language=code)])
    assert Needs(features).quality(0) == BROKEN


def test_a_voice_of_its_own_is_no_fault() -> None:
    diary = (
        "I went to the harbour. We saw the old ferry there. My brother told me about it. I left."
    )
    needs = Needs(Features.of([Document.from_text(f"{diary} It was a red ship from the north.")]))
    assert all(needs.of(row) == () for row in range(5))


def test_what_is_no_whole_sentence_counts_less() -> None:
    lines = [
        "The old bridge fell on Monday morning.",
        "Could not subscribe, try again later Invalid email address of a reader",
        "The mayor promised a new bridge by May.",
        "Nobody was hurt at the harbour.",
        "Read all about it at https://example.org today.",
    ]
    document = Document.from_text("\n".join(lines), marked=dict.fromkeys((40,), "prose"))
    features = Features.of([document])
    worth = {s.line: Needs(features).worth(row, ()) for row, s in enumerate(features.sentences)}
    assert worth[lines[0]] == worth[lines[3]] == 1
    assert worth[lines[4]] == BROKEN
    assert all(worth.get(line, 0) < 1 for line in lines[1:2])


@pytest.mark.parametrize(
    "line", ["The bridge will be built anew by the...", "| News The mayor left."]
)
def test_a_teaser_is_no_whole_sentence(line: str) -> None:
    assert Needs(Features.of([Document.from_text(line)])).quality(0) == BROKEN


def test_the_summary_takes_what_tells_before_what_needs_it() -> None:
    chosen = [e.sentence.position for e in summarise(TEXT, 2, "coverage").extracts]
    assert 1 not in chosen or 0 in chosen


def test_needs_are_looked_for_within_reach_and_not_in_all_of_a_book() -> None:
    filler = "The harbour was quiet that day and nothing at all was seen. " * 400
    document = Document.from_text(f"Ruth Vennick came by. {filler}The ship sank, Vennick said.")
    features = Features.of([document])
    assert Reference("name", "Vennick") not in Needs(features).of(len(features) - 1)
    assert np.isfinite(features.weights).all()
