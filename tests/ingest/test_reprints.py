"""A paper says the same however a site, a program or a printer gives it."""

import random
import re
from collections.abc import Callable

import pytest

from benchmarks.printing.reprints import REPRINTS, pairs, wrapped
from ontology.traditional import simplified
from tests.cases.facts import list_facts

PAPERS = {
    "notice with tasks": """岚州市人民政府办公室关于做好湖滨步道整修工作的通知
岚政办发〔2021〕15号
各区县人民政府，市政府各部门：
为进一步做好湖滨步道整修工作，根据《岚州市公园条例》和《岚州市人民政府关于加强步道管理的意见》（岚政发〔2020〕8号），经市政府同意，现将有关事项通知如下：
一、明确整修范围
市园林绿化局负责排查全部步道，2021年9月底前完成。（责任单位：市园林绿化局、市财政局）
二、加快整修进度
各区县人民政府应当自收到本通知之日起15个工作日内向市园林绿化局报送整修清单，不得虚报。
本通知自2021年8月1日起施行，有效期至2024年7月31日。《岚州市步道养护办法》（岚政办发〔2015〕3号）同时废止。
附件：步道整修清单
岚州市人民政府办公室
2021年7月15日
（此件公开发布）

附件
步道整修清单
一、湖东段，自渡口至灯塔。
二、湖西段，自灯塔至公园。
三、湖心岛环路，自东码头至西码头。
四、湖北段，自水闸至渡口。
（二〇二一年七月编制）
""",
    "joint notice": """岚州市财政局 岚州市税务局关于渡船燃油补贴有关事项的通知
岚财规〔2019〕6号
各区县财政局、税务局：
为规范渡船燃油补贴，依据《岚州市渡口管理办法》，现通知如下：
一、渡船经营者应当于每年3月底前向区县财政局提出申请。
二、区县财政局应当在20个工作日内完成审核，对符合条件的及时拨付。
岚州市财政局 岚州市税务局
2019年5月6日
""",
    "notice without a number": """关于开展渡船冬季安全检查的通告
全市渡船经营者：
为保障冬季渡运安全，根据《岚州市渡口管理办法》，现就有关事项通告如下：
一、渡船经营者应当于2020年11月30日前完成自查，未完成的不得载客。
二、市交通运输局自2020年12月1日起开展检查。
特此通告。
岚州市交通运输局
2020年11月2日
""",
    "decision": """岚州市人民政府关于废止部分规范性文件的决定
岚政发〔2022〕3号
各区县人民政府，市政府各部门：

经2022年2月10日市政府第3次常务会议审议通过，决定废止《岚州市渡船登记办法》（岚政发〔2008〕21号）、《岚州市码头收费规定》（岚政发〔2011〕9号）。
本决定自公布之日起施行。
岚州市人民政府
2022年2月18日
""",
}

ISSUES = {"notice without a number": ["issue no-number"]}


TOGETHER = sorted(random.Random(5).sample(list(pairs()), 16))


@pytest.mark.parametrize("form", [*REPRINTS, *TOGETHER])
@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_says_the_same_in_every_form(paper: str, form: str) -> None:
    found = list_facts(PAPERS[paper])
    assert len(found) > 8 and [line for line in found if line.startswith("issue ")] == ISSUES.get(paper, [])
    printed = [bracketed(line) for line in list_facts({**REPRINTS, **pairs()}[form](PAPERS[paper]))]
    if "traditional" in form:
        printed.remove("issue traditional-characters")
    assert printed == [bracketed(line) for line in found]


_FULL_WIDTH = str.maketrans(",:;()", "，：；（）")


def bracketed(line: str) -> str:
    """Return a fact in simplified characters, with the signs of GB/T 9704: facts keep those that are printed."""
    return re.sub(r"[\[（„]((?:19|20)\d\d)[\]）‟](?=\d+号)", r"〔\1〕", simplified(line).translate(_FULL_WIDTH))


@pytest.mark.parametrize("form", REPRINTS.values())
def test_a_form_changes_how_a_paper_looks(form: Callable[[str], str]) -> None:
    assert any(form(paper) != paper for paper in PAPERS.values())


def test_a_page_in_one_line_is_not_wrapped() -> None:
    assert wrapped("字" * 200) == "字" * 200
