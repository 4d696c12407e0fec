"""Recognise the format of a file by its content, because suffixes of saved and renamed files are often wrong."""

import re
import zipfile
from enum import StrEnum
from io import BytesIO


class FileFormat(StrEnum):
    """The formats that have a reader, then those that are only recognised."""

    TEXT = "text"
    HTML = "html"
    MHT = "mht"
    DOCX = "docx"
    DOC = "doc"
    RTF = "rtf"
    PDF = "pdf"
    OFD = "ofd"
    IMAGE = "image"
    LOCKED = "office file with a password"
    SPREADSHEET = "spreadsheet"
    SLIDES = "slides"
    WORD_XML = "Word 2003 XML"
    OPEN_DOCUMENT = "OpenDocument"
    ARCHIVE = "archive"
    BINARY = "other binary file"


READ = frozenset(
    {
        FileFormat.TEXT,
        FileFormat.HTML,
        FileFormat.MHT,
        FileFormat.DOCX,
        FileFormat.DOC,
        FileFormat.RTF,
        FileFormat.PDF,
        FileFormat.OFD,
        FileFormat.IMAGE,
    }
)
"""The formats that have a reader."""

HEAD = 4096
"""The first bytes that identify most formats."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"GIF87a", b"GIF89a")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_OPENS = re.compile(rb"(?:\xef\xbb\xbf)?[\s\x00]*<")
_MHT = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_HEADER = re.compile(rb"[A-Za-z-]{2,40}:[ \t]")
_STREAMS = (
    ("EncryptedPackage", FileFormat.LOCKED),
    ("WordDocument", FileFormat.DOC),
    ("Workbook", FileFormat.SPREADSHEET),
    ("PowerPoint Document", FileFormat.SLIDES),
    ("VisioDocument", FileFormat.BINARY),
    ("__substg1.0_", FileFormat.BINARY),
    ("__nameid_version1.0", FileFormat.BINARY),
)
_PARTS = (
    ("word/", FileFormat.DOCX),
    ("ofd.xml", FileFormat.OFD),
    ("xl/", FileFormat.SPREADSHEET),
    ("ppt/", FileFormat.SLIDES),
)


def sniff(data: bytes) -> FileFormat:
    """Return the format of a whole file. Text in any encoding is TEXT; `decode` decides whether it can be decoded."""
    head = data[:HEAD]
    if head.startswith(_OLE):
        return _ole(data)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data)
    if b"%PDF-" in head[:1024]:
        return FileFormat.PDF
    if head.startswith(b"{\\rtf"):
        return FileFormat.RTF
    if head.startswith(_IMAGES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return FileFormat.IMAGE
    if head.startswith(_ARCHIVES):
        return FileFormat.ARCHIVE
    if _HEADER.match(head.lstrip()) and _MHT.search(head):
        return FileFormat.MHT
    wide = head.replace(b"\x00", b"") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else head
    if _OPENS.match(wide) or wide.startswith((b"\xff\xfe<", b"\xfe\xff<")):
        if b"<w:wordDocument" in wide or b"Word.Document" in wide or b"pkg:package" in wide:
            return FileFormat.WORD_XML
        if _HTML.search(wide):
            return FileFormat.HTML
    return FileFormat.TEXT if _could_be_text(head) else FileFormat.BINARY


def _ole(data: bytes) -> FileFormat:
    """Recognise an OLE compound file by the streams in its directory ([MS-CFB] 2.6)."""
    for name, format in _STREAMS:
        if name.encode("utf-16-le") in data:
            return format
    # The container of Word files; the doc reader refuses one that has lost its directory.
    return FileFormat.DOC


def _zip(data: bytes) -> FileFormat:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = [name.lstrip("/\\").lower() for name in package.namelist()[:100_000]]
            if "mimetype" in names and package.getinfo("mimetype").file_size < 200:
                kind = package.read("mimetype")
                if kind.startswith(b"application/vnd.oasis.opendocument"):
                    return FileFormat.OPEN_DOCUMENT
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError, ValueError):
        # The directory at the end is missing: the first entries are enough.
        names = [name for name, _ in _PARTS if name.encode() in data[: 1 << 16].lower()]
    for start, format in _PARTS:
        if any(name.startswith(start) for name in names):
            return format
    return FileFormat.ARCHIVE


def _could_be_text(head: bytes) -> bool:
    """Test for text: few control characters, or zero bytes at every second place, as in UTF-16 and UTF-32."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    controls = sum(byte < 9 or 13 < byte < 27 for byte in head)
    if controls * 50 <= len(head):
        return True
    even, odd = head[::2].count(0), head[1::2].count(0)
    return (even == 0) != (odd == 0) and controls == even + odd
