"""Load graphs into a database, many in one go: each load writes new files, so that many small graphs together take half the time."""

from collections.abc import Collection, Mapping
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from graph.store import allocator
from graph.store.background import Background
from graph.store.delta import Delta
from graph.store.generations import explained
from graph.store.ntriples import as_trig, parts
from graph.store.seen import Seen
from graph.store.sharing import common_subjects

BATCH = 32 << 20  # bytes of N-Triples that are loaded in one go
LARGE = 3 * BATCH
_LARGEST = 2 * LARGE  # in a large build: the engine merges what each load wrote with a part of all before it
_GROWTH = 4  # what waits may grow to this part of what has been loaded
_SMALLEST = 4 << 20  # bytes of a part that is loaded early
PARTS = 8  # of a large graph at the most: the engine merges what each wrote, so that the cost of many grows with their number
_FEW = 8  # loads whose files are read nearly as fast as one compacted piece (6 % slower)


class Loader:
    """Collects the graphs that are written, and loads them when enough wait.

    folder: of the store, for errors. delta: receives each triple that is loaded. aside: load in a thread, while the caller goes on.
    empty: the database is new, and nothing else writes sources into it. Raises StoreError when the disk is full.
    """

    def __init__(self, folder: Path, delta: Delta, *, aside: bool, empty: bool = False) -> None:
        self._folder, self._delta = folder, delta
        # The subjects that were loaded, other than sources and what is inside them.
        self._seen = Seen() if empty else None
        self._loading = Background(aside=aside)
        self._largest = LARGE if aside else _LARGEST  # as much may wait while as much is loaded
        self._database: ox.Store | None = None
        self._pending: list[tuple[str, bytes]] = []
        self._waiting: set[str] = set()
        self._computed: set[str] = set()  # graphs
        self._size = self._loaded = 0  # bytes that wait, and that were loaded
        self._expected: int | None = None  # bytes of what is still to be written, about
        self.loads = 0
        self.repeated: set[ox.NamedNode] = set()
        """The subjects with triples in several graphs, since they were last taken."""

    def open(self, database: ox.Store) -> None:
        """Load into this database; call it first."""
        self._database = database

    def put(self, graph: str, lines: bytes, *, computed: bool = False) -> None:
        """Add N-Triples (`graph.store.ntriples`) to a named graph, now or later. computed: no source says them, so that none is shared."""
        if computed:
            self._computed.add(graph)
        for part in parts(lines, max(BATCH, len(lines) // PARTS)):
            self._pending.append((graph, part))
            self._waiting.add(graph)
            self._size += len(part)
            if self._size >= min(max(BATCH, self._loaded // _GROWTH), self._largest) or self._is_near_end:
                self.begin()

    def expect(self, size: int | None) -> None:
        """Announce about how many bytes of N-Triples are still to be written; None where that is not known."""
        self._expected = size

    @property
    def _is_near_end(self) -> bool:
        return self._expected is not None and self._size >= max(self._expected, _SMALLEST) and self._loading.is_free

    @property
    def wrote_few_files(self) -> bool:
        """Return whether all was loaded in so few parts that compacting them is not worth its cost."""
        return self.loads <= _FEW

    def keeps_waiting(self, graph: str) -> bool:
        """Return whether some of a graph may not be in the database yet."""
        return graph in self._waiting

    def load(self) -> None:
        """Load all that waits."""
        self.begin()
        self._loading.wait()
        self._waiting.clear()

    def begin(self) -> None:
        """Begin to load what waits, once what was begun before is loaded."""
        if self._pending:
            self._loaded += self._size
            self.loads += 1
            loaded, self._pending, self._size = self._pending, [], 0
            self._loading.begin(partial(self._load, loaded))

    def wait(self) -> None:
        """Return when all that was begun is loaded."""
        self._loading.wait()

    def take_repeated(self) -> list[ox.NamedNode]:
        """Return the subjects with triples in several graphs, sorted, and forget them."""
        taken, self.repeated = sorted(self.repeated, key=str), set()
        return taken

    def close(self) -> None:
        """Drop what waits, and let go of the database when nothing is loaded any more."""
        self._loading.end()
        self._database = None
        self._pending, self._waiting, self._size = [], set(), 0

    def _load(self, loaded: list[tuple[str, bytes]]) -> None:
        assert self._database is not None
        with explained(self._folder):
            said = [(graph, lines) for graph, lines in loaded if graph not in self._computed]
            self.repeated.update(self._spoken_of(common_subjects(said)))
            for _, lines in loaded:
                self._delta.written(lines)
            quads = b"".join(as_trig(graph, lines) for graph, lines in loaded)
            said.clear()
            loaded.clear()  # else all were in memory twice while the engine loads
            # Every IRI was looked at when the lines were written (`written`), so that the engine need not do it again.
            self._database.bulk_load(quads, ox.RdfFormat.TRIG, lenient=True)
            del quads
            allocator.release()

    def _spoken_of(self, subjects: Mapping[str, Collection[str]]) -> list[ox.NamedNode]:
        """Return the subjects with triples in another graph, too: several of those that wait, or one that is stored, or some more.

        Ask before loading. A new database need not be asked, which would look into each file that is not merged yet.
        """
        if self._seen is not None:
            return [ox.NamedNode(iri) for iri, graphs in subjects.items() if self._seen.add(iri) or len(graphs) > 1]
        assert self._database is not None
        nodes = ((ox.NamedNode(iri), graphs) for iri, graphs in subjects.items())
        return [
            node
            for node, graphs in nodes
            if len(graphs) > 1 or next(self._database.quads_for_pattern(node, None, None, None), None) is not None
        ]
