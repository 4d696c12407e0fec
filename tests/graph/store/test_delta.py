"""What builds say that they have changed: exact over builds that move, replace and remove; unknown where it would be too much."""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Literal, URIRef

from graph.store import delta
from graph.store.ntriples import Triple
from graph.store.store import Store
from ontology.iri import Iris

A, B = Iris().source("a.txt"), Iris().source("b.txt")
TITLE = URIRef("http://purl.org/dc/terms/title")


def said(*words: str) -> list[Triple]:
    return [(URIRef("urn:document"), TITLE, Literal(word)) for word in words]


def build(path: Path, **graphs: list[Triple] | None) -> str:
    """Replace the sources `a` and `b`, None removes one; return the token of what there is then."""
    with Store.update(path) as update:
        for name, triples in graphs.items():
            graph = {"a": A, "b": B}[name]
            if triples is None:
                update.remove_graph(graph)
            else:
                update.replace_graph(graph, triples)
    return token_of(path)


def token_of(path: Path) -> str:
    with Store.open(path) as store:
        assert isinstance(store, Store)
        token = delta.token(store.database)
    assert token is not None
    return token


def words(triples: Iterable[ox.Triple]) -> list[str]:
    """Return the titles among triples; beside them stands which sources share a graph."""
    return sorted(triple.object.value for triple in triples if triple.predicate.value == str(TITLE))  # type: ignore[union-attr]


def changed(path: Path, token: str) -> tuple[list[str], list[str]] | None:
    """Return the words that are gone and new since a token."""
    with Store.open(path) as store:
        assert isinstance(store, Store)
        found = delta.since(store.database, token)
    if found is None:
        return None
    return words(found.gone), words(found.new)


def test_tells_what_is_gone_and_new(tmp_path: Path) -> None:
    first = build(tmp_path / "store", a=said("一", "二"))
    second = build(tmp_path / "store", a=said("二", "三"))
    third = build(tmp_path / "store", a=said("一", "三"))
    assert changed(tmp_path / "store", second) == (["二"], ["一"])
    assert changed(tmp_path / "store", first) == (["二"], ["三"])
    assert changed(tmp_path / "store", third) == ([], [])


def test_what_two_sources_say_changes_with_the_last_of_them(tmp_path: Path) -> None:
    first = build(tmp_path / "store", a=said("一"))
    second = build(tmp_path / "store", b=said("一", "二"))
    third = build(tmp_path / "store", a=None)
    build(tmp_path / "store", b=None, a=said("三"))
    assert changed(tmp_path / "store", third) == (["一", "二"], ["三"])
    assert changed(tmp_path / "store", second) == (["一", "二"], ["三"])
    assert changed(tmp_path / "store", first) == (["一"], ["三"])


def test_a_build_without_a_change_keeps_the_token(tmp_path: Path) -> None:
    first = build(tmp_path / "store", a=said("一"))
    assert build(tmp_path / "store", a=said("一")) == first


def test_other_triples_have_another_token(tmp_path: Path) -> None:
    assert build(tmp_path / "one", a=said("一")) != build(tmp_path / "two", a=said("一"))
    assert changed(tmp_path / "one", token_of(tmp_path / "two")) is None


def test_too_many_changes_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build(tmp_path / "store", a=said("一"))
    monkeypatch.setattr(delta, "_MOST", 2)
    second = build(tmp_path / "store", a=said("二", "三", "四"))
    assert changed(tmp_path / "store", first) is None
    build(tmp_path / "store", b=said("五"))
    assert changed(tmp_path / "store", second) == ([], ["五"])


def test_the_oldest_builds_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = [build(tmp_path / "store", a=said("一"))]
    monkeypatch.setattr(delta, "_KEPT", 250)
    tokens += [build(tmp_path / "store", a=said(str(n))) for n in range(6)]
    known = [changed(tmp_path / "store", token) is not None for token in tokens]
    assert known == sorted(known) and not known[0] and known[-2]


def test_a_damaged_file_tells_nothing(tmp_path: Path) -> None:
    first = build(tmp_path / "store", a=said("一"))
    build(tmp_path / "store", a=said("二"))
    (tmp_path / "store" / "gen-2.delta").write_bytes(b"\xff\x00 no\n")
    assert changed(tmp_path / "store", first) is None
    build(tmp_path / "store", a=said("三"))
    assert changed(tmp_path / "store", token_of(tmp_path / "store")) == ([], [])
