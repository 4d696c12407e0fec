"""What only looks like a time limit in a sentence, and what a cell makes one."""

import pytest

from ingest.extract.times import in_cell, times
from tests.ingest.extract.timed import check, written


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
    "渡口企业可在2024年6月30日前自愿缴存住房公积金。",
    "2024年6月底前，允许渡口工程项目暂缓缴存保证金。",
    "2023—2025年，对新购渡船的企业给予奖补。",
    "自投产之日起3年内，给予贷款贴息。",
    "符合条件的，3年内，按实缴税额返还50%。",
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
    # a slogan in marks of its own
    "持续推进“一网通办”“一日办结”。",
    # an amount
    "泊位费：1.5月租金。",
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
    # No limits: the name of a plan that contains its period, and an event that the issuer arranges.
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
