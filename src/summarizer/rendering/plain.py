"""What every written form has in common: names, sources, accounts, shares."""

from ..disagreements import Account
from ..document import Document
from ..results import Extract
from ..text.display import one_line


def name_of(document: Document) -> str:
    """What a document is called in a heading: its id and its headline, as far as it has them."""
    return one_line(": ".join(filter(None, (document.id, document.headline)))) or "the text"


def sources(extract: Extract) -> str:
    """Who says it: the source, and the others who do."""
    if not extract.also_in:
        return one_line(extract.document)
    return one_line(f"{extract.document}; also in {', '.join(extract.also_in)}")


def said(account: Account) -> str:
    """The sentence that stands for an account: the first."""
    return one_line(account.sentences[0].line)


def tellers(account: Account) -> str:
    """Whose sentence it is, and who else gives the figures."""
    first, *others = dict.fromkeys(sentence.document_id for sentence in account.sentences)
    return one_line(f"{first}; also in {', '.join(others)}" if others else first)


def percent(share: float) -> str:
    """A share as a per cent that says 100 only of the whole."""
    return f"{min(round(share * 100), 99) if share < 1 else 100} %"
