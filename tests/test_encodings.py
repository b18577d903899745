"""Encodings that nothing says: told rightly, or not at all."""

import tomllib
from pathlib import Path

import pytest

from summarizer import read_documents
from summarizer.document import Origin
from summarizer.errors import ReadError, UsageError
from summarizer.read.encodings import decode_any
from summarizer.read.guessing import guess

WRITTEN_IN = {
    "cp1252": "en de fr es it nl pt da sv no fi ca",
    "iso8859_15": "de fr es fi",
    "cp1250": "pl cs sk hu",
    "iso8859_2": "pl cs sk hu",
    "cp852": "pl cs hu",
    "cp1257": "lt lv et",
    "iso8859_13": "lt lv",
    "iso8859_4": "lt lv",
    "cp775": "lt lv",
    "cp1251": "ru uk",
    "koi8_r": "ru",
    "koi8_u": "uk",
    "cp866": "ru",
    "iso8859_5": "ru",
    "mac_cyrillic": "ru uk",
    "iso8859_7": "el",
    "iso8859_6": "ar",
    "iso2022_jp": "ja",
    "hz": "zh",
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
BALTIC = {
    "lt": "Senasis tiltas sugriuvo pirmadienį, bet niekas nebuvo sužeistas. Miesto meras sakė, kad "
    "tyrimas prasidės šią savaitę ir kad upė šiandien yra uždaryta laivams. Gyventojai žiūrėjo, "
    "kaip darbininkai iš vandens kėlė plieną, ir klausė, kodėl jis nebuvo suremontuotas anksčiau.",
    "lv": "Vecais tilts sabruka pirmdien, bet neviens netika ievainots. Pilsētas mērs teica, ka "
    "izmeklēšana sāksies šonedēļ un ka upe šodien ir slēgta kuģiem. Iedzīvotāji skatījās, kā "
    "strādnieki no ūdens cēla tēraudu, un jautāja, kāpēc tas nav salabots agrāk.",
    "et": "Vana sild varises esmaspäeval, kuid keegi ei saanud viga. Linnapea ütles, et uurimine "
    "algab sel nädalal ja et jõgi on täna laevadele suletud. Elanikud vaatasid, kuidas töölised "
    "veest terast tõstsid, ja küsisid, miks seda ei olnud varem parandatud.",
}
for code, text in BALTIC.items():
    PARAGRAPHS[code] = {"text": text, "sentences": [s + "." for s in text.split(". ")]}


def is_utf_8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return b"\0" not in data


@pytest.mark.parametrize(("encoding", "code"), PAIRS)
def test_a_paragraph_is_told_and_never_told_wrongly(encoding: str, code: str) -> None:
    whole = PARAGRAPHS[code]["text"].encode(encoding, "ignore")
    if encoding in ("iso2022_jp", "hz"):
        assert decode_any(whole)[:2] == (whole.decode(encoding), encoding)
        return
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


@pytest.mark.parametrize("code", ["de", "fr", "es", "pl", "ru", "lt"])
def test_a_blank_that_does_not_break_is_a_blank(code: str) -> None:
    encoding = {"pl": "cp1250", "ru": "cp1251", "lt": "cp1257"}.get(code, "cp1252")
    text = PARAGRAPHS[code]["text"].replace(" ", "\xa0")
    assert decode_any(text.encode(encoding, "ignore")).encoding == encoding


@pytest.mark.parametrize("encoding", ["hp_roman8", "cp861", "cp863", "cp1026", "mac_latin2"])
@pytest.mark.parametrize("code", ["de", "sv", "fr", "es", "pl"])
def test_a_table_that_is_not_known_is_not_taken_for_another(encoding: str, code: str) -> None:
    data = PARAGRAPHS[code]["text"].encode(encoding, "ignore")
    found = guess(data)
    assert found is None or data.decode(found) == data.decode(encoding)


def test_what_is_not_utf_8_at_its_end_alone_is_told_by_it() -> None:
    text = "The bridge was closed on Monday, and nobody knew why it was so.\n" * 10_000
    assert decode_any(f"{text}The café was open – naïve as it was.".encode("cp1252")) == (
        f"{text}The café was open – naïve as it was.",
        "cp1252",
        True,
    )


def test_an_encoding_that_is_named_is_taken_or_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("Ąžuolas griuvo.".encode("cp1257"))
    (document,) = read_documents(file, encoding="cp1257").documents
    assert (document.text, document.origin) == (
        "Ąžuolas griuvo.",
        Origin(str(file), "text", "cp1257"),
    )
    (error,) = read_documents(file, encoding="utf-8").errors
    assert str(error) == f"{file}: not UTF-8 at byte 0 (line 1): name another encoding"
    for name in ("klingon", "rot13", "hex", "idna"):  # some of which Python knows
        with pytest.raises(UsageError, match=f"unknown encoding '{name}'"):
            read_documents(file, encoding=name)
    records = tmp_path / "a.jsonl"
    records.write_bytes('{"text": "Ąžuolas griuvo."}'.encode("cp1257"))
    assert read_documents(records, encoding="cp1257").documents[0].text == "Ąžuolas griuvo."


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
