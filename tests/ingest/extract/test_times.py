"""Time limits as printed: every form of a day, span, period, length and cell, and what only looks like one."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.times import in_cell, times
from ingest.model import Mention, TimeExpression, TimeKind
from ingest.read.normalize import fold
from tests.ingest.official import noise
from tests.ingest.work import assert_linear

_MARKED = re.compile("⟦([^⟦⟧]+)⟧")


def written(value: object) -> str:
    """A value on one line: `deadline 2024-11-30`, `target ?-12` (the year is the context's, the day the month's end),
    `deadline +1-06` (next year's), `deadline <2024-11` (before the month), `FREQ=…`, `P15D from 收到申请`."""
    assert isinstance(value, TimeExpression)
    if value.value:
        return value.value + (f" from {value.event}" if value.event else "")
    year = value.year if value.year is not None else "?" if value.relative is None else f"+{value.relative}"
    if value.holiday:
        return f"{value.kind} before {value.holiday}"
    day = f"-{value.day:02}" if value.day else ""
    return f"{value.kind} {'<' if value.before else ''}{year}-{value.month or 0:02}{day}"


def check(marked: str, expected: list[str], find: Callable[[str], Iterable[Mention[Any]]] = times) -> None:
    """A text with its limits in ⟦⟧, and what they are."""
    text = marked.replace("⟦", "").replace("⟧", "")
    found = list(find(text))
    assert [m.span.slice(text) for m in found] == _MARKED.findall(marked)
    assert [written(m.value) for m in found] == expected
    for mention in found:
        assert isinstance(mention.value, TimeExpression)
        kind = mention.value.kind
        assert (kind is TimeKind.RECURRING) == mention.value.value.startswith("FREQ=")
        assert (kind is TimeKind.DURATION) == mention.value.value.startswith("P")


@pytest.mark.parametrize(("marked", "expected"), [
    # a day
    ("各街道于⟦2024年11月30日前⟧报送台账。",            "deadline 2024-11-30"),
    ("各街道于⟦2024年11月30日以前⟧报送台账。",          "deadline 2024-11-30"),
    ("各街道于⟦2024年11月30日之前⟧报送台账。",          "deadline 2024-11-30"),
    ("各街道于⟦9月5日前⟧报送台账。",                    "deadline ?-09-05"),
    ("⟦2024年6月底前⟧制定全市统一的渡口标准，",         "deadline 2024-06"),
    ("各街道于⟦今年9月5号前⟧报送台账。",                "deadline +0-09-05"),
    ("各街道于⟦明年1月5日前⟧报送台账。",                "deadline +1-01-05"),
    ("1.⟦2024年6月30日前⟧，完成渡口普查。",             "deadline 2024-06-30"),
    # a month, its end and its parts
    ("⟦2024年11月底前⟧完成改造。",                      "deadline 2024-11"),
    ("⟦2024年6月末前⟧完成改造。",                       "deadline 2024-06"),
    ("⟦2024年11月前⟧完成改造。",                        "deadline <2024-11"),
    ("⟦11月前⟧完成改造。",                              "deadline <?-11"),
    ("⟦2024年11月初⟧完成改造。",                        "deadline 2024-11-10"),
    ("⟦2024年11月上旬前⟧完成改造。",                    "deadline 2024-11-10"),
    ("各区要在⟦2024年9月上旬⟧开展检查。",               "deadline 2024-09-10"),
    ("渡口公司应当于⟦9月8日⟧上午8时检查渡船。",         "deadline ?-09-08"),
    ("渡口公司应当在⟦9月8日⟧后续检查渡船。",            "deadline ?-09-08"),
    ("⟦2024年11月中旬⟧完成改造。",                      "deadline 2024-11-20"),
    ("⟦2024年11月下旬⟧完成改造。",                      "deadline 2024-11"),
    ("⟦7月中旬⟧，组织验收。",                           "deadline ?-07-20"),
    ("⟦6月份⟧，各街道开展普查。",                       "deadline ?-06"),
    ("⟦9月底前⟧完成。",                                 "deadline ?-09"),
    ("⟦今年9月底前⟧完成。",                             "deadline +0-09"),
    # a quarter, half and year
    ("⟦2024年第三季度⟧完成改造。",                      "target 2024-09"),
    ("⟦第三季度⟧完成改造。",                            "target ?-09"),
    ("⟦2024年第4季度末前⟧完成改造。",                   "deadline 2024-12"),
    ("⟦2024年上半年⟧完成改造。",                        "target 2024-06"),
    ("⟦2024年下半年⟧完成改造。",                        "target 2024-12"),
    ("⟦明年上半年⟧完成改造。",                          "target +1-06"),
    ("⟦年内⟧完成改造。",                                "target ?-12"),
    ("⟦年底前⟧完成改造。",                              "deadline ?-12"),
    ("在⟦年底之前⟧完成改造。",                          "deadline ?-12"),
    ("⟦2024年底前⟧完成改造。",                          "deadline 2024-12"),
    ("⟦2024年年末⟧建成码头。",                          "target 2024-12"),
    ("⟦今年年底前⟧完成改造。",                          "deadline +0-12"),
    ("⟦2024年前⟧完成改造。",                            "deadline 2023-12"),
    ("到⟦2024年⟧，湖滨步道基本贯通。",                  "target 2024-12"),
    ("力争到⟦2024年⟧，步道全部贯通。",                  "target 2024-12"),
    ("其中，⟦2024年⟧完成30公里。",                      "target 2024-12"),
    ("（一）⟦2024年⟧，完成普查。",                      "target 2024-12"),
    ("到⟦“十四五”末⟧，步道总长达到60公里。",            "target 2025-12"),
    ("⟦十三五期末⟧，步道总长达到60公里。",              "target 2020-12"),
    # a span ends on its last day
    ("⟦5月1日至9月30日⟧，开展巡查。",                   "deadline ?-09-30"),
    ("⟦2024年5月—2024年9月⟧，开展巡查。",               "deadline 2024-09"),
    ("第一阶段（⟦2022年3月至5月⟧），开展动员。",        "target 2022-05"),
    ("⟦2023年11月—2024年3月底⟧，开展巡查。",            "deadline 2024-03"),
    ("⟦2023—2025年⟧，累计新建步道30公里。",             "target 2025-12"),
    ("⟦2024年至2025年⟧，每年新建步道10公里。",          "target 2025-12"),
    # without 前, after words that set a limit
    ("截止时间为⟦2024年6月30日⟧。",                     "deadline 2024-06-30"),
    ("完成时限：⟦9月底⟧。",                             "deadline ?-09"),
    ("拟于⟦6月⟧完成验收。",                             "deadline ?-06"),
    ("计划于⟦2024年8月⟧动工。",                         "deadline 2024-08"),
    ("活动期限延期至⟦2024年10月底⟧。",                  "deadline 2024-10"),
    ("原定6月30日的完成时间延长至⟦8月31日⟧。",          "deadline ?-08-31"),
    # printed, though no calendar has it
    ("⟦2022年6月31日前⟧完成改造。",                     "deadline 2022-06-31"),
])  # fmt: skip
def test_days_months_and_years(marked: str, expected: str) -> None:
    check(marked, [expected])


@pytest.mark.parametrize(("marked", "expected"), [
    # of each year
    ("⟦每年12月31日前⟧报送。",            "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
    ("⟦每年1月底前⟧报送。",               "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31"),
    ("⟦每年11月前⟧报送。",                "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=31"),
    ("⟦每年11月上旬前⟧报送。",            "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=10"),
    ("⟦每年6月⟧开展检查。",               "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30"),
    ("⟦每年第一季度⟧公布结果。",          "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31"),
    ("⟦每年上半年⟧检查一次。",            "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30"),
    ("⟦每年年底前⟧报送。",                "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
    ("⟦每年末⟧报送。",                    "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
    ("每年由各街道于⟦3月底前⟧完成清淤。", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31"),
    # of each month and quarter
    ("⟦每月20日前⟧报送。",                "FREQ=MONTHLY;BYMONTHDAY=20"),
    ("⟦按月⟧调度目标任务完成情况。",      "FREQ=MONTHLY"),
    ("⟦按年度⟧考核目标完成情况。",        "FREQ=YEARLY"),
    ("⟦按季度⟧检查工作计划执行情况。",    "FREQ=QUARTERLY"),
    ("⟦按月⟧足额发放渡工的工资。",        "FREQ=MONTHLY"),
    ("⟦按季度⟧拨付给承担渡运的企业。",    "FREQ=QUARTERLY"),
    ("⟦每个月5日前⟧报送。",               "FREQ=MONTHLY;BYMONTHDAY=5"),
    ("⟦每月月底前⟧报送。",                "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("⟦每月上旬⟧报送巡查情况。",          "FREQ=MONTHLY;BYMONTHDAY=10"),
    ("⟦每季度末月20日前⟧报送。",          "FREQ=QUARTERLY;BYMONTHDAY=20"),
    ("⟦每季度首月10日前⟧报送。",          "FREQ=QUARTERLY;BYMONTHDAY=10"),
    ("⟦每季度第二个月5日前⟧报送。",       "FREQ=YEARLY;BYMONTH=2,5,8,11;BYMONTHDAY=5"),
    ("⟦每季首月10日前⟧报送。",            "FREQ=QUARTERLY;BYMONTHDAY=10"),
    ("⟦每季度末⟧报送。",                  "FREQ=QUARTERLY"),
    ("⟦每季度结束后10日内⟧报送。",        "FREQ=QUARTERLY"),
    ("⟦每月终了后5个工作日内⟧报送。",     "FREQ=MONTHLY"),
    ("⟦每年度结束后1个月内⟧报送。",       "FREQ=YEARLY"),
    # a bare period with an act that is due
    ("⟦每日⟧巡查。",                      "FREQ=DAILY"),
    ("⟦每周⟧通报一次。",                  "FREQ=WEEKLY"),
    ("⟦每两周⟧通报一次。",                "FREQ=WEEKLY;INTERVAL=2"),
    ("⟦每月⟧调度。",                      "FREQ=MONTHLY"),
    ("⟦每3个月⟧检查一次。",               "FREQ=MONTHLY;INTERVAL=3"),
    ("⟦每季度⟧通报一次。",                "FREQ=QUARTERLY"),
    ("⟦每半年⟧报告一次。",                "FREQ=MONTHLY;INTERVAL=6"),
    ("⟦每年⟧检查一次渡口。",              "FREQ=YEARLY"),
    ("⟦每两年⟧评估一次。",                "FREQ=YEARLY;INTERVAL=2"),
    ("⟦按月⟧报送台账。",                  "FREQ=MONTHLY"),
    ("⟦按季度⟧通报进展。",                "FREQ=QUARTERLY"),
    # a scheme of reports
    ("建立⟦月报⟧制度。",                  "FREQ=MONTHLY"),
    ("实行⟦一月一调度⟧。",                "FREQ=MONTHLY"),
    ("做到⟦一季一通报⟧。",                "FREQ=QUARTERLY"),
    ("⟦每年年中前⟧报送渡口台账。", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30"),
    ("对隐患较多的⟦每月⟧调度一次。", "FREQ=MONTHLY"), ("渡运量在50万人次以上的⟦每半年⟧检查一次。", "FREQ=MONTHLY;INTERVAL=6"),
])  # fmt: skip
def test_what_recurs(marked: str, expected: str) -> None:
    check(marked, [expected])


@pytest.mark.parametrize(("marked", "expected"), [
    ("收到申请后⟦15日内⟧答复。",                     "P15D from 收到申请"),
    ("收到申请后⟦十五日内⟧答复。",                   "P15D from 收到申请"),
    ("自收到申请之日起⟦20个工作日内⟧作出决定。",     "P20WD from 收到申请"),
    ("自受理之日起⟦三个月内⟧办结。",                 "P3M from 受理"),
    ("自印发之日起⟦2年内⟧完成。",                    "P2Y from 印发"),
    ("自签订合同之日起，⟦3个月内⟧动工。",            "P3M from 签订合同"),
    ("整改完成后，⟦10日内⟧申请复查。",               "P10D from 整改完成"),
    ("评审结束次日起⟦5个工作日内⟧公布。",            "P5WD from 评审结束"),
    ("应当在⟦24小时内⟧报告。",                       "PT24H"),
    ("⟦两周内⟧完成整改。",                           "P2W"),
    ("⟦三十个工作日内⟧答复。",                       "P30WD"),
    ("⟦2—3个工作日内⟧答复。",                        "P3WD"),
    ("⟦1年以内⟧完成。",                              "P1Y"),
    ("⟦两个季度内⟧完成。",                           "P6M"),
    # the most and the least
    ("使用期限⟦不超过10天⟧。",                       "P10D"),
    ("⟦最长不超过6个月⟧。",                          "P6M"),
    ("公示⟦不少于7日⟧。",                            "P7D"),
    ("办理时间⟦压缩至1个工作日⟧。",                  "P1WD"),
    # notice periods
    ("⟦公示期5天⟧。",                                "P5D"),
    ("⟦公示5个工作日⟧。",                            "P5WD"),
    ("⟦征求意见期限为30日⟧。",                       "P30D"),
    # longer, and before
    ("可⟦延长1年⟧。",                                "P1Y"),
    ("⟦提前5个工作日⟧公告。",                        "P5WD"),
    # a length, and what is done in it
    ("⟦3个工作日⟧办结。",                            "P3WD"),
    ("用⟦三年⟧完成改造。",                           "P3Y"),
    # from a day on
    ("渡口办应当在7月1日后的⟦十日内⟧报送。",         "P10D from 7月1日"),
])  # fmt: skip
def test_lengths(marked: str, expected: str) -> None:
    check(marked, [expected])


@pytest.mark.parametrize(("marked", "expected"), [
    ("⟦6月底前⟧完成，⟦9月底前⟧验收，⟦每月5日前⟧报送。",
     ["deadline ?-06", "deadline ?-09", "FREQ=MONTHLY;BYMONTHDAY=5"]),
    ("建立⟦周报⟧和⟦月报⟧制度。", ["FREQ=WEEKLY", "FREQ=MONTHLY"]),
    ("⟦每年6月30日⟧、⟦12月31日前⟧报送。",
     ["FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"]),
    ("自备案之日起⟦10日内⟧公示，⟦2024年底前⟧归档。", ["P10D from 备案", "deadline 2024-12"]),
    ("渡口台账于⟦6月10日⟧、⟦9月10日⟧和⟦12月10日⟧报送。", ["deadline ?-06-10", "deadline ?-09-10", "deadline ?-12-10"]),
    ("⟦2022年1—6月⟧完成渡口改造，比去年多五座。", ["deadline 2022-06"]),
    ("⟦2022年4—6月⟧，开展渡口整治，确保事故同比下降10%。", ["deadline 2022-06"]),
    ("⟦2022年底⟧建设标准化渡口10座。", ["target 2022-12"]),
    ("各区⟦每年⟧应于⟦年中前⟧报送渡口台账。", ["FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30"]),
])  # fmt: skip
def test_several_in_one_sentence(marked: str, expected: list[str]) -> None:
    check(marked, expected)


@pytest.mark.parametrize("text", [
    # in titles and numbers
    "根据《岚州市湖滨步道2024年6月底前改造计划》，",
    "岚政发〔2024〕12号",
    "2024年度工作要点",
    "2024年财政预算",
    # how long a measure holds, until when somebody is let off a payment
    "泊位费减半政策实施至2024年4月30日。",
    "降低保险费率政策实施期限延长至2024年4月30日。",
    "2024年年底前渡口企业可免缴泊位费。",
    # what has been
    "截至2024年6月底，全市建成步道20公里。",
    "2024年6月召开会议。",
    "2024年7月，市政府召开现场会。",
    "2024年，岚州市人民政府印发了办法。",
    "2022年3月15日印发",
    "2021年以来，新建码头5座。",
    "2022年同期。",
    "较2021年提高5个百分点。",
    # from when on, and until when something holds
    "自2024年5月1日起施行。",
    "从2024年5月1日起执行。",
    "有效期至2027年3月14日。",
    "2024年1月1日至2024年6月30日，免征租金。",
    # which things are meant
    "2024年6月30日前注册登记的企业可以申请。",
    "2024年6月底前已完成改造的项目。",
    "2024年6月底前到期的贷款可以展期。",
    "2021年12月31日前投产的项目。",
    "对购票日在2024年6月30日前（不含该日）的船票，按原价结算。",
    "2024年6月30日之后新受理的申请，适用本办法。",
    "船舶租赁合同成立于2024年6月30日之前，当事人另有约定的，从其约定。",
    "2022年9月1日至2023年8月31日期间发生的费用。",
    "毕业2年内的高校毕业生。",
    "成立3年内的企业。",
    "期限不超过1年的贷款。",
    # windows that look back
    "近三年内无违法记录。",
    "3年内未受到行政处罚的。",
    "最近两年内受过表彰。",
    "申请之日前3年内无违法记录。",
    "一年内累计三次违规的，取消资格。",
    "连续3年内考核优秀。",
    # lengths that limit no work
    "年龄35岁以内。",
    "有效期5年内。",
    "学制3年内。",
    "3个月后复查。",
    "公示5日后。",
    "不超过10万元。",
    # periods of plans
    "“十四五”期间，建成步道60公里。",
    "十四五规划",
    "2022—2024年",
    # a period without anything due
    "每年培训50家企业。",
    "每月补贴500元。",
    "每户每年补助300元。",
    "每日补贴50元。",
    "每年组织演练。",
    "一年一度的渡口节。",
    "按月租金计算。",
    "晚报和日报社刊登。",
    "各渡口应当报告渡船改造的每季度进展。", "各渡口应当明确责任人和每季度的形象进度。",
    "市交通局于6月10日、9月10日印发通知。", "2022年底建设标准", "1—2月，全市渡运量同比增长3%。", "2024年建设内容",
    "企业年报公示。",
    # No limits: the name of a plan that holds its period, and an event that the issuer arranges.
    "应当按年度检查计划编制方案。",
    "决定于2018年10月下旬举办渡工培训班。",
    "1.时间：2018年10月19日至21日，19日报到，21日离会。",
    "2021年春季开学后，各区要组织检查。",
    "按年度检查计划编制方案。", "按年度工作计划报送完成情况。",
    "按月足额发放不低于标准工资的，可申请补贴。", "按月足额发放养老金的企业予以表彰。", "按月报送清单的，予以奖励。",
    "市水务局定于2022年6月20日举办培训班。", "2022年汛期，各渡口应当完成值守。",
    # from when, or after which day
    "渡口办应当在2024年7月1日后发放补贴。", "渡口办应当在7月10日后开展检修。", "渡口办要在9月上旬以后开展检查。",
    "渡口公司应于7月1日零时起停航。", "渡口公司应于7月1日上午8：30起停航。", "渡口公司应于7月1日（星期一）起停航。",
    "",
])  # fmt: skip
def test_what_is_no_limit(text: str) -> None:
    assert [m.span.slice(text) for m in times(text)] == []


@pytest.mark.parametrize(("marked", "expected"), [
    ("⟦2024年11月15日⟧",              ["deadline 2024-11-15"]),
    ("⟦2024年11月⟧",                  ["deadline 2024-11"]),
    ("⟦2024年11月底前⟧",              ["deadline 2024-11"]),
    ("⟦2024.11⟧",                     ["deadline 2024-11"]),
    ("⟦2024-11⟧",                     ["deadline 2024-11"]),
    ("⟦2024/3⟧",                      ["deadline 2024-03"]),
    ("⟦11月底⟧",                      ["deadline ?-11"]),
    ("⟦2024年⟧",                      ["deadline 2024-12"]),
    ("⟦2024年底⟧",                    ["deadline 2024-12"]),
    ("⟦年底⟧",                        ["deadline ?-12"]),
    ("⟦上半年⟧",                      ["deadline ?-06"]),
    ("⟦第三季度⟧",                    ["deadline ?-09"]),
    ("⟦2023—2025年⟧",                 ["deadline 2025-12"]),
    ("⟦2024年3月—6月⟧",               ["deadline 2024-06"]),
    ("⟦2024年11月30日前⟧完成整改",    ["deadline 2024-11-30"]),
    ("⟦2024年6月⟧；⟦2024年12月⟧",     ["deadline 2024-06", "deadline 2024-12"]),
    ("⟦6月底前⟧、⟦12月底前⟧",         ["deadline ?-06", "deadline ?-12"]),
    ("⟦每季度⟧",                      ["FREQ=QUARTERLY"]),
    ("⟦按月⟧",                        ["FREQ=MONTHLY"]),
    ("⟦每年12月⟧",                    ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"]),
    ("⟦3个月内⟧",                     ["P3M"]),
    ("长期坚持",                      []),
    ("定期",                          []),
    ("已完成",                        []),
    ("全年",                          []),
    ("2024.13",                       []),
    ("/",                             []),
])  # fmt: skip
def test_cells(marked: str, expected: list[str]) -> None:
    check(marked, expected, in_cell)


def test_a_cells_month_is_a_limit_where_a_sentences_is_not() -> None:
    assert list(times("2024年11月")) == []
    assert [written(m.value) for m in in_cell("2024年11月")] == ["deadline 2024-11"]


# --- properties ----------------------------------------------------------------------------------------------------------

_PIECES = (
    "2024年", "今年", "明年", "每年", "每月", "每季度", "每两年", "按月", "6月", "12月", "20日", "底", "末", "上旬", "前", "之前", "内",
    "上半年", "第三季度", "至", "—", "15", "三", "个", "工作日", "日", "年", "月", "小时", "自", "收到之日起", "后", "不超过", "公示期",
    "延长", "完成", "报送", "通报", "注册的", "截至", "有效期至", "到", "“十四五”末", "《", "》", "，", "。", "；", "\n", "\t", " ",
    "（", "）",
)  # fmt: skip
crowded = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)


@pytest.mark.parametrize("find", [times, in_cell])
@given(text=st.one_of(crowded, noise))
def test_spans_are_true_and_in_order(find: Callable[[str], Iterable[Mention[Any]]], text: str) -> None:
    text = fold(text)
    found = sorted(find(text), key=lambda mention: mention.span)
    if find is times:
        assert found == list(find(text))
    end = 0
    for mention in found:
        assert end <= mention.span.start < mention.span.end <= len(text)
        end = mention.span.end
        value = mention.value
        assert isinstance(value, TimeExpression)
        # either a rule that needs no context, or a day that may: never both, never neither
        assert bool(value.value) == (value.month is None)
        assert not value.event or value.kind is TimeKind.DURATION


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.sampled_from(("前", "之前", "以前")))
def test_a_printed_day_is_that_day(day: date, before: str) -> None:
    printed = f"{day.year}年{day.month}月{day.day}日{before}"
    check(f"各街道应当于⟦{printed}⟧报送台账。", [f"deadline {day.isoformat()}"])


@given(st.integers(1, 999), st.sampled_from((("日", "D"), ("个工作日", "WD"), ("个月", "M"), ("周", "W"), ("天", "D"))))
def test_a_length_keeps_its_number_and_unit(number: int, unit: tuple[str, str]) -> None:
    check(f"自备案之日起⟦{number}{unit[0]}内⟧公示。", [f"P{number}{unit[1]} from 备案"])


@given(crowded)
def test_nothing_is_read_inside_a_title(text: str) -> None:
    title = "《" + re.sub("[《》\n]", "", text)[:150] + "有关计划》"
    assert list(times(title)) == []


HOSTILE: dict[str, Callable[[int], str]] = {
    "days": lambda size: "2024年6月30日前" * size,
    "months in a row": lambda size: "6月、" * size,
    "periods": lambda size: "每月" * size,
    "digits": lambda size: "2" * size,
    "lengths": lambda size: "自收到之日起15日内" * size,
    "spans": lambda size: "2023年—" * size,
    "open titles": lambda size: "《6月底前" * size,
    "no punctuation": lambda size: "年内完成" * size,
    "line ends": lambda size: "年底前\n" * size,
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_take_linear_work(page: Callable[[int], str]) -> None:
    assert_linear(lambda size: list(times(page(size))), 500)


@pytest.mark.parametrize(("marked", "expected"), [
    # months, days and weekdays one by one
    ("⟦每年2月、8月的20日前⟧报送台账。",               ["FREQ=YEARLY;BYMONTH=2,8;BYMONTHDAY=20"]),
    ("⟦每年3月底、6月底、9月底前⟧报送台账。",          ["FREQ=YEARLY;BYMONTH=3,6,9;BYMONTHDAY=-1"]),
    ("⟦每月5日和20日前⟧报送台账。",                    ["FREQ=MONTHLY;BYMONTHDAY=5,20"]),
    ("⟦每周三前⟧报送台账。",                           ["FREQ=WEEKLY;BYDAY=WE"]),
    ("⟦次月8日前⟧报送台账。",                          ["FREQ=MONTHLY;BYMONTHDAY=8"]),
    # before a holiday of the year, half a year, two months before one 前, stages
    ("⟦春节前⟧完成检查。",                             ["deadline before 春节"]),
    ("今后⟦明年国庆节前⟧完成改造。",                   ["deadline before 国庆节"]),
    ("应当在⟦半年内⟧完成改造。",                       ["P6M"]),
    ("⟦6月⟧、⟦12月底前⟧分别报送台账。",                ["deadline ?-06", "deadline ?-12"]),
    ("⟦5月1日至5月20日⟧为自查阶段。",                  ["target ?-05-20"]),
    ("第二阶段：⟦6月1日—8月31日⟧。",                   ["target ?-08-31"]),
    # written in other ways
    ("⟦十一月底前⟧完成改造。",                         ["deadline ?-11"]),
    ("⟦二〇二三年七月二十一日前⟧完成改造。",           ["deadline 2023-07-21"]),
    ("⟦九月前⟧完成改造。",                             ["deadline <?-09"]),
    ("⟦20230815前⟧报送台账。",                         ["deadline 2023-08-15"]),
    ("⟦23年底前⟧完成改造。",                           ["deadline 2023-12"]),
    ("⟦23年6月底前⟧完成改造。",                        ["deadline 2023-06"]),
    ("⟦2024年春节前⟧完成慰问。",                       ["deadline 2024-02-09"]),
    ("⟦2023年国庆节前⟧完成改造。",                     ["deadline 2023-09-30"]),
    ("汛期前（⟦4月底⟧）完成排查。",                    ["deadline ?-04"]),
    # before an event; a range; the same day
    ("应于会议⟦召开20日前⟧通知股东。",                 ["P20D"]),
    ("应在任期⟦届满3个月前⟧换届。",                    ["P3M"]),
    ("应在培训班⟦结束前7个工作日⟧申报。",              ["P7WD"]),
    ("力争⟦三到五年时间内⟧建成。",                     ["P5Y"]),
    ("发生事故的，⟦当日⟧上报市应急局。",               ["P1D"]),
    # what looks like one
    ("二十年前建成的渡口。", []),
    ("编号20230815001的台账。", []),
    ("八月十五日召开会议。", []),
    ("2024年春节期间开展慰问。", []),
    ("3年内免征房产税。", []),
    ("三年之内对新购渡船并按时检验的渡口企业给予贷款贴息。", []),
    ("一年内对新建渡口予以租金减免。", []),
    ("⟦一年内⟧对老旧渡口予以改造。", ["P1Y"]),
    ("渡口企业取得的摆渡收入，3年内不计征企业所得税。", []),
    ("巡查记录1年内计分不超过2分。", []),
    ("有效期调整至2026年12月31日。", []),
    ("培训补贴最高不超过3个月当地最低工资，其他渡工按半数补贴。", []),
    ("补贴期限⟦最长不超过3个月⟧，渡工工资照发。", ["P3M"]),
    ("经营困难的渡口企业，可⟦延缓3个月⟧支付租金。", ["P3M"]),
    ("主管部门⟦5个工作日内⟧未作核对的自动确认受理时间。", ["P5WD"]),
    ("主管部门⟦10日内⟧未答复的，视为同意。", ["P10D"]),
    ("3年内未受到处罚的渡口企业，可以申请。", []),
    ("渡口管理机构⟦每月⟧按照不低于标准两成的比例向渡工发放津贴。", ["FREQ=MONTHLY"]),
    ("对符合条件的渡工，每月发放津贴。", []),
    # somebody is let off a payment until then; work on such payments is due
    ("2024年底前对渡口企业减免泊位费。", []),
    ("2024年底前渡口企业泊位费予以减免。", []),
    ("各区于⟦2022年12月31日前⟧上报减免名单。",          ["deadline 2022-12-31"]),
    ("⟦2022年12月31日前⟧完成渡口企业租金减免。",        ["deadline 2022-12-31"]),
    ("⟦2022年12月31日前⟧落实泊位费减免政策。",          ["deadline 2022-12-31"]),
    ("⟦2022年12月31日前⟧兑现渡口企业租金减免。",        ["deadline 2022-12-31"]),
    ("每年新增50家企业，发布评价结果。", []),
    ("本办法的执行时间为2021年1月1日至2023年12月31日。", []),
    ("2024年12月31日前，购买新造渡船的企业，可申请购船补贴。", []),
    ("即日起至2024年12月31日，对更新渡船的个人按船价的5%给予补贴。", []),
    ("即日起至2024年12月31日，在本市购买渡船并完成登记的个人，按船价的5%给予补贴。", []),
    ("即日起至⟦2024年5月31日⟧，各区要组织自查。",         ["deadline 2024-05-31"]),
    ("⟦2024年12月31日前⟧，各区应当对更新渡船的个人给予补贴。", ["deadline 2024-12-31"]),
    ("⟦2024年6月底前⟧，完成购船补贴发放。",              ["deadline 2024-06"]),
    ("三、市水务局在⟦2024年8月31日前⟧，向船东发放购船补贴。", ["deadline 2024-08-31"]),
    ("各区在⟦2024年8月31日前⟧对更新渡船的个人给予补贴。",   ["deadline 2024-08-31"]),
    ("⟦2024年8月31日前⟧，各区开通服务窗口，船东企业可就近办理。", ["deadline 2024-08-31"]),
    ("⟦2024年8月31日前⟧，推行掌上办，个人可线上申请。",     ["deadline 2024-08-31"]),
    ("⟦2024年8月31日前⟧，开展渡口检查，对先进单位给予奖励。", ["deadline 2024-08-31"]),
    ("2024年8月31日前，开展船员培训的企业，可申请补贴。", []),
    ("对购买渡船，且在2026年9月30日前缴清契税的购房人，由财政给予补贴。", []),
    ("2024年底前，对于渡船贷款等存量融资，鼓励银行与船东协商展期。", []),
    ("渡船建成年限不超过30年。", []),
    ("一年内发生过两起以上事故的，不予登记。", []),
    ("本项政策有效期截止到2024年12月31日。", []),
    ("泊位费减半的政策延续到2023年底。", []),
    ("泊位费减半的政策延长至2024年12月31日。", []),
    ("补贴申报时间截至⟦2024年8月20日⟧。",                ["deadline 2024-08-20"]),
    ("截至2024年8月20日，已改造渡口三座。", []),
    ("请于⟦2024年10月底⟧报市交通局。",                   ["deadline 2024-10"]),
    ("⟦2024年10月20日（含）之前⟧提出异议。",             ["deadline 2024-10-20"]),
    ("每个项目的审核时间⟦不应超过5个工作日⟧。",          ["P5WD"]),
    ("每年检查不超过两次。", []),
])  # fmt: skip
def test_forms_of_days(marked: str, expected: list[str]) -> None:
    check(marked, expected)


@pytest.mark.parametrize(("marked", "expected"), [
    # so long before an event, whatever it is called
    ("渡口许可证有效期⟦届满30日前⟧提出申请。",                  ["P30D"]),
    ("渡口所有人应当在有效期届满前⟦3个月内⟧换证。",             ["P3M"]),
    ("渡口经营者应当在停渡⟦3日前⟧公告。",                       ["P3D"]),
    ("须于拆除浮桥⟦24小时以前⟧通知船舶。",                      ["PT24H"]),
    ("该渡口三年前已经停渡。",                                  []),
    ("两年前建成的步道应当维护。",                              []),
    # what a stage of a procedure may take
    ("码头设计的技术⟦审评时限为60日⟧。",                        ["P60D"]),
    ("渡运纠纷的⟦调解期限一般为30日⟧。",                        ["P30D"]),
    ("⟦办理时限\n15个工作日⟧（形式审查除外）",                   ["P15WD"]),
    ("渡口经营权期限为20年。",                                  []),
    ("投诉⟦当日⟧转办。",                                        ["P1D"]),
    ("当日停航的船舶可以改签。",                                []),
    # each year: a span ends with its last day; numerals; what is not a report or check
    ("船主应当于⟦每年1月1日至6月30日⟧报送年报。",               ["FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30"]),
    ("街道应当于⟦每年十二月底以前⟧上报台账。",                  ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"]),
    ("街道⟦每年二月份⟧公布渡口名单。",                          ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"]),
    ("渡船应当⟦每半年⟧检验一次。",                              ["FREQ=MONTHLY;INTERVAL=6"]),
    ("理事会每年召开两次会议。",                                []),
    ("每年评选30个先进码头，发布名单。",                        []),
    ("街道⟦每年⟧至少开展2次渡口检查。",                         ["FREQ=YEARLY"]),
    ("运营补贴经核实后⟦按月⟧足额拨付。",                        ["FREQ=MONTHLY"]),
    ("船员按月领取岗位补贴。",                                  []),
    ("自九十年代以来，我市每年都开展渡口检查。",                []),
    # the year after
    ("渡口改造⟦次年3月底前⟧验收。",                             ["deadline +1-03"]),
    ("台账于形成之日的⟦次年三月三十一日前⟧移交。",                 ["deadline +1-03-31"]),
    ("每年汇总台账，⟦次年1月31日前⟧报送市交通局。",             ["FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31"]),
    # a day with its weekday or hour; a span of days; what may not be later
    ("请于⟦2024年5月31日（星期五）前⟧报送回执。",               ["deadline 2024-05-31"]),
    ("请于⟦5月31日下班前⟧报送回执。",                           ["deadline ?-05-31"]),
    ("请于⟦6月30日17:00前⟧提交报告。",                          ["deadline ?-06-30"]),
    ("6月30日17:00开会。",                                      []),
    ("申报时间为⟦5月20日—31日⟧。",                              ["deadline ?-05-31"]),
    ("5月20日至31日停航。",                                     []),
    ("最迟于⟦2024年5月底⟧完成。",                               ["deadline 2024-05"]),
    ("不得迟于⟦2024年5月31日⟧。",                               ["deadline 2024-05-31"]),
    # how long something is to take
    ("用⟦3年左右时间⟧，建成50座码头。",                         ["P3Y"]),
    ("通过⟦五年努力⟧，码头全部达标。",                          ["P5Y"]),
    ("为期三年的专项行动。",                                    []),
    ("在3年内按每户每年6000元为限额依次扣减税款。",             []),
    # cases, windows that look back, what has been
    ("如年内继续举办，给予补助。",                              []),
    ("对2024年2月底前启动恢复生产的大棚，每亩补贴300元。",      []),
    ("船员一年内又超载的，暂扣证书。",                          []),
    ("严格排查来源地和14天内活动范围。",                        []),
    ("本政策执行期暂定为自发布之日起至2024年6月30日。",         []),
    ("2019年岚州市人民政府办公室印发了方案，推进改造。",        []),
    ("2019年3月5日岚州市人民政府令第8号公布，全面实施。",       []),
    # another day than the last before a holiday
    ("街道⟦春节前⟧报送台账。",                                  ["deadline before 春节"]),
    ("街道春节前一周报送台账。",                                []),
    ("街道应于国庆节前三天报送台账。",                          []),
    ("街道在春节前10天内报送台账。",                            []),
    ("国庆节前一天至10月7日放假。",                             []),
    ("并在实施检查⟦3日前⟧，将通知书送达渡口。",           ["P3D"]),
    ("请于⟦9月30日前⟧派人领取，受理申请时间截至⟦10月25日⟧。", ["deadline ?-09-30", "deadline ?-10-25"]),
    ("报名时间从即日起至⟦10月31日⟧。",                     ["deadline ?-10-31"]),
    ("管理员要⟦每周⟧查看比对结果。",                       ["FREQ=WEEKLY"]),
    ("⟦2025年前⟧供暖企业应当完成改造。",               ["deadline 2024-12"]),
    ("到⟦2020年⟧供暖面积达到1万平方米。",              ["target 2020-12"]),
    ("⟦2022年⟧汛期前完成改造。",                       ["target 2022-12"]),
    ("到⟦2022年⟧供暖期前，各渡口应当完成检修。",       ["target 2022-12"]),
    ("力争在⟦2022年10月⟧召开渡口推进会。",             ["deadline 2022-10"]),
    ("确保于⟦2022年6月20日⟧举办演练。",                ["deadline 2022-06-20"]),
    ("各区县计划于⟦2022年5月⟧召开动员会。",            ["deadline 2022-05"]),
])  # fmt: skip
def test_limits_around_events_and_years(marked: str, expected: list[str]) -> None:
    text = marked.replace("⟦", "").replace("⟧", "")
    found = list(times(text))
    assert [m.span.slice(text) for m in found] == _MARKED.findall(marked)
    assert [written(m.value).partition(" from")[0] for m in found] == expected
