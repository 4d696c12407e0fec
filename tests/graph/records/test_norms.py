"""Duties as a reader asks for them: by field of law, by the place of an agency, with what other documents say of their breach."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import NoReturn

import pytest

from graph.export import checklist
from graph.records.identity import Identity, build_identity
from graph.records.norm_reading import read_norms
from graph.records.norm_search import Wanted, answer, find_nearest, find_norms
from graph.records.norms import Norms, count_fields
from graph.records.ranking import article
from graph.store.store import Store
from ontology.subjects import field_of_law
from tests.conftest import build_store
from ui.messages import load

LAW = """# 渡船检验条例

2003年3月5日 国务院发布

第一条 船长不得超载。

第二条 县级以上人民政府财政部门应当保障检验经费。

第三条 本条例自2003年5月1日起施行。
"""
CITY = """# 岚州市渡口管理办法

2016年5月17日 岚州市第十三届人民代表大会常务委员会第三十次会议通过

第一条 根据《渡船检验条例》，制定本办法。

第二条 违反《渡船检验条例》第一条规定的，由市水务局处五百元以上一千元以下罚款。

第三条 财政部门应当公布收费标准。本办法所称水上服务者，是指渡家、船娘等人员。

水上服务者应当公示票价。

渡船的最低保修期限为九年。船帆归船东所有。

第四条 本办法自2016年7月1日起施行。
"""
ELSEWHERE = """# 济南市河道管理办法

2016年5月17日 济南市第十三届人民代表大会常务委员会第三十次会议通过

第一条 财政部门应当公开河道支出。

第二条 违反《渡船检验条例》第一条规定的，处二百元罚款。

第三条 本办法自2016年7月1日起施行。
"""

NOTICE = """# 岚州市人民政府关于印发《岚州市船帆检验办法》的通知

岚政发〔2021〕8号

各区县人民政府：

现将《岚州市船帆检验办法》印发给你们。

附件：船帆保管要求

岚州市人民政府

2021年3月5日

# 岚州市船帆检验办法

第一条 船帆所有人应当每月检验。

船帆的检验周期为三十天。

第二条 违反本办法第一条规定的，由市水务局处二百元罚款。

第三条 船帆检验包括下列项目：

（一）帆布和桅索的强度；

（二）桅杆。

第四条 本办法自2021年5月1日起施行。

附件

船帆保管要求

第一条 船帆保管人应当晾晒船帆。

