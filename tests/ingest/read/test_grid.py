"""One grid for the tables of all formats."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.read.grid import Flowing, Fragment, Grid, flow


def cell(text: str, rows: int = 1, columns: int = 1) -> Flowing:
    return Flowing(rows, columns, (Fragment(text),))


def shape(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.rows, c.columns, c.text) for c in grid.cells]


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
