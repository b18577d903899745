"""What was worked out, kept at hand: one bounded memory for all that turns words into values."""

import functools
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

V = TypeVar("V")

_LONGEST = 100  # characters of a form that is remembered; longer ones are addresses and the like


class Memo(dict[str, V]):
    """A dictionary that works out what it lacks, and starts anew when it is full.

    Args:
        value_of: from a form to its value, which is the same each time.
        most: how many values are remembered; longer forms than 100 characters are not.
    """

    def __init__(self, value_of: Callable[[str], V], most: int = 200_000) -> None:
        super().__init__()
        self._value_of = value_of
        self._most = most

    def __missing__(self, form: str) -> V:
        value = self._value_of(form)
        if len(form) <= _LONGEST:
            if len(self) >= self._most:
                self.clear()
            self[form] = value
        return value


class cached_property(functools.cached_property[V]):  # noqa: N801 -- the name it has in functools
    """As of Python 3.12, without the lock that 3.11 takes: it costs more than most values here."""

    def __get__(self, instance: object, owner: type | None = None) -> V:  # type: ignore[override]  # one of two overloads
        if instance is None:
            return self  # type: ignore[return-value]  # as functools has it, of the class
        value = instance.__dict__[str(self.attrname)] = self.func(instance)
        return value


class _Pattern:
    """A regular expression that is compiled when it is first used.

    To compile one of large classes takes as long as to split a page, and most are for what few
    texts have.
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for method in ("findall", "finditer", "fullmatch", "match", "search", "split", "sub"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


if TYPE_CHECKING:
    Pattern = re.compile
else:
    Pattern = _Pattern
