"""Cache the extractions of files with pages in the user's cache folder: recognition takes seconds a page, layout a long file's.

Only what has pages is cached. An entry is named by the file's SHA-256, the code of the readers and the versions of their libraries,
so that a changed reader reads again. A folder that cannot be written, and an entry that cannot be read, are ignored.
"""

import contextlib
import hashlib
import os
import pickle
import tempfile
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path

from ingest import rules
from ingest.model.native import OnPage
from ingest.read.compose import Extraction
from ingest.read.plain import PlainUnpickler

_LIBRARIES = ("rapidocr", "onnxruntime", "pypdfium2")


def folder() -> Path:
    """Return `$ZHENGMAI_CACHE`, else `zhengmai` in `$XDG_CACHE_HOME` or `~/.cache`."""
    if own := os.environ.get("ZHENGMAI_CACHE"):
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "zhengmai"


def get(data: bytes) -> Extraction | None:
    """Return what was read from this file before; None if nothing was."""
    try:
        found = PlainUnpickler(BytesIO(_entry(data).read_bytes())).load()
    except (OSError, RuntimeError, EOFError, ValueError, TypeError, AttributeError, pickle.UnpicklingError):
        return None
    return found if isinstance(found, Extraction) else None


def put(data: bytes, found: Extraction) -> None:
    """Cache an extraction if its format has pages."""
    if not any(isinstance(piece.place, OnPage) for piece in found.pieces):
        return
    with contextlib.suppress(OSError, RuntimeError):  # no home, a full disk: the next build reads again
        entry = _entry(data)
        entry.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=entry.parent)
        with os.fdopen(handle, "wb") as file:
            pickle.dump(found, file, protocol=5)
        Path(name).replace(entry)


def _entry(data: bytes) -> Path:
    return folder() / f"{hashlib.sha256(data).hexdigest()}-{_readers()}"


@cache
def _readers() -> str:
    """Return a digest of this package's code, of the rules and of the versions of its libraries."""
    package = Path(__file__).parent
    digest = hashlib.sha256(" ".join(map(_version, _LIBRARIES)).encode())
    for path in sorted([*package.rglob("*.py"), *rules.HERE.glob("*.toml")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
