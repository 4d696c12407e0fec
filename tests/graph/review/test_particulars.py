"""Roles, definitions, sanctions, provisions, instruments and annexes are decided on as other facts are."""

from dataclasses import replace
from pathlib import Path

import pytest

from graph.derive.follow import decide
from graph.records.decisions import list_decidable, list_decided, machine_side, with_document, words_of
from graph.records.definitions import read_definitions
from graph.records.reviewing import documents_of, list_reviewable
from graph.review.decision import Decision, ReviewError, check_decision
from graph.store import base
from ingest.pipeline import build
from ingest.read.inputs import find
from ontology.enumerations import Aspect, DecisionState, Verdict
from ontology.iri import Iris
from tests.samples.dumped import dump, reading
from tests.samples.once import copied

ROOT = Path(__file__).parents[3]
NAME = "岚州市人民政府公报-2019-08.txt"
NOTICE, ACT = "eli/cn/990100/岚政发/2019/14", "eli/cn/990100/岚政发/2019/15"
CITED = "eli/cn/990100/岚政办发/2016/35"
SOURCE = f"source/{NAME}"
AT = "2026-03-02T09:30:00+08:00"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("particulars") / "store"
    assert not build(find([ROOT / "examples" / NAME]), store).failed
    return store


@pytest.fixture
def store(built: Path, tmp_path: Path) -> Path:
    return copied(built, tmp_path / "store")


def role_of(store: Path, name: str) -> str:
    """The path of the first party of this printed name."""
    with reading(store) as opened:
        asked = f'SELECT ?it {{ ?it zm:partyName "{name}" ; zm:role ?role }} ORDER BY ?it LIMIT 1'
        (row,) = opened.select(asked)
        return base.iris(opened).relative(row["it"].value)


def made(store: Path, on: str, aspect: Aspect, verdict: Verdict, value: str = "", machine: str = "") -> Decision:
    with reading(store) as opened:
        known = machine_side(opened, on, aspect)
        words = words_of(opened, on) if verdict is Verdict.ADD else ""
    read = "" if verdict is Verdict.ADD else machine or known[0][0]
    words = words or dict(known).get(read, "")
    return Decision(on, aspect, verdict, read, value, words, "", "王芳", AT)


def answers(store: Path, asked: str) -> list[str]:
    with reading(store) as opened:
        return sorted(row["value"].value.rpartition("/")[2] for row in opened.select(asked))


def cases(store: Path) -> list[tuple[Decision, str, list[str]]]:
    """Decisions, what SPARQL is asked, and its answer when they are laid."""
    iri = Iris().absolute
    party = role_of(store, "市民政局")
    definition, sanction, provision = f"{SOURCE}#definition=2-1", f"{SOURCE}#sanction=2-1", f"{SOURCE}#provision=3-1"
    clause = f"{NOTICE}/doc_1/art_3"
    word = "步道：供行人通行的道路"
    return [
        (
            made(store, party, Aspect.ROLE, Verdict.CORRECT, "responsible"),
            f"SELECT ?value {{ <{iri(party)}> zm:role ?value }}",
            ["responsible"],
        ),
        (
            made(store, definition, Aspect.DEFINITION, Verdict.CORRECT, "养老设施：供老年人使用的房屋"),
            f"SELECT ?value {{ <{iri(definition)}> zm:term|zm:meaning ?value }}",
            ["供老年人使用的房屋", "养老设施"],
        ),
        (
            made(store, clause, Aspect.DEFINITION, Verdict.ADD, word),
            f"SELECT ?value {{ ?it zm:inClause <{iri(clause)}> ; a zm:Definition ; zm:term|zm:meaning|zm:scope ?value }}",
            ["doc_1", "供行人通行的道路", "步道"],
        ),
        (
            made(store, sanction, Aspect.SANCTION, Verdict.REJECT),
            f"SELECT ?value {{ {{ <{iri(sanction)}> zm:quote ?value }} UNION {{ ?value zm:hasMeasure/^zm:hasMeasure <{iri(sanction)}> }}"
            f" UNION {{ BIND(<{iri(SOURCE)}#measure=2-1-1> AS ?value) ?value ?property ?held }} }}",
            [],
        ),
        (
            made(store, provision, Aspect.PROVISION, Verdict.CORRECT, f"{CITED}/art_7"),
            f"SELECT ?value {{ {{ <{iri(provision)}> zm:citedClause ?value }} UNION {{ <{iri(provision)}> zm:provision ?value }}"
            f" UNION {{ <{iri(provision)}> zm:inClause/eli:amends ?value }} }}",
            ["art_7", "art_7", "art_7"],
        ),
        (
            made(store, NOTICE, Aspect.INSTRUMENT, Verdict.REJECT),
            f"SELECT ?value {{ <{iri(NOTICE)}> zm:issues ?value }}",
            [],
        ),
        (
            made(store, ACT, Aspect.ATTACHMENT, Verdict.CONFIRM),
            f"SELECT ?value {{ <{iri(ACT)}> zm:hasAnnex ?value }}",
            ["att_1", "att_2"],
        ),
    ]


