"""Read the facts of a document that people can decide on, and their decisions: the read side of review."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.derive.reviewed import event_value
from graph.derive.standing import events
from graph.records.identity import Identity
from graph.records.native import read_confidence
from graph.records.rows import batches, select_about, select_rows, terms
from graph.review.decision import Decision, read_decisions
from graph.review.machine import Reading, read_fields, read_machine, read_statements
from graph.review.measures import typed_measure
from graph.review.parts import is_added
from graph.store import base
from graph.store.view import View
from ontology.enumerations import Aspect, DecisionState
from ontology.identifiers import Assignment, Document, Measure, Statement
from ontology.iri import Iris
from ontology.recognition import is_doubtful
from ontology.titles import title_identity

_STATED = (
    '?task zm:setBy ?document ; zm:hasAssignment ?node . VALUES ?aspect { "party" "role" }',
    '?node a zm:Deadline ; zm:setBy ?document . BIND("limit" AS ?aspect)',
    '?node a zm:Task ; zm:setBy ?document . BIND("task" AS ?aspect)',
    '?node zm:cue ?cue ; zm:setBy ?document . BIND("duty" AS ?aspect)',
    '?node a zm:Sanction ; zm:setBy ?document . VALUES ?aspect { "sanction" "authority" }',
    '?it zm:hasMeasure ?node ; zm:setBy ?document . BIND("measure" AS ?aspect)',
    '?node zm:term ?term ; zm:setBy ?document . BIND("definition" AS ?aspect)',
    '?node a zm:Reference ; zm:citing ?document . BIND("reference" AS ?aspect)',
    '?reference zm:citing ?document . ?node zm:ofReference ?reference ; zm:citedClause ?cited . BIND("provision" AS ?aspect)',
)
"""Graph patterns that find the statements of each aspect."""
_STATEMENTS = (
    f"SELECT ?document ?aspect ?node WHERE {{ {' UNION '.join(f'{{ {one} }}' for one in _STATED)} }} ORDER BY ?node"
)
_READ_WITH = (Aspect.ROLE, Aspect.AUTHORITY)
"""Read of the words of their party or sanction, which is listed."""
_RECOGNISED = """
SELECT DISTINCT ?node WHERE {
  ?evidence zm:nativeSelector ?native FILTER(CONTAINS(?native, "confidence=0.")) ?node oa:hasTarget ?evidence
}"""
_AMONG = "{{ VALUES ?node {{ {iris} }} "
_OF_RECOGNISED = (
    "SELECT ?document ?aspect ?property ?node WHERE {{ "
    + " UNION ".join(
        _AMONG + one.replace("{", "{{").replace("}", "}}") + " }}"
        for one in (*_STATED, "?node zm:about ?document ; zm:property ?property")
    )
    + " }}"
)
"""The list of documents is repeated in each branch of the UNION. Written once before it, the engine would evaluate each branch for the
whole store."""
_OWN = "SELECT ?node WHERE { VALUES ?clause { %s } ?node zm:inClause ?clause ; a zm:OwnProvision ; zm:citedClause ?cited } ORDER BY ?node"
_CLAUSES = "SELECT ?document ?clause WHERE { ?clause eli:is_part_of+ ?document ; zm:text ?text } ORDER BY ?clause"
_WORDS = "SELECT ?words WHERE { VALUES ?on { %s } ?on zm:text|zm:quote ?words } ORDER BY STR(?words)"
_STATES = """
SELECT ?decision ?state ?en ?zh WHERE {
  ?decision zm:decisionState ?state .
  OPTIONAL { ?decision zm:reason ?en FILTER(LANG(?en) = "en") } OPTIONAL { ?decision zm:reason ?zh FILTER(LANG(?zh) = "zh") }
}"""


@dataclass(frozen=True, slots=True)
class Decidable:
    """A fact as it is now, decisions laid over it. on: a path below the base; words: what prints it, empty where nothing does.

    document: IRI of the document that it is a fact of. confidence: 0 to 1, how sure the recognition of a scan is of the words; of
    several places that print them the surest. None where a file contains them as text, and where nothing prints them.
    """

    on: str
    aspect: Aspect
    value: str
    words: str
    document: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with what the last build made of it; reason, reason_zh: why it waits."""

    decision: Decision
    state: DecisionState
    reason: str
    reason_zh: str