船帆的晾晒时间为三小时。
"""


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> tuple[Norms, Identity]:
    folder = tmp_path_factory.mktemp("ferries")
    texts = {"law.md": LAW, "city.md": CITY, "elsewhere.md": ELSEWHERE}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    build_store(folder / "out", *(folder / name for name in texts))
    with Store.open(folder / "out" / "store") as view:
        norms, who = read_norms(view), build_identity(view)
        assert norms.sentences, "they are read while the store is open"
        return norms, who


@pytest.mark.parametrize(("wanted", "laws"), [
    (Wanted(about="超载"),                                        ["岚州市渡口管理办法", "济南市河道管理办法"]),
    (Wanted(about="超载", place="990100"),                        ["岚州市渡口管理办法"]),
    (Wanted(about="超载", place="990100", day=date(2016, 6, 1)),  []),
    (Wanted(about="超载", day=date(2020, 6, 1)),                  ["岚州市渡口管理办法", "济南市河道管理办法"]),
])  # fmt: skip
def test_what_follows_stands_in_another_document(
    ferries: tuple[Norms, Identity], wanted: Wanted, laws: list[str]
) -> None:
    (norm,) = find_norms(ferries[0], wanted)
    assert [one.law for one in norm.consequences] == laws
    assert [one.imposer for one in norm.consequences if one.bodies] == ["岚州市水务局" for law in laws if "岚州" in law]


def test_the_checklist_names_the_other_document(ferries: tuple[Norms, Identity]) -> None:
    output = BytesIO()
    checklist.write(output, "csv", find_norms(ferries[0], Wanted(about="超载")), load()["zh"])
    assert "《岚州市渡口管理办法》第二条" in output.getvalue().decode()


@pytest.mark.parametrize(("wanted", "sentences"), [
    (Wanted(bearer="渡家"),               ["水上服务者应当公示票价。"]),
    (Wanted(about="船娘 票价"),           ["水上服务者应当公示票价。"]),
    (Wanted(about="渡家 支出"),           []),
    (Wanted(about="超员"),                []),
])  # fmt: skip
def test_a_word_means_what_a_text_says_that_it_means(
    ferries: tuple[Norms, Identity], wanted: Wanted, sentences: list[str]
) -> None:
    assert [norm.sentence for norm in find_norms(ferries[0], wanted, ferries[1])] == sentences


@pytest.mark.parametrize(("wanted", "sentences"), [
    (Wanted(about="涨价"),                 ["第四条 渡口不得提高价格。"]),
    (Wanted(bearer="老板", about="奖金"),   ["第五条 用人单位应当发奖金。"]),
    (Wanted(bearer="老板", about="涨价"),   []),
])  # fmt: skip
def test_laws_have_their_words_for_everyday_ones(tmp_path: Path, wanted: Wanted, sentences: list[str]) -> None:
    text = "# 渡口条例\n\n第三条 船东应当登记。\n\n第四条 渡口不得提高价格。\n\n第五条 用人单位应当发奖金。\n"
    (tmp_path / "law.md").write_text(text, encoding="utf-8")
    build_store(tmp_path / "out", tmp_path / "law.md")
    with Store.open(tmp_path / "out" / "store") as view:
        assert [norm.sentence for norm in find_norms(read_norms(view), wanted)] == sentences


@pytest.mark.parametrize(("wanted", "sentence"), [
    (Wanted(about="票价公布栏"),                  "水上服务者应当公示票价。"),
    (Wanted(bearer="摆渡人", about="超载客船"),   "第一条 船长不得超载。"),
])  # fmt: skip
def test_the_nearest_duties_where_none_has_all_the_words(
    ferries: tuple[Norms, Identity], wanted: Wanted, sentence: str
) -> None:
    assert not find_norms(ferries[0], wanted, ferries[1])
    assert find_nearest(ferries[0], wanted, ferries[1])[0].sentence == sentence
    assert not find_nearest(ferries[0], Wanted(about="核电"), ferries[1])
    assert not find_nearest(ferries[0], Wanted(), ferries[1])


@pytest.mark.parametrize(("wanted", "sentences"), [
    (Wanted(about="渡船保修几年"),                               ["渡船的最低保修期限为九年。"]),
    (Wanted(about="保修几年", bearer="渡家"),                    ["渡船的最低保修期限为九年。"]),
    (Wanted(about="保修几年", place="370100"),                   []),
    (Wanted(about="保修几年", day=date(2016, 6, 1)),             []),
    (Wanted(about="保修几年", modalities=("prohibition",)),      []),
])  # fmt: skip
def test_a_sentence_that_sets_no_duty_answers_a_question(
    ferries: tuple[Norms, Identity], wanted: Wanted, sentences: list[str]
) -> None:
    norms, who = ferries
    found = [norm for norm in find_nearest(norms, wanted, who) if "保修" in norm.sentence]
    assert [norm.sentence for norm in found] == sentences and not any(norm.is_duty for norm in found)
    assert not find_norms(norms, Wanted(about="保修")), "it is no duty"
    output = BytesIO()
    checklist.write(output, "csv", found, load()["zh"])
    told = output.getvalue().decode()
    assert told.count("岚州市渡口管理办法,第三条第三款") == told.count(",sentence,") == len(sentences)
    assert {one["modality"] for one in checklist.records(found, load()["en"])} == {
        "Sentence, not a duty" for _ in found
    }
    counted = sum(count for _, count in count_fields(norms))
    assert counted == sum(len(norm.fields) for norm in norms.norms if norm.is_duty), "sentences are counted nowhere"


def test_duties_alone_are_asked_for_without_any_sentence(ferries: tuple[Norms, Identity]) -> None:
    def unread() -> NoReturn:
        raise AssertionError("sentences were read")

    norms = replace(ferries[0], read_sentences=unread)
    for wanted in (Wanted(), Wanted(bearer="财政部门"), Wanted(about="超载"), Wanted(about="几年", side="person")):
        answer(norms, wanted, ferries[1])
    with pytest.raises(AssertionError, match="sentences were read"):
        answer(norms, Wanted(about="渡船保修几年"), ferries[1])


def test_a_sentence_in_which_a_duty_or_a_sanction_stands_is_none(ferries: tuple[Norms, Identity]) -> None:
    words = [norm.sentence for norm in ferries[0].sentences]
    assert "船帆归船东所有。" in words and len(words) == len(set(words))
    assert not any("应当" in one or "罚款" in one or one == "岚州市渡口管理办法" for one in words)


def test_duties_and_sentences_of_parts_are_told_apart(tmp_path: Path) -> None:
    """A notice issues a 办法 and has an annex: each has an article 1."""
    (tmp_path / "notice.md").write_text(NOTICE, encoding="utf-8")
    build_store(tmp_path / "out", tmp_path / "notice.md")
    with Store.open(tmp_path / "out" / "store") as view:
        norms = read_norms(view)
        stated = {norm.sentence: norm for norm in norms.sentences}
    assert {norm.sentence: norm.clause.removeprefix(norm.document) for norm in norms.norms} == {
        "第一条 船帆所有人应当每月检验。": "/doc_1/art_1",
        "第一条 船帆保管人应当晾晒船帆。": "/att_1/art_1",
    }
    assert {words: (norm.section, norm.lead) for words, norm in stated.items()} == {
        "现将《岚州市船帆检验办法》印发给你们。": ("para_1", ""),
        "船帆的检验周期为三十天。": ("art_1__para_2", ""),
        "（一）帆布和桅索的强度；": ("art_3__point_1", "第三条 船帆检验包括下列项目："),
        "（二）桅杆。": ("art_3__point_2", "第三条 船帆检验包括下列项目："),
        "第四条 本办法自2021年5月1日起施行。": ("art_4", ""),
        "船帆的晾晒时间为三小时。": ("art_1__para_2", ""),
    }
    duties = {norm.sentence: norm for norm in norms.norms}
    days, hours = stated["船帆的检验周期为三十天。"], stated["船帆的晾晒时间为三小时。"]
    assert article(days) == article(duties["第一条 船帆所有人应当每月检验。"])
    assert article(hours) == article(duties["第一条 船帆保管人应当晾晒船帆。"]) != article(days)
    assert checklist.records([days], load()["zh"])[0]["section"] == "第一条第二款"


def test_a_field_of_law_gathers_what_rests_on_the_law(ferries: tuple[Norms, Identity]) -> None:
    found = find_norms(ferries[0], Wanted(field="渡船检验"))
    assert {norm.title for norm in found} == {"渡船检验条例", "岚州市渡口管理办法"}
    assert dict(count_fields(ferries[0])) == {"渡船检验": 4, "渡口": 2, "河道": 1}


def test_an_agency_has_the_duties_of_its_kind_in_its_place_alone(ferries: tuple[Norms, Identity]) -> None:
    norms, who = ferries
    found = find_norms(norms, Wanted(bearer="岚州市财政局"), who)
    assert {norm.title for norm in found} == {"渡船检验条例", "岚州市渡口管理办法"}


@pytest.mark.parametrize(("title", "field"), [
    ("中华人民共和国水上安全法",               "水上安全"),
    ("岚州市水上安全管理条例（试行）",         "水上安全"),
    ("岚州市实施《中华人民共和国水上安全法》办法", "水上安全"),
    ("水上安全法实施细则",                     "水上安全"),
    ("关于适用《水上安全法》若干问题的解释",   "水上安全"),
    ("关于印发《岚州市渡口管理暂行办法》的通知", "渡口"),
    ("加强对外贸易管理的规定",                 "对外贸易"),
    ("关于表扬先进单位的通报",                 ""),
    ("渡口经营的办法与做法",                   ""),
    ("渡口执法",                               ""),
    ("渡船的用法",                             ""),
    ("中华人民共和国公司法",                   "公司"),
    ("涉外渡运关系法律适用法",                 "涉外渡运关系法律适用"),
    ("国务院关于修改《渡口条例》的决定",       "渡口"),
    ("岚州市人民政府关于废止《岚州市渡口管理办法》等规章的决定", "渡口"),
    ("岚州市信用法",                           "信用"),
    ("国务院关于执行《渡口公约》的若干规定",   ""),
])  # fmt: skip
def test_the_field_that_a_title_names(title: str, field: str) -> None:
    assert field_of_law(title) == field
