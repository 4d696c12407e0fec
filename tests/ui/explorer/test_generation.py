"""What is kept of each generation, and how often a page opens the store and asks it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import current_thread

import pytest

from graph.store.store import Store
from graph.store.view import View
from tests.samples import fictional as sample


@dataclass
class Asked:
    openings: int = 0
    queries: int = 0


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Counts the openings and queries of the pages themselves, without the work in threads beside them."""
    counted = Asked()
    opened, query = Store.open, View.query

    def page() -> bool:
        return current_thread().name == "ScriptRunner.scriptThread"

    def open_(path: object) -> object:
        counted.openings += page()
        return opened(path)

    def query_(view: View, *arguments: object) -> object:
        counted.queries += page()
        return query(view, *arguments)

    monkeypatch.setattr(Store, "open", staticmethod(open_))
    monkeypatch.setattr(View, "query", query_)
    return counted


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    import streamlit as st

    st.cache_resource.clear()
    yield


ONCE = 8
"""How often the list of documents and `Identity` ask, once a generation, whichever page comes first."""
# The queries that a page may ask beside these when nothing is kept yet.
PAGES: Mapping[str, tuple[int, dict[str, str]]] = {
    "overview": (12, {}),
    "documents": (7, {}),
    "document": (12, {"iri": sample.NOTICE}),
    "agencies": (30, {}),
    "agency": (30, {"iri": sample.WATER}),
    "tasks": (20, {}),
    "graph": (24, {"iri": sample.NOTICE}),
    "validation": (3, {}),
    "sparql": (9, {"name": "documents-of-agency"}),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_the_store_once(visit, store: Path, asked: Asked, page: str) -> None:
    most, parameters = PAGES[page]
    visit(page, store, **parameters)
    assert asked.openings == 1 and 0 < asked.queries <= most + ONCE
    visit(page, store, **parameters)
    assert asked.openings == 1, "everything is kept"
