"""Tasks in tables: headers, cells that are lost or shifted, rows that a page cuts, lists of figures allotted to bodies."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.tasktables import RowTask, reads_as_bodies, row_tasks
from ingest.model import TimeExpression
from ingest.read.normalize import NormalizedText
from ingest.segment.paragraphs import split
from tests.ingest.official import noise, normalized_text, scrap
from tests.ingest.work import assert_linear

HEADER = "序号\t工作任务\t牵头单位\t配合单位\t完成时限\n"


@dataclass
class Table:
    """The tasks of a text's tables."""

    normalized: NormalizedText
    tasks: list[RowTask]

    @classmethod
    def read(cls, text: str, title: str = "") -> "Table":
        normalized = normalized_text(text)
        paragraphs = split(normalized)
        # what goes on in a later row is added to the task: all are asked for before any is looked at
        return cls(normalized, list(row_tasks(paragraphs, 0, len(paragraphs), title)))

    def rows(self) -> list[list[str]]:
        return [[span.slice(self.normalized.text) for span in task.texts] for task in self.tasks]

    def parties(self) -> list[str]:
        return [" ".join(f"{party.name}={party.role}" for party in task.parties) for task in self.tasks]

    def times(self) -> list[list[str]]:
        return [[mention.span.slice(self.normalized.text) for mention in task.times] for task in self.tasks]


@pytest.mark.parametrize(("lead", "expected"), [
    ("",         "市园林局=lead 市水务局=support"),  # a merged cell
    ("—",        "市水务局=support"),  # nobody leads
    ("/",        "市水务局=support"),
    ("渡工甲",   "市水务局=support"),  # a name that is not understood
])  # fmt: skip
def test_a_row_takes_the_lead_above_for_an_empty_cell_only(lead: str, expected: str) -> None:
    table = Table.read(
        f"{HEADER}1\t普查步道\t市园林局\t市财政局\t2022年9月底\n2\t改造栈桥\t{lead}\t市水务局\t2022年12月底\n"
    )
    assert table.parties()[1] == expected


@pytest.mark.parametrize(("lead", "support", "expected"), [
    ("",         "",         "市园林局=lead 市财政局=support"),
    ("市水务局", "",         "市水务局=lead 市财政局=support"),
    ("市水务局", "/",        "市水务局=lead"),  # a dash is an answer, in a row below a merged number, too
    ("市水务局", "—",        "市水务局=lead"),
    ("市水务局", "市审计局", "市水务局=lead 市审计局=support"),
])  # fmt: skip
def test_a_row_below_a_merged_number_takes_what_it_leaves_empty(lead: str, support: str, expected: str) -> None:
    rows = f"1\t普查步道\t市园林局\t市财政局\t2022年9月底\n\t改造栈桥\t{lead}\t{support}\t2022年12月底\n"
    assert Table.read(HEADER + rows).parties()[1] == expected


@pytest.mark.parametrize(("heading", "rows"), [("二、渡口改造", 2), ("二、渡口统计表", 1), ("二、联系方式", 1)])
def test_rows_go_on_below_the_head_of_a_section_of_work(heading: str, rows: int) -> None:
    table = Table.read(f"{HEADER}1\t普查步道\t市园林局\t市财政局\t\n{heading}\n2\t改造栈桥\t市水务局\t市财政局\t\n")
    assert len(table.tasks) == rows


def test_a_plain_table() -> None:
    found = Table.read(
        HEADER + "1\t普查步道\t市园林局\t市水务局、市财政局\t2022年9月底\n2\t改造栈桥\t市水务局\t各区县政府\t2022.12\n"
    )
    assert found.rows() == [
        ["1\t普查步道\t市园林局\t市水务局、市财政局\t2022年9月底"],
        ["2\t改造栈桥\t市水务局\t各区县政府\t2022.12"],
    ]
    assert found.parties() == ["市园林局=lead 市水务局=support 市财政局=support", "市水务局=lead 各区县政府=support"]
    assert found.times() == [["2022年9月底"], ["2022.12"]]
    assert [task.at.slice(found.normalized.text) for task in found.tasks] == [
        "市园林局\t市水务局、市财政局",
        "市水务局\t各区县政府",
    ]


@pytest.mark.parametrize(("header", "expected"), [
    ("任务\t牵头单位", "市园林局=lead"),
    ("任务\t主办单位", "市园林局=lead"),
    ("任务\t市级牵头部门", "市园林局=lead"),
    ("任务\t牵头部门（第一个为主）", "市园林局=lead"),
    ("任务\t配合单位", "市园林局=support"),
    ("任务\t协办部门", "市园林局=support"),
    ("任务\t责任单位", "市园林局=responsible"),
    ("任务\t主要责任单位", "市园林局=responsible"),
    ("任务\t责任主体", "市园林局=responsible"),
    ("任务\t承办单位", "市园林局=responsible"),
    ("任务\t牵 头 单 位", "市园林局=lead"),
])  # fmt: skip
def test_headers(header: str, expected: str) -> None:
    assert Table.read(f"{header}\n普查步道\t市园林局\n").parties() == [expected]


