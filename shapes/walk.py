"""Follow the patterns of a rule: from changed triples to focus nodes, and from nodes to all triples that the rule reads of them.

Candidates are kept a variable, not a solution: too many rather than too few. Of several ways to a variable the narrowest is taken, as
a sample of the nodes decides, so that no way leads over all documents of a place where their number leads there as well.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice

import pyoxigraph as ox

from graph.store.view import Term
from shapes.patterns import Hop, Pattern, Reach

Matching = Callable[[ox.NamedNode | None, ox.NamedNode, Term | None], Iterable[ox.Triple]]
"""Yields the triples of a graph that have these terms (`graph.store.embedded.Embedded.matching`)."""
Nodes = frozenset[Term]

_SAMPLE, _PEEK = 3, 24
_FAR = 100
"""The assumed fan-out of a path of any length, as times that of its first step."""


class TooManyError(Exception):
    """More nodes are reached than a rule should be asked for one by one."""


class Steps:
    """Steps from node to node, each looked up once."""

    def __init__(self, matching: Matching, beside: Iterable[ox.Triple] = ()) -> None:
        """beside: triples that count as well."""
        self._matching = matching
        self._known: dict[tuple[str, Term, bool], Nodes] = {}
        self._beside: defaultdict[tuple[str, Term, bool], set[Term]] = defaultdict(set)
        for triple in beside:
            self._beside[triple.predicate.value, triple.subject, True].add(triple.object)  # type: ignore[index,arg-type]
            self._beside[triple.predicate.value, triple.object, False].add(triple.subject)  # type: ignore[index,arg-type]

    def step(self, name: str, node: Term, forward: bool) -> Nodes:
        """Return where a property leads from a node, forward to its values, backward to what has it as a value."""
        key = name, node, forward
        if key not in self._known:
            self._known[key] = frozenset(self._look(name, node, forward)) | self._beside.get(key, set())
        return self._known[key]

    def _look(self, name: str, node: Term, forward: bool) -> Iterator[Term]:
        predicate = ox.NamedNode(name)
        if not forward:
            yield from (triple.subject for triple in self._matching(None, predicate, node))  # type: ignore[misc]
        elif isinstance(node, ox.NamedNode):
            yield from (triple.object for triple in self._matching(node, predicate, None))  # type: ignore[misc]

    def width(self, hop: Hop, nodes: Nodes, forward: bool) -> float:
        """Estimate how many nodes a hop leads to."""
        if isinstance(hop, str):
            sample = list(islice(nodes, _SAMPLE))
            seen = sum(self._peek(hop, node, forward) for node in sample)
            return seen / max(len(sample), 1) * len(nodes)
        kind, *inner = hop
        if kind == "^":
            return self.width(inner[0], nodes, not forward)
        if kind == "+":
            return self.width(inner[0], nodes, forward) * _FAR
        if kind == "|":
            return sum(self.width(one, nodes, forward) for one in inner)
        return self.width(inner[0 if forward else -1], nodes, forward) * _FAR

    def _peek(self, name: str, node: Term, forward: bool) -> int:
        known = self._known.get((name, node, forward))
        return len(known) if known is not None else sum(1 for _ in islice(self._look(name, node, forward), _PEEK))

    def to(self, hop: Hop, nodes: Nodes, forward: bool, most: int) -> Nodes:
        """Return where a hop leads from nodes. Raises TooManyError for more than so many."""
        found: Nodes
        if isinstance(hop, str):
            reached: set[Term] = set()
            for node in nodes:
                reached |= self.step(hop, node, forward)
                _limit(reached, most)
            return frozenset(reached)
        kind, *inner = hop
        if kind == "^":
            return self.to(inner[0], nodes, not forward, most)
        if kind == "|":
            return frozenset[Term]().union(*(self.to(one, nodes, forward, most) for one in inner))
        if kind == "+":
            found = self.to(inner[0], nodes, forward, most)
            new = found
            while new:
                new = self.to(inner[0], new, forward, most) - found
                found |= new
                _limit(found, most)
            return found
        for one in inner if forward else reversed(inner):
            nodes = self.to(one, nodes, forward, most)
        return nodes

    def changed(self, hop: Hop, triples: "ByProperty", most: int) -> tuple[Nodes, Nodes]:
        """Return where a hop may begin and end that goes over one of these triples."""
        if isinstance(hop, str):
            those = triples.get(hop, ())
            return frozenset(triple.subject for triple in those), frozenset(triple.object for triple in those)  # type: ignore[misc]
        kind, *inner = hop
        if kind == "^":
            return self.changed(inner[0], triples, most)[::-1]
        starts: Nodes = frozenset()
        ends: Nodes = frozenset()
        for at, one in enumerate(inner):
            begin, end = self.changed(one, triples, most)
            if kind == "+" and begin:
                begin, end = begin | self.to(hop, begin, False, most), end | self.to(hop, end, True, most)
            elif kind == "/":
                for before in reversed(inner[:at]):
                    begin = self.to(before, begin, False, most)
                for after in inner[at + 1 :]:
                    end = self.to(after, end, True, most)
            starts, ends = starts | begin, ends | end
        return starts, ends

    def gather(self, hop: Hop, nodes: Nodes, forward: bool, ends: Nodes | None, found: set[ox.Triple]) -> Nodes:
        """Collect the triples on a hop from nodes, to these ends where they are given; return where it leads."""
        if isinstance(hop, str):
            predicate, reached = ox.NamedNode(hop), set[Term]()
            for node in nodes:
                for other in self.step(hop, node, forward):
                    if ends is None or other in ends:
                        reached.add(other)
                        start, end = (node, other) if forward else (other, node)
                        found.add(ox.Triple(start, predicate, end))  # type: ignore[arg-type]
            return frozenset(reached)
        kind, *inner = hop
        if kind == "^":
            return self.gather(inner[0], nodes, not forward, ends, found)
        if kind == "|":
            return frozenset[Term]().union(*(self.gather(one, nodes, forward, ends, found) for one in inner))
        if kind == "+":
            every = new = self.gather(inner[0], nodes, forward, None, found)
            while new:
                new = self.gather(inner[0], new, forward, None, found) - every
                every |= new
            return every
        for one in inner if forward else reversed(inner):
            nodes = self.gather(one, nodes, forward, None, found)
        return nodes


ByProperty = dict[str, list[ox.Triple]]


def _limit(nodes: Collection[Term], most: int) -> None:
    if len(nodes) > most:
        raise TooManyError


class Scope:
    """Some patterns of a SELECT that match together. term: the term that replaces a pattern's end; all: those of a VALUES."""

    def __init__(self, reach: Reach, numbers: Iterable[int], term: Callable[[str], Nodes]) -> None:
        patterns = [reach.patterns[number] for number in numbers]
        self.patterns = [pattern for pattern in patterns if pattern.hop[0] != "in"]
        self._listed = {p.start: _union(term(str(one)) for one in p.hop[1:]) for p in patterns if p.hop[0] == "in"}
        self._term = term

    def terms(self, end: str) -> Nodes | None:
        """Return the terms that an end may be, None for a variable that may be any."""
        return self._listed.get(end) if end.startswith("?") else self._term(end)

    def may_be(self, end: str, nodes: Nodes, steps: Steps) -> Nodes:
        """Return those of the nodes that an end may be, by the terms that the patterns name beside it."""
        terms = self.terms(end)
        left = nodes if terms is None else nodes & terms
        for pattern in self.patterns:
            for forward, near, far in ((True, pattern.start, pattern.end), (False, pattern.end, pattern.start)):
                if near == end and isinstance(pattern.hop, str) and (given := self.terms(far)) is not None:
                    # What has a given property is too much to list; what one node has is not.
                    left = frozenset(
                        node for node in left if not given.isdisjoint(steps.step(pattern.hop, node, forward))
                    )
        return left

    def spread(self, known: dict[str, Nodes], steps: Steps, most: int, until: str = "") -> dict[str, Nodes]:
        """Return the candidates of all variables to which the patterns lead; stop when one is reached. Raises TooManyError."""
        known = {name: self.may_be(name, nodes, steps) for name, nodes in known.items()}
        while until not in known:
            ways = [way for pattern in self.patterns for way in _ways(pattern, known)]
            if not ways:
                break
            near, hop, far, forward = min(ways, key=lambda way: steps.width(way[1], known[way[0]], way[3]))
            known[far] = self.may_be(far, steps.to(hop, known[near], forward, most), steps)
        return known


def _ways(pattern: Pattern, known: dict[str, Nodes]) -> Iterator[tuple[str, Hop, str, bool]]:
    """Yield the ways over a pattern from a variable whose candidates are known to one whose are not."""
    for near, far, forward in ((pattern.start, pattern.end, True), (pattern.end, pattern.start, False)):
        if near in known and far.startswith("?") and far not in known:
            yield near, pattern.hop, far, forward


def _union(sets: Iterable[Nodes]) -> Nodes:
    return frozenset[Term]().union(*sets)
