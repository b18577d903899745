"""Dots inside sentences of Romance languages, Greek, Hebrew and Arabic; ``|`` parts sentences."""

import pytest

from summarizer import split_sentences
from summarizer.text.languages import get_language

TEXTS = {
    "fr": """
Le témoin, Me Ph. Garnier, a parlé à M. J.-M. Le Goff et à Mme Ch. Aubry.
Voir à ce sujet R. Colin, op. cit., t. 4, p. 212 et suiv., ainsi que la n. 3.
Le colis (réf. 4417, env. 30 kg) est parti de la gare St. Lazare le 3 janv. 1998.
La Cie Durand et le Gal. Morel ont signé l'accord avec S.A.R. Mgr. Leroux.
Il habite au 12 bd. Voltaire, bât. B, appt. 7, tél. 01 22 33 44 55.
Cf. art. 1382 C. civ. et Cass. crim., 4 févr. 1971, Bull. crim. 32.
Le lac gèle vers nov. 1709. | L'hiver fut rude.
On y vend des noix, des pommes, etc. | Paul en a pris six.
Elle arrive à 15 h. | Martin l'attend.
Ce temple date du IIe s. av. J.-C. | Les fouilles l'ont montré.
Chanson d'Anne, feat. Karim et Lola, avec l'hon. T. Roy et le Rév. Blanc.
Mlle Petit, née v. 1860 (éd. Lemaire, coll. Vives, trad. G. Noir), écrit peu.
« Où vas-tu ? » demanda Lise.
Le Dr. H. Weber et le Pr. Th. Klein sont venus. | Ils restent.
Achetez du pain, p. ex. Poilâne, c.-à-d. du bon.
""",
    "es": """
La Sra. Ruiz y el Excmo. Sr. D. Luis Gómez firman hoy.
Véase J. Soler, ob. cit., pp. 14 y ss., y el art. 5, inc. 2, del Dto. 44.
Vive en la avda. Colón n.º 3, esq. Bolívar, tel. 555 12 34.
Los JJ. OO. y las FF. AA. tienen sede en EE. UU. desde 1990.
El prof. Mora y la dra. Vega llegan a la pza. Mayor el 3 feb. 2001.
Nació en el s. IV a. C. en Cd. Juárez, según el gral. Prieto.
Compré pan, queso, etc. | Marta trajo vino.
Abre a las 10 a. m. y cierra a las 9 p. m. | El lunes no.
Pesa aprox. 20 kg y mide máx. 30 cm, vid. Pérez.
P.D. Mañana te llamo.
Según el exp. 12/2020 y la res. 45, Ud. Carlos pierde.
El Pbro. Soto, la Hna. Inés y Mons. Vidal cenan juntos.
Habló de R. Ferrer, S. A. de C. V., y de Hnos. Pinto, S. L.
El partido acabó en el min. 89. | Fue un gol feo.
""",
    "pt": """
O sr. Lopes e a dra. Pires falaram com V. Exa. ontem.
Cf. A. Sousa, ob. cit., vol. 3, pp. 20 e segs., e a n. 7.
Mora na av. Sete de Setembro, n. 12, apto. 4, tel. 222 333.
O prof. Melo e o eng. Dias nasceram em jan. 1960.
O art. 5, inc. 2, al. 3, e o par. 9 foram revogados.
Vieram o cel. Rocha, o cap. Lima e d. Teresa.
Levou pão, queijo, etc. | Joana levou vinho.
A Cia. Moura Ltda. e a Sousa & Filhos, Lda. uniram-se.
A loja abre às 9 h. | Às segundas não.
O séc. XV e o séc. XVI d.C. mudaram tudo.
P.S. Não te esqueças.
O Exmo. Sr. Juiz e o des. Pinto leram as fls. 30 e 31.
Leve ao forno por 30 min. | Retire e sirva.
O rei viveu c. 1300 na Qta. Nova, perto da pça. Velha.
""",
    "it": """
Il sig. Bianchi e la dott.ssa Neri vedono l'on. Rossi e il sen. Verdi.
Cfr. G. Conti, op. cit., vol. 2, pp. 30 sgg., e la n. 8.
Abita in v.le Mazzini 3, int. 5, tel. 06 123.
L'art. 3 del d.lgs. 50 e il d.P.R. 380 restano.
La Rossi S.p.A. e la F.lli Gallo S.n.c. hanno sede in c.so Roma.
Il gen. Riva, il col. Sala e il m.llo Fusi sono partiti.
Ha preso pane, vino, ecc. | Lucia ha pagato.
L'Avv. Serra e l'ing. Costa scrivono al Chiar.mo prof. Moro.
Nacque nel 3 a.C. a Roma, ca. 100 km a sud.
Cass. pen., sez. 5, sent. 12 del 4 febbr. 2001.
Il gol arriva al 12 min. | Esulta la curva.
Prodotti (es. Nutella) e simili, p.es. Ferrero, costano.
S.E. Mons. Galli e il card. Testa pregano.
Lo disse N.B. Franchi a tutti.
«Chi è?» chiese Anna.
""",
    "ca": """
El sr. Puig i la dra. Vila parlen amb Mn. Ferrer.
Vegeu J. Roca, op. cit., vol. 4, pp. 12 i ss., i la n. 5.
Viu a l'av. Diagonal, núm. 3, entl. B, tel. 93 123.
Segons l'art. 7 i la disp. 2, el prof. Coll té raó.
Els EE. UU. i el Regne Unit callen.
Neix ca. 1400 i mor el 3 febr. 1466, segons el gral. Mas.
Porta pa, vi, etc. | Núria porta fruita.
La Cia. Soler i la Serra Germans, S. L., pleguen.
El s. IV a. C. i el s. XX són lluny.
L'Excm. Sr. Pons, l'Hble. Sra. Bosch i la Sta. Ma. de Cervelló.
Un vas (p. ex. Murano) trencat, aprox. 20 cm.
P.D. Demà et truco.
Tanquem a les 9 h. | Els dilluns no.
La rbla. Catalunya i el ptge. Mercader són a prop.
""",
    "ro": """
Dl. Ionescu și dna. Popa l-au văzut pe dr. Rusu.
V. art. 5, alin. 3, lit. b, din lg. 31, M. Of. nr. 1066.
Locuiește pe str. Mare nr. 4, bl. C, sc. 2, ap. 9, jud. Cluj.
Prof. univ. dr. Ana Stan și conf. ing. Dan Pop predau.
Scriitorul Gh. Vlad și criticul Const. Dima tac.
A murit în 44 î.Hr. la Roma, cca. 30 de ani mai târziu.
A luat pâine, vin etc. | Maria a plătit.
S.C. Dacia S.R.L. are 5 mil. lei și 2 mld. datorii.
Sf. Gheorghe și Î.P.S. Teodosie sunt la mun. Iași.
Conform pct. 7 și fig. 2, vol. 3, p. 80, e fals.
Părintele (n. Dobre) a plecat pe 3 ian. 1990.
Volumul II, ed. Minerva, trad. Oana Pop, a apărut.
Drd. Radu Ene și lect. Ioana Nica lucrează. | El scrie.
""",
    "el": """
Ο κ. Παππάς και η κα. Νίκα μίλησαν με τον δρ. Ράλλη.
Βλ. Γ. Σεφέρη, ό.π., τόμ. 3, σελ. 40, και πρβλ. Ελύτη.
Μένει στη λεωφ. Συγγρού αρ. 5, τηλ. 210 1234.
Το άρθρ. 5, παρ. 2, του ν. 4412 ισχύει.
Η εταιρεία Δέλτα Α.Ε. και η Γάμα Ε.Π.Ε. έκλεισαν.
Ο Αγ. Νικόλαος και ο καθ. Μάνος είναι εκεί.
Ήρθαν π.χ. Γερμανοί και Γάλλοι.
Γεννήθηκε τον 3ο αι. π.Χ. και πέθανε νέος.
Κόστισε 5 εκατ. ευρώ και 2 δισ. Δραχμές.
Γράφτηκε στις 3 Ιαν. 1950 από τον Μ. Γ. Σάκη.
Αγόρασε ψωμί, τυρί κ.λπ. και έφυγε.
Ο μητρ. Άνθιμος και ο αρχιμ. Παύλος ήρθαν.
Η απόσταση είναι 480 χλμ. | Θέλουμε πέντε ώρες.
Πού πας; | Ρωτάει πάντα.
""",
    "he": """
פרופ. לוי וד"ר כהן הגיעו.
הספר של א. ב. יהושע יצא שוב.
ראו עמ. 15 ולא מס. 7 ברשימה.
הכתובת היא ת.ד. 1234 בחיפה.
חברת כרמל בע.מ. נסגרה אתמול.
המשקל הוא 5 ק.ג. והגובה 3 מ.מ. בלבד.
רח. הרצל 5 הוא ביתו.
לדברי י. כץ הכול בסדר.
הזמרת Mrs. Jones שרה כאן.
הסופר St. John כתב ספר.
"לאן אתה הולך?" לחשה רות.
הוא חתם בשם נ. אלון. | היא לא חתמה.
""",
    "ar": """
التقى د. سامي والأستاذ أ. كريم أمس.
قال أ.د. عادل إن العمل بدأ.
انظر ص. 15 وج. 3 من الكتاب.
العنوان ص.ب. 1234 دبي.
ولد عام 300 ق.م. في دمشق.
أصدرت شركة النور ش.م.م. بيانا.
نقلت أ.ف.ب. الخبر عن مصدر.
يبلغ الطول 5 سم. تقريبا.
كتب ج. ر. سعيد رواية جديدة.
غنت Mrs. Jones في الحفل.
حضر Dr. Smith الندوة.
"إلى أين؟" سألت مريم.
وصل م. خالد مساء. | وقال إنه متعب.
""",
}
CASES = [(code, line) for code, text in TEXTS.items() for line in text.strip().splitlines()]


@pytest.mark.parametrize(("code", "line"), CASES)
def test_a_dot_inside_a_sentence_ends_none(code: str, line: str) -> None:
    sentences = line.split(" | ")
    text = " ".join(sentences)
    assert [text[start:end] for start, end in split_sentences(text, code)] == sentences


@pytest.mark.parametrize("code", TEXTS)
def test_verbs_of_saying_are_known(code: str) -> None:
    assert get_language(code).rules.speech
