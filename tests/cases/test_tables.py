"""Cases 02 to 05: one table of tasks in each form that a file gives it in; merged cells, breaks inside cells."""

from collections.abc import Callable, Sequence

import pytest

from tests.cases.facts import list_facts

HEAD = """岚州市人民政府办公室关于印发渡口整治任务分工方案的通知
岚政办发〔2024〕9号
各区人民政府，市政府各部门：
现将《渡口整治任务分工方案》印发给你们，请认真落实。
岚州市人民政府办公室
2024年3月4日

渡口整治任务分工方案

"""
Rows = Sequence[Sequence[str]]


def tasks(text: str) -> list[str]:
    """Return the lines of the tasks. Checks that the table gives nothing else: no other time limit, no duty, no issue."""
    lines = [line for line in list_facts(HEAD + text) if line.split()[0] in ("task", "time", "duty", "issue")]
    found = [line for line in lines if line.startswith("task ")]
    assert lines[len(found) :] == [f"time {line.split()[-1]}" for line in found if "=" not in line.split()[-1]]
    return found


def pipes(rows: Rows) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join((lines[0], "|" + " --- |" * len(rows[0]), *lines[1:])) + "\n"


def html(rows: Rows, end: str = "") -> str:
    first, *others = ["".join(f"<td>{cell}</td>{end}" for cell in row) for row in rows]
    first = first.replace("td>", "th>")
    return f"<table>{end}<thead><tr>{end}{first}</tr>{end}</thead>{end}<tbody>{end}" + (
        "".join(f"<tr>{end}{cells}</tr>{end}" for cells in others) + f"</tbody>{end}</table>\n"
    )


def bare_html(rows: Rows) -> str:
    cells = ["".join(f'<td style="width:20%" class="渡口"><p>{cell}</p></td>' for cell in row) for row in rows]
    return '<div><table border="1">' + "".join(f"<tr>{row}</tr>" for row in cells) + "</table></div>\n"


def width(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)


