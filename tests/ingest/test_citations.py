"""A paper has the same relations however it writes its citations."""

import pytest

from benchmarks.printing.citations import CITATIONS
from ontology.titles import STATE_NAME
from tests.cases.facts import list_facts

PAPERS = {
    "notice": """岚州市人民政府办公室关于印发岚州市渡口整修方案的通知
岚政办发〔2021〕15号
各区县人民政府，市政府各部门：
为贯彻落实《国务院关于加强渡口管理的意见》（国发〔2019〕5号）精神，根据《中华人民共和国水法》和《中华人民共和国水法实施细则》的规定，现将《岚州市渡口整修方案》印发给你们，请认真执行。
一、渡船检验按照《关于印发〈岚州市渡船检验办法〉的通知》（岚政发〔2020〕8号）执行。
二、渡工培训依照《渡工培训办法》（岚州市人民政府令第12号）、《渡工考核办法》（岚州市人民政府令第14号）和《渡工守则》办理。
本通知自2021年8月1日起施行，《岚州市步道养护办法》（岚政办发〔2015〕3号）同时废止。
岚州市人民政府办公室
2021年7月15日
""",
    "regulation": """岚州市渡口条例
（2019年5月31日岚州市第十五届人民代表大会常务委员会第二十次会议通过）
第一条 为了保障渡运安全，根据《中华人民共和国水法》等法律、法规，制定本条例。
第二条 渡船的检验依照《岚州市渡船条例》第三条的规定执行。
第三条 本条例自2019年8月1日起施行。
渡口的名录由市政府公布。1991年9月14日市第九届人民代表大会常务委员会第二十九次会议通过的《岚州市渡口管理条例》和1998年5月1日市政府发布的《岚州市渡船管理办法》同时废止。
""",
    "order": """岚州市人民政府令
第5号
《岚州市渡工管理办法》已经2020年3月2日市政府第8次常务会议通过，现予公布，自2020年5月1日起施行。
市长 某某
2020年3月9日
岚州市渡工管理办法
第一条 为了规范渡工管理，依据《岚州市渡口条例》规定，制定本办法。
第二条 渡工从事渡运，应当持有岚州市渡工证。
""",
    "clean-up": """岚州市人民政府关于废止部分规范性文件的决定
岚政发〔2022〕3号
各区县人民政府，市政府各部门：
按照《岚州市文件管理办法》（岚政发〔2018〕2号）的要求，市政府决定对下列规范性文件予以废止：
1.《关于印发〈岚州市渡船登记办法〉的通知》（岚政发〔2008〕21号）
2.《岚州市码头收费规定》（岚政发〔2011〕9号）
3.《岚州市人民政府关于渡口收费的通知》（岚政发〔2012〕4号）
本决定自公布之日起施行。
岚州市人民政府
2022年2月18日
""",
}
_KINDS = frozenset(
    (
        "implements",
        "basedOn",
        "issues",
        "repeals",
        "declaresExpired",
        "confirmsValid",
        "amends",
        "cites",
        "extendsValidity",
    )
)


@pytest.mark.parametrize("form", CITATIONS)
@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_has_the_same_relations_in_every_form(paper: str, form: str) -> None:
    written = CITATIONS[form](PAPERS[paper])
    if written != PAPERS[paper]:
        assert relations(written) == relations(PAPERS[paper])


@pytest.mark.parametrize("form", CITATIONS)
def test_a_form_changes_how_a_paper_cites(form: str) -> None:
    assert any(CITATIONS[form](paper) != paper for paper in PAPERS.values())


def relations(text: str) -> list[tuple[str, str]]:
    """Return the kinds and the targets of a text's relations, in order; a law without the name of the state."""
    lines = (line.split(" ") for line in list_facts(text))
    return sorted((kind, target.removeprefix(STATE_NAME)) for kind, target, *_ in lines if kind in _KINDS)
