"""Find the files that a build reads, and their names."""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.read.decode import MEDIA_TYPES
from ingest.read.sniff import HEAD, READ, Format, sniff

STANDARD_INPUT = "-"
_ABOUT = {"README", "LICENSE", "CHANGELOG", "CONTRIBUTING"}  # these describe a folder and are not texts of it
# A text under the name of a document is one that was saved so; other suffixes are those of data and programs.
_DOCUMENTS = frozenset({".doc", ".docx", ".wps", ".rtf", ".pdf", ".ofd", ".html", ".htm", ".mht", ".mhtml"})
_PACKED = (b"PK", b"\xd0\xcf\x11\xe0")  # only the whole file tells what is in it
_SMALLEST_SCAN = 40_000  # bytes: smaller pictures are signs and logos
_PAGE_PARTS = ("_files", ".files", "_文件")  # what browsers put beside a page that they save


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


@dataclass(frozen=True, slots=True)
class Survey:
    """inputs: sorted by name. passed_over: the files of the folders that are not read, by kind; names sorted."""

    inputs: list[Input]
    passed_over: dict[str, list[str]] = field(default_factory=dict)


def find(paths: Iterable[str | Path]) -> list[Input]:
    """The inputs of `survey`. Raises InputError."""
    return survey(paths).inputs


def survey(paths: Iterable[str | Path]) -> Survey:
    """Expand files, folders and `-` into inputs.

    Folders are walked; what a file is its content tells (`sniff`). Plain text is taken under a text's or a document's suffix
    only, for data and programs are texts too. Hidden files and folders are passed over, links to folders not followed.
    Raises InputError: a path that is not there, a folder without documents, two inputs of one name.
    """
    found: dict[str, Input] = {}
    passed: dict[str, list[str]] = {}
    for given in paths:
        for item in _expand(given, passed):
            if item.name in found:
                raise InputError(
                    f"{given}: a second input named {item.name}; build the two from their common folder, or rename one"
                )
            found[item.name] = item
    return Survey([found[name] for name in sorted(found)], {kind: sorted(passed[kind]) for kind in sorted(passed)})


def _expand(given: str | Path, passed: dict[str, list[str]]) -> Iterator[Input]:
    if str(given) == STANDARD_INPUT:
        yield Input("stdin.txt", None)
        return
    path = Path(given)
    if path.is_dir():
        documents = list(_walk(path, passed))
        if not documents:
            raise InputError(
                f"{path}: no document in this folder; name one that holds texts (.txt, .md), web pages, Word, PDF or OFD files"
            )
        yield from documents
    elif path.exists():
        yield Input(path.name, path)
    else:
        raise InputError(f"{path}: no such file or folder; check the path")


def _walk(root: Path, passed: dict[str, list[str]]) -> Iterator[Input]:
    for folder, folders, files in os.walk(root):
        stems = {Path(name).stem for name in files}
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _belongs_to_page(name, stems))
        for name in sorted(files):
            path = Path(folder) / name
            if name.startswith(".") or path.stem.upper() in _ABOUT:
                continue
            item = Input(path.relative_to(root).as_posix(), path)
            kind = _passed_over(path)
            if kind is None:
                yield item
            else:
                passed.setdefault(kind, []).append(item.name)


def _belongs_to_page(folder: str, stems: set[str]) -> bool:
    return any(folder.endswith(end) and folder.removesuffix(end) in stems for end in _PAGE_PARTS)


def _passed_over(path: Path) -> str | None:
    """The kind of a file that is not read; None for one that is, also where only reading it will tell."""
    suffix = path.suffix.lower()
    if suffix in MEDIA_TYPES:
        return None
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
            data = head + file.read() if head.startswith(_PACKED) else head
    except OSError:
        return None if suffix in _DOCUMENTS else f"other file ({suffix or 'no suffix'})"
    format = sniff(data)
    if format is Format.TEXT and suffix not in _DOCUMENTS:
        return f"other text ({suffix or 'no suffix'})"
    if format is Format.IMAGE and path.stat().st_size < _SMALLEST_SCAN:
        return "small picture"
    return None if format in READ or suffix in _DOCUMENTS else format.value
