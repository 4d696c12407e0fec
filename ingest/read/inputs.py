"""Find the files that a build reads, and their names."""

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.model.known import KnownFacts
from ingest.read.address import Address, AddressError, Carried, is_address, shown
from ingest.read.beside import TABLE, names_beside, read_rows, sidecars
from ingest.read.decode import ReadError
from ingest.read.known import sidecar
from ingest.read.unread import belongs_to_page, kind

STANDARD_INPUT = "-"
_ABOUT = {"README", "LICENSE", "CHANGELOG", "CONTRIBUTING"}  # these describe a folder and are not texts of it


class InputError(ValueError):
    """A path that a build cannot use. The message is one line: what is wrong, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read. name: relative to the folder that was given (the file's own name when it was given outright).

    path: None for standard input. refused: why it is not read (a device, a link out of the folder, a folder without permission); it
    is reported as an issue. beside: name and path of files with metadata of it (`FILE.json`, `FILE.yaml`). rows: the metadata in
    tables of its folder.
    """

    name: str
    path: Path | Address | Carried | None
    refused: ReadError | None = None
    beside: tuple[tuple[str, Path | Address | Carried], ...] = ()
    rows: tuple[KnownFacts, ...] = ()

    def read(self) -> bytes:
        """Return the bytes. Raises OSError, and ReadError if the input is refused."""
        if self.refused is not None:
            raise self.refused
        if self.path is not None:
            return self.path.read_bytes()
        if sys.stdin is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return sys.stdin.buffer.read()

    def known(self) -> Iterator[KnownFacts]:
        """Read the metadata in the files beside it. Raises OSError."""
        for name, path in self.beside:
            yield sidecar(path.read_bytes(), name)
        yield from self.rows

    def size(self) -> int | None:
        """Return the bytes of a file of this machine; None for others, and where it cannot be looked at."""
        try:
            return self.path.stat().st_size if isinstance(self.path, Path) else None
        except OSError:
            return None

    @property
    def is_shared(self) -> bool:
        """Return whether other machines can read it where it is."""
        return self.refused is None and isinstance(self.path, Address) and self.path.shared

    def lasting(self) -> "Input":
        """Return an input that can be read more than once, and by other processes of this machine: the bytes of standard input and of
        a pipe are in it. One that cannot be read is refused. Never raises because of its content."""
        try:
            piped = self.path is None or (isinstance(self.path, Path) and self.path.is_fifo())
            return replace(self, path=Carried(self.read())) if piped and self.refused is None else self
        except OSError as error:
            return replace(self, refused=_unreadable(error))

    def carried(self) -> "Input":
        """Return the same input with its bytes in it, for a process that cannot open its path. Raises what `read` raises."""
        beside = tuple((name, Carried(path.read_bytes())) for name, path in self.beside)
        return replace(self, path=Carried(self.read()), beside=beside)


@dataclass(frozen=True, slots=True)
class Survey:
    """inputs: sorted by name. passed_over: the files of the folders that are not read, by kind; names sorted."""

    inputs: list[Input]
    passed_over: dict[str, list[str]] = field(default_factory=dict)


def find(paths: Iterable[str | Path], *, follow_links: bool = False) -> list[Input]:
    """Return the inputs of `survey`. Raises InputError."""
    return survey(paths, follow_links=follow_links).inputs


def survey(paths: Iterable[str | Path], *, follow_links: bool = False) -> Survey:
    """Expand files, folders, addresses of fsspec (`s3://…`) and `-` into inputs.

    Folders are searched for documents, which are known by their content (`sniff`); plain text is taken under a text's or a
    document's suffix only, for data and programs are texts too. Hidden files and folders are skipped. follow_links: also read
    links that lead out of the folder; otherwise they are refused inputs. What is not a file, or cannot be looked at, is a refused
    input too. Raises InputError: a path that is not there, an address that does not answer or contains a password, a folder without
    documents, two inputs of one name.
    """
    found: dict[str, Input] = {}
    passed: dict[str, list[str]] = {}
    for given in paths:
        for item in _expanded(given, follow_links, passed):
            if item.name in found:
                raise InputError(
                    f"{_shown(given)}: a second input named {item.name}; build the two from their common folder, or "
                    "rename one"
                )
            found[item.name] = item
    return Survey([found[name] for name in sorted(found)], {name: sorted(passed[name]) for name in sorted(passed)})


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


def _expanded(given: str | Path, follow_links: bool, passed: dict[str, list[str]]) -> Iterator[Input]:
    try:
        yield from _expand(given, follow_links, passed)
    except OSError as error:
        raise InputError(f"{_shown(given)}: cannot be read: {error.strerror or type(error).__name__}") from error


