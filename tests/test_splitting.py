"""Where sentences end."""

import gc
import re
import textwrap
import time
from itertools import pairwise

import pytest
from hypothesis import given

from summarizer import UnknownNameError, split_sentences
from summarizer.text.enumerators import pieces, successors
from summarizer.text.hidden import shown
from summarizer.text.languages import get_language
from summarizer.text.rules import BLANKS, Rules
from summarizer.text.splitting import split

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
        assert not shown(text[end:start]).strip(BLANKS + ">")  # the quote marks of mail
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


KINDS = {
    "a mark in a name": ("en", ["We read Oops! in the train.", "It was dull."]),
    "a mark in a title": ("de", ["Das Heft Hallo! war bunt."]),
    "a mark before who speaks": ("sv", ["Vart ska du? undrade farmor."]),
    "a mark before a dash": ("pl", ["- Gdzie byłeś? - zapytała ciotka."]),
    "a mark in an aside": ("en", ["The pie, and -- hurrah! -- the cake were done."]),
    "a writer without capitals": ("en", ["did it rain?", "it did!", "we stayed in."]),
    "marks that shout": ("en", ["We had such a good time!!", "will do it again."]),
    "a doubt in brackets": ("en", ["He owns nine (!) Ferraris.", "The (self-styled!) King left."]),
    "sic": ("es", ["El ministro (sic!) Gómez llegó."]),
    "brackets of their own": ("en", ["He left.", "(Was it late?)", "She slept."]),
    "sentences in a bracket inside": ("en", ["He saw (it was dark. Very dark.) the house."]),
    "Roman numbers": ("en", ["See Vol. III and Ch. X and Fig. B there."]),
    "Roman numbers, small": ("cs", ["Podle čl. VII se to mění."]),
    "an answer": ("en", ["Was it he?", "No.", "I was."]),
    "a unit": ("no", ["Det kostet 90 kr.", "I dag er det dyrere."]),
    "names with dots": (
        "en",
        ["Load org.acme.Tool or Acme.Core.Net first.", "It is at Flights.Com now."],
    ),
    "capitals with accents": ("hu", ["Ott volt.", "Ágnes elment."]),
    "Cyrillic capitals": ("ru", ["Он ушёл.", "Мария осталась."]),
    "Greek capitals": ("el", ["Ήταν εκεί.", "Όλοι έφυγαν."]),
    "a number": ("en", ["It closed in 1987.", "The staff left."]),
    "a bracket": ("en", ["It closed (for good).", "The staff left."]),
    "a currency": ("fr", ["Il vaut 90 €.", "Elle rit."]),
    "labels": ("en", ["3.2. The rent is due.", "§7. The tenant pays.", "VI. The end comes."]),
    "labels of words": ("en", ["Article 9. The court sits.", "Table 4. The counts are low."]),
    "labels with brackets": ("en", ["2.) The rent is due."]),
    "questions and answers": ("en", ["Q. Who came?", "A. Nobody did."]),
    "short items": ("en", ["(a) Sit.", "(b) Wait.", "(c) Go."]),
    "notes": (
        "en",
        ["It was flat.3", "Nobody saw it.4,5", "Some did.¹", "It rose. [6]", "It fell."],
    ),
    "no notes": ("en", ["It rose by 3.11 Points.", "The No.1 Player won."]),
    "titles in capitals": ("en", ["THEN MR. JONES AND DR. ROE LEFT."]),
    "titles in small letters": ("pt", ["Chamaram o dr. Nunes ontem."]),
    "foreign titles": ("fi", ["Sen teki Mrs. Jones eilen."]),
    "Latin in Cyrillic": ("ru", ["Это сделал Dr. Jones вчера."]),
    "full-width dots": ("ja", ["長さは２．５mだ．", "幅は知らない．"]),
    "dots without blanks": ("ja", ["雨が降る.", "風が吹く.", "本当?", "うん!"]),
    "danda": ("hi", ["वह गया।", "मैं रुका।"]),
    "quotations go on": ("ja", ["母は「もう寝る。おやすみ。」と言った。", "雨だ。"]),
    "quotations go on without a verb": (
        "ja",
        ["「来ない。」みたいだ。", "「来る。」", "しかし雨だ。"],
    ),
    "brackets in the middle": ("ja", ["父（背が高い。）が来た。"]),
    "names that end in a stop": ("ja", ["あのバンド娘。の歌を聞いた。", "Yahoo！ニュースを見た。"]),
    "marks before who speaks": ("ja", ["走れ！と叫んだ。", "彼は走った。"]),
    "who speaks": ("zh", ["“快走！”他喊道。", "我走了。"]),
    "tokenised quotes": ("en", ["We will stay . ''", "She sat down ."]),
    "a quote between blanks": ("cs", ['Půjdeme domů. "', "Řekla to matka."]),
    "a quote that opens": ("en", ["She sat down .", '" We will stay . "', "He left ."]),
    "emoji": ("en", ["So good! 🎉", "We stayed.", "It broke. 😡😡", "We left."]),
    "pointing emoji": ("en", ["So good!", "👉 Look here."]),
    "the hour": ("en", ["The bar shuts at 2 a.m.", "Guests go home.", "By 2 a.m. Jones was gone."]),
    "statutes": ("hu", ["A 12/1999. (V. 9.) rendelet szerint az 1999. XI. 3-án kelt irat jó."]),
    "references": ("en", ["Poe, E. A. (1845). The raven and other poems.", "It sold well."]),
    "more dots": ("en", ["It went on. . . . Nobody knew why."[:11], ". . . Nobody knew why."]),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_cut_in_its_language(kind: str) -> None:
    language, sentences = KINDS[kind]
    glued = kind in GLUED or language in ("ja", "zh")
    assert cut(("" if glued else " ").join(sentences), language) == sentences


GLUED = {
    "capitals with accents",
    "Cyrillic capitals",
    "Greek capitals",
    "a number",
    "a bracket",
    "a currency",
    "danda",
}
"""Kinds in which the blank after a stop was lost."""


@pytest.mark.parametrize("blank", ["\n", "\n    ", "\t", "\n> ", "\n> > "])
@pytest.mark.parametrize(
    "sentences",
    [
        ["We met Dr. Roe near St. Ives at No. 4.", "He left at 5 p.m. on Friday."],
        ["They saw J. T. Roe and Co. in Vol. II.", "Yes!", "It was (sic!) Smith."],
        ["She asked why", "They never told her."],
    ],
)
def test_any_run_of_blanks_is_a_blank(sentences: list[str], blank: str) -> None:
    text = blank.join(" ".join(sentences).split(" "))
    found = split(text, [(0, len(text))], get_language("en").rules)[0]
    assert [" ".join(re.split(r"[\s>]+", text[a:b])) for a, b in found] == sentences


def test_items_on_one_line_are_each_looked_at_once() -> None:
    text = "".join(f"{n}) word " for n in range(1, 2001))
    found = list(pieces(text, 0, len(text), Rules()))
    assert [text[a:b] for a, b, _ in found] == [f"{n}) word" for n in range(1, 2000)] + [
        "2000) word "
    ]
    assert all(text[a:first].endswith(") ") for a, _, first in found)


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
    "bullets": "a) b) ",
    "open brackets": "(a b. C ",
    "brackets": "(a. B) (",
    "loose marks": 'a. " ',
    "labels": "1. A. ",
    "notes": "ab.1 A ",
    "emoji": "!😀 ",
    "danda": "।",
    "kana": "か!",
    "quoted lines": "Ab.\n> ",
    "open quotations": "「あ。",
    "shouts": "a b c! d ",
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
        small = min(work(25_000) for _ in range(3))
        tries = (work(400_000) < 100 * max(small, 0.001) for _ in range(3))
        assert any(tries)  # one will do, whatever else the machine has to do
    finally:
        gc.enable()


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


@pytest.mark.parametrize("dots", ["...", "…"])
def test_an_ellipsis_right_before_a_word_opens_the_next_sentence(dots: str) -> None:
    assert cut(f"The lamp was lit. {dots}and then it went out.") == [
        "The lamp was lit.",
        f"{dots}and then it went out.",
    ]
    assert len(cut(f"The lamp was lit {dots} and then it went out.")) == 1


def test_a_full_width_stop_ends_sentences_in_latin_letters() -> None:
    assert cut("The lamp was lit．It went out．") == ["The lamp was lit．", "It went out．"]
    assert len(cut("The file is lamp．txt．")) == 1


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", 'He called out, "The lamp! The lamp!" and the keepers ran.|Then it was dark.'),
        ("en", 'The play "Lamps? What lamps?" was never put on.'),
        ("en", "The sign says “Stop. Ring twice.” and nobody does."),
        ("de", "Er rief: „Halt! Licht aus!“ und lief davon.|Dann war Ruhe."),
        ("fr", "Il cria : « Halte ! Arrêtez ! » et s'enfuit.|Puis ce fut le calme."),
        ("es", "Gritó: «¡Alto! ¡La lámpara!» y huyó.|Luego nada."),
        ("da", "Hun råbte »Stop! Sluk lyset!« og gik.|Så blev der stille."),
        ("en", '"The lamp!|The lamp!" cried the keepers.|"It burns."|He left.'),
        ("en", 'He said "No."|Then "Perhaps.|Who knows?"|She laughed.'),
    ],
)
def test_a_quotation_inside_a_sentence_that_goes_on_is_part_of_it(language: str, line: str) -> None:
    assert _pieces(line, language) == line.split("|")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "The steps are: 1. Fill the lamp 2. Trim the wick 3. Light it.|The rest is easy."),
        ("en", "Stock: 1. Oil.|2. Wicks.|3. Glass."),
        ("es", "Los pasos son: 1. Llenar la lámpara 2. Cortar la mecha."),
        ("en", "The rule has two parts.|a. The first is short.|b. The second is long."),
        ("en", "It rose in lamp 1.|Then it fell in lamp 2.|All was well."),
    ],
)
def test_a_number_that_counts_is_no_end_of_a_sentence(language: str, line: str) -> None:
    assert _pieces(line, language) == line.split("|")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Shown by a blank and a stop . . . .|The rest is left out."),
        ("en", "They went out ( and left the lamp . )|Nobody saw it ."),
        ("fr", "Elle a trois lampes (Nord, Sud, ... ).|Il en a une."),
        ("en", "It was told in a talk.11 12|The lamp came later."),
        ("en", "We are home!! ^^|The lamp is lit."),
        ("de", "Hallo, ich bin’s.|Könntest du das Licht löschen?"),
        ("pl", "Kupiono knoty, oliwę itd.|Lampa świeci."),
        ("ru", "Купили масло, фитили и т.д.|Лампа горит."),
        ("en", "LAMP CORP. SELLS ITS SHIPS.|The Bankr. Court agreed under cl. 7 (Phil. 4:8)."),
        ("ja", "彼は[本当に灯台？]と聞いた。|次に進む。"),
        ("ja", "灯台を見ました😄|まだ先だけど♪|楽しい(笑)|また来ます。"),
        ("ja", "😄と書いた。|好きな曲は♪です。"),
        ("ko", "그는 <등대는 밝다. 밤도 밝다.>라고 말한다.|다음이다."),
        ("ko", "등대에 다녀왔답니당😊|안으로 들어오세요."),
    ],
)
def test_what_other_writers_do_around_a_stop(language: str, line: str) -> None:
    assert _pieces(line, language) == line.split("|")


