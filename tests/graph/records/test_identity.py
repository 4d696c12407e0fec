"""What a document is, and which one a user means: on the sample gazettes, in every spelling."""

from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records import lookup
from graph.records.cited import CitedAs, list_cited
from graph.records.documents import DocumentRow
from graph.records.identity import NOBODY, Identity, build_identity
from graph.records.name_index import build_names
from graph.records.spelling import NumberKey, fold, number_keys, title_key
from graph.store.store import Store
from ontology.identifiers import Annex, Instrument, StatementKind
from ontology.iri import Iris
from tests.samples import fictional as sample

IRIS = Iris()
LAN, WANG = "990100", "990102"
NOTICE = IRIS.numbered(LAN, "岚政发", 2019, 14)
CARE = IRIS.titled_only("岚州市养老服务设施管理办法")
ISSUE = IRIS.source("岚州市人民政府公报-2019-08.txt")
SEVERAL = {IRIS.numbered(LAN, "岚政办字", 2021, 31), IRIS.local("岚州市人民政府公报-2021-15.txt", 6)}
LAW = IRIS.titled_only("老年人权益保障法")


@pytest.fixture(scope="module")
def who(gazettes: Path) -> Iterator[Identity]:
    with Store.open(gazettes) as view:
        yield build_identity(view)


@pytest.fixture(scope="module")
def fictional(store: Path) -> Iterator[Identity]:
    with Store.open(store) as view:
        yield build_identity(view)


def test_documents_alone_are_found_as_with_all_else(gazettes: Path, who: Identity) -> None:
    """What looks documents up alone builds a quarter of it: each name and each statement leads to the same document."""
    with Store.open(gazettes) as view:
        alone = build_identity(view, documents_only=True)
    assert not alone.agencies and who.agencies
    assert alone.published.keys() == who.published.keys() and alone.cited == who.cited and alone.placed == who.placed
    assert (alone.denoted, alone.editions) == (who.denoted, who.editions)
    for iri, row in who.published.items():
        one = alone.published[iri]
        assert (one.number, one.title, one.signed, one.instruments) == (
            row.number,
            row.title,
            row.signed,
            row.instruments,
        )
        assert (alone.names(iri), alone.referents(iri)) == (who.names(iri), who.referents(iri))
        for name in who.names(iri):
            assert alone.find(name) == who.find(name)
    task = IRIS.statement(ISSUE, StatementKind.TASK, 2, 1)
    assert alone.canonical(task) == who.canonical(task) == NOTICE


@pytest.mark.parametrize(("iri", "document"), [
    (NOTICE, NOTICE),
    (IRIS.part(NOTICE, Instrument, 1), NOTICE),
    (IRIS.part(NOTICE, Annex, 3), NOTICE),
    (IRIS.clause(IRIS.part(NOTICE, Instrument, 1), "art_3__para_1"), NOTICE),
    (IRIS.clause(NOTICE, "para_9", imprint=True), NOTICE),
    (IRIS.status_event(NOTICE, 1), NOTICE),
    (CARE, NOTICE),
    (IRIS.clause(CARE, "art_3"), NOTICE),
    (IRIS.clause(LAW, "art_3"), LAW),
    (LAW, LAW),
    (IRIS.statement(ISSUE, StatementKind.TASK, 2, 1), NOTICE),
    (IRIS.assignment(ISSUE, 2, 1, 1), NOTICE),
    (IRIS.fact(ISSUE, 2, "number", 1), NOTICE),
    (IRIS.statement(ISSUE, StatementKind.TASK, 99, 1), IRIS.statement(ISSUE, StatementKind.TASK, 99, 1)),
    (IRIS.chars(ISSUE, 1, 2), IRIS.chars(ISSUE, 1, 2)),
    (IRIS.agency("岚州市财政局"), IRIS.agency("岚州市财政局")),
    ("http://elsewhere/eli/cn/1/2/3", "http://elsewhere/eli/cn/1/2/3"),
    ("", ""),
])  # fmt: skip
def test_the_one_iri_of_what_goes_by_several(iri: str, document: str, who: Identity) -> None:
    assert who.canonical(iri) == document
    owner = who.owner(iri)
    assert (owner.iri if owner else None) == (document if document in who.published else None)


