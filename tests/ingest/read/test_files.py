"""Files of any format to sources; readers die alone."""

import hashlib
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.printing.archive import zipped
from benchmarks.printing.fixed import ofd, pdf
from benchmarks.printing.flowing import docx, page
from benchmarks.printing.sheets import SetBlock, SetHeading, SetParagraph, SetTable, sheets
from ingest.read.decode import ReadError
from ingest.read.files import load

_BLOCKS: list[SetBlock] = [
    SetHeading("岚州市人民政府关于加强老旧电梯管理的通知"),
    SetParagraph("岚政发〔2022〕7号", indent=False),
    SetParagraph("各区县人民政府，市政府各部门："),
    SetTable((("序号", "责任单位"), ("1", "市市场监管局"))),
]
_LINES = [
    "岚州市人民政府关于加强老旧电梯管理的通知",
    "岚政发〔2022〕7号",
    "各区县人民政府，市政府各部门：",
    "序号\t责任单位",
    "1\t市市场监管局",
]


def _object(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<" + entries + b"/Length %d>>\nstream\n" % len(content) + content + b"\nendstream"


def hostile_pdf(*objects: bytes) -> bytes:
    """A page (object 3) that draws content 4, with an object 5 as X and as font F1."""
    out = bytearray(b"%PDF-1.7\n")
    head = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 5 0 R>>/Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
    )
    offsets = []
    for i, item in enumerate((*head, *objects), 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % i + item + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1) + b"".join(
        b"%010d 00000 n \n" % o for o in offsets
    )
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(offsets) + 1, start))


_SELF_DRAWING = hostile_pdf(
    _object(b"/X Do"),
    _object(b"/X Do /X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X 5 0 R>>>>"),
)


def _bomb() -> bytes:
    """A small pdf whose page has 280 MB of content; made where it is needed, not wherever this file is collected."""
    content = zlib.compress(b"BT /F1 9 Tf 10 10 Td " + b"(A) Tj 1 0 Td " * 20_000_000 + b"ET", 9)
    return hostile_pdf(_object(content, b"/Filter/FlateDecode"), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (docx(_BLOCKS), "a.doc", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (pdf(sheets(_BLOCKS)), "a.txt", "application/pdf"),
        (ofd(sheets(_BLOCKS)), "a", "application/ofd"),
    ],
)
def test_one_text_whatever_the_format_and_the_name(data: bytes, name: str, media_type: str) -> None:
    source = load(data, name).source
    assert source.text.split("\n") == _LINES
    assert (source.name, source.media_type, source.sha256) == (name, media_type, hashlib.sha256(data).hexdigest())
    assert source.reader and source.pieces and not source.encoding


def test_a_web_page_tells_its_encoding() -> None:
    source = load(page(_BLOCKS, "标题", "2022-05-06", "岚州市人民政府"), "a.html").source
    assert source.encoding == "utf-8" and source.text.split("\n")[-5:] == _LINES


def test_a_text_is_its_own_source() -> None:
    loaded = load("岚政发〔2022〕7号".encode(), "a.txt")
    assert loaded.extraction is None and not loaded.source.pieces and not loaded.source.reader


def test_the_same_file_gives_the_same_extraction() -> None:
    data = pdf(sheets(_BLOCKS))
    assert load(data, "a.pdf") == load(data, "a.pdf")


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (_SELF_DRAWING, {"reader-died", "took-too-long"}),
        (_bomb, {"reader-died", "took-too-long", "took-too-much"}),
        (zipped({"xl/workbook.xml": ""}), {"unknown-format"}),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le"), {"damaged"}),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"), {"password"}),
    ],
    ids=["draws-itself", "bomb", "spreadsheet", "doc", "locked"],
)
def test_a_hostile_file_is_refused_and_the_next_one_read(data: bytes | Callable[[], bytes], codes: set[str]) -> None:
    with pytest.raises(ReadError) as refused:
        load(data() if callable(data) else data, "x")
    assert refused.value.code in codes
    assert "\n" not in refused.value.message_en and refused.value.message_zh
    assert load(docx(_BLOCKS), "a.docx").source.text.split("\n") == _LINES


@pytest.fixture(scope="module")
def hostile() -> Iterator[list[Path]]:
    folder = Path(__file__).parents[4] / "shared" / "files" / "hostile"
    if not folder.is_dir():
        pytest.skip("../shared/files is not here: hostile files stand outside the repository")
    yield sorted(folder.iterdir())


_READABLE = {"delta.ofd", "nul.html", "ownerpw.pdf", "span.docx", "span.html"}


@pytest.mark.slow
def test_hostile_files_end_in_a_line_or_a_readable_rest(hostile: list[Path]) -> None:
    assert len(hostile) == 30
    read = set()
    for path in hostile:
        try:
            assert load(path.read_bytes(), path.name).source.text
            read.add(path.name)
        except ReadError as error:
            assert error.code != "fault" and "\n" not in error.message_en, path.name
    assert read == _READABLE
