"""One document in, a summary out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeVar

import numpy as np

# Imported for what they register.
from . import rankers as _rankers  # noqa: F401
from . import selectors as _selectors  # noqa: F401
from .choosing import Method, choose
from .document import Document, Sentence, as_document, misread, running_text
from .errors import MethodError, SummarizerError, UnknownNameError, UsageError, failure_of, name_of
from .features import CEILING, Embed, Features, Vector
from .length import Length
from .registry import Ranker, Selector, rankers, selectors

DEFAULT_METHOD = "coverage"
"""The best on most sets of both kinds; docs/accuracy.md has the table."""

Options = tuple[tuple[str, str], ...]
"""Names of arguments and their values, written out."""

C = TypeVar("C", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Extract:
    """A sentence of a result.

    Attributes:
        sentence: the sentence, with its document's id and where it stands there.
        score: what the ranker gave it, in a brief summed over the documents that say it;
            comparable within one result only.
        said_by: sentences of other documents that say the same, by id and position.
    """

    sentence: Sentence
    score: float
    said_by: tuple[Sentence, ...] = ()

    @property
    def text(self) -> str:
        """The sentence as written: ``document.text[start:end]``."""
        return self.sentence.text

    @property
    def start(self) -> int:
        """Where it starts in its document's text, in code points."""
        return self.sentence.start

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
        return self.sentence.end

    @property
    def document(self) -> str:
        """The id of its document."""
        return self.sentence.document_id

    @property
    def also_in(self) -> tuple[str, ...]:
        """The ids of the other documents that say it."""
        return tuple(dict.fromkeys(s.document_id for s in self.said_by))


@dataclass(frozen=True)
class Summary:
    """What :func:`summarise` gives.

    Attributes:
        document: the document summarised.
        extracts: the chosen sentences, in reading order.
        scores: what the ranker gave each of ``document.candidates``.
        method: the name of the method.
        select: the name of its selector.
        length: the length asked for.
        over: whether the summary is longer than that, because not one sentence fits.
        note: what there is to say of it, as that it is not proven best, or that the text is
            plainly in another language than it was cut as; "" mostly.
        options: what else was asked, by name, where that is not the default: the query, the
            ceiling, the seed, the name of the embedding.
    """

    document: Document
    extracts: tuple[Extract, ...]
    scores: tuple[float, ...] = field(repr=False)
    method: str
    select: str
    length: Length
    over: bool = False
    note: str = ""
    options: Options = ()

    @cached_property
    def text(self) -> str:
        """The chosen sentences as one string; line breaks inside them become blanks."""
        return joined(self.extracts)

    @cached_property
    def ranking(self) -> tuple[Extract, ...]:
        """Every sentence of the document with its score, best first.

        What cannot be chosen was not scored and stands last with 0.
        """
        return ranking(self.document, self.scores)

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from .rendering.notebook import to_notebook

        return to_notebook(self)


def summarise(
    document: Document | str,
    length: Length | int | str = 3,
    method: str | Ranker = DEFAULT_METHOD,
    *,
    select: str | Selector | None = None,
    query: str = "",
    ceiling: float = CEILING,
    seed: int = 0,
    embed: Embed | None = None,
    language: str | None = None,
) -> Summary:
    """Choose the sentences that carry a document.

    Args:
        document: a :class:`Document`, or a text to make one of.
        length: sentences (``3``), or a hard cap: ``"100w"``, ``"600c"``, ``"512t"``, ``"20%"``; see
            :class:`Length`. Where not one sentence fits a cap, the shortest is taken and ``over``
            is set.
        method: the name of a method, or a ranker: any function ``Features -> scores``.
        select: the name of a selector, or a function ``(Features, scores, Length) -> rows``;
            ``None`` for the method's own.
        query: what the reader asks; the method leans towards it.
        ceiling: no two chosen sentences are more similar (cosine of tf-idf, 0 to 1), unless a
            number of sentences cannot be reached otherwise.
        seed: for methods that draw lots.
        embed: what says how similar sentences are instead of tf-idf: a function from a list of
            ``n`` strings to ``n`` rows of numbers, as ``SentenceTransformer(…).encode`` is.
            ``ceiling`` is then a cosine of these.
        language: of a string; see :meth:`Document.from_text`. Where you name none and its words
            are plainly of another than English, ``note`` says so.

    Returns:
        The summary: never empty, its sentences distinct and in reading order.

    Raises:
        NoWordsError: there is no word in the text.
        LengthError, UnknownNameError, MethodError, UsageError: the call is wrong.
    """
    wanted = Length(length)
    chosen_method = find_method(method, select)
    check_request(chosen_method, query, ceiling, seed, embed)
    source = as_document(document, language)
    features = Features.of([source], query=query, ceiling=ceiling, seed=seed, embed=embed)
    scores = score(features, chosen_method)
    rows, over, note = choose(features, scores, wanted, chosen_method)
    return Summary(
        document=source,
        extracts=tuple(Extract(features.sentences[r], float(scores[r])) for r in rows),
        scores=tuple(scores.tolist()),
        method=chosen_method.name,
        select=chosen_method.select,
        length=wanted,
        over=over,
        note=noted(note, [source]),
        options=options_of(query, ceiling, seed, embed),
    )


def noted(note: str, documents: Sequence[Document]) -> str:
    """What is to be said of a result: by the selector, and of the language of its documents."""
    return "; ".join(filter(None, (note, misread(documents))))


