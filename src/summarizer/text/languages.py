"""The one table of languages: how each is cut into sentences, and its words into terms.

A language is a TOML file in ``data/``, named for its ISO 639-1 code, and read when first asked
for. Its keys:

========================  =========================================================================
``name``                  the English name
``tested``                the sets of text its sentences were checked on, beside a paragraph
                          of our own; "" for none
``snowball``              the Snowball stemmer's name for PyStemmer, or "" for none
``sumy_stop_words``       which of the stop-word lists that sumy ships, or ""
``stop_words``            stop words of our own, beside sumy's or instead
``content_words``         words of sumy's list that do carry a topic; may be left out
``acronyms``              names in capitals that are stop words in small letters (``US``); may
                          be left out
``bonus_words``           Edmundson's cue words that speak for a sentence; may be left out
``stigma_words``          those that speak against it; may be left out
``unspaced``              whether no blank parts words (Chinese, Japanese, Thai); may be left out
``ordinals``              whether a number with a dot is commonly an ordinal
``negations``             words that turn a statement into its contrary; may be left out
``number_words``          numbers in words, each entry a value and its forms, those of several
                          words with hyphens; forms of 1 count in a larger number alone; may be
                          left out
``number_joints``         words inside such a number, each entry the least unit that they follow
                          and its forms (``100 and``); may be left out
``scales``                magnitudes that stand right after a number in figures (``bn``), each
                          entry a value and its forms; may be left out
``counters``              characters before which numerals in Han characters are numbers (三人);
                          may be left out
``parted_by_blanks``      whether a blank parts thousands (38 000); may be left out
``ones``                  forms of "one", which may be an article; may be left out
``plurals``               irregular ones that count, singular first; may be left out
``opposites``             words of which one side denies what the other says, each entry the two
                          sides with a bar between (``rose climbed | fell``), of which the first
                          entry is of rising and falling; may be left out
``up_to``                 what stands between such a verb and the figure that is reached
                          (``rose to 58``); may be left out
``contests``              verbs that stand after who wins, and after who loses, in the same way;
                          may be left out
``beaten_by``             what stands between such a verb and who did it; may be left out
``alike``                 words that are one where figures are compared, a group each (``killed
                          died toll``); may be left out
``people``                words for people, who are counted by what else is said of them; may be
                          left out
``measures``              units, which count nothing by themselves (``hours``); without them the
                          figures of a language are compared by whole sentences alone
``percents``              the "cent" of "per cent"; may be left out
``elision``               whether an apostrophe parts two words; may be left out
``hyphens``               see :class:`summarizer.text.hyphens.Hyphens`; may be left out
``titles``                see :class:`summarizer.text.rules.Rules`; without the final dot
``abbreviations``         the same
``before_numbers``        the same
``starters``              the same
``closing``               the same; may be left out
``after_closing``         the same; may be left out
``before_clause``         the same, in small letters; may be left out
``always_open``           the same; may be left out
``speech``                the same; may be left out
``speaker_first``         the same; may be left out
``after_quote``           the same; may be left out
``whole_quotes``          the same; may be left out
``endings``               the same; may be left out
``clause_openers``        see :mod:`summarizer.text.clauses`; may be left out
``clause_joiners``        the same; may be left out
``sign_offs``             the same; may be left out
``capital_nouns``         the same; may be left out
``stops``                 the same; may be left out
``leaning``               openings, lower case, of sentences that lean on the one before
``not_leaning``           longer ones that begin so and stand on their own; may be left out
``speakers``              pronouns that stand for who speaks: "…," he said; may be left out
``definite``              words before what is known ("the"); may be left out
``indefinite``            words before what is new ("a"); may be left out
``persons``               pronouns of the third person; may be left out
``roles``                 nouns for somebody who has to be introduced ("the spokesman"); may be
                          left out
``animate``               those of the pronouns that stand for people alone ("she"); may be left out
``later``                 words behind a span of time counted from what went before ("two days
                          later"); may be left out
``first_persons``         pronouns of the first person; may be left out
``links``                 phrases that show that something went before; may be left out
``shells``                nouns for what the sentence before says ("the move"); may be left out
``complements``           words behind these that say what they stand for; may be left out
``idle``                  nouns of time and the like that refer to nothing; may be left out
``question_marks``        marks that end a question beside the common ones; may be left out
``months``                names of months in all their forms, lower case; may be left out
``back_matter``           headings, lower case, of what closes a paper (references, thanks); may
                          be left out
``captions``              lower-case openings of captions and credits; may be left out
``caption_phrases``       patterns that tell a caption anywhere in a sentence; may be left out
``caption_words``         of which a text with such a phrase has one: quicker to look for
``notices``               phrases, lower case, of what agencies and sites add to articles; ``…``
                          stands for a few words; may be left out
``unanswered``            phrases, lower case, of sentences that say that somebody did not comment
                          or that something is not known; may be left out
``bylines``               the "by" of a byline; may be left out
``boilerplate``           lower-case openings of other lines that are no prose
========================  =========================================================================
"""

