"""What the sentences of laws oblige, forbid or allow: a norm each, its bearer, and which texts are read as laws."""

import pytest

from tests.ingest.extract.obliged import bearers, modalities, read

LAW = "第一条 为了管理渡口，制定本条例。\n"


def norms(text: str) -> list[str]:
    """Each norm of a law as `prohibition 船长: its words`."""
    return [f"{duty.modality} {duty.bearer}: {duty.sentence.slice(LAW + text)}" for duty in read(LAW + text)]


@pytest.mark.parametrize(("text", "expected"), [
    # each point of a list of acts is a norm, its lead is none
    ("第二条 禁止下列行为：\n（一）超载；\n（二）夜航。",
     ["prohibition None: （一）超载；", "prohibition None: （二）夜航。"]),
    ("第二条 任何单位和个人不得有下列行为：\n（一）超载；\n第三条 船长应当登记。",
     ["prohibition 任何单位和个人: （一）超载；", "obligation 船长: 第三条 船长应当登记。"]),
    ("第二条 船长应当遵守下列规定：\n（一）每日检查救生衣；\n（二）不得夜航。",
     ["obligation 船长: （一）每日检查救生衣；", "prohibition 船长: （二）不得夜航。"]),
    ("第二条 船长应当履行职责，并遵守下列规定：\n（一）禁止吸烟；\n（二）夜间禁止离岗；\n（三）不得夜航。",
     ["prohibition 船长: （一）禁止吸烟；", "prohibition 船长: （二）夜间禁止离岗；", "prohibition 船长: （三）不得夜航。"]),
    # a place that is run may mean who runs it; a thing does not
    ("第二条 沿湖码头应当登记。", ["obligation 沿湖码头: 第二条 沿湖码头应当登记。"]),
    ("第二条 旅馆应当登记。", ["obligation 旅馆: 第二条 旅馆应当登记。"]),
    ("第二条 渡船应当登记。", ["obligation None: 第二条 渡船应当登记。"]),
    ("第二条 临时停泊应当登记。", ["obligation None: 第二条 临时停泊应当登记。"]),
    # who judges what something counts as bears it; what is judged does not
    ("第二条 监理机构应当认定为不合格。", ["obligation 监理机构: 第二条 监理机构应当认定为不合格。"]),
    ("第二条 渡船碰撞应当认定为事故。", ["obligation None: 第二条 渡船碰撞应当认定为事故。"]),
    # cases, papers and conditions are none
    ("第二条 有下列情形之一的，船长应当停航：\n（一）大风；", ["obligation 船长: 第二条 有下列情形之一的，船长应当停航："]),
    ("第二条 船长应当提交下列材料：\n（一）证书；", ["obligation 船长: 第二条 船长应当提交下列材料："]),
    # ； parts norms, where both sides have a cue
    ("第二条 船长应当登记；不得夜航。", ["obligation 船长: 第二条 船长应当登记；", "prohibition 船长: 不得夜航。"]),
    ("第二条 船长应当登记；登记免费。", ["obligation 船长: 第二条 船长应当登记；登记免费。"]),
    # another bearer of the same modality
    ("第二条 船长应当报告，渡口管理机构应当受理。",
     ["obligation 船长: 第二条 船长应当报告，渡口管理机构应当受理。",
      "obligation 渡口管理机构: 第二条 船长应当报告，渡口管理机构应当受理。"]),
    # a thing bears nothing
    ("第二条 船长可以申请延长停航期限，延长期限不得超过三十日。",
     ["prohibition None: 第二条 船长可以申请延长停航期限，延长期限不得超过三十日。",
      "permission 船长: 第二条 船长可以申请延长停航期限，延长期限不得超过三十日。"]),
    ("第二条 禁止渡口经营者超载。", ["prohibition 渡口经营者: 第二条 禁止渡口经营者超载。"]),
    # no norms: sanctions, definitions, scope, liability by itself, descriptions
    ("第二条 违反本条例规定的，应当给予警告，处五百元罚款。", []),
    ("第二条 本条例所称渡口，是指应当登记的停船处。", []),
    ("第二条 造成损失的，应当依法承担赔偿责任。", []),
    ("第二条 应当登记而未登记的，由渡口管理机构责令改正，处五百元罚款。", []),
    ("第二条 市人民政府划定禁止使用区域。", []),
    # the part that is liability by itself leaves the norm beside it
    ("第二条 船长应当说明理由；不能说明理由的，应当承担责任。", ["obligation 船长: 第二条 船长应当说明理由；"]),
    # a bound of a number binds nobody
    ("第二条 夜航期间，值班人员不得少于二人。", ["prohibition 值班人员: 第二条 夜航期间，值班人员不得少于二人。"]),
    ("第二条 渡船不得超过核定载客人数。", ["prohibition None: 第二条 渡船不得超过核定载客人数。"]),
    # whoever acts is no thing, an object is no bearer, a word is not cut
    ("第二条 渡口经营者从事经营活动应当登记。", ["obligation 渡口经营者: 第二条 渡口经营者从事经营活动应当登记。"]),
    ("第二条 船长应当登记；租用他人渡船的，应当备案。",
     ["obligation 船长: 第二条 船长应当登记；", "obligation 船长: 租用他人渡船的，应当备案。"]),
    ("第二条 违约方应当赔偿损失。", ["obligation 违约方: 第二条 违约方应当赔偿损失。"]),
    ("第二条 航行日志簿应当逐日登记。", ["obligation None: 第二条 航行日志簿应当逐日登记。"]),
    ("第二条 渡口地区不得堆放杂物。", ["prohibition None: 第二条 渡口地区不得堆放杂物。"]),
    ("第一千零二条 轮机员应当登记。", ["obligation 轮机员: 第一千零二条 轮机员应当登记。"]),
    ("第二条 船长可以补种树木，所补树木的胸径不得小于八厘米。",
     ["prohibition None: 第二条 船长可以补种树木，所补树木的胸径不得小于八厘米。",
      "permission 船长: 第二条 船长可以补种树木，所补树木的胸径不得小于八厘米。"]),
    ("第二条 任何单位只能使用检验合格的渡船，不得使用自造的渡船。",
     ["prohibition 任何单位: 第二条 任何单位只能使用检验合格的渡船，不得使用自造的渡船。"]),
    ("第二条 渡口管理机构的职责：\n（一）监督渡船按照计划航行，禁止渡船夜航；",
     ["prohibition None: （一）监督渡船按照计划航行，禁止渡船夜航；"]),
    # points of a list of cases are none, whatever their words; bans that others are informed of, or that are only possible
    ("第二条 有下列情形之一的，船长应当停航：\n（一）因未成年不予处罚；\n（二）乘客不得登船；\n第三条 乘客不得夜航。",
     ["obligation 船长: 第二条 有下列情形之一的，船长应当停航：", "prohibition 乘客: 第三条 乘客不得夜航。"]),
    ("第二条 船长应当提示乘客禁止吸烟。", ["obligation 船长: 第二条 船长应当提示乘客禁止吸烟。"]),
    ("第二条 渡口管理机构可以划定水面禁止夜航。", ["permission 渡口管理机构: 第二条 渡口管理机构可以划定水面禁止夜航。"]),
    ("第二条 渡船应当依法经营严禁超载。",
     ["obligation None: 第二条 渡船应当依法经营严禁超载。", "prohibition None: 第二条 渡船应当依法经营严禁超载。"]),
    ("第二条 渡口经营者应当安全运营禁止超载。",
     ["obligation 渡口经营者: 第二条 渡口经营者应当安全运营禁止超载。",
      "prohibition 渡口经营者: 第二条 渡口经营者应当安全运营禁止超载。"]),
    ("第二条 渡口管理机构应当依法禁止夜航。", ["obligation 渡口管理机构: 第二条 渡口管理机构应当依法禁止夜航。"]),
    ("第二条 渡口管理机构可以强制检查，但乘客拒绝检查的，不得强制。",
     ["prohibition 渡口管理机构: 第二条 渡口管理机构可以强制检查，但乘客拒绝检查的，不得强制。",
      "permission 渡口管理机构: 第二条 渡口管理机构可以强制检查，但乘客拒绝检查的，不得强制。"]),
    ("第二条 做到令行禁止。", []),
    ("第二条 每年检验一次，检验不合格的不得载客。", ["prohibition None: 第二条 每年检验一次，检验不合格的不得载客。"]),
    ("第二条 渡口控制区禁止夜航。", ["prohibition None: 第二条 渡口控制区禁止夜航。"]),
    ("第二条 换发船员证不得收费。", ["prohibition None: 第二条 换发船员证不得收费。"]),
    ("第二条 国际公约禁止装载的货物目录，由渡口管理机构公布。", []),
    ("第二条 渡口管理机构可以禁止渡船离岸。", ["permission 渡口管理机构: 第二条 渡口管理机构可以禁止渡船离岸。"]),
    # points that describe a case, and what is named after its ban
    ("第二条 渡口经营者有下列行为之一的，应当停航：\n（一）夜航而不予报告的；",
     ["obligation 渡口经营者: 第二条 渡口经营者有下列行为之一的，应当停航："]),
    ("第二条 乘客应当配合检查，其他禁止携带的物品由船长保管。",
     ["obligation 乘客: 第二条 乘客应当配合检查，其他禁止携带的物品由船长保管。"]),
    ("第二条 当事人对行政处罚决定不服的，可以依法申请行政复议。", []),
    ("第一章 法律责任\n第二条 当事人对处罚决定不服的，可以依法申请行政复议。", []),
    # a verb behind a name, a name that begins with a verb, everybody behind what is forbidden
    ("第二条 申请人持证明到渡口管理部门应当登记。", ["obligation 申请人: 第二条 申请人持证明到渡口管理部门应当登记。"]),
    ("第二条 招聘单位在渡口不得收费。", ["prohibition 招聘单位: 第二条 招聘单位在渡口不得收费。"]),
    ("第二条 船东的用船权任何人不得干涉。", ["prohibition 任何人: 第二条 船东的用船权任何人不得干涉。"]),
    ("第二条 禁止分包单位将渡运再分包。", ["prohibition 分包单位: 第二条 禁止分包单位将渡运再分包。"]),
    # what goes on with a thing, binds whoever comes, or is refused by an authority alone
    ("第二条 船长应当登记。前款所列的物品必须封存，不得启用。",
     ["obligation 船长: 第二条 船长应当登记。", "obligation None: 前款所列的物品必须封存，不得启用。",
      "prohibition None: 前款所列的物品必须封存，不得启用。"]),
    ("第二条 市水务局应当审批。未经批准不得改变用途。",
     ["obligation 市水务局: 第二条 市水务局应当审批。", "prohibition None: 未经批准不得改变用途。"]),
    ("第二条 市水务局应当划定水域，禁止夜航。",
     ["obligation 市水务局: 第二条 市水务局应当划定水域，禁止夜航。", "prohibition None: 第二条 市水务局应当划定水域，禁止夜航。"]),
    ("第二条 船东应当登记。对不合格的，不予登记。",
     ["obligation 船东: 第二条 船东应当登记。", "prohibition None: 对不合格的，不予登记。"]),
    # an authority's measures are no bans, behind a list its opening's subject goes on, a case may say what is done in it
    ("第二条 市水务局可以采取下列措施：\n（一）责令停航；\n（二）禁止夜航。",
     ["permission 市水务局: （一）责令停航；", "permission 市水务局: （二）禁止夜航。"]),
    ("第二条 渡口管理机构可以采取禁止夜航的措施。", ["permission 渡口管理机构: 第二条 渡口管理机构可以采取禁止夜航的措施。"]),
    ("第二条 有下列情形之一的，应当停航：\n（一）夜间起雾的；\n（二）乘客拒绝检查的，船长不得开航。",
     ["obligation None: 第二条 有下列情形之一的，应当停航：", "prohibition 船长: （二）乘客拒绝检查的，船长不得开航。"]),
    ("第二条 船长应当遵守下列规定:\n（一）不得超载。", ["prohibition 船长: （一）不得超载。"]),
    # lists of what must not be, whose lead goes on; duties that are called so; leniency is no ban
    ("第二条 船长不得存在下列情形：\n（一）熄灯；", ["prohibition 船长: （一）熄灯；"]),
    ("第二条 船长不得实施下列欺骗行为，使人误认为是官渡：\n（一）冒用旗号；", ["prohibition 船长: （一）冒用旗号；"]),
    ("第二条 船员对乘客的行踪负有保密义务。", ["obligation 船员: 第二条 船员对乘客的行踪负有保密义务。"]),
    ("第二条 超载轻微的，渡口管理机构不予处罚。", []),
    # whoever acts on a thing, a thing that is distinguished by how it was made, what only a thing can obey
    ("第二条 渡口管理机构改动航线，应当公告。", ["obligation 渡口管理机构: 第二条 渡口管理机构改动航线，应当公告。"]),
    ("第二条 市水务局应当审批。经批准的航线不得更改。",
     ["obligation 市水务局: 第二条 市水务局应当审批。", "prohibition None: 经批准的航线不得更改。"]),
    ("第二条 渡口公司按照规定支付的船费，可以纳入成本。", ["permission None: 第二条 渡口公司按照规定支付的船费，可以纳入成本。"]),
    ("第二条 船东应当登记。\n从事渡运活动，应当遵守规定。",
     ["obligation 船东: 第二条 船东应当登记。", "obligation None: 从事渡运活动，应当遵守规定。"]),
    ("第二条 登记机关应当登记；对不符合条件的，不予登记。",
     ["obligation 登记机关: 第二条 登记机关应当登记；", "prohibition 登记机关: 对不符合条件的，不予登记。"]),
    ("第二条 任何单位发现险情，有权报告；情况紧急的，应当施救。",
     ["permission 任何单位: 第二条 任何单位发现险情，有权报告；", "obligation 任何单位: 情况紧急的，应当施救。"]),
    # who is named right before another ban, and a ban that names two
    ("第二条 船长不得超载，旅客严禁抢渡。",
     ["prohibition 船长: 第二条 船长不得超载，旅客严禁抢渡。", "prohibition 旅客: 第二条 船长不得超载，旅客严禁抢渡。"]),
    ("第二条 船东不得夜航，轮机员禁止饮酒。",
     ["prohibition 船东: 第二条 船东不得夜航，轮机员禁止饮酒。", "prohibition 轮机员: 第二条 船东不得夜航，轮机员禁止饮酒。"]),
    ("第二条 禁止渡口经营者超载、旅客抢渡。", ["prohibition 渡口经营者: 第二条 禁止渡口经营者超载、旅客抢渡。"]),
    ("第二条 船长不得超载，渡口水域严禁抢渡。", ["prohibition 船长: 第二条 船长不得超载，渡口水域严禁抢渡。"]),
    # acts whose name begins with a thing, and things
    ("第二条 船东应当采取下列船舶检修措施：\n（一）清洗船底；\n（二）更换缆绳。",
     ["obligation 船东: （一）清洗船底；", "obligation 船东: （二）更换缆绳。"]),
    ("第二条 船东应当落实下列措施保护水生动物：\n（一）避开产卵水面；", ["obligation 船东: （一）避开产卵水面；"]),
    ("第二条 渡口应当配备下列安全设施：\n（一）护栏；", ["obligation 渡口: 第二条 渡口应当配备下列安全设施："]),
    ("第二条 船东应当将下列船舶的检修情况公开：\n（一）客船；", ["obligation 船东: 第二条 船东应当将下列船舶的检修情况公开："]),
    # what an authority orders binds others
    ("第二条 市水务局应当下达下列禁令：\n（一）禁止竹筏离岸；\n（二）严禁夜间摆渡。",
     ["prohibition None: （一）禁止竹筏离岸；", "prohibition None: （二）严禁夜间摆渡。"]),
    ("第二条 岚州市人民政府可以作出下列紧急决定：\n（一）禁止竹筏离岸；", ["prohibition None: （一）禁止竹筏离岸；"]),
    ("第二条 船东，以及渡口、码头等单位，应当登记。",
     ["obligation 船东，以及渡口、码头等单位: 第二条 船东，以及渡口、码头等单位，应当登记。"]),
])  # fmt: skip
def test_norms_of_laws(text: str, expected: list[str]) -> None:
    assert norms(text) == expected


