"""Reading order, ruled tables and what recurs, on pages that are set by `benchmarks.printing`."""

import pytest

from ingest.model.native import OnPage
from ingest.read.grid import Grid
from ingest.read.page.blocks import blocks
from ingest.read.page.columns import in_order
from ingest.read.page.lines import segments
from ingest.read.page.model import Page, RuledLine, Segment, Word, fragments
from ingest.read.page.recurring import set_apart
from ingest.read.page.ruling import tables

_SIZE = 10.0


def words(text: str, x: float, y: float, size: float = _SIZE) -> list[Word]:
    """A line of full-width characters with its upper left corner at x, y; a blank leaves a gap."""
    return [Word(c, x + i * size, y, x + (i + 1) * size, y + size) for i, c in enumerate(text) if c != " "]


def shown(page: Page) -> list[str]:
    found, _ = blocks([page])
    return ["|".join(c.text for c in b.cells) if isinstance(b, Grid) else "".join(f.text for f in b) for b in found]


def order(found: list[Word]) -> list[str]:
    return [" ".join(s.text for s in row) for row in in_order(segments(found), _SIZE)]


def column(lines: list[str], x: float, y: float = 100.0) -> list[Word]:
    return [word for i, line in enumerate(lines) for word in words(line, x, y + i * 15)]


_LEFT = [
    "为了规范管理，根据有关规定",
    "结合本市实际，制定本办法。",
    "第一条 市教育局应当加强",
    "对学校的管理，明确职责。",
]
_RIGHT = ["第二条 市财政局应当保障", "所需经费，并加强监督。", "第三条 本办法自公布之日", "起施行，有效期五年。"]


def test_columns_are_read_one_after_the_other() -> None:
    read = order([*column(_RIGHT, 300), *column(_LEFT, 100)])
    assert [line.replace(" ", "") for line in read] == [line.replace(" ", "") for line in [*_LEFT, *_RIGHT]]


def test_columns_whose_lines_stand_between_each_other() -> None:
    read = order([*column(_LEFT, 100), *column(_RIGHT, 300, 107)])
    assert [line.replace(" ", "") for line in read] == [line.replace(" ", "") for line in [*_LEFT, *_RIGHT]]


def test_a_heading_across_columns_parts_them() -> None:
    head = words("关于印发岚州市某某管理办法的通知等四件文件的公告", 120, 200)
    below_left, below_right = column(_LEFT, 100, 230), column(_RIGHT, 300, 230)
    read = order([*column(_LEFT, 100), *column(_RIGHT, 300), *head, *below_left, *below_right])
    assert [line.replace(" ", "")[:3] for line in read] == [
        *(line.replace(" ", "")[:3] for line in [*_LEFT, *_RIGHT]),
        "关于印",
        *(line.replace(" ", "")[:3] for line in [*_LEFT, *_RIGHT]),
    ]


def test_a_signature_below_its_text_is_no_column() -> None:
    text = [*words("本通知自印发之日起施行。", 100, 100), *words("特此通知。", 100, 115)]
    signed = [
        *words("岚州市人民政府", 300, 145),
        *words("2019年8月1日", 300, 160),
        *words("（此件公开发布）", 300, 190),
    ]
    assert order(signed + text) == [
        "本通知自印发之日起施行。",
        "特此通知。",
        "岚州市人民政府",
        "2019年8月1日",
        "（此件公开发布）",
    ]


def test_words_of_one_row_stay_together() -> None:
    assert order(words("姓名 职务   单位", 100, 100)) == ["姓名 职务 单位"] or order(
        words("姓名    单位", 100, 100)
    ) == ["姓名 单位"]


def ruled(xs: list[float], ys: list[float]) -> tuple[list[RuledLine], list[RuledLine]]:
    return [RuledLine(xs[0], xs[-1], y) for y in ys], [RuledLine(ys[0], ys[-1], x) for x in xs]


def test_a_lattice_is_a_table() -> None:
    across, down = ruled([100, 200, 300], [100, 120, 140])
    (found,) = tables(across, down)
    assert [(c.row, c.column, c.rows, c.columns) for c in found.cells] == [
        (0, 0, 1, 1),
        (0, 1, 1, 1),
        (1, 0, 1, 1),
        (1, 1, 1, 1),
    ]


def test_a_line_that_is_missing_is_a_span() -> None:
    across, down = ruled([100, 200, 300, 400], [100, 120, 140])
    down[2] = RuledLine(120, 140, 300)  # no line between the second and third cell of the first row
    across[1] = RuledLine(200, 400, 120)  # none below the first cell
    (found,) = tables(across, down)
    assert [(c.row, c.column, c.rows, c.columns) for c in found.cells] == [
        (0, 0, 2, 1),
        (0, 1, 1, 2),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
    ]


