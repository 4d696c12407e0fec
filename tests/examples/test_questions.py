"""Competency questions: the saved queries about relations, with their answers on the sample gazettes."""

from collections import Counter
from pathlib import Path

import pytest
from rdflib import Literal, URIRef

from graph.query.query import all_queries, find, run
from graph.records.questions import ask
from graph.store.errors import QueryError
from graph.store.store import Store
from ontology.iri import Iris
from ontology.vocabulary import PREFIXES
from tests.conftest import build_store

Answer = list[tuple[object, ...]]

QUESTIONS: list[tuple[str, dict[str, str], tuple[str, ...], Answer]] = [
    ("legal-bases", {"document": "岚政办发〔2021〕9号"}, ("kind", "to_number"), [
        ("basedOn", "国办发〔2020〕23号"), ("basedOn", "岭政办发〔2020〕33号"), ("implements", "岚发〔2019〕21号"),
    ]),
    ("impact", {"document": "岚政发〔2019〕14号"}, ("kind", "number", "signed"), [
        ("basedOn", "岚政办发〔2019〕18号", "2019-08-19"), ("cites", "岚政办发〔2021〕9号", "2021-07-19"),
        ("cites", "岚望政办发〔2023〕2号", "2023-04-17"),
    ]),
    ("article-cited", {"document": "国务院令第649号", "article": "68"}, ("number", "section", "provision", "kind"), [
        ("岚民发〔2019〕47号", "art_7", "art_68", "cites"),
    ]),
    ("articles-most-cited", {"document": "国务院令第649号"}, ("provision", "places", "number"), [
        ("art_68", 1, "岚民发〔2019〕47号"),
    ]),
    ("cites-repealed", {}, ("number", "kind", "to_number", "act", "act_number"), [
        ("岚政办发〔2019〕18号", "cites", "岚望政发〔2018〕5号", "repeals", "岚望政发〔2023〕3号"),
        ("岚政办字〔2021〕31号", "basedOn", "岚政办发〔2013〕44号", "repeals", "岚政发〔2019〕15号"),
        ("岚望政办发〔2023〕2号", "cites", "岚望政发〔2019〕8号", "declaresExpired", "岚望政发〔2023〕3号"),
        ("岚望政发〔2019〕8号", "basedOn", "岚政发〔2012〕31号", "repeals", "岚政发〔2019〕15号"),
    ]),
    ("clean-up", {"document": "岚政发〔2019〕15号"}, ("kind", "to_number"), [
        ("repeals", "岚政发〔2012〕31号"), ("declaresExpired", "岚政字〔2011〕62号"), ("amends", "岚政办发〔2016〕35号"),
        ("repeals", "岚政办发〔2013〕44号"), ("repeals", "岚政办发〔2015〕27号"), ("declaresExpired", "岚政办字〔2014〕19号"),
    ]),
    ("agencies-together", {}, ("agency", "with", "documents"), [
        ("中共岚州市委", "岚州市人民政府", 1), ("岚州市民政局", "岚州市财政局", 1), ("岚州市科学技术局", "岚州市财政局", 1),
    ]),
    ("ledger", {"agency": "岚州市大数据局"}, ("number", "role", "value"), [
        ("岚政办发〔2019〕18号", "lead", "2020-12-31"), ("岚政发〔2021〕12号", "responsible", "P1WD"),
        ("岚政发〔2021〕12号", "responsible", "P5WD"), ("岚政发〔2021〕12号", "responsible", "P5WD"),
    ]),
    ("supersessions", {}, ("number", "old_number"), [("岚政发〔2019〕14号", "岚政发〔2014〕20号")]),
    ("status-on-day", {"day": "2020-01-01"}, ("number", "status", "through"), [
        ("岚政办发〔2016〕35号", "amended", None),
        ("岚政办字〔2014〕19号", "declared-invalid", None),
        ("岚政字〔2011〕62号", "declared-invalid", None),
        ("岚政发〔2019〕14号", "in-force", "2024-08-31"),
        ("岚政发〔2019〕15号", "in-force", None),
        ("岚望政发〔2019〕8号", "in-force", "2021-08-31"),
        ("岚民发〔2019〕47号", "in-force", "2021-09-14"),
        ("岚州市人民政府令第38号", "not-yet-issued", "2021-07-04"),
        ("岚州市望湖区人民政府关于公布2023年度重大行政决策事项目录的公告", "not-yet-issued", "2023-05-14"),
        ("岚政办发〔2021〕9号", "not-yet-issued", "2021-07-18"),
        ("岚政办字〔2021〕31号", "not-yet-issued", "2021-07-07"),
        ("岚政办字〔2021〕31号", "not-yet-issued", "2021-07-21"),  # two documents of one number: each has an IRI of its own
        ("岚政发〔2021〕12号", "not-yet-issued", "2021-07-14"),
        ("岚政发〔2021〕13号", "not-yet-issued", "2021-07-15"),
        ("岚望政办发〔2023〕2号", "not-yet-issued", "2023-04-16"),
        ("岚望政办发〔2023〕4号", "not-yet-issued", "2023-04-24"),
        ("岚望政办字〔2023〕11号", "not-yet-issued", "2023-03-19"),
        ("岚望政发〔2023〕3号", "not-yet-issued", "2023-03-30"),
        ("岚望政发〔2023〕4号", "not-yet-issued", "2023-05-09"),
        ("岚望政字〔2023〕6号", "not-yet-issued", "2023-05-05"),
        ("岚财规〔2021〕4号", "not-yet-issued", "2021-07-25"),
        ("岚发〔2019〕21号", "presumed-in-force", None),
        ("岚州市人民政府任免工作人员名单", "presumed-in-force", None),
        ("岚政办发〔2019〕18号", "presumed-in-force", None),
        ("岚政办发〔2013〕44号", "repealed", None),
        ("岚政办发〔2015〕27号", "repealed", None),
        ("岚政发〔2012〕31号", "repealed", None),
        ("岚政发〔2014〕20号", "repealed", None),
        ("岚民发〔2012〕18号", "repealed", None),
    ]),
    ("events-of-document", {"document": "岚政发〔2014〕20号"}, ("day", "event", "act"), [
        ("2019-09-01", "repealed", "岚政发〔2019〕14号"),
    ]),
    ("expiring-between", {"from": "2021-01-01", "until": "2023-12-31"}, ("last_day", "number", "act"), [
        ("2021-08-31", "岚望政发〔2019〕8号", "岚望政发〔2019〕8号"),
        ("2021-09-14", "岚民发〔2019〕47号", "岚民发〔2019〕47号"),
        ("2023-05-31", "岚望政发〔2023〕4号", "岚望政发〔2023〕4号"),
    ]),
    ("ending-soon", {"from": "2021-07-01", "until": "2021-08-31"}, ("first_day_out", "number", "status", "act"), [
        ("2021-07-15", "岚政发〔2017〕16号", "repealed", "岚政发〔2021〕12号"),
        ("2021-07-19", "岚政办发〔2018〕6号", "stopped", "岚政办发〔2021〕9号"),
        ("2021-08-01", "岚政发〔2016〕9号", "repealed", "岚政发〔2021〕13号"),
    ]),
    ("deadlines-between", {"from": "2019-01-01", "until": "2019-10-31"}, ("due", "party", "role", "number"), [
        ("2019-09-20", "各区县、各部门", None, "岚发〔2019〕21号"),  # of a duty: its bearer, and no role
        ("2019-09-30", "岚州市应急管理局", "support", "岚政办发〔2019〕18号"),
        ("2019-09-30", "岚州市民政局", "support", "岚政办发〔2019〕18号"),
        ("2019-09-30", "岚州市消防救援支队", "lead", "岚政办发〔2019〕18号"),
        ("2019-10-31", "中共岚州市委机构编制委员会办公室", "support", "岚发〔2019〕21号"),
        ("2019-10-31", "岚州市司法局", "support", "岚发〔2019〕21号"),
        ("2019-10-31", "岚州市应急管理局", "lead", "岚发〔2019〕21号"),
    ]),
    ("recurring-deadlines", {}, ("recurrence", "printed", "number"), [
        ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31", "每年1月底前", "岚发〔2019〕21号"),
        ("FREQ=QUARTERLY", "每季度", "岚发〔2019〕21号"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", "每年12月底前", "岚发〔2019〕21号"),
        ("FREQ=MONTHLY;INTERVAL=6", "每半年", "岚发〔2019〕21号"),
        ("FREQ=DAILY", "每日", "岚州市人民政府令第38号"),
    ]),
    ("tasks-of-document", {"document": "岚政办发〔2019〕18号"}, ("position", "party", "role"), [
        (1, "岚州市民政局", "lead"),
        (1, "岚州市自然资源和规划局", "support"),
        (1, "岚州市住房和城乡建设局", "support"),
        (1, "各区县政府", "support"),
        (2, "岚州市民政局", "responsible"),
        (2, "岚州市财政局", "responsible"),
        (2, "岚州市消防救援支队", "responsible"),
        (3, "岚州市卫生健康委员会", "lead"),
    ]),
    ("agencies-by-tasks", {}, ("agency", "role", "tasks"), [
        ("岚州市住房和城乡建设局", "support", 8),
        ("岚州市应急管理局", "lead", 6),
        ("岚州市应急管理局", "responsible", 6),
        ("岚州市民政局", "support", 6),
        ("岚州市自然资源和规划局", "support", 6),
        ("各区县政府", "responsible", 5),
        ("岚州市住房和城乡建设局", "lead", 5),
    ]),
    ("open-assignments", {}, ("number", "party", "role"), [
        ("岚政发〔2021〕12号", "国网岚州供电公司", "support"),
        ("岚政发〔2021〕12号", "国网岚州供电公司", "support"),
    ]),
    ("duties-of-agency", {"agency": "财政局"}, ("agency_name", "modality", "number"), [
        ("岚州市望湖区财政局", "obligation", "岚望政办发〔2023〕2号"),
        ("岚州市望湖区财政局", "obligation", "岚望政发〔2023〕4号"),
        ("岚州市财政局", "obligation", "岚政发〔2019〕14号"),
    ]),
    ("prohibitions", {}, ("number", "bearer", "cue"), [
        ("岚发〔2019〕21号", "负有安全生产监督管理职责的部门", "不得"),
        ("岚发〔2019〕21号", "负有监管职责的部门", "严禁"),
        ("岚发〔2019〕21号", "举报受理单位", "不得"),
        ("岚发〔2019〕21号", "未经培训合格的", "不得"),
    ]),
    ("reforms-of-agency", {"agency": "岚州市"}, ("former", "new"), [
        ("岚州市国土资源局", "岚州市自然资源和规划局"),
        ("岚州市规划局", "岚州市自然资源和规划局"),
    ]),
    ("orphans", {}, ("title", "signed"), [
        ("岚州市人民政府任免工作人员名单", "2019-08-12"),
    ]),
    ("stale-bases", {"day": "2024-01-01"}, ("number", "kind", "basis_number", "status", "since", "own_status"), [
        ("岚政办字〔2021〕31号", "basedOn", "岚政办发〔2013〕44号", "repealed", "2019-08-15", "presumed-in-force"),
        ("岚望政办发〔2023〕4号", "basedOn", "岚民发〔2019〕47号", "expired", "2021-09-15", "presumed-in-force"),
        ("岚望政发〔2019〕8号", "basedOn", "岚政发〔2012〕31号", "repealed", "2019-08-15", "declared-invalid"),
    ]),
    ("left-without-basis", {"document": "岚政发〔2019〕15号"}, ("number", "basis_number", "others"), [
        ("岚政办字〔2021〕31号", "岚政办发〔2013〕44号", 2), ("岚望政发〔2019〕8号", "岚政发〔2012〕31号", 1),
    ]),
    ("time-to-carry-out", {"document": "岚发〔2019〕21号"}, ("below_number", "days", "level", "below_level"), [
        ("岚望政办字〔2023〕11号", 1329, "city", "county"), ("岚望政办发〔2023〕2号", 1357, "city", "county"),
    ]),
    ("superseded-editions", {}, ("number",), []),  # no text has two editions here: tests/graph/query/test_editions.py
    ("cited-but-absent", {}, ("issuer", "number", "documents"), [
        ("unknown", "中华人民共和国安全生产法", 2), ("unknown", "中华人民共和国科学技术进步法", 2),
        ("unknown", "中华人民共和国老年人权益保障法", 2),
    ]),
    ("cited-together", {"at_least": "2"}, ("number", "with_number", "documents"), [
        ("国办发〔2020〕23号", "岚发〔2019〕21号", 2), ("国办发〔2020〕23号", "岚政发〔2019〕14号", 2),
        ("国办发〔2020〕23号", "岚望政办发〔2020〕11号", 2), ("国办发〔2020〕23号", "岭政办发〔2020〕33号", 2),
        ("岚发〔2019〕21号", "岚政发〔2019〕14号", 2), ("岚发〔2019〕21号", "岚望政办发〔2020〕11号", 2),
        ("岚政发〔2019〕14号", "岚望政办发〔2020〕11号", 2), ("岚政发〔2021〕12号", "中华人民共和国科学技术进步法", 2),
        ("岚望政办发〔2020〕11号", "岚望政发〔2019〕8号", 2), ("岚望政办发〔2020〕11号", "岚望政发〔2020〕6号", 2),
        ("岚望政发〔2019〕8号", "岚望政发〔2020〕6号", 2), ("岭发〔2018〕11号", "中华人民共和国安全生产法", 2),
        ("岭政办发〔2020〕33号", "岚发〔2019〕21号", 2), ("岭政办发〔2020〕33号", "岚政发〔2019〕14号", 2),
        ("岭政办发〔2020〕33号", "岚望政办发〔2020〕11号", 2),
    ]),
    ("central-documents", {}, ("kind", "number", "documents"), [
        ("basedOn", "中华人民共和国科学技术进步法", 2), ("basedOn", "中华人民共和国老年人权益保障法", 2),
        ("basedOn", "国办发〔2018〕37号", 2), ("basedOn", "国务院令第649号", 2), ("basedOn", "岚政发〔2021〕12号", 2),
        ("cites", "岚州市人民政府令第38号", 2), ("cites", "岚政发〔2019〕14号", 2), ("cites", "岚望政办发〔2020〕11号", 2),
        ("implements", "岚发〔2019〕21号", 3), ("implements", "中华人民共和国安全生产法", 2), ("implements", "岭发〔2018〕11号", 2),
        ("implements", "岭政发〔2019〕7号", 2),
    ]),
    ("implementers-by-level", {}, ("issuer", "level", "upper_issuer", "upper_level", "relations"), [
        ("岚州市人民政府", "city", "unknown", "state", 4), ("岚州市人民政府", "city", "unknown", "province", 3),
        ("岚州市人民政府", "city", "国务院办公厅", "state", 3), ("岚州市望湖区人民政府", "county", "岚州市人民政府", "city", 3),
    ]),
    ("citing-title", {"title": "安全生产法"}, ("cited", "number", "kind"), [
        ("中华人民共和国安全生产法", "岚发〔2019〕21号", "implements"),
        ("中华人民共和国安全生产法", "岚望政办字〔2023〕11号", "implements"),
    ]),
]  # fmt: skip
# Long answers, of which the first rows are compared.
LONG = {
    "cited-but-absent", "implementers-by-level",
    "agencies-by-tasks", "prohibitions", "recurring-deadlines", "tasks-of-document",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "params", "columns", "expected"), QUESTIONS, ids=[question[0] for question in QUESTIONS]
)
def test_a_question_has_its_answer(
    name: str, params: dict[str, str], columns: tuple[str, ...], expected: Answer, example_store: Path
) -> None:
    with Store.open(example_store) as store:
        answer = run(store, find(name), params)
    places = [answer.columns.index(column) for column in columns]
    rows = [tuple(row[place] for place in places) for row in answer.rows]
    assert rows[: len(expected)] == expected
    assert len(rows) == len(expected) or (name in LONG and len(rows) > len(expected))


