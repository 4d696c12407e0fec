"""No triple occurs in two named graphs, whatever came and went in which order; so every count is that of the flattened graph."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph

from graph.store import loader, workingcopy
from graph.store.store import Store
from graph.store.update import Update
from graph.store.view import View
from graph.store.workingcopy import WorkingCopy
from ontology.iri import Iris
from ontology.vocabulary import BASE, PREFIXES
from tests.conftest import Cli

IRIS = Iris()
SOURCES = [IRIS.source(f"{name}.txt") for name in "甲乙丙丁"]
DOCUMENTS = [IRIS.numbered("990100", "岚政发", 2020, serial) for serial in (1, 2, 3)]
TITLE, CITES = "http://purl.org/dc/terms/title", "http://data.europa.eu/eli/ontology#cites"
POSITION = "https://w3id.org/zhengmai/ns#position"


def line(subject: str, predicate: str, value: str) -> str:
    return f"<{subject}> <{predicate}> {value} .\n"


EVERYTHING = sorted(
    {line(one, CITES, f"<{other}>") for one in DOCUMENTS for other in DOCUMENTS}
    | {line(one, TITLE, f'"{title}"@zh') for one in DOCUMENTS for title in ("甲", "乙")}
    | {
        line(one, POSITION, f'"{n}"^^<http://www.w3.org/2001/XMLSchema#integer>')
        for one in DOCUMENTS
        for n in (1, 2, 10)
    }
)
SAYS = st.sets(st.sampled_from(EVERYTHING), max_size=8).map(frozenset)
STEPS = st.lists(st.tuples(st.sampled_from(SOURCES), st.none() | SAYS), min_size=1, max_size=8)
"""What a source says from then on; None: it is removed."""

AGGREGATES = [
    "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o FILTER(?p != zm:saidBy) }",
    "SELECT (SUM(?at) AS ?n) WHERE { ?s zm:position ?at }",
    "SELECT (AVG(?at) AS ?n) (MAX(?at) AS ?most) WHERE { ?s zm:position ?at }",
    "SELECT (COUNT(*) AS ?n) WHERE { ?s eli:cites ?o . ?o dct:title ?title ; zm:position ?at }",
    "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?o) AS ?few) WHERE { ?s eli:cites/eli:cites ?o OPTIONAL { ?o dct:title ?title } }",
    "SELECT ?o (COUNT(?s) AS ?n) (SUM(?at) AS ?sum) WHERE { ?s eli:cites ?o ; zm:position ?at } GROUP BY ?o",
]


def repeated(view: View) -> list[ox.Triple]:
    """The triples that occur in more than one named graph."""
    return [triple for triple, count in Counter(quad.triple for quad in view.quads()).items() if count > 1]


def flattened(view: View) -> Graph:
    graph = Graph()
    graph.parse(data="".join(f"{quad.triple} .\n" for quad in view.quads()), format="nt")
    return graph


def answers(rows: Iterable[Iterable[object]]) -> Counter[tuple[str, ...]]:
    """The rows by their values; numbers are compared as numbers, for engines write a decimal each in its own way."""
    return Counter(tuple(_plain(getattr(cell, "value", cell)) for cell in row) for row in rows)


def _plain(value: object) -> str:
    try:
        return f"{float(str(value)):.6f}"
    except ValueError:
        return str(value)


def same_answers(view: View, query: str, flat: Graph) -> None:
    expected = flat.query(query, initNs=PREFIXES)
    assert answers(view.select(query)) == answers(expected)  # type: ignore[arg-type]


def triples_by_source(view: View) -> Mapping[str, frozenset[str]]:
    """What each source says, out of its own graph and those that it shares."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    sharing: defaultdict[str, set[str]] = defaultdict(set)
    for row in view.select("SELECT ?graph ?source WHERE { ?graph zm:saidBy ?source }"):
        sharing[row["graph"].value].add(row["source"].value)
    for quad in view.quads():
        if not quad.predicate.value.endswith("#saidBy"):
            name = quad.graph_name.value  # type: ignore[union-attr]
            for source in sharing.get(name, {name}):
                found[source].add(f"{quad.triple} .\n")
    return {source: frozenset(lines) for source, lines in found.items()}


