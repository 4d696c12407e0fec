"""Compute the effect of a decision on the store: the statements that it removes, those that it adds, or why it waits."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

import pyoxigraph as ox

from graph.review.additions import REVIEWED, duty_terms, limit_terms, list_added, names_of
from graph.review.decision import Decision
from graph.review.edges import edge_of, said_by, turn_provisions
from graph.review.machine import (
    Reading,
    citing_home,
    described,
    home,
    links_to,
    read_elsewhere,
    read_machine,
    source_of,
)
from graph.review.turned import authority_turned, definition_turned, measure_turned, provision_turned, role_turned
from graph.store.view import View
from ontology.enumerations import Aspect, DecisionState, Modality, RelationKind, TimeKind, Verdict
from ontology.iri import Iris
from ontology.vocabulary import OA, XSD, ZM

_DATE, _BODY, _RULE = ox.NamedNode(str(XSD.date)), ox.NamedNode(str(OA.bodyValue)), ox.NamedNode(str(ZM.rule))
_AGENCY, _GROUP = ox.NamedNode(str(ZM.agency)), ox.NamedNode(str(ZM.group))
_REASON, _TIME_KIND = ox.NamedNode(str(ZM.reason)), ox.NamedNode(str(ZM.timeKind))
_TARGET, _RELATION_KIND = ox.NamedNode(str(ZM.target)), ox.NamedNode(str(ZM.relationKind))
_PARTY = (_AGENCY, _GROUP, _REASON)
_LIMIT = (*(ox.NamedNode(str(term)) for term in (ZM.due, ZM.recurrence, ZM.duration, ZM.anchor)), _REASON, _TIME_KIND)
_DUTY = tuple(ox.NamedNode(str(term)) for term in (ZM.bearer, ZM.bearerAgency, ZM.side, ZM.bearerKind))
_MODALITIES = tuple(ox.NamedNode(modality.term) for modality in Modality)
_NAMES = (ox.NamedNode(str(ZM.citedNumber)), ox.NamedNode(str(ZM.citedTitle)))
_EFFECT = tuple(ox.NamedNode(str(term)) for term in (ZM.effectKind, ZM.effectDay, ZM.effectLastDay, ZM.awaits))
"""The rule of a value that a person gave."""
_NOT_THE_BODY = {"en": "a person decided that this is not the body", "zh": "经核对，不是该机关"}
_REJECTED = ("its task or sanction was rejected", "所在任务或者处罚已被否定")
_GIVEN = ("another value was added before", "此前已补充另一值")
_ABSENT = ("it is in the store no longer", "图谱库中已没有核对的对象")
_OTHER = ("the machine now reads {value}", "现机读为 {value}")
_TURNED = ("its reference was corrected or rejected", "所属引用已更正或者否定")
_MOVED = ("its words have changed", "原文文字已变")
_PRINTED = ("the machine now reads a value of its own: {value}", "机器现已读出：{value}")

_PARTS = "SELECT ?node WHERE { %s zm:hasAssignment ?node }"
_PROVISIONS = "SELECT ?node WHERE { ?node zm:ofReference %s }"
_MEASURES = "SELECT ?node WHERE { %s zm:hasMeasure ?node }"
_OF_A_WHOLE = (Aspect.PARTY, Aspect.ROLE, Aspect.AUTHORITY, Aspect.MEASURE)
"""Facts of these aspects are removed together with their task or sanction."""
_EDGED = (Aspect.REFERENCE, Aspect.PROVISION)
"""References and provisions also have direct triples between the documents."""


@dataclass(frozen=True, slots=True)
class Laying:
    """The effect of a decision on the store. edges: the direct triples that a rejected or corrected reference implied: removed, too, if no
    other statement implies them. reason: why it waits, in English and Chinese. node: the statement that is rejected or corrected.
    same: statements of the reading that equal what a decision adds; nothing is added while one of them is kept."""

    state: DecisionState
    gone: tuple[ox.Quad, ...] = ()
    new: tuple[ox.Quad, ...] = ()
    reason: tuple[str, str] = ("", "")
    edges: tuple[ox.Quad, ...] = ()
    node: str = ""
    same: tuple[str, ...] = ()


def lay_decision(view: View, decision: Decision, iris: Iris) -> Laying:
    """Return what a decision does, given what the machine reads now."""
    if decision.verdict is Verdict.ADD:
        return _field_added(view, decision, iris) if decision.aspect.of_document else _added(view, decision, iris)
    readings = read_machine(view, iris.absolute(decision.on), decision.aspect, iris)
    reading = _same(view, decision, readings, iris)
    if isinstance(reading, Laying):
        return reading
    if decision.verdict is Verdict.CONFIRM:
        return Laying(DecisionState.LAID)
    if decision.aspect.of_document:
        return _field(view, reading, decision, iris)
    stated = tuple(described(view, reading.node))
    if decision.verdict is Verdict.REJECT and decision.aspect not in (Aspect.PARTY, Aspect.AUTHORITY):
        edges = said_by(view, ox.NamedNode(reading.node)) if decision.aspect in _EDGED else ()
        gone = _whole(view, reading.node, stated, decision.aspect)
        return Laying(DecisionState.LAID, gone, edges=edges, node=reading.node)
    node, graph = ox.NamedNode(reading.node), stated[0].graph_name
    assert isinstance(graph, ox.NamedNode)
    match decision.aspect:
        case Aspect.PARTY:
            return _party(node, graph, stated, decision, iris)
        case Aspect.LIMIT:
            return _limit(node, graph, stated, decision, iris)
        case Aspect.DUTY:
            return _duty(view, node, graph, stated, decision, iris)
        case Aspect.ROLE:
            # Its party stays what it is, so that the decision names no statement as turned.
            return Laying(DecisionState.LAID, *role_turned(stated, decision.value, iris))
        case Aspect.AUTHORITY:
            # Its sanction stays, too.
            return Laying(DecisionState.LAID, *authority_turned(view, node, stated, decision.value, iris))
        case Aspect.MEASURE:
            return Laying(DecisionState.LAID, *measure_turned(stated, decision.value, iris), node=node.value)
        case Aspect.DEFINITION:
            return Laying(DecisionState.LAID, *definition_turned(stated, decision.value), node=node.value)
        case Aspect.PROVISION:
            gone, new = provision_turned(stated, decision.value, iris)
            return Laying(DecisionState.LAID, gone, new, edges=said_by(view, node), node=node.value)
        case _:
            return _reference(view, node, graph, stated, decision, iris)


def _field_added(view: View, decision: Decision, iris: Iris) -> Laying:
    on, aspect = iris.absolute(decision.on), decision.aspect
    # What is only cited has no graph of its own.
    graph, readings = home(view, on) or citing_home(view, on), read_machine(view, on, aspect, iris)
    if graph is None:
        return _waits(_ABSENT)
    if any(reading.value == decision.value for reading in readings):
        return Laying(DecisionState.AGREED)
    if readings and not aspect.repeats and aspect is not Aspect.TITLE:
        return _waits(_PRINTED, readings[0].value)
    value = _field_value(aspect, decision.value, iris)
    quad = ox.Quad(ox.NamedNode(on), ox.NamedNode(aspect.term), value, ox.NamedNode(graph))
    return Laying(DecisionState.LAID, new=(quad,))


def _added(view: View, decision: Decision, iris: Iris) -> Laying:
    """Return what a person added to a clause, or as a task's party: as a statement of the source like those of the machine."""
    added = list_added(view, decision, iris)
    if added is None:
        return _waits(_ABSENT)
    if (decision.words and decision.words != added.words) or decision.quote not in added.words:
        return _waits(_MOVED)
    return Laying(DecisionState.LAID, new=added.quads, same=added.same)