def test_a_point_has_the_words_that_open_its_list() -> None:
    text = LAW + "第二条 禁止下列行为：\n（一）超载；"
    (duty,) = read(text)
    assert duty.lead is not None and duty.lead.slice(text) == "第二条 禁止下列行为：" and duty.cue.slice(text) == "禁止"


def of_law(sentence: str) -> list[str | None]:
    """Who bears each duty of a law's article 9, behind an article about an authority."""
    text = f"根据本条例\n第八条 市水务局应当加强巡查。{sentence}"
    return bearers(text)[1:]


@pytest.mark.parametrize(("sentence", "expected"), [
    # Verbs behind a name end it.
    ("人民调解委员会调解渡口纠纷，应当查明事实。",                   ["人民调解委员会"]),
    ("船员子女入读公办学校，可以在码头所在地入学。",                 ["船员子女"]),
    ("公安机关接到渡口管理部门的通报，应当派员。",                   ["公安机关"]),
    # Fields that begin like a verb.
    ("宣传、文化、教育等部门应当开展宣传。",                         ["宣传、文化、教育等部门"]),
    ("保护管理责任人应当每日巡查。",                                 ["保护管理责任人"]),
    # Names with groups and places.
    ("企业事业单位、社会组织和其他组织，应当履行义务。",             ["企业事业单位、社会组织和其他组织"]),
    ("省、自治区、直辖市可以制定实施办法。",                         ["省、自治区、直辖市"]),
    ("船员之间应当互相照应。",                                       ["船员"]),
    ("为渡口提供检修服务的单位应当登记。",                           ["为渡口提供检修服务的单位"]),
    ("可能发生险情的县级以上人民政府水务部门应当编制预案。",         ["可能发生险情的县级以上人民政府水务部门"]),
    # Whose rights are harmed; who turns to whom.
    ("船员、船员家属的合法权益受到侵害的，有权申诉。",               ["船员、船员家属"]),
    ("渡口协会对因停航、大雾等原因，生活出现困难的船员，应当给予帮助。", ["渡口协会"]),
    # What is asked of persons is not asked of the authority mentioned before, nor what is asked of whoever is there.
    ("经批准临时占用码头的，应当按规定缴纳占用费。",                 [None]),
    ("申请设立渡口，应当符合下列条件：",                             [None]),
    ("在取水口、渔场等水域，不得停船。",                             [None]),
    ("从事渡运活动的，应当购买保险。",                               [None]),
    ("情况紧急的，应当立即停航。",                                   ["市水务局"]),
    ("国家保护渡口，禁止破坏渡口的行为。",                           [None]),
    # Things by what they are called, places as they are built.
    ("渡口设立申请书应当载明下列事项：",                             [None]),
    ("配建停车场应当与主体工程同时设计。",                           [None]),
    ("执法人员不得少于两人。",                                       ["执法人员"]),
    ("延长期限不得超过三十日。",                                     [None]),
    ("任何单位和个人不得占用航道。占用航道的，不得停船。",           ["任何单位和个人", None]),
    ("市生态环境部门和中国（上海）自由贸易试验区管理委员会应当公布名录。",
     ["市生态环境部门和中国（上海）自由贸易试验区管理委员会"]),
    ("市财政局应当公开清单。应当按规定向国库缴纳收入，应当接受审计机关的监督。", ["市财政局", "市财政局"]),
    ("县级人民政府应当保障经费。申请中央资金的，应当向省财政厅提出申请。", ["县级人民政府", "县级人民政府"]),
    ("市水务局应当公示目录。经批准的，应当缴纳占用费。",                ["市水务局", None]),
    ("市水务局应当设立举报电话。在举报受理范围内，不得推诿。",          ["市水务局", "市水务局"]),
    ("市水务局应当加强巡查。在取水口保护范围内，不得停船。",            ["市水务局", None]),
    ("渡口派出所、税务所应当配合。",                                    ["渡口派出所、税务所"]),
    ("主张善意的船东，应当承担举证证明责任。",                          ["主张善意的船东"]),
    # Names that begin with a verb, and verbs that are done to bodies.
    ("保护区管理机构应当设置界标。",                                    ["保护区管理机构"]),
    ("受委托单位不得转委托。",                                          ["受委托单位"]),
    ("委托单位还应当提供材料。",                                        ["委托单位"]),
    ("报废渡船回收企业应当出具证明。",                                  ["报废渡船回收企业"]),
    ("渡口营业场所经营单位变更名称的，应当办理变更登记。",              ["渡口营业场所经营单位"]),
    ("用人单位起草渡工合同时，应当征求意见。",                          ["用人单位"]),
    # Bearers whose last word is not one with which names of bodies end.
    ("船长进行检查时，利害关系方应当如实说明。",                        ["利害关系方"]),
    ("渡口救援队伍应当定期演练。",                                      ["渡口救援队伍"]),
    ("监察官应当回避。",                                                ["监察官"]),
    # Conditions that name who acts, and those that name to whom it is done.
    ("船东代表五人以上联名，可以提出议案。",                            ["船东代表"]),
    ("船东代表的过半数不满意的，可以提出要求。",                        ["船东代表"]),
    ("渡口公司受船东会委托，可以代拟议案。",                            ["渡口公司"]),
    ("理事长缺额时，应当补选。",                                        ["市水务局"]),
    ("船员被辞退的，应当责令其离船。",                                  ["市水务局"]),
    ("船东应当编制方案，市水务局认为不符合条件的，应当告知。",          ["船东", "市水务局"]),
    # Who reports on a thing of his; who is named behind 由.
    ("渡口公司的整改情况应当书面报告市交通局。",                        ["渡口公司"]),
    ("渡口由渡口公司和村民委员会按照职责负责养护。",                    ["渡口公司和村民委员会"]),
    ("渡口财产应当由船东会与村民委员会共同清理。",                      ["船东会与村民委员会"]),
    ("船员的违法行为应当及时向海事机构报告。",                                  [None]),
    ("乘客的伤亡情况应当及时报告市水务局。",                                   [None]),
    ("民办学校的招生简章应当报审批机关备案。",                                  [None]),
    ("乡道、村道的养护计划应当报市水务局备案。",                                 [None]),
    ("有关部门的研究处理情况一般应当在三个月内书面报告市水务局。",      ["有关部门"]),
    ("渡口公司的年度报告应当报市交通局备案。",                                  ["渡口公司"]),
    ("应由市水务局组织有关部门联合执法。",                                    ["市水务局"]),
    ("应当由市水务局会同交通局共同查处。",                                    ["市水务局"]),
    ("应当由市水务局与有关部门共同认定的机构评估。",                               ["市水务局"]),
    # A verb and its object are no name.
    ("市水务局应当加强巡查，监督渡口经营单位，不得收取费用。",                          ["市水务局", "市水务局"]),
    ("市水务局应当加强管理，核实申请人，不得收取费用。",                             ["市水务局", "市水务局"]),
    ("市水务局应当加强巡查，处理违规企业，不得收费。",                              ["市水务局", "市水务局"]),
    ("船长应当加强巡查，报告公安机关，不得隐瞒。",                                ["船长", "船长"]),
    ("检查渡口经营单位应当出示证件。",                                      ["市水务局"]),
    ("保护举报人应当严格保密。",                                         ["市水务局"]),
    ("招聘单位应当登记。",                                            ["招聘单位"]),
    ("处置险情牵头部门应当公告。",                                      ["处置险情牵头部门"]),
    ("培训组织单位应当公布名单。",                                      ["培训组织单位"]),
    # What is done with a thing of his, and what with him.
    ("船东更换船名的，应当将其公示。",                                      ["船东"]),
    ("经营者采购渡船部件的，应当对其进行查验。",                                 ["经营者"]),
    ("医师遇到患者昏迷的，可以对其进行抢救。",                                  ["医师"]),
    ("乘客被困的，应当将其送上岸。",                                       ["市水务局"]),
    ("船员任期未满的，不得调动其工作。",                                     ["市水务局"]),
    ("船员有下列情形之一的，应当将其除名：",                            ["市水务局"]),
    # Whom a condition befalls owes nothing by it; an authority that finds something does.
    ("渡口经营者应当制定应急预案，乘客落水的，应当立即救援。",                          ["渡口经营者"]),
    ("海事机构应当告知申请人更正，申请人更正后，应当受理。",                           ["海事机构"]),
    ("海事机构应当公告，入户检查前，应当告知船东。",                               ["海事机构"]),
    ("船东应当编制方案，海事局接到举报后，应当核查。",                              ["船东", "海事局"]),
    # Who asks, and who grants.
    ("海事法院应当中止执行。申请执行人提供担保请求继续执行的，应当继续执行。",                  ["海事法院", "海事法院"]),
    ("海事法院应当立案。当事人在期限届满后申请的，不予支持。",                          ["海事法院", "海事法院"]),
    ("海事局应当公告。船东申请复航的，应当准许。",                                ["海事局", "海事局"]),
    ("海事局应当公告。船东申请复航的，应当提交材料。",                              ["海事局", "船东"]),
    ("海事局应当公告。船东提出要求的，不得继续航行。",                              ["海事局", "船东"]),
    ("船员申请停航有错误，给对方造成损失的，应当予以赔偿。",                           ["船员"]),
    ("涉嫌侵权人应当停止经营。对于侵犯商业秘密的行为，还应当责令侵权人返还图纸。",                ["涉嫌侵权人", None]),
    # Names that go on.
    ("华侨科技人员来本市工作的，应当办理登记。",                                 ["华侨科技人员"]),
    ("参事室成员开会的，应当签到。",                                       ["参事室成员"]),
    ("华侨回国的，应当登记。",                                          ["华侨"]),
    # Several bearers of one modality.
    ("禁止渡船经营者超载，禁止乘客携带危险品。",                        ["渡船经营者", "乘客"]),
    ("渡船经营者不得超载，乘客不得抢渡。",                              ["渡船经营者", "乘客"]),
])  # fmt: skip
def test_who_bears_a_duty_of_a_law(sentence: str, expected: list[str | None]) -> None:
    assert of_law(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), [
    ("对首航渡船应当进行规定的检查。",       ["obligation 应当"]),
    ("须经引航的船舶，应当申请引航。",       ["obligation 应当"]),
    ("船东知道或者应当知道渡船超载。",       []),
    ("禁止在渡口水域内养殖。",               ["prohibition 禁止"]),
    ("市水务局根据需要可以听取船东的意见。", ["permission 可以"]),
    ("人民法院可以责令船东提供账簿。",       ["permission 可以"]),
    ("渡口可以由一个或者多个码头组成。",     []),
    ("有关部门按照职责分工负责渡口管理。",   ["obligation 负责"]),
    ("已经建设的，应当按照规划，限期拆除。", ["obligation 应当"]),
    ("前款应当通报的标准由市水务局规定。",   []),
    ("应船东的请求并经核实后，渡口停航。",   []),
    ("应沿湖船东的要求，渡口延时停航。",     []),
    ("卫生所应伤者的要求，出具证明。",       []),
    ("应渡口管理机构要求提供的图纸已经归档。", []),
    ("市水务局移送有权处理的部门。",         []),
    ("市水务局在禁航区设置标志。",           []),
    ("本办法所称小额，是指可忽略的数额。",   []),
    ("标注的内容应当准确，不得含有虚假的内容。", ["obligation 应当", "prohibition 不得"]),
    ("船东应当依法办理注销登记。",           ["obligation 应当"]),
    ("法院可裁定不予执行。",                 ["permission 可"]),
    ("渡口有权管理的码头不止一个。",         []),
    ("监察组移送有权决定停航的上级机关。",   []),
    ("市水务局有权查处违规的单位。",         ["permission 有权"]),
    ("渡口协会有权管理沿湖的码头。",         ["permission 有权"]),
    ("船长有权决定渡船的停靠。",             ["permission 有权"]),
    ("海事机构有权作出停航的决定。",         ["permission 有权"]),
    ("禁止湖心区停船。",                     ["prohibition 禁止"]),
    ("渡口划出禁止吸烟区。",                 []),
    ("市水务局公布禁止采砂区。",             []),
    ("船东的登记证失效的，由登记机关办理注销登记手续。", []),
])  # fmt: skip
def test_which_cues_of_a_law_state_a_duty(sentence: str, expected: list[str]) -> None:
    assert modalities(f"根据本条例\n第九条 {sentence}") == expected


