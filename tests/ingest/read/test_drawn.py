"""Tables that a plain text draws become rows with tabs; every character keeps its place in the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.read.drawn import drawn_rows
from ingest.read.lines import split_lines
from tests.ingest.work import assert_linear

HEAD = "<tr><th>序号</th><th>任务</th><th>牵头单位</th></tr>"


def rows(text: str) -> list[str]:
    return [line.text for line in split_lines(text) if line.is_row]


@pytest.mark.parametrize(("text", "expected"), [
    # HTML inside a text: one line, several lines, attributes, marks in a cell
    (f"<table>{HEAD}<tr><td>1</td><td>修步道</td><td>市园林局</td></tr></table>",
     ["序号\t任务\t牵头单位", "1\t修步道\t市园林局"]),
    (f"见下表：\n<table class='t'>\n{HEAD}\n<tr>\n<td>1</td>\n<td>修<b>步道</b></td>\n<td>市园林局</td>\n</tr>\n</table>\n完",
     ["序号\t任务\t牵头单位", "1\t修步道\t市园林局"]),
    # cells that span rows and columns leave empty places
    (f"<table>{HEAD}<tr><td rowspan=\"2\">1</td><td>修步道</td><td>市园林局</td></tr><tr><td>补栈桥</td><td>市水务局</td></tr></table>",
     ["序号\t任务\t牵头单位", "1\t修步道\t市园林局", "\t补栈桥\t市水务局"]),
    (f"<table>{HEAD}<tr><td colspan=2>修步道</td><td>市园林局</td></tr></table>",
     ["序号\t任务\t牵头单位", "修步道\t\t市园林局"]),
    # words outside of the cells are not lost
    (f"<table>{HEAD}<tr><td>1</td>修<td>步道</td><td>市园林局</td></tr>以上按月调度</table>",
     ["序号\t任务\t牵头单位", "1\t修步道\t市园林局以上按月调度"]),
    # columns aligned with blanks; an empty cell keeps its column; a line that goes on
    ("序号  任务        牵头单位    配合单位\n1     修步道      市园林局    市水务局\n"
     "2     补栈桥                  市财政局、\n                              市水务局\n完",
     ["序号\t任务\t牵头单位\t配合单位", "1\t修步道\t市园林局\t市水务局", "2\t补栈桥\t\t市财政局、", "\t\t\t市水务局"]),
    # a cell a line, with blank lines between
    ("序号\n任务\n牵头单位\n1\n修步道\n市园林局\n\n2\n补栈桥\n市水务局\n以上任务按月调度。",
     ["序号\t任务\t牵头单位", "1\t修步道\t市园林局", "2\t补栈桥\t市水务局"]),
    # bodies on lines of their own; a merged cell is printed once
    ("序号\n任务\n责任单位\n完成时限\n1\n修步道。\n市园林局\n各区县政府\n5月底前\n2\n补栈桥。\n市水务局\n6月底前\n\n挂灯笼。\n\n年底前\n"
     "3\n清湖面。\n市水务局\n年底前\n以上任务按月调度。",
     ["序号\t任务\t责任单位\t完成时限", "1\t修步道。\t市园林局各区县政府\t5月底前", "2\t补栈桥。\t市水务局\t6月底前",
      "\t挂灯笼。\t\t年底前", "3\t清湖面。\t市水务局\t年底前"]),
    # two columns of parties side by side: the first body, then the rest
    ("序号\n任务\n牵头单位\n配合单位\n1\n修步道。\n市园林局\n市水务局\n市财政局\n2\n补栈桥。\n市水务局\n市园林局\n完。",
     ["序号\t任务\t牵头单位\t配合单位", "1\t修步道。\t市园林局\t市水务局市财政局", "2\t补栈桥。\t市水务局\t市园林局"]),
    # a task with a year or month in it, or that ends as a body does
    ("序号\n任务\n责任单位\n完成时限\n1\n2022年渡口改造工程\n市水务局\n市财政局\n5月底前\n2\n筹建渡口服务中心\n完成12月份渡口巡查\n市水务局\n"
     "12月底前\n3\n清湖面。\n市水务局\n年底前\n完。",
     ["序号\t任务\t责任单位\t完成时限", "1\t2022年渡口改造工程\t市水务局市财政局\t5月底前",
      "2\t筹建渡口服务中心完成12月份渡口巡查\t市水务局\t12月底前", "3\t清湖面。\t市水务局\t年底前"]),
    # some rows of a table: their numbers do not begin with 1, heads of sections are between them, a bar closes each line
    ("序号 |\n任务 |\n牵头单位 |\n一、渡口\n3 |\n修步道 |\n市园林局 |\n二、码头\n三、栈桥\n8 |\n补栈桥 |\n市水务局、市财政局。 |\n完",
     ["序号\t任务\t牵头单位", "3\t修步道\t市园林局", "8\t补栈桥\t市水务局、市财政局。"]),
    # no rows: numbers that fall, a column of parties without names
    ("序号\n任务\n牵头单位\n3\n修步道\n尽快\n8\n补栈桥\n市水务局", []),
    # no rows: a list of contacts, whose numbers do not begin with 1 either
    ("序号\n渡口\n责任单位\n联系电话\n3\n东堤\n市园林局\n8765432\n8\n西堤\n市水务局\n8765433", []),
    # bars on lines of their own; a number beside the words without a head; a first cell that holds for two rows
    ("工作任务\n|\n具体要求\n|\n责任科室\n|\n时限要求\n|\n渡口\n|\n1\n|\n修步道，补栈桥。\n|\n渡口科\n|\n年底前\n|\n"
     "2\n|\n挂灯笼。\n|\n各科室\n|\n持续推进\n|\n完",
     ["工作任务\t具体要求\t责任科室\t时限要求", "渡口\t修步道，补栈桥。\t渡口科\t年底前", "\t挂灯笼。\t各科室\t持续推进"]),
    # several measures of one number, each with its bodies, to the last row
    ("序号\n任务\n措施\n牵头单位\n配合单位\n1\n修步道\n1.清湖面。\n市园林局\n市水务局\n"
     "2\n挂灯笼\n1.查电路。\n市园林局\n2.换灯泡。\n市园林局\n市水务局\n联系人：林舟\n市财政局",
     ["序号\t任务\t措施\t牵头单位\t配合单位", "1\t修步道\t1.清湖面。\t市园林局\t市水务局", "2\t挂灯笼\t1.查电路。\t市园林局",
      "\t2.换灯泡。\t市园林局\t市水务局"]),
    # a row a line, one blank between the cells: the last words are the bodies; words of the task hold blanks, too
    ("序号 类别 任务 牵头单位 配合单位\n1 渡口 修步道，补栈桥。 市园林局 市水务局、财政局等\n"
     "2 码 头 清湖面。 市水务局 各县（市、区）党委和政府\n以上任务按月调度。",
     ["序号\t类别\t任务\t牵头单位\t配合单位", "1\t渡口\t修步道，补栈桥。\t市园林局\t市水务局、财政局等",
      "2\t码头清湖面。\t市水务局\t各县（市、区）党委和政府"]),
    ("序号 任务 责任单位 完成时限\n1 修步道 市园林局 年底前\n2 补栈桥 市水务局 6月底前",
     ["序号\t任务\t责任单位\t完成时限", "1\t修步道\t市园林局\t年底前", "2\t补栈桥\t市水务局\t6月底前"]),
    # box characters; a wide cell that goes on below; no rules between rows
    ("┌────┬───┬───┐\n│任务│牵头单位│完成时限│\n├────┼───┼───┤\n│修步道，│市园林局│6月底前│\n│补栈桥。│　　　　│       │\n"
     "├────┼───┼───┤\n│清湖面 │市水务局│─│\n└────┴───┴───┘\n完",
     ["任务\t牵头单位\t完成时限", "修步道，\t市园林局\t6月底前\t补栈桥。", "清湖面\t市水务局\t─"]),
    ("┌────┬───┬───┐\n│任务│牵头单位│完成时限│\n├────┼───┼───┤\n│修步道│市园林局│6月底前│\n│清湖面│市水务局│年底前│\n└────┴───┴───┘",
     ["任务\t牵头单位\t完成时限", "修步道\t市园林局\t6月底前", "清湖面\t市水务局\t年底前"]),
    # no rows: two full lines of one row between rules; a body's name goes on below; a rule that parts some columns; no column of parties
    ("┌────┬───┬───┐\n│任务│牵头单位│完成时限│\n├────┼───┼───┤\n│修步道，│市园林│6月底前│\n│补栈桥。│局    │       │\n└────┴───┴───┘", []),
    ("┌────┬───┬───┐\n│任务│牵头单位│完成时限│\n├────┼───┼───┤\n│修步道，│市园林│6月底│\n│补栈桥。│局    │前   │\n"
     "├────┼───┼───┤\n│清湖面│市水务局│年底前│\n└────┴───┴───┘", []),
    ("┌─┬─┬─┐\n│任务│牵头单位│完成时限│\n├─┼─┼─┤\n│修步道│市园林局│年底前│\n├──┤  │   │\n│补栈桥│  │   │\n└─┴─┴─┘", []),
    ("┌────┬───┬───┐\n│任务│说明│备注│\n├────┼───┼───┤\n│修步道│已定│无│\n└────┴───┴───┘", []),
    # bars between the cells only, or behind the last one, too; a rule below the head; an empty cell; another number of bars ends the table
    ("任务 | 内容 | 责任科室 |\n渡口 | 修步道，补栈桥。 | 渡口科 |\n码头 | | 各科室 |\n联系人 | 林舟\n完",
     ["任务\t内容\t责任科室", "渡口\t修步道，补栈桥。\t渡口科", "码头\t\t各科室"]),
    ("任务 | 牵头单位 | 完成时限\n--- | --- | ---\n修步道 | 市园林局 | 年底前\n\n甲 | 乙 | 丙",
     ["任务\t牵头单位\t完成时限", "修步道\t市园林局\t年底前"]),
    # no rows: links of a page; a head without rows; no column of parties
    ("首页 | 政务公开 | 联系我们\n渡口 | 码头 | 栈桥", []),
    ("首页 | 责任单位 | 联系我们\n第一章 总则\n渡口 | 码头 | 栈桥", []),
    ("任务 | 说明 | 备注 |\n修步道 | 已定 | 无 |", []),
    # no rows: one row; numbers that do not begin with 1; another body before the last columns; bodies in the middle; contacts; prose
    ("序号 任务 牵头单位\n1 修步道 市园林局\n完", []),
    ("序号 任务 牵头单位\n2 修步道 市园林局\n3 补栈桥 市水务局", []),
    ("序号 任务 牵头单位\n1 修步道 市园林局 市财政局\n2 补栈桥 市水务局 市财政局", []),
    ("序号 牵头单位 任务\n1 市园林局 修步道\n2 市水务局 补栈桥", []),
    ("序号 渡口 联系电话 责任单位\n1 东堤 8765432 市园林局\n2 西堤 8765433 市水务局", []),
    ("序号 任务 牵头单位 责任人\n1 修步道 市园林局 渡工甲\n2 补栈桥 市水务局 渡工乙", []),
    ("任务 要求 责任单位\n1 修步道 市园林局\n2 补栈桥 市水务局", []),
    ("序号 任务 牵头单位\n1 修步道。 尽快\n2 补栈桥。 尽快", []),
    # no table
    ("序号\n任务\n说明\n1\n修步道\n已定", []),
    ("任务  说明  牵头\n修步道  已定  无", []),
    ("<table><tr><td>整页的排版</td></tr></table>", []),
    ("一、修步道。（责任单位：市园林局）", []),
    ("<table>" + HEAD, []),
])  # fmt: skip
def test_rows(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize("head", ["<caption>分工表</caption>", "分工表", "<thead>\n分工表"])
def test_words_before_the_first_row_are_a_line_of_their_own(head: str) -> None:
    lines = split_lines(f"见下表<table>{head}{HEAD}<tr><td>1</td><td>修步道</td><td>市园林局</td></tr></table>完")
    assert [line.text for line in lines] == ["见下表", "分工表", "序号\t任务\t牵头单位", "1\t修步道\t市园林局", "完"]


PIECES = st.lists(st.sampled_from([
    "<table>", "</table>", "<tr>", "</tr>", "<td>", "<td rowspan=2>", "</td>", "序号", "\n", "  ", "牵头单位", "任务", "1", "2",
    "市园林局", "。", "\t", "|", "\u3000\u3000", " ", "年底前", "时限", "\n|\n", "│", "├──┼──┤\n", "│任务│牵头单位│时限│\n", "─",
]), max_size=40)  # fmt: skip


@given(PIECES)
def test_every_character_stays_in_its_place(pieces: list[str]) -> None:
    text = "".join(pieces)
    end = 0
    for span, row in drawn_rows(text):
        assert end <= span.start < span.end <= len(text)
        assert len(row) == len(span)
        assert all(a == b or b in "\t\0 " for a, b in zip(span.slice(text), row, strict=True))
        end = span.end
    at = 0
    for line in split_lines(text):
        assert line.extent.start == at or text[line.extent.start - 1] == "\n"
        assert set(text[at : line.extent.start]) <= {"\n"}
        at = line.extent.end


@pytest.mark.parametrize(
    "piece",
    [
        "<table>",
        "<tr><td>",
        "序号\n牵头单位\n",
        "序号  任务  牵头单位\n1  修  市园林局\n",
        "序号 任务 牵头单位\n1 修 市园林局\n",
        "任务\n牵头单位\n时限\n1\n",
        "任务 | 牵头单位 | 时限 |\n",
        "<table></table>",
    ],
)
def test_hostile_texts_take_linear_time(piece: str) -> None:
    assert_linear(lambda size: split_lines((piece + "责任单位\n") * size), 200)
