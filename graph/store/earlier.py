"""Record which source each build replaced by which, so that one build can be taken back by its number.

gen-<n>.sources.jsonl   from which build on it is complete, then a line of JSON for each source that a build brought or replaced; sealed
                        (`graph.store.sealed`), and published with the generation
earlier/gen-<n>.zip     what the sources said that this generation replaced: N-Triples, a member each

The first build of a store brought all that no later one did, so that it has no lines; where lines of later builds are missing, what it
brought is not known. A source that is read anew and says the same is no change. Of a source that is removed nothing is kept: what it
said earlier goes with it. The newest builds are kept, within bounds of lines and bytes. Lines count only where the program that made the
current generation keeps them: an earlier version carries the file over and adds none.
"""

import json
import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import pyoxigraph as ox

from graph.store import delta, generations
from graph.store.atomic import replacing, sync
from graph.store.remoteupdate import RemoteUpdate
from graph.store.sealed import seal, unseal
from graph.store.sharing import SAID_BY
from graph.store.update import Update
from ontology.iri import Iris
from ontology.vocabulary import ZM

FOLDER = "earlier"
"""In the folder of a store."""
_LINES = 50_000
_BYTES = 256 << 20
"""Of the packed readings together; the oldest go first."""
_FILE = ox.NamedNode(str(ZM.sha256))


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """The record of what a build did with one source. build: its number. file, was: the SHA-256 of the source's file after the build
    and before it, the latter empty for a new source. pack, member: where what it said before is kept, `gen-7.zip` and `3`; reading: the
    SHA-256 of that; all three are empty for a new source."""

    build: int
    source: str
    file: str
    was: str
    pack: str = ""
    member: str = ""
    reading: str = ""


@dataclass(frozen=True, slots=True)
class SourceRecords:
    """The records of all builds of a store, the oldest first. complete: the build from which on none is missing; None where that
    is not known."""

    complete: int | None = None
    records: tuple[SourceRecord, ...] = ()

    def of_build(self, build: int) -> list[SourceRecord]:
        """Return what a build did."""
        return [one for one in self.records if one.build == build]

    def of_first(self, build: int, held: Collection[str]) -> list[SourceRecord]:
        """Return what the first build of a store did; nothing where it is not known any more what later ones did.

        build: its number. held: the names of the sources that the store has now."""
        if self.complete is None or self.complete > build:
            return []
        later: dict[str, SourceRecord] = {}
        for one in self.records:
            later.setdefault(one.source, one)
        brought = sorted(name for name in held if name not in later or later[name].was)
        return [SourceRecord(build, name, later[name].was if name in later else "", "") for name in brought]

    def read_since(self, record: SourceRecord) -> int:
        """Return the number of the first later build that read another file of the source; 0 where none did."""
        later = (one for one in self.records if one.build > record.build and one.source == record.source)
        return next((one.build for one in later if one.file != one.was), 0)


