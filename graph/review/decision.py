"""A person's decision on a fact of the machine: one value, as a line of JSON and as a named graph of its own (`review/…`).

A decision names what it was decided on, which aspect of it, the value that the machine had read and the words behind that value.
So a later reading that differs can be recognized: the decision then waits instead of being laid over something else.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from hashlib import sha256

import pyoxigraph as ox

from graph.review.values import DEFINES, fits_value
from graph.store.errors import GraphError
from graph.store.view import View, text
from ontology.enumerations import Aspect, Verdict
from ontology.identifiers import Assignment, Clause, Document, Measure, Reviewer, Statement, StatementKind, TitleOnly
from ontology.iri import Iris
from ontology.vocabulary import PROV, RDF, SKOS, XSD, ZM

_A, _DECISION = ox.NamedNode(str(RDF.type)), ox.NamedNode(str(ZM.Decision))
_ON, _BY, _AT = (ox.NamedNode(str(term)) for term in (ZM.decidedOn, PROV.wasAttributedTo, PROV.generatedAtTime))
_DATE_TIME = ox.NamedNode(str(XSD.dateTime))
_LITERALS = {
    "aspect": ox.NamedNode(str(ZM.aspect)),
    "verdict": ox.NamedNode(str(ZM.verdict)),
    "machine": ox.NamedNode(str(ZM.machineValue)),
    "value": ox.NamedNode(str(ZM.decidedValue)),
    "words": ox.NamedNode(str(ZM.decidedWords)),
    "quote": ox.NamedNode(str(ZM.decidedQuote)),
    "note": ox.NamedNode(str(SKOS.note)),
}
_LONGEST = {
    "on": 2_000,
    "machine": 2_000,
    "value": 2_000,
    "words": 50_000,
    "quote": 2_000,
    "note": 4_000,
    "by": 100,
    "at": 40,
}
"""Code points."""
_VALUED = (Verdict.CORRECT, Verdict.ADD)
STATEMENTS = {
    Aspect.LIMIT: StatementKind.DEADLINE,
    Aspect.TASK: StatementKind.TASK,
    Aspect.DUTY: StatementKind.DUTY,
    Aspect.SANCTION: StatementKind.SANCTION,
    Aspect.AUTHORITY: StatementKind.SANCTION,
    Aspect.DEFINITION: StatementKind.DEFINITION,
    Aspect.REFERENCE: StatementKind.REFERENCE,
    Aspect.PROVISION: StatementKind.PROVISION,
}
"""The kind of node that a decision on these is attached to. One that adds is attached to a clause; a party
is added to a task, a measure to a sanction."""
PARTS = {Aspect.PARTY: StatementKind.TASK, Aspect.MEASURE: StatementKind.SANCTION}
"""Aspects that are added to a statement, and not to a clause."""
_CLOSED = {
    (Aspect.TASK, Verdict.CORRECT): (
        "a task is its words: correct its parties and time limits, or reject it",
        "任务即其原文：请更正承担机关或者时限，或者否定该任务",
    ),
    (Aspect.EVENT, Verdict.CORRECT): ("an event is rejected, and another added", "效力事件应先否定，再补充"),
    (Aspect.NUMBER, Verdict.REJECT): (
        "a number names its document and cannot be rejected: correct it",
        "文号是文件的标识，不能否定，请更正",
    ),
    (Aspect.AUTHORITY, Verdict.ADD): (
        "who imposes a sanction is corrected, also where nothing was read",
        "处罚机关请用更正，未读出的也一样",
    ),
    (Aspect.ROLE, Verdict.REJECT): (
        "a party has a role: correct it, or reject the party",
        "承担机关必有角色：请更正角色，或者否定该承担机关",
    ),
}
_CLOSED_ELSE = ("it stands in the text: confirm or reject it", "它就是原文：请确认或者否定")


class ReviewError(GraphError):
    """A decision that cannot be made: what it is on, its aspect, its value or its line is wrong."""


@dataclass(frozen=True, slots=True)
class Decision:
    """on: the path of what is decided on: a document, clause, task, party, time limit, duty or reference.
    machine: the value that the machine had read,
    empty where it had none; value: the person's, empty where the verdict needs none; words: those behind the machine's value.
    by: the person's name. at: ISO 8601 with an offset from UTC. quote: of what is added to a clause or sanction, those of
    its words that print it; empty where the whole of it does.

    A status event is `<kind> <day> <path of the act>`, an added one `<kind> <day> [<path or name of the act>]`. A time limit is a day,
    an RRULE (`FREQ=…`) or a length (`P20WD`). A definition is its word, or `word：meaning`; a provision the path of the clause; a
    measure as in `graph/review/measures.py`.
    """

    on: str
    aspect: Aspect
    verdict: Verdict
    machine: str
    value: str
    words: str
    note: str
    by: str
    at: str
    quote: str = ""

    @property
    def key(self) -> str:
        """The key of the decision: a later one on the same fact takes its place."""
        return decision_key(self.on, self.aspect, self.value if self.verdict is Verdict.ADD else self.machine)

    @property
    def shown_value(self) -> str:
        """The person's value as a reading gives it: of a definition the word alone."""
        return self.value.partition(DEFINES)[0] if self.aspect is Aspect.DEFINITION else self.value

    def line(self) -> str:
        """Return the decision as one line of JSON, without a line end."""
        return json.dumps(asdict(self), ensure_ascii=False)