import os
import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

from ..errors import LanguageError, UnknownNameError, UsageError, reason_of
from ..memo import Pattern
from .context_dependence import ContextDependence
from .kinds import Kind, Opening, Signs
from .language_detection import likely_language
from .language_names import all_names, code_of
from .notices import Notices
from .number_words import NumberWords
from .references import References
from .rules import Rules, either_case
from .words import Terms, fold, has_word

_DATA = Path(__file__).with_name("data")  # importlib.resources takes a tenth of a start

OWN = "SUMMARISE_LANGUAGES"
"""The variable that names a folder of a reader's own: worker processes know it too."""

_FILE = re.compile(r"([a-z]{2,8})\.toml")
_BARE: dict[str, Any] = {
    "tested": "",
    "snowball": "",
    "sumy_stop_words": "",
    "stop_words": [],
    "ordinals": False,
    "titles": [],
    "abbreviations": [],
    "before_numbers": [],
    "starters": [],
}
"""What a language has of which a file of one's own does not say it."""


T = TypeVar("T")
_MADE: list[Any] = []  # caches of what is made of languages

AUTO = "auto"
"""The name that asks for the language to be found from the text."""

DEFAULT = "en"
"""The language of a text where nobody names one."""

Segmentation = Literal["blanks", "bigrams", "icu"]

_MAGNITUDE = 1000  # a number in words from here on says how large the one before it is
_ENOUGH = 3_000  # characters from which a language is told
_AFTER_ONE = " \xa0" + "0123456789"
_FOREIGN_TITLES = (
    "Mr", "Mrs", "Ms", "Messrs", "Dr", "Prof", "St", "Ste", "Mt", "Mme", "Mlle", "Capt", "Lt",
    "Sgt", "Gov", "prof",
)  # fmt: skip
"""Titles that names keep in a text of any language."""
_FOREIGN_ABBREVIATIONS = ("Inc", "Ltd", "Corp", "Bros", "Jr", "Co")
_VOWEL = re.compile("[^b-df-hj-np-tv-xz]", re.IGNORECASE)
_FOREIGN_NUMBERS = ("N°", "Nº", "Vol")
_FOREIGN_CLOSING = ("a.m", "p.m", "A.M", "P.M")