def test_the_chain_from_the_state_to_the_district(example_store: Path) -> None:
    with Store.open(example_store) as store:
        answer = run(store, find("implementation-chain"), {"document": "岚望政办发〔2023〕2号"})
    step, above = answer.columns.index("step"), answer.columns.index("above_number")
    steps = {(row[step], row[above]) for row in answer.rows}
    assert {(1, "岚政办发〔2021〕9号"), (2, "岭政办发〔2020〕33号"), (2, "国办发〔2020〕23号")} <= steps
    assert {(1, "岚发〔2019〕21号"), (2, "岭发〔2018〕11号"), (2, "中发〔2016〕32号")} <= steps


def test_absent_documents_are_counted_by_issuer(example_store: Path) -> None:
    """What the three texts cite by number, and whose number that is; the counts were read through, row by row."""
    with Store.open(example_store) as store:
        answer = run(store, find("cited-but-absent"))
    issuer = answer.columns.index("issuer")
    assert Counter(row[issuer] for row in answer.rows) == {
        "unknown": 23, "东岭省人民政府": 3, "中共东岭省委": 1, "中共中央": 1, "中共岚州市委": 1, "中共岚州市委办公厅": 1,
        "国务院": 9, "国务院办公厅": 5, "岚州市人民政府": 7, "岚州市人民政府办公厅": 8, "岚州市望湖区人民政府": 5,
        "岚州市望湖区人民政府办公室": 7,
    }  # fmt: skip


