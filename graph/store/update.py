"""Write the next generation of a store."""

import gc
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import BinaryIO, Self, cast

import pyoxigraph as ox

from graph.store import allocator, checksums, compaction, delta, generations
from graph.store.atomic import replacing
from graph.store.background import Background
from graph.store.delta import Delta
from graph.store.embedded import Embedded
from graph.store.errors import StoreError
from graph.store.generations import explained
from graph.store.ntriples import Triple, as_trig, parsed, parts, read_parts, write, written
from graph.store.process import opens_files_in
from graph.store.settling import settle
from graph.store.sharing import SAID_BY, Sharing, common_subjects
from graph.store.sorting import differing, sorted_lines
from graph.store.view import Term
from ontology.iri import Iris
from ontology.vocabulary import BASE

# Bulk loading writes new files each time: many small graphs in one go load in half the time.
_BATCH = 32 << 20  # bytes of N-Triples
_LARGEST = 6 * _BATCH  # in a large build: the engine merges what each load wrote with a part of all before it
_GROWTH = 8  # what waits may grow to this part of what has been loaded
_SMALLEST = 4 << 20  # bytes of a part that is loaded early
_PARTS = 8  # of a large graph at the most: the engine merges what each wrote, so that the cost of many grows with their number
_AT_ONCE = 8 << 20  # bytes of two graphs that are compared in memory
_SMALL = 1 << 20  # bytes of N-Triples that are written as single changes, not as files of their own
_FEW = 8  # loads whose files are read nearly as fast as one compacted piece (6 % slower)
_TIDY = 32 << 20  # bytes of a database that the engine has in memory anyway
_TOGETHER = 200  # subjects whose shared triples are moved in one go
_CHANGES = 50_000  # triples that are changed in one go: the engine keeps all of them in memory until then


