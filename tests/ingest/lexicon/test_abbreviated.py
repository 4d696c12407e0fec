"""Short forms whose characters occur in order in exactly one known body of the place."""

from datetime import date

import pytest

from ingest.lexicon.abbreviated import abbreviates
from ingest.lexicon.official import official_name
from ingest.model import DocumentNumber
from ingest.resolve.place import (
    addressed_place,
    coded_issuer,
    frequent_place,
    levelled_place,
    practised_place,
    signed_place,
    spoken_place,
)
from ontology.places import Places

PLACES = Places.load()


@pytest.mark.parametrize(("short", "full", "expected"), [
    ("经济信息委",   "经济和信息化委员会",     True),
    ("口岸物流办",   "人民政府口岸和物流办公室", True),
    ("政府口岸办",   "人民政府口岸办公室",     True),
    ("金融监管局",   "地方金融监督管理局",     True),
    ("边防总队",     "公安边防总队",           True),
    ("信息委",       "经济和信息化委员会",     False),  # another beginning
    ("经济信息局",   "经济和信息化委员会",     False),  # another class of body
    ("信息经济委",   "信息和经济化局委员会",   True),
    ("济经信委",     "经济和信息化委员会",     False),  # another order
    ("税务局",       "地方税务局",             False),
    ("财政局",       "财政局",                 False),  # no abbreviation
])  # fmt: skip
def test_abbreviates(short: str, full: str, expected: bool) -> None:
    assert abbreviates(short, full) is expected