def test_referents_lead_back_and_names_are_all_that_it_goes_by(who: Identity) -> None:
    assert {NOTICE, CARE, IRIS.part(NOTICE, Instrument, 1)} <= set(who.referents(CARE))
    for iri in (*who.published, *who.cited):
        assert who.referents(iri)[0] == iri
        assert {who.canonical(one) for one in who.referents(iri)} == {iri}
    assert who.names(CARE) == (
        "岚政发〔2019〕14号", "岚州市人民政府关于印发岚州市养老服务设施管理办法的通知", "岚州市养老服务设施管理办法"
    )  # fmt: skip
    assert who.label(IRIS.clause(NOTICE, "art_1")) == "岚政发〔2019〕14号"
    assert who.label(LAW) == "中华人民共和国老年人权益保障法"
    assert who.label(IRIS.agency("岚州市财政局")) == "岚州市财政局" and who.label("http://x/y%20z") == "y z"


def test_every_document_is_found_by_each_of_its_names(who: Identity) -> None:
    """None is lost, and where a name is another's too, both are given."""
    for iri, row in {**who.cited, **who.published}.items():
        for name in (row.number, row.title, *row.instruments):
            if name:
                found = who.find(name).exact
                assert iri in found or (iri in who.cited and set(found) <= who.published.keys()), (name, found)
                same = fold(name)
                for one in found:
                    spelt = [key for held in who.names(one) for key in (fold(held), title_key(held))]
                    assert number_keys(name) or {same, title_key(name)} & set(spelt)
        assert who.find(iri).exact == who.find(iri.removeprefix(IRIS.base)).exact == (iri,)


ONE = [
    *(f"岚政发{number}" for number in ("〔2019〕14号", "(2019)14号", "（2019）14号", "[2019]14号", "【2019】14号", "［２０１９］１４号")),
    *(f"岚政发{number}" for number in ("2019年14号", "2019年第14号", "〔2019〕第14号", "(2019)14", "201914号", "〔2019 14号",
    "2019〕14 号")),
    " 岚 政 发 〔 2019 〕 14 号 ", "岚政发〔2019〕14号文", "岚政发〔2019〕14号文件", "岚政发〔2019〕014号",
    "岚州市养老服务设施管理办法", "《岚州市养老服务设施管理办法》", "岚州市 养老服务设施 管理办法", "〈岚州市养老服务设施管理办法〉",
    "岚州市人民政府关于印发岚州市养老服务设施管理办法的通知", "岚州市人民政府关于印发《岚州市养老服务设施管理办法》的通知",
    "《岚州市养老服务设施管理办法》（岚政发〔2019〕14号）", "岚政发(2019)14号《岚州市养老服务设施管理办法》",
    "eli/cn/990100/岚政发/2019/14", "eli/cn/990100/岚政发/2019/14/doc_1/art_3", NOTICE, "title/岚州市养老服务设施管理办法",
]  # fmt: skip


@pytest.mark.parametrize("typed", ONE)
def test_one_document_in_every_spelling(typed: str, who: Identity) -> None:
    found = who.find(typed)
    assert (found.exact, found.only, found.near, found.reason) == ((NOTICE,), NOTICE, (), ("", ""))


@pytest.mark.parametrize(("typed", "number"), [
    ("国务院令649号", "国务院令第649号"), ("国务院令第649号", "国务院令第649号"), ("国令第649号", "国务院令第649号"), ("国务院令649",
    "国务院令第649号"),
    ("国务院第649号令", "国务院令第649号"), ("中华人民共和国国务院令第649号", "国务院令第649号"), ("国务院令第 ６４９ 号",
    "国务院令第649号"),
    ("岚州市人民政府令第38号", "岚州市人民政府令第38号"), ("岚州市人民政府第38号令", "岚州市人民政府令第38号"),
    ("东岭省人民政府令第312号", "省政府令第312号"), ("省政府令312号", "省政府令第312号"), ("建设部财政部令第165号",
    "建设部、财政部令第165号"),
    ("〔2020〕129号", "国办函〔2020〕129号"), ("(2020)129", "国办函〔2020〕129号"), ("2020年第129号", "国办函〔2020〕129号"),
    ("社会救助暂行办法", "国务院令第649号"), ("政府信息公开条例", "国务院令第711号"), ("中华人民共和国政府信息公开条例",
    "国务院令第711号"),
])  # fmt: skip
def test_numbers_of_orders_and_numbers_without_a_code(typed: str, number: str, who: Identity) -> None:
    row = who.row(who.find(typed).only)
    assert row is not None and row.number == number


