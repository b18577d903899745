"""Whether the tests notice small mistakes: each is made in a module, and its tests are run.

    python -m benchmarks.mutants evaluation/rouge evaluation/lcs --tests rouge rouge_counts \
        [--only EXPRESSION] [--sample 60] [--seed 1]

A mistake is another comparison, operator, number or truth value, a condition turned round, a
``min`` for a ``max``, a call left out. Messages of errors, docstrings and what stands outside of
functions are left alone. The tests are collected once; for each mistake a process is forked, in
which the functions of the module get the code with the mistake, so that no file is changed; the
processes that the tests start find it in a copy of the package. A mistake that makes a test fail,
or run for too long, is noticed; the others are printed.
"""

import argparse
import ast
import gc
import os
import random
import resource
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FunctionType
from typing import Any, NamedTuple

import pytest

HERE = Path(__file__).parent.parent
SOURCE = HERE / "src" / "summarizer"
_LIMIT = 20  # seconds of a processor that the tests may take for one mistake

_EACH_WAY = (
    *((ast.Lt, ast.LtE), (ast.Gt, ast.GtE), (ast.Eq, ast.NotEq), (ast.In, ast.NotIn)),
    *((ast.Is, ast.IsNot), (ast.And, ast.Or), (ast.Add, ast.Sub), (ast.Mult, ast.Div)),
    (ast.BitAnd, ast.BitOr),
)
_OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    **dict(_EACH_WAY),
    **{after: before for before, after in _EACH_WAY},
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
}
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


class Mistake(NamedTuple):
    """A module with one mistake in it."""

    module: str
    line: int
    before: str
    after: str
    code: CodeType
    text: str


def how_many(module: str) -> int:
    """How many mistakes can be made in a module, such as ``"text/lines"``."""
    return sum(1 for _ in _changes(_tree(module)))


def mistake(module: str, number: int) -> Mistake:
    """One of them, by its number from 0."""
    tree = _tree(module)
    node, change = next(islice(_changes(tree), number, None))
    before = ast.unparse(node)
    change(node)
    line: int = getattr(node, "lineno", 0)
    code = compile(ast.fix_missing_locations(tree), _path(module), "exec")
    return Mistake(module, line, before, ast.unparse(node), code, ast.unparse(tree))


def _path(module: str) -> Path:
    return SOURCE / f"{module}.py"


def _tree(module: str) -> ast.Module:
    return ast.parse(_path(module).read_text(encoding="utf-8"))


def _changes(tree: ast.Module) -> Iterator[tuple[ast.AST, Callable[[Any], None]]]:
    for function in _functions(tree):
        for node in _inside(function):
            for change in _of(node):
                yield node, change


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in tree.body:
        inside = node.body if isinstance(node, ast.ClassDef) else [node]
        yield from (each for each in inside if isinstance(each, ast.FunctionDef))