class Earlier:
    """Context manager: changes the sources of an update, and keeps what they said before. An endpoint keeps nothing."""

    def __init__(self, update: Update | RemoteUpdate, iris: Iris) -> None:
        self._update, self._iris = update, iris
        self._own = update if isinstance(update, Update) else None
        self._keeping = self._own if self._own and not self._own.is_first else None
        self._records: list[SourceRecord] = []
        self._forgotten: set[str] = set()  # names of sources that are removed
        self._undone: dict[str, int] = {}  # names of sources that go back to what they said before a build
        self._pack: ZipFile | None = None
        self._path = _folder(update.path) / f"{update.name}.zip" if isinstance(update, Update) else Path()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        if self._pack is not None:
            self._pack.close()
            self._path.unlink()  # nothing was kept: the update failed, or reported no change

    def replace(self, name: str, triples: bytes) -> bool:
        """Replace the triples of a source. name: relative; triples: N-Triples as the engine writes them. Raises the errors of
        `replace_graph`.

        Return whether the store held another file under the name; False where nothing is kept.
        """
        source = self._iris.source(name)
        if self._keeping is None:
            self._update.replace_graph(source, triples)
            return False
        before = self._triples_of(source)
        if before and before == _sorted(triples):
            return False
        file = _file(triples, source)
        self._keep(name, before, file)
        self._update.replace_graph(source, triples)
        return bool(before) and _file(before, source) != file

    def restore(self, record: SourceRecord, triples: bytes) -> None:
        """Let a source say again what it said before a build; what that build and later ones read is gone. triples: of `reading`."""
        self._undone[record.source] = record.build
        self._forget()
        self._update.replace_graph(self._iris.source(record.source), triples)

    def remove(self, name: str) -> None:
        """Remove a source with all that it alone says, now and before."""
        self._forgotten.add(name)
        self._forget()
        self._update.remove_graph(self._iris.source(name))

    def record(self, build: int | None) -> None:
        """Publish with the update what it did with sources. build: its number; None where `graph.derive.changes` records none."""
        if self._own is None:
            return
        known = read(self._own.path)
        if known.complete is None and (build or self._own.is_first):
            known = SourceRecords(1 if self._own.is_first else build)
            self._enclose(known)
        made = [SourceRecord(**asdict(one) | {"build": build}) for one in self._records] if build else []
        if made and self._pack is not None:
            self._pack.close()
            self._pack = None
            sync(self._path)
            sync(self._path.parent)
        left = [one for one in known.records if not self._is_gone(one)]
        if made or len(left) < len(known.records):
            self._enclose(_newest(SourceRecords(known.complete, (*left, *made))))

    def _is_gone(self, record: SourceRecord) -> bool:
        back = self._undone.get(record.source)
        return record.source in self._forgotten or (back is not None and record.build >= back)

    def _forget(self) -> None:
        if self._own is not None:
            self._own.forget()

    def _enclose(self, known: SourceRecords) -> None:
        assert self._own is not None
        lines = [{"complete": known.complete}, *map(asdict, known.records)]
        self._own.enclose(
            generations.SOURCES, seal("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines).encode())
        )

    def _triples_of(self, source: str) -> bytes:
        """Return the triples of a source as sorted lines; empty for a new source, and where nothing is kept."""
        if self._keeping is None:
            return b""
        quads = self._keeping.statements(source)
        own = (quad.triple for quad in quads if quad.predicate != SAID_BY or quad.subject != quad.graph_name)
        return _sorted(ox.serialize(own, format=ox.RdfFormat.N_TRIPLES) or b"")

    def _keep(self, name: str, before: bytes, file: str) -> None:
        if not before:
            self._records.append(SourceRecord(0, name, file, ""))
            return
        if self._pack is None:
            self._path.parent.mkdir(mode=0o700, exist_ok=True)
            self._pack = ZipFile(self._path, "w", ZIP_DEFLATED, compresslevel=1)
        member = str(len(self._pack.namelist()) + 1)
        self._pack.writestr(member, before)
        was, digest = _file(before, self._iris.source(name)), sha256(before).hexdigest()
        self._records.append(SourceRecord(0, name, file, was, self._path.name, member, digest))


def read(store: Path) -> SourceRecords:
    """Return what the builds of a store did with sources; nothing where that is not known. Raises OSError."""
    current = generations.current(store)
    if current is None or delta.token(current) is None:
        return SourceRecords()
    try:
        body = unseal(generations.beside(current, generations.SOURCES).read_bytes())
    except FileNotFoundError:
        return SourceRecords()
    if not body:
        return SourceRecords()
    head, *lines = body.decode().rstrip("\n").split("\n")
    return SourceRecords(json.loads(head)["complete"], tuple(SourceRecord(**json.loads(line)) for line in lines))


def reading(store: Path, record: SourceRecord) -> bytes | None:
    """Return what a source said before a build, as N-Triples; None where that is not kept any more, or damaged."""
    try:
        with ZipFile(_folder(store) / record.pack) as opened:
            data = opened.read(record.member)
    except (OSError, KeyError, ValueError, BadZipFile):
        return None
    return data if sha256(data).hexdigest() == record.reading else None


def prune(store: Path) -> set[str]:
    """Remove the readings that no record names, and the oldest where there are too many; return the SHA-256 of the files of the others.

    Call it where the store is not built: after an update."""
    if not (folder := _folder(store)).is_dir():
        return set()
    records = read(store).records
    room, kept = _BYTES, dict[str, set[str]]()
    for one in reversed(records):
        if one.pack and one.pack not in kept:
            room -= (folder / one.pack).stat().st_size if (folder / one.pack).is_file() else 0
        if one.pack and room >= 0:
            kept.setdefault(one.pack, set()).add(one.member)
    for path in folder.iterdir():
        if path.name not in kept:
            path.unlink(missing_ok=True)
        else:
            _thin(path, kept[path.name])
    return {one.was for one in records if one.pack in kept}


def _thin(pack: Path, members: Collection[str]) -> None:
    """Keep only these members of a pack."""
    with suppress(BadZipFile), ZipFile(pack) as old:
        if set(old.namelist()) <= set(members):
            return
        with replacing(pack, private=True) as file, ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as new:
            for member in old.namelist():
                if member in members:
                    new.writestr(member, old.read(member))


def _folder(store: Path) -> Path:
    return store / FOLDER


def _sorted(lines: bytes) -> bytes:
    return b"".join(sorted(set(lines.splitlines(keepends=True))))


def _file(triples: bytes, source: str) -> str:
    """Read the SHA-256 of a source's file from its triples; return an empty text where they have none."""
    found = re.search(
        rb'^%s %s "([0-9a-f]{64})"' % (re.escape(f"<{source}>".encode()), re.escape(f"{_FILE}".encode())), triples, re.M
    )
    return found[1].decode() if found else ""


def _newest(known: SourceRecords) -> SourceRecords:
    """Return the records of the newest builds, whole builds only."""
    if len(known.records) <= _LINES:
        return known
    left_out = known.records[-_LINES - 1].build
    return SourceRecords(left_out + 1, tuple(one for one in known.records if one.build > left_out))
