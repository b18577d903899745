"""Code, told line by line where comments stand among it."""

from summarizer import Document
from summarizer.text.lines import lines_of
from summarizer.text.programs import programs

SOURCE = """\
/* The lamp is lit at dusk by whoever keeps the island, and
   it burns until the sun is up. */
static int light(struct lamp *lamp,
                 int oil)
{
  enum {
    NORTH,
    SOUTH
  };
  /*
   * Without oil nothing burns, so the keeper has to be told of it before
   * the boat has left.
   */
  if(!oil)
    return tell(keeper);
  lamp->burning = oil; /* it goes out by itself */
  return 0;
}
"""


def test_only_the_comments_of_a_source_are_sentences() -> None:
    found = [sentence.line for sentence in Document.from_text(SOURCE, id="a").candidates]
    assert found == [
        "The lamp is lit at dusk by whoever keeps the island, and it burns until the sun is up.",
        "Without oil nothing burns, so the keeper has to be told of it before the boat has left.",
    ]


def test_a_call_in_a_manual_is_no_line_of_code() -> None:
    manual = (
        "The lamp of the island is lit at dusk by a call of light(lamp);\n"
        "nothing else is needed on most days of the year, as oil()\nsays.\n"
    )
    text = f"{manual}\nint oil = 3;\nlight(oil);\n\n" * 3
    assert programs(lines_of(text)).tolist() == [False, False, False, True, True] * 3
    assert not programs(lines_of("The lamp was lit.\n" * 9)).any()
