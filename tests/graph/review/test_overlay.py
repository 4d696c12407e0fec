"""Decisions lie over the machine's facts, survive every build, and can be taken back."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from graph.derive.follow import decide
from graph.records.decisions import list_decidable, list_decided, machine_side, words_of
from graph.review.decision import Decision, ReviewError, read_decisions, read_line
from graph.store import base
from ingest.pipeline import build
from ingest.read.inputs import find
from ingest.removal import remove
from ontology.enumerations import Aspect, DecisionState, Verdict
from ontology.iri import Iris
from tests.samples.dumped import dump, reading
from tests.samples.ledger import NUMBER, TEXT
from tests.samples.once import copied

DOCUMENT = "eli/cn/990100/岚政发/2022/15"
PARTY, OPEN_GROUP = "source/通知.txt#assignment=1-1-2", "source/通知.txt#assignment=1-2-2"
DAY, PERIOD, LENGTH = (f"source/通知.txt#deadline=1-{n}" for n in (2, 3, 6))
ASKED = {
    Aspect.PARTY: "SELECT ?value { <%s> zm:agency|zm:group ?value }",
    Aspect.LIMIT: "SELECT ?value { <%s> zm:due|zm:recurrence|zm:duration ?value }",
    Aspect.EVENT: "SELECT ?value { ?event zm:about <%s> ; zm:eventKind ?value FILTER(STRENDS(STR(?value), 'd')) }",
}


@pytest.fixture
def store(ledger_store: Path, tmp_path: Path) -> Path:
    return copied(ledger_store, tmp_path / "store")


def made(
    store: Path, on: str, aspect: str, verdict: str, value: str = "", note: str = "", by: str = "王芳"
) -> Decision:
    """A decision on what the machine has read there now."""
    with reading(store) as opened:
        known = machine_side(opened, on, Aspect(aspect))
        read, words = ("", words_of(opened, on)) if verdict == Verdict.ADD else known[0]
    at = "2026-03-02T09:30:00+08:00"
    return Decision(on, Aspect(aspect), Verdict(verdict), read, value, words, note, by, at)


def read_again(store: Path, folder: Path, text: str = TEXT, name: str = "通知.txt") -> None:
    (folder / name).write_text(text, encoding="utf-8")
    assert not build(find([folder / name]), store).failed


def values(store: Path, on: str, aspect: Aspect) -> list[str]:
    """What SPARQL answers, without the path of resources."""
    iri = Iris().absolute(on)
    asked = ASKED.get(aspect, f"SELECT ?value {{ <%s> <{aspect.term}> ?value }}") % iri
    with reading(store) as opened:
        return sorted(row["value"].value.rpartition("/")[2] for row in opened.select(asked))


def states(store: Path) -> dict[Verdict, DecisionState]:
    with reading(store) as opened:
        return {one.decision.verdict: one.state for one in list_decided(opened)}


# Each round is laid at once: on, aspect, verdict, value, and what SPARQL then answers.
ROUNDS = [
    [
        (DOCUMENT, "number", "correct", "岚政发〔2022〕51号", ["岚政发〔2022〕51号"]),
        (DOCUMENT, "title", "correct", "关于湖滨步道的通知", ["关于湖滨步道的通知"]),
        (DOCUMENT, "kind", "correct", "公告", ["公告"]),
        (DOCUMENT, "signed", "correct", "2022-03-16", ["2022-03-16"]),
        (DOCUMENT, "effective", "reject", "", []),
        (DOCUMENT, "expires", "correct", "2025-03-14", ["2025-03-14"]),
        (DOCUMENT, "event", "add", "repealed 2023-01-01 岚政发〔2023〕1号", ["repealed", "signed"]),
        (PARTY, "party", "correct", "岚州市发展和改革委员会", ["岚州市发展和改革委员会"]),
        (OPEN_GROUP, "party", "correct", "岚州市望湖区人民政府", ["岚州市望湖区人民政府"]),
        (DAY, "limit", "correct", "2023-01-31", ["2023-01-31"]),
        (PERIOD, "limit", "correct", "FREQ=MONTHLY", ["FREQ=MONTHLY"]),
        (LENGTH, "limit", "correct", "2022-05-01", ["2022-05-01"]),
    ],
    [
        (DOCUMENT, "title", "reject", "", []),
        (DOCUMENT, "expires", "confirm", "", ["2024-03-14"]),
        (PARTY, "party", "reject", "", []),
        (DAY, "limit", "reject", "", []),
        (PERIOD, "limit", "correct", "P30D", ["P30D"]),
    ],
]


@pytest.mark.parametrize("kinds", ROUNDS, ids=["corrected", "rejected"])
def test_the_graph_follows_survives_a_rebuild_and_is_given_back(
    kinds: list[tuple[str, str, str, str, list[str]]], store: Path, tmp_path: Path
) -> None:
    before = dump(store)
    decisions = [made(store, on, aspect, verdict, value) for on, aspect, verdict, value, _ in kinds]
    decide(store, decisions)
    laid = dump(store)
    answers = [values(store, on, Aspect(aspect)) for on, aspect, *_ in kinds]
    assert answers == [answer for *_, answer in kinds]
    assert set(states(store).values()) == {DecisionState.LAID}
    read_again(store, tmp_path)
    assert dump(store) == laid
    decide(store, undone=[decision.key for decision in decisions])
    assert dump(store) == before


LAST = f"{DOCUMENT}/lvl_2__para_2"
THIRD, TASK, REFERENCE = f"{DOCUMENT}/lvl_1__lvl_3", "source/通知.txt#task=1-1", "source/通知.txt#reference=1-1"
BODIES = "SELECT ?value { ?task zm:inClause <%s> ; zm:hasAssignment/zm:agency ?value }"
# What is decided, a question about its place, and the answer before and after.
IN_TEXT = [
    # on       aspect      verdict    value                             question and its answers
    (LAST, "task", "add", "lead 岚州市财政局", BODIES, [], ["岚州市财政局"]),
    (LAST, "limit", "add", "2023-01-31", "SELECT ?value { ?limit zm:inClause <%s> ; zm:due ?value }", [], ["2023-01-31"]),
    (THIRD, "limit", "add", "P5WD", "SELECT ?value { ?t a zm:Task ; zm:inClause <%s> ; zm:hasDeadline/zm:duration ?value }",
     ["P3D"], ["P3D", "P5WD"]),
    (LAST, "duty", "add", "obligation 市民", "SELECT ?value { ?o a zm:Obligation ; zm:inClause <%s> ; zm:bearerKind ?value }",
     [], ["市民"]),
    (LAST, "reference", "add", "cites title/步道条例", "SELECT ?value { ?r zm:inClause <%s> ; zm:citing/eli:cites ?value }",
     [], ["3", "步道条例"]),
    (TASK, "party", "add", "support 岚州市公安局", "SELECT ?value { <%s> zm:hasAssignment/zm:agency ?value }",
     ["岚州市园林局", "岚州市水务局", "岚州市财政局"], ["岚州市公安局", "岚州市园林局", "岚州市水务局", "岚州市财政局"]),
    (TASK, "task", "reject", "", "SELECT ?value { <%s> zm:hasAssignment/zm:agency|zm:hasDeadline ?value }", None, []),
    (REFERENCE, "reference", "correct", "cites title/步道条例",
     "SELECT ?value { <%s> zm:relationKind|zm:target|zm:citing/(eli:based_on|eli:cites) ?value }", None,
     ["cites", "步道条例"]),
    (REFERENCE, "reference", "reject", "", "SELECT ?value { <%s> ?p ?value }", None, []),
    (DOCUMENT, "issuer", "add", "岚州市财政局", "SELECT ?value { <%s> eli:passed_by ?value }",
     ["岚州市人民政府"], ["岚州市人民政府", "岚州市财政局"]),
    (DOCUMENT, "issuer", "correct", "岚州市财政局", "SELECT ?value { <%s> eli:passed_by ?value }", None, ["岚州市财政局"]),
    (DOCUMENT, "addressee", "add", "市法院", "SELECT ?value { <%s> zm:addressee ?value . FILTER(?value = '市法院') }", [], ["市法院"]),
    (DOCUMENT, "printed", "add", "2022-03-18", "SELECT ?value { <%s> eli:date_publication ?value }", [], ["2022-03-18"]),
]  # fmt: skip


def answer(store: Path, on: str, question: str) -> list[str]:
    with reading(store) as opened:
        found = opened.select(question % Iris().absolute(on))
        return sorted(row["value"].value.rpartition("/")[2] for row in found)


@pytest.mark.parametrize(("on", "aspect", "verdict", "value", "question", "before", "after"), IN_TEXT)
def test_what_stands_in_the_text_is_decided_on(
    on: str,
    aspect: str,
    verdict: str,
    value: str,
    question: str,
    before: list[str] | None,
    after: list[str],
    store: Path,
    tmp_path: Path,
) -> None:
    untouched = dump(store)
    if before is not None:
        assert answer(store, on, question) == before
    decision = made(store, on, aspect, verdict, value)
    decide(store, [decision])
    assert answer(store, on, question) == after
    laid = dump(store)
    read_again(store, tmp_path)
    assert dump(store) == laid
    decide(store, undone=[decision.key])
    assert dump(store) == untouched


BASED = TEXT.replace("（岚政发〔2020〕3号）要求", "（岚政发〔2020〕3号）第六条要求")
OTHER_WORDS = BASED.replace("修缮步道。按照", "修缮、养护步道。按照")
FIRST, A, B = f"{DOCUMENT}/lvl_1__lvl_1", "source/甲.txt", "source/乙.txt"
SAID = """SELECT ?value {
  { <%s> zm:citedNumber|zm:citedTitle ?it } UNION { ?p a zm:CitedProvision ; zm:citedClause ?it }
  UNION { ?p a zm:CitedProvision ; zm:inClause/(eli:based_on|eli:cites|eli:amends) ?it }
  BIND(REPLACE(STR(?it), "/art_", "#art_") AS ?value)
}"""
CITED = "SELECT DISTINCT ?value { ?from eli:cites ?value . FILTER(STRSTARTS(STR(?from), STR(<%s>))) }"
ADDED = "SELECT ?value { ?limit zm:inClause <%s> ; zm:due ?value ; zm:rule 'review' }"
LIMITS = "SELECT ?value { ?limit zm:inClause <%s> ; zm:due ?value }"
NO, YES, SAME = DecisionState.WAITING, DecisionState.LAID, DecisionState.AGREED
# The texts of 甲.txt and 乙.txt, what is decided at once, the state of each, and a question about a place with its answer.
TOGETHER = {
    "a corrected reference leaves nothing on the old document": (
        [BASED], [(f"{A}#reference=1-1", "reference", "correct", "cites title/步道条例")], [YES],
        f"{A}#reference=1-1", SAID, ["步道条例", "步道条例#art_6", "步道条例#art_6"]),
    "one of two references is rejected": (
        [BASED, BASED], [(f"{A}#reference=1-1", "reference", "reject", "")], [YES], DOCUMENT, CITED, ["3", "art_6"]),
    "both references are rejected": (
        [BASED, BASED], [(f"{at}#reference=1-1", "reference", "reject", "") for at in (A, B)], [YES, YES], DOCUMENT, CITED, []),
    "what was rejected is added": (
        [BASED], [(f"{A}#deadline=1-1", "limit", "reject", ""), (FIRST, "limit", "add", "2022-06-30")], [YES, YES],
        FIRST, LIMITS, ["2022-06-30", "2022-12-31"]),
    "what is read is added": ([BASED], [(FIRST, "limit", "add", "2022-06-30")], [SAME], FIRST, LIMITS, ["2022-06-30", "2022-12-31"]),
    "a party is added to a rejected task": (
        [BASED], [(f"{A}#task=1-1", "task", "reject", ""), (f"{A}#task=1-1", "party", "add", "lead 岚州市公安局")], [YES, NO],
        f"{A}#task=1-1", "SELECT ?value { <%s> ?p ?value }", []),
    "two days are added": (
        [BASED], [(DOCUMENT, "printed", "add", day) for day in ("2022-03-18", "2022-03-19")], [YES, NO],
        DOCUMENT, "SELECT ?value { <%s> eli:date_publication ?value }", ["2022-03-18"]),
    "two sources word the clause differently": (
        [BASED, OTHER_WORDS], [(FIRST, "limit", "add", "2023-01-31")], [YES], FIRST, ADDED, ["2023-01-31"]),
    "the other source words it so": (
        [OTHER_WORDS, BASED], [(FIRST, "limit", "add", "2023-01-31")], [YES], FIRST, ADDED, ["2023-01-31"]),
}  # fmt: skip


@pytest.mark.parametrize("case", TOGETHER.values(), ids=TOGETHER)
def test_decisions_are_laid_together(
    case: tuple[list[str], list[tuple[str, str, str, str]], list[DecisionState], str, str, list[str]], tmp_path: Path
) -> None:
    texts, kinds, expected, on, question, after = case
    store = tmp_path / "store"
    for text, name in zip(texts, ("甲.txt", "乙.txt"), strict=False):
        read_again(store, tmp_path, text, name)
    before = dump(store)
    decisions = [
        replace(made(store, *kind), at=f"2026-03-02T09:3{number}:00+08:00") for number, kind in enumerate(kinds)
    ]
    decide(store, decisions)
    with reading(store) as opened:
        known = {one.decision.key: one.state for one in list_decided(opened)}
    assert [known[decision.key] for decision in decisions] == expected
    assert answer(store, on, question) == after
    decide(store, undone=[decision.key for decision in decisions])
    assert dump(store) == before


def test_what_is_added_waits_where_the_words_of_its_place_change(store: Path, tmp_path: Path) -> None:
    decide(store, [made(store, THIRD, "limit", "add", "P5WD"), made(store, TASK, "party", "add", "lead 岚州市公安局")])
    read_again(
        store,
        tmp_path,
        TEXT.replace("（三）加强巡查", "（三）加强夜间巡查").replace("（一）修缮步道", "（一）修补步道"),
    )
    with reading(store) as opened:
        assert [one.state for one in list_decided(opened)] == [DecisionState.WAITING] * 2
    # The clause has moved with its words.
    read_again(store, tmp_path, TEXT.replace("（三）加强巡查", "（三）增设照明。（市园林局牵头）\n\n（三）加强巡查"))
    assert states(store) == {Verdict.ADD: DecisionState.LAID}


def test_a_duty_is_corrected_and_rejected(store: Path, tmp_path: Path) -> None:
    text = TEXT.replace("二、保障措施", "二、保障措施\n\n市民应当爱护步道设施。")
    read_again(store, tmp_path, text)
    with reading(store) as opened:
        (duty,) = [fact for fact in list_decidable(opened, Iris().absolute(DOCUMENT)) if fact.aspect is Aspect.DUTY]
    assert duty.value == "obligation 市民"
    before = dump(store)
    said = "SELECT ?value { <%s> rdf:type|zm:bearerKind|zm:bearerAgency ?value }"
    corrected = made(store, duty.on, "duty", "correct", "prohibition 岚州市财政局")
    decide(store, [corrected])
    assert answer(store, duty.on, said) == ["ns#Prohibition", "岚州市财政局", "岚州市财政局"]
    decide(store, [made(store, duty.on, "duty", "reject")])
    assert answer(store, duty.on, said) == []
    decide(store, undone=[corrected.key])
    assert dump(store) == before


def test_a_rejected_task_takes_what_was_decided_on_its_parts(store: Path) -> None:
    before = dump(store)
    decisions = [
        made(store, TASK, "party", "add", "lead 岚州市公安局"),
        made(store, PARTY, "party", "correct", "岚州市公安局"),
        made(store, TASK, "task", "reject"),
    ]
    decide(store, decisions)
    with reading(store) as opened:
        rows = opened.select(
            f"SELECT ?node {{ {{ <{Iris().absolute(TASK)}> ?p ?node }} UNION {{ <{Iris().absolute(PARTY)}> ?p ?node }} }}"
        )
        assert list(rows) == []
    decide(store, undone=[decision.key for decision in decisions])
    assert dump(store) == before


def test_an_event_that_a_person_rejects_is_gone_until_its_words_change(store: Path, tmp_path: Path) -> None:
    with reading(store) as opened:
        known = [fact for fact in list_decidable(opened, Iris().absolute(DOCUMENT)) if fact.aspect is Aspect.EVENT]
    ends = next(fact for fact in known if fact.value.startswith("expires"))
    at = "2026-03-02T09:30:00+08:00"
    decision = Decision(DOCUMENT, Aspect.EVENT, Verdict.REJECT, ends.value, "", ends.words, "", "王芳", at)
    decide(store, [decision])
    assert values(store, DOCUMENT, Aspect.EVENT) == ["signed"]
    with reading(store) as opened:
        assert (ends.value, ends.words) in machine_side(opened, DOCUMENT, Aspect.EVENT)
    read_again(store, tmp_path, TEXT.replace("2024年3月14日", "2026年3月14日"))
    assert states(store) == {Verdict.REJECT: DecisionState.WAITING}
    with reading(store) as opened:
        kinds = [
            fact.value for fact in list_decidable(opened, Iris().absolute(DOCUMENT)) if fact.aspect is Aspect.EVENT
        ]
    assert any(kind.startswith("expires 2026-03-15") for kind in kinds)


CHANGED = [
    # on       aspect     value                  what the text prints     what it prints later    what the graph says then
    (DOCUMENT, "expires", "2025-03-14", "至2024年3月14日", "至2026年3月14日", ["2026-03-14"]),
    (DOCUMENT, "signed", "2022-03-16", "2022年3月15日", "2022年3月20日", ["2022-03-20"]),
    (DAY, "limit", "2023-01-31", "12月底前", "11月底前", ["2022-11-30"]),
    (PARTY, "party", "岚州市水务局", "市财政局、市水务局配合", "市住建局、市水务局配合", ["岚州市住房和城乡建设局"]),
]


@pytest.mark.parametrize(("on", "aspect", "value", "printed", "later", "answer"), CHANGED)
def test_a_decision_waits_where_the_text_has_changed(
    on: str, aspect: str, value: str, printed: str, later: str, answer: list[str], store: Path, tmp_path: Path
) -> None:
    decide(store, [made(store, on, aspect, "correct", value)])
    assert printed in TEXT
    read_again(store, tmp_path, TEXT.replace(printed, later))
    assert values(store, on, Aspect(aspect)) == answer
    with reading(store) as opened:
        (waiting,) = list_decided(opened)
    assert waiting.state is DecisionState.WAITING
    assert waiting.reason and waiting.reason_zh
    read_again(store, tmp_path)
    assert values(store, on, Aspect(aspect)) == [value]


def test_a_decision_follows_its_words_to_another_place(store: Path, tmp_path: Path) -> None:
    decide(store, [made(store, DAY, "limit", "correct", "2023-01-31")])
    first = "（零）清点步道。2022年4月底前完成清点。（市园林局牵头）\n\n（一）修缮步道。"
    read_again(store, tmp_path, TEXT.replace("（一）修缮步道。", first))
    assert states(store) == {Verdict.CORRECT: DecisionState.LAID}
    assert "2023-01-31" in values(store, "source/通知.txt#deadline=1-3", Aspect.LIMIT)


def test_what_the_machine_reads_now_as_decided_is_agreed(store: Path, tmp_path: Path) -> None:
    decide(store, [made(store, DOCUMENT, "expires", "correct", "2025-03-14")])
    read_again(store, tmp_path, TEXT.replace("至2024年3月14日", "至2025年3月14日"))
    assert states(store) == {Verdict.CORRECT: DecisionState.AGREED}


def test_a_decision_outlives_its_source(store: Path, tmp_path: Path) -> None:
    decide(store, [made(store, DOCUMENT, "expires", "correct", "2025-03-14")])
    laid = dump(store)
    read_again(store, tmp_path, "岚州市人民政府\n", "另.txt")
    remove(["通知.txt"], store)
    assert states(store) == {Verdict.CORRECT: DecisionState.WAITING}
    assert values(store, DOCUMENT, Aspect.EXPIRES) == []
    read_again(store, tmp_path)
    remove(["另.txt"], store)
    assert dump(store) == laid


EXPORTED = {
    "facts": [kind[:4] for kind in ROUNDS[0]],
    "in the text": [
        *(row[:4] for row in IN_TEXT if row[2] != "reject"),
        (DOCUMENT, "registration", "add", "LZCR-2022-001"),
        (LAST, "duty", "add", "prohibition 市民"),
    ],
    # What is decided on a rejected task's parts comes with it, in any order.
    "rejected": [
        *(row[:4] for row in IN_TEXT if row[2] == "reject"),
        (TASK, "party", "add", "support 岚州市公安局"),
        (PARTY, "party", "correct", "岚州市公安局"),
    ],
}


@pytest.mark.parametrize("kinds", EXPORTED.values(), ids=EXPORTED)
def test_exported_decisions_give_the_same_graph_beside_the_same_sources(
    kinds: list[tuple[str, str, str, str]], store: Path, ledger_store: Path, tmp_path: Path
) -> None:
    before = dump(store)
    decide(store, [made(store, *kind) for kind in kinds])
    with reading(store) as opened:
        lines = [decision.line() for decision in read_decisions(opened, base.iris(opened))]
    assert len(lines) == len(kinds)
    other = copied(ledger_store, tmp_path / "other")
    half = len(lines) // 2
    for some in (lines[half:], lines[:half]):
        decide(other, [read_line(line, Iris()) for line in some])
    assert dump(other) == dump(store) != before


def test_a_later_decision_takes_the_place_of_an_earlier_one(store: Path) -> None:
    decide(store, [made(store, DOCUMENT, "expires", "correct", "2025-03-14")])
    decide(store, [made(store, DOCUMENT, "expires", "correct", "2027-03-14", by="李强")])
    with reading(store) as opened:
        (one,) = list_decided(opened)
    assert (one.decision.machine, one.decision.value, one.decision.by) == ("2024-03-14", "2027-03-14", "李强")
    assert values(store, DOCUMENT, Aspect.EXPIRES) == ["2027-03-14"]


def test_a_document_that_two_sources_print_is_decided_on_once(tmp_path: Path) -> None:
    for name in ("甲.txt", "乙.txt"):
        read_again(tmp_path / "store", tmp_path, name=name)
    store = tmp_path / "store"
    before = dump(store)
    decisions = [
        made(store, DOCUMENT, aspect, "correct", day)
        for aspect, day in (("expires", "2025-03-14"), ("signed", "2022-03-16"))
    ]
    decide(store, decisions)
    laid = dump(store)
    assert values(store, DOCUMENT, Aspect.EXPIRES) == ["2025-03-14"]
    read_again(store, tmp_path, name="乙.txt")
    assert dump(store) == laid
    remove(["乙.txt"], store)
    assert values(store, DOCUMENT, Aspect.EXPIRES) == ["2025-03-14"]
    read_again(store, tmp_path, name="乙.txt")
    decide(store, undone=[decision.key for decision in decisions])
    assert dump(store) == before


def test_a_key_that_is_not_there_changes_nothing(store: Path) -> None:
    before = dump(store)
    with pytest.raises(ReviewError, match="no decision of this key"):
        decide(store, undone=["0123456789abcdef"])
    assert dump(store) == before


def facts(store: Path, aspects: Iterable[Aspect]) -> list[str]:
    with reading(store) as opened:
        return [fact.value for fact in list_decidable(opened, Iris().absolute(DOCUMENT)) if fact.aspect in aspects]


def test_what_can_be_decided_on_is_listed(store: Path) -> None:
    assert facts(store, [Aspect.NUMBER, Aspect.KIND]) == [NUMBER, "通知"]
    assert len(facts(store, [Aspect.PARTY])) == 11
    assert len(facts(store, [Aspect.LIMIT])) == 8


RULES = """岚州市人民政府令
第8号

《岚州市渡船办法》已经通过，现予公布，自2021年7月1日起施行。

市长 张某
2021年5月6日

岚州市渡船办法

第一条　渡船应当检验。
"""
RESTING = """岚州市交通运输局关于检验渡船的通知
岚交发〔2022〕5号

各县区：
　　根据《岚州市渡船办法》，现就检验渡船通知如下。

岚州市交通运输局
2022年3月1日
"""


def test_decisions_before_the_first_build_give_the_graph_of_those_after_it(tmp_path: Path) -> None:
    after, before = tmp_path / "after", tmp_path / "before"
    texts = {"办法.txt": RULES, "通知.txt": RESTING}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    sources = [tmp_path / name for name in texts]
    assert not build(find(sources), after).failed
    decision = made(after, "source/通知.txt#reference=1-1", "reference", "reject")
    decide(after, [decision])
    decide(before, [decision])
    assert not build(find(sources), before).failed
    assert states(after) == states(before) == {Verdict.REJECT: DecisionState.LAID}
    assert dump(before) == dump(after)
