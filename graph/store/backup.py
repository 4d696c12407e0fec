"""A whole store in one file, and back: its current generation with all that is published with it, originals, own questions, the log.

The file is a tar archive; `.tar.gz` and `.tgz` are compressed. Its first member, `manifest.json`, has the SHA-256 of each other member.
A store is backed up while it is read and built: the generation is leased, and a generation never changes. Restoring makes a generation
of its own and switches to it as a build does, so that readers see the old store or the new one.
"""

import hashlib
import io
import json
import re
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from graph.store import audit, checksums, generations, originals
from graph.store.atomic import replacing, sync
from graph.store.errors import StoreError
from graph.store.generations import explained

FORMAT = "zhengmai backup 1"
KEPT_BESIDE = ("questions", audit.NAME)
"""What a store's folder holds beside its generations and originals."""
_MANIFEST = "manifest.json"
_LONGEST_MANIFEST = 64 << 20  # bytes
_MEMBER = re.compile(
    r"gen/[\w.-]+|beside/[\w.-]+|originals/[0-9a-f]{64}|questions/[\w-]+\.(?:rq|toml)|audit\.jsonl", re.ASCII
)
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds. size: bytes of its files. missing: originals that the store should keep and has not."""

    generation: str
    files: int
    size: int
    missing: int = 0


def back_up(store: Path, output: Path) -> BackedUp:
    """Write a store's current generation and what belongs to it into one file. Every file is compared with its checksum on the way.

    Raises StoreError for a store that is absent or damaged, and where the file cannot be written.
    """
    with explained(store):
        generations.check(store)
        generation, lease = generations.lease(store)
    try:
        checksums.verify(generation)
        with explained(store):
            files = dict(_files(store, generation))
        missing = len(_wanted_originals(generation, store) - {name.partition("/")[2] for name in files})
        with explained(output), replacing(output) as stream:
            size = _write(stream, output, generation.name, files)
        return BackedUp(generation.name, len(files), size, missing)
    finally:
        generations.release(lease)


def _files(store: Path, generation: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(generation.iterdir()):
        yield f"gen/{path.name}", path
    for name, path in sorted(generations.beside_files(generation).items()):
        yield f"beside/{name}", path
    for digest in sorted(_wanted_originals(generation, store)):
        if (path := originals.kept(store) / digest).is_file():
            yield f"originals/{digest}", path
    for name in KEPT_BESIDE:
        path = store / name
        for file in sorted(path.iterdir()) if path.is_dir() else [path] if path.is_file() else []:
            member = f"{name}/{file.name}" if path.is_dir() else name
            if file.is_file() and _MEMBER.fullmatch(member):
                yield member, file


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


def _write(stream: BinaryIO, output: Path, generation: str, files: dict[str, Path]) -> int:
    compressed = output.name.endswith((".gz", ".tgz"))
    digests = {name: _digest(path) for name, path in files.items()}
    manifest = {
        "format": FORMAT,
        "generation": generation,
        "files": {name: list(told) for name, told in digests.items()},
    }
    with tarfile.open(fileobj=stream, mode="w:gz" if compressed else "w", format=tarfile.PAX_FORMAT) as archive:
        data = json.dumps(manifest, ensure_ascii=False).encode()
        archive.addfile(_member(_MANIFEST, len(data)), io.BytesIO(data))
        for name, path in files.items():
            with path.open("rb") as file:
                archive.addfile(_member(name, digests[name][1]), file)
    return sum(size for _, size in digests.values())


def _member(name: str, size: int) -> tarfile.TarInfo:
    """A member without owner and time: the same store gives the same archive."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


def _digest(path: Path) -> tuple[str, int]:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size


def restore(file: Path, store: Path, *, replace: bool = False) -> BackedUp:
    """Make the content of a backup that of a store, in a new folder, or with `replace` in the place of what a store holds.

    Nothing changes unless every file is as it was backed up. Raises StoreError for a file that is no backup or is damaged, and for a
    store that holds something already.
    """
    with explained(file), _opened(file) as archive, explained(store):
        manifest = _manifest(archive, file)
        generations.create(store)
        lock = generations.claim(store)
        try:
            if generations.current(store) is not None and not replace:
                raise StoreError(
                    f"{store}: holds a store already; restore into another folder, or give --replace",
                    f"{store}：已有图谱库；请恢复到另一个文件夹，或者加上 --replace",
                )
            generations.sweep(store)
            generation = generations.following(store)
            with _cleaned(store, generation):
                found = _extract(archive, file, manifest, store, generation)
            _settle_beside(store, generation)
            generations.make_current(store, generation)
            generations.sweep(store)
        finally:
            generations.release(lock)
    return found


@contextmanager
def _cleaned(store: Path, generation: Path) -> Iterator[None]:
    """Remove what was extracted where the block fails."""
    shutil.rmtree(_incoming(store), ignore_errors=True)
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
        format = told["format"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _no_backup(file, "its manifest cannot be read") from None
    if format != FORMAT:
        raise _no_backup(file, f"its format is {format!r}, this version reads {FORMAT!r}")
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
            if _copy(_stream(archive, member), path) != told[0]:
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
    """Put originals, questions and the log in their places. Originals are named by their content, so those that are there stay."""
    incoming = _incoming(store)
    for name in ("originals", *KEPT_BESIDE):
        if (path := incoming / name).is_dir():
            (store / name).mkdir(exist_ok=True, mode=0o700)
            for file in path.iterdir():
                file.replace(store / name / file.name)
        elif path.is_file():
            path.replace(store / name)
    for file in generations.beside_files(generation).values():
        sync(file)
    shutil.rmtree(incoming, ignore_errors=True)


def _copy(stream: IO[bytes], path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("wb") as file:
        while piece := stream.read(_PIECE):
            digest.update(piece)
            file.write(piece)
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
