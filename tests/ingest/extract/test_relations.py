"""How a document treats what it names: kinds by the words around a title, and by clean-up lists."""

from collections.abc import Callable

import pytest
from hypothesis import given

from ingest.extract.passages import Passage, judged
from ingest.extract.references import references
from ingest.extract.relations import relations
from ingest.model import DocumentReference, Relation, RelationKind, Span
from ingest.read.normalize import fold
from tests.ingest.official import noise, notice
from tests.ingest.work import assert_linear

CITES, BASED, IMPLEMENTS = RelationKind.CITES, RelationKind.BASED_ON, RelationKind.IMPLEMENTS
REPEALS, AMENDS, VALID = RelationKind.REPEALS, RelationKind.AMENDS, RelationKind.CONFIRMS_VALID
EXPIRED, EXTENDS = RelationKind.DECLARES_EXPIRED, RelationKind.EXTENDS_VALIDITY


def passages(text: str, opens: bool = False, heading: str = "", row: bool = False) -> list[Passage]:
    """One passage a line."""
    found, at = [], 0
    for line in text.split("\n"):
        found.append(Passage(Span(at, at + len(line)), opens, heading, row))
        at += len(line) + 1
    return found


def read(text: str, opens: bool = False, heading: str = "", row: bool = False) -> list[Relation]:
    text = fold(text)
    return list(relations(text, list(references(text)), passages(text, opens, heading, row)))


def test_the_note_under_a_heading_tells_what_amended_the_law_itself() -> None:
    note = fold(
        "（2011年3月8日《关于废止和修改部分规章的决定》第一次修订2016年2月6日《关于修改部分规章的决定》第二次修订）"
    )
    mentions, whole = list(references(note)), Span(0, len(note))
    assert [r.kind for r in relations(note, mentions, [Passage(whole, True, history=True)])] == [CITES, CITES]
    assert REPEALS in [r.kind for r in relations(note, mentions, [Passage(whole, True)])]  # what prose would be


def test_an_entry_that_says_itself_what_is_done_has_its_title_without_the_verb() -> None:
    text = "决定废止如下规章：\n一、废止《岚州市渡口办法》（1992年6月2日岚州市人民政府令第43号发布）；"
    (relation,) = read(text, heading="决定废止如下规章：")
    assert (relation.kind, relation.target.title) == (REPEALS, "岚州市渡口办法")
    assert str(relation.target.number) == "岚州市人民政府令第43号"


@pytest.mark.parametrize(("year", "expected"), [(2013, CITES), (2005, REPEALS), (None, CITES)])
def test_what_a_restated_text_once_ended_is_not_ended_by_the_decision(year: int | None, expected: RelationKind) -> None:
    text = fold("第九条 本办法自2005年4月1日起施行。1999年发布的《岚州市渡船办法》同时废止。")
    passage = Passage(Span(0, len(text)), False, restated=True)
    assert [r.kind for r in relations(text, list(references(text)), [passage], year)] == [expected]


def kinds(text: str, opens: bool = False) -> list[RelationKind]:
    return [relation.kind for relation in read(text, opens)]


