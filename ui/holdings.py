"""What the pages have in hand: the answers about the current generation of the store, each computed once.

Answers are immutable, so sessions share them. The store is open only while an answer is computed: no reader is left
behind that keeps old generations from being removed.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, wait
from datetime import date
from pathlib import Path
from typing import TypeVar

import streamlit as st

from graph import generations
from graph import standing as kept
from graph.status import Event, Status
from graph.store import Store
from graph.view import View
from ui import agencies as agency_cards
from ui import background, catalogue, corpus, deadlines, neighbourhood, standing, state
from ui import card as cards
from ui import findings as found
from ui import ledger as ledgers
from ui import relations as relation_rows
from ui import work as works
from ui.agencies import AgencyCard, AgencyRow
from ui.card import DocumentCard
from ui.catalogue import DocumentRow, FindingRow, Overview
from ui.corpus import Corpus
from ui.deadlines import Due
from ui.findings import Findings
from ui.ledger import Ledger
from ui.neighbourhood import Neighbourhood
from ui.relations import Relations
from ui.standing import History
from ui.work import Work

T = TypeVar("T")
PATIENCE = 0.4
"""How many seconds a page waits for findings that are not there yet: those of a small store are, by then."""


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


def around(iri: str, depth: int, kinds: tuple[str, ...]) -> Neighbourhood | None:
    """The documents around one; None when nothing is known by that IRI."""
    return _around(*_here(), iri, depth, kinds)


def connected() -> tuple[tuple[str, int], ...]:
    """The published documents with most relations, and how many each has."""
    return _connected(*_here())


def cited() -> tuple[DocumentRow, ...]:
    """The documents that others name and whose text the store does not hold, by number and title."""
    return _cited(*_here())


def texts() -> Corpus:
    """The text of every published document, to be searched."""
    return _texts(*_here())


def holding(word: str) -> frozenset[str]:
    """The published documents in whose text a folded word stands."""
    return _holding(*_here(), word)


def statuses(day: date) -> Mapping[str, Status]:
    """What holds on a day, by the IRI of the document; one of which nothing is known is not in it."""
    return _statuses(*_here(), day)


def history(iri: str, source: str = "") -> History:
    """The events of a document, with where they are printed."""
    return _history(*_here(), iri, source)


def due(day: date) -> tuple[Due, ...]:
    """The time limits of tasks that end next, seen from a day."""
    return _due(*_here(), day)


def findings(day: date) -> Findings | None:
    """What the shapes find in the whole store as of a day; None while they are still being asked, which no page waits for.

    Raises what the validation raised, once; asking again begins anew.
    """
    here = _here()
    running = [_lasting(*here), _passing(*here, day)]
    if wait(running, PATIENCE).not_done:
        return None
    for begun, clear in zip(running, (_lasting.clear, _passing.clear), strict=True):
        if begun.exception() is not None:
            clear()
    for begun in running:
        begun.result()
    return _findings(*here, day)


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
def _around(store: str, generation: str, iri: str, depth: int, kinds: tuple[str, ...]) -> Neighbourhood | None:
    return _answer(store, generation, lambda graph: neighbourhood.around(graph, iri, depth, kinds), None)


@st.cache_resource(show_spinner=False, max_entries=2)
def _connected(store: str, generation: str) -> tuple[tuple[str, int], ...]:
    return _answer(store, generation, neighbourhood.connected, ())


@st.cache_resource(show_spinner=False, max_entries=2)
def _cited(store: str, generation: str) -> tuple[DocumentRow, ...]:
    documents = _rows(store, generation)
    return _answer(store, generation, lambda graph: relation_rows.only_cited(graph, documents), ())


@st.cache_resource(show_spinner=False, max_entries=1)
def _texts(store: str, generation: str) -> Corpus:
    documents = [row.iri for row in _rows(store, generation)]
    return _answer(store, generation, lambda graph: corpus.read(graph, documents), corpus.NOTHING)


@st.cache_resource(show_spinner=False, max_entries=64)
def _holding(store: str, generation: str, word: str) -> frozenset[str]:
    return _texts(store, generation).holding(word)


@st.cache_resource(show_spinner=False, max_entries=1)
def _events(store: str, generation: str) -> dict[str, tuple[Event, ...]]:
    nothing: dict[str, tuple[Event, ...]] = {}
    return _answer(store, generation, kept.kept, nothing)


@st.cache_resource(show_spinner=False, max_entries=8)
def _statuses(store: str, generation: str, day: date) -> dict[str, Status]:
    return standing.statuses(_events(store, generation), day)


@st.cache_resource(show_spinner=False, max_entries=2)
def _by_iri(store: str, generation: str) -> dict[str, DocumentRow]:
    return {row.iri: row for row in _rows(store, generation)}


@st.cache_resource(show_spinner=False, max_entries=64)
def _history(store: str, generation: str, iri: str, source: str) -> History:
    held, events = _by_iri(store, generation), _events(store, generation)
    own = _card(store, generation, iri, source) if iri in held else None

    def ask(graph: View) -> History:
        return standing.history(graph, events.get(iri) or kept.events(graph, iri), held, own)

    return _answer(store, generation, ask, standing.NEVER)


@st.cache_resource(show_spinner=False, max_entries=8)
def _due(store: str, generation: str, day: date) -> tuple[Due, ...]:
    held = _by_iri(store, generation)
    return _answer(store, generation, lambda graph: deadlines.after(graph, day, held), ())


@st.cache_resource(show_spinner=False, max_entries=1)
def _lasting(store: str, generation: str) -> Future[Sequence[FindingRow]]:
    """The findings that are the same on every day."""
    return background.start(lambda: _validated(store, generation, None))


@st.cache_resource(show_spinner=False, max_entries=4)
def _passing(store: str, generation: str, day: date) -> Future[Sequence[FindingRow]]:
    return background.start(lambda: _validated(store, generation, day))


def _validated(store: str, generation: str, day: date | None) -> Sequence[FindingRow]:
    from shapes.validate import validate  # takes a second to load

    def ask(graph: View) -> Sequence[FindingRow]:
        broken = validate(graph.graph(), as_of=day, dated=day is not None)
        return found.rows(graph, broken, catalogue.documents(graph))

    return _answer(store, generation, ask, ())


@st.cache_resource(show_spinner=False, max_entries=4)
def _findings(store: str, generation: str, day: date) -> Findings:
    return found.together(_lasting(store, generation).result(), _passing(store, generation, day).result())
