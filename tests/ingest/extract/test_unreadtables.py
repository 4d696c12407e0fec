"""Tables that hold work and gave no task are issues, and lists of other things are none."""

import pytest

from ingest.steps import parse
from tests.ingest.official import normalized_text

_HEAD = "岚州市人民政府关于印发重点工作任务的通知\n岚政发〔2022〕3号\n各区县人民政府：\n现印发给你们。\n"
_WORK = "普查全市步道并登记造册"
_MORE = "改造湖滨栈桥三座"


def issues(rows: str) -> list[str]:
    """The words behind each issue of a table."""
    text = normalized_text(_HEAD + rows)
    found = [issue for issue in parse(text).issues if issue.code == "table-unread"]
    assert all(issue.document == 1 and issue.span is not None for issue in found)
    return [issue.span.slice(text.source.text) for issue in found if issue.span is not None]


@pytest.mark.parametrize("rows", [
    f"重点工作\t部门\n{_WORK}\t市园林局\n{_MORE}\t市水务局、市财政局",
    f"序号\t任务\t分工\n1\t{_WORK}\t市园林局\n2\t{_MORE}\t市水务局",
    f"目标任务\t完成时限\n{_WORK}\t2022年6月\n{_MORE}\t2022年9月",
    f"一\t{_WORK}\t市园林局\t2022年6月底前\n二\t{_MORE}\t市水务局\t2022年9月底前",
])  # fmt: skip
def test_a_table_whose_heads_are_not_understood_is_reported_whole(rows: str) -> None:
    assert issues(rows) == [rows]


def test_a_drawn_table_whose_rows_are_not_told_apart_is_reported() -> None:
    drawn = f"│工作任务│牵头单位│完成时限│\n├───┼───┼───┤\n│{_WORK}│市园林│6月底│\n│{_MORE}│局│前│\n└───┴───┴───┘"
    assert len(issues("┌───┬───┬───┐\n" + drawn)) == 1
    assert issues("┌───┬───┬───┐\n" + drawn.replace("牵头单位", "收费单位")) == []


def test_a_row_that_gave_nothing_is_reported() -> None:
    """Its party is no name that can be read; the rows beside it are read."""
    head = f"序号\t工作任务\t责任单位\t完成时限\n1\t{_WORK}\t市园林局\t6月底\n"
    assert issues(head + f"2\t{_MORE}\t由谁定\t9月底\n") == [f"2\t{_MORE}\t由谁定\t9月底"]
    assert issues(head + f"2\t{_MORE}\t市水务局\t9月底\n") == []


@pytest.mark.parametrize("rows", [
    f"任务\t责任处室\n{_WORK}\t规划处\n{_MORE}\t建设处",
    f"任务\t牵头负责单位\t协同配合部门\n{_WORK}\t市园林局\t市财政局\n{_MORE}\t市水务局\t市财政局",
    f"姓名\t工作内容\t单位\n张三\t{_WORK}\t市园林局\n李四\t{_MORE}\t市水务局",
    "市园林局\t2022年6月\n市水务局\t2022年9月",
    f"一\t{_WORK}\t市园林局\t320米\n二\t{_MORE}\t市水务局\t80米",
    "单位\t联系电话\n市园林局\t12345\n市水务局\t12346",
    f"任务\t数量\n{_WORK}\t3\n{_MORE}\t5",
])  # fmt: skip
def test_what_is_read_or_holds_no_work_is_none(rows: str) -> None:
    assert issues(rows) == []
