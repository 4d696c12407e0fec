"""Findings that are brought up to date equal those of all rules over the whole store, whatever triples were added or removed."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import pyoxigraph as ox
import pytest
from rdflib import RDF, SH, Graph

from graph.store.delta import Changed
from graph.store.embedded import Embedded
from shapes.algebra import every
from shapes.asking import Asking, Result
from shapes.patterns import digest, known
from shapes.renewal import Renewed, renew
from shapes.rules import Rules

CASES = sorted((Path(__file__).parent / "cases").glob("*.ttl"))
DAY = date(2026, 6, 1)
RULES = list(Rules.load().by_iri.values())


def triples_of(path: Path) -> list[ox.Triple]:
    graph = Graph().parse(path, format="turtle")
    for result in list(graph.subjects(RDF.type, SH.ValidationResult)):
        graph.remove((result, None, None))
    text = graph.serialize(format="nt", encoding="utf-8")
    return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES) if not _blank(quad)]


@cache
def triples_of_cases() -> list[ox.Triple]:
    return sorted({triple for path in CASES for triple in triples_of(path)}, key=str)


def _blank(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)


def view_of(triples: Collection[ox.Triple]) -> Embedded:
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode("urn:graph")) for t in triples)
    return Embedded(Path("memory"), store)


def ask_all_rules(view: Embedded) -> dict[str, list[Result]]:
    asking = Asking(view.graph())
    return {rule.iri: asking.results(rule, DAY) for rule in RULES}


def counted(results: dict[str, list[Result]]) -> Counter[tuple[object, ...]]:
    return Counter((*result.key(), *result.messages) for found in results.values() for result in found)


def test_every_select_is_known() -> None:
    """Else the rule is asked of the whole graph after each change: run `python -m shapes.algebra`."""
    assert {digest(text) for text in every()} == known().keys()


def put(renewed: Renewed, before: dict[str, list[Result]]) -> dict[str, list[Result]]:
    """Replace what was found before with the answers."""
    now = dict(before)
    for rule, answer in renewed.answers.items():
        nodes = answer.nodes
        left = [] if nodes is None else [result for result in before[rule] if result.focus not in nodes]
        now[rule] = left + answer.results
    return now


@pytest.mark.parametrize("seed", range(6))
def test_equals_the_whole(seed: int) -> None:
    random = Random(seed)
    every = triples_of_cases()
    there = set(random.sample(every, len(every) * random.choice((5, 9, 10)) // 10))
    view = view_of(there)
    before = ask_all_rules(view)
    for _ in range(12):
        gone = set(random.sample(sorted(there, key=str), random.choice((0, 1, 3, 12))))
        new = set(random.sample(every, random.choice((0, 1, 3, 12)))) - there
        there = (there - gone) | new
        view = view_of(there)
        found = before
        renewed = renew(
            view,
            RULES,
            lambda rule: {result.focus for result in found[rule]},  # noqa: B023
            Changed(frozenset(gone), frozenset(new)),
            DAY,
        )
        before = ask_all_rules(view)
        now = put(renewed, found)
        difference = counted(now) - counted(before), counted(before) - counted(now)
        assert difference == (Counter(), Counter())
