"""Bytes of any format to a `Source`: texts are decoded here, all else is read in a worker process.

A text is its own source; from another format the source's text is what the reader extracted, tied to the file by its SHA-256.
"""

import hashlib
from dataclasses import dataclass

from ingest.model import Issue, Source
from ingest.read import kept
from ingest.read.compose import Extraction
from ingest.read.decode import ReadError, decode
from ingest.read.package import locked
from ingest.read.progress import Progress
from ingest.read.sandbox import extract
from ingest.read.sniff import READ, FileFormat, sniff

_PAGED = (FileFormat.PDF, FileFormat.OFD, FileFormat.IMAGE)
"""Formats with pages."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A source, ready to be read. extraction: None for texts. issues: of the reader of its format."""

    source: Source
    format: FileFormat
    extraction: Extraction | None
    issues: tuple[Issue, ...]


def load(data: bytes, name: str, progress: Progress | None = None, *, keep: bool = True) -> Loaded:
    """Read a file by what it is, whatever its name says. keep: whether what was recognised on pages may be kept on this machine, as
    `ingest.read.kept` does. Raises ReadError."""
    format = sniff(data)
    if format in (FileFormat.TEXT, FileFormat.BINARY):  # UTF-16 without a byte order mark looks like BINARY
        return Loaded(decode(data, name), FileFormat.TEXT, None, ())
    if format not in READ:
        raise _refused(format)
    keep = keep and format in _PAGED
    found = kept.get(data) if keep else None
    if found is None:
        found = extract(data, format, progress)
        if keep:
            kept.put(data, found)
    digest = hashlib.sha256(data).hexdigest()
    source = Source(
        name, digest, found.media_type, found.encoding, found.text, found.reader, found.pieces, found.headings
    )
    return Loaded(source, format, found, found.issues)


def _refused(format: FileFormat) -> ReadError:
    """Return the error of a format that is not read, with what to do."""
    if format is FileFormat.LOCKED:
        return locked("Word")
    return ReadError(
        "unknown-format",
        f"{format.value}: not a format that is read; export it as docx, pdf or text",
        f"不支持的格式（{format.value}），请另存为 docx、pdf 或文本",
    )