@pytest.mark.parametrize(("head", "lawlike"), [
    ("根据《渡口法》，制定本办法。",                          True),
    ("2003年3月5日 国务院批准\n",                             True),
    ("岚政发〔2019〕14号\n根据《渡口法》，制定本办法。",      False),
    ("现将《岚州市渡口管理办法》印发给你们。制定本办法。",    False),
    ("（根据2011年1月8日《国务院关于修改部分行政法规的决定》修订）\n", True),
    # what a number or a body is said of
    ("根据《渡口意见》（岚发〔2019〕5号），制定本办法。",     True),
    ("根据岚发〔2019〕5号文件，制定本办法。",                 True),
    ("岚州市水务局关于渡口的通知（岚水发〔2019〕5号）\n为了管理渡口，制定本办法。", False),
    ("岚政发〔2019〕14号\n2003年3月5日国务院批准\n",         False),
    ("2003年3月5日岚州市人民代表大会常务委员会第三次会议通过\n", True),
    ("岚发〔2019〕5号\n经市第三届人民代表大会第二次会议通过，现发给你们。\n", False),
    ("岚州市人民代表大会常务委员会公告〔2019〕第5号\n2019年3月5日岚州市人民代表大会常务委员会第三次会议通过\n", True),
    ("法发〔2019〕5号\n最高人民法院审判委员会第12次会议通过\n", True),
    ("第一条 船长应当巡查。\n第五条 人民代表大会常务委员会第三次会议批准的预算应当公开。", False),
    ("第一条 船长应当巡查。\n第五条 2018年4月11日国务院批准设立的试验区适用本办法。", False),
    ("第一条 船长应当巡查。\n第五条 2018年4月11日经国务院批准。", False),
])  # fmt: skip
def test_a_text_in_articles_without_a_policys_number_is_read_as_a_law(head: str, lawlike: bool) -> None:
    """A law parts norms at ；."""
    text = f"{head}\n第九条 渡船应当登记；渡船不得超载。"
    assert (len({duty.sentence for duty in read(text) if duty.sentence.start >= len(head)}) == 2) is lawlike


