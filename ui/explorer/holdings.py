"""The questions that pages ask of the current generation of the store; `ui/explorer/generation.py` caches the answers."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from graph.derive.changes import BuildRecord
from graph.derive.status import StatusEvent
from graph.query.limited import run_untrusted
from graph.query.query import Answer, adhoc
from graph.records import document_page, sources
from graph.records.agencies import AgencyCard, AgencyRow, Directory, list_agencies, read_agency
from graph.records.card import read_card
from graph.records.chains import Chains, find_chains
from graph.records.changed import ChangedRow, list_changed, read_builds
from graph.records.comparison import Comparison, compare
from graph.records.deadlines import NextDue, list_next_due
from graph.records.decisions import Decided, list_decided
from graph.records.definitions import TermEntry, list_entries, read_definitions
from graph.records.document_page import CitedPage, DocumentPage
from graph.records.documents import NO_DOCUMENTS, DocumentRow, Overview, read_overview
from graph.records.ending import SPANS, Ending, list_endings
from graph.records.event_tables import documents_ending, open_events, statuses_on
from graph.records.hits import Hits, no_hits
from graph.records.identity import NOBODY, Identity
from graph.records.identity_tables import open_documents, open_identity
from graph.records.ledger import NO_TASKS, Book
from graph.records.ledger_tables import open_book
from graph.records.native import FilePlace, read_places
from graph.records.neighbourhood import Neighbourhood, read_neighbourhood
from graph.records.network import NO_NETWORK, Network, read_network
from graph.records.norm_tables import open_norms
from graph.records.norms import NO_NORMS, Norms, count_bearers, count_fields
from graph.records.reviewing import Doubt, Reviewable, documents_of, list_doubts, list_reviewable
from graph.records.search import FACETS, Filters, ListedDocuments, Selection, narrow
from graph.records.simulation import NOTHING, Simulation, simulate_repeal
from graph.records.sources import ReadSource, list_read
from graph.records.stock import StaleBasis, list_stale
from graph.records.tables import in_order
from graph.records.tasks import read_duties
from graph.records.text_on_day import TextOnDay, read_text
from graph.records.work import DutyRow
from ontology.enumerations import DefinitionKind, Status
from ontology.iri import local_name
from ontology.places import Places
from ui.explorer import state
from ui.explorer.generation import opened, per_generation

_NONE: Mapping[str, object] = MappingProxyType({})
_FEW, _SOME = 2, 8
"""How many answers are cached: of questions without parameters, and of those about a day or uploaded texts."""


@per_generation(empty=(), max_entries=_FEW)
def rows() -> Sequence[DocumentRow]:
    """Return every published document, newest first."""
    return open_documents(opened())


@per_generation(empty=ListedDocuments(()), max_entries=_FEW)
def listed() -> ListedDocuments:
    """Return every published document as the list searches them."""
    return ListedDocuments(rows())


def place_names(language: str, *, within: bool = False) -> dict[str, str]:
    """Return the names of the places whose documents the store has, by their GB/T 2260 codes. within: of those that they lie in, too."""
    names = {local_name(place.iri): place.label(language) for place in listed().places}
    if not within:
        return names
    return {region.code: region.name for code in names for region in Places.load().regions(code)} | names


@per_generation(empty=())
def reviewable(iri: str) -> tuple[Reviewable, ...]:
    """Return the facts of a published document that can be decided on."""
    return list_reviewable(opened(), iri)


@per_generation(empty=(), max_entries=_FEW)
def decisions() -> tuple[Decided, ...]:
    """Return what people decided, what waits for a look first."""
    return tuple(list_decided(opened()))


@per_generation(empty=_NONE, max_entries=_FEW)
def decided_documents() -> Mapping[str, str]:
    """Return the document (IRI) of what each decision is on, by path; the thing itself where it is in the store no longer."""
    view = opened()
    return MappingProxyType(documents_of(view, {one.decision.on for one in list_decided(view)}))


@per_generation(empty=(), max_entries=_FEW)
def doubts() -> tuple[Doubt, ...]:
    """Return what the reading left open, without evidence, or recognised with doubt."""
    return list_doubts(opened(), decisions())


@per_generation(empty=(), max_entries=_FEW)
def builds() -> tuple[BuildRecord, ...]:
    """Return what each build did, the oldest first."""
    return read_builds(opened())


@per_generation(empty=(), max_entries=_FEW)
def changes() -> tuple[ChangedRow, ...]:
    """Return what builds changed one by one, the newest build first."""
    return list_changed(opened(), builds(), rows())


@per_generation(empty=NOBODY, max_entries=_FEW)
def who() -> Identity:
    """Return who is who: which document an IRI is, and what a typed text names."""
    return open_identity(opened(), rows())


@per_generation(empty=no_hits())
def naming(word: str) -> Hits:
    """Return the documents one of whose names has a folded word (`Identity.naming`)."""
    return who().naming(word)


@per_generation(empty=NO_DOCUMENTS, max_entries=_FEW)
def overview() -> Overview:
    return read_overview(opened(), rows())


@per_generation(empty=None)
def document(iri: str, source: str = "") -> DocumentPage | None:
    """Return everything about one document, by its IRI or that of a part or clause of it, as `source` prints it."""
    return document_page.read_document(opened(), iri, source, who())


@per_generation(empty=_NONE)
def places(iri: str, source: str) -> Mapping[str, tuple[FilePlace, ...]]:
    """Return where the facts of a document occur in its file: anchor on the document's page → places."""
    found = document(iri, source)
    return MappingProxyType(read_places(opened(), found.targets) if found else {})