def _same(view: View, decision: Decision, readings: Sequence[Reading], iris: Iris) -> Reading | Laying:
    """Find the current reading of what was decided on; return a `Laying` if the decision has nothing to do or must wait."""
    for reading in readings:
        if reading.value == decision.machine and (not decision.words or decision.words in reading.words):
            return reading
    source = source_of(iris.absolute(decision.on), iris)
    if source is not None:
        moved = read_elsewhere(view, source, decision.aspect, decision.words, iris)
        same = [reading for reading in moved if reading.value == decision.machine]
        if len(same) == 1:
            return same[0]
        readings = moved or readings
    said = decision.value and decision.shown_value != decision.machine
    if said and any(reading.value == decision.shown_value for reading in readings):
        return Laying(DecisionState.AGREED)
    if not readings:
        return Laying(DecisionState.AGREED) if _rejected(view, decision, iris) else _waits(_ABSENT)
    if any(reading.value == decision.machine for reading in readings):
        return _waits(_MOVED)
    return _waits(_OTHER, readings[0].value)


def _rejected(view: View, decision: Decision, iris: Iris) -> bool:
    """Return whether the machine itself reads nothing any more where a person rejected what it had read."""
    known = decision.aspect.of_document and home(view, iris.absolute(decision.on)) is not None
    return known and decision.verdict is Verdict.REJECT