@pytest.mark.parametrize("off", [0.0, 1.0, 2.0])
def test_sides_that_cells_draw_each_for_itself_are_one_line(off: float) -> None:
    across = [
        RuledLine(100, 200, 100),
        RuledLine(200 + off, 300, 100 + off / 2),
        *(RuledLine(100, 300, y) for y in (120, 140)),
    ]
    _, down = ruled([100, 200, 300], [100, 120, 140])
    (found,) = tables(across, down)
    assert len(found.cells) == 4


def test_a_box_and_a_single_line_are_no_tables() -> None:
    across, down = ruled([100, 300], [100, 200])
    assert tables(across, down) == []
    assert tables([RuledLine(0, 500, 100)], []) == []


def test_thousands_of_lines_are_a_drawing() -> None:
    assert (
        tables([RuledLine(0, 9, i * 10.0) for i in range(4000)], [RuledLine(0, 9, i * 10.0) for i in range(4000)]) == []
    )


def test_a_table_stands_where_it_is_printed() -> None:
    page = Page(1, 595, 842)
    page.words = [
        *words("附件", 100, 80),
        *words("序号", 105, 103),
        *words("甲", 205, 103),
        *words("1", 105, 123),
        *words("乙", 205, 123),
        *words("注释", 100, 160),
    ]
    page.horizontals, page.verticals = ruled([100, 200, 300], [100, 120, 140])
    assert shown(page) == ["附件", "序号|甲|1|乙", "注释"]


@pytest.mark.parametrize("caption", ["", "表二 渡口清单"])
def test_a_caption_on_the_next_page_parts_tables(caption: str) -> None:
    pages = [Page(1, 595, 842), Page(2, 595, 842)]
    for page, row in zip(pages, ("序号甲", "2乙"), strict=True):
        page.words = [*words(row[:-1], 105, 103), *words(row[-1], 205, 103), *words("1丁", 105, 123)]
        page.horizontals, page.verticals = ruled([100, 200, 300], [100, 120, 140])
    pages[1].words = [*words(caption, 100, 80), *pages[1].words]
    found, _ = blocks(pages)
    assert sum(isinstance(block, Grid) for block in found) == (2 if caption else 1)


def recognised(text: str, y: float, high: float, em: float) -> Word:
    """A line as an OCR engine gives it: one word, a little wider than its characters, as high as it happens."""
    return Word(text, 100 - 0.15 * em, y, 100 + (len(text) + 0.15) * em, y + high, "", 0.97)


def test_a_scans_headings_are_known_by_the_width_of_their_characters() -> None:
    text = ["为规范渡口的经营，根据有关规定", "结合本市实际，现将任务分解如下", "各区应当按照职责加强检查"] * 3
    page = Page(1, 600, 800, unit="px")
    page.words = [recognised("岚州市渡口管理的通知", 40, 15.5, 14)]
    page.words += [recognised(line, 70 + 16 * i, 10.2, 10) for i, line in enumerate(text)]
    page.words += [recognised(line, 230 + 16 * i, 13.4, 10) for i, line in enumerate(("彻执行。", "管局）", "度"))]
    found, _ = blocks([page])
    assert [f.text for line in found if not isinstance(line, Grid) for f in line if f.heading] == [
        "岚州市渡口管理的通知"
    ]


def test_what_recurs_is_set_apart_and_a_gazettes_head_said_once() -> None:
    pages = [Page(i, 595, 842) for i in range(1, 5)]
    found = [
        segments(
            [
                *words("岚州市人民政府公报", 200, 30),
                *words("内部资料", 400, 30),
                *words(f"第{page.number}页的正文。", 100, 200),
                *words(f"—{page.number}—", 280, 800),
            ]
        )
        for page in pages
    ]
    result = set_apart(pages, found)
    assert [[s.text for s in page] for page in result.pages] == [
        ["岚州市人民政府公报", "第1页的正文。"],
        *([f"第{i}页的正文。"] for i in (2, 3, 4)),
    ]
    assert set(result.apart) == {"岚州市人民政府公报", "内部资料", "—1—", "—2—", "—3—", "—4—"}


def test_a_letter_of_two_pages_has_no_running_head() -> None:
    pages = [Page(i, 595, 842) for i in (1, 2)]
    found = [segments(words("岚州市财政局", 200, 30)) for _ in pages]
    assert [[s.text for s in page] for page in set_apart(pages, found).pages] == [["岚州市财政局"], ["岚州市财政局"]]


def test_a_recognised_line_is_divided_as_wide_as_its_characters_are() -> None:
    page = Page(1, 600, 800)
    (line,) = fragments(page, Segment.join([Word("至2023年底", 100, 50, 152, 60, confidence=0.9)]))
    assert isinstance(line.place, OnPage) and line.text == "至2023年底"
    assert line.place.lefts == pytest.approx((100, 110, 115.5, 121, 126.5, 132, 142))
    assert line.place.rights[-1] == pytest.approx(152)
