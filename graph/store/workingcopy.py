"""Change the named graphs of a database that nobody else reads yet."""

import gc
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from graph.store.delta import Delta
from graph.store.differences import differences, spool
from graph.store.embedded import Embedded
from graph.store.filling import Filling
from graph.store.generations import explained
from graph.store.loader import BATCH, LARGE, PARTS, Loader
from graph.store.ntriples import Triple, parsed, read_parts, write, written
from graph.store.process import opens_files_in
from graph.store.sharing import SAID_BY, Sharing
from graph.store.view import Term
from ontology.iri import Iris

_SMALL = 1 << 20  # bytes of N-Triples that are written as single changes, not as files of their own
_SMALL_AT_FIRST = 1 << 14  # the same for a new database, whose few files nothing has to be merged with
_TOGETHER = 200  # subjects whose shared triples are moved in one go


class WorkingCopy(Embedded, Sharing):
    """A database whose named graphs can be replaced, changed and removed; what is asked of it sees all changes.

    path: the folder of the store, for errors. base: the base of the resource IRIs. aside: load what is written in a thread, while the
    caller goes on. The engine then works on another processor; all that asks the database waits until it has loaded.
    """

    def __init__(self, path: Path, base: str, *, aside: bool) -> None:
        self.path, self.base = path, base
        self._opened: ox.Store | None = None
        self._delta = Delta()
        self._loader = Loader(path, self._delta, aside=aside)
        self._fillable: Path | None = None  # the folder of a new database that a process of its own may load into
        self._filling: Filling | None = None
        self._first = False  # whether there was no generation to copy
        self._sources_changed = False

    def _open(self, database: ox.Store) -> None:
        self._opened = database
        self._loader.open(database)

    def replace_graph(self, graph: str, triples: Iterable[Triple | ox.Triple] | bytes) -> None:
        """Replace all triples of a named graph; other graphs keep theirs.

        A triple that another source has as well is moved to a graph that both share (`graph.store.sharing`).

        graph: its IRI. triples: rdflib triples, or N-Triples as bytes (cheap to pass between processes). Nothing changes
        if they cannot be read: raises ValueError for a blank node or an invalid IRI, SyntaxError for bad
        N-Triples. Raises StoreError when the disk is full.
        """
        lines = written(triples)
        self.remove_graph(graph)
        if self._fillable is not None:
            self._begin_filling(self._fillable)
        with explained(self.path):
            computed = graph.startswith(Iris(self.base).graphs)
            (self._filling or self._loader).put(graph, lines, computed=computed)

    def _begin_filling(self, folder: Path) -> None:
        """Let a process of its own load into the database, which is new and empty; what was read from it was read to its end."""
        self._fillable = None
        self._close_database(folder)
        with explained(self.path):
            self._filling = Filling(folder)

    def _gather(self) -> None:
        """Open the database that was loaded elsewhere, once all is loaded."""
        if self._filling is not None:
            filling, self._filling = self._filling, None
            with explained(self.path):
                try:
                    loads, repeated = filling.end()
                finally:
                    filling.close()
                self._open(ox.Store(str(filling.folder)))
            self._loader.loads += loads
            self._loader.repeated |= repeated

    def _close_database(self, folder: Path) -> None:
        """Close the database in a folder: Oxigraph does so when nothing refers to it any more.

        Collect garbage only if its files are still open, because a reference cycle (the traceback of an error, say) holds it: a
        collection takes longer than writing a small store.
        """
        self._loader.close()
        self._opened = None
        if opens_files_in(folder.resolve()) is not False:
            gc.collect()

    def expect(self, size: int | None) -> None:
        """Announce about how many bytes of N-Triples are still to be written; None where that is not known.

        Near the end a thread loads smaller parts, while there is something to be read: nothing else can be done while the last is loaded.
        """
        with explained(self.path):
            (self._filling or self._loader).expect(size)

    def remove_graph(self, graph: str) -> None:
        """Remove a named graph, and the triples that no other graph has. An absent graph is no error."""
        self._sources_changed |= graph.startswith(Iris(self.base).sources)
        if self._is_absent(graph):
            return
        if self._loader.keeps_waiting(graph):
            self._loader.load()
        with explained(self.path):
            self._withdraw(graph)
            self._drop(graph)

    def change_graph(self, graph: str, gone: Collection[ox.Triple], new: Collection[ox.Triple]) -> None:
        """Remove triples from a computed graph and add others; the cost depends on their number only. Raises StoreError."""
        self._loader.load()
        with explained(self.path):
            self._alter(graph, gone, new)

    def settle_graph(self, graph: str, triples: Iterable[Triple | ox.Triple] | bytes) -> None:
        """Replace all triples of a computed graph, but write only the differences. Raises what `replace_graph` raises.

        triples: may be computed from this store while they are asked for; nothing is written before the last.
        """
        self._loader.load()
        with explained(self.path), spool() as new, spool() as old:
            write(triples, new)
            if self._base.contains_named_graph(ox.NamedNode(graph)):
                self._base.dump(old, format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph))
            if old.tell() == 0:
                size = min(max(BATCH, new.tell() // PARTS), LARGE)
                new.seek(0)
                for part in read_parts(new, size):
                    self._add(graph, part)
            else:
                for gone, come in differences(old, new):
                    self._alter(graph, list(parsed(b"".join(gone))), list(parsed(b"".join(come))))

    def _add(self, graph: str, lines: bytes) -> None:
        if len(lines) < (_SMALL_AT_FIRST if self._first else _SMALL):
            self._alter(graph, (), list(parsed(lines)))
        else:
            self._delta.written(lines)
            self._base.bulk_load(lines, ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(graph))

    def _is_absent(self, graph: str) -> bool:
        """Return whether a new database that is being filled has no such graph."""
        return self._filling is not None and not self._filling.has(graph)

    def quads(self, graph: str | None = None, predicate: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        self._gather()
        if graph is not None and not self._loader.keeps_waiting(graph) and not self._loader.repeated:
            return self._base.quads_for_pattern(None, predicate, None, ox.NamedNode(graph))
        return super().quads(graph, predicate)

    def triples_in(
        self,
        graph: ox.NamedNode,
        predicate: ox.NamedNode | None = None,
        value: Term | None = None,
        subject: ox.NamedNode | None = None,
    ) -> Iterator[ox.Triple]:
        """Yield the triples of a named graph that have these terms; None for any."""
        return (quad.triple for quad in self._store.quads_for_pattern(subject, predicate, value, graph))

    def changed_values(self, predicates: Collection[ox.NamedNode]) -> tuple[set[str], set[str]] | None:
        """Return the IRIs that these properties led to in triples that this update has removed, and in those that it has added.

        None where it does not know them: it makes the first generation, or it has changed very much.
        """
        self._loader.load()
        return self._delta.values(predicates)

    def statements(self, source: str, predicate: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """Yield the quads of a source that have this predicate, or any, from its own graph and from those that it shares."""
        if self._is_absent(source):
            return
        if self._loader.keeps_waiting(source):
            self._loader.load()
        for graph in self._graphs_of(source):
            yield from self._database.quads_for_pattern(None, predicate, None, ox.NamedNode(graph))

    def sources_of(self, graph: str) -> set[str]:
        """Return the sources (IRIs) whose statements a named graph has: those that share it, else itself."""
        return set(self._members(graph)) or {graph}

    def _graphs_of(self, source: str) -> Iterator[str]:
        """Yield the named graphs that contain the statements of a source: its own, and those that it shares."""
        if self._database.contains_named_graph(ox.NamedNode(source)):
            yield source
        yield from sorted(self._shared_by(source))

    @property
    def _database(self) -> ox.Store:
        """The database as it is now: some of a graph that waits or is being loaded may be in it, the others are there whole."""
        self._gather()
        return super()._store

    @property
    def _base(self) -> ox.Store:
        """The database, without the quads that are waiting to be loaded; a triple of several sources may be in the graph of each."""
        self._loader.wait()
        return self._database

    @property
    def _store(self) -> ox.Store:
        """The database as a reader may see it: all is loaded, and no triple occurs in two graphs."""
        self._loader.load()
        self._share_repeated()
        return self._base

    def _share_repeated(self) -> None:
        """Move what several sources say to the graphs that they share.

        Done once all is loaded, not with each part of it: the graph that many sources share is another for each set of them.
        """
        self._gather()
        if repeated := self._loader.take_repeated():
            with explained(self.path):
                for start in range(0, len(repeated), _TOGETHER):
                    self._share(repeated[start : start + _TOGETHER])

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


def _in(triple: ox.Triple, graph: ox.NamedNode) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)