def _expand(given: str | Path, follow_links: bool, passed: dict[str, list[str]]) -> Iterator[Input]:
    if str(given) == STANDARD_INPUT:
        yield Input("stdin.txt", None)
        return
    path = _place(given)
    if path.is_dir():
        documents = list(_walk(path, follow_links, passed))
        if not documents:
            raise InputError(
                f"{printable(str(path))}: no document in this folder; name one that holds texts (.txt, .md), web pages, Word, PDF "
                "or OFD files"
            )
        yield from documents
    elif path.exists():
        # A pipe that is named outright is read: `zhengmai build <(command)`.
        folder = path.parent if isinstance(path, Address) else path.absolute().parent
        told = sidecars([path.name, *(name for name in names_beside(path.name) if (folder / name).is_file())])
        said = tuple((printable(name), folder / name) for name in told.get(path.name, ()))
        row = _rows(folder, folder).get(path.name, ())
        yield Input(printable(path.name), path, _refusal(path, None, pipes=True), said, row)
    else:
        raise InputError(f"{printable(str(path))}: no such file or folder; check the path")


def _place(given: str | Path) -> Path | Address:
    """Parse a path or an address. Raises InputError."""
    if not is_address(given):
        return Path(given)
    try:
        return Address.parse(str(given))
    except AddressError as error:
        raise InputError(f"{_shown(given)}: {error}") from None


def _shown(given: str | Path) -> str:
    return printable(shown(str(given)) if is_address(given) else str(given))


def _walk(root: Path | Address, follow_links: bool, passed: dict[str, list[str]]) -> Iterator[Input]:
    """Yield the documents below a folder, and what has to be refused there. passed: takes the names of other files, by kind."""
    unreadable: list[OSError] = []
    real = None if follow_links or isinstance(root, Address) else root.resolve()
    for folder, folders, files in _folders(root, follow_links, unreadable.append):
        stems = {Path(name).stem for name in files}
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not belongs_to_page(name, stems))
        for name in folders:
            path = folder / name
            if _leads_out(path, real):
                yield Input(_relative(path, root), path, _OUTSIDE)
        rows = _rows(folder, root)
        told = sidecars(files)
        beside = {file for several in told.values() for file in several}
        for name in sorted(files):
            path = folder / name
            if name.startswith(".") or path.stem.upper() in _ABOUT or name == TABLE or name in beside:
                continue
            refused = _refusal(path, real)
            unread = kind(path) if refused is None else None
            if unread is None:
                said = tuple((_relative(folder / file, root), folder / file) for file in told.get(name, ()))
                yield Input(_relative(path, root), path, refused, said, rows.pop(name, ()))
            else:
                passed.setdefault(unread, []).append(_relative(path, root))
        if rows:
            passed.setdefault(f"row of {TABLE} without its text", []).extend(sorted(rows))
    for error in unreadable:
        reason = error.strerror or type(error).__name__
        closed = ReadError("unreadable", f"the folder cannot be read: {reason}", f"无法读取文件夹：{reason}")
        path = replace(root, at=str(error.filename)) if isinstance(root, Address) else Path(error.filename)
        yield Input(_relative(path, root) or root.name, path, closed)


def _folders(
    root: Path | Address, follow_links: bool, failed: Callable[[OSError], object]
) -> Iterator[tuple[Path | Address, list[str], list[str]]]:
    """Yield each folder with the names of its folders, which the caller may remove, and of its files. failed: called with errors."""
    if isinstance(root, Address):
        yield from root.walk(failed)
        return
    seen: set[Path] = set()  # a link may lead back to a folder above it
    for name, folders, files in os.walk(root, onerror=failed, followlinks=follow_links):
        folder = Path(name)
        if follow_links:
            if (here := folder.resolve()) in seen:
                folders.clear()
                continue
            seen.add(here)
        yield folder, folders, files


def _rows(folder: Path | Address, root: Path | Address) -> dict[str, tuple[KnownFacts, ...]]:
    """Read the tables with metadata of a folder's texts. Raises InputError for one that cannot be read."""
    try:
        return read_rows(folder, root)
    except ReadError as error:
        raise InputError(f"{printable(str(folder))}: {error.message_en}") from error


def _relative(path: Path | Address, root: Path | Address) -> str:
    return printable(path.relative_to(root).as_posix()) if path != root else ""  # type: ignore[arg-type]  # both of one kind


def _leads_out(path: Path | Address, root: Path | None) -> bool:
    """Return whether a path is a link out of a folder. root: None where all links are followed."""
    return root is not None and isinstance(path, Path) and path.is_symlink() and not path.resolve().is_relative_to(root)


def _unreadable(error: OSError) -> ReadError:
    reason = error.strerror or type(error).__name__
    return ReadError("unreadable", f"cannot be read: {reason}", f"无法读取：{reason}")


_OUTSIDE = ReadError(
    "link-outside",
    "a link that leads out of the folder is not followed; use --follow-links, or name its target",
    "链接指向文件夹之外，未读取；请使用 --follow-links，或直接指定目标",
)
_NOT_A_FILE = ReadError(
    "not-a-file", "a pipe, a device or a socket is not a text; it is passed over", "管道、设备或套接字不是文本，已跳过"
)


def _refusal(path: Path | Address, root: Path | None, *, pipes: bool = False) -> ReadError | None:
    """Return why a path is not read; None if it is. root: the folder out of which links are not followed. pipes: read pipes."""
    if isinstance(path, Address):
        return None  # those systems know files and folders only
    if _leads_out(path, root):
        return _OUTSIDE
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return _unreadable(error)
    return None if stat.S_ISREG(mode) or (pipes and stat.S_ISFIFO(mode)) else _NOT_A_FILE