def test_the_most_cited_come_first(example_store: Path) -> None:
    with Store.open(example_store) as store:
        answer = run(store, find("most-cited"), {"at_least": "2"})
    counts = [row[answer.columns.index("documents")] for row in answer.rows]
    assert counts == sorted(counts, key=lambda count: -int(str(count))) and counts[0] == 3 and counts[-1] == 2


def test_every_sentence_is_in_its_source(example_store: Path, example_texts: dict[str, bytes]) -> None:
    """The words of each reference, as the graph quotes them, occur in the source at the code points that it gives."""
    texts = {name: data.decode().replace("\r\n", "\n") for name, data in example_texts.items()}
    with Store.open(example_store) as store:
        rows = list(store.select(
            "SELECT ?name ?exact ?evidence WHERE { ?reference a zm:Reference ; oa:hasTarget ?evidence . "
            "?evidence zm:exact ?exact . BIND(IRI(STRBEFORE(STR(?evidence), '#')) AS ?source) ?source dct:identifier ?name }"
        ))  # fmt: skip
    assert len(rows) > 100
    for row in rows:
        _, start, end = Iris.code_points(row["evidence"].value)
        assert texts[row["name"].value][start:end] == row["exact"].value


@pytest.mark.parametrize("name", sorted(saved.name for saved in all_queries()))
def test_no_row_leaves_out_which_document_it_is_about(name: str, example_store: Path) -> None:
    """The column `number` contains the number, else the title, else the IRI: never nothing."""
    given = {"document": "岚政发〔2019〕14号", "agency": "岚州市", "day": "2022-01-01", "from": "2019-01-01", "until": "2025-12-31",
             "before": "2030-01-01", "title": "安全", "text": "岚州", "article": "3",
             "bearer": "单位", "act": "移交", "agency_name": "民政", "word": "券"}  # fmt: skip
    with Store.open(example_store) as store:
        found = find(name)
        answer = run(store, found, {p.name: given[p.name] for p in found.parameters if p.default is None})
    named = [answer.columns.index(column) for column in answer.columns if column in ("number", "name", "document")]
    assert all(row[place] for row in answer.rows for place in named)


