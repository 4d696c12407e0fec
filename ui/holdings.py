"""What the pages have in hand: the answers about the current generation of the store, each computed once.

Answers are immutable, so sessions share them. The store is open only while an answer is computed: no reader is left
behind that keeps old generations from being removed.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import streamlit as st

from graph import generations
from graph.store import Store
from graph.view import View
from ui import agencies as agency_cards
from ui import card as cards
from ui import catalogue, chain, neighbourhood, state
from ui import ledger as ledgers
from ui import relations as relation_rows
from ui import web as webs
from ui import work as works
from ui.agencies import AgencyCard, AgencyRow
from ui.card import DocumentCard
from ui.catalogue import DocumentRow, FindingRow, Overview
from ui.chain import Chains
from ui.ledger import Ledger
from ui.neighbourhood import Neighbourhood
from ui.relations import Relations
from ui.web import Web
from ui.work import Work

T = TypeVar("T")


def version(store: str) -> str:
    """The name of the store's current generation, empty before its first build. Raises graph.errors.StoreError."""
    generations.check(Path(store))
    current = generations.current(Path(store))
    return current.name if current else ""


def rows() -> tuple[DocumentRow, ...]:
    """Every published document, newest first."""
    return _rows(*_here())


def overview() -> Overview:
    return _overview(*_here())


def card(iri: str, source: str = "") -> DocumentCard | None:
    """One document, by its IRI or that of a part or clause of it."""
    return _card(*_here(), iri, source)


def relations(iri: str) -> Relations:
    """What a published document and others say of each other."""
    return _relations(*_here(), iri)


def work(iri: str, source: str) -> Work:
    """The tasks, time limits and duties of a published document, as `source` prints it."""
    return _work(*_here(), iri, source)


def ledger(iri: str) -> Ledger:
    """The tasks and duties of an agency."""
    return _ledger(*_here(), iri)


def agencies() -> tuple[AgencyRow, ...]:
    """Every agency, those with most documents first."""
    return _agencies(*_here())


def agency(iri: str) -> AgencyCard | None:
    return _agency(*_here(), iri)


def web() -> Web:
    """Who speaks of whom in the whole store."""
    return _web(*_here())


def around(
    iri: str, depth: int, kinds: tuple[str, ...], opened: tuple[str, ...] = (), agencies: bool = False
) -> Neighbourhood | None:
    """What stands around a document or an agency; None when nothing is known by that IRI."""
    return _around(*_here(), iri, depth, kinds, opened, agencies)


def chains(first: str, last: str) -> Chains | None:
    """How two documents hang together; None when one of them is not known."""
    return _chains(*_here(), first, last)


def cited() -> tuple[DocumentRow, ...]:
    """The documents that others name but the store does not hold."""
    return _cited(*_here())


def findings() -> tuple[FindingRow, ...]:
    """What the shapes find in the whole store, worst first."""
    return _findings(*_here())


def findings_of(iri: str) -> tuple[FindingRow, ...]:
    return tuple(row for row in findings() if row.document and row.document.iri == iri)


def _here() -> tuple[str, str]:
    return state.store(), version(state.store())


def _answer(store: str, generation: str, question: Callable[[View], T], empty: T) -> T:
    if not generation:
        return empty
    with Store.open(store) as graph:
        return question(graph)


@st.cache_resource(show_spinner=False, max_entries=2)
def _rows(store: str, generation: str) -> tuple[DocumentRow, ...]:
    return _answer(store, generation, catalogue.documents, ())


@st.cache_resource(show_spinner=False, max_entries=2)
def _overview(store: str, generation: str) -> Overview:
    documents = _rows(store, generation)
    return _answer(store, generation, lambda graph: catalogue.overview(graph, documents), catalogue.NOTHING)


@st.cache_resource(show_spinner=False, max_entries=64)
def _card(store: str, generation: str, iri: str, source: str) -> DocumentCard | None:
    return _answer(store, generation, lambda graph: cards.card(graph, iri, source), None)


@st.cache_resource(show_spinner=False, max_entries=64)
def _relations(store: str, generation: str, iri: str) -> Relations:
    return _answer(store, generation, lambda graph: relation_rows.of(graph, iri), relation_rows.NONE)


@st.cache_resource(show_spinner=False, max_entries=64)
def _work(store: str, generation: str, iri: str, source: str) -> Work:
    return _answer(store, generation, lambda graph: works.of(graph, iri, source), works.NOTHING)


@st.cache_resource(show_spinner=False, max_entries=64)
def _ledger(store: str, generation: str, iri: str) -> Ledger:
    documents = _rows(store, generation)
    return _answer(store, generation, lambda graph: ledgers.ledger(graph, iri, documents), ledgers.NOTHING)


@st.cache_resource(show_spinner=False, max_entries=2)
def _agencies(store: str, generation: str) -> tuple[AgencyRow, ...]:
    documents = _rows(store, generation)
    return _answer(store, generation, lambda graph: agency_cards.agencies(graph, documents), ())


@st.cache_resource(show_spinner=False, max_entries=64)
def _agency(store: str, generation: str, iri: str) -> AgencyCard | None:
    documents = _rows(store, generation)
    return _answer(store, generation, lambda graph: agency_cards.card(graph, iri, documents), None)


@st.cache_resource(show_spinner=False, max_entries=64)
def _around(
    store: str, generation: str, iri: str, depth: int, kinds: tuple[str, ...], opened: tuple[str, ...], agencies: bool
) -> Neighbourhood | None:
    links = _web(store, generation)
    return _answer(
        store, generation, lambda graph: neighbourhood.around(graph, links, iri, depth, kinds, opened, agencies), None
    )


@st.cache_resource(show_spinner=False, max_entries=64)
def _chains(store: str, generation: str, first: str, last: str) -> Chains | None:
    links = _web(store, generation)
    return _answer(store, generation, lambda graph: chain.between(graph, links, first, last), None)


@st.cache_resource(show_spinner=False, max_entries=2)
def _web(store: str, generation: str) -> Web:
    return _answer(store, generation, webs.read, webs.NOTHING)


@st.cache_resource(show_spinner=False, max_entries=2)
def _cited(store: str, generation: str) -> tuple[DocumentRow, ...]:
    links = _web(store, generation)
    found: tuple[DocumentRow, ...] = _answer(store, generation, relation_rows.cited, ())
    return tuple(row for row in found if links.one(row.iri) not in links.published)


@st.cache_resource(show_spinner=False, max_entries=2)
def _findings(store: str, generation: str) -> tuple[FindingRow, ...]:
    from shapes.validate import validate  # pySHACL takes a second to load

    documents = _rows(store, generation)
    return _answer(store, generation, lambda graph: catalogue.findings(validate(graph.graph()), documents), ())
