"""Options whose defaults files and variables may set, and what completes their values."""

import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, NoReturn, TypeVar

import click
from click.core import ParameterSource

from ..defaults import ARTICLE_LENGTH, BRIEF_LENGTH, CEILING, DEFAULT_METHOD, FOCUS
from ..errors import ON_ERROR, UsageError
from .loading import function_at

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from ..length import Length
    from ..registry import Ranker
    from ..request import Request

PREFIX = "SUMMARISE"
"""What the names of our environment variables begin with."""

LENGTHS = "3|100w|20%|600c|512t"
"""How a length is written."""

F = TypeVar("F", bound=Callable[..., Any])


def together(*options: Callable[[F], F]) -> Callable[[F], F]:
    """One decorator of several, which help shows in the order given."""

    def decorate(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def headed(title: str, *options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """As :func:`together`; help shows them under a title, but for those that have another."""

    def decorate(function: Any) -> Any:
        before = len(getattr(function, "__click_params__", ()))
        decorated = together(*options)(function)
        for option in decorated.__click_params__[before:]:
            option.title = option.title or title
        return decorated

    return decorate


def gathered(
    name: str, kind: type[Any], *options: Callable[[Any], Any]
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """As :func:`together`; the command gets all values as one argument ``name`` of type ``kind``.

    Its fields are named as the parameters of the options.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def command(*arguments: Any, **values: Any) -> Any:
            fields = {field: values.pop(field) for field in kind._fields}
            return function(*arguments, **{name: kind(**fields)}, **values)

        decorated: Callable[..., Any] = together(*options)(command)
        return decorated

    return decorate


class Names(click.types.StringParamType):
    """A name that the shell completes; the library checks it, and suggests the nearest one.

    If ``closed``, a configured value that is not listed is meant for another command.
    """

    def __init__(self, names: Callable[[], Iterable[str]], *, closed: bool = False) -> None:
        self.names = names
        self.closed = closed

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 -- click's
        param: click.Parameter,  # noqa: ARG002 -- click's
        incomplete: str,
    ) -> "list[CompletionItem]":
        """The names that begin so."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(name) for name in self.names() if name.startswith(incomplete)]


class Defaults(dict[str, Any]):
    """Values of a configuration file by parameter, and where each stands in it."""

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str, str] = {}


class Setting(click.Option):
    """An option whose default a configuration file or an environment variable may set.

    Args:
        settable: ``False`` for options that write files or lift a restriction: these can only be
            typed, because a configuration file may come from someone else.
        unset: the value in force if nothing is set; in words where it depends on the input.

    Attributes:
        title: the group in the help text; ``""`` for the last one.
    """

    def __init__(
        self, *declarations: Any, settable: bool = True, unset: Any = "(not set)", **attributes: Any
    ) -> None:
        super().__init__(*declarations, **attributes)
        self.settable = settable
        self.unset = unset
        self.title = ""

    @property
    def key(self) -> str:
        """What a file calls it: the long option without its dashes."""
        return next(flag for flag in self.opts if flag.startswith("--"))[2:]

    @property
    def kind(self) -> str:
        """What its value is, in words."""
        if self.is_flag:
            kind = "true or false"
        elif isinstance(self.type, click.types.FloatParamType):
            kind = "a number"
        elif isinstance(self.type, click.types.IntParamType):
            kind = "a whole number"
        else:
            kind = "a string"
        return f"{kind}, or a list of such" if self.multiple else kind

    def gives(self, argument: str) -> bool:
        """Whether it is what a function of the library takes as an argument of that name."""
        return argument in (self.name, self.key.replace("-", "_"))

    def fits(self, value: object) -> bool:
        """Whether a value of a file is of the right kind."""
        values = value if self.multiple and isinstance(value, list) else [value]
        return all(self._fits(each) for each in values)

    def _fits(self, value: object) -> bool:
        if self.is_flag or isinstance(value, bool):
            return self.is_flag and isinstance(value, bool)
        if isinstance(self.type, click.types.FloatParamType):
            return isinstance(value, int | float)
        if isinstance(self.type, click.types.IntParamType):
            return isinstance(value, int)
        # A length may be written as a number; no name of a file can hold a zero character.
        return isinstance(value, int | float) or (isinstance(value, str) and "\0" not in value)

    def takes(self, value: object) -> bool:
        """Whether a value can be meant for it: a list of methods is not for one that takes one."""
        if not isinstance(self.type, Names) or not self.type.closed:
            return self.fits(value)
        return self.fits(value) and value in list(self.type.names())

    def is_meant(self, value: object, context: click.Context) -> bool:
        """Whether a value set for all commands is for this one: not if only another takes it."""
        return self.takes(value) or not any(peer.takes(value) for peer in peers(self.key, context))

    def variables(self, context: click.Context) -> list[str]:
        """The variables that set it, the stronger first: the command's own, that of all."""
        name = self.key.replace("-", "_").upper()
        command = (context.info_name or "").upper()
        return [f"{PREFIX}_{command}_{name}", f"{PREFIX}_{name}"] if self.settable else []

    def variable(self, context: click.Context) -> str | None:
        """The variable that does set it; one that is empty counts as not set."""
        for name in self.variables(context):
            value = os.environ.get(name)
            own = name != f"{PREFIX}_{self.key.replace('-', '_').upper()}"
            if value and (own or self.is_flag or self.multiple or self.is_meant(value, context)):
                return name
        return None

    def resolve_envvar_value(self, ctx: click.Context) -> str | None:
        """See :class:`click.Option`, which has one variable for each name and knows no order."""
        name = self.variable(ctx)
        return os.environ[name] if name else None

    def origin(self, context: click.Context) -> str:
        """Where its value came from; ``""`` for the command line and what is built in."""
        source = context.get_parameter_source(self.name or "")
        if source is ParameterSource.ENVIRONMENT:
            return self.variable(context) or ""
        if source is ParameterSource.DEFAULT_MAP and isinstance(context.default_map, Defaults):
            return context.default_map.places[self.name or ""]
        return ""

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        """Say where a value that is refused came from."""
        try:
            return super().process_value(ctx, value)
        except click.BadParameter as error:
            _blame([self.origin(ctx)], error.format_message(), error)
        except UsageError as error:
            _blame([self.origin(ctx)], str(error), error)


class Command(click.Command):
    """A command that tells whose a wrong value is, where nobody typed it."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run it."""
        try:
            return super().invoke(ctx)
        except UsageError as error:
            named = (option for option in self.settings if option.gives(error.argument))
            _blame([option.origin(ctx) for option in named], str(error), error)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options under their titles, the rest last."""
        titles: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            if isinstance(param, click.Option) and (record := param.get_help_record(ctx)):
                titles.setdefault(getattr(param, "title", ""), []).append(record)
        rest = titles.pop("", [])
        for title, rows in [*titles.items(), ("Options", rest)]:
            with formatter.section(title):
                formatter.write_dl(rows)

    @property
    def settings(self) -> list[Setting]:
        """Its options that a file may set."""
        return [p for p in self.params if isinstance(p, Setting) and p.settable]


def peers(key: str, context: click.Context) -> list[Setting]:
    """The options of all commands that a file calls so."""
    group = context.find_root().command
    commands = group.commands.values() if isinstance(group, click.Group) else ()
    found = [option for c in commands if isinstance(c, Command) for option in c.settings]
    return [option for option in found if option.key == key]


def _blame(origins: Iterable[str], message: str, error: Exception) -> NoReturn:
    named = ", ".join(filter(None, origins))
    if not named:
        raise error
    raise UsageError(f"{message} (set by {named})") from error


setting = partial(click.option, cls=Setting)
"""As ``click.option``, for what files and the environment may set."""

FILE = click.Path(readable=False)
"""A name of a file, which the shell completes; a file of settings means it beside itself."""
STDIN = "-"


def files_or_pipe(
    context: click.Context, argument: click.Parameter, files: tuple[str, ...]
) -> tuple[str, ...]:
    """The files that are named, or else standard input where something is piped into it."""
    if files or context.resilient_parsing:
        return files
    if not is_piped():
        raise click.MissingParameter(ctx=context, param=argument)
    return (STDIN,)


def is_source(name: str) -> bool:
    """Whether an argument is a file, a folder, an address or standard input."""
    from ..read import is_address

    return name == STDIN or is_address(name) or os.path.exists(name)  # noqa: PTH110 -- never raises


def is_piped() -> bool:
    """Whether something is piped into the command, or a file is its standard input."""
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (AttributeError, OSError, ValueError):  # none, closed, or not of the system
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode)


def ways(*names: str) -> Names:
    """One of a few names."""
    return Names(lambda: names, closed=True)


def choice(*flags: str, among: Sequence[str], **attributes: Any) -> Callable[[F], F]:
    """A setting that is one of a few names; its default is shown."""
    shown = {"metavar": "|".join(among), "show_default": "default" in attributes}
    return setting(*flags, type=ways(*among), **{**shown, **attributes})


def _method_names() -> list[str]:
    from ..methods import method_names

    return method_names()


def _selector_names() -> list[str]:
    # Imported for what it registers.
    from .. import selectors as _selectors  # noqa: F401
    from ..registry import selectors

    return selectors.names()


def _language_codes() -> list[str]:
    from ..text.languages import language_codes

    return [*language_codes(), "auto"]


def _formats() -> list[str]:
    from ..rendering import FORMATS

    return sorted(FORMATS)


class MethodNames(Names):
    """Names of methods; typed, ``module:function`` and ``file.py:function`` too.

    A file that sets defaults is not asked for code: it may be a stranger's.
    """

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A name as it is, or the function."""
        where, colon, _ = value.partition(":")
        known = {name.partition(":")[0] for name in self.names()} if colon else {where}
        if where in known:
            return value  # as "sumy:lsa" and "oracle:rouge2" are
        typed = ctx and param and ctx.get_parameter_source(param.name or "")
        if typed is not ParameterSource.COMMANDLINE:
            return value
        return function_at(value)


METHODS = MethodNames(_method_names)
SELECTORS = Names(_selector_names)
LANGUAGES = Names(_language_codes)
FORMATS = Names(_formats, closed=True)


quiet_option = setting(
    "-q", "--quiet/--no-quiet", default=False, help="Show errors only, no notices or progress."
)

private_option = setting(
    "--allow-private",
    is_flag=True,
    settable=False,
    help="Allow addresses of this machine and private networks.",
)

output_option = setting(
    "-o",
    "--output",
    metavar="FILE",
    type=FILE,
    settable=False,
    help="Write to FILE instead of standard output.",
)


def on_error_option(help_: str) -> Callable[[F], F]:
    """The option ``--on-error``."""
    return choice("--on-error", among=ON_ERROR, default="stop", help=help_)


on_unusable_option = on_error_option("On an unusable file, stop without output or skip it.")

select_option = setting(
    "--select",
    metavar="NAME",
    type=SELECTORS,
    unset="(the method's)",
    help="Selector, instead of the method's default.",
)
tokenizer_option = setting(
    "--tokenizer",
    metavar="NAME",
    unset="o200k_base",
    help="Whose tokens a length like 512t counts: an encoding of tiktoken, or a model it knows. "
    "By default o200k_base.",
)

language_option = setting(
    "--language",
    metavar="CODE",
    type=LANGUAGES,
    unset="(as a file says, else en)",
    help="The texts' language: a code (de, pt-BR), its name, or auto. By default what a file says "
    "of itself, else English.",
)


def _use(context: click.Context, _option: click.Parameter, folder: str | None) -> None:
    if folder is not None and not context.resilient_parsing:
        from ..text.languages import use_languages

        use_languages(folder)


languages_option = setting(
    "--languages",
    metavar="FOLDER",
    type=FILE,
    is_eager=True,
    expose_value=False,
    callback=_use,
    help="Your own words and languages: a folder of files like en.toml.",
)

splitter_option = choice(
    "--splitter",
    among=("rules", "punkt", "sentencex", "icu"),
    default="rules",
    help="Sentence splitter.",
)


def query_option(help_: str) -> Callable[[F], F]:
    """The option ``--query``."""
    return setting("--query", default="", metavar="TEXT", help=help_)


OF_TASKS = f"({ARTICLE_LENGTH}, of a brief {BRIEF_LENGTH})"


def length_option(length: str | int | None, help_: str) -> Callable[[F], F]:
    """The option ``--length``; see :func:`asking_options`."""
    return setting(
        "-l",
        "--length",
        default=None if length is None else str(length),
        show_default=length is not None,
        unset=OF_TASKS,
        metavar=LENGTHS,
        help=help_,
    )


class Size(click.types.StringParamType):
    """A number of bytes, as ``500000``, ``20M`` or ``1.5G``."""

    _WRITTEN = re.compile(r"(\d+(?:\.\d+)?)\s*([kKmMgG]?)(?:i?[bB])?")
    _UNITS: ClassVar[dict[str, int]] = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30}

    def convert(  # type: ignore[override]  # a number is what a string becomes
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """The number."""
        written = self._WRITTEN.fullmatch(str(value).strip())
        if not written:
            self.fail(f"{value!r:.40} is not a size: write 500000, 20M or 1.5G", param, ctx)
        return int(float(written[1]) * self._UNITS[written[2].upper()])


class ReadingOptions(NamedTuple):
    """How files are found and read, and what each may cost."""

    encoding: str | None = None
    date: str | None = None
    dates: bool = True
    recursive: bool = False
    text_field: str | None = None
    title_field: str | None = None
    id_field: str | None = None
    date_field: str | None = None
    max_size: int | None = None
    max_unpacked: int | None = None
    max_chars: int | None = None
    timeout: float | None = None
    max_memory: int | None = None

    def arguments(self) -> dict[str, Any]:
        """The arguments of the library."""
        given = self._asdict()
        date, dates = given.pop("date"), given.pop("dates")
        if date is not None and not dates:
            raise UsageError("--date and --no-dates cannot be combined")
        return {**given, "published": date if dates else "none"}


_limit = partial(setting, unset="(as its source allows)")
reading_options = gathered(
    "reading",
    ReadingOptions,
    setting(
        "--encoding",
        metavar="NAME",
        unset="(as a file says)",
        help="Character encoding of the files, such as cp1252. By default what a file says, else "
        "UTF-8, else what its bytes tell.",
    ),
    setting(
        "--date",
        metavar="DAY",
        unset="(as a file says)",
        help="The day all files were published, such as 2026-01-31, whatever they say.",
    ),
    setting("--dates/--no-dates", default=True, help="Use the dates that files give."),
    setting("--recursive/--no-recursive", default=False, help="Search subfolders too."),
    *(
        setting(
            f"--{own}-field", metavar="NAME", unset=own, help=f"Name of the {own} in JSON, CSV."
        )
        for own in ("text", "title", "id", "date")
    ),
    _limit("--max-size", type=Size(), metavar="BYTES", help="Skip larger files (20M, 1.5G)."),
    _limit(
        "--max-unpacked", type=Size(), metavar="BYTES", help="Skip archives that unpack to more."
    ),
    _limit("--max-chars", type=int, metavar="N", help="Skip articles with more characters."),
    _limit(
        "--timeout",
        type=float,
        metavar="S",
        help="Skip what takes longer, in seconds for each article; default 120, from an address "
        "30, in a batch 60; 0 for no limit.",
    ),
    _limit(
        "--max-memory",
        type=Size(),
        metavar="BYTES",
        help="Skip what needs more memory, in a process that is started for it.",
    ),
)


def no_blank(_context: click.Context, option: click.Parameter, given: str | None) -> str | None:
    """An empty name is a variable that was not set, and must not mean that nothing is asked."""
    if given is not None and not given.strip():
        raise UsageError(f"{option.opts[0]} is empty: give a file")
    return given


class Asked(NamedTuple):
    """What is asked of summaries, and how their texts are cut: what the options below give."""

    length: str | None = None
    tokenizer: str | None = None
    method: "str | Ranker" = DEFAULT_METHOD
    select: str | None = None
    language: str | None = None
    splitter: str = "rules"
    query: str = ""
    ceiling: float = CEILING
    seed: int = 0
    focus: float = FOCUS

    def wanted(self) -> "Length | None":
        """The length, if one is given."""
        from ..length import Length

        return None if self.length is None else Length(self.length, tokenizer=self.tokenizer)

    def request(self) -> "Request":
        """The checked request for each summary."""
        from ..length import Length
        from ..methods import method_of
        from ..request import Request

        length = self.wanted() or Length(ARTICLE_LENGTH)
        chosen_by = self.method, self.select, self.query, self.ceiling, self.seed
        request = Request(length, *chosen_by, focus=self.focus)
        method_of(request)
        return request


def asking_options(
    length: str | int | None, help_: str
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options of :class:`Asked`, with the default length and the help text for it."""
    options = gathered(
        "asked",
        Asked,
        length_option(length, help_),
        tokenizer_option,
        setting(
            "-m",
            "--method",
            metavar="NAME",
            default=DEFAULT_METHOD,
            type=METHODS,
            help="Method; see 'summarise methods'. Or a function of yours, file.py:name.",
        ),
        select_option,
        language_option,
        languages_option,
        splitter_option,
        query_option("A question; relevant sentences are preferred."),
        setting(
            "--focus",
            type=float,
            default=FOCUS,
            show_default=True,
            metavar="SHARE",
            help="How much the question counts, 0 to 1.",
        ),
        setting(
            "--ceiling",
            type=float,
            default=CEILING,
            metavar="SHARE",
            help="No two chosen sentences are more similar than this, 0 to 1.",
        ),
        setting("--seed", type=int, default=0, metavar="N", help="Random seed."),
    )
    return headed("Summary", options)
