"""Sentences that lean on the one before them."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import summarizer
from summarizer.text.context_dependence import ContextDependence, depends, why_dependent
from summarizer.text.languages import get_language, language_codes
from summarizer.text.words import fold

from .strategies import noise

SENTENCES: dict[str, dict[str, list[str]]] = tomllib.loads(
    (Path(__file__).parent / "data" / "leaning.toml").read_text(encoding="utf-8")
)
DATA = Path(summarizer.__file__).parent / "text" / "data"
EN = get_language("en").leaning
OPENERS = "\"'“”„«»‘’([{—–-…¿¡ *_「『《"

cases = st.sampled_from(
    [
        (code, sentence)
        for code, kinds in SENTENCES.items()
        for kind in ("leans", "stands")
        for sentence in kinds[kind]
    ]
)


@pytest.mark.parametrize("code", language_codes())
def test_in_every_language_some_sentences_lean(code: str) -> None:
    leaning = get_language(code).leaning
    kinds = SENTENCES[code]
    assert min(len(kinds["leans"]), len(kinds["stands"])) >= 4
    assert [s for s in kinds["leans"] if not depends(s, leaning, capitals=True)] == []
    assert [s for s in kinds["stands"] if depends(s, leaning, capitals=True)] == []


@pytest.mark.parametrize("code", language_codes())
def test_every_exception_is_to_a_rule(code: str) -> None:
    data = tomllib.loads((DATA / f"{code}.toml").read_text(encoding="utf-8"))
    openings = tuple(map(fold, data["leaning"]))
    exceptions = list(map(fold, data.get("not_leaning", ())))
    assert len(set(openings)) == len(openings)
    assert [phrase for phrase in exceptions if not phrase.startswith(openings)] == []
    assert not set(exceptions) & set(openings)


@pytest.mark.parametrize("code", language_codes())
def test_every_opening_alone_is_judged_by_itself(code: str) -> None:
    data = tomllib.loads((DATA / f"{code}.toml").read_text(encoding="utf-8"))
    leaning = get_language(code).leaning
    for phrase in data["leaning"]:
        assert why_dependent(phrase, leaning) is not None, phrase
        assert why_dependent(phrase.title(), leaning) is not None, phrase
    for phrase in data.get("not_leaning", ()):
        assert why_dependent(phrase, leaning) != "opening", phrase


@given(cases, st.text(st.sampled_from(OPENERS), max_size=3))
def test_what_opens_a_quotation_can_but_hide_who_speaks(
    case: tuple[str, str], opening: str
) -> None:
    code, sentence = case
    leaning = get_language(code).leaning
    found = why_dependent(opening + sentence, leaning)
    assert found in {why_dependent(sentence, leaning), "speaker"}


@pytest.mark.parametrize(
    ("code", "sentence", "hidden"),
    [
        ("en", '"We saw no light," he said on Monday.', True),
        ("en", '"We saw no light," said she.', True),
        ("en", "“Peace is a shared responsibility.”", True),
        ("en", '"We saw no light," Capt. Vennick said.', False),
        ("en", '"We saw no light," the captain said, and he left.', False),
        ("en", 'The captain called it "a mistake".', False),
        ("en", '"A mistake" is what the captain calls "it".', False),
        ("de", "„Kein Licht war zu sehen“, sagte er.", True),
        ("de", "„Kein Licht war zu sehen“, sagte Kapitän Vennick.", False),
        ("cs", "„Světlo jsme neviděli,“ dodal.", True),
        ("es", "«No vimos ninguna luz», añadió.", True),
        ("es", "«No vimos ninguna luz», añadió el capitán.", False),
        ("zh", "“我们没有看到灯光。”他说。", True),
        ("zh", "“我们没有看到灯光。”王船长说。", False),
    ],
)
def test_a_quotation_needs_someone_who_speaks(code: str, sentence: str, hidden: bool) -> None:
    assert (why_dependent(sentence, get_language(code).leaning) == "speaker") == hidden


@given(cases, st.booleans())
def test_the_case_of_the_first_letter_matters_to_fragments_alone(
    case: tuple[str, str], upper: bool
) -> None:
    code, sentence = case
    leaning = get_language(code).leaning
    other = (sentence[0].upper() if upper else sentence[0].lower()) + sentence[1:]
    assert why_dependent(other, leaning) == why_dependent(sentence, leaning)


@given(noise, st.sampled_from(language_codes()), st.booleans())
def test_anything_at_all_is_judged(text: str, code: str, capitals: bool) -> None:
    leaning = get_language(code).leaning
    reason = why_dependent(text, leaning, capitals)
    assert reason in {None, "opening", "speaker", "question", "fragment"}
    assert depends(text, leaning, capitals) == (reason is not None)


@pytest.mark.parametrize(
    "sentence",
    [
        "“But nobody came,” Smith said.",
        "It’s the only mill in the valley.",
        "They’re the last two of their kind.",
        "That said, prices rose again.",
        "Meanwhile, the mill burned down.",
        "As a result, the mill closed.",
        "Because of this the mill closed.",
        "The latter was built in 1910.",
        "His wife was not at home.",
        "One of them was badly hurt.",
        "A year later the mill closed.",
        "It took place in the old mill.",
        "[He] said the mill would close.",
        "In addition to this, a road will be built.",
    ],
)
def test_openings_that_lean(sentence: str) -> None:
    assert why_dependent(sentence, EN) == "opening"


@pytest.mark.parametrize(
    "sentence",
    [
        "So-called experts met in Geneva.",
        "So far this year, 12 mills have closed.",
        "But for the rain, the mill would have burned down.",
        "IT workers went on strike on Monday.",
        "It took police three hours to reach the mill.",
        "It was not immediately clear who had called.",
        "While the mill burned, the owner slept.",
        "Although prices fell, the mill closed.",
        "After the vote, the minister resigned.",
        "Item prices fell on Monday.",
        "In his letter, Smith refused to go.",
        "There is no mill in the valley.",
        "I love the view from the terrace.",
        "We had a great time in Rome.",
        "The minister asked: “Who will pay?”",
        "As a result of the fire, the mill closed.",
        "His Majesty opened the mill.",
    ],
)
def test_openings_that_do_not(sentence: str) -> None:
    assert why_dependent(sentence, EN, capitals=True) is None


@pytest.mark.parametrize(
    "sentence", ["Who will pay for it?", "“Who will pay?”", "Who will pay?)", "Really, Jo?!"]
)
def test_questions(sentence: str) -> None:
    assert why_dependent(sentence, EN) == "question"


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "…",
        "—",
        "Not so.",
        "The mill said:",
        "The mill shut, then …",
        "If the mill shut,",
        "So it...",
    ],
)
def test_fragments(sentence: str) -> None:
    assert why_dependent(sentence, EN) == "fragment"


def test_a_small_letter_tells_a_fragment_only_where_others_open_with_capitals() -> None:
    sentence = "and on Monday the mill closed."
    assert why_dependent(sentence, EN, capitals=True) == "fragment"
    assert why_dependent("great view from the room.", EN) is None
    assert why_dependent("great view from the room.", EN, capitals=True) == "fragment"
    for name in ("iPhone sales fell again.", "al-Shabab took the town.", "I saw the mill."):
        assert why_dependent(name, EN, capitals=True) is None


def test_without_lists_only_questions_and_fragments_are_told() -> None:
    assert why_dependent("He said it was closed.", ContextDependence()) is None
    assert why_dependent("Was it closed then?", ContextDependence()) == "question"