def list_decidable(view: View, document: str) -> list[Decidable]:
    """Return the facts of a published document (IRI) on which a person can decide: its fields, what is read of its text, its events."""
    return list(_decidable(view, document))


def _decidable(view: View, document: str) -> Iterator[Decidable]:
    iris = base.iris(view)
    nodes: defaultdict[Aspect, list[str]] = defaultdict(list)
    for row in select_rows(view, _STATEMENTS, document=document):
        nodes[Aspect(row["aspect"])].append(row["node"])
    clauses = " ".join(f"<{row['clause']}>" for row in select_rows(view, _CLAUSES, document=document))
    nodes[Aspect.PROVISION] += [row["node"] for row in select_rows(view, _OWN % clauses)]
    fields = read_fields(view, [(document, aspect) for aspect in Aspect if aspect.of_document])
    read = [
        (aspect, reading)
        for aspect in Aspect
        for reading in (fields.get((document, aspect)) or read_statements(view, nodes[aspect], aspect, iris))
    ]
    known = events(view, document)
    proofs = [node for _, reading in read for node in reading.proofs]
    sure = read_confidence(view, [*proofs, *(event.origin for event in known if event.origin)])
    for aspect, reading in read:
        yield _as_decidable(reading, aspect, document, sure, iris)
    for event in known:
        on, value = iris.relative(document), event_value(event, iris)
        yield Decidable(on, Aspect.EVENT, value, event.quote, document, sure.get(event.origin))


def _as_decidable(reading: Reading, aspect: Aspect, document: str, sure: Mapping[str, float], iris: Iris) -> Decidable:
    """sure: of `read_confidence`, for the proofs of the reading."""
    recognised = [sure[node] for node in reading.proofs if node in sure]
    confidence = max(recognised) if recognised and len(recognised) == len(reading.proofs) else None
    words = next(iter(reading.words), "")
    return Decidable(iris.relative(reading.node), aspect, reading.value, words, document, confidence)


def list_unsure(view: View, made: Iterable[Decided]) -> list[Decidable]:
    """Return the facts of all documents whose words were recognised with doubt, other than those that people have decided on.

    made: of `list_decided`. Events are left out: they are derived from facts and references, which are listed.
    """
    iris = base.iris(view)
    fields = {aspect.term: aspect for aspect in Aspect if aspect.of_document}
    recognised = [row["node"] for row in select_rows(view, _RECOGNISED)]
    doubtful = [node for node, sure in read_confidence(view, recognised).items() if is_doubtful(sure)]
    if not doubtful:
        return []
    named: set[tuple[str, Aspect]] = set()
    owners: defaultdict[Aspect, dict[str, str]] = defaultdict(dict)
    for row in select_about(view, _OF_RECOGNISED, doubtful):
        if row.get("aspect") in _READ_WITH:
            continue
        if "aspect" in row:
            owners[Aspect(row["aspect"])][row["node"]] = row["document"]
        elif row["property"] in fields:
            named.add((row["document"], fields[row["property"]]))
    read = [(aspect, reading) for (_, aspect), found in read_fields(view, named).items() for reading in found]
    for aspect, nodes in owners.items():
        read += [
            (aspect, reading)
            for some in batches(sorted(nodes))
            for reading in read_statements(view, some, aspect, iris)
        ]
    sure = read_confidence(view, [node for _, reading in read for node in reading.proofs])
    found = [
        _as_decidable(reading, aspect, owners[aspect].get(reading.node, reading.node), sure, iris)
        for aspect, reading in read
    ]
    settled = _settled(made)
    return sorted(
        (
            fact
            for fact in found
            if is_doubtful(fact.confidence)
            and not added_by_hand(fact.on, iris)
            and settled.isdisjoint({(fact.on, fact.aspect, fact.value), (fact.on, fact.aspect, None)})
        ),
        key=lambda fact: (fact.document, fact.aspect.ordinal, fact.on, fact.value),
    )


