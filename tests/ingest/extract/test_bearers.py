"""Who bears a duty: the subject before its cue, the clause that leads, the list that opens, the sentence before."""

import pytest

from ingest.extract.duties import duties
from tests.ingest.extract.obliged import bearers, modalities, read
from tests.ingest.official import notice


@pytest.mark.parametrize(("sentence", "expected"), [
    # who acts behind 由, who turns to somebody, who is named with what its part does
    ("渡口决定书应当由承办人员署名，加盖印章。",                         ["承办人员"]),
    ("共同申请可以由船东书面推选两名代表人提出。",                       ["船东"]),
    ("船东协商一致，可以变更航线。",                                     ["船东"]),
    ("争议也可以直接由市水务局指定机构处理。",                           ["市水务局"]),
    ("调解由渡口管理人员主持，并可以邀请船东参加。",                     ["渡口管理人员"]),
    ("下级水务站认为需要由上级水务局处理申请的，可以报请市水务局决定。", ["下级水务站"]),
    ("水上派出所的人民警察对有嫌疑，确需盘问的船员，可以带回。",         ["水上派出所的人民警察"]),
    ("市水务局统一受理举报的工作机构，应当分送举报。",                   ["市水务局统一受理举报的工作机构"]),
    ("市水务局统一受理举报，应当分送各站。",                             ["市水务局"]),
    ("水务机关适用扣船措施，应当出示证件。",                             ["水务机关"]),
    ("普通高校应届毕业生申报落户须登记。",                               ["普通高校应届毕业生"]),
    ("项目申报单位应当登记。",                                           ["项目申报单位"]),
    ("清淤作业中施工单位要防尘。",                                       ["施工单位"]),
    ("集中供养机构应当登记。",                                           ["集中供养机构"]),
    ("清淤施工中标单位应当登记。",                                       ["清淤施工中标单位"]),
    ("渡口运营中介机构应当登记。",                                       ["渡口运营中介机构"]),
    ("水上活动中心工作人员应当登记。",                                   ["水上活动中心工作人员"]),
    ("检查活动中的人员应当佩戴标志。",                                   ["检查活动中的人员"]),
    # a clause is no name
    ("申领程序调整为符合条件的船员须登记。",                             [None]),
    ("服务券须在三个月内使用，剩余部分须缴回渡口公司，否则不得再申请。", [None, None]),
    ("线下业务抓紧办，可通过网络指导船主。",                           [None]),
    ("集中渡运的标准按市有关规定执行，渡口公司应当公示。",             ["渡口公司"]),
    # who does something in the clause before, by the verb behind the word that ends its name
    ("水务部门开放水文数据，应当登录平台。",                           ["水务部门"]),
    ("渡运企业投放救生艇，应当登记。",                                 ["渡运企业"]),
    # whom somebody sets up or owns is named whole
    ("各级渡口单位指定的部门和人员，负责台账的收发。",                 ["各级渡口单位指定的部门和人员"]),
    ("区人民政府确定的水务主管部门，负责巡查。",                       ["区人民政府确定的水务主管部门"]),
    ("军队所属医疗机构发现船员患病时，应按规定报告。",                 ["军队所属医疗机构"]),
    # a place that only its term distinguishes bears nothing
    ("责任单位对甲类险情，城镇应于2小时内、农村应于6小时内报告。",     ["责任单位"]),
    ("农村居民应当登记。",                                             ["农村居民"]),
    # no cut inside a word
    ("区、镇人民政府建设码头有困难的，也可以合作建设。",               ["区、镇人民政府"]),
    ("社会力量举办的码头合格的，可享受奖励。",                         [None]),
    ("渡口职工家庭人均收入低的，可申请补助。",                         ["渡口职工"]),
    # 由 with words between
    ("渡口移交后，应当由教育行政部门办成公益渡口。",                   ["教育行政部门"]),
    ("渡口停航的，可以根据需要由本级人民政府确定的机构公告。",         ["本级人民政府"]),
    ("应当由渡口检验机构人员签字。",                                   ["渡口检验机构人员"]),
    # who is said before: set up, in a condition, named though only the eligible may
    ("联席会议设联络员，负责日常联系。",                               ["联络员"]),
    ("市政府成立渡口管理委员会（以下简称管委会），履行下列职责：\n（一）负责渡口规划。", ["渡口管理委员会"]),
    ("渡口公司设立安全员，承担以下工作：\n（一）应当每日检查渡口。",     ["安全员"]),
    ("市政府加强渡口管理，履行下列职责：\n（一）负责渡口规划。",         ["市政府"]),
    ("当工地人员出现发热时，一律不得登船。",                           ["工地人员"]),
    ("渡口公司为游客提供接送服务，符合条件的可申请补贴。",             ["渡口公司"]),
    ("码头改造经费由区财政全额负担，可从预备费列支。",                 ["区财政"]),
    # whose the thing is
    ("加油站的废水应做到达标排放。",                                   ["加油站"]),
    ("各商场和超市销售的救生衣，必须检验合格。",                       ["各商场和超市"]),
    ("废水收集设施必须达标。",                                         [None]),
    # words that contain a cue
    ("研究海水鱼类的免疫应答机制。",                                   []),
    ("营造可预见的市场环境。",                                         []),
    ("渡口公司应答复游客。",                                           ["渡口公司"]),
    # names that begin with a word that is a verb elsewhere
    ("跨国渡运公司应当依法纳税。",                                     ["跨国渡运公司"]),
    ("跨水域巡查队伍应当加强巡查。",                                   ["跨水域巡查队伍"]),
    ("跨水域作业应当报告。",                                           [None]),
    ("生育保险经办机构应当公开清单。",                                 ["生育保险经办机构"]),
    ("生育家庭可以申请补贴。",                                         ["生育家庭"]),
    ("转让股东应当书面通知。",                                         ["转让股东"]),
    ("转让渡船应当登记。",                                             [None]),
    ("精心组织实施。要坚持分级负责。",                                 [None]),
    ("接受捐赠机构应当公开清单。",                                     ["接受捐赠机构"]),
    ("影响评价机构应当公开报告。",                                     ["影响评价机构"]),
    # who sets something up, not who it consists of
    ("市水务局可以由有关专家组成评审组，评审渡口方案。",               ["市水务局"]),
    # who shares a task is named before it; a list of parties in a bracket is no duty
    ("船东可以申请补贴。市水务局、市财政局等按职责分工负责。",         ["船东", "市水务局、市财政局"]),
    ("船东可以申请补贴。按职责分工负责。",                             ["船东"]),
    ("船东可以申请补贴。（市水务局、市财政局等按职责分工负责。",       ["船东"]),
])  # fmt: skip
def test_bearers_of_other_offices(sentence: str, expected: list[str | None]) -> None:
    assert bearers(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), [
    # each of a chain, where a clause says after what it acts
    ("县级水务局应当报告市水务局，市水务局经核实后，应当报告省水务局，省水务局应当公布。", ["县级水务局", "市水务局", "省水务局"]),
    ("渡口公司应当申报，市水务局收到申报后，应当公示。",                                   ["渡口公司", "市水务局"]),
    ("渡口公司应当申报，经核实后，应当公示。",                                             ["渡口公司"]),
    ("渡口公司应当值守，乘客落水后，应当施救。",                                           ["渡口公司"]),
    # what needs leave bears nothing, and who gives it does not either
    ("涉及隐私的敏感档案经船东授权同意后，可以提供给第三方。",                             [None]),
    ("渡口管理机构经市水务局同意后，可以停航。",                                           ["渡口管理机构"]),
])  # fmt: skip
def test_who_bears_it_in_a_law(sentence: str, expected: list[str | None]) -> None:
    assert bearers(f"岚州市渡口条例\n第一条 为了规范渡口管理，制定本条例。\n第二条 {sentence}") == expected


