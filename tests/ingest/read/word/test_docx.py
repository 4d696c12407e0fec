"""docx: what a reader of the final version sees, in order."""

import io
import zipfile

import pytest

from benchmarks.printing.archive import zipped
from benchmarks.printing.flowing import word
from ingest.model.native import InPart
from ingest.read.decode import ReadError
from ingest.read.word.docx import read

_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def p(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def lines(body: str, attributes: str = "") -> list[str]:
    return read(word(body, attributes=attributes)).text.split("\n")


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (p("甲") + p("乙"), ["甲", "乙"]),
        ("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>", ["甲", "乙"]),
        ("<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r></w:p>", ["甲 乙"]),
        (
            "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>",
            ["新"],
        ),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r></w:p>", ["显"]),
        ("<w:p><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>显</w:t></w:r></w:p>", ["显"]),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r></w:p>", ["3"]),
        ("<w:p><w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink></w:p>", ["链"]),
        (f"<w:sdt><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>", ["控件"]),
        (
            "<w:p><w:r><w:pict><w:txbxContent>"
            + p("岚州市人民政府文件")
            + "</w:txbxContent></w:pict></w:r></w:p>"
            + p("正文"),
            ["岚州市人民政府文件", "正文"],
        ),
        ("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前</w:t></w:r></w:p>" + p("后"), ["前后"]),
        ("<w:p><w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:t>主动公开</w:t></w:r></w:p>", ["☑主动公开"]),
    ],
)
def test_the_final_text(body: str, shown: list[str]) -> None:
    assert lines(body) == shown


def test_one_of_two_alternatives_is_read() -> None:
    box = "<w:txbxContent>" + p("红头") + "</w:txbxContent>"
    alternatives = (
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    assert lines(f"<w:p><w:r>{alternatives}<w:t>正文</w:t></w:r></w:p>", _MC) == ["红头", "正文"]


def test_cells_that_span() -> None:
    begins, wide = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
    table = (
        f"<w:tbl><w:tr>{tc('任务', begins)}{tc('责任单位', wide)}</w:tr>"
        f"<w:tr>{tc('', '<w:vMerge/>')}{tc('牵头')}{tc('配合')}</w:tr></w:tbl>"
    )
    found = read(word(table))
    assert found.text == "任务\t责任单位\t\n\t牵头\t配合"
    (cells,) = found.tables
    assert [(c.row, c.column, c.rows, c.columns, c.span.slice(found.text)) for c in cells] == [
        (0, 0, 2, 1, "任务"),
        (0, 1, 1, 2, "责任单位"),
        (1, 1, 1, 1, "牵头"),
        (1, 2, 1, 1, "配合"),
    ]


def test_automatic_numbers_are_marked_as_made() -> None:
    numbering = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/><w:lvlText w:val="%2."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )

    def numbered(text: str, level: int) -> str:
        return p(text, f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="5"/></w:numPr></w:pPr>')

    body = (
        numbered("总体要求", 0) + numbered("目标", 1) + numbered("原则", 1) + numbered("任务", 0) + numbered("排查", 1)
    )
    found = read(word(body, {"word/numbering.xml": numbering}))
    assert found.text.split("\n") == ["一、总体要求", "1.目标", "2.原则", "二、任务", "1.排查"]
    made = [found.text[piece.start : piece.end] for piece in found.pieces if piece.generated]
    assert made == ["一、", "1.", "2.", "二、", "1."]


def test_every_paragraph_is_where_it_says() -> None:
    body = (
        p("甲")
        + '<w:p w14:paraId="1A2B3C4D"><w:r><w:t>乙</w:t></w:r></w:p>'
        + f"<w:tbl><w:tr>{tc('丙')}{tc('丁')}</w:tr></w:tbl>"
    )
    found = read(word(body, attributes=_W14))
    assert [piece.place for piece in found.pieces] == [
        InPart("word/document.xml", 1),
        InPart("word/document.xml", 2, "1A2B3C4D"),
        InPart("word/document.xml", 3, "", 1, 1),
        InPart("word/document.xml", 4, "", 1, 2),
    ]


def test_an_embedded_web_archive_is_the_text() -> None:
    mht = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\nContent-Type: text/html; charset=utf-8\r\n"
    mht += (
        b"Content-Transfer-Encoding: 8bit\r\n\r\n<html><body><p>"
        + "第一条 为了规范管理".encode()
        + b"</p></body></html>\r\n--B--\r\n"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r9" Type="aFChunk" Target="chunk.mht"/></Relationships>'
    )
    body = '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="r9"/>'
    found = read(word(body, {"word/chunk.mht": mht, "word/_rels/document.xml.rels": relations}))
    assert found.text == "第一条 为了规范管理"
    assert found.pieces[0].place == InPart("word/chunk.mht", 1)


def test_notes_that_are_left_out_are_told() -> None:
    found = read(word("<w:p><w:r><w:t>甲</w:t><w:footnoteReference w:id='1'/></w:r></w:p>"))
    assert [issue.code for issue in found.issues] == ["notes-not-read"]


_DTD = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document xmlns:w="x"><w:body>&e;</w:body></w:document>'


def packed(document: bytes) -> bytes:
    """A docx whose text shrinks to a thousandth."""
    data = io.BytesIO(word(""))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", document)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 not a zip", "damaged"),
        (zipped({"word/document.xml": ""}), "damaged"),
        (word(p("公"))[:-40], "damaged"),
        (word("", {"word/document.xml": _DTD}), "dtd"),
        (word("", {"word/document.xml": "<a>" * 400 + "</a>" * 400}), "too-large"),
        (packed(b"<a>" + b" " * (8 << 20) + b"</a>"), "too-large"),
        (word("<w:p/>"), "no-text"),
    ],
)
def test_what_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as refused:
        read(data)
    assert refused.value.code == code
    assert "\n" not in refused.value.message_en


