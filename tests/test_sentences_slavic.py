"""Sentences with dots inside, in Czech, Slovak, Polish, Russian, Ukrainian, Hindi and Thai.

Each line is a text; `` | `` stands where one sentence ends and the next begins.
"""

import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from summarizer import split_sentences

TEXTS = {
    "cs": """
Na shromáždění promluvil doc. MUDr. Karel Hora, CSc., z Brna.
Podle § 12 odst. 3 písm. b) zákona č. 89/2012 Sb. je smlouva neplatná.
Firma Stavby Morava, spol. s r. o. Brno, zakázku získala.
Padl u Verdunu (nar. 12. 3. 1889, zemř. 1916). | Pohřben je doma.
Za vlády cis. Karla IV. Lucemburského byl založen klášter.
Prodávali zde hrušky, jablka, švestky apod. a také med.
Prodávali zde hrušky, jablka, švestky, ořechy apod. | Zákazníků bylo málo.
Bydlí na nám. Jiřího z Lobkovic v Praze 3.
Schůzi řídil br. gen. Josef Novák ze Sokola.
Stezka vede do Kostelce n. Labem přes les.
Zemřel r. 44 př. n. l. v Římě.
Císař Augustus (63 př. n. l. – 14 n. l.) byl Oktavián.
„Kdo je tam?“ zašeptala Jana.
Pan ing. arch. Petr Malý navrhl radnici.
Srov. Novák, op. cit., s. 45, pozn. 12.
Rozsudek sp. zn. 25 Cdo 12/2010 byl zrušen.
Viz čl. 5 odst. 2 nař. č. 1/2003.
Čestný doktorát, dr. h. c. Václavu Havlovi, udělili loni.
Přednáší zde ak. mal. Jiří Kos.
V okr. Benešov napršelo 40 mm.
Soubor tis. Kč uvádí tabulka.
Plk. gšt. Ing. Jan Velký velel pluku.
Bydlel na tř. Míru č. 12 v Olomouci.
""",
    "sk": """
Zákon č. 40/1964 Zb. Občiansky zákonník bol zmenený.
Podľa § 12 ods. 3 písm. b) zákona č. 311/2001 Z. z. je to tak.
Firma Stavby Orava, spol. s r. o. Žilina, zákazku získala.
Prednášal prof. PhDr. Ján Horák, DrSc., z Nitry.
Narodil sa v Košariskách (nar. 21. 7. 1880, zom. 1919). | Pochovaný je na Bradle.
Hradisko postavili okolo r. 400 p. n. l. pri potoku.
Opustili ho v r. 12 pr. Kr. po požiari.
Predávali hrušky, jablká, slivky, orechy a pod. | Ľudí prišlo málo.
Predávali hrušky, jablká, slivky, orechy atď. a tiež med.
Námestie je pri kostole sv. Margaréty v Kopčanoch.
Veliteľom bol plk. gšt. Ing. Ján Veľký z Martina.
Rokoval tam gen. M. R. Štefánik s ministrami.
Býva na ul. Dr. Clementisa č. 12 v Trnave.
Pozri čl. 5 ods. 2 nar. č. 1/2003.
V okr. Liptovský Mikuláš napršalo 40 mm.
„Kto je tam?“ zašepkala Jana.
""",
    "pl": """
Zgodnie z art. 12 ust. 3 pkt 2 ustawy z dnia 5 maja 2004 r. o podatku jest inaczej.
Ogłoszono w Dz. U. Nr 22, poz. 162 i nast. zmiany.
Wystąpił prof. dr hab. inż. Jan Kowalski z Łodzi.
Organy w kościele paraf. Świętej Anny milczą.
Młyn postawiono na pocz. XIX w. nad rzeką.
Juliusz Cezar zginął w 44 r. p.n.e. w Rzymie.
Spółka Drewno sp. z o.o. Kraków zwolniła ludzi.
Mieszka w Konstancinie k. Warszawy od lat.
Byliśmy w Kazimierzu n. Wisłą i w Gorzowie Wlkp. na festynie.
Przyszli lekarze, m. in. Anna Nowak i Jan Bąk.
Kupił jabłka, gruszki, śliwki itp. i poszedł dalej.
Kupił jabłka, gruszki, śliwki, wiśnie itd. | Potem wrócił do domu.
Autorem jest Cz. Wrona, a tłumaczył go St. Lis.
Zob. J. Kowalski, op. cit., s. 45, przyp. 12.
Ks. prał. Henryk Bąk odprawił mszę.
Zdjęcia (fot. Jan Nowak) pokazano w hali.
Płk w st. spocz. Adam Róg mówił o wojnie.
St. asp. Marek Lis zatrzymał kierowcę.
Hr. Potocki żył w Łańcucie (ur. 1850, zm. 1915).
Lek. med. Ewa Kot leczy dzieci.
„Kto tam?” szepnęła Anna.
""",
    "ru": """
Скрипач Нилов (род. 3 мая 1901 г.) играл на свадьбах.
Писатель (1812—1870; ум. 9 июня) прославился рано.
Томас Дж. Уокер и Вс. Ильин не встречались.
В дельте р. Амур и на о. Сахалин выпал снег.
Экспедиция под рук. акад. И. М. Виноградова вернулась.
Согласно п. 5 ст. 129 ч. 2 УК РФ он виновен.
ЦГАОР, ф. 102, оп. 5, ед. хр. 12, л. 4 об. хранит письмо.
Ген.-лейт. А. И. Жук командовал корпусом.
Засл. арт. России Пётр Нилов пел романсы.
Выпускали мыло, свечи, спички и др. | Завод закрыт.
Ремонт обошёлся в 5 тыс. руб. и занял 3 мес. работы.
Часовня св. вмч. Георгия стоит на ул. Дм. Соколова.
Площадь участка 14 кв. м и 5 га пашни.
Словарь вышел под ред. Ольги Жук в 2009 г. в Перми.
Цит. по: Иванов И. И. Указ. соч. С. 45.
Компания «Рога», г. Москва, ул. Ленина, д. 5, корп. 2, оф. 13, закрыта.
Сбор у м. Сокольники в 10 час. 30 мин. утра.
Соб. корр. ТАСС передал новость из Перми.
Снизить налог с 9 до 7 проц. предложил депутат.
Слово происходит от др.-греч. Ἄρης и лат. Mars.
Президент подписал указ. | Документ опубликован.
К. т. н. Иванов и д-р мед. наук Петрова спорили.
«Кто там?» — прошептала Анна.
""",
    "uk": """
Скрипаль (нар. 3 травня 1901) грав на весіллях.
Човен пристав до о. Хортиця на світанку.
Лікар Дж. Вокер жив у Полтаві.
Оповідання надрукував журн. «Барвінок» торік.
Лекцію прочитав чл. Спілки письменників Гай.
Вид. «Джерело» готує словник.
Вузол зав’язують двічі (мал. 7) або тричі.
Ціни впали (див. «Скільки коштує хліб у містах»).
Мешкає в м. Суми на вул. Петра Сича, буд. 5, кв. 12.
У XV ст. Полтава мала дерев’яний замок.
Міністр у 2003 р. звільнився, а в 2004 р. повернувся.
Зібрали 63 тис. грн на лікування дітей.
Вартість проїзду 8 грн. за одну поїздку містом.
Нар. арт. України Віра Сич співала.
Продавали яблука, груші, сливи та ін. | Людей було мало.
Згідно з п. 5 ч. 2 ст. 129 КК він винен.
Зберігається у ф. 127, оп. 5, спр. 12, арк. 4 зв. архіву.
Ген.-лейт. О. Сич командував армією.
Акад. М. Сич написав підручник.
Поїзд прибув об 11 год. 30 хв. вечора.
Збитки сягнули 3 млрд. дол. торік.
Гурток вів проф. Л. М. Сич зі Львова.
«Хто там?» — прошепотіла Оксана.
""",
    "hi": """
डॉ. अ. क. शर्मा ने पुस्तक लिखी।
अ. भा. कांग्रेस समिति की बैठक हुई।
भा.ज.पा. के नेता दिल्ली पहुँचे।
वह 5 कि. मी. दूर रहता है।
टाटा स्टील लि. जमशेदपुर में है।
माल की कीमत रु. 500 है।
श्री एम. जी. रामचंद्रन अभिनेता थे।
मो. नं. 98765 पर संपर्क करें।
पू. प्र. मंत्री श्री वी. पी. सिंह आए।
जि. मेरठ, तह. सरधना, पो. आ. खिर्वा में रहता है।
ज. ला. नेहरू विश्वविद्यालय में सभा हुई।
वह घर गया. | वह सो गया.
ऐ. ऐम. नायर बैठक में बोले।
एच. डी. देवेगौड़ा प्रधानमंत्री बने।
ई. पू. 300 में मौर्य शासन था।
वि. सं. 2050 में ग्रंथ छपा।
स्व. रा. कृ. गोयल की स्मृति में सभा हुई।
से. नि. कर्नल राम सिंह बोले।
मि. वाटसन ने ट्रेन पकड़ी।
""",
    "th": """
พล.อ. ประยุทธ์ เดินทางไป จ. เชียงใหม่ วันนี้
บ้านเลขที่ 5 ม. 3 ต. บางรัก อ. เมือง จ. ตรัง
รศ. ดร. สมชาย ใจดี เป็นอาจารย์ที่ ม. มหิดล
เกิดเมื่อวันที่ 5 ธ.ค. พ.ศ. 2470 ที่กรุงเทพฯ
เวลา 10.30 น. รถออกจาก สถานีขนส่ง
โทร. 02-123-4567 หรือ ต่อ 12
อ่านเพิ่มที่ ตาม พ.ร.บ. คอมพิวเตอร์ พ.ศ. 2550 มาตรา 14
ส.ส. พรรคเพื่อไทย เสนอร่างกฎหมาย
นพ. ทวีศิลป์ แถลงข่าว ณ ทำเนียบ
ถ. สุขุมวิท ซ. 21 กทม. 10110
สูง 5 ม. กว้าง 3 ม. ยาว 10 ม.
ข้อ ก. ข. และ ค. ต้องตอบทั้งหมด
มก. มข. มช. และ มอ. ร่วมประชุม
ศ.นพ. ยง กล่าวว่า วัคซีนปลอดภัย
นายสมชาย ป.วิ.อ. มาตรา 5
ช.ม. ละ 50 บาท
""",
}

