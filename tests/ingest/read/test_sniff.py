"""What a file is, by its content."""

import io
import zipfile

import pytest

from benchmarks.printing.archive import zipped
from benchmarks.printing.fixed import ofd, pdf
from benchmarks.printing.flowing import docx, page
from benchmarks.printing.sheets import SetParagraph, sheets
from ingest.read.sniff import FileFormat, sniff

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_BLOCKS = [SetParagraph("各区县人民政府，市政府各部门：")]


@pytest.mark.parametrize(
    ("data", "format"),
    [
        ("岚政发〔2019〕14号".encode(), FileFormat.TEXT),
        ("岚政发〔2019〕14号".encode("gb18030"), FileFormat.TEXT),
        ("岚政发〔2019〕14号".encode("utf-16"), FileFormat.TEXT),
        (b'{"number": 14}', FileFormat.TEXT),
        ("<p>岚政发</p>".encode(), FileFormat.TEXT),
        ("若a<b则<html>".encode(), FileFormat.TEXT),
        (page(_BLOCKS, "标题", "2019-08-01", "岚州市人民政府"), FileFormat.HTML),
        ("\ufeff  <!-- 存档 -->\n<HTML><BODY>正文".encode(), FileFormat.HTML),
        ("<html><body>正文".encode("utf-16"), FileFormat.HTML),
        (b"From: <x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n\r\n--a", FileFormat.MHT),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', FileFormat.WORD_XML),
        (b"{\\rtf1\\ansi x}", FileFormat.RTF),
        (pdf(sheets(_BLOCKS)), FileFormat.PDF),
        (b"\x00\x00junk before the head\n%PDF-1.4", FileFormat.PDF),
        (docx(_BLOCKS), FileFormat.DOCX),
        (docx(_BLOCKS)[:-200], FileFormat.DOCX),  # cut: its directory is gone
        (ofd(sheets(_BLOCKS)), FileFormat.OFD),
        (zipped({"xl/workbook.xml": ""}), FileFormat.SPREADSHEET),
        (zipped({"ppt/presentation.xml": ""}), FileFormat.SLIDES),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), FileFormat.OPEN_DOCUMENT),
        (zipped({"公报.txt": "正文"}), FileFormat.ARCHIVE),
        (_OLE + "WordDocument".encode("utf-16-le"), FileFormat.DOC),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), FileFormat.LOCKED),
        (_OLE + "Workbook".encode("utf-16-le"), FileFormat.SPREADSHEET),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), FileFormat.IMAGE),
        (b"\xff\xd8\xff\xe0" + bytes(20), FileFormat.IMAGE),
        (b"\x7fELF" + bytes(200), FileFormat.BINARY),
    ],
)
def test_the_content_tells(data: bytes, format: FileFormat) -> None:
    assert sniff(data) is format


def test_a_zip_that_claims_too_much_is_still_told_apart() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for i in range(2000):
            package.writestr(f"part{i}", "")
        package.writestr("word/document.xml", "")
    assert sniff(data.getvalue()) is FileFormat.DOCX
