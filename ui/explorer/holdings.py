"""What the pages have in hand: the answers about the current generation of the store, each computed once.

Answers are immutable, so sessions share them. The store is open only while an answer is computed: no reader is left
behind that keeps old generations from being removed.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

import streamlit as st

from graph.derive import standing as kept
from graph.derive.status import Event, Status
from graph.query.limited import ask
from graph.query.query import Answer, adhoc
from graph.records import agencies as agency_cards
from graph.records import card as cards
from graph.records import catalogue, chain, deadlines, neighbourhood
from graph.records import history as standing
from graph.records import printed as printings
from graph.records import relations as relation_rows
from graph.records import taskbook as books
from graph.records import tasks as works
from graph.records import web as webs
from graph.records.agencies import AgencyCard, AgencyRow
from graph.records.card import DocumentCard
from graph.records.catalogue import DocumentRow, Overview
from graph.records.chain import Chains
from graph.records.deadlines import Due
from graph.records.history import History
from graph.records.neighbourhood import Neighbourhood
from graph.records.printed import Printed
from graph.records.relations import Relations
from graph.records.taskbook import Book
from graph.records.web import Web
from graph.records.work import NOTHING, Duty, Work
from graph.store.endpoint import is_url
from graph.store.store import Store
from graph.store.view import View
from ui.explorer import intake, state
from ui.explorer.intake import Held

T = TypeVar("T")
REMOTE_AGE = 10


def version(store: str) -> str:
    """What changes when a build changes the store, empty before its first build. Raises graph.store.errors.StoreError.

    An endpoint is asked again after `REMOTE_AGE` seconds: no page is older than that.
    """
    return _remote_version(store) if is_url(store) else Store.version(store)


@st.cache_data(show_spinner=False, ttl=REMOTE_AGE, max_entries=4)
def _remote_version(store: str) -> str:
    return Store.version(store)


def rows() -> tuple[DocumentRow, ...]:
    """Every published document, newest first."""
    return rows_of(*here())


def overview() -> Overview:
    return _overview(*here())


def card(iri: str, source: str = "") -> DocumentCard | None:
    """One document, by its IRI or that of a part or clause of it."""
    return _card(*here(), iri, source)


def relations(iri: str) -> Relations:
    """What a published document and others say of each other."""
    return _relations(*here(), iri)


def work(iri: str, source: str) -> Work:
    """The tasks, time limits and duties of a published document, as `source` prints it."""
    return _work(*here(), iri, source)


def book() -> Book:
    """The tasks of all documents."""
    return _book(*here())


def duties(iri: str) -> tuple[Duty, ...]:
    """What an agency must, must not and may do by its name."""
    return _duties(*here(), iri)


def agencies() -> tuple[AgencyRow, ...]:
    """Every agency, those with most documents first."""
    return _agencies(*here())


def agency(iri: str) -> AgencyCard | None:
    return _agency(*here(), iri)


def web() -> Web:
    """Who speaks of whom in the whole store."""
    return _web(*here())


def around(
    iri: str, depth: int, kinds: tuple[str, ...], opened: tuple[str, ...] = (), agencies: bool = False
) -> Neighbourhood | None:
    """What stands around a document or an agency; None when nothing is known by that IRI."""
    return _around(*here(), iri, depth, kinds, opened, agencies)


def chains(first: str, last: str) -> Chains | None:
    """How two documents hang together; None when one of them is not known."""
    return _chains(*here(), first, last)


def cited() -> tuple[DocumentRow, ...]:
    """The documents that others name and whose text the store does not hold, by number and title."""
    return _cited(*here())


def statuses(day: date) -> Mapping[str, Status]:
    """What holds on a day, by the IRI of the document; one of which nothing is known is not in it."""
    return _statuses(*here(), day)


def history(iri: str, source: str = "") -> History:
    """The events of a document, with where they are printed."""
    return _history(*here(), iri, source)


def due(day: date) -> tuple[Due, ...]:
    """The time limits of tasks that end next, seen from a day."""
    return _due(*here(), day)


def asked(text: str, params: tuple[tuple[str, str], ...]) -> Answer:
    """What a user's query gives, within the console's limits. Raises graph.store.errors.GraphError; what is refused is not kept."""
    return _asked(*here(), text, params)


def held(names: tuple[str, ...]) -> dict[str, Held]:
    """What the store holds under the names of these texts."""
    return _held(*here(), names)


def printed_elsewhere(documents: tuple[str, ...], names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Which documents it has from other texts, and which those are."""
    return _printed_elsewhere(*here(), documents, names)


def here() -> tuple[str, str]:
    """The store and its version: what answers are kept by."""
    return state.store(), version(state.store())


def answer(store: str, generation: str, question: Callable[[View], T], empty: T) -> T:
    """What a store says, `empty` before its first build."""
    if not generation:
        return empty
    with Store.open(store) as graph:
        return question(graph)


@st.cache_resource(show_spinner=False, max_entries=2)
def rows_of(store: str, generation: str) -> tuple[DocumentRow, ...]:
    """As `rows`, where a thread does not know whose page it works for."""
    return answer(store, generation, catalogue.documents, ())


@st.cache_resource(show_spinner=False, max_entries=2)
def _overview(store: str, generation: str) -> Overview:
    documents = rows_of(store, generation)
    return answer(store, generation, lambda graph: catalogue.overview(graph, documents), catalogue.NOTHING)


