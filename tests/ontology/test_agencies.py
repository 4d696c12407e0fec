"""The gazetteer of agencies: consistent, quick to load, and the same rules for every place."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from ontology.agencies import Agencies, AgencyKind, Window
from ontology.agencies.bodies import Reform, bare_name, level_of, tails
from ontology.places import Place, Places

AGENCIES, PLACES = Agencies.load(), Places.load()


def place(code: str) -> Place:
    found = PLACES.by_code(code)
    assert found is not None
    return found


def kind(name: str) -> AgencyKind:
    return next(kind for kind in AGENCIES.kinds if kind.name == name)


def test_load_reads_once_and_fast() -> None:
    assert Agencies.load() is AGENCIES
    script = (
        "import ontology.agencies as a; import pyoxigraph; from tests.ingest.work import work;"
        "from ontology.places import Places; Places.load(); print(work(a.Agencies.load))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert 1_000 < int(done.stdout) < 100_000, done.stderr  # calls; 18,000 took 20 ms


def test_kinds_are_told_apart_by_name() -> None:
    names = [(kind.name, kind.place) for kind in AGENCIES.kinds]
    assert len(names) > 200
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", AGENCIES.kinds, ids=lambda kind: kind.name)
def test_every_kind_is_found_by_its_names(kind: AgencyKind) -> None:
    assert kind.levels
    assert kind.pattern or not kind.short_patterns
    for tail in tails(kind):
        assert kind in AGENCIES.called(tail)
    for name in kind.fields:
        assert kind in AGENCIES.concerned_with(name)
        assert not AGENCIES.called(name), "a field is no body's name"


def test_fields_mean_one_kind_at_a_level() -> None:
    for name in AGENCIES.fields():
        for level in ("province", "municipality", "city", "county"):
            usual = [kind.name for kind in AGENCIES.concerned_with(name) if level in kind.levels]
            assert len(usual) <= 1, (name, level, usual)


def test_a_short_form_of_one_kind_is_no_full_name_of_another() -> None:
    """省民政厅 is never 省财政厅: what is looked up is exact, and a full name keeps its body unless a reform renamed it, or all cities of
    a province call it otherwise (`districts.ttl`)."""
    general = [kind for kind in AGENCIES.kinds if kind.place is None]
    full = {kind.name for kind in general if not kind.pattern}
    both = {short for kind in general for short in kind.short if short in full}
    assert both == {"交通局", "交通厅", "建设厅"}


@pytest.mark.parametrize(
    ("tail", "names"),
    [
        ("发改委", ["发展和改革委员会"]),
        ("发展改革委", ["发展和改革委员会"]),
        ("发改局", ["发展和改革局"]),
        ("人社局", ["人力资源和社会保障局"]),
        ("人力资源社会保障厅", ["人力资源和社会保障厅"]),
        ("卫健委", ["卫生健康委员会"]),
        ("卫计委", ["卫生和计划生育委员会"]),
        ("市场监管局", ["市场监督管理局"]),
        ("民政厅", ["民政厅"]),
        ("财政厅", ["财政厅"]),
        ("委编办", ["党委机构编制委员会办公室"]),
        ("法院", ["高级人民法院", "中级人民法院", "人民法院"]),
        ("外办", ["外事侨务办公室", "人民政府外事办公室"]),
        ("某某局", []),
        ("发改委员会", []),
    ],
)
def test_called(tail: str, names: list[str]) -> None:
    assert [kind.name for kind in AGENCIES.called(tail)] == names


@pytest.mark.parametrize(
    ("name", "code", "full"),
    [
        ("财政局", "370105", "济南市天桥区财政局"),
        ("财政厅", "370000", "山东省财政厅"),
        ("财政局", "990100", "岚州市财政局"),
        ("税务局", "370100", "国家税务总局济南市税务局"),
        ("党委组织部", "370105", "中共济南市天桥区委组织部"),
        ("共青团委员会", "990102", "中国共产主义青年团岚州市望湖区委员会"),
        ("生态环境局分局", "990102", "岚州市生态环境局望湖分局"),
        ("国土资源局分局", "990102", "岚州市国土资源局望湖分局"),
        ("规划局分局", "990102", "岚州市规划局望湖分局"),
        ("自然资源和规划局分局", "990102", "岚州市自然资源和规划局望湖分局"),
        ("工商行政管理局分局", "990102", "岚州市工商行政管理局望湖分局"),
        ("银行保险监督管理局", "370000", "中国银行保险监督管理委员会山东监管局"),
        ("海关", "370100", "中华人民共和国济南海关"),
    ],
)
def test_full_name(name: str, code: str, full: str) -> None:
    assert kind(name).full_name(place(code), PLACES) == full


@pytest.mark.parametrize(
    ("name", "code", "on", "expected"),
    [
        ("卫生和计划生育委员会", "370100", date(2017, 6, 1), True),
        ("卫生和计划生育委员会", "370100", date(2020, 6, 1), False),
        ("卫生健康委员会", "370100", date(2018, 12, 31), False),
        ("卫生健康委员会", "370100", date(2019, 1, 15), None),
        ("卫生健康委员会", "370100", date(2019, 2, 1), True),
        ("卫生健康委员会", "370000", date(2018, 11, 1), True),
        ("卫生健康委员会", "440000", date(2018, 11, 1), None),
        ("自然资源和规划局", "990100", date(2019, 4, 1), True),
        ("国土资源局", "990100", date(2018, 10, 31), True),
        ("税务局", "370000", date(2018, 6, 14), False),
        ("税务局", "370000", date(2018, 6, 16), True),
        ("财政局", "370100", date(1990, 1, 1), True),
        ("司法局", "370100", date(2018, 1, 1), True),
    ],
)
def test_existed(name: str, code: str, on: date, expected: bool | None) -> None:
    assert AGENCIES.existed(kind(name), place(code), on) is expected


def test_changes_apply_to_any_place_by_rule() -> None:
    for code, full in [("370100", "济南市"), ("990100", "岚州市"), ("440300", "深圳市")]:
        changes = {(change.wave, change.name): change for change in AGENCIES.changes(place(code), PLACES)}
        land = changes["2018", "自然资源"]
        assert {f"{full}国土资源局", f"{full}规划局"} <= set(land.former)
        assert land.new == (f"{full}自然资源和规划局",)
        market = changes["2018", "市场监管"]
        assert len(market.former) == 3
        assert market.new == (f"{full}市场监督管理局",)
        assert changes["2018", "司法"].former == (f"{full}人民政府法制办公室", f"{full}司法局")


def test_changes_have_the_names_of_the_level_and_the_days_of_the_place() -> None:
    changes = {(change.wave, change.name): change for change in AGENCIES.changes(place("370000"), PLACES)}
    assert changes["2018", "自然资源"].former == ("山东省国土资源厅",)
    assert changes["2018", "自然资源"].new == ("山东省自然资源厅",)
    assert changes["2018", "市场监管"].new == ("山东省市场监督管理局", "山东省药品监督管理局")
    assert changes["2018", "自然资源"].window == Window(date(2018, 10, 1), date(2018, 10, 31))
    assert list(AGENCIES.changes(place("100000"), PLACES)) == []


def test_special_bodies_lie_in_known_places() -> None:
    for body in AGENCIES.bodies:
        assert PLACES.by_code(body.place) is not None, body
        assert AGENCIES.named(body.name) == (body,)
        assert all(body in AGENCIES.named(short) for short in body.short)


@pytest.mark.parametrize(
    ("code", "level"),
    [("100000", None), ("370000", "province"), ("110000", "municipality"), ("370100", "city"), ("370105", "county")],
)
def test_level_of(code: str, level: str | None) -> None:
    assert level_of(place(code)) == level


@pytest.mark.parametrize(
    ("code", "bare"), [("370000", "山东"), ("370105", "天桥"), ("370100", "济南"), ("450000", "广西")]
)
def test_bare_name(code: str, bare: str) -> None:
    assert bare_name(place(code)) == bare


def test_a_wrong_gazetteer_is_refused() -> None:
    kinds = [AgencyKind("甲局", ("city",)), AgencyKind("乙局", ("city",))]
    window = Window(date(2019, 1, 1), date(2019, 1, 31))
    stages = [("w", "city", window)]
    assert Agencies.build(kinds, reforms=[Reform("r", "w", ("甲局",), ("乙局",))], stages=stages).reforms
    with pytest.raises(ValueError, match="丙局"):
        Agencies.build(kinds, reforms=[Reform("r", "w", ("甲局",), ("丙局",))], stages=stages)
    with pytest.raises(ValueError, match="no stages"):
        Agencies.build(kinds, reforms=[Reform("r", "v", ("甲局",), ("乙局",))], stages=stages)
