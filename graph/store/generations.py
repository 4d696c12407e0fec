"""The folder of a store: which generation is current, who reads it, who builds the next.

    format      the version of this layout
    CURRENT         the name of the published generation
    gen-<n>/        one Oxigraph database each, never changed once published
    gen-<n>.sha256  its checksums
    gen-<n>.written how many bytes updates have written since its database was last compacted
    gen-<n>.delta   which triples the last builds have changed (`graph.store.delta`)
    gen-<n>.derived which index of titles belongs to its derived graph
    gen-<n>.documents   for the list and for searching: which files `gen-<n>.documents-<k>` hold the documents (`graph.derive.kept`)
    titles.sqlite   that index: a cache, made anew where it is missing or another generation's
    gen-<n>.*       what a build publishes with it, such as its issues
    findings*.sqlite  what validations found: a cache (`shapes.kept`)
    catalogue-*.sqlite  what pages list of the whole store: a cache (`graph.records.catalogue`)
    gen-<n>.sources.jsonl, earlier/   what builds did with sources, and what these said before (`graph.store.earlier`)
    restoring/      what a restored backup brings beside its graph (`graph.store.settling`)

Locks are `flock`s on the folders themselves: a reader needs no write permission, and a killed process leaves none.
"""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.store.atomic import replacing, sync
from graph.store.errors import BusyError, StoreError

