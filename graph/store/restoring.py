"""A store from a backup (`graph.store.backup`): a generation of its own, switched to as a build does it.

Readers see the old store or the new one.
"""

import hashlib
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from graph.store import audit, checksums, generations, settling
from graph.store.backup import FORMAT, MANIFEST, MEMBER, BackedUp
from graph.store.errors import StoreError
from graph.store.generations import explained

_LONGEST_MANIFEST = 64 << 20  # bytes
_PIECE = 1 << 20


def restore(file: Path, store: Path, *, replace: bool = False, by: str = "unknown") -> BackedUp:
    """Restore a backup into a new folder, or with `replace` over the content of a store.

    The graph is switched once every file is on the disk and is as it was backed up; until then nothing changes. Then, even if this
    process is killed (`graph.store.settling`), own questions are replaced as a whole, also by none; a log takes the place of the one
    that was there, which stays as `audit.jsonl.before-<generation>`; originals join those that are there, and the next build removes
    those that no source was read from. A store whose current generation is lost can be replaced. Raises StoreError for a file that is
    no backup, is damaged or is of another format, and for a store that holds something already.
    """
    with explained(file), _opened(file) as archive, explained(store):
        manifest = _manifest(archive, file)
        generations.create(store)
        lock = generations.claim(store)
        try:
            settling.settle(store)
            if not replace and generations.current(store) is not None:
                raise StoreError(
                    f"{store}: holds a store already; restore into another folder, or give --replace",
                    f"{store}：已有图谱库；请恢复到另一个文件夹，或者加上 --replace",
                )
            settling.discard(store)  # of a restoring into a store whose pointer cannot be read
            generation = generations.following(store)
            with _cleaned(store, generation):
                found = _extract(archive, file, manifest, store, generation)
                settling.ready(store, generation, audit.line("restore", by, file=str(file)))
            generations.make_current(store, generation)
            try:
                settling.settle(store)
            except OSError as error:
                raise StoreError(
                    f"{store}: the graph is restored, but not all originals, questions and the log yet ({error}): the next command "
                    "that can write here finishes it",
                    f"{store}：图谱已恢复，但原件、自存查询或日志尚未全部恢复（{error}）：下一个能写入此处的命令会将其完成",
                ) from error
            generations.sweep(store)
        finally:
            generations.release(lock)
    return found


@contextmanager
def _cleaned(store: Path, generation: Path) -> Iterator[None]:
    """Remove what was extracted where the block fails, and before it what a killed build left under the generation's name."""
    for path in generations.beside_files(generation).values():
        path.unlink()
    try:
        yield
    except BaseException:
        shutil.rmtree(generation, ignore_errors=True)
        settling.discard(store)
        for path in generations.beside_files(generation).values():
            path.unlink()
        raise


def _opened(file: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(file)
    except (tarfile.TarError, EOFError) as error:
        raise _no_backup(file, str(error)) from None


def _manifest(archive: tarfile.TarFile, file: Path) -> dict[str, tuple[str, int]]:
    member = archive.next()
    if member is None or member.name != MANIFEST or not member.isreg() or member.size > _LONGEST_MANIFEST:
        raise _no_backup(file, "it does not begin with a manifest")
    try:
        told = json.loads(_stream(archive, member).read())
        files = {str(name): (str(digest), int(size)) for name, (digest, size) in told["files"].items()}
        formats = (told["format"], told["store"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _no_backup(file, "its manifest cannot be read") from None
    if formats != (known := (FORMAT, generations.FORMAT)):
        raise _no_backup(file, f"its formats are {formats!r}, this version reads {known!r}")
    if wrong := [name for name in files if not MEMBER.fullmatch(name) or ".." in name]:
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
            digest = _copy(_stream(archive, member), path, private=path.is_relative_to(settling.waiting(store)))
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
    return settling.waiting(store) / name


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
