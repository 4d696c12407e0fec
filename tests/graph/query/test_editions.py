"""Saved questions about a store that contains two editions of one text, with their answers by hand."""

from pathlib import Path

import pytest

from graph.query.query import find, run
from graph.store.store import Store
from tests.conftest import build_store
from tests.graph.derive.test_derive import CITING, LAW

TITLE = "岚州市湖泊保护条例"
OLD, NEW = "2011-11-17", "2018-07-26"


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("editions")
    texts = {
        "old.md": LAW.format(day="2011年11月17日", act="通过"),
        "new.md": LAW.format(day="2018年7月26日", act="修订"),
        "early.txt": CITING.format(year=2015),
        "late.txt": CITING.format(year=2020),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    build_store(folder / "out", *(folder / name for name in texts))
    return folder / "out" / "store"


ANSWERS: list[tuple[str, dict[str, str], tuple[str, ...], list[tuple[object, ...]]]] = [
    ("superseded-editions", {}, ("number", "title", "signed", "since", "later_number"), [(TITLE, TITLE, OLD, NEW, TITLE)]),
    ("supersessions", {}, ("number", "signed", "old_number", "old_signed"), [(TITLE, NEW, TITLE, OLD)]),
    ("stale-bases", {"day": "2020-12-31"}, ("number", "basis_number", "status", "since", "own_status"), [
        ("岚政发〔2015〕9号", TITLE, "superseded", NEW, "presumed-in-force"),
    ]),
    ("stale-bases", {"day": "2016-12-31"}, ("number",), []),
    ("most-cited", {"at_least": "1"}, ("name", "documents"), [(TITLE, 1), (TITLE, 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "params", "columns", "expected"), ANSWERS)
def test_a_question_tells_editions_apart(
    name: str, params: dict[str, str], columns: tuple[str, ...], expected: list[tuple[object, ...]], editions: Path
) -> None:
    with Store.open(editions) as store:
        answer = run(store, find(name), params)
    places = [answer.columns.index(column) for column in columns]
    assert [tuple(row[place] for place in places) for row in answer.rows] == expected


@pytest.mark.parametrize(("day", "old", "new"), [
    ("2015-01-01", "presumed-in-force", "not-yet-issued"), ("2018-07-25", "presumed-in-force", "not-yet-issued"),
    ("2018-07-26", "superseded", "presumed-in-force"),
])  # fmt: skip
def test_each_edition_has_its_status_on_a_day(day: str, old: str, new: str, editions: Path) -> None:
    with Store.open(editions) as store:
        answer = run(store, find("status-on-day"), {"day": day})
    places = [answer.columns.index(column) for column in ("number", "signed", "status")]
    rows = [tuple(row[place] for place in places) for row in answer.rows if row[places[0]] == TITLE]
    assert sorted(rows, key=str) == [(TITLE, OLD, old), (TITLE, NEW, new)]


@pytest.mark.parametrize(("day", "expected"), [
    ("2023-03-10", []),
    ("2025-03-10", ["第五条", "第二条", "第四条"]),
])  # fmt: skip
def test_articles_that_moved_or_changed_are_told_by_the_edition_of_the_day(
    day: str, expected: list[str], law_store: Path
) -> None:
    with Store.open(law_store) as store:
        answer = run(store, find("moved-articles"), {"day": day})
    places = [answer.columns.index(column) for column in ("issuer", "provision")]
    assert [tuple(row[place] for place in places) for row in answer.rows] == [
        ("岚州市交通运输局", provision) for provision in expected
    ]