@pytest.mark.parametrize(("cell", "expected"), [
    ("牵头：市园林局；配合：市水务局、市直各部门",     ["市园林局=lead 市水务局=support 市直各部门=support"]),
    ("牵头单位：市园林局；配合单位：市水务局",         ["市园林局=lead 市水务局=support"]),
    ("责任：市园林局",                                 ["市园林局=responsible"]),
    ("牵头负责同志：",                                 []),
])  # fmt: skip
def test_a_cell_that_tells_the_roles_itself(cell: str, expected: list[str]) -> None:
    assert Table.read(f"任务\t责任分工\n普查步道\t{cell}\n").parties() == expected


@pytest.mark.parametrize("header", [
    "任务\t责任人",
    "任务\t单位",
    "任务\t完成时限",
    "任务\t主管领导",
    "任务\t牵头单位应当于每月五日以前将有关情况报送市政府并抄送市财政局和市园林局",
    "牵头单位",  # one cell is a paragraph
])  # fmt: skip
def test_what_is_no_header(header: str) -> None:
    assert Table.read(f"{header}\n普查步道\t市园林局\n").tasks == []


def test_rows_above_a_header_are_none_of_its_table() -> None:
    assert Table.read("普查步道\t市园林局\n任务\t责任单位\n改造栈桥\t市水务局\n").rows() == [["改造栈桥\t市水务局"]]


@pytest.mark.parametrize(("row", "parties", "times"), [
    # lost cells on the left, in the middle and on the right
    ("普查步道\t市园林局\t市水务局\t2022年9月底",         "市园林局=lead 市水务局=support", ["2022年9月底"]),
    ("1\t普查步道\t市园林局\t市水务局",                   "市园林局=lead 市水务局=support", []),
    ("1\t普查步道\t市园林局",                             "市园林局=lead",                  []),
    ("1\t普查步道\t\t市水务局\t2022年9月底",              "市水务局=support",               ["2022年9月底"]),
    ("1\t普查步道\t市园林局\t\t2022年9月底",              "市园林局=lead",                  ["2022年9月底"]),
    # shifted: an empty cell too many
    ("1\t\t普查步道\t市园林局\t市水务局",                 "市园林局=lead 市水务局=support", []),
    ("\t1\t普查步道\t市园林局\t市水务局",                 "市园林局=lead 市水务局=support", []),
    # cells that name nobody
    ("1\t普查步道\t市园林局\t/\t2022年9月底",             "市园林局=lead",                  ["2022年9月底"]),
    ("1\t普查步道\t市园林局\t—\t2022年9月底",             "市园林局=lead",                  ["2022年9月底"]),
    ("1\t普查步道\t市园林局\t市水务局\t长期坚持",         "市园林局=lead 市水务局=support", []),
    ("1\t普查步道\t市园林局\t市水务局\t已完成",           "市园林局=lead 市水务局=support", []),
    # names that a task's words hold
    ("1\t市水务局机关食堂改造\t市园林局\t\t9月底",        "市园林局=lead",                  ["9月底"]),
    # a list with its remarks
    ("1\t普查步道\t市园林局等有关部门\t各有关部门\t9月底", "市园林局=lead 各有关部门=support", ["9月底"]),
    ("1\t普查步道\t各区县政府（含高新区管委会，下同）\t\t9月底", "各区县政府=lead 高新区管委会=lead", ["9月底"]),
    # several times
    ("1\t普查步道\t市园林局\t市水务局\t2022年6月底前、12月底前",
     "市园林局=lead 市水务局=support", ["2022年6月底前", "12月底前"]),
    ("1\t普查步道\t市园林局\t市水务局\t每季度",           "市园林局=lead 市水务局=support", ["每季度"]),
    # blanks of a layout; names run together behind a group
    ("1\t普查步道\t市 园林局\t市水 务局、 市财政局\t2022年9月底",
     "市园林局=lead 市水务局=support 市财政局=support", ["2022年9月底"]),
    ("1\t普查步道\t各区县政府市园林局\t市水务局\t9月底",
     "各区县政府=lead 市园林局=lead 市水务局=support", ["9月底"]),
])  # fmt: skip
def test_cells_find_their_columns(row: str, parties: str, times: list[str]) -> None:
    found = Table.read(f"{HEADER}{row}\n")
    assert (found.parties(), found.times()) == ([parties], [times])