@pytest.mark.parametrize(("text", "expected"), [
    # from the sentence before, in the same clause
    ("市园林局每年开展检查。抽查比例应根据实际设置上限。",            [None]),
    ("市园林局每年开展检查。名录库应包括全部渡船。",                  [None]),
    ("市园林局每年开展检查。救助事由应发生在本年。",                  [None]),
    ("市园林局每年开展检查。申请救助的事由应发生在本年。",              [None]),
    ("市园林局每年开展检查。抽查计划可根据实际调整。",                ["市园林局"]),
    ("市园林局每年开展检查。标志应根据水位变化及时调整。",            ["市园林局"]),
    ("市园林局每年开展检查。标志应根据公开的图样设置。",              [None]),
    ("市园林局每年开展检查。排查工作应采取拉网方式进行。",            ["市园林局"]),
    ("市园林局每年开展检查。资金管理要严格按照《岚州市渡口资金办法》执行。", ["市园林局"]),
    ("市园林局每年开展检查。对申请救助的事由应根据实际核查。",        ["市园林局"]),
    ("市园林局每年开展检查。应根据实际设置上限。",                    ["市园林局"]),
    ("市园林局每年开展检查。结果应及时公布。",                        ["市园林局"]),
    ("市园林局每年开展检查。结果必须公开。",                          ["市园林局"]),
    ("市园林局每年开展检查。必须公开结果。",                          ["市园林局"]),
    ("渡口经营单位应当配备救生衣。大风时，不得开航。",                ["渡口经营单位", "渡口经营单位"]),
    ("一、市园林局每年开展检查。\n对违规行为从严处理，必须通报。",    ["市园林局"]),
    # the nearest one
    ("市园林局应当检查。市水务局应当配合。不得收费。",                ["市园林局", "市水务局", "市水务局"]),
    ("申请人应当提交材料；市园林局应当受理；不得收费。",              ["申请人", "市园林局"]),
    # the next numbered clause begins anew
    ("一、市园林局每年开展检查。\n二、结果必须公开。",                [None]),
    ("第三条 市园林局应当开展检查。\n第四条 对结果应当公开。",        ["市园林局", None]),
    ("（一）市园林局应当开展检查。\n（二）对违规行为从严处理，必须通报。", ["市园林局", None]),
    ("1.市园林局应当开展检查。\n2.对违规行为从严处理，必须通报。",    ["市园林局", None]),
    # a sentence does not go on with whom the one before only concerns, nor with everybody
    ("对提供运输的企业，暂不予降级。除发生违法情形外，不得降低其限额。", ["提供运输的企业", None]),
    ("市财政局要加强监管，任何单位不得挪用资金。严禁超标准装修。", ["市财政局", "任何单位", "市财政局"]),
    ("任何单位不得挪用资金。严禁超标准装修。", ["任何单位", "任何单位"]),
    ("市财政局要加强监管。任何单位不得挪用资金。要建立台账。", ["市财政局", "任何单位", "市财政局"]),
    ("市水务局应当公开航线。任何单位不得占用航道。任何个人不得夜航。应当每月检查渡船。",
     ["市水务局", "任何单位", "任何个人", "市水务局"]),
    ("任何单位不得占用航道。任何个人不得夜航。应当每月检查渡船。", ["任何单位", "任何个人", None]),
    ("对提供运输的企业，可延期缴纳。必要时，可申请分期。", ["提供运输的企业", "提供运输的企业"]),
    ("渡口名录库既可以包括企业等市场主体，也可以包括个人。名录库应包括所有渡船。", [None, None]),
    ("建议各船东、各乘客尽量通过网上平台办理。对急需的业务，可通过电话办理。", ["各船东、各乘客"]),
    ("第四条 各街道应当备案。\n第五条规范性文件制定后，必须公布。", ["各街道", None]),
])  # fmt: skip
def test_a_bearer_is_inherited_within_a_clause(text: str, expected: list[str | None]) -> None:
    assert bearers(text) == expected


