"""What a breach brings, in short: amounts that can be read, in both languages."""

from decimal import Decimal

import pytest

from graph.export.measures import Yuan, brought, plain
from graph.records.consequences import Consequence, Penalty
from ui.messages import load


def fine(least: str = "", most: str = "", unit: str = "CNY", **more: str) -> Penalty:
    return Penalty("fine", "处罚款", Decimal(least) if least else None, Decimal(most) if most else None, unit, **more)


@pytest.mark.parametrize(("measures", "zh", "en"), [
    ([fine("5000", "50000")],               "罚款5000元以上5万元以下",       "fine of CNY 5,000 to CNY 50,000"),
    ([fine("", "15000")],                   "罚款1.5万元以下",               "fine of up to CNY 15,000"),
    ([fine("200", "")],                     "罚款200元以上",                 "fine of CNY 200 or more"),
    ([fine("500", "500")],                  "罚款500元",                     "fine of CNY 500"),
    ([fine("1000000", "20000000")],         "罚款100万元以上2000万元以下",   "fine of CNY 1,000,000 to CNY 20,000,000"),
    ([fine("1", "3", "times", of="违法所得")], "罚款违法所得1倍以上3倍以下",  "fine of 1 times to 3 times (违法所得)"),
    ([fine("0.01", "0.02", "times", of="合同价款")], "罚款合同价款1%以上2%以下", "fine of 1% to 2% (合同价款)"),
    ([fine("50", "100", per="每份餐食")],   "罚款每份餐食50元以上100元以下", "fine of CNY 50 to CNY 100 (每份餐食)"),
    ([fine("50", "100", whom="主管人员")],  "罚款50元以上100元以下（对主管人员）", "fine of CNY 50 to CNY 100 (on 主管人员)"),
    ([Penalty("order", "责令改正"), Penalty("revoke", "吊销许可证", condition="情节严重的")],
     "责令改正；情节严重的：吊销许可证", "责令改正; 情节严重的: 吊销许可证"),
    ([Penalty("order", "责令改正"), Penalty("warning", "给予警告")], "责令改正、给予警告", "责令改正, 给予警告"),
    ([fine()],                              "处罚款",                        "处罚款"),
    ([],                                    "",                              ""),
])  # fmt: skip
def test_what_a_breach_brings(measures: list[Penalty], zh: str, en: str) -> None:
    one = Consequence("违反的，处罚款。", measures=tuple(measures))
    assert (brought(one, load()["zh"]), brought(one, load()["en"])) == (zh, en)


def test_an_amount_is_written_in_the_unit_of_the_language() -> None:
    assert f"{Yuan(Decimal(9999)):万}" == "9999" and f"{Yuan(Decimal(10000)):万}" == "1万"
    assert f"{Yuan(Decimal(1234567)):,}" == "1,234,567"
    assert plain(Decimal("1E+3")) == "1000"
