"""What the pages have in hand: the answers about the current generation of the store, each computed once.

Answers are immutable, so sessions share them. The store is open only while an answer is computed: no reader is left
behind that keeps old generations from being removed.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from datetime import date
from typing import TypeVar

import streamlit as st

from graph import standing as kept
from graph.endpoint import is_url
from graph.limited import ask
from graph.query import Answer, adhoc
from graph.status import Event, Status
from graph.store import Store
from graph.view import View
from graph.work import read as works
from graph.work.model import NOTHING, Duty, Work
from ui import agencies as agency_cards
from ui import background, catalogue, chain, corpus, deadlines, intake, neighbourhood, standing, state
from ui import card as cards
from ui import findings as found
from ui import ledger as books
from ui import printed as printings
from ui import relations as relation_rows
from ui import web as webs
from ui.agencies import AgencyCard, AgencyRow
from ui.card import DocumentCard
from ui.catalogue import DocumentRow, FindingRow, Overview
from ui.chain import Chains
from ui.corpus import Corpus
from ui.deadlines import Due
from ui.findings import Findings
from ui.intake import Held
from ui.ledger import Book
from ui.neighbourhood import Neighbourhood
from ui.printed import Printed
from ui.relations import Relations
from ui.standing import History
from ui.web import Web

T = TypeVar("T")
REMOTE_AGE = 10
PATIENCE = 0.3
"""How many seconds a page waits for findings that are not there yet: those of a small store are, by then."""


def version(store: str) -> str:
    """What changes when a build changes the store, empty before its first build. Raises graph.errors.StoreError.

    An endpoint is asked again after `REMOTE_AGE` seconds: no page is older than that.
    """
    return _remote_version(store) if is_url(store) else Store.version(store)


@st.cache_data(show_spinner=False, ttl=REMOTE_AGE, max_entries=4)
def _remote_version(store: str) -> str:
    return Store.version(store)


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


def book() -> Book:
    """The tasks of all documents."""
    return _book(*_here())


def duties(iri: str) -> tuple[Duty, ...]:
    """What an agency must, must not and may do by its name."""
    return _duties(*_here(), iri)


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
    """The documents that others name and whose text the store does not hold, by number and title."""
    return _cited(*_here())


def texts() -> Corpus | None:
    """The text of every published document, to be searched; None while it is still being read, which no page waits for."""
    running = _reading(*_here())
    return running.result() if background.done([running], PATIENCE) else None


def holding(word: str) -> frozenset[str]:
    """The published documents in whose text a folded word stands, once `texts` are there."""
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

    Raises what the validation raised, once; asking again begins anew, but for one that was stopped: it would be again.
    """
    here = _here()
    running = [_lasting(*here), _passing(*here, day)]
    if not background.done(running, PATIENCE):
        return None
    for begun, clear in zip(running, (_lasting.clear, _passing.clear), strict=True):
        if begun.exception() is not None and not isinstance(begun.exception(), found.ValidationError):
            clear()
    for begun in running:
        begun.result()
    return _findings(*here, day)


def asked(text: str, params: tuple[tuple[str, str], ...]) -> Answer:
    """What a user's query gives, within the console's limits. Raises graph.errors.GraphError; what is refused is not kept."""
    return _asked(*_here(), text, params)


def held(names: tuple[str, ...]) -> dict[str, Held]:
    """What the store holds under the names of these texts."""
    return _held(*_here(), names)


def printed_elsewhere(documents: tuple[str, ...], names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Which documents it has from other texts, and which those are."""
    return _printed_elsewhere(*_here(), documents, names)


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


@st.cache_resource(show_spinner=False, max_entries=256)
def _printed(store: str, generation: str, iri: str) -> Printed | None:
    return _answer(store, generation, lambda graph: printings.printed(graph, iri), None)


def _card(store: str, generation: str, iri: str, source: str) -> DocumentCard | None:
    found = _printed(store, generation, iri)
    return _read(store, generation, found, found.by(source)) if found else None


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs={Printed: lambda found: found.document})
def _read(store: str, generation: str, found: Printed, source: str) -> DocumentCard | None:
    return _answer(store, generation, lambda graph: cards.read(graph, found, source), None)


@st.cache_resource(show_spinner=False, max_entries=64)
def _relations(store: str, generation: str, iri: str) -> Relations:
    return _answer(store, generation, lambda graph: relation_rows.of(graph, iri), relation_rows.NONE)


@st.cache_resource(show_spinner=False, max_entries=64)
def _work(store: str, generation: str, iri: str, source: str) -> Work:
    return _answer(store, generation, lambda graph: works.of(graph, iri, source), NOTHING)


@st.cache_resource(show_spinner=False, max_entries=2)
def _book(store: str, generation: str) -> Book:
    return _answer(store, generation, lambda graph: books.book(works.tasks(graph)), books.NOTHING)


@st.cache_resource(show_spinner=False, max_entries=64)
def _duties(store: str, generation: str, iri: str) -> tuple[Duty, ...]:
    return _answer(store, generation, lambda graph: works.borne_by(graph, iri), ())


@st.cache_resource(show_spinner=False, max_entries=2)
def _agencies(store: str, generation: str) -> tuple[AgencyRow, ...]:
    documents, tasks = _rows(store, generation), _book(store, generation).tasks
    return _answer(store, generation, lambda graph: agency_cards.agencies(graph, documents, tasks), ())


@st.cache_resource(show_spinner=False, max_entries=64)
def _agency(store: str, generation: str, iri: str) -> AgencyCard | None:
    documents, listed = _rows(store, generation), _agencies(store, generation)
    return _answer(store, generation, lambda graph: agency_cards.card(graph, iri, documents, listed), None)


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


@st.cache_resource(show_spinner=False, max_entries=8)
def _held(store: str, generation: str, names: tuple[str, ...]) -> dict[str, Held]:
    return _answer(store, generation, lambda graph: intake.held(graph, names), {})


@st.cache_resource(show_spinner=False, max_entries=8)
def _printed_elsewhere(
    store: str, generation: str, documents: tuple[str, ...], names: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    return _answer(store, generation, lambda graph: intake.printed_elsewhere(graph, documents, names), {})


@st.cache_resource(show_spinner=False, max_entries=8)
def _asked(store: str, generation: str, text: str, params: tuple[tuple[str, str], ...]) -> Answer:
    return ask(store, adhoc(text), dict(params))


@st.cache_resource(show_spinner=False, max_entries=1)
def _reading(store: str, generation: str) -> Future[Corpus]:
    documents = [row.iri for row in _rows(store, generation)]
    return background.start(
        lambda: _answer(store, generation, lambda graph: corpus.read(graph, documents), corpus.NOTHING), "texts"
    )


@st.cache_resource(show_spinner=False, max_entries=64)
def _holding(store: str, generation: str, word: str) -> frozenset[str]:
    return _reading(store, generation).result().holding(word)


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
    return background.start(lambda: _validated(store, generation, None), "findings")


@st.cache_resource(show_spinner=False, max_entries=4)
def _passing(store: str, generation: str, day: date) -> Future[Sequence[FindingRow]]:
    return background.start(lambda: _validated(store, generation, day), "findings")


def _validated(store: str, generation: str, day: date | None) -> Sequence[FindingRow]:
    if not generation:
        return ()
    large = len(_rows(store, generation)) >= found.LARGE
    return (found.aside if large else found.validated)(store, day)


@st.cache_resource(show_spinner=False, max_entries=4)
def _findings(store: str, generation: str, day: date) -> Findings:
    return found.together(_lasting(store, generation).result(), _passing(store, generation, day).result())