def kept_sanction(store: Path) -> list[tuple[Decision, str, list[str]]]:
    """Decisions on who imposes a sanction and on what it brings, one of whose measures is added in words of its own."""
    iri = Iris().absolute
    sanction, measure = f"{SOURCE}#sanction=2-1", f"{SOURCE}#measure=2-1-1"
    added = made(store, sanction, Aspect.MEASURE, Verdict.ADD, "fine 5000-30000 CNY")
    return [
        (
            made(store, sanction, Aspect.AUTHORITY, Verdict.CORRECT, "岚州市民政局"),
            f"SELECT ?value {{ <{iri(sanction)}> zm:authority|zm:authorityAgency ?value }}",
            ["岚州市民政局", "岚州市民政局"],
        ),
        (
            made(store, measure, Aspect.MEASURE, Verdict.CORRECT, "revoke"),
            f"SELECT ?value {{ <{iri(measure)}> zm:measureKind|zm:amountFrom|zm:amountTo ?value }}",
            ["revoke"],
        ),
        (
            replace(added, quote=added.words[:6]),
            f"SELECT ?value {{ <{iri(sanction)}> zm:hasMeasure ?it . ?it zm:amountFrom|zm:amountTo|zm:amountUnit|zm:printed ?value"
            ' FILTER EXISTS { ?it zm:amountTo "30000"^^xsd:decimal } }',
            sorted(["30000", "5000", "CNY", added.words[:6]]),
        ),
    ]


def test_a_sanction_is_corrected_and_given_back(store: Path, tmp_path: Path) -> None:
    before, known = dump(store), kept_sanction(store)
    decide(store, [decision for decision, *_ in known])
    laid = dump(store)
    assert [answers(store, asked) for _, asked, _ in known] == [answer for *_, answer in known]
    assert not build(find([ROOT / "examples" / NAME]), store).failed
    assert dump(store) == laid
    with reading(store) as opened:
        iri = Iris().absolute(NOTICE)
        listed = {(fact.aspect, fact.value, fact.made is not None) for fact in list_reviewable(opened, iri)}
    assert {
        (Aspect.AUTHORITY, "岚州市民政局", True),
        (Aspect.MEASURE, "revoke", True),
        (Aspect.MEASURE, "fine 5000-30000 CNY", True),
    } <= listed
    # Where its sanction is rejected nothing of it is left, and what was decided on it waits.
    whole = Decision(f"{SOURCE}#sanction=2-1", Aspect.SANCTION, Verdict.REJECT, *_sanction(store), "", "王芳", AT)
    decide(store, [whole])
    assert [answers(store, asked) for _, asked, _ in known] == [[], [], []]
    with reading(store) as opened:
        states = {one.decision.aspect: one.state for one in list_decided(opened)}
    assert states.pop(Aspect.SANCTION) == DecisionState.LAID
    assert set(states.values()) == {DecisionState.WAITING}
    decide(store, undone=[whole.key, *(decision.key for decision, *_ in known)])
    assert dump(store) == before


def _sanction(store: Path) -> tuple[str, str, str]:
    """The machine's value, the person's and the words of the sanction."""
    with reading(store) as opened:
        ((value, words),) = machine_side(opened, f"{SOURCE}#sanction=2-1", Aspect.SANCTION)
    return value, "", words


