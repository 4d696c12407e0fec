"""One grid for the tables of all formats."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.read.grid import Cell, Flowing, Fragment, Grid, flow, joined


def cell(text: str, rows: int = 1, columns: int = 1) -> Flowing:
    return Flowing(rows, columns, (Fragment(text),))


def shape(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.rows, c.columns, c.text) for c in grid.cells]


def grid(*rows: str) -> Grid:
    return flow([[cell(text) for text in row.split("|")] for row in rows])


def test_cells_flow_around_those_that_span() -> None:
    found = flow(
        [
            [cell("任务", 2), cell("责任单位", columns=2)],
            [cell("牵头"), cell("配合")],
            [cell("一"), cell("甲"), cell("乙")],
        ]
    )
    assert shape(found) == [
        (0, 0, 2, 1, "任务"),
        (0, 1, 1, 2, "责任单位"),
        (1, 1, 1, 1, "牵头"),
        (1, 2, 1, 1, "配合"),
        (2, 0, 1, 1, "一"),
        (2, 1, 1, 1, "甲"),
        (2, 2, 1, 1, "乙"),
    ]
    assert (found.rows, found.columns) == (3, 3)


def test_spans_end_with_the_table() -> None:
    found = flow([[cell("宽", 1_000_000_000, 1_000_000_000)], [cell("下")]])
    assert shape(found)[0] == (0, 0, 2, 1, "宽")
    assert shape(flow([[cell("左", 0), cell("右")], [cell("右下")]]))[0] == (0, 0, 2, 1, "左")


@given(st.lists(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 5)), max_size=5), max_size=6))
def test_no_place_has_two_cells(spans: list[list[tuple[int, int]]]) -> None:
    found = flow([[cell("x", rows, columns) for rows, columns in row] for row in spans])
    taken = [
        (r, c)
        for one in found.cells
        for r in range(one.row, one.row + one.rows)
        for c in range(one.column, one.column + one.columns)
    ]
    assert len(taken) == len(set(taken))
    assert len(found.cells) == sum(map(len, spans))


def test_a_table_that_goes_on_is_one() -> None:
    whole = joined(grid("序号|事项", "1|甲"), grid("序号|事项", "2|乙", "3|丙"))
    assert whole is not None
    assert [c[4] for c in shape(whole)] == ["序号", "事项", "1", "甲", "2", "乙", "3", "丙"]
    assert whole.rows == 4


def test_a_row_that_a_page_cuts_is_one() -> None:
    whole = joined(grid("序号|事项|单位", "1|制定办|市教育局"), grid("序号|事项|单位", "|法。|", "2|乙|丙"))
    assert whole is not None
    assert [(c[0], c[4]) for c in shape(whole)][3:] == [
        (1, "1"),
        (1, "制定办法。"),
        (1, "市教育局"),
        (2, "2"),
        (2, "乙"),
        (2, "丙"),
    ]


def test_a_cell_that_spans_over_a_page_is_one() -> None:
    above = flow([[cell("类"), cell("事")], [cell("甲", 2), cell("1")], [cell("2")]])
    below = flow([[cell("类"), cell("事")], [cell("", 2), cell("3")], [cell("4")]])
    whole = joined(above, below)
    assert whole is not None
    assert (1, 0, 4, 1, "甲") in shape(whole) and whole.rows == 5


def test_other_tables_stay_apart() -> None:
    assert joined(grid("序号|事项", "1|甲"), grid("序号|单位", "1|乙")) is None
    assert joined(grid("序号|事项", "1|甲"), grid("序号|事项|单位", "1|乙|丙")) is None
    assert joined(Grid((Cell(0, 0, 1, 1, ()),)), Grid((Cell(0, 0, 1, 1, ()),))) is None
