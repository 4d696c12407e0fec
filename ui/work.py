"""What a document has done: its tasks with their parties, its time limits, and what it obliges, forbids and allows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from graph.view import View
from ui.catalogue import Named, ask, local_name

ROLES = ("lead", "support", "responsible")
KINDS = ("deadline", "target", "recurring", "duration")
MODALITIES = ("obligation", "prohibition", "permission")
"""Roles of a party, kinds of time limit and modalities of a duty, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: code points `start` to `end` (half-open) in the text of `clause`, which is empty where none holds them."""

    clause: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Party:
    """Who has a task. name: as printed; agency: the body that it is, None for a group of them and where the text does not
    tell, and then `reason` (in Chinese and English) says why."""

    name: str
    role: str
    agency: Named | None
    place: Place
    reason: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit. due: its last day, ISO 8601; recurrence: an RRULE; duration: ISO 8601 with WD for working days, counted
    from `event`. Each empty where it has none; reason: why it has no day. quote: the sentence or row."""

    kind: str
    printed: str
    quote: str
    place: Place
    position: int = 0
    due: str = ""
    recurrence: str = ""
    duration: str = ""
    event: str = ""
    reason: tuple[str, str] = ("", "")

    @property
    def anchor(self) -> str:
        """Where the words stand on the document's page: `deadline-3`."""
        return f"deadline-{self.position}"


@dataclass(frozen=True, slots=True)
class Basis:
    """A document that a task or duty rests on, as it is cited at the anchor."""

    title: str
    number: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Task:
    """A clause or table row (cells joined by tabs) that is assigned to somebody."""

    iri: str
    document: str
    source: str
    position: int
    text: str
    place: Place
    parties: tuple[Party, ...]
    limits: tuple[Limit, ...]
    bases: tuple[Basis, ...]

    @property
    def anchor(self) -> str:
        """Where its words stand on the document's page: `task-3`."""
        return f"task-{self.position}"


@dataclass(frozen=True, slots=True)
class Duty:
    """A sentence that obliges, forbids or allows. cue: the word that tells, at `cue_start` of the sentence, -1 where it stands
    there more than once and nothing tells which is meant. bearer: as printed; agencies: the bodies that it is."""

    iri: str
    document: str
    source: str
    position: int
    modality: str
    sentence: str
    place: Place
    cue: str
    cue_start: int
    bearer: str
    condition: str
    agencies: tuple[Named, ...]
    limits: tuple[Limit, ...]
    bases: tuple[Basis, ...]

    @property
    def anchor(self) -> str:
        """Where the sentence stands on the document's page: `duty-3`."""
        return f"duty-{self.position}"


@dataclass(frozen=True, slots=True)
class Work:
    """All of them, in printed order."""

    tasks: tuple[Task, ...]
    limits: tuple[Limit, ...]
    duties: tuple[Duty, ...]

    def of_modality(self, modality: str) -> tuple[Duty, ...]:
        return tuple(duty for duty in self.duties if duty.modality == modality)

    def __bool__(self) -> bool:
        return bool(self.tasks or self.limits or self.duties)


NOTHING = Work((), (), ())

# ?subject is who or what is asked about, a document or an agency; {which} ties ?thing, a task or duty, to it.
_OF_DOCUMENT = "?thing zm:setBy ?subject ."
_OF_AGENCY = """{ ?own zm:agency ?subject . ?thing zm:hasAssignment ?own } UNION { ?thing zm:bearerAgency ?subject }"""
_PLACE = "OPTIONAL { ?%s zm:inClause ?clause ; zm:offset ?start ; zm:endOffset ?end }"
_REASON = """
  OPTIONAL { ?%s zm:reason ?en FILTER(LANG(?en) = "en") } OPTIONAL { ?%s zm:reason ?zh FILTER(LANG(?zh) = "zh") }"""
