"""Which body a name means: official names by place, joint issuers apart."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.lexicon.names import is_body, name_kind, split_names
from ingest.lexicon.official import official_name
from ingest.model import NameKind
from ontology.agencies import Agencies
from ontology.places import Places
from tests.ingest.official import official_names, only

PROVINCE, CITY, DISTRICT = "990000", "990100", "990102"


@pytest.fixture(scope="module")
def places() -> Places:
    return Places.load()


@pytest.mark.parametrize(("printed", "within", "expected"), [
    # the office of a central organ
    ("人力资源社会保障部办公厅", "100000", "人力资源和社会保障部办公厅"),
    ("税务总局办公厅", "100000", "国家税务总局办公厅"),
    # the place of a name in short, where its own name is longer; the Party's group in an office
    ("阿坝州人民政府办公室", "513200", "阿坝藏族羌族自治州人民政府办公室"),
    ("大理州财政局", "532900", "大理白族自治州财政局"),
    ("中共岚州市卫生健康委党组", CITY, "中共岚州市卫生健康委员会党组"),
    ("中共市委统战部党组", CITY, "中共岚州市委统一战线工作部党组"),
    # two names on one door, offices of governments, sub-bureaus of districts, branches named by an autonomous region
    ("市住建局（市人防办）", CITY, "岚州市住房和城乡建设局"),
    ("市住建局〈市人防办〉", CITY, "岚州市住房和城乡建设局"),
    ("区府办", "330604", "绍兴市上虞区人民政府办公室"),
    ("县府办公室", "330624", "新昌县人民政府办公室"),
    ("区公安分局", "330604", "绍兴市公安局上虞分局"),
    ("区公安分局", "370105", "济南市公安局天桥区分局"),
    ("区资规分局", "330604", "绍兴市自然资源和规划局上虞分局"),
    ("中国人民银行广西区分行", "450100", "中国人民银行广西壮族自治区分行"),
    ("省市场监管厅", "220100", "吉林省市场监督管理厅"),
    ("市行政审批局", "450500", "北海市行政审批局"),
    ("市行政审批局", "370100", "济南市行政审批服务局"),
    # short names of central bodies
    ("应急部", "100000", "应急管理部"),
    ("退役军人部", "100000", "退役军人事务部"),
    ("文旅部", "100000", "文化和旅游部"),
    ("中科院", "100000", "中国科学院"),
    ("中央文明办", "100000", "中央精神文明建设指导委员会办公室"),
    ("国防科工委", "100000", "国防科学技术工业委员会"),
    # departments of central bodies
    ("国家发展改革委价格司", "100000", "国家发展和改革委员会价格司"),
    ("科技部火炬中心", None, "科学技术部火炬中心"),
    ("中央军委后勤保障部卫生局", None, "中央军事委员会后勤保障部卫生局"),
    ("教育部财务司", CITY, "教育部财务司"),
    ("某某部价格司", "100000", "某某部价格司"),
    ("科技部门", CITY, "科技部门"),
    ("市市监局", CITY, "岚州市市场监督管理局"),
    ("省市监局", CITY, "东岭省市场监督管理局"),
    # branches of the city's bureaus in a district
    ("区国土分局", DISTRICT, "岚州市国土资源局望湖分局"),
    ("区规划分局", DISTRICT, "岚州市规划局望湖分局"),
    # full names stay
    ("岚州市人民政府", CITY, "岚州市人民政府"),
    ("岚州市人民政府", None, "岚州市人民政府"),
    ("东岭省人民政府办公厅", CITY, "东岭省人民政府办公厅"),
    ("国务院办公厅", CITY, "国务院办公厅"),
    ("中共岚州市委", CITY, "中共岚州市委"),
    # with the name of the state before it, a body of the centre is the same one
    ("中华人民共和国国家发展和改革委员会", CITY, "国家发展和改革委员会"),
    ("中华人民共和国财政部", None, "财政部"),
    ("中华人民共和国渡口部", None, "中华人民共和国渡口部"),
    # a full name that another kind's full name abbreviates (扶贫开发领导小组办公室) stays as well
    ("东岭省扶贫开发办公室", "990100", "东岭省扶贫开发办公室"),
    # the class word of a place takes the document's place
    ("市人民政府", CITY, "岚州市人民政府"),
    ("市财政局", CITY, "岚州市财政局"),
    ("市政府办公厅", CITY, "岚州市人民政府办公厅"),
    ("市政府", CITY, "岚州市人民政府"),
    ("省政府办公厅", CITY, "东岭省人民政府办公厅"),
    ("省财政厅", CITY, "东岭省财政厅"),
    ("区民政局", DISTRICT, "岚州市望湖区民政局"),
    ("区政府", DISTRICT, "岚州市望湖区人民政府"),
    ("市财政局", DISTRICT, "岚州市财政局"),
    ("省财政厅", DISTRICT, "东岭省财政厅"),
    # a district's name takes its city's
    ("望湖区人民政府", CITY, "岚州市望湖区人民政府"),
    ("望湖区人民政府", DISTRICT, "岚州市望湖区人民政府"),
    ("岚州市望湖区人民政府办公室", CITY, "岚州市望湖区人民政府办公室"),
    # the party's bodies
    ("中共望湖区委", CITY, "中共岚州市望湖区委"),
    # seals and blanks are no part of a name
    ("岚州市人民政府（代章）", CITY, "岚州市人民政府"),
    ("岚州市 财政局", CITY, "岚州市财政局"),
    # unknown stays unknown
    ("市财政局", None, "市财政局"),
    ("区民政局", CITY, "区民政局"),
    ("某某委员会", CITY, "某某委员会"),
])  # fmt: skip
def test_official_name(places: Places, printed: str, within: str | None, expected: str) -> None:
    assert official_name(printed, within, places) == expected


@pytest.mark.parametrize(("printed", "within", "on", "expected"), [
    ("市发改委", "370100", "2019-09-25", "济南市发展和改革委员会"),
    ("市市场监管局", "370100", "2019-09-25", "济南市市场监督管理局"),
    ("市市场监管局", "370105", "2019-09-25", "济南市市场监督管理局"),
    ("区市场局", "370105", "2019-09-25", "济南市天桥区市场监督管理局"),
    ("市交警总队", "310000", "2023-05-01", "上海市公安局交通警察总队"),
    ("省交警总队", "370100", "2023-05-01", "山东省公安厅交通警察总队"),
    ("省市场监管局", "370105", "2019-09-25", "山东省市场监督管理局"),
    ("区发改局", "370105", "2019-09-25", "济南市天桥区发展和改革局"),
    ("区民政局", "370105", "2019-09-25", "济南市天桥区民政局"),
    ("市民政局", "370100", "2019-09-25", "济南市民政局"),
    ("省民政厅", "370100", "2019-09-25", "山东省民政厅"),
    ("省财政厅", "370100", "2019-09-25", "山东省财政厅"),
    ("市人社局", CITY, "2022-01-01", "岚州市人力资源和社会保障局"),
    ("济南市发改委", CITY, "2022-01-01", "济南市发展和改革委员会"),
    ("山东省济南市财政局", CITY, "2022-01-01", "济南市财政局"),
    # a former body keeps its name, before and after
    ("市卫计委", "370100", "2017-05-01", "济南市卫生和计划生育委员会"),
    ("市卫计委", "370100", "2020-05-01", "济南市卫生和计划生育委员会"),
    ("市经信委", "370100", "2019-09-25", "济南市经济和信息化委员会"),
    # one short form, two bodies: the day decides, and where it does not, nothing is guessed
    ("市外办", CITY, "2018-05-01", "岚州市外事侨务办公室"),
    ("市外办", CITY, "2019-05-01", "岚州市人民政府外事办公室"),
    ("市外办", CITY, "2019-01-10", "岚州市外办"),
    ("市外办", CITY, None, "岚州市外办"),
    ("市城管局", "370100", "2018-03-01", "济南市城市管理行政执法局"),
    ("市城管局", "370100", "2019-03-01", "济南市城市管理局"),
    ("市交通局", CITY, "2005-01-01", "岚州市交通局"),
    ("市交通局", CITY, "2015-01-01", "岚州市交通运输局"),
    # one short form, a body for each level
    ("市法院", CITY, None, "岚州市中级人民法院"),
    ("区法院", DISTRICT, None, "岚州市望湖区人民法院"),
    ("市法院", "110000", None, "北京市高级人民法院"),
    ("市财政部门", "110000", None, "北京市财政局"),
    ("省财政部门", CITY, None, "东岭省财政厅"),
    # names in which the place does not come first
    ("团市委", CITY, None, "中国共产主义青年团岚州市委员会"),
    ("市委编办", CITY, "2019-09-25", "中共岚州市委机构编制委员会办公室"),
    ("中共岚州市委组织部", CITY, None, "中共岚州市委组织部"),
    ("市委", CITY, None, "中共岚州市委"),
    ("市税务局", CITY, "2019-09-25", "国家税务总局岚州市税务局"),
    ("市税务局", CITY, "2017-09-25", "岚州市税务局"),
    ("市国税局", CITY, "2017-09-25", "岚州市国家税务局"),
    ("山东银保监局", "370100", "2019-09-25", "中国银行保险监督管理委员会山东监管局"),
    ("山东金融监管局", "370100", "2024-01-01", "国家金融监督管理总局山东监管局"),
    ("山东金融监管局", "370100", "2020-01-01", "山东金融监管局"),
    ("人民银行莱芜市中心支行", "370100", "2019-09-25", "中国人民银行莱芜市中心支行"),
    ("区生态环境分局", DISTRICT, "2020-01-01", "岚州市生态环境局望湖分局"),
    ("市高新区管委会", CITY, None, "岚州高新技术产业开发区管理委员会"),
    # special bodies: with their place anywhere, without it only near it
    ("市口岸物流办", "370100", "2019-09-25", "济南市口岸和物流办公室"),
    ("济南高新区管委会", CITY, None, "济南高新技术产业开发区管理委员会"),
    ("高新区管委会", "370105", None, "济南高新技术产业开发区管理委员会"),
    ("浦东新区公安分局", "310000", None, "上海市公安局浦东分局"),
    ("浦东公安分局", "310115", None, "上海市公安局浦东分局"),
    ("滨海公安分局", "120000", None, "天津市公安局滨海分局"),
    ("滨海公安分局", CITY, None, "滨海公安分局"),  # that of 滨海新区 or of 滨海县
    ("矿区公安分局", CITY, None, "矿区公安分局"),  # not that of another city's district
    ("矿区公安分局", "140300", None, "阳泉市公安局矿区分局"),
    ("高新区管委会", CITY, None, "岚州高新技术产业开发区管理委员会"),
    ("经开区管委会", CITY, None, "岚州经济技术开发区管理委员会"),
    ("高新区管委会", DISTRICT, None, "高新区管委会"),  # the city's, or a zone of its own
    ("开发区管委会", CITY, None, "开发区管委会"),
    # what a department is called at its place only, by the day
    ("市大数据局", "370200", "2022-01-01", "青岛市大数据发展管理局"),
    ("青岛市大数据局", CITY, "2022-01-01", "青岛市大数据发展管理局"),
    ("市民营经济局", "370200", "2022-01-01", "青岛市民营经济发展局"),
    ("市经济信息委", "500000", "2021-06-01", "重庆市经济和信息化委员会"),
    ("市交通局", "500000", "2021-06-01", "重庆市交通局"),
    ("市交通委", "500000", "2017-06-01", "重庆市交通委员会"),
    ("市交通运输委", "500000", "2025-06-01", "重庆市交通运输委员会"),
    ("省旅文厅", "460000", "2023-06-01", "海南省旅游和文化广电体育厅"),
    ("省经信厅", "340000", "2021-06-01", "安徽省经济和信息化厅"),
    ("省经信厅", "340000", "2024-06-01", "安徽省工业和信息化厅"),
    ("市科委", "500000", "2016-06-01", "重庆市科学技术委员会"),
    ("市规划国土委", "110000", "2017-06-01", "北京市规划和国土资源管理委员会"),
    ("市园林局", "370200", "2016-06-01", "青岛市园林局"),
    ("市园林局", "370200", "2020-06-01", "青岛市园林和林业局"),
    ("自治区民委", "150000", "2022-06-01", "内蒙古自治区民族事务委员会"),
    ("市大数据局", CITY, "2022-01-01", "岚州市大数据局"),
    ("兵团财政局", "650000", "2022-06-01", "新疆生产建设兵团财政局"),
    # branches of central organs before and after their reforms
    ("市人行", "350400", "2020-02-04", "中国人民银行三明市中心支行"),
    ("市人行", "350400", "2024-02-04", "中国人民银行三明市分行"),
    ("三明金融监管分局", "350400", "2024-02-04", "国家金融监督管理总局三明监管分局"),
    ("金融监管总局山东监管局", "370000", "2024-02-04", "国家金融监督管理总局山东监管局"),
    ("山东煤监局", "370000", "2016-02-04", "山东煤矿安全监察局"),
    ("省矿山安全监察局", "370000", "2024-02-04", "国家矿山安全监察局山东局"),
    ("济南铁路局", "370000", "2016-02-04", "济南铁路局"),
    ("济南铁路局", "370000", "2020-02-04", "中国铁路济南局集团有限公司"),
    ("武警山东总队", "370000", None, "中国人民武装警察部队山东总队"),
    # a body that nobody knows takes the place of its class word, other words do not
    ("市畜牧水产事务中心", CITY, None, "岚州市畜牧水产事务中心"),
    ("市政工程管理处", CITY, None, "市政工程管理处"),
    ("区块链应用办公室", CITY, None, "区块链应用办公室"),
    # a zone that the gazetteer does not know
    ("青岛某某试验区管委会", CITY, None, "青岛某某试验区管理委员会"),
    ("某某试验区管委会", CITY, None, "某某试验区管委会"),
    # groups, and what the gazetteer does not know
    ("各区县政府", "370100", None, "各区县政府"),
    ("区县政府", "370105", None, "区县政府"),
    ("县市政府", "370100", None, "县市政府"),
    ("区政府有关部门", DISTRICT, None, "岚州市望湖区人民政府有关部门"),
    ("市某某办", CITY, None, "岚州市某某办"),
    ("民政局", CITY, None, "民政局"),
    ("当地海关", CITY, None, "当地海关"),
    ("市发改委", None, "2019-09-25", "市发改委"),
    ("香港特别行政区政府", CITY, None, "香港特别行政区政府"),
])  # fmt: skip
def test_official_name_on_a_day(
    places: Places, printed: str, within: str | None, on: str | None, expected: str
) -> None:
    assert official_name(printed, within, places, on=date.fromisoformat(on) if on else None) == expected


@pytest.mark.parametrize(("names", "expected"), [
    (["市财政", "民政", "司法局"], ["岚州市财政局", "岚州市民政局", "岚州市司法局"]),
    (["市财政局", "民政局"], ["岚州市财政局", "岚州市民政局"]),
    (["市行政审批服务部门", "市民政", "卫生健康", "各区县政府"],
     ["岚州市行政审批服务局", "岚州市民政局", "岚州市卫生健康委员会", "各区县政府"]),
    (["省财政厅", "民政厅", "市财政局"], ["东岭省财政厅", "东岭省民政厅", "岚州市财政局"]),
    (["市财政局", "财政部", "某某局"], ["岚州市财政局", "财政部", "某某局"]),
    (["民政局", "市财政局"], ["民政局", "岚州市财政局"]),
    (["省财政厅", "济南", "青岛市政府"], ["东岭省财政厅", "济南市人民政府", "青岛市人民政府"]),
    (["济南", "市财政局", "青岛市政府"], ["济南", "岚州市财政局", "青岛市人民政府"]),
    ([], []),
])  # fmt: skip
def test_lists_share_their_head(places: Places, names: list[str], expected: list[str]) -> None:
    assert official_names(names, CITY, places, on=date(2020, 1, 1)) == expected


@pytest.mark.parametrize(("name", "kind"), [
    ("各区县政府", NameKind.GROUP),
    ("有关区县政府", NameKind.GROUP),
    ("区县政府", NameKind.GROUP),
    ("县市政府", NameKind.GROUP),
    ("各有关部门", NameKind.GROUP),
    ("市资本市场发展领导小组各成员单位", NameKind.GROUP),
    ("领导小组成员单位", NameKind.GROUP),
    ("市直各部门", NameKind.GROUP),
    ("民政部门", NameKind.GROUP),
    ("市民政部门", NameKind.AGENCY),
    ("市财政局", NameKind.AGENCY),
    ("区市场监管局", NameKind.AGENCY),
    ("联席会议办公室", NameKind.AGENCY),
])  # fmt: skip
def test_name_kind(name: str, kind: NameKind) -> None:
    assert name_kind(name) is kind


GOLD = Path(__file__).parents[4] / "shared" / "gold"


@pytest.mark.skipif(not GOLD.is_dir(), reason="needs ../shared/gold")
@pytest.mark.parametrize(("file", "within", "share"), [("002.json", "370100", 0.99), ("003.json", "370105", 0.98)])
def test_parties_of_the_gold_standard(places: Places, file: str, within: str, share: float) -> None:
    gold = json.loads((GOLD / file).read_text(encoding="utf-8"))
    days = {f"D{i}": date.fromisoformat(document["signed"]) for i, document in enumerate(gold["documents"], 1)}
    right = []
    for record in gold["responsibilities"]:
        printed, canonical = zip(*((party["name"], party["canonical"]) for party in record["parties"]), strict=True)
        names = official_names(printed, within, places, on=days[record["doc"]], own=True)
        # Groups (区政府各部门) are kept as printed.
        right += [
            name == full
            for name, told, full in zip(names, printed, canonical, strict=True)
            if name_kind(told) is not NameKind.GROUP
        ]
    assert len(right) > 55
    assert sum(right) / len(right) >= share


@pytest.mark.parametrize(("text", "expected"), [
    ("岚州市人民政府", ["岚州市人民政府"]),
    ("中共岚州市委岚州市人民政府", ["中共岚州市委", "岚州市人民政府"]),
    ("中共岚州市委 岚州市人民政府", ["中共岚州市委", "岚州市人民政府"]),
    ("岚州市民政局岚州市财政局", ["岚州市民政局", "岚州市财政局"]),
    ("岚州市民政局、岚州市财政局", ["岚州市民政局", "岚州市财政局"]),
    ("岚州市民政局 岚州市财政局 岚州市教育局", ["岚州市民政局", "岚州市财政局", "岚州市教育局"]),
    ("岚州市民政局岚州市财政局岚州市教育局", ["岚州市民政局", "岚州市财政局", "岚州市教育局"]),
    ("中共岚州市委办公室岚州市人民政府办公室", ["中共岚州市委办公室", "岚州市人民政府办公室"]),
    ("岚州市人民政府办公室", ["岚州市人民政府办公室"]),
    ("岚州市公安局望湖区分局", ["岚州市公安局望湖区分局"]),
    ("国家税务总局岚州市税务局", ["国家税务总局岚州市税务局"]),
    ("国家税务总局岚州市税务局岚州市财政局", ["国家税务总局岚州市税务局", "岚州市财政局"]),
    ("财政部 税务总局", ["财政部", "税务总局"]),
    ("岚州市企业联合会/岚州市企业家协会 岚州市财政局", ["岚州市企业联合会", "岚州市企业家协会", "岚州市财政局"]),
    ("人力资源社会保障部财政部", ["人力资源社会保障部", "财政部"]),
    ("岚州市望湖区人民政府岚州市水务局", ["岚州市望湖区人民政府", "岚州市水务局"]),
    ("岚州市人民政府（代章）", ["岚州市人民政府"]),
    ("岚州市财政局国网岚州供电公司中国移动岚州分公司", ["岚州市财政局", "国网岚州供电公司", "中国移动岚州分公司"]),
    ("中国移动岚州分公司", ["中国移动岚州分公司"]),
    ("", []),
])  # fmt: skip
def test_split_names(places: Places, text: str, expected: list[str]) -> None:
    assert split_names(text, CITY, places) == expected


@pytest.mark.parametrize(
    "name", ["岚州市人民政府", "岚州市财政局", "国务院办公厅", "中共岚州市委", "市防汛指挥部", "湖滨街道办事处"]
)
def test_is_body(name: str) -> None:
    assert is_body(name)


@pytest.mark.parametrize("name", ["", "岚州市", "管理办法", "2022年3月15日", "林舟"])
def test_is_no_body(name: str) -> None:
    assert not is_body(name)


@given(
    st.lists(
        st.sampled_from(["岚州市民政局", "岚州市财政局", "岚州市人民政府", "岚州市望湖区人民政府", "东岭省财政厅"]),
        min_size=1,
        max_size=4,
    )
)
def test_joint_names_come_apart_as_they_were_put_together(names: list[str]) -> None:
    assert split_names("".join(names), CITY, Places.load()) == names
    assert split_names(" ".join(names), CITY, Places.load()) == names


@given(st.text(alphabet="中共岚州市望湖区人民政府财政局 、，/省（代章）", max_size=30))
def test_splitting_loses_nothing_but_separators(text: str) -> None:
    split = split_names(text, CITY, Places.load())
    kept = "".join(split)
    assert set(kept) <= set(text)
    assert all(split)
    assert "".join(kept.split()) in "".join(c for c in text if c not in " 、，/") or not kept


@given(
    st.text(alphabet="中共岚州市望湖区人民政府财政局 省", min_size=1, max_size=20),
    st.sampled_from([None, PROVINCE, CITY, DISTRICT]),
)
def test_an_official_name_is_official(name: str, within: str | None) -> None:
    once = official_name(name, within, Places.load())
    assert official_name(once, within, Places.load()) == once


@given(
    st.sampled_from(sorted(Agencies.load().endings())),
    st.sampled_from(["省", "市", "区", "岚州市", "望湖区", "中共岚州市"]),
    st.sampled_from([CITY, DISTRICT]),
    st.sampled_from([None, date(2017, 6, 1), date(2019, 1, 10), date(2020, 6, 1)]),
)
def test_an_official_name_of_a_known_kind_stays(tail: str, head: str, within: str, on: date | None) -> None:
    once = official_name(head + tail, within, Places.load(), on=on)
    assert official_name(once, within, Places.load(), on=on) == once


def test_a_branch_takes_the_class_word_of_the_name_before_it(places: Places) -> None:
    """银保监分局 behind 市财政局 is the city's; a central organ stays one."""
    found = official_names(["市财政局", "银保监分局", "人行", "人民银行"], "350400", places, on=date(2020, 2, 4))
    assert found == [
        "三明市财政局",
        "中国银行保险监督管理委员会三明监管分局",
        "中国人民银行三明市中心支行",
        "中国人民银行",
    ]