def test_spans_of_a_thousand_million_are_cut() -> None:
    wide = '<w:gridSpan w:val="2000000000"/>'
    found = read(word(f"<w:tbl><w:tr>{tc('宽', wide)}{tc('窄')}</w:tr></w:tbl>"))
    assert found.text == "宽\t窄"


_STYLES = (
    f'<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="32"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:styleId="a1"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="a2"><w:basedOn w:val="a1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="big"><w:rPr><w:sz w:val="44"/></w:rPr></w:style></w:styles>'
)


def runs(*given: tuple[str, str]) -> str:
    """A paragraph of runs, each a text and its properties."""
    content = (f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>" for text, properties in given)
    return f"<w:p>{''.join(content)}</w:p>"


@pytest.mark.parametrize(
    ("paragraph", "is_heading"),
    [
        (p("总则", '<w:pPr><w:pStyle w:val="a1"/></w:pPr>'), True),
        (p("总则", '<w:pPr><w:pStyle w:val="a2"/></w:pPr>'), True),
        (p("总则", '<w:pPr><w:pStyle w:val="a1"/><w:outlineLvl w:val="9"/></w:pPr>'), False),
        (p("供水管理办法", '<w:pPr><w:pStyle w:val="big"/></w:pPr>'), True),
        (runs(("供水管理办法", '<w:sz w:val="44"/>')), True),
        (runs(("供水管理办法", "<w:b/>")), True),
        (runs(("供水管理办法", '<w:b w:val="0"/>')), False),
        (runs(("工作要求。", "<w:b/>"), ("各区应当每年检查。", "")), False),
        (runs(("各区应当每年检查。" * 20, "<w:b/>")), False),
        (p("各区应当每年检查。"), False),
    ],
)
def test_headings_by_style_and_type(paragraph: str, is_heading: bool) -> None:
    found = read(word(p("本办法适用于本市供水活动。" * 3) + paragraph, {"word/styles.xml": _STYLES}))
    assert bool(found.headings) is is_heading
