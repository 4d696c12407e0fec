"""A document's tasks with their assignments, its time limits and its duties."""

from collections.abc import Iterator
from datetime import date

import pyoxigraph as ox

from ingest.model import Deadline, Document, Duty, Modality, Party, Span, Task, TimeKind
from ingest.triples.agency import agency
from ingest.triples.evidence import EvidenceWriter
from ingest.triples.terms import (
    AGENCY,
    AGENCY_GROUP,
    ANCHOR,
    ASSIGNMENT,
    BASIS,
    BEARER,
    BEARER_AGENCY,
    CONDITION,
    CUE,
    DEADLINE,
    DUE,
    DURATION,
    GROUP,
    HAS_ASSIGNMENT,
    HAS_DEADLINE,
    MODALITIES,
    PARTY_NAME,
    PLACE,
    POSITION,
    PREF_LABEL,
    PRINTED,
    QUOTE,
    REASON,
    RECURRENCE,
    ROLE,
    RULE,
    SET_BY,
    TASK,
    TIME_KIND,
    A,
    Triple,
    chinese,
    day,
    integer,
)
from ontology.iri import Iris

_BASIS_WORDS = ("按照", "根据", "依据", "依照", "遵照", "贯彻", "落实", "执行", "实施", "参照")
_JOINTS = ("、", "和", "及", "以及")
_IN_LIST = 30  # characters that may stand between two titles of one list: a number in brackets
_OPEN = {"en": "the text does not tell whose body this is", "zh": "原文未表明这是哪个地方的机关"}
_NO_SUCH_DAY = {"en": "the calendar has no such day", "zh": "历法中没有这一天"}


def work(document: Document, node: ox.NamedNode, evidence: EvidenceWriter, iris: Iris) -> Iterator[Triple]:
    """Everything that the document has done, by whom, by when and on what basis."""
    bases = _Bases(document, evidence)
    limits = [
        (limit, ox.NamedNode(f"{evidence.source.value}#deadline={document.ordinal}-{position}"))
        for position, limit in enumerate(document.deadlines, 1)
    ]
    for position, (limit, name) in enumerate(limits, 1):
        yield from _deadline(limit, name, node, position, evidence, iris)
    for position, task in enumerate(document.tasks, 1):
        name = ox.NamedNode(f"{evidence.source.value}#task={document.ordinal}-{position}")
        yield from _task(task, name, node, position, document, evidence, iris)
        spans = (*task.texts, task.at)
        yield from (Triple(name, HAS_DEADLINE, limit) for item, limit in limits if _within(item.span, spans))
        yield from (Triple(name, BASIS, reference) for reference in bases.within(task.texts))
    for position, duty in enumerate(document.duties, 1):
        name = ox.NamedNode(f"{evidence.source.value}#duty={document.ordinal}-{position}")
        yield from _duty(duty, name, node, position, evidence, iris)
        spans = (duty.sentence,)
        yield from (Triple(name, HAS_DEADLINE, limit) for item, limit in limits if _within(item.span, spans))
        yield from (Triple(name, BASIS, reference) for reference in bases.within(spans))


def _within(span: Span, spans: tuple[Span, ...]) -> bool:
    return any(outer.contains(span) for outer in spans)


class _Bases:
    """The document's references that stand as a basis: behind 按照, 根据 and the like, or in a list behind one."""

    def __init__(self, document: Document, evidence: EvidenceWriter) -> None:
        text = evidence.normalized.text
        self.found: list[tuple[Span, ox.NamedNode]] = []
        said = [*document.relations, *document.unresolved]
        for position, relation in sorted(enumerate(said, 1), key=lambda pair: pair[1].span):
            before = text[max(0, relation.span.start - 12) : relation.span.start].rstrip("《")
            before = before[max(before.rfind(mark) for mark in "，。；") + 1 :]
            near = bool(self.found) and 0 <= relation.span.start - self.found[-1][0].end <= _IN_LIST
            if any(word in before for word in _BASIS_WORDS) or (near and before.endswith(_JOINTS)):
                name = ox.NamedNode(f"{evidence.source.value}#reference={document.ordinal}-{position}")
                self.found.append((relation.span, name))

    def within(self, spans: tuple[Span, ...]) -> Iterator[ox.NamedNode]:
        return (reference for span, reference in self.found if _within(span, spans))


