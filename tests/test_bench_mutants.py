"""The mistakes that are made to see whether tests notice them."""

import ast

from benchmarks.mutants import SOURCE, how_many, mistake

MODULE = "evaluation/lcs"


def test_each_mistake_changes_one_place_of_a_function() -> None:
    path = SOURCE / f"{MODULE}.py"
    lines = path.read_text(encoding="utf-8").splitlines()
    same = compile(ast.parse("\n".join(lines)), str(path), "exec")
    made = [mistake(MODULE, number) for number in range(how_many(MODULE))]
    assert len(made) > 50
    for each in made:
        assert each.before != each.after
        assert each.code.co_consts != same.co_consts
        assert not lines[each.line - 1].lstrip().startswith(("raise", "def", '"""'))
