"""Functions of one's own, named on the command line: ``module:function``, ``file.py:function``."""

import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from ..errors import UsageError, failure_of


def function_at(place: str) -> Callable[..., Any]:
    """The function that ``module:function`` or ``file.py:function`` names."""
    where, _, name = place.rpartition(":")
    try:
        module = _of_file(where) if where.endswith(".py") else _of_path(where)
    except (Exception, SystemExit) as error:  # whatever a stranger's code does
        raise UsageError(f"{place!r} cannot be loaded: {failure_of(error)}", "method") from error
    function = getattr(module, name, None)
    if not callable(function):
        raise UsageError(f"{place!r}: there is no function {name!r} in {where}", "method")
    return function  # type: ignore[no-any-return]


def _of_file(path: str) -> ModuleType:
    spec = spec_from_file_location(path, path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = module_from_spec(spec)
    sys.modules[path] = module  # where dataclasses look for it, and in the way of no other
    spec.loader.exec_module(module)
    return module


def _of_path(name: str) -> ModuleType:
    """A module of the working folder or of what is installed."""
    sys.path.insert(0, str(Path.cwd()))
    try:
        return import_module(name)
    finally:
        sys.path.pop(0)
