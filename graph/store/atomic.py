"""Files that are either the old ones or the new ones, never half of each."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """Write `path` beside itself (`<name>.new`), and put it in place when the block ends well.

    private: nobody else may read the file (mode 600), at no time.
    A pipe or a device (`/dev/stdout`) is written into, never replaced. Raises OSError (full disk, no permission); then
    `path` is what it was and nothing is left beside it.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as stream:
            yield stream
        return
    beside = path.with_name(path.name + ".new")
    try:
        if private:
            beside.unlink(missing_ok=True)  # one that a killed process left may be open to others
        with open(beside, "wb", opener=_open_private if private else None) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync(path.parent)


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def sync(path: Path) -> None:
    """Have the disk hold a file's content, or the names in a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
