"""Open a store: a folder of generations, of which a reader sees one, or a SPARQL endpoint at a URL.

with Store.update("store") as update:           # makes the next generation
    update.replace_graph(iri, triples)
with Store.open("store") as store:               # reads the current one
    store.select("SELECT ?d WHERE { ?d a zm:PublishedDocument }")
with Store.open("http://localhost:7878") as store:
    ...
"""

from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from graph.store import checksums, generations
from graph.store.embedded import Embedded
from graph.store.endpoint import is_url
from graph.store.generations import explained
from graph.store.remote import Remote
from graph.store.remoteupdate import RemoteUpdate
from graph.store.settling import settle_if_free
from graph.store.update import Update
from ontology.vocabulary import BASE


class Store(Embedded):
    """The current generation of a store, open for reading; builds in other processes do not change it."""

    def __init__(self, path: Path, generation: Path, lease: int, store: ox.Store) -> None:
        super().__init__(path, store)
        self._generation = generation
        self._lease = lease

    @staticmethod
    def open(path: Path | str) -> "Store | Remote":
        """Open a folder, or the endpoint at a URL, for reading. The result is also a context manager.

        Raises StoreError if there is no store, or if it has another format or is damaged.
        """
        if is_url(path):
            return Remote.open(str(path))
        root = Path(path)
        return Store(root, *_current(root))

    @staticmethod
    def update(path: Path | str, base: str = BASE, *, aside: bool = False) -> Update | RemoteUpdate:
        """Return a context manager that writes and publishes the next generation, or the first one in a new folder.

        base: of the resource IRIs. aside: load in a thread, while the block goes on.

        An endpoint has no generations, so readers see each change at once.
        """
        return RemoteUpdate(str(path), base) if is_url(path) else Update(path, base, aside=aside)

    @staticmethod
    def version(path: Path | str) -> str:
        """Return a key that changes with each build that changes the store; empty before the first. Raises StoreError."""
        return Remote(str(path)).generation if is_url(path) else generations.identity(Path(path))

    @property
    def database(self) -> Path:
        """The folder of the generation that is read."""
        return self._generation

    @property
    def generation(self) -> str:
        """Return the name of the open generation, as a key for caches."""
        return self._generation.name

    def close(self) -> None:
        """Release this generation, so that builds may remove it. Reading from it later is an error."""
        if self._opened is not None:
            # A read-only database needs no clean shutdown, so we skip gc.collect(): in a server it would take longer than
            # most answers. A database in a reference cycle is freed later.
            self._opened = None
            generations.release(self._lease)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _current(root: Path) -> tuple[Path, int, ox.Store]:
    with explained(root):
        generations.check(root)
        settle_if_free(root)
        generation, lease = generations.lease(root)
        try:
            checksums.check(generation)
            return generation, lease, ox.Store.read_only(str(generation))
        except BaseException:
            generations.release(lease)
            raise
