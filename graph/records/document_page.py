"""Read everything that the page of one document shows, in at most twelve queries.

The statements of its sources and its clauses are read once; card, tasks, references and history are built from them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.derive.standing import events as read_events
from graph.derive.standing import kept
from graph.derive.status import StatusEvent
from graph.records.card import DocumentCard, build_card
from graph.records.definitions import Defined, definitions_of
from graph.records.documents import DocumentRow
from graph.records.identity import Identity, build_identity
from graph.records.native import list_targets
from graph.records.page_provisions import NO_PROVISIONS, PageProvisions, read_on_page
from graph.records.printed import Original, find_printed
from graph.records.provisions import edition_day, editions_of
from graph.records.references import Relations, incoming_rows, other_ends, outgoing_rows, read_references
from graph.records.resources import Resources, read_resources
from graph.records.statements import read_rows, read_statements
from graph.records.status_history import StatusHistory, read_history
from graph.records.tasks import work_of
from graph.records.work import Work
from graph.store.view import View


@dataclass(frozen=True, slots=True)
class EditionRow:
    """A published text of a law of which the store has several. day: from which there is this text, ISO 8601, empty where unknown."""

    iri: str
    day: str
    name: str


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A published document as one source prints it. events: of the documents that it has relations with and of its editions, by IRI.
    targets: anchor on the page → IRI of the evidence (`graph.records.native`). original: the file that the source was read from, where
    the store knows it. editions: all texts of the law that the store has, itself among them, the oldest first; none where it is
    the only one."""

    card: DocumentCard
    relations: Relations
    work: Work
    history: StatusHistory
    events: Mapping[str, tuple[StatusEvent, ...]]
    provisions: PageProvisions = NO_PROVISIONS
    definitions: tuple[Defined, ...] = ()
    targets: Mapping[str, str] = field(default_factory=dict)
    original: Original | None = None
    editions: tuple[EditionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedPage:
    """A cited document whose text the store does not contain. events: of the documents that cite it, by IRI."""

    row: DocumentRow
    relations: Relations
    history: StatusHistory
    events: Mapping[str, tuple[StatusEvent, ...]]


def read_document(view: View, iri: str, source: str = "", who: Identity | None = None) -> DocumentPage | None:
    """Return the page of a document, by its IRI or that of a part or clause of it; None where the store contains no such text.

    source: the IRI of a source that prints it, else the first by name. who: `build_identity(view)`, where the caller has it.
    """
    who = who or build_identity(view)
    found = find_printed(view, iri, who)
    if found is None:
        return None
    document, chosen = found.document, found.by(source)
    rows = read_rows(view, found, chosen)
    said, clauses = read_statements(view, document, rows), rows.clauses
    heard = read_references(view, "zm:citedDocument", [document])
    known = read_resources(
        view,
        said.mentioned(chosen) | other_ends(said.references(), document) | other_ends(heard, document),
    )
    card = build_card(found, chosen, said, clauses, known)
    relations = Relations(
        outgoing_rows(said.references(), document, known, who), incoming_rows(heard, document, known, who)
    )
    others = {row.iri for row in (*relations.outgoing, *relations.incoming) if row.iri}
    editions = editions_of(who, document)
    events = kept(view, *sorted({document, *editions} | others))
    own = events.get(document, ())
    held = _published_acts(view, own, known)
    graphs = (chosen, *found.shared[chosen])
    work = work_of(said, chosen, clauses, known)
    return DocumentPage(
        card,
        relations,
        work,
        read_history(view, own, held, card, {**said.nodes, **heard}),
        events,
        read_on_page(view, who, document, [row["clause"] for row in clauses], graphs, rows.provisions),
        definitions_of(said, chosen),
        list_targets(said, card, work),
        found.originals.get(chosen),
        tuple(EditionRow(one, edition_day(who, one), who.label(one)) for one in editions) if len(editions) > 1 else (),
    )


def read_cited(view: View, iri: str, who: Identity | None = None) -> CitedPage | None:
    """Return the page of a document that is only cited; None where nobody cites it, or where the store contains its text."""
    who = who or build_identity(view)
    row = who.cited.get(iri := who.canonical(iri))
    if row is None:
        return None
    heard = read_references(view, "zm:citedDocument", [iri])
    known = read_resources(view, other_ends(heard, iri))
    rows = incoming_rows(heard, iri, known, who)
    own = read_events(view, iri)
    others = kept(view, *sorted({row.iri for row in rows})) if rows else {}
    history = read_history(view, own, _published_acts(view, own, known), None, heard, iri)
    return CitedPage(row, Relations((), rows), history, others)


def _published_acts(view: View, events: Iterable[StatusEvent], known: Resources) -> dict[str, DocumentRow]:
    """Return the published documents among the acts of events."""
    acts = {event.act for event in events}
    if missing := {act for act in acts if not known.has(act)}:
        known = known | read_resources(view, missing)
    return {
        act: DocumentRow(act, known.value(act, "number"), known.value(act, "title"), None, (), "", "")
        for act in acts
        if known.is_published(act)
    }
