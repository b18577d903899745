"""Encodings that nothing says: told rightly, or not at all."""

import tomllib
from pathlib import Path

import pytest

from summarizer import read_documents
from summarizer.errors import ReadError
from summarizer.read.encodings import decode_any
from summarizer.read.guessing import guess

WRITTEN_IN = {
    "cp1252": "en de fr es it nl pt da sv no fi ca",
    "iso8859_15": "de fr es fi",
    "cp1250": "pl cs sk hu",
    "iso8859_2": "pl cs sk hu",
    "cp1251": "ru uk",
    "koi8_r": "ru",
    "koi8_u": "uk",
    "cp866": "ru",
    "cp1253": "el",
    "cp1254": "tr",
    "cp1255": "he",
    "cp1256": "ar",
    "cp874": "th",
    "cp932": "ja",
    "euc_jp": "ja",
    "gb18030": "zh",
    "big5": "zh",
    "cp949": "ko",
    "mac_roman": "fr de",
    "cp850": "de fr",
    "utf_16_le": "en ru",
    "utf_16_be": "en ru",
}
PAIRS = [(encoding, code) for encoding, codes in WRITTEN_IN.items() for code in codes.split()]
PARAGRAPHS = tomllib.loads(
    (Path(__file__).parent / "data" / "paragraphs.toml").read_text(encoding="utf-8")
)


def is_utf_8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return b"\0" not in data


@pytest.mark.parametrize(("encoding", "code"), PAIRS)
def test_a_paragraph_is_told_and_never_told_wrongly(encoding: str, code: str) -> None:
    whole = PARAGRAPHS[code]["text"].encode(encoding, "ignore")
    if is_utf_8(whole):
        pytest.skip("the paragraph has no letter by which the encodings differ")
    found = guess(whole)
    assert found is not None
    assert whole.decode(found) == whole.decode(encoding)
    for sentence in PARAGRAPHS[code]["sentences"]:
        for short in (sentence, sentence[:40], sentence[:15]):
            data = short.encode(encoding, "ignore")
            told = None if is_utf_8(data) else guess(data)
            assert told is None or data.decode(told) == data.decode(encoding), short


@pytest.mark.parametrize(
    "data", [b"caf\xe9 society.", b"Jos\xe9", b"\xe9\xe8", b"x" * 99 + b"\xff"]
)
def test_too_little_to_tell_is_refused(data: bytes) -> None:
    assert guess(data) is None


def test_utf_16_that_was_cut_off_is_not_called_binary() -> None:
    with pytest.raises(ReadError, match=r"^not UTF-16 at byte 18 "):
        decode_any("One two.".encode("utf-16") + b"x")


def test_a_guess_is_told(tmp_path: Path) -> None:
    text = (
        "The “café” on the pier isn’t open — it’s closed. We don’t know why it is so. It was not."
    )
    (tmp_path / "notes.txt").write_bytes(text.encode("cp1252"))
    reading = read_documents(tmp_path / "notes.txt")
    assert reading.documents[0].text == text
    assert reading.notices == [f"{tmp_path / 'notes.txt'}: not UTF-8, read as cp1252"]
    assert decode_any(text.encode()).is_guessed is False
    assert decode_any(text.encode("cp1252"), "cp1252") == (text, "cp1252", False)


@pytest.mark.parametrize("charset", ["punycode", "idna", "unicode_escape", "raw_unicode_escape"])
def test_codecs_that_are_no_charsets_are_not_believed(charset: str) -> None:
    """A server may say them: punycode takes time quadratic in the length."""
    assert decode_any(b"caf\\xe9 " * 1000 + b"x-bbb", charset).encoding == "utf-8"


@pytest.mark.parametrize("blanks", [0, 1])
def test_a_long_line_is_not_cut_within_a_character(blanks: int) -> None:
    data = b" " * blanks + (PARAGRAPHS["ja"]["text"].replace("\n", "") * 80).encode("cp932")
    assert len(data) > 20_000
    assert guess(data + b"\n" + data) == "cp932"
