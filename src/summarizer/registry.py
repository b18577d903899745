"""The registry of rankers and selectors.

A plug-in is a decorated function::

    @ranker("shortest", cites="nobody yet")
    def shortest(features):
        "Short sentences first."
        return 1 / features.sizes

Another package offers its own through an entry point in the group ``summarizer.rankers`` or
``summarizer.selectors``; the entry point's name is the name to look it up by, its value the
function, decorated or not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from .errors import MethodError, UnknownNameError, failure_of
from .features import Features, Vector
from .length import Length

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Ranker = Callable[[Features], Vector]
"""How a sentence is scored: ``(S,)`` finite, non-negative numbers."""

Selector = Callable[[Features, Vector, Length], Sequence[int]]
"""Which sentences are chosen: distinct rows, in any order, within the length."""

_ARGUMENTS = {"ranker": "method", "selector": "select"}

F = TypeVar("F", bound=Callable[..., Any])
G = TypeVar("G", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Entry(Generic[F]):
    """A registered function.

    Attributes:
        name: what it is looked up by.
        function: the ranker or selector.
        partner: the name of the selector (or ranker) that makes a method of it.
        cites: author and year of the paper it comes from, or "".
        use: what it is for, in a few words, or "".
        takes_query: whether it heeds :attr:`Features.query`; of a selector, by the scores at
            least.
    """

    name: str
    function: F
    partner: str
    cites: str = ""
    takes_query: bool = False
    use: str = ""

    @property
    def summary(self) -> str:
        """The first line of the function's docstring."""
        return (self.function.__doc__ or "").strip().partition("\n")[0]


class Registry(Generic[F]):
    """Functions by name: those registered here, and those of entry points.

    Args:
        kind: what it holds, for error messages.
        group: the entry-point group.
        partner: the default partner of a function.
        takes_query: whether a function heeds a query that does not say.
    """

    def __init__(self, kind: str, group: str, partner: str, takes_query: bool) -> None:
        self.kind = kind
        self.group = group
        self.partner = partner
        self.takes_query = takes_query
        self._entries: dict[str, Entry[F]] = {}

    def register(
        self,
        name: str,
        *,
        partner: str = "",
        cites: str = "",
        takes_query: bool | None = None,
        use: str = "",
    ) -> Callable[[G], G]:
        """Decorator that registers a function under a name and gives it back as it is.

        A function of the same module and qualified name takes the place of the one before it, as
        where a cell of a notebook is run again or a module is reloaded.

        Raises:
            MethodError: another function has the name.
        """

        def decorate(function: G) -> G:
            there = self._entries.get(name)
            if there is not None and not _same(there.function, function):
                raise MethodError(f"{self.kind} {name!r} is taken by {_origin(there.function)}")
            # G may have keyword arguments beside those of F, and keeps them for its callers.
            registered = cast("F", function)
            heeds = self.takes_query if takes_query is None else takes_query
            self._entries[name] = Entry(
                name, registered, partner or self.partner, cites, heeds, use
            )
            return function

        return decorate

    def __contains__(self, name: str) -> bool:
        """Whether a name is registered here; no plug-in is looked for."""
        return name in self._entries

    def names(self) -> list[str]:
        """All names, sorted, including plug-ins."""
        return sorted({*self._entries, *_plugins(self.group)})

    def find(self, name: str) -> Entry[F] | None:
        """The entry of a name, or ``None``.

        Raises:
            MethodError: a plug-in of that name cannot be loaded.
        """
        if name not in self._entries and name in _plugins(self.group):
            self._load(_plugins(self.group)[name])
        return self._entries.get(name)

    def get(self, name: str) -> Entry[F]:
        """The entry of a name.

        Raises:
            UnknownNameError: there is none; the message lists those there are.
            MethodError: a plug-in of that name cannot be loaded.
        """
        entry = self.find(name)
        if entry is None:
            raise UnknownNameError(
                self.kind, name, self.names(), argument=_ARGUMENTS.get(self.kind, "")
            )
        return entry

    def _load(self, point: "EntryPoint") -> None:
        try:
            function = point.load()
        except (Exception, SystemExit) as error:  # whatever a stranger's module does
            reason = failure_of(error)
            raise MethodError(
                f"{self.kind} {point.name!r} of {point.value} cannot be loaded: {reason}"
            ) from error
        if not callable(function):
            raise MethodError(f"{self.kind} {point.name!r}: {point.value} is not a function")
        if point.name not in self._entries:
            known = [entry for entry in self._entries.values() if entry.function is function]
            plain = Entry(
                point.name, cast("F", function), self.partner, takes_query=self.takes_query
            )
            self._entries[point.name] = replace(known[0], name=point.name) if known else plain


def _same(old: object, new: object) -> bool:
    """Whether a function is another, or an edited version of it."""
    named = "<lambda>" not in (name := _origin(new)) and hasattr(new, "__qualname__")
    return old is new or (named and _origin(old) == name)


def _origin(function: object) -> str:
    """The module of a function and its name there, which stay when it is edited."""
    name = getattr(function, "__qualname__", type(function).__qualname__)
    return f"{getattr(function, '__module__', '?')}.{name}"


@cache
def _plugins(group: str) -> "dict[str, EntryPoint]":
    from importlib.metadata import entry_points  # a quarter of the time that the command starts in

    return {point.name: point for point in entry_points(group=group)}


rankers: Registry[Ranker] = Registry(
    "ranker", "summarizer.rankers", partner="greedy", takes_query=False
)
selectors: Registry[Selector] = Registry(
    "selector", "summarizer.selectors", partner="lexrank", takes_query=True
)
ranker = rankers.register
selector = selectors.register