def test_the_clause_of_the_cue_is_no_condition_of_its_own() -> None:
    text = "各街道应当报送的，不得拖延。"
    assert [duty.condition and duty.condition.slice(text) for duty in read(text)] == [None, "各街道应当报送的"]


@pytest.mark.parametrize(("text", "expected"), [
    # the items of a list of duties have the bearer of its opening
    ("第三条 船长应当遵守下列规定：\n（一）不得超载；\n（二）应当每日检查救生衣。", ["船长", "船长"]),
    ("第三条 船长应当做到：\n（一）1.不得超载；\n第四条 不得夜航。",               ["船长", None]),
    ("第三条 船长应当遵守下列规定：\n（一）不得载客有下列物品：\n1.不得载油；\n（二）不得夜航。",
     ["船长", "船长", "船长"]),
    ("一、市园林局履行下列职责：\n（一）负责步道养护；\n二、负责统计。",              ["市园林局", None]),
    # a list of cases has none
    ("第三条 有下列情形之一的，由市园林局责令改正：\n（一）应当登记的船舶不得超载。",   [None]),
    ("第三条 船长应当提交下列材料：\n（一）证书，应当清晰。",                         ["船长", None]),
])  # fmt: skip
def test_the_items_of_a_list(text: str, expected: list[str | None]) -> None:
    assert bearers(text) == expected


