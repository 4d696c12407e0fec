"""Checksums of what a build publishes: `gen-<n>.sha256` beside the generation, a line a file: digest, size, name.

A reader looks cheaply: at all sizes, and at the content of small files, or of all where the generation is small. `verify` reads it all.
"""

import os
import re
from hashlib import file_digest
from pathlib import Path

from graph.store.atomic import replacing
from graph.store.errors import StoreError

NAME = "sha256"
"""What stands behind the generation's name in that of the file."""
_SMALL_FILE, _SMALL_GENERATION = 1 << 20, 64 << 20  # bytes
_DATA_FILE = re.compile(r"(/[^\n]*/gen-\d+)/([\w.-]+)")
# What this process has looked at: the files' names, sizes, times and inodes then, by generation.
_seen: dict[Path, tuple[tuple[str, int, int, int], ...]] = {}


def write(generation: Path, before: Path | None = None) -> None:
    """Write the checksums of a closed generation.

    before: the generation that it began as. A file that both have (one inode) keeps the checksum with which it was published, so that
    a file that was damaged since is still known as damaged.
    """
    known = (_read(before) or {}) if before else {}
    inodes = {name: inode for name, _, _, inode in _stats(before)} if before else {}
    with replacing(_file(generation)) as file:
        for name, size, _, inode in _stats(generation):
            digest, old_size = known.get(name, ("", -1))
            if inodes.get(name) != inode or old_size != size:
                digest = _digest(generation / name)
            file.write(f"{digest} {size} {name}\n".encode())


def check(generation: Path) -> None:
    """Look cheaply whether a generation is as it was published. Raises StoreError; one without checksums is believed."""
    stats = _stats(generation)
    if _seen.get(generation) == stats:
        return
    published = _read(generation)
    if published is not None:
        sizes = {name: size for name, size, _, _ in stats}
        whole = sum(sizes.values()) <= _SMALL_GENERATION
        for name, (digest, size) in published.items():
            if sizes.get(name) != size or ((whole or size <= _SMALL_FILE) and _digest(generation / name) != digest):
                raise _damaged(generation, name)
    _seen[generation] = stats


def verify(generation: Path) -> int:
    """Read all files of a generation; the number of bytes. Raises StoreError for the first that is not as it was published."""
    published = _read(generation)
    if published is None:
        raise StoreError(
            f"{generation}: has no checksums, an older version built it: build again",
            f"{generation}：没有校验和（由旧版本构建），请重新构建",
        )
    for name, (digest, size) in published.items():
        file = generation / name
        if not file.is_file() or file.stat().st_size != size or _digest(file) != digest:
            raise _damaged(generation, name)
    return sum(size for _, size in published.values())


def explained_damage(error: BaseException) -> StoreError | None:
    """What to tell where the engine met a damaged file while it read; None for an error of another kind.

    RocksDB checks each block that it reads, and tells only in words which file is wrong.
    """
    if isinstance(error, StoreError) or "Corruption" not in (said := str(error)):
        return None
    found = _DATA_FILE.search(said)
    if found is None:
        return StoreError(
            "the store is damaged: `zhengmai verify` says which file; restore a copy, or build into a new folder",
            "图谱库已损坏：zhengmai verify 可指出哪个文件；请恢复备份，或在新文件夹中重建",
        )
    return _damaged(Path(found[1]), found[2])


def _file(generation: Path) -> Path:
    return generation.with_name(f"{generation.name}.{NAME}")


def _stats(generation: Path) -> tuple[tuple[str, int, int, int], ...]:
    with os.scandir(generation) as entries:
        return tuple(
            sorted(
                (entry.name, found.st_size, found.st_mtime_ns, found.st_ino)
                for entry in entries
                if (found := entry.stat())
            )
        )


def _read(generation: Path) -> dict[str, tuple[str, int]] | None:
    try:
        lines = _file(generation).read_text("utf-8").splitlines()
        found = [line.split(" ", 2) for line in lines]
        return {name: (digest, int(size)) for digest, size, name in found}
    except FileNotFoundError:
        return None
    except ValueError:
        raise _damaged(generation, NAME) from None


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _damaged(generation: Path, name: str) -> StoreError:
    return StoreError(
        f"{generation.parent}: damaged, {generation.name}/{name} is not as it was published: restore a copy, or build into a new folder",
        f"{generation.parent}：已损坏，{generation.name}/{name} 与发布时不符，请恢复备份，或在新文件夹中重建",
    )
