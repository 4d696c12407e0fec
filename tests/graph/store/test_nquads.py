"""The dump: a function of the content alone."""

import tempfile
from pathlib import Path
from random import Random

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from graph.store.errors import StoreError
from graph.store.sorting import differing, sorted_lines
from graph.store.store import Store
from ontology.vocabulary import ZM
from tests.graph.conftest import FIRST, SECOND, Triple, dump, first_source, second_source

TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
NODES = st.sampled_from([URIRef(f"urn:{name}") for name in ("a", "a/b", "甲", "甲/1")])
VALUES = st.one_of(
    NODES,
    TEXT.map(Literal),
    TEXT.map(lambda text: Literal(text, lang="zh")),
    st.integers(-(10**6), 10**6).map(Literal),
)
TRIPLES = st.lists(st.tuples(NODES, NODES, VALUES), max_size=12, unique=True)


@settings(max_examples=6)
@given(st.dictionaries(st.sampled_from(["urn:g1", "urn:g2", "urn:图"]), TRIPLES, max_size=3), st.randoms())
def test_dump_does_not_depend_on_the_order(graphs: dict[str, list[Triple]], random: Random) -> None:
    dumps = []
    for shuffled in (False, True):
        items = list(graphs.items())
        if shuffled:
            random.shuffle(items)
        with tempfile.TemporaryDirectory() as folder:
            for one_build_each in range(2):
                with Store.update(folder) as update:
                    for name, triples in items[one_build_each::2]:
                        mixed = list(triples)
                        if shuffled:
                            random.shuffle(mixed)
                        update.replace_graph(name, mixed)
            with Store.open(folder) as store:
                dumps.append(dump(Path(folder)))
                assert set(ox.parse(dumps[-1], ox.RdfFormat.N_QUADS)) == set(store.quads())
    assert dumps[0] == dumps[1]
    lines = dumps[0].split(b"\n")
    assert lines.pop() == b"" and lines == sorted(set(lines))
    # What several graphs say alike occurs once, in a shared graph that names them.
    stored = [quad for quad in ox.parse(dumps[0], ox.RdfFormat.N_QUADS) if quad.predicate.value != str(ZM.saidBy)]
    assert len(stored) == len({triple for triples in graphs.values() for triple in triples})


def test_order_of_sources_and_history_leave_no_trace(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    for iri, triples in [(FIRST, second_source()), (SECOND, second_source()), (FIRST, first_source()[::-1])]:
        with Store.update(other) as update:
            update.replace_graph(iri, triples)
    assert dump(other) == dump(folder)


@given(st.lists(st.binary(max_size=6).map(lambda line: line.replace(b"\n", b"") + b"\n")), st.integers(1, 300))
def test_sorting_in_runs_is_sorting(lines: list[bytes], budget: int) -> None:
    assert list(sorted_lines(lines, budget)) == sorted(lines)


def test_unwritable_output(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="absent"):
        store.dump_nquads(tmp_path / "absent" / "dump.nq")


@given(old=st.lists(st.sampled_from([b"a\n", b"b\n", b"c\n"])), new=st.lists(st.sampled_from([b"a\n", b"b\n", b"c\n"])))
def test_lines_that_differ_are_those_of_one_side(old: list[bytes], new: list[bytes]) -> None:
    found = list(differing(sorted(old), sorted(new)))
    assert found == sorted([(line, 0) for line in set(old) - set(new)] + [(line, 1) for line in set(new) - set(old)])
