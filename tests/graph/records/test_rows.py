"""Rows of a SELECT: several tables in one query, and a list of IRIs."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from graph.records.rows import gather, select_about, select_rows, select_tables
from graph.store.store import Store
from graph.store.substitution import substitute
from graph.store.view import Term, View

_DOCUMENTS = "SELECT ?document WHERE { ?document a zm:PublishedDocument }"
_TITLES = "SELECT DISTINCT ?document ?title WHERE { ?document a zm:PublishedDocument ; dct:title ?title }"
_SOURCE = "SELECT ?source ?name WHERE { ?source a zm:Source ; dct:identifier ?name } LIMIT 1"
_NONE = "SELECT ?document WHERE { ?document zm:noSuchProperty ?value }"


def test_several_tables_are_read_in_one_query(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ordered(rows: list[dict[str, str]]) -> list[list[tuple[str, str]]]:
        return sorted(sorted(row.items()) for row in rows)

    tables = {"documents": _DOCUMENTS, "titles": _TITLES, "source": _SOURCE, "none": _NONE}
    with Store.open(store) as view:
        alone = {name: select_rows(view, sparql) for name, sparql in tables.items()}
        asked: list[str] = []
        query = View.query

        def counted(view: View, text: str, *more: Mapping[str, Term] | None) -> object:
            asked.append(text)
            return query(view, text, *more)

        monkeypatch.setattr(View, "query", counted)
        together = select_tables(view, **tables)
    assert len(asked) == 1
    assert {name: ordered(rows) for name, rows in together.items()} == {
        name: ordered(rows) for name, rows in alone.items()
    }
    assert alone["documents"] and alone["titles"] and len(alone["source"]) == 1 and together["none"] == []


def test_nothing_is_asked_about_no_iri(store: Path) -> None:
    with Store.open(store) as view:
        assert select_about(view, "not a query {iris}", []) == []


def test_what_is_gathered_can_be_asked_of_an_endpoint() -> None:
    class Asked:
        def select(self, text: str) -> list[object]:
            substitute(text, {})  # raises for what no endpoint is asked
            return []

    assert list(gather(Asked(), "https://example.org/g", {"?node a zm:Task .": ["zm:quote"]})) == []  # type: ignore[arg-type]
