"""Articles that repeat another one: word for word, nearly, or the first part of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

from benchmarks.crowd.events import Article
from benchmarks.crowd.world import Site, World

_ALONE = (0.82, 0.985)  # similarity of a near copy, where there is no other copy
_AMONG = (0.91, 0.985)  # and where there are; so that two of them are still 0.82 alike
_TRIPLE = 3  # words; a word that is changed costs so many triples
_SHORTEST = 60  # words of what is copied otherwise than word for word
_ABRIDGED = (0.5, 0.9)
_NEAR, _CUT = 0.45, 0.2  # shares of copies


def copied(original: Article, number: int, among: World, lot: Random) -> list[Article]:
    """So many copies of an article."""
    least, most = _AMONG if number > 1 else _ALONE
    return [_copy(original, lot.uniform(least, most), among, lot) for _ in range(number)]


def _copy(original: Article, similarity: float, among: World, lot: Random) -> Article:
    kind = lot.random()
    if _words(original.paragraphs) < _SHORTEST or kind >= _NEAR + _CUT:
        copy = original
    elif kind < _NEAR:
        copy = _near(original, similarity, among, lot)
    else:
        copy = _abridged(original, lot)
    title = " ".join(lot.sample(original.title.split(), len(original.title.split())))
    day = original.day + timedelta(min(int(lot.expovariate(1.0)), 4))
    return replace(copy, title=title[0].upper() + title[1:], day=day)


def _near(original: Article, similarity: float, among: World, lot: Random) -> Article:
    """A copy with another site's lines or a paragraph more, if there is room, and words changed.

    What is left and what is added are counted in word triples: ``similarity`` is the share of
    those in common, and the words changed are as many as bring it down to that.
    """
    size = _words(original.paragraphs)
    left = size + _frame(original.site, original.byline)
    copy, lost, added = original, 0, 0
    site = lot.choice(among.sites)
    byline = lot.choice(site.bylines) if site.bylines else ""
    frames = _frame(original.site, original.byline), _frame(site, byline)
    if lot.random() < 0.5 and _changes(left, *frames, similarity) > 0:
        copy, (lost, added) = replace(copy, site=site, byline=byline), frames
    more = " ".join(among.running(lot, lot.randint(8, 40))).capitalize() + "."
    longer = added + _words([more])
    if lot.random() < 0.5 and _changes(left, lost, longer, similarity) > 0:
        at = lot.randint(1, len(copy.paragraphs))
        copy = replace(copy, paragraphs=(*copy.paragraphs[:at], more, *copy.paragraphs[at:]))
        added = longer
    return _changed(copy, max(1, _changes(left, lost, added, similarity)), among, lot)


def _changes(size: int, lost: int, added: int, similarity: float) -> int:
    """How many words may change: ``(size - lost - 3n) / (size + added + 3n) = similarity``."""
    room = size - lost - similarity * (size + added)
    return int(room / (_TRIPLE * (1 + similarity)))


def _changed(article: Article, number: int, among: World, lot: Random) -> Article:
    """The same with some words replaced by synonyms."""
    paragraphs = [paragraph.split(" ") for paragraph in article.paragraphs]
    places = [
        (i, j, word.rstrip(".,"))
        for i, words in enumerate(paragraphs)
        for j, word in enumerate(words)
        if word.rstrip(".,") in among.synonyms
    ]
    for i, j, word in lot.sample(places, min(number, len(places))):
        paragraphs[i][j] = lot.choice(among.synonyms[word]) + paragraphs[i][j][len(word) :]
    return replace(article, paragraphs=tuple(map(" ".join, paragraphs)))


def _abridged(original: Article, lot: Random) -> Article:
    """The first part of it, cut after a sentence, with the lines of the site."""
    room = _words(original.paragraphs) * lot.uniform(*_ABRIDGED)
    kept: list[str] = []
    for paragraph in original.paragraphs:
        lines = paragraph.split(". ")
        held = 0
        while held < len(lines) and room > 0:
            room -= _words([lines[held]])
            held += 1
        if held:
            part = ". ".join(lines[:held])
            kept.append(part if part.endswith(".") else part + ".")
    return replace(original, paragraphs=tuple(kept))


def _words(paragraphs: Sequence[str]) -> int:
    return sum(len(paragraph.split()) for paragraph in paragraphs)


def _frame(site: Site, byline: str) -> int:
    return len(site.footer.split()) + len(byline.split())
