"""Agencies in running text: spans, shared heads, groups, and what only looks like a body."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.agencies import agencies
from ingest.model import AgencyName, NameKind
from tests.ingest.work import assert_linear


def named_in(text: str) -> list[tuple[str, str]]:
    """(as printed, name with its head)."""
    return [(m.span.slice(text), m.value.name) for m in agencies(text) if isinstance(m.value, AgencyName)]


@pytest.mark.parametrize(("text", "names"), [
    ("由市财政局牵头。", ["市财政局"]),
    ("岚州市望湖区教育和体育局负责", ["岚州市望湖区教育和体育局"]),
    ("东岭省岚州市财政局", ["东岭省岚州市财政局"]),
    ("市市场监管局、省市场监管局", ["市市场监管局", "省市场监管局"]),
    ("报市政府批准，市委编办备案", ["市政府", "市委编办"]),
    ("中共岚州市委组织部会同市人社局", ["中共岚州市委组织部", "市人社局"]),
    ("团市委、市妇联", ["团市委", "市妇联"]),
    ("财政部会同国家税务总局", ["财政部", "国家税务总局"]),
    ("山东银保监局、济南海关、泉城海关", ["山东银保监局", "济南海关", "泉城海关"]),
    ("人民银行济南分行营管部和人民银行青岛市中心支行", ["人民银行济南分行营管部", "人民银行青岛市中心支行"]),
    ("市公安局长清区分局", ["市公安局长清区分局"]),
    ("本市民政局", ["本市民政局"]),
    ("市民政部门应当", ["市民政部门"]),
    # lists share their head
    ("市财政局、民政局", ["市财政局", "市民政局"]),
    ("市财政、民政、司法局", ["市财政", "市民政", "市司法局"]),
    ("市民政、财政等部门配合", ["市民政", "市财政"]),
    ("市发改委、区县政府", ["市发改委"]),
    ("市财政局，民政局", ["市财政局"]),
    # the government of the last place of a list is that of all
    ("望湖区、临溪县政府负责", ["望湖区政府", "临溪县政府"]),
    ("岚州市望湖区、临溪县和新昌县人民政府", ["岚州市望湖区人民政府", "临溪县人民政府", "新昌县人民政府"]),
    ("市、临溪县政府", ["临溪县政府"]),
    ("途经望湖区、临溪县政府驻地", ["临溪县政府"]),
    ("望湖区、临溪县财政局", ["临溪县财政局"]),
    # not closed: a field of policy, not a body
    ("市财政、民政事业发展", []),
    ("市教育工作", []),
    # other words
    ("加强城市管理和社区民政工作", []),
    ("城市管理局", []),
    ("全市财政局", []),
    ("健全市财政局牵头的机制，保障食品安全市商务局负责", ["市财政局", "市商务局"]),
    ("市公安局长", []),
    ("公安部门、财政部门", []),
    ("集中办理", []),
    ("民政局", []),
    ("", []),
])  # fmt: skip
def test_agencies(text: str, names: list[str]) -> None:
    assert [name for _, name in named_in(text)] == names


@pytest.mark.parametrize(
    "text", ["各区县政府", "有关区县政府", "各有关部门", "区政府各部门", "领导小组成员单位", "各区县民政局"]
)
def test_groups_are_no_agencies(text: str) -> None:
    mentions = list(agencies(f"市财政局牵头，{text}配合。"))
    assert [m.span.slice(f"市财政局牵头，{text}配合。") for m in mentions] == ["市财政局", text]
    assert [m.value.kind for m in mentions if isinstance(m.value, AgencyName)] == [NameKind.AGENCY, NameKind.GROUP]


def test_a_name_is_longer_than_its_span_only_by_the_shared_head() -> None:
    assert named_in("（市财政局、司法局牵头）") == [("市财政局", "市财政局"), ("司法局", "市司法局")]


@given(st.text(alphabet="各有关省市区县、和财政民司法局委部门等政府济南天桥，。", max_size=60))
def test_spans_are_in_order_and_end_their_names(text: str) -> None:
    end = 0
    for mention in agencies(text):
        assert isinstance(mention.value, AgencyName)
        assert end <= mention.span.start < mention.span.end <= len(text)
        assert mention.value.name.endswith(mention.span.slice(text))
        end = mention.span.end


@pytest.mark.parametrize("piece", ["市财政、", "有关市", "市", "各", "中共", "人民银行", "市公安局"])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    assert_linear(lambda size: list(agencies(piece * size)), 2_000)
