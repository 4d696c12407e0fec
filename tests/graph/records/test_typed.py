"""What a person types for a parameter of a saved question: every form of a number, a title or a name means the same one thing, and
what means nothing says why and what is near."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.query.query import find
from graph.records.identity import Identity, build_identity
from graph.records.questions import resolve
from graph.store.store import Store

DOCUMENTS = {
    "岚政发〔2019〕14号": (
        "岚政发〔2019〕14号", "岚政发〔2019〕14", "岚政发2019年14号", "岚政发2019年第14号", "岚政发[2019]14号", "岚政发（2019）14号",
        "岚政发2019-14号", "岚政发-2019-14", "岚政发 〔 2019 〕 14 号", "岚政发〔２０１９〕１４号", "嵐政發〔2019〕14號",
        "岚政发〔二〇一九〕14号", "岚政发〔2019〕十四号", "岚政发〔二〇一九〕十四号文件", "文号：岚政发〔2019〕14号",
        "发文字号: 岚政发(2019)14", "《岚州市养老服务设施管理办法》", "岚州市养老服务设施管理办法", "岚州市 养老服务 设施管理办法",
        "嵐州市養老服務設施管理辦法", "《岚州市养老服务设施管理办法》（岚政发〔2019〕14号）", "养老服务设施管理办法",
        "LZCR-2019-0010005", "LZCR—2019—0010005", "lzcr20190010005", "ＬＺＣＲ－２０１９－００１０００５",
    ),
    "国务院令第649号": (
        "国务院令第649号", "国务院令649号", "国务院令649", "国务院第649号令", "国令第649号", "中华人民共和国国务院令第649号",
        "國務院令第649號", "国务院令（第６４９号）", "国务院令第六百四十九号", "国务院令第六四九号", "社会救助暂行办法",
        "《社會救助暫行辦法》",
    ),
    "中华人民共和国老年人权益保障法": (
        "老年人权益保障法", "《老年人权益保障法》", "中华人民共和国老年人权益保障法", "《中华人民共和国 老年人权益保障法》",
        "老年人權益保障法",
    ),
}  # fmt: skip
AGENCIES = {
    "岚州市财政局": ("岚州市财政局", "岚州 市 财政局", "市财政局", "岚州财政局", "《岚州市财政局》", "嵐州市財政局"),
    "岚州市发展和改革委员会": (
        "岚州市发展和改革委员会",
        "岚州市发改委",
        "市发改委",
        "岚州发展改革委",
        "嵐州市發展和改革委員會",
    ),
    "岚州市人力资源和社会保障局": ("人社局", "市人社局", "岚州市人社局"),
    "岚州市望湖区人民政府": ("望湖区政府", "岚州市望湖区政府", "望湖区人民政府"),
}
NOTHING = [
    # parameter, what is typed, why, one that is near
    ("document", "岚政发〔2019〕16号", "没有此文号的文件", "岚政发〔2019〕14号"),
    ("document", "〔2021〕4号", "缺少机关代字", "岚财规〔2021〕4号"),
    ("document", "第14号", "还需要机关代字和年份", ""),
    ("document", "养老设施办法", "没有此文号或标题的文件", "岚政发〔2019〕14号"),
    ("document", "養老服務設施", "包含它的有", "岚政发〔2019〕14号"),
    ("document", "毫不相干的名称", "没有此文号或标题的文件", ""),
    ("agency", "岚州市才政局", "没有此名称的机关", "岚州市财政局"),
    ("agency", "岚州市安全生产监督管理局", "机构改革前后的名称", "岚州市应急管理局"),
    ("agency", "岚州市安监局", "机构改革前后的名称", "岚州市应急管理局"),
    ("agency", "毫不相干的名称", "没有此名称的机关", ""),
]
_QUESTIONS = {"document": "impact", "agency": "documents-of-agency"}


@pytest.fixture(scope="module")
def who(gazettes: Path) -> Iterator[Identity]:
    with Store.open(gazettes) as view:
        yield build_identity(view)


@pytest.mark.parametrize(("typed", "label"), [(typed, one) for one, forms in DOCUMENTS.items() for typed in forms])
def test_a_document_in_every_form(typed: str, label: str, who: Identity) -> None:
    meant = resolve(find("impact"), {"document": typed}, who, list)
    assert who.label(meant.values["document"]) == label and not meant.unknown


@pytest.mark.parametrize(("typed", "name"), [(typed, one) for one, forms in AGENCIES.items() for typed in forms])
def test_an_agency_in_every_form(typed: str, name: str, who: Identity) -> None:
    meant = resolve(find("documents-of-agency"), {"agency": typed}, who, list)
    assert meant.values["agency"] == name and not meant.unknown


@pytest.mark.parametrize(("parameter", "typed", "why", "near"), NOTHING)
def test_what_means_nothing_says_why_and_what_is_near(
    parameter: str, typed: str, why: str, near: str, who: Identity
) -> None:
    found = (who.find if parameter == "document" else who.find_agency)(typed)
    assert found.exact == () and why in found.why("zh") and found.why("en")
    assert near in [who.label(iri) for iri in found.near] if near else not found.near
    if not found.containing:
        reason = resolve(find(_QUESTIONS[parameter]), {parameter: typed}, who, list).reason(who)
        assert reason is not None and typed in reason.zh and why in reason.zh and near in reason.zh


@pytest.mark.parametrize("typed", [form for forms in DOCUMENTS.values() for form in forms])
def test_a_title_that_is_searched_may_be_typed_as_a_number(typed: str, who: Identity) -> None:
    """Questions that search for words in titles, as they are cited, know what a number's title is."""
    meant = resolve(find("citing-title"), {"title": typed}, who, list)
    label = next(one for one, forms in DOCUMENTS.items() if typed in forms)
    of_its_own = [name for iri in who.find(label).exact for name in who.names(iri)]
    assert any(meant.values["title"] in name for name in of_its_own[1:] or of_its_own)