CASES = [
    (language, line) for language, lines in TEXTS.items() for line in lines.strip().splitlines()
]


@pytest.mark.parametrize(("language", "line"), CASES)
def test_only_a_full_stop_ends_a_sentence(language: str, line: str) -> None:
    wanted = line.split(" | ")
    text = " ".join(wanted)
    assert [text[start:end] for start, end in split_sentences(text, language)] == wanted


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("cs", "Byl to jen sen. Petr se probudil."),
        ("sk", "Ten pes tam bol sám. Peter ho našiel."),
        ("pl", "Pojechali do Rzymu. Papież ich przyjął."),
        ("ru", "Президент подписал указ. Документ опубликован."),
        ("ru", "Я помню Вас. Приезжайте к нам."),
        ("uk", "Учора в горах випав град. Синоптики чекали дощу."),
        ("hi", "वह घर गया. वह सो गया."),
    ],
)
def test_an_ordinary_word_is_no_abbreviation(language: str, line: str) -> None:
    assert len(split_sentences(line, language)) == 2


@pytest.mark.parametrize("language", ["cs", "sk", "pl", "ru", "uk", "hi", "th", "ja", "zh", "ko"])
def test_a_list_names_nothing_twice(language: str) -> None:
    source = files("summarizer.text") / "data" / f"{language}.toml"
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    for key, value in data.items():
        if isinstance(value, list):
            assert [word for word, times in Counter(value).items() if times > 1] == [], key
    for key in ("months", "notices", "back_matter"):
        assert all(phrase == phrase.lower() for phrase in data.get(key, ())), key
