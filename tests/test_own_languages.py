"""Words and languages of a reader's own: from files, known to every process."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer import Document, UsageError, keyphrases, split_sentences, summarise, use_languages
from summarizer.text.languages import OWN, get_language, language_codes
from summarizer.text.numbers import numbers_of
from summarizer.text.words import fold, words

from .commands import run


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """The languages as they come with the library, afterwards too."""
    use_languages(None)
    yield
    use_languages(None)


def folder(path: Path, **files: str) -> Path:
    for name, text in files.items():
        (path / f"{name}.toml").write_text(text, encoding="utf-8")
    return path


def test_words_are_added_to_a_language(tmp_path: Path) -> None:
    text = "The pat. arrived at noon on foot. The pat. left."
    assert len(split_sentences("We saw Obj. Brown on Monday.")) == 2
    known = folder(tmp_path, en='stop_words = ["pat"]\ntitles = ["Obj"]\nabbreviations = ["pat"]')
    use_languages(known)
    assert len(split_sentences("We saw Obj. Brown on Monday.")) == 1
    assert "pat" not in {word for phrase in keyphrases(text) for word in phrase.text.split()}
    assert {"the", "pat"} <= get_language("en").terms.stop_words
    use_languages(None)
    assert "pat" not in get_language("en").terms.stop_words


def numbers(text: str, code: str = "en") -> tuple[str, ...]:
    return numbers_of(text, list(map(fold, words(text))), get_language(code))


def test_numbers_are_those_of_the_words_that_are_in_force(tmp_path: Path) -> None:
    text = "5 zil and fleem two"
    assert numbers(text) == ("2", "5")
    use_languages(folder(tmp_path, en='scales = ["1e7 zil"]\nnumber_words = ["44 fleem"]'))
    assert numbers(text) == ("44", "2", "50000000")
    use_languages(None)
    assert numbers(text) == ("2", "5")


def test_what_a_bare_language_does_not_say_is_so_nowhere(tmp_path: Path) -> None:
    use_languages(folder(tmp_path, eo='name = "Esperanto"'))
    assert numbers("2 000 kaj 三人", "eo") == ("2", "0")
    assert split_sentences("Li diris: “Ne. Jes.” Ŝi iris.", "eo") == [(0, 14), (15, 20), (21, 29)]


def test_a_language_is_added(tmp_path: Path) -> None:
    text = "Ĉiuj homoj estas denaske liberaj. D-ro Zamenhof loĝis en Varsovio. Li verkis librojn."
    use_languages(folder(tmp_path, eo='name = "Esperanto"\nstop_words = ["estas", "en", "li"]'))
    assert "eo" in language_codes()
    document = Document.from_text(text, language="eo")
    assert (document.language, len(document.sentences)) == ("eo", 3)
    assert len(summarise(document, 1)) == 1


def test_results_change_with_the_words_and_back(tmp_path: Path) -> None:
    text = (
        "The river rose in May. Alpha beta closed the old mill. The river fell again in June. "
        "Alpha beta said the mill pays. A school by the river had alpha beta gamma lessons."
    )
    before = summarise(text, 3)
    use_languages(folder(tmp_path, en='stop_words = ["alpha", "beta", "gamma"]'))
    changed = summarise(text, 3)
    use_languages(None)
    assert summarise(text, 3) == before
    assert changed.scores != before.scores


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        (
            "en",
            'stopwords = ["a"]',
            r"en\.toml: unknown key 'stopwords'.*'stop_words'",
        ),
        ("en", 'stop_words = "a"', r"en\.toml: stop_words must be a list of strings, got 'a'"),
        ("en", "stop_words = [1]", r"en\.toml: stop_words must be a list of strings"),
        ("en", "ordinals = 1", r"en\.toml: ordinals must be true or false"),
        ("en", "stop_words = [", r"en\.toml: not TOML"),
        ("eo", 'stop_words = ["a"]', r"eo\.toml: a new language needs its name"),
        ("eo", 'name = "E"\nsnowball = "klingon"', r"eo\.toml: is no language"),
        ("eo", 'name = "E"\nsumy_stop_words = "klingon"', r"eo\.toml: is no language"),
        ("English", 'name = "E"', r"English\.toml: name it by a code, such as en\.toml"),
    ],
)
def test_what_is_wrong_is_refused(tmp_path: Path, name: str, text: str, wanted: str) -> None:
    with pytest.raises(UsageError, match=wanted):
        use_languages(folder(tmp_path, **{name: text}))
    assert "eo" not in language_codes()
    assert split_sentences("One. Two.") == [(0, 4), (5, 9)]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="none: no such"):
        use_languages(tmp_path / "none")


def test_processes_that_are_started_know_them(tmp_path: Path) -> None:
    use_languages(folder(tmp_path, eo='name = "Esperanto"'))
    code = "from summarizer.text.languages import language_codes; print('eo' in language_codes())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"


def test_the_command_takes_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OWN, "")
    folder(tmp_path, eo='name = "Esperanto"')
    asked = ("article", "--language", "eo", "-")
    assert run(*asked, stdin="Saluton, mondo.").returncode == 2
    told = run(*asked, "--languages", tmp_path, stdin="Saluton, mondo.")
    assert told.stdout == b"Saluton, mondo.\n"
    wrong = run(*asked, "--languages", tmp_path / "no", stdin="Saluton.")
    assert (wrong.returncode, wrong.stdout) == (2, b"")


def test_a_batch_knows_them_and_is_not_resumed_with_others(tmp_path: Path) -> None:
    (words := tmp_path / "words").mkdir()
    folder(words, eo='name = "Esperanto"')
    (tmp_path / "in.jsonl").write_text('{"id": "a", "text": "Saluton. Kiel vi fartas?"}\n')
    asked = ("batch", "--quiet", "--jobs", "1", "--language", "eo", "--languages", words)
    paths = ("-o", tmp_path / "out", tmp_path / "in.jsonl")
    assert run(*asked, *paths).returncode == 0
    assert '"language": "eo"' in (tmp_path / "out" / "part-00000.jsonl").read_text()
    assert run(*asked, "--resume", *paths).returncode == 0
    folder(words, eo='name = "Esperanto"\nstop_words = ["vi"]')
    refused = run(*asked, "--resume", *paths)
    assert (refused.returncode, b"holds a run with languages" in refused.stderr) == (1, True)
