"""One physical line: its normalized characters, and their positions in the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Span
from ingest.read.lines import FOLD, Line, fold_line, split_lines

FOLDED = {
    "plain": ("本办法自公布之日起施行。", "本办法自公布之日起施行。"),
    "full-width figures and letters": ("２０２１年第１５号，Ａ类５０％，３．５万元", "2021年第15号，A类50%，3.5万元"),
    "Chinese punctuation stays": ("《规定》（试行）：一、二；三。", "《规定》（试行）：一、二；三。"),
    "half-width katakana signs": ("｢岚州｣､湖滨｡", "「岚州」、湖滨。"),
    "Kangxi radicals": ("岚州市⼈⺠政府⽂件", "岚州市人⺠政府文件"),
    "letter-spaced": ("若　干　措　施", "若干措施"),
    "letter-spaced, a name behind": ("组　长　陈启明", "组长 陈启明"),
    "names stay apart": ("岚州市人民政府　岚州市财政局", "岚州市人民政府 岚州市财政局"),
    "blank beside a figure": ("截至 2021 年底 ，全市", "截至2021年底，全市"),
    "blank between figures": ("12 345", "12 345"),
    "many blanks": ("甲方    乙方", "甲方 乙方"),
    "indent": ("　　第一条　为了", "第一条 为了"),
    "one tab is an indent": ("\t第一条 为了", "第一条 为了"),
    "heading": ("## 关于印发要点的通知", "关于印发要点的通知"),
    "heading of a chapter with a tab": ("## 第二章\t监督管理", "第二章 监督管理"),
    "heading without a blank": ("#附则", "附则"),
    "no heading": ("#1楼", "#1楼"),
    "bold": ("**一、总体要求**", "一、总体要求"),
    "bold beside bold": ("**甲****乙**", "甲乙"),
    "bold with a blank inside": ("**岚州市 ** 2021年", "岚州市2021年"),
    "underlined bold": ("__重点__任务", "重点任务"),
    "quote": ("> 转发如下", "转发如下"),
    "bullet": ("- 坚持问题导向", "坚持问题导向"),
    "page number is no bullet": ("- 12 -", "- 12 -"),
    "link of a wiki": ("按照《[[渡口法]]》第三条", "按照《渡口法》第三条"),
    "escape": (r"岚政办\[2021\]8号", "岚政办[2021]8号"),
    "escaped backslash": (r"甲\\乙", r"甲\乙"),
    "masked number": ("证号990101****0012", "证号990101****0012"),
    "blank to fill in": ("第____号", "第____号"),
    "zero-width": ("岚政\u200b办\ufeff发", "岚政办发"),
    "variation selector": ("辻\U000e0100口", "辻口"),
    "controls": ("甲\x00\x1b乙\x7f\x9f", "甲乙"),
    "soft hyphen": ("e\u00adli", "eli"),
    "half-width comma": ("到2025年,全市建成渡口12处,增长7%,达到目标", "到2025年，全市建成渡口12处，增长7%，达到目标"),
    "half-width semicolon": ("市交通局牵头;市财政局配合", "市交通局牵头；市财政局配合"),
    "commas of figures and Latin words": ("1,200 m, 3,400 m; GB/T 1,2", "1,200 m, 3,400 m; GB/T 1,2"),
    "tags": ('<p style="font-family:宋体" class=x>第一条 <b>本办法</b></P>', "第一条 本办法"),
    "no tag": ("若甲<p 则乙>丙", "若甲<p则乙>丙"),
    "unknown tag": ("<岚州>", "<岚州>"),
    "comment": ("前文<!-- 分页 -->后文", "前文后文"),
    "comment never closed": ("前文<!--后文", "前文<!--后文"),
    "only marks": ("## ", ""),
    "nothing": ("", ""),
    "blanks": (" 　\t ", ""),
}

ROWS = {
    "a sign for the numbers": ("#\t名称", "#\t名称"),
    "tabs": ("序号\t任 务\t责任单位", "序号\t任务\t责任单位"),
    "empty cells": ("\t\t市财政局\t", "\t\t市财政局\t"),
    "pipes": ("| 序号 | 任务 |", "序号\t任务"),
    "pipes, no first one": ("序号 | 任务 |", "序号\t任务"),
    "pipes, tight": ("|1|查漏补缺|", "1\t查漏补缺"),
    "pipes, empty cells": ("| | 市财政局 | |", "\t市财政局\t"),
    "pipes, marks in cells": ("| **责任单位** | 市&nbsp;局 |", "责任单位\t市局"),
    "blanks in cells": ("| 市 财 政 局 | 12 3 |", "市财政局\t12 3"),
    "break in a cell": ("| 甲<br>乙 | 丙 |", "甲乙\t丙"),
}


def single(raw: str) -> Line:
    (line,) = split_lines(raw)
    return line


@pytest.mark.parametrize(("raw", "text"), FOLDED.values(), ids=FOLDED)
def test_a_line_is_folded(raw: str, text: str) -> None:
    line = single(raw)
    assert line.text == text
    assert not line.is_row


@pytest.mark.parametrize(("raw", "text"), ROWS.values(), ids=ROWS)
def test_a_row_keeps_its_cells(raw: str, text: str) -> None:
    line = single(raw)
    assert line.text == text
    assert line.is_row


@pytest.mark.parametrize("raw", ["| --- | :-: |", "---", "***", "* * *", "****", "---\t---", "___"])
def test_a_rule_is_no_row_and_keeps_its_signs(raw: str) -> None:
    assert (single(raw).text, single(raw).is_row) == (raw, "\t" in raw)


LINES = {
    "line feeds": ("甲\n\n乙", ["甲", "", "乙"]),
    "form feed": ("甲\n\x0c乙", ["甲", "", "乙"]),
    "separators": ("甲\u2028乙\u2029丙\x85丁\x0b戊", ["甲", "乙", "丙", "丁", "戊"]),
    "breaks of HTML": ("甲<br>乙<BR />丙</p>丁", ["甲", "乙", "丙", "丁"]),
    "comment over lines": ("甲<!-- 一\n二\n三 -->乙", ["甲", "", "乙"]),
    "two comments": ("甲<!---->乙<!-- -->丙", ["甲乙丙"]),
    "last line end": ("甲\n", ["甲", ""]),
}


@pytest.mark.parametrize(("raw", "texts"), LINES.values(), ids=LINES)
def test_lines_are_split(raw: str, texts: list[str]) -> None:
    assert [line.text for line in split_lines(raw)] == texts


def test_runs_say_where_each_character_stands() -> None:
    line = fold_line("　岚 州　**２１** 号", 100)
    assert line.text == "岚州21号"
    places = [source + i for offset, source, length in line.runs for i in range(length)]
    assert places == [101, 103, 107, 108, 112]
    assert line.extent == Span(100, 113)


def test_a_pipe_maps_to_the_tab_that_it_is_read_as() -> None:
    line = fold_line("|甲|乙|", 0)
    assert (line.text, line.runs) == ("甲\t乙", ((0, 1, 3),))


def test_comments_are_kept_apart_line_by_line() -> None:
    first, second = split_lines("甲<!-- 一\n二 -->乙")
    assert (first.comments, second.comments) == ((Span(1, 7),), (Span(8, 13),))
    assert first.extent == Span(0, 7)


@pytest.mark.parametrize(
    ("raw", "width"), [("岚州市", 3), ("2021年", 3), ("　　第一条", 3), ("甲<!-- 注 -->乙", 2), ("ab", 1), ("", 0)]
)
def test_width_is_as_printed(raw: str, width: float) -> None:
    assert single(raw).width == width


@pytest.mark.parametrize(
    ("raw", "heading"), [("# 通知", True), ("**通知**", True), ("  ## 通知", True), ("通知**", False)]
)
def test_markdown_marks_headings(raw: str, heading: bool) -> None:
    assert single(raw).heading is heading


def flattened(*paragraphs: str) -> list[str]:
    return [line.text for line in split_lines(" ".join(paragraphs))]


def test_a_page_flattened_into_one_line_is_broken_where_its_lines_were() -> None:
    filler = "，".join(["各单位要按职责分工抓好落实"] * 8) + "。"
    page = (
        "岚州市人民政府办公室关于做好迎汛工作的通知",
        "岚政办发〔2021〕31号",
        "各区县人民政府：",
        f"为做好迎汛工作，现通知如下。{filler}",
        f"一、压实责任。{filler}",
        f"二、备足物资。{filler}",
        "岚州市人民政府办公室",
        "2021年6月8日",
    )
    assert flattened(*page) == list(page)


@pytest.mark.parametrize("page", [
    ("岚州市渡船跨区通行证件办理信息公示", "为做好渡运工作，现将有关信息公示如下：", "一、办理流程"),
    ("岚州市关于支持渡运企业的若干措施", "为支持渡运企业，制定以下措施。", "一、减免租金。"),
    ("岚州市渡运工作领导小组关于渡口停渡的通告", "（第5号）", "为做好渡运工作，通告如下："),
    ("岚州市人民政府令第12号", "《岚州市渡口办法》已经通过，现予公布。", "第一条 为加强管理"),
])  # fmt: skip
def test_a_head_in_one_line(page: tuple[str, ...]) -> None:
    assert flattened(*page)[:2] == list(page[:2])


@pytest.mark.parametrize("page", [
    # below a heading on a line of its own: from the salutation to what the notice carries
    ("各区、县人民政府，市政府各部门：", "为加强渡口管理，经市人民政府同意，现通知如下。", "一、落实责任。", "二、加强检查。",
     "岚州市人民政府办公室", "2021年3月5日", "岚州市渡口管理办法", "第一条为了加强渡口管理，制定本办法。", "第二条渡口应当设置标志。"),
    # below the signature: from its day
    ("2021年3月5日", "岚州市渡口管理办法", "第一条为了加强渡口管理，制定本办法。", "第二条渡口经营人应当设置标志，保持渡口整洁。",
     "第三条本办法自公布之日起施行。"),
    # one paragraph each
    ("各区人民政府：为加强渡口管理，请于2021年3月5日前报送渡口名单，并在2021年4月1日前完成检查，及时报告检查结果和改进措施。",),
    ("2021年3月5日前，各区要完成渡口检查。一、渡口办负责汇总。二、各区报送名单，并按月报告渡口管理和渡船检验的进展情况，不得迟报。",),
    ("2021年3月5日岚州市人民代表大会常务委员会通过第一条为了加强渡口管理，制定本条例。第二条渡口应当设置标志。第三条渡船应当检验。",),
])  # fmt: skip
def test_what_a_line_runs_together_below_the_heading(page: tuple[str, ...]) -> None:
    assert [line.text for line in split_lines("".join(page))] == list(page)


def test_a_name_that_is_set_apart_stays_one() -> None:
    page = (
        "岚州市财政局关于渡口的通知",
        "各区财政局：",
        "为做好工作，现通知如下。",
        "一、检查。",
        "二、报送。",
        "财 政 局",
        "2020年1月31日",
    )
    assert "财政局" in flattened(*page)


def test_an_annex_that_repeats_the_number_begins_anew() -> None:
    """GB/T 9704-2012, 7.3.4: an annex that is not bound to its document."""
    filler = "，".join(["各单位要按职责分工抓好落实"] * 8) + "。"
    page = (
        "岚州市水务局关于复航的通知", "各渡口：", f"一、做好准备。{filler}", f"二、及时报告。{filler}", "岚州市水务局", "2020年2月9日",
        "岚水发〔2020〕19号附件1", "渡口复航工作指引", f"一、加强消毒。{filler}",
    )  # fmt: skip
    assert flattened(*page)[-4:] == list(page[-4:])


def test_a_letterhead_within_the_line_begins_a_document_of_its_own() -> None:
    """A page that prints its summary, and then the document itself."""
    filler = "，".join(["各单位要按职责分工抓好落实"] * 8) + "。"
    page = (
        "岚州市水务局关于复航的通知", "各渡口：", f"为做好复航，现通知如下。{filler}", "岚州市水务局文件", "岚水发〔2020〕19号",
        "岚州市水务局关于做好渡口复航工作的通知", "各渡口：", f"一、做好准备。{filler}", f"二、及时报告。{filler}", "附件：复航工作办法",
        "2020年2月9日", "（此件公开发布）", "附件", "复航工作办法", f"依据有关规定，制定本办法。{filler}",
    )  # fmt: skip
    assert flattened(*page) == list(page)


def test_a_long_paragraph_with_few_blanks_is_left_whole() -> None:
    text = "岚州市鼓励 企业更新设备，" * 40
    assert len(split_lines(text)) == 1


@given(st.text(st.sampled_from("甲1 \t|*#_->\\<br>p/!。、（）一第条\n\x0c\u200b"), max_size=60))
def test_lines_tile_the_text_and_runs_point_into_it(text: str) -> None:
    lines = split_lines(text)
    at = 0
    for line in lines:
        assert line.extent.start - at in (0, 1)
        assert text[at : line.extent.start].strip("\n\x0c") == ""
        at = line.extent.end
        offset = 0
        for start, source, length in line.runs:
            assert start == offset and length > 0
            assert line.extent.start <= source and source + length <= line.extent.end
            piece = text[source : source + length].translate(FOLD)
            assert line.text[start : start + length] in (piece, piece.replace("|", "\t"))
            offset += length
        assert offset == len(line.text)
    assert at == len(text)
