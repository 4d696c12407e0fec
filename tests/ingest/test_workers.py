"""An input that can be read only once is not lost when a worker process dies."""

import io
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ingest.jobs import processes
from ingest.read.inputs import Input, find
from ingest.reading import Built, not_read
from ingest.workers import WORKER_DIED, Readers, WorkerDiedError, read_all


class DyingOnce(Readers):
    """Reads when it begins, as a process to which bytes are sent does; the first one dies."""

    def __init__(self, ahead: int) -> None:
        self.read: list[bytes] = []
        self._ahead, self._dead = ahead, False

    def ahead(self, size: int | None) -> int:
        return self._ahead

    def begin(self, item: Input) -> Callable[[], Built]:
        self.read.append(item.read() if item.refused is None else b"refused")
        return partial(self._outcome, item)

    def _outcome(self, item: Input) -> Built:
        if not self._dead:
            self._dead = True
            raise WorkerDiedError
        return not_read(item.name, WORKER_DIED)

    def renew(self, *, alone: bool = False) -> None: ...

    def close(self) -> None: ...


@pytest.mark.parametrize("ahead", [1, 4])
def test_standard_input_is_read_again_after_a_death(ahead: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("岚州".encode())))
    readers = DyingOnce(ahead)
    assert [built.name for built in read_all(find(["-"]), readers)] == ["stdin.txt"]
    assert readers.read == ["岚州".encode()] * 2


def test_a_pipe_given_outright_is_read_again_after_a_death() -> None:
    out, into = os.pipe()
    os.write(into, "岚州".encode())
    os.close(into)
    readers = DyingOnce(4)
    try:
        assert len(list(read_all(find([f"/dev/fd/{out}"]), readers))) == 1
    finally:
        os.close(out)
    assert readers.read == ["岚州".encode()] * 2


def test_standard_input_that_cannot_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`zhengmai build - <&-`, and `zhengmai build - < FOLDER`."""
    monkeypatch.setattr(sys, "stdin", None)
    item = Input("stdin.txt", None).lasting()
    assert item.refused is not None and item.refused.code == "unreadable"


@pytest.mark.parametrize(
    ("sizes", "processors", "expected"),
    [
        ((100, 100), 2, 1),  # read before a second process has started
        ((3 << 20, 100), 2, 2),
        ((3 << 20,), 2, 1),
        ((1 << 20,) * 9, 4, 4),
        ((), 2, 1),
    ],
)
def test_how_many_processes_read(
    sizes: tuple[int, ...], processors: int, expected: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.jobs.processors", lambda: processors)
    for number, size in enumerate(sizes):
        (tmp_path / f"{number}.txt").write_bytes(b" " * size)
    assert processes([Input(path.name, path) for path in sorted(tmp_path.iterdir())]) == expected


class Counting(Readers):
    """Reads nothing; counts what is handed over before the first outcome is asked for. It takes two, and eight of which little waits."""

    def __init__(self) -> None:
        self.begun = self.before = 0

    def ahead(self, size: int | None) -> int:
        return 2 if size is None or size > 100 else 8

    def begin(self, item: Input) -> Callable[[], Built]:
        self.begun += 1
        return partial(self._outcome, item)

    def _outcome(self, item: Input) -> Built:
        self.before = self.before or self.begun
        return not_read(item.name, WORKER_DIED)

    def renew(self, *, alone: bool = False) -> None: ...

    def close(self) -> None: ...


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ((10,) * 20, 8),
        ((10,) * 5, 5),
        ((90, 5, 5, 10, 10, 10, 10), 4),  # more once these are read
        ((200, 200, 10, 10), 2),
        ((200, 10, 10, 10), 2),
        ((10, None, 10, 10), 2),  # whose size is not known
    ],
)
def test_more_small_files_are_handed_over_than_large_ones(
    sizes: tuple[int | None, ...], expected: int, tmp_path: Path
) -> None:
    for number, size in enumerate(sizes):
        if size is not None:
            (tmp_path / f"{number}.txt").write_bytes(b" " * size)
    readers = Counting()
    inputs = [Input(f"{number}.txt", tmp_path / f"{number}.txt") for number in range(len(sizes))]
    assert [built.name for built in read_all(inputs, readers)] == [item.name for item in inputs]
    assert readers.before == expected
