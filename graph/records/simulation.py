"""Simulate a repeal: which documents lose a basis, which tasks and duties lose their document, which statuses change.

Nothing is written: the repeal is an event that is added to those of the store. What a repealed document did to others stays done: a
repeal of a repealing act revives nothing, and what it prolonged stays prolonged.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from graph.derive.standing import kept
from graph.derive.status import StatusEvent, status
from graph.records.identity import Identity
from graph.records.references import RelationRow, read_incoming
from graph.records.rows import local_name, select_rows, terms
from graph.store.view import View
from ontology.enumerations import EventKind, RelationKind, Status

_ACT = "zhengmai:simulation"
_GROUNDS = """
SELECT DISTINCT ?resting ?basis WHERE {{
  VALUES ?resting {{ {resting} }} ?resting zm:basedOnDocument|zm:implementsDocument ?basis .
}}"""
_WORK = """
SELECT DISTINCT ?thing ?type ?words ?by ?ended WHERE {{
  VALUES ?ended {{ {documents} }}
  {{ ?thing zm:setBy ?ended BIND(?ended AS ?by) }}
  UNION {{ ?reference zm:citedDocument ?ended . ?thing zm:basis ?reference ; zm:setBy ?by }}
  ?thing a ?type ; zm:quote ?words . FILTER(?type IN (zm:Task, zm:Obligation, zm:Prohibition, zm:Permission))
}} ORDER BY ?by ?thing"""


@dataclass(frozen=True, slots=True)
class Turn:
    """A document whose status on the day is another with the repeal."""

    iri: str
    name: str
    before: Status
    after: Status


@dataclass(frozen=True, slots=True)
class Loss:
    """A document that is in force on the day and rests on one that is repealed. basis: that one's name; left: how many of its other bases
    are in force on the day, or are of no known status; relation: the sentence in which it says so."""

    iri: str
    name: str
    basis: str
    left: int
    relation: RelationRow


@dataclass(frozen=True, slots=True)
class Hanging:
    """A task or duty that a repealed document set (own), or that a standing document sets on its basis. kind: `Task`, `Obligation`, …"""

    iri: str
    kind: str
    words: str
    name: str
    basis: str
    own: bool


@dataclass(frozen=True, slots=True)
class Simulation:
    """The consequences of the repeal of some documents on a day."""

    day: date
    turns: tuple[Turn, ...]
    losses: tuple[Loss, ...]
    hanging: tuple[Hanging, ...]


NOTHING = Simulation(date.min, (), (), ())


def simulate_repeal(view: View, who: Identity, documents: Iterable[str], day: date) -> Simulation:
    """Return what follows if these documents (IRIs) were repealed from `day` on. The store is only read."""
    ended = tuple(dict.fromkeys(documents))
    incoming = {iri: read_incoming(view, iri, who) for iri in ended}
    resting = sorted(
        {row.iri for rows in incoming.values() for row in rows if row.iri and RelationKind(row.kind).is_ground}
        - set(ended)
    )
    bases: defaultdict[str, set[str]] = defaultdict(set)
    if resting:
        for row in select_rows(view, _GROUNDS.format(resting=terms(resting))):
            bases[row["resting"]].add(row["basis"])
    known = kept(view, *sorted({*ended, *resting, *(iri for some in bases.values() for iri in some)}))
    turns = tuple(_turns(ended, known, who, day))
    losses = tuple(_losses(incoming, bases, known, who, day, frozenset(ended)))
    standing = {iri for iri in resting if status(known.get(iri, ()), day).status.stands} | set(ended)
    return Simulation(day, turns, losses, tuple(_hanging(view, ended, standing, who)))


def _turns(
    ended: Iterable[str], known: Mapping[str, tuple[StatusEvent, ...]], who: Identity, day: date
) -> Iterable[Turn]:
    for iri in ended:
        events = known.get(iri, ())
        before = status(events, day).status
        after = status((*events, StatusEvent(day, EventKind.REPEALED, _ACT, "", "")), day).status
        if before is not after:
            yield Turn(iri, who.label(iri), before, after)


def _losses(
    incoming: Mapping[str, tuple[RelationRow, ...]],
    bases: Mapping[str, set[str]],
    known: Mapping[str, tuple[StatusEvent, ...]],
    who: Identity,
    day: date,
    ended: frozenset[str],
) -> Iterable[Loss]:
    for basis, rows in incoming.items():
        seen: set[str] = set()
        for row in rows:
            if row.iri in seen or row.iri in ended or not RelationKind(row.kind).is_ground:
                continue
            seen.add(row.iri)
            if not status(known.get(row.iri, ()), day).status.stands:
                continue
            others = bases.get(row.iri, set()) - ended
            left = sum(not status(known.get(other, ()), day).status.ended for other in others)
            yield Loss(row.iri, who.label(row.iri), who.label(basis), left, row)


def _hanging(view: View, ended: Iterable[str], standing: set[str], who: Identity) -> Iterable[Hanging]:
    documents = tuple(ended)
    if not documents:
        return
    seen: set[tuple[str, str, str]] = set()
    for row in select_rows(view, _WORK.format(documents=terms(documents))):
        by, basis, words = row["by"], row["ended"], " ".join(row.get("words", "").split())
        kind = local_name(row["type"])
        if by in standing and (kind, words, basis) not in seen:
            seen.add((kind, words, basis))  # what two sources print is one
            yield Hanging(row["thing"], kind, words, who.label(by), who.label(basis), by == basis)
