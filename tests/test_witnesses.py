"""What two sentences of like words are told apart by, in the languages that have the lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, Features
from summarizer.statements import Statements, group_statements, told_before
from summarizer.text.languages import get_language, language_codes

from .strategies import prose

APART = {
    "en": [
        ("{} killed in the crash near Kandahar.", "One person was", "Two people were"),
        ("{} killed in the crash near Kandahar.", "One man was", "Three men were"),
        ("The blast in Rostock {}, the mayor said.", "killed 3 and hurt 3", "killed 3 and hurt 12"),
        (
            "The blast in Rostock left {}, the mayor said.",
            "3 dead and 12 hurt",
            "12 dead and 3 hurt",
        ),
        ("The blast in Rostock left {}, the mayor said.", "3 dead and 12 hurt", "12 dead"),
        ("The new bridge will cost the town {} to build.", "$5m", "$5bn"),
        ("The new bridge will cost the town {} to build.", "$5 million", "$5 billion"),
        ("The new bridge will cost the town {} to build.", "$5 million", "€5 million"),
        ("Temperatures in the harbour reached {} degrees overnight.", "−5", "5"),
        ("Temperatures in the harbour reached {} degrees overnight.", "minus 5", "5"),
        ("The party took {} of the seats in the assembly.", "½", "⅓"),
        ("The race over {} hours ended in Velmont.", "2½", "2"),
        ("Shares in Northgate Bank {} 5 percent on Tuesday.", "rose", "fell"),
        ("Shares in Northgate Bank {} 5 percent on Tuesday.", "climbed", "dropped"),
        ("The union {} the case against the mill in court.", "won", "lost"),
        ("The jury found the mayor {} of fraud on Tuesday.", "guilty", "innocent"),
        ("{} in the final on Saturday.", "Rovers beat United", "United beat Rovers"),
        (
            "{} in the final on Saturday.",
            "Manchester United defeated Leeds",
            "Leeds defeated Manchester United",
        ),
        (
            "{} in the final on Saturday.",
            "Rovers were beaten by United",
            "United were beaten by Rovers",
        ),
        ("{} in the final on Saturday.", "Rovers lost to United", "United lost to Rovers"),
        ("Shares in Northgate Bank were {} 5 percent at noon.", "up", "down"),
        ("{} of the voters stayed at home on Sunday.", "Half", "A third"),
        ("There was {} of 5 percent in exports in May.", "an increase", "a decrease"),
        ("The blast at the mill killed {}.", "one", "two"),
        ("The council {} the toll on the bridge by 8 votes.", "approved", "rejected"),
        ("The ministry {} the report of a spill in the bay.", "confirmed", "denied"),
        ("A {} was shot in front of the town hall in Marwick.", "man", "woman"),
    ],
    "de": [
        ("{} bei dem Unfall getötet.", "Eine Person wurde", "Zwei Personen wurden"),
        ("Die Aktie der Nordbank {} um 5 Prozent.", "stieg", "fiel"),
        ("{} am Samstag im Finale.", "Bayern besiegte Hamburg", "Hamburg besiegte Bayern"),
        ("Das Gericht sprach ihn in Hamburg {}.", "schuldig", "unschuldig"),
        ("Der Umbau kostet die Stadt {} Euro.", "5 Mio.", "5 Mrd."),
        ("Die Mannschaft hat das Finale in Bremen {}.", "gewonnen", "verloren"),
    ],
    "fr": [
        ("{} dans le village.", "Une personne a été tuée", "Deux personnes ont été tuées"),
        ("Le chômage a {} de 5 % en mars.", "augmenté", "baissé"),
        ("Le tribunal l'a jugé {} de fraude.", "coupable", "innocent"),
        ("{} en finale samedi.", "Lyon a battu Nantes", "Nantes a battu Lyon"),
    ],
    "es": [
        ("El paro {} un 5 % en marzo.", "subió", "bajó"),
        ("El jurado lo declaró {} de fraude.", "culpable", "inocente"),
        ("{} en la final del sábado.", "Sevilla venció a Málaga", "Málaga venció a Sevilla"),
    ],
    "it": [
        ("I prezzi sono {} del 5 % a marzo.", "aumentati", "diminuiti"),
        ("La giuria lo ha dichiarato {} di frode.", "colpevole", "innocente"),
    ],
    "nl": [
        ("De prijzen {} in maart met 5 procent.", "stegen", "daalden"),
        ("{} zaterdag in de finale.", "Ajax versloeg Twente", "Twente versloeg Ajax"),
    ],
    "pt": [
        ("O desemprego {} 5 % em março.", "subiu", "caiu"),
        ("{} na final de sábado.", "Benfica venceu Porto", "Porto venceu Benfica"),
    ],
    "ru": [
        ("{} при взрыве в Ростове.", "Один человек погиб", "Два человека погибли"),
        ("Цены на бензин в марте {} на 5 процентов.", "выросли", "упали"),
        ("{} в финале в субботу.", "Спартак обыграл Зенит", "Зенит обыграл Спартак"),
        ("Суд признал мэра {} в мошенничестве.", "виновным", "невиновным"),
    ],
    "pl": [
        ("{} w wypadku pod Krakowem.", "Jedna osoba zginęła", "Dwie osoby zginęły"),
        ("Ceny benzyny {} w marcu o 5 procent.", "wzrosły", "spadły"),
    ],
    "cs": [
        ("Ceny benzinu v březnu {} o 5 procent.", "vzrostly", "klesly"),
        ("{} v sobotním finále.", "Slavia porazila Spartu", "Sparta porazila Slavii"),
    ],
    "uk": [("Ціни у березні {} на 5 відсотків.", "зросли", "впали")],
    "sk": [("Ceny benzínu v marci {} o 5 percent.", "stúpli", "klesli")],
    "ro": [("Curtea l-a declarat pe primar {} de fraudă.", "vinovat", "nevinovat")],
    "ca": [("Els preus han {} un 5 % al març.", "pujat", "baixat")],
    "sv": [("Priserna på bensin {} i mars med 5 procent.", "steg", "sjönk")],
    "da": [("Priserne på benzin {} i marts med 5 procent.", "steg", "faldt")],
    "no": [("Prisene på bensin {} i mars med 5 prosent.", "steg", "falt")],
    "zh": [
        ("爆炸在城市中心{}死亡,警方说。", "造成3人", "造成5人"),
        ("该公司去年的收入为{}元。", "5亿", "5万"),
        ("该公司的股价周二{}了5%。", "上涨", "下跌"),
        ("爆炸在城市中心造成{}死亡,警方说。", "三人", "五人"),
        ("{}。", "中国队击败日本队", "日本队击败中国队"),
        ("法院周二裁定市长{}。", "有罪", "无罪"),
    ],
    "ja": [
        ("爆発で{}が死亡したと警察が発表した。", "3人", "5人"),
        ("裁判所は市長に{}の判決を言い渡した。", "有罪", "無罪"),
    ],
    "ko": [("폭발로 {}이 숨졌다고 경찰이 밝혔다.", "3명", "5명")],
}
"""Sentences that are not one statement, as a frame and what two sources put into it."""

ALIKE = {
    "en": [
        ("The blast killed {} people in Rostock, the mayor said.", "three", "3"),
        ("The blast hurt {} people in Rostock, the mayor said.", "twenty-five", "25"),
        ("The strike left {} homes without water on Tuesday.", "1,000", "1\u202f000"),
        ("The strike left {} homes without water on Tuesday.", "five thousand", "5,000"),
        ("Prices of petrol rose {} in March, the ministry said.", "5 %", "5 per cent"),
        ("Prices of petrol {} 5 % in March, the ministry said.", "rose", "climbed"),
        ("The deal is worth {} in cash and shares.", "$6.8 billion", "$6.8bn"),
        ("The deal is worth {} in cash and shares.", "$6,800 million", "$6.8bn"),
        ("{} of the seats went to the party in the assembly.", "Half", "½"),
        ("The harbour is at {} degrees, the coldest in a year.", "minus 5", "−5"),
        ("The storm left {} in Rostock.", "3 dead and 12 hurt", "12 hurt and 3 dead"),
        ("In the storm about {}.", "3,200 jobs of 19,400 went", "3,200 of 19,400 jobs went"),
        (
            "{} cheered all night long.",
            "Rovers beat United and fans",
            "Fans saw Rovers beat United",
        ),
        ("{} people took part in the strike at the port.", "3", "One of 3"),
    ],
    "de": [
        ("Der Streik ließ {} Haushalte ohne Wasser.", "1.000", "1 000"),
        ("Der Umbau kostet die Stadt {} Euro.", "5 Mio.", "5 Millionen"),
    ],
    "fr": [("La grève prive {} foyers d'eau à Valence.", "38 000", "38.000")],
    "ru": [("Ремонт парома обойдётся в {} рублей.", "5 млн", "5 миллионов")],
    "zh": [
        ("爆炸在城市中心造成{}人受伤,警方说。", "3万", "30000"),
        ("爆炸在城市中心造成{}人受伤,警方说。", "三十五", "35"),
    ],
}
"""Sentences that are one statement."""


def cases(table: dict[str, list[tuple[str, str, str]]]) -> list[tuple[str, str, str]]:
    return [
        (code, frame.format(one), frame.format(other))
        for code, rows in table.items()
        for frame, one, other in rows
    ]


def features_of(code: str, *texts: str) -> Features:
    return Features.of(
        [Document.from_text(text, id=str(i), language=code) for i, text in enumerate(texts)]
    )


@pytest.mark.parametrize(("code", "one", "other"), cases(APART))
def test_what_one_source_denies_is_another_statement(code: str, one: str, other: str) -> None:
    for said in ((one, other), (other, one)):
        features = features_of(code, *said)
        assert len(features) == 2
        assert len(set(group_statements(features))) == 2
        assert told_before(features, 1) == set()


@pytest.mark.parametrize(("code", "one", "other"), cases(ALIKE))
def test_what_is_only_put_otherwise_is_one_statement(code: str, one: str, other: str) -> None:
    statements = Statements.of(features_of(code, one, other))
    assert len(statements) == 1 or not statements.contradict(0, 1)


def test_who_lost_to_another_was_beaten_by_it() -> None:
    said = ["United lost to Rovers.", "Rovers beat United.", "United were beaten by Rovers."]
    statements = Statements.of(features_of("en", *said))
    assert not any(statements.contradict(0, other) for other in (1, 2))


def test_a_sentence_with_both_sides_of_an_opposite_takes_none() -> None:
    said = ["Shares fell in Velmont.", "Shares rose in Velmont after they fell."]
    assert not Statements.of(features_of("en", *said)).contradict(0, 1)


@given(prose, prose)
def test_to_contradict_is_mutual_and_nothing_contradicts_itself(one: str, other: str) -> None:
    witnesses = Statements.of(features_of("en", one, other)).witnesses
    for a in witnesses:
        assert not a.contradicts(a)
        for b in witnesses:
            assert a.contradicts(b) == b.contradicts(a)


frames = st.sampled_from([(frame, a, b) for frame, a, b in APART["en"] if frame.count("{}") == 1])


@given(frames, st.sampled_from(["", "Officials said ", "On Monday, "]))
def test_what_stands_before_it_hides_no_contradiction(
    case: tuple[str, str, str], before: str
) -> None:
    frame, one, other = case
    features = features_of("en", before + frame.format(one), before + frame.format(other))
    assert len(set(group_statements(features))) == 2


@pytest.mark.parametrize("code", language_codes())
def test_no_word_is_on_both_sides_of_one_pair(code: str) -> None:
    language = get_language(code)
    for table in (language.opposites, language.contests):
        assert all(word == word.lower() for word in table)
        assert {-side for side in table.values()} == set(table.values())
    assert language.ones.isdisjoint(language.number_words)
