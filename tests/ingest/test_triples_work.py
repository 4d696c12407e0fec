"""The triples of what a document has done: tasks, assignments, time limits and duties, each with its evidence."""

import pyoxigraph as ox
import pytest
from hypothesis import given, settings

from graph.derive.names import facts
from ingest.read.normalize import fold
from ingest.steps import parse
from ingest.triples import triples
from ontology.iri import Iris
from ontology.offsets import read_offsets
from ontology.vocabulary import BASE, ELI, OA, ORG, RDF, ZM
from tests.ingest import official
from tests.ingest.official import NOTICE, normalized_text

NAME = "岚州市/2022 15.txt"
SOURCE = f"{BASE}source/岚州市/2022%2015.txt"
NOTICE_IRI = f"{BASE}eli/cn/990100/岚政发/2022/15"
TEXT = (
    NOTICE.format(
        body="""现就有关事项通知如下。

一、普查步道。按照《岚州市湖滨步道条例》要求，２０２２年９月底前完成，建立
台账。（市园林局牵头，各区县政府、湖滨文旅集团配合）

二、报送进度。各街道应当自本通知印发之日起20个工作日内备案，每月5日前报送进度，2022年6月31日前总结，不得瞒报。

三、奖励先进。工作突出的，市财政局、水务局可以给予奖励。

附件：步道巡查任务表"""
    )
    + """
附件

步道巡查任务表

序号\t任务\t责任单位\t完成时限
1\t巡查东堤，建立\t市水务局\t2022年6月
"""
)


class Described:
    """The triples of a text, looked up by subject and predicate."""

    def __init__(self, text: str, name: str = NAME, iris: Iris | None = None) -> None:
        self.normalized = normalized_text(text, name)
        self.all = list(triples(self.normalized, parse(self.normalized), iris or Iris()))
        self.by_subject: dict[str, dict[str, list[str]]] = {}
        for t in dict.fromkeys(self.all):
            assert isinstance(t.subject, ox.NamedNode) and isinstance(t.object, ox.NamedNode | ox.Literal)
            self.by_subject.setdefault(t.subject.value, {}).setdefault(t.predicate.value, []).append(t.object.value)

    def values(self, subject: str, predicate: object) -> list[str]:
        return self.by_subject.get(subject, {}).get(str(predicate), [])

    def value(self, subject: str, predicate: object) -> str:
        (value,) = self.values(subject, predicate)
        return value

    def kinds(self, kind: object) -> list[str]:
        return [subject for subject, facts in self.by_subject.items() if str(kind) in facts.get(str(RDF.type), [])]

    def having(self, term: object) -> list[str]:
        return [subject for subject, facts in self.by_subject.items() if str(term) in facts]

    def evidence(self, subject: str) -> str:
        """The source's characters at which a node's evidence points."""
        if evidence := self.values(subject, OA.hasTarget):
            _, start, end = Iris.code_points(evidence[0])
            characters = self.normalized.source.text[start:end]
            assert self.values(evidence[0], ZM.exact) in ([characters], [])
            if self.values(evidence[0], ZM.exact):
                return characters
        # The words are those of the clause; without an evidence their place is its start and the offsets, or where they first occur.
        clause = self.value(subject, ZM.inClause)
        if offsets := self.values(subject, ZM.offsets):
            low, high = read_offsets(offsets[0])
        else:
            printed = [self.values(subject, term) for term in (ZM.printed, ZM.partyName, ZM.quote)]
            words = next(values[0] for values in printed if values)
            low = self.value(clause, ZM.text).index(words)
            high = low + len(words)
        at, words = int(self.value(clause, ZM.start)), self.value(clause, ZM.text)[low:high]
        assert words == (characters if evidence else self.normalized.source.text[at + low : at + high])
        return words


@pytest.fixture(scope="module")
def made() -> Described:
    return Described(TEXT)


def fragment(*path: object) -> str:
    return f"{SOURCE}#{path[0]}={'-'.join(map(str, path[1:]))}"


# --- tasks and assignments -----------------------------------------------------------------------------------------------

FIRST = "一、普查步道。按照《岚州市湖滨步道条例》要求，2022年9月底前完成，建立台账。（市园林局牵头，各区县政府、湖滨文旅集团配合）"


def test_tasks_are_numbered_in_printed_order(made: Described) -> None:
    assert made.kinds(ZM.Task) == [fragment("task", 1, 1), fragment("task", 1, 2)]
    for task in made.kinds(ZM.Task):
        assert made.values(task, ZM.setBy) == [NOTICE_IRI]


