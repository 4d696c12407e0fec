"""Cache the extractions of scans in the user's cache folder, because recognition takes seconds a page.

Only recognition is cached. An entry is named by the file's SHA-256 and the versions of readers and engine, so that a new version
reads again. A folder that cannot be written, and an entry that cannot be read, are ignored.
"""

import contextlib
import hashlib
import os
import pickle
import tempfile
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path

from ingest.model.native import OnPage
from ingest.read.compose import Extraction
from ingest.read.plain import PlainUnpickler

_LIBRARIES = ("rapidocr", "onnxruntime", "pypdfium2")
_VERSION = "1"  # of what is kept; raise it when recognition or layout changes


def folder() -> Path:
    """Return `$ZHENGMAI_CACHE`, else `zhengmai` in `$XDG_CACHE_HOME` or `~/.cache`."""
    if own := os.environ.get("ZHENGMAI_CACHE"):
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "zhengmai"


def get(data: bytes) -> Extraction | None:
    """Return what was recognised in this file before; None if nothing was."""
    try:
        found = PlainUnpickler(BytesIO(_entry(data).read_bytes())).load()
    except (OSError, RuntimeError, EOFError, ValueError, TypeError, AttributeError, pickle.UnpicklingError):
        return None
    return found if isinstance(found, Extraction) else None


def put(data: bytes, found: Extraction) -> None:
    """Cache an extraction if part of it was recognised."""
    if not any(isinstance(piece.place, OnPage) and piece.place.confidence is not None for piece in found.pieces):
        return
    with contextlib.suppress(OSError, RuntimeError):  # no home, a full disk: the next build recognises again
        entry = _entry(data)
        entry.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=entry.parent)
        with os.fdopen(handle, "wb") as file:
            pickle.dump(found, file, protocol=5)
        Path(name).replace(entry)


def _entry(data: bytes) -> Path:
    versions = [_VERSION, *map(_version, _LIBRARIES)]
    return (
        folder() / f"{hashlib.sha256(data).hexdigest()}-{hashlib.sha256(' '.join(versions).encode()).hexdigest()[:16]}"
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