def test_what_is_added_stands_at_its_words(store: Path) -> None:
    whole = made(store, f"{NOTICE}/doc_1/art_3", Aspect.DUTY, Verdict.ADD, "obligation 建设单位")
    words = whole.words[5:12]
    decide(store, [check_decision(replace(whole, quote=words), Iris())])
    it = '?it zm:bearerKind/skos:prefLabel "建设单位"@zh ; zm:rule "review" ; '
    asked = f"SELECT ?value {{ {{ {it} zm:quote ?value }} UNION {{ {it} zm:offsets ?value }} }}"
    assert answers(store, asked) == ["5,12", words]
    with pytest.raises(ReviewError, match="does not stand"):
        check_decision(replace(whole, quote="另外的文字"), Iris())


def test_a_day_of_a_document_that_is_only_cited_gives_it_a_status(store: Path) -> None:
    before = dump(store)
    day = Decision(CITED, Aspect.EXPIRES, Verdict.ADD, "", "2017-12-31", "", "", "王芳", AT)
    decide(store, [check_decision(day, Iris())])
    asked = f"SELECT ?value {{ ?it a zm:StatusInterval ; zm:about <{Iris().absolute(CITED)}> ; zm:status ?value }}"
    assert "expired" in answers(store, asked)
    laid = dump(store)
    assert not build(find([ROOT / "examples" / NAME]), store).failed
    assert dump(store) == laid
    decide(store, undone=[day.key])
    assert dump(store) == before


def test_the_graph_follows_survives_a_rebuild_and_is_given_back(store: Path, tmp_path: Path) -> None:
    before, known = dump(store), cases(store)
    decide(store, [decision for decision, *_ in known])
    laid = dump(store)
    assert [answers(store, asked) for _, asked, _ in known] == [answer for *_, answer in known]
    with reading(store) as opened:
        assert {one.state for one in list_decided(opened)} == {DecisionState.LAID}
        document = Iris().absolute(NOTICE)
        assert {"养老设施", "步道"} <= {
            word for one in read_definitions(opened) if one.document == document for word in one.words
        }
    assert not build(find([ROOT / "examples" / NAME]), store).failed
    assert dump(store) == laid
    # The same decisions beside the same source, in an empty store.
    other = tmp_path / "other"
    assert not build(find([ROOT / "examples" / NAME]), other).failed
    decide(other, [decision for decision, *_ in known])
    assert dump(other) == laid
    decide(store, undone=[decision.key for decision, *_ in known])
    assert dump(store) == before


def test_a_changed_text_makes_them_wait(store: Path, tmp_path: Path) -> None:
    known = [decision for decision, *_ in cases(store) if decision.aspect in (Aspect.DEFINITION, Aspect.SANCTION)]
    known = [decision for decision in known if decision.verdict is not Verdict.ADD]
    decide(store, known)
    text = (ROOT / "examples" / NAME).read_text("utf-8")
    assert "养老服务设施，是指" in text and "设单位未按照规划" in text
    changed = text.replace("养老服务设施，是指主要", "养老服务设施，是指专门").replace(
        "设单位未按照规划", "设单位没有按照规划"
    )
    (tmp_path / NAME).write_text(changed, "utf-8")
    assert not build(find([tmp_path / NAME]), store).failed
    with reading(store) as opened:
        states = {one.decision.aspect: one.state for one in list_decided(opened)}
    assert states == dict.fromkeys((Aspect.DEFINITION, Aspect.SANCTION), DecisionState.WAITING)


def test_a_provision_waits_where_its_reference_is_corrected(store: Path) -> None:
    provision = made(store, f"{SOURCE}#provision=3-1", Aspect.PROVISION, Verdict.CORRECT, f"{CITED}/art_7")
    reference = made(store, f"{SOURCE}#reference=3-4", Aspect.REFERENCE, Verdict.CORRECT, f"amends {NOTICE}")
    decide(store, [provision, reference])
    with reading(store) as opened:
        states = {one.decision.aspect: one.state for one in list_decided(opened)}
    assert states == {Aspect.PROVISION: DecisionState.WAITING, Aspect.REFERENCE: DecisionState.LAID}
    asked = f"SELECT ?value {{ <{Iris().absolute(provision.on)}> zm:citedClause ?value }}"
    assert answers(store, asked) == ["art_6"]