@pytest.mark.parametrize(("printed", "within", "on", "expected"), [
    ("市经济信息委",     "500000", "2022-10-01", "重庆市经济和信息化委员会"),
    ("市政府口岸物流办", "500000", "2022-10-01", "重庆市人民政府口岸和物流办公室"),
    ("市大数据发展局",   "500000", "2022-10-01", "重庆市大数据应用发展管理局"),
    ("省数据资源局",     "340000", "2021-06-01", "安徽省数据资源管理局"),
    ("省边防总队",       "440000", "2017-06-01", "广东省公安边防总队"),
    ("市高法院",         "500000", "2022-10-01", "重庆市高级人民法院"),
    ("人行重庆营管部",   "500000", "2022-10-01", "中国人民银行重庆营业管理部"),
    # the usual short form of one body is not what another one of the place could be shortened to; the same matter in other words is
    ("市国资委",         "440100", "2017-06-01", "广州市人民政府国有资产监督管理委员会"),
    ("市国土规划委",     "440100", "2017-06-01", "广州市国土资源和规划委员会"),
    ("市科技局",         "440300", "2025-06-01", "深圳市科技创新局"),
    ("市政府办公室",     "110000", "2017-06-01", "北京市人民政府办公室"),
    ("市政府信访办",     "110000", "2017-06-01", "北京市人民政府信访办公室"),
    ("市交管局",         "310000", "2010-06-01", "上海市公安局交通管理局"),
    ("市金融办",         "310000", "2017-06-01", "上海市金融服务办公室"),
    ("市供销社",         "310000", "2017-06-01", "上海市供销合作总社"),
    ("市口岸办",         "310000", "2017-06-01", "上海市口岸服务办公室"),
    # nobody's: several bodies would fit, or none; and the general kinds do not guess
    ("市园林局",         "990100", "2022-10-01", "岚州市园林局"),
    ("市税务局",         "990100", "2017-09-25", "岚州市税务局"),
    ("市某某委",         "500000", "2022-10-01", "重庆市某某委"),
    # never a body of another place
    ("滨海新区管委会",   "330600", "2024-03-20", "滨海新区管理委员会"),
    ("滨海新区管委会",   "120000", "2024-03-20", "天津市滨海新区管委会"),
    ("天津市滨海新区财政局", "330600", "2024-03-20", "天津市滨海新区财政局"),
])  # fmt: skip
def test_official_name(printed: str, within: str, on: str, expected: str) -> None:
    assert official_name(printed, within, PLACES, on=date.fromisoformat(on)) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("为保障本市一线人员，岚州市各区落实。", "990100"),
    ("为推动我省产业发展，东岭省各地落实。", "990000"),
    ("岚州市各区落实。",                     None),  # it does not say that it speaks for it
    ("为保障本市一线人员。",                 None),  # it names no city
    ("本市与杭州市、岚州市合作。",           None),  # it names two
    ("根据《杭州市绿化条例》，本市和岚州市各区落实。", "990100"),
    ("基本市场规则适用于岚州市。",           None),
])  # fmt: skip
def test_the_place_for_which_a_text_speaks(text: str, expected: str | None) -> None:
    assert spoken_place(text, PLACES) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("辽宁省推广。辽宁省渡口、辽宁省码头，全省落实。（省财政厅负责）",     "210000"),
    ("青岛市推广。青岛市渡口、青岛市码头，全市落实。（市财政局负责）",     "370200"),
    ("辽宁省推广。辽宁省渡口、辽宁省码头落实。",                           None),  # no relative name
    ("辽宁省推广。辽宁省渡口，全省落实。",                                 None),  # twice only
    ("辽宁省、吉林省推广，辽宁省、吉林省落实，辽宁省总结，全省通报。",     None),  # two of them
    ("《辽宁省条例》《辽宁省办法》《辽宁省规定》，全省落实。",             None),  # titles of others
    ("沈阳、鞍山等市推广，大连市总结，全省通报。",                         "210000"),  # its cities
    ("辽宁证监局牵头，沈阳、鞍山等市落实。（省财政厅负责）",               "210000"),
    ("沈阳、鞍山、长春、合肥等市推广，全省通报。",                         None),  # of several provinces
    ("北京市推广。北京市渡口、北京市码头，全市落实。（市财政局负责）",     "110000"),
    ("师宗县推进会召开。由县水务局牵头，县财政局配合。师宗县落实。",       "530323"),
    ("师宗县推进会召开。由县水务局牵头，县财政局配合。",                   None),  # once only
    ("师宗县、罗平县推广。师宗县、罗平县落实。（县财政局负责）",           None),  # two of them
    ("师宗县推广，师宗县落实。市、县水务局负责。",                         None),  # no county's own words
    ("推广师宗县做法，师宗县先行。由县水务局办理，县政府负责。全省推广。", None),  # a province's
    ("推广师宗县做法，师宗县先行。由县水务局办理，县政府负责。我市推广。", None),  # a city's
])  # fmt: skip
def test_the_place_that_a_text_is_about(text: str, expected: str | None) -> None:
    assert frequent_place(text, PLACES) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("结合岚州实际，制定本措施。",                               "990100"),
    ("结合济南市历城区实际，制定本措施。",                       "370112"),
    ("结合辽宁工作实际，制定本措施。",                           "210000"),
    ("（市公安局、市税务局、上海银保监局、上海证监局负责）",     "310000"),
    ("（市公安局、市税务局、浙江银保监局负责）",                 None),  # the province's
    ("（市公安局、市税务局、大连银保监局、青岛证监局负责）",     None),  # two of them
    ("（省财政厅，各市政府、大连银保监局、市税务局负责）",       None),  # a province's
    ("学习大连结合大连实际，推进改造的做法。",                   None),  # another place's practice
    ("结合城区实际，结合农村实际，各区结合当地实际。",           None),
    ("结合我市实际，结合本单位实际。",                           None),
    ("根据《关于结合岚州实际、推广渡口的通知》制定。",           None),  # a title of others
    ("结合岚州实际，结合济南实际，制定本措施。",                 None),
])  # fmt: skip
def test_the_place_for_whose_practice_a_text_is_made(text: str, expected: str | None) -> None:
    assert practised_place(text, PLACES) == expected


@pytest.mark.parametrize(("text", "issuer", "expected"), [
    ("（联系人：渡工甲；地址：望湖区渡口路5号）",         "市水务局", "990100"),
    ("报送地址：岚州市望湖区渡口路5号",                   "省水务厅", "990000"),
    ("联系人：渡工甲\n\n联系电话：8000001\n地址：望湖区渡口路5号", "市水务局", "990100"),  # in a line beside
    ("（联系人：渡工甲；\n电话：8000001；\n地址：望湖区渡口路5号）", "市水务局", "990100"),
    ("当事人：渡工甲\n住址：东堤\n职业：渡工\n地址：望湖区渡口路5号\n联系电话：8000001", "市水务局", None),
    ("本局地址：望湖区渡口路5号",                         "市水务局", "990100"),
    ("报送地址：望湖区渡口路5号；受理地址：西湖区码头路1号", "市水务局", None),  # of two cities
    ("联系人：渡工甲；地址：渡口路5号",                   "市水务局", None),
    ("联系人：渡工甲；地址：望湖区渡口路5号",             "水务局",   None),  # no level
    ("地址：望湖区渡口路5号",                             "市水务局", None),  # anybody's
    ("会议地点：望湖区渡口路5号\n联系人：渡工甲",         "市水务局", None),
    ("培训地址：望湖区渡口路5号，联系人：渡工甲",         "市水务局", None),
    ("当事人：东堤渡运社\n地址：望湖区渡口路5号\n联系电话：8000001", "市水务局", None),
    ("地址：望湖区渡口路5号\n联系电话：8000001\n法定代表人：渡工甲", "市水务局", None),
])  # fmt: skip
def test_the_place_of_a_contact_address(text: str, issuer: str, expected: str | None) -> None:
    assert addressed_place(text, [issuer], PLACES) == expected


