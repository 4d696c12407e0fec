"""Lays decisions over the machine's facts, and lifts them again.

What a decision replaces is taken out of the named graph in which it stands, and what the person decided is put into its place. So
whatever asks the graph follows the decision, and no fact counts twice. `graph/review` keeps, for each decision, its state and the
statements withheld and laid. A build lifts all decisions before it changes a source, and lays them anew on what it has read: the
content of a store follows from its sources and its decisions, in whatever order they came.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from graph.review.decision import Decision, read_decisions
from graph.review.machine import Reading, described, home, links_to_limit, read_elsewhere, read_machine, source_of
from graph.store.remote import RemoteUpdate
from graph.store.update import Update
from graph.store.view import View, text
from ontology.enumerations import Aspect, DecisionState, TimeKind, Verdict
from ontology.iri import Iris
from ontology.vocabulary import OA, XSD, ZM

_STATE, _REASON = ox.NamedNode(str(ZM.decisionState)), ox.NamedNode(str(ZM.reason))
_WITHHELD, _LAID = ox.NamedNode(str(ZM.withheld)), ox.NamedNode(str(ZM.laid))
_DATE, _BODY, _RULE = ox.NamedNode(str(XSD.date)), ox.NamedNode(str(OA.bodyValue)), ox.NamedNode(str(ZM.rule))
_AGENCY, _DUE, _RECURRENCE = ox.NamedNode(str(ZM.agency)), ox.NamedNode(str(ZM.due)), ox.NamedNode(str(ZM.recurrence))
_DURATION, _TIME_KIND = ox.NamedNode(str(ZM.duration)), ox.NamedNode(str(ZM.timeKind))
_REVIEWED = ox.Literal("review")
"""The rule of a value that a person gave."""
_NOT_THE_BODY = {"en": "a person decided that this is not the body", "zh": "经核对，不是该机关"}
_ABSENT = ("it is in the store no longer", "图谱库中已没有核对的对象")
_OTHER = ("the machine now reads {value}", "现机读为 {value}")
_MOVED = ("its words have changed", "原文文字已变")
_PRINTED = ("the machine now reads a value of its own: {value}", "机器现已读出：{value}")

_JOURNAL = """
SELECT ?decision ?withheld ?laid WHERE { GRAPH %s {
  ?decision zm:decisionState ?state .
  OPTIONAL { ?decision zm:withheld ?withheld } OPTIONAL { ?decision zm:laid ?laid }
} }"""
_ELSEWHERE = "SELECT ?graph WHERE { GRAPH ?graph { %s %s %s } }"
_PRINTED_BY = "SELECT ?source WHERE { %s prov:wasDerivedFrom ?source }"


@dataclass(frozen=True, slots=True)
class Laying:
    """What a decision does to the store. reason: why it waits, in English and Chinese."""

    state: DecisionState
    gone: tuple[ox.Quad, ...] = ()
    new: tuple[ox.Quad, ...] = ()
    reason: tuple[str, str] = ("", "")


class Overlay:
    """The decisions of a store, over an update of it."""

    def __init__(self, update: Update | RemoteUpdate, iris: Iris) -> None:
        self._update, self._iris = update, iris
        self._journal = iris.graph("review")

    def sources(self) -> list[str]:
        """Return the sources (IRIs) of which decisions speak: before `lift`, and before they change."""
        named: set[str] = set()
        for decision in read_decisions(self._update, self._iris):
            on = self._iris.absolute(decision.on)
            source = source_of(on, self._iris)
            printed = self._update.select(_PRINTED_BY % ox.NamedNode(on))
            named |= {source} if source else {row["source"].value for row in printed}
        return sorted(named)

    def lift(self) -> None:
        """Give back what the machine has read, as if nothing had been decided."""
        gone: list[ox.Quad] = []
        new: list[ox.Quad] = []
        for row in self._update.select(_JOURNAL % ox.NamedNode(self._journal)):
            gone += _quads(text(row, "laid"))
            new += _quads(text(row, "withheld"))
        self._change(gone, new)
        self._update.remove_graph(self._journal)

    def lay(self) -> None:
        """Lay the decisions over what the machine has read, and note what became of each."""
        decisions = [d for d in read_decisions(self._update, self._iris) if d.aspect is not Aspect.EVENT]
        changes = {decision: _change(self._update, decision, self._iris) for decision in decisions}
        gone = {quad for change in changes.values() for quad in change.gone}
        standing: set[ox.Triple] = set()
        journal: list[ox.Triple] = []
        new: list[ox.Quad] = []
        for decision, change in changes.items():
            laid = [q for q in change.new if q.triple not in standing and not self._stands(q, gone)]
            standing |= {quad.triple for quad in laid}
            new += laid
            journal += _noted(ox.NamedNode(self._iris.review(decision.key)), change, laid)
        self._change(gone, new)
        if journal:
            self._update.replace_graph(self._journal, journal)  # type: ignore[arg-type]

    def _stands(self, quad: ox.Quad, gone: set[ox.Quad]) -> bool:
        """Whether another graph says the same, so that it would stand twice."""
        rows = self._update.select(_ELSEWHERE % (quad.subject, quad.predicate, quad.object))
        return any(ox.Quad(quad.subject, quad.predicate, quad.object, row["graph"]) not in gone for row in rows)

    def _change(self, gone: Iterable[ox.Quad], new: Iterable[ox.Quad]) -> None:
        turned: defaultdict[str, tuple[set[ox.Triple], set[ox.Triple]]] = defaultdict(lambda: (set(), set()))
        for place, quads in enumerate((gone, new)):
            for quad in quads:
                turned[quad.graph_name.value][place].add(quad.triple)  # type: ignore[union-attr]
        for graph, (left, come) in sorted(turned.items()):
            self._update.change_graph(graph, sorted(left - come, key=str), sorted(come - left, key=str))


def _noted(node: ox.NamedNode, change: Laying, laid: Sequence[ox.Quad]) -> Iterator[ox.Triple]:
    yield ox.Triple(node, _STATE, ox.Literal(change.state))
    for words, language in zip(change.reason, ("en", "zh"), strict=True):
        if words:
            yield ox.Triple(node, _REASON, ox.Literal(words, language=language))
    for term, quads in ((_WITHHELD, change.gone), (_LAID, laid)):
        if quads:
            yield ox.Triple(node, term, ox.Literal("\n".join(sorted(f"{quad} ." for quad in quads))))


def _quads(lines: str) -> list[ox.Quad]:
    return list(ox.parse(lines.encode(), format=ox.RdfFormat.N_QUADS))


def _change(view: View, decision: Decision, iris: Iris) -> Laying:
    """Return what a decision does, given what the machine reads now."""
    on = iris.absolute(decision.on)
    readings = read_machine(view, on, decision.aspect, iris)
    graph = home(view, on) if decision.aspect.of_document else None
    if decision.verdict is Verdict.ADD:
        if graph is None:
            return _waits(_ABSENT)
        if any(reading.value == decision.value for reading in readings):
            return Laying(DecisionState.AGREED)
        if readings and decision.aspect is not Aspect.TITLE:
            return _waits(_PRINTED, readings[0].value)
        value = _field_value(decision.aspect, decision.value, iris)
        quad = ox.Quad(ox.NamedNode(on), ox.NamedNode(decision.aspect.term), value, ox.NamedNode(graph))
        return Laying(DecisionState.LAID, new=(quad,))
    reading = _same(view, decision, readings, iris)
    if isinstance(reading, Laying):
        return reading
    if decision.verdict is Verdict.CONFIRM:
        return Laying(DecisionState.LAID)
    if decision.aspect.of_document:
        return _field(reading, decision, iris)
    return (
        _party(view, reading, decision, iris)
        if decision.aspect is Aspect.PARTY
        else _limit(view, reading, decision, iris)
    )


def _same(view: View, decision: Decision, readings: Sequence[Reading], iris: Iris) -> Reading | Laying:
    """Return what was decided on, as it is read now, or the change of a decision that has nothing to do or must wait."""
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
    if any(reading.value == decision.value for reading in readings if decision.value):
        return Laying(DecisionState.AGREED)
    if not readings:
        return Laying(DecisionState.AGREED) if _rejected(view, decision, iris) else _waits(_ABSENT)
    if any(reading.value == decision.machine for reading in readings):
        return _waits(_MOVED)
    return _waits(_OTHER, readings[0].value)


def _rejected(view: View, decision: Decision, iris: Iris) -> bool:
    """Whether the machine itself reads nothing any more where a person rejected what it had read."""
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
        case Aspect.NUMBER:
            return ox.Literal(value)
        case _:
            return ox.Literal(value, datatype=_DATE)


def _field(reading: Reading, decision: Decision, iris: Iris) -> Laying:
    """A field's value, with the annotations that prove it: a rejected one proves nothing, a corrected one the person's value."""
    marks = [quad for _, quads in reading.marks for quad in quads]
    if decision.verdict is Verdict.REJECT:
        return Laying(DecisionState.LAID, (*reading.values, *marks))
    value = _field_value(decision.aspect, decision.value, iris)
    turned = {_BODY: ox.Literal(decision.value), _RULE: _REVIEWED}
    old = tuple(quad for quad in marks if quad.predicate in turned)
    new = [ox.Quad(quad.subject, quad.predicate, value, quad.graph_name) for quad in reading.values]
    new += [ox.Quad(quad.subject, quad.predicate, turned[quad.predicate], quad.graph_name) for quad in old]
    return Laying(DecisionState.LAID, (*reading.values, *old), tuple(new))


def _party(view: View, reading: Reading, decision: Decision, iris: Iris) -> Laying:
    node, graph = ox.NamedNode(reading.node), _graph(view, reading.node)
    if decision.verdict is Verdict.CORRECT:
        new = [ox.Quad(node, _AGENCY, ox.NamedNode(iris.agency(decision.value)), graph)]
    else:
        new = [ox.Quad(node, _REASON, ox.Literal(words, language=tag), graph) for tag, words in _NOT_THE_BODY.items()]
    return Laying(DecisionState.LAID, reading.values, tuple(new))


def _limit(view: View, reading: Reading, decision: Decision, iris: Iris) -> Laying:
    if decision.verdict is Verdict.REJECT:
        return Laying(DecisionState.LAID, (*described(view, reading.node), *links_to_limit(view, reading.node)))
    node, graph = ox.NamedNode(reading.node), _graph(view, reading.node)
    held = next((quad.object for quad in reading.values if quad.predicate == _TIME_KIND), None)
    term: ox.NamedNode
    if decision.value.startswith("FREQ="):
        term, kind, value = _RECURRENCE, TimeKind.RECURRING, ox.Literal(decision.value)
    elif decision.value.startswith("P"):
        term, kind, value = _DURATION, TimeKind.DURATION, ox.Literal(decision.value)
    else:
        target = held == ox.NamedNode(TimeKind.TARGET.iri(iris.base))
        term, kind = _DUE, TimeKind.TARGET if target else TimeKind.DEADLINE
        value = ox.Literal(decision.value, datatype=_DATE)
    new = ox.Quad(node, term, value, graph), ox.Quad(node, _TIME_KIND, ox.NamedNode(kind.iri(iris.base)), graph)
    return Laying(DecisionState.LAID, reading.values, new)


def _graph(view: View, node: str) -> ox.NamedNode:
    """Return the source's graph, in which a statement of a source stands as a whole."""
    graph = next(iter(described(view, node))).graph_name
    assert isinstance(graph, ox.NamedNode)
    return graph