def test_a_task_quotes_its_clause(made: Described) -> None:
    task = fragment("task", 1, 1)
    assert made.value(task, ZM.quote) == FIRST
    assert made.value(task, ZM.rule) == "parties.bracket"
    assert made.value(task, ZM.inClause) == f"{NOTICE_IRI}/lvl_1"
    printed = made.evidence(task)  # as the source prints it: full-width digits, the line end
    assert "２０２２年９月底前" in printed and "建立\n台账" in printed
    assert "".join(fold(printed).split()) == "".join(made.value(task, ZM.quote).split())


def test_a_row_is_a_task(made: Described) -> None:
    task = fragment("task", 1, 2)
    assert made.value(task, ZM.quote) == made.evidence(task) == "1\t巡查东堤，建立\t市水务局\t2022年6月"
    assert made.value(task, ZM.rule) == "tables.row"
    assert made.value(task, ZM.inClause) == f"{NOTICE_IRI}/att_1/table_1__tr_2"


@pytest.mark.parametrize(("task", "number", "name", "role"), [
    (1, 1, "市园林局",     "lead"),
    (1, 2, "各区县政府",   "support"),
    (1, 3, "湖滨文旅集团", "support"),
    (2, 1, "市水务局",     "responsible"),
])  # fmt: skip
def test_an_assignment(made: Described, task: int, number: int, name: str, role: str) -> None:
    node = fragment("assignment", 1, task, number)
    assert node in made.values(fragment("task", 1, task), ZM.hasAssignment)
    assert (made.value(node, ZM.partyName), made.value(node, ZM.role)) == (name, f"{BASE}role/{role}")
    assert made.evidence(node) == name


def test_there_are_no_other_assignments(made: Described) -> None:
    assert len(made.having(ZM.role)) == 4
    assert len(made.values(fragment("task", 1, 1), ZM.hasAssignment)) == 3


def told_by_name(iri: str) -> set[str]:
    """The kind, label and place that the graph of names gives; a source's graph has none of them."""
    return {fact.object.value for fact in facts(iri, (), Iris())}  # type: ignore[union-attr]


def test_a_body_is_an_agency_of_its_place(made: Described) -> None:
    for node, agency in (
        (fragment("assignment", 1, 1, 1), "岚州市园林局"),
        (fragment("assignment", 1, 2, 1), "岚州市水务局"),
    ):
        iri = f"{BASE}agency/{agency}"
        assert made.values(node, ZM.agency) == [iri]
        assert told_by_name(iri) == {str(ORG.FormalOrganization), agency, f"{BASE}place/990100"}
        assert not made.values(node, ZM.group) and not made.values(node, ZM.reason)


def test_a_group_is_the_places_own(made: Described) -> None:
    node = fragment("assignment", 1, 1, 2)
    group = f"{BASE}group/990100/各区县政府"
    assert made.values(node, ZM.group) == [group]
    assert told_by_name(group) == {str(ZM.AgencyGroup), "各区县政府", f"{BASE}place/990100"}
    assert not made.values(node, ZM.agency) and not made.values(node, ZM.reason)


def test_an_unknown_body_stays_open_with_a_reason(made: Described) -> None:
    node = fragment("assignment", 1, 1, 3)
    assert not made.values(node, ZM.agency) and not made.values(node, ZM.group)
    assert f"{BASE}agency/湖滨文旅集团" not in made.by_subject
    reasons = [
        t.object
        for t in made.all
        if isinstance(t.subject, ox.NamedNode) and t.subject.value == node and t.predicate.value == str(ZM.reason)
    ]
    assert {reason.language for reason in reasons if isinstance(reason, ox.Literal)} == {"zh", "en"}


# --- time limits ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("position", "printed", "kind", "predicate", "value"), [
    (1, "2022年9月底前",  "deadline",  ZM.due,        "2022-09-30"),
    (2, "20个工作日内",   "duration",  ZM.duration,   "P20WD"),
    (3, "每月5日前",      "recurring", ZM.recurrence, "FREQ=MONTHLY;BYMONTHDAY=5"),
    (5, "2022年6月",      "deadline",  ZM.due,        "2022-06-30"),
])  # fmt: skip
def test_a_deadline(made: Described, position: int, printed: str, kind: str, predicate: object, value: str) -> None:
    node = fragment("deadline", 1, position)
    assert made.values(node, ZM.printed) == [printed]
    assert fold(made.evidence(node)) == printed
    assert made.values(node, ZM.timeKind) == [f"{BASE}time/{kind}"]
    assert made.values(node, predicate) == [value]
    assert made.values(node, ZM.setBy) == [NOTICE_IRI]
    assert made.value(node, ZM.rule).startswith("times.")
    assert not any(made.values(node, other) for other in {ZM.duration, ZM.recurrence} - {predicate})


def test_all_deadlines_are_made(made: Described) -> None:
    assert made.kinds(ZM.Deadline) == [fragment("deadline", 1, position) for position in range(1, 6)]


