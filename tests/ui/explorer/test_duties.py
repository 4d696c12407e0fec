"""The page of duties, the checklist, and how duties are found."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from graph.export import checklist
from graph.records.identity import build_identity
from graph.records.norm_reading import read_norms
from graph.records.norm_search import Wanted, find_norms
from graph.records.norms import Norms, count_fields
from graph.store.store import Store
from ui.messages import load


@pytest.fixture(scope="module")
def norms(example_store: Path) -> Norms:
    with Store.open(example_store) as view:
        return read_norms(view)


def test_a_prohibition_has_the_words_that_open_its_list(norms: Norms) -> None:
    found = find_norms(norms, Wanted(about="装泵抽水"))
    assert [norm.text for norm in found] == ["第八条 禁止下列行为：（二）在公共供水管道上直接装泵抽水；"]
    assert found[0].name == "岚州市人民政府令第38号"


def test_what_is_asked_for_narrows(norms: Norms) -> None:
    everybody = find_norms(norms, Wanted())
    persons = find_norms(norms, Wanted(side="person", modalities=("prohibition",)))
    assert 0 < len(persons) < len(everybody) == len(norms.norms)
    assert {(norm.side, norm.modality) for norm in persons} == {("person", "prohibition")}
    borne = find_norms(norms, Wanted(bearer="运营单位"))
    assert borne and all("运营单位" in norm.bearer for norm in borne)


def test_an_agency_finds_the_duties_of_its_kind(example_store: Path, norms: Norms) -> None:
    with Store.open(example_store) as view:
        who = build_identity(view)
    found = find_norms(norms, Wanted(bearer="岚州市民政局"), who)
    assert {"市民政局", "民政部门"} <= {norm.bearer for norm in found}


def test_the_checklist_has_a_row_a_duty_and_room_for_ones_own_status(norms: Norms) -> None:
    found, output = find_norms(norms, Wanted(bearer="运营单位")), BytesIO()
    assert checklist.write(output, "xlsx", found, load()["zh"]) == len(found)
    rows = list(load_workbook(output).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert len(rows) == len(found) + 1 and rows[0][-1] == "自查情况" and all(row[-1] is None for row in rows[1:])
    with pytest.raises(ValueError, match="no file"):
        checklist.write(output, "table", found, load()["zh"])


def test_the_page_lists_and_narrows(visit, example_store: Path) -> None:
    whole = visit("duties", example_store)
    assert "第 1–25 条" in whole.html
    some = visit("duties", example_store, bearer="运营单位", modality="obligation", lang="en")
    assert "Obligation" in some.html and "运营单位" in some.html and "zm-duty-prohibition" not in some.html
    none = visit("duties", example_store, q="qubit", lang="en")
    assert "No duties match" in none.html


def test_the_page_narrows_to_a_field_of_law(visit, example_store: Path, norms: Norms) -> None:
    field, count = count_fields(norms)[0]
    seen = visit("duties", example_store, field=field, lang="en")
    assert f"{count} duties" in seen.html and 0 < count < len(norms.norms)
    assert seen.widget("selectbox", "field").value == field


def test_the_page_narrows_to_a_place(visit, example_store: Path, norms: Norms) -> None:
    for code in ("990100", "990102"):
        seen = visit("duties", example_store, place=code, lang="en")
        assert f"of {len(find_norms(norms, Wanted(place=code)))} duties" in seen.html
    city = seen.widget("selectbox", "place")
    assert city.label == "Holds in" and city.value == "990102"


def test_what_holds_in_a_place_is_its_own_and_what_lies_above(norms: Norms) -> None:
    city, district, elsewhere = (find_norms(norms, Wanted(place=code)) for code in ("990100", "990102", "370100"))
    codes = {norm.place for norm in norms.norms}
    assert codes == {"990100", "990102"}
    assert {norm.place for norm in city} == {"990100"} and {norm.place for norm in district} == codes and not elsewhere
