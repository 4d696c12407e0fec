"""Competency questions: the saved queries about relations, with their answers on the sample gazettes."""

from pathlib import Path

import pytest

from graph.query import find, run
from graph.store import Store

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
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "params", "columns", "expected"), QUESTIONS, ids=[question[0] for question in QUESTIONS]
)
def test_a_question_has_its_answer(
    name: str, params: dict[str, str], columns: tuple[str, ...], expected: Answer, example_store: Path
) -> None:
    with Store.open(example_store) as store:
        answer = run(store, find(name), params)
    places = [answer.columns.index(column) for column in columns]
    assert [tuple(row[place] for place in places) for row in answer.rows] == expected


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
