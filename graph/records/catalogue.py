"""Keep what is computed of a whole store in a file of tables beside it, so that a page reads the rows that it shows and no others.

A `CataloguePlan` says how a catalogue is computed. `kept_catalogue` opens its file, `catalogue-<name>.sqlite` in the folder of the store.
Where the file is missing, damaged, of another version or of other triples (`graph.store.delta`), it is made first, in a process of its
own, so that the memory which that takes goes back. A file of an earlier generation is copied, and in the copy what has changed since is
read anew, where the builds since then have recorded their changes; else all is computed. A removal records none, and brings the files up to
date itself (`graph.records.following`). Of several processes that ask at once, one
makes it and the others wait. The file appears whole or not at all, and is never changed: a reader of an earlier one keeps it until he
closes it. A checksum in its header is compared when it is opened, and what is damaged later is made anew by the page that finds it so.
In a folder that nobody may write to, the tables are in a temporary file of this process. A small store has no such files, because its
catalogues are computed in a moment, and neither has a store at an endpoint, which has no generations.
"""

import fcntl
import logging
import os
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO
from weakref import WeakValueDictionary

from graph.records.value_tables import ValueTables
from graph.store import delta, generations
from graph.store.atomic import replacing
from graph.store.bounded import StoppedError, run_in_subprocess
from graph.store.delta import Changed
from graph.store.errors import StoreError
from graph.store.store import Store
from graph.store.view import View

SMALL = 64 << 20
"""A store with fewer bytes, some hundred documents, keeps no catalogues."""
_MEMORY = 8 << 30  # bytes that the process may take that makes a catalogue
_CHECKSUM = slice(60, 64)
"""The bytes of the file with its checksum, over the file in which they are zero: SQLite leaves them to the program (`user_version`)."""
_PIECE = 1 << 20
_LOG = logging.getLogger("zhengmai.catalogue")
_OPEN: WeakValueDictionary[tuple[str, str, int, int, int], ValueTables] = WeakValueDictionary()
"""The files that this process has open, by name, head, inode, time and size: each is checked once. A temporary one in place of a file has
zeros."""


def _read_anew(view: View, changed: Changed, tables: ValueTables) -> bool:
    """Do not follow a change."""
    return False


@dataclass(frozen=True, slots=True)
class CataloguePlan:
    """How a catalogue is made. fill: computes it from a store, and puts it into empty tables. renew: changes tables of an earlier
    generation so that they read as those that `fill` would make; returns False where it cannot. version: of these tables and of what is
    in them; a file of another version is made anew, and so is one of another version of the program."""

    name: str
    version: int
    fill: Callable[[View, ValueTables], None]
    renew: Callable[[View, Changed, ValueTables], bool] = _read_anew


def kept_catalogue(view: View, plan: CataloguePlan) -> ValueTables | None:
    """Return the catalogue of the open generation; None where the store keeps none. It stays open when the view is closed."""
    if not isinstance(view, Store) or _size(view.database) < SMALL:
        return None
    token = delta.token(view.database)
    found = _kept_or_made(view, plan, token)
    root = view.path

    def remade() -> ValueTables:
        with Store.open(str(root)) as reopened:
            assert isinstance(reopened, Store)
            if token is None or delta.token(reopened.database) != token:
                raise StoreError(
                    f"{_file(root, plan)}: damaged: load the page again", f"{_file(root, plan)}：已损坏，请重新载入页面"
                )
            return _kept_or_made(reopened, plan, token)

    found.remade = remade
    return found


def _kept_or_made(view: Store, plan: CataloguePlan, token: str | None) -> ValueTables:
    """Return the tables of the file; where none can be written, tables in a temporary file, which are kept open for the token."""
    if token is None:
        return _temporary(view, plan)
    head, file = _head(plan, token), _file(view.path, plan)
    if (found := _open(file, head)) is not None:
        return found
    if os.access(view.path, os.W_OK):
        with suppress(StoppedError, StoreError, RuntimeError):
            run_in_subprocess(make_catalogue, str(view.path), plan, seconds=None, memory=_MEMORY)
            if (found := _open(file, head)) is not None:
                return found
    key = (str(file), head, 0, 0, 0)
    if (opened := _OPEN.get(key)) is None:
        opened = _OPEN[key] = _temporary(view, plan)
    return opened


def _temporary(view: Store, plan: CataloguePlan) -> ValueTables:
    tables = ValueTables.create("")
    plan.fill(view, tables)
    tables.commit()
    return tables


@dataclass(frozen=True, slots=True)
class Removal:
    """A removal from a store. generation: the name of the one that it published. copy: copies a catalogue of the generation before it into
    a new file. changed: what it changed between them."""

    generation: str
    copy: Callable[[Path], None]
    changed: Changed


