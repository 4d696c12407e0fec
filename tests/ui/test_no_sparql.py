"""Pages and commands ask `graph/records` and write no SPARQL of their own."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
_SPARQL = re.compile(r"\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b.*\{.*\?\w", re.DOTALL)
ALLOWED = {
    "ui/explorer/views/sparql.py": "the query that the console begins with",
    "ui/served/start.py": "the query that the endpoint's form begins with",
}


def test_only_the_console_holds_a_query() -> None:
    found = {
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "ui").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _SPARQL.search(node.value)
    }
    assert found == ALLOWED.keys()
