"""Write and check the checksums of a generation: `gen-<n>.sha256` beside it has one line for each file: digest, size, name.

A reader runs a cheap check: the sizes of all files, and the content of small files (of all files if the generation is small).
`verify` reads every file.
"""

import os
import re
from hashlib import file_digest
from pathlib import Path

from graph.store.atomic import replacing
from graph.store.errors import StoreError

NAME = "sha256"
"""The suffix of the file: `gen-<n>.sha256`."""
_SMALL_FILE, _SMALL_GENERATION = 1 << 20, 64 << 20  # bytes
_DATA_FILE = re.compile(r"(/[^\n]*/gen-\d+)/([\w.-]+)")
# The generations that this process has checked, with the names, sizes, times and inodes of their files at that time.
_seen: dict[Path, tuple[tuple[str, int, int, int], ...]] = {}


def write(generation: Path, before: Path | None = None) -> None:
    """Write the checksums of a closed generation.

    before: the generation that it was copied from. A file that both have (the same inode) keeps the checksum of its publication, so
    that damage since then is still detected.
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
    """Run the cheap check of a generation. Raises StoreError if a file has changed; accepts a generation without checksums."""
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
    """Return the error to show if the engine read a damaged file; None for an error of another kind.

    RocksDB checks each block that it reads, and names the damaged file only in the text of its error.
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