@pytest.mark.parametrize("row", [
    "1\t普查步道。\t\t\t",
    "1\t普查步道。\t/\t—\t9月底",
    "\t\t\t\t",
    "一、基础设施\t\t\t\t",
])  # fmt: skip
def test_a_row_without_bodies_is_no_task(row: str) -> None:
    assert Table.read(f"{HEADER}{row}\n").tasks == []


def test_columns_in_another_order() -> None:
    found = Table.read("工作任务\t完成时限\t责任单位\n普查步道\t2022年9月\t市园林局\n改造栈桥\t市水务局\n")
    assert found.parties() == ["市园林局=responsible", "市水务局=responsible"]
    assert found.times() == [["2022年9月"], []]


def test_a_merged_cell_leaves_the_rows_below_without_their_number() -> None:
    found = Table.read(HEADER + "1\t普查步道\t市园林局\t市水务局\t9月底\n\t改造栈桥\t市水务局\t市财政局\t12月底\n")
    assert found.parties() == ["市园林局=lead 市水务局=support", "市水务局=lead 市财政局=support"]
    assert [len(texts) for texts in found.rows()] == [1, 1]


def test_a_header_that_the_next_page_repeats() -> None:
    found = Table.read(
        HEADER + "1\t普查步道\t市园林局\t市水务局\t9月底\n" + HEADER + "2\t改造栈桥\t市水务局\t市园林局\t12月底\n"
    )
    assert [row[0].split("\t")[0] for row in found.rows()] == ["1", "2"]


def test_the_next_table_has_its_own_columns() -> None:
    found = Table.read("任务\t牵头单位\n普查步道\t市园林局\n任务\t配合单位\n改造栈桥\t市水务局\n")
    assert found.parties() == ["市园林局=lead", "市水务局=support"]


def test_a_table_ends_where_prose_begins() -> None:
    found = Table.read(
        HEADER + "1\t普查步道\t市园林局\t市水务局\t9月底\n以上任务由各区县落实。\n2\t改造栈桥\t市水务局\t\t\n"
    )
    assert found.rows() == [["1\t普查步道\t市园林局\t市水务局\t9月底"]]


@pytest.mark.parametrize("between", ["", HEADER, "\n- 3 -\n\n", "\n— 3 —\n\n" + HEADER])
def test_a_row_that_a_page_cuts_after_its_bodies(between: str) -> None:
    found = Table.read(
        f"{HEADER}1\t普查步道，建立\t市园林局\t市水务局\t9月底\n{between}\t台账。\t\t\t\n2\t改造栈桥\t市水务局\t\t12月底\n"
    )
    assert found.rows() == [
        ["1\t普查步道，建立\t市园林局\t市水务局\t9月底", "\t台账。\t\t\t"],
        ["2\t改造栈桥\t市水务局\t\t12月底"],
    ]
    assert found.parties() == ["市园林局=lead 市水务局=support", "市水务局=lead"]


@pytest.mark.parametrize("between", ["", HEADER, "\n- 3 -\n\n", "\n— 3 —\n\n" + HEADER])
def test_a_row_that_a_page_cuts_before_its_bodies(between: str) -> None:
    found = Table.read(f"{HEADER}1\t普查步道，建立\t\t\t\n{between}\t台账。\t市园林局\t市水务局\t9月底\n")
    assert found.rows() == [["1\t普查步道，建立\t\t\t", "\t台账。\t市园林局\t市水务局\t9月底"]]
    assert found.parties() == ["市园林局=lead 市水务局=support"]


def test_a_row_that_has_ended_does_not_go_on() -> None:
    found = Table.read(HEADER + "1\t普查步道。\t\t\t\n2\t改造栈桥\t市水务局\t\t12月底\n")
    assert found.rows() == [["2\t改造栈桥\t市水务局\t\t12月底"]]


def test_a_markdown_table() -> None:
    found = Table.read("| 序号 | 任务 | 责任单位 |\n|---|---|---|\n| 1 | 普查步道 | 市园林局 |\n")
    assert found.parties() == ["市园林局=responsible"]


# --- figures allotted to bodies ------------------------------------------------------------------------------------------

ALLOTTED = "市教育局0.6\n市财政局 0.2\n市水务局1.2 3\n"


@pytest.mark.parametrize("title", ["2022年步道建设任务分解表", "目标任务分配表", "培训计划分解下达表"])
def test_lines_of_bodies_and_figures_are_tasks_where_the_title_allots(title: str) -> None:
    found = Table.read(ALLOTTED, title)
    assert found.parties() == ["市教育局=responsible", "市财政局=responsible", "市水务局=responsible"]
    assert [task.at.slice(found.normalized.text) for task in found.tasks] == ["市教育局", "市财政局", "市水务局"]


