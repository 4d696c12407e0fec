"""Files and folders at an fsspec address (`s3://…`, `memory://…`), which answer what inputs ask of a `Path`."""

import errno
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(://|::)")
_PASSWORD = re.compile(
    r"(://[^/:@\[]*):(?!:|\d*(?:/|$))[^@]*@"
)  # not a port, an IPv6 host, or the next link of a chain
_QUERY = re.compile(r"\?(?:(?!::)\S)*")  # of each link
_DEEPEST = 64
_MOST = 1_000_000  # files and folders below one address


class AddressError(ValueError):
    """An address that cannot be used. The message is one line without the address."""


def is_address(given: str | Path) -> bool:
    """Return whether a path is an address rather than a name in this machine's file system."""
    if not isinstance(given, str) or _ADDRESS.match(given) is None:
        return False
    return "://" in given or not os.path.lexists(given)  # `甲::乙.txt` may be a file's name


def shown(given: str) -> str:
    """Return an address as it may be printed: without its passwords, and without what follows `?`, which may be a key."""
    return _QUERY.sub("", _PASSWORD.sub(r"\1@", given))


@dataclass(frozen=True, slots=True)
class Address:
    """A file or folder in a file system of fsspec. at: its path there. shared: whether other machines can open it. query: what follows
    `?` in `at`: the file is opened with it, and it is no part of a name.

    Methods raise OSError, whatever the file system raises.
    """

    system: "AbstractFileSystem"
    at: str
    shared: bool = False
    query: str = ""

    @staticmethod
    def parse(given: str) -> "Address | Path":
        """Return what is at an address; a path for `file://`. Raises AddressError. Keys come from fsspec's own settings."""
        if _PASSWORD.search(given):
            raise AddressError(
                "an address does not take a password: set it in fsspec's settings, as FSSPEC_FTP_PASSWORD for ftp://"
            )
        try:
            from fsspec.core import url_to_fs
        except ImportError:
            raise AddressError("addresses need fsspec: pip install 'zhengmai[cluster]'") from None
        try:
            system, at = url_to_fs(given)
        except ImportError as error:  # fsspec says which package opens such addresses
            raise AddressError(_one_line(error)) from None
        except Exception as error:
            raise AddressError(f"not an address: {_one_line(error)}") from None
        protocols = {system.protocol} if isinstance(system.protocol, str) else set(system.protocol)
        if "file" in protocols:
            return Path(at)
        query = next((part for part in _QUERY.findall(given) if part in at), "")
        return Address(system, at.rstrip("/"), "::" not in given and "memory" not in protocols, query.rstrip("/"))

    @property
    def name(self) -> str:
        return self._named(self.at).rpartition("/")[2]

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix

    @property
    def stem(self) -> str:
        return PurePosixPath(self.name).stem

    @property
    def parent(self) -> "Address":
        return replace(self, at=self._named(self.at).rpartition("/")[0], query="")

    def __truediv__(self, name: str) -> "Address":
        return replace(self, at=f"{self.at}/{name}")

    def __str__(self) -> str:
        return str(self.system.unstrip_protocol(self._named(self.at)))

    def relative_to(self, root: "Address") -> PurePosixPath:
        """Return the path below a folder that it lies in, or that it is."""
        return PurePosixPath(self._named(self.at.removeprefix(root.at)).strip("/"))

    def _named(self, at: str) -> str:
        return at.replace(self.query, "") if self.query else at

    def exists(self) -> bool:
        with _failing_as_os_error():
            return bool(self.system.exists(self.at))

    def is_dir(self) -> bool:
        with _failing_as_os_error():
            return bool(self.system.isdir(self.at))

    def is_file(self) -> bool:
        with _failing_as_os_error():
            return bool(self.system.isfile(self.at))

    @contextmanager
    def open(self, mode: str = "rb") -> Iterator[IO[bytes]]:
        with _failing_as_os_error(), self.system.open(self.at, mode) as file:
            yield file

    def read_bytes(self) -> bytes:
        with _failing_as_os_error():
            return bytes(self.system.cat_file(self.at))

    def walk(self, failed: Callable[[OSError], object]) -> Iterator[tuple["Address", list[str], list[str]]]:
        """Yield each folder with the names of its folders and files, as `os.walk` does; the caller may remove folders.

        failed: called for what cannot be listed, for a name that is none (fsspec's own `walk` passes over both in silence), and for
        folders that nest too deep, as those do that a link leads back to. Raises OSError for more than a million entries.
        """
        waiting = [(self, 0)]
        seen: set[str] = set()
        entries = 0
        while waiting:
            folder, depth = waiting.pop()
            if folder.at in seen:
                continue
            seen.add(folder.at)
            if depth > _DEEPEST:
                failed(OSError(errno.ELOOP, f"folders nest more than {_DEEPEST} deep here", folder.at))
                continue
            try:
                with _failing_as_os_error():
                    listed = self.system.ls(folder.at, detail=True)
            except OSError as error:
                failed(OSError(error.errno, error.strerror or str(error), folder.at))
                continue
            entries += len(listed)
            if entries > _MOST:
                raise OSError(errno.E2BIG, f"more than {_MOST:,} files and folders; name the folders in it one by one")
            folders: list[str] = []
            files: list[str] = []
            for entry in listed:
                at = str(entry["name"])
                name = at.rstrip("/").rpartition("/")[2]
                if at.strip("/") == folder.at.strip("/"):
                    continue  # some systems list the folder itself
                if name in ("", ".", ".."):
                    failed(OSError(errno.EINVAL, "not a file name", at))
                else:
                    (folders if entry["type"] == "directory" else files).append(name)
            yield folder, folders, files
            waiting.extend((folder / name, depth + 1) for name in reversed(folders))


@dataclass(frozen=True, slots=True)
class Carried:
    """The bytes of a file, for a process that cannot open it."""

    data: bytes

    def read_bytes(self) -> bytes:
        return self.data


@contextmanager
def _failing_as_os_error() -> Iterator[None]:
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        raise OSError(errno.EIO, _one_line(error) or type(error).__name__) from error


def _one_line(error: Exception) -> str:
    """Return an error's text as one line. File systems print the address in it."""
    return shown(" ".join(str(error).split()))
