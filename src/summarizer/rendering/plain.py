"""What every written form has in common: names, sources, accounts, shares."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ..document import Document, names_of
from ..results import Brief, Extract, Result
from ..text.display import one_line

if TYPE_CHECKING:  # of a brief; a summary need not wait for what finds them
    from ..disagreements import Account, Disagreement

DISPUTED, CHANGED = "others say", "at other times"
"""What stands before figures that others give."""


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
        told.append(f"{DISPUTED} {', '.join(disputed)}")
    if changed := story.changed(extract):
        told.append(f"{CHANGED} {', '.join(changed)}")
    return one_line("; ".join(told))


def differing(story: Result) -> "Iterator[tuple[str, Disagreement]]":
    """The disagreements and changes of a story, each with what it is called."""
    yield from (("Sources disagree:", found) for found in story.disagreements)
    yield from (("Figures changed:", found) for found in story.changes)


def said(account: "Account") -> str:
    """The sentence that stands for an account: the first."""
    return one_line(account.sentences[0].line)


def tellers(account: "Account", names: Names) -> str:
    """Whose sentence it is, and who else gives the figures."""
    told = (names[sentence.document_id] for sentence in account.sentences)
    first, *others = dict.fromkeys(told)
    return one_line(f"{first}; also in {listed(others)}" if others else first)


def listed(names: Iterable[str]) -> str:
    """Names one after the other; a comma parts them where none has one."""
    known = list(names)
    return ("; " if any("," in name for name in known) else ", ").join(known)


def percent(share: float) -> str:
    """A share as a per cent that says 100 only of the whole."""
    return f"{min(round(share * 100), 99) if share < 1 else 100} %"
