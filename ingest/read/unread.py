"""Name the files of a folder that are not read, by kind, so that none is passed over in silence."""

import os
from pathlib import Path

from ingest.read.address import Address
from ingest.read.decode import MEDIA_TYPES
from ingest.read.sniff import HEAD, READ, FileFormat, sniff

# A text with the suffix of a document was saved under it; other suffixes belong to data and programs.
DOCUMENTS = frozenset({".doc", ".docx", ".wps", ".rtf", ".pdf", ".ofd", ".html", ".htm", ".mht", ".mhtml"})
_PACKED = (b"PK", b"\xd0\xcf\x11\xe0")  # recognised only after reading the whole file
_SMALLEST_SCAN = 40_000  # bytes: smaller pictures are signs and logos
_PAGE_PARTS = ("_files", ".files", "_文件")  # folders that browsers write beside a saved page


def kind(path: Path | Address) -> str | None:
    """Return the kind of a regular file that is not read; None for one that is read."""
    suffix = path.suffix.lower()
    if suffix in MEDIA_TYPES:
        return None
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
            data = head + file.read() if head.startswith(_PACKED) else head
            size = file.seek(0, os.SEEK_END)
    except OSError:
        return None if suffix in DOCUMENTS else f"other file ({suffix or 'no suffix'})"
    format = sniff(data)
    if format is FileFormat.TEXT and suffix not in DOCUMENTS:
        return f"other text ({suffix or 'no suffix'})"
    if format is FileFormat.IMAGE and size < _SMALLEST_SCAN:
        return "small picture"
    return None if format in READ or suffix in DOCUMENTS else format.value


def belongs_to_page(folder: str, stems: set[str]) -> bool:
    """Return whether a folder contains the pictures and scripts of a saved web page. stems: of the files beside the folder."""
    return any(folder.endswith(end) and folder.removesuffix(end) in stems for end in _PAGE_PARTS)
