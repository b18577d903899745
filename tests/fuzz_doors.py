"""What comes in from outside, door by door: inputs for each, and the laws that hold for any.

A law raises ``AssertionError`` where it does not hold; any error but our own is a fault too.
"""

import json
import math
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from hypothesis import strategies as st

from summarizer import (
    Document,
    Length,
    LengthError,
    SummarizerError,
    Summary,
    brief,
    compress,
    read_documents,
    render,
    summarise,
)
from summarizer.batch.rows import ArticleRow, RecordFile
from summarizer.batch.work import Job, summarise_row
from summarizer.evaluation import Scorer, load_runs, read_dataset
from summarizer.evaluation.settings import Variant
from summarizer.methods import method_names
from summarizer.read.formats import FORMATS
from summarizer.rendering.json import to_json_line
from summarizer.results import Result
from summarizer.text.languages import language_codes

from .commands import run
from .fuzz_inputs import (
    DATA,
    KNOWN,
    Inputs,
    after_choices,
    edited,
    edits_of,
    json_lines,
    several,
    written,
)
from .items import cluster, rows

CORPUS = DATA / "fuzz"
STORIES = sorted((Path(__file__).parent.parent / "docs" / "examples" / "articles").glob("*.txt"))
SEPARATOR = b"\x1e\n"
_LONGEST_MESSAGE = 1000
_FORMATS = ("text", "markdown", "json", "html")
_LENGTHS = (1, 3, "1w", "30w", "1c", "200c", "1%", "50%", "40t", 0.2)
_METHODS = [name for name in method_names() if not name.startswith("sumy:")]
_LANGUAGES = [None, "auto", *language_codes()]


class Door(NamedTuple):
    """A way in.

    Attributes:
        law: what holds for the bytes that come in; raises where it does not.
        inputs: draws such bytes.
        share: how often it is tried, beside others.
        package: what has to be installed for it; "" for nothing.
    """

    law: Callable[[bytes], None]
    inputs: Inputs
    share: float = 1
    package: str = ""

    @property
    def is_open(self) -> bool:
        """Whether what it needs is installed."""
        return not self.package or find_spec(self.package) is not None


DOORS: dict[str, Door] = {}


def _door(
    name: str, inputs: Inputs, share: float = 1, package: str = ""
) -> Callable[[Callable[[bytes], None]], Callable[[bytes], None]]:
    def add(law: Callable[[bytes], None]) -> Callable[[bytes], None]:
        DOORS[name] = Door(law, inputs, share, package)
        return law

    return add


class _Chosen:
    """Options, by the letters of an input's first line; the rest is the input."""

    def __init__(self, data: bytes) -> None:
        self._letters, _, self.data = data.partition(b"\n")
        self._at = 0

    def one(self, options: Any) -> Any:
        letter = self._letters[self._at] if self._at < len(self._letters) else 0
        self._at += 1
        return options[letter % len(options)]

    @property
    def texts(self) -> list[str]:
        return [_text(part) for part in self.data.split(SEPARATOR)]


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


@contextmanager
def _refusing() -> Iterator[None]:
    """Our own errors are no fault, if they are one line."""
    try:
        yield
    except SummarizerError as error:
        check_message(str(error))


def check_message(message: str) -> None:
    """A message is one line that can be read."""
    assert message.strip()
    assert "\n" not in message
    assert len(message) <= _LONGEST_MESSAGE, message[:200]


@contextmanager
def _as_file(data: bytes, suffix: str) -> Iterator[Path]:
    with tempfile.NamedTemporaryFile(prefix="fuzz", suffix=suffix) as file:
        file.write(data)
        file.flush()
        yield Path(file.name)


def check_document(document: Document) -> None:
    """Sentences are parts of the text, in order; something can be chosen."""
    end = 0
    for sentence in document.sentences:
        assert document.text[sentence.start : sentence.end] == sentence.text
        assert sentence.text.strip()
        assert end <= sentence.start < sentence.end
        end = sentence.end
    assert document.candidates