_THINGS = (
    """
SELECT DISTINCT ?subject ?source ?thing ?type ?document ?position ?text ?cue ?bearer ?condition ?clause ?start ?end WHERE {
  VALUES ?type { zm:Task zm:Obligation zm:Prohibition zm:Permission }
  GRAPH ?source { {which}
    ?thing a ?type ; zm:setBy ?document ; zm:position ?position ; zm:quote ?text .
    OPTIONAL { ?thing zm:cue ?cue } OPTIONAL { ?thing zm:bearer ?bearer } OPTIONAL { ?thing zm:condition ?condition }
    """
    + _PLACE % "thing"
    + "}\n}"
)
_PARTIES = (
    """
SELECT DISTINCT ?subject ?source ?thing ?position ?name ?role ?agency ?official ?en ?zh ?clause ?start ?end WHERE {
  GRAPH ?source { {which}
    ?thing zm:hasAssignment ?party . ?party zm:partyName ?name ; zm:role ?role ; zm:position ?position .
    OPTIONAL { ?party zm:agency ?agency . ?agency skos:prefLabel ?official FILTER(LANG(?official) = "zh") }"""
    + _REASON % ("party", "party")
    + _PLACE % "party"
    + "}\n}"
)
_LIMITS = (
    """
SELECT DISTINCT ?subject ?source ?limit ?position ?kind ?printed ?quote ?due ?recurrence ?duration ?event ?en ?zh
  ?clause ?start ?end WHERE {
  GRAPH ?source { {which}
    ?limit zm:position ?position ; zm:timeKind ?kind ; zm:printed ?printed ; zm:quote ?quote .
    OPTIONAL { ?limit zm:due ?due } OPTIONAL { ?limit zm:recurrence ?recurrence }
    OPTIONAL { ?limit zm:duration ?duration } OPTIONAL { ?limit zm:anchor ?event }"""
    + _REASON % ("limit", "limit")
    + _PLACE % "limit"
    + "}\n}"
)
_HAS_LIMIT = (
    "SELECT DISTINCT ?subject ?source ?thing ?limit WHERE { GRAPH ?source { {which} ?thing zm:hasDeadline ?limit } }"
)
_BEARERS = """
SELECT DISTINCT ?subject ?source ?thing ?agency ?official WHERE { GRAPH ?source { {which}
  ?thing zm:bearerAgency ?agency . ?agency skos:prefLabel ?official FILTER(LANG(?official) = "zh")
} }"""
_BASES = """
SELECT DISTINCT ?subject ?source ?thing ?position ?title ?number WHERE { GRAPH ?source { {which}
  ?thing zm:basis ?reference . ?reference zm:position ?position .
  OPTIONAL { ?reference zm:citedTitle ?title } OPTIONAL { ?reference zm:citedNumber ?number }
} }"""

_Row = Mapping[str, str]
_T = TypeVar("_T")


def of(view: View, document: str, source: str) -> Work:
    """What the published document sets, as `source` (an IRI) prints it."""
    return _read(view, _OF_DOCUMENT, "?limit a zm:Deadline ; zm:setBy ?subject .", subject=document, source=source)


def given_to(view: View, agency: str) -> Work:
    """The tasks that an agency has a part in, the duties that it bears, and their limits; by source and printed order."""
    return _read(view, _OF_AGENCY, f"{_OF_AGENCY} ?thing zm:hasDeadline ?limit .", subject=agency)


