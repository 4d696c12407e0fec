"""Bring findings up to date after a build: only rules whose answer can have changed are asked again, for the nodes that can have changed.

The nodes follow from the patterns of a rule (`shapes.algebra`): from each changed triple that matches one of them, `shapes.walk` goes to
the focus nodes, over the triples that there are and those that are gone. From these nodes it then collects all triples that the rule
can look at, and the rule is asked over them alone, in memory. A rule of which too much is touched, or whose patterns do not lead to
its focus, is asked of the whole graph.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

import pyoxigraph as ox
from rdflib import RDFS, Dataset, Literal, Node, URIRef

from graph.store.delta import Changed
from graph.store.embedded import Embedded
from graph.store.view import Term
from shapes.asking import Asking, Result, plain
from shapes.patterns import FEWER, FOCUS, MORE, Occurrence, Pattern, Reach, digest, known
from shapes.rules import ShapeRule
from shapes.targets import CLASS
from shapes.walk import ByProperty, Nodes, Scope, Steps, TooManyError
from shapes.worded import LABELLED

_MOST = 5_000
"""The number of nodes beyond which a rule is asked of the whole graph."""
_SUBCLASS = str(RDFS.subClassOf)

Foci = Callable[[str], Iterable[Node]]
"""Returns the nodes about which a rule (IRI) found something before."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The present findings of a rule. nodes: those that it was run on; None for all."""

    results: list[Result]
    nodes: frozenset[Node] | None = None


@dataclass(frozen=True, slots=True)
class Renewed:
    """answers: of the rules that were asked again, by IRI; the others find what they found. renamed: the nodes that may have another
    name (`shapes.worded.put_in_words`), None for all."""

    answers: dict[str, Answered]
    renamed: frozenset[Node] | None = None


def renew(view: Embedded, rules: Iterable[ShapeRule], foci: Foci, changed: Changed, as_of: date | None) -> Renewed:
    """Ask rules again where their answer can have changed. changed: the triples that have changed since they were asked last."""
    asking = Asking(view.graph())
    every = list(rules)
    if any(triple.predicate.value == _SUBCLASS for triple in changed.gone | changed.new):
        return Renewed({rule.iri: Answered(asking.results(rule, as_of)) for rule in every})
    asked, around = _Around(view, changed, asking), set[ox.Triple]()
    answers: dict[str, Answered] = {}
    partly: dict[ShapeRule, frozenset[Node]] = {}
    for rule in every:
        touched = _TouchedNodes(partial(foci, rule.iri))
        try:
            for select in rule.selects:
                asked.touch(known()[digest(select.text)], touched)
        except (TooManyError, LooseError, KeyError):
            answers[rule.iri] = Answered(asking.results(rule, as_of))
            continue
        if not touched.nodes:
            continue
        nodes = partly[rule] = frozenset(map(_node, touched.nodes))
        try:
            for select in rule.selects:
                around |= asked.around(known()[digest(select.text)], touched.nodes)
        except (TooManyError, LooseError):
            del partly[rule]
            answers[rule.iri] = _about(nodes, asking.results(rule, as_of, " ".join(map(str, touched.nodes))))
    part = asking.over(_dataset(around))
    for rule, nodes in partly.items():
        answers[rule.iri] = _about(nodes, part.results(rule, as_of))
    return Renewed(answers, _renamed(asked))


def _renamed(asked: "_Around") -> frozenset[Node] | None:
    named = _TouchedNodes(list)
    try:
        for text in LABELLED:
            asked.touch(known()[digest(text)], named)
    except TooManyError:
        return None
    return frozenset(map(_node, named.nodes))


def _about(nodes: frozenset[Node], results: Iterable[Result]) -> Answered:
    return Answered([result for result in results if result.focus in nodes], nodes)


class LooseError(Exception):
    """The patterns of a rule do not lead from a changed triple to its focus nodes, or from those to all that it asks of."""


@dataclass
class _TouchedNodes:
    """The nodes for which the answer of a rule can have changed. before: returns those about which it found something."""

    before: Callable[[], Iterable[Node]]
    nodes: set[Term] = field(default_factory=set)


