"""A query is written without blank lines, its strings as they are."""

import pytest

from graph.store.substitution import without_blank_lines


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("SELECT ?a  \n\n  WHERE {  \n}\n\n", "SELECT ?a\n  WHERE {\n}"),
        ('{ ?a ?b """x\n\ny   \nz"""  \n\n}', '{ ?a ?b """x\n\ny   \nz"""\n}'),
    ],
)
def test_blank_lines_go_but_not_from_strings(text: str, tidy: str) -> None:
    assert without_blank_lines(text) == tidy