@pytest.mark.parametrize(("issuer", "code", "text", "expected"), [
    ("省教育厅",       "粤教",     "各市教育局：",                       "440000"),
    ("自治区财政厅",   "宁财",     "各市财政局：",                       "640000"),
    ("市发展改革委",   "苏发改",   "苏州市渡口的检查由市交通局负责。",   "320500"),
    ("县人民政府",     "新政",     "新乡县的渡口由县交通局检查。",       "410721"),
    ("自治旗人民政府", "鄂政发",   "鄂伦春自治旗的渡口。",               "150723"),
    ("新区管委会",     "浦管",     "浦东新区的渡口。",                   "310115"),
    ("市发展改革委",   "苏发改",   "常州市渡口的检查由市交通局负责。",   None),  # another sign
    ("市发展改革委",   "苏发改",   "各区应当检查渡口。",                 None),  # no city is named
    ("市公安局",       "公安",     "公主岭市的渡口。",                   None),  # its own matter
    ("市文旅局",       "文旅",     "文昌市的渡口。",                     None),
    ("市发展改革委",   "昆发改",   "昆明市、昆山市的渡口。",             None),  # two of them
    ("县人民政府",     "新政",     "新乡市的渡口。",                     None),  # another level
    ("省教育厅",       "岚教",     "各市教育局：",                       None),  # nobody's sign
    ("教育厅",         "粤教",     "各市教育局：",                       None),  # no level
    ("县人民政府",     "嘉政发",   "各镇，嘉鱼经济开发区：涉及嘉鱼的事项，嘉鱼要办好。", "421221"),
    ("县人民政府",     "嘉政发",   "各镇，嘉鱼经济开发区：",             None),  # named once
    ("县人民政府",     "嘉政发",   "嘉鱼税务局，嘉鱼、嘉鱼；嘉禾税务局，嘉禾、嘉禾",  None),  # two of them
    ("区人民政府",     "新政发",   "新建工业园区，新建码头，新建浮桥",   None),  # no county
])  # fmt: skip
def test_the_place_of_a_level_and_a_sign(issuer: str, code: str, text: str, expected: str | None) -> None:
    assert levelled_place([issuer], DocumentNumber(code, 2019, 3), text, PLACES) == expected


@pytest.mark.parametrize(("code", "expected"), [
    ("辽政发",   "210000"),
    ("浙经信发", "330000"),
    ("宁政发",   None),  # also 南京's
    ("青政发",   None),  # also 青岛's
    ("苏府发",   None),  # 苏仙区's, too
    ("粤府办",   "440000"),
    ("粤府",     "440000"),
    ("穗府办",   "440100"),
    ("穗财规字", "440100"),
    ("深府办规", None),  # 深州 begins so, too
    ("济政发",   None),  # 济南's and 济宁's
    ("长政发",   None),  # 长沙's and 长治's
    ("深人社发", None),  # may be a county's
    ("国办发",   None),
    ("辽字",     None),  # too short to be an office's
])  # fmt: skip
def test_the_place_that_a_number_shows(code: str, expected: str | None) -> None:
    assert signed_place(DocumentNumber(code, 2019, 3), PLACES) == expected


