"""What a document says of itself and does not keep: gaps in its numbering, own articles that it lacks, words left out."""

import pytest

from ingest.extract.provisions import provisions
from ingest.model import Mentions
from ingest.model.text import Source
from ingest.read.normalize import normalize
from ingest.steps import parse
from ontology.numbers import chinese, numeral

HEAD = """岚州市人民政府关于印发岚州市步道管理办法的通知
岚政发〔2021〕3号

各区县人民政府：
现将《岚州市步道管理办法》印发给你们。

岚州市人民政府
2021年3月1日

岚州市步道管理办法
"""
CODES = ("numbering-gap", "own-provision-absent", "text-shortened")


def issues_of(body: str) -> list[tuple[str, str]]:
    """Code and printed words of the issues of a notice that carries `body`."""
    normalized = normalize(Source("a.txt", "0" * 64, "text/plain", "utf-8", HEAD + body))
    issues = [
        issue
        for issue in parse(normalized, lambda text: Mentions(provisions=tuple(provisions(text)))).issues
        if issue.code in CODES
    ]
    return [(issue.code, issue.span.slice(normalized.source.text) if issue.span else "") for issue in issues]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("第一条 甲。\n第二条 乙。\n第三条 丙。\n",                           []),
        ("第一条 甲。\n第二条 乙。\n第五条 丙。\n",                           [("numbering-gap", "第五条")]),
        ("第一条 甲。第二条 乙。\n第三条 丙。\n",                             []),  # the second begins inside a paragraph
        ("第一条 增加一条，作为第九条。内容如下：\n第九条 甲。\n",           []),
        ("一、甲。\n二、乙。\n四、丙。\n",                                    [("numbering-gap", "四、")]),
        ("一、甲：\n（一）子。\n（二）丑。\n二、乙：\n（一）子。\n",          []),
        ("一、按照第（五）\n（十二）项办理。\n二、乙。\n",                    []),
        ("第一条 甲。\n第二条 依照本办法第三条。\n第三条 丙。\n",             []),
        ("第一条 甲。\n第二条 依照本办法第九条。\n第三条 丙。\n",             [("own-provision-absent", "本办法第九条")]),
        ("第一条 甲。\n第二条 依照本办法第一条第二款。\n第三条 丙。\n",       [("own-provision-absent", "本办法第一条第二款")]),
        ("第一条 甲。\n又。\n第二条 依照本办法第一条第二款。\n第三条 丙。\n", []),
        ("第一条 甲。\n第二条 依照《信访条例》第九十条。\n第三条 丙。\n",     []),
        ("一、依照本办法第九条。\n二、乙。\n",                                []),  # a text without articles
        ("第一条 甲。\n第五条 乙。\n（本文有删减）\n",                        [("text-shortened", "（本文有删减）")]),
    ],
)  # fmt: skip
def test_a_document_compared_with_itself(body: str, expected: list[tuple[str, str]]) -> None:
    assert issues_of(body) == expected


LISTED = "第一条 甲。\n第二条 渡口应当：\n（一）子；\n（二）丑；\n（三）寅。\n第三条 依照本办法第二条{}。\n"


@pytest.mark.parametrize(("body", "told"), [
    (LISTED.format("第一款第五项"), ["该处只有三项"]),
    (LISTED.format("第五项"), ["该处只有三项"]),
    (LISTED.format("第一款第三项"), []),
    # a list whose lines have no numbers begins behind a colon; other lines are paragraphs
    ("第一条 甲。\n第二条 渡口应当：\n子；\n丑；\n寅。\n第三条 依照本办法第二条第三项。\n", []),
    ("第一条 甲。\n第二条 渡口应当：\n子；\n丑；\n寅。\n第三条 依照本办法第二条第四项。\n", ["该处没有分项"]),
    # lines of a list that lost their numbers
    ("第一条 甲。\n第二条 渡口应当：\n子；\n丑；\n（三）寅。\n第三条 依照本办法第二条第二项。\n", []),
    ("第一条 甲。\n第二条 渡口应当：\n（一）子；\n丑；\n（三）寅；\n卯。\n第三条 依照本办法第二条第一款第二项、第四项。\n", []),
    ("第一条 甲。\n第二条 渡口应当：\n子；\n（二）丑。\n第三条 依照本办法第二条第三项。\n", ["该处没有分项"]),
    ("第一条 甲。\n第二条 渡口归水务局。\n乙。\n丙。\n第三条 依照本办法第二条第二项。\n", ["该处没有分项"]),
])  # fmt: skip
def test_points_that_an_article_does_not_have(body: str, told: list[str]) -> None:
    normalized = normalize(Source("a.txt", "0" * 64, "text/plain", "utf-8", HEAD + body))
    issues = parse(normalized, lambda text: Mentions(provisions=tuple(provisions(text)))).issues
    absent = [issue.message_zh for issue in issues if issue.code == "own-provision-absent"]
    assert [message.partition("但")[2] for message in absent] == told


@pytest.mark.parametrize("number", [1, 9, 10, 11, 20, 21, 99, 100, 101, 110, 111, 120, 1005, 1260])
def test_a_number_is_written_as_it_is_read(number: int) -> None:
    assert numeral(chinese(number)) == number
