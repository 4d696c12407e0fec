"""The embedded store: a folder of generations, of which readers see one whole one.

with Store.update("store") as update:           # makes the next generation
    update.replace_graph(iri, triples)
with Store.open("store") as store:               # reads the current one
    store.select("SELECT ?d WHERE { ?d a zm:PublishedDocument }")
"""

import gc
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from graph import generations
from graph.generations import explained
from graph.update import Update
from graph.view import View


class Store(View):
    """The current generation of a store, open for reading; builds elsewhere do not disturb it."""

    def __init__(self, path: Path, generation: Path, lease: int, store: ox.Store) -> None:
        super().__init__(path, store)
        self._generation = generation
        self._lease = lease

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """Open for reading; also a context manager.

        Raises StoreError when there is no store, one of another format, or a damaged one.
        """
        root = Path(path)
        return cls(root, *_current(root))

    @staticmethod
    def update(path: Path | str) -> Update:
        """A context manager that makes and publishes the next generation, or the first one in a new folder."""
        return Update(path)

    @property
    def generation(self) -> str:
        """The name of the generation that is read: a key for what is cached about it."""
        return self._generation.name

    def reopen_if_changed(self) -> bool:
        """Read what the last build published; whether there was something new."""
        with explained(self.path):
            if generations.current(self.path) == self._generation:
                return False
        opened = _current(self.path)
        self.close()
        self._generation, self._lease, self._opened = opened
        return True

    def close(self) -> None:
        """Let builds remove this generation; reading from it is an error from here on."""
        if self._opened is not None:
            self._opened = None
            gc.collect()
            generations.release(self._lease)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _current(root: Path) -> tuple[Path, int, ox.Store]:
    with explained(root):
        generations.check(root)
        generation, lease = generations.lease(root)
        try:
            return generation, lease, ox.Store.read_only(str(generation))
        except BaseException:
            generations.release(lease)
            raise