def decision_key(on: str, aspect: Aspect, value: str) -> str:
    """Return what a decision is known by. value: the machine's, or what is added."""
    return sha256("\n".join((on, aspect, value)).encode()).hexdigest()[:16]


def read_line(line: str, iris: Iris) -> Decision:
    """Return the decision of a line of JSON. Raises ReviewError for what is none."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ReviewError(f"not JSON: {error}", f"不是 JSON：{error}") from None
    names = {field.name for field in fields(Decision)}
    if isinstance(record, dict):
        record = {"quote": ""} | record  # lines of older versions have none
    if not isinstance(record, dict) or record.keys() != names or not all(isinstance(v, str) for v in record.values()):
        listed = ", ".join(sorted(names))
        raise ReviewError(f"needs the texts {listed} and nothing else", f"须有且仅有以下各项文本：{listed}")
    return check_decision(_decision(record), iris)


def _decision(record: Mapping[str, str]) -> Decision:
    try:
        aspect, verdict = Aspect(record["aspect"]), Verdict(record["verdict"])
    except ValueError as error:
        raise ReviewError(str(error), f"没有这样的核对项或者决定：{error}") from None
    rest = {name: value for name, value in record.items() if name not in ("aspect", "verdict")}
    return Decision(aspect=aspect, verdict=verdict, **rest)


def check_decision(decision: Decision, iris: Iris) -> Decision:
    """Return the decision. Raises ReviewError where its parts do not fit each other."""
    for name, longest in _LONGEST.items():
        if len(getattr(decision, name)) > longest:
            raise ReviewError(f"{name}: longer than {longest} characters", f"{name}：超过 {longest} 字")
    if not _fits(decision, iris):
        raise ReviewError(
            f"{decision.on} has no {decision.aspect} to decide on", f"{decision.on} 没有可核对的 {decision.aspect}"
        )
    given, verdict = bool(decision.value), decision.verdict
    # Where the reading named no body or authority, `machine` is empty and a correction is allowed.
    opened = given and verdict is Verdict.CORRECT and decision.aspect in (Aspect.PARTY, Aspect.AUTHORITY)
    fitting = given == (verdict in _VALUED) and bool(decision.machine) != (verdict is Verdict.ADD)
    if not (fitting or opened):
        raise ReviewError(
            f"{verdict}: correct and add need a value, confirm and reject have none; add is for what was not read, the others for what was",
            f"{verdict}：correct 和 add 须给出值，confirm 和 reject 不给；add 用于未读出的，其余用于已读出的",
        )
    if verdict not in decision.aspect.verdicts:
        raise ReviewError(*_CLOSED.get((decision.aspect, verdict), _CLOSED_ELSE))
    if not decision.by.strip():
        raise ReviewError("by: who decided must be named", "by：须写明决定人")
    check_time(decision.at)
    if given:
        right, example = fits_value(decision.aspect, decision.value, iris, adds=verdict is Verdict.ADD)
        if not right:
            what = f"{decision.value} is no {decision.aspect}; write it as {example}"
            raise ReviewError(what, f"“{decision.value}”不能作这一项的值，写法如 {example}")
    _check_quote(decision)
    return decision


def _check_quote(decision: Decision) -> None:
    quote = decision.quote
    if quote and (
        decision.verdict is not Verdict.ADD or not decision.aspect.in_text or decision.aspect is Aspect.PARTY
    ):
        raise ReviewError(
            "quote: only what is added to a clause or sanction has words of its own",
            "quote：只有在条款、处罚中补充的内容才写明所据文字",
        )
    if quote and quote not in decision.words:
        raise ReviewError(f"quote: {quote} does not stand in the words", f"quote：原文中没有 {quote}")


def _fits(decision: Decision, iris: Iris) -> bool:
    """Return whether the aspect is one of the thing that is decided on."""
    thing, aspect, adds = iris.parse(iris.absolute(decision.on)), decision.aspect, decision.verdict is Verdict.ADD
    if adds and aspect in PARTS:
        return _is_statement(thing, PARTS[aspect])
    if aspect in (Aspect.PARTY, Aspect.ROLE):
        return not adds and isinstance(thing, Assignment)
    if aspect is Aspect.MEASURE:
        return isinstance(thing, Measure)
    if aspect in STATEMENTS:
        return isinstance(thing, Clause) if adds else _is_statement(thing, STATEMENTS[aspect])
    return isinstance(thing, Document) and not isinstance(thing, TitleOnly)


def _is_statement(thing: object, kind: StatementKind) -> bool:
    return isinstance(thing, Statement) and thing.kind is kind


def check_time(at: str) -> None:
    """Raise ReviewError for what is no time with its offset."""
    try:
        when = datetime.fromisoformat(at)
    except ValueError:
        when = None
    if when is None or when.tzinfo is None:
        raise ReviewError(
            f"at {at}: not a time with its offset, as 2026-03-02T09:30:00+08:00",
            f"at {at}：须为带时区的时间，如 2026-03-02T09:30:00+08:00",
        )


def triples(decision: Decision, iris: Iris) -> Iterator[ox.Triple]:
    """Yield the triples of the decision's own named graph."""
    node = ox.NamedNode(iris.review(decision.key))
    yield ox.Triple(node, _A, _DECISION)
    yield ox.Triple(node, _ON, ox.NamedNode(iris.absolute(decision.on)))
    for name, term in _LITERALS.items():
        if value := getattr(decision, name):
            yield ox.Triple(node, term, ox.Literal(str(value)))
    yield from attribution(node, decision.by, decision.at, iris)