def _settled(made: Iterable[Decided]) -> set[tuple[str, Aspect, str | None]]:
    """Return what people have decided on: place, aspect and value; of what is read of words, which has one value, None."""
    stands = [one.decision for one in made if one.state is not DecisionState.WAITING]
    settled: set[tuple[str, Aspect, str | None]] = {
        (one.on, one.aspect, value) for one in stands for value in (one.machine, one.value) if value
    }
    return settled | {(one.on, one.aspect, None) for one in stands if one.aspect.in_text}


def added_by_hand(on: str, iris: Iris) -> int:
    """Return the position that a person's decision gave a statement (path), its task or its party, or a measure; 0 where the reading
    gave it."""
    match iris.parse(iris.absolute(on)):
        case Statement(position=position):
            positions = [position]
        case Assignment(task=task, position=position):
            positions = [task, position]
        case Measure(position=position):
            positions = [position]
        case _:
            positions = []
    return next((position for position in positions if is_added(position)), 0)


def words_of(view: View, on: str) -> str:
    """Return the words of the clause, task or sanction (a path below the base) to which something is added; empty where there is none."""
    rows = select_rows(view, _WORDS % terms([base.iris(view).absolute(on)]))
    return next((row["words"] for row in rows), "")


def with_document(value: str, aspect: Aspect, who: Identity, iris: Iris, machine: str = "") -> str:
    """Return a decision's value with the path of the document that its last part names by number or title.

    Of an event a name that no document of the store has stays as it is; of a reference it is a title. Of a provision the number of
    an article (`7`, `120-1`) or an eId is that of the document whose provision the machine has read. Of a measure 元 and 倍 are units.
    """
    if aspect is Aspect.PROVISION and value and "/" not in value:
        eid = value if "_" in value else f"art_{value}"
        return iris.relative(Iris.clause(iris.within(iris.absolute(machine)), eid))
    if aspect is Aspect.MEASURE:
        return typed_measure(value)
    if aspect not in (Aspect.EVENT, Aspect.REFERENCE):
        return value
    head, _, rest = value.partition(" ")
    if aspect is Aspect.EVENT:
        day, _, rest = rest.partition(" ")
        head = f"{head} {day}"
    name = rest.strip()
    if not name or isinstance(iris.parse(iris.absolute(name)), Document):
        return value
    meant = who.find(name).exact
    if len(meant) == 1:
        return f"{head} {iris.relative(meant[0])}"
    return value if aspect is Aspect.EVENT else f"{head} {iris.relative(iris.titled_only(title_identity(name)))}"


def machine_side(view: View, on: str, aspect: Aspect) -> list[tuple[str, str]]:
    """Return what the machine has read of a thing, each value with its words, whatever decisions lie over it.

    on: a path below the base. A decision keeps the fact that it was made on, so a withheld fact is described from the decision.
    """
    iris = base.iris(view)
    here = [made for made in list_decided(view) if (made.decision.on, made.decision.aspect) == (on, aspect)]
    over = [made.decision for made in here if made.decision.machine and made.state is DecisionState.LAID]
    laid = {made.decision.shown_value for made in here if made.state is DecisionState.LAID and made.decision.value}
    read = {decision.machine: decision.words for decision in over}
    document = iris.document(iris.absolute(on))
    facts = list_decidable(view, document) if aspect is Aspect.EVENT else []
    now = [(fact.value, fact.words) for fact in facts if fact.aspect is Aspect.EVENT]
    for reading in read_machine(view, iris.absolute(on), aspect, iris):
        now.append((reading.value, next(iter(reading.words), "")))
    read |= {value: words for value, words in now if value not in laid and value not in read}
    return sorted(read.items())


def list_decided(view: View) -> list[Decided]:
    """Return the decisions of a store, those that wait first, then by what they are on."""
    iris = base.iris(view)
    states = {row["decision"]: row for row in select_rows(view, _STATES)}
    decided = []
    for decision in read_decisions(view, iris):
        row = states.get(iris.review(decision.key), {})
        state = DecisionState(row.get("state", DecisionState.WAITING))
        decided.append(Decided(decision, state, row.get("en", ""), row.get("zh", "")))
    return sorted(decided, key=lambda one: (one.state is not DecisionState.WAITING, one.decision.on, one.decision.key))
