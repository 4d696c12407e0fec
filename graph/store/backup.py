"""A whole store in one file, and back: its current generation with all that is published with it, originals, own questions, the log.

The file is a tar archive; `.tar.gz` and `.tgz` are compressed. Its first member, `manifest.json`, has the format of the store, and size
and SHA-256 of each other member. A store is backed up while it is read and built: the generation is leased, and a generation never
changes; questions and log are read once, into memory. A build that ends meanwhile may remove originals: then the backup begins again
with the new generation. Restoring makes a generation of its own and switches to it as a build does, so that readers see the old store
or the new one.
"""

import hashlib
import io
import json
import os
import re
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from graph.store import audit, checksums, generations, originals
from graph.store.atomic import replacing, sync
from graph.store.errors import StoreError
from graph.store.generations import explained

FORMAT = "zhengmai backup 1"
_QUESTIONS = "questions"
"""The folder of own questions (`graph.query.own`)."""
_MANIFEST = "manifest.json"
_LONGEST_MANIFEST = 64 << 20  # bytes
# Names of own questions have letters of any script.
_MEMBER = re.compile(r"gen/\w[\w.-]*|beside/\w[\w.-]*|originals/[0-9a-f]{64}|questions/\w[\w-]*\.rq|audit\.jsonl")
_PIECE = 1 << 20
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds. size: bytes of its files. missing: originals that the store should keep and has not."""

    generation: str
    files: int
    size: int
    missing: int = 0


def back_up(store: Path, output: Path) -> BackedUp:
    """Write a store's current generation and what belongs to it into one file. Every file is compared with its checksum on the way.

    The file is the writer's alone (mode 600): it holds the log and originals. Raises StoreError for a store that is absent or damaged,
    for an own question whose name a backup cannot hold, and where the file cannot be written.
    """
    with explained(store):
        generations.check(store)
    for _ in range(_ATTEMPTS):
        if (written := _attempt(store, output)) is not None:
            return written
    raise StoreError(
        f"{store}: builds removed originals while they were backed up: run it again when no build runs",
        f"{store}：备份期间有构建删除了原件，请在没有构建时重新备份",
    )


def _attempt(store: Path, output: Path) -> BackedUp | None:
    """Back up what is current now; None where a build that ended meanwhile has removed originals of it."""
    with explained(store):
        generation, lease = generations.lease(store)
    try:
        checksums.verify(generation)
        with explained(store):
            files = dict(_files(store, generation))
        missing = len(_wanted_originals(generation, store) - {name.partition("/")[2] for name in files})
        if missing and _superseded(store, generation):
            return None
        with explained(output), replacing(output, private=True) as stream:
            size = _write(stream, output, generation.name, files)
        return BackedUp(generation.name, len(files), size, missing)
    except _GoneError as gone:
        if _superseded(store, generation):
            return None
        raise StoreError(
            f"{gone}: was removed while it was backed up; run it again", f"{gone}：备份期间被删除，请重新备份"
        ) from None
    finally:
        generations.release(lease)


def _superseded(store: Path, generation: Path) -> bool:
    with explained(store):
        return generations.current(store) != generation


class _GoneError(Exception):
    """A file that was listed is no longer there."""


_Source = Path | bytes
"""A file that does not change, or the content of one that does, read once."""


def _files(store: Path, generation: Path) -> Iterator[tuple[str, _Source]]:
    # Originals come first, so that a build has little time to remove one before it is copied.
    for digest in sorted(_wanted_originals(generation, store)):
        if (path := originals.kept(store) / digest).is_file():
            yield f"originals/{digest}", path
    for path in sorted(generation.iterdir()):
        yield f"gen/{path.name}", path
    for name, path in sorted(generations.beside_files(generation).items()):
        yield f"beside/{name}", path
    questions = store / _QUESTIONS
    for file in sorted(questions.iterdir()) if questions.is_dir() else ():
        if not file.name.endswith(".rq"):
            continue
        if not _MEMBER.fullmatch(member := f"{_QUESTIONS}/{file.name}"):
            raise StoreError(
                f"{file}: a backup cannot hold a question of this name: letters, digits, - and _; rename it",
                f"{file}：备份不接受这样的查询名称，请改名（只用文字、数字、- 和 _）",
            )
        with suppress(FileNotFoundError):  # taken away since the folder was listed
            yield member, file.read_bytes()
    with suppress(FileNotFoundError):
        yield audit.NAME, audit.path_of(store).read_bytes()


def _wanted_originals(generation: Path, store: Path) -> set[str]:
    """Return the SHA-256 of the sources of a generation, where the store keeps originals."""
    if not originals.kept(store).is_dir():
        return set()
    import pyoxigraph as ox

    from ontology.vocabulary import ZM

    opened = ox.Store.read_only(str(generation))
    return {
        quad.object.value  # type: ignore[union-attr]
        for quad in opened.quads_for_pattern(None, ox.NamedNode(str(ZM.sha256)), None, None)
    }


def _write(stream: BinaryIO, output: Path, generation: str, files: dict[str, _Source]) -> int:
    compressed = output.name.endswith((".gz", ".tgz"))
    digests = {name: _digest(name, source) for name, source in files.items()}
    manifest = {
        "format": FORMAT,
        "store": generations.FORMAT,
        "generation": generation,
        "files": {name: list(told) for name, told in digests.items()},
    }
    with tarfile.open(fileobj=stream, mode="w:gz" if compressed else "w", format=tarfile.PAX_FORMAT) as archive:
        data = json.dumps(manifest, ensure_ascii=False).encode()
        archive.addfile(_member(_MANIFEST, len(data)), io.BytesIO(data))
        for name, source in files.items():
            with io.BytesIO(source) if isinstance(source, bytes) else _opened_file(source) as file:
                archive.addfile(_member(name, digests[name][1]), hashed := _Hashed(file))
            if hashed.digest.hexdigest() != digests[name][0]:
                raise _changed(name)
    return sum(size for _, size in digests.values())


class _Hashed(io.RawIOBase):
    """A file with the SHA-256 of what was read of it."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.digest.update(data)
        return data


