"""Days that a rule says are working days: all of them, or those of the lengths that it lists."""

import pytest

from ingest.extract.times import times
from ingest.resolve.workingdays import in_working_days

TASK = "船东应当在三日内登记，十日内缴费，在1个月内更换渡船。"


@pytest.mark.parametrize(("text", "expected"), [
    (TASK + "本办法所称的“三日”、“五日”，是指工作日。",        ["P3WD", "P10D", "P1M"]),
    (TASK + "本规定中“三日”“十日”的规定是指工作日，不含节假日。", ["P3WD", "P10WD", "P1M"]),
    (TASK + "本办法所称“日”均为工作日。",                        ["P3WD", "P10WD", "P1M"]),
    (TASK + "本办法规定的期限以工作日计算。",                    ["P3WD", "P10WD", "P1M"]),
    (TASK + "本办法所称日，除注明为自然日外，均指工作日。",      ["P3WD", "P10WD", "P1M"]),
    (TASK + "本办法所称日，除注明为工作日外，均指自然日。",      ["P3D", "P10D", "P1M"]),
    ("船东应当在7个自然日内登记。本办法规定的期限以工作日计算。", ["P7D"]),
    ("船东应当在3个工作日内登记。本办法所称“日”均为工作日。",    ["P3WD"]),
    (TASK,                                                       ["P3D", "P10D", "P1M"]),
    (TASK + "本办法所称节假日，是指国家规定的节日。",            ["P3D", "P10D", "P1M"]),
    (TASK + "渡船证的期限以工作日计算。",                        ["P3D", "P10D", "P1M"]),
    (TASK + "本法规定的行政机关实施许可的期限以工作日计算。",    ["P3D", "P10D", "P1M"]),
])  # fmt: skip
def test_days_of_a_rule_that_counts_working_days(text: str, expected: list[str]) -> None:
    assert [mention.value.value for mention in in_working_days(times(text), text, text)] == expected