def test_a_policy_may_print_its_number_at_its_end() -> None:
    text = "第一条 为了管理渡口，制定本办法。\n第九条 渡船应当登记；渡船不得超载。"
    assert len({duty.sentence for duty in read(text)}) == 2
    assert len({duty.sentence for duty in read(f"{text}\n（岚政发〔2019〕14号）\n")}) == 1
    assert len({duty.sentence for duty in read(f"{text}\n法释〔2019〕14号\n")}) == 2


@pytest.mark.parametrize(("close", "lawlike"), [
    ("第十条 本办法自2022年5月1日起施行，有效期5年。",          False),
    ("第十条 本办法自印发之日起实施，有效期至2025年12月31日。", False),
    ("第十条 本办法自2022年5月1日起施行，试行期一年。",         False),
    ("第十条 本办法自2022年5月1日起施行。",                     True),
    ("第十条 本办法由市水务局负责解释，自发布之日起施行。",     True),
    ("第十条 渡船证自颁发之日起生效，有效期为5年。",            True),
    ("第十条 备案自准予之日起生效，有效期为10年。",             True),
])  # fmt: skip
def test_a_text_with_a_term_of_its_own_validity_is_a_policy(close: str, lawlike: bool) -> None:
    """A law parts norms at ；. Normative documents have a term, laws have none; both may name who interprets them."""
    text = f"第一条 为了管理渡口，制定本办法。\n第九条 渡船应当登记；渡船不得超载。\n{close}"
    assert (
        len(
            {
                duty.sentence
                for duty in read(text)
                if "第九条" in duty.sentence.slice(text) or "超载" in duty.sentence.slice(text)
            }
        )
        == 2
    ) is lawlike


def test_a_definition_in_the_articles_of_a_policy_obliges_nobody() -> None:
    head, close = "第一条 为了管理渡口，制定本细则。\n", "\n第十条 本细则自2022年5月1日起施行，有效期5年。"
    assert not read(f"{head}第二条 本细则所称泊位，是指在岸边设置的具有可封闭入口的水域。{close}")
    assert bearers(f"{head}第二条 所称船长，应当登记。{close}")
    assert bearers(f"{head}第二条 前款所称部门指定专人，专人应当登记。{close}")


@pytest.mark.parametrize("sentence", [
    "各省渡口管理部门可以根据实际确定适用口头警告的具体范围。",
    "对外地船员申请考试的，渡口管理部门应当准许，考试合格后发还扣留的船员证。",
])  # fmt: skip
def test_what_is_said_of_a_measure_imposes_none(sentence: str) -> None:
    text = f"根据本条例\n第五章 法律责任\n第九条 {sentence}"
    assert len(read(text)) == 1