@st.cache_resource(show_spinner=False, max_entries=256)
def _printed(store: str, generation: str, iri: str) -> Printed | None:
    return answer(store, generation, lambda graph: printings.printed(graph, iri), None)


def _card(store: str, generation: str, iri: str, source: str) -> DocumentCard | None:
    found = _printed(store, generation, iri)
    return _read(store, generation, found, found.by(source)) if found else None


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs={Printed: lambda found: found.document})
def _read(store: str, generation: str, found: Printed, source: str) -> DocumentCard | None:
    return answer(store, generation, lambda graph: cards.read(graph, found, source), None)


@st.cache_resource(show_spinner=False, max_entries=64)
def _relations(store: str, generation: str, iri: str) -> Relations:
    return answer(store, generation, lambda graph: relation_rows.of(graph, iri), relation_rows.NONE)


@st.cache_resource(show_spinner=False, max_entries=64)
def _work(store: str, generation: str, iri: str, source: str) -> Work:
    return answer(store, generation, lambda graph: works.of(graph, iri, source), NOTHING)


@st.cache_resource(show_spinner=False, max_entries=2)
def _book(store: str, generation: str) -> Book:
    return answer(store, generation, lambda graph: books.book(works.tasks(graph)), books.NOTHING)


@st.cache_resource(show_spinner=False, max_entries=64)
def _duties(store: str, generation: str, iri: str) -> tuple[Duty, ...]:
    return answer(store, generation, lambda graph: works.borne_by(graph, iri), ())


@st.cache_resource(show_spinner=False, max_entries=2)
def _agencies(store: str, generation: str) -> tuple[AgencyRow, ...]:
    documents, tasks = rows_of(store, generation), _book(store, generation).tasks
    return answer(store, generation, lambda graph: agency_cards.agencies(graph, documents, tasks), ())


@st.cache_resource(show_spinner=False, max_entries=64)
def _agency(store: str, generation: str, iri: str) -> AgencyCard | None:
    documents, listed = rows_of(store, generation), _agencies(store, generation)
    return answer(store, generation, lambda graph: agency_cards.card(graph, iri, documents, listed), None)


@st.cache_resource(show_spinner=False, max_entries=64)
def _around(
    store: str, generation: str, iri: str, depth: int, kinds: tuple[str, ...], opened: tuple[str, ...], agencies: bool
) -> Neighbourhood | None:
    links = _web(store, generation)
    return answer(
        store, generation, lambda graph: neighbourhood.around(graph, links, iri, depth, kinds, opened, agencies), None
    )


@st.cache_resource(show_spinner=False, max_entries=64)
def _chains(store: str, generation: str, first: str, last: str) -> Chains | None:
    links = _web(store, generation)
    return answer(store, generation, lambda graph: chain.between(graph, links, first, last), None)


@st.cache_resource(show_spinner=False, max_entries=2)
def _web(store: str, generation: str) -> Web:
    return answer(store, generation, webs.read, webs.NOTHING)


@st.cache_resource(show_spinner=False, max_entries=2)
def _cited(store: str, generation: str) -> tuple[DocumentRow, ...]:
    links = _web(store, generation)
    found: tuple[DocumentRow, ...] = answer(store, generation, relation_rows.cited, ())
    return tuple(row for row in found if links.one(row.iri) not in links.published)


@st.cache_resource(show_spinner=False, max_entries=8)
def _held(store: str, generation: str, names: tuple[str, ...]) -> dict[str, Held]:
    return answer(store, generation, lambda graph: intake.held(graph, names), {})


@st.cache_resource(show_spinner=False, max_entries=8)
def _printed_elsewhere(
    store: str, generation: str, documents: tuple[str, ...], names: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    return answer(store, generation, lambda graph: intake.printed_elsewhere(graph, documents, names), {})


@st.cache_resource(show_spinner=False, max_entries=8)
def _asked(store: str, generation: str, text: str, params: tuple[tuple[str, str], ...]) -> Answer:
    return ask(store, adhoc(text), dict(params))


@st.cache_resource(show_spinner=False, max_entries=1)
def _events(store: str, generation: str) -> dict[str, tuple[Event, ...]]:
    nothing: dict[str, tuple[Event, ...]] = {}
    return answer(store, generation, kept.kept, nothing)


@st.cache_resource(show_spinner=False, max_entries=8)
def _statuses(store: str, generation: str, day: date) -> dict[str, Status]:
    return standing.statuses(_events(store, generation), day)


@st.cache_resource(show_spinner=False, max_entries=2)
def _by_iri(store: str, generation: str) -> dict[str, DocumentRow]:
    return {row.iri: row for row in rows_of(store, generation)}


@st.cache_resource(show_spinner=False, max_entries=64)
def _history(store: str, generation: str, iri: str, source: str) -> History:
    held, events = _by_iri(store, generation), _events(store, generation)
    own = _card(store, generation, iri, source) if iri in held else None

    def ask(graph: View) -> History:
        return standing.history(graph, events.get(iri) or kept.events(graph, iri), held, own)

    return answer(store, generation, ask, standing.NEVER)


@st.cache_resource(show_spinner=False, max_entries=8)
def _due(store: str, generation: str, day: date) -> tuple[Due, ...]:
    held = _by_iri(store, generation)
    return answer(store, generation, lambda graph: deadlines.after(graph, day, held), ())