def _waits(reason: tuple[str, str], value: str = "") -> Laying:
    en, zh = (words.format(value=value or "—") for words in reason)
    return Laying(DecisionState.WAITING, reason=(en, zh))


def _field_value(aspect: Aspect, value: str, iris: Iris) -> ox.NamedNode | ox.Literal:
    match aspect:
        case Aspect.TITLE:
            return ox.Literal(value, language="zh")
        case Aspect.KIND:
            return ox.NamedNode(iris.kind(value))
        case Aspect.ISSUER:
            return ox.NamedNode(iris.agency(value))
        case _:
            return ox.Literal(value, datatype=_DATE) if aspect.holds_day else ox.Literal(value)


def _field(view: View, reading: Reading, decision: Decision, iris: Iris) -> Laying:
    """Return the change of a field: on reject its annotations are withdrawn, on correct they carry the new value."""
    marks = [quad for node in reading.proofs for quad in sorted(described(view, node), key=str)]
    if decision.verdict is Verdict.REJECT:
        return Laying(DecisionState.LAID, (*reading.values, *marks))
    value = _field_value(decision.aspect, decision.value, iris)
    turned = {_BODY: ox.Literal(decision.value), _RULE: REVIEWED}
    old = tuple(quad for quad in marks if quad.predicate in turned)
    new = [ox.Quad(quad.subject, quad.predicate, value, quad.graph_name) for quad in reading.values]
    new += [ox.Quad(quad.subject, quad.predicate, turned[quad.predicate], quad.graph_name) for quad in old]
    return Laying(DecisionState.LAID, (*reading.values, *old), tuple(new))


def _whole(view: View, node: str, stated: Sequence[ox.Quad], aspect: Aspect) -> tuple[ox.Quad, ...]:
    """Return all quads of a statement, of the nodes below it, and of links to it."""
    held = ox.NamedNode(node)
    gone = [*stated, *links_to(view, node)]
    below = {Aspect.TASK: _PARTS, Aspect.REFERENCE: _PROVISIONS, Aspect.SANCTION: _MEASURES}.get(aspect)
    for row in view.select(below % held) if below else ():
        gone += [*described(view, row["node"].value), *links_to(view, row["node"].value)]
    return tuple(dict.fromkeys(gone))


def _party(
    node: ox.NamedNode, graph: ox.NamedNode, stated: Sequence[ox.Quad], decision: Decision, iris: Iris
) -> Laying:
    gone = tuple(quad for quad in stated if quad.predicate in _PARTY)
    if decision.verdict is Verdict.CORRECT:
        new = [ox.Quad(node, _AGENCY, ox.NamedNode(iris.agency(decision.value)), graph)]
    else:
        new = [ox.Quad(node, _REASON, ox.Literal(words, language=tag), graph) for tag, words in _NOT_THE_BODY.items()]
    return Laying(DecisionState.LAID, gone, tuple(new), node=node.value)


