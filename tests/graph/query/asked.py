"""All saved questions with parameters that have an answer over the examples."""

import re
from dataclasses import replace

from graph.query.query import FOLDER, Query, Table, all_queries, find, run, table
from graph.store.view import View
from tests.examples.test_questions import QUESTIONS

PARAMETERS = {name: parameters for name, parameters, _, _ in QUESTIONS} | {
    "implementation-chain": {"document": "岚望政办发〔2023〕2号"},
    "clauses-of-document": {"document": "岚政发〔2019〕14号"},
    "facts-of-document": {"document": "岚政发〔2019〕14号"},
    "document": {"text": "岚政发〔2019〕14号"},
    "documents-of-agency": {"agency": "岚州市民政局"},
    "validity-ending-before": {"before": "2024-01-01"},
    "duties-of-bearer": {"bearer": "单位"},
    "fines-for-act": {"act": "留样"},
    "definitions-of-term": {"word": "养老服务设施"},
    "moved-articles": {"day": "2024-01-01"},
}
ASKED = [
    *(query.name for query in all_queries()),
    *(f"tables/{file.stem}" for file in (FOLDER / "tables").glob("*.rq")),
]


def saved(name: str) -> list[Query]:
    """A saved question, and the same without the DISTINCT of its answer, which would hide that a triple counts twice."""
    query = table(name.removeprefix("tables/")) if name.startswith("tables/") else find(name)
    plain = replace(query, text=re.sub(r"\bSELECT DISTINCT\b", "SELECT", query.text))
    return [query] if plain == query else [query, plain]


def forms() -> list[tuple[str, Query]]:
    """Each form of each question, by name."""
    return [(name, query) for name in sorted(ASKED) for query in saved(name)]


def answers(view: View) -> list[tuple[str, Table]]:
    """The answer to each form of each question. Without DISTINCT there may be rows that ORDER BY does not distinguish: they are sorted."""
    found = []
    for name, query in forms():
        answer = run(view, query, PARAMETERS.get(name))
        plain = "SELECT DISTINCT" not in query.text
        found.append((name, replace(answer, rows=tuple(sorted(answer.rows, key=str))) if plain else answer))
    return found
