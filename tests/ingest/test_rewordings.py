"""A paper assigns, limits and demands the same in other words of offices."""

from collections.abc import Callable

import pytest

from benchmarks.printing.assignments import BracketWords, assignment
from benchmarks.printing.rewordings import REWORDINGS
from benchmarks.rewordings import read_work
from tests.cases.facts import list_facts

PAPER = """岚州市人民政府办公室关于做好渡口整修工作的通知
岚政办发〔2021〕16号
各区县人民政府，市政府各部门：
为做好渡口整修工作，根据《岚州市渡口条例》，经市政府同意，现将有关事项通知如下：
一、明确整修范围。排查全部渡口，2021年9月30日前完成。（责任单位：市交通局、市水务局）
二、加快整修进度。岚湖码头先行改造，2021年10月底前报送进展，2021年底前完成。（牵头单位：市交通局；配合单位：市委组织部、市财政局、各区县政府）
三、加强值守。汛期增派人员。（市应急局牵头，市水务局、市财政局配合）
四、做好登记。渡船信息录入平台。（市交通局负责，市财政局配合）
五、渡船经营者应当自收到通知之日起15个工作日内报送清单，不得虚报。
六、各区县政府应当每季度末报送进展，每月底前更新台账，每年12月底前报送总结。
七、市交通局应当自受理之日起20日内作出决定，不得拖延。
岚州市人民政府办公室
2021年7月15日
"""


@pytest.mark.parametrize("form", REWORDINGS)
def test_a_paper_means_the_same_in_other_words(form: str) -> None:
    found = list_facts(PAPER)
    assert sum(line.startswith("task ") for line in found) == 4 and sum(line.startswith("time ") for line in found) == 8
    assert list_facts(REWORDINGS[form](PAPER)) == found


@pytest.mark.parametrize("form", REWORDINGS.values())
def test_a_form_changes_the_words(form: Callable[[str], str]) -> None:
    assert form(PAPER) != PAPER


@pytest.mark.parametrize(("inner", "expected"), [
    ("责任单位：市交通局、市水务局",             BracketWords(responsible=("市交通局", "市水务局"))),
    ("牵头单位：市交通局；配合单位：各区县政府", BracketWords(lead=("市交通局",), support=("各区县政府",))),
    ("市交通局牵头，市水务局、市财政局参加",     BracketWords(lead=("市交通局",), support=("市水务局", "市财政局"))),
    ("各县（市、区）政府负责",                   BracketWords(responsible=("各县（市、区）政府",))),
    ("市交通局等部门负责",                       None),
    ("市交通局、市水务局",                       None),
    ("以下简称《办法》",                         None),
])  # fmt: skip
def test_what_a_bracket_assigns(inner: str, expected: BracketWords | None) -> None:
    assert assignment(inner) == expected


def test_the_work_of_a_paper() -> None:
    facts = read_work(PAPER, "样本.txt")
    assert facts["parties"][("lead", "岚州市交通运输局")] == 1
    assert facts["limits"][("duration", "P15WD")] == 1
    assert facts["duties"][("prohibition", "渡船经营者")] == 1
