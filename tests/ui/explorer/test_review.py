"""Decide on facts on a document's page, see them on the page of review, and take them back; a reader writes by no address."""

from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from graph.derive.follow import decide
from graph.records.decisions import list_decided
from graph.records.reviewing import list_doubts, list_reviewable
from graph.records.tasks import read_tasks
from graph.review.decision import Decision, ReviewError
from graph.store import audit
from graph.store.store import Store
from ontology.enumerations import Aspect, Role, TaskState, Verdict
from ontology.iri import Iris
from tests.samples.ledger import TEXT
from tests.samples.once import copied
from ui.explorer import access, deciding, state
from ui.explorer.access import Reader

ON = "eli/cn/990100/岚政发/2022/15"
IRI = Iris().absolute(ON)


@pytest.fixture(scope="module")
def reviewed_store(ledger_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(ledger_store, tmp_path_factory.mktemp("review") / "store")


def sign_in(monkeypatch: pytest.MonkeyPatch, name: str, role: Role) -> None:
    monkeypatch.setattr(access, "reader", lambda: Reader(name, role))


def key_of(store: Path, aspect: Aspect) -> str:
    with Store.open(store) as opened:
        return next(fact.key for fact in list_reviewable(opened, IRI) if fact.aspect is aspect)


def values(store: Path) -> list[tuple[str, str, str]]:
    with Store.open(store) as opened:
        return [(one.decision.aspect, one.decision.value, one.decision.by) for one in list_decided(opened)]


def press(seen: Any, label: str) -> Any:
    return next(button for button in seen.test.button if button.label == label).click().run()


def test_a_role_is_corrected_and_of_a_cited_document_its_fields_and_events(
    visit: Callable[..., Any], reviewed_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(monkeypatch, "王芳", Role.EDITOR)
    key = key_of(reviewed_store, Aspect.ROLE)
    page = visit("document", reviewed_store, iri=IRI, review=key)
    page.test.radio[0].set_value(Verdict.CORRECT)
    page.test.selectbox(key=f"value-{key}").set_value("responsible")
    press(page, "保存决定")
    assert (Aspect.ROLE, "responsible", "王芳") in values(reviewed_store)
    decide(reviewed_store, undone=[key])
    with Store.open(reviewed_store) as opened:
        asked = "SELECT DISTINCT ?it { ?r zm:target ?it ; zm:citedNumber ?n FILTER NOT EXISTS { ?it a zm:PublishedDocument } }"
        cited = next(row["it"].value for row in opened.select(asked))
    page = visit("document", reviewed_store, iri=cited, review="add")
    assert [box.label for box in page.test.selectbox] == ["核对哪一项", "补充什么"]
    assert {"成文日期", "有效期至", "效力事件"} < {*page.test.selectbox[1].options}
    assert not {"任务", "规范", "引用"} & {*page.test.selectbox[1].options}


def test_a_fact_is_corrected_shown_and_given_back(
    visit: Callable[..., Any], reviewed_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(monkeypatch, "王芳", Role.EDITOR)
    key = key_of(reviewed_store, Aspect.EXPIRES)
    page = visit("document", reviewed_store, iri=IRI, review=key)
    assert "zm-pens" in page.html and "机器读出" in page.html
    page.test.radio[0].set_value(Verdict.CORRECT)
    page.test.text_input(key=f"value-{key}").set_value("2025-03-14")
    page.test.text_area[0].set_value("笔误")
    press(page, "保存决定")
    assert values(reviewed_store) == [("expires", "2025-03-14", "王芳")]
    assert "已保存" in page.html and "2025-03-14" in page.html
    listed = visit("review", reviewed_store, list="made").html
    assert "2024-03-14 → 2025-03-14" in listed and "笔误" in listed
    again = visit("document", reviewed_store, iri=IRI, review=key)
    press(again, "撤销这一决定")
    assert values(reviewed_store) == []
    assert [line["action"] for line in audit.read(reviewed_store)][-2:] == ["decide", "undo"]


def test_what_was_not_read_is_added_to_a_clause(
    visit: Callable[..., Any], reviewed_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(monkeypatch, "王芳", Role.EDITOR)
    clause = f"{IRI}/lvl_2__para_2"
    page = visit("document", reviewed_store, iri=IRI, review="add", aspect="task", clause=clause)
    page.test.text_input(key="value-add-task").set_value("岚州市公安局")
    press(page, "保存决定")
    assert values(reviewed_store) == [("task", "lead 岚州市公安局", "王芳")]
    with Store.open(reviewed_store) as opened:
        (made,) = list_decided(opened)
    decide(reviewed_store, undone=[made.decision.key])


@pytest.mark.parametrize("parameters", [{"review": "add"}, {"review": "x"}, {"review": "1", "aspect": "task"}])
def test_a_reader_is_offered_nothing(
    visit: Callable[..., Any], reviewed_store: Path, monkeypatch: pytest.MonkeyPatch, parameters: dict[str, str]
) -> None:
    sign_in(monkeypatch, "李雷", Role.READER)
    page = visit("document", reviewed_store, iri=IRI, **parameters)
    assert not page.test.text_area and not page.test.radio and "zm-pen" not in page.html
    listed = visit("review", reviewed_store)
    assert "须有编辑权限" in listed.html


def test_a_reader_cannot_write_by_any_call(reviewed_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(monkeypatch, "李雷", Role.READER)
    made = Decision(ON, Aspect.EXPIRES, Verdict.REJECT, "2024-03-14", "", "", "", "李雷", "2026-03-02T09:30:00+08:00")
    for call in (lambda: deciding.decided(made, ""), lambda: deciding.undone(made.key)):
        with pytest.raises(ReviewError, match="only an editor"):
            call()
    assert values(reviewed_store) == []


def test_nobody_replaces_what_they_have_not_seen(reviewed_store: Path) -> None:
    def made(value: str, by: str) -> Decision:
        at = "2026-03-02T09:30:00+08:00"
        return Decision(ON, Aspect.EXPIRES, Verdict.CORRECT, "2024-03-14", value, "", "", by, at)

    first = made("2025-03-14", "王芳")
    decide(reviewed_store, [first], seen={first.key: ""})
    with pytest.raises(ReviewError, match="王芳 decided on it"):
        decide(reviewed_store, [made("2026-03-14", "李强")], seen={first.key: ""})
    decide(reviewed_store, undone=[first.key])


@pytest.mark.parametrize(
    ("aspect", "shown"),
    [(Aspect.EXPIRES, {}), (Aspect.TASK, {"review": "add", "aspect": "task", "clause": f"{IRI}/lvl_2__para_2"})],
    ids=["fact", "add"],
)
def test_who_presses_after_another_decided_is_asked_to_look_again(
    aspect: Aspect,
    shown: dict[str, str],
    visit: Callable[..., Any],
    reviewed_store: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sign_in(monkeypatch, "王芳", Role.EDITOR)
    key = "" if shown else key_of(reviewed_store, aspect)
    field = "value-add-task" if shown else f"value-{key}"
    value = "岚州市公安局" if shown else "2025-03-14"
    pages = [visit("document", reviewed_store, iri=IRI, **(shown or {"review": key})) for _ in range(2)]
    for page in pages:
        if not shown:
            page.test.radio[0].set_value(Verdict.CORRECT)
        page.test.text_input(key=field).set_value(value)
    press(pages[0], "保存决定")
    ((_, _, by),) = values(reviewed_store)
    sign_in(monkeypatch, "李强", Role.EDITOR)
    press(pages[1], "保存决定")
    assert by == "王芳" and [who for *_, who in values(reviewed_store)] == ["王芳"]
    assert "请重新核对" in pages[1].html
    # The page has shown it now.
    press(pages[1], "保存决定")
    assert [who for *_, who in values(reviewed_store)] == ["李强"]
    with Store.open(reviewed_store) as opened:
        (made,) = list_decided(opened)
    decide(reviewed_store, undone=[made.decision.key])


def test_two_people_decide_while_a_build_runs(
    reviewed_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ingest.pipeline import build
    from ingest.read.inputs import find

    monkeypatch.setattr(state, "store", lambda: str(reviewed_store))
    monkeypatch.setattr(state, "writable", lambda: True)
    monkeypatch.setattr(deciding, "PATIENCE", 120.0)
    other = tmp_path / "另.txt"
    other.write_text(TEXT.replace("15号", "16号"), encoding="utf-8")
    failed: list[BaseException] = []

    def decides(aspect: Aspect, machine: str, by: str) -> None:
        made = Decision(ON, aspect, Verdict.REJECT, machine, "", "", "", by, "2026-03-02T09:30:00+08:00")
        try:
            deciding.decided(made, "")
        except BaseException as error:
            failed.append(error)

    people = [
        Thread(target=decides, args=(Aspect.EXPIRES, "2024-03-14", "王芳")),
        Thread(target=decides, args=(Aspect.SIGNED, "2022-03-15", "李强")),
    ]
    for person in people:
        person.start()
    while True:
        try:
            assert not build(find([other]), reviewed_store).failed
            break
        except Exception as error:
            assert type(error).__name__ == "BusyError"
    for person in people:
        person.join()
    assert failed == []
    assert sorted(by for _, _, by in values(reviewed_store)) == ["李强", "王芳"]
    with Store.open(reviewed_store) as opened:
        assert len(list(opened.select("SELECT ?d { ?d a zm:PublishedDocument }"))) == 2


def test_what_is_doubtful_leads_to_the_fact_on_its_page(
    visit: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ingest.pipeline import build
    from ingest.read.inputs import find

    file, store = tmp_path / "某地.txt", tmp_path / "store"
    file.write_text(TEXT.replace("岚州市", "").replace("岚政发〔2022〕15号\n", ""), encoding="utf-8")
    assert not build(find([file]), store).failed
    with Store.open(store) as opened:
        doubts = list_doubts(opened, list_decided(opened))
        facts = {fact.key for fact in list_reviewable(opened, doubts[0].document)}
    assert {Aspect.PARTY, Aspect.REFERENCE} <= {doubt.aspect for doubt in doubts}
    assert {doubt.key for doubt in doubts} <= facts
    sign_in(monkeypatch, "王芳", Role.EDITOR)
    assert f"review={doubts[0].key}" in visit("review", store).html


def test_what_was_recognised_with_doubt_stands_in_the_list(
    visit: Callable[..., Any], scanned_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(scanned_store) as opened:
        unsure = [doubt for doubt in list_doubts(opened, list_decided(opened)) if doubt.confidence is not None]
        facts = {fact.key: fact.confidence for fact in list_reviewable(opened, IRI)}
    assert {doubt.aspect: doubt.confidence for doubt in unsure} == {
        Aspect.NUMBER: 0.62,
        Aspect.TASK: 0.71,
        Aspect.PARTY: 0.71,
        Aspect.LIMIT: 0.71,
    }
    assert all(facts[doubt.key] == doubt.confidence for doubt in unsure)
    sign_in(monkeypatch, "王芳", Role.EDITOR)
    assert "文号 · 识别置信度 62%" in visit("review", scanned_store).html
    form = visit("document", scanned_store, iri=IRI, review=unsure[0].key).html
    assert "识别置信度 62%，请与原件核对" in form


ADDED, TASK = f"{ON}/lvl_2__para_2", "source/通知.txt#task=1-1"
AT = "2026-03-02T09:30:00+08:00"
LOOKED_AT = {
    "an added limit": Decision(ADDED, Aspect.LIMIT, Verdict.ADD, "", "2023-01-31", "", "", "王芳", AT),
    "an added task": Decision(ADDED, Aspect.TASK, Verdict.ADD, "", "lead 岚州市公安局", "", "", "王芳", AT),
    "an added party": Decision(TASK, Aspect.PARTY, Verdict.ADD, "", "lead 岚州市公安局", "", "", "王芳", AT),
    "a rejected party": Decision(
        "source/通知.txt#assignment=1-1-1", Aspect.PARTY, Verdict.REJECT, "岚州市园林局", "", "", "", "王芳", AT
    ),
    "an added day": Decision(ON, Aspect.PRINTED, Verdict.ADD, "", "2022-03-18", "", "", "王芳", AT),
}


@pytest.mark.parametrize("decision", LOOKED_AT.values(), ids=LOOKED_AT)
def test_what_was_decided_is_one_fact_to_take_back_and_no_doubt(
    decision: Decision, ledger_store: Path, tmp_path: Path
) -> None:
    reviewed_store = copied(ledger_store, tmp_path / "store")

    def look() -> tuple[dict[str, tuple[str, bool]], set[str]]:
        with Store.open(reviewed_store) as opened:
            facts = {fact.key: (fact.machine, fact.made is not None) for fact in list_reviewable(opened, IRI)}
            return facts, {doubt.key for doubt in list_doubts(opened, list_decided(opened))}

    before = look()
    decide(reviewed_store, [decision])
    facts, doubts = look()
    decide(reviewed_store, undone=[decision.key])
    assert facts == before[0] | {decision.key: (decision.machine, True)}
    assert doubts == before[1]


def test_how_far_a_task_is_is_noted_and_asked_for(
    visit: Callable[..., Any], reviewed_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(reviewed_store) as opened:
        task = read_tasks(opened)[0]
    sign_in(monkeypatch, "李雷", Role.READER)
    assert not visit("tasks", reviewed_store, task=task.key).test.text_area
    sign_in(monkeypatch, "王芳", Role.EDITOR)
    late = visit("tasks", reviewed_store, task=task.key)
    page = visit("tasks", reviewed_store, task=task.key)
    page.test.radio[0].set_value(TaskState.DOING)
    page.test.text_input(key=f"owner-{task.key}").set_value("综合科")
    press(page, "保存")
    with Store.open(reviewed_store) as opened:
        noted = next(one for one in read_tasks(opened) if one.key == task.key)
    assert (noted.state, noted.progress and noted.progress.owner) == (TaskState.DOING, "综合科")
    late.test.text_input(key=f"owner-{task.key}").set_value("其他科")
    press(late, "保存")
    assert "请重新核对" in late.html
    shown = visit("tasks", reviewed_store, state="doing").html
    assert "综合科" in shown and "共 1 项任务" in shown
    assert "综合科" not in visit("tasks", reviewed_store, state="open,done").html