def check_result(result: Result) -> None:
    """What was chosen is in the text, in order, each sentence once, and within the length."""
    texts = {document.id: document.text for document in result.documents}
    assert result.text.strip() or not result.extracts
    for extract in result.extracts:
        assert texts[extract.document][extract.start : extract.end] == extract.text
        assert math.isfinite(extract.score)
        assert extract.score >= 0
    assert all(math.isfinite(score) and score >= 0 for score in result.scores)
    said = [extract.sentence.line for extract in result.extracts]
    assert len(set(said)) == len(said)
    of_whole = result.length.unit == "percent" and len(result.documents) > 1
    if not result.over and result.length.unit != "sentences" and not of_whole:
        chosen = [extract.sentence for extract in result.extracts]
        candidates = [s for document in result.documents for s in document.candidates]
        limit = result.length.budget(candidates).limit
        budget = result.length.budget(chosen)
        spent = budget.measure(range(len(chosen))) if budget.measure else int(budget.costs.sum())
        assert spent <= limit


def _summary(document: Document, length: Any, method: str, query: str = "") -> Summary:
    summary = summarise(document, length, method, query=query)
    assert summary.extracts
    check_result(summary)
    return summary


def _is_one_in(count: int, data: bytes) -> bool:
    """Whether to look for what seldom goes wrong and takes as long as all else."""
    return crc32(data) % count == 0


def _check_rendered(result: Any, format_: str) -> None:
    page = render(result, format_)
    page.encode()
    assert page.endswith("\n")
    if format_ == "json":
        json.loads(page, parse_constant=_no_number)


def _no_number(name: str) -> None:
    raise AssertionError(f"{name} in JSON")


@_door("text", after_choices(written), 3)
def text_law(data: bytes) -> None:
    """Any text, language, method and length."""
    chosen = _Chosen(data)
    language, method, length = map(chosen.one, (_LANGUAGES, _METHODS, _LENGTHS))
    format_, splitter = chosen.one(_FORMATS), chosen.one(["rules"] * 8 + ["sentencex", "icu"])
    with _refusing():
        document = Document.from_text(_text(chosen.data), language=language, splitter=splitter)
        check_document(document)
        summary = _summary(document, length, method)
        if _is_one_in(4, data):
            again = _summary(
                Document.from_text(_text(chosen.data), language=language), length, method
            )
            assert splitter != "rules" or to_json_line(summary) == to_json_line(again)
            _check_rendered(summary, format_)


@_door("query", after_choices(several(written)))
def query_law(data: bytes) -> None:
    """A text, or passages, and what is asked of them."""
    chosen = _Chosen(data)
    query, *texts = chosen.texts
    length, method = chosen.one(_LENGTHS), chosen.one(_METHODS)
    with _refusing():
        _summary(Document.from_text(texts[0] if texts else query), length, method, query)
    with _refusing():
        context = compress(texts, length, query=query)
        for passage, given in zip(context.passages, texts, strict=True):
            spans = [*passage.kept, *(omission.span for omission in passage.left_out)]
            assert all(passage.source[s.start : s.end] == s.text for s in spans)
            assert len(passage.source) == len(given)
        if context.length.unit not in ("percent", "sentences"):
            assert context.length.measure()(context.text) <= context.length.value


@_door("brief", after_choices(several(written)))
def brief_law(data: bytes) -> None:
    """Documents together: in any order, the same stories."""
    chosen = _Chosen(data)
    length, method, format_ = map(chosen.one, (_LENGTHS, _METHODS, _FORMATS))
    documents = []
    for number, text in enumerate(chosen.texts):
        with _refusing():
            documents.append(Document.from_text(text, id=str(number)))
    with _refusing():
        first = brief(documents, length, method)
        if _is_one_in(2, data):
            again = brief(documents[::-1], length, method)
            assert first.stories == again.stories
            assert first.duplicates == again.duplicates
        for story in first.stories:
            assert story.extracts or story.note  # of notices alone, beside news
            check_result(story)
        if _is_one_in(4, data):
            _check_rendered(first, format_)


_SEEDS = {
    known.name: [p for p in sorted(DATA.rglob("*.*")) if p.suffix in known.suffixes]
    for known in FORMATS
}
_KEYS = ("text", "title", "id", "date", "language", "url", "author", "documents", "references")
_RECORDS = [json.dumps(row).encode() for row in (*rows(2), cluster(), {"text": "A bee. An emu."})]
_TABLE = (
    b'id,title,date,text\n1,"A, b",2026-01-31,"The bee slept. It ""woke"".\n\nThen ran."\n2,,,x\n'
)
_MADE: dict[str, Inputs] = {
    "json lines": json_lines(_KEYS) | edited(b"\n".join(_RECORDS)),
    "json": json_lines(_KEYS) | edited(_RECORDS[2]),
    "csv": edited(_TABLE) | written,
    "text": written | edited(STORIES[0].read_bytes()),
    "mail": edited((DATA / "formats" / "mailbox.mbox").read_bytes().partition(b"\n")[2]),
    "opml": edited(
        b'<?xml version="1.0"?><opml version="2.0"><body><outline text="a" type="rss" '
        b'xmlUrl="feed.xml"/></body></opml>'
    ),
}


