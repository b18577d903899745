"""Where sentences end."""

import gc
import textwrap
import time

import pytest
from hypothesis import given

from summarizer import UnknownNameError, split_sentences
from summarizer.text.rules import BLANKS

from .strategies import noise, texts


def cut(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Hello World.", "My name is Jonas."],
        ["There it is!", "I found it.", "What is it?"],
        ["My name is Jonas E. Smith.", "He knows J. T. Harkwill and B. A. Stradewick."],
        ["Let's ask Jane and Co.", "They should know."],
        ["They closed the deal with Pitt, Briggs & Co. at noon."],
        ["I can see Mt. Fuji from here.", "St. Michael's Church is on 5th St. near the light."],
        ["That is JFK Jr.'s book.", "He turned to Dr. Smith and Mr. Jones."],
        ["I visited the U.S.A. last year.", "The U.S. Air Force was there."],
        ["I live in the E.U.", "How about you?"],
        ["He left at 6 p.m. on Friday."],
        ["She came at 8 a.m.", "Nobody saw her.", "Call at 5 p.m. Sunday or later."],
        ["The T.T.P. leaders met.", "They do not view the T.T.P. as terrorists."],
        ["It cost $1.66 billion, up 3.5 percent.", "See No. 4 and p. 55 of vol. 2."],
        ["“I have doubts.”", "“We went,” he said."],
        ["He said, “It will stop immediately.”", "Nobody believed it."],
        ['"It is a shared responsibility".', '"The decision is welcomed".'],
        ["(He left.)", "Then (as often) she came.", "[He slept.]"],
        ["Wait… what is it?", "Well…", "Right now, we go."],
        ["Really?!", "Yes!", "“No!”", "He left."],
        ["It happened in 1999.", "Then 2,000 came."],
        ["He works at example.com.", "She wrote Node.js and 3.14 and e.g. this."],
        ["Mail Jane.Doe@example.com for more.", "She answers."],
        ["The first part.[1]", "The second part.[22]"],
    ],
)
def test_sentences_are_cut_as_a_reader_would(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


def test_a_missing_blank_is_made_up_for() -> None:
    assert cut("It ended in word.Word began again.") == ["It ended in word.", "Word began again."]


def test_chinese_and_hindi_stops() -> None:
    assert cut("猫坐在垫子上。医生读报纸！他问：“为什么？”然后走了。") == [
        "猫坐在垫子上。",
        "医生读报纸！",
        "他问：“为什么？”",
        "然后走了。",
    ]
    assert cut("बिल्ली बैठी थी। डॉक्टर पढ़ रहे थे।") == ["बिल्ली बैठी थी।", "डॉक्टर पढ़ रहे थे।"]


@pytest.mark.parametrize("width", [45, 66, 72, 100])
def test_wrapped_lines_are_joined_and_their_offsets_kept(width: int) -> None:
    sentences = [
        "The ferry ran into a barge that was lying at anchor near the No. 4 buoy late on Tuesday.",
        "The company said that J. T. Harkwill would look into the matter before the weekend.",
        "It was the second accident of the year off Port Ulverane, and the worst.",
    ]
    text = textwrap.fill(" ".join(sentences), width) + "\n\nThe end of it all came soon.\n"
    found = cut(text)
    assert [" ".join(s.split()) for s in found] == [*sentences, "The end of it all came soon."]
    assert any("\n" in s for s in found)


@given(noise)
def test_spans_are_in_order_stripped_and_lose_nothing(text: str) -> None:
    spans = split_sentences(text)
    end = 0
    for start, stop in spans:
        assert end <= start < stop <= len(text)
        assert text[start:stop] == text[start:stop].strip()
        assert not text[end:start].strip(BLANKS)
        end = stop


@given(texts)
def test_what_is_left_between_spans_is_blank(text: str) -> None:
    kept = "".join(text[start:end] for start, end in split_sentences(text))
    assert "".join(kept.split()) == "".join(text.split())


def test_no_text_no_sentences() -> None:
    assert split_sentences("") == split_sentences(" \n\t") == []


def test_an_unknown_language_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownNameError, match=r"unknown language 'xx': .*\ben\b"):
        split_sentences("Text.", "xx")


HOSTILE = {
    "dots": ".",
    "dot blank": ". ",
    "dot quote": '."',
    "interrobang": "?!",
    "lines": "word\n",
    "blanks": " ",
    "digits": "1",
    "openers": "“(",
    "closers": ".”)",
    "initials": "A.",
    "spaced initials": "A. ",
    "no blank": "a",
    "glued": "word.Word",
    "marks": "e\u0301",
    "quotes": "“No.” ",
    "at": "aa.Aa@",
    "full-width stops": "。",
    "full-width marks": "！",
    "tabs": "A.\t",
    "no-break spaces": "a.\u00a0",
    "addresses": "www.",
    "links": "http://",
    "spaced links": "<https://a.b> ",
    "times": "1/2/2001 10:20 ",
    "long quotations": '"' + "a " * 13 + '" ',
    "items": "1) ",
    "titles": "《。",
    "names": "xx They a ",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_work_grows_no_faster_than_the_text(piece: str) -> None:
    """Sizes are compared, not seconds: a quadratic step would make 16 times the text 256 times
    the work.
    """

    def work(size: int) -> float:
        text = piece * (size // len(piece))
        begin = time.process_time()
        split_sentences(text)
        return time.process_time() - begin

    gc.disable()  # its cost grows with all that is alive
    try:
        small = min(work(25_000) for _ in range(5))
        large = min(work(400_000) for _ in range(3))
    finally:
        gc.enable()
    assert large < 100 * max(small, 0.001)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("See <http://a.org/b> Then call", ["See <http://a.org/b>", "Then call"]),
        ("See https://a.org/b Then call", ["See https://a.org/b", "Then call"]),
        ("See www.a.org Then call", ["See www.a.org", "Then call"]),
        ("See xhttp://a.org Then call", ["See xhttp://a.org Then call"]),
        ("See http://a.org then call", ["See http://a.org then call"]),
        ("Kim Lee 01/24/2001 10:20 AM To: Jo", ["Kim Lee", "01/24/2001 10:20 AM", "To: Jo"]),
        ("Kim Lee 1/4/01 9:05 then left", ["Kim Lee 1/4/01 9:05 then left"]),
        ("It was on 1/4/01 10:05 They left", ["It was on 1/4/01 10:05", "They left"]),
        ("They spent 1/2 of it", ["They spent 1/2 of it"]),
    ],
)
def test_a_lost_full_stop_is_found_at_an_address_and_a_time(
    text: str, sentences: list[str]
) -> None:
    assert [text[a:b] for a, b in split_sentences(text)] == sentences
