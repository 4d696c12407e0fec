"""Comments, docstrings and pages use field words (CONTRIBUTING, "How we write"): code does not stand, tell or speak of things.

Write instead: is in, occurs, precedes, follows, replaces; returns, reports, names, distinguishes; mentions, is about.
"""

import ast
import re
import tokenize
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from tests.test_names import ROOMS, ROOT

RIDDLES = re.compile(r"\b(?:stands?|stood|tells?|told|telling|speaks? of|spoken of)\b(?!:)", re.IGNORECASE)
"""`told:` with a colon is the name of a parameter."""
RIGHT = {
    "tests/ingest/extract/test_clausesubjects.py": 1,  # a person who is told to act
    "tests/ui/explorer/conftest.py": 1,  # a page that stands still
    "tests/ui/explorer/test_browser_console.py": 1,  # a browser is told that a file exists
}
VERBLESS = re.compile(r"(?:What|Where|Whether|Whom?|Which)\b")


def comments(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the comments with their lines."""
    for token in tokenize.generate_tokens(StringIO(file.read_text("utf-8")).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def described(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the strings that are statements, with their lines: docstrings, and descriptions of constants and fields."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.lineno, node.value.value


def test_comments_use_field_words() -> None:
    found: dict[str, list[str]] = {}
    files = [
        file for room in (*ROOMS, "tests") for file in (ROOT / room).rglob("*.py") if file.name != Path(__file__).name
    ]
    assert len(files) > 900
    for file in files:
        if not RIDDLES.search(file.read_text("utf-8")):
            continue  # taking a file apart costs a hundred times as much
        name = file.relative_to(ROOT).as_posix()
        for line, words in (*comments(file), *described(file)):
            if match := RIDDLES.search(words):
                found.setdefault(name, []).append(f"{line} {match[0]}")
    assert {name: places for name, places in found.items() if len(places) > RIGHT.get(name, 0)} == {}
    assert {name: len(found.get(name, ())) for name in RIGHT} == RIGHT  # fewer: lower the number above


NAME = re.compile(r"^### .*|`[^`]*`")
"""A heading, which may be a rule's name, and code: names, and no prose."""


def test_pages_use_field_words() -> None:
    pages = {*(ROOT / "docs").glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"}
    assert len(pages) > 20
    found = [
        f"{page.relative_to(ROOT).as_posix()}:{number} {match[0]}"
        for page in sorted(pages)
        for number, line in enumerate(page.read_text("utf-8").splitlines(), 1)
        if (match := RIDDLES.search(NAME.sub("", line)))
    ]
    assert found == []


def test_tables_use_field_words() -> None:
    """Read are the reasons of rules and the comments of tables, and the comments of Turtle."""
    tables = [file for room in ROOMS for ending in ("toml", "ttl") for file in (ROOT / room).rglob(f"*.{ending}")]
    assert len(tables) > 60
    prose = re.compile(r"\s*(?:why = |#)")
    found = [
        f"{file.relative_to(ROOT).as_posix()}:{number} {match[0]}"
        for file in sorted(tables)
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if prose.match(line) and (match := RIDDLES.search(NAME.sub("", line)))
    ]
    assert found == []


def test_descriptions_of_constants_and_modules_are_no_clauses_without_a_verb() -> None:
    begun = [
        f"{file.relative_to(ROOT).as_posix()}:{line} {words[:40]}"
        for room in ROOMS
        for file in (ROOT / room).rglob("*.py")
        for line, words in described(file)
        if VERBLESS.match(words)
    ]
    assert begun == []