def _inputs(name: str) -> Inputs:
    made = [_MADE[name]] if name in _MADE else []
    real = [edits_of(_SEEDS[name])] if _SEEDS[name] else []
    return st.one_of(*made, *real)


def _file_law(suffix: str) -> Callable[[bytes], None]:
    def law(data: bytes) -> None:
        with _as_file(data, suffix) as path:
            documents, errors = read_documents(path)
            assert documents or errors or suffix in (".opml", ".mbox", ".rss", ".jsonl", ".csv")
            for error in errors:
                check_message(str(error))
                assert path.stem in str(error) or suffix == ".opml"  # which names what it lists
            for document in documents[:3]:
                check_document(document)
            if documents and _is_one_in(8, data):
                _check_rendered(_summary(documents[0], 2, "coverage"), "html")

    law.__doc__ = f"A {suffix} file of any bytes is read or refused."
    return law


_SHARES = {"pdf": 0.02, "json lines": 3, "json": 2, "csv": 3}
_SHARES |= dict.fromkeys(("docx", "epub", "html", "mbox", "feed", "opml"), 0.5)
for _known in FORMATS:
    _door(
        "plain" if _known.name == "text" else _known.name.replace(" ", "-"),
        _inputs(_known.name),
        _SHARES.get(_known.name, 1),
        _known.package,
    )(_file_law(_known.suffixes[0]))


_VARIANTS: tuple[Variant, ...] = ("rouge155", "rouge-score", "unicode")
_METRICS = ("rouge1", "rouge2", "rougeL", "rougeLsum", "rougeW1.2", "rougeS4", "rougeSU4", "rouge9")
_ONE_SIDED = ("rougeLsum", "rougeW1.2")  # count what the sentences of the references find
_GOOGLES = ("rouge1", "rouge2", "rougeL", "rougeLsum")


@_door("rouge", after_choices(several(written, 3)), 3, "rouge_score")
def rouge_law(data: bytes) -> None:
    """Shares are from 0 to 1, the same the other way round, and those of Google's package."""
    chosen = _Chosen(data)
    variant, stem, metric = map(chosen.one, (_VARIANTS, (True, False), _METRICS))
    candidate, *references = chosen.texts
    with _refusing():
        scorer = Scorer([metric], variant=variant, stem=stem, average=chosen.one((None, "best")))
        score = scorer.score(candidate, references)[metric]
        assert all(0 <= share <= 1 for share in score)
        assert score == scorer.score(candidate, references)[metric]
        if len(references) == 1 and metric not in _ONE_SIDED:
            other = scorer.score(references[0], candidate)[metric]
            assert (other.precision, other.recall) == (score.recall, score.precision)
        if variant == "rouge-score" and metric in _GOOGLES and len(references) == 1:
            _check_as_google(candidate, references[0], metric, stem)


def _check_as_google(candidate: str, reference: str, metric: str, stem: bool) -> None:
    from rouge_score.rouge_scorer import RougeScorer

    ours = Scorer([metric], variant="rouge-score", stem=stem).score(candidate, reference)[metric]
    theirs = RougeScorer([metric], use_stemmer=stem).score(reference, candidate)[metric]
    assert all(math.isclose(*pair, abs_tol=1e-12) for pair in zip(ours, theirs, strict=True))


_LENGTH = st.one_of(
    st.text("0123456789.%wct eE-+_,\u0664\u00a0", max_size=12), st.text(max_size=12)
).map(lambda text: text.encode("utf-8", "surrogatepass"))


@_door("length", _LENGTH | st.floats().map(lambda x: repr(x).encode()), 5)
def length_law(data: bytes) -> None:
    """What is a length is written as it is read; all else is refused in one line."""
    text = _text(data)
    for given in (text, _number(text)):
        try:
            length = Length(given)
        except LengthError as error:
            check_message(str(error))
            continue
        assert Length(str(length)) == length
        summary = summarise("The bee slept. It woke. Then it ran.", length)
        assert summary.text
        assert json.loads(to_json_line(summary), parse_constant=_no_number)


