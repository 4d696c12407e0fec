"""What follows from a breach: measures with their bounds, conditions and addressees, the act, the authority."""

from collections.abc import Callable

import pytest
from hypothesis import given

from ingest.extract.amounts import amount, decimal
from ingest.extract.sanctions import sanctions
from ingest.model import Measure, Sanction
from ingest.read.normalize import fold
from tests.ingest.official import noise
from tests.ingest.work import assert_linear


def read(text: str) -> list[Sanction]:
    return [mention.value for mention in sanctions(text)]


def printed(measure: Measure, text: str) -> str:
    """`fine 5-10 CNY` with what else is printed: `fine 5-10 CNY of… per… to… if…`."""
    low, high = ("" if bound is None else f"{bound:f}" for bound in (measure.low, measure.high))
    words = [measure.kind.value]
    words += [f"{low}-{high} {measure.unit}"] if measure.unit else []
    words += [f"of {measure.of}"] if measure.of else []
    words += [f"per {measure.per}"] if measure.per else []
    words += [f"to {measure.whom}"] if measure.whom else []
    words += [f"if {measure.condition.slice(text)}"] if measure.condition else []
    return " ".join(words)


@pytest.mark.parametrize(("text", "expected"), [
    ("违反本条例第三条规定的，由渡口管理机构责令改正，处五百元以上五千元以下罚款。", ["order", "fine 500-5000 CNY"]),
    ("船长夜航的，给予警告；拒不改正的，可以处二百元罚款。",
     ["warning", "fine 200-200 CNY if 拒不改正的"]),
    ("违反前款规定的，对单位处一万元以下罚款，对个人处50元以上罚款。",
     ["fine -10000 CNY to 单位", "fine 50- CNY to 个人"]),
    ("渡船超载的，没收违法所得，并处违法所得一倍以上三倍以下的罚款；没有违法所得的，处2万元以下的罚款。",
     ["confiscate", "fine 1-3 times of 违法所得", "fine -20000 CNY if 没有违法所得的"]),
    ("擅自开工的，责令停止建设，限期改正，处总投资额百分之一以上百分之五以下罚款。",
     ["order", "order", "fine 0.01-0.05 times of 总投资额"]),
    ("违反本条例第三条规定按照《渡口法》第九条处罚。", ["other"]),
    ("渡船超载的，处违法所得一倍以上、三倍以下的罚款。", ["fine 1-3 times of 违法所得"]),
    ("船长夜航的，给予警告、记过处分。", ["discipline"]),
    ("情节严重的，责令停业整顿，吊销许可证。", ["suspend", "revoke"]),
    ("骗取渡船登记，情节严重的，由登记机关注销登记。", ["revoke"]),
    ("违反前款规定的，由市水务局注销登记卡和登记证书。", ["revoke"]),
    ("违反前款规定的，船东应当办理注销登记。", None),
    ("渡口管理机构工作人员玩忽职守的，依法给予处分；构成犯罪的，依法追究刑事责任。",
     ["discipline", "criminal if 构成犯罪的"]),
    ("占用步道的，处每平方米一百元罚款。", ["fine 100-100 CNY per 平方米"]),
    ("擅自停航的，按每人五十元的标准处以罚款。", ["fine 50-50 CNY per 人"]),
    ("经营者暂停服务，未提前报告的，处三百元罚款。", ["fine 300-300 CNY"]),
    ("渡口违法行为处罚规定\n第二条 船长屡次夜航的，应当从重处罚。", ["other"]),
    ("第一章 法律责任\n第二条 船长夜航的，渡口管理机构应当通知海事机关依法查处。", ["other"]),
    # a breach that its measure follows without a comma
    ("渡船超载的，由市水务局责令改正；对逾期不改正的处一千元罚款。", ["order", "fine 1000-1000 CNY if 对逾期不改正的"]),
    ("渡船超载的，由市水务局责令改正；对逾期不改正的处罚款一千元。", ["order", "fine 1000-1000 CNY if 对逾期不改正的"]),
    ("渡船超载的，对超过核定人数的部分每人处二百元罚款。", ["fine 200-200 CNY"]),
    ("渡船超载的，责令改正，对超过核定人数的渡船，处一千元罚款。", ["order", "fine 1000-1000 CNY if 对超过核定人数的渡船"]),
    # no sanctions
    ("渡船超载的，由市水务局申请人民法院依法强制拆除。", None),
    ("船长夜航的，海事机关应当依法查处。", None),
    ("船长屡次延误的，渡口管理机构可以予以公告。", None),
    ("渡口管理机构应当责令经营者改正。", None),
    ("渡口管理机构应当登记罚款的数额。", None),
    ("罚款全部上缴国库。", None),
    ("船长应当登记。", None),
])  # fmt: skip
def test_measures(text: str, expected: list[str] | None) -> None:
    found = read(text)
    assert [[printed(measure, text) for measure in one.measures] for one in found] == ([expected] if expected else [])


