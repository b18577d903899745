"""Hypothesis strategies: texts as people write them, in several scripts, and as nobody does."""

from hypothesis import settings
from hypothesis import strategies as st


def share(part: float) -> settings:
    """Settings for a law that takes long: so large a part of the profile's examples."""
    return settings(max_examples=max(1, round(part * settings().max_examples)))


WORDS = {
    "latin": "the cat sat on a mat while Dr. Smith of the U.S. read page 3 and No. 4 don't café",
    "cyrillic": "кошка сидела на коврике пока доктор читал газету и письмо в 2018 г. в Москве",
    "greek": "η γάτα κάθισε στο χαλί ενώ ο γιατρός διάβαζε την εφημερίδα",
    "arabic": "القط جلس على السجادة بينما قرأ الطبيب الصحيفة في المدينة",
    "devanagari": "बिल्ली चटाई पर बैठी थी जबकि डॉक्टर अखबार पढ़ रहे थे",
    "han": "猫坐在垫子上 医生 在 读 报纸 今天 天气 很好",
    "thai": "แมวนั่งบนเสื่อ หมอ อ่านหนังสือพิมพ์",
    "emoji": "🙂 👩‍👩‍👧 ok 🇺🇳 e\u0301 x\u200by",
}
STOPS = [". ", ".\n", "! ", "? ", "… ", "。", "। ", "؟ ", ".” ", '." ', ".\n\n", "\n", " ", ") "]


def words(script: str) -> st.SearchStrategy[str]:
    """A word of a script."""
    return st.sampled_from(WORDS[script].split())


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """Some words of one script and what ends them."""
    script = draw(st.sampled_from(sorted(WORDS)))
    chosen = draw(st.lists(words(script), min_size=1, max_size=9))
    line = " ".join(chosen)
    return line[:1].upper() + line[1:] + draw(st.sampled_from(STOPS))


texts = (
    st.lists(sentences(), min_size=1, max_size=14)
    .map("".join)
    .filter(lambda text: any(character.isalnum() for character in text))
)
"""A text in one script or several, with a word in it."""

prose = st.lists(
    st.lists(words("latin"), min_size=2, max_size=12).map(lambda w: " ".join(w) + ". "),
    min_size=1,
    max_size=10,
).map("".join)
"""English-looking prose, with repeats."""

noise = st.text(
    st.one_of(
        st.sampled_from(" \n\t.!?…\"'“”()[]-—:;,。！？।\r\0\ufeff\u200b\u2028"),
        st.sampled_from("aAbBzZ1é中のกاअ"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=120,
)
"""Anything at all."""

lengths = st.one_of(
    st.integers(1, 8),
    st.integers(1, 60).map("{}w".format),
    st.integers(1, 300).map("{}c".format),
    st.integers(1, 100).map("{}%".format),
)

_SCORED = (
    "the The cat cats cat's sat sleeps sleeping happily agreements governmental don't 3.5 42 x "
    "\u212aelvin \u0130stanbul ſmall ﬁsh ＡＢ caf\u00e9 naïve_word кошка 猫 القط แมว — … ()"
).split()

sentence_lists = st.lists(
    st.lists(st.sampled_from(_SCORED), min_size=1, max_size=9).map(" ".join),
    min_size=1,
    max_size=5,
)
"""A summary as sentences whose words recur, some of them odd to lower or to split."""
