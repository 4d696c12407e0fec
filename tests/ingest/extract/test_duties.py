"""What sentences oblige, forbid or allow: cues in their context, conditions, what is masked; `test_bearers.py` has whom."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.duties import duties
from ingest.read.normalize import fold
from tests.ingest.extract.obliged import bearers, modalities, read
from tests.ingest.official import noise
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
    ("牵头单位负责制定普查方案。",            ["obligation 负责"]),
    ("全面推行行政首长负责制和督查。",        []),
    ("供应商应当登记。",                      ["obligation 应当"]),
    ("应急管理部门应当值守。",                ["obligation 应当"]),
    ("渡口经营单位不得超载。",                ["prohibition 不得"]),
    ("严禁渡船超载。",                        ["prohibition 严禁"]),
    ("禁止机动车驶入步道。",                  ["prohibition 禁止"]),
    ("渡口经营单位不准收费。",                ["prohibition 不准"]),
    ("不许在步道摆摊。",                      ["prohibition 不许"]),
    ("不允许在步道摆摊。",                    ["prohibition 不允许"]),
    ("《渡口办法》（岚政发〔2019〕12号）不予废止。", []),
    ("水文数据应当满足可机读要求。",          ["obligation 应当"]),
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
    # a ban whose object is marked by 的, and what follows it
    ("船东不得使用过期的器材，应当按期更换。", ["obligation 应当", "prohibition 不得"]),
    ("渡口经营者不得搭载超重的货物，可以要求其卸下。", ["prohibition 不得", "permission 可以"]),
    ("渡口经营者不得搭载超重的货物，列入名单。", ["prohibition 不得"]),
    ("不得使用过期的器材，应当按期更换。",    ["obligation 应当", "prohibition 不得"]),
    ("长期不得占用的水面，划为保护水面。",    []),
    ("依法不得停船的水面，可以划为保护水面。", ["permission 可以"]),
    # The charge of a body may name other bodies.
    ("市财政局负责本级的各部门预算批复。",    ["obligation 负责"]),
    ("市水务局负责本局的行政执法责任制工作。", ["obligation 负责"]),
    ("市水务局负责渡口的行政审批，并公开结果。", ["obligation 负责"]),
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
    ("落实渡船持有权、使用权。",              []),
    ("渡口经营单位〔应当配备救生衣〕名单另行公布。", []),
    ("渡口经营单位【不得超载】名单另行公布。", []),
    ("实现渡运数据可共享、可数字化。",        []),
    ("各部门可共享渡运数据。",                ["permission 可"]),
    ("提出今年要做好的八项工作。",            []),
    ("渡运补贴应用于更新渡船。",              ["obligation 应"]),
    ("新技术应用于渡口管理。",                []),
    # one a sentence and modality, obligations first
    ("各单位要高度重视，要加强领导，应当每月调度。",          ["obligation 要"]),
    ("市园林局应当公开清单，不得收费，可以委托社会组织。",    ["obligation 应当", "prohibition 不得", "permission 可以"]),
    ("市园林局可以委托社会组织，但应当签订协议。",            ["obligation 应当", "permission 可以"]),
    ("各街道要加强巡查！逾期不得补报。",                      ["obligation 要", "prohibition 不得"]),
    ("渡口经营单位应当遵守下列规定：",                        ["obligation 应当"]),
])  # fmt: skip
def test_the_cue_tells_the_modality(sentence: str, expected: list[str]) -> None:
    assert modalities(sentence) == expected


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
    "实行负责制。", "对负责安全监督管理的部门通报批评。", "以负责任的态度办理。", "实行站长把关、渡工负责、专人记录的三级责任制。",
    "报负责渡口的行政主管部门。",
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