def _read(view: View, which: str, which_limits: str, **iris: str) -> Work:
    """One query a kind of row, however many tasks there are."""

    def rows(sparql: str, which: str = which) -> list[dict[str, str]]:
        return sorted(ask(view, sparql.replace("{which}", which), **iris), key=_order)

    limits = {row["limit"]: _limit(row) for row in rows(_LIMITS, which_limits)}
    parties = _grouped(rows(_PARTIES), _party)
    of_things = _grouped([row for row in rows(_HAS_LIMIT) if row["limit"] in limits], lambda row: limits[row["limit"]])
    bearers = _grouped(rows(_BEARERS), lambda row: Named(row["official"], "", row["agency"]))
    bases = _grouped(rows(_BASES), _basis)
    tasks, duties = [], []
    for row in rows(_THINGS):
        thing = row["thing"]
        due = tuple(sorted(of_things.get(thing, ()), key=lambda limit: limit.position))
        if local_name(row["type"]) == "Task":
            tasks.append(_task(row, tuple(parties.get(thing, ())), due, tuple(bases.get(thing, ()))))
        else:
            agencies = tuple(sorted(set(bearers.get(thing, ()))))
            duties.append(_duty(row, agencies, due, tuple(bases.get(thing, ()))))
    return Work(tuple(tasks), tuple(limits.values()), tuple(duties))


def _order(row: _Row) -> tuple[str, int, str]:
    return row["source"], int(row.get("position", "0")), row.get("thing", "")


def _grouped(rows: Iterable[_Row], read: Callable[[_Row], _T]) -> dict[str, list[_T]]:
    found: dict[str, list[_T]] = {}
    for row in rows:
        found.setdefault(row["thing"], []).append(read(row))
    return found


def _place(row: _Row) -> Place:
    return Place(row["clause"], int(row["start"]), int(row["end"])) if "clause" in row else Place()


def _party(row: _Row) -> Party:
    agency = Named(row.get("official", ""), "", row["agency"]) if "agency" in row else None
    return Party(row["name"], local_name(row["role"]), agency, _place(row), (row.get("zh", ""), row.get("en", "")))


def _limit(row: _Row) -> Limit:
    return Limit(
        kind=local_name(row["kind"]),
        printed=row["printed"],
        quote=row["quote"],
        place=_place(row),
        position=int(row["position"]),
        due=row.get("due", ""),
        recurrence=row.get("recurrence", ""),
        duration=row.get("duration", ""),
        event=row.get("event", ""),
        reason=(row.get("zh", ""), row.get("en", "")),
    )


def _basis(row: _Row) -> Basis:
    return Basis(row.get("title", ""), row.get("number", ""), f"reference-{row['position']}")


def _task(row: _Row, parties: tuple[Party, ...], limits: tuple[Limit, ...], bases: tuple[Basis, ...]) -> Task:
    position = int(row["position"])
    return Task(
        row["thing"], row["document"], row["source"], position, row["text"], _place(row), parties, limits, bases
    )


def _duty(row: _Row, agencies: tuple[Named, ...], limits: tuple[Limit, ...], bases: tuple[Basis, ...]) -> Duty:
    cue, bearer, condition = row.get("cue", ""), row.get("bearer", ""), row.get("condition", "")
    return Duty(
        iri=row["thing"],
        document=row["document"],
        source=row["source"],
        position=int(row["position"]),
        modality=local_name(row["type"]).lower(),
        sentence=row["text"],
        place=_place(row),
        cue=cue,
        cue_start=cue_start(row["text"], cue, bearer, condition),
        bearer=bearer,
        condition=condition,
        agencies=agencies,
        limits=limits,
        bases=bases,
    )


def cue_start(sentence: str, cue: str, bearer: str, condition: str) -> int:
    """Where the cue stands; -1 where that cannot be told, because the graph keeps the word and not its place.

    It is told by the bearer before it (各区县要把要求落实 → 3), or where only one is left behind the condition or the bearer; a
    word of two characters is seldom part of another. 提出要求，要落实 → -1.
    """
    if not cue:
        return -1
    if bearer and (at := sentence.find(bearer + cue)) >= 0:
        return at + len(bearer)
    for before in (condition, bearer, ""):
        after = sentence.find(before) + len(before) if before in sentence else 0
        if sentence.count(cue, after) == 1:
            return sentence.index(cue, after)
    return sentence.find(cue) if len(cue) > 1 else -1