@pytest.mark.parametrize(("code", "text", "expected"), [
    ("昆政办发", "市政府各部门：为做好渡口检查，现通知如下。",       None),  # 昆明's and 昆山's
    ("昆政办发", "各镇：昆山市渡口检查由昆山市交通局负责。",         None),
    ("昆政办发", "昆山市、昆明市的渡口应当检查。",                   None),
    ("昆政办发", "各县区：昆明市渡口检查由市交通局负责。",           "530100"),
    ("苏府办",   "苏州市渡口的检查由市交通局负责。",                 "320500"),
    ("洪府发",   "南昌市渡口的检查由市交通局负责。",                 "360100"),
    ("洪府发",   "洪雅县渡口的检查由县交通局负责。",                 None),
    ("榕政",     "榕江县渡口的检查由县交通局负责。",                 None),
    ("深府办规", "深圳市渡口的检查由市交通局负责。",                 "440300"),
    ("汴政",     "渡口的检查由市交通局负责。",                       "410200"),  # no other place begins so
    ("郑政",     "渡口的检查由市交通局负责。",                       "410100"),
])  # fmt: skip
def test_a_sign_that_other_places_begin_with_needs_the_citys_name(code: str, text: str, expected: str | None) -> None:
    number = DocumentNumber(code, 2020, 12)
    assert signed_place(number, PLACES, text) == expected
    assert (coded_issuer(number, [], PLACES, text=text) is None) == (expected is None)


@pytest.mark.parametrize(("code", "expected"), [
    ("辽政发",   "辽宁省人民政府"),
    ("辽政办发", "辽宁省人民政府办公厅"),
    ("粤府办",   "广东省人民政府办公厅"),
    ("粤府",     "广东省人民政府"),
    ("穗府办规", "广州市人民政府办公厅"),
    ("潭政发",   "湘潭市人民政府"),
    ("潭政办发", "湘潭市人民政府办公室"),
    ("穗财规字", None),  # a department's
    ("辽财发",   None),  # a department's
    ("辽政法发", None),
    ("宁政发",   None),  # also 南京's
    ("岚政发",   None),
])  # fmt: skip
def test_the_government_whose_number_it_is(code: str, expected: str | None) -> None:
    assert coded_issuer(DocumentNumber(code, 2019, 3), [], PLACES) == expected


@pytest.mark.parametrize(("printed", "within", "on", "expected"), [
    # offices and commissions that are beside the departments
    ("市安委办",     "430400", "2019-06-01", "衡阳市安全生产委员会办公室"),
    ("省扶贫办",     "440000", "2019-06-01", "广东省扶贫开发办公室"),
    ("区扶贫办",     "370105", "2019-06-01", "济南市天桥区扶贫办"),  # counties vary: as printed
    ("市经贸委",     "430400", "2001-06-01", "衡阳市经济贸易委员会"),
    # branches of central organs, relative to the city
    ("市人民银行",   "211200", "2020-06-01", "中国人民银行铁岭市中心支行"),
    ("市银保监分局", "350400", "2020-06-01", "中国银行保险监督管理委员会三明监管分局"),
    ("省煤监局",     "410000", "2015-06-01", "河南煤矿安全监察局"),
])  # fmt: skip
def test_offices_and_branches_of_any_place(printed: str, within: str, on: str, expected: str) -> None:
    assert official_name(printed, within, PLACES, on=date.fromisoformat(on)) == expected


def test_the_title_tells_whose_government_has_the_code() -> None:
    title = ["临溪县人民政府工作规则"]
    assert coded_issuer(DocumentNumber("临政发", 2024, 7), title, PLACES) == "临溪县人民政府"
    assert coded_issuer(DocumentNumber("临政办发", 2024, 7), title, PLACES) == "临溪县人民政府办公室"
    assert coded_issuer(DocumentNumber("岚政发", 2024, 7), title, PLACES) is None


@pytest.mark.parametrize(("code", "title", "addressee", "expected"), [
    ("吉政函", "吉林市渡口规划的批复",     "吉林市人民政府", "吉林省人民政府"),
    ("吉政函", "吉林市渡口规划的批复",     "",               "吉林省人民政府"),  # it lies in the province of the sign
    ("吉政发", "吉安市渡口规划的通知",     "",               "吉安市人民政府"),  # it lies elsewhere
    ("吉政函", "吉安市渡口规划的批复",     "吉安市人民政府", "吉林省人民政府"),
    ("临政函", "临溪县渡口规划的批复",     "临溪县人民政府", None),
    ("临政函", "临溪县渡口规划的批复",     "各乡镇人民政府", "临溪县人民政府"),
])  # fmt: skip
def test_a_place_that_a_document_is_about_is_no_issuer(
    code: str, title: str, addressee: str, expected: str | None
) -> None:
    assert coded_issuer(DocumentNumber(code, 2022, 5), [title], PLACES, [addressee]) == expected
