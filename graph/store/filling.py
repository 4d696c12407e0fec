"""Fill a new database in a process of its own, while what is to be loaded is still being read.

The engine merges its files as soon as there are two of a kind, each time with nearly all that is there. In that process its merging
threads only get the processors that nobody else wants (Linux), so that a large build merges a few times instead of after each
load. The threads could not be given their priority back here; there they end with the process, and the engine that opens the database
next merges what they have left.

The process gets frames on its standard input: a graph with its lines, about how much is still to come, or the end. It answers in one
line of JSON. If its owner dies, or its input ends before the end was announced, it ends at once. Until it has ended, a later build leaves
its folder alone, and writes into another one.
"""

import gc
import json
import os
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from graph.store import generations
from graph.store.delta import Delta
from graph.store.loader import Loader
from graph.store.ntriples import Lines
from graph.store.process import end_with_parent

_FRAME = struct.Struct(">cqq")
_GRAPH, _COMPUTED, _EXPECTED, _END = b"G", b"C", b"E", b"."
_MERGES = "rocksdb:low"
"""The name of the engine's threads that merge files."""
_DIED = "the process that loads what is read has died, perhaps for want of memory"


class Filling:
    """The process that loads into a new database, which nothing else may open until `end`.

    folder: that of the database. Each method raises OSError where the process has failed or died.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        command = [sys.executable, "-P", "-m", __name__, str(os.getpid()), str(folder)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._graphs: set[str] = set()

    def put(self, graph: str, lines: bytes, *, computed: bool = False) -> None:
        """Load N-Triples (`graph.store.ntriples`) into a named graph, soon. computed: as of `Loader.put`."""
        self._graphs.add(graph)
        name = graph.encode()
        self._send(_FRAME.pack(_COMPUTED if computed else _GRAPH, len(name), len(lines)), name, lines)

    def expect(self, size: int | None) -> None:
        """Announce about how many bytes are still to be written (`Loader.expect`)."""
        self._send(_FRAME.pack(_EXPECTED, -1 if size is None else size, 0))

    def has(self, graph: str) -> bool:
        """Return whether a named graph was put."""
        return graph in self._graphs

    def end(self) -> tuple[int, set[ox.NamedNode]]:
        """Let it load what waits, and end it. Return the number of loads, and the subjects with triples in several graphs."""
        self._send(_FRAME.pack(_END, 0, 0))
        loads, repeated = self._answer()
        self.close()
        return loads, {ox.NamedNode(iri) for iri in repeated}

    def close(self) -> None:
        """End it, also in the middle of its work."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):  # it may end before it has read everything
                pipe.close()

    def _send(self, *parts: bytes) -> None:
        assert self._process.stdin is not None
        try:
            for part in parts:
                self._process.stdin.write(part)
            self._process.stdin.flush()
        except BrokenPipeError:
            self._answer()
            raise OSError(_DIED) from None

    def _answer(self) -> tuple[int, list[str]]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise OSError(_DIED)
        said = json.loads(line)
        if "error" in said:
            raise OSError(said["error"])
        return said["loads"], said["repeated"]


def _frames(orders: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """Yield what was ordered, up to the end. Raises EOFError where the owner is gone before."""
    while True:
        frame = orders.read(_FRAME.size)
        if len(frame) < _FRAME.size:
            raise EOFError
        kind, first, second = _FRAME.unpack(frame)
        if kind == _END:
            return
        yield kind, first, second


def _fill(folder: Path, orders: BinaryIO) -> Loader:
    delta = Delta()
    delta.forget()  # a new database has no changes to record
    loader = Loader(folder, delta, aside=True, empty=True)
    loader.open(ox.Store(str(folder)))
    _merge_last()
    for kind, first, second in _frames(orders):
        if kind == _EXPECTED:
            loader.expect(None if first < 0 else first)
        else:
            loader.put(orders.read(first).decode(), Lines(orders.read(second)), computed=kind == _COMPUTED)
    loader.load()
    return loader


def _merge_last() -> None:
    """Let the threads that merge files have only what processor time nobody else wants; nothing where the system cannot."""
    with suppress(OSError, AttributeError):
        for thread in Path("/proc/self/task").iterdir():
            if (thread / "comm").read_text().strip() == _MERGES:
                os.sched_setscheduler(int(thread.name), os.SCHED_IDLE, os.sched_param(0))


def _main(parent: int, folder: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the owner ends us
    end_with_parent(parent)
    gc.disable()
    try:
        generations.hold(folder)
        loader = _fill(folder, sys.stdin.buffer)
        said: dict[str, object] = {
            "loads": loader.loads,
            "repeated": sorted(node.value for node in loader.take_repeated()),
        }
    except EOFError:
        os._exit(1)
    except Exception as error:
        said = {"error": str(error.__cause__ or error)}
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()
    # What was loaded is on the disk. Closing the database would wait for merging threads that get no processor.
    os._exit(0)


if __name__ == "__main__":
    _main(int(sys.argv[1]), Path(sys.argv[2]))
