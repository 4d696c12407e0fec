"""Find the files that a build reads, and their names."""

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.read.decode import MEDIA_TYPES, ReadError

STANDARD_INPUT = "-"
_ABOUT = {"README", "LICENSE", "CHANGELOG", "CONTRIBUTING"}  # these describe a folder and are not texts of it


class InputError(ValueError):
    """A path that a build cannot use. The message is one line: what is wrong, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read. name: relative to the folder that was given (the file's own name when it was given outright).

    refused: why it is not read (a device, a link out of the folder, a folder without permission); it is reported as an issue.
    """

    name: str
    path: Path | None
    refused: ReadError | None = None

    def read(self) -> bytes:
        """Return the bytes. Raises OSError, and ReadError if the input is refused."""
        if self.refused is not None:
            raise self.refused
        return sys.stdin.buffer.read() if self.path is None else self.path.read_bytes()


def find(paths: Iterable[str | Path], *, follow_links: bool = False) -> list[Input]:
    """Expand files, folders and `-` into inputs, sorted by name.

    Folders are searched for texts (`.txt`, `.md`); hidden files and folders are skipped. follow_links: also read links that lead
    out of the folder; otherwise they are refused inputs. What is not a file, or cannot be looked at, is a refused input too.
    Raises InputError: a path that is not there, a folder without texts, two inputs of one name.
    """
    found: dict[str, Input] = {}
    for given in paths:
        for item in _expand(given, follow_links):
            if item.name in found:
                raise InputError(
                    f"{printable(str(given))}: a second input named {item.name}; build the two from their common folder, or "
                    "rename one"
                )
            found[item.name] = item
    return [found[name] for name in sorted(found)]


def printable(name: str) -> str:
    """Return a file name as text. Bytes that are not UTF-8 are read as GB18030, in which older systems wrote Chinese names; bytes
    that are not that either are escaped (`\\xff`)."""
    data = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", errors="backslashreplace")


def _expand(given: str | Path, follow_links: bool) -> Iterator[Input]:
    if str(given) == STANDARD_INPUT:
        yield Input("stdin.txt", None)
        return
    path = Path(given)
    if path.is_dir():
        texts = list(_walk(path, follow_links))
        if not texts:
            raise InputError(
                f"{printable(str(path))}: no .txt or .md file in this folder; name a folder that holds gazettes as text"
            )
        yield from texts
    elif path.exists():
        # A pipe that is named outright is read: `zhengmai build <(command)`.
        yield Input(printable(path.name), path, _refusal(path, None, pipes=True))
    else:
        raise InputError(f"{printable(str(path))}: no such file or folder; check the path")


def _walk(root: Path, follow_links: bool) -> Iterator[Input]:
    """The texts below a folder, and what has to be refused there."""
    unreadable: list[OSError] = []
    real = root.resolve()
    seen: set[Path] = set()  # a link may lead back to a folder above it
    for folder, folders, files in os.walk(root, onerror=unreadable.append, followlinks=follow_links):
        if follow_links:
            here = Path(folder).resolve()
            if here in seen:
                folders.clear()
                continue
            seen.add(here)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            path = Path(folder) / name
            if not follow_links and path.is_symlink() and not path.resolve().is_relative_to(real):
                yield Input(_relative(path, root), path, _OUTSIDE)
        for name in sorted(files):
            path = Path(folder) / name
            if not name.startswith(".") and path.suffix.lower() in MEDIA_TYPES and path.stem.upper() not in _ABOUT:
                yield Input(_relative(path, root), path, _refusal(path, None if follow_links else real))
    for error in unreadable:
        reason = error.strerror or type(error).__name__
        refused = ReadError("unreadable", f"the folder cannot be read: {reason}", f"无法读取文件夹：{reason}")
        path = Path(error.filename)
        yield Input(_relative(path, root) or root.name, path, refused)


def _relative(path: Path, root: Path) -> str:
    return printable(path.relative_to(root).as_posix()) if path != root else ""


_OUTSIDE = ReadError(
    "link-outside",
    "a link that leads out of the folder is not followed; use --follow-links, or name its target",
    "链接指向文件夹之外，未读取；请使用 --follow-links，或直接指定目标",
)
_NOT_A_FILE = ReadError(
    "not-a-file", "a pipe, a device or a socket is not a text; it is passed over", "管道、设备或套接字不是文本，已跳过"
)


def _refusal(path: Path, root: Path | None, *, pipes: bool = False) -> ReadError | None:
    """Return why a path is not read; None if it is. root: the folder out of which links are not followed. pipes: read pipes."""
    if root is not None and path.is_symlink() and not path.resolve().is_relative_to(root):
        return _OUTSIDE
    try:
        mode = path.stat().st_mode
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return ReadError("unreadable", f"cannot be read: {reason}", f"无法读取：{reason}")
    return None if stat.S_ISREG(mode) or (pipes and stat.S_ISFIFO(mode)) else _NOT_A_FILE
