"""rtf: paragraphs, tables, and what no reader sees."""

import re

import pytest

from ingest.read.decode import ReadError
from ingest.read.word.rtf import read


def rtf(body: str) -> bytes:
    return (
        "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 SimSun;}{\\f1\\fcharset0 Times;}}" + body + "}"
    ).encode("ascii")


def coded(text: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode("gb18030"))


def escaped(text: str) -> str:
    return "".join(f"\\u{ord(c)}?" for c in text)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (f"\\f0 {coded('岚州市')}\\par {coded('人民政府')}\\par", ["岚州市", "人民政府"]),
        (f"\\uc1 {escaped('第一条')}\\par", ["第一条"]),
        (f"\\uc2 {coded('甲')}\\u20057{coded('乙')}{coded('丙')}\\par", ["甲乙丙"]),
        (f"{escaped('显')}{{\\v {escaped('隐')}}}\\par", ["显"]),
        (f"{{\\*\\generator x;}}{{\\info{{\\title y}}}}{escaped('正文')}\\par", ["正文"]),
        (f"{{\\header {escaped('页眉')}\\par}}{escaped('正文')}\\par", ["正文"]),
        # Automatic numbers, as the program that wrote the file has counted them; a bullet is none.
        (f"{{\\listtext\\pard\\plain {escaped('一、')}\\tab}}{escaped('总体要求')}\\par", ["一、 总体要求"]),
        (f"{{\\pntext\\f1\\'b7\\tab}}{escaped('要求')}\\par", ["要求"]),
        # A text box (a red head) precedes the paragraph to which it is anchored; its drawing for old programs is not shown.
        (
            f"{escaped('甲')}{{\\shp{{\\*\\shpinst{{\\sp{{\\sn x}}{{\\sv y}}}}{{\\shptxt {escaped('文件')}\\par}}}}"
            f"{{\\shprslt {escaped('旧')}}}}}{escaped('乙')}\\par",
            ["文件", "甲乙"],
        ),
        (f"{{\\header{{\\shp{{\\*\\shpinst{{\\shptxt {escaped('页眉')}}}}}}}}}{escaped('正文')}\\par", ["正文"]),
        # A character of plane 2 as two surrogates.
        ("\\u-10176?\\u-9135?\\par", ["\U00020051"]),
        ("a\\{b\\}c\\\\d\\par", ["a{b}c\\d"]),
        (f"{escaped('甲')}\\line {escaped('乙')}\\par", ["甲", "乙"]),
        ("\\trowd\\cellx100\\cellx200\\pard\\intbl A\\cell B\\cell\\row\\pard C\\par", ["A\tB", "C"]),
        (
            "\\trowd\\cellx100\\clmgf\\cellx200\\clmrg\\cellx300\\pard\\intbl A\\cell B\\cell\\cell\\row"
            "\\trowd\\cellx100\\cellx200\\cellx300\\pard\\intbl 1\\cell 2\\cell 3\\cell\\row\\pard",
            ["A\tB\t", "1\t2\t3"],
        ),
    ],
)
def test_the_text(body: str, shown: list[str]) -> None:
    assert read(rtf(body)).text.split("\n") == shown


def test_a_cell_that_spans_rows() -> None:
    row = "\\trowd\\clv{}\\cellx100\\cellx200\\pard\\intbl {}\\cell {}\\cell\\row"
    found = read(rtf(row.format("mgf", "A", "1") + row.format("mrg", "", "2") + "\\pard"))
    (cells,) = found.tables
    assert [(c.row, c.column, c.rows, c.columns) for c in cells] == [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)]


def test_a_file_that_is_cut_says_so() -> None:
    found = read(rtf("abc\\par def")[:-1])
    assert found.text == "abc\ndef" and [issue.code for issue in found.issues] == ["damaged-in-part"]


@pytest.mark.parametrize(("data", "code"), [("{\\rtf1" + "{" * 600 + "a", "too-large"), ("{\\rtf1}", "damaged")])
def test_what_is_refused(data: str, code: str) -> None:
    with pytest.raises(ReadError) as refused:
        read(data.encode())
    assert refused.value.code == code
    assert not re.search("[a-z]{2} [a-z]{2}", refused.value.message_zh), "English in the Chinese line"


@pytest.mark.parametrize(("body", "heading"), [
    ("{\\b %s\\par}", True),
    ("\\b %s\\b0\\par ", True),
    ("\\pard\\outlinelevel0 %s\\par\\pard ", True),
    ("\\pard\\outlinelevel9 %s\\par\\pard ", False),
    ("{\\b %s}:\\par ", False),
    ("\\b\\plain %s\\par ", False),
    ("%s\\par ", False),
])  # fmt: skip
def test_a_heading_is_bold_or_has_a_level(body: str, heading: bool) -> None:
    text = escaped("为了整修渡口。") + "\\par "
    found = read(rtf(text + body % escaped("整修任务") + text))
    assert [found.text[at : at + 4] for at in found.headings] == (["整修任务"] if heading else [])
