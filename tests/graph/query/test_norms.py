"""What must be done, what must not, and what it costs: the saved questions about duties and sanctions, over one regulation."""

from pathlib import Path

import pytest

from graph.query.query import find, run
from graph.records.questions import ask
from graph.store.errors import QueryError
from graph.store.store import Store
from tests.conftest import build_store
from tests.samples import catering
from tests.samples.once import once

TITLE = "岚州市集中供餐管理条例"
QUESTIONS = [
    ("duties-of-bearer", {"bearer": "供餐单位"}, ("number", "modality", "sentence", "authority"), [
        (TITLE, "obligation",  "第二条 供餐单位应当建立留样制度，留样保存不少于四十八小时。", "市场监督管理部门"),
        (TITLE, "prohibition", "（一）使用回收的食品；",                                   "市场监督管理部门"),
        (TITLE, "prohibition", "（二）转包供餐合同。",                                     None),
    ]),
    ("duties-of-bearer", {"bearer": "供餐单位", "place": "/place/37"}, ("number",), []),
    ("prohibitions-without-sanction", {}, ("number", "bearer", "sentence"), [
        (TITLE, "供餐单位",       "（二）转包供餐合同。"),
        (TITLE, "任何单位和个人", "第四条 任何单位和个人不得伪造留样记录。"),
    ]),
    ("fines-for-act", {"act": "留样"}, ("number", "words", "least", "most", "unit"), [
        (TITLE, "未建立留样制度", "5000", "30000", "CNY"),
    ]),
    ("sanctions-by-authority", {"agency": "市场监督"}, ("authority", "least", "most", "unit", "of"), [
        ("市场监督管理部门", "5000", "30000", "CNY",   None),
        ("市场监督管理部门", "1000", "5000",  "CNY",   None),
        ("市场监督管理部门", "50",   "100",   "CNY",   None),
        ("市场监督管理部门", "5",    "10",    "times", "违法所得"),
    ]),
]  # fmt: skip


@pytest.fixture(scope="session")
def catering_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(folder: Path) -> None:
        text = folder.with_name("集中供餐.txt")
        text.write_text(catering.TEXT, encoding="utf-8")
        build_store(folder, text)

    return once(tmp_path_factory, "catering", make) / "store"


@pytest.mark.parametrize(("name", "given", "columns", "expected"), QUESTIONS)
def test_what_a_business_must_do_and_what_it_costs(
    catering_store: Path, name: str, given: dict[str, str], columns: tuple[str, ...], expected: list[tuple[str, ...]]
) -> None:
    with Store.open(catering_store) as store:
        answer = run(store, find(name), given)
    places = [answer.columns.index(column) for column in columns]
    rows = [tuple(None if row[place] is None else str(row[place]) for place in places) for row in answer.rows]
    assert rows == expected


def test_a_body_imposes_what_its_kind_imposes(catering_store: Path) -> None:
    query = find("sanctions-by-authority")
    with Store.open(catering_store) as store:
        rows = ask(store, query, {"agency": "岚州市市场监督管理局"}).rows
        with pytest.raises(QueryError, match="no agency"):
            ask(store, query, {"agency": "岚州市财政局"})
    assert [str(row[1]) for row in rows] == ["30000", "5000", "100", "10"]


@pytest.mark.parametrize(("given", "count"), [
    ({"bearer": "供餐单位", "place": "990102"}, 3),   # a district of the city whose regulation it is
    ({"bearer": "供餐单位", "place": "370100"}, 0),
    ({"bearer": "食堂"},                        1),   # what binds every 单位 binds it
    ({"bearer": "供餐单位"},                    3),
])  # fmt: skip
def test_what_holds_in_a_place_and_for_a_business(catering_store: Path, given: dict[str, str], count: int) -> None:
    query = find("duties-of-bearer")
    with Store.open(catering_store) as store:
        assert len(ask(store, query, given).rows) == count


def test_a_kind_of_authority_elsewhere_is_none_of_a_body(catering_store: Path) -> None:
    with Store.open(catering_store) as store:
        here = ask(store, find("duties-of-agency"), {"agency": "岚州市市场监督管理局"}).rows
        assert [str(row[0]) for row in here] == ["县级以上人民政府市场监督管理部门"]
        for name in ("duties-of-agency", "sanctions-by-authority"):
            with pytest.raises(QueryError, match="no agency"):
                ask(store, find(name), {"agency": "济南市市场监督管理局"})