FORMAT = "zhengmai store 5"
IN_STEP = "derived"
"""The suffix of the file that names the index with which a generation's derived graph is in step (`graph.derive.renewed`)."""
SOURCES = "sources.jsonl"
"""The suffix of the file that records what builds did with sources (`graph.store.earlier`)."""
DOCUMENTS = "documents"
"""The suffix of the file that lists in which files documents are kept; theirs is this one with a number (`graph.derive.kept`)."""
FINDINGS = "findings"
"""Prefix of the names of files with cached findings."""
CATALOGUES = "catalogue"
"""Prefix of the names of files with catalogues (`graph.records.catalogue`)."""
_CACHES = (FINDINGS, CATALOGUES)
LOCK = ".lock"
"""The suffix of a file that is locked while a cache is being made."""
_MARKER, _POINTER = "format", "CURRENT"
_NAME = re.compile(r"gen-(\d{1,18})")
_BESIDE = re.compile(r"(gen-\d{1,18})\..+")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn an OSError of the block into a StoreError about `path`.

    Oxigraph's own OSErrors have no `errno`; RocksDB's text is the only sign of a full disk.
    """
    try:
        yield
    except OSError as error:
        reason = " ".join((error.strerror or str(error)).split())
        if any(sign in reason for sign in ("No space left", "File too large", "quota exceeded")):
            raise StoreError(
                f"{path}: the disk is full; what was there before is kept whole: free some space and run it again",
                f"{path}：磁盘已满；原有内容完好无损，请清理空间后重试",
            ) from error
        raise StoreError(
            f"{path}: {reason}; what was there before is kept: check the path and its permissions",
            f"{path}：{reason}；原有内容未变，请检查路径和权限",
        ) from error


def check(root: Path) -> None:
    """Raise StoreError unless `root` is a store of this format; nothing is touched."""
    if not (root / _MARKER).is_file():
        if root.is_dir() and any(root.iterdir()):
            raise StoreError(
                f"{root}: not a store (it has no file `{_MARKER}`): give another folder",
                f"{root}：不是政脉图谱库（缺少 {_MARKER} 文件），请换一个文件夹",
            )
        raise StoreError(
            f"{root}: there is no store here: build one with `zhengmai build PATH --store {root}`",
            f"{root}：此处没有图谱库，请先运行 zhengmai build PATH --store {root}",
        )
    found = (root / _MARKER).read_bytes()[:80].decode("utf-8", "replace").strip()
    if found != FORMAT:
        raise StoreError(
            f"{root}: its format is {found!r}, this version of zhengmai reads {FORMAT!r}: "
            "build into a new folder, or use the version that made it",
            f"{root}：格式为 {found!r}，本版本只能读取 {FORMAT!r}，请在新文件夹中重建，或使用原来的版本",
        )


def create(root: Path) -> None:
    """Make an empty store in a new or empty folder; leave an existing store as it is.

    Raises StoreError for a folder that contains anything else.
    """
    root.mkdir(parents=True, exist_ok=True)
    # A process killed right here leaves `format.new` and nothing else: still an empty folder.
    if {entry.name for entry in root.iterdir()} <= {_MARKER + ".new"}:
        with replacing(root / _MARKER) as file:
            file.write(f"{FORMAT}\n".encode())
    check(root)


def current(root: Path) -> Path | None:
    """Return the published generation, None before the first build. Raises StoreError when it is missing."""
    name = _pointed(root)
    while name is not None:
        if _NAME.fullmatch(name) and (root / name).is_dir():
            return root / name
        if name == (name := _pointed(root)):  # else a build published and swept since we looked
            break
    if name is None:
        return None
    raise StoreError(
        f"{root}: damaged, {_POINTER} names {name!r}, which is missing: build into a new folder, or restore a copy",
        f"{root}：已损坏，{_POINTER} 所指的 {name!r} 不存在，请在新文件夹中重建，或恢复备份",
    )


def identity(root: Path) -> str:
    """Return a key that changes when a build changes the store, and when another store is put in its place. Raises StoreError.

    Empty before the first build. A build or a copy writes the pointer anew, so that its inode and time differ.
    """
    with explained(root):
        check(root)
        generation = current(root)
        if generation is None:
            return ""
        pointer = (root / _POINTER).stat()
        return f"{generation.name}.{pointer.st_ino:x}.{pointer.st_mtime_ns:x}"


def following(root: Path) -> Path:
    """Return a name that no generation has or had since the last sweep, and that the pointer does not have (its generation may be lost)."""
    pointed = _NAME.fullmatch(_pointed(root) or "")
    taken = [int(pointed[1]) if pointed else 0, *(number for number, _ in _generations(root))]
    return root / f"gen-{max(taken) + 1}"


def make_current(root: Path, generation: Path) -> None:
    """Make a closed generation the current one, at once and for good (it survives a power cut)."""
    for file in generation.iterdir():
        sync(file)
    sync(generation)
    sync(root)
    with replacing(root / _POINTER) as pointer:
        pointer.write(f"{generation.name}\n".encode())


def sweep(root: Path) -> None:
    """Remove what killed builds left, and old generations that nobody reads. Needs the build lock."""
    kept = current(root)
    for _, generation in _generations(root):
        if generation == kept:
            continue
        descriptor = os.open(generation, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(generation)
        except BlockingIOError:
            pass  # somebody reads it; a later build removes it
        finally:
            release(descriptor)
    for cache in _CACHES:
        for left in root.glob(f"{cache}*.new"):  # of a killed process; one that still runs keeps nothing then
            left.unlink(missing_ok=True)
    for entry in list(root.iterdir()):
        match = _BESIDE.fullmatch(entry.name)
        if match is None:
            continue
        # `.tmp` and `.new` are what a killed build was still writing.
        if entry.suffix not in (".tmp", ".new") and (root / match[1]).is_dir():
            continue
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def forget_caches(root: Path) -> None:
    """Remove the findings and the catalogues that are kept. Raises OSError."""
    for cache in _CACHES:
        for file in root.glob(f"{cache}*"):
            if file.suffix != LOCK:  # who waits for it has it open
                file.unlink(missing_ok=True)


def beside(generation: Path, name: str) -> Path:
    """Return the path of a file that is published with a generation."""
    return generation.with_name(f"{generation.name}.{name}")


def beside_files(generation: Path) -> dict[str, Path]:
    """Return the files that are published with a generation, by name."""
    start = f"{generation.name}."
    found = (entry for entry in generation.parent.iterdir() if entry.name.startswith(start) and entry.is_file())
    return {entry.name.removeprefix(start): entry for entry in found if entry.suffix != ".new"}


def claim(root: Path) -> int:
    """Take the build lock; the descriptor contains it until `release`. Raises StoreError when another build has it."""
    descriptor = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise BusyError(
            f"{root}: another build is writing to this store: wait until it ends, or give another folder",
            f"{root}：另一个构建正在写入，请等待其结束，或换一个文件夹",
        ) from None
    return descriptor


def lease(root: Path) -> tuple[Path, int]:
    """Return the current generation and a descriptor that keeps it from being swept until `release`."""
    while True:
        generation = current(root)
        if generation is None:
            raise StoreError(
                f"{root}: no build has finished here: run `zhengmai build PATH --store {root}`",
                f"{root}：尚无完成的构建，请运行 zhengmai build PATH --store {root}",
            )
        try:
            descriptor = hold(generation)
        except FileNotFoundError:
            continue  # swept since we looked: there is a newer one
        # Only now is it safe from sweeping; it may have been swept while we waited.
        if current(root) == generation:
            return generation, descriptor
        release(descriptor)


def hold(generation: Path) -> int:
    """Return a descriptor that keeps the folder of a generation from being swept until `release`, or until this process ends."""
    descriptor = os.open(generation, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def release(descriptor: int) -> None:
    """Give a lock back, also where a forked child still has the descriptor open."""
    fcntl.flock(descriptor, fcntl.LOCK_UN)
    os.close(descriptor)


def _pointed(root: Path) -> str | None:
    try:
        return (root / _POINTER).read_bytes()[:80].decode("utf-8", "replace").strip()
    except FileNotFoundError:
        return None


def _generations(root: Path) -> list[tuple[int, Path]]:
    named = ((_NAME.fullmatch(entry.name), entry) for entry in root.iterdir())
    return sorted((int(match[1]), entry) for match, entry in named if match)
