"""The limits of readers: a busy machine and a file before are no fault of a file."""

import io
import os
import sys
from collections.abc import Iterator
from mmap import MAP_ANONYMOUS, MAP_PRIVATE, mmap
from pathlib import Path

import pytest

from ingest.read import sandbox, worker
from ingest.read.sniff import FileFormat


class Awaited(sandbox._ReaderProcess):
    """A worker that has used so many ticks of a processor at each look, and answers at the last."""

    def __init__(self, ticks: list[int]) -> None:
        reading, self.writing = os.pipe()
        self._out = os.fdopen(reading, "rb")
        self.ticks = iter(ticks)

    def _worked(self) -> int:
        tick = next(self.ticks, None)
        if tick is None:
            os.write(self.writing, b"done")
            return 1_000
        return tick

    def closed(self) -> None:
        self._out.close()
        os.close(self.writing)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sandbox, "_SILENCE", 0.0)
    yield


@pytest.mark.parametrize(
    ("ticks", "answers"),
    [
        ([0, 1, 2, 9], True),  # slow, since others have the processor
        ([0, 0], False),
        ([0, 3, 3], False),
    ],
)
def test_a_silent_worker_is_ended_only_where_it_does_not_work(ticks: list[int], answers: bool) -> None:
    awaited = Awaited(ticks)
    assert awaited._awaited() is answers
    awaited.closed()


def test_the_worker_finds_what_this_process_finds_and_nothing_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile, library = tmp_path / "hostile", tmp_path / "library"
    hostile.mkdir()
    (hostile / "lxml.py").write_text("raise SystemExit(7)\n", encoding="utf-8")
    monkeypatch.chdir(hostile)
    monkeypatch.setattr(sys, "path", ["", str(library), *sys.path])
    assert str(library) in sandbox.search_path() and "" not in sandbox.search_path()
    monkeypatch.setattr(sandbox, "_SILENCE", 300.0)
    sandbox._close()
    assert "岚州" in sandbox.extract("<p>岚州市人民政府</p>".encode(), FileFormat.HTML).text


def test_the_worker_needs_no_variable_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sandbox, "_SILENCE", 300.0)
    sandbox._close()
    assert "岚州" in sandbox.extract("<p>岚州市人民政府</p>".encode(), FileFormat.HTML).text


@pytest.mark.parametrize("format", [FileFormat.PDF, FileFormat.HTML])
@pytest.mark.parametrize("held", [20 << 20, 900 << 20])
def test_models_that_stay_loaded_leave_the_next_file_its_memory(
    held: int, format: FileFormat, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed: list[int] = []
    monkeypatch.setattr(worker, "_data_bytes", lambda: held)
    monkeypatch.setattr(worker, "_allow", lambda seconds, memory: allowed.append(memory))
    meter = worker._Allowance(io.BytesIO(), format, 1_000)
    meter.page(1, 2)
    meter.recognising()
    meter.page(2, 2)
    assert all(memory >= held + worker._MEMORY_OF_FIRST_PAGE for memory in allowed)
    assert max(allowed) == worker._MEMORY_OF_SCANS and max(allowed[:2]) < 1_550 << 20


def test_what_this_process_holds_is_told() -> None:
    before = worker._data_bytes()
    # Asked of the system directly: Python may serve an object out of memory that it has already.
    with mmap(-1, 64 << 20, flags=MAP_PRIVATE | MAP_ANONYMOUS):
        assert worker._data_bytes() == before == 0 or worker._data_bytes() - before == 64 << 20
