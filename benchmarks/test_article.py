"""One text in, a summary of three sentences out, warm: ours beside sumy and summa, in turns.

Ours cuts the text into sentences each time, and so does summa. sumy cannot do that here, for the
data of nltk's Punkt is a download; so it runs twice, with our sentences handed to it for nothing,
and with its own tokenizer over an untrained Punkt, the nearest to what its users wait for.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from summarizer import Summary, summarise

from . import invented
from .clock import show, timed_before
from .peers import HANDED, HAS_SUMMA, NAMES, OWN, SUMMA, WHY_NO_SUMMA, summa, sumy
from .turns import Timed, take_turns

LENGTH = 3
OURS = "ours"
METHODS = {  # ours, and those of the peers that each is compared with
    "coverage": ("textrank", "lexrank"),
    "textrank": ("textrank",),
    "lexrank": ("lexrank",),
}
PEERS = {HANDED: ("textrank", "lexrank"), OWN: ("textrank", "lexrank"), SUMMA: ("textrank",)}
ARTICLE, LONG, LONGEST = "one article, warm", "2,000 sentences", "20,000 sentences"
SIZES = {"20 sentences": 20, "200 sentences": 200, LONG: 2000, LONGEST: 20_000}
TURNS = {  # how many, and the shortest in seconds
    ARTICLE: (25, 0.02),
    "20 sentences": (20, 0.02),
    "200 sentences": (5, 0.1),
    LONG: (1, 1.0),
    LONGEST: (2, 0.5),
}
BY = {  # who takes part, where not all do
    LONG: (OURS, HANDED, SUMMA),  # where the ranking takes seconds, splitting is nothing beside
    LONGEST: (OURS,),  # the others would need an hour
}
CASES = [
    (group, method, by)
    for group in TURNS
    for by in BY.get(group, (OURS, *PEERS))
    for method in (METHODS if by == OURS else PEERS[by])
]

Contest = Callable[[str], dict[str, Timed]]


@pytest.fixture(scope="module")
def text_of(longest_article: Path) -> Callable[[str], str]:
    """The text of a group."""
    article = longest_article.read_text(encoding="utf-8")
    return lambda group: article if group == ARTICLE else invented.text(SIZES[group])


@pytest.fixture(scope="module")
def contest(text_of: Callable[[str], str]) -> Contest:
    """The times of a group, taken when first asked for."""

    @cache
    def run(group: str) -> dict[str, Timed]:
        text = text_of(group)
        contestants = {
            f"{method}, {by}": _call(text, method, by)
            for other, method, by in CASES
            if other == group and _is_there(by)
        }
        return take_turns(contestants, *TURNS[group])

    return run


def _is_there(by: str) -> bool:
    return by != SUMMA or HAS_SUMMA


def _call(text: str, method: str, by: str) -> Callable[[], object]:
    if by == OURS:
        return lambda: summarise(text, LENGTH, method)
    return summa(text, LENGTH) if by == SUMMA else sumy(method, text, by, LENGTH)


def _label(method: str, by: str) -> str:
    return {OURS: method, SUMMA: by}.get(by, f"sumy {NAMES.get(method)}, {by}")


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
    if not _is_there(by):
        pytest.skip(WHY_NO_SUMMA)
    timed = contest(group)[f"{method}, {by}"]
    benchmark.group = group
    benchmark.extra_info.update(
        label=_label(method, by), tasks=METHODS[method] if by == OURS else [method], peer=by != OURS
    )
    if group in SIZES:
        benchmark.extra_info["size"] = SIZES[group]
    show(benchmark, timed.seconds)
    text, result = text_of(group), timed.result
    if isinstance(result, Summary):
        assert all(text[e.start : e.end] == e.text for e in result.extracts)
        result = [extract.sentence.line for extract in result.extracts]
    assert len(set(result)) == LENGTH
    whole = " ".join(text.split())
    assert all(" ".join(sentence.split()) in whole for sentence in result)
