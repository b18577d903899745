"""What every written form has in common: names, sources, accounts, shares."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..document import Document, names_of
from ..results import Brief, Extract, Result, Section, Summary
from ..text.display import one_line
from ..text.languages import get_language
from ..text.numbers import located

if TYPE_CHECKING:  # of a brief; a summary need not wait for what finds them
    from ..disagreements import Account, Disagreement

DISPUTED, CHANGED = "others say", "at other times"
"""What stands before figures that others give."""


def headed(summary: Summary) -> list[Section]:
    """The sections of a summary that a table of contents lists; none where there is one alone."""
    if len(summary.sections) < 2:
        return []
    return [section for section in summary.sections if section.heading]


def name_of(document: Document) -> str:
    """What a document is called in a heading: who says it, or its id, and its headline."""
    called = (document.credit or document.id, document.headline)
    return one_line(": ".join(filter(None, called))) or "the text"


Names = Mapping[str, str]
"""What documents are called, by their ids; see :func:`summarizer.document.names_of`."""


def names_in(story: Result, brief: Brief) -> Names:
    """What the documents of a story and the copies of them are called within it."""
    own = {document.id for document in story.documents}
    copies = (found.document for found in brief.duplicates if found.of.id in own)
    return names_of([*story.documents, *copies])


def sources(extract: Extract, story: Result, names: Names) -> str:
    """Who says it: the source, the others who do, and what figures others give."""
    told = [names[extract.document]]
    if extract.also_in:
        told.append(f"also in {listed(names[name] for name in extract.also_in)}")
    if disputed := story.disputed(extract):
        told.append(one_line(f"{DISPUTED} {', '.join(disputed)}"))
    if changed := story.changed(extract):
        told.append(one_line(f"{CHANGED} {', '.join(changed)}"))
    return "; ".join(told)


def differing(story: Result) -> "Iterator[tuple[str, Disagreement]]":
    """The disagreements and changes of a story, each with what it is called."""
    yield from (("Sources disagree:", found) for found in story.disagreements)
    yield from (("Figures changed:", found) for found in story.changes)


def said(account: "Account") -> str:
    """The sentence that stands for an account: the first."""
    return one_line(account.sentences[0].line)


def tellers_of(account: "Account", names: Names) -> str:
    """Whose sentence it is, and who else gives the figures."""
    told = (names[sentence.document_id] for sentence in account.sentences)
    first, *others = dict.fromkeys(told)
    return f"{first}; also in {listed(others)}" if others else first


def listed(names: Iterable[str]) -> str:
    """Names one after the other; a comma parts them where none has one."""
    known = list(names)
    return ("; " if any("," in name for name in known) else ", ").join(known)


def percent(share: float) -> str:
    """A share as a per cent that says 100 only of the whole."""
    return f"{min(round(share * 100), 99) if share < 1 else 100} %"


class TextRun(NamedTuple):
    """A part of a sentence, and whether it is a figure that others contest."""

    text: str
    is_contested: bool = False


def contested(extract: Extract, result: Result) -> list[str]:
    """Those figures of an extract that other documents give otherwise."""
    return [f for rivals in result.rivals(extract) for a in rivals.own for f in a.figures]


def runs(text: str, figures: Sequence[str], language: str) -> list[TextRun]:
    """A sentence cut up at some of its figures, however it writes them.

    A figure that is there more than once is not marked: which of them is meant is not known.
    """
    known = get_language(language)
    wanted = {v for figure in figures for n in located(figure, known)[:1] for v in n.values}
    numbers = located(text, known) if wanted else []
    uses = Counter(value for number in numbers for value in number.values)
    cut: list[TextRun] = []
    start = 0
    for number in numbers:
        if any(value in wanted and uses[value] == 1 for value in number.values):
            cut += [
                TextRun(text[start : number.start]),
                TextRun(text[number.start : number.end], True),
            ]
            start = number.end
    return [*cut, TextRun(text[start:])]
