"""What a question does to a summary: the evidence that is kept, and ROUGE with and without it.

    python -m benchmarks.questions FILE ...

Of a line with ``questions`` (``{"id", "text", "questions": [{"query", "evidence": [[start, end],
…]}]}``, in code points) the share of the evidence that is kept at 10, 20 and 40 per cent of the
words, in per cent: of its characters, and of the sentences that lie mostly within it. Means over
questions; ``BM25`` ranks each sentence by itself. ``trimwise`` is measured where it is installed
with an encoding of tiktoken that it can load.

Of a data set with a ``query`` an item: ROUGE (F, as long as the references) of the default method
without the query and with it, by weight of the query, and p by approximate randomisation.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks.peers import trimmer
from benchmarks.quality import named_set
from summarizer import Document, Features, Length, Request, compress, summarise
from summarizer.defaults import DEFAULT_METHOD
from summarizer.evaluation import Scorer, evaluate
from summarizer.evaluation.significance import approximate_randomisation
from summarizer.relevance import idf, saturated
from summarizer.text.words import count_words

SHARES = ("10%", "20%", "40%")
FIGURES = ("rouge1.f1", "rouge2.f1")
WEIGHTS = (0.25, 0.5, 0.75, 1.0)

Spans = list[tuple[int, int]]
Chosen = Callable[[Document, str, str], Spans]
"""From a document, a question and a length to what is chosen, in code points."""


class Question(NamedTuple):
    """A question to a document, and the characters that answer it."""

    document: Document
    query: str
    evidence: Spans


def by_method(method: str, takes_query: bool = True) -> Chosen:
    """What a method of the library chooses."""

    def chosen(document: Document, query: str, length: str) -> Spans:
        asked = query if takes_query else ""
        return [(e.start, e.end) for e in summarise(document, length, method, query=asked)]

    return chosen


def by_compressing(document: Document, query: str, length: str) -> Spans:
    """What :func:`summarizer.compress` keeps."""
    return [(span.start, span.end) for span in compress([document], length, query=query).kept]


def by_trimwise(document: Document, query: str, length: str) -> Spans:
    """What trimwise keeps of as many words."""
    words = int(length[:-1]) * count_words(document.text) // 100
    trimmed = trimmer().trim_context(
        [document.text], words, unit="words", strategy="lexical", query=query
    )
    return [(span.start, span.end) for source in trimmed.sources for span in source.spans]


def by_bm25(document: Document, query: str, length: str) -> Spans:
    """The sentences that match best, as far as they fit."""
    features = Features.of([document], Request(query=query))
    columns = [features.vocabulary[t] for t in features.query if t in features.vocabulary]
    asked = features.counts[:, columns]
    lengths = np.asarray(features.counts.sum(axis=1))
    scores = np.asarray(saturated(asked, lengths) @ idf(asked))
    budget = Length(length).budget(features.sentences)
    left, found = budget.limit, []
    for row in np.argsort(-scores, kind="stable").tolist():
        if budget.costs[row] <= left:
            left -= int(budget.costs[row])
            found.append((features.sentences[row].start, features.sentences[row].end))
    return found


METHODS: dict[str, Chosen] = {
    "`compress`": by_compressing,
    "`relevance`": by_method("relevance"),
    f"`{DEFAULT_METHOD}`": by_method(DEFAULT_METHOD),
    "BM25": by_bm25,
    "trimwise 0.7": by_trimwise,
    "`lead`": by_method("lead", takes_query=False),
}


def kept(question: Question, spans: Spans) -> tuple[float, float]:
    """The share of the evidence's characters, and of its sentences, that were chosen."""
    is_evidence, is_chosen = (_marked(question, own) for own in (question.evidence, spans))
    characters, sentences = np.zeros(2), np.zeros(2)
    for sentence in question.document.candidates:
        own = slice(sentence.start, sentence.end)
        inside, size = is_evidence[own], sentence.end - sentence.start
        characters += inside.sum(), (inside & is_chosen[own]).sum()
        if 2 * inside.sum() > size:
            sentences += 1, 2 * is_chosen[own].sum() > size
    return tuple(float(chosen / max(1, whole)) for whole, chosen in (characters, sentences))  # type: ignore[return-value]


def _marked(question: Question, spans: Spans) -> np.ndarray:
    """Which characters of a document lie in some spans."""
    marked = np.zeros(len(question.document.text), dtype=bool)
    for start, end in spans:
        marked[start:end] = True
    return marked


def questions(lines: Sequence[dict[str, Any]]) -> Iterator[Question]:
    """All questions with evidence."""
    for line in lines:
        document = Document.from_text(line["text"], id=str(line["id"]))
        for asked in line["questions"]:
            if asked["evidence"]:
                yield Question(document, asked["query"], [tuple(s) for s in asked["evidence"]])


def evidence(lines: Sequence[dict[str, Any]]) -> None:
    """Print the table of what is kept."""
    asked = list(questions(lines))
    print(f"| {len(asked)} questions | {' | '.join(SHARES)} |")
    print(f"| --- |{' --: |' * len(SHARES)}")
    for name, chosen in METHODS.items():
        if chosen is by_trimwise and trimmer() is None:
            continue
        cells = []
        for share in SHARES:
            means = np.mean([kept(q, chosen(q.document, q.query, share)) for q in asked], axis=0)
            cells.append(" / ".join(f"{100 * mean:.1f}" for mean in means))
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


def rouge(file: str) -> None:
    """Print the table of ROUGE by weight of the query."""
    title, (dataset, length, variant) = named_set(file)
    scorer = Scorer(["rouge1", "rouge2"], variant=variant)  # type: ignore[arg-type]  # checked there
    without = evaluate(DEFAULT_METHOD, dataset, length, scoring=scorer, focus=0)
    print(f"| {title} | {' | '.join(FIGURES)} |\n| --- |{' --: |' * len(FIGURES)}")
    means = " | ".join(f"{100 * without.mean(figure):.2f}" for figure in FIGURES)
    print(f"| without | {means} |")
    for focus in WEIGHTS:
        run = evaluate(DEFAULT_METHOD, dataset, length, scoring=scorer, focus=focus)
        cells = []
        for figure in FIGURES:
            pairs = zip(run.figures(figure), without.figures(figure), strict=True)
            p = approximate_randomisation([after - before for after, before in pairs])
            cells.append(f"{100 * run.mean(figure):.2f}, p = {p:.3f}")
        print(f"| focus {focus} | {' | '.join(cells)} |", flush=True)


def main(arguments: Sequence[str]) -> None:
    """Print a table for each file."""
    if not arguments:
        sys.exit(__doc__)
    for file in arguments:
        lines = [json.loads(line) for line in Path(file).read_text(encoding="utf-8").splitlines()]
        if "questions" in lines[0]:
            evidence(lines)
        else:
            rouge(file)


if __name__ == "__main__":
    main(sys.argv[1:])
