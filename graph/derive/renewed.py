"""Bring the derived graph of an update up to date: by a renewal where the index of titles is at hand, else from nothing."""

import os
import sqlite3
from collections.abc import Callable, Set
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from graph.derive.derive import Elsewhere, derived, status_triples
from graph.derive.index import TitleIndex
from graph.derive.kept import Documents, Files, write_from
from graph.derive.renewal import Renewal
from graph.derive.touched import Touched
from graph.review.decision import read_decisions
from graph.store import allocator, generations
from graph.store.errors import StoreError
from graph.store.update import Update
from ontology.identifiers import StatusInterval
from ontology.iri import Iris

INDEX = "titles.sqlite"
"""The file of the index in the folder of a store."""
_SHARE = 4
"""The largest share of touched documents for which the derived graph is updated; above it, everything is derived from nothing."""


class Derived:
    """Follows the changes of an update. Make it before the first change, and call `changing` before each change of a source."""

    def __init__(self, update: Update, iris: Iris, elsewhere: Elsewhere | None = None) -> None:
        self._update, self._iris, self._elsewhere = update, iris, elsewhere
        self._touched = Touched(update, iris)
        self._decisions = read_decisions(update, iris)
        self._index = _opened(update)
        self._kept = Documents(update, iris)
        self._changed: set[str] = set()  # documents, with their parts
        self._written: Callable[[], Files] | None = None  # waits for the documents that another process writes
        self._snapshot: Path | None = None  # of what is derived from, if it is there already

    def changing(self, source: str) -> None:
        """Record the statements of a source (IRI) before it changes."""
        if self._index is not None:
            self._touched.changing(source)

    def begin(self, stack: ExitStack, *, named: bool = False) -> None:
        """Let another process write the documents of a first build while their names and what follows are computed.

        Call it when all sources are there. stack: what it enters is needed until `settle` has returned. named: names are there, too. What
        is kept of a published document is what sources say of it: their numbers and places are said by the sources, so that names add
        nothing to it.
        """
        if self._elsewhere is not None and self._update.is_first:
            with suppress(StoreError):  # no room for the snapshot: they are written here, later
                folder = stack.enter_context(self._update.snapshot())
                self._written = self._elsewhere(write_from, folder, self._iris.base, self._kept.place)
                self._snapshot = folder if named else None

    def settle(self, agencies: Set[str]) -> set[str] | None:
        """Bring the graph up to date. agencies: those (IRIs) that have come or gone.

        Return the documents whose status has changed; None where all was derived anew, so that any may have.
        """
        update, graph = self._update, self._iris.graph("derived")
        changed: set[str] | None = None
        token = os.urandom(16).hex()
        try:
            if self._index is not None and (renewal := self._renewal(self._index, agencies)) is not None:
                gone, new = renewal.difference()
                update.change_graph(graph, gone, new)
                changed = {about for triple in (*gone, *new) if (about := self._interval_of(triple))}
                self._kept.renew(self._changed)
            else:
                self._whole()
            assert self._index is not None
            self._index.commit(token)
        except sqlite3.Error:  # a damaged index, or no room for it: do without
            update.settle_graph(graph, derived(update, self._iris.base))
            token, changed = "", None
        update.enclose(generations.IN_STEP, in_step := f"{token}\n".encode())
        if token:
            self._kept.enclose(in_step)
        return changed

    def _interval_of(self, triple: ox.Triple) -> str:
        """Return the document whose status a triple describes; empty for other triples."""
        value = self._iris.parse(triple.subject.value)  # type: ignore[union-attr]
        return self._iris.mint(value.document) if isinstance(value, StatusInterval) else ""

    def _whole(self) -> None:
        if self._index is not None:
            self._index.close()
        file = Path(self._update.path) / INDEX
        with suppress(FileNotFoundError):
            file.unlink()
        self._index = TitleIndex(str(file))
        allocator.release()
        graph, base = self._iris.graph("derived"), self._iris.base
        with ExitStack() as stack:
            elsewhere = None
            if self._elsewhere is not None:
                with suppress(StoreError):  # no room for the snapshot: all is derived here
                    folder = self._snapshot or stack.enter_context(self._update.snapshot())
                    elsewhere = partial(self._elsewhere, status_triples, folder, base)
            self._update.settle_graph(graph, derived(self._update, base, self._index, elsewhere))
        self._kept.write(None if self._written is None else self._written())

    def _renewal(self, index: TitleIndex, agencies: Set[str]) -> Renewal | None:
        before, after = self._touched.read()
        self._changed = before.documents | after.documents
        if not index.has_more_than(len(self._changed) * _SHARE - 1):
            return None
        return Renewal(self._update, self._iris, index, before, after, agencies=agencies, decisions=self._decisions)


def _opened(update: Update) -> TitleIndex | None:
    """Return the index of the generation that is built upon; None where there is none, or it is another's."""
    current, file = generations.current(update.path), Path(update.path) / INDEX
    token = generations.beside_files(current).get(generations.IN_STEP) if current else None
    if token is None or not file.is_file():
        return None
    index = None
    try:
        index = TitleIndex(str(file))
        if index.token() and index.token() == token.read_text("ascii").strip():
            return index
    except (sqlite3.Error, ValueError):
        pass
    if index is not None:
        index.close()
    return None
