"""A derived graph that follows the changes of builds equals one that is derived from nothing, in whatever order sources change."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rdflib import URIRef

from graph.derive import asking, renewed
from graph.derive.derive import derive
from graph.derive.follow import Following
from graph.store.store import Store
from graph.store.update import Update
from ontology.material import ontology_triples
from ontology.vocabulary import DCTERMS, ELI, ZM
from tests.graph.derive.sources import CHANGES, GUARDED, IRIS, TEXTS, Change, make, read_texts


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[Change, bytes]:
    return read_texts(tmp_path_factory)


def change(store: Path, changes: Sequence[Change], read: dict[Change, bytes]) -> tuple[list[str], list[str]]:
    """Make a build of some changes; return the derived graph, and the one that is derived from nothing."""
    with Store.update(store) as update:
        assert isinstance(update, Update)
        make(update, changes, read)
        held = sorted(f"{quad.triple} ." for quad in update.quads(IRIS.graph("derived")))
        return held, sorted(derive(update, IRIS.base).decode().splitlines())


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.lists(CHANGES, min_size=4, max_size=10, unique_by=lambda c: c[0]),
    later=st.lists(st.lists(CHANGES, min_size=1, max_size=2), min_size=2, max_size=6),
)
@example(  # a number that a text does not print: it means the text, then one of two, then the other
    first=[("numbering.txt", 0), ("numbering2.txt", 0), ("law.md", 0), ("order.md", 0), ("rules.txt", 0)],
    later=[[("unprinted.md", 0)], [("unprinted2.md", 0)], [("unprinted.md", None)]],
)
@example(  # a text of no place: one number means it, then two of two places do and none is taken; then it has a place, goes, comes again
    first=[("moored.txt", 0), ("mooring.md", 0), ("rules.txt", 0), ("order.md", 0)],
    later=[
        [("moored2.txt", 0)],
        [("mooring.md", 1)],
        [("moored.txt", 1)],
        [("moored2.txt", 1)],
        [("mooring.md", 0), ("moored2.txt", 0)],
        [("moored.txt", 0)],
        [("mooring2.md", 0)],
        [("mooring.md", None)],
        [("moored2.txt", None)],
        [("mooring2.md", None)],
    ],
)
@example(  # an article that is cited by such a number goes
    first=[("unprinted.md", 0), ("numbering2.txt", 0), ("law.md", 0), ("order.md", 0), ("rules.txt", 0)],
    later=[[("unprinted.md", 2)]],
)
@example(  # a number without a year: it means the only text, then the edition, then none of two, then again
    first=[("ordered.txt", 0), ("yearless.md", 0), ("rules.txt", 0), ("order.md", 0)],
    later=[
        [("yearless.md", 1)],
        [("yearless2.md", 0)],
        [("yearless.md", None)],
        [("ordered2.txt", 1)],
        [("ordered.txt", None)],
    ],
)
@example(  # whose a cited number is: decided by another of its code, by two, by one; an order's by its body, as long as a text names it
    first=[("cites.txt", 0), ("rules.txt", 0), ("law.md", 0), ("order.md", 0)],
    later=[
        [("water.txt", 0)],
        [("ferry.txt", 0)],
        [("water.txt", None)],
        [("ferry.txt", None)],
        [("water.txt", 1)],
        [("water.txt", 2)],
        [("cites.txt", 1)],
        [("cites.txt", None)],
        [("cites.txt", 0)],
    ],
)
@example(**GUARDED)
@example(  # which body is part of which: one comes between two, the upper one goes, all go, the upper one comes last
    first=[("station.txt", 0)],
    later=[
        [("police.txt", 0)],
        [("station.txt", 1)],
        [("station.txt", 0), ("police.txt", 1)],
        [("police.txt", None)],
        [("station.txt", None)],
        [("station.txt", 1)],
        [("police.txt", 0)],
    ],
)
def test_a_renewed_graph_is_the_one_from_nothing(
    first: list[Change],
    later: list[list[Change]],
    read: dict[Change, bytes],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(renewed, "_SHARE", 0)  # renew, however much is touched
    store = tmp_path_factory.mktemp("store") / "store"
    for changes in (first, *later):
        held, whole = change(store, changes, read)
        assert held == whole


def read_names(store: Path, changes: Sequence[Change], read: dict[Change, bytes]) -> list[str]:
    with Store.update(store) as update:
        assert isinstance(update, Update)
        make(update, changes, read)
        return sorted(str(quad.triple) for quad in update.quads(IRIS.graph("names")))


def test_names_come_in_batches_and_each_changed_text_is_asked_for_titles_before_and_after(
    read: dict[Change, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    every: list[Change] = [(name, 0) for name in sorted(TEXTS)]
    later: list[Change] = [(name, 1) for name, texts in sorted(TEXTS.items()) if len(texts) > 1]
    last = {**dict(every), **dict(later)}
    whole = read_names(tmp_path / "whole", list(last.items()), read)
    monkeypatch.setattr(asking, "_BATCH", 3)
    asked: Counter[str] = Counter()
    statements = Update.statements

    def counted(self: Update, source: str, predicate: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        asked[source] += predicate == ox.NamedNode(str(ZM.citedTitle))
        return statements(self, source, predicate)

    monkeypatch.setattr(Update, "statements", counted)
    read_names(tmp_path / "grown", every[:5], read)
    for changes in (every[5:], later):
        asked.clear()
        grown = read_names(tmp_path / "grown", changes, read)
        assert asked == {IRIS.source(name): 2 for name, _ in changes}
    assert grown == whole and any(str(DCTERMS.title) in triple for triple in whole)


# fmt: off
PLACES: list[dict[str, str | None]] = [  # what sources name, one change after the other; None removes a source
    {"a.txt": "330602", "b.txt": "370100"},
    {"c.txt": "330600"},
    {"a.txt": None},
    {"c.txt": "370100"},
    {"b.txt": None},
    {"c.txt": None, "a.txt": "330602"},
]
# fmt: on


def test_the_ontology_has_the_places_that_are_named_and_those_they_lie_in(tmp_path: Path) -> None:
    named: dict[str, str] = {}
    for changes in PLACES:
        with Store.update(tmp_path / "store") as update:
            assert isinstance(update, Update)
            following = Following(update, IRIS)
            for name, code in changes.items():
                source = IRIS.source(name)
                following.changing(source)
                named.pop(name, None)
                if code is None:
                    update.forget()
                    update.remove_graph(source)
                else:
                    named[name] = IRIS.place(code)
                    update.replace_graph(source, [(URIRef(source), ELI.jurisdiction, URIRef(named[name]))])
            following.settle()
            held = sorted(f"{quad.triple} ." for quad in update.quads(IRIS.graph("ontology")))
        assert held == sorted(ontology_triples(named.values(), IRIS).decode().splitlines()), changes
