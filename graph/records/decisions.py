"""What can be decided on in a document, and what has been decided: the read side of review."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from graph.derive.reviewed import event_value
from graph.derive.standing import events
from graph.records.identity import Identity
from graph.records.rows import select_rows
from graph.review.decision import Decision, read_decisions
from graph.review.machine import read_machine, read_statements
from graph.store import base
from graph.store.view import View
from ontology.enumerations import Aspect, DecisionState
from ontology.identifiers import Document
from ontology.iri import Iris
from ontology.titles import identity

_STATEMENTS = """
SELECT ?document ?aspect ?node WHERE {
  { ?task zm:setBy ?document ; zm:hasAssignment ?node . VALUES ?aspect { "party" "role" } }
  UNION { ?node a zm:Deadline ; zm:setBy ?document . BIND("limit" AS ?aspect) }
  UNION { ?node a zm:Task ; zm:setBy ?document . BIND("task" AS ?aspect) }
  UNION { ?node zm:cue ?cue ; zm:setBy ?document . BIND("duty" AS ?aspect) }
  UNION { ?node a zm:Sanction ; zm:setBy ?document . BIND("sanction" AS ?aspect) }
  UNION { ?node zm:term ?term ; zm:setBy ?document . BIND("definition" AS ?aspect) }
  UNION { ?node a zm:Reference ; zm:citing ?document . BIND("reference" AS ?aspect) }
  UNION { ?reference zm:citing ?document . ?node zm:ofReference ?reference ; zm:citedClause ?cited . BIND("provision" AS ?aspect) }
} ORDER BY ?node"""
_OWN = "SELECT ?node WHERE { VALUES ?clause { %s } ?node zm:inClause ?clause ; a zm:OwnProvision ; zm:citedClause ?cited } ORDER BY ?node"
_CLAUSES = "SELECT ?document ?clause WHERE { ?clause eli:is_part_of+ ?document ; zm:text ?text } ORDER BY ?clause"
_WORDS = "SELECT ?words WHERE { VALUES ?on { %s } ?on zm:text|zm:quote ?words } ORDER BY ?words"
_STATES = """
SELECT ?decision ?state ?en ?zh WHERE {
  ?decision zm:decisionState ?state .
  OPTIONAL { ?decision zm:reason ?en FILTER(LANG(?en) = "en") } OPTIONAL { ?decision zm:reason ?zh FILTER(LANG(?zh) = "zh") }
}"""


@dataclass(frozen=True, slots=True)
class Decidable:
    """A fact as it stands now, decisions laid over it. on: a path below the base; words: what prints it, empty where nothing does."""

    on: str
    aspect: Aspect
    value: str
    words: str


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
    nodes[Aspect.PROVISION] += [row["node"].value for row in view.select(_OWN % clauses)]
    for aspect in Aspect:
        readings = read_machine(view, document, aspect, iris) if aspect.of_document else []
        readings = readings or read_statements(view, nodes[aspect], aspect, iris)
        for reading in readings:
            yield Decidable(iris.relative(reading.node), aspect, reading.value, next(iter(reading.words), ""))
    for event in events(view, document):
        yield Decidable(iris.relative(document), Aspect.EVENT, event_value(event, iris), event.quote)


def words_of(view: View, on: str) -> str:
    """Return the words of the clause or task (a path below the base) to which something is added; empty where there is none."""
    iris = base.iris(view)
    rows = view.select(_WORDS % ox.NamedNode(iris.absolute(on)))
    return next((row["words"].value for row in rows), "")


def with_document(value: str, aspect: Aspect, who: Identity, iris: Iris, machine: str = "") -> str:
    """Return a decision's value with the path of the document that its last part names by number or title.

    Of an event a name that no document of the store has stays as it is; of a reference it is a title. Of a provision the number of
    an article (`7`, `120-1`) or an eId is that of the document whose provision the machine has read.
    """
    if aspect is Aspect.PROVISION and value and "/" not in value:
        eid = value if "_" in value else f"art_{value}"
        return f"{machine.rpartition('/')[0]}/{eid}"
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
    return value if aspect is Aspect.EVENT else f"{head} {iris.relative(iris.titled_only(identity(name)))}"


def machine_side(view: View, on: str, aspect: Aspect) -> list[tuple[str, str]]:
    """Return what the machine has read of a thing, each value with its words, whatever decisions lie over it.

    on: a path below the base. A decision keeps what it was made on, so what it withholds is told from it.
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
