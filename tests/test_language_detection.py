"""Telling a language: plainly, or not at all."""

import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given

from summarizer import Document, MethodError, brief, summarise
from summarizer.read import read_documents
from summarizer.text.language_detection import likely_language
from summarizer.text.languages import language_codes

from .commands import run
from .conftest import ARTICLES
from .strategies import noise

PARAGRAPHS = tomllib.loads(
    (Path(__file__).parent / "data" / "paragraphs.toml").read_text(encoding="utf-8")
)
GERMAN = (
    "Der Rat der Stadt hat am Montag, 3. Mai, die alte Brücke geschlossen. Die Ingenieure hatten "
    "Rost gefunden, und niemand weiß, wie lange die Arbeiten dauern. Für den Bus gibt es noch "
    "keinen anderen Weg über den Fluss."
)
ENGLISH = (
    "The council closed the old bridge on Monday. The engineers had found rust, and nobody knows "
    "how long the work will take. There is no other way for the bus to cross the river."
)

NEIGHBOURS = {
    "da": "Jeg ved ikke, hvad der blev af bogen, men hun sagde, at den lå på bordet efter mødet, "
    "og at nogen tog den med ud af huset, uden at vi så det.",
    "no": "Jeg vet ikke hva som ble av boka, men hun sa at den lå på bordet etter møtet, og at "
    "noen tok den med seg ut av huset uten at vi så det.",
    "sv": "Jag vet inte vad som hände med boken, men hon sade att den låg på bordet efter mötet "
    "och att någon tog den med sig ut ur huset utan att vi såg det.",
    "cs": "Nevím, co se stalo s knihou, ale řekla, že po schůzi ležela na stole a že ji někdo vzal "
    "s sebou, když jsme byli pryč, protože byla jeho nebo jen proto, že je dobrá.",
    "sk": "Neviem, čo sa stalo s knihou, ale povedala, že po schôdzi ležala na stole a že ju "
    "niekto vzal so sebou, keď sme boli preč, pretože bola jeho alebo len preto, že je dobrá.",
    "es": "No sé qué fue del libro, pero ella dijo que estaba sobre la mesa después de la reunión "
    "y que alguien se lo llevó de la casa sin que nosotros lo viéramos.",
    "pt": "Não sei o que foi feito do livro, mas ela disse que estava sobre a mesa depois da "
    "reunião e que alguém o levou de casa sem que nós víssemos; também não há outro.",
    "ca": "No sé què se n'ha fet, del llibre, però ella va dir que era damunt la taula després de "
    "la reunió i que algú se'l va endur de casa amb els altres, sense que ho veiéssim.",
    "it": "Non so che cosa sia stato del libro, ma lei ha detto che era sul tavolo dopo la "
    "riunione e che qualcuno lo ha portato via dalla casa, anche se noi non lo abbiamo visto.",
    "ru": "Я не знаю, что стало с книгой, но она сказала, что после собрания она лежала на столе и "
    "что кто-то взял её с собой, когда нас там уже не было.",
    "uk": "Я не знаю, що сталося з книгою, але вона сказала, що після зборів та лежала на столі і "
    "що хтось узяв її з собою, коли нас там вже не було, бо це його книга.",
    "nl": "Ik weet niet wat er van het boek geworden is, maar zij zei dat het na de vergadering op "
    "de tafel lag en dat iemand het heeft meegenomen zonder dat wij het zagen.",
    "de": GERMAN,
}
STRANGERS = {
    "Afrikaans": "Ek weet nie wat van die boek geword het nie, maar sy het gesê dat dit ná die "
    "vergadering op die tafel was en dat iemand dit saam met hom uit die huis geneem het.",
    "Bulgarian": "Не знам какво е станало с книгата, но тя каза, че след събранието е била на "
    "масата и че някой я е взел със себе си, когато ние вече не сме били там.",
    "Galician": "Non sei que foi do libro, pero ela dixo que estaba enriba da mesa despois da "
    "xuntanza e que alguén o levou da casa sen que nós o vísemos; tamén non hai outro.",
    "Croatian": "Ne znam što je bilo s knjigom, ali ona je rekla da je nakon sastanka bila na "
    "stolu i da ju je netko uzeo sa sobom kada nas više nije bilo.",
    "Icelandic": "Ég veit ekki hvað varð um bókina, en hún sagði að hún hefði verið á borðinu "
    "eftir fundinn og að einhver hefði tekið hana með sér þegar við vorum ekki þar.",
    "Indonesian": "Saya tidak tahu apa yang terjadi dengan buku itu, tetapi dia mengatakan bahwa "
    "buku itu ada di meja dan seseorang telah membawanya dari rumah.",
    "Latin": "Nescio quid de libro factum sit, sed illa dixit eum in mensa esse post concilium et "
    "aliquem cum eo ex domo exisse, quod nos non vidimus.",
}


@pytest.mark.parametrize("code", sorted(set(PARAGRAPHS) & set(language_codes())))
def test_every_language_is_told(code: str) -> None:
    assert likely_language(PARAGRAPHS[code]["text"]) == code


@pytest.mark.parametrize("code", NEIGHBOURS)
def test_neighbours_are_told_apart(code: str) -> None:
    assert likely_language(NEIGHBOURS[code]) == code


@pytest.mark.parametrize("name", STRANGERS)
def test_what_we_do_not_have_is_not_taken_for_its_neighbour(name: str) -> None:
    assert likely_language(STRANGERS[name]) not in language_codes()
    assert Document.from_text(STRANGERS[name]).likely_language == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bonjour",
        "Die. War. Hat.",
        "x = [a for a in b if a != c]; print(x, y)",
        "12, 13, 14 kg; 3.5 %",
        f"{ENGLISH} {GERMAN}",
        "Carlos de la Cruz, María del Río, José y Ana de los Santos, Los Angeles",
    ],
)
def test_what_is_not_plain_is_not_told(text: str) -> None:
    assert likely_language(text) is None