def _opened_file(path: Path) -> io.BufferedReader:
    """Open a file that goes into a backup. Raises _GoneError."""
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise _GoneError(str(path)) from None


def _member(name: str, size: int) -> tarfile.TarInfo:
    """A member without owner and time: the same store gives the same archive."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


def _digest(name: str, source: _Source) -> tuple[str, int]:
    """Return the SHA-256 of a file and the number of bytes that it is of. Raises StoreError for an original that is another."""
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest(), len(source)
    with _opened_file(source) as file:
        told = hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
    if name.startswith("originals/") and name != f"originals/{told[0]}":
        raise StoreError(
            f"{source}: damaged, this original is not the file that was read: delete it, and build its source again",
            f"{source}：原件已损坏，与读取时不符；请删除后重新构建其来源",
        )
    return told


def _changed(name: str) -> StoreError:
    return StoreError(f"{name}: changed while it was backed up; run it again", f"{name}：备份期间发生变化，请重新备份")


def restore(file: Path, store: Path, *, replace: bool = False) -> BackedUp:
    """Make the content of a backup that of a store, in a new folder, or with `replace` in the place of what a store holds.

    The graph is switched once every file is on the disk and is as it was backed up; until then nothing changes. Then own questions are
    replaced as a whole, also by none; the log that was there stays as `audit.jsonl.before-<generation>`; originals join those that
    are there, and the next build removes those that no source was read from. A store whose current generation is lost can be
    replaced. Raises StoreError for a file that is no backup, is damaged or is of another format, and for a store that holds
    something already.
    """
    with explained(file), _opened(file) as archive, explained(store):
        manifest = _manifest(archive, file)
        generations.create(store)
        lock = generations.claim(store)
        try:
            if not replace and generations.current(store) is not None:
                raise StoreError(
                    f"{store}: holds a store already; restore into another folder, or give --replace",
                    f"{store}：已有图谱库；请恢复到另一个文件夹，或者加上 --replace",
                )
            generation = generations.following(store)
            with _cleaned(store, generation):
                found = _extract(archive, file, manifest, store, generation)
            generations.make_current(store, generation)
            try:
                _settle_beside(store, generation)
            except OSError as error:
                raise StoreError(
                    f"{store}: the graph is restored, but not all originals, questions and the log ({error}): restore again",
                    f"{store}：图谱已恢复，但原件、自存查询或日志未全部恢复（{error}）：请重新恢复",
                ) from error
            generations.sweep(store)
        finally:
            generations.release(lock)
    return found


@contextmanager
def _cleaned(store: Path, generation: Path) -> Iterator[None]:
    """Remove what was extracted where the block fails, and before it what a killed build left under the generation's name."""
    shutil.rmtree(_incoming(store), ignore_errors=True)
    for path in generations.beside_files(generation).values():
        path.unlink()
    try:
        yield
    except BaseException:
        for path in (generation, _incoming(store)):
            shutil.rmtree(path, ignore_errors=True)
        for path in generations.beside_files(generation).values():
            path.unlink()
        raise


