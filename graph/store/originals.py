"""The files that sources were read from: kept with the store under their SHA-256, or left in the folder that was built.

originals/<sha256>   the bytes of one file; no two generations or sources keep the same bytes twice
"""

import hashlib
import re
from collections.abc import Collection
from pathlib import Path

from graph.store.atomic import replacing

FOLDER = "originals"
"""In the folder of a store."""
_DIGEST = re.compile(r"[0-9a-f]{64}")


def kept(store: Path | str) -> Path:
    """Return the folder in which a store keeps originals; it is missing where the store keeps none."""
    return Path(store) / FOLDER


def keep(folder: Path, data: bytes) -> None:
    """Put a file into the folder. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / hashlib.sha256(data).hexdigest()
    if not path.exists():
        with replacing(path) as file:
            file.write(data)


def prune(folder: Path, digests: Collection[str]) -> None:
    """Remove the files that no source was read from any more. digests: of those that stay."""
    if folder.is_dir():
        for path in folder.iterdir():
            if path.name not in digests:
                path.unlink(missing_ok=True)


def locate(store: Path | str, name: str, sha256: str, left: Path | None = None) -> Path | None:
    """Return where the file of a source lies, None where it is not at hand. It may have changed since it was read: see `read`.

    left: the folder that was built, where the files were left; a source's name is relative to it. Nothing outside of it is opened.
    """
    own = kept(store) / sha256
    if _DIGEST.fullmatch(sha256) and own.is_file():
        return own
    if left is None:
        return None
    path = (left / name).resolve()
    return path if path.is_relative_to(left.resolve()) and path.is_file() else None


def read(path: Path, sha256: str) -> bytes | None:
    """Return the bytes of an original; None where they are not those that were read. Raises OSError."""
    data = path.read_bytes()
    return data if hashlib.sha256(data).hexdigest() == sha256 else None
