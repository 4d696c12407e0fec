"""pdf and OFD: the same printed pages give the same text, each character in its place on its page."""

import re

import pypdfium2
import pytest

from benchmarks.printing.archive import zipped
from benchmarks.printing.fixed import ofd, pdf
from benchmarks.printing.sheets import HEIGHT, PrintedSheet, SetHeading, SetParagraph, SetTable, Sign, sheets
from ingest.model import Span
from ingest.model.native import OnPage, selector
from ingest.read import pdf as pdf_reader
from ingest.read.compose import Extraction
from ingest.read.decode import ReadError
from ingest.read.ofd import reader as ofd_reader
from ingest.read.pdfium import ShownPage

_PROSE = "为了加强老旧电梯的安全管理，根据《岚州市电梯安全条例》和有关规定，结合本市实际，制定本办法，请认真贯彻执行。"
_TABLE = SetTable((("序号", "任务", "责任单位"), *((str(i), f"排查第{i}批隐患", "市市场监管局") for i in range(1, 60))))
_BLOCKS: list[SetHeading | SetParagraph] = [
    SetHeading("岚州市人民政府关于加强老旧电梯管理的通知"),
    SetParagraph("岚政发〔2022〕7号", indent=False),
    *(SetParagraph(f"第{i}条 {_PROSE}") for i in range(1, 30)),
]


def read(data: bytes) -> Extraction:
    return pdf_reader.read(data, recognise=False) if data.startswith(b"%PDF") else ofd_reader.read(data)


def words(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("columns", [1, 2])
def test_both_formats_give_the_text_in_order(columns: int) -> None:
    printed = sheets(_BLOCKS, columns, 10.5)
    assert len(printed) >= 2
    whole = "".join(words(block.text) for block in _BLOCKS)
    for data in (pdf(printed), ofd(printed)):
        assert words(read(data).text) == whole


def test_a_table_over_pages_is_one_with_its_header_once() -> None:
    printed = sheets([SetParagraph("附件", indent=False), _TABLE])
    assert len(printed) > 1
    for data in (pdf(printed), ofd(printed)):
        found = read(data)
        assert found.text.split("\n") == ["附件", *("\t".join(row) for row in _TABLE.rows)]
        (cells,) = found.tables
        assert [cell.span.slice(found.text) for cell in cells] == [cell for row in _TABLE.rows for cell in row]


def test_every_character_has_its_place_on_the_page() -> None:
    printed = sheets(_BLOCKS, 2, 10.5)
    by_page = [{(round(s.x), round(s.y)): s.text for line in sheet.lines for s in line} for sheet in printed]
    for data, unit in ((pdf(printed), 1.0), (ofd(printed), 72 / 25.4)):
        found = read(data)
        assert len(found.pieces) > 50
        for piece in found.pieces:
            place = piece.place
            assert isinstance(place, OnPage)
            text = found.text[piece.start : piece.end]
            assert len(place.lefts) == len(place.rights) == len(text)
            for sign, left in zip(text, place.lefts, strict=True):
                if sign == " ":
                    continue
                near = [
                    there
                    for (x, y), there in by_page[place.page - 1].items()
                    if abs(x - left * unit) < 2 and place.top * unit <= y <= place.bottom * unit + 2
                ]
                assert sign in near, (sign, left, place.page)


def test_the_box_of_words_is_theirs() -> None:
    found = read(pdf(sheets([SetParagraph("岚政发〔2022〕7号文件", indent=False)], size=12)))
    said = selector(found.pieces, Span(4, 8))
    match = re.fullmatch(r"page=1&highlight=([\d.]+),([\d.]+),([\d.]+),([\d.]+)", said)
    assert match
    left, right, top, bottom = map(float, match.groups())
    assert abs(left - (72 + 4 * 12)) < 1 and abs(right - (72 + 4 * 12 + 4 * 6)) < 7 and 70 < top < 80 < bottom < 92


def test_fake_bold_is_read_once() -> None:
    bold = [[Sign(c, x + i * 12, 100, 12) for i, c in enumerate("通知")] for x in (72, 72.4)]
    assert read(pdf([PrintedSheet(bold)])).text == read(ofd([PrintedSheet(bold)])).text == "通知"


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(turned: int) -> None:
    document = pypdfium2.PdfDocument(
        pdf([PrintedSheet([[Sign(c, 72 + i * 12, 100, 12) for i, c in enumerate("通知")]])])
    )
    document[0].set_rotation(turned)
    view = ShownPage.measure(document[0])
    assert (view.width, view.height) == ((HEIGHT, 595) if turned != 180 else (595, HEIGHT))
    left, top, right, bottom = view.box(72, HEIGHT - 100, 84, HEIGHT - 88)
    assert 0 <= left < right <= view.width and 0 <= top < bottom <= view.height


def _with_page(content: str, document: str | None = None) -> bytes:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    return zipped(
        {
            "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": document
            or f'<ofd:Document {space}><ofd:CommonData/><ofd:Pages><ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages></ofd:Document>',
            "Doc_0/P.xml": f'<ofd:Page {space}><ofd:Content><ofd:Layer ID="1">{content}</ofd:Layer></ofd:Content></ofd:Page>',
        }
    )


def _text(words: str, attributes: str = "", code: str = 'DeltaX="g 9 4"') -> str:
    return (
        f'<ofd:TextObject ID="2" Boundary="10 10 100 10" Size="4" {attributes}><ofd:TextCode X="0" Y="4" {code}>{words}'
        "</ofd:TextCode></ofd:TextObject>"
    )


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (_text("公文"), "公文"),
        (_text("公文", code='DeltaX="g 2000000000 4"'), "公文"),
        (_text("公文", code='DeltaX="4 x 4"'), "公文"),
        (_text("隐", 'Visible="false"') + _text("显"), "显"),
        ('<ofd:PageBlock ID="7">' + _text("块") + "</ofd:PageBlock>", "块"),
        (_text("公文", 'CTM="0.5 0 0 0.5 0 0"'), "公文"),
    ],
)
def test_text_objects(content: str, shown: str) -> None:
    assert read(_with_page(content)).text == shown