def test_a_zone_alone_is_its_committee(places: Places) -> None:
    assert official_name("两江新区", "500000", places) == "重庆两江新区管理委员会"
    assert "两江新区" not in set(Agencies.load().phrases())


@pytest.mark.parametrize(("names", "expected"), [
    (["各开发区", "园区管委会"],           "园区管委会"),
    (["各省级开发区", "保税区", "工业园区管委会"], "工业园区管委会"),
    (["各区政府", "园区管委会"],           "苏州工业园区管理委员会"),
    (["市交通局", "园区管委会"],           "苏州工业园区管理委员会"),
])  # fmt: skip
def test_a_zone_in_a_list_of_all_zones_is_none_of_its_own(places: Places, names: list[str], expected: str) -> None:
    assert official_names(names, "320500", places)[-1] == expected


@pytest.mark.parametrize(("sentence", "named"), [
    ("各开发区、园区管委会负责落实渡口改造。", False),
    ("各园区管委会应当检查渡口。",             False),
    ("渡口由市交通局、园区管委会负责改造。",   True),
])  # fmt: skip
def test_a_zone_behind_each_is_not_named(sentence: str, named: bool) -> None:
    document = only(f"苏州市人民政府关于渡口的通知\n\n各区人民政府：\n\n{sentence}\n\n苏州市人民政府\n2022年3月15日\n")
    bodies = {agency.name for agency in document.agencies} | {
        body for duty in document.duties for body in duty.agencies
    }
    assert ("苏州工业园区管理委员会" in bodies) == named


@pytest.mark.parametrize(("name", "within", "expected"), [
    ("民政厅", "110000", "民政厅"),
    ("民政厅", "500000", "民政厅"),
    ("民政厅", "450000", "广西壮族自治区民政厅"),
    ("自治区党委宣传部", "450000", "中共广西壮族自治区党委宣传部"),
    ("省委宣传部", "510000", "中共四川省委宣传部"),
])  # fmt: skip
def test_departments_of_provinces_and_committees_of_regions(
    places: Places, name: str, within: str, expected: str
) -> None:
    assert official_name(name, within, places) == expected