class InMemory(WorkingCopy):
    """A database in memory: hundreds of them in a second."""

    def __init__(self) -> None:
        super().__init__(Path(), BASE, aside=False)
        self._open(ox.Store())


def content(view: View) -> list[str]:
    return sorted(str(quad) for quad in view.quads())


@pytest.fixture(scope="module", autouse=True)
def in_several_goes() -> Iterator[None]:
    """Move shared statements one or two subjects at a time, so that the boundaries between batches are tested, too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workingcopy, "_TOGETHER", 2)
        yield


@settings(max_examples=60)
@given(steps=STEPS, looks=st.sets(st.integers(0, 7)), loads=st.sets(st.integers(0, 7)))
def test_any_order_of_builds_and_removals_gives_the_same_store(
    steps: list[tuple[str, frozenset[str] | None]], looks: set[int], loads: set[int]
) -> None:
    update, fresh = InMemory(), InMemory()
    for position, (source, lines) in enumerate(steps):
        if lines is None:
            update.remove_graph(source)
        else:
            update.replace_graph(source, "".join(sorted(lines)).encode())
        if position in loads:  # a large build loads in parts, and moves what is shared when it looks
            update._loader.load()
        if position in looks:  # a look writes what waits; without one, several sources are written at once
            assert not repeated(update)
    final = {source: lines for source, lines in dict(steps).items() if lines}
    for source, lines in sorted(final.items(), reverse=True):
        fresh.replace_graph(source, "".join(sorted(lines)).encode())
    assert content(update) == content(fresh) and not repeated(update)
    assert triples_by_source(update) == final
    flat = flattened(update)
    for query in AGGREGATES:
        same_answers(update, query, flat)


def test_what_two_sources_say_stands_with_both(tmp_path: Path) -> None:
    one, two, both = (line(document, TITLE, '"题"@zh') for document in DOCUMENTS)
    first, second = SOURCES[:2]
    with Store.update(tmp_path / "s") as update:
        update.replace_graph(first, (one + both).encode())
        update.replace_graph(second, (two + both).encode())
        shared = IRIS.shared([second, first])
        assert update.graphs() == sorted([first, second, shared])
        assert [str(quad.triple) + " .\n" for quad in update.quads(first)] == [one]
        assert {str(quad.triple) + " .\n" for quad in update.quads(shared)} > {both}
        update.remove_graph(first)
        assert update.graphs() == [second] and len(update) == 2


@pytest.mark.parametrize("copies", [3, 12])
def test_the_same_text_under_many_names(copies: int, tmp_path: Path) -> None:
    names = [IRIS.source(f"{n}.txt") for n in range(copies)]
    with Store.update(tmp_path / "s") as update:
        for name in names:
            update.replace_graph(name, "".join(EVERYTHING).encode())
        assert len(update) == len(EVERYTHING) + copies
        for name in names[1:]:
            update.remove_graph(name)
        assert update.graphs() == names[:1] and len(update) == len(EVERYTHING)


def test_a_large_graph_is_written_in_parts_and_none_of_it_where_it_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = SOURCES[:2]
    whole, parts = InMemory(), InMemory()
    lines = "".join(EVERYTHING).encode()
    for one in (whole, parts):
        if one is parts:
            monkeypatch.setattr(loader, "BATCH", 300)  # bytes
        one.replace_graph(first, lines)
        one.replace_graph(second, lines)
    assert content(whole) == content(parts) and not repeated(parts)
    with pytest.raises(SyntaxError):
        parts.replace_graph(second, lines + b"<a> .\n")
    assert content(whole) == content(parts)


def test_verify_tells_a_triple_that_stands_in_two_graphs(tmp_path: Path, cli: Cli) -> None:
    with Store.update(tmp_path / "s") as update:
        assert isinstance(update, Update)
        update.replace_graph(SOURCES[0], line(DOCUMENTS[0], TITLE, '"题"@zh').encode())
        triple = next(update.quads()).triple
        update._base.add(ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(SOURCES[1])))
    found = cli("verify", "--store", tmp_path / "s")
    assert (found.returncode, found.stderr.count("\n")) == (2, 1) and "two named graphs" in found.stderr