@dataclass(frozen=True)
class Language:
    """All that depends on the language of a text.

    Attributes:
        code: ISO 639-1 code, such as ``"en"``.
        name: the English name.
        tested: the sets of text its sentences were checked on, beside a paragraph of our own.
        rules: what the sentence splitter knows.
        signs: what tells its headings, captions, bylines and boilerplate.
        unanswered: finds what says that nobody commented, or that something is not known.
        caption: tells a sentence that is a caption by a phrase in it; ``None`` tells none.
        caption_words: of which a text with such a phrase has at least one.
        notices: finds what agencies and sites add to an article.
        terms: from words to stemmed terms without stop words.
        leaning: by what sentences open that lean on the one before.
        references: by what words sentences refer to what was told before.
        negations: words that turn a statement into its contrary, lower case.
        number_words: from numbers in words, lower case, to their values as written in figures.
        spelt: finds numbers in words.
        scales: from what may stand right after a number in figures to what it is worth.
        counters: characters before which numerals in Han characters are numbers.
        parted_by_blanks: whether a blank may part thousands.
        ones: forms of "one", which may be an article.
        plurals: from irregular plurals to their singular.
        opposites: from words to a number; of words that deny each other it is that of the other
            with a minus.
        up_to: what stands between a verb of rising or falling and the figure that is reached.
        contests: from verbs to 1 where who wins stands before them, and -1 for who loses.
        beaten_by: what stands between such a verb and who did it.
        alike: from terms to one that stands for them where figures are compared.
        people: terms of words for people.
        measures: terms of units.
        percents: terms of "per cent".
        segmentation: by what words are found: ``"blanks"``, or in a script without them
            ``"icu"`` where icu4py is installed, else ``"bigrams"`` of characters.
        hyphens: parts of words whose hyphen stays at the end of a line.
        bonus_words, stigma_words: words that speak for and against a sentence (Edmundson 1969).
    """

    code: str
    name: str
    rules: Rules = field(repr=False)
    signs: Signs = field(repr=False)
    terms: Terms = field(repr=False)
    leaning: ContextDependence = field(default_factory=ContextDependence, repr=False)
    references: References = field(default_factory=References, repr=False)
    tested: str = ""
    negations: frozenset[str] = field(default=frozenset(), repr=False)
    number_words: dict[str, str] = field(default_factory=dict, repr=False)
    spelt: NumberWords = field(default_factory=lambda: NumberWords({}), repr=False)
    scales: dict[str, str] = field(default_factory=dict, repr=False)
    counters: str = ""
    parted_by_blanks: bool = False
    ones: frozenset[str] = field(default=frozenset(), repr=False)
    plurals: dict[str, str] = field(default_factory=dict, repr=False)
    opposites: dict[str, int] = field(default_factory=dict, repr=False)
    up_to: frozenset[str] = field(default=frozenset(), repr=False)
    contests: dict[str, int] = field(default_factory=dict, repr=False)
    beaten_by: frozenset[str] = field(default=frozenset(), repr=False)
    alike: dict[str, str] = field(default_factory=dict, repr=False)
    people: frozenset[str] = field(default=frozenset(), repr=False)
    measures: frozenset[str] = field(default=frozenset(), repr=False)
    percents: frozenset[str] = field(default=frozenset(), repr=False)
    segmentation: Segmentation = "blanks"
    hyphens: frozenset[str] = field(default=frozenset(), repr=False)
    caption: re.Pattern[str] | None = field(default=None, repr=False)
    caption_words: tuple[str, ...] = field(default=(), repr=False)
    unanswered: Notices = field(default_factory=Notices, repr=False)
    notices: Notices = field(default_factory=Notices, repr=False)
    bonus_words: tuple[str, ...] = field(default=(), repr=False)
    stigma_words: tuple[str, ...] = field(default=(), repr=False)


@cache
def language_codes() -> tuple[str, ...]:
    """The codes of all languages there are, sorted."""
    return tuple(sorted({*_built_in(), *_own_files()}))


@cache
def language_code(name: str) -> str:
    """The ISO 639-1 code of a language by any name; see :func:`.language_names.code_of`.

    Raises:
        UnknownNameError: there is none of that name; the message lists the codes there are.
    """
    code = code_of(str(name))
    if code not in language_codes():
        raise UnknownNameError("language", name, language_codes(), also=all_names())
    return code


@cache
def get_language(name: str) -> Language:
    """A language by its ISO 639-1 code, or by any other name of it.

    Raises:
        UnknownNameError: as :func:`language_code`.
    """
    code = language_code(name)
    return _language(name) if name == code else get_language(code)


