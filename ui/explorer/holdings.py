"""The questions that pages ask of the current generation of the store (`ui/explorer/generation.py` keeps the answers)."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from graph.derive import standing as kept
from graph.derive.status import StatusEvent
from graph.query.limited import run_untrusted
from graph.query.query import Answer, adhoc
from graph.records import document_page
from graph.records.agencies import AgencyCard, AgencyRow, list_agencies, read_agency
from graph.records.chains import Chains, find_chains
from graph.records.deadlines import NextDue, list_next_due
from graph.records.document_page import CitedPage, DocumentPage
from graph.records.documents import NO_DOCUMENTS, DocumentRow, Overview, list_documents, read_overview
from graph.records.identity import NOBODY, Identity, build_identity
from graph.records.ledger import NO_TASKS, Book, build_book
from graph.records.neighbourhood import Neighbourhood, read_neighbourhood
from graph.records.network import NO_NETWORK, Network, read_network
from graph.records.norms import NO_NORMS, Norms, count_bearers, read_norms
from graph.records.status_history import list_statuses
from graph.records.tasks import read_duties, read_tasks
from graph.records.work import DutyRow
from ontology.enumerations import Status
from ui.explorer import intake, state
from ui.explorer.generation import opened, per_generation
from ui.explorer.intake import Held

_NONE: Mapping[str, object] = MappingProxyType({})
_FEW, _SOME = 2, 8
"""How many answers are kept of what is the same on every page, and of what depends on a day or on uploaded texts."""


@per_generation(empty=(), max_entries=_FEW)
def rows() -> tuple[DocumentRow, ...]:
    """Every published document, newest first."""
    return list_documents(opened())


@per_generation(empty=NOBODY, max_entries=_FEW)
def who() -> Identity:
    """Which document an IRI is, and which document or agency a text means."""
    return build_identity(opened(), rows())


@per_generation(empty=NO_DOCUMENTS, max_entries=_FEW)
def overview() -> Overview:
    return read_overview(opened(), rows())


@per_generation(empty=None)
def document(iri: str, source: str = "") -> DocumentPage | None:
    """Everything about one document, by its IRI or that of a part or clause of it, as `source` prints it."""
    return document_page.read_document(opened(), iri, source, who())


@per_generation(empty=None)
def cited_document(iri: str) -> CitedPage | None:
    """A document that others name and whose text the store does not hold."""
    return document_page.read_cited(opened(), iri, who())


@per_generation(empty=NO_TASKS, max_entries=_FEW)
def book() -> Book:
    """The tasks of all documents."""
    return build_book(read_tasks(opened()))


@per_generation(empty=NO_NORMS, max_entries=_FEW)
def norms() -> Norms:
    """What all documents oblige, forbid and allow, with what follows from a breach."""
    return read_norms(opened())


@per_generation(empty=(), max_entries=_FEW)
def bearers() -> list[tuple[str, int]]:
    """The kinds of bearer with the number of their duties, most first."""
    return count_bearers(norms().norms)


@per_generation(empty=())
def duties(iri: str) -> tuple[DutyRow, ...]:
    """What an agency must, must not and may do by its name."""
    return read_duties(opened(), iri)


@per_generation(empty=(), max_entries=_FEW)
def agencies() -> tuple[AgencyRow, ...]:
    """Every agency, those with most documents first."""
    return list_agencies(opened(), rows(), book().tasks)


@per_generation(empty=None)
def agency(iri: str) -> AgencyCard | None:
    return read_agency(opened(), iri, rows(), agencies())


@per_generation(empty=NO_NETWORK, max_entries=_FEW)
def web() -> Network:
    """Who speaks of whom in the whole store."""
    return read_network(opened(), who())


@per_generation(empty=None)
def around(
    iri: str, depth: int, kinds: tuple[str, ...], unfolded: tuple[str, ...] = (), agencies: bool = False
) -> Neighbourhood | None:
    """What stands around a document or an agency; None when nothing is known by that IRI."""
    return read_neighbourhood(opened(), web(), iri, depth, kinds, unfolded, agencies)


@per_generation(empty=None)
def chains(first: str, last: str) -> Chains | None:
    """How two documents hang together; None when one of them is not known."""
    return find_chains(opened(), web(), first, last)


@per_generation(empty=(), max_entries=_FEW)
def cited() -> tuple[DocumentRow, ...]:
    """The documents that others name and whose text the store does not hold, by number and title."""
    return tuple(who().cited.values())


@per_generation(empty=_NONE, max_entries=_FEW)
def events() -> Mapping[str, tuple[StatusEvent, ...]]:
    """What every document's status follows from, by its IRI."""
    return MappingProxyType(kept.kept(opened()))


@per_generation(empty=_NONE, max_entries=_SOME)
def statuses(day: date) -> Mapping[str, Status]:
    """The status on a day, by the IRI of the document; one of which nothing is known is not in it."""
    return MappingProxyType(list_statuses(events(), day))


@per_generation(empty=(), max_entries=_SOME)
def due(day: date) -> tuple[NextDue, ...]:
    """The time limits of tasks that end next, seen from a day."""
    return list_next_due(opened(), day, {row.iri: row for row in rows()})


@per_generation(empty=Answer("solutions", (), ()), max_entries=_SOME)
def asked(text: str, params: tuple[tuple[str, str], ...]) -> Answer:
    """What a user's query gives, within the console's limits. Raises graph.store.errors.GraphError."""
    return run_untrusted(state.store(), adhoc(text), dict(params))


@per_generation(empty=_NONE, max_entries=_SOME)
def held(names: tuple[str, ...]) -> Mapping[str, Held]:
    """What the store holds under the names of these texts."""
    return MappingProxyType(intake.held(opened(), names))


@per_generation(empty=_NONE, max_entries=_SOME)
def printed_elsewhere(documents: tuple[str, ...], names: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Which documents it has from other texts, and which those are."""
    return MappingProxyType(intake.printed_elsewhere(opened(), documents, names))
