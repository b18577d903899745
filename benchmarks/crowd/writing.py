"""A crowd of any size: how many of what, and written to files in no order, a bit at a time."""

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import accumulate, count
from pathlib import Path
from random import Random
from shutil import move
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from benchmarks.crowd.copies import copied
from benchmarks.crowd.events import Article, Event, events, told
from benchmarks.crowd.reports import reports
from benchmarks.crowd.world import Site, Topic, world

Row = dict[str, Any]
REPORT = "report "
"""What the name of a story begins with that is a report made from a form."""

_COPIES, _REPORTS = 0.15, 0.03  # shares of articles
_TAIL = 2.4  # a story of n articles is n ** -2.4 as frequent as one of one
_LARGEST = 400
_OFTEN_COPIED = 20_000  # articles for each that is copied hundreds of times
_HUNDREDS = (120, 400)
_MORE = 0.6  # how many of those that have n copies have more, below
_FEW = 12
_A_BUCKET = 2_000  # articles shuffled at once
_BUCKETS = 200  # files open at once


class Plan(NamedTuple):
    """How many of what.

    Attributes:
        stories: how many articles each has, copies apart.
        copies: how many copies the articles with these numbers have.
        reports: made from forms.
    """

    stories: list[int]
    copies: dict[int, int]
    reports: int


def plan(articles: int, lot: Random) -> Plan:
    """How many of what make up so many articles."""
    copies, reported = round(articles * _COPIES), round(articles * _REPORTS)
    left = articles - copies - reported
    stories = list(_summing_to(left, _story_sizes(lot)))
    sizes = list(_summing_to(copies, _copy_counts(articles, lot)))
    return Plan(
        stories, dict(zip(lot.sample(range(left), len(sizes)), sizes, strict=True)), reported
    )


def _summing_to(total: int, sizes: Iterator[int]) -> Iterator[int]:
    while total:
        size = min(next(sizes), total)
        total -= size
        yield size


def _story_sizes(lot: Random) -> Iterator[int]:
    sizes = range(1, _LARGEST + 1)
    sums = list(accumulate(size**-_TAIL for size in sizes))
    while True:
        yield from lot.choices(sizes, cum_weights=sums, k=1000)


def _copy_counts(articles: int, lot: Random) -> Iterator[int]:
    for _ in range(round(articles / _OFTEN_COPIED + 0.01)):
        yield lot.randint(*_HUNDREDS)
    while True:
        number = 1
        while number < _FEW and lot.random() > _MORE:
            number += 1
        yield number


def crowd(articles: int, seed: int) -> Iterator[tuple[Row, Row]]:
    """Each article with the truth on it, one story after the other.

    Args:
        articles: how many.
        seed: of the lot that draws them; the same gives the same.
    """
    planned = plan(articles, Random(f"{seed}/plan"))
    number = count()
    originals = count()
    for story, event, lot in _happenings(planned.stories, seed):
        for _ in range(planned.stories[story]):
            article = told(event, _site(lot), world(), lot)
            copies = copied(article, planned.copies.get(next(originals), 0), world(), lot)
            rows = [_row(next(number), one) for one in (article, *copies)]
            for row in rows:
                copy_of = None if row is rows[0] else rows[0]["id"]
                yield row, {"id": row["id"], "story": f"s{story}", "copy_of": copy_of}
    for about, report in reports(planned.reports, world(), Random(f"{seed}/reports")):
        row = _row(next(number), report)
        yield row, {"id": row["id"], "story": REPORT + about, "copy_of": None}


def _happenings(stories: Sequence[int], seed: int) -> Iterator[tuple[int, Event, Random]]:
    """The number of each story, and its event; topic by topic."""
    lot = Random(f"{seed}/topics")
    topics = world().topics
    weights = [1 / (rank + 5) for rank in range(len(topics))]
    of: list[list[int]] = [[] for _ in topics]
    for story, topic in enumerate(lot.choices(range(len(topics)), weights, k=len(stories))):
        of[topic].append(story)
    for topic, members in enumerate(of):
        own = Random(f"{seed}/topic/{topic}")
        yield from _of_topic(topics[topic], members, own)


def _of_topic(
    topic: Topic, stories: Sequence[int], lot: Random
) -> Iterator[tuple[int, Event, Random]]:
    happened = events(topic, len(stories), world(), lot)
    for story, event in zip(stories, happened, strict=True):
        yield story, event, lot


def _site(lot: Random) -> Site:
    """One of the sites, some of which publish far more than others."""
    sites = world().sites
    return sites[min(int(lot.expovariate(4 / len(sites))), len(sites) - 1)]


def _row(number: int, article: Article) -> Row:
    """An article as the commands read it; ids tell nothing of what stood beside it."""
    identity = f"{number * 2_654_435_761 % 2**32:08x}"
    day = article.day.isoformat()
    return {"id": identity, "title": article.title, "date": day, "text": article.text}


def write(file: Path, truth: Path, articles: int, seed: int) -> None:
    """Write the articles and, in the same order, the truth on each; as JSON Lines.

    They are dealt out to buckets by lot and each bucket is shuffled, so that what is in memory
    at once stays as small whatever the number. The files have their names once they are whole.
    """
    lot = Random(f"{seed}/order")
    with TemporaryDirectory(dir=file.parent) as name:
        folder = Path(name)
        paths = [folder / str(n) for n in range(min(_BUCKETS, 1 + articles // _A_BUCKET))]
        _deal(crowd(articles, seed), paths, lot)
        with ExitStack() as opened:
            both = [
                opened.enter_context((folder / end).open("w", encoding="utf-8"))
                for end in ("rows", "truth")
            ]
            for line in _shuffled(paths, lot):
                for out, part in zip(both, line.split("\t"), strict=True):
                    out.write(part + "\n")
        move(folder / "rows", file)
        move(folder / "truth", truth)


def _deal(rows: Iterator[tuple[Row, Row]], paths: Sequence[Path], lot: Random) -> None:
    """Write each article and its truth, on one line, to one of some files."""
    with ExitStack() as opened:
        buckets = [opened.enter_context(path.open("w", encoding="utf-8")) for path in paths]
        for row, known in rows:
            line = f"{json.dumps(row, ensure_ascii=False)}\t{json.dumps(known)}\n"
            lot.choice(buckets).write(line)


def _shuffled(paths: Sequence[Path], lot: Random) -> Iterator[str]:
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        lot.shuffle(lines)
        yield from lines
