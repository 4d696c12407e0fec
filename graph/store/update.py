"""Write the next generation of a store."""

import gc
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox
from rdflib import Literal, URIRef
from rdflib.term import Node

from graph.store import checksums, compaction, generations
from graph.store.atomic import replacing
from graph.store.embedded import Embedded
from graph.store.errors import StoreError
from graph.store.generations import explained
from graph.store.process import opens_files_in
from graph.store.settling import settle
from graph.store.sharing import SAID_BY, Sharing, common_subjects
from graph.store.view import Term
from ontology.iri import Iris
from ontology.vocabulary import BASE

Triple = tuple[Node, Node, Node]
_TERMS = (ox.NamedNode, ox.Literal)

# Bulk loading writes new files each time: many small graphs in one go load in half the time.
_BATCH = 100_000
_LARGE = 32 << 20  # bytes of N-Triples that are written in parts: as quads they take five times as much
_PART = 16 << 20  # bytes of such a part, at the least …
_PARTS = 8  # … and this many at the most: the engine merges what each part wrote, so that the cost of many grows with their number


class Update(Embedded, Sharing):
    """Context manager: copies the current generation, lets the block change the copy, and publishes it if the block succeeds.

    base: the base of the resource IRIs.

    After an exception (or SIGKILL at any point) the current generation is unchanged. Queries inside the block see the
    changes, readers elsewhere do not. Raises StoreError when the folder is no store, another build runs, or the disk is full.
    """

    def __init__(self, path: Path | str, base: str = BASE) -> None:
        self.path, self.base = Path(path), base
        self._generation = self.path  # until `__enter__` chooses one
        self._opened: ox.Store | None = None
        self._pending: list[ox.Quad] = []
        self._waiting: set[str] = set()
        self._enclosed: dict[str, bytes] = {}
        self._compacting = False
        self._sources_changed = False

    def __enter__(self) -> Self:
        with explained(self.path):
            generations.create(self.path)
            self._lock = generations.claim(self.path)
            try:
                settle(self.path)
                generations.sweep(self.path)
                base = generations.current(self.path)
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

    def replace_graph(self, graph: str, triples: Iterable[Triple] | bytes) -> None:
        """Replace all triples of a named graph; other graphs keep theirs.

        A triple that another source has as well is moved to a graph that both share (`graph.store.sharing`).

        graph: its IRI. triples: rdflib triples, or N-Triples as bytes (cheap to pass between processes). Nothing changes
        if they cannot be read: raises ValueError for a blank node or an invalid IRI, SyntaxError for bad
        N-Triples. Raises StoreError when the disk is full.
        """
        if isinstance(triples, bytes) and len(triples) > _LARGE:
            return self._replace_in_parts(graph, triples)
        quads = quads_of(graph, triples)
        self.remove_graph(graph)
        self._pending += quads
        self._waiting.add(graph)
        if len(self._pending) >= _BATCH:
            self._load()
        return None

    def _replace_in_parts(self, graph: str, ntriples: bytes) -> None:
        """Do what `replace_graph` does with the memory of one part: read the triples once to check them, and again to write them."""
        for _ in _parsed(ntriples):
            pass
        self.remove_graph(graph)
        with explained(self.path):
            for part in _parts(ntriples):
                met = self._met(common_subjects(_quads(graph, part)))
                self._base.bulk_load(part, ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(graph))
                self._share(met)

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

    def settle_graph(self, graph: str, triples: Iterable[Triple] | bytes) -> None:
        """Replace all triples of a computed graph, but write only the differences. Raises what `replace_graph` raises."""
        new = triples if isinstance(triples, bytes) else _serialized(quad.triple for quad in quads_of(graph, triples))
        self._load()
        held = self._base.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph)) or b""
        before, after = set(held.splitlines()), set(new.splitlines())
        gone, come = (b"\n".join(sorted(lines)) for lines in (before - after, after - before))
        self.change_graph(graph, list(_parsed(gone)), list(_parsed(come)))

    def compact(self) -> None:
        """Compact the database when this update publishes: this frees the space of removed triples and makes reading faster."""
        self._compacting = True

    def quads(self, graph: str | None = None, predicate: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        if graph is not None and graph not in self._waiting:
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

    def statements(self, source: str, predicate: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """Yield the quads of a source that have this predicate, or any, from its own graph and from those that it shares."""
        if source in self._waiting:
            self._load()
        for graph in (source, *sorted(self._shared_by[source])):
            yield from self._base.quads_for_pattern(None, predicate, None, ox.NamedNode(graph))

    def enclose(self, name: str, data: bytes) -> None:
        """Publish a file with this generation (`generations.beside`): both appear together, or neither does."""
        self._enclosed[name] = data

    @property
    def _base(self) -> ox.Store:
        """The database, without the quads that are waiting to be loaded."""
        return super()._store

    @property
    def _store(self) -> ox.Store:
        self._load()
        return self._base

    def _load(self) -> None:
        if self._pending:
            loaded, self._pending, self._waiting = self._pending, [], set()
            with explained(self.path):
                met = self._met(common_subjects(loaded))
                self._base.bulk_extend(loaded)
                self._share(met)

    def _met(self, subjects: Mapping[ox.NamedNode, Collection[str]]) -> list[ox.NamedNode]:
        """The subjects of which another graph speaks, too: several of those that wait, or one that is stored. Ask before loading."""
        return [
            one for one, graphs in subjects.items() if len(graphs) > 1 or next(self._about([one]), None) is not None
        ]

    def _memberships(self) -> Iterator[tuple[str, str]]:
        for quad in self._base.quads_for_pattern(None, SAID_BY, None, None):
            if quad.subject == quad.graph_name:
                yield quad.subject.value, quad.object.value  # type: ignore[union-attr]

    def _about(self, subjects: Collection[ox.NamedNode]) -> Iterator[ox.Quad]:
        return (quad for subject in subjects for quad in self._base.quads_for_pattern(subject, None, None, None))

    def _content(self, graph: str) -> list[ox.Triple]:
        return [quad.triple for quad in self._base.quads_for_pattern(None, None, None, ox.NamedNode(graph))]

    def _drop(self, graph: str) -> None:
        self._base.remove_graph(ox.NamedNode(graph))

    def _alter(self, graph: str, gone: Collection[ox.Triple], new: Collection[ox.Triple]) -> None:
        name = ox.NamedNode(graph)
        for triple in gone:
            self._base.remove(_in(triple, name))
        if new:
            self._base.extend(_in(triple, name) for triple in new)

    def _publish(self) -> None:
        self._load()
        self._base.flush()
        before = generations.current(self.path)
        wear = compaction.wear(self._generation, before)
        if self._compacting or wear.due:
            self._base.optimize()
            self._base.flush()
            wear = compaction.NONE
        self._close()
        for name, data in (self._carried() | self._enclosed | wear.record()).items():
            with replacing(generations.beside(self._generation, name)) as file:
                file.write(data)
        checksums.write(self._generation, before)
        generations.make_current(self.path, self._generation)

    def _carried(self) -> dict[str, bytes]:
        """Return the files of the previous generation that this one publishes again: name → content.

        What says that the derived graph is in step with an index is not, where a source has changed: whoever derives says it anew.
        """
        before = generations.current(self.path)
        files = generations.beside_files(before) if before else {}
        left = {checksums.NAME, *([generations.IN_STEP] if self._sources_changed else [])}
        return {name: file.read_bytes() for name, file in files.items() if name not in left}

    def _close(self) -> None:
        """Close the database: Oxigraph does so when nothing refers to it any more.

        Collect garbage only if its files are still open, because a reference cycle (the traceback of an error, say) holds it: a
        collection takes longer than writing a small store.
        """
        self._opened = None
        self._pending, self._waiting = [], set()
        if opens_files_in(self._generation.resolve()) is not False:
            gc.collect()

    def _end(self) -> None:
        """Close the database, and remove all generations but the current one and those that are being read."""
        self._close()
        try:
            # A build that is published, or has failed for a better reason, does not fail for want of tidiness.
            with suppress(OSError, StoreError):
                generations.sweep(self.path)
        finally:
            generations.release(self._lock)


def quads_of(graph: str, triples: Iterable[Triple] | bytes) -> list[ox.Quad]:
    """Return the quads that `replace_graph` writes; raises what it raises."""
    return list(_quads(graph, triples))


def _quads(graph: str, triples: Iterable[Triple] | bytes) -> Iterator[ox.Quad]:
    name = ox.NamedNode(graph)
    if isinstance(triples, bytes):
        return (_in(triple, name) for triple in _parsed(triples))
    return (_quad(triple, name) for triple in triples)


def _parts(ntriples: bytes) -> Iterator[bytes]:
    """Cut N-Triples into parts of whole lines."""
    start, size = 0, max(_PART, len(ntriples) // _PARTS)
    while start < len(ntriples):
        end = ntriples.find(b"\n", start + size) + 1 or len(ntriples)
        yield ntriples[start:end]
        start = end


def _in(triple: ox.Triple, graph: ox.NamedNode) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _parsed(ntriples: bytes) -> Iterator[ox.Triple]:
    """Raises SyntaxError for what is no N-Triples, and ValueError for a blank node, as `_term`."""
    for quad in ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES):
        triple = quad.triple
        if not isinstance(triple.subject, ox.NamedNode) or not isinstance(triple.object, _TERMS):
            raise ValueError(f"neither an IRI nor a literal: {triple}")
        yield triple


def _quad(triple: Triple, graph: ox.NamedNode) -> ox.Quad:
    subject, predicate, value = (_term(node) for node in triple)
    if isinstance(subject, ox.Literal) or isinstance(predicate, ox.Literal):
        raise ValueError(f"{graph.value}: a literal cannot be a subject or a predicate: {triple}")
    return ox.Quad(subject, predicate, value, graph)


def _term(node: object) -> Term:
    """Raises ValueError for a blank node: their labels differ from run to run, and the dump would."""
    match node:
        case ox.NamedNode() | ox.Literal():
            return node
        case URIRef():
            return ox.NamedNode(node)
        case Literal():
            return ox.Literal(
                node,
                language=node.language,
                datatype=ox.NamedNode(node.datatype) if node.datatype and not node.language else None,
            )
        case _:
            raise ValueError(f"neither an IRI nor a literal: {node!r}")


def _serialized(triples: Iterable[ox.Triple]) -> bytes:
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert data is not None
    return data
