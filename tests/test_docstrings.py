"""A function's docstring says first what the function does: a verb, not a noun (CONTRIBUTING, "How we write")."""

import ast

from tests.test_names import ROOMS, ROOT

NO_VERB = {"A", "All", "An", "As", "At", "By", "Each", "From", "How", "In", "Many", "Of", "One", "The", "True"}
NO_VERB |= {"What", "Where", "Whether", "Which", "Who"}
VALUES = {"property", "cached_property"}
"""What these decorate is read like a value, and may be described as one."""


def test_the_docstring_of_a_function_begins_with_a_verb() -> None:
    described = [
        (words, f"{file.relative_to(ROOT).as_posix()}:{node.lineno}")
        for room in ROOMS
        for file in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and VALUES.isdisjoint(getattr(decorator, "id", "") for decorator in node.decorator_list)
        and (words := ast.get_docstring(node))
    ]
    assert len(described) > 2000
    assert [(words[:40], place) for words, place in described if words.split()[0] in NO_VERB] == []