@pytest.mark.parametrize(("text", "opens", "expected"), [
    ("根据《岚州市渡口条例》，制定本办法。", True, [BASED]),
    ("根据《岚州市渡口条例》和《岚州市航道条例》有关规定，", True, [BASED, BASED]),
    ("按照《岚州市渡口条例》处理。", False, [CITES]),
    ("接到通知后落实到渡口，按照《岚州市渡口条例》规定当天应当停航的渡口均应停航。", True, [CITES]),
    ("按照《岚州市渡口条例》规定，应当停航的渡口公告如下：", True, [BASED]),
    ("本方案所称渡工，按照《岚州市渡工办法》（岚政发〔2020〕5号）界定，包括船工。", True, [CITES]),
    ("根据《岚州市渡工办法》，现将认定的渡工公告如下：", True, [BASED]),
    ("根据《岚州市渡工办法》（岚政发〔2020〕5号）认定，现将渡工名单公告如下：", True, [BASED]),
    ("渡工按照《岚州市渡工办法》（岚政发〔2020〕5号）认定，不得收费。", True, [CITES]),
    ("补贴按照岚政发〔2020〕5号文件执行。", True, [CITES]),
    ("贯彻国务院渡运联防联控机制《渡口通知》、中央渡口整治领导小组《渡船通知》精神和《渡工指引》相关要求。", False, [IMPLEMENTS] * 3),
    ("发现未落实《渡口通知》要求的，严肃追责。", False, [CITES]),
    ("推动渡船业主按照《渡口通知》规定申报检疫。", False, [CITES]),
    ("落实主体责任并依据《渡口通知》开展检查。", False, [CITES]),
    ("推动《渡口条例》落地，落实好《渡船条例》。", False, [IMPLEMENTS, IMPLEMENTS]),
    ("贯彻落实省委、省政府《渡口意见》和市委《渡船意见》。", False, [IMPLEMENTS, IMPLEMENTS]),
    ("贯彻《渡口通知》要求，按照《渡船通知》精神办理。", False, [IMPLEMENTS, CITES]),
    ("对列入《渡口分类名录》实施分类登记的渡口，免予检查。", False, [CITES]),
    ("《渡口账户通知》（岚政发〔2019〕9号）实施时间推迟至六月。", False, [CITES]),
    ("围绕《渡口行动纲要》实施，开展检查。", False, [IMPLEMENTS]),
    ("为保证《渡口条例》实施并取得实效，开展检查。", False, [IMPLEMENTS]),
    ("《渡口条例》实施并未影响渡运。", False, [CITES]),
    ("船主可根据《岚州市渡口条例》有关规定申请补贴。", True, [CITES]),
    ("渡口主管部门可以依照《岚州市渡口条例》开展检查。", True, [CITES]),
    ("经许可，依据《岚州市渡口条例》，现公告如下：", True, [BASED]),
    ("第一条 船主依据《岚州市渡口条例》第八条规定请求赔偿的，应予支持。", True, [CITES]),
    ("第一条 涉及渡船的，按照《岚州市渡船条例》第八条、《岚州市渡工条例》第九条的规定予以适用。", True, [CITES, CITES]),
    ("第一条 根据《岚州市渡船条例》第八条规定，制定本解释。", True, [BASED]),
    ("条件尚未成就的，裁定中止执行，但符合《岚州市渡口条例》第九条的除外；", False, [CITES]),
    ("市政府决定在望湖区暂时调整实施《岚州市渡口条例》第九条。", False, [AMENDS]),
    ("自2024年1月1日起，暂停执行《岚州市渡口条例》。", False, [AMENDS]),
    ("要抓紧完成或完善《渡口应急预案》，落实应急机构。", False, []),
    ("要尽快制定或完善本地区、本部门的《渡口应急预案》，增加演练。", False, [CITES]),
    ("要贯彻执行本市的《渡口应急预案》，增加演练。", False, [IMPLEMENTS]),
    ("确保完成《渡口建设规划》目标任务。", False, [CITES]),
    ("纪录片《渡口边的人们》获奖。", False, []),
    ("市电影局印发的《渡口放映办法》继续有效。", False, [VALID]),
    # what a paper treats as some rule asks is no ground
    ("会议同意按规定程序上报《岚州市渡口规划》。", True, [CITES]),
    ("按照要求报送《岚州市渡口图集》，现通知如下：", True, [CITES]),
    ("按照规定和《岚州市渡口条例》，现通知如下：", True, [BASED]),
    ("根据有关规定制定的《岚州市渡口条例》和上级要求，制定本方案。", True, [BASED]),
    ("依照规定修改后的《岚州市渡口条例》，制定本办法。", True, [BASED]),
    # named without title marks, the number in a bracket
    ("根据省政府关于渡口改建的通知（东政发〔2019〕3号），现通知如下：", True, [BASED]),
    ("根据省政府关于渡口改建的通知（东政发〔2019〕3号文），现通知如下：", True, [BASED]),
    ("市政府关于渡口收费的通知（岚政发〔2012〕5号）同时废止。", False, [REPEALS]),
    ("根据渡口改建进度（见东政发〔2019〕3号），现通知如下：", True, [CITES]),
    ("渡口改建（岚政发〔2012〕5号）的进度同时公布。", False, [CITES]),
    ("岚州市步道养护办法（岚政发〔2012〕5号）同时废止。", False, [REPEALS]),
    ("原岚州市步道养护办法（试行）（岚政发〔2012〕5号）停止执行。", False, [REPEALS]),
    ("步道养护进度（岚政发〔2012〕5号）同时公布。", False, [CITES]),
    ("岚州市步道养护办法同时废止。", False, [REPEALS]),
    ("1998年5月1日市政府发布的岚州市步道养护办法同时废止。", False, [REPEALS]),
    ("岚州市人民政府关于步道收费的通知自本办法施行之日起废止。", False, [REPEALS]),
    ("与本办法不一致的岚州市有关规定同时废止。", False, []),
    ("各区县制定的办法同时废止。", False, []),
    # one verb before several, each with the day on which it was passed
    ("同时废止1991年9月14日市人大常委会第二十九次会议通过的《甲条例》。", False, [REPEALS]),
    ("废止1990年12月24日国务院发布、1994年10月9日国务院修订发布的《甲条例》。", False, [REPEALS]),
    ("同时废止1991年9月14日市人大会议通过的《甲条例》和1992年5月2日市政府发布的《乙办法》。", False, [REPEALS, REPEALS]),
    ("1991年9月14日市人大会议通过的《甲条例》、1992年5月2日市人大会议通过的《乙条例》同时废止。", False, [REPEALS, REPEALS]),
    ("省政府已废止1990年12月24日发布的《甲条例》。", False, [CITES]),
    ("应当废止旧规，1991年9月14日市人大常委会会议通过的《甲条例》另行执行。", False, [CITES]),
    # a rule that was revised and is issued anew is amended; what others have revised is only reported
    ("我局对《渡口办法》（岚政发〔2015〕3号）进行了修订，现印发给你们。", False, [AMENDS]),
    ("我部对《渡口指南（试行）》进行了修改完善，形成了《渡口指南（第二版）》。", False, [AMENDS, CITES]),
    ("国务院对《渡口条例》进行了修订，现就贯彻工作通知如下：", False, [CITES]),
    ("去年市交通局对《渡口办法》进行了修订，进一步规范了渡运。", False, [CITES]),
    # the regulation that carries out a law is a document of its own
    ("根据《水法》及其实施细则，制定本办法。", True, [BASED, BASED]),
    ("贯彻落实水法及其实施条例。", False, [IMPLEMENTS, IMPLEMENTS]),
    ("根据《水法》及其实施办法，制定本办法。", True, [BASED]),
    # one verb behind several, each with the day and order that published it
    ("1988年1月3日原市交通局令第1号公布的《甲办法》，2000年1月13日原市交通局令第9号公布的《乙办法》同时废止。", False, [REPEALS, REPEALS]),
    ("根据《渡船办法》，2000年1月13日起《渡工办法》停止执行。", True, [BASED, REPEALS]),
    ("1.在《岚州市渡口条例》第七条中增加一项作为第六项，即：“负责渡船检查；”", False, [AMENDS]),
    ("《岚州市渡口条例》第九条后增加两款：", False, [AMENDS]),
    ("《岚州市渡口条例》第七条增加一项收费。", False, [CITES]),
    ("按照《岚州市渡口条例》第七条，增加一项检查。", False, [CITES]),
    ("根据《岚州市渡口条例》，参照《岭东省渡船办法》，制定本办法。", True, [BASED, CITES]),
    ("根据《渡口条例》、《渡船条例》，参照《岭东省渡船办法》和《岭东省渡工办法》，制定本办法。", True, [BASED, BASED, CITES, CITES]),
    ("参照《岭东省渡船办法》，制定本办法。", True, [BASED]),
    ("参照《岭东省渡船办法》，根据《岚州市渡口条例》，制定本办法。", True, [BASED, BASED]),
    ("根据《渡口条例》的规定和《清理通知》（岚政办函〔2024〕4号）的要求，我市对清理后继续有效及新发的文件作了清理。", True, [BASED, BASED]),
    ("《渡口办法》施行以来，对规范渡运发挥了作用，继续有效。", False, [VALID]),
    ("《渡口办法》规定继续有效的文件应当公布。", False, [CITES]),
    ("现就《渡口办法》作修改如下：", False, [AMENDS]),
    ("现对《渡口办法》做出以下修改：", False, [AMENDS]),
    ("《渡口办法》修改如下内容须报市政府。", False, [CITES]),
    ("请市交通局对《渡口办法》作修改如下建议：", False, [CITES]),
    ("各区按《渡口办法》要求做出相应调整。", False, [CITES]),
    ("《渡口办法》（岚政发〔2008〕2号）附件1即《渡船申请表》（以下简称《申请表》）中增加“载重”一栏。", False, [AMENDS, AMENDS]),
    ("现批准《渡口设计标准》局部修订的条文，自2024年9月1日起实施。", False, [AMENDS]),
    ("关于征求《渡口设计标准》局部修订意见的通知", False, [CITES]),
    ("申请批准《渡口设计标准》局部修订的条文", False, [CITES]),
    ("建设部关于发布国家标准《渡口设计标准》局部修订的公告已经印发。", False, [CITES]),
    ("依照《甲办法》第二条、《乙办法》第三条规定收取的费用停止执行。", False, [CITES, CITES]),
    ("《甲办法》第三条的有关规定，自即日起停止执行。", False, [AMENDS]),
    ("《甲办法》将于2025年到期废止，请抓紧修订。", False, [CITES]),
    ("《甲办法》适用期已届满，予以废止。", False, [REPEALS]),
    ("《甲办法》因有效期届满废止。", False, [REPEALS]),
    ("《甲办法》自2025年5月31日到期后废止。", False, [REPEALS]),
    ("《甲办法》列为继续有效的规范性文件。", False, [VALID]),
    ("二、取消《甲办法》第五条规定的渡船检验收费。", False, [AMENDS]),
    ("由市交通局依法取消《甲办法》第五条规定的许可。", False, [CITES]),
    ("国务院决定取消《甲条例》第五条规定的许可，请各地落实。", False, [CITES]),
    ("任何单位不得决定取消《甲办法》第五条规定的收费。", False, [CITES]),
    ("取消《甲办法》第五条规定的审批后，各地应当加强监管。", False, [CITES]),
    ("一、取消《甲办法》第五条规定的渡船费减免资格。", False, [CITES]),
    ("市政府决定取消《甲办法》第五条规定的资格。", False, [CITES]),
    ("根据2015年《关于修改〈船舶法〉的决定》修改的《船舶法》的规定，制定本办法。", True, [CITES, BASED]),
    ("渡船有批准文号：岚渡健字〔1997〕3号，", False, []),
    ("一、废止《渡口办法》（1992年6月2日岚州市人民政府令第43号发布）；", False, [REPEALS]),
    ("违反本办法的，依照《岚州市渡口条例》第三十条处罚。", True, [CITES]),
    ("市水务局要研究制定《岚州市渡口办法》《岚州市渡船办法》。", False, []),
    ("推进《岚州市渡口条例》立法，修订《岚州市渡船条例》。", False, [CITES]),
    ("去年我市制定《岚州市渡口办法》，明确了责任。", False, [CITES]),
    ("2010年3月1日市政府令第5号公布的《岚州市渡口办法》同时废止。", False, [REPEALS]),
    ("《岚州市渡口办法》（岚政发〔2010〕3号）有效期延续至2025年12月31日。", False, [EXTENDS]),
    ("删除《岚州市渡口办法》第七条第二款。", False, [AMENDS]),
    ("岚政发〔2010〕3号文件中第三条规定予以取消。", False, [AMENDS]),
    ("《渡口规则》（JT12-1996）、《渡船规则》（JT13-1996）和2004年制定的《渡工规则》（JT1-2004）同时废止。", False, [REPEALS] * 3),
    ("岚交发〔2012〕26号附件《渡船名单》同时废止。", False, [AMENDS, REPEALS]),
    ("一、本届政府根据《东岭省组织条例》，制定本规则。", False, [BASED]),
    ("各区要按照《岚州市应急预案》精神完善预案。", True, [CITES]),
    ("施工单位应依据《岚州市工地管理规定》制定方案。", True, [CITES]),
    ("为贯彻落实《东岭省湖泊规划》精神，", True, [IMPLEMENTS]),
    ("为全面实施《岚州湖保护规划》，", True, [IMPLEMENTS]),
    ("推动《东岭省就业意见》等政策落地。", False, [IMPLEMENTS]),
    ("做好《岚州市地震条例》和《岚州市地震预案》的落实工作。", False, [IMPLEMENTS, IMPLEMENTS]),
    ("《关于完善渡口经费的报告》已经市政府同意，请各区认真贯彻落实。", False, [IMPLEMENTS]),
    ("《岚州市渡口办法》（岚政发〔2012〕4号）同时废止。", False, [REPEALS]),
    ("原《岚州市渡口办法》（岚交规〔3012〕4号）同时废止。", False, [REPEALS]),
    ("《甲方案》、《乙方案》及《丙方案》同时废止。", False, [REPEALS] * 3),
    ("《岚州市渡口办法》第五条同时废止。", False, [AMENDS]),
    ("在《甲安排》、《乙安排》下，对试点企业不再执行《岚州市渡口规定》中关于水深的规定。", False, [CITES, CITES, AMENDS]),
    ("《岚州市渡口办法》宣布失效。", False, [EXPIRED]),
    ("《岚州市渡口办法》继续有效。", False, [VALID]),
    ("《岚州市渡口办法》有效期延长至2025年3月1日。", False, [EXTENDS]),
    ("市政府决定对《岚州市渡口办法》作如下修改：", False, [AMENDS]),
    ("市政府决定在望湖区暂时调整实施《岚州市渡口办法》第六条的规定。", False, [AMENDS]),
    ("关于修改《岚州市渡口办法》的决定", False, [AMENDS]),
    ("市水务局正在对《岚州湖规划》进行修订。", False, [CITES]),
    ("市财政局正在抓紧修改完善《渡口补偿办法》，", False, [CITES]),
    ("认真学习新修订的《岚州市信息公开条例》。", False, [CITES]),
    ("按照《甲办法》处理。《乙办法》同时废止。", False, [CITES, REPEALS]),
    ("按照《渡口巡查指引》（见附件1）执行。", False, []),
    ("报送《渡口巡查登记表》（附件2）。", False, []),
    ("报送《渡口巡查登记表》（附件2，以下简称《登记表》）。", False, []),
    ("请执行《东岭省渡口条例》（见附件，以下简称《条例》）。", False, [CITES]),
    ("国务院印发《国务院关于渡口的意见》（见附件，以下简称《意见》），请组织学习。", False, [CITES]),
    ("近日省政府印发《渡口改造意见》（见附件，以下简称《意见》），请组织学习。", False, [CITES]),
    ("岚建发〔2020〕19号附件1", False, []),
    ("航运业提供E204-1《渡船营运情况》，另报《渡船航次情况》(107-1表)。", False, []),
    ("刊登在《岚州工作》电子刊物。", False, []),
    ("市财政局1986年发布的《甲办法》和原市税务局1991年3月5日发布的《乙办法》同时废止。", False, [REPEALS] * 2),
    ("以下文件停止执行：1.《甲通知》；2.《乙通知》；3.《丙通知》。", False, [REPEALS] * 3),
    ("将《甲渡口法》第九条（《乙修正案》第三条）的名称修改为渡船。", False, [CITES, CITES]),
    ("《甲办法》废止后，按照《乙办法》执行。", False, [CITES, CITES]),
    ("《岚州市渡口规划》不再实施，《岚州市渡船办法》作废。", False, [REPEALS, REPEALS]),
    ("现对《甲规定》《乙意见》作如下补充、修改：", False, [AMENDS, AMENDS]),
    ("为正确理解、执行《甲渡口法》，", False, [IMPLEMENTS]),
    ("根据《东岭省渡口条例》，市交通局2001年印发的《岚州市渡口规定》予以废止。", False, [CITES, REPEALS]),
    ("根据《东岭省渡口条例》，《岚州市渡口规定》予以废止。", True, [BASED, REPEALS]),
    ("根据《东岭省渡口条例》，原市交通局、市财政局印发的《岚州市渡口规定》停止执行。", False, [CITES, REPEALS]),
    ("根据《东岭省渡口条例》，《岚州市渡口规定》，制定本办法。", True, [BASED, BASED]),
    ("《甲规定》，2009年3月5日市财政局、市交通局联合发布的《乙规定》同时废止。", False, [REPEALS] * 2),
    ("以下文件继续有效：1.《甲通知》；2.《乙通知》；3.《丙通知》。", False, [VALID] * 3),
    ("下列文件有效期延长至2025年12月31日：1.《甲通知》；2.《乙通知》。", False, [EXTENDS] * 2),
    ("拟对以下文件宣布继续有效：1.《甲通知》；2.《乙通知》。", False, [CITES] * 2),
    ("《岚州市渡口办法》停止执行期间，由市交通局处理。", False, [CITES]),
    ("《岚州市渡口办法》不再执行的，由市交通局处理。", False, [CITES]),
    ("凡《岚州市渡口收费办法》规定的收费项目一律停止执行。", False, [AMENDS]),
    ("《岚州市渡口办法》规定的程序废止。", False, [CITES]),
    ("《岚州市渡口办法》修改为地方性法规前，仍按原规定执行。", False, [CITES]),
    ("《甲办法》和《乙办法》自2020年6月1日起废止执行。", False, [REPEALS] * 2),
    ("《岚州市渡口办法》同时废止和失效。", False, [REPEALS]),
    ("《岚州市渡口办法》（岚政发〔2012〕26号）予以废止其他文件继续有效。", False, [REPEALS]),
    ("去年以来，市政府组织编制《岚州市渡口规划》。", False, [CITES]),
    ("市交通局抓紧制定《岚州市后勤办法》后勤保障篇。", False, []),
    ("二、删去《岚州市渡口办法》网站链接。", False, [CITES]),
    ("二、删去《岚州市渡口办法》中的附图。", False, [AMENDS]),
    ("岚政发〔2012〕26号、《岚州市渡船管理办法》附件《渡船名单》同时废止。", False, [REPEALS, AMENDS, REPEALS]),
    ("《岚州市渡口办法》即日起停止使用。", False, [REPEALS]),
    ("《岚州市渡口办法》废止使用期间，由市交通局处理。", False, [CITES]),
    ("依据《渡船法》第七十条规定停航的，船东交付保证金时，停航考验期不再执行。", False, [CITES]),
    ("按照《岚州市渡口办法》（岚政发〔2012〕4号）予以废止。", False, [REPEALS]),
    ("现将《岚州市渡口办法》（岚政发〔2014〕5号）重新印发给你们。", False, [REPEALS]),
    ("现将《岚州市渡口办法》（岚政发〔2014〕5号）印发给你们。", False, [CITES]),
    ("经市政府同意，现重新公布《岚州市渡口办法》（岚政发〔2014〕5号）。", False, [REPEALS]),
    ("《岚州市渡口办法》（岚政发〔2014〕5号）修订后重新发布，有效期至2026年12月31日。", False, [REPEALS]),
    ("《岚州市渡口办法》（岚政发〔2014〕5号）以岚政发〔2019〕3号重新印发，请遵照执行。", False, [REPEALS, CITES]),
    ("按照以岚政发〔2019〕3号重新印发的《岚州市渡口办法》执行。", False, [CITES]),
    ("各区应当重新公布《岚州市渡口名录》。", False, [CITES]),
    ("《岚州市渡口办法》修改后，市交通局应当重新公布。", False, [CITES]),
    ("根据本决定，《岚州市渡口办法》作相应修改，重新公布。", False, [AMENDS]),
    ("《岚州市渡口办法》（岚政发〔2014〕5号）重新印发前，仍按原规定执行。", False, [CITES]),
    ("《岚州市渡口办法》（岚政发〔2014〕5号）修订后重新发布之前，继续有效。", False, [VALID]),
    ("《岚州市渡口办法》（岚政发〔2014〕5号）由市交通局修订后重新印发。", False, [CITES]),
    ("市交通局要将《岚州市渡口办法》（岚政发〔2014〕5号）修订完善后重新印发。", False, [CITES]),
    ("督促将《岚州市渡口办法》（岚政发〔2014〕5号）重新公布。", False, [CITES]),
    ("《岚州市渡口办法》（岚政发〔2014〕5号）待修订后重新印发。", False, [CITES]),
    ("《岚州市渡口办法》（岚政发〔2014〕5号）拟修订后重新印发。", False, [CITES]),
    ("市政府决定将《岚州市渡口办法》（岚政发〔2014〕5号）重新印发。", False, [REPEALS]),
    ("根据《岚州市渡口办法》（岚政发〔2014〕5号）重新公布渡口名录。", True, [BASED]),
    ("现重新公布《岚州市渡口办法》（岚政发〔2014〕5号）规定的收费标准。", False, [CITES]),
    ("现重新公布《岚州市渡口办法》（岚政发〔2014〕5号）实施情况。", False, [CITES]),
    ("废止《甲渡口法》等法律法规，以及和《乙渡船办法》不一致的规定。", False, [REPEALS, CITES]),
    ("废止《甲渡口法》等法律法规，以及《乙渡船办法》。", False, [REPEALS, REPEALS]),
    ("《岚州市渡口办法》（岚政发〔2014〕5号）已以岚政发〔2018〕3号重新印发。", False, [REPEALS, CITES]),
    ("《岚州市渡口办法》（岚政发〔2014〕5号）修订后重新发布，在此之前可参照执行。", False, [CITES]),
    ("责成市交通局对照检查，《岚州市渡口办法》（岚政发〔2014〕5号）修订后重新印发。", False, [CITES]),
    ("废止《甲渡口法》等法律法规和《乙渡船办法》不一致的规定。", False, [REPEALS, CITES]),
    ("各单位应对照渡口安全检查指南开展自查。", False, [CITES]),
    ("应当按照渡船生产质量管理规范的要求组织生产。", False, [CITES]),
    ("引导企业对照国家渡口分级体系标准、渡船数据分级指南等开展对标。", False, [CITES]),
    ("按照操作指南办理，按照渡口技术规范建设，按照本细则执行。", False, []),
    ("根据本条例制定实施细则，编制年度渡口项目申报指南。", False, []),
    ("各单位应按照职责分工修订渡口管理实施细则。", False, []),
    ("参照先进地区经验完善渡口服务指南，按照统一格式填报渡口办事指南。", False, []),
    ("对照问题清单逐一完善渡口服务指南。", False, []),
    ("《甲规定》、同名办法同时废止。", False, [REPEALS] * 2),
    ("决定废止《甲渡口办法》（岚政发〔2012〕9号），修改《乙渡船办法》。", False, [REPEALS, AMENDS]),
    ("贯彻《关于加强渡口管理的决定》，修订《乙渡船办法》。", False, [IMPLEMENTS, CITES]),
    ("《甲渡口办法》与上位法《乙渡口条例》相抵触，现予废止。", False, [REPEALS, CITES]),
    ("《甲渡口办法》与《乙渡口条例》不一致，建议废止。", False, [CITES, CITES]),
    ("《甲渡口办法》与《乙渡口条例》不一致的，以后者为准。", False, [CITES, CITES]),
    ("《甲办法》、《乙办法》，以及《丙办法》（岚政发〔2012〕5号）第一条第二项同时废止。", False, [REPEALS, REPEALS, AMENDS]),
    ("《甲办法》、《乙办法》，以及市交通局2012年印发的《丙办法》第三章停止执行。", False, [REPEALS, REPEALS, AMENDS]),
    ("《甲办法》以及《乙办法》第三条关于渡口检查的规定同时废止。", False, [REPEALS, AMENDS]),
    ("《甲办法》、《乙办法》第三条同时废止。", False, [AMENDS, AMENDS]),
    ("《甲办法》和《乙办法》第三条同时废止。", False, [AMENDS, AMENDS]),
    ("《甲办法》第二条，以及《乙办法》第三条同时废止。", False, [AMENDS, AMENDS]),
    ("《甲办法》以及《乙办法》中的部分条款废止。", False, [AMENDS, AMENDS]),
    ("《甲办法》以及《乙办法》同时废止。", False, [REPEALS, REPEALS]),
    ("《甲办法》以及《乙办法》第三条修改为：", False, [AMENDS, AMENDS]),
    ("按照《甲办法》以及《乙办法》第三条办理。", False, [CITES, CITES]),
    ("《甲办法》以及《乙办法》第三条废止前，仍按原规定执行。", False, [CITES, CITES]),
])  # fmt: skip
def test_kinds_of_a_sentence(text: str, opens: bool, expected: list[RelationKind]) -> None:
    assert kinds(text, opens) == expected


