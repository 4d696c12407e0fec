"""Web pages (html, and mht as browsers save them): the element that contains the document, as lines and grids.

>>> read("<html><body><p>岚政发〔2019〕14号</p></body></html>".encode()).text
'岚政发〔2019〕14号'
"""

import email
import email.policy
from dataclasses import replace

from ingest.model import Issue
from ingest.read.compose import Block, Composer, Extraction
from ingest.read.decode import ReadError
from ingest.read.html.block import document_block, hidden_elements
from ingest.read.html.blocks import blocks
from ingest.read.html.labels import label_block
from ingest.read.html.parse import parse
from ingest.read.package import damaged, too_large

READER = "html 1"
_LARGEST_MHT = 128 << 20


def read(data: bytes) -> Extraction:
    """Read a web page. Raises ReadError."""
    root, encoding, issues = parse(data)
    hidden = hidden_elements(root)
    found: list[Block] = [*label_block(root), *blocks(document_block(root, hidden), hidden)]
    return extraction(found, issues, "text/html", encoding=encoding)


def read_mht(data: bytes) -> Extraction:
    """Read a web archive (RFC 2557): its first part of type text/html. Raises ReadError."""
    page = read(html_part(data))
    return replace(page, reader="mht 1", media_type="multipart/related")


def html_part(data: bytes) -> bytes:
    """Return the first text/html part of a MIME message. Raises ReadError."""
    if len(data) > _LARGEST_MHT:
        raise too_large(f"a web archive of {len(data) >> 20} MB", f"网页存档有 {len(data) >> 20} MB")
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return payload
    raise damaged("mht", "no part of type text/html", "其中没有 text/html 部分")


def extraction(
    found: list[Block], issues: list[Issue], media_type: str, reader: str = READER, encoding: str = ""
) -> Extraction:
    composer = Composer().add(found)
    if not composer.pieces:
        raise ReadError("no-text", "the file holds no text that is shown", "文件没有可显示的文字")
    return composer.extraction(reader, media_type, issues, encoding=encoding)
