"""Which place a name means: the gazetteer's own consistency, and tables of names as documents print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.places import STATE, Place, Places
from tests.ingest.work import work

PLACES = Places.load()


def code_of(text: str, within: str | None = None) -> str | None:
    place = PLACES.find_prefix(text, within=within)
    return place.code if place else None


@pytest.mark.parametrize(("text", "within", "code"), [
    ("新区管委会",         None,     None),      # 唐山市 had a district of that name
    ("新区管委会",         "370100", None),
    ("新区管委会",         "130200", "130206"),
    ("新区管委会",         "130629", None),      # 雄安新区 lies in another city of the province
    ("郊区人民政府",       "340000", None),
    ("新区人民政府",       "310115", "310115"),  # 浦东新区
    ("唐山市新区人民政府", None,     "130206"),
    ("矿区公安局",         None,     None),
    ("矿区公安局",         "140300", "140303"),
])  # fmt: skip
def test_a_general_word_names_a_district_only_in_its_city(text: str, within: str | None, code: str | None) -> None:
    assert code_of(text, within) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("济南市天桥区人民政府", "370105"),
        ("山东省济南市天桥区人民政府", "370105"),
        ("山东省天桥区人民政府", "370105"),
        ("天桥区人民政府", "370105"),
        ("济南市人民政府办公厅", "370100"),
        ("山东省财政厅", "370000"),
        ("中共济南市委办公厅", "370100"),
        ("中国共产党济南市委员会", "370100"),
        ("中共山东省委办公厅", "370000"),
        ("中共岚州市委", "990100"),
        ("中国人民解放军山东省济南警备区", "370100"),
        ("中国人民解放军山东省军区", "370000"),
        ("中国人民武装警察部队济南支队", "370100"),
        ("中国农业银行股份有限公司济南分行", "370100"),
        ("中国农业发展银行山东省分行", "370000"),
        ("中华人民共和国济南海关", "370100"),
        ("中华人民共和国海关总署", STATE),
        ("中国人民解放军总政治部", STATE),
        ("中国人民解放军济南军区", STATE),
        ("中国人民解放军新疆军区", "650000"),
        ("中国人民解放军北京卫戍区", "110000"),
        ("中国人民解放军长沙政治学院", STATE),
        ("中国人民解放军南京政治学院上海分院", STATE),
        ("中国民生银行朝阳支行", STATE),
        ("中国工商银行西安和平路支行", "610100"),
        ("中国银行业监督管理委员会", STATE),
        ("政协济南市委员会", "370100"),
        ("共青团济南市委", "370100"),
        ("济南市市场监督管理局", "370100"),
        ("北京市海淀区人民政府", "110108"),
        ("上海市人民政府", "310000"),
        ("重庆市人民政府", "500000"),
        ("仙桃市人民政府", "429004"),
        ("湖北省仙桃市人民政府", "429004"),
        ("吉林市人民政府", "220200"),
        ("吉林省人民政府", "220000"),
        ("内蒙古自治区人民政府", "150000"),
        ("广西壮族自治区人民政府办公厅", "450000"),
        ("延边朝鲜族自治州人民政府", "222400"),
        ("延边州人民政府", "222400"),
        ("香港特别行政区政府", "810000"),
        ("东岭省人民政府", "990000"),
        ("岚州市临溪县教育局", "990123"),
        ("望湖区人民政府", "990102"),
        # Abolished, but documents of their time name them.
        ("莱芜市人民政府", "371200"),
        ("章丘市人民政府", "370181"),
        ("济南市章丘市人民政府", "370181"),
        ("襄樊市人民政府", "420600"),
        # Central organs, and their branches.
        ("国务院", STATE),
        ("国务院办公厅", STATE),
        ("中共中央 国务院", STATE),
        ("中共中央办公厅", STATE),
        ("财政部", STATE),
        ("国家发展改革委", STATE),
        ("人力资源和社会保障部办公厅", STATE),
        ("全国人民代表大会常务委员会", STATE),
        ("最高人民法院", STATE),
        ("国家税务总局", STATE),
        ("国家税务总局济南市税务局", "370100"),
        ("中国人民银行济南分行", "370100"),
        ("国家统计局山东调查总队", "370000"),
    ],
)
def test_full_names(text: str, code: str) -> None:
    assert code_of(text) == code


@pytest.mark.parametrize(
    ("text", "within", "code"),
    [
        ("天桥区人民政府", "370100", "370105"),
        ("市中区人民政府", "370100", "370103"),
        ("市中区人民政府", "370105", "370103"),
        ("市中区人民政府", "370400", "370402"),
        ("市中区人民政府", "370600", None),
        ("朝阳区人民政府", "110000", "110105"),
        ("朝阳区人民政府", "110108", "110105"),
        ("桥东区人民政府", "130500", "130502"),
        ("桥东区人民政府", "130700", "130702"),
        ("省政府办公厅", "370105", "370000"),
        ("省政府办公厅", "990100", "990000"),
        ("省财政厅", "370000", "370000"),
        ("市财政局", "370105", "370100"),
        ("市财政局", "370100", "370100"),
        ("市政府", "370181", "370181"),
        ("市政府办公室", "110108", "110000"),
        ("市政协", "370100", "370100"),
        ("市委办公室", "990102", "990100"),
        ("中共市委", "370100", "370100"),
        ("区政府", "370105", "370105"),
        ("县教育局", "990123", "990123"),
        ("自治区人民政府", "450100", "450000"),
        ("州人民政府", "222401", "222400"),
        ("市市场监督管理局", "370105", "370100"),
        ("济南市天桥区人民政府", "990100", "370105"),
        # A class word that begins another word, or a level that the context has not.
        ("市场监督管理局", "370105", None),
        ("市容环境卫生管理局", "370100", None),
        ("区域发展办公室", "370105", None),
        ("县域经济办公室", "990123", None),
        ("区政府", "370100", None),
        ("省政府", STATE, None),
        ("发展改革委", "370100", None),
        ("市财政局", "000000", None),
    ],
)
def test_names_in_context(text: str, within: str, code: str | None) -> None:
    assert code_of(text, within) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "　",
        "朝阳区人民政府",
        "市中区人民政府",
        "市财政局",
        "省政府",
        "公安部门",
        "文化部门",
        "各县区人民政府",
        "某某公司",
    ],
)
def test_unknown_stays_unknown(text: str) -> None:
    assert code_of(text) is None


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (STATE, "中华人民共和国"),
        ("370000", "山东省"),
        ("370100", "济南市"),
        ("370105", "济南市天桥区"),
        ("990123", "临溪县"),
        ("110000", "北京市"),
        ("110108", "北京市海淀区"),
        ("429004", "仙桃市"),
        ("371202", "莱芜市莱城区"),
    ],
)
def test_full_name(code: str, name: str) -> None:
    assert PLACES.full_name(code) == name


def test_full_name_leads_back() -> None:
    for place in PLACES.all:
        if place.current:
            assert code_of(PLACES.full_name(place.code) + "人民政府") == place.code, place


def test_full_name_of_an_unknown_code() -> None:
    with pytest.raises(KeyError):
        PLACES.full_name("999999")


def test_named() -> None:
    assert [place.code for place in PLACES.named("天桥区")] == ["370105"]
    assert [place.code for place in PLACES.named("山东")] == ["370000"]
    assert len(PLACES.named("朝阳区")) == 2
    assert PLACES.named("无此地") == ()
    mixed = PLACES.named("桥东区")
    assert [place.current for place in mixed] == sorted((place.current for place in mixed), reverse=True)


@pytest.mark.parametrize(("sign", "codes"), [("鲁", ["370000"]), ("岭", ["990000"]), ("黔", ["520000"]), ("某", [])])
def test_signs(sign: str, codes: list[str]) -> None:
    assert [place.code for place in PLACES.with_sign(sign)] == codes


def test_every_province_has_a_sign() -> None:
    provinces = [place for place in PLACES.all if place.level == "province"]
    assert len(provinces) == 35
    assert all(place.signs and place.short and place.parent == STATE for place in provinces)


def test_gazetteer_is_a_tree_of_levels() -> None:
    order = ["state", "province", "city", "county"]
    assert len([place for place in PLACES.all if place.current and place.level == "county"]) > 2800
    for place in PLACES.all:
        assert len(place.code) == 6 and place.code.isdigit()
        if place.parent is None:
            assert place.code == STATE
        else:
            parent = PLACES.by_code(place.parent)
            assert parent is not None
            assert order.index(parent.level) < order.index(place.level)
            assert place.code[:2] == parent.code[:2] or parent.code == STATE
    assert PLACES.by_code("370101") is None


@given(st.text(max_size=30), st.sampled_from([None, STATE, "370100", "370105", "x"]))
def test_any_text_is_answered(text: str, within: str | None) -> None:
    place = PLACES.find_prefix(text, within=within)
    assert place is None or place in PLACES.all


def test_a_long_text_costs_no_more_than_a_short_one() -> None:
    short, long = "济南市" * 10, "济南市" * 300_000
    assert 0 < work(lambda: PLACES.find_prefix(long)) <= 2 * work(lambda: PLACES.find_prefix(short))


@pytest.mark.parametrize(
    "places",
    [
        [Place("100000", "国", "state", None), Place("100000", "国", "state", None)],
        [Place("370000", "山东省", "province", "100000")],
    ],
)
def test_a_wrong_gazetteer_is_refused(places: list[Place]) -> None:
    with pytest.raises(ValueError):
        Places.build(places)


def test_load_reads_once() -> None:
    assert Places.load() is PLACES
