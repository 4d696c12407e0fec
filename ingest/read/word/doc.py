"""doc and wps: converted to docx by msdoc2docx, then read as one.

office-oxide adds the text boxes that the conversion loses (red letterheads), and reads files that the conversion cannot read.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from doc2docx import convert
from doc2docx.errors import EncryptedDocumentError
from office_oxide import Document, OfficeOxideError

from ingest.model import Issue
from ingest.model.native import InPart
from ingest.read import html
from ingest.read.compose import Block, Extraction
from ingest.read.decode import ReadError
from ingest.read.grid import Fragment, Grid
from ingest.read.package import damaged, locked
from ingest.read.word import docx

READER = "doc 1"
MEDIA_TYPE = "application/msword"
_CLSID = slice(8, 24)
_ANCHORS = {0xFFFC: None, 0xFFFD: None}  # placeholders of a picture, and of an unknown field


def read(data: bytes) -> Extraction:
    """Read a Word 97-2003 file. Raises ReadError.

    [MS-CFB] 2.2 asks for zeros in bytes 8 to 23; WPS Office writes its own there.
    """
    zeroed = bytearray(data)
    zeroed[_CLSID] = bytes(16)
    with tempfile.TemporaryDirectory(prefix="zhengmai-doc-") as folder:
        source, target = Path(folder) / "given.doc", Path(folder) / "converted.docx"
        source.write_bytes(zeroed)
        try:
            convert(source, target)
            found, issues = docx.blocks_of(target.read_bytes())
        except EncryptedDocumentError as error:
            raise locked("doc") from error
        except Exception as error:  # it meets damaged files with errors of every kind
            return _fallback(bytes(zeroed), error)
    return html.extraction(_with_boxes(found, bytes(zeroed)), issues, MEDIA_TYPE, READER)


def _with_boxes(found: list[Block], data: bytes) -> list[Block]:
    """Return the blocks, with lines of text boxes that are missing in them, each box before the paragraph that follows it."""
    found = [cleaned for block in found if (cleaned := _without_anchors(block))]
    printed = {_words(block): at for at, block in reversed(list(enumerate(found))) if not isinstance(block, Grid)}
    missing: dict[int, list[Block]] = {}
    for ordinal, (lines, following) in enumerate(_text_boxes(data), 1):
        at = printed.get("".join(following.split()), 0)
        for line in lines:
            if "".join(line.split()) not in printed:
                missing.setdefault(at, []).append((Fragment(line, InPart("textbox", ordinal)),))
    return [block for at, own in enumerate(found) for block in (*missing.get(at, ()), own)]


def _without_anchors(block: Block) -> Block | None:
    """Return the block without the placeholders of pictures and fields; None where nothing else is in it."""
    if isinstance(block, Grid):
        return block
    line = tuple(replace(fragment, text=fragment.text.translate(_ANCHORS)) for fragment in block)
    return line if any(fragment.text.strip() for fragment in line) else None


def _words(block: Block) -> str:
    return "" if isinstance(block, Grid) else "".join("".join(fragment.text for fragment in block).split())


def _text_boxes(data: bytes) -> Iterator[tuple[list[str], str]]:
    """Return the lines of each text box, and the text of the paragraph that follows it."""
    try:
        with Document.from_bytes(data, "doc") as document:
            elements = [element for section in document.to_ir()["sections"] for element in section["elements"]]
    except (OfficeOxideError, KeyError, ValueError):
        return
    for at, element in enumerate(elements):
        if element.get("type") == "text_box":
            lines = [text for part in element.get("content", ()) if (text := _plain(part).strip())]
            yield lines, next((text for after in elements[at + 1 :] if (text := _plain(after))), "")


def _plain(element: dict[str, Any]) -> str:
    """Return the text of a paragraph of office-oxide's tree; empty for other elements."""
    if element.get("type") != "paragraph":
        return ""
    return "".join(part.get("text", "") for part in element.get("content", ()))


def _fallback(data: bytes, why: Exception) -> Extraction:
    """Return the plain text that office-oxide finds; tables become lines."""
    if isinstance(why, ReadError) and why.code != "damaged":
        raise why
    try:
        with Document.from_bytes(data, "doc") as document:
            text = document.plain_text()
    except Exception as error:
        raise damaged("doc", str(error) or str(why)) from error
    lines = [line.strip() for line in text.splitlines()]
    found: list[Block] = [(Fragment(line, InPart("", ordinal)),) for ordinal, line in enumerate(filter(None, lines), 1)]
    if not found:
        raise damaged("doc", str(why))
    issue = Issue(
        "damaged-in-part",
        f"the file is damaged ({' '.join(str(why).split())[:120]}); its text is read without tables",
        "文件有损坏，仅读取了文字，表格结构未能还原",
    )
    return html.extraction(found, [issue], MEDIA_TYPE, f"{READER}, office-oxide")