def _pieces(line: str, language: str) -> list[str]:
    return cut(line.replace("|", "" if language == "ja" else " "), language)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        # Five words and a full stop are a sentence before a small letter; four are not.
        ("The old ferry sank today. nobody was hurt.", 2),
        ("The ferry sank today. nobody was hurt.", 1),
        ("“He left.” “nobody knew why.”", 2),
        # Who speaks is named after a mark; who does something is not.
        ("Nobody ever told me about it! he went home.", 2),
        ("Nobody ever told me about it! he said.", 1),
        # A bracket after a number is no year of a reference.
        ("We compared all in groups of up to 20. (All the others were larger by far.)", 2),
        ("They use Node.Express for most of it.", 1),
        ("We read the x.Value of it.", 1),
    ],
)
def test_what_stands_around_a_mark_tells_whether_it_ends_a_sentence(text: str, count: int) -> None:
    assert len(cut(text)) == count


@pytest.mark.parametrize("marks", ["“”", '""', "‘’"])
def test_straight_quotes_are_quotes_where_they_are_kept_whole(marks: str) -> None:
    said = f"그는 {marks[0]}다리가 낡았다. 고쳐야 한다.{marks[1]} 라고 말했다."
    assert cut(f"{said} 다음 날 비가 왔다.", "ko") == [said, "다음 날 비가 왔다."]
    assert len(cut(f"{said} {said} 비가 왔다.", "ko")) == 3


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("ja", "答えはB．次の問題です。", 1),
        ("zh", "“快跑。”他说。大家走了。", 2),
        ("zh", "“快跑。”他说大家都走了。", 2),
        ("zh", "“快跑！”他说大家都走了。", 1),
        ("ja", "駅（東口「北（南）出口。」付近）で会った。帰った。", 2),
    ],
)
def test_marks_of_scripts_without_blanks(language: str, text: str, count: int) -> None:
    assert len(cut(text, language)) == count


def test_labels_of_lists_follow_one_another() -> None:
    romans = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]
    for one, following in pairwise(romans):
        assert following in successors(one)
        assert len(set(successors(one)) & set(romans)) <= 2 - (len(one) > 1)
    for one, following in pairwise("abcdefgh"):
        assert successors(one)[0] == following
        assert set(successors(one)) <= {following, *romans}
    assert successors("9") == ("10",)