def test_a_duration_from_publication_has_its_anchor_and_last_day(made: Described) -> None:
    node = fragment("deadline", 1, 2)
    assert made.value(node, ZM.anchor).endswith("本通知印发")
    assert made.values(node, ZM.due) == ["2022-04-13"]


def test_a_day_of_no_calendar_has_a_reason_and_no_value(made: Described) -> None:
    node = fragment("deadline", 1, 4)
    assert made.values(node, ZM.printed) == ["2022年6月31日前"]
    assert not any(made.values(node, term) for term in (ZM.due, ZM.duration, ZM.recurrence, ZM.anchor))
    assert len(made.values(node, ZM.reason)) == 2


def test_a_deadline_quotes_its_sentence(made: Described) -> None:
    assert made.value(fragment("deadline", 1, 3), ZM.quote).startswith("各街道应当自本通知印发之日起")
    assert made.value(fragment("deadline", 1, 5), ZM.quote) == "1\t巡查东堤，建立\t市水务局\t2022年6月"


def test_tasks_and_duties_have_the_deadlines_that_stand_in_them(made: Described) -> None:
    assert made.values(fragment("task", 1, 1), ZM.hasDeadline) == [fragment("deadline", 1, 1)]
    assert made.values(fragment("task", 1, 2), ZM.hasDeadline) == [fragment("deadline", 1, 5)]
    for duty in (1, 2):
        assert made.values(fragment("duty", 1, duty), ZM.hasDeadline) == [fragment("deadline", 1, n) for n in (2, 3, 4)]
    assert not made.values(fragment("duty", 1, 3), ZM.hasDeadline)


# --- duties --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("position", "kind", "cue", "bearer", "condition"), [
    (1, ZM.Obligation,  "应当", ["各街道"],             []),
    (2, ZM.Prohibition, "不得", ["各街道"],             []),
    (3, ZM.Permission,  "可以", ["市财政局、水务局"],   ["工作突出的"]),
])  # fmt: skip
def test_a_duty(
    made: Described, position: int, kind: object, cue: str, bearer: list[str], condition: list[str]
) -> None:
    node = fragment("duty", 1, position)
    assert made.values(node, RDF.type) == [str(kind)]
    assert (made.values(node, ZM.cue), made.values(node, ZM.bearer)) == ([cue], bearer)
    assert made.values(node, ZM.condition) == condition
    assert made.evidence(node) == made.value(node, ZM.quote)
    assert cue in made.value(node, ZM.quote)
    assert made.values(node, ZM.setBy) == [NOTICE_IRI]


def test_only_a_bearer_that_its_kind_does_not_tell_is_written(made: Described) -> None:
    assert made.values(fragment("duty", 1, 1), ZM.bearer) == ["各街道"]
    assert made.values(fragment("duty", 1, 1), ZM.bearerKind) == [f"{BASE}bearer/街道"]
    told = Described(TEXT.replace("各街道应当", "用水单位应当"))
    assert told.values(fragment("duty", 1, 1), ZM.bearer) == []
    assert told.values(fragment("duty", 1, 1), ZM.bearerKind) == [f"{BASE}bearer/用水单位"]


def test_only_offsets_that_the_words_do_not_tell_are_written(made: Described) -> None:
    """The second of two alike parties of a row follows the first; what the source prints otherwise has its offsets."""
    assert not made.values(fragment("duty", 1, 1), ZM.offsets)
    twice = Described(TEXT.replace("各街道应当", "各街道应当做好准备。各街道应当做好准备。各街道应当"))
    first, second = (fragment("duty", 1, position) for position in (1, 2))
    assert not twice.values(first, ZM.offsets)
    (clause,) = twice.values(second, ZM.inClause)
    (offsets,) = twice.values(second, ZM.offsets)
    low, high = read_offsets(offsets)
    text = twice.value(clause, ZM.text)
    assert text[low:high] == twice.value(second, ZM.quote) == twice.value(first, ZM.quote)
    assert low > text.index(text[low:high])


def test_only_a_side_that_the_kinds_do_not_tell_is_written(made: Described) -> None:
    """Of joined bearers on both sides it is that of the first."""
    assert not any(made.values(fragment("duty", 1, position), ZM.side) for position in (1, 2, 3))
    joined = Described(TEXT.replace("各街道应当", "市水务局、渡船经营者应当"))
    assert joined.values(fragment("duty", 1, 1), ZM.bearer) == ["市水务局、渡船经营者"]
    assert joined.values(fragment("duty", 1, 1), ZM.side) == [f"{BASE}side/authority"]


def test_all_duties_are_made(made: Described) -> None:
    kinds = (ZM.Obligation, ZM.Prohibition, ZM.Permission)
    assert sorted(node for kind in kinds for node in made.kinds(kind)) == [fragment("duty", 1, n) for n in (1, 2, 3)]


