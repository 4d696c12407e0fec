"""Tables over pages: what is head, what goes on, what begins."""

from dataclasses import replace

import pytest

from ingest.model.native import OnPage
from ingest.read.grid import Cell, Flowing, Fragment, Grid, flow
from ingest.read.page.continued import LongTable

_TOLERANCE = 3.0


def cell(text: str, rows: int = 1, columns: int = 1) -> Flowing:
    return Flowing(rows, columns, (Fragment(text),))


def grid(*rows: str) -> Grid:
    """A table of rows `甲|乙`; a cell `甲*3` spans three rows."""
    return flow([[_spanning(text) for text in row.split("|")] for row in rows])


def _spanning(text: str) -> Flowing:
    words, _, rows = text.partition("*")
    return cell(words, int(rows or 1))


def joined(*parts: Grid, move: float = 0.0, wider: float = 0.0) -> list[str] | None:
    """The table of all parts, as `row column rows words`; None if one of them is another table. move, wider: how the parts behind
    the first are on their pages."""
    first, *others = parts
    whole = LongTable.begin(first, [100.0 * i for i in range(first.columns + 1)])
    for part in others:
        bounds = [move + (100.0 + wider) * i for i in range(part.columns + 1)]
        if not whole.extend(LongTable.begin(part, bounds), _TOLERANCE):
            return None
    return [
        f"{c.row} {c.column} {c.rows} {c.text}" for c in sorted(whole.grid().cells, key=lambda c: (c.row, c.column))
    ]


HEAD = "序号|事项|单位"


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ([HEAD, "1|甲|乙"], [HEAD, "2|丙|丁"], [HEAD, "1|甲|乙", "2|丙|丁"]),
        ([HEAD, "1|甲|乙"], ["2|丙|丁"], [HEAD, "1|甲|乙", "2|丙|丁"]),
        ([HEAD, "1|制定办|市教育局"], [HEAD, "|法。|", "2|丙|丁"], [HEAD, "1|制定办法。|市教育局", "2|丙|丁"]),
        ([HEAD, "1|制定办|市教育局"], ["|法。|", "2|丙|丁"], [HEAD, "1|制定办法。|市教育局", "2|丙|丁"]),
        (["类|事", "甲*2|1", "2"], ["类|事", "*2|3", "4"], ["类|事", "甲*4|1", "2", "3", "4"]),
        # A class in one row of its own above, and the next row below the page's end.
        (["类|事|单位", "甲|1|乙"], ["|2|丙", "丁|3|戊"], ["类|事|单位", "甲*2|1|乙", "2|丙", "丁|3|戊"]),
        ([HEAD, "1|制定办|市教"], ["|法。|育局", "2|丙|丁"], [HEAD, "1|制定办法。|市教育局", "2|丙|丁"]),
        # The class is empty once above, and goes on below the page's end.
        (["类|事", "甲|1", "|2", "乙|3"], ["类|事", "|4", "丙|5"], ["类|事", "甲|1", "|2", "乙*2|3", "4", "丙|5"]),
        # A column that is mostly empty stays so.
        (["事|注", "1|", "2|", "3|甲"], ["事|注", "4|", "5|"], ["事|注", "1|", "2|", "3|甲", "4|", "5|"]),
        # A head of two rows is repeated whole.
        (
            ["序号*2|单位*1", "牵头", "1|甲"],
            ["序号*2|单位*1", "牵头", "2|乙"],
            ["序号*2|单位*1", "牵头", "1|甲", "2|乙"],
        ),
        # A head that leaves a column without a name is repeated, too.
        (["任务||单位", "1|甲|乙"], ["任务||单位", "2|丙|丁"], ["任务||单位", "1|甲|乙", "2|丙|丁"]),
        # The head alone is on the first page.
        ([HEAD], [HEAD, "1||乙"], [HEAD, "1||乙"]),
    ],
)
def test_a_table_that_goes_on_is_one(above: list[str], below: list[str], whole: list[str]) -> None:
    assert joined(grid(*above), grid(*below)) == joined(grid(*whole))


def test_parts_in_another_column_of_the_print_go_on() -> None:
    parts = grid(HEAD, "1|甲|乙"), grid("2|丙|丁")
    assert joined(*parts, move=250.0) is not None
    assert joined(*parts, wider=20.0) is None


@pytest.mark.parametrize("below", [grid("序号|单位|事项", "1|乙|甲"), grid("序号|事项", "1|甲")])
def test_other_tables_stay_apart(below: Grid) -> None:
    assert joined(grid(HEAD, "1|甲|乙"), below, wider=20.0) is None


@pytest.mark.parametrize(
    ("below", "apart"),
    [
        (grid("序号|单位|事项", "1|乙|甲"), True),
        (grid("序号|配合单位|完成时限", "1|乙|六月底"), True),  # another head of known columns
        (grid("类别|票价|里程", "1|二元|十里"), True),  # an unknown head above the number 1
        (grid("类别|票价|里程", "甲|二元|十里"), False),  # nothing shows that it is a head
        (grid("2|制定办法|市教育局", "3|丙|丁"), False),
        (grid("（二）渡口||", "1|丙|丁"), False),  # a section whose rows are numbered anew
        (grid("|工作任务|", "2|丙|丁"), False),  # the rest of a cell that says the name of a column
    ],
)
def test_a_table_at_the_same_place_with_a_head_of_its_own_is_another(below: Grid, apart: bool) -> None:
    assert (joined(grid(HEAD, "1|甲|乙"), below) is None) == apart


@pytest.mark.parametrize(
    ("head", "again", "same"),
    [
        ("序号|工作任务|责任单位", "序号|工作任务|贵任单位", True),  # one sign read otherwise
        ("序号|工作任务|责任单位", "序号|工作任务|任单位", True),  # one not read
        ("序号|工作任务|责任单位", "序号|完成时限|责任单位", False),
        ("指标|2021年|2022年", "指标|2023年|2022年", False),
    ],
)
@pytest.mark.parametrize("scan", [True, False])
def test_a_repeated_head_that_is_recognised_otherwise_is_the_same(
    head: str, again: str, same: bool, scan: bool
) -> None:
    above, below = (recognised(grid(*rows), scan) for rows in ([head, "1|制定办|甲"], [again, "|法。|", "2|丙|丁"]))
    whole = joined(above, below)
    assert (whole is not None and "1 1 1 制定办法。" in whole) is (same and scan)


def recognised(read: Grid, scan: bool) -> Grid:
    """The same table, as an engine has read it."""
    place = OnPage(1, 0.0, 1.0, (0.0,), (1.0,), "", 0.97 if scan else None)
    return Grid(
        tuple(replace(one, content=tuple(replace(part, place=place) for part in one.content)) for one in read.cells)
    )


def test_a_single_column_is_no_table_that_goes_on() -> None:
    one = Grid((Cell(0, 0, 1, 1, ()),))
    assert joined(one, one) is None
