"""One text in, a summary of three sentences out, warm: ours beside sumy, in turns.

Ours cuts the text into sentences each time. sumy cannot do that here, for the data of nltk's
Punkt is a download; so it runs twice, with our sentences handed to it for nothing, and with its
own tokenizer over an untrained Punkt, the nearest to what its users wait for.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from summarizer import Summary, summarise

from .conftest import invented_text
from .peers import HANDED, NAMES, OWN, sumy
from .turns import Timed, show, take_turns, timed_before

LENGTH = 3
METHODS = ("textrank", "lexrank")
OURS = "ours"
ARTICLE, LONG = "one article, warm", "2000 sentences"
SIZES = {"50 sentences": 50, "200 sentences": 200, LONG: 2000}
TURNS = {  # how many, and the shortest in seconds
    ARTICLE: (30, 0.02),
    "50 sentences": (20, 0.02),
    "200 sentences": (9, 0.1),
    LONG: (2, 1.0),
}
CASES = [
    (group, method, by)
    for group in TURNS
    for method in METHODS
    for by in (OURS, HANDED, OWN)
    if (group, by) != (LONG, OWN)  # where the ranking takes seconds, splitting is nothing beside
]

Contest = Callable[[str], dict[str, Timed]]


@pytest.fixture(scope="module")
def text_of(longest_article: Path) -> Callable[[str], str]:
    """The text of a group."""
    article = longest_article.read_text(encoding="utf-8")
    return lambda group: article if group == ARTICLE else invented_text(SIZES[group])


@pytest.fixture(scope="module")
def contest(text_of: Callable[[str], str]) -> Contest:
    """The times of a group, taken when first asked for."""

    @cache
    def run(group: str) -> dict[str, Timed]:
        text = text_of(group)
        contestants = {
            f"{method}, {by}": _call(text, method, by)
            for other, method, by in CASES
            if other == group
        }
        return take_turns(contestants, *TURNS[group])

    return run


def _call(text: str, method: str, by: str) -> Callable[[], object]:
    if by == OURS:
        return lambda: summarise(text, LENGTH, method)
    return sumy(method, text, by, LENGTH)


@timed_before
@pytest.mark.parametrize(
    ("group", "method", "by"),
    [pytest.param(*case, marks=[pytest.mark.slow] * (case[0] == LONG)) for case in CASES],
)
def test_summary(
    benchmark: BenchmarkFixture,
    group: str,
    method: str,
    by: str,
    contest: Contest,
    text_of: Callable[[str], str],
) -> None:
    timed = contest(group)[f"{method}, {by}"]
    label = method if by == OURS else f"sumy {NAMES[method]}, {by}"
    benchmark.group = group
    benchmark.extra_info.update(label=label, task=method, peer=by != OURS)
    show(benchmark, timed.seconds)
    text, result = text_of(group), timed.result
    if isinstance(result, Summary):
        assert all(text[e.start : e.end] == e.text for e in result.extracts)
        result = [extract.sentence.line for extract in result.extracts]
    assert len(set(result)) == LENGTH
    assert all(sentence in " ".join(text.split()) for sentence in result)
