"""Hints beside the status of a document: about the documents that are based on it, and those that it is based on."""

from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup

from graph.records.references import RelationRow, Relations
from graph.records.status_history import ENDED, STANDS
from ontology.enumerations import RelationKind, Status
from ontology.iri import named_by_file
from ui.explorer import state, url
from ui.explorer.components import relations
from ui.explorer.components.markup import fill
from ui.messages import Messages

_GROUNDS = [kind for kind in RelationKind if kind.is_ground]
"""The kinds of relation by which one document is based on another."""


def about_bases(status: Status, others: Mapping[str, Status], said: Relations, say: Messages) -> Iterator[Markup]:
    """Yield hints: documents in force that are based on this one though it has ended, and ended ones that this is based on."""
    if status in ENDED:
        resting = [row for row in said.incoming if row.kind in _GROUNDS and others.get(row.iri) in STANDS]
        if resting:
            told = say("standing.resting", count=len({row.iri for row in resting}))
            yield fill('<p class="zm-hint"><a href="#{}">{}</a></p>', relations.place(resting[0].kind, True), told)
    # A reference to a superseded edition of a law means the edition in force, so it is no hint.
    gone = [
        row
        for row in said.outgoing
        if row.kind in _GROUNDS and others.get(row.iri) in ENDED - {Status.SUPERSEDED, Status.DISPUTED}
    ]
    if status not in ENDED and gone:
        names = (Markup("、") if say.language == "zh" else Markup(", ")).join(_name(row) for row in _each(gone))
        yield fill('<p class="zm-hint">{}{}</p>', say("standing.rests_on"), names)


def _each(rows: Iterable[RelationRow]) -> Iterable[RelationRow]:
    return {row.iri: row for row in rows}.values()


def _name(row: RelationRow) -> Markup:
    href = url.document(row.iri, as_of=state.read("as_of"))
    return fill(
        '<a href="{}" lang="zh">{}</a>',
        href,
        row.number or (f"《{row.title}》" if row.title else named_by_file(row.iri)),
    )
