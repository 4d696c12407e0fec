"""Lays decisions over the machine's facts, and lifts them again.

What a decision replaces is taken out of the named graph in which it occurs, and what the person decided is put into its place. So
whatever asks the graph follows the decision, and no fact counts twice. `graph/review` keeps, for each decision, its state and the
statements withheld and laid. A build lifts all decisions before it changes a source, and lays them anew on what it has read: the
content of a store follows from its sources and its decisions, in whatever order they came.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pyoxigraph as ox

from graph.review.decision import read_decisions
from graph.review.edges import unsaid
from graph.review.laying import Laying, lay_decision, settle_together
from graph.review.machine import source_of
from graph.store.remoteupdate import RemoteUpdate
from graph.store.update import Update
from graph.store.view import text
from ontology.enumerations import Aspect, Verdict
from ontology.iri import Iris
from ontology.vocabulary import RDF, ZM

_TYPED = tuple(ox.NamedNode(str(term)) for term in (RDF.type, ZM.measureKind, ZM.partyName, ZM.property))
"""A property of every statement, and one of every measure, party and annotation, which have no type."""
STATE, REASON = ox.NamedNode(str(ZM.decisionState)), ox.NamedNode(str(ZM.reason))
_WITHHELD, _LAID = ox.NamedNode(str(ZM.withheld)), ox.NamedNode(str(ZM.laid))

_JOURNAL = """
SELECT ?decision ?withheld ?laid WHERE { GRAPH %s {
  ?decision zm:decisionState ?state .
  OPTIONAL { ?decision zm:withheld ?withheld } OPTIONAL { ?decision zm:laid ?laid }
} }"""
_ELSEWHERE = "SELECT ?graph WHERE { GRAPH ?graph { %s %s %s } }"
_PRINTED_BY = """
SELECT DISTINCT ?source WHERE { VALUES ?document { %s } ?document (^zm:target/zm:citing)?/prov:wasDerivedFrom ?source }"""
"""Of what is only cited, the sources that cite it: there its fields are laid."""


class Overlay:
    """The decisions of a store, over an update of it."""

    def __init__(self, update: Update | RemoteUpdate, iris: Iris) -> None:
        self._update, self._iris = update, iris
        self._journal = iris.graph("review")

    def sources(self) -> list[str]:
        """Return the sources (IRIs) that decisions are about: before `lift`, and before they change."""
        named: set[str] = set()
        for decision in read_decisions(self._update, self._iris):
            on = self._iris.absolute(decision.on)
            if source := source_of(on, self._iris):
                named.add(source)
                continue
            printed = self._update.select(_PRINTED_BY % ox.NamedNode(self._iris.document(on)))
            named |= {row["source"].value for row in printed}
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
        changes = {decision: self._read(lay_decision(self._update, decision, self._iris)) for decision in decisions}
        gone = {quad for change in changes.values() for quad in change.gone}
        edges = {quad for change in changes.values() for quad in change.edges}
        withdrawn = unsaid(self._update, edges, gone)
        gone |= withdrawn
        rejected = {
            quad.subject.value  # type: ignore[union-attr]
            for decision, change in changes.items()
            if decision.verdict is Verdict.REJECT
            for quad in change.gone
            if quad.predicate in _TYPED
        }
        standing: set[ox.Triple] = set()
        journal: list[ox.Triple] = []
        new: list[ox.Quad] = []
        for decision, alone in settle_together(changes, rejected).items():
            change = replace(alone, gone=(*alone.gone, *(edge for edge in alone.edges if edge in withdrawn)))
            kept = [q for q in change.new if not {_iri(q.subject), _iri(q.object)} & rejected]
            laid = [q for q in kept if q.triple not in standing and not self._stands(q, gone)]
            standing |= {quad.triple for quad in laid}
            new += laid
            journal += _noted(ox.NamedNode(self._iris.review(decision.key)), change, laid)
        self._change(gone, new)
        if journal:
            self._update.replace_graph(self._journal, journal)

    def _read(self, change: Laying) -> Laying:
        """Return a change without what was derived: that is derived anew of what is laid, and would come back with what is given back."""
        derived = ox.NamedNode(self._iris.graph("derived"))
        gone, edges = (tuple(q for q in quads if q.graph_name != derived) for quads in (change.gone, change.edges))
        return replace(change, gone=gone, edges=edges)

    def _stands(self, quad: ox.Quad, gone: set[ox.Quad]) -> bool:
        """Return whether another graph already contains this triple, so that adding it would duplicate it."""
        rows = self._update.select(_ELSEWHERE % (quad.subject, quad.predicate, quad.object))
        return any(ox.Quad(quad.subject, quad.predicate, quad.object, row["graph"]) not in gone for row in rows)

    def _change(self, gone: Iterable[ox.Quad], new: Iterable[ox.Quad]) -> None:
        turned: defaultdict[str, tuple[set[ox.Triple], set[ox.Triple]]] = defaultdict(lambda: (set(), set()))
        for place, quads in enumerate((gone, new)):
            for quad in quads:
                turned[quad.graph_name.value][place].add(quad.triple)  # type: ignore[union-attr]
        for graph, (left, come) in sorted(turned.items()):
            self._update.change_graph(graph, sorted(left - come, key=str), sorted(come - left, key=str))


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


def _noted(node: ox.NamedNode, change: Laying, laid: Sequence[ox.Quad]) -> Iterator[ox.Triple]:
    yield ox.Triple(node, STATE, ox.Literal(change.state))
    for words, language in zip(change.reason, ("en", "zh"), strict=True):
        if words:
            yield ox.Triple(node, REASON, ox.Literal(words, language=language))
    for term, quads in ((_WITHHELD, change.gone), (_LAID, laid)):
        if quads:
            yield ox.Triple(node, term, ox.Literal("\n".join(sorted(f"{quad} ." for quad in quads))))


def _quads(lines: str) -> list[ox.Quad]:
    return list(ox.parse(lines.encode(), format=ox.RdfFormat.N_QUADS))