def attribution(node: ox.NamedNode, by: str, at: str, iris: Iris) -> Iterator[ox.Triple]:
    """Yield who said it and when (PROV). by: the person's name; at: ISO 8601 with a time zone."""
    yield ox.Triple(node, _BY, ox.NamedNode(iris.mint(Reviewer(by))))
    yield ox.Triple(node, _AT, ox.Literal(at, datatype=_DATE_TIME))


def attributed_to(row: ox.QuerySolution, iris: Iris) -> str:
    """Return the name of the person in the column `by`."""
    who = iris.parse(text(row, "by"))
    return who.name if isinstance(who, Reviewer) else text(row, "by")


_ALL = """
SELECT ?decision ?on ?aspect ?verdict ?machine ?value ?words ?quote ?note ?by ?at WHERE {
  ?decision a zm:Decision ; zm:decidedOn ?on ; zm:aspect ?aspect ; zm:verdict ?verdict ;
    prov:wasAttributedTo ?by ; prov:generatedAtTime ?at .
  OPTIONAL { ?decision zm:machineValue ?machine } OPTIONAL { ?decision zm:decidedValue ?value }
  OPTIONAL { ?decision zm:decidedWords ?words } OPTIONAL { ?decision zm:decidedQuote ?quote } OPTIONAL { ?decision skos:note ?note }
}"""


def read_decisions(view: View, iris: Iris) -> list[Decision]:
    """Return the decisions of a store, in order of their keys."""
    read: list[Decision] = []
    for row in view.select(_ALL):
        record = {
            name: text(row, name) for name in ("aspect", "verdict", "machine", "value", "words", "quote", "note", "at")
        }
        record |= {
            "on": iris.relative(text(row, "on")),
            "by": attributed_to(row, iris),
        }
        read.append(_decision(record))
    return sorted(read, key=lambda decision: decision.key)
