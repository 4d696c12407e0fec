"""Finding documents by number and title."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records.documents import DocumentRow, narrow_rows
from graph.records.resources import Named
from graph.records.search import UNKNOWN, Filters, fold, narrow, select

ROW = DocumentRow(
    iri="d",
    number="岚政发〔2021〕22号",
    title="岚州市人民政府关于印发《岚州市“放管服”改革（试行）办法》的通知",
    kind=Named("通知", "Notice", "k"),
    issuers=(Named("岚州市人民政府", "", "a"),),
    signed="2021-03-02",
    printed="",
    instruments=("岚州市河道保护办法",),
)
BARE = DocumentRow(iri="e", number="", title="", kind=None, issuers=(), signed="", printed="")


@pytest.mark.parametrize(
    "text",
    [
        "岚政发〔2021〕22号",
        "岚政发[2021]22号",
        "岚政发(2021)22号",
        "岚政发（２０２１）２２号",
        "岚政发【2021】22号",
        "岚政发 〔 2021 〕 22 号",
        "岚政发〔2021〕",
        "岚政发2021",
        "放管服 改革",
        "改革 通知",
        "改革(试行)办法",
        '《岚州市"放管服"改革',
        "河道保护",
        "22号 河道",
        "  ",
    ],
)
def test_found(text: str) -> None:
    assert select([ROW], Filters(text)) == [ROW]


@pytest.mark.parametrize("text", ["岚政发〔2021〕2号", "岚政办发", "岚政发〔2020〕22号", "改革 意见", "河道 船闸"])
def test_not_found(text: str) -> None:
    assert select([ROW], Filters(text)) == []


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), [ROW, BARE]),
        (Filters(year="2021"), [ROW]),
        (Filters(year="2020"), []),
        (Filters(year=UNKNOWN), [BARE]),
        (Filters(kind="通知"), [ROW]),
        (Filters(kind=UNKNOWN), [BARE]),
        (Filters(issuer="岚州市人民政府"), [ROW]),
        (Filters(issuer="岚州市"), []),
        (Filters("河道", "2021", "通知", "岚州市人民政府"), [ROW]),
        (Filters("河道", "2021", "意见"), []),
    ],
)
def test_filters_narrow_together(filters: Filters, found: list[DocumentRow]) -> None:
    assert select([ROW, BARE], filters) == found


DISTRICT, CITY, CENTRE = (
    replace(BARE, iri=name, place=Named(name, "", f"https://example.org/place/{code}"))
    for name, code in (("望湖区", "990102"), ("岚州市", "990100"), ("中华人民共和国", "100000"))
)


@pytest.mark.parametrize(
    ("code", "name", "found"),
    [
        ("990102", "望湖区", [DISTRICT]),
        ("990100", "岚州市", [DISTRICT, CITY]),
        ("990000", "东岭省", [DISTRICT, CITY]),
        ("100000", "中华人民共和国", [CENTRE]),
        ("370000", "山东省", []),
    ],
)
def test_a_region_includes_its_districts(code: str, name: str, found: list[DocumentRow]) -> None:
    rows = [DISTRICT, CITY, CENTRE, BARE]
    assert select(rows, Filters(place=code)) == list(narrow_rows(rows, place=name)) == found
    assert narrow(rows, Filters()).facets["place"][code] == len(found)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="岚政发2021〔〕[]（） ", min_size=1))
def test_any_piece_of_a_title_finds_it(title: str) -> None:
    row = DocumentRow(iri="d", number="", title=title, kind=None, issuers=(), signed="", printed="")
    assert all(select([row], Filters(title[start:])) == [row] for start in range(len(title)))


def test_names_that_are_folded_beforehand_find_the_same() -> None:
    folded = {ROW.iri: tuple(map(fold, (ROW.number, ROW.title, *ROW.instruments)))}
    for typed in ("岚政发[2021]22号", "放管服 改革", "河道保护", "没有的"):
        alone = narrow([ROW, BARE], Filters(typed))
        assert narrow([ROW, BARE], Filters(typed), folded=lambda iri: folded.get(iri, ())).rows == alone.rows