class _Around:
    """The nodes around the changed triples, and around the nodes that they touch."""

    def __init__(self, view: Embedded, changed: Changed, asking: Asking) -> None:
        self._now, self._ever = Steps(view.matching), Steps(view.matching, changed.gone)
        self._asking = asking
        self._gone, self._new, self._every = ByProperty(), ByProperty(), ByProperty()
        for triples, lists in ((changed.gone, (self._gone, self._every)), (changed.new, (self._new, self._every))):
            for triple in triples:
                for one in lists:
                    one.setdefault(triple.predicate.value, []).append(triple)
        self._terms: dict[str, Nodes] = {}
        self._scopes: dict[tuple[int, tuple[int, ...]], Scope] = {}

    def touch(self, reach: Reach, touched: _TouchedNodes) -> None:
        """Add the focus nodes to which patterns lead from the changed triples. Raises TooManyError and LooseError."""
        for occurrence in reach.occurrences:
            pattern = reach.patterns[occurrence.pattern]
            starts, ends = self._changed(pattern, self._every)
            if not starts or not ends:
                continue
            scope = self._scope(reach, occurrence)
            begun = {end: nodes for end, nodes in ((pattern.start, starts), (pattern.end, ends)) if end.startswith("?")}
            found = scope.spread(begun, self._ever, _MOST, until=FOCUS)
            if FOCUS in found:
                touched.nodes |= found[FOCUS]
            elif self._only_ends_findings(pattern, occurrence):
                touched.nodes |= set(map(_term, touched.before()))
            else:
                raise LooseError
        if len(touched.nodes) > _MOST:
            raise TooManyError

    def _only_ends_findings(self, pattern: Pattern, occurrence: Occurrence) -> bool:
        other = {FEWER: self._gone, MORE: self._new}.get(occurrence.sign)
        return other is not None and not all(self._changed(pattern, other))

    def _changed(self, pattern: Pattern, triples: ByProperty) -> tuple[Nodes, Nodes]:
        """Return where a pattern may begin and end that matches one of the triples."""
        hop = pattern.hop
        if hop[0] == "in":
            return frozenset(), frozenset()
        given = [None if end.startswith("?") else self._constant(end) for end in (pattern.start, pattern.end)]
        if isinstance(hop, str):
            those = [
                triple
                for triple in triples.get(hop, ())
                if (given[0] is None or triple.subject in given[0]) and (given[1] is None or triple.object in given[1])
            ]
            triples = {hop: those}
        starts, ends = self._ever.changed(hop, triples, _MOST)
        starts = starts if given[0] is None else starts & given[0]
        return starts, ends if given[1] is None else ends & given[1]

    def around(self, reach: Reach, nodes: Iterable[Term]) -> set[ox.Triple]:
        """Return all triples that a SELECT can look at for these focus nodes. Raises TooManyError and LooseError."""
        found: set[ox.Triple] = set()
        spread: dict[tuple[int, ...], dict[str, Nodes]] = {}
        focus = frozenset(nodes)
        for occurrence in reach.occurrences:
            together = tuple(sorted({occurrence.pattern, *occurrence.around}))
            scope = self._scope(reach, occurrence)
            if together not in spread:
                spread[together] = scope.spread({FOCUS: focus}, self._now, _MOST)
            self._gather(reach.patterns[occurrence.pattern], scope, spread[together], found)
        return found

    def _gather(self, pattern: Pattern, scope: Scope, candidates: dict[str, Nodes], found: set[ox.Triple]) -> None:
        starts, ends = (candidates.get(end) for end in (pattern.start, pattern.end))
        if starts is None and ends is None:
            if FOCUS in candidates and not candidates[FOCUS]:
                return  # none of the nodes is one that the rule asks about
            raise LooseError
        hop = pattern.hop
        back = starts is None or (
            ends is not None and self._now.width(hop, ends, False) < self._now.width(hop, starts, True)
        )
        near, far = (ends, starts) if back else (starts, ends)
        assert near is not None
        limit = far if far is not None else scope.terms(pattern.start if back else pattern.end)
        self._now.gather(hop, near, not back, limit, found)
        if len(found) > _MOST * 20:
            raise TooManyError

    def _scope(self, reach: Reach, occurrence: Occurrence) -> Scope:
        numbers = tuple(sorted({occurrence.pattern, *occurrence.around}))
        key = id(reach), numbers
        if key not in self._scopes:
            self._scopes[key] = Scope(reach, numbers, self._constant)
        return self._scopes[key]

    def _constant(self, text: str) -> Nodes:
        """Return the term that a pattern names, as this store has it; of a class its subclasses, too."""
        if text not in self._terms:
            self._terms[text] = frozenset(self._read(text))
        return self._terms[text]

    def _read(self, text: str) -> Iterable[Term]:
        if text.startswith(f"<{CLASS}"):
            return map(ox.NamedNode, self._asking.classes.below_or_same(text[len(CLASS) + 1 : -1]))
        moved = self._asking.moved(text)
        (quad,) = ox.parse(f"<urn:s> <urn:p> {moved} .".encode(), format=ox.RdfFormat.N_TRIPLES)
        return [quad.object]


def _dataset(triples: Iterable[ox.Triple]) -> Dataset:
    from oxrdflib import OxigraphStore

    store = ox.Store()
    store.extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    return Dataset(store=OxigraphStore(store=store), default_union=True)


def _node(term: Term) -> Node:
    """Return a term as results have it."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    return plain(Literal(term.value, datatype=URIRef(term.datatype.value)))


def _term(node: Node) -> Term:
    if isinstance(node, Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)) if node.datatype else None)
    return ox.NamedNode(str(node))