@per_generation(empty=None)
def cited_document(iri: str) -> CitedPage | None:
    """Return a document that others cite and whose text the store does not contain."""
    return document_page.read_cited(opened(), iri, who())


@per_generation(empty=None, max_entries=_SOME)
def comparison(old: str, new: str) -> Comparison | None:
    """Return two documents (IRIs) side by side; None where the store does not contain the text of both."""
    before, after = (read_card(opened(), iri, who=who(), text_only=True) for iri in (old, new))
    return compare(before, after) if before and after else None


@per_generation(empty=None, max_entries=_SOME)
def text_on(iri: str, day: date) -> TextOnDay | None:
    """Return a document's text on a day; None where the store does not contain its text."""
    return read_text(opened(), who(), iri, day)


@per_generation(empty=NOTHING, max_entries=_SOME)
def repealed(documents: tuple[str, ...], day: date) -> Simulation:
    """Return what the repeal of some documents (IRIs) on a day would leave."""
    return simulate_repeal(opened(), who(), documents, day)


@per_generation(empty=NO_TASKS, max_entries=_FEW)
def book() -> Book:
    """Return the tasks of all documents."""
    return open_book(opened())


@per_generation(empty=NO_NORMS, max_entries=_FEW)
def norms() -> Norms:
    """Return what all documents oblige, forbid and allow, with the consequences of a breach."""
    return open_norms(opened(), opened)


@per_generation(empty=(), max_entries=_FEW)
def bearers() -> list[tuple[str, int]]:
    """Return the kinds of bearer with the number of their duties, most first."""
    return count_bearers(norms())


@per_generation(empty=(), max_entries=_FEW)
def fields_of_law() -> list[tuple[str, int]]:
    """Return the fields of law with the number of their duties, most first."""
    return count_fields(norms())


@per_generation(empty=(), max_entries=_SOME)
def stale(day: date) -> tuple[StaleBasis, ...]:
    """Return what rests on a day on what has ended, moved or changed."""
    return list_stale(opened(), who(), day)


@per_generation(empty=())
def duties(iri: str) -> tuple[DutyRow, ...]:
    """Return what an agency must, must not and may do by its name."""
    return read_duties(opened(), iri)


