"""A language goes by any of its names, everywhere one is named."""

import json
from pathlib import Path

import pytest

from summarizer import Document, UnknownNameError, split_sentences, summarise
from summarizer.batch.work import Job
from summarizer.evaluation import Scorer, read_dataset
from summarizer.length import Length
from summarizer.read import read_documents
from summarizer.text.language_names import code_of
from summarizer.text.languages import get_language, language_codes

GERMAN = "Am 3. Mai kam niemand. Es war Dr. Weber egal."


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("EN", "en"),
        ("en-US", "en"),
        ("en_GB.UTF-8", "en"),
        ("pt-BR", "pt"),
        ("pt_BR", "pt"),
        ("zh-Hans", "zh"),
        ("zh-Hant-TW", "zh"),
        ("zh-cmn-Hans-CN", "zh"),
        ("de-CH-1996", "de"),
        ("de_DE@euro", "de"),
        ("German_Austria.1252", "de"),
        ("Chinese (Simplified)", "zh"),
        (" English ", "en"),
        ("DEUTSCH", "de"),
        ("fran\u00e7ais", "fr"),
        ("franc\u0327ais", "fr"),
        ("Norwegian Bokmål", "no"),
        ("nb", "no"),
        ("nn-NO", "no"),
        ("iw", "he"),
        ("mo", "ro"),
        ("eng", "en"),
        ("deu", "de"),
        ("ger", "de"),
        ("zho", "zh"),
        ("русский", "ru"),
        ("日本語", "ja"),
        ("Tiếng Việt", "vi"),
    ],
)
def test_a_name_is_one_code(name: str, code: str) -> None:
    assert code_of(name) == code


@pytest.mark.parametrize("code", language_codes())
def test_every_language_goes_by_its_code_its_tags_and_its_english_name(code: str) -> None:
    language = get_language(code)
    for name in (code, code.upper(), f"{code}-XX", f"{code}_XX", language.name):
        assert get_language(name) is language


@pytest.mark.parametrize("name", ["", "sr-Latn", "klingon", "x-en", "und", "en us!", "12", "e"])
def test_what_is_no_name_is_refused_in_a_line(name: str) -> None:
    with pytest.raises(UnknownNameError, match="unknown language") as caught:
        get_language(name)
    assert "\n" not in str(caught.value)


def test_a_name_that_was_mistyped_is_found() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'german'"):
        get_language("germn")


def test_results_carry_the_code() -> None:
    summary = summarise(GERMAN, 1, language="de-AT")
    assert summary.document.language == "de"
    assert split_sentences(GERMAN, "German") == split_sentences(GERMAN, "de")
    assert Document.from_text(GERMAN, language="ger").language == "de"


def test_files_name_languages_so_too(tmp_path: Path) -> None:
    lines = tmp_path / "a.jsonl"
    rows = [{"text": GERMAN, "language": name} for name in ("de-DE", "Deutsch", "DEU")]
    lines.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert {d.language for d in read_documents(lines).documents} == {"de"}
    table = tmp_path / "a.csv"
    table.write_text(f"language,text\nGerman,{GERMAN}\n,Nobody came.\n", encoding="utf-8")
    assert [d.language for d in read_documents(table).documents] == ["de", "en"]


def test_a_language_left_empty_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": GERMAN, "language": ""}), encoding="utf-8")
    assert read_documents(path, language="de").documents[0].language == "de"


def test_a_data_set_and_its_scores_do_too(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    documents = [{"text": GERMAN}, {"text": GERMAN}]
    item = {"id": "1", "language": "de_DE", "documents": documents, "references": ["Niemand kam."]}
    path.write_text(json.dumps(item), encoding="utf-8")
    (found,) = read_dataset(path).items
    assert (found.language, found.documents[0].language) == ("de", "de")
    unnamed = {**item, "language": None}
    path.write_text(json.dumps(unnamed), encoding="utf-8")
    assert read_dataset(path, language="german").items[0].language == "de"
    assert Scorer(["rouge1"], variant="unicode", language="de-DE").settings.language == "de"


def test_a_batch_does_too() -> None:
    request = Job(Length(1), language="German")
    request.check()
    assert request.make(GERMAN).language == "de"
    with pytest.raises(UnknownNameError, match="'klingon'"):
        Job(Length(1), language="klingon").check()
