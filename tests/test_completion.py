"""Shell completion: by the protocol the scripts use, and by a real Bash."""

import shutil
import subprocess
from pathlib import Path

import pytest

from summarizer.methods import method_names
from summarizer.text.languages import language_codes

from .commands import COMMAND, failed, run

VARIABLE = "_SUMMARISE_COMPLETE"


def completed(*words: str) -> list[str]:
    """What Bash is told to offer for the last of the words."""
    line = " ".join(["summarise", *words])
    env = {VARIABLE: "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words))}
    result = run(env=env)
    assert result.stderr == b""
    return result.stdout.decode().split()


def offered(*words: str) -> list[str]:
    return [item.removeprefix("plain,") for item in completed(*words)]


def test_commands_and_options() -> None:
    assert offered("e") == ["evaluate"]
    assert set(offered("com")) == {"compare", "completion", "compress"}
    assert "--on-error" in offered("brief", "--on")
    assert offered("completion", "") == ["bash", "zsh", "fish"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["article", "--method", ""], method_names()),
        (["article", "-m", "lex"], [n for n in method_names() if n.startswith("lex")]),
        (["evaluate", "-m", "oracle"], ["oracle", "oracle-exact"]),
        (["brief", "--language", ""], [*language_codes(), "auto"]),
        (["brief", "--format", "mark"], ["markdown"]),
        (["compare", "--format", "ju"], ["junit"]),
        (["brief", "--stories", ""], ["auto", "one"]),
        (["article", "--on-error", "s"], ["stop", "skip"]),
        (["article", "--select", "mm"], ["mmr"]),
        (["evaluate", "--variant", "u"], ["unicode"]),
    ],
)
def test_names(words: list[str], expected: list[str]) -> None:
    assert offered(*words) == expected


@pytest.mark.parametrize(
    "words", [["article", ""], ["brief", "-o", ""], ["evaluate", "--baseline", ""]]
)
def test_files_are_left_to_the_shell(words: list[str]) -> None:
    assert completed(*words) == ["file,"]


def test_a_broken_file_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "summarise.toml").write_text("not TOML")
    monkeypatch.chdir(tmp_path)
    assert offered("article", "--form") == ["--format"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_for_each_shell(shell: str) -> None:
    script = run("completion", shell).stdout.decode()
    assert f"{VARIABLE}={shell}_complete" in script
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"there is no {shell} here")
    checked = subprocess.run(
        [program, "-n"], input=script, capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")


def test_an_unknown_shell() -> None:
    assert "unknown shell 'csh': did you mean 'zsh'?" in failed(run("completion", "csh"), 2)


def test_a_real_bash() -> None:
    if shutil.which("bash") is None:
        pytest.skip("there is no bash here")
    folder = Path(COMMAND).parent
    asked = f"""
    PATH={folder}:$PATH
    eval "$(summarise completion bash)"
    COMP_WORDS=(summarise article --method textr) COMP_CWORD=3
    _summarise_completion summarise
    echo "${{COMPREPLY[@]}}"
    """
    result = subprocess.run(
        ["bash", "--norc", "-c", asked], capture_output=True, text=True, check=True
    )
    expected = " ".join(n for n in method_names() if n.startswith("textr"))
    assert (result.stdout.strip(), result.stderr) == (expected, "")
