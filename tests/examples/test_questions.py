"""Competency questions: the saved queries about relations, with their answers on the sample gazettes."""

from pathlib import Path

import pytest

from graph.query.query import find, run
from graph.store.store import Store

Answer = list[tuple[object, ...]]

QUESTIONS: list[tuple[str, dict[str, str], tuple[str, ...], Answer]] = [
    ("legal-bases", {"document": "岚政办发〔2021〕9号"}, ("kind", "to_number"), [
        ("basedOn", "国办发〔2020〕23号"), ("basedOn", "岭政办发〔2020〕33号"), ("implements", "岚发〔2019〕21号"),
    ]),
    ("impact", {"document": "岚政发〔2019〕14号"}, ("kind", "number", "signed"), [
        ("basedOn", "岚政办发〔2019〕18号", "2019-08-19"), ("cites", "岚望政办发〔2023〕2号", "2023-04-17"),
    ]),
    ("cites-repealed", {}, ("number", "kind", "to_number", "act", "act_number"), [
        ("岚政办发〔2019〕18号", "cites", "岚望政发〔2018〕5号", "repeals", "岚望政发〔2023〕3号"),
        ("岚政办字〔2021〕31号", "basedOn", "岚政办发〔2013〕44号", "repeals", "岚政发〔2019〕15号"),
        ("岚望政办发〔2023〕2号", "cites", None, "declaresExpired", "岚望政发〔2023〕3号"),
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
        ("岚州市人民政府令第38号", "not-yet-in-force", "2021-08-31"),
        ("岚政办发〔2021〕9号", "not-yet-in-force", "2021-07-18"),
        ("岚政发〔2021〕12号", "not-yet-in-force", "2021-07-14"),
        ("岚政发〔2021〕13号", "not-yet-in-force", "2021-07-31"),
        ("岚望政发〔2023〕3号", "not-yet-in-force", "2023-03-30"),
        ("岚望政发〔2023〕4号", "not-yet-in-force", "2023-05-31"),
        ("岚望政字〔2023〕6号", "not-yet-in-force", "2023-06-30"),
        ("岚财规〔2021〕4号", "not-yet-in-force", "2021-08-31"),
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
        ("2023-04-30", "岚望政办发〔2018〕9号", "岚望政发〔2023〕3号"),
        ("2023-05-31", "岚望政发〔2023〕4号", "岚望政发〔2023〕4号"),
    ]),
    ("deadlines-between", {"from": "2019-01-01", "until": "2019-10-31"}, ("due", "party", "role", "number"), [
        ("2019-09-30", "岚州市应急管理局", "support", "岚政办发〔2019〕18号"),
        ("2019-09-30", "岚州市民政局", "support", "岚政办发〔2019〕18号"),
        ("2019-09-30", "岚州市消防救援支队", "lead", "岚政办发〔2019〕18号"),
        ("2019-10-31", "中共岚州市委机构编制委员会办公室", "support", "岚发〔2019〕21号"),
        ("2019-10-31", "岚州市司法局", "support", "岚发〔2019〕21号"),
        ("2019-10-31", "岚州市应急管理局", "lead", "岚发〔2019〕21号"),
    ]),
    ("recurring-deadlines", {}, ("recurrence", "printed", "number"), [
        ("FREQ=QUARTERLY;BYMONTHDAY=25", "每季度末月25日前", None),
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
        ("岚州市住房和城乡建设局", "lead", 5),
    ]),
    ("open-assignments", {}, ("number", "party", "role"), [
        ("岚政发〔2021〕12号", "国网岚州供电公司", "support"),
        ("岚政发〔2021〕12号", "国网岚州供电公司", "support"),
    ]),
    ("duties-of-agency", {"agency": "财政局"}, ("agency_name", "modality", "number"), [
        ("岚州市望湖区财政局", "obligation", "岚望政办发〔2023〕2号"),
        ("岚州市望湖区财政局", "prohibition", "岚望政办发〔2023〕2号"),
        ("岚州市望湖区财政局", "obligation", "岚望政发〔2019〕8号"),
        ("岚州市望湖区财政局", "obligation", "岚望政发〔2023〕4号"),
        ("岚州市财政局", "obligation", "岚政发〔2019〕14号"),
    ]),
    ("prohibitions", {}, ("number", "bearer", "cue"), [
        (None, "承办单位", "不得"),
        ("岚发〔2019〕21号", "负有安全生产监督管理职责的部门", "不得"),
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
    ("citing-title", {"title": "安全生产法"}, ("cited", "number", "kind"), [
        ("中华人民共和国安全生产法", "岚发〔2019〕21号", "implements"),
        ("中华人民共和国安全生产法", "岚望政办字〔2023〕11号", "implements"),
    ]),
]  # fmt: skip
# Long answers, of which the first rows are compared.
LONG = {"agencies-by-tasks", "prohibitions", "recurring-deadlines", "tasks-of-document"}


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


def test_the_most_cited_come_first(example_store: Path) -> None:
    with Store.open(example_store) as store:
        answer = run(store, find("most-cited"), {"at_least": "2"})
    counts = [row[answer.columns.index("documents")] for row in answer.rows]
    assert counts == sorted(counts, key=lambda count: -int(str(count))) and counts[0] == 3 and counts[-1] == 2


def test_every_sentence_is_in_its_source(example_store: Path, example_texts: dict[str, bytes]) -> None:
    """The words of each reference, as the graph quotes them, stand in the source at the code points that it gives."""
    texts = {name: data.decode().replace("\r\n", "\n") for name, data in example_texts.items()}
    with Store.open(example_store) as store:
        rows = list(store.select(
            "SELECT ?name ?exact ?start ?end WHERE { ?reference a zm:Reference ; oa:hasTarget ?evidence . "
            "?evidence oa:hasSource/dct:identifier ?name ; oa:hasSelector ?selector . "
            "?selector oa:exact ?exact ; oa:start ?start ; oa:end ?end }"
        ))  # fmt: skip
    assert len(rows) > 100
    for row in rows:
        assert texts[row["name"].value][int(row["start"].value) : int(row["end"].value)] == row["exact"].value