@pytest.mark.parametrize(
    "typed",
    [
        "老年人权益保障法",
        "《老年人权益保障法》",
        "中华人民共和国老年人权益保障法",
        "《中华人民共和国 老年人权益保障法》",
    ],
)
def test_a_law_with_and_without_the_state(typed: str, who: Identity) -> None:
    assert who.find(typed).exact == (LAW,)


def test_two_documents_of_one_number_are_both_given(who: Identity) -> None:
    found = who.find("岚政办字(2021)31号")
    assert set(found.exact) == set(found.several) == SEVERAL and found.only == ""


@pytest.mark.parametrize(("typed", "near", "containing", "words"), [
    ("养老服务设施管理办法", {"岚政发〔2019〕14号"}, True, "just this"),
    ("〔2019〕15号", {"岚政发〔2019〕15号"}, False, ""),
    ("〔2021〕4号", {"岚财规〔2021〕4号", "岭政办发〔2021〕4号"}, True, "whose it is"),
    ("岚政发〔2019〕16号", {"岚政发〔2019〕14号", "岚政发〔2019〕15号"}, False, "none cites it"),
    ("养老服物设施管理办法", {"岚政发〔2019〕14号"}, False, "number or title"),
    ("第14号", set(), False, "its code and its year"),
    ("毫不相干的名称", set(), False, "number or title"),
    ("", set(), False, "no number or title was given"), ("《》", set(), False, "no number or title was given"),
])  # fmt: skip
def test_what_nearly_has_it_or_why_nothing_has(
    typed: str, near: set[str], containing: bool, words: str, who: Identity
) -> None:
    found = who.find(typed)
    if not words:
        assert {who.label(iri) for iri in found.exact} == near
        return
    assert found.exact == () and near <= {who.label(iri) for iri in found.near}, [who.label(iri) for iri in found.near]
    assert found.containing == containing and words in found.why("en")
    assert found.why("zh") and found.why("zh") != found.why("en")
    assert near or not found.near


@pytest.mark.parametrize(("typed", "name"), [
    ("岚州市财政局", "岚州市财政局"), ("岚州市 财政局", "岚州市财政局"), ("岚州财政局", "岚州市财政局"), ("望湖区财政局",
    "岚州市望湖区财政局"),
    ("岚州市发展改革委", "岚州市发展和改革委员会"), ("岚州市发改委", "岚州市发展和改革委员会"), ("岚州发改委",
    "岚州市发展和改革委员会"), ("市发改委", "岚州市发展和改革委员会"),
    ("人社局", "岚州市人力资源和社会保障局"), ("市人社局", "岚州市人力资源和社会保障局"), ("岚州市人社局", "岚州市人力资源和社会保障局"),
    ("国家发展改革委", "国家发展和改革委员会"), ("国家发改委", "国家发展和改革委员会"), ("望湖区政府", "岚州市望湖区人民政府"),
    ("市政府", "岚州市人民政府"),
    ("agency/岚州市财政局", "岚州市财政局"), (IRIS.agency("岚州市财政局"), "岚州市财政局"), ("市委组织部", "中共岚州市委组织部"),
])  # fmt: skip
def test_an_agency_by_any_of_its_names(typed: str, name: str, who: Identity) -> None:
    found = who.find_agency(typed)
    assert found.exact == (IRIS.agency(name),), [who.label(iri) for iri in found.near]


@pytest.mark.parametrize(("typed", "names", "words"), [
    ("发改委", {"国家发展和改革委员会", "岚州市发展和改革委员会"}, "say whose"), ("财政局", {"岚州市财政局",
    "岚州市望湖区财政局"}, "say whose"),
    ("市财政", {"岚州市财政局"}, "have it in theirs"), ("岚州市才政局", {"岚州市财政局"}, "no agency goes by"), ("", set(), "was given"),
])  # fmt: skip
def test_agencies_that_may_be_meant(typed: str, names: set[str], words: str, who: Identity) -> None:
    found = who.find_agency(typed)
    assert found.exact == () and names <= {who.label(iri) for iri in found.near} and words in found.why("en")
    assert found.why("zh")


def test_documents_and_agencies_together(who: Identity) -> None:
    def find(text: str) -> lookup.Found:
        return lookup.either(who.find(text), who.find_agency(text))

    assert find("岚州市财政局").exact == (IRIS.agency("岚州市财政局"),)
    assert find("岚政发201914号").exact == (NOTICE,)
    assert {who.label(iri) for iri in find("发改委").near} == {"国家发展和改革委员会", "岚州市发展和改革委员会"}
    assert find("毫不相干的名称").why("en")


