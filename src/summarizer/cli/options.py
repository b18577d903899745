"""Options that several commands take together."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

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


tokenizer_option = click.option(
    "--tokenizer",
    metavar="NAME",
    help="Whose tokens a length like 512t counts: an encoding of tiktoken, or a model it knows. "
    "By default o200k_base.",
)