def _language(code: str) -> Language:
    if (path := _own_files().get(code)) is None:
        return _made(code, _data(code))
    try:
        return _made(code, _data(code))
    except UsageError:
        raise
    except (LookupError, ValueError, TypeError, AttributeError, OSError, re.error) as error:
        raise UsageError(f"{path}: is no language: {error!s:.200}", "languages") from error


def _made(code: str, data: dict[str, Any]) -> Language:
    from importlib.util import find_spec

    stop_words = frozenset(_stop_words(data))
    segmentation: Segmentation = "blanks"
    if data.get("unspaced"):
        segmentation = "icu" if find_spec("icu4py") else "bigrams"
    terms = Terms(
        stop_words=stop_words,
        stem=_stemmer(data["snowball"]),
        acronyms=data.get("acronyms", ()),
        elision=data.get("elision", False),
        segment=_icu_words(code) if segmentation == "icu" else None,
    )
    alike = _alike(data.get("alike", ()), terms)
    spelt = _values(data.get("number_words", ()))
    ones = [form for form in spelt if spelt[form] == "1"]
    spelt = {form: value for form, value in spelt.items() if value != "1"}
    return Language(
        code=code,
        name=data["name"],
        tested=data["tested"],
        rules=_rules(data),
        signs=_signs(data, stop_words),
        terms=terms,
        leaning=ContextDependence(
            data.get("leaning", ()),
            data.get("not_leaning", ()),
            question_marks=data.get("question_marks", ""),
            acronyms=data.get("acronyms", ()),
            speakers=data.get("speakers", ()),
            unspaced=data.get("unspaced", False),
        ),
        references=References(
            definite=data.get("definite", ()),
            indefinite=data.get("indefinite", ()),
            persons=data.get("persons", ()),
            roles=data.get("roles", ()),
            animate=data.get("animate", ()),
            later=data.get("later", ()),
            first_persons=data.get("first_persons", ()),
            links=data.get("links", ()),
            shells=data.get("shells", ()),
            complements=data.get("complements", ()),
            idle={*data.get("idle", ()), *data.get("months", ())},
            common={*stop_words, *spelt},
            titles=data.get("titles", ()),
            names=not data.get("capital_nouns", False),
        ),
        segmentation=segmentation,
        hyphens=frozenset(data.get("hyphens", ())),
        caption=_any_of(data.get("caption_phrases", ())),
        caption_words=tuple(data.get("caption_words", ())),
        unanswered=Notices(data.get("unanswered", ()), stop_words),
        notices=Notices(data.get("notices", ()), stop_words),
        negations=frozenset(map(fold, data.get("negations", ()))),
        number_words=spelt,
        spelt=NumberWords(spelt, ones, _values(data.get("number_joints", ()))),
        scales=_scales(data),
        counters=data.get("counters", ""),
        parted_by_blanks=data.get("parted_by_blanks", False),
        ones=frozenset(data.get("ones", ())),
        plurals=_plurals(data.get("plurals", ())),
        opposites=_sides(data.get("opposites", ())),
        up_to=frozenset(data.get("up_to", ())),
        contests=_sides(data.get("contests", ())),
        beaten_by=frozenset(data.get("beaten_by", ())),
        alike=alike,
        people=frozenset(terms(data.get("people", ()))),
        measures=frozenset(alike.get(t, t) for t in terms(data.get("measures", ()))),
        percents=frozenset(terms(data.get("percents", ()))),
        bonus_words=tuple(data.get("bonus_words", ())),
        stigma_words=tuple(data.get("stigma_words", ())),
    )


@cache
def common_words(code: str) -> frozenset[str]:
    """The words of a language that carry no topic, of which every text of it has many."""
    return frozenset(_stop_words(_data(code)))


