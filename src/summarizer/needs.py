"""What the sentences of a summary need told beside them, and what each is worth without it."""

from collections.abc import Collection

from .document import Sentence
from .features import Features
from .text.endings import ends_in_stop
from .text.languages import get_language
from .text.references import BEFORE, NEVER, Reference, words_of

UNMET = 0.5
"""What a sentence gains counts for each thing that it needs and that was not told."""

BROKEN = 0.2
"""What a sentence counts that is no whole one by its look, or says that nothing is known."""

_VOICE = 0.15  # of a document's sentences in the first person: that is its voice
_MARKED = 0.7  # of a document's sentences end in a mark where that is its way
_ADDRESSES = ("://", "www.", "@")
_CUT_SHORT = ("...", "…")
_ASIDE = 30  # words up to which a sentence says no more than that somebody did not comment
_REACH = 8_000  # characters before a sentence in which what it refers to is looked for


class Needs:
    """What sentences need, found when it is asked for.

    Args:
        features: the sentences.
    """

    def __init__(self, features: Features) -> None:
        self._features = features
        languages = {d.id: get_language(d.language) for d in features.documents}
        self._languages = {of: known.references for of, known in languages.items()}
        self._documents = {document.id: document for document in features.documents}
        self._unanswered = {of: known.unanswered for of, known in languages.items()}
        self._wanted: dict[int, tuple[Reference, ...]] = {}
        self._told: dict[tuple[int, Reference], bool] = {}
        self._voices: dict[str, bool] = {}
        self._broken: dict[int, bool] = {}
        self._marked: dict[str, bool] = {}
        self._words: dict[int, frozenset[str]] = {}

    def worth(self, row: int, taken: Collection[int]) -> float:
        """What a sentence counts beside those taken: 1, or less where it needs others."""
        wanted = self.of(row)
        unmet = sum(not self._is_told(row, one, taken) for one in wanted) if wanted else 0
        return float(UNMET**unmet * self.quality(row))

    def of(self, row: int) -> tuple[Reference, ...]:
        """What a sentence needs."""
        found = self._wanted.get(row)
        if found is None:
            found = self._wanted[row] = self._of(row)
        return found

    def _of(self, row: int) -> tuple[Reference, ...]:
        sentence = self._features.sentences[row]
        language = self._languages[sentence.document_id]
        line, end = sentence.line, sentence.start
        before = self._documents[sentence.document_id].text[max(0, end - _REACH) : end]
        found = dict.fromkeys(language.of(line, before)) if before else {}
        if not self._features.is_self_contained(row):
            found.setdefault(BEFORE)
        if (NEVER in found or BEFORE in found) and self._is_voice(sentence.document_id):
            found.pop(NEVER, None)
            # "It" is what the writer speaks of all the time, as the product of a review.
            if not language.opens_on_person(line):
                found.pop(BEFORE, None)
        return tuple(found)

    def _is_broken(self, row: int) -> bool:
        """Whether a sentence lacks its final mark where others have one, or tells nothing."""
        found = self._broken.get(row)
        if found is None:
            sentence = self._features.sentences[row]
            found = self._broken[row] = (
                _is_odd(sentence.text)
                or self._is_aside(sentence)
                or (
                    not ends_in_stop(sentence.text, 0, len(sentence.text))
                    and self._has_marks(sentence.document_id)
                )
            )
        return found

    def _is_aside(self, sentence: Sentence) -> bool:
        """Whether a sentence says that nobody commented, or that something is not known."""
        line, phrases = sentence.line, self._unanswered[sentence.document_id]
        return line.count(" ") < _ASIDE and bool(phrases.among(line, [(0, len(line))]))

    def _has_marks(self, id: str) -> bool:  # noqa: A002 -- a document's id
        """Whether the sentences of a document end in marks."""
        found = self._marked.get(id)
        if found is None:
            texts = [sentence.text for sentence in self._documents[id].candidates]
            marked = sum(ends_in_stop(text, 0, len(text)) for text in texts)
            found = self._marked[id] = marked >= _MARKED * len(texts)
        return found

    def _is_told(self, row: int, wanted: Reference, taken: Collection[int]) -> bool:
        if wanted.kind == "before":
            return self.follows(row) and row - 1 in taken
        return any(self.tells(other, wanted) for other in taken)

    def follows(self, row: int) -> bool:
        """Whether the row before a sentence's is the sentence before it in its document."""
        sentences = self._features.sentences
        return row > 0 and sentences[row - 1].document_id == sentences[row].document_id

    def words(self, row: int) -> frozenset[str]:
        """The words of a sentence, under which what it tells may be found."""
        found = self._words.get(row)
        if found is None:
            found = self._words[row] = words_of(self._features.sentences[row].line)
        return found

    def quality(self, row: int) -> float:
        """What a sentence counts whatever is told: less where it is no whole sentence."""
        return BROKEN if self._is_broken(row) else 1.0

    def tells(self, row: int, wanted: Reference) -> bool:
        """Whether a sentence tells what another needs."""
        found = self._told.get((row, wanted))
        if found is None:
            sentence = self._features.sentences[row]
            language = self._languages[sentence.document_id]
            found = self._told[row, wanted] = language.introduces(sentence.line, wanted)
        return found

    def _is_voice(self, id: str) -> bool:  # noqa: A002 -- a document's id
        """Whether a document is written in the first person."""
        found = self._voices.get(id)
        if found is None:
            language = self._languages[id]
            sentences = self._documents[id].candidates
            own = (s.line for s in sentences if s.quotation is None)
            found = sum(map(language.has_first_person, own)) > _VOICE * len(sentences)
            self._voices[id] = found
        return found