@given(noise)
def test_any_text_can_be_asked(text: str) -> None:
    likely_language(text)


def test_english_articles_are_english() -> None:
    documents = read_documents(ARTICLES).documents
    assert {likely_language(document.text) for document in documents} == {"en"}


def test_what_stands_around_a_text_does_not_count() -> None:
    frame = f"{ENGLISH}\n\n"
    assert likely_language(frame + f"{GERMAN}\n\n" * 20 + frame * 2) == "de"


def test_letters_may_be_written_in_two_parts() -> None:
    from unicodedata import normalize

    assert likely_language(normalize("NFD", NEIGHBOURS["cs"])) == "cs"


def test_no_more_of_a_text_is_read_than_tells_it() -> None:
    class Counted(str):
        __slots__ = ()
        taken = 0

        def __getitem__(self, place: object) -> str:
            piece = super().__getitem__(place)  # type: ignore[index]
            Counted.taken += len(piece)
            return piece

    assert likely_language(Counted(GERMAN * 5_000)) == "de"
    assert Counted.taken < 10_000


def test_a_result_says_that_its_text_is_in_another_language() -> None:
    summary = summarise(GERMAN, 1)
    assert (summary.document.language, summary.document.likely_language) == ("en", "de")
    assert summary.note == "looks German, but was split as English: name the language, 'de'"
    told = brief([GERMAN, ENGLISH], stories="one")
    assert told.stories[0].note.startswith("looks German, but was split as English")
    assert told.stories[0].note.endswith("(1)")


def test_who_names_a_language_is_not_contradicted() -> None:
    for name in ("en", "de"):
        summary = summarise(GERMAN, 1, language=name)
        assert (summary.document.language, summary.note) == (name, "")
    assert summarise(ENGLISH, 1).note == ""


@pytest.mark.parametrize(
    ("said", "text", "language", "reads_as"),
    [
        ("de-AT", GERMAN, "de", ""),
        ("de", "Kurz.", "de", ""),
        ("en-US", GERMAN, "en", "de"),  # a template's
        ("de", ENGLISH, "en", ""),
        ("tlh", GERMAN, "en", "de"),
        ("und", "Short.", "en", ""),
    ],
)
def test_what_a_file_says_is_heeded_unless_its_words_speak_against_it(
    said: str, text: str, language: str, reads_as: str
) -> None:
    document = Document.from_text(text, declared=said)
    assert (document.language, document.likely_language) == (language, reads_as)
    assert Document.from_text(text, declared=said, language="fr").language == "fr"


def test_a_plain_language_is_told_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py3langid", None)
    assert Document.from_text(GERMAN, language="auto").language == "de"
    assert Document.from_text("Kurz.", language="Auto", declared="de").language == "de"
    with pytest.raises(MethodError, match="pip install py3langid"):
        Document.from_text("Kurz.", language="auto")


PAGE = "<html{tag}><head><title>Brücke</title>{head}</head><body><article><p>{text}</p></article>"


@pytest.mark.parametrize(
    ("tag", "head"),
    [
        (' lang="de"', ""),
        (" class=x lang=de-CH dir=ltr", ""),
        (' xmlns="http://www.w3.org/1999/xhtml" xml:lang="de"', ""),
        ("", '<meta http-equiv="Content-Language" content="de">'),
        ("", '<meta content="de_DE" property="og:locale"/>'),
        (' lang=""', "<meta name=language content=German>"),
    ],
)
def test_a_page_says_its_language(tag: str, head: str) -> None:
    pytest.importorskip("trafilatura", reason="needs the extra html")
    from summarizer.read.html import extract

    text = "Kurz gesagt: Sturm über Bremen, Schule zu, Fähre weg. " * 3
    found = extract(PAGE.format(tag=tag, head=head, text=text).encode())
    assert Document.from_text(found.text, declared=found.language).language == "de"


def test_other_attributes_are_not_the_language() -> None:
    pytest.importorskip("trafilatura", reason="needs the extra html")
    from summarizer.read.html import extract

    page = PAGE.format(
        tag=' data-lang="fr"',
        head='<link hreflang="fr" href="/fr"><meta name=x lang=fr>',
        text=ENGLISH,
    )
    assert extract(page.encode()).language == ""


def test_front_matter_says_its_language(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\nlang: de-DE\n---\n\nSturm über Bremen. Fähre weg.\n", encoding="utf-8")
    assert read_documents(path).documents[0].language == "de"
    assert read_documents(path, language="nl").documents[0].language == "nl"


def test_the_command_says_so_once_a_file(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="needs the extra html")
    page = tmp_path / "page.html"
    page.write_text(PAGE.format(tag=' lang="en"', head="", text=GERMAN), encoding="utf-8")
    result = run("article", "-l", "1", page)
    line = f"summarise: {page}: looks German, but was split as English: give --language de\n"
    assert (result.returncode, result.stderr.decode()) == (0, line)
    assert run("article", "-l", "1", "--quiet", page).stderr == b""
    assert run("article", "-l", "1", "--language", "German", page).stderr == b""
    page.write_text(PAGE.format(tag=' lang="de"', head="", text=GERMAN), encoding="utf-8")
    result = run("article", "-l", "1", "-f", "json", page)
    assert result.stderr == b""
    assert b'"language": "de"' in result.stdout
