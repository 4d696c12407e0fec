"""What sentences oblige, forbid or allow: cues in their context, bearers, conditions, what is masked."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.duties import duties
from ingest.read.normalize import fold
from tests.ingest.extract.obliged import bearers, modalities, read
from tests.ingest.official import noise, notice
from tests.ingest.work import assert_linear

# --- modality by the cue -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sentence", "expected"), [
    ("渡口经营单位应当配备救生衣。",          ["obligation 应当"]),
    ("渡口经营单位应配备救生衣。",            ["obligation 应"]),
    ("渡工应具备的条件：（一）年满十八周岁。", ["obligation 应"]),
    ("船东应遵守的规定如下：1.按时报送台账。", ["obligation 应"]),
    ("渡口经营单位应该配备救生衣。",          ["obligation 应该"]),
    ("渡口经营单位须配备救生衣。",            ["obligation 须"]),
    ("渡口经营单位必须配备救生衣。",          ["obligation 必须"]),
    ("渡口经营单位务必配备救生衣。",          ["obligation 务必"]),
    ("各街道要加强巡查。",                    ["obligation 要"]),
    ("既要防汛，又要抗旱。",                  ["obligation 要"]),
    ("市园林局负责步道养护。",                ["obligation 负责"]),
    ("供应商应当登记。",                      ["obligation 应当"]),
    ("应急管理部门应当值守。",                ["obligation 应当"]),
    ("渡口经营单位不得超载。",                ["prohibition 不得"]),
    ("严禁渡船超载。",                        ["prohibition 严禁"]),
    ("禁止机动车驶入步道。",                  ["prohibition 禁止"]),
    ("渡口经营单位不准收费。",                ["prohibition 不准"]),
    ("不许在步道摆摊。",                      ["prohibition 不许"]),
    ("不允许在步道摆摊。",                    ["prohibition 不允许"]),
    ("《渡口办法》（岚政发〔2019〕12号）不予废止。", []),
    ("对逾期申请的企业不予受理。",            ["prohibition 不予"]),
    ("市园林局可以委托社会组织养护步道。",    ["permission 可以"]),
    ("市园林局可委托社会组织养护步道。",      ["permission 可"]),
    # 有…的义务 is a cue; 有 in another word, or before a modal, is none
    ("船员负有保密义务。",                    ["obligation 负有"]),
    ("任何单位都有爱护渡口、报告险情的义务。", ["obligation 有"]),
    ("国有渡口企业应当履行报告义务。",        ["obligation 应当"]),
    ("持有人要切实履行披露义务。",            ["obligation 要"]),
    ("尚有三名船东未履行报告义务。",          []),
    ("有船的村民应当承担报告的义务。",        ["obligation 应当"]),
    ("渡口管理人应知晓航线。",                ["obligation 应"]),
    # a ban whose object 的 tells apart, and what follows it
    ("船东不得使用过期的器材，应当按期更换。", ["obligation 应当", "prohibition 不得"]),
    ("渡口经营者不得搭载超重的货物，可以要求其卸下。", ["prohibition 不得", "permission 可以"]),
    ("渡口经营者不得搭载超重的货物，列入名单。", ["prohibition 不得"]),
    ("不得使用过期的器材，应当按期更换。",    ["obligation 应当", "prohibition 不得"]),
    ("长期不得占用的水面，划为保护水面。",    []),
    ("依法不得停船的水面，可以划为保护水面。", ["permission 可以"]),
    # The charge of a body may name other bodies.
    ("市财政局负责本级的各部门预算批复。",    ["obligation 负责"]),
    ("市渡口办公室负责全市的各级机关船只调度。", ["obligation 负责"]),
    ("市档案局负责本市的国家机关档案移交。",  ["obligation 负责"]),
    ("安全委员会负责指导、督促沿湖的有关部门做好巡查。", ["obligation 负责"]),
    ("负责渡口安全的行政机关应当巡查。",      ["obligation 应当"]),
    ("负责渡口安全的有关部门应当巡查。",      ["obligation 应当"]),
    ("船情由负责渡口安全的有关部门、机构公布。", []),
    ("报省水务委员会负责航道的业务部门批准。", []),
    ("计划期内不得占用的水面，划为保护水面。", []),
    ("不得少于三年的期限，从登记之日起计算。", []),
    ("市水务局负责航道的内设部门应当巡查。",  ["obligation 应当"]),
    ("市水务局负责渡口演练的组织和指导工作。", ["obligation 负责"]),
    ("禁止销售、限制出租国家明令淘汰的渡船。", ["prohibition 禁止"]),
    ("游客有权投诉。",                        ["permission 有权"]),
    # one a sentence and modality, obligations first
    ("各单位要高度重视，要加强领导，应当每月调度。",          ["obligation 要"]),
    ("市园林局应当公开清单，不得收费，可以委托社会组织。",    ["obligation 应当", "prohibition 不得", "permission 可以"]),
    ("市园林局可以委托社会组织，但应当签订协议。",            ["obligation 应当", "permission 可以"]),
    ("各街道要加强巡查！逾期不得补报。",                      ["obligation 要", "prohibition 不得"]),
    ("渡口经营单位应当遵守下列规定：",                        ["obligation 应当"]),
])  # fmt: skip
def test_the_cue_tells_the_modality(sentence: str, expected: list[str]) -> None:
    assert modalities(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), [
    # a clause is no name
    ("服务券须在三个月内使用，剩余部分须缴回渡口公司，否则不得再申请。", [None, None]),
    ("线下业务抓紧办，可通过网络指导船主。",                           [None]),
    ("集中渡运的标准按市有关规定执行，渡口公司应当公示。",             ["渡口公司"]),
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
    ("当工地人员出现发热时，一律不得登船。",                           ["工地人员"]),
    ("渡口公司为游客提供接送服务，符合条件的可申请补贴。",             ["渡口公司"]),
    ("码头改造经费由区财政全额负担，可从预备费列支。",                 ["区财政"]),
    # whose the thing is
    ("加油站的废水应做到达标排放。",                                   ["加油站"]),
    ("各商场和超市销售的救生衣，必须检验合格。",                       ["各商场和超市"]),
    ("废水收集设施必须达标。",                                         [None]),
    # words that hold a cue
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


@pytest.mark.parametrize("sentence", [
    # 要
    "各街道需要时报告。", "主要任务是普查。", "重要工作是普查。", "只要符合条件就受理。", "必要时报告。", "按照要求执行。", "要点如下。",
    "要素保障到位。", "会议纪要印发。", "要件齐全的受理。", "想要乘船的登记。", "乘客不需要购票。", "摘要另发。",
    # 应
    "适应新形势。", "应急预案由市园林局编制。", "应收尽收，应保尽保。", "回应群众关切。", "相应调整票价。", "供应物资。",
    "失业船员领取应享受的补贴。", "“一把手”亲自抓、总负责。",
    "应届毕业生报名。", "应对突发事件。", "一应俱全。", "响应及时。", "反应迅速。", "应缴税款已缴。", "应查未查的通报。",
    "不应有的损失。",
    # 须
    "无须提供材料。", "须知另行印发。",
    # 负责
    "单位负责人签字。", "负责同志参加。", "坚持谁主管谁负责。", "谁审批、谁负责。", "由市园林局牵头负责。", "对渡口安全高度负责。",
    "实行负责制。", "对负责安全监督管理的部门通报批评。", "以负责任的态度办理。",
    # 不得, 禁止, 严禁
    "不得不停航。", "禁止类项目另行公布。", "被禁止的行为另行公布。",
    # 可, 可以, 有权
    "经市园林局认可后使用。", "推动可持续发展。", "许可证有效期3年。", "渡船可能超载。", "开展可行性研究。", "可操作的方案。",
    "不可抗力除外。",
    "形成可复制的经验。", "可回收物单独投放。", "实现全程可追溯。", "有权机关批准。", "无权处置。", "方案尚可。", "即可。",
    "名录中的可用渡船，由市水务局公布。", "补足可用资金余额。", "名录所列的可用于夜航的渡船，由市水务局公布。",
    # no cue at all
    "市园林局每年开展检查。",
])  # fmt: skip
def test_words_that_hold_a_cue_oblige_nobody(sentence: str) -> None:
    assert sentence.endswith("。") and modalities(sentence) == []
    assert modalities(sentence + "各街道应当落实。") == ["obligation 应当"]  # the rest of the line is read as ever


# --- bearers -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sentence", "expected"), [
    # right before the cue, without adverbs and what introduces a clause
    ("渡口经营单位应当配备救生衣。",                  "渡口经营单位"),
    ("渡口经营单位均应当配备救生衣。",                "渡口经营单位"),
    ("在防汛期间各渡口经营单位可停航。",              "各渡口经营单位"),
    ("补办应在三个月内完成。",                        None),
    ("进行特种作业时，必须持证。",                    None),
    ("各街道主任为第一责任人，要落实责任。",          "各街道主任"),
    ("承诺书是授权代表人签署的，须附委托书。",        None),
    ("渡口经营单位一律不得超载。",                    "渡口经营单位"),
    ("对渡工名单有异议的单位和个人，原则上应当在公示期内提出。", "对渡工名单有异议的单位和个人"),
    ("市水务局除可以通过系统核对外，还可以上门核对。", "市水务局"),
    ("应县人民政府应当公布渡口名单。",                "应县人民政府"),
    ("应城市人民政府应当公布渡口名单。",              "应城市人民政府"),
    ("希望受表彰的渡口单位要珍惜荣誉，再接再厉，为全市渡口安全作出新的贡献。", "受表彰的渡口单位"),
    ("申请地镇人民政府可根据情况先行救助。",          "申请地镇人民政府"),
    ("同时，各街道要加强巡查。",                      "各街道"),
    ("同时各街道要加强巡查。",                        "各街道"),
    ("（一）各街道要加强巡查。",                      "各街道"),
    ("第五条 渡口经营单位应当配备救生衣。",           "渡口经营单位"),
    ("一是各街道要加强巡查。",                        "各街道"),
    ("市园林局根据需要可调整路线。",                  "市园林局"),
    ("根据实际需要，市园林局可以调整路线。",          "市园林局"),
    ("春节前后各单位要加强巡查。",                    "各单位"),
    ("国庆节期间，各街道要加强巡查。",                "各街道"),
    # several, and groups
    ("各区县政府、市政府各部门要加强领导。",          "各区县政府、市政府各部门"),
    ("任何单位和个人不得破坏步道。",                  "任何单位和个人"),
    ("已将证书交回者不得夜航。",                      "已将证书交回者"),
    ("渡口公司包括租赁公司应当登记。",                "渡口公司包括租赁公司"),
    ("市园林局会同市水务局负责普查。",                "市园林局会同市水务局"),
    # persons, and whom a clause with 的 tells
    ("船员必须持证上岗。",                            "船员"),
    ("乘客应当听从指挥。",                            "乘客"),
    ("申请补贴的企业应当在15日内提交材料。",          "申请补贴的企业"),
    ("有条件的区县可以先行先试。",                    "有条件的区县"),
    ("有条件的可先行先试。",                          "有条件的"),
    ("长者饭堂应当公示价格。",                        "长者饭堂"),
    ("凡从事客渡的单位，应当登记。",                  "从事客渡的单位"),
    # behind 由
    ("步道养护经费由市财政局负责安排。",              "市财政局"),
    ("步道养护应当由市园林局统一组织。",              "市园林局"),
    ("本办法由市园林局负责解释。",                    "市园林局"),
    # who is told to act, not who tells
    ("督促渡口经营单位应当配备救生衣。",              "渡口经营单位"),
    ("督促企业必须落实责任。",                        "企业"),
    # the clause before, which the subject leads
    ("市园林局对步道养护质量开展评价，应当公开结果。", "市园林局"),
    ("请各街道于9月底前报送，必须准确。",             "各街道"),
    ("市园林局接到申请后，应当在15日内答复。",        "市园林局"),
    # whom a ban is about
    ("对弄虚作假的企业，不得给予补贴。",              "弄虚作假的企业"),
    ("对违反规定的单位和个人，禁止进入步道。",        "违反规定的单位和个人"),
    ("对逾期申请的企业不予受理。",                    "逾期申请的企业"),
    # a name that ends or goes on as a clause may: 干部, 期满, 因, 向, 以 and verbs inside it
    ("渡口领导干部应当带头值守。",                    "渡口领导干部"),
    ("离退休干部应当报到。",                          "离退休干部"),
    ("航标树主干部应当喷漆。",                        None),
    ("市国家安全局应当派员。",                        "市国家安全局"),
    ("渡口主管当局应当派员。",                        "渡口主管当局"),
    ("各村渡口机关各处应当派员。",                    "各村渡口机关各处"),
    ("趸船各处应当喷漆。",                            None),
    ("任期届满的船员代表应当交接。",                  "任期届满的船员代表"),
    ("租船期满符合条件的渡运单位可以续租。",          "租船期满符合条件的渡运单位"),
    ("船票有效期满应当退票。",                        None),
    ("转基因鱼苗养殖户应当登记。",                    "转基因鱼苗养殖户"),
    ("渡口因特网票务经营者应当登记。",                "渡口因特网票务经营者"),
    ("渡船意向买受方应当登记。",                      "渡船意向买受方"),
    ("航线横向合作单位应当登记。",                    "航线横向合作单位"),
    ("渡船以旧换新销售企业应当登记。",                "渡船以旧换新销售企业"),
    ("航线研究牵头高校应当结题。",                    "航线研究牵头高校"),
    ("渡运补贴办理银行应当公示。",                    "渡运补贴办理银行"),
    ("船票纠纷受理基层法院应当派员。",                "船票纠纷受理基层法院"),
    ("各镇（街）登船受理窗口应当公示。",              "各镇（街）登船受理窗口"),
    ("渡口改造落实专班应当周报。",                    "渡口改造落实专班"),
    ("渡口公司执行董事应当签字。",                    "渡口公司执行董事"),
    ("国家赔偿请求人应当签字。",                      "国家赔偿请求人"),
    ("人民法院执行局应当派员。",                      "人民法院执行局"),
    ("渔民大会执行主席对议程负责，应当签字。",        "渔民大会执行主席"),
    ("学生就读学校应当登记。",                        "学生就读学校"),
    ("渡口管理单位培养、选拔和任用干部，应当公示。", "渡口管理单位"),
    ("择优选拔干部，应当公示。",                      None),
    ("其横向间隔不得小于五米。",                      None),
    ("渡口公司移送人民检察院应当附卷。",              "渡口公司"),
    ("律师、公证、人民调解等法律服务协会应当公示。",  "律师、公证、人民调解等法律服务协会"),
    ("船票纠纷可以由各街道办事处或者居（村）民委员会调解、处理。", "各街道办事处或者居（村）民委员会"),
    ("水上法庭庭长、副庭长应当参加。",                "水上法庭庭长、副庭长"),
    # but what is done to an office ends the name before it
    ("渡口公司设立学校应当报批。",                    "渡口公司"),
    ("渡口公司聘请律师应当公示。",                    "渡口公司"),
    ("船员接到渡口管理部门通知应当离岸。",            "船员"),
    # nobody: no subject, a thing, an act
    ("不符合条件的企业不得享受补贴。",                "不符合条件的企业"),
    ("无法联系船主，应当公告。",                      None),
    ("不能提供证书，不得开航。",                      None),
    ("要加强巡查。",                                  None),
    ("（一）应当配备救生衣；",                        None),
    ("严禁渡船超载。",                                None),
    ("抽查计划要涵盖全部渡口。",                      None),
    ("补贴资金应当用于步道养护。",                    None),
    ("补贴资金不得挪用。",                            None),
    ("检查结果应当公开。",                            None),
    ("加强巡查工作，必须坚持原则。",                  None),
    ("鼓励社会力量参与，可以给予补贴。",              None),
    ("对检查结果，应当公开。",                        None),
    # words that only a clause has, things, whom something is done to
    ("渡运单位转制为企业，要依法登记。", "渡运单位"),
    ("连续营运企业和已复航企业，也必须落实措施。", "连续营运企业和已复航企业"),
    ("渡船公司（包括租赁公司）应按规定申报。", "渡船公司（包括租赁公司）"),
    ("研发适合湖区、渔民需要的渡船，既要发展大船，也要发展小船。", None),
    ("分区布局基本可行，可以作为下阶段工作的依据。", None),
    ("对返岗船员，特别是新船员要进行安全培训。", None),
    ("对逾期的船东，其实际缴纳的泊位费实行先缴后补，可申请补助。", None),
    # names of bodies that begin as a verb, an adverbial or a connecting word does
    ("科学技术行政部门应当推广电动渡船。", "科学技术行政部门"),
    ("长期护理保险经办机构应当公开名单。", "长期护理保险经办机构"),
    ("审批服务局应当公开流程。", "审批服务局"),
    ("统一登记机构应当登记渡船。", "统一登记机构"),
    ("持续教育机构应当公示收费。", "持续教育机构"),
    ("采购方应当验收渡船。", "采购方"),
    ("无锡市人民政府应当公布渡口。", "无锡市人民政府"),
    ("如皋市人民政府应当公布渡口。", "如皋市人民政府"),
    ("应县级人民政府要求，必须公布渡口。", None),
    ("各码头应切实落实值守要求，确保畅通。", "各码头"),
    ("各乡镇应抓紧贯彻防汛要求，并上报进度。", "各乡镇"),
    ("船东应通过窗口提出申请，并附图纸。", "船东"),
    ("船员应本人递交书面申请，由渡口盖章。", "船员"),
    ("各街道应细化巡查要求，落实到岗。", "各街道"),
    ("船员应听从船长的要求，有序离船。", "船员"),
    ("船东应于五日内向登记机关申请，交回证书。", "船东"),
    ("科学合理布置渡口，应当节约岸线。", None),
    ("统一登记渡船，应当公开结果。", None),
    # a verb that is a part of the name, and one that is not
    ("引航员任免机关应当公开结果。", "引航员任免机关"),
    ("船员录用机关应当公开结果。", "船员录用机关"),
    ("商场开办企业应当设救生点。", "商场开办企业"),
    ("渡船经营者开办企业应当登记。", "渡船经营者"),
    ("渡运单位聘用人员应当签订合同。", "渡运单位"),
    # what may be paid with something, beside what is at hand
    ("购买渡船的可用公积金支付首付款。", "购买渡船的"),
    ("船东可用岸线经营权入股。", "船东"),
    ("船东可用土地经营权入股。", "船东"),
    ("船东可用电子证照办理登记。", "船东"),
    # whom a ban names
    ("禁止出租车驾驶人拒载。", "出租车驾驶人"),
    ("禁止销售者销售假票。", "销售者"),
    ("禁止生产企业销售报废渡船。", "生产企业"),
    ("禁止收购单位压价收购。", "收购单位"),
    ("禁止发包单位将渡口工程肢解发包。", "发包单位"),
    ("禁止受让人转让渡口。", "受让人"),
    ("禁止采购人向投标人索取礼金。", "采购人"),
    ("禁止转让渡口给个人经营。", None),
    # a clause in an attribute
    ("权益受到侵害的船东可以申请调解。", "权益受到侵害的船东"),
    ("经考核合格并经登记的船员可以上岗。", "经考核合格并经登记的船员"),
    # 行 ends a name, or a verb
    ("县分行、市人行要加强管理。", "县分行、市人行"),
    ("监督渡船按计划航行要记录。", None),
    # what begins as a verb does and names who does it
    ("驾驶培训机构应当登记。", "驾驶培训机构"),
    ("拆除施工单位应当登记。", "拆除施工单位"),
    ("改装、拆解企业应当登记。", "改装、拆解企业"),
    ("临时党支部要登记。", "临时党支部"),
    ("希望小学应当登记。", "希望小学"),
    ("望各街道要加强巡查。", "各街道"),
    ("望湖区财政局要加强巡查。", "望湖区财政局"),
    ("企业在安全、质量、环保等各方面要达到标准。", "企业"), ("社会各方面要支持渡口改造。", "社会各方面"),
    ("渡口改造由市交通局总负责。", "市交通局"),
    ("各方面都必须落实巡查责任。", "各方面"),
    ("渡运局是渡口建设管理的综合部门，负责渡口巡查。", "渡运局"),
    ("经批准后渡口的管理人应当登记。", "渡口的管理人"),
    ("禁止组织单位和个人从事渡运。", None),
    ("禁止招聘未成年人从事渡运。", None),
    ("禁止出租车辆给未成年人使用。", None),
    # behind 在…后 or …前 without a comma
    ("在渡口竣工后施工单位必须清除残料。", "施工单位"),
    ("渡船检验合格后船东应当领取证书。", "船东"),
    ("在渡船靠岸前船长应当检查缆绳。", "船长"),
    ("在渡船靠岸前不得上下乘客。", None),
    ("渡船售后服务单位应当登记。", "渡船售后服务单位"),
])  # fmt: skip
def test_who_bears_it(sentence: str, expected: str | None) -> None:
    assert bearers(sentence) == [expected]


@pytest.mark.parametrize(("text", "expected"), [
    # from the sentence before, in the same clause
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


# --- conditions ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sentence", "expected"), [
    ("涉及公共安全的，市园林局应当立即报告。",            "涉及公共安全的"),
    ("符合条件的，可以申请补贴。",                        "符合条件的"),
    ("发生险情时，渡口经营单位应当立即停航。",            "发生险情时"),
    ("普查完成后，各街道应当报送台账。",                  "普查完成后"),
    ("大风期间，渡船经营人不得开航。",                    "大风期间"),
    ("除法律法规另有规定外，渡口经营单位不得停航。",      "除法律法规另有规定外"),
    ("遇到重大问题，各街道要及时报告。",                  "遇到重大问题"),
    ("市园林局接到申请后，应当在15日内答复。",            "市园林局接到申请后"),
    ("渡口经营单位应当配备救生衣。",                      None),
    ("同时，各街道要加强巡查。",                          None),
    ("各街道要加强巡查，发生险情时。",                    None),  # behind the cue
])  # fmt: skip
def test_conditions(sentence: str, expected: str | None) -> None:
    (duty,) = read(sentence)
    assert (duty.condition and duty.condition.slice(sentence)) == expected


# --- what is not the text's own word -------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [
    "市园林局按照《步道必须养护办法》开展养护。",
    "《渡口经营单位应当巡查渡口规则》自印发之日起施行。",
    "“应当公开”事项另行规定。",
    "渡口经营单位落实“必须停航”制度。",
    "渡口经营单位（应当配备救生衣）名单另行公布。",
    "渡口经营单位(不得超载)名单另行公布。",
    "渡口经营单位（含游船（应当登记）的单位，不得超载）名单另行公布。",
])  # fmt: skip
def test_titles_quotations_and_brackets_are_masked(text: str) -> None:
    assert modalities(text) == []
    bare = text.translate({ord(mark): None for mark in "《》“”（）()"})
    assert modalities(bare) != []


def test_around_a_mask_the_sentence_is_read() -> None:
    text = "渡口经营单位应当落实“必须停航”制度，不得违反《渡船可以超载规定》。"
    assert modalities(text) == ["obligation 应当", "prohibition 不得"]


@pytest.mark.parametrize("text", [
    "各街道要加强巡查",             # a short line without an end: a heading, an item
    "1\t各街道应当加强巡查。",      # a row
    "各街道应当\t加强巡查。",
    "",
    "\n\n",
])  # fmt: skip
def test_headings_and_rows_are_passed_over(text: str) -> None:
    assert modalities(text) == []


def test_a_long_line_without_end_is_a_sentence() -> None:
    text = "各街道要按照本通知的要求加强巡查并在规定的时间之内将巡查的情况书面报送市园林局和市水务局以及市财政局备案"
    assert modalities(text) == ["obligation 要"]
    assert modalities(text[:39]) == []


def test_sentences_are_the_quotes() -> None:
    text = "现通知如下。各街道应当加强巡查。逾期的，不得补报！\n二、市园林局可以抽查。"
    assert [duty.sentence.slice(text) for duty in read(text)] == [
        "各街道应当加强巡查。",
        "逾期的，不得补报！",
        "二、市园林局可以抽查。",
    ]


# --- properties ----------------------------------------------------------------------------------------------------------

_PIECES = (
    "渡口经营单位", "市园林局", "各街道", "补贴资金", "应当", "应", "要", "不得", "禁止", "可以", "可", "负责", "对弄虚作假的企业",
    "由", "督促", "任何单位和个人", "应当遵守下列规定：\n（一）",
    "如发生险情", "发生险情时", "的", "开展检查", "公开结果", "，", "；", "。", "！", "：", "\n", "\t", " ", "“", "”", "《", "》",
    "（", "）",
    "一、", "第三条 ", "1.", "同时", "均",
)  # fmt: skip
crowded = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)


@given(st.one_of(crowded, noise))
def test_spans_are_true_and_in_order(text: str) -> None:
    text = fold(text)
    start = 0
    seen: set[tuple[int, str, str | None]] = set()
    for duty in read(text):
        assert start <= duty.sentence.start < duty.sentence.end <= len(text)
        start = duty.sentence.start
        assert "\n" not in duty.sentence.slice(text) and "\t" not in duty.sentence.slice(text)
        assert (duty.lead or duty.sentence).contains(duty.cue) and len(duty.cue)
        assert (duty.sentence.start, duty.modality, duty.bearer) not in seen  # one a sentence, modality and bearer
        seen.add((duty.sentence.start, duty.modality, duty.bearer))
        assert (duty.bearer is None) == (duty.bearer_at is None)
        if duty.bearer_at:
            assert duty.bearer_at.slice(text) == duty.bearer and duty.bearer_at.end <= duty.sentence.end
        if duty.condition:
            assert (duty.lead or duty.sentence).contains(duty.condition) and duty.condition.end <= duty.cue.start


@given(
    st.sampled_from(("渡口经营单位", "市园林局", "各街道", "申请补贴的企业", "任何单位和个人", "乘客")),
    st.sampled_from((("应当", "obligation"), ("必须", "obligation"), ("不得", "prohibition"), ("可以", "permission"))),
    st.sampled_from(("", "同时，", "第五条 ", "（一）", "涉及公共安全的，")),
    st.sampled_from(("公开结果", "停航", "在15日内答复", "乘坐渡船")),
)
def test_a_plain_sentence_is_read_whole(bearer: str, cue: tuple[str, str], before: str, after: str) -> None:
    sentence = f"{before}{bearer}{cue[0]}{after}。"
    assert modalities(sentence) == [f"{cue[1]} {cue[0]}"]
    assert bearers(sentence) == [bearer]


HOSTILE: dict[str, Callable[[int], str]] = {
    "cues": lambda size: "应当" * size,
    "sentences": lambda size: "各街道应当巡查。" * size,
    "one long sentence": lambda size: "各街道应当巡查，" * size,
    "lines": lambda size: "一、各街道应当巡查。\n" * size,
    "open quotes": lambda size: "“应当" * size + "。",
    "open brackets": lambda size: "（应当" * size + "。",
    "titles": lambda size: "《应当》应当。" * size,
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_take_linear_work(page: Callable[[int], str]) -> None:
    assert_linear(lambda size: list(duties(page(size))), 100)


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