@pytest.mark.parametrize(("typed", "written"), [
    ("岚政发(2019)14号", "岚政发〔2019〕14号"), ("国令649", "国务院令第649号"), ("《安全生产法》", "安全生产法"), ("安全 生产法",
    "中华人民共和国安全生产法"),
    ("市发改委", "岚州市发展和改革委员会"), ("财政局", "财政局"), ("《没有这个文件》", "没有这个文件"), ("岚政发", "岚政发"),
])  # fmt: skip
def test_as_the_graph_writes_it(typed: str, written: str, who: Identity) -> None:
    assert who.as_written(typed) == written


opening, closing = st.sampled_from([*"〔[(（【［〖", ""]), st.sampled_from([*"〕])）】］〗", ""])
blank = st.sampled_from(["", " ", "　"])
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@given(
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=6).filter(
        lambda code: not set(code) & set("第号年令告文")
    ),
    st.integers(1950, 2049),
    st.integers(1, 9999),
    opening,
    closing,
    st.sampled_from(["", "第"]),
    st.sampled_from(["", "号"]),
    st.lists(blank, min_size=6, max_size=6),
    st.booleans(),
)
def test_a_number_in_any_spelling_is_one(
    code: str, year: int, serial: int, before: str, behind: str, ordinal: str, end: str, blanks: list[str], wide: bool
) -> None:
    pieces = [code, before, str(year), behind, ordinal, str(serial) + end]
    typed = "".join(piece + gap for piece, gap in zip(pieces, blanks, strict=True))
    assert number_keys(typed.translate(WIDE) if wide else typed)[0] == NumberKey(fold(code), year, serial)


@given(data=st.data())
def test_any_spelling_of_a_title_finds_it(data: st.DataObject, who: Identity) -> None:
    row = data.draw(st.sampled_from([row for row in who.published.values() if row.title]))
    gaps = data.draw(
        st.lists(
            st.sampled_from(["", "", " ", "　", "《", "》", "“"]), min_size=len(row.title), max_size=len(row.title)
        )
    )
    typed = "".join(gap + character for gap, character in zip(gaps, row.title, strict=True))
    assert row.iri in who.find(typed).exact


@given(st.text(max_size=60))
def test_any_text_gives_an_answer(text: str) -> None:
    found = lookup.either(NOBODY.find(text), NOBODY.find_agency(text))
    assert found.exact == found.near == () and found.why("zh") and found.why("en")


def test_hostile_names_are_names(fictional: Identity) -> None:
    assert fictional.find(sample.HOSTILE).exact == (sample.BAD,)
    assert fictional.owner(f"{sample.BAD}#passed_by-1") == fictional.published[sample.BAD]


def test_a_document_without_number_and_title_is_found_by_its_file() -> None:
    iri = IRIS.local("文件/渡口改造方案.docx", 1)
    known = build_names({iri: DocumentRow(iri, "", "", None, (), "", "")}, {}, {}, {}, {}, (), lambda _: None)
    assert lookup.documents(known, "渡口改造方案").exact == (iri,)
    assert lookup.documents(known, "渡口").near == (iri,)
    assert known.names[iri] == ("渡口改造方案",)


class Asked(dict[str, DocumentRow]):
    """Published documents that may be asked for one, and not gone through: there are as many of them as of citations."""

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("all of them are gone through")

    def keys(self) -> NoReturn:
        raise AssertionError("all of them are gone through")


def test_cited_documents_are_found_without_going_through_all_published_ones() -> None:
    row = DocumentRow("urn:甲", "", "", None, (), "", "")
    citations = {("urn:甲", "urn:甲"): CitedAs(), ("urn:乙", "urn:乙"): CitedAs(title="乙")}
    cited = list_cited(citations, str, Asked({"urn:甲": row}))
    assert [(one.iri, one.title) for one in cited.values()] == [("urn:乙", "乙")]


def test_of_several_citations_the_least_number_and_title_are_kept() -> None:
    citation = CitedAs()
    for row in (
        {"title": "乙"},
        {"title": "丙", "number": "岚政发〔2019〕2号"},
        {"number": "岚政发〔2019〕1号", "cited": "urn:乙"},
    ):
        citation.add(row)
    assert citation == CitedAs("岚政发〔2019〕1号", "丙", known=True)
