"""Each rule with what it marks and what looks alike and is right: one sentence a case, in a notice or in measures of our own."""

import pytest

from ingest.model import IssueSeverity
from tests.check.conftest import Checker
from tests.samples.drafts import amendment, measures, notice

_REVISED = """# 渡口条例

2001年2月3日 中华人民共和国国务院令第300号发布
2019年2月3日 中华人民共和国国务院令第799号《国务院关于修改部分行政法规的决定》第一次修正

第一条 为了加强渡口管理，制定本条例。
"""
M = measures
MARKED = [
    # rule, draft, marked words, words of the message
    (
        "cited-not-in-force",
        notice("船只管理依照《中华人民共和国木船管理法》执行。"),
        "《中华人民共和国木船管理法》",
        "船只登记法",
    ),
    (
        "cited-not-in-force",
        notice("值守继续执行《岚州市渡口值守办法》（岚政办发〔2017〕6号）。"),
        "岚政办发〔2017〕6号",
        "2020-04-30",
    ),
    ("cited-not-in-force", notice("依照木船管理法第三条处理。"), "木船管理法", "2021-01-01"),
    (
        "cited-mismatch",
        notice("依据《渡口条例》（国务院令第789号）。"),
        "《渡口条例》（国务院令第789号）",
        "国务院令第799号",
    ),
    (
        "cited-mismatch",
        notice("依据《岚州市渡工考核办法》（岚政办发〔2019〕8号）。"),
        "岚政办发〔2019〕8号",
        "渡工培训办法",
    ),
    ("cited-mismatch", notice("依据《中华人民共和国渡船安金法》。"), "渡船安金法", "渡船安全法"),
    ("cited-mismatch", notice("依据《中华人民共和国渡船安全条例》。"), "渡船安全条例", "渡船安全法"),
    ("provision-absent", notice("依照《中华人民共和国渡船安全法》第十二条处理。"), "第十二条", "第九条"),
    ("provision-absent", notice("依照《渡船安全法》第五条第三款培训。"), "第五条第三款", "二款"),
    ("provision-absent", notice("属于《渡船安全法》第七条第四项的，责令改正。"), "第七条第四项", "三项"),
    ("provision-absent", notice("依照渡船安全法第四十条处理。"), "第四十条", "第九条"),
    ("provision-moved", notice("渡船检验依照《渡船安全法》第二条执行。"), "第二条", "第四条"),
    ("provision-moved", notice("渡工酒后驾驶渡船的，违反《渡船安全法》第三条。"), "第三条", "第五条"),
    ("provision-moved", notice("落实《渡船安全法》第三条“渡工应当持证上岗”的规定。"), "第三条", "第五条"),
    (
        "provision-moved",
        notice("根据《渡船安全法》第四条，现通知如下。"),
        "第四条",
        "第六条",
    ),  # lately, and no text says so
    ("quote-differs", notice("落实《渡船安全法》第四条“渡船应当每两年检验一次”的规定。"), "每两年检验", "每年检验"),
    ("quote-differs", notice("“渡口应当配备灭火设备”（《渡口条例》第二条）。"), "配备灭火设备", "救生设备"),
    (
        "quote-differs",
        notice("《渡船安全法》第四条规定，除新造的渡船外，“渡船应当每两年检验一次”。"),
        "每两年检验",
        "每年检验",
    ),
    ("provision-absent", amendment("将第三十条修改为：“第三十条 不得超载。”"), "第三十条", "第九条"),
    ("provision-absent", amendment("删去第五条第四款。"), "第五条第四款", "二款"),
    ("own-provision-absent", M("第一条 目的。", "第二条 范围。", "第三条 依照本办法第九条处理。"), "第九条", "第三条"),
    (
        "own-provision-absent",
        M("第一条 目的。", "第二条 可以：", "（一）甲；", "（二）乙。", "第三条 依照第二条第（四）项处理。"),
        "第二条第（四）项",
        "二项",
    ),
    (
        "own-provision-absent",
        M("第一条 前款所称渡口，是指公用渡口。", "第二条 范围。", "第三条 施行。"),
        "前款",
        "没有所指",
    ),
    (
        "own-provision-absent",
        M("第一条 目的。", "第二条 甲应当备案。", "乙应当登记。", "依照前三款规定处理。", "第三条 施行。"),
        "前三款",
        "只有二款",
    ),
    (
        "cited-mismatch",
        notice("依据《中华人民共和国渡船生产安全法》（以下简称《渡船安全法》）。"),
        "《中华人民共和国渡船生产安全法》",
        "应为《中华人民共和国渡船安全法》",
    ),
    (
        "provision-absent",
        notice("依据《中华人民共和国渡船安金法》第九百条，检验渡船。"),
        "第九百条",
        "《中华人民共和国渡船安全法》没有",
    ),
    (
        "own-provision-absent",
        M("第一条 目的。", "第二条 违反第三条第二款的。", "第三条 只有一款。"),
        "第三条第二款",
        "一款",
    ),
    (
        "range-reversed",
        M("第一条 目的。", "第二条 范围。", "第三条 违反第二条至第一条的。"),
        "第二条至第一条",
        "第一条至第二条",
    ),
    ("range-reversed", notice("适用《渡船安全法》第八条至第五条。"), "第八条至第五条", "第五条至第八条"),
    ("numbering-gap", notice("一、检查。", "三、总结。"), "三、", "二"),
    ("numbering-gap", M("第一条 目的。", "第三条 范围。"), "第三条", "第二条"),
    ("numbering-gap", M("第一条 目的。", "第二条 范围。", "第二条 职责。", "第三条 施行。"), "第二条", "重复"),
    ("annex-missing", notice("任务见附件2。", "附件：任务表", after="附件\n任务表\n一、检查。"), "附件2", "1个"),
    ("annex-missing", notice("任务见附件。"), "附件", "没有附件"),
    ("annex-missing", notice("按照附件所列标准配备。"), "附件", "没有附件"),
    (
        "annex-missing",
        notice("抓好落实。", "附件：1.任务表", "2.名单", after="附件1\n任务表\n一、检查。"),
        "名单",
        "文后没有",
    ),
    ("annex-missing", notice("抓好落实。", after="附件\n任务表\n一、检查。"), "附件", "没有提到"),
    ("agency-gone", notice("由市安全生产监督管理局牵头。"), "市安全生产监督管理局", "岚州市应急管理局"),
    ("agency-gone", notice("报国土资源部备案。"), "国土资源部", "自然资源部"),
    ("agency-gone", notice("健全市安全生产监督管理局牵头的机制。"), "市安全生产监督管理局", "岚州市应急管理局"),
    (
        "date-order",
        M("第一条 目的。", "第二条 本办法自印发之日起施行，有效期至2020年3月31日。").replace("2025年3月10日\n", ""),
        "有效期至2020年3月31日",
        "核对所依据",
    ),
    ("agency-gone", notice("由市人口和计划生育局牵头。"), "市人口和计划生育局", "岚州市卫生健康委员会"),
    (
        "cited-mismatch",
        notice(
            "依据《望州市渡工补贴发放办法》（望政办发〔2021〕13号）。",
            "按照《望州市渡工补贴发放办法》（望政办发〔2021〕31号）执行。",
        ),
        "望政办发〔2021〕31号",
        "另处的文号是望政办发〔2021〕13号",
    ),
    ("agency-gone", notice("执行卫生部规定。"), "卫生部", "国家卫生健康委员会"),
    ("date-invalid", notice("2025年11月31日前报送。"), "2025年11月31日", "30日"),
    ("date-invalid", notice("于2025年2月29日前完成整改。"), "2025年2月29日", "28日"),
    ("date-invalid", notice("每年4月31日前报送。"), "4月31日", "30日"),
    ("date-invalid", notice("2025年13月底前完成。"), "2025年13月", "13"),
    ("date-order", notice("2025年2月底前完成检查。"), "2025年2月底前", "2025-03-10"),
    ("date-order", notice("各区县于2025年1月20日前报送方案。"), "2025年1月20日前", "2025-01-20"),
    ("date-order", notice("会议定于2025年4月1日（星期三）召开。"), "2025年4月1日（星期三）", "星期二"),
    ("date-order", notice("检查时间为2025年5月1日至4月30日。"), "2025年5月1日至4月30日", "2025-04-30"),
    (
        "date-order",
        notice("本通知自2025年4月1日起施行，有效期至2025年3月31日。"),
        "有效期至2025年3月31日",
        "2025-04-01",
    ),
    ("alias-undefined", notice("属于《实施细则》规定的，从其规定。"), "《实施细则》", ""),
    ("alias-undefined", notice("按照《认定指引》办理。"), "《认定指引》", ""),
    ("alias-undefined", notice("依据《渡口补助办法》（国发〔2014〕9号），按照省《办法》办理。"), "《办法》", ""),
    ("alias-undefined", notice("应当符合《应急导则》的要求。"), "《应急导则》", ""),
    ("alias-unused", notice("依据《中华人民共和国渡船安全法》（以下简称《安全法》）。"), "《安全法》", ""),
    (
        "repeal-void",
        notice("《岚州市渡工培训暂行办法》（岚政办发〔2015〕2号）同时废止。"),
        "岚政办发〔2015〕2号",
        "2019-07-01",
    ),
    ("part-missing", notice("抓好落实。", head=""), "通知", "主送机关"),
    ("part-missing", notice("抓好落实。", signed=""), "通知", "成文日期"),
    ("part-missing", M("第一条 目的。", "第二条 范围。", "第三条 职责。"), "岚州市渡口管理办法", "施行日期"),
    ("part-missing", M("第一条 目的。", "第二条 本办法自2025年5月1日起施行。"), "自2025年5月1日起施行", "有效期"),
    ("part-missing", M("第一条 目的。", "第二条 范围。"), "岚州市渡口管理办法", "有效期"),  # beside 施行日期
    ("unverified", notice("依据《岚州市灯塔管理规定》。"), "《岚州市灯塔管理规定》", "没有"),
    (
        "unverified",
        notice("依据《中华人民共和国船只登记法》（国务院令第912号）。"),
        "国务院令第912号",
        "国务院令第912号未能核对",
    ),
    ("unverified", notice("依据《岚州市渡口值守规定》。"), "《岚州市渡口值守规定》", "《岚州市渡口值守办法》"),
]
SILENT = [
    # rule, draft in which nothing of that rule is to be found
    ("provision-absent", amendment("删去第五条第二款。")),
    ("agency-gone", notice("涉及的文件有：", "市安全生产监督管理局、望湖街道办事处关于整治渡口的通告（2015年）")),
    (
        "own-provision-absent",
        M(
            "第一条 目的。",
            "第二条 甲。",
            "乙。",
            *(f"第{n}条 职责。" for n in "三四五六七八九十"),
            "第十一条 甲。",
            "第十二条 乙。",
            "丙。",
            "第十三条 违反第二条第二款和十二条第一款、第二款的。",
        ),
    ),
    ("cited-not-in-force", notice("《中华人民共和国木船管理法》同时废止。")),
    ("cited-not-in-force", notice("施行前依照《中华人民共和国木船管理法》已经登记的，继续有效。")),
    ("cited-not-in-force", notice("原《中华人民共和国木船管理法》核发的证书。")),
    ("cited-not-in-force", notice("此类船只仍适用《中华人民共和国木船管理法》。")),
    ("cited-not-in-force", notice("依照《中华人民共和国渡船安全法》执行。")),
    ("cited-not-in-force", notice("《中华人民共和国木船管理法》已于2021年1月1日废止，不得引用。")),
    ("cited-not-in-force", notice("将“《中华人民共和国木船管理法》”统一修改为“《中华人民共和国船只登记法》”。")),
    ("cited-not-in-force", notice("2020年1月1日前登记的船只，适用当时施行的《中华人民共和国木船管理法》。")),
    ("repeal-void", notice("《中华人民共和国木船管理法》废止前已经登记的船只，继续有效。")),
    ("repeal-void", notice("《中华人民共和国木船管理法》已于2021年1月1日废止。")),
    ("agency-gone", notice("由市工商行政管理部门负责。")),
    ("agency-gone", notice("市工商行政管理、市质量技术监督等部门按照职责分工负责。")),
    ("agency-gone", notice("市安全生产监督管理局的职责划入市应急管理局。")),
    ("agency-gone", notice("1993年国家计划委员会、对外贸易经济合作部发布的《渡船进口办法》。")),
    ("numbering-gap", notice("一、检查：", "1.自查；", "2.抽查。", "二、总结：", "1.报送。")),
    ("date-order", notice("会议定于4月1日（星期二）召开，次年3月1日前报送总结。")),
    ("annex-missing", notice("抓好落实。", "附件：任务表（略）")),
    ("annex-missing", notice("抓好落实。", "附件：渡口收费表（注：渡口收费表由市发展和改革委员会发布）")),
    ("cited-mismatch", notice("依据《渡口条例》（国务院令第799号）和《中华人民共和国渡口条例》。")),
    ("cited-mismatch", notice("依据《岚州市渡工培训办法》（岚政办发〔2019〕8号）。")),
    (
        "cited-mismatch",
        _REVISED,
    ),
    ("numbering-gap", notice("参加检验的有：", "（一）渡工；", "（二）船主。", "（三）、（四）项所列人员另行通知。")),
    ("cited-mismatch", notice("依据《望州市渡工培训办法》、《渡工培训实施办法》、《渡船安全法实施条例》。")),
    ("provision-absent", notice("依照《渡船安全法》第五条第二款、第七条第（三）项、第九条处理。")),
    ("provision-absent", notice("依照《岚州市灯塔管理规定》第一百条处理。")),
    (
        "cited-not-in-force",
        notice(
            "本通知施行前依照《中华人民共和国渡船安全法》、《渡口条例》、《中华人民共和国木船管理法》设立的渡口，继续经营。"
        ),
    ),
    (
        "own-provision-absent",
        M(
            "第一条 目的。",
            "第二条 费用分为：",
            "甲类一元；",
            "乙类二元；",
            "丙类三元。",
            "第三条 依照第二条第三项缴费。",
        ),
    ),
    ("provision-absent", amendment("将第八条改为第二十条。", "增加一条，作为第二十一条：“第二十一条 不得超载。”")),
    ("provision-absent", amendment("将第七条、第八条改为第十七条、第十八条，第九条改为第十九条。")),
    ("provision-moved", amendment("将第二条修改为：“第二条 各级人民政府应当保障渡口建设。”")),
    ("provision-moved", notice("渡船检验依照《渡船安全法》第四条执行。")),
    ("provision-moved", notice("推广电动渡船，落实《渡船安全法》第三条。")),
    ("provision-moved", notice("制定本通知依据《渡船安全法》第一条。")),
    ("quote-differs", notice("落实《渡船安全法》第四条“渡船应当每年检验一次，检验不合格的，不得航行”的规定。")),
    ("quote-differs", notice("落实《渡船安全法》第四条“渡船……检验不合格的不得航行”的规定。")),
    ("quote-differs", notice("依照《渡船安全法》第四条，并推行“平安渡口”行动。")),
    (
        "own-provision-absent",
        M(
            "第一条 目的。",
            "第二条 范围。",
            "第三条 渡船安全法第五条规定的“一年”、第七条和第八条规定的期限，照此计算。",
        ),
    ),
    ("own-provision-absent", M("第一条 目的。", "第二条 一款。", "违反前款规定的。", "第三条 依照第二条第一款。")),
    ("range-reversed", notice("适用《渡船安全法》第五条至第八条、第三条。")),
    ("numbering-gap", notice("一、检查。", "（一）自查。", "（二）抽查。", "二、总结。", "（一）报送。")),
    ("annex-missing", notice("任务见附件。", "附件：任务表", after="附件\n任务表\n一、检查。")),
    (
        "annex-missing",
        notice("见附件1、附件2。", "附件：1.甲表", "2.乙表", after="附件1\n甲表\n一、甲。\n附件2\n乙表\n一、乙。"),
    ),
    ("annex-missing", notice("参照《岚州市渡工培训办法》（岚政办发〔2019〕8号）附件3。")),
    ("agency-gone", notice("由市应急管理局、市财政局牵头。")),
    (
        "cited-mismatch",
        notice(
            "落实《关于做好渡口检查工作的通知》（望政办发〔2021〕3号）。",
            "落实《关于做好渡口检查工作的通知》（望政办发〔2022〕5号）。",
        ),
    ),
    ("agency-gone", notice("原市安全生产监督管理局核发的证书继续有效。")),
    ("agency-gone", notice("依据《岚州市安全生产监督管理局公告》。")),
    ("date-invalid", notice("于2024年2月29日成立，每年2月29日检查，2025年11月30日前完成。")),
    ("date-order", notice("2025年1月1日前已经设立的企业，于2025年6月底前完成登记。")),
    ("date-order", notice("截至2024年12月31日，完成检查100次。")),
    ("date-order", notice("会议定于2025年4月1日（星期二）召开，时间为2025年4月1日至5月1日。")),
    ("date-order", notice("本通知自2025年4月1日起施行，有效期至2028年3月31日。")),
    ("alias-undefined", notice("依据《中华人民共和国渡口条例实施细则》（以下简称《实施细则》），执行《实施细则》。")),
    ("alias-undefined", notice("会员按照《章程》履行义务。")),
    (
        "alias-undefined",
        notice("依据《江东省渡口补助办法》（江政发〔2014〕9号，以下简称省《办法》），按照省《办法》办理。"),
    ),
    ("alias-undefined", notice("依据《江东省渡口补助办法》，按照省《办法》办理。")),
    ("alias-undefined", notice("《岚州市渡工认定指引》另行印发；渡工依照《认定指引》和《公证法》办理。")),
    ("annex-missing", notice("按照《渡工培训办法》附件所列标准配备。")),
    ("annex-missing", notice("价格清单作为渡船买卖合同的附件一报送。")),
    ("annex-missing", notice("未在渡船买卖合同附件中载明的，责令改正。")),
    ("quote-differs", notice("属于《渡船安全法》第四条规定的“检验不合格的不得航行”情形。")),
    ("quote-differs", notice("依照《渡船安全法》第四条规定，对营运的渡船推行“平安渡口”行动。")),
    ("quote-differs", notice("《渡船安全法》第四条规定，除新造的渡船外，“渡船应当每年检验一次”。")),
    ("quote-differs", notice("不属于《船只登记法》第四条规定的“出租未登记的船只”。")),
    ("alias-unused", notice("依据《中华人民共和国渡船安全法》（以下简称《安全法》），落实《安全法》。")),
    ("repeal-void", notice("《岚州市渡工培训办法》（岚政办发〔2019〕8号）同时废止。")),
    ("part-missing", notice("抓好落实。")),
    (
        "part-missing",
        "中共岚州市委岚州市人民政府关于加强渡口安全工作的意见\n（2025年3月10日）\n为加强渡口安全，提出如下意见。\n一、加强检查。\n",
    ),
    ("part-missing", M("第一条 目的。", "第二条 本办法自2025年5月1日起施行，有效期5年。")),
    ("unverified", notice("依据《中华人民共和国木船管理法》、《渡口条例》。")),
]