def test_bodies_bear_duties_as_agencies(made: Described) -> None:
    agencies = [f"{BASE}agency/岚州市财政局", f"{BASE}agency/岚州市水务局"]
    assert made.values(fragment("duty", 1, 3), ZM.bearerAgency) == agencies
    assert all(str(ORG.FormalOrganization) in told_by_name(agency) for agency in agencies)
    assert not made.values(fragment("duty", 1, 1), ZM.bearerAgency)


# --- basis ---------------------------------------------------------------------------------------------------------------


def test_the_basis_is_the_reference_behind_its_word(made: Described) -> None:
    (basis,) = made.values(fragment("task", 1, 1), ZM.basis)
    assert basis in made.kinds(ZM.Reference)
    assert made.values(basis, ZM.citedTitle) == ["岚州市湖滨步道条例"]
    assert not made.values(fragment("task", 1, 2), ZM.basis)


@pytest.mark.parametrize(("sentence", "cited"), [
    ("各街道应当根据《甲办法》开展巡查。", ["甲办法"]),
    ("各街道应当贯彻《甲办法》和《乙办法》。", ["甲办法", "乙办法"]),
    ("各街道应当贯彻《岚州市湖滨步道管理办法》和《岚州市客渡管理办法》。", ["岚州市湖滨步道管理办法", "岚州市客渡管理办法"]),
    ("各街道应当公开《甲办法》文本。", []),
])  # fmt: skip
def test_the_basis_of_a_duty(sentence: str, cited: list[str]) -> None:
    described = Described(NOTICE.format(body=f"现通知如下。\n\n一、加强巡查。{sentence}"))
    basis = described.values(fragment("duty", 1, 1), ZM.basis)
    assert [described.value(node, ZM.citedTitle) for node in basis] == cited


# --- whole graphs --------------------------------------------------------------------------------------------------------


def test_a_second_document_counts_for_itself() -> None:
    body = "一、普查步道。2022年9月底前完成。（市园林局负责）"
    text = NOTICE.format(body=body) + "\n" + NOTICE.replace("15号", "16号").replace("步道", "码头").format(body=body)
    described = Described(text)
    assert described.kinds(ZM.Task) == [fragment("task", 1, 1), fragment("task", 2, 1)]
    second = f"{BASE}eli/cn/990100/岚政发/2022/16"
    for node in (fragment("task", 2, 1), fragment("deadline", 2, 1)):
        assert described.values(node, ZM.setBy) == [second]
    assert described.values(fragment("task", 2, 1), ZM.hasDeadline) == [fragment("deadline", 2, 1)]
    assert described.values(fragment("assignment", 2, 1, 1), ZM.agency) == [f"{BASE}agency/岚州市园林局"]


def test_a_document_without_work_has_no_such_nodes() -> None:
    described = Described(NOTICE.format(body="现将有关事项通知如下。"))
    assert described.values(NOTICE_IRI, ELI.number)
    for kind in (ZM.Task, ZM.Deadline, ZM.Obligation, ZM.Prohibition, ZM.Permission, ZM.AgencyGroup):
        assert described.kinds(kind) == []
    assert described.having(ZM.role) == []


def test_another_base_moves_every_node() -> None:
    described = Described(TEXT, iris=Iris("http://localhost/图谱/"))
    groups = {group for node in described.by_subject for group in described.values(node, ZM.group)}
    assert groups == {"http://localhost/图谱/group/990100/各区县政府"}
    assert all(subject.startswith("http://localhost/图谱/") for subject in described.by_subject)


def test_the_same_text_makes_the_same_triples_in_the_same_order(made: Described) -> None:
    assert Described(TEXT).all == made.all


@settings(max_examples=30)
@given(official.gazettes)
def test_every_node_of_work_has_evidence_in_its_source(text: str) -> None:
    described = Described(text)
    kinds = (ZM.Task, ZM.Deadline, ZM.Obligation, ZM.Prohibition, ZM.Permission)
    for node in (*described.having(ZM.role), *(node for kind in kinds for node in described.kinds(kind))):
        assert node.startswith(f"{SOURCE}#")
        assert described.evidence(node)
        (clause,) = described.values(node, ZM.inClause)
        assert described.values(clause, ZM.eId)
    for node in described.kinds(ZM.Task):
        assert described.values(node, ZM.hasAssignment)
        assert set(described.values(node, ZM.hasDeadline)) <= set(described.kinds(ZM.Deadline))
    for node in described.having(ZM.role):
        named = (described.values(node, term) for term in (ZM.agency, ZM.group, ZM.reason))
        assert sum(bool(values) for values in named) == 1
    for node in described.kinds(ZM.Deadline):
        assert any(described.values(node, term) for term in (ZM.due, ZM.recurrence, ZM.duration, ZM.reason))
