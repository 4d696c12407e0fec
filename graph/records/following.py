"""Bring the kept catalogues of a store up to date within a removal, of which no record is kept that they could follow later.

What is removed is to be gone. So the files are open before it and without a name after it: they vanish with this process, whatever
happens to it. Each new file is packed anew, so that no page of it has what was removed.
"""

import logging
import shutil
import sqlite3
from collections.abc import Collection
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

from graph.records.catalogue import CataloguePlan, Removal, make_catalogue, opened_file
from graph.store import delta, generations
from graph.store.errors import GraphError
from graph.store.update import Update

_LOG = logging.getLogger("zhengmai.catalogue")


class Followed:
    """The catalogues of the generation that an update builds upon; a context manager that closes their files.

    Make it before the update is published, and call `follow` after it.
    """

    def __init__(self, update: Update, plans: Collection[CataloguePlan]) -> None:
        self._update, self._files = update, ExitStack()
        self._held: list[tuple[CataloguePlan, BinaryIO]] = []
        current = generations.current(update.path)
        token = None if current is None else delta.token(current)
        if token is not None:
            for plan in plans:
                with suppress(OSError):
                    if (file := opened_file(update.path, plan, token)) is not None:
                        self._held.append((plan, self._files.enter_context(file)))

    def __enter__(self) -> "Followed":
        return self

    def __exit__(self, *error: object) -> None:
        self._files.close()

    def follow(self) -> None:
        """Make the catalogues of the published generation out of those before it. What cannot be followed is made when a page asks."""
        changed, root = self._update.changed(), self._update.path
        if changed is None:
            return
        for plan, file in self._held:
            try:
                make_catalogue(str(root), plan, Removal(self._update.name, partial(_copy, file), changed))
            except (GraphError, OSError, sqlite3.Error):
                _LOG.warning("%s: the catalogue %s was not brought up to date", root, plan.name, exc_info=True)


def _copy(file: BinaryIO, new: Path) -> None:
    """Copy an open file, whether or not it has a name still, into a new one."""
    file.seek(0)
    with new.open("wb") as copy:
        shutil.copyfileobj(file, copy, 1 << 20)
