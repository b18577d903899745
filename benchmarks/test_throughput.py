"""A text into sentences and into its matrix, beside one ``re.findall`` over the same text."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from summarizer import Features

from .clock import show, timed_before
from .throughput import SIZES, STEPS, YARDSTICK, text_of, timed
from .turns import Timed

Contest = Callable[[str], dict[str, Timed]]


@pytest.fixture(scope="module")
def contest(article_paths: list[Path]) -> Contest:
    """The times on a text, taken when first asked for."""
    return cache(lambda text: timed(text_of(article_paths, SIZES[text])))


@timed_before
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("name", SIZES)
def test_throughput(
    benchmark: BenchmarkFixture, name: str, step: str, contest: Contest, article_paths: list[Path]
) -> None:
    """The bundled articles, over and over."""
    text, result = text_of(article_paths, SIZES[name]), contest(name)
    benchmark.group = "megabytes a second"
    benchmark.extra_info.update(
        label=step,
        tasks=["throughput"],
        peer=step == YARDSTICK,
        text=name,
        octets=len(text.encode()),
    )
    show(benchmark, result[step].seconds)
    made = result[step].result
    if isinstance(made, Features):
        assert made.counts.sum() == sum(map(len, made.terms))
        assert all(text[s.start : s.end] == s.text for s in made.sentences)
    else:
        assert isinstance(made, list)
        assert all(piece in text for piece in set(made))
