"""The heads of columns: each column of a saved question has one in both languages, and no entry is left over."""

import pyoxigraph as ox
import pytest

from graph.query.columns import Heading, heading, headings
from graph.query.query import Query, all_queries
from graph.store.store import Store
from graph.store.view import View
from ontology.enumerations import Language, Theme


@pytest.fixture
def columns(store: Store) -> dict[str, tuple[str, ...]]:
    """The columns of each saved question, as an engine names them."""
    return {query.name: _columns(store, query) for query in all_queries()}


def _columns(store: View, query: Query) -> tuple[str, ...]:
    hidden = {parameter.name for parameter in query.parameters}
    results = store.query(query.text, {})
    assert isinstance(results, ox.QuerySolutions)
    return tuple(name for name in (variable.value for variable in results.variables) if name not in hidden)


def test_every_column_has_a_heading_in_both_languages(columns: dict[str, tuple[str, ...]]) -> None:
    missing = {
        (name, column)
        for name, shown in columns.items()
        for column in shown
        if column not in headings()["columns"] and column not in headings().get(name, {})
    }
    assert not missing
    assert all(set(one.texts) == set(Language) for table in headings().values() for one in table.values())


def test_no_heading_is_left_over(columns: dict[str, tuple[str, ...]]) -> None:
    for table, entries in headings().items():
        used = set().union(*columns.values()) if table == "columns" else set(columns[table])
        assert set(entries) <= used, table


def test_heads_of_one_question_differ(columns: dict[str, tuple[str, ...]]) -> None:
    doubled = {"citing-title", "cited-but-absent"}  # names beside an IRI of the same thing
    for name, shown in columns.items():
        for language in Language:
            heads = [heading(name, column).texts[language] for column in shown]
            assert len(set(heads)) == len(heads) or name in doubled, (name, heads)


@pytest.mark.parametrize(
    ("question", "column", "zh", "words"),
    [
        ("impact", "kind", "关系", "relation"),
        ("documents-by-year-and-kind", "kind", "文种", ""),
        ("fines-for-act", "kind", "处罚种类", "measure"),
        ("sanctions-by-authority", "act", "违法行为", ""),
        ("cites-repealed", "act", "如何终止", "relation"),
        ("", "kind", "kind", ""),
        ("impact", "unknown", "unknown", ""),
    ],
)
def test_a_question_may_give_a_column_another_meaning(question: str, column: str, zh: str, words: str) -> None:
    found = heading(question, column)
    assert (found.texts[Language.ZH], found.words) == (zh, words)
    assert isinstance(found, Heading)


def test_every_saved_question_has_a_theme_and_every_theme_a_question() -> None:
    assert {query.theme for query in all_queries()} == set(Theme)
