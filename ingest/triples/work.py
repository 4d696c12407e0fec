"""Write a document's tasks with their assignments, its time limits and its duties."""

from collections.abc import Iterator
from datetime import date

import pyoxigraph as ox

from ingest.model import Deadline, Document, Duty, Modality, Party, Span, Task, TimeKind
from ingest.triples.evidence import EvidenceWriter, clip
from ingest.triples.terms import (
    AGENCY,
    ANCHOR,
    BASIS,
    BASIS_PROVISION,
    BEARER,
    BEARER_AGENCY,
    BEARER_KIND,
    CONDITION,
    CUE,
    DEADLINE,
    DUE,
    DURATION,
    GROUP,
    HAS_ASSIGNMENT,
    HAS_DEADLINE,
    LEAD,
    MODALITIES,
    PARTY_NAME,
    PRINTED,
    QUOTE,
    REASON,
    RECURRENCE,
    ROLE,
    RULE,
    SET_BY,
    SIDE,
    TASK,
    TIME_KIND,
    A,
    Triple,
    day,
)
from ontology.bearers import bearer_kinds, side_of, told_by_kind
from ontology.iri import Iris

_OPEN = {"en": "the text does not tell whose body this is", "zh": "原文未表明这是哪个地方的机关"}
_NO_SUCH_DAY = {"en": "the calendar has no such day", "zh": "历法中没有这一天"}


def work(document: Document, node: ox.NamedNode, evidence: EvidenceWriter, iris: Iris) -> Iterator[Triple]:
    """Write the time limits, the tasks with their assignments, and the duties."""
    for limit in document.deadlines:
        yield from _deadline(limit, node, evidence, iris)
    for task in document.tasks:
        yield from _task(task, node, document.place, evidence, iris)
    for duty in document.duties:
        yield from _duty(duty, node, evidence, iris)


def _links(item: Task | Duty, name: ox.NamedNode, evidence: EvidenceWriter) -> Iterator[Triple]:
    """Write the time limits in a task's or duty's text, and its bases."""
    for identifier in item.deadlines:
        yield Triple(name, HAS_DEADLINE, evidence.name("deadline", identifier))
    for identifier in item.basis:
        yield Triple(name, BASIS, evidence.name("reference", identifier))
    for identifier in item.provisions:
        yield Triple(name, BASIS_PROVISION, evidence.name("provision", identifier))


def _text(spans: tuple[Span, ...], evidence: EvidenceWriter) -> str:
    return clip("".join(span.slice(evidence.normalized.text) for span in spans))


def _task(task: Task, node: ox.NamedNode, place: str | None, evidence: EvidenceWriter, iris: Iris) -> Iterator[Triple]:
    name = evidence.name("task", task.identifier)
    yield Triple(name, A, TASK)
    yield Triple(name, SET_BY, node)
    yield Triple(name, RULE, ox.Literal(task.rule))
    quote = _text(task.texts, evidence)
    yield Triple(name, QUOTE, ox.Literal(quote))
    yield from evidence.write(name, task.texts[0], quote)
    for party in task.parties:
        yield Triple(name, HAS_ASSIGNMENT, evidence.name("assignment", party.identifier))
        yield from _assignment(party, place, evidence, iris)
    yield from _links(task, name, evidence)


def _assignment(party: Party, place: str | None, evidence: EvidenceWriter, iris: Iris) -> Iterator[Triple]:
    name = evidence.name("assignment", party.identifier)
    yield Triple(name, PARTY_NAME, ox.Literal(party.name))
    yield Triple(name, ROLE, ox.NamedNode(party.role.iri(iris.base)))
    yield from evidence.write(name, party.span, party.name)
    if party.group:
        group = ox.NamedNode(iris.group(place or "000000", party.official))
        yield Triple(name, GROUP, group)
    elif party.known:
        yield Triple(name, AGENCY, ox.NamedNode(iris.agency(party.official)))
    else:
        yield from (Triple(name, REASON, ox.Literal(text, language=language)) for language, text in _OPEN.items())


def _deadline(limit: Deadline, node: ox.NamedNode, evidence: EvidenceWriter, iris: Iris) -> Iterator[Triple]:
    name, text = evidence.name("deadline", limit.identifier), evidence.normalized.text
    yield Triple(name, A, DEADLINE)
    yield Triple(name, SET_BY, node)
    yield Triple(name, RULE, ox.Literal(limit.rule))
    yield Triple(name, TIME_KIND, ox.NamedNode(limit.kind.iri(iris.base)))
    printed = limit.span.slice(text)
    yield Triple(name, PRINTED, ox.Literal(printed))
    yield Triple(name, QUOTE, ox.Literal(limit.quote.slice(text).strip()))
    yield from evidence.write(name, limit.span, printed)
    if isinstance(limit.value, date):
        yield Triple(name, DUE, day(limit.value))
    elif limit.value is None:
        yield from (Triple(name, REASON, ox.Literal(said, language=tag)) for tag, said in _NO_SUCH_DAY.items())
    else:
        recurs = limit.kind is TimeKind.RECURRING
        yield Triple(name, RECURRENCE if recurs else DURATION, ox.Literal(limit.value))
    if limit.event:
        yield Triple(name, ANCHOR, ox.Literal(limit.event))
    if limit.due:
        yield Triple(name, DUE, day(limit.due))
    for identifier in limit.provisions:
        yield Triple(name, BASIS_PROVISION, evidence.name("provision", identifier))


def _duty(duty: Duty, node: ox.NamedNode, evidence: EvidenceWriter, iris: Iris) -> Iterator[Triple]:
    name, text = evidence.name("duty", duty.identifier), evidence.normalized.text
    yield Triple(name, A, MODALITIES[Modality(duty.modality)])
    yield Triple(name, SET_BY, node)
    yield Triple(name, CUE, ox.Literal(duty.cue.slice(text)))
    quote = duty.sentence.slice(text)
    yield Triple(name, QUOTE, ox.Literal(quote))
    yield from evidence.write(name, duty.sentence, quote)
    if duty.bearer:
        if not told_by_kind(duty.bearer):
            yield Triple(name, BEARER, ox.Literal(duty.bearer))
        kinds, side = bearer_kinds(duty.bearer), side_of(duty.bearer)
        if {kind.side for kind in kinds} != {side}:  # else the kinds give it
            yield Triple(name, SIDE, ox.NamedNode(side.iri(iris.base)))
        for kind in kinds:
            yield Triple(name, BEARER_KIND, ox.NamedNode(iris.bearer(kind.name)))
    if duty.lead:
        yield Triple(name, LEAD, ox.Literal(duty.lead.slice(text)))
    for official in duty.agencies:
        yield Triple(name, BEARER_AGENCY, ox.NamedNode(iris.agency(official)))
    if duty.condition:
        yield Triple(name, CONDITION, ox.Literal(duty.condition.slice(text)))
    yield from _links(duty, name, evidence)