def padded(rows: Rows, between: str) -> list[str]:
    wide = [max(width(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        between.join(cell + " " * (most - width(cell)) for cell, most in zip(row, wide, strict=True)) for row in rows
    ]


def grid(rows: Rows) -> str:
    lines = [f"| {line} |" for line in padded(rows, " | ")]
    rule = "+" + "+".join("-" * (max(width(row[i]) for row in rows) + 2) for i in range(len(rows[0]))) + "+"
    body = [part for line in lines[1:] for part in (line, rule)]
    return "\n".join((rule, lines[0], rule.replace("-", "="), *body)) + "\n"


def simple(rows: Rows) -> str:
    first, *others = [f"  {line}".rstrip() for line in padded(rows, "  ")]
    rule = "  " + "  ".join("-" * max(width(row[i]) for row in rows) for i in range(len(rows[0])))
    return "\n".join((first, rule, *others)) + "\n"


FORMS: dict[str, Callable[[Rows], str]] = {
    "pipes": pipes,
    "html on one line": html,
    "html on many lines": lambda rows: html(rows, "\n"),
    "html without heads": bare_html,
    "pandoc's grid": grid,
    "pandoc's simple table": simple,
    "tabs": lambda rows: "".join("\t".join(row) + "\n" for row in rows),
    "columns of blanks": lambda rows: "\n".join(padded(rows, "  ")) + "\n",
    "columns of wide blanks": lambda rows: "".join("　　".join(row) + "\n" for row in rows),
    "a cell a line": lambda rows: "".join(cell + "\n" for row in rows for cell in row),
    "a cell a line, lines between": lambda rows: "".join(cell + "\n\n" for row in rows for cell in row),
}
TABLES: dict[str, tuple[Rows, list[str]]] = {
    "lead and support": (
        (
            ("序号", "工作任务", "牵头单位", "配合单位", "完成时限"),
            ("1", "改造旧渡口6处", "市交通运输局", "市水务局", "2024年6月底前"),
            ("2", "培训渡工200人", "市应急管理局", "市财政局、市教育局", "2024年10月底前"),
        ),
        [
            "task 岚州市交通运输局=lead 岚州市水务局=support 2024-06-30",
            "task 岚州市应急管理局=lead 岚州市财政局=support 岚州市教育局=support 2024-10-31",
        ],
    ),
    "the limit before the parties": (
        (
            ("序号", "整治内容", "时间要求", "责任单位"),
            ("1", "拆除无证浮桥", "2024年5月31日前", "市水务局、市公安局"),
            ("2", "更换老旧缆绳", "2024年9月底前", "市交通运输局"),
            ("3", "补设警示标志", "2024年底前", "市城市管理局"),
        ),
        [
            "task 岚州市水务局=responsible 岚州市公安局=responsible 2024-05-31",
            "task 岚州市交通运输局=responsible 2024-09-30",
            "task 岚州市城市管理局=responsible 2024-12-31",
        ],
    ),
    "no ordinals": (
        (
            ("重点任务", "责任部门", "完成时间"),
            ("公布渡口名录", "市交通运输局", "2024年4月底前"),
            ("核发渡运许可", "市行政审批服务局", "2024年7月底前"),
        ),
        ["task 岚州市交通运输局=responsible 2024-04-30", "task 岚州市行政审批服务局=responsible 2024-07-31"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("rows", "expected"), TABLES.values(), ids=TABLES)
def test_a_table_says_the_same_in_any_form(form: str, rows: Rows, expected: list[str]) -> None:
    assert tasks(FORMS[form](rows)) == expected


MERGED = [
    "task 岚州市交通运输局=lead 岚州市水务局=support 2024-06-30",
    "task 岚州市交通运输局=lead 岚州市公安局=support 2024-09-30",
    "task 岚州市应急管理局=lead 岚州市财政局=support 2024-12-31",
]
_LAST = ("2", "培训渡工", "办班四期", "市应急管理局", "市财政局", "2024年12月底前")


@pytest.mark.parametrize("text", [
    pipes((
        ("序号", "重点任务", "具体内容", "牵头单位", "配合单位", "完成时限"),
        ("1", "改造渡口", "加固驳岸", "市交通运输局", "市水务局", "2024年6月底前"),
        ("", "", "增设监控", "", "市公安局", "2024年9月底前"),
        _LAST,
    )),
    pipes((
        ("完成时限", "牵头单位", "重点任务", "具体内容", "配合单位"),
        ("2024年6月底前", "市交通运输局", "改造渡口", "加固驳岸", "市水务局"),
        ("2024年9月底前", "", "", "增设监控", "市公安局"),
        ("2024年12月底前", "市应急管理局", "培训渡工", "办班四期", "市财政局"),
    )),
    "<table><tr><td>重点任务</td><td>具体内容</td><td>牵头单位</td><td>配合单位</td><td>完成时限</td></tr>"
    '<tr><td rowspan="2">改造渡口</td><td>加固驳岸</td><td rowspan="2">市交通运输局</td><td>市水务局</td><td>2024年6月底前</td></tr>'
    "<tr><td>增设监控</td><td>市公安局</td><td>2024年9月底前</td></tr>"
    "<tr><td>培训渡工</td><td>办班四期</td><td>市应急管理局</td><td>市财政局</td><td>2024年12月底前</td></tr></table>\n",
    "<table>\n<tr><th rowspan=2>序号</th><th rowspan=2>重点任务</th><th colspan=2>责任单位</th><th rowspan=2>完成时限</th></tr>\n"
    "<tr><th>牵头单位</th><th>配合单位</th></tr>\n"
    "<tr><td>1</td><td>加固驳岸</td><td rowspan='2'>市交通运输局</td><td>市水务局</td><td>2024年6月底前</td></tr>\n"
    "<tr><td>2</td><td>增设监控</td><td>市公安局</td><td>2024年9月底前</td></tr>\n"
    "<tr><td>3</td><td>办班四期</td><td>市应急管理局</td><td>市财政局</td><td>2024年12月底前</td></tr>\n</table>\n",
    pipes((
        ("序号", "具体内容", "牵头单位", "配合单位", "完成时限"),
        ("一、改造渡口",) * 5,
        ("1", "加固驳岸", "市交通运输局", "市水务局", "2024年6月底前"),
        ("2", "增设监控", "市交通运输局", "市公安局", "2024年9月底前"),
        ("二、培训渡工",) * 5,
        ("3", "办班四期", "市应急管理局", "市财政局", "2024年12月底前"),
    )),
], ids=["empty cells", "other order", "row spans", "two rows of heads", "rows of one title"])  # fmt: skip
def test_a_merged_cell_holds_for_each_row_that_it_spans(text: str) -> None:
    assert tasks(text) == MERGED


BROKEN = [
    "task 岚州市交通运输局=responsible 岚州市水务局=responsible 2024-06-30",
    "task 岚州市财政局=responsible 岚州市民政局=responsible 岚州市教育局=responsible 2024-12-31",
]


@pytest.mark.parametrize("between", ["<br>", "<br/>", "<br />", "、<br>", "<BR>", "；", "</p><p>"])
@pytest.mark.parametrize("form", ["pipes", "html on one line", "html on many lines"])
def test_a_break_inside_a_cell_divides_its_bodies(form: str, between: str) -> None:
    rows = (
        ("序号", "重点任务", "责任单位", "完成时限"),
        ("1", "改造渡口", between.join(("市交通运输局", "市水务局")), "2024年6月底前"),
        ("2", "培训渡工", between.join(("市财政局", "市民政局", "市教育局")), "2024年12月底前"),
    )
    assert tasks(FORMS[form](rows)) == BROKEN


def test_a_break_divides_names_of_any_place_and_joins_the_parts_of_one() -> None:
    """A district's body begins with its name; a name that the break cuts, or a branch, is one body."""
    rows = (
        ("序号", "重点任务", "责任单位", "完成时限"),
        ("1", "改造渡口", "市水利局<br>望湖区人民政府", "2024年6月底前"),
        ("2", "培训渡工", "市住房和城<br>乡建设局", "2024年9月底前"),
        ("3", "清理渡口", "市公安局<br>交通警察支队", "2024年12月底前"),
    )
    assert tasks(pipes(rows)) == [
        "task 岚州市水利局=responsible 岚州市望湖区人民政府=responsible 2024-06-30",
        "task 岚州市住房和城乡建设局=responsible 2024-09-30",
        "task 岚州市公安局交通警察支队=responsible 2024-12-31",
    ]


def test_a_cell_as_wide_as_its_column_leaves_one_blank() -> None:
    text = """
工作任务　　　　牵头单位　　配合单位　　　　完成时限
改造渡口　　　　市水利局　　望湖区人民政府　2024年6月底前
培训渡工　　　　市交通运输局　市水利局、市财政局　2024年9月底前
"""
    assert tasks(text) == [
        "task 岚州市水利局=lead 岚州市望湖区人民政府=support 2024-06-30",
        "task 岚州市交通运输局=lead 岚州市水利局=support 岚州市财政局=support 2024-09-30",
    ]


def test_a_legislation_plan_tells_who_drafts_until_when() -> None:
    rows = (
        ("序号", "项目名称", "起草单位", "提请审议时间"),
        ("1", "岚州市渡口条例", "市交通运输局", "2024年8月"),
        ("2", "岚州市浮桥管理办法", "市水利局", "2024年10月底前"),
    )
    assert tasks(pipes(rows)) == [
        "task 岚州市交通运输局=responsible 2024-08-31",
        "task 岚州市水利局=responsible 2024-10-31",
    ]


def test_a_contact_form_has_no_work() -> None:
    rows = (("单位", "联系人", "电话"), ("市水利局", "林渡", "0570-1234567"), ("市财政局", "江船", "0570-7654321"))
    assert tasks(pipes(rows)) == []


def test_a_cell_of_a_grid_runs_over_several_lines() -> None:
    text = """
+------+----------+----------------+----------------+
| 序号 | 重点任务 | 责任单位       | 完成时限       |
+======+==========+================+================+
| 1    | 改造渡口 | 市交通运输局、\\ | 2024年6月底前  |
|      |          | 市水务局       |                |
+------+----------+----------------+----------------+
| 2    | 培训渡工 | 市财政局、     | 2024年12月底前 |
|      |          | 市民政局、     |                |
|      |          | 市教育局       |                |
+------+----------+----------------+----------------+
"""
    assert tasks(text) == BROKEN


@pytest.mark.parametrize(
    "form",
    [
        form
        for form in FORMS
        if form not in ("columns of blanks", "columns of wide blanks", "pandoc's simple table") and "a cell" not in form
    ],
)
@pytest.mark.parametrize(
    "heads", [("渡口", "甲", "乙"), ("任务", "甲", "乙"), ("整治内容", "由谁做", "做到何时")], ids="".join
)
def test_a_table_with_work_that_is_not_understood_is_an_issue(heads: tuple[str, ...], form: str) -> None:
    """No head says who is to do it: nothing is read, and the clerk gets an issue. Without cells only heads mark a table."""
    rows = (
        heads,
        ("东堤渡口改造", "市交通运输局", "2024年6月底前"),
        ("西堤渡口改造", "市水务局", "2024年9月底前"),
        ("南堤渡口改造", "市公安局", "2024年12月底前"),
    )
    lines = list_facts(HEAD + FORMS[form](rows))
    assert [line for line in lines if line.split()[0] in ("task", "issue")] == ["issue table-unread"]