def make_catalogue(root: str, plan: CataloguePlan, removal: Removal | None = None) -> None:
    """Make the file of the current generation of a store, unless it is there. Raises StoreError where it cannot be written.

    removal: make it only out of that of the generation before; nothing where that cannot be, or another generation is current.
    """
    with _alone(Path(root), plan), Store.open(root) as view:
        assert isinstance(view, Store)
        token, file = delta.token(view.database), _file(view.path, plan)
        if token is None or (removal is not None and view.database.name != removal.generation):
            return
        if _open(file, _head(plan, token)) is not None:
            return
        with generations.explained(file), suppress(_NotFollowedError), replacing(file, shared=True) as new:
            if removal is not None:
                if not _followed(view, plan, token, Path(new.name), removal):
                    raise _NotFollowedError
            elif not _renewed(view, plan, token, Path(new.name)):
                new.truncate(0)
                with closing(ValueTables.create(new.name)) as tables:
                    plan.fill(view, tables)
                    tables.commit(_head(plan, token))
            new.seek(_CHECKSUM.start)
            new.write(_checksum(Path(new.name))[0])


class _NotFollowedError(Exception):
    """The file is not made."""


def opened_file(root: Path, plan: CataloguePlan, token: str) -> BinaryIO | None:
    """Open the file of a catalogue where it is of these triples and whole; None else. Raises OSError."""
    file = _file(root, plan)
    return None if _open(file, _head(plan, token)) is None else file.open("rb")


def _renewed(view: Store, plan: CataloguePlan, token: str, new: Path) -> bool:
    """Copy the catalogue of an earlier generation into a new file, and bring that up to date; return whether it could be done."""
    file = _file(view.path, plan)
    try:
        with closing(ValueTables.open(file)) as kept:
            earlier = kept.head().partition(" ")[0]
        changed = delta.since(view.database, earlier)
        if changed is None or _open(file, _head(plan, earlier)) is None:
            return False
        shutil.copyfile(file, new)
    except (OSError, sqlite3.Error):
        return False
    return _changed(view, plan, token, new, changed)


def _followed(view: Store, plan: CataloguePlan, token: str, new: Path, removal: Removal) -> bool:
    """Do what `_renewed` does after a removal, and leave nothing in the file of what is gone."""
    try:
        removal.copy(new)
        if not _changed(view, plan, token, new, removal.changed):
            return False
        with closing(ValueTables.change(str(new))) as tables:
            tables.pack_anew()
    except (OSError, sqlite3.Error):
        return False
    return True


def _changed(view: Store, plan: CataloguePlan, token: str, new: Path, changed: Changed) -> bool:
    """Bring a copy of an earlier catalogue up to date; return whether it could be done."""
    try:
        with closing(ValueTables.change(str(new))) as tables:
            if not plan.renew(view, changed, tables):
                return False
            tables.commit(_head(plan, token))
    except (OSError, sqlite3.Error):
        return False
    except Exception:  # a fault of ours must not make each page read everything
        _LOG.warning(
            "%s: what has changed could not be followed, all is read anew", _file(view.path, plan), exc_info=True
        )
        return False
    return True


@contextmanager
def _alone(root: Path, plan: CataloguePlan) -> Iterator[None]:
    """Wait until no other process makes this catalogue."""
    with generations.explained(root):
        lock = os.open(
            root / f"{generations.CATALOGUES}-{plan.name}{generations.LOCK}", os.O_RDONLY | os.O_CREAT, 0o666
        )
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        generations.release(lock)


def _open(file: Path, head: str) -> ValueTables | None:
    """Open the file where it is of these triples, by this program, and not damaged."""
    try:
        said = file.stat()
        key = (str(file), head, said.st_ino, said.st_mtime_ns, said.st_size)
        if (opened := _OPEN.get(key)) is not None:
            return opened
        found = ValueTables.open(file)
        if found.head() == head and len(set(_checksum(file))) == 1:
            _OPEN[key] = found
            return found
    except (OSError, sqlite3.Error):
        return None
    found.close()
    return None


def _checksum(file: Path) -> tuple[bytes, bytes]:
    """Return the checksum of a file, and the one in it."""
    checksum, inside = 0, b""
    with file.open("rb") as stream:
        while piece := stream.read(_PIECE):
            if not inside:
                inside = piece[_CHECKSUM]
                piece = piece[: _CHECKSUM.start] + bytes(len(inside)) + piece[_CHECKSUM.stop :]
            checksum = zlib.crc32(piece, checksum)
    return checksum.to_bytes(4, "big"), inside


def _head(plan: CataloguePlan, token: str) -> str:
    return f"{token} {plan.name} {plan.version} {version('zhengmai')}"


def _file(root: Path, plan: CataloguePlan) -> Path:
    return root / f"{generations.CATALOGUES}-{plan.name}.sqlite"


def _size(database: Path) -> int:
    return sum(entry.stat().st_size for entry in os.scandir(database))