@pytest.mark.parametrize(("text", "act", "authority"), [
    ("违反本条例规定擅自摆渡的，由市、县渡口管理机构责令停止违法行为，并处一千元罚款。", "违反本条例规定擅自摆渡", "市、县渡口管理机构"),
    ("违反本条例第三条规定的，由渡口管理机构责令改正。",           "违反本条例第三条规定",   "渡口管理机构"),
    ("违反本条例第三条规定，擅自夜航的，由市水务局处五十元罚款。", "擅自夜航",               "市水务局"),
    ("第九条 船长夜航的，由公安机关按照职责分工给予警告。",        "船长夜航",               "公安机关"),
    ("船长夜航的，处五十元罚款。",                                 "船长夜航",               ""),
    ("海事机关检查渡口时，发现渡船超载的，可以责令停航检修。",     "海事机关检查渡口时，发现渡船超载", "海事机关"),
    ("擅自夜航的，海事机关除依照本条例给予处罚外，可以公告其违法行为。", "擅自夜航",        "海事机关"),
    ("对违法发布航行通告的，海事机关可以予以公告。",               "对违法发布航行通告",     "海事机关"),
])  # fmt: skip
def test_act_and_authority(text: str, act: str, authority: str) -> None:
    (one,) = read(text)
    assert (one.act.slice(text), one.authority) == (act, authority)


def test_points_of_a_list_tell_the_breach_of_its_lead() -> None:
    text = "第九条 有下列行为之一的，处五十元罚款：\n（一）违反本条例第三条规定的；\n（二）夜航的。\n第十条 船长夜航。"
    (one,) = read(text)
    assert [zone.slice(text) for zone in one.zones][1:] == ["（一）违反本条例第三条规定的；", "（二）夜航的。"]


def test_points_with_measures_have_the_authority_of_their_lead() -> None:
    text = "第九条 违反本条例规定的，由市水务局按照下列规定处罚：\n（一）夜航的，处五十元罚款；\n（二）超载的，处六十元罚款。"
    assert [(one.authority, str(one.measures[0].high)) for one in read(text)] == [
        ("市水务局", "50"),
        ("市水务局", "60"),
    ]


@pytest.mark.parametrize(("text", "expected"), [
    ("五千元以上二万元以下", "5000-20000 CNY"), ("一千五百元", "1500-1500 CNY"), ("10万元以上", "100000- CNY"),
    ("不超过三万元", "-30000 CNY"), ("货值金额等值以下", "-1 times"),
    ("运费30%以上等值以下", "0.30-1 times"), ("违法所得三至五倍", "3-5 times"),
    ("合同价款2%以上4%以下", "0.02-0.04 times"), ("千分之二", "0.002-0.002 times"), ("", "- None"),
])  # fmt: skip
def test_amounts(text: str, expected: str) -> None:
    found = amount(text)
    low, high = ("" if bound is None else f"{bound:f}" for bound in (found.low, found.high))
    assert f"{low}-{high} {found.unit}" == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("二万五千", 25000), ("一千零五十", 1050), ("半", 0.5), ("1.5", 1.5), ("5万", 50000), ("十", 10), ("", None),
    ("甲", None), ("1..5", None),
])  # fmt: skip
def test_numbers(text: str, expected: float | None) -> None:
    assert decimal(text) == expected


@given(noise)
def test_spans_are_true(text: str) -> None:
    text = fold(text)
    for one in read(text):
        assert 0 <= one.sentence.start < one.sentence.end <= len(text) and one.measures
        assert one.sentence.contains(one.act)
        assert all(one.sentence.contains(measure.words) for measure in one.measures)


HOSTILE: dict[str, Callable[[int], str]] = {
    "fines": lambda size: "夜航的，处五元罚款，" * size,
    "sentences": lambda size: "夜航的，由市水务局处五元以上罚款。" * size,
    "points": lambda size: "有下列行为之一的，处五元罚款：\n" + "（一）违反第三条的；\n" * size,
    "numbers": lambda size: "夜航的，处" + "五" * size + "元罚款。",
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_take_linear_work(page: Callable[[int], str]) -> None:
    assert_linear(lambda size: list(sanctions(page(size))), 100)
