"""Back up a store into one file: its current generation with everything published with it, originals, own questions, the log.

The file is a tar archive; `.tar.gz` and `.tgz` are compressed. Its first member, `manifest.json`, gives the format of the store, and
the size and SHA-256 of each other member. Reads and builds may go on meanwhile: the backup leases the generation, which never
changes, and reads questions and log once, into memory. If a build that ends meanwhile removes originals, the backup starts again
with the new generation. `graph.store.restoring` restores a backup.
"""

import hashlib
import io
import json
import re
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from graph.store import audit, checksums, generations, originals
from graph.store.atomic import replacing
from graph.store.errors import StoreError
from graph.store.generations import explained
from graph.store.settling import QUESTIONS, settle_if_free

FORMAT = "zhengmai backup 1"
MANIFEST = "manifest.json"
# Names of own questions may have letters of any script.
MEMBER = re.compile(r"gen/\w[\w.-]*|beside/\w[\w.-]*|originals/[0-9a-f]{64}|questions/\w[\w-]*\.rq|audit\.jsonl")
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class BackedUp:
    """The content of a backup. size: bytes of its files. missing: originals that the store should keep but lacks."""

    generation: str
    files: int
    size: int
    missing: int = 0


def back_up(store: Path, output: Path) -> BackedUp:
    """Write a store's current generation and what belongs to it into one file; check each file against its checksum.

    The file has mode 600, because it contains the log and the originals. Raises StoreError for a store that is absent or damaged,
    for an own question whose name a tar archive cannot hold, and if the file cannot be written.
    """
    with explained(store):
        generations.check(store)
        settle_if_free(store)
    for number in range(1, _ATTEMPTS + 1):
        if (written := _attempt(store, output, last=number == _ATTEMPTS)) is not None:
            return written
    raise StoreError(
        f"{store}: builds removed originals while they were backed up: run it again when no build runs",
        f"{store}：备份期间有构建删除了原件，请在没有构建时重新备份",
    )


def _attempt(store: Path, output: Path, *, last: bool) -> BackedUp | None:
    """Back up the current generation; return None if a build that ended meanwhile removed some of its originals.

    last: report missing originals instead of returning None.
    """
    with explained(store):
        generation, lease = generations.lease(store)
    try:
        checksums.verify(generation)
        with explained(store):
            files = dict(_files(store, generation))
        missing = len(_wanted_originals(generation, store) - {name.partition("/")[2] for name in files})
        if missing and not last and _superseded(store, generation):
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
    """Raised for a file that was listed and is no longer there."""


_Source = Path | bytes
"""A file that does not change, or the content of one that does, read once."""


def _files(store: Path, generation: Path) -> Iterator[tuple[str, _Source]]:
    # Copy originals first: a build may remove them.
    for digest in sorted(_wanted_originals(generation, store)):
        if (path := originals.kept(store) / digest).is_file():
            yield f"originals/{digest}", path
    for path in sorted(generation.iterdir()):
        yield f"gen/{path.name}", path
    for name, path in sorted(generations.beside_files(generation).items()):
        yield f"beside/{name}", path
    questions = store / QUESTIONS
    for file in sorted(questions.iterdir()) if questions.is_dir() else ():
        if not file.name.endswith(".rq"):
            continue
        if not MEMBER.fullmatch(member := f"{QUESTIONS}/{file.name}"):
            raise StoreError(
                f"{file}: a backup cannot hold a question of this name: letters, digits, - and _; rename it",
                f"{file}：备份不接受这样的查询名称，请改名（只用文字、数字、- 和 _）",
            )
        with suppress(FileNotFoundError):  # removed since the folder was listed
            yield member, file.read_bytes()
    with suppress(FileNotFoundError):
        yield audit.NAME, audit.path_of(store).read_bytes()


def _wanted_originals(generation: Path, store: Path) -> set[str]:
    """Return the SHA-256 of each source of a generation; none if the store keeps no originals."""
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
        archive.addfile(_member(MANIFEST, len(data)), io.BytesIO(data))
        for name, source in files.items():
            with io.BytesIO(source) if isinstance(source, bytes) else _opened_file(source) as file:
                archive.addfile(_member(name, digests[name][1]), hashed := _Hashed(file))
            if hashed.digest.hexdigest() != digests[name][0]:
                raise _changed(name)
    return sum(size for _, size in digests.values())


class _Hashed(io.RawIOBase):
    """A file that computes the SHA-256 of what is read from it."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.digest.update(data)
        return data


def _opened_file(path: Path) -> io.BufferedReader:
    """Open a file to back up. Raises _GoneError."""
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise _GoneError(str(path)) from None


def _member(name: str, size: int) -> tarfile.TarInfo:
    """Make an archive member without owner and time, so that the same store gives the same archive."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


def _digest(name: str, source: _Source) -> tuple[str, int]:
    """Return the SHA-256 and the size of a file. Raises StoreError if an original does not have the digest in its name."""
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
