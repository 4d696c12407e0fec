"""Recurring time limits as printed."""

import pytest

from tests.ingest.extract.timed import check


@pytest.mark.parametrize(("marked", "expected"), [
    # a visit is due as a check is
    ("渡工应⟦每季度⟧至少主动联系1次船东。", "FREQ=QUARTERLY"),
    ("⟦每月⟧至少走访船员家庭一次。",         "FREQ=MONTHLY"),
    # of each year
    ("⟦每年12月31日前⟧报送。",            "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
    ("⟦每年1月底前⟧报送。",               "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31"),
    ("⟦每年元月15日前⟧报送。",            "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15"),
    ("⟦每年三月十五日前⟧报送。",          "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15"),
    ("⟦每年12月二十日前⟧报告。",          "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20"),
    ("⟦每年一月一日至三月三十一日⟧申报。", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31"),
    ("⟦每年十二月底前⟧报送。",            "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
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
    ("于⟦每月十五日前⟧申报渡费。",        "FREQ=MONTHLY;BYMONTHDAY=15"),
    ("⟦每月二十五日以前⟧报送。",          "FREQ=MONTHLY;BYMONTHDAY=25"),
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
    ("⟦每旬⟧报送一次进展。",              "FREQ=MONTHLY;BYMONTHDAY=10,20,-1"),
    ("⟦每半个月⟧通报一次。",              "FREQ=MONTHLY;BYMONTHDAY=15,-1"),
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