def test_a_text_object_is_named() -> None:
    found = read(_with_page(_text("公文")))
    assert selector(found.pieces, Span(0, 2)).startswith("page=1&object=2&highlight=10.0,")


_OUTSIDE = (
    '<ofd:Document xmlns:ofd="x"><ofd:CommonData/><ofd:Pages>'
    '<ofd:Page ID="1" BaseLoc="../../../etc/passwd"/></ofd:Pages></ofd:Document>'
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.4 nothing", "damaged"),
        (pdf(sheets(_BLOCKS))[:200], "damaged"),
        (pdf([PrintedSheet()]), "no-text"),
        (_with_page(""), "no-text"),
        (_with_page(_text("公文"), _OUTSIDE), "damaged"),
        (_with_page('<ofd:PageBlock ID="3">' * 300 + "</ofd:PageBlock>" * 300), "too-large"),
        (zipped({"OFD.xml": "<!DOCTYPE x><OFD/>"}), "dtd"),
    ],
)
def test_what_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as refused:
        read(data)
    assert refused.value.code == code


def test_an_image_with_too_many_pixels_is_not_drawn() -> None:
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>",
        "<</Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 1/Length 1>>\nstream\n0\nendstream",
        "<</Length 26>>\nstream\n595 0 0 842 0 0 cm /I Do  \nendstream",
    )
    data = "%PDF-1.7\n" + "".join(f"{i} 0 obj\n{one}\nendobj\n" for i, one in enumerate(objects, 1))
    with pytest.raises(ReadError) as refused:
        pdf_reader.read(f"{data}trailer<</Size 6/Root 1 0 R>>\n%%EOF\n".encode())
    assert refused.value.code == "image-too-large"


def test_lines_in_larger_type_are_headings() -> None:
    found = pdf_reader.read(
        pdf(sheets([SetHeading("供水管理办法"), *[SetParagraph(_PROSE)] * 3, SetHeading("施行日期")]))
    )
    assert [found.text[start:].partition("\n")[0] for start in found.headings] == ["供水管理办法", "施行日期"]
