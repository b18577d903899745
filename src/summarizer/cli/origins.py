"""The command that shows every setting and where it came from."""

import json
import os
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, NamedTuple

import click
from click.core import ParameterSource

from .configuration import config_options, defaults_of
from .listing import check_format, format_option, write_list
from .options import PREFIX, Command, Setting
from .output import note

_BUILT_IN = "default"
_OTHERS = ("CONFIG", "NO_CONFIG", "ROUGE_EXCEPTIONS", "ROUGE_STOP_WORDS")
"""Variables of ours that are no settings of a command."""


class SettingOrigin(NamedTuple):
    """A setting, what it is and why."""

    command: str  # whose it is
    option: str  # what a file calls it
    value: Any  # what is in force; None where that depends on something else
    source: str  # the variable, the file and key, or "default"


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  summarise config
  summarise config --config other.toml --format json
""",
)
@format_option(click.option)
@config_options
@click.pass_context
def config(context: click.Context, format_: str) -> None:
    """Show every option's default and where it came from: variable, file, or built in."""
    check_format(format_)
    origins = list(_origins(context))
    for line in _stray_variables(context):
        note(line, quiet=False)
    head = ("command", "option", "value", "from")
    rows = [(o.command, o.option, _written(o.value), o.source) for o in origins]
    values = [o._replace(value=None) if _is_remark(o.value) else o for o in origins]
    write_list(format_, [origin._asdict() for origin in values], head, rows)


def _origins(context: click.Context) -> Iterator[SettingOrigin]:
    root = context.find_root()
    for name, command in _commands(context).items():
        inner = click.Context(command, parent=root, info_name=name, resilient_parsing=True)
        inner.default_map = defaults_of(inner)
        command.parse_args(inner, [])
        yield from (_origin(option, inner) for option in command.settings)


def _commands(context: click.Context) -> dict[str, Command]:
    group = context.find_root().command
    commands = group.commands if isinstance(group, click.Group) else {}
    return {name: c for name, c in commands.items() if isinstance(c, Command) and c.settings}


def _origin(option: Setting, context: click.Context) -> SettingOrigin:
    name, origin = option.name or "", option.origin(context)
    source = context.get_parameter_source(name)
    value: Any
    if source is ParameterSource.ENVIRONMENT:
        value = os.environ[origin]
    elif source is ParameterSource.DEFAULT_MAP:
        value = context.lookup_default(name)
    else:
        value = context.params.get(name)
    command = context.info_name or ""
    in_force = option.unset if value is None or value in ((), {}) else value
    return SettingOrigin(command, option.key, in_force, origin or _BUILT_IN)


def _stray_variables(context: click.Context) -> Iterator[str]:
    """Variables with our prefix that are no settings, most likely mistyped."""
    known = {f"{PREFIX}_{name}" for name in _OTHERS}
    for name, command in _commands(context).items():
        inner = click.Context(command, info_name=name)
        known.update(v for option in command.settings for v in option.variables(inner))
    for name in sorted(set(os.environ) - known):
        if name.startswith(f"{PREFIX}_"):
            near = get_close_matches(name, sorted(known), n=1)
            yield f"{name} is not a setting" + (f": did you mean {near[0]}?" if near else "")


def _written(value: Any) -> str:
    if value is None or _is_remark(value):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


def _is_remark(value: Any) -> bool:
    """Whether a value is a description in words, see :class:`Setting`."""
    return isinstance(value, str) and value.startswith("(")
