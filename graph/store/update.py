"""Write the next generation of a store."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from graph.store import allocator, checksums, compaction, generations
from graph.store.background import Background
from graph.store.delta import Changed
from graph.store.errors import StoreError
from graph.store.generations import explained
from graph.store.publication import keep, publish
from graph.store.settling import settle
from graph.store.workingcopy import WorkingCopy
from ontology.vocabulary import BASE

_TIDY = 32 << 20  # bytes of a database that the engine has in memory anyway


class Update(WorkingCopy):
    """Context manager: copies the current generation, lets the block change the copy, and publishes it if the block succeeds.

    base: the base of the resource IRIs. aside: load what is written beside the block, which goes on: into a new database in a process
    (`Filling`), else in a thread. The engine then works on another processor; all that asks the database waits until it has loaded.

    After an exception (or SIGKILL at any point) the current generation is unchanged. Queries inside the block see the
    changes, readers elsewhere do not. Raises StoreError when the folder is no store, another build runs, or the disk is full.
    """

    def __init__(self, path: Path | str, base: str = BASE, *, aside: bool = False) -> None:
        super().__init__(Path(path), base, aside=aside)
        self._aside = aside
        self._generation = self.path  # until `__enter__` chooses one
        self._enclosed: dict[str, bytes] = {}
        self._compacting = False
        self._compacted: frozenset[str] = frozenset()  # the data files at the last compaction in this update
        self._forgetting = False
        self._snapshots = 0
        self._removing = Background(aside=True)

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
                self._open(ox.Store(str(self._generation)))
                self._fillable = self._generation if self._first and self._aside else None
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
    def database(self) -> Path:
        """The folder of the generation that this update makes."""
        return self._generation

    @property
    def name(self) -> str:
        """The name of the generation that this update makes."""
        return self._generation.name

    def tidy(self) -> None:
        """Compact a large database now where it is due: what this update has loaded is then read from one place instead of many.

        Publishing it compacts it again only where much is written after that. A new database is compacted once, when it is published:
        to go through it before costs less than to write it twice.
        """
        self._loader.load()
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
        return self._first and self._loader.wrote_few_files

    def compact(self) -> None:
        """Compact the database when this update publishes: this frees the space of removed triples and makes reading faster."""
        self._compacting = True

    @contextmanager
    def snapshot(self) -> Iterator[Path]:
        """Give a copy of the database as it is now, which another process may read meanwhile; its files are linked where they can be."""
        self._snapshots += 1
        folder = generations.beside(
            self._generation, f"snapshot-{self._snapshots}.tmp"
        )  # which a later build removes if this one is killed
        try:
            with explained(self.path):
                self._store.backup(str(folder))
            yield folder
        finally:
            # Beside what follows: a file of which no other link is left takes time to remove.
            self._removing.begin(partial(shutil.rmtree, folder, ignore_errors=True))

    def enclose(self, name: str, data: bytes) -> None:
        """Publish a file with this generation (`generations.beside`): both appear together, or neither does."""
        self._enclosed[name] = data

    def keep(self, name: str) -> None:
        """Publish a file of the generation before with this one, too. Raises StoreError."""
        with explained(self.path):
            before = generations.current(self.path)
            assert before is not None, "no generation before"
            keep(self._generation, name, generations.beside(before, name))

    @property
    def forgets(self) -> bool:
        """Return whether it removes what is to be gone."""
        return self._forgetting

    def forget(self) -> None:
        """Publish nothing of what this update and those before it changed, nor keep findings: what is removed is to be gone."""
        self._forgetting = True
        self._loader.wait()
        self._delta.hide()

    def changed(self) -> Changed | None:
        """Return the triples that it has changed, also where it keeps no record of them; None as `changed_values`."""
        return self._delta.changed()

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
        enclosed = self._enclosed | wear.record()
        publish(self.path, self._generation, enclosed, self._delta, sources_changed=self._sources_changed)
        if self._forgetting:
            generations.forget_caches(self.path)

    def _optimize(self) -> None:
        self._base.flush()
        self._base.optimize()
        self._base.flush()
        allocator.release()
        self._compacted = compaction.files(self._generation)

    def _close(self) -> None:
        if self._filling is not None:
            self._filling.close()
            self._filling = None
        self._close_database(self._generation)

    def _end(self) -> None:
        """Close the database, and remove all generations but the current one and those that are being read."""
        try:
            self._close()
            self._removing.end()
            # A build that is published, or has failed for a better reason, does not fail for want of tidiness.
            with suppress(OSError, StoreError):
                generations.sweep(self.path)
        finally:
            generations.release(self._lock)