@pytest.mark.parametrize(("sentence", "expected"), [
    ("禁止任何单位和个人占用步道。",                                "任何单位和个人"),
    ("严禁任何组织或者个人填湖。",                                  "任何组织或者个人"),
    ("禁止占用步道。",                                              None),
    ("船长违反本办法的，由市园林局责令改正，可以处五百元罚款。",    "市园林局"),
    ("有前款行为的，由市水务局给予警告，可以并处罚款。",            "市水务局"),
    ("渡口经营单位发生事故，应当立即报告。",                        "渡口经营单位"),
])  # fmt: skip
def test_who_is_named_elsewhere_in_the_sentence(sentence: str, expected: str | None) -> None:
    assert bearers(sentence) == [expected]


@pytest.mark.parametrize("sentence", [
    "（五）依法应当登记的其他船舶。",
    "（二）应当登记而未登记的船舶，责令停航。",
    "（四）市人民政府规定可以采取的其他措施。",
    "凡应当缴纳水费的用户，名单另行公布。",
    "对直接负责的主管人员给予处分。",
])  # fmt: skip
def test_a_cue_in_an_attribute_is_none(sentence: str) -> None:
    assert modalities(sentence) == []


@pytest.mark.parametrize(("sentence", "expected"), [
    ("市海事法院可以作出停航令，有效期一般不得超过5年。", [None, "市海事法院"]),
    ("市海事法院应当审查停航令，有效期限不得超过六个月。", ["市海事法院", None]),
    ("市海事法院应当及时审查，办理时限不得超过五日。", ["市海事法院", "市海事法院"]),
])  # fmt: skip
def test_how_long_something_holds_binds_nobody(sentence: str, expected: list[str | None]) -> None:
    assert bearers(sentence) == expected


def test_one_sentence_one_bearer_for_each_modality() -> None:
    assert bearers("申请补贴的企业应当提交材料，不得弄虚作假。") == ["申请补贴的企业", "申请补贴的企业"]


@pytest.mark.parametrize(("text", "bearers"), [
    ("企业在本市经营时，各区应当同等对待，主动服务，不得要求企业设立分公司。", ["各区", "各区"]),
    ("各县(市、区)负责审批的部门要逐项认领，规范实施，不得增加环节。", ["各县(市、区)负责审批的部门"] * 2),
    ("船主申请补贴的，各区应当受理，船主不得虚报。", ["各区", "船主"]),
    ("联席会议设联络员，负责部门间工作的协调；根据工作需要，可从成员单位抽调人员。", ["联络员", "联席会议"]),
    ("符合《岚州市渡口人才办法》条件的A、B类人才可申请补贴。", ["符合《岚州市渡口人才办法》条件的A、B类人才"]),
    ("渡口人才应当登记。", ["渡口人才"]),
])  # fmt: skip
def test_the_nearest_bearer_bears_what_follows_in_its_sentence(text: str, bearers: list[str]) -> None:
    document = notice(f"现将有关事项通知如下。\n\n一、加强管理。{text}")
    assert [duty.bearer for duty in document.duties] == bearers


def test_who_was_spoken_of_long_ago_is_still_known() -> None:
    """The subject of clauses without a duty is read when a sentence asks: over many clauses, and without going deep."""
    told = "市水务局对渡口进行巡查。" + "天很好。" * 3000 + "任何单位和个人均来游览。" * 3000
    [found] = [mention.value for mention in duties(f"{told}应当公开巡查记录。")]
    assert found.bearer == "市水务局"
