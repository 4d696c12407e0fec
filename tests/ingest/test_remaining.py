"""How much is still to be written, judged by what the files so far have given."""

from pathlib import Path

import pytest

from graph.store.ntriples import Lines
from ingest.read.inputs import Input
from ingest.reading import Built
from ingest.remaining import Remaining


def built(name: str, size: int) -> Built:
    return Built(name, Lines(b"x" * size), 1, 1, 1, ())


def test_what_is_left_is_as_dense_as_what_was_read(tmp_path: Path) -> None:
    for name, size in (("a", 100), ("b", 300), ("c", 600)):
        (tmp_path / name).write_bytes(b"x" * size)
    remaining = Remaining([Input(name, tmp_path / name) for name in "abc"])
    assert [remaining.after(built("a", 500)), remaining.after(built("b", 1100))] == [4500, 2400]
    assert remaining.after(built("c", 0)) == 0


@pytest.mark.parametrize("path", [None, "absent"])
def test_of_what_has_no_size_nothing_is_known(path: str | None, tmp_path: Path) -> None:
    remaining = Remaining([Input("a", tmp_path / path if path else None)])
    assert remaining.after(built("a", 5)) == (0 if path else None)
