"""Load a store into another engine: each of its named graphs over HTTP, those that are there already left out.

What was loaded is noted in the current folder (`HOST-PORT.loaded.jsonl`), a line a graph with the digest of its content. So a load that
was stopped goes on where it was, and a later one sends only what has changed since.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

import pyoxigraph as ox

from graph.store.errors import StoreError
from graph.store.generations import explained
from graph.store.http import shown
from graph.store.ntriples import read_parts
from graph.store.remoteupdate import RemoteUpdate
from graph.store.view import View

_PART = 8 << 20  # bytes of one request: a server that takes long for one would seem silent
_SPOOL = 32 << 20  # bytes of a graph that are kept in memory


@dataclass(frozen=True, slots=True)
class Transfer:
    """The result of a load. sent, kept, removed: named graphs; triples: all that the engine has now."""

    sent: int
    kept: int
    removed: int
    triples: int


def load(
    store: View, url: str, *, replace: bool = False, progress: Callable[[int, int], object] = lambda done, all: None
) -> Transfer:
    """Copy a store into an endpoint, and remove everything else from it.

    url: as for `Endpoint.parse`. replace: remove graphs that neither the store has nor an earlier load has sent; otherwise
    they are a StoreError before anything is sent, because answers would be about them, too. progress: called with the graphs done and
    all graphs. Raises StoreError as well where the engine has other numbers of triples at the end, and what `Client.send` raises.
    """
    target = RemoteUpdate(url)
    to = target.endpoint.graphs or target.endpoint.update
    journal = _Journal(Path(f"{target.endpoint.name}.loaded.jsonl"), to)
    there, graphs = target.sizes(), store.graphs()
    foreign = sorted(there.keys() - set(graphs) - (there.keys() if replace else journal.digests.keys()))
    if foreign:
        raise StoreError(
            f"{shown(url)}: it holds graphs that are not of this store ({len(foreign)}, the first is {foreign[0]}): "
            "give an empty dataset, or --replace to remove them",
            f"{shown(url)}：其中有不属于此图谱库的图（{len(foreign)} 个，首个为 {foreign[0]}），请给出空的数据集，或用 --replace 将其移除",
        )
    gone = sorted(there.keys() - set(graphs))
    for graph in gone:
        target.drop_graph(graph)
    sizes: dict[str, int] = {}
    kept = 0
    for done, graph in enumerate(graphs):
        progress(done, len(graphs))
        with SpooledTemporaryFile(_SPOOL) as spool:
            file = cast("BinaryIO", spool)
            sizes[graph], digest = _write(store, graph, file)
            if journal.digests.get(graph) == digest and there.get(graph) == sizes[graph]:
                kept += 1
                continue
            file.seek(0)
            journal.note(graph, "")  # from now on it is neither the old nor the new one
            target.write_graph(graph, read_parts(file, _PART))
        journal.note(graph, digest)
    progress(len(graphs), len(graphs))
    target.check_union()
    _compare(url, sizes, target.sizes())
    return Transfer(len(graphs) - kept, kept, len(gone), sum(sizes.values()))


def _write(store: View, graph: str, file: BinaryIO) -> tuple[int, str]:
    """Write a named graph as N-Triples. Return the number of its triples, and the digest of their lines."""
    size = 0

    def counted() -> Iterable[ox.Triple]:
        nonlocal size
        for quad in store.quads(graph):
            size += 1
            yield quad.triple

    ox.serialize(counted(), file, format=ox.RdfFormat.N_TRIPLES)
    file.seek(0)
    digest = hashlib.sha256()
    while block := file.read(1 << 20):
        digest.update(block)
    return size, digest.hexdigest()


def _compare(url: str, ours: dict[str, int], theirs: dict[str, int]) -> None:
    for graph in sorted(ours.keys() | theirs.keys()):
        if (sent := ours.get(graph, 0)) != (got := theirs.get(graph, 0)):
            raise StoreError(
                f"{shown(url)}: of {graph} it has {got} triples, {sent} were sent: look into its log, and load again",
                f"{shown(url)}：{graph} 发送了 {sent} 个三元组，端点有 {got} 个，请查看其日志后重新载入",
            )


class _Journal:
    """A record of the graphs that were loaded to an address: `digests` has the digest of each graph. A line that cannot be
    read is passed over."""

    def __init__(self, path: Path, to: str) -> None:
        self._path, self._to = path, to
        self.digests: dict[str, str] = {}
        with explained(path), suppress(FileNotFoundError):
            for line in path.read_bytes().splitlines():
                with suppress(ValueError, TypeError, KeyError):
                    entry = json.loads(line)
                    if entry["to"] == to:
                        self.digests[str(entry["graph"])] = str(entry["sha256"])

    def note(self, graph: str, digest: str) -> None:
        with explained(self._path), self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"to": self._to, "graph": graph, "sha256": digest}, ensure_ascii=False) + "\n")