@pytest.mark.parametrize(
    ("on", "aspect", "verdict", "value"),
    [
        (f"{SOURCE}#assignment=1-1-1", "role", "reject", ""),
        (f"{SOURCE}#assignment=1-1-1", "role", "correct", "chief"),
        (f"{SOURCE}#sanction=2-1", "sanction", "correct", "另一行为"),
        (f"{SOURCE}#sanction=2-1", "authority", "add", "市民政局"),
        (f"{SOURCE}#measure=2-1-1", "measure", "correct", "fine 3-2 CNY"),
        (f"{SOURCE}#measure=2-1-1", "measure", "correct", "fine many"),
        (f"{SOURCE}#measure=2-1-1", "measure", "correct", "revoke 1-2 CNY"),
        (f"{SOURCE}#measure=2-1-1", "measure", "add", "revoke"),
        (NOTICE, "instrument", "correct", "另一办法"),
        (NOTICE, "instrument", "add", "另一办法"),
        (f"{SOURCE}#provision=3-1", "provision", "correct", "第七条"),
        (f"{NOTICE}/doc_1/art_3", "provision", "add", f"{CITED}/art_7"),
        (f"{NOTICE}/doc_1/art_3", "definition", "add", "步道"),
        (f"{NOTICE}/doc_1/art_3", "definition", "add", "：没有用语"),
        (f"{SOURCE}#definition=2-1", "definition", "correct", "步道："),
    ],
)
def test_what_cannot_be_decided(on: str, aspect: str, verdict: str, value: str) -> None:
    machine = "" if verdict == "add" else "读出"
    with pytest.raises(ReviewError):
        check_decision(Decision(on, Aspect(aspect), Verdict(verdict), machine, value, "", "", "王芳", AT), Iris())


@pytest.mark.parametrize(
    ("typed", "meant"), [("7", "art_7"), ("120-1", "art_120-1"), ("art_7__para_2", "art_7__para_2")]
)
def test_an_article_is_that_of_the_document_that_was_read(typed: str, meant: str) -> None:
    value = with_document(typed, Aspect.PROVISION, None, Iris(), f"{CITED}/art_6")  # type: ignore[arg-type]
    assert value == f"{CITED}/{meant}"


def test_what_has_no_mark_of_its_own_is_found_at_its_clause(store: Path) -> None:
    with reading(store) as opened:
        facts = list_reviewable(opened, Iris().absolute(NOTICE))
        decidable = list_decidable(opened, Iris().absolute(NOTICE))
    places = {fact.aspect: fact.clause.rpartition("/")[2] for fact in facts if fact.clause}
    assert places == {
        **dict.fromkeys((Aspect.SANCTION, Aspect.AUTHORITY, Aspect.MEASURE), "art_16"),
        Aspect.DEFINITION: "art_2__para_2",
    }
    assert {fact.aspect for fact in decidable} >= {Aspect.SANCTION, Aspect.DEFINITION, Aspect.INSTRUMENT}


def test_the_documents_of_all_decisions_come_with_one_question(store: Path) -> None:
    on = [decision.on for decision, *_ in cases(store)]
    with reading(store) as opened:
        party = role_of(store, "市民政局")
        owners = documents_of(opened, [*on, "source/没有.txt#task=1-1"])
    short = {path: iri.partition("/eli/")[2] for path, iri in owners.items()}
    whose = {NOTICE: NOTICE, ACT: ACT, f"{SOURCE}#definition=2-1": NOTICE, f"{SOURCE}#provision=3-1": ACT}
    assert {path: f"eli/{short[path]}" for path in whose} == whose
    assert short[party] and owners["source/没有.txt#task=1-1"].endswith("#task=1-1")


def test_an_event_of_a_document_that_is_only_cited_changes_its_status(store: Path) -> None:
    event = Decision(CITED, Aspect.EVENT, Verdict.ADD, "", "repealed 2020-01-01 岚政发〔2020〕1号", "", "", "王芳", AT)
    decide(store, [event])
    asked = f"SELECT ?value {{ ?it a zm:StatusInterval ; zm:about <{Iris().absolute(CITED)}> ; zm:status ?value }}"
    assert "repealed" in answers(store, asked)
