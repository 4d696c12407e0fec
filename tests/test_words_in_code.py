"""Rules stay data: no Chinese pattern is written in the code that reads, derives or checks, and hardly a word is asked for there.

Patterns and lists of words occur in `ingest/rules/*.toml`, `graph/patterns.toml`, `check/patterns.toml` and `ontology/*.toml`, each with
examples and counterexamples. A single grammatical character in a comparison (的, 等) is no pattern.
"""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("ingest", "graph/derive", "graph/records", "check")
_HAN = re.compile("[\u3400-\u9fff\u3007]")
_WORD = re.compile("[\u3400-\u9fff\u3007]{2,}")
_ASKS = {"compile", "search", "match", "fullmatch", "split", "sub", "finditer", "findall"}
_TESTS = {"startswith", "endswith", "removeprefix", "removesuffix", "find", "rfind", "partition"}

PATTERNS_LEFT = {
    "graph/records/ranking.py": 1,
    "ingest/read/flattened/blanks.py": 1,
    "ingest/read/flattened/cuts.py": 3,
    "ingest/read/flattened/patterns.py": 1,
}
"""The line breaks of flattened pages, which are put together from several pieces."""
RANGES = {"[一-鿿]", "[一-鿿]{4}", "([一-鿿]{2,8}?)", "(?=[、和等市])"}
"""Any Chinese character, and what follows a place's short name."""
WORD_TESTS_LEFT = {
    "check/parts.py": "a kind of document, as `ontology.kinds` names it",
    "check/slips.py": "the digits",
    "graph/records/clause_events.py": "the units of a provision, a character each",
    "graph/records/consolidation.py": "the form of an inserted article's marker, which `ontology.numbers` writes",
    "ingest/read/word/headings.py": "a style's name, which Word gives",
}
"""One test in each of these files, and why it is right there: it asks for a value or a format's own token, and for no wording."""


def files() -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def strings(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def patterns_in(tree: ast.AST) -> int:
    """Count the calls of `re` whose pattern has Chinese words in it."""
    return sum(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _ASKS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and any(_HAN.search(text) and text not in RANGES for text in strings(node.args[0]))
        for node in ast.walk(tree)
    )


def word_tests_in(tree: ast.AST) -> int:
    """Count the comparisons and string methods that ask for a Chinese word of two characters or more."""
    return sum(any(_WORD.search(text) for text in asked) for node in ast.walk(tree) if (asked := _words_tested(node)))


def _words_tested(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Compare):
        return [text for part in (node.left, *node.comparators) for text in strings(part)]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _TESTS:
        return [text for part in node.args for text in strings(part)]
    return []


def counted(count: Callable[[ast.AST], int]) -> dict[str, int]:
    found = Counter({str(path.relative_to(ROOT)): count(ast.parse(path.read_text("utf-8"))) for path in files()})
    return {name: number for name, number in sorted(found.items()) if number}


def test_no_pattern_is_written_in_code() -> None:
    assert counted(patterns_in) == PATTERNS_LEFT, "put the pattern into a table, or lower the number"


def test_word_tests_grow_no_more() -> None:
    assert counted(word_tests_in) == dict.fromkeys(WORD_TESTS_LEFT, 1), "put the words into a table"


@pytest.mark.parametrize(("code", "patterns", "words"), [
    ('import re\nX = re.compile("渡口|码头")', 1, 0),
    ('import re\nX = re.compile(f"{A}渡口")', 1, 0),
    ('import re\nX = re.compile("[，。]")', 0, 0),
    ('import re\nX = re.compile("[一-鿿]")', 0, 0),
    ('if text.endswith(("渡口", "码头")): pass', 0, 1),
    ('if text in ("渡口", "的"): pass', 0, 1),
    ('if text.endswith("的") or text == "等": pass', 0, 0),
    ('raise ValueError(f"渡口：{text}")', 0, 0),
])  # fmt: skip
def test_what_counts(code: str, patterns: int, words: int) -> None:
    tree = ast.parse(code)
    assert (patterns_in(tree), word_tests_in(tree)) == (patterns, words)
