"""Dots inside sentences: what texts in German, Dutch, Nordic languages and others abbreviate.

Each line is a text; ``|`` stands where one sentence ends and the next begins.
"""

import pytest

from summarizer import split_sentences

TEXTS = {
    "de": """
Der stellv. Vorsitzende dankte Hptm. Krause für die Hilfe.|Danach wurde gewählt.
Prof. Dr. rer. nat. Ute Kern und Priv.-Doz. Dr. Lange leiten die Klinik.
Joh. Seb. Vogler kam 1699 in Halle a. d. Saale zur Welt.
Die Regel gilt i. V. m. § 12 Abs. 3 BGB.|Das Gericht sah es anders.
Der Mindestlohn steigt lt. Ministerium um durchschn. 3,5 Prozent.
Sie las Bd. 4, S. 12 ff. und schwieg.|Er las s. Kapitel 2 gar nicht.
Das ist die überarb. Fassung der 2., erw. Aufl. von 1911.
Am 3. Febr. 1921 wurde Anna Weiß, geb. Schulz, zur Abg. Meier geladen.
Er wohnt in Freiburg i. Br. und arbeitet bei Huber u. Söhne.
Wir treffen uns am Fr. um 9 Uhr, ggf. früher.
Kgl. Hoflieferanten, Handwerker usw. Bürger kamen in Scharen.
Das kostet ca. 3 Mio. Euro.|Die Stadt zahlt max. 5 Mio. Euro.
Die Klage wurde unter dem Az. 4 K 12/19 geführt.
Ludwig II. baute Schlösser.|Sein Nachfolger verkaufte sie.
Das war in Japan.|Peter kam später.|Der Begriff ist ein Verb.|Lena lernte ihn.
""",
    "nl": """
Dhr. Visser en mevr. De Boer spraken jhr. mr. Van Lennep.
De vergadering ging o.l.v. Jansen d.m.v. een stemming verder.
Volgens art. 6 jo. art. 8 van de wet mag het niet.|Daarom stopte men.
Zie blz. 12 e.v. voor de tabel.|Het boek kost 20 euro.
Het bedrijf verloor 3 mln. euro t.o.v. vorig jaar.
Prof. dr. ir. Karel Smit werkt bij de Kon. Bibliotheek.
De brief d.d. 3 febr. 1921 is zoek.|Niemand weet waarom.
Hij kocht appels, peren enz. voor de reis.
Het concert begint om 20.00 u. in de kerk.
Het arrest staat in Stb. 2010 en in Trb. 2011.
De N.V. Maas en de B.V. Waal fuseren a.s. vrijdag.
De zgn. Grote Markt is gesloten i.v.m. Koningsdag.
De grond was nat.|Jan viel.|Dat wisten we al.|Piet niet.
Mr. Bean kwam met Mrs. Dalloway naar St. Louis.
""",
    "sv": """
Fil. dr Anna Berg träffade t.f. Johansson i går.
Enl. Sydposten steg priset med ca. 3 procent.
Bolaget m.fl. Stockholmsföretag köpte tomten p.g.a. Ericsson.
Se s. 14 och kap. 3 i boken, jfr. Lundgren.
Mötet hölls kl. 9 den d. 3 maj 1921.
Avtalet gäller fr.o.m. 4 jan. 1999 t.o.m. 5 febr. 2001.
Kungl. Operan, Sv. Akademien och H.M. Konungen var där.
Hon kommer från f.d. Jugoslavien och är leg. läkare.|Nu skriver hon böcker.
Prop. 2019 och bet. 2020 behandlar s.k. Nyckelhål.
De sålde äpplen, päron m.m.|Sedan gick de hem.
Priset var 3 milj. kronor exkl. moms.|Det var för mycket.
Mr. Bean mötte Mrs. Dalloway och St. Louis Blues.
Det var en vik.|Båten låg där.|Han var lat.|Kalle var flitig.
De spelar bl.a. Bach, dvs. Johann Sebastian, t.ex. Air.
""",
    "da": """
Det skete iflg. Ritzau kl. 14 d. 3. juli.
Borgm. Holm bor på Gl. Kongevej 12, 3. th. i byen.
Toget kører til Kgs. Lyngby og Nr. Nissum.|Det er billigt.
Underskuddet var på 4,5 mio. kr. sidste år.
Se stk. 2, nr. 4 og pkt. 3 i loven, jf. Grundloven.
Dr.phil. Karen Blik og cand.mag. Ole Lund skrev bogen.
H.M. Dronningen rejste til f.eks. Aarhus.|Hun talte længe.
Han solgte æbler, pærer o.lign. varer fra boden.
Firmaet Hansen m.fl. Københavnere klagede pga. Ørsted.
Prisen er 300 kr. inkl. moms.|Den stiger i maj.
Chr. 4. byggede slottet.|Det brændte senere.
Adm. direktør Jens Bo kom hjem vha. Røde Kors.
Det var i tv.|Peter så det.|Vi tog det i ro og mag.|Lis sov.
Mr. Bean traf Mrs. Dalloway i St. Louis.
""",
    "no": """
Det skjedde iflg. Dagbladet kl. 14 d. 3. juli.
Selskapet tapte i fjor til sammen om lag 44 mill. kroner.
Se kap. 3, s. 12 flg. i boken, jf. Innst. S. nr. 5.
Dr.philos. Kari Lund og siv.ing. Ole Berg leder laget.
Adm. direktør Per Dahl kom pga. Telenor.|Han gikk tidlig.
H.M. Kongen åpnet i går den nye utstillingen m.m.|Etterpå var det middag.
Han solgte epler, pærer o.l. varer fra boden.
Huset står i Chr. Michelsens gate ved St. Hanshaugen.
Det gjeld t.d. Bergen og m.a. Stavanger.
Ot.prp. nr. 12 og St.meld. nr. 5 ble lest.|Ingen svarte.
Prisen er 300 kr. inkl. mva. og frakt.
Hun bor i 2. etg. til venstre.|Han bor i 3. etg. i samme hus.
Mr. Bean møtte Mrs. Dalloway i St. Louis.
Arkivet er i str. 24 og nr. 5 i hyllen.
""",
    "fi": """
Prof. Virtanen ja pj. Korhonen puhuivat mm. Turussa.
Laulaja (s. 26. elokuuta 1957 Oulussa) asuu nyk. Vaasassa.
Yhtiö hävisi viime vuonna yhteensä noin 44 milj. euroa.
Ks. s. 12 ja luku nr. 3, vrt. Suomen historia.
Uimari Liisa Laine (myöh. Salo) voitti kilpailun.
Kokous pidettiin 3. tammik. 1921 Helsingissä.
Kenr.luutn. Aho ja ev. Niemi tulivat klo 9 paikalle.
Ministeri Meri (kesk.) ja kansanedustaja Joki (vihr.) väittelivät.
Mr. Bean tapasi Mrs. Dallowayn ja Dr. Dren.
Hän osti leipää, maitoa jne. kaupasta.
Ns. Kekkosen aika alkoi 1956.|Se kesti 25 vuotta.
Asukkaita oli n. 5 000 ja taloja n. 900.
Toim.joht. Harju ja siht. Manner allekirjoittivat paperin.
Rakennus on esim. Tampereella.|Siellä on muitakin.
""",
    "hu": """
Dr. Kiss Anna és ifj. Nagy Pál özv. Kovács Bélánéval jött.
A Ptk. 6. könyve, ill. a Btk. szerint is tilos.
Az i. e. 500 körül épült várost Kr. u. 70-ben lerombolták.
Ld. a 12. o. 3. jegyzetét, vö. Szabó könyvével.
Mr. Bean és Mrs. Dalloway St. Louisban találkozott.
A Duna Kft. és a Tisza Zrt. Budapesten egyesült.
A vonat du. 3-kor, a busz de. 10-kor indul.
A 3. sz. melléklet a Fő u. 5. sz. házról szól.
Őrm. Tóth és alez. Varga kb. 10 percet várt.
Nagy Ilona (szül. Budán, megh. Pesten) festő volt.
A cég pl. Győrben, ún. Audi-telephelyen működik.
A szóban forgó 2002. évi Korm. rendelet értelmében tilos.|Ez új szabály.
IV. Béla király volt.|Az ország nagy volt.
A jan. 5-i és a febr. 6-i ülés elmaradt.
Tegnap esett, a pohár tört.|Péter elment.
""",
    "tr": """
Prof.Dr. Ayşe Kaya ve Doç. Dr. Ali Demir konuştu.
Sn. Yılmaz, Av. Çelik ve Öğr. Gör. Şahin geldi.
Şirket, Ege San. ve Tic. Ltd. Şti. adıyla kuruldu.
Adres Gül Mah. Lale Cad. No. 5 olarak verildi.
Olay M.Ö. 500 yılında oldu.|Sonra şehir yıkıldı.
Bkz. s. 12, krş. Kaya ve bk. Demir.
Hz. Mevlana XIII. yüzyılda yaşadı.|Bu bilinir.
Kanunun 5. maddesi ile md. 6 birlikte okunur.
Mr. Bean, Mrs. Dalloway ile St. Louis kentinde buluştu.
Kitap, çev. Ali Kaya, İst. Üni. yayınıdır.
Tuğg. Demir ve Atğm. Kaya tören için geldi.
Elma, armut vb. ürünler satıldı.|Her şey ucuzdu.
II. Abdülhamid tahta çıktı.|O yıl kış sertti.
Ağu. 1999 tarihli yazı bulundu.|Bu önemlidir.
""",
}


CASES = [(code, line) for code, lines in TEXTS.items() for line in lines.strip().splitlines()]


@pytest.mark.parametrize(("language", "line"), CASES)
def test_a_dot_inside_a_sentence_ends_none(language: str, line: str) -> None:
    sentences = line.split("|")
    text = " ".join(sentences)
    assert [text[start:end] for start, end in split_sentences(text, language)] == sentences