def find_method(method: str | Ranker, select: str | Selector | None = None) -> Method:
    """The ranker and selector of a method's name, or of callables.

    A name may be a ranker's, which brings its selector, or a selector's, which brings its ranker.

    Raises:
        UnknownNameError: no such method or selector.
    """
    if not isinstance(method, str):
        ranker, name, partner, heeds = _callable(method, "method"), name_of(method), "greedy", True
    elif (entry := rankers.find(method)) is not None:
        ranker, name, partner, heeds = entry.function, method, entry.partner, entry.takes_query
    elif (choice := selectors.find(method)) is not None and select is not None:
        if method == DEFAULT_METHOD:  # not asked for, most likely: its ranker stays
            return find_method(choice.partner, select)
        raise UsageError(f"{method!r} is a selector: name a ranker as method beside select")
    elif choice is not None:
        entry = rankers.get(choice.partner)
        ranker, name, partner, heeds = entry.function, method, method, entry.takes_query
    else:
        raise UnknownNameError("method", method, method_names())
    if select is not None and not isinstance(select, str):
        return Method(name, name_of(select), ranker, _callable(select, "select"), heeds)
    chooser = selectors.get(select or partner)
    return Method(name, chooser.name, ranker, chooser.function, heeds and chooser.takes_query)


def method_names() -> list[str]:
    """Every name that ``method`` takes, sorted."""
    return sorted({*rankers.names(), *selectors.names()})


class MethodInfo(NamedTuple):
    """What there is to say of a ranker or selector."""

    name: str
    kind: str
    partner: str = ""
    cites: str = ""
    query: bool = False
    summary: str = ""


def describe_methods() -> list[MethodInfo]:
    """All rankers and selectors; a plug-in that cannot be loaded is listed with the reason."""
    described = []
    for kind, registry in (("ranker", rankers), ("selector", selectors)):
        for name in registry.names():
            try:
                entry = registry.get(name)
            except MethodError as error:
                described.append(MethodInfo(name, kind, summary=str(error)))
                continue
            described.append(
                MethodInfo(name, kind, entry.partner, entry.cites, entry.takes_query, entry.summary)
            )
    return described


def check_request(
    method: Method, query: str, ceiling: float, seed: int, embed: Embed | None
) -> None:
    """Refuse what a method cannot heed.

    Raises:
        MethodError: a query for a method that takes none.
        UsageError: a query, ceiling, seed or embedding that is none.
    """
    if not isinstance(query, str):
        raise UsageError(f"the query must be a string, got {query!r}")
    if not isinstance(ceiling, float | int) or not 0 < ceiling <= 1:
        raise UsageError(f"the similarity ceiling must be above 0 and at most 1, got {ceiling!r}")
    if not isinstance(seed, int) or seed < 0:
        raise UsageError(f"the seed must be a whole number from 0, got {seed!r}")
    if embed is not None and not callable(embed):
        raise UsageError(f"embed must be a function, got {type(embed).__name__}")
    if query and not method.takes_query:
        able = [info.name for info in describe_methods() if info.query]
        raise MethodError(f"method {method.name!r} takes no query; these do: {', '.join(able)}")


def options_of(query: str, ceiling: float, seed: int, embed: Embed | None) -> Options:
    """What was asked that is not the default, for who wants to ask the same again."""
    given = {
        "query": query,
        "ceiling": f"{ceiling:g}" if ceiling != CEILING else "",
        "seed": str(seed) if seed else "",
        "embed": name_of(embed) if embed is not None else "",
    }
    return tuple((name, value) for name, value in given.items() if value)


def score(features: Features, method: Method) -> Vector:
    """The scores that a method's ranker gives, checked.

    Raises:
        MethodError: they are not one finite, non-negative number a sentence.
    """
    try:
        given = method.rank(features)
    except SummarizerError:
        raise
    except Exception as error:  # whatever a stranger's function does
        reason = failure_of(error)
        raise MethodError(
            f"method {method.name!r} failed on {_named(features)}: {reason}"
        ) from error
    try:
        scores = np.array(given, dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise MethodError(f"method {method.name!r} gave no array of numbers: {error}") from error
    if scores.shape != (len(features),):
        raise MethodError(
            f"method {method.name!r} gave scores of shape {scores.shape} "
            f"for {len(features)} sentences"
        )
    if not (scores.min() >= 0 and scores.max() < np.inf):
        raise MethodError(f"method {method.name!r} gave a score that is negative or not finite")
    return scores


def _named(features: Features) -> str:
    return ", ".join(repr(document.id) for document in features.documents) or "the text"


def ranking(document: Document, scores: Sequence[float]) -> tuple[Extract, ...]:
    """All sentences of a document, best first, those that cannot be chosen last."""
    scored = dict(zip(document.candidates, scores, strict=True))
    everything = [Extract(s, scored.get(s, 0.0)) for s in document.sentences]
    everything.sort(key=lambda e: (e.sentence not in scored, -e.score, e.sentence.position))
    return tuple(everything)


def joined(extracts: Sequence[Extract]) -> str:
    """Sentences as one running text."""
    return running_text([extract.sentence for extract in extracts])


def _callable(value: C, argument: str) -> C:
    if not callable(value):
        raise UsageError(f"{argument} must be a name or a function, got {value!r}")
    return value
