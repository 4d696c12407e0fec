"""Time limits around events, and in the years of plans."""

import pytest

from ingest.extract.times import times
from tests.ingest.extract.timed import MARKED, written


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
    assert [m.span.slice(text) for m in found] == MARKED.findall(marked)
    assert [written(m.value).partition(" from")[0] for m in found] == expected
