"""Who is said to have a task: brackets, labels and prose, what names a body, and what assigns nothing."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.parties import parties
from ingest.read.normalize import fold
from tests.ingest.official import noise
from tests.ingest.work import assert_linear


def assigned(text: str) -> list[str]:
    """Each assigning phrase on one line: its words, then its parties with their roles."""
    lines = []
    for mention in parties(text):
        assert isinstance(mention.value, tuple)
        listed = " ".join(f"{party.name}={party.role}" for party in mention.value)
        lines.append(f"{mention.span.slice(text)} → {listed}")
    return lines


def listed(text: str) -> list[str]:
    """The parties of all phrases of a text."""
    return [party for line in assigned(text) for party in line.split(" → ")[1].split(" ")]


@pytest.mark.parametrize(("bracket", "expected"), [
    # one predicate, or one for each part
    ("（市园林局负责）",                                    "市园林局=responsible"),
    ("（市园林局落实）",                                    "市园林局=responsible"),
    ("（市园林局组织实施）",                                "市园林局=responsible"),
    ("（市园林局承办）",                                    "市园林局=responsible"),
    ("（市园林局牵头）",                                    "市园林局=lead"),
    ("（市园林局牵头负责）",                                "市园林局=lead"),
    ("（市委宣传部、市园林局牵头）",                        "市委宣传部=lead 市园林局=lead"),
    ("（市园林局主办，市水务局协办）",                      "市园林局=lead 市水务局=support"),
    ("（市园林局牵头，市水务局配合）",                      "市园林局=lead 市水务局=support"),
    ("（市园林局牵头、市水务局配合）",                      "市园林局=lead 市水务局=support"),
    ("（市园林局牵头；市水务局，市财政局配合）",            "市园林局=lead 市水务局=support 市财政局=support"),
    ("（市园林局牵头组织，市水务局、市财政局协助）",        "市园林局=lead 市水务局=support 市财政局=support"),
    ("（市园林局牵头，市水务局、市财政局按职责分工负责）",  "市园林局=lead 市水务局=responsible 市财政局=responsible"),
    ("（市园林局牵头，市水务局负责，各区县政府参与）",      "市园林局=lead 市水务局=responsible 各区县政府=support"),
    ("（市园林局牵头，市水务局负责；各区县政府落实）",      "市园林局=lead 市水务局=responsible 各区县政府=responsible"),
    ("（市园林局、市水务局按职责分工分别负责）",            "市园林局=responsible 市水务局=responsible"),
    ("（市园林局、市水务局根据各自职责共同负责）",          "市园林局=responsible 市水务局=responsible"),
    ("（由市园林局牵头，市水务局配合）",                    "市园林局=lead 市水务局=support"),
    # labels
    ("（责任单位：市园林局）",                              "市园林局=responsible"),
    ("(责任单位:市园林局)",                                 "市园林局=responsible"),
    ("【责任单位：市园林局】",                              "市园林局=responsible"),
    ("[责任单位：市园林局]",                                "市园林局=responsible"),
    ("（责任单位：市园林局、各区县政府）",                  "市园林局=responsible 各区县政府=responsible"),
    ("（牵头单位：市园林局；配合单位：市水务局、市财政局）","市园林局=lead 市水务局=support 市财政局=support"),
    ("（牵头单位：市园林局，配合单位：市水务局）",          "市园林局=lead 市水务局=support"),
    ("（牵头部门：市园林局；责任单位：市水务局；协办单位：市财政局）",
     "市园林局=lead 市水务局=responsible 市财政局=support"),
    ("（责任单位：市园林局。配合单位：市水务局）",          "市园林局=responsible 市水务局=support"),
    # a label of times or persons names no party
    ("（责任单位：市园林局；完成时限：2022年9月底）",       "市园林局=responsible"),
    ("（牵头单位：市园林局；责任人：林舟；配合单位：市水务局）", "市园林局=lead 市水务局=support"),
    # 会同
    ("（市园林局会同市水务局负责）",                        "市园林局=responsible 市水务局=support"),
    ("（市园林局会同市水务局、市财政局牵头，各区县政府配合）",
     "市园林局=lead 市水务局=support 市财政局=support 各区县政府=support"),
    # nested brackets
    ("（市发展改革委（市能源局）牵头，市水务局配合）",      "市发展改革委（市能源局）=lead 市水务局=support"),
    ("（市园林局（市绿化办）、市水务局负责）",              "市园林局（市绿化办）=responsible 市水务局=responsible"),
    ("（各区县政府（含高新区管委会，下同）负责）",          "各区县政府=responsible 高新区管委会=responsible"),
    ("（市园林局、各区县政府（含湖东开发区管委会、高新区管委会）负责）",
     "市园林局=responsible 各区县政府=responsible 湖东开发区管委会=responsible 高新区管委会=responsible"),
    # what follows the sentence is a remark
    ("（市园林局、市水务局负责。列第一位者为牵头单位，下同）", "市园林局=responsible 市水务局=responsible"),
    # 等 names nobody
    ("（市园林局等有关部门负责）",                          "市园林局=responsible"),
    ("（市园林局等部门和单位负责）",                        "市园林局=responsible"),
    ("（市园林局牵头，市水务局、市财政局等有关单位按职责分工负责）",
     "市园林局=lead 市水务局=responsible 市财政局=responsible"),
    ("（责任单位：市园林局、市水务局等）",                  "市园林局=responsible 市水务局=responsible"),
    # groups are parties
    ("（各有关部门按职责分工负责）",                        "各有关部门=responsible"),
    ("（各区县政府、市政府有关部门负责）",                  "各区县政府=responsible 市政府有关部门=responsible"),
    ("（市园林局牵头，有关单位参与，2022年底前完成）",      "市园林局=lead 有关单位=support"),
    # fields that 等部门 closes are bodies
    ("（市民政、财政、司法等部门负责）",                    "市民政=responsible 财政=responsible 司法=responsible"),
    ("（责任单位：市民政、财政等部门）",                    "市民政=responsible 财政=responsible"),
])  # fmt: skip
def test_brackets(bracket: str, expected: str) -> None:
    assert assigned(f"完成步道普查。{bracket}") == [f"{bracket} → {expected}"]


@pytest.mark.parametrize("text", [
    "（试行）",
    "（以下简称责任单位）",
    "（负责人：林舟）",
    "（责任人：林舟，联系人：周岚）",
    "（单位负责同志签字）",
    "（市园林局负责人签字）",
    "（参与人员不超过30人）",
    "（责任单位名单见附件）",
    "（按职责分工负责）",
    "（牵头）",
    "（责任单位：）",
    "（市园林局）",
    "（市园林局，各区县政府）",
    "（技工院校内由人力资源社会保障部门按规定办理）",
    "（市园林局负责",
    "市园林局负责）",
    "明确牵头单位。",
    "牵头领导：林舟",
    "完成时限：9月底",
    "工作单位：市园林局",
    "市园林局负责普查。",                        # a duty (GUIDELINES)
    "市园林局、市水务局按职责分工负责。",
    "政府负责，部门配合，社会参与。",
    "各级政府负责，有关部门配合。",
    "市级负责，县区配合，全民参与。",
    "论坛由市园林局主办，市水务局承办。",
    "由市政府负责起草的渡口规章，另行报送。",
    "报我部（市场建设司），并按月通报。",
    "由我局牵头起草了步道办法（讨论稿）。",
    "各区县政府对本辖区步道安全负总责。",
    "由市园林局负责解释。",
    "本办法由市园林局负责具体应用的解释。",
    "由负责人签字。",
    "由市园林局负责人审批。",
    "由市园林局负责同志带队。",
    "由市水务局配合。",
    "由企业负责。",
    "由其负责。",
    "由船主自行负责。",
    "1\t普查步道\t（市园林局\t负责）",
    "1\t普查步道\t（市园林局、\t市水务局负责）",
    "",
])  # fmt: skip
def test_what_assigns_nothing(text: str) -> None:
    assert assigned(text) == []


@pytest.mark.parametrize(("text", "expected"), [
    ("责任单位：市园林局、市水务局", ["责任单位：市园林局、市水务局 → 市园林局=responsible 市水务局=responsible"]),
    ("责任处室：市园林局", ["责任处室：市园林局 → 市园林局=responsible"]),
    ("——落实单位：市园林局", ["落实单位：市园林局 → 市园林局=responsible"]),
    ("责任单位为市园林局、市水务局。", ["责任单位为市园林局、市水务局 → 市园林局=responsible 市水务局=responsible"]),
    ("普查步道。\n责任单位：市园林局\n配合单位：市水务局",
     ["责任单位：市园林局 → 市园林局=responsible", "配合单位：市水务局 → 市水务局=support"]),
    ("完成普查。责任单位：市园林局；完成时限：9月底。", ["责任单位：市园林局 → 市园林局=responsible"]),
    ("牵头单位:市园林局", ["牵头单位:市园林局 → 市园林局=lead"]),
    ("一、责任单位：市园林局、市水务局。", ["责任单位：市园林局、市水务局 → 市园林局=responsible 市水务局=responsible"]),
    ("（一）责任单位：市园林局", ["责任单位：市园林局 → 市园林局=responsible"]),
    ("1.责任单位为市园林局。", ["责任单位为市园林局 → 市园林局=responsible"]),
    ("责任单位是市园林局。", ["责任单位是市园林局 → 市园林局=responsible"]),
    ("责任单位：市园林局。二、改造栈桥。", ["责任单位：市园林局 → 市园林局=responsible"]),
    ("步道条例\n起草单位：市园林局\n提请审议时间：2021年底", ["起草单位：市园林局 → 市园林局=responsible"]),
    ("步道技术标准\n起草单位：步道研究院\n起草人：林舟", []),
    ("牵头领导：林舟 责任单位：市园林局，各区县政府 项目责任人：周岚 完成情况：已开工",
     ["责任单位：市园林局，各区县政府 → 市园林局=responsible 各区县政府=responsible"]),
])  # fmt: skip
def test_labels_outside_of_brackets(text: str, expected: list[str]) -> None:
    assert assigned(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    # 由 … 牵头, 负责, 组织实施
    ("由市园林局牵头负责步道普查。",               "由市园林局牵头负责 → 市园林局=lead"),
    ("步道普查由市园林局牵头，市水务局、市财政局配合。",
     "由市园林局牵头，市水务局、市财政局配合 → 市园林局=lead 市水务局=support 市财政局=support"),
    ("步道普查由市园林局负责组织实施。",           "由市园林局负责 → 市园林局=responsible"),
    ("步道普查由市园林局组织实施。",               "由市园林局组织实施 → 市园林局=responsible"),
    ("由市园林局、市水务局按职责分工负责。",       "由市园林局、市水务局按职责分工负责 → 市园林局=responsible 市水务局=responsible"),
    ("由市园林局按照职责分工负责。",               "由市园林局按照职责分工负责 → 市园林局=responsible"),
    ("由市园林局按照各自职责负责。",               "由市园林局按照各自职责负责 → 市园林局=responsible"),
    ("由市园林局会同市水务局负责。",               "由市园林局会同市水务局负责 → 市园林局=responsible 市水务局=support"),
    ("由各区县政府统一负责。",                     "由各区县政府统一负责 → 各区县政府=responsible"),
    ("由市园林局牵头，市水务局具体负责。",         "由市园林局牵头，市水务局具体负责 → 市园林局=lead 市水务局=responsible"),
    ("由市园林局牵头，各区县政府、市水务局等有关部门配合。",
     "由市园林局牵头，各区县政府、市水务局等有关部门配合 → 市园林局=lead 各区县政府=support 市水务局=support"),
    ("由市园林局编制步道规划并组织实施。",         "由市园林局编制步道规划并组织实施 → 市园林局=responsible"),
    ("由市园林局牵头负责，各区县政府对本辖区步道安全负总责。",
     "由市园林局牵头负责，各区县政府对本辖区步道安全负总责 → 市园林局=lead 各区县政府=responsible"),
    # who has the work and who helps, without 牵头
    ("1.市园林局负责，市水务局、市财政局配合，普查步道。",
     "市园林局负责，市水务局、市财政局配合 → 市园林局=responsible 市水务局=support 市财政局=support"),
    ("由市园林局承办，市水务局、财政局协办。",
     "由市园林局承办，市水务局、财政局协办 → 市园林局=responsible 市水务局=support 财政局=support"),
    ("市园林局负责，市水务局和各街道办事处（乡）配合，清理步道。",
     "市园林局负责，市水务局和各街道办事处（乡）配合 → 市园林局=responsible 市水务局=support 各街道办事处（乡）=support"),
    ("渡口海事处负责，市水务局协助，加强巡查。",   "渡口海事处负责，市水务局协助 → 渡口海事处=responsible 市水务局=support"),
    # a clause whose subject leads
    ("市园林局牵头，市水务局、市财政局等部门参与，制定方案。",
     "市园林局牵头，市水务局、市财政局等部门参与 → 市园林局=lead 市水务局=support 市财政局=support"),
    ("市园林局牵头组织普查。",                     "市园林局牵头 → 市园林局=lead"),
    ("市园林局作为牵头单位，市水务局配合。",       "市园林局作为牵头单位，市水务局配合 → 市园林局=lead 市水务局=support"),
    ("市园林局要发挥牵头作用。",                   "市园林局要发挥牵头作用 → 市园林局=lead"),
    ("市园林局应当牵头会同有关部门组织普查。",
     "市园林局应当牵头 → 市园林局=lead"),
    ("步道普查时，市水务局牵头，会同市财政局、市审计局等有关部门综合协调，市渡口协会负责监督实施。",
     "市水务局牵头，会同市财政局、市审计局等有关部门综合协调，市渡口协会负责 → "
     "市水务局=lead 市财政局=support 市审计局=support 市渡口协会=responsible"),
    ("由市水务局牵头，市财政局、市审计局协同推进，3月底前完成。",
     "由市水务局牵头，市财政局、市审计局协同 → 市水务局=lead 市财政局=support 市审计局=support"),
    ("各区县政府会同市园林局牵头组织普查。",       "各区县政府会同市园林局牵头 → 各区县政府=lead 市园林局=support"),
    ("市园林局、市渡口分局分别牵头落实。",         "市园林局、市渡口分局分别牵头 → 市园林局=lead 市渡口分局=lead"),
    ("市工商联、市妇联联合牵头组织。",             "市工商联、市妇联联合牵头 → 市工商联=lead 市妇联=lead"),
    ("由市园林局、各区政府按职责分工分别牵头组织。", "由市园林局、各区政府按职责分工分别牵头 → 市园林局=lead 各区政府=lead"),
    ("市渡口联合会牵头组织。",                     "市渡口联合会牵头 → 市渡口联合会=lead"),
    # who helps, behind what the leading party does
    ("由市园林局牵头，制定步道规划，市水务局、市财政局配合。",
     "由市园林局牵头，制定步道规划，市水务局、市财政局配合 → 市园林局=lead 市水务局=support 市财政局=support"),
    ("市园林局牵头，建立台账，按月通报进展，各区县政府等有关单位积极参与；",
     "市园林局牵头，建立台账，按月通报进展，各区县政府等有关单位积极参与 → 市园林局=lead 各区县政府=support"),
    ("由市园林局牵头，加强协调，企业积极配合。",   "由市园林局牵头 → 市园林局=lead"),
    ("由市园林局牵头，加强协调，社会各方参与。",   "由市园林局牵头 → 市园林局=lead"),
    ("由市园林局牵头，研究办法。市审计局配合。",   "由市园林局牵头 → 市园林局=lead"),
    ("由市园林局牵头，市委组织部、市水务局配合。",
     "由市园林局牵头，市委组织部、市水务局配合 → 市园林局=lead 市委组织部=support 市水务局=support"),
    # what bodies are in a task
    ("市园林局为该项工作的牵头责任单位，负责拟定方案。", "市园林局为该项工作的牵头责任单位 → 市园林局=lead"),
    ("市水务局、岚湖县政府为协办单位，要密切配合。", "市水务局、岚湖县政府为协办单位 → 市水务局=support 岚湖县政府=support"),
])  # fmt: skip
def test_prose(text: str, expected: str) -> None:
    assert assigned(text) == [expected]


@pytest.mark.parametrize(("text", "expected"), [
    # a bracket of names alone: behind a sentence, or at the end of a paragraph
    ("完成码头改造。（市交通局、市水利局）",                     ["市交通局=responsible", "市水利局=responsible"]),
    ("建立渡口巡查制度（市应急局、各县（市、区）政府）。",       ["市应急局=responsible", "各县（市、区）政府=responsible"]),
    ("完成码头改造。（各市、县〔市、区〕人民政府，省级有关单位）",
     ["各市、县〔市、区〕人民政府=responsible", "省级有关单位=responsible"]),
    ("（省园林厅等和各省辖市、省直管县〔市〕政府按职责分工负责）",
     ["省园林厅=responsible", "各省辖市、省直管县〔市〕政府=responsible"]),
    ("（各地级市、省园林厅负责）", ["各地级市=responsible", "省园林厅=responsible"]),
    ("有关情况报市渡口治理领导小组办公室（市交通局）。", []),
    ("开设渡口课程。（基教处、装备中心、教科院）",               ["基教处=responsible", "装备中心=responsible", "教科院=responsible"]),
    ("登记率达到九成。 （渡政处、船检处）",                      ["渡政处=responsible", "船检处=responsible"]),
    ("完成改造。（市交通局、市水利局。排名第一的为牵头单位，下同）", ["市交通局=responsible", "市水利局=responsible"]),
    ("渡口（含码头、浮桥）应当巡查。",                           []),
    ("湖滨步道（东段、西段）",                                   []),
    # one unknown name takes no other away
    ("完成改造。（市交通局、市水利局、甲乙丙丁等和各区政府负责）",
     ["市交通局=responsible", "市水利局=responsible", "甲乙丙丁=responsible", "各区政府=responsible"]),
    # the end of a list, of a label, of a condition that the first leads
    ("完成改造。（市人社局等市直有关部门，各区政府）",           ["市人社局=responsible", "各区政府=responsible"]),
    ("完成改造。 责任单位：市交通局、市水利局 11.巡查渡口。",    ["市交通局=responsible", "市水利局=responsible"]),
    ("（列首位的为牵头单位）",                                   []),
    # who forms a group with the lead, or is joined by it
    ("第九条 分指挥部牵头，施工单位、村委会组成验收组。",        ["分指挥部=lead", "施工单位=support", "村委会=support"]),
    ("由市交通局牵头，会同市水利局、市财政局制定细则。",         ["市交通局=lead", "市水利局=support", "市财政局=support"]),
    ("由市交通局牵头，市水利局制定细则。",                       ["市交通局=lead"]),
])  # fmt: skip
def test_phrases_of_other_offices(text: str, expected: list[str]) -> None:
    assert listed(text) == expected


def test_several_phrases_of_a_paragraph_in_order() -> None:
    text = "普查步道。（市园林局负责）改造栈桥，由市水务局牵头。清理湖面。（市财政局负责）\n责任单位：各区县政府"
    assert listed(text) == ["市园林局=responsible", "市水务局=lead", "市财政局=responsible", "各区县政府=responsible"]


def test_a_phrase_in_a_bracket_is_read_once() -> None:
    assert assigned("（由市园林局牵头负责）") == ["（由市园林局牵头负责） → 市园林局=lead"]


def test_a_list_that_is_closed_shares_its_field() -> None:
    (closed,) = parties("（市民政、财政等部门负责）")
    (opened,) = parties("（市民政局、市财政局负责）")
    assert isinstance(closed.value, tuple) and isinstance(opened.value, tuple)
    assert [party.closed for party in closed.value] == [True, True]
    assert [party.closed for party in opened.value] == [False, False]


# --- properties ----------------------------------------------------------------------------------------------------------

_PIECES = (
    "（", "）", "【", "】", "(", ")", "市园林局", "市水务局", "各区县政府", "市自然资源和规划局", "市民政", "、", "，", "；", "。",
    "和", "等部门",
    "牵头", "负责", "配合", "按职责分工", "责任单位：", "牵头单位：", "完成时限：", "由", "会同", "含", "下同", "负责人", "组织实施",
    "普查步道",
    "\n", "\t", " ", "一、",
)  # fmt: skip
crowded = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)
unlabelled = st.lists(st.sampled_from([piece for piece in _PIECES if "单位：" not in piece]), max_size=40).map("".join)


@given(st.one_of(crowded, noise))
def test_spans_are_true_and_in_order(text: str) -> None:
    text = fold(text)
    start = 0
    for mention in parties(text):
        assert start <= mention.span.start < mention.span.end <= len(text)
        start = mention.span.start
        assert isinstance(mention.value, tuple) and mention.value
        for party in mention.value:
            assert mention.span.contains(party.span)
            printed = party.span.slice(text)
            assert printed == printed.strip() and printed
            assert party.name.replace(" ", "") == printed.replace(" ", "").strip("　。.·*")


@given(unlabelled)
def test_phrases_do_not_overlap(text: str) -> None:
    spans = [mention.span for mention in parties(text)]
    assert all(one.end <= other.start for one, other in pairwise(spans))


_BODIES = ("市园林局", "市水务局", "市财政局", "市自然资源和规划局", "各区县政府", "市发展改革委", "团市委")


@given(
    st.lists(st.sampled_from(_BODIES), min_size=1, max_size=6, unique=True),
    st.lists(st.sampled_from(_BODIES), max_size=6, unique=True),
)
def test_any_lists_are_given_back(leads: list[str], supports: list[str]) -> None:
    support = f"，{'、'.join(supports)}配合" if supports else ""
    for before, after in (("（", "）"), ("步道普查由", "。")):
        text = f"{before}{'、'.join(leads)}牵头{support}{after}"
        assert listed(text) == [*(f"{name}=lead" for name in leads), *(f"{name}=support" for name in supports)]


@pytest.mark.parametrize(("text", "expected"), [
    ("一、市园林局牵头负责，市水务局按职责配合。",          ["市园林局=lead", "市水务局=support"]),
    ("（二）市园林局牵头，市水务局配合。",                  ["市园林局=lead", "市水务局=support"]),
    ("完成普查。［市园林局牵头，市水务局配合］",            ["市园林局=lead", "市水务局=support"]),
    ("完成普查。〔市园林局牵头；市水务局，各农场配合〕",       ["市园林局=lead", "市水务局=support", "各农场=support"]),
    ("（牵头：市园林局配合：市水务局、市财政局）",            ["市园林局=lead", "市水务局=support", "市财政局=support"]),
    ("（责任单位：市园林局（牵头）、市水务局）",               ["市园林局=lead", "市水务局=responsible"]),
    ("由市园林局负责普查，有关部门予以配合。",              ["市园林局=responsible", "有关部门=support"]),
    ("完成普查。（责任单位：市园林局/市水务局）",           ["市园林局=responsible", "市水务局=responsible"]),
    ("（牵头单位：市园林局；督办单位：市政府督查室）",      ["市园林局=lead", "市政府督查室=responsible"]),
])  # fmt: skip
def test_markers_brackets_and_joints_of_other_offices(text: str, expected: list[str]) -> None:
    assert listed(text) == expected


def test_a_labelled_bracket_that_is_never_closed() -> None:
    assert listed("1.维护渡口。（责任单位：市园林局、市水务局\n2.完成普查。（牵头单位：市水务局）") == [
        *("市园林局=responsible", "市水务局=responsible", "市水务局=lead")
    ]


HOSTILE: dict[str, Callable[[int], str]] = {
    "brackets": lambda size: "（市园林局负责）" * size,
    "open brackets": lambda size: "（负责" * size,
    "nested brackets": lambda size: "（（负责）" * size,
    "prose": lambda size: "由市园林局负责" * size,
    "by": lambda size: "由市园林局" * size,
    "labels": lambda size: "责任单位：市园林局\n" * size,
    "names": lambda size: "（" + "市园林局、" * size + "负责）",
    "leads": lambda size: "市园林局牵头\n" * size,
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_take_linear_work(page: Callable[[int], str]) -> None:
    assert_linear(lambda size: list(parties(page(size))), 300)