def use_languages(folder: str | os.PathLike[str] | None) -> None:
    """Add words to languages, or add languages, from TOML files of your own.

    Each file is named for a code, as ``en.toml``; docs/languages.md has its keys. Lists are added
    to those of a language there is, all else goes before it; of a new language only ``name``
    must be said. What was read before stays as it was. The folder holds for this process and those
    it starts, workers of a batch among them; on a cluster set ``SUMMARISE_LANGUAGES`` on the
    executors.

    Args:
        folder: of these files; ``None`` for none any more.

    Raises:
        UsageError: there is no such folder, or a file in it is not of that form.
    """
    before = os.environ.get(OWN)
    _set_own(None if folder is None else str(Path(folder).resolve()))
    try:
        for code in _own_files():
            get_language(code)
    except UsageError:
        _set_own(before)
        raise


def own_languages() -> str:
    """A digest of the files of :func:`use_languages`; ``""`` where there are none."""
    from hashlib import sha256  # for batches alone

    digest = sha256()
    for code, path in _own_files().items():
        digest.update(f"{code} {sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:12] if _own_files() else ""


def _set_own(folder: str | None) -> None:
    if folder is None:
        os.environ.pop(OWN, None)
    else:
        os.environ[OWN] = folder
    for known in (_own_files, language_codes, language_code, get_language, common_words, *_MADE):
        known.cache_clear()


def made_once(make: Callable[..., T]) -> Callable[..., T]:
    """Remember what is made of a language, by its code, for as long as the languages are these."""
    made = cache(make)
    _MADE.append(made)
    return made


def _built_in() -> list[str]:
    return [file.name[:-5] for file in _DATA.iterdir() if file.name.endswith(".toml")]


@cache
def _own_files() -> dict[str, Path]:
    """The files of the reader's own, by the code of the language."""
    folder = os.environ.get(OWN)
    if not folder:
        return {}
    try:
        paths = sorted(Path(folder).iterdir())
    except OSError as error:
        raise UsageError(f"{folder}: {reason_of(error)}", "languages") from error
    found: dict[str, Path] = {}
    for path in paths:
        if path.suffix == ".toml":
            if not _FILE.fullmatch(path.name):
                raise UsageError(f"{path}: name it by a code, such as en.toml", "languages")
            found[path.stem] = path
    return found


def _data(code: str) -> dict[str, Any]:
    """What the files say of a language."""
    path = _own_files().get(code)
    known: dict[str, Any] = dict(_BARE)
    if path is None or (_DATA / f"{code}.toml").is_file():
        known = tomllib.loads((_DATA / f"{code}.toml").read_text(encoding="utf-8"))
    if path is None:
        return known
    try:
        own = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{path}: {reason_of(error)}", "languages") from error
    except ValueError as error:
        raise UsageError(f"{path}: not TOML: {error}", "languages") from error
    for key, value in own.items():
        _check(path, key, value)
        known[key] = [*known.get(key, ()), *value] if isinstance(value, list) else value
    if not isinstance(known.get("name"), str):
        raise UsageError(f'{path}: a new language needs its name: name = "…"', "languages")
    return known


def _check(path: Path, key: str, value: object) -> None:
    """Refuse what no file of a language says, or says otherwise."""
    kinds = _kinds()
    if key not in kinds:
        near = get_close_matches(key, kinds, n=1)
        hint = f": did you mean {near[0]!r}?" if near else ""
        raise UsageError(f"{path}: unknown key {key!r}{hint}", "languages")
    fits = isinstance(value, kinds[key]) and (
        not isinstance(value, list) or all(isinstance(each, str) for each in value)
    )
    if not fits:
        wanted = {list: "a list of strings", bool: "true or false"}.get(kinds[key], "a string")
        raise UsageError(f"{path}: {key} must be {wanted}, got {value!r:.40}", "languages")


@cache
def _kinds() -> dict[str, type]:
    """The keys of the files of languages, and of what kind each is."""
    texts = ((_DATA / f"{code}.toml").read_text(encoding="utf-8") for code in _built_in())
    return {key: type(value) for text in texts for key, value in tomllib.loads(text).items()}


class ToldLanguage(NamedTuple):
    """The language that a text is cut as.

    Attributes:
        language: the language.
        likely: the code of the one that the text is plainly in instead, where nobody named a
            language; ``""`` mostly.
    """

    language: Language
    likely: str = ""


def language_of(name: str | None, text: str, declared: str = "") -> ToldLanguage:
    """The language to cut a text as.

    Args:
        name: what the caller calls it, ``"auto"`` to tell it from the text, ``None`` where the
            caller named none.
        text: the text.
        declared: what the text's file says, which often is its template's language. It is heeded
            where the caller named none, and the words of the text do not speak against it.

    Raises:
        UsageError: the text or the name is no string.
        UnknownNameError: there is none of that name.
        LanguageError: ``"auto"``, but the text does not say it plainly, and py3langid, which tells
            all the same, is not installed.
    """
    if not isinstance(text, str):
        raise UsageError(f"the text must be a string, got {text!r:.40}", "text")
    if name is not None and check_language(name) != AUTO:
        return ToldLanguage(get_language(name))
    likely, said = likely_language(text), code_of(declared) if declared else ""
    likely = likely if likely in language_codes() else ""
    if said in language_codes() and likely in ("", said):
        return ToldLanguage(get_language(said))
    if name is None:
        return ToldLanguage(get_language(DEFAULT), likely if likely != DEFAULT else "")
    return ToldLanguage(get_language(likely or _detected(text)))


def check_language(name: str | None) -> str | None:
    """The code of a language by any name, ``"auto"``, or ``None`` for none.

    Raises:
        UsageError: the name is no string.
        UnknownNameError: there is none of that name; the message lists the codes there are.
    """
    if name is None:
        return None
    if not isinstance(name, str):
        raise UsageError(f"the language must be a string, got {name!r:.40}", "language")
    return AUTO if name.strip().casefold() == AUTO else language_code(name)


def _detected(text: str) -> str:
    try:
        from py3langid import rank
    except ImportError as error:
        raise LanguageError(
            "language 'auto': the language of the text is unclear: name it, or "
            "pip install py3langid"
        ) from error
    ranked = [code_of(code) for code, _ in rank(text[:_ENOUGH])]
    return next(code for code in ranked if code in language_codes())


def _icu_words(code: str) -> Callable[[str], list[str]]:
    """Cuts a run of a script without blanks into words by ICU's dictionaries."""
    from icu4py.breakers import WordBreaker

    def cut(run: str) -> list[str]:
        return [word for word in map(str, WordBreaker(run, code)) if has_word(word)]

    return cut


def _rules(data: dict[str, Any]) -> Rules:
    titles = {*data["titles"], *_FOREIGN_TITLES}
    # "dr. Silva"; a small form with a vowel may be a word.
    small = {w.lower() for w in titles if len(w) > 1 and not _VOWEL.search(w)}
    numbers = (*data["before_numbers"], *_FOREIGN_NUMBERS)
    return Rules(
        titles=either_case(titles),
        abbreviations=either_case({*data["abbreviations"], *_FOREIGN_ABBREVIATIONS, *small}),
        before_numbers=either_case(numbers),
        closing=either_case((*data.get("closing", ()), *_FOREIGN_CLOSING)),
        after_closing=frozenset(data.get("after_closing", ())),
        before_clause=frozenset(data.get("before_clause", ())),
        starters=frozenset(data["starters"]),
        always_open=frozenset(data.get("always_open", ())),
        sign_offs=frozenset(data.get("sign_offs", ())),
        capital_nouns=data.get("capital_nouns", False),
        after_quote=tuple(data.get("after_quote", ())),
        endings=tuple(data.get("endings", ())),
        whole_quotes=data.get("whole_quotes", False),
        clause_openers=tuple(data.get("clause_openers", ())),
        clause_joiners=tuple(data.get("clause_joiners", ())),
        speech=frozenset(data.get("speech", ())),
        speaker_first=data.get("speaker_first", False),
        ordinals=data["ordinals"],
        stops=data.get("stops", ""),
    )


def _signs(data: dict[str, Any], stop_words: frozenset[str]) -> Signs:
    return Signs(
        openings=_openings(data),
        months=frozenset(data.get("months", ())),
        back_matter=frozenset(data.get("back_matter", ())),
        common=stop_words,
    )


def _values(entries: Iterable[str]) -> dict[str, str]:
    """From each form to its value; an entry is a value and its forms (``"2 two twice"``)."""
    split = (entry.split() for entry in entries)
    return {fold(form): value for value, *forms in split for form in forms}


def _scales(data: dict[str, Any]) -> dict[str, str]:
    """The magnitudes of a language, from those in words on."""
    spelt = _values(data.get("number_words", ()))
    large = {word: value for word, value in spelt.items() if float(value) >= _MAGNITUDE}
    return {**large, **_values(data.get("scales", ()))}


def _alike(groups: Iterable[str], terms: Terms) -> dict[str, str]:
    """From the terms of each group to the first of them."""
    split = (terms(group.split()) for group in groups)
    return {term: found[0] for found in split for term in found}


def _plurals(entries: Iterable[str]) -> dict[str, str]:
    split = (entry.split() for entry in entries)
    return {fold(form): fold(one) for one, *forms in split for form in forms}


def _sides(entries: Iterable[str]) -> dict[str, int]:
    """From each word to the number of its entry, negative after the bar."""
    sides: dict[str, int] = {}
    for number, entry in enumerate(entries, 1):
        for sign, words in zip((1, -1), entry.split("|"), strict=True):
            for word in words.split():
                sides.setdefault(fold(word), sign * number)
    return sides


def _openings(data: dict[str, Any]) -> list[Opening]:
    """By what the lines open that are no prose, the more telling first."""
    openings = []
    kinds: tuple[tuple[Kind, str], ...] = (("caption", "captions"), ("boilerplate", "boilerplate"))
    for kind, key in kinds:
        phrases = data.get(key, ())
        if phrases:
            pattern = Pattern("|".join(map(_opening, phrases)), re.IGNORECASE)
            openings.append(Opening(kind, _starts(phrases), pattern))
    if data.get("bylines"):
        by = "|".join(map(re.escape, data["bylines"]))
        pattern = Pattern(rf"(?i:{by})\s+(?=[^\W\d_a-z])")
        openings.append(Opening("byline", _starts(data["bylines"]), pattern))
    return openings


def _any_of(patterns: Iterable[str]) -> re.Pattern[str] | None:
    joined = "|".join(patterns)
    return Pattern(rf"\b(?:{joined})\b") if joined else None


def _starts(phrases: Iterable[str]) -> frozenset[str]:
    """The first two characters of phrases; whatever may follow a phrase of one."""
    whole = {phrase[:2].casefold() for phrase in phrases if len(phrase) > 1}
    return frozenset(whole | {p + c for p in phrases if len(p) == 1 for c in _AFTER_ONE})


def _opening(phrase: str) -> str:
    """The pattern of an opening; blanks before a colon are free ("Also Read : …")."""
    pattern = re.escape(phrase).replace(r"\ ", r"\s+").replace(":", r"\s?:").replace("'", "['’]")
    return pattern + (r"(?!\w)" if phrase[-1].isalnum() else "")


def _stop_words(data: dict[str, Any]) -> set[str]:
    listed = {*data["stop_words"], *_sumy_stop_words(data["sumy_stop_words"])}
    return listed - set(data.get("content_words", ()))


def _stemmer(algorithm: str) -> Callable[[str], str]:
    if not algorithm:
        return str
    import Stemmer

    stem: Callable[[str], str] = Stemmer.Stemmer(algorithm, 0).stemWord
    return stem


def _sumy_stop_words(name: str) -> list[str]:
    """One of the lists that sumy ships, read as data: importing sumy's reader costs 0.2 s."""
    if not name:
        return []
    lists = Path(str(import_module("sumy").__file__)).with_name("data") / "stopwords"
    return (lists / f"{name}.txt").read_text(encoding="utf-8").split()