def _inside(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """What a function does, its messages, annotations and decorators aside."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, ast.Raise):
            continue
        yield node
        children = ast.iter_child_nodes(node)
        if isinstance(node, ast.FunctionDef):
            children = iter(node.body)
        elif isinstance(node, ast.AnnAssign):
            children = iter([node.value] if node.value else [])
        waiting.extend(children)


def _of(node: ast.AST) -> Iterator[Callable[[Any], None]]:
    match node:
        case ast.Compare():
            for at, operator in enumerate(node.ops):
                yield _exchange("ops", at, type(operator))
        case ast.BinOp() | ast.BoolOp() if type(node.op) in _OPERATORS:
            yield _put("op", _OPERATORS[type(node.op)]())
        case ast.UnaryOp(op=ast.Not()):
            yield _put("op", ast.UAdd())  # of a truth value: the value
        case ast.Constant(value=bool() as value):
            yield _put("value", not value)
        case ast.Constant(value=int() | float() as value):
            yield _put("value", value + 1)
        case ast.Name(id=name) if name in _NAMES:
            yield _put("id", _NAMES[name])
        case ast.If() | ast.IfExp() | ast.While() if not isinstance(node.test, ast.Compare):
            yield _turned
        case ast.Expr(value=ast.Call()):
            yield _put("value", ast.Constant(None))


def _exchange(field: str, at: int, kind: type[ast.AST]) -> Callable[[Any], None]:
    def change(node: Any) -> None:
        getattr(node, field)[at] = _OPERATORS[kind]()

    return change


def _put(field: str, value: Any) -> Callable[[Any], None]:
    return lambda node: setattr(node, field, value)


def _turned(node: Any) -> None:
    node.test = ast.UnaryOp(ast.Not(), node.test)


def make(mistake: Mistake) -> None:
    """Give every function of its module the code that it has with the mistake."""
    import_module(f"summarizer.{mistake.module.replace('/', '.')}")
    codes = {(code.co_qualname, code.co_firstlineno): code for code in _codes(mistake.code)}
    path = mistake.code.co_filename
    for value in gc.get_objects():
        if isinstance(value, FunctionType) and value.__code__.co_filename == path:
            code = value.__code__
            changed = codes.get((code.co_qualname, code.co_firstlineno), code)
            if changed.co_freevars == code.co_freevars:
                value.__code__ = changed


def _codes(code: CodeType) -> Iterator[CodeType]:
    for value in code.co_consts:
        if isinstance(value, CodeType):
            yield value
            yield from _codes(value)


class Copy:
    """The package in another folder, by links, where a module may have a mistake."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        ignored = shutil.ignore_patterns("__pycache__")
        copy = folder / SOURCE.name
        shutil.copytree(SOURCE, copy, copy_function=os.symlink, ignore=ignored)
        self._made = 0

    def put(self, mistake: Mistake) -> None:
        """Make a mistake in it, and have it found by the processes that this one starts."""
        path = self._folder / SOURCE.name / f"{mistake.module}.py"
        path.unlink()
        path.write_text(mistake.text, encoding="utf-8")
        self._made += 1
        os.utime(path, (self._made, self._made))  # bytecode is that of a size and a second
        sys.path.insert(0, str(self._folder))
        os.environ["PYTHONPATH"] = os.pathsep.join([str(self._folder), *self._before()])

    def clear(self, mistake: Mistake) -> None:
        """Take it away."""
        path = self._folder / SOURCE.name / f"{mistake.module}.py"
        path.unlink()
        path.symlink_to(SOURCE / f"{mistake.module}.py")
        sys.path.remove(str(self._folder))
        os.environ["PYTHONPATH"] = os.pathsep.join(self._before())

    def _before(self) -> list[str]:
        paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
        return [path for path in paths if path and path != str(self._folder)]


class _Trials:
    """A plug-in of pytest, which instead of running the tests runs them for each mistake."""

    def __init__(self, tried: Sequence[Mistake], copy: Copy) -> None:
        self.tried = tried
        self.copy = copy
        self.missed: list[Mistake] = []
        self._has_failed = False

    def pytest_collection(self) -> None:
        """A law that fails has shown enough: nothing is made small, and no more is looked for."""
        from hypothesis import Phase, settings  # which pytest wants to import first

        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("trials", settings(), phases=phases, report_multiple_bugs=False)
        settings.load_profile("trials")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._has_failed |= report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if self._noticed(session.items, None):
            raise pytest.UsageError("the tests fail without a mistake")
        for each in self.tried:
            self.copy.put(each)
            is_noticed = self._noticed(session.items, each)
            self.copy.clear(each)
            if not is_noticed:
                self.missed.append(each)
                print(f"{each.module}:{each.line}: {each.before} -> {each.after}", flush=True)
        return True

    def _noticed(self, items: list[pytest.Item], mistake: Mistake | None) -> bool:
        child = os.fork()
        if not child:
            try:
                self._try(items, mistake)
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status) != 0

    def _try(self, items: list[pytest.Item], mistake: Mistake | None) -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (_LIMIT, _LIMIT))
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        if mistake:
            make(mistake)
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self._has_failed:
                return
        os._exit(0)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="+")
    parser.add_argument("--tests", nargs="+", required=True)
    parser.add_argument("--only", default="", help="which of the tests, as pytest's -k")
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    found = [(module, at) for module in given.modules for at in range(how_many(module))]
    drawn = random.Random(given.seed).sample(found, min(given.sample, len(found)))
    tried = [mistake(*each) for each in drawn]
    files = [str(HERE / "tests" / f"test_{name}.py") for name in given.tests]
    options = ["-s", "-p", "no:cacheprovider", "-m", "not slow", "-k", given.only]
    with TemporaryDirectory() as name:
        trials = _Trials(tried, Copy(Path(name)))
        if pytest.main([*options, *files], plugins=[trials]) != 0:
            return 1
    noticed = len(tried) - len(trials.missed)
    share = noticed / len(tried)
    print(f"{noticed} of {len(tried)} noticed ({share:.0%}), drawn from {len(found)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
