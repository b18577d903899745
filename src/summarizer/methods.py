"""From a name to the ranker and selector of a method, and from a ranker to checked scores."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

import numpy as np

# Imported for what they register.
from . import rankers as _rankers  # noqa: F401
from . import selectors as _selectors  # noqa: F401
from .defaults import DEFAULT_METHOD
from .errors import MethodError, SummarizerError, UnknownNameError, UsageError, failure_of, name_of
from .features import Features, Vector
from .registry import Entry, Ranker, Selector, rankers, selectors
from .request import Request

C = TypeVar("C", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Method:
    """A ranker and a selector, and what they are called."""

    name: str
    select: str
    rank: Ranker = field(repr=False)
    choose: Selector = field(repr=False)
    takes_query: bool = True


def method_of(request: Request) -> Method:
    """The method that a request asks for.

    Raises:
        UnknownNameError: no such method or selector.
        MethodError: there is a query, and the method takes none.
    """
    found = find_method(request.method, request.select)
    if request.asks and not found.takes_query:
        able = [info.name for info in describe_methods() if info.query]
        raise MethodError(
            f"method {found.name!r} does not support queries; these do: {', '.join(able)}"
        )
    return found


def find_method(method: str | Ranker, select: str | Selector | None = None) -> Method:
    """The ranker and selector of a method's name, or of callables.

    A name may be a ranker's, which brings its selector, or a selector's, which brings its ranker.

    Raises:
        UnknownNameError: no such method or selector.
    """
    ranker, name, partner = _find_ranker(method, alone=select is None)
    chooser = _find_selector(partner if select is None else select)
    heeds = ranker.takes_query and chooser.takes_query
    return Method(name, chooser.name, ranker.function, chooser.function, heeds)


def _find_ranker(method: str | Ranker, *, alone: bool) -> tuple[Entry[Ranker], str, str]:
    """The ranker of a method, the method's name, and the selector that it goes with."""
    if not isinstance(method, str):
        function, name = _callable(method, "method"), name_of(method)
        return Entry(name, function, "greedy", takes_query=True), name, "greedy"
    entry = None if method in selectors and method not in rankers else rankers.find(method)
    if entry is not None:
        return entry, entry.name, entry.partner
    if (chooser := selectors.find(method)) is None:
        raise UnknownNameError("method", method, method_names())
    if alone:
        return rankers.get(chooser.partner), method, method
    if method == DEFAULT_METHOD:  # most likely not asked for: its ranker stays
        entry = rankers.get(chooser.partner)
        return entry, entry.name, entry.partner
    raise UsageError(f"{method!r} is a selector: name a ranker as method beside select", "method")


def _find_selector(select: str | Selector) -> Entry[Selector]:
    if isinstance(select, str):
        return selectors.get(select)
    return Entry(name_of(select), _callable(select, "select"), "", takes_query=True)


def _callable(value: C, argument: str) -> C:
    if not callable(value):
        raise UsageError(f"{argument} must be a name or a function, got {value!r}", argument)
    return value


def method_names() -> list[str]:
    """Every name that ``method`` takes, sorted."""
    return sorted({*rankers.names(), *selectors.names()})


class MethodInfo(NamedTuple):
    """What there is to say of a ranker or selector."""

    name: str
    kind: str
    partner: str = ""
    cites: str = ""
    query: bool = False
    summary: str = ""
    use: str = ""


def describe_methods() -> list[MethodInfo]:
    """All rankers and selectors; a plug-in that cannot be loaded is listed with the reason."""
    described = []
    for registry in (rankers, selectors):
        for name in registry.names():
            try:
                entry = registry.get(name)
            except MethodError as error:
                described.append(MethodInfo(name, registry.kind, summary=str(error)))
                continue
            told = entry.partner, entry.cites, entry.takes_query, entry.summary, entry.use
            described.append(MethodInfo(name, registry.kind, *told))
    return described


def score(features: Features, method: Method) -> Vector:
    """The scores that a method's ranker gives, checked.

    Raises:
        MethodError: they are not one finite, non-negative number a sentence.
    """
    try:
        given = method.rank(features)
    except SummarizerError:
        raise
    except Exception as error:  # whatever a stranger's function does
        named = ", ".join(repr(document.id) for document in features.documents) or "the text"
        reason = failure_of(error)
        raise MethodError(f"method {method.name!r} failed on {named}: {reason}") from error
    try:
        scores = np.array(given, dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise MethodError(
            f"method {method.name!r} did not return an array of numbers: {error}"
        ) from error
    if scores.shape != (len(features),):
        raise MethodError(
            f"method {method.name!r} returned scores of shape {scores.shape} "
            f"for {len(features)} sentences"
        )
    if not (scores.min() >= 0 and scores.max() < np.inf):
        raise MethodError(f"method {method.name!r} returned a score that is negative or not finite")
    return scores