def _limit(
    node: ox.NamedNode, graph: ox.NamedNode, stated: Sequence[ox.Quad], decision: Decision, iris: Iris
) -> Laying:
    gone = tuple(quad for quad in stated if quad.predicate in _LIMIT)
    target = any(quad.object == ox.NamedNode(TimeKind.TARGET.iri(iris.base)) for quad in gone)
    new = tuple(ox.Quad(node, term, value, graph) for term, value in limit_terms(decision.value, iris, target=target))
    return Laying(DecisionState.LAID, gone, new, node=node.value)


def _duty(
    view: View, node: ox.NamedNode, graph: ox.NamedNode, stated: Sequence[ox.Quad], decision: Decision, iris: Iris
) -> Laying:
    gone = tuple(quad for quad in stated if quad.predicate in _DUTY or quad.object in _MODALITIES)
    new = tuple(ox.Quad(node, term, value, graph) for term, value in duty_terms(view, decision.value, iris))
    return Laying(DecisionState.LAID, gone, new, node=node.value)


def _reference(
    view: View, node: ox.NamedNode, graph: ox.NamedNode, stated: Sequence[ox.Quad], decision: Decision, iris: Iris
) -> Laying:
    kind, _, path = decision.value.partition(" ")
    old_kind, _, old_path = decision.machine.partition(" ")
    citing = next(quad.object for quad in stated if quad.predicate == ox.NamedNode(str(ZM.citing)))
    target = ox.NamedNode(iris.absolute(path))
    # The printed number and title name the document that was read; of an open reference they name nothing else.
    renamed = bool(old_path) and old_path != path
    turned = (_TARGET, _RELATION_KIND, _REASON, _RULE, *(() if old_kind == kind else _EFFECT))
    turned += _NAMES if renamed else ()
    gone, new = turn_provisions(view, node, (old_kind, kind), target, iris)
    gone += [quad for quad in stated if quad.predicate in turned]
    new += [
        ox.Quad(node, _RELATION_KIND, ox.NamedNode(RelationKind(kind).iri(iris.base)), graph),
        ox.Quad(node, _TARGET, target, graph),
        ox.Quad(node, _RULE, REVIEWED, graph),
        ox.Quad(citing, edge_of(kind), target, graph),  # type: ignore[arg-type]
    ]
    new += [ox.Quad(node, term, words, graph) for term, words in names_of(view, target, iris)] if renamed else []
    return Laying(DecisionState.LAID, tuple(gone), tuple(new), edges=said_by(view, node), node=node.value)


def settle_together(changes: Mapping[Decision, Laying], rejected: Set[str]) -> dict[Decision, Laying]:
    """Return what decisions do, given the others. rejected: the statements (IRIs) that are gone as a whole."""
    denied = {*rejected, *(change.node for change in changes.values() if change.node)}
    settled = dict(changes)
    # A reference takes its provisions along.
    taken = {
        quad for decision, change in changes.items() if decision.aspect is Aspect.REFERENCE for quad in change.gone
    }
    given: set[tuple[str, Aspect]] = set()
    for decision, change in sorted(changes.items(), key=lambda pair: (datetime.fromisoformat(pair[0].at), pair[0].key)):
        aspect, on = decision.aspect, (decision.on, decision.aspect)
        if aspect is Aspect.PROVISION and taken & {*change.gone}:
            settled[decision] = _waits(_TURNED)
            continue
        if change.state is not DecisionState.LAID or not change.new:
            continue
        if any(node not in denied for node in change.same):
            settled[decision] = Laying(DecisionState.AGREED)
        elif aspect in _OF_A_WHOLE and any(quad.subject.value in rejected for quad in change.new):  # type: ignore[union-attr]
            settled[decision] = _waits(_REJECTED)
        elif decision.verdict is Verdict.ADD and aspect.of_document and not (aspect.repeats or aspect is Aspect.TITLE):
            if on in given:
                settled[decision] = _waits(_GIVEN)
            given.add(on)
    return settled