@per_generation(empty=(), max_entries=_FEW)
def entries(kind: DefinitionKind) -> tuple[TermEntry, ...]:
    """Return the words that documents define, or the short names that they give, those of most documents first."""
    return list_entries(read_definitions(opened()), rows(), kind)


@per_generation(empty=(), max_entries=_FEW)
def agencies() -> tuple[AgencyRow, ...]:
    """Return every agency, those with most documents first."""
    return list_agencies(opened(), rows(), book().shares)


@per_generation(empty=Directory((), ()), max_entries=_FEW)
def directory() -> Directory:
    """Return all agencies and documents as the pages of agencies look them up."""
    return Directory(rows(), agencies())


@per_generation(empty=None)
def agency(iri: str) -> AgencyCard | None:
    return read_agency(opened(), iri, directory())


@per_generation(empty=NO_NETWORK, max_entries=_FEW)
def web() -> Network:
    """Return the citation network of the whole store."""
    return read_network(opened(), who())


@per_generation(empty=None)
def around(
    iri: str, depth: int, kinds: tuple[str, ...], unfolded: tuple[str, ...] = (), agencies: bool = False
) -> Neighbourhood | None:
    """Return the neighbourhood of a document or an agency; None for an unknown IRI."""
    return read_neighbourhood(opened(), web(), iri, depth, kinds, unfolded, agencies)


@per_generation(empty=None)
def chains(first: str, last: str) -> Chains | None:
    """Return the chains between two documents; None where one of them is unknown."""
    return find_chains(opened(), web(), first, last)


def cited() -> Sequence[DocumentRow]:
    """Return the documents that others cite and whose text the store does not contain, by number and title."""
    return in_order(who().cited)


@per_generation(empty=ListedDocuments(()), max_entries=_FEW)
def listed_cited() -> ListedDocuments:
    """Return the documents of `cited` as the list searches them."""
    return ListedDocuments(cited())


@per_generation(empty=_NONE, max_entries=_FEW)
def events() -> Mapping[str, tuple[StatusEvent, ...]]:
    """Return the events that determine every document's status, by its IRI."""
    return open_events(opened())


@per_generation(empty=_NONE, max_entries=_SOME)
def statuses(day: date) -> Mapping[str, Status]:
    """Return the status on a day, by IRI; a document without any event is left out."""
    return MappingProxyType(statuses_on(events(), day))


@per_generation(empty=Selection((), (), {}), max_entries=_SOME)
def narrowed(day: date, facets: tuple[str, ...]) -> Selection:
    """Return the documents with these values of `FACETS`, in their order; an empty one does not narrow."""
    return narrow(listed(), Filters(**dict(zip(FACETS, facets, strict=True))), statuses(day))


@per_generation(empty=(), max_entries=_SOME)
def due(day: date) -> tuple[NextDue, ...]:
    """Return the next time limits of tasks, seen from a day."""
    return list_next_due(opened(), day, who().published)


@per_generation(empty=(), max_entries=_SOME)
def endings(day: date) -> tuple[Ending, ...]:
    """Return the documents that end within a year of a day."""
    return list_endings(events(), documents_ending(events(), who().published, day, SPANS[-1]), day, SPANS[-1])


@per_generation(empty=Answer("solutions", (), ()), max_entries=_SOME)
def answer_query(text: str, params: tuple[tuple[str, str], ...]) -> Answer:
    """Return the answer to a user's query, within the console's limits. Raises graph.store.errors.GraphError."""
    return run_untrusted(state.store(), adhoc(text), dict(params))


@per_generation(empty=_NONE, max_entries=_SOME)
def read_sources(names: tuple[str, ...]) -> Mapping[str, ReadSource]:
    """Return the sources that the store contains under the names of these texts."""
    return MappingProxyType(list_read(opened(), names))


@per_generation(empty=_NONE, max_entries=_SOME)
def printed_elsewhere(documents: tuple[str, ...], names: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Return the documents that other sources print, too, with those sources."""
    return MappingProxyType(sources.printed_elsewhere(opened(), documents, names))