@pytest.mark.parametrize(("text", "kind"), [
    ("不同意废止《岚州市渡口办法》。", CITES),
    ("市政府拟废止《岚州市渡口办法》，现征求意见。", CITES),
    ("拟于2024年底前废止《岚州市渡口办法》。", CITES),
    ("建议废止《岚州市渡口办法》。", CITES),
    ("检察机关建议废止《岚州市渡口办法》，市政府已采纳。", CITES),
    ("请市司法局研究是否废止《岚州市渡口办法》。", CITES),
    ("提请市人大常委会废止《岚州市渡口办法》。", CITES),
    ("待新办法出台后，适时废止《岚州市渡口办法》。", CITES),
    ("应废止而未废止《岚州市渡口办法》的，应当整改。", CITES),
    ("任何单位不得停止执行《岚州市渡口办法》。", CITES),
    ("严禁擅自停止执行《岚州市渡口办法》。", CITES),
    ("不得以会议纪要代替《岚州市渡口办法》。", CITES),
    ("如废止《岚州市渡口办法》，应当先行评估。", CITES),
    ("在废止《岚州市渡口办法》之前，应当公告。", CITES),
    ("不得以废止《岚州市渡口办法》为由拒绝办理。", CITES),
    ("“废止《岚州市渡口办法》”的说法不实。", CITES),
    ("《岚州市渡口办法》尚未废止，应当执行。", CITES),
    ("《岚州市渡口办法》不得擅自停止执行。", CITES),
    ("拟将《岚州市渡口办法》有效期延长5年。", CITES),
    ("《岚州市渡口办法》有效期不再延长。", CITES),
    ("《岚州市渡口办法》有效期届满，不予延续。", CITES),
    ("需要延长《岚州市渡口办法》有效期的，应当提前评估。", CITES),
    ("关于修改《岚州市渡口办法》的建议收悉。", CITES),
    ("对不再执行《岚州市渡口办法》的单位，予以通报。", CITES),
    ("凡与《岚州市渡口办法》不一致的规定，一律废止。", CITES),
    ("证书不因《岚州市渡口办法》废止而失效。", CITES),
    ("省政府已于2022年废止《岚州市渡口办法》。", CITES),
    ("望湖区人民政府2023年废止了《岚州市渡口办法》。", CITES),
    ("鉴于《岚州市渡口办法》已于2022年废止，不再收费。", CITES),
    ("《岚州市渡口办法》已废止，不得作为依据。", CITES),
    ("法院认为《岚州市渡口办法》已被废止，不得适用。", CITES),
    ("去年以来，先后废止《岚州市渡口办法》。", CITES),
    ("相应废止《岚州市渡口办法》。", REPEALS),
    ("因工作需要，决定废止《岚州市渡口办法》。", REPEALS),
    ("决定如下：废止《岚州市渡口办法》。", REPEALS),
    ("经市政府研究决定废止《岚州市渡口办法》。", REPEALS),
    ("《岚州市渡口办法》经市政府研究决定予以废止。", REPEALS),
    ("经研究同意废止《岚州市渡口办法》。", REPEALS),
    ("根据市司法局建议，决定废止《岚州市渡口办法》。", REPEALS),
    ("《岚州市渡口办法》已不适应管理需要，现予废止。", REPEALS),
    ("《岚州市渡口办法》已被上位法代替，决定废止。", REPEALS),
    ("《岚州市渡口办法》因未及时修订予以废止。", REPEALS),
    ("自2024年7月1日起废止《岚州市渡口办法》。", REPEALS),
    ("兹废止《岚州市渡口办法》。", REPEALS),
    ("决定保留《岚州市渡口办法》。", VALID),
    ("《岚州市渡口办法》予以保留。", VALID),
    ("《岚州市渡口办法》等1件规范性文件予以保留。", VALID),
    ("决定继续执行《岚州市渡口办法》。", VALID),
    ("决定修改后保留《岚州市渡口办法》等2件。", VALID),
    ("决定保留《岚州市渡口办法》设立的渡口费。", CITES),
    ("除《岚州市渡口办法》外，其他文件一律废止。", CITES),
    ("《岚州市渡口办法》以外的文件一律废止。", CITES),
    ("与《岚州市渡口办法》配套的文件同时废止。", CITES),
    ("市政府印发《岚州市渡口办法》后，原有收费停止执行。", CITES),
    ("严格执行《岚州市渡口办法》，凡不符合的规定立即停止执行。", CITES),
    ("《岚州市渡口办法》发布前的规定同时废止。", CITES),
    ("《岚州市渡口办法》所附证书式样作废。", CITES),
    ("《岚州市渡口办法》关于收费的规定同时废止。", AMENDS),
    ("《岚州市渡口办法》，自本通知印发之日起废止。", REPEALS),
    ("《岚州市渡口办法》经评估后，决定废止。", REPEALS),
    ("《岚州市渡口办法》按照上级要求，予以废止。", REPEALS),
    ("《岚州市渡口办法》等有关文件同时废止。", REPEALS),
    ("《岚州市渡口办法》修订前，继续有效。", VALID),
    ("《岚州市渡口办法》设立的证书予以保留。", CITES),
    ("拟保留《岚州市渡口办法》。", CITES),
    ("渡口证书按照《岚州市渡口办法》予以保留。", CITES),
    ("决定撤销《岚州市渡口办法》。", REPEALS),
    ("原办法已被《岚州市渡口办法》取代，不再执行。", CITES),
    ("《岚州市渡口办法》并未失效。", CITES),
    ("自即日起撤销《岚州市渡口办法》。", REPEALS),
    ("自2024年1月1日起可以申请撤销《岚州市渡口办法》。", CITES),
    ("本标准代替DB99/T 100-2010《岚州市渡口规范》。", REPEALS),
    ("根据会议纪要对《岚州市渡口办法》作如下修改：删去第三条。", AMENDS),
    ("符合条件的渡口，可不再执行《岚州市渡口办法》第三条。", CITES),
    ("经许可停止执行《岚州市渡口办法》。", REPEALS),
    ("决定将《岚州市渡口办法》第六条“渡资不低于3元”的内容，修改为“渡资不低于2元”。", AMENDS),
    ("按照《岚州市渡口办法》第六条“渡资不低于3元”的规定，修改为年检。", CITES),
    ("（二）撤销《岚州市渡口办法》（岚政发〔2009〕4号）。", REPEALS),
    ("《岚州市渡口办法》已由省政府撤销，不再执行。", CITES),
    ("市政府决定撤销渡口办公室，《岚州市渡口办法》另行修订。", CITES),
    ("国务院撤销《岚州市渡口办法》时，应当公告。", CITES),
    ("《关于成立渡口领导小组的通知》（岚政办发〔2010〕3号）中的领导小组予以撤销。", CITES),
    ("《岚州市渡口办法》等市政府发布的3件文件同时废止。", REPEALS),
    ("《岚州市渡口办法》实施前市政府印发的文件同时废止。", CITES),
    ("新规则将代替《岚州市渡口规则》。", CITES),
    ("渡工凭身份证代替《岚州市渡口规则》附表。", CITES),
    ("新修订的《岚州市渡口办法》增加一条，作为第五条，请认真学习。", CITES),
    ("《岚州市渡口办法》增加了一条，规定渡工持证。", CITES),
    ("一、撤销《岚州市渡口办法》（岚政发〔2019〕4号）。", REPEALS),
    ("经研究，现将《岚州市渡口办法》（岚政发〔2019〕4号）予以撤销。", REPEALS),
    ("被撤销《岚州市渡口办法》规定的资格的，", CITES),
    ("渡口许可依照《岚州市渡口办法》予以撤销。", CITES),
    ("违反《岚州市渡口办法》取得的许可，予以撤销。", CITES),
    ("《岚州市渡口办法》规定的许可予以撤销。", CITES),
    ("市人大常委会有权撤销《岚州市渡口办法》。", CITES),
    ("申请撤销《岚州市渡口办法》的请示收悉。", CITES),
    ("省政府2020年撤销了《岚州市渡口办法》。", CITES),
    ("《岚州市渡口办法》（岚政发〔2009〕4号）由本通知代替。", REPEALS),
    ("原《岚州市渡口办法》以本规定代替。", REPEALS),
    ("本办法代替《岚州市渡口办法》。", REPEALS),
    ("渡口可用备案凭证代替《岚州市渡口办法》附录。", CITES),
    ("《岚州市渡口办法》规定的证书由本证书代替。", CITES),
    ("《岚州市渡口办法》与本办法不一致的，以本办法为准。", CITES),
    ("《岚州市渡口规定》（岚政发〔2009〕4号）重新印发后，原规定停止执行。", REPEALS),
    ("《岚州市渡口规定》（岚政发〔2009〕4号）自行终止。", EXPIRED),
    ("《岚州市渡口办法》所列条件不具备的，批准自动失效。", CITES),
    ("对《岚州市渡口办法》等5件文件作出如下修改：", AMENDS),
    ("《岚州市渡口办法》第三条增加一款，作为第二款：“渡工持证。”", AMENDS),
    ("《岚州市渡口办法》增加一条，作为第五条：“渡工持证。”", AMENDS),
    ("在《岚州市渡口办法》第三条后增加一条，作为第四条：“渡工持证。”", AMENDS),
    ("按照《岚州市渡口办法》第三条，增加一条渡线。", CITES),
    ("依据《岚州市渡口办法》将渡口修改为码头。", CITES),
    ("市交通局要对《岚州市渡口办法》等文件进行修改。", CITES),
    ("市政府对《岚州市渡口办法》等文件作出修改的，应当公布。", CITES),
    ("根据需要对《岚州市渡口办法》作如下修改：", AMENDS),
    ("为适应管理要求，对《岚州市渡口办法》作如下修改：", AMENDS),
    ("市政府废止了《岚州市渡口办法》。", CITES),
    ("省政府相继修改了《岚州市渡口办法》。", CITES),
    ("《岚州市渡口办法》施行前发布的通知同时废止。", CITES),
    ("《岚州市渡口办法》颁布的标准继续有效。", CITES),
    ("推动《岚州市渡口条例》修订。", CITES),
    ("推进《岚州市渡口条例》修改工作。", CITES),
    ("推动《岚州市渡口条例》落实。", IMPLEMENTS),
])  # fmt: skip
def test_what_is_planned_refused_forbidden_or_told_changes_nothing(text: str, kind: RelationKind) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(("text", "expected"), [
    ("《甲办法》第二条，以及《乙办法》第三条同时废止。", [(AMENDS, "第二条"), (AMENDS, "第三条")]),
    ("《甲办法》（岚政发〔2009〕4号）第二条第（四）项、《乙办法》第三条停止执行。", [(AMENDS, "第二条第（四）项"), (AMENDS, "第三条")]),
    ("自2024年5月1日起，《甲办法》第二条，《乙办法》同时废止。", [(AMENDS, "第二条"), (REPEALS, "")]),
    ("《甲办法》第二条、《乙办法》第三条、《丙办法》第四条废止。", [(AMENDS, "第二条"), (AMENDS, "第三条"), (AMENDS, "第四条")]),
    ("将《解释》原第八条改为修改后《解释》第十三条，修改为：“渡工持证。”", [(AMENDS, "原第八条"), (AMENDS, "第十三条")]),
    ("《渡口甲办法》第二条和《渡口乙办法》第三条修改为：“渡工持证。”", [(AMENDS, "第二条"), (AMENDS, "第三条")]),
    ("按照《甲办法》第二条，《乙办法》同时废止。", [(CITES, ""), (REPEALS, "")]),
    ("（一）《甲办法》第二条、《乙办法》第三条废止。", [(AMENDS, "第二条"), (AMENDS, "第三条")]),
    ("依《甲办法》第二条、《乙办法》第三条废止的文件，不再公布。", [(CITES, ""), (CITES, "")]),
    ("根据《甲办法》第二条和有关规定，《乙办法》第三条废止。", [(CITES, ""), (AMENDS, "第三条")]),
    ("适用《甲办法》第二条、《乙办法》第三条的收费停止执行。", [(CITES, ""), (AMENDS, "第三条")]),
    ("违反《甲办法》第二条、《乙办法》第三条的，由市水务局处罚。", [(CITES, ""), (CITES, "")]),
    ("《甲办法》第二条、《乙办法》第三条继续有效。", [(CITES, ""), (VALID, "")]),
])  # fmt: skip
def test_one_verb_ends_parts_of_several_documents(text: str, expected: list[tuple[RelationKind, str]]) -> None:
    assert [(one.kind, one.effect.part if one.effect else "") for one in read(text)] == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("二、编制依据\n（一）《水法》\n（二）《岚州市渡口条例》（岚政发〔2012〕4号）\n三、适用\n见《航道条例》。", [BASED, BASED, CITES]),
    ("1.2 编制依据\n依据《水法》、《岚州市渡口条例》，制定本预案。\n1.3 分级\n见《岚州市航道条例》。", [BASED, BASED, CITES]),
    ("一、\t政策依据\n1. 《岚州市扶持办法》第一条。\n二、\t条件\n符合《岚州市目录》。", [BASED, CITES]),
    ("二、编制依据\n据专家意见编写。\n执行《岚州市航道条例》。", [CITES]),
    ("【政策依据】《岚州市航道条例》", [CITES]),
])  # fmt: skip
def test_a_list_of_grounds(text: str, expected: list[RelationKind]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(("heading", "kind"), [
    ("（一）继续有效的规范性文件目录（7件）", VALID),
    ("（二）废止的规范性文件目录", REPEALS),
    ("（三）宣布失效的规范性文件目录", EXPIRED),
    ("决定修改的规章目录", AMENDS),
    ("废止和宣布失效的规范性文件目录", None),
    ("废旧物品回收", None),
    ("一、建议废止的规范性文件目录", None),
    ("二、拟修改的规范性文件", None),
    ("三、适时修订的规章目录", None),
    ("", None),
])  # fmt: skip
def test_what_a_clean_up_list_judges(heading: str, kind: RelationKind | None) -> None:
    assert judged(heading) is kind


@pytest.mark.parametrize(
    "entry",
    [
        "1\t岚州市人民政府关于加强渡口管理的通知\t岚政发〔2012〕4号",
        "1. 岚州市人民政府关于加强渡口管理的通知（岚政发〔2012〕4号）",
    ],
)
def test_an_entry_of_a_clean_up_list(entry: str) -> None:
    (one,) = read(entry, heading="宣布失效的规范性文件目录", row="\t" in entry)
    assert (one.kind, one.target.title, str(one.target.number)) == (
        EXPIRED, "岚州市人民政府关于加强渡口管理的通知", "岚政发〔2012〕4号",
    )  # fmt: skip


def test_a_point_of_a_list_judges_no_other_point() -> None:
    document = notice(
        "一、下列情形除外：\n\n（一）依照规定修改申请文件后被授予证书的，因复核引起的延迟；\n\n（二）未按期答复市交通局发出的通知；"
    )
    assert RelationKind.AMENDS not in {relation.kind for relation in document.relations}


@pytest.mark.parametrize(("lead", "below", "expected"), [
    ("依据下列法律法规和文件，编制本预案：", "（1）《岚州市渡口条例》\n（2）《岚州市渡船办法》", [BASED, BASED]),
    ("依据下列法律法规和文件，编制本预案：", "（1）《岚州市渡口条例》\n本预案适用于渡口，渡船依照《岚州市渡船办法》检查。", [BASED, CITES]),
    ("各区依据下列文件，制定本地区预案：", "（1）《岚州市渡口条例》", [CITES]),
    ("下列文件供各区参考：", "（1）《岚州市渡口条例》", [CITES]),
])  # fmt: skip
def test_the_list_to_which_a_sentence_on_grounds_leads(lead: str, below: str, expected: list[RelationKind]) -> None:
    assert [relation.kind for relation in notice(f"一、{lead}\n{below}").relations] == expected


def test_relations_of_a_whole_document() -> None:
    document = notice(
        "根据《东岭省渡口条例》（岭政发〔2020〕7号，以下简称《条例》）要求，现通知如下。\n\n"
        "一、各区要落实《条例》规定。\n\n二、《岚州市渡口办法》（岚政发〔2012〕4号）同时废止。"
    )
    said = [(r.kind, str(r.target.number)) for r in document.relations]
    assert said == [(BASED, "岭政发〔2020〕7号"), (REPEALS, "岚政发〔2012〕4号")]


@pytest.mark.parametrize(("year", "expected"), [(2017, []), (2018, []), (2019, [CITES]), (None, [])])
def test_what_was_made_in_a_year_before_the_documents_exists(year: int | None, expected: list[RelationKind]) -> None:
    text = "2018年，市交通局组织编制《岚州市渡口规划》，并报市政府批准。"
    found = relations(text, list(references(text)), passages(text), year)
    assert [relation.kind for relation in found] == expected


@given(noise)
def test_every_relation_stands_in_its_quote_and_passage(text: str) -> None:
    text = fold(text)
    places = passages(text)
    for relation in relations(text, list(references(text)), places):
        assert relation.quote.contains(relation.span)
        assert any(place.span.contains(relation.quote) for place in places)
        assert isinstance(relation.target, DocumentReference)


HOSTILE: dict[str, Callable[[int], str]] = {
    "one sentence of titles": lambda size: "《办法》规定，" * size,
    "many sentences": lambda size: "按照《办法》。" * size,
    "one group": lambda size: "《办法》、" * size,
    "one group behind a basis": lambda size: "根据" + "《办法》，" * size + "予以废止。",
    "numbers": lambda size: "按照岚政发〔2022〕15号，" * size,
    "open marks": lambda size: "《" * size,
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_hostile_paragraphs_take_linear_work(page: Callable[[int], str]) -> None:
    assert_linear(lambda size: read(page(size), opens=True), 2_000)


def test_a_paragraph_of_ten_thousand_numbers_is_answered() -> None:
    assert len(read("、".join(f"岚政发〔2022〕{n}号" for n in range(1, 10_001)))) == 10_000


@pytest.mark.parametrize(("bracket", "expected"), [
    ("（详见附件，以下简称《名单》）", []),
    ("（附件2，以下简称《名单》）", []),
    ("（以下简称《名单》）", [CITES, IMPLEMENTS]),
    ("（岚政发〔2022〕4号，以下简称《名单》）", [CITES, IMPLEMENTS]),
])  # fmt: skip
def test_the_short_name_of_an_own_annex_is_no_target(bracket: str, expected: list[RelationKind]) -> None:
    assert kinds(f"支持《重点渡船收储名单（第一批）》{bracket}所列渡船检修。\n各区要落实《名单》要求。") == expected


@pytest.mark.parametrize(("heading", "expected"), [
    ("岚州海关公告2020年第24号（关于渡船查验的公告）", []),
    ("岚州海关公告2008年第46号发布时间：2008-06-20", []),
    ("岚州市商务局印发《关于便利渡运的通知》", []),
    ("岚州海关公告2020年第24号（关于渡船查验的公告）同时废止。", [REPEALS]),
    ("岚州市商务局印发《关于便利渡运的通知》，要求各区落实。", [CITES]),
])  # fmt: skip
def test_the_heading_of_the_paper_itself_names_no_other(heading: str, expected: list[RelationKind]) -> None:
    body = "为便利渡运，现就有关事项通知如下："
    assert kinds(f"{heading}\n{body}") == expected
    assert kinds(f"{body}\n{heading}") != []


@pytest.mark.parametrize("remark", ["【已废止，最新为：《岚州市渡运条例》】", "【2024年5月1日已废止】", "[现已失效]"])
def test_the_remark_of_a_site_repeals_nothing(remark: str) -> None:
    found = read(f"根据《岚州市渡船条例》和《岚州市渡口条例》{remark}，制定本办法。", opens=True)
    assert [(relation.kind, relation.target.title) for relation in found] == [
        (BASED, "岚州市渡船条例"),
        (BASED, "岚州市渡口条例"),
    ]
