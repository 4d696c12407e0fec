"""Records of what builds did with sources: from which build on they are complete, and which go when a source goes back."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from graph.store import earlier, generations
from graph.store.earlier import Earlier, SourceRecords
from graph.store.store import Store
from graph.store.update import Update
from ontology.iri import Iris
from ontology.vocabulary import ZM

IRIS = Iris()


def source_triples(name: str, file: str, words: str) -> bytes:
    """Return the triples of a source, as a reading writes them."""
    source, digest = IRIS.source(name), sha256(file.encode()).hexdigest()
    return f'<{source}> <{ZM.sha256}> "{digest}" .\n<{source}> <urn:words> "{words}" .\n'.encode()


def build(store: Path, number: int, **files: tuple[str, str]) -> None:
    """Read sources: of each its file, and what is read in it."""
    with Store.update(store) as update, Earlier(update, IRIS) as sources:
        for name, (file, words) in files.items():
            sources.replace(name, source_triples(name, file, words))
        sources.record(number)


def by_older_program(store: Path) -> None:
    """Let an older version build: it carries over whatever is beside the generation, and knows none of it."""
    before = generations.current(store)
    assert before is not None
    carried = {name: file.read_bytes() for name, file in generations.beside_files(before).items() if name != "sha256"}
    with Store.update(store) as update:
        update.replace_graph(IRIS.source("old"), source_triples("old", "old", "old"))
    after = generations.current(store)
    assert after is not None
    for name in generations.beside_files(after).keys() - {"sha256"}:
        generations.beside(after, name).unlink()
    for name, data in carried.items():
        generations.beside(after, name).write_bytes(data)


def builds(known: SourceRecords) -> list[tuple[int, str]]:
    return [(one.build, one.source) for one in known.records]


def test_lines_are_complete_from_the_first_build_on(tmp_path: Path) -> None:
    store = tmp_path / "store"
    build(store, 1, a=("A", "一"))
    assert earlier.read(store) == SourceRecords(1)
    build(store, 2, b=("B", "二"))
    known = earlier.read(store)
    assert known.complete == 1 and builds(known) == [(2, "b")]
    assert [one.source for one in known.of_first(1, ["a", "b"])] == ["a"]


def test_lines_count_only_since_an_older_program_built(tmp_path: Path) -> None:
    store = tmp_path / "store"
    build(store, 1, a=("A", "一"))
    build(store, 2, b=("B", "二"))
    by_older_program(store)
    assert earlier.read(store) == SourceRecords()
    with Store.update(store):  # a decision, say
        pass
    assert earlier.read(store) == SourceRecords()
    build(store, 4, c=("C", "三"))
    known = earlier.read(store)
    assert known.complete == 4 and builds(known) == [(4, "c")]
    assert known.of_first(1, ["a", "b", "c", "old"]) == []


def test_where_the_oldest_lines_went_the_first_build_is_not_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    monkeypatch.setattr(earlier, "_LINES", 2)
    build(store, 1, a=("A", "一"))
    for number in (2, 3, 4):
        build(store, number, **{f"b{number}": ("B", "二")})
    known = earlier.read(store)
    assert known.complete == 3 and builds(known) == [(3, "b3"), (4, "b4")]
    assert known.of_first(1, ["a", "b2", "b3", "b4"]) == []


# fmt: off
DAMAGED: dict[str, Callable[[bytes], bytes]] = {
    "a line is gone": lambda data: data[: data.rfind(b"\n", 0, -1) + 1],
    "cut in a line":  lambda data: data[:-9],
    "no text":        lambda data: b"\xff\x00\n",
    "empty":          lambda data: b"",
}
# fmt: on


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_lines_tell_nothing(name: str, tmp_path: Path) -> None:
    store = tmp_path / "store"
    build(store, 1, a=("A", "一"))
    build(store, 2, b=("B", "二"))
    file = store / "gen-2.sources.jsonl"
    file.write_bytes(DAMAGED[name](file.read_bytes()))
    assert earlier.read(store) == SourceRecords()
    build(store, 3, c=("C", "三"))
    assert earlier.read(store).complete == 3


def test_what_was_withdrawn_does_not_come_back_with_a_later_build(tmp_path: Path) -> None:
    """Build 3 read the file of build 2 otherwise: once 2 is taken back, what 3 replaced is what is withdrawn."""
    store = tmp_path / "store"
    build(store, 1, a=("old", "一"), b=("old", "一"))
    build(store, 2, a=("new", "二"))
    build(store, 3, a=("new", "三"), b=("new", "三"))
    known = earlier.read(store)
    (record,) = known.of_build(2)
    reading = earlier.reading(store, record)
    assert reading is not None and known.read_since(record) == 0
    with Update(store) as update, Earlier(update, IRIS) as sources:
        sources.restore(record, reading)
        sources.record(4)
    assert builds(earlier.read(store)) == [(3, "b")]
