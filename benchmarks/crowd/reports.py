"""Reports made from a form: weather, share prices, matches. They differ in names and figures."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from benchmarks.crowd.events import DAYS, YEAR, Article
from benchmarks.crowd.world import World, figure

_FORMS = 200
_PLACES = 20  # towns, firms or teams that a form reports on
_ALIKE = (0.5, 0.64)  # share of the word triples that two reports on one place have in common
_LENGTH = (60, 200)
_FIGURES_A_NAME = 4  # so that two on different places have 0.4 to 0.56


def reports(number: int, among: World, lot: Random) -> Iterator[tuple[str, Article]]:
    """So many reports, each with what it reports on: a form, a place and a day."""
    forms = [_Form(among, lot) for _ in range(_FORMS)]
    taken: set[str] = set()
    while len(taken) < number:
        form = lot.randrange(_FORMS)
        place, day = lot.choice(forms[form].places), YEAR + timedelta(lot.randrange(DAYS))
        key = f"{form}/{place}/{day}"
        if key not in taken:
            taken.add(key)
            text = tuple(forms[form].filled(place, lot))
            title = f"{forms[form].rubric}: {place}"
            yield key, Article(title, day, forms[form].site, "", text)


class _Form:
    """Sentences with gaps: ``None`` is one for a figure, ``""`` one for the name."""

    def __init__(self, among: World, lot: Random) -> None:
        alike = lot.uniform(*_ALIKE)
        self.site = lot.choice(among.sites)
        self.places = lot.sample(among.names, _PLACES)
        words: list[str | None] = [*among.running(lot, lot.randint(*_LENGTH))]
        size = len(words) + len(self.site.footer.split())
        figures = round(size * (1 - alike) / (1 + alike) / 3)  # each costs the triples it is in
        gaps: list[str | None] = [None] * figures + [""] * max(1, figures // _FIGURES_A_NAME)
        lot.shuffle(gaps)
        step = len(words) / len(gaps)
        for number, gap in enumerate(gaps):
            words[int(number * step + lot.uniform(0, step - 2))] = gap
        self.rubric = " ".join(among.running(lot, 3)).capitalize()
        self._words = words

    def filled(self, place: str, lot: Random) -> Iterator[str]:
        """The paragraphs of one report."""
        for start in range(0, len(self._words), 15):
            gaps = self._words[start : start + 15]
            line = " ".join(figure(lot) if w is None else w or place for w in gaps)
            yield line[0].upper() + line[1:] + "."