def _text(spans: tuple[Span, ...], evidence: EvidenceWriter) -> str:
    return "".join(span.slice(evidence.normalized.text) for span in spans)


def _task(
    task: Task,
    name: ox.NamedNode,
    node: ox.NamedNode,
    position: int,
    document: Document,
    evidence: EvidenceWriter,
    iris: Iris,
) -> Iterator[Triple]:
    yield Triple(name, A, TASK)
    yield Triple(name, SET_BY, node)
    yield Triple(name, POSITION, integer(position))
    yield Triple(name, RULE, ox.Literal(task.rule))
    yield Triple(name, QUOTE, ox.Literal(_text(task.texts, evidence)))
    yield from evidence.write(name, task.texts[0])
    for number, party in enumerate(task.parties, 1):
        assignment = ox.NamedNode(f"{evidence.source.value}#assignment={document.ordinal}-{position}-{number}")
        yield Triple(name, HAS_ASSIGNMENT, assignment)
        yield from _assignment(party, assignment, number, document.place, evidence, iris)


def _assignment(
    party: Party, name: ox.NamedNode, number: int, place: str | None, evidence: EvidenceWriter, iris: Iris
) -> Iterator[Triple]:
    yield Triple(name, A, ASSIGNMENT)
    yield Triple(name, POSITION, integer(number))
    yield Triple(name, PARTY_NAME, ox.Literal(party.name))
    yield Triple(name, ROLE, ox.NamedNode(iris.role(party.role)))
    yield from evidence.write(name, party.span)
    if party.group:
        group = ox.NamedNode(iris.group(place or "000000", party.official))
        yield Triple(name, GROUP, group)
        yield Triple(group, A, AGENCY_GROUP)
        yield Triple(group, PREF_LABEL, chinese(party.official))
        if place:
            yield Triple(group, PLACE, ox.NamedNode(iris.place(place)))
    elif party.known:
        yield from agency(party.official, iris)
        yield Triple(name, AGENCY, ox.NamedNode(iris.agency(party.official)))
    else:
        yield from (Triple(name, REASON, ox.Literal(text, language=language)) for language, text in _OPEN.items())


def _deadline(
    limit: Deadline, name: ox.NamedNode, node: ox.NamedNode, position: int, evidence: EvidenceWriter, iris: Iris
) -> Iterator[Triple]:
    text = evidence.normalized.text
    yield Triple(name, A, DEADLINE)
    yield Triple(name, SET_BY, node)
    yield Triple(name, POSITION, integer(position))
    yield Triple(name, RULE, ox.Literal(limit.rule))
    yield Triple(name, TIME_KIND, ox.NamedNode(iris.time(limit.kind)))
    yield Triple(name, PRINTED, ox.Literal(limit.span.slice(text)))
    yield Triple(name, QUOTE, ox.Literal(limit.quote.slice(text).strip()))
    yield from evidence.write(name, limit.span)
    if isinstance(limit.value, date):
        yield Triple(name, DUE, day(limit.value))
    elif limit.value is None:
        yield from (Triple(name, REASON, ox.Literal(said, language=tag)) for tag, said in _NO_SUCH_DAY.items())
    else:
        recurs = limit.kind is TimeKind.RECURRING
        yield Triple(name, RECURRENCE if recurs else DURATION, ox.Literal(limit.value))
    if limit.anchor:
        yield Triple(name, ANCHOR, ox.Literal(limit.anchor))
    if limit.due:
        yield Triple(name, DUE, day(limit.due))


def _duty(
    duty: Duty, name: ox.NamedNode, node: ox.NamedNode, position: int, evidence: EvidenceWriter, iris: Iris
) -> Iterator[Triple]:
    text = evidence.normalized.text
    yield Triple(name, A, MODALITIES[Modality(duty.modality)])
    yield Triple(name, SET_BY, node)
    yield Triple(name, POSITION, integer(position))
    yield Triple(name, CUE, ox.Literal(duty.cue.slice(text)))
    yield Triple(name, QUOTE, ox.Literal(duty.sentence.slice(text)))
    yield from evidence.write(name, duty.sentence)
    if duty.bearer:
        yield Triple(name, BEARER, ox.Literal(duty.bearer))
    for official in duty.agencies:
        yield from agency(official, iris)
        yield Triple(name, BEARER_AGENCY, ox.NamedNode(iris.agency(official)))
    if duty.condition:
        yield Triple(name, CONDITION, ox.Literal(duty.condition.slice(text)))
