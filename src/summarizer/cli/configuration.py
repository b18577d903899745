"""Defaults from a file: where it is, what may stand in it, and which command a key is for."""

import os
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

import click
from click.core import ParameterSource

from ..errors import UsageError, reason_of
from .options import FILE, PREFIX, Command, Defaults, Setting, peers, together

OWN, SHARED = "summarise.toml", "pyproject.toml"
_TABLE = "summarise"  # of [tool] in a pyproject.toml
_NONE = f"{__name__}.none"
_FOUND = f"{__name__}.found"


class Configuration(NamedTuple):
    """What a file says."""

    path: str  # its name, as it is shown; what it names is looked for beside it
    values: dict[str, Any]  # for all commands; a table for one of them
    inside: str = ""  # where that stands in the file: "tool.summarise." of a pyproject.toml.

    def place(self, key: str) -> str:
        """Where a key stands, as it is shown."""
        return f"{self.path}: {self.inside}{key}"


def nearest() -> Configuration | None:
    """The configuration of the working folder, or of the nearest folder above that has one.

    In one folder ``summarise.toml`` goes before ``pyproject.toml``; one that says nothing of
    this command is passed over. No two files are put together.
    """
    try:
        depth = len(Path.cwd().parts)
    except OSError:  # the folder is gone
        return None
    for level in range(depth):
        for name in (OWN, SHARED):
            path = str(Path(*[os.pardir] * level, name))
            if os.path.isfile(path) and (found := load(path)):  # noqa: PTH113 -- never raises
                return found
    return None


def load(path: str, *, required: bool = False) -> Configuration | None:
    """Read a file; ``None`` for a ``pyproject.toml`` without our table, unless it is required."""
    shared = Path(path).name == SHARED
    data = _data(path)
    if shared and not required and _TABLE.encode() not in data:
        return None  # most are not ours, and need not be parsed, nor be right
    values = _parsed(data, path)
    if not shared:
        return Configuration(path, values)
    tool = values.get("tool")
    if not isinstance(tool, dict) or _TABLE not in tool:
        if required:
            raise UsageError(f"{path}: has no [tool.{_TABLE}]")
        return None
    if not isinstance(tool[_TABLE], dict):
        raise UsageError(f"{path}: tool.{_TABLE} must be a table")
    return Configuration(path, tool[_TABLE], f"tool.{_TABLE}.")


def _data(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {reason_of(error)}") from error


def _parsed(data: bytes, path: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{path}, line {line}: not UTF-8") from error
    except (ValueError, RecursionError) as error:
        match = re.search(r" \(at line (\d+), .*\)$", str(error))
        line = int(match[1]) if match else data.count(b"\n") + 1
        reason = str(error).partition(" (at ")[0]
        raise UsageError(f"{path}, line {line}: not TOML: {reason}") from error


def defaults(found: Configuration, context: click.Context) -> Defaults:
    """The values for one command; a key in its own table goes before one for all commands."""
    _check(found, context)
    own = found.values.get(context.info_name or "", {})
    chosen = Defaults()
    command = context.command
    for option in command.settings if isinstance(command, Command) else ():
        name, key = option.name or "", option.key
        if key in own:
            value, place = own[key], f"{context.info_name}.{key}"
        elif key in found.values and option.is_meant(found.values[key], context):
            value, place = found.values[key], key
        else:
            continue
        chosen[name] = _as_given(value, option, found.path)
        chosen.places[name] = found.place(place)
    return chosen


def defaults_of(context: click.Context) -> Defaults | None:
    """What the file that was found says for the command of a context."""
    found: Configuration | None = context.meta.get(_FOUND)
    return None if found is None else defaults(found, context)


def _as_given(value: Any, option: Setting, path: str) -> Any:
    """A value as the command line would have it."""
    values = value if isinstance(value, list) else [value]
    if option.type is FILE:
        values = [_beside(path, str(each)) for each in values]
    return values if option.multiple else values[0]


def _beside(path: str, name: str) -> str:
    return name if name in ("", "-") else str(Path(path).parent / name)


def _check(found: Configuration, context: click.Context) -> None:
    group = context.find_root().command
    commands = group.commands if isinstance(group, click.Group) else {}
    tables = {n: c for n, c in commands.items() if isinstance(c, Command) and c.settings}
    keys = {option.key for command in tables.values() for option in command.settings}
    for key, value in found.values.items():
        if key in tables:
            _check_table(found, key, value, tables[key])
        elif key not in keys:
            raise UsageError(_unknown(found, key, [*keys, *tables], commands))
        elif not any(option.fits(value) for option in peers(key, context)):
            raise UsageError(_wrong(found, key, value, peers(key, context)[0]))


def _check_table(found: Configuration, name: str, table: object, command: Command) -> None:
    if not isinstance(table, dict):
        raise UsageError(
            f"{found.place(name)} is the name of a command: write a table, [{found.inside}{name}]"
        )
    options = {option.key: option for option in command.settings}
    for key, value in table.items():
        if key not in options:
            raise UsageError(_unknown(found, key, options, {name: command}, f"{name}."))
        if not options[key].fits(value):
            raise UsageError(_wrong(found, f"{name}.{key}", value, options[key]))


def _unknown(
    found: Configuration,
    key: str,
    known: Iterable[str],
    commands: Mapping[str, click.Command],
    table: str = "",
) -> str:
    flags = {p.key for c in commands.values() for p in c.params if isinstance(p, Setting)}
    names = sorted(known)
    if key in flags.difference(names):
        return f"{found.place(table + key)} can only be set on the command line: remove it"
    near = get_close_matches(key, names, n=1)
    hint = f"did you mean {near[0]!r}?" if near else "'summarise config' lists those there are"
    return f"{found.place(table + key)}: unknown key: {hint}"


def _wrong(found: Configuration, key: str, value: object, option: Setting) -> str:
    return f"{found.place(key)} must be {option.kind}, got {value!r:.40}"


def _refuse(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    _refuse_both(context)
    context.meta[_NONE] = True


def _settle(context: click.Context, _option: click.Parameter, path: str | None) -> None:
    if context.resilient_parsing:
        return
    if context.meta.get(_NONE):
        _refuse_both(context)
        return
    found = load(path, required=True) if path else nearest()
    if found:
        context.meta[_FOUND] = found
        context.default_map = defaults_of(context)


def _refuse_both(context: click.Context) -> None:
    """What is typed goes before a variable; if both options are typed, they contradict."""
    sources = [context.get_parameter_source(name) for name in ("config", "no_config")]
    if sources == [ParameterSource.COMMANDLINE] * 2:
        raise UsageError("--config and --no-config cannot be combined")


config_options = together(
    # Eager, and the first of them, so that all others find what it says.
    click.option(
        "--no-config",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_refuse,
        envvar=f"{PREFIX}_NO_CONFIG",
        help="Do not read a configuration file.",
    ),
    click.option(
        "--config",
        type=FILE,
        is_eager=True,
        expose_value=False,
        callback=_settle,
        metavar="FILE",
        envvar=f"{PREFIX}_CONFIG",
        help="Read defaults from FILE instead of the nearest summarise.toml or pyproject.toml.",
    ),
)
"""For every command that has settings."""
