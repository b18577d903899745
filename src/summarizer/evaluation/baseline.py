"""Runs held against a baseline, which says how they are made: what a build asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..defaults import DEFAULT_METHOD
from ..dependencies import version
from ..errors import NotComparableError, UnknownNameError, UsageError, name_of
from ..methods import find_method
from ..registry import Ranker
from .comparison import ALPHA, compare
from .datasets import Task
from .gate import check_floors, judge, lowered, new_floors
from .given import Summaries
from .report import Report
from .runs import Run
from .saved import Saved, dump_runs, load_runs
from .signature import Signature
from .systems import ORACLES, arguments_of

Evaluated = str | Ranker | Summaries


@dataclass(frozen=True)
class Baseline:
    """What a build is held against: saved runs, floors, and how far a figure may drop.

    Attributes:
        path: where the runs are saved, ``""`` for nowhere.
        saved: these, ``None`` where there are none yet.
        floors: of means, by full name; of these and the saved ones the higher holds.
        drops: how far each figure may drop, 0 or more; where there are none, no figure shown may.
        alpha: the level of significance of a drop.
    """

    path: str = ""
    saved: Saved | None = None
    floors: Mapping[str, float] = field(default_factory=dict)
    drops: Mapping[str, float] = field(default_factory=dict)
    alpha: float = ALPHA

    @property
    def task(self) -> Task:
        """The task of the saved runs."""
        return (self.saved.runs[0].task if self.saved else "") or "auto"

    def plans(self, methods: Sequence[Evaluated], **given: Any) -> list[dict[str, Any]]:
        """The arguments of :func:`evaluate` that make each run.

        Args:
            methods: what is evaluated; for none of them all of the baseline's, or else the default.
                Summaries that are made already stand for the run of their name.
            given: arguments, ``None`` for those that the baseline shall settle.

        Raises:
            NotComparableError: the baseline has a run that cannot be made by its name alone.
        """
        runs = self.saved.runs if self.saved else ()
        made = [method for method in methods if isinstance(method, Summaries)]
        asked = [method for method in methods if not isinstance(method, Summaries)]
        _check_names([*(summaries.name for summaries in made), *map(_name, asked)])
        if asked:
            plans = [_alike(method, runs) for method in asked]
        else:
            names = {summaries.name for summaries in made}
            plans = [_again(run) for run in runs if run.method not in names]
            plans = plans or ([] if made else [{"method": DEFAULT_METHOD}])
        settled = {name: value for name, value in given.items() if value is not None}
        return [*(plan | settled for plan in plans), *({"method": each} for each in made)]

    def scoring(self, metrics: Sequence[str] = ()) -> Signature | None:
        """The scoring of the saved runs, for other metrics where some are named."""
        if self.saved is None:
            return None
        found = self.saved.runs[0].signature
        return replace(found, metrics=tuple(metrics)) if metrics else found

    def report(
        self, runs: Sequence[Run], figures: Sequence[str], *, may_add: bool = False, **more: Any
    ) -> Report:
        """The runs, held against the baseline or else against the first of them.

        Args:
            runs: of every method of the baseline.
            figures: to show, by full name.
            may_add: whether a method may be new to the baseline.
            more: what the report has beside, such as ``dataset``.

        Raises:
            NotComparableError: the runs were not made like the baseline's, or are too few items.
        """
        if self.saved is None:
            first = compare(runs, None, figures, alpha=self.alpha)
            checks = check_floors(runs, self.floors)
            return Report(runs, figures, first, runs[0].method, checks, **more)
        new = [run.method for run in runs if self.saved.run(run.method) is None]
        held = [run for run in runs if not (may_add and run.method in new)]
        asked = (figures, self.floors, self.drops, self.alpha)
        checks = judge(runs, self.saved, *asked, may_add=may_add)
        comparison = compare(held, self.saved.runs, figures, alpha=self.alpha) if held else None
        remarks = [f"new to the baseline: {', '.join(new)}"] if new else []
        named = f"the baseline {self.path}"
        return Report(
            runs, figures, comparison, named, checks, remarks, show_differences=True, **more
        )

    def worse(self, runs: Sequence[Run]) -> list[str]:
        """What a new baseline of these runs would lower or drop, one line each."""
        return lowered(self.saved, runs, self.floors) if self.saved else []

    def renewed(self, runs: Sequence[Run]) -> str:
        """The new baseline, as a file has it."""
        return dump_runs(runs, new_floors(self.saved or Saved(()), runs, self.floors))


def load_baseline(path: str | Path, *, across_versions: bool = False) -> Saved:
    """The saved runs of a baseline.

    Raises:
        ReadError: see :func:`load_runs`.
        NotComparableError: they were made by another version, and that is not accepted.
    """
    saved = load_runs(path)
    for run in saved.runs:
        if run.signature.version != version() and not across_versions:
            raise NotComparableError(
                f"{path}: made by summarizer {run.signature.version}, but this is {version()}: "
                "create it again, or accept it with across_versions"
            )
    return saved


def _name(method: str | Ranker) -> str:
    return method if isinstance(method, str) else name_of(method)


def _check_names(names: Sequence[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"two systems are called {name!r}: rename one", "method")


def _again(run: Run) -> dict[str, Any]:
    """The arguments that repeat a run, by the name of its method."""
    if "summaries" in run.parameters:
        raise NotComparableError(
            f"the baseline has {run.method!r}, made elsewhere: give its summaries again, "
            "under that name"
        )
    arguments = arguments_of(run.parameters)
    if arguments["method"].partition(":")[0] not in ORACLES:
        try:
            find_method(arguments["method"], arguments["select"])
        except UnknownNameError as error:
            raise NotComparableError(
                f"the baseline has a run of {run.method!r}, which is not a method here: "
                "give the function as method, or its summaries"
            ) from error
    return arguments


def _alike(method: str | Ranker, runs: Sequence[Run]) -> dict[str, Any]:
    """The arguments that the runs called a method with; a new method gets their length."""
    name = _name(method)
    called = [(run, arguments_of(run.parameters)) for run in runs]
    for run, arguments in called:
        if name in (run.method, arguments["method"]) and "summaries" not in run.parameters:
            return arguments | {"method": method}
    length = called[0][1].get("length") if called else None
    return {"method": method} | ({} if length is None else {"length": length})