@pytest.mark.parametrize(("text", "title"), [
    (ALLOTTED, ""),
    (ALLOTTED, "补贴标准表"),
    ("市教育局0.6\n市财政局 0.2\n", "任务分解表"),  # two lines are no table
    ("东堤0.6\n西堤0.2\n南堤1.2\n", "任务分解表"),
    ("市教育局\n市财政局\n市水务局\n", "任务分解表"),
])  # fmt: skip
def test_what_is_no_allotment(text: str, title: str) -> None:
    assert Table.read(text, title).tasks == []


def test_an_allotment_ends_at_its_sum() -> None:
    assert len(Table.read(ALLOTTED + "共计 2.0\n市园林局 1.0\n", "任务分解表").tasks) == 3


# --- properties ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "expected"), [
    ("市园林局", True), ("市园林局、市水务局", True), ("各有关部门", True), ("普查步道", False), ("9月底", False), ("", False),
])  # fmt: skip
def test_a_cell_of_bodies_and_nothing_else(text: str, expected: bool) -> None:
    assert reads_as_bodies(text) is expected


_CELLS = (
    "序号", "工作任务", "牵头单位", "配合单位", "责任单位", "完成时限", "1", "普查步道", "普查步道，建立", "市园林局",
    "市水务局、市财政局",
    "各区县政府", "9月底", "2022.12", "每季度", "", "/", "长期", "一、基础设施",
)  # fmt: skip
tables = st.lists(st.lists(st.sampled_from(_CELLS), min_size=1, max_size=7).map("\t".join), max_size=12).map("\n".join)


@given(st.one_of(tables, tables.map(lambda rows: HEADER + rows), noise))
def test_every_task_stands_in_its_rows(text: str) -> None:
    normalized = scrap(text)
    paragraphs = split(normalized)
    end, above = 0, []  # a body in a merged cell is printed in a row above
    for task in row_tasks(paragraphs, 0, len(paragraphs), "任务分解表"):
        assert task.parties and end <= task.texts[0].start
        end = task.texts[-1].end
        above += task.texts
        assert any(span.contains(task.at) for span in task.texts)
        assert all(any(span.contains(party.span) for span in above) for party in task.parties)
        assert all(any(span.contains(mention.span) for span in task.texts) for mention in task.times)
        own = [party for party in task.parties if any(span.contains(party.span) for span in task.texts)]
        assert all(task.at.contains(party.span) for party in own)
        assert all(isinstance(mention.value, TimeExpression) for mention in task.times)


@given(
    st.permutations(["序号", "工作任务", "牵头单位", "配合单位", "完成时限"]),
    st.lists(
        st.tuples(st.sampled_from(("市园林局", "市水务局", "各区县政府")), st.sampled_from(("市财政局", "市民政局")), st.integers(1, 12)),
        min_size=1,
        max_size=5,
    ),
)  # fmt: skip
def test_a_full_table_is_read_in_any_order_of_columns(header: list[str], rows: list[tuple[str, str, int]]) -> None:
    lines = ["\t".join(header)]
    for number, (lead, support, month) in enumerate(rows, 1):
        cell = dict(zip(("序号", "工作任务", "牵头单位", "配合单位", "完成时限"),
                        (str(number), "普查湖滨步道。", lead, support, f"2022年{month}月"), strict=True))  # fmt: skip
        lines.append("\t".join(cell[name] for name in header))
    found = Table.read("\n".join(lines) + "\n")
    assert [sorted(parties.split(" ")) for parties in found.parties()] == [
        sorted([f"{lead}=lead", f"{support}=support"]) for lead, support, _ in rows
    ]
    assert found.times() == [[f"2022年{month}月"] for _, _, month in rows]


HOSTILE: dict[str, Callable[[int], str]] = {
    "rows": lambda size: HEADER + "1\t普查步道\t市园林局\t市水务局\t9月底\n" * size,
    "headers": lambda size: HEADER * size,
    "cuts": lambda size: HEADER + "\t普查步道，建立\t\t\t\n" * size,
    "names in a cell": lambda size: HEADER + "1\t普查\t" + "市园林局、" * size + "\t\t\n",
    "allotted": lambda size: "市园林局0.6\n" * size,
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_hostile_tables_take_linear_work(page: Callable[[int], str]) -> None:
    def run(size: int) -> object:
        paragraphs = read_once[size]
        return list(row_tasks(paragraphs, 0, len(paragraphs), "任务分解表"))

    read_once = {size: split(scrap(page(size))) for size in (10, 150, 300)}
    assert_linear(run, 150)