@pytest.mark.parametrize(("rule", "draft", "words", "says"), MARKED)
def test_a_rule_marks_the_words_and_says_why(checked: Checker, rule: str, draft: str, words: str, says: str) -> None:
    outcome = checked(draft)
    found = [remark for remark in outcome.remarks if remark.rule == rule]
    assert any((words in r.quote or r.quote in words) and says in r.zh for r in found), (found, outcome.remarks)
    assert not outcome.failed
    for remark in outcome.remarks:
        assert remark.quote == outcome.text[remark.start : remark.end]
        assert remark.en
        assert remark.zh


@pytest.mark.parametrize(("rule", "draft"), SILENT)
def test_what_looks_alike_is_let_alone(checked: Checker, rule: str, draft: str) -> None:
    outcome = checked(draft)
    assert [remark for remark in outcome.remarks if remark.rule == rule] == []
    assert not outcome.failed


def test_each_missing_element_is_told_although_they_have_one_place(checked: Checker) -> None:
    def missing(draft: str) -> list[str]:
        return [r.zh for r in checked(draft).remarks if r.rule == "part-missing"]

    assert missing(notice("抓好落实。", signed="")) == ["未见成文日期"]
    bare = notice("抓好落实。", signed="").replace("\n岚州市人民政府办公厅\n", "\n")
    assert sorted(missing(bare)) == ["未见发文机关署名", "未见成文日期"]


def test_a_right_notice_has_no_finding(checked: Checker) -> None:
    draft = notice(
        "根据《中华人民共和国渡船安全法》和《渡口条例》第二条，现就有关事项通知如下。",
        "一、由市应急管理局牵头，2025年6月底前完成检查。",
        "二、任务见附件。",
        "附件：任务表",
        after="附件\n任务表\n一、检查。",
    )
    assert checked(draft).remarks == ()


def test_an_amending_decision_speaks_of_the_law_that_it_amends(checked: Checker) -> None:
    draft = "\n".join(
        [
            "岚州市人民政府关于修改《岚州市渡口管理办法》的决定",
            "",
            "根据《渡口条例》第三条，市政府决定对《岚州市渡口管理办法》作如下修改：",
            "一、将第五条修改为：“第五条 违反本办法第三十条的，由市工商行政管理局处罚。”",
            "二、删去第八条第二款。",
            "本决定自2025年4月1日起施行。",
            "",
            "岚州市人民政府",
            "2025年3月18日",
        ]
    )
    graver = [r for r in checked(draft).remarks if r.severity is not IssueSeverity.INFO]
    assert graver == []