class Telling:
    """What the sentences taken so far tell, and which others wait to be told something.

    It gives :meth:`Needs.worth` in time that does not grow with the number of those taken.

    Args:
        needs: of the sentences.
    """

    def __init__(self, needs: Needs) -> None:
        self._needs = needs
        self._taken: set[int] = set()
        self._behind: list[int] = []  # of those taken, the ones whose words are not in the index
        self._rows_with: dict[str, list[int]] = {}
        self._wanted: dict[str, set[Reference]] = {}  # by word
        self._told: set[Reference] = set()
        self._waiting: dict[Reference | int, set[int]] = {}

    def worth(self, row: int) -> float:
        """What a sentence counts beside those taken."""
        unmet = 0
        for wanted in self._needs.of(row):
            if wanted.kind == "before":
                if not (self._needs.follows(row) and row - 1 in self._taken):
                    unmet += 1
                    self._waiting.setdefault(row - 1, set()).add(row)
            elif not self._is_told(wanted):
                unmet += 1
                self._waiting.setdefault(wanted, set()).add(row)
        return float(UNMET**unmet * self._needs.quality(row))

    def take(self, row: int) -> list[int]:
        """Take a sentence; returns those that had waited for what it tells."""
        self._taken.add(row)
        self._behind.append(row)
        freed = set(self._waiting.pop(row, ())) if self._waiting else set[int]()
        if self._wanted:
            for wanted in self._index():
                freed |= self._waiting.pop(wanted, set())
        return sorted(freed)

    def _is_told(self, wanted: Reference) -> bool:
        if wanted.word and wanted not in self._wanted.get(wanted.word, ()):
            self._index()
            self._wanted.setdefault(wanted.word, set()).add(wanted)
            if any(self._needs.tells(r, wanted) for r in self._rows_with.get(wanted.word, ())):
                self._told.add(wanted)
        return wanted in self._told

    def _index(self) -> list[Reference]:
        """Bring the index up to those taken; returns what was wanted and is told now."""
        found: list[Reference] = []
        for row in self._behind:
            for word in self._needs.words(row):
                self._rows_with.setdefault(word, []).append(row)
                for wanted in self._wanted.get(word, ()):
                    if wanted not in self._told and self._needs.tells(row, wanted):
                        self._told.add(wanted)
                        found.append(wanted)
        self._behind.clear()
        return found


def _is_odd(text: str) -> bool:
    """Whether a sentence is an address, is cut short, or is in capitals as no prose is."""
    is_cut = text.endswith(_CUT_SHORT) or text.startswith("|")
    is_shouted = text.isupper() and text.count(" ") > 2
    return is_cut or is_shouted or any(map(text.__contains__, _ADDRESSES))
