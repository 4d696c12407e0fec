"""What builds say that they have changed: exact over builds that move, replace and remove; unknown where it would be too much."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Literal, URIRef

from graph.store import delta
from graph.store.backup import back_up
from graph.store.delta import Delta
from graph.store.ntriples import Triple
from graph.store.restoring import restore
from graph.store.store import Store
from graph.store.update import Update
from ontology.iri import Iris

A, B = Iris().source("a.txt"), Iris().source("b.txt")
TITLE = URIRef("http://purl.org/dc/terms/title")


def titled(*words: str) -> list[Triple]:
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
    """Return the titles among triples; the other triples record which sources share a graph."""
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
    first = build(tmp_path / "store", a=titled("一", "二"))
    second = build(tmp_path / "store", a=titled("二", "三"))
    third = build(tmp_path / "store", a=titled("一", "三"))
    assert changed(tmp_path / "store", second) == (["二"], ["一"])
    assert changed(tmp_path / "store", first) == (["二"], ["三"])
    assert changed(tmp_path / "store", third) == ([], [])


def test_what_two_sources_say_changes_with_the_last_of_them(tmp_path: Path) -> None:
    first = build(tmp_path / "store", a=titled("一"))
    second = build(tmp_path / "store", b=titled("一", "二"))
    third = build(tmp_path / "store", a=None)
    build(tmp_path / "store", b=None, a=titled("三"))
    assert changed(tmp_path / "store", third) == (["一", "二"], ["三"])
    assert changed(tmp_path / "store", second) == (["一", "二"], ["三"])
    assert changed(tmp_path / "store", first) == (["一"], ["三"])


def test_a_build_without_a_change_keeps_the_token(tmp_path: Path) -> None:
    first = build(tmp_path / "store", a=titled("一"))
    assert build(tmp_path / "store", a=titled("一")) == first


def test_other_triples_have_another_token(tmp_path: Path) -> None:
    assert build(tmp_path / "one", a=titled("一")) != build(tmp_path / "two", a=titled("一"))
    assert changed(tmp_path / "one", token_of(tmp_path / "two")) is None


def test_too_many_changes_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build(tmp_path / "store", a=titled("一"))
    monkeypatch.setattr(delta, "_MOST", 2)
    second = build(tmp_path / "store", a=titled("二", "三", "四"))
    assert changed(tmp_path / "store", first) is None
    build(tmp_path / "store", b=titled("五"))
    assert changed(tmp_path / "store", second) == ([], ["五"])


def test_the_oldest_builds_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = [build(tmp_path / "store", a=titled("一"))]
    monkeypatch.setattr(delta, "_KEPT", 250)
    tokens += [build(tmp_path / "store", a=titled(str(n))) for n in range(6)]
    known = [changed(tmp_path / "store", token) is not None for token in tokens]
    assert known == sorted(known) and not known[0] and known[-2]


# fmt: off
DAMAGED: dict[str, Callable[[bytes, bytes], bytes]] = {  # the file of the second build and that of the first → the titles in it
    "cut in a pack":         lambda second, first: second[:-3],
    "cut behind a head":     lambda second, first: second[: second.rfind(b"\n") + 1],
    "a byte altered":        lambda second, first: second[:-3] + bytes([second[-3] ^ 1]) + second[-2:],
    "no text":               lambda second, first: b"\xff\x00 no\n",
    "of another generation": lambda second, first: first,  # as a version carries it over that does not know it
}
# fmt: on


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_tells_nothing(name: str, tmp_path: Path) -> None:
    first = build(tmp_path / "store", a=titled("一"))
    files = [tmp_path / "store" / "gen-1.delta", tmp_path / "store" / "gen-2.delta"]
    before = files[0].read_bytes()
    build(tmp_path / "store", a=titled("二"))
    files[1].write_bytes(DAMAGED[name](files[1].read_bytes(), before))
    assert changed(tmp_path / "store", first) is None
    build(tmp_path / "store", a=titled("三"))
    assert changed(tmp_path / "store", first) is None
    assert changed(tmp_path / "store", token_of(tmp_path / "store")) == ([], [])


def test_a_backup_under_another_name_tells_the_same(tmp_path: Path) -> None:
    first = build(tmp_path / "store", a=titled("一"))
    build(tmp_path / "store", a=titled("二"))
    back_up(tmp_path / "store", tmp_path / "all.tar")
    restore(tmp_path / "all.tar", tmp_path / "store", replace=True)
    assert changed(tmp_path / "store", first) == (["一"], ["二"])


def test_a_removal_tells_nothing_of_what_was_before(tmp_path: Path) -> None:
    store = tmp_path / "store"
    tokens = [build(store, a=titled("一"), b=titled("二")), build(store, a=titled("三"))]
    with Update(store) as update:
        update.forget()
        update.remove_graph(A)
    assert [changed(store, token) for token in tokens] == [None, None]
    assert (store / "gen-3.delta").read_bytes().endswith(b" 0\n")  # a token, and no triples
    build(store, b=titled("四"))
    assert changed(store, tokens[1]) is None


class _Unread(bytes):
    def splitlines(self, keepends: bool = False) -> list[bytes]:
        raise AssertionError("read, although nothing is counted")


def test_what_is_not_counted_is_not_read() -> None:
    counting = Delta()
    counting.forget()
    counting.written(_Unread())
    counting.removed(_Unread())
    assert not counting.counts


def test_a_graph_that_goes_uncounted_is_not_dumped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(counting: Delta, lines: bytes) -> None:
        raise AssertionError("dumped, although nothing is counted")

    monkeypatch.setattr(Delta, "removed", fail)
    with Update(tmp_path / "store") as update:  # the first of its store counts nothing
        update.replace_graph(A, titled("一"))
        update.tidy()
        update.remove_graph(A)


def test_values_of_properties_are_those_of_what_has_come_and_gone() -> None:
    counted, leads, other = Delta(), ox.NamedNode("https://a/leads"), ox.NamedNode("https://a/other")
    counted.written(
        b"<https://a/s> <https://a/leads> <https://a/new> .\n<https://a/s> <https://a/other> <https://a/x> .\n"
    )
    counted.written(b'<https://a/s> <https://a/other> " <https://a/leads> <https://a/quoted>" .\n')
    counted.removed(b"<https://a/s> <https://a/leads> <https://a/gone> .\n")
    assert counted.values([leads]) == ({"https://a/gone"}, {"https://a/new"})
    assert counted.values([other]) == (set(), {"https://a/x"})
    counted.forget()
    assert counted.values([leads]) is None
