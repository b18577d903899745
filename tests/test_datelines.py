"""The place, day and agency that a report opens with."""

import time

import pytest

from summarizer import Document
from summarizer.text.datelines import dateline

MONTHS = frozenset(
    "jan sept march january september mars januar märz сентября сен вересня september sep ene set "
    "gen szeptember září janvier يناير जनवरी".split()
)


def parted(text: str, is_first: bool = False) -> tuple[str, str]:
    found = dateline(text, 0, len(text), MONTHS, is_first)
    return (text[: found[0]], text[found[1] :]) if found else ("", text)


@pytest.mark.parametrize(
    ("head", "story"),
    [
        ("Hamburg (dpa) –", "Eine Fähre ist gesunken."),
        ("Frankfurt/Main (dpa/lhe) -", "Eine Fähre ist gesunken."),
        ("BELÉM (Reuters) –", "Uma balsa afundou na terça-feira."),
        ("ОДЕССА, 8 сентября.", "Паром затонул у берега."),
        ("ОДЕССА, 8 сен - РИА Новости.", "Паром затонул у берега."),
        ("ОДЕССА, 8 сентября. /ТАСС/.", "Паром затонул у берега."),
        ("ОДЕССА, 8 сен — Порт-Инфо.", "Паром затонул у берега."),
        ("КИЇВ. 8 вересня. УНН.", "Пором затонув біля берега."),
        ("Colon City, Sept. 8 (CNA) --", "A ferry sank on Monday."),
        ("Taipei, Jan. 5 (CNA)", "A ferry sank on Monday."),
        ("Goa [India], January 5 (ANI):", "A ferry sank on Monday."),
        ("DOVER, Jan 5 —", "A ferry sank on Monday."),
        ("Dover, January 5 —", "A ferry sank on Monday."),
        ("Jan. 5 (UPI) --", "A ferry sank on Monday."),
        ("(Reuters) -", "A ferry sank on Monday."),
        ("(CNN)", "A ferry sank on Monday."),
        ("(CNN)", "“A ferry sank,” he said."),
        ("NEW HAVEN -", "A ferry sank on Monday."),
        ("KABUL, Afghanistan —", "A bridge fell on Monday."),
        ("NEW HAVEN--(BUSINESS WIRE)--", "Ferries Inc has bought a ferry."),
        ("NEW HAVEN, Jan. 5, 2021 /PRNewswire/ --", "Ferries Inc has bought a ferry."),
        ("BREST, 3 mars (AFP) -", "Un ferry a coulé mardi."),
        ("Cádiz, 8 sep (EFE).-", "Un transbordador se hundió."),
        ("EFE.-", "Un transbordador se hundió ayer en Cádiz."),
        ("(ANSA) - BARI, 8 SET -", "Un traghetto è affondato."),
        ("(ANSA) - POLIGNANO (BARI), 8 SET -", "Un traghetto è affondato."),
        ("Siófok, 2021. szeptember 8., szerda (MTI) -", "Elsüllyedt egy komp."),
        ("Brno 8. září (ČTK) -", "Potopil se přívoz."),
        ("KYIV. KAZINFORM", "A ferry sank on Monday."),
        ("OSLO (NTB):", "En ferge har sunket."),
        ("İZMİR (AA) -", "Bir feribot battı."),
        ("ΠΕΙΡΑΙΑΣ (ΑΠΕ-ΜΠΕ) -", "Ένα πλοίο βυθίστηκε."),
        ("القاهرة (رويترز) -", "غرقت عبارة يوم الاثنين."),
        ("دبي، 5 يناير (رويترز) -", "غرقت عبارة يوم الاثنين."),
        ("חיפה (רויטרס) -", "מעבורת טבעה ביום שני."),
        ("सूरत, 5 जनवरी (भाषा)", "एक नौका डूब गई।"),
        ("新华社上海1月5日电", "一艘渡轮周五沉没。"),
        ("新华社上海1月5日电（记者王五）", "一艘渡轮周五沉没。"),
        ("（中央社記者王五高雄5日電）", "一艘渡輪今天沉沒。"),
        ("【上海共同社】", "一艘渡轮周五沉没。"),
        ("【大阪＝共同】", "フェリーが沈没した。"),
        ("［大阪　８日　ロイター］ -", "フェリーが沈没した。"),
        ("大阪 1月5日 (ロイター) -", "フェリーが沈没した。"),
        ("(부산=연합뉴스) 홍길동 기자 =", "여객선이 5일 침몰했다."),
        ("부산=연합뉴스", "여객선이 5일 침몰했다."),
    ],
)
def test_a_dateline_is_told_in_any_case_and_script(head: str, story: str) -> None:
    between = "" if head.startswith(("EFE", "(CNN)")) and story[0] == "“" else " "
    assert parted(f"{head}{between}{story}") == (head, story)


@pytest.mark.parametrize(
    "sentence",
    [
        "Hamburg – eine Stadt am Wasser – hat eine Fähre verloren.",
        "Hamburg – Eine Stadt am Wasser hat eine Fähre verloren.",
        "Dover — once a quiet harbour — has lost its ferry.",
        "Киев — столица Украины и большой город.",
        "КИЕВ — столица Украины и большой город.",
        "UNESCO - the agency - has listed the ferry.",
        "USA – Das Land der Fähren hat eine verloren.",
        "Erna Meier (CDU) – Ministerin seit 2005 – hat gesprochen.",
        "Erna Meier (58) – The owner of the ferry – has spoken.",
        "Erna Meier (left) - She owns the ferry.",
        "The Council (AP) said on Monday that the ferry sank.",
        "In 1999 (May) the ferry sank.",
        "THE FERRY - LOST SINCE MAY - HAS BEEN FOUND AGAIN.",
        "Airbus 320 – The plane that people like – flew.",
        "Monday - The ferry left early, as it does.",
        "(a) The owner pays the crew in full.",
        "Cracovia – la vecchia capitale – è bella.",
        "互联网电商平台发展迅速。",
        "【お知らせ】明日は休みです。",
        "부산은 항구이다.",
    ],
)
def test_a_sentence_keeps_its_subject(sentence: str) -> None:
    assert parted(sentence) == ("", sentence)


def test_a_place_with_a_colon_opens_a_text_but_no_answer() -> None:
    assert parted("KARACHI: The ferry sank on Monday.", is_first=True)[0] == "KARACHI:"
    assert parted("KARACHI: The ferry sank on Monday.")[0] == ""
    talk = "WALTER: The ferry sank?\n\nANNA: It did.\n\nWALTER: When?"
    assert {s.kind for s in Document.from_text(talk).sentences} == {"prose"}


@pytest.mark.parametrize(
    "piece", ["A", "A ", "A. ", "A-", "A, ", "(A", "中", "가=", "【", "/", "AB. "]
)
def test_no_opening_takes_long(piece: str) -> None:
    text = piece * 50_000
    start = time.process_time()
    dateline(text, 0, len(text), MONTHS, is_first=True)
    assert time.process_time() - start < 3  # minutes, were it quadratic