def _incoming(store: Path) -> Path:
    return store / "restoring"


def _opened(file: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(file)
    except (tarfile.TarError, EOFError) as error:
        raise _no_backup(file, str(error)) from None


def _manifest(archive: tarfile.TarFile, file: Path) -> dict[str, tuple[str, int]]:
    member = archive.next()
    if member is None or member.name != _MANIFEST or not member.isreg() or member.size > _LONGEST_MANIFEST:
        raise _no_backup(file, "it does not begin with a manifest")
    try:
        told = json.loads(_stream(archive, member).read())
        files = {str(name): (str(digest), int(size)) for name, (digest, size) in told["files"].items()}
        formats = (told["format"], told["store"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _no_backup(file, "its manifest cannot be read") from None
    if formats != (known := (FORMAT, generations.FORMAT)):
        raise _no_backup(file, f"its formats are {formats!r}, this version reads {known!r}")
    if wrong := [name for name in files if not _MEMBER.fullmatch(name) or ".." in name]:
        raise _no_backup(file, f"it names {wrong[0]!r}")
    return files


def _extract(
    archive: tarfile.TarFile, file: Path, manifest: dict[str, tuple[str, int]], store: Path, generation: Path
) -> BackedUp:
    left = dict(manifest)
    generation.mkdir()
    try:
        while (member := archive.next()) is not None:
            told = left.pop(member.name, None)
            if told is None or not member.isreg() or member.size != told[1]:
                raise _no_backup(file, f"{member.name!r} is not what its manifest says")
            path = _place(member.name, store, generation)
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            digest = _copy(_stream(archive, member), path, private=path.is_relative_to(_incoming(store)))
            if digest != told[0] or (member.name.startswith("originals/") and member.name != f"originals/{digest}"):
                raise _no_backup(file, f"{member.name!r} is damaged")
    except (tarfile.TarError, EOFError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise _no_backup(file, str(error)) from None
    if left:
        raise _no_backup(file, f"{len(left)} files are missing, {next(iter(left))!r} among them")
    checksums.verify(generation)
    return BackedUp(generation.name, len(manifest), sum(size for _, size in manifest.values()))


def _place(name: str, store: Path, generation: Path) -> Path:
    kind, _, rest = name.partition("/")
    if kind == "gen":
        return generation / rest
    if kind == "beside":
        return generations.beside(generation, rest)
    return _incoming(store) / name


def _settle_beside(store: Path, generation: Path) -> None:
    """Put originals, questions and the log in their places. Raises OSError; restoring again does it all anew."""
    incoming = _incoming(store)
    if (path := originals.kept(incoming)).is_dir():
        originals.kept(store).mkdir(exist_ok=True, mode=0o700)
        for file in path.iterdir():
            file.replace(originals.kept(store) / file.name)
        sync(originals.kept(store))
    questions, old = store / _QUESTIONS, store / f"{_QUESTIONS}.before"
    if questions.is_dir():
        shutil.rmtree(old, ignore_errors=True)
        questions.rename(old)
    if (incoming / _QUESTIONS).is_dir():
        sync(incoming / _QUESTIONS)
        (incoming / _QUESTIONS).rename(questions)
    log, before = store / audit.NAME, store / f"{audit.NAME}.before-{generation.name}"
    if log.is_file():
        while before.exists():
            before = before.with_name(f"{before.name}+")
        log.rename(before)
    if (incoming / audit.NAME).is_file():
        (incoming / audit.NAME).rename(log)
    sync(store)
    for path in (old, incoming):
        shutil.rmtree(path, ignore_errors=True)


def _copy(stream: IO[bytes], path: Path, *, private: bool) -> str:
    """Write a file to the disk; return its SHA-256. private: nobody else may read it (mode 600)."""
    digest = hashlib.sha256()
    with open(path, "wb", opener=lambda name, flags: os.open(name, flags, 0o600 if private else 0o666)) as file:
        while piece := stream.read(_PIECE):
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _stream(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    stream = archive.extractfile(member)
    assert stream is not None  # a regular file
    return stream


def _no_backup(file: Path, why: str) -> StoreError:
    return StoreError(
        f"{file}: not a whole backup of a store ({why}); nothing was changed",
        f"{file}：不是完整的图谱库备份（{why}）；未作任何改动",
    )