class Update(Embedded, Sharing):
    """Context manager: copies the current generation, lets the block change the copy, and publishes it if the block succeeds.

    base: the base of the resource IRIs. aside: load what is written in a thread, while the block goes on. The engine then works on
    another processor; all that asks the database waits until it has loaded.

    After an exception (or SIGKILL at any point) the current generation is unchanged. Queries inside the block see the
    changes, readers elsewhere do not. Raises StoreError when the folder is no store, another build runs, or the disk is full.
    """

    def __init__(self, path: Path | str, base: str = BASE, *, aside: bool = False) -> None:
        self.path, self.base = Path(path), base
        self._generation = self.path  # until `__enter__` chooses one
        self._opened: ox.Store | None = None
        self._loading = Background(aside=aside)
        self._largest = _LARGEST // 2 if aside else _LARGEST  # as much may wait while as much is loaded
        self._pending: list[tuple[str, bytes]] = []
        self._waiting: set[str] = set()
        self._size = self._loaded = 0  # bytes that wait, and that were loaded
        self._loads = 0
        self._repeated: set[ox.NamedNode] = set()  # subjects of which several graphs speak, not yet looked at
        self._enclosed: dict[str, bytes] = {}
        self._expected: int | None = None  # bytes of what is still to be written, about
        self._compacting = self._first = False
        self._compacted: frozenset[str] = frozenset()  # the data files at the last compaction in this update
        self._sources_changed = self._forgetting = False
        self._delta = Delta()

    def __enter__(self) -> Self:
        with explained(self.path):
            generations.create(self.path)
            self._lock = generations.claim(self.path)
            try:
                settle(self.path)
                generations.sweep(self.path)
                base = generations.current(self.path)
                self._first = base is None
                if base is None:
                    self._delta.forget()
                self._generation = generations.following(self.path)
                if base:
                    checksums.check(base)
                    ox.Store.read_only(str(base)).backup(str(self._generation))
                self._opened = ox.Store(str(self._generation))
            except BaseException:
                self._end()
                raise
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        try:
            if kind is None:
                with explained(self.path):
                    self._publish()
        finally:
            self._end()

    @property
    def is_first(self) -> bool:
        """Return whether this update makes the first generation of its store: whatever is there was written by it."""
        return self._first

    @property
    def name(self) -> str:
        """The name of the generation that this update makes."""
        return self._generation.name

    def replace_graph(self, graph: str, triples: Iterable[Triple | ox.Triple] | bytes) -> None:
        """Replace all triples of a named graph; other graphs keep theirs.

        A triple that another source has as well is moved to a graph that both share (`graph.store.sharing`).

        graph: its IRI. triples: rdflib triples, or N-Triples as bytes (cheap to pass between processes). Nothing changes
        if they cannot be read: raises ValueError for a blank node or an invalid IRI, SyntaxError for bad
        N-Triples. Raises StoreError when the disk is full.
        """
        lines = written(triples)
        self.remove_graph(graph)
        for part in parts(lines, max(_BATCH, len(lines) // _PARTS)):
            self._pending.append((graph, part))
            self._waiting.add(graph)
            self._size += len(part)
            if self._size >= min(max(_BATCH, self._loaded // _GROWTH), self._largest) or self._is_near_end:
                self._begin_loading()

    def expect(self, size: int | None) -> None:
        """Announce about how many bytes of N-Triples are still to be written; None where that is not known.

        Near the end a thread loads smaller parts, while there is something to be read: nothing else can be done while the last is loaded.
        """
        self._expected = size

    @property
    def _is_near_end(self) -> bool:
        return self._expected is not None and self._size >= max(self._expected, _SMALLEST) and self._loading.is_free

    def remove_graph(self, graph: str) -> None:
        """Remove a named graph, and the triples that no other graph has. An absent graph is no error."""
        if graph in self._waiting:
            self._load()
        self._sources_changed |= graph.startswith(Iris(self.base).sources)
        with explained(self.path):
            self._withdraw(graph)
            self._drop(graph)

    def change_graph(self, graph: str, gone: Collection[ox.Triple], new: Collection[ox.Triple]) -> None:
        """Remove triples from a computed graph and add others; the cost depends on their number only. Raises StoreError."""
        self._load()
        with explained(self.path):
            self._alter(graph, gone, new)

    def settle_graph(self, graph: str, triples: Iterable[Triple | ox.Triple] | bytes) -> None:
        """Replace all triples of a computed graph, but write only the differences. Raises what `replace_graph` raises.

        triples: may be computed from this store while they are asked for; nothing is written before the last.
        """
        self._load()
        with explained(self.path), _spool() as new, _spool() as old:
            write(triples, new)
            if self._base.contains_named_graph(ox.NamedNode(graph)):
                self._base.dump(old, format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph))
            self._settle(graph, old, new)

    def _settle(self, graph: str, old: BinaryIO, new: BinaryIO) -> None:
        there, size = old.tell() > 0, old.tell() + new.tell()
        for file in (old, new):
            file.seek(0)
        if not there:
            for part in read_parts(new, _BATCH):
                self._add(graph, part)
            return
        if size < _AT_ONCE:
            before, after = set(old), set(new)
            self._change(graph, sorted(before - after), sorted(after - before))
            return
        sides: tuple[list[bytes], list[bytes]] = [], []
        for line, side in differing(sorted_lines(old), sorted_lines(new)):
            sides[side].append(line)
            if len(sides[side]) == _CHANGES:
                self._change(graph, *sides)
        self._change(graph, *sides)

    def _change(self, graph: str, gone: list[bytes], come: list[bytes]) -> None:
        self._alter(graph, list(parsed(b"".join(gone))), list(parsed(b"".join(come))))
        gone.clear()
        come.clear()

    def _add(self, graph: str, lines: bytes) -> None:
        if len(lines) < _SMALL:
            self._alter(graph, (), list(parsed(lines)))
        else:
            self._delta.written(lines)
            self._base.bulk_load(lines, ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(graph))

    def tidy(self) -> None:
        """Compact a large database now where it is due: what this update has loaded is then read from one place instead of many.

        Publishing it compacts it again only where much is written after that. A new database is compacted once, when it is published:
        to go through it before costs less than to write it twice.
        """
        self._load()
        self._share_repeated()
        if self._first:
            return
        with explained(self.path):
            wear = compaction.wear(self._generation, generations.current(self.path), self._compacted)
            if wear.due and wear.total > _TIDY:
                self._optimize()

    @property
    def _is_fresh(self) -> bool:
        """Return whether the database is new and was loaded in few parts: nothing in it is dead, and compacting it
        is not worth its cost."""
        return self._first and self._loads <= _FEW

    def compact(self) -> None:
        """Compact the database when this update publishes: this frees the space of removed triples and makes reading faster."""
        self._compacting = True

    def quads(self, graph: str | None = None, predicate: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        if graph is not None and graph not in self._waiting and not self._repeated:
            return self._base.quads_for_pattern(None, predicate, None, ox.NamedNode(graph))
        return super().quads(graph, predicate)

    def held(
        self,
        graph: ox.NamedNode,
        predicate: ox.NamedNode | None = None,
        value: Term | None = None,
        subject: ox.NamedNode | None = None,
    ) -> Iterator[ox.Triple]:
        """Yield the triples of a named graph that have these terms; None for any."""
        return (quad.triple for quad in self._store.quads_for_pattern(subject, predicate, value, graph))

    def links(
        self, predicate: ox.NamedNode | None, *, subject: ox.NamedNode | None = None, value: Term | None = None
    ) -> Iterator[ox.Quad]:
        """Yield the quads of all named graphs that have these terms; None for any."""
        return self._store.quads_for_pattern(subject, predicate, value, None)

    def changed_values(self, predicates: Collection[ox.NamedNode]) -> tuple[set[str], set[str]] | None:
        """Return the IRIs that these properties led to in triples that this update has removed, and in those that it has added.

        None where it does not know them: it makes the first generation, or it has changed very much.
        """
        self._load()
        return self._delta.values(predicates)

    def statements(self, source: str, predicate: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """Yield the quads of a source that have this predicate, or any, from its own graph and from those that it shares."""
        if source in self._waiting:
            self._load()
        for graph in self._graphs_of(source):
            yield from self._database.quads_for_pattern(None, predicate, None, ox.NamedNode(graph))

    def _graphs_of(self, source: str) -> Iterator[str]:
        """Yield the named graphs that hold what a source says."""
        if self._database.contains_named_graph(ox.NamedNode(source)):
            yield source
        yield from sorted(self._shared_by(source))

    @contextmanager
    def snapshot(self) -> Iterator[Path]:
        """Give a copy of the database as it is now, which another process may read meanwhile; its files are linked where they can be."""
        folder = generations.beside(
            self._generation, "snapshot.tmp"
        )  # which a later build removes if this one is killed
        try:
            with explained(self.path):
                self._store.backup(str(folder))
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def enclose(self, name: str, data: bytes) -> None:
        """Publish a file with this generation (`generations.beside`): both appear together, or neither does."""
        self._enclosed[name] = data

    def forget(self) -> None:
        """Publish nothing of what this update and those before it changed, nor keep findings: what is removed is to be gone."""
        self._forgetting = True
        self._loading.wait()
        self._delta.hide()

    @property
    def _database(self) -> ox.Store:
        """The database as it is now: some of a graph that waits or is being loaded may be in it, the others are there whole."""
        return super()._store

    @property
    def _base(self) -> ox.Store:
        """The database, without the quads that are waiting to be loaded; a triple of several sources may be in the graph of each."""
        self._loading.wait()
        return self._database

    @property
    def _store(self) -> ox.Store:
        """The database as a reader may see it: all is loaded, and no triple stands in two graphs."""
        self._load()
        self._share_repeated()
        return self._base

    def _share_repeated(self) -> None:
        """Move what several sources say to the graphs that they share.

        Done once all is loaded, not with each part of it: the graph that many sources share is another for each set of them.
        """
        if self._repeated:
            repeated, self._repeated = sorted(self._repeated, key=str), set()
            with explained(self.path):
                for start in range(0, len(repeated), _TOGETHER):
                    self._share(repeated[start : start + _TOGETHER])

    def _load(self) -> None:
        """Load all that waits."""
        self._begin_loading()
        self._loading.wait()
        self._waiting.clear()

    def _begin_loading(self) -> None:
        """Begin to load what waits, once what was begun before is loaded."""
        if self._pending:
            self._loaded += self._size
            self._loads += 1
            loaded, self._pending, self._size = self._pending, [], 0
            self._loading.begin(partial(self._load_graphs, loaded))

    def _load_graphs(self, loaded: list[tuple[str, bytes]]) -> None:
        with explained(self.path):
            self._repeated.update(self._met(common_subjects(loaded)))
            for _, lines in loaded:
                self._delta.written(lines)
            quads = b"".join(as_trig(graph, lines) for graph, lines in loaded)
            loaded.clear()  # else all were in memory twice while the engine loads
            # Every IRI was looked at when the lines were written (`written`), so that the engine need not do it again.
            self._database.bulk_load(quads, ox.RdfFormat.TRIG, lenient=True)
            del quads
            allocator.release()

    def _met(self, subjects: Mapping[str, Collection[str]]) -> list[ox.NamedNode]:
        """The subjects of which another graph speaks, too: several of those that wait, or one that is stored. Ask before loading."""
        nodes = ((ox.NamedNode(iri), graphs) for iri, graphs in subjects.items())
        stored = self._database
        return [
            one
            for one, graphs in nodes
            if len(graphs) > 1 or next(stored.quads_for_pattern(one, None, None, None), None) is not None
        ]

    # A first build knows all that it shares itself; what is loaded beside never names who shares a graph.
    def _members(self, graph: str) -> list[str]:
        node = ox.NamedNode(graph)
        quads = () if self._first else self._database.quads_for_pattern(node, SAID_BY, None, node)
        return [quad.object.value for quad in quads]  # type: ignore[union-attr]

    def _graphs_naming(self, source: str) -> list[str]:
        quads = () if self._first else self._database.quads_for_pattern(None, SAID_BY, ox.NamedNode(source), None)
        return [quad.subject.value for quad in quads if quad.subject == quad.graph_name]  # type: ignore[union-attr]

    def _about(self, subjects: Collection[ox.NamedNode]) -> Iterator[ox.Quad]:
        return (quad for subject in subjects for quad in self._base.quads_for_pattern(subject, None, None, None))

    def _content(self, graph: str) -> list[ox.Triple]:
        return [quad.triple for quad in self._base.quads_for_pattern(None, None, None, ox.NamedNode(graph))]

    def _drop(self, graph: str) -> None:
        if self._database.contains_named_graph(node := ox.NamedNode(graph)):
            base = self._base
            if self._delta.counts:
                self._delta.removed(base.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=node) or b"")
            base.remove_graph(node)

    def _alter(self, graph: str, gone: Collection[ox.Triple], new: Collection[ox.Triple]) -> None:
        name, base = ox.NamedNode(graph), self._base
        self._delta.altered(gone, new)
        for triple in gone:
            base.remove(_in(triple, name))
        if new:
            base.extend(_in(triple, name) for triple in new)

    def _publish(self) -> None:
        self._store.flush()
        before = generations.current(self.path)
        wear = compaction.wear(self._generation, before, self._compacted)
        if self._compacting or (wear.due and not self._is_fresh):
            self._optimize()
            wear = compaction.NONE
        elif self._is_fresh:
            wear = compaction.NONE
        self._close()
        for name, data in (self._carried() | self._enclosed | wear.record()).items():
            self._put_beside(name, data)
        checksums.write(self._generation, before)
        self._put_beside(delta.NAME, self._delta.record(self._generation, before))
        generations.make_current(self.path, self._generation)
        if self._forgetting:
            generations.forget_findings(self.path)

    def _put_beside(self, name: str, data: bytes) -> None:
        with replacing(generations.beside(self._generation, name)) as file:
            file.write(data)

    def _optimize(self) -> None:
        self._base.flush()
        self._base.optimize()
        self._base.flush()
        allocator.release()
        self._compacted = compaction.files(self._generation)

    def _carried(self) -> dict[str, bytes]:
        """Return the files of the previous generation that this one publishes again: name → content.

        What says that the derived graph is in step with an index is not, where a source has changed: whoever derives says it anew. What
        builds did with sources is not, where an earlier version of the program built last: it did not say what it did.
        """
        before = generations.current(self.path)
        files = generations.beside_files(before) if before else {}
        left = {checksums.NAME, delta.NAME, *([generations.IN_STEP] if self._sources_changed else [])}
        if before and delta.token(before) is None:
            left.add(generations.SOURCES)
        return {name: file.read_bytes() for name, file in files.items() if name not in left}

    def _close(self) -> None:
        """Close the database: Oxigraph does so when nothing refers to it any more.

        Collect garbage only if its files are still open, because a reference cycle (the traceback of an error, say) holds it: a
        collection takes longer than writing a small store.
        """
        self._loading.end()
        self._opened = None
        self._pending, self._waiting, self._size = [], set(), 0
        if opens_files_in(self._generation.resolve()) is not False:
            gc.collect()

    def _end(self) -> None:
        """Close the database, and remove all generations but the current one and those that are being read."""
        try:
            self._close()
            # A build that is published, or has failed for a better reason, does not fail for want of tidiness.
            with suppress(OSError, StoreError):
                generations.sweep(self.path)
        finally:
            generations.release(self._lock)


def _spool() -> AbstractContextManager[BinaryIO]:
    """A file in memory, or, where it grows large, on the disk."""
    return cast("AbstractContextManager[BinaryIO]", SpooledTemporaryFile(_BATCH))


def _in(triple: ox.Triple, graph: ox.NamedNode) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)