def _number(text: str) -> Any:
    try:
        return float(text) if "." in text or "e" in text else int(text)
    except ValueError:
        return None


@_door("data-set", json_lines(_KEYS) | edited(b"\n".join(_RECORDS)), 3)
def dataset_law(data: bytes) -> None:
    """Bad items are left out, each with its line; the others can be scored."""
    with _as_file(data, ".jsonl") as path, _refusing():
        dataset = read_dataset(path, on_error="skip")
        for skipped in dataset.skipped:
            check_message(f"{skipped.place}: {skipped.reason}")
        for item in dataset.items:
            assert item.references
            for document in item.documents:
                check_document(document)
        assert dataset.digest == read_dataset(path, on_error="skip").digest
    with _as_file(data, ".jsonl") as path, _refusing():
        read_dataset(path)


_RUNS = (DATA / "fuzz" / "runs.json").read_bytes()


@_door("saved-runs", edited(_RUNS), 3)
def runs_law(data: bytes) -> None:
    """Saved figures are read or refused."""
    with _as_file(data, ".json") as path, _refusing():
        load_runs(path)


@_door("batch-row", json_lines(_KEYS) | edited(b"\n".join(_RECORDS)) | written, 3)
def batch_law(data: bytes) -> None:
    """Any line has an outcome, and it is that of ``summarise``."""
    job = Job(Length(2))
    with _as_file(data, ".jsonl") as path, _refusing():
        for line, value in RecordFile(str(path)).rows():
            row = ArticleRow(line, str(path), line, f"r{line}", "json lines", value)
            outcome = summarise_row(row, job)
            if outcome.failure:
                check_message(outcome.failure.reason)
            for made in outcome.results:
                known = json.loads(made, parse_constant=_no_number)
                assert known["text"].strip()
            _check_alone(value, outcome.results)


def _check_alone(value: Any, made: Sequence[str]) -> None:
    try:
        alone = json.loads(value)
    except (ValueError, TypeError, RecursionError):
        return
    if isinstance(alone, dict) and set(alone) == {"text"} and made:
        assert json.loads(made[0])["text"] == summarise(alone["text"], 2).text


_TOML = (
    b'length = "100w"\nmethod = "textrank"\n[article]\nlength = 3\nquery = "bee"\n'
    b'format = "json"\n[brief]\nstories = "one"\nfocus = 0.5\n[batch]\njobs = 2\n'
)


@_door("configuration", edited(_TOML, [word.encode() for word in KNOWN["settings"]]), 0.5)
def configuration_law(data: bytes) -> None:
    """A configuration is used or refused in one line."""
    with _as_file(data, ".toml") as path:
        for command in (("article", STORIES[0]), ("config",)):
            done = run(*command, "--config", path, "--quiet")
            message = done.stderr.decode()
            assert done.returncode in (0, 1, 2), message
            if done.returncode:
                assert message.startswith("summarise: ")
                check_message(message.removesuffix("\n"))
                assert not done.stdout
            else:
                assert done.stdout


_COMMANDS = [one.split(" ") for one in KNOWN["commands"]]
_OPTIONS = [f"--{name}" for name in KNOWN["options"]]
_VALUES = [*KNOWN["values"], "\ud800"]
_STORY = STORIES[-1]


@_door("command", st.binary(min_size=1, max_size=9), 0.5)
def command_law(data: bytes) -> None:
    """Options with any values: an exit code, and at most one line about what is wrong."""
    # Some options write files by whatever name.
    lines = b"\n".join(_RECORDS[:3])
    with tempfile.TemporaryDirectory() as home, chdir(home), _as_file(lines, ".jsonl") as path:
        given = [*_COMMANDS[data[0] % len(_COMMANDS)]]
        for number, byte in enumerate(data[1:]):
            table = _VALUES if number % 2 else _OPTIONS
            given.append(table[byte % len(table)])
        files = {"{data}": str(path), "{story}": str(_STORY)}
        done = run(*(files.get(one, one) for one in given), stdin=_STORY.read_bytes())
    message = done.stderr.decode()
    assert done.returncode in (0, 1, 2, 3), message
    if done.returncode in (1, 2):
        *_, last = message.splitlines()
        assert last.startswith("summarise: ")
        check_message(last)
