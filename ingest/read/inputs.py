"""Find the files that a build reads, and their names."""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.read.decode import MEDIA_TYPES

STANDARD_INPUT = "-"
_ABOUT = {"README", "LICENSE", "CHANGELOG", "CONTRIBUTING"}  # these describe a folder and are not texts of it


class InputError(ValueError):
    """A path that a build cannot use. The message is one line: what is wrong, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read. name: relative to the folder that was given (the file's own name when it was given outright)."""

    name: str
    path: Path | None

    def read(self) -> bytes:
        """Return the bytes. Raises OSError."""
        return sys.stdin.buffer.read() if self.path is None else self.path.read_bytes()


def find(paths: Iterable[str | Path]) -> list[Input]:
    """Expand files, folders and `-` into inputs, sorted by name.

    Folders are walked for texts (`.txt`, `.md`); hidden files and folders are passed over, links to folders not followed.
    Raises InputError: a path that is not there, a folder without texts, two inputs of one name.
    """
    found: dict[str, Input] = {}
    for given in paths:
        for item in _expand(given):
            if item.name in found:
                raise InputError(
                    f"{given}: a second input named {item.name}; build the two from their common folder, or rename one"
                )
            found[item.name] = item
    return [found[name] for name in sorted(found)]


def _expand(given: str | Path) -> Iterator[Input]:
    if str(given) == STANDARD_INPUT:
        yield Input("stdin.txt", None)
        return
    path = Path(given)
    if path.is_dir():
        texts = list(_walk(path))
        if not texts:
            raise InputError(f"{path}: no .txt or .md file in this folder; name a folder that holds gazettes as text")
        yield from texts
    elif path.exists():
        yield Input(path.name, path)
    else:
        raise InputError(f"{path}: no such file or folder; check the path")


def _walk(root: Path) -> Iterator[Input]:
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(folder) / name
            if not name.startswith(".") and path.suffix.lower() in MEDIA_TYPES and path.stem.upper() not in _ABOUT:
                yield Input(path.relative_to(root).as_posix(), path)
