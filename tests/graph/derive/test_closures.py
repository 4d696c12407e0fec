"""Chains over several steps, and which agency is part of which."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Literal, URIRef

from graph.derive.closures import (
    REACHED,
    STEPS,
    AgencyNode,
    agency_nodes,
    chains,
    hierarchy,
    reached,
    sub_organizations,
)
from graph.store.store import Store
from graph.store.view import View
from ontology.iri import Iris
from ontology.places import Places
from ontology.vocabulary import BASE, ORG, RDF, SKOS, ZM
from tests.ingest.work import assert_linear

IRIS = Iris()
SOURCE, OTHER, DERIVED = IRIS.source("a.txt"), IRIS.source("b.txt"), IRIS.graph("derived")
Pair = tuple[str, str]


def document(number: int | str) -> URIRef:
    return URIRef(IRIS.numbered("990100", "岚政发", 2020, int(number)))


def agency(name: str) -> Iterator[tuple[URIRef, URIRef, URIRef | Literal]]:
    node, place = URIRef(IRIS.agency(name)), Places.load().find_prefix(name)
    yield node, RDF.type, ORG.FormalOrganization
    yield node, SKOS.prefLabel, Literal(name, lang="zh")
    if place:
        yield node, ZM.place, URIRef(IRIS.place(place.code))


def closures(view: View, derived: Sequence[ox.Triple] = ()) -> Iterator[ox.Triple]:
    yield from chains(view, BASE, derived)
    yield from hierarchy(agency_nodes(view, BASE))


def pairs_in(store: Path, derived: Sequence[ox.Triple] = ()) -> dict[str, set[Pair]]:
    """Local name of the property → (subject, object) by their last segments."""
    result: dict[str, set[Pair]] = {}
    with Store.open(store) as opened:
        for triple in closures(opened, derived):
            ends = tuple(node.value.rpartition("/")[2] for node in (triple.subject, triple.object))  # type: ignore[union-attr]
            result.setdefault(triple.predicate.value.rpartition("#")[2], set()).add(ends)  # type: ignore[arg-type]
    return result


def test_chains_run_across_sources(tmp_path: Path) -> None:
    with Store.update(tmp_path / "store") as update:
        update.replace_graph(
            SOURCE, [(document(1), ZM.implements, document(2)), (document(1), ZM.supersedes, document(9))]
        )
        update.replace_graph(OTHER, [(document(2), ZM.implements, document(3))])
    assert pairs_in(tmp_path / "store") == {
        "implementsTransitive": {("1", "2"), ("1", "3"), ("2", "3")},
        "supersedesTransitive": {("1", "9")},
    }


def test_what_is_derived_now_counts_and_what_was_derived_before_does_not(tmp_path: Path) -> None:
    with Store.update(tmp_path / "store") as update:
        update.replace_graph(SOURCE, [(document(1), ZM.implements, document(2))])
        update.replace_graph(DERIVED, [(document(2), ZM.implements, document(7))])
    fresh = [ox.Triple(*(ox.NamedNode(str(term)) for term in (document(2), ZM.supersedes, document(5))))]
    assert pairs_in(tmp_path / "store", fresh) == {
        "implementsTransitive": {("1", "2")},
        "supersedesTransitive": {("2", "5")},
    }


def test_the_examples_have_what_the_path_with_plus_has(example_store: Path) -> None:
    with Store.open(example_store) as store:
        rows = store.select("SELECT DISTINCT ?from ?to WHERE { ?from zm:implements+ ?to }")
        expected = {(row["from"].value, row["to"].value) for row in rows}
        chain = str(ZM.implementsTransitive)
        triples = [triple for triple in closures(store) if triple.predicate.value == chain]
    assert {(t.subject.value, t.object.value) for t in triples} == expected  # type: ignore[union-attr]
    assert len(expected) > 20


def test_the_same_graph_gives_the_same_triples_in_the_same_order(example_store: Path) -> None:
    with Store.open(example_store) as store:
        first, second = (sorted(map(str, closures(store))) for _ in range(2))
    assert first == second and len(first) == len(set(first))


@pytest.mark.parametrize(("edges", "expected"), [
    ("ab bc", "ab ac bc"),
    ("ab ba", "aa ab ba bb"),
    ("aa", "aa"),
    ("ab ac bd cd", "ab ac ad bd cd"),
    ("ab bc cb", "ab ac bb bc cb cc"),
    ("", ""),
])  # fmt: skip
def test_reached(edges: str, expected: str) -> None:
    pairs = [(pair[0], pair[1]) for pair in edges.split()]
    assert sorted(reached(pairs)) == [(pair[0], pair[1]) for pair in expected.split()]


def test_a_long_cycle_is_followed_for_so_many_steps() -> None:
    def follow(length: int) -> int:
        names = [f"{n:05}" for n in range(length)]
        return len(list(reached(zip(names, [*names[1:], names[0]], strict=True))))

    assert follow(5000) == 5000 * STEPS
    assert_linear(follow, 500)


def test_a_knot_reaches_so_many_and_the_nearest_first() -> None:
    """Every node leads to forty others: three steps would reach all six hundred from each."""
    names = [f"{n:05}" for n in range(600)]
    edges = [(name, names[(n * 7 + k * k + 1) % 600]) for n, name in enumerate(names) for k in range(40)]
    pairs = list(reached(edges))
    by_start: dict[str, set[str]] = {}
    for start, node in pairs:
        by_start.setdefault(start, set()).add(node)
    assert {len(nodes) for nodes in by_start.values()} == {REACHED}
    assert all(node in by_start[start] for start, node in edges)
    assert pairs == list(reached(reversed(edges)))


@pytest.mark.parametrize(("name", "above"), [
    ("济南市人民政府办公厅", "济南市人民政府"),
    ("济南市公安局天桥分局", "济南市公安局"),
    ("济南市公安局交通警察支队天桥大队", "济南市公安局交通警察支队"),
    ("济南市公安局交通警察支队", "济南市公安局"),
    ("中共济南市委组织部", "中共济南市委"),
    ("国家税务总局济南市税务局", "国家税务总局"),
    ("中国人民银行济南分行", "中国人民银行"),
    ("国务院办公厅", "国务院"),
    # A place is no body, however it is named among them.
    ("济南市财政局", None),
    ("济南市天桥区人民政府", None),
    # Another place's government, another body, a group, one word, too little.
    ("山东省人民政府济南市人民政府", None),
    ("济南市公安局会同市财政局", None),
    ("国务院各部委", None),
    ("中共济南市委员会", None),
    ("财政部门", None),
    ("中国银行业监督管理委员会", None),
    ("中国银行保险监督管理委员会", None),
    ("济南市公安局委", None),
    ("南京市公安局", None),
])  # fmt: skip
def test_the_body_that_a_name_begins_with(name: str, above: str | None) -> None:
    known = [
        *("济南市", "济南市人民政府", "济南市公安局", "济南市公安局交通警察支队", "中共济南市委", "国家税务总局"),
        *("中国人民银行", "中国银行", "国务院", "财政部", "山东省人民政府", "山东省"),
    ]
    agencies = {one: _known(one) for one in {*known, name}}
    parts = dict(sub_organizations(agencies))
    assert parts.get(name) == above


def _known(name: str) -> AgencyNode:
    place = Places.load().find_prefix(name)
    return AgencyNode(name, place.code if place else None)


def test_bodies_of_two_places_do_not_belong_together() -> None:
    agencies = {"济南市公安局": AgencyNode("one", "370100"), "济南市公安局望湖分局": AgencyNode("other", "990102")}
    assert list(sub_organizations(agencies)) == []


def test_agencies_of_the_store(tmp_path: Path) -> None:
    names = ("济南市公安局", "济南市公安局交通警察支队", "济南市公安局交通警察支队天桥大队", "济南市", "济南市财政局")
    with Store.update(tmp_path / "store") as update:
        update.replace_graph(SOURCE, [triple for name in names[:2] for triple in agency(name)])
        update.replace_graph(OTHER, [triple for name in names[1:] for triple in agency(name)])
    top, middle, low = names[:3]
    assert pairs_in(tmp_path / "store") == {
        "subOrganizationOf": {(middle, top), (low, middle)},
        "transitiveSubOrganizationOf": {(middle, top), (low, middle), (low, top)},
    }
