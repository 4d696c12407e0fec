"""Web pages: the document's block, its lines and tables, each with its XPath."""

import lxml.html
import pytest

from benchmarks.printing.flowing import page
from benchmarks.printing.sheets import SetBlock, SetHeading, SetParagraph, SetTable
from ingest.model.native import InMarkup
from ingest.read.decode import ReadError
from ingest.read.html import read, read_mht
from ingest.read.html.parse import decoded

_BODY: list[SetBlock] = [
    SetHeading("岚州市人民政府关于加强老旧电梯管理的通知"),
    SetParagraph("岚政发〔2022〕7号"),
    SetParagraph("各区县人民政府，市政府各部门、各直属机构："),
    SetParagraph("为了加强老旧电梯的安全管理，经市政府同意，现将有关事项通知如下，请认真贯彻执行。"),
    SetTable((("序号", "任务", "责任单位"), ("1", "排查隐患", "市市场监管局"))),
    SetParagraph("岚州市人民政府", right=True),
]
_PAGE = page(_BODY, "关于加强老旧电梯管理的通知", "2022-05-06 09:30", "岚州市人民政府")


def wrapped(inner: str) -> bytes:
    filler = "".join(f"<p>第{i}条 为了规范管理，根据有关规定，结合本市实际，制定本办法。</p>" for i in range(1, 9))
    return f"<html><body><div class='nav'><a href='/'>首页</a></div><div id='zoom'>{inner}{filler}</div></body></html>".encode()


def lines(data: bytes) -> list[str]:
    return read(data).text.split("\n")


def test_the_document_without_menu_and_footer() -> None:
    assert lines(_PAGE) == [
        "标题：关于加强老旧电梯管理的通知",
        "发布日期：2022-05-06 09:30",
        "来源：本网",
        "岚州市人民政府关于加强老旧电梯管理的通知",
        "岚政发〔2022〕7号",
        "各区县人民政府，市政府各部门、各直属机构：",
        "为了加强老旧电梯的安全管理，经市政府同意，现将有关事项通知如下，请认真贯彻执行。",
        "序号\t任务\t责任单位",
        "1\t排查隐患\t市市场监管局",
        "岚州市人民政府",
    ]


def test_every_line_is_where_its_xpath_says() -> None:
    found = read(_PAGE)
    tree = lxml.html.document_fromstring(_PAGE.decode())
    assert len(found.pieces) >= 12
    for piece in found.pieces:
        assert isinstance(piece.place, InMarkup)
        (there,) = tree.xpath(piece.place.path)
        said = there if isinstance(there, str) else there.text_content()
        assert found.text[piece.start : piece.end] in " ".join(said.split())


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        ("<p>甲<br>乙</p>", ["甲", "乙"]),
        ("<p>甲<b>乙</b>丙</p>", ["甲乙丙"]),
        ("<div>甲<p>乙</p>丙</div>", ["甲", "乙", "丙"]),
        ("<p style='display: none'>甲</p><p>乙</p>", ["乙"]),
        ("<p>甲</p><script>x = 1</script><style>p {}</style>", ["甲"]),
        ("<p>\u3000\u3000第一条&nbsp;&nbsp;甲\n乙</p>", ["第一条 甲 乙"]),
        ("<table><tr><td>只有一列</td></tr></table>", ["只有一列"]),
        ("<table><tr><td rowspan=2>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>", ["甲\t乙", "\t丙"]),
        ("<table><tr><td>甲<p>乙</p></td><td><table><tr><td>丙<td>丁</table></td></tr></table>", ["甲 乙\t丙 丁"]),
        ("<table><caption>表1</caption><tr><td>甲<td>乙</table>", ["表1", "甲\t乙"]),
    ],
)
def test_blocks_end_lines(inner: str, shown: list[str]) -> None:
    assert lines(wrapped(inner))[: len(shown)] == shown


def test_a_table_that_lays_out_the_page_is_no_table() -> None:
    prose = "".join(f"<p>第{i}条 为了规范管理，制定本办法。</p>" for i in range(1, 12))
    found = read(f"<html><body><table><tr><td>导航</td><td>{prose}</td></tr></table></body></html>".encode())
    assert not found.tables and "第3条 为了规范管理，制定本办法。" in found.text.split("\n")


def test_an_annex_beside_the_document_is_read() -> None:
    body = "<p>为了规范管理，根据有关规定，结合本市实际，制定本办法。</p>" * 20
    found = read(
        f"<html><body><div id='zoom'><div class='content'>{body}</div><div><p>附件：名单</p></div></div></body></html>".encode()
    )
    assert found.text.endswith("附件：名单")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("市政府".encode(), "utf-8"),
        ("市政府".encode("utf-16"), "utf-16"),
        ("<meta charset='gb2312'>市政府㐂".encode("gb18030"), "gb18030"),
        ("<meta charset='utf-8'>岚州市人民政府".encode("gb18030"), "gb18030"),
        ("<meta charset='no-such'>岚州市人民政府".encode("gb18030"), "gb18030"),
        ("岚州市人民政府，市政府各部门。".encode() + b"\xff", "utf-8"),
        ("岚州市人民政府".encode() + b"\xff\xfe" * 8, "utf-8"),
        ("岚州市人民政府，市政府各部门。\u3000现将有关事项通知如下。".encode("gb18030") + b"\xff", "gb18030"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    text, found = decoded(data)
    assert found == encoding and "政府" in text


def test_a_web_archive() -> None:
    data = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\nContent-Type: text/html; charset=utf-8\r\n"
    data += b"Content-Transfer-Encoding: 8bit\r\n\r\n" + wrapped("<p>岚政发〔2022〕7号</p>") + b"\r\n--B--\r\n"
    found = read_mht(data)
    assert found.text.startswith("岚政发〔2022〕7号\n") and found.media_type == "multipart/related"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("<html><body><p " + " ".join(f"a{i}=1" for i in range(30_000)) + ">公文</p>", "too-large"),
        ("<html><body></body></html>", "no-text"),
        ("<html><body><script>公文</script></body></html>", "no-text"),
    ],
)
def test_what_is_refused(data: str, code: str) -> None:
    with pytest.raises(ReadError) as refused:
        read(data.encode())
    assert refused.value.code == code


def test_a_page_that_is_too_deep_says_so() -> None:
    found = read(("<html><body><p>公文</p>" + "<div>" * 5000 + "底").encode())
    assert [issue.code for issue in found.issues] == ["page-too-deep"] and found.text == "公文"


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("<h2>总则</h2>", True),
        ("<p><strong>总则</strong></p>", True),
        ("<p><b>工作要求。</b>各区应当每年检查。</p>", False),
        ("<p>各区应当每年检查。</p>", False),
    ],
)
def test_headings_by_element(line: str, is_heading: bool) -> None:
    assert bool(read(f"<html><body><p>本办法适用于本市。</p>{line}</body></html>".encode()).headings) is is_heading