def test_a_paper_without_number_and_title_is_called_by_its_file(tmp_path: Path) -> None:
    """In every column `number`, where nothing is printed that it could hold."""
    paper = tmp_path / "浴室.txt"
    paper.write_text(
        "各浴室请按照《办法》执行。\n公共浴室经营者应当每日消毒。\n禁止在消防通道停车。\n", encoding="utf-8"
    )
    build_store(tmp_path / "built", paper)
    asked = {"duties-of-bearer": {"bearer": "经营者"}, "unresolved-references": {}, "prohibitions": {}}
    with Store.open(tmp_path / "built" / "store") as store:
        for name, given in asked.items():
            answer = ask(store, find(name), given)
            numbers = {row[answer.columns.index("number")] for row in answer.rows}
            assert numbers == {"浴室"}, name


@pytest.mark.parametrize("written", ["岚政发〔2019〕14号", "岚政发[2019]14", "岚政发2019年14号", "岚政发（2019）14号",
    "《岚州市养老服务设施管理办法》", "岚州市养老服务设施管理办法",
])  # fmt: skip
def test_a_document_is_found_however_it_is_written(written: str, example_store: Path) -> None:
    with Store.open(example_store) as store:
        assert len(ask(store, find("impact"), {"document": written}).rows) == 3


def test_nothing_found_says_why_and_what_is_near(example_store: Path) -> None:
    with Store.open(example_store) as store, pytest.raises(QueryError) as refused:
        ask(store, find("impact"), {"document": "岚政发〔2019〕17号"})
    assert "no document has this number" in refused.value.en and "岚政发〔2019〕14号" in refused.value.zh


@pytest.mark.parametrize(
    "name", ["impact", "implementation-chain", "tasks-of-document", "events-of-document", "left-without-basis"]
)
@pytest.mark.parametrize("term", [Literal, URIRef])
def test_rdflib_answers_a_saved_file_alike(name: str, term: type, example_store: Path) -> None:
    """The file as it is, with `initBindings`: the value as a string, or the document's IRI."""
    iri = "https://w3id.org/zhengmai/eli/cn/990100/岚政发/2019/14"
    with Store.open(example_store) as store:
        ours = run(store, find(name), {"document": iri})
        theirs = store.graph().query(find(name).text, initBindings={"document": term(iri)}, initNs=dict(PREFIXES))
        assert len(list(theirs)) == len(ours.rows)
