"""Replace files atomically: a reader sees the whole old file or the whole new one."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(path: Path, *, private: bool = False, shared: bool = False) -> Iterator[BinaryIO]:
    """Write to `<name>.new` beside `path`, and rename it to `path` if the block succeeds.

    private: the file has mode 600 from the start. shared: several may write it at once, each to `<name>.<letters>.new`.
    A pipe or a device (`/dev/stdout`) is written to, not replaced. Raises OSError (full disk, no permission); then
    `path` is what it was and nothing is left beside it.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as stream:
            yield stream
        return
    beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}.new" if shared else f"{path.name}.new")
    try:
        if private:
            beside.unlink(missing_ok=True)  # a file that a killed process left may be readable by others
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
    """Flush a file's content, or the names in a folder, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
