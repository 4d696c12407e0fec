"""The names of a new store that are worked out from lines are those that the database would give."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.derive.follow import Following
from graph.derive.naming import NamedThings
from graph.store.ntriples import Lines
from graph.store.store import Store
from graph.store.update import Update
from tests.graph.derive.sources import IRIS, TEXTS, Change, read_texts

_ZM, _ELI = "https://w3id.org/zhengmai/ns#", "http://data.europa.eu/eli/ontology#"
_SOURCE, _TITLE = IRIS.source("a.txt"), IRIS.titled_only("湖泊保护条例")
_REFERENCE = f"{_SOURCE}#reference=1-2"


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[Change, bytes]:
    return read_texts(tmp_path_factory)


def built(store: Path, changes: list[Change], read: dict[Change, bytes], told: set[Change], *, aside: bool) -> set[str]:
    """Make the first build of a store, of some sources the lines are given beforehand; return all quads."""
    with Store.update(store, aside=aside) as update:
        assert isinstance(update, Update)
        following = Following(update, IRIS)
        for name, number in changes:
            lines = Lines(read[name, number])
            following.changing(IRIS.source(name), lines if (name, number) in told else b"")
            update.replace_graph(IRIS.source(name), lines)
        following.settle()
        return {str(quad) for quad in update.quads()}


@pytest.mark.parametrize("aside", [False, True])
@pytest.mark.parametrize("number", [0, 1])
def test_they_are_those_that_the_database_gives(
    number: int, aside: bool, read: dict[Change, bytes], tmp_path: Path
) -> None:
    changes: list[Change] = [(name, min(number, len(texts) - 1)) for name, texts in TEXTS.items()]
    asked = built(tmp_path / "asked", changes, read, set(), aside=False)
    assert built(tmp_path / "told", changes, read, set(changes), aside=aside) == asked
    names = [quad for quad in asked if quad.endswith(f"<{IRIS.graph('names')}>")]
    assert len(names) > 50


def test_they_are_asked_where_a_source_is_changed_twice_or_not_told(read: dict[Change, bytes], tmp_path: Path) -> None:
    changes: list[Change] = [("law.md", 0), ("order.md", 0), ("work.txt", 0)]
    expected = built(tmp_path / "asked", changes, read, set(), aside=False)
    assert built(tmp_path / "some", changes, read, {changes[0], changes[2]}, aside=False) == expected
    twice: list[Change] = [("work.txt", 1), *changes]
    assert built(tmp_path / "twice", twice, read, set(twice), aside=False) == expected


def lines(*triples: tuple[str, str, ox.NamedNode | ox.Literal]) -> Lines:
    data = ox.serialize(
        (ox.Triple(ox.NamedNode(one), ox.NamedNode(term), value) for one, term, value in triples),
        format=ox.RdfFormat.N_TRIPLES,
    )
    assert data is not None
    return Lines(data)


def test_words_that_look_like_statements_are_none() -> None:
    words = f"<{_SOURCE}> <{_ZM}target> <{_TITLE}> ."
    named = NamedThings(IRIS)
    assert (
        named.add(
            lines(
                (_SOURCE, f"{_ZM}quote", ox.Literal(words)), (_SOURCE, f"{_ZM}text", ox.Literal(f'a"> {words[-60:]}'))
            )
        )
        == set()
    )
    assert named.places == set() and named.statements() == set()


def test_titles_are_those_under_which_a_reference_cites_a_document() -> None:
    printed = '湖泊"保护"条例\\'
    named = NamedThings(IRIS)
    new = named.add(
        lines(
            (_REFERENCE, f"{_ZM}citedTitle", ox.Literal(printed)),
            (_REFERENCE, f"{_ZM}target", ox.NamedNode(_TITLE)),
            (f"{_REFERENCE}0", f"{_ZM}citedTitle", ox.Literal("渡口管理条例")),
            (IRIS.titled_only("渡口管理条例"), f"{_ELI}jurisdiction", ox.NamedNode(IRIS.place("370100"))),
        )
    )
    assert new == {_TITLE}
    assert named.titles() == {_TITLE: [printed]}
    assert named.places == {IRIS.place("370100")}
    assert [str(triple.predicate) for triple in named.statements()] == [f"<{_ELI}jurisdiction>"]
    assert named.add(lines((f"{_SOURCE}#1", f"{_ZM}target", ox.NamedNode(_TITLE)))) == set()
