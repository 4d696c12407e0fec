"""A class name means one thing in the whole tree, a private one too; a function's name says what it does."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = ("ontology", "ingest", "graph", "shapes", "check", "ui", "zhengmai", "benchmarks")
IDENTIFIERS = "ontology/identifiers.py"
# The value types of IRIs are named after what the IRI identifies.
ALLOWED = {"Agency", "Change", "Clause", "Fact", "Measure", "Place", "Source", "StatusEvent"}


def test_two_classes_of_one_name_only_where_the_list_allows_it() -> None:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for room in ROOMS:
        for file in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.ClassDef):
                    found[node.name.lstrip("_")].add(file.relative_to(ROOT).as_posix())
    assert len(found) > 150
    double = {name: files for name, files in found.items() if len(files) > 1}
    assert double.keys() == ALLOWED, {name: sorted(files) for name, files in double.items() if name not in ALLOWED}
    assert {name: len(files) for name, files in double.items() if IDENTIFIERS not in files or len(files) > 2} == {}


# A reader who meets one of these in a call learns nothing.
EMPTY = {"of", "one", "say", "found", "told", "said", "asked", "held"}


def test_no_function_has_a_name_that_says_nothing() -> None:
    named = [
        (node.name, f"{file.relative_to(ROOT).as_posix()}:{node.lineno}")
        for room in (*ROOMS, "tests")
        for file in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert len(named) > 2000
    assert [place for name, place in named if name.lstrip("_") in EMPTY] == []
