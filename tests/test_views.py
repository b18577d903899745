"""A text without some pieces: what is left, and where it stands in the text as given."""

from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.views import View

Pieces = list[tuple[int, int]]


@st.composite
def views(draw: st.DrawFn) -> tuple[str, Pieces]:
    """A text in which each character stands once, and pieces of it in order, apart or touching."""
    text = "".join(map(chr, range(0x4E00, 0x4E00 + draw(st.integers(1, 40)))))
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    return text, list(zip(places[::2], places[1::2], strict=False))


@given(views())
def test_what_is_left_is_the_text_without_the_pieces(drawn: tuple[str, Pieces]) -> None:
    text, pieces = drawn
    gone = {at for start, end in pieces for at in range(start, end)}
    assert View(text, pieces).text == "".join(c for at, c in enumerate(text) if at not in gone)


@given(views())
def test_each_character_left_has_its_place_in_both(drawn: tuple[str, Pieces]) -> None:
    text, pieces = drawn
    view = View(text, pieces)
    for at, character in enumerate(view.text):
        given = text.index(character)
        assert view.place(given) == at
        start, end = view.span(at, at + 1)
        assert start == given
        # What is left out right behind belongs to it, and nothing else does.
        assert View(text, pieces).text[at : at + 1] == text[start : given + 1]
        assert end == given + 1 or any(a == given + 1 and end >= b for a, b in pieces)


@given(views(), st.data())
def test_a_piece_of_what_is_left_comes_back(drawn: tuple[str, Pieces], data: st.DataObject) -> None:
    text, pieces = drawn
    view = View(text, pieces)
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    a, b = view.span(start, end)
    assert view.place(a) == start
    assert view.place(b) == end
    kept = [c for c in text[a:b] if c in view.text]
    assert "".join(kept) == view.text[start:end]


@given(views())
def test_all_at_once_is_one_by_one(drawn: tuple[str, Pieces]) -> None:
    text, pieces = drawn
    view = View(text, pieces)
    spans = [(at, min(len(view.text), at + 3)) for at in range(len(view.text))]
    assert view.spans(spans) == [view.span(*span) for span in spans]
    assert view.spans([]) == []


@given(views())
def test_a_place_that_is_left_out_is_where_the_rest_goes_on(drawn: tuple[str, Pieces]) -> None:
    text, pieces = drawn
    view = View(text, pieces)
    for start, end in pieces:
        assert {view.place(at) for at in range(start, end + 1)} == {view.place(end)}
    marked = {start: "left out" for start, _ in pieces}
    assert view.places(marked) == {view.place(start): "left out" for start in marked}


def test_nothing_left_out_changes_nothing() -> None:
    view = View("as given", [])
    assert view.text == "as given"
    assert view.span(3, 5) == (3, 5)
    assert view.place(4) == 4
