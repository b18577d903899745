"""Each stage by itself, at four sizes, and one brief of everything bundled."""

import time
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from summarizer import Document, Features, Length, brief
from summarizer.rankers.lexrank import lexrank
from summarizer.rankers.textrank import textrank
from summarizer.selectors.coverage import coverage
from summarizer.selectors.greedy import greedy

from . import invented

SIZES = (20, 200, 2000, 20_000)
LENGTH = Length("100w")

sizes = pytest.mark.parametrize("size", SIZES)
stage = pytest.mark.benchmark(group="stages", min_rounds=5, max_time=0.3, timer=time.process_time)


@cache
def document_of(size: int) -> Document:
    return Document.from_text(invented.text(size))


@cache
def features_of(size: int) -> Features:
    """Features with everything in them that rankers and selectors share already worked out."""
    features = Features.of([document_of(size)])
    assert features.tfidf.shape[0] == features.sizes.size == size
    return features


@stage
@sizes
def test_split(benchmark: BenchmarkFixture, size: int) -> None:
    """A text into sentences, and which of them can be chosen."""
    text = invented.text(size)
    note(benchmark, "split", size)

    def split() -> Document:
        document = Document.from_text(text)
        assert document.candidates
        return document

    document = benchmark(split)
    assert len({s.text for s in document.candidates}) == size
    assert all(text[s.start : s.end] == s.text for s in document.sentences)


@stage
@sizes
def test_features(benchmark: BenchmarkFixture, size: int) -> None:
    """Sentences into words, terms, counts and tf-idf; every word met before."""
    document = document_of(size)
    note(benchmark, "features", size)

    def build() -> Features:
        features = Features.of([document])
        assert features.tfidf.shape[0] == features.sizes.size
        return features

    features = benchmark(build)
    squares = np.asarray((features.tfidf * features.tfidf).sum(axis=1))
    assert np.allclose(squares, 1)
    assert features.counts.sum() == sum(map(len, features.terms))


@stage
@sizes
@pytest.mark.parametrize("rank", [textrank, lexrank])
def test_rank(
    benchmark: BenchmarkFixture, rank: Callable[[Features], np.ndarray], size: int
) -> None:
    features = features_of(size)
    note(benchmark, rank.__name__, size)
    scores = benchmark(rank, features)
    assert scores.shape == (size,)
    assert scores.min() > 0
    assert np.isclose(scores.sum(), 1)


@stage
@sizes
@pytest.mark.parametrize("select", [greedy, coverage])
def test_select(benchmark: BenchmarkFixture, select: Callable[..., list[int]], size: int) -> None:
    """A hundred words out of a ranking."""
    features = features_of(size)
    scores = textrank(features)
    note(benchmark, f"{select.__name__}, 100 words", size)
    rows = benchmark(select, features, scores, LENGTH)
    assert rows
    assert LENGTH.budget(features.sentences).fits(rows)
    for row in rows:
        similarity = features.similarity(row)
        assert all(similarity[r] <= features.ceiling for r in rows if r != row)


@pytest.mark.benchmark(group="brief", timer=time.process_time)
def test_brief(benchmark: BenchmarkFixture, articles: list[str]) -> None:
    """Six articles on two stories, 120 words a story."""
    benchmark.extra_info.update(
        label="brief of the six bundled articles", tasks=["brief"], peer=False
    )
    result = benchmark(brief, articles)
    assert sorted(len(story.documents) for story in result.stories) == [3, 3]
    assert all(0 < len(story.text.split()) <= 120 for story in result.stories)


def note(benchmark: BenchmarkFixture, label: str, size: int) -> None:
    benchmark.extra_info.update(label=label, tasks=[label], peer=False, size=size)
