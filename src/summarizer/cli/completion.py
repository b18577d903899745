"""The command that prints what teaches a shell our names."""

import click

from ..errors import UnknownNameError
from .options import ways
from .output import NAME, write

COMPLETE_VARIABLE = "_SUMMARISE_COMPLETE"
"""Set by the shell when it asks for completions."""

SHELLS = ("bash", "zsh", "fish")


@click.command(
    epilog="""\b
Put one of these into the file that your shell reads when it starts:
  eval "$(summarise completion bash)"      ~/.bashrc (Bash 4.4 or later)
  eval "$(summarise completion zsh)"       ~/.zshrc, after compinit
  summarise completion fish | source       ~/.config/fish/config.fish
"""
)
@click.argument("shell", type=ways(*SHELLS), metavar="bash|zsh|fish")
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what makes a shell complete commands, options, methods, languages and files."""
    from click.shell_completion import ShellComplete, get_completion_class

    known = get_completion_class(shell) if shell in SHELLS else None
    if known is None:
        raise UnknownNameError("shell", shell, SHELLS)
    made = known(context.find_root().command, {}, NAME, COMPLETE_VARIABLE)
    # Not the shell's own source(), which runs a Bash to ask for its version.
    write(ShellComplete.source(made) + "\n", None)
