"""Status over time as the derived graph keeps it: `zm:StatusEvent`s and `zm:StatusInterval`s, written and read back.

Python, SPARQL and shapes read the same intervals; the day asked for is always given, never the clock's.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from sys import intern

import pyoxigraph as ox

from graph.derive.status import Interval, Standing, StatusEvent, intervals, status
from graph.store.view import View, text
from ontology.enumerations import EventKind
from ontology.iri import Iris
from ontology.vocabulary import PROV, RDF, XSD, ZM

_A, _DATE = ox.NamedNode(str(RDF.type)), ox.NamedNode(str(XSD.date))
_EVENT, _INTERVAL = ox.NamedNode(str(ZM.StatusEvent)), ox.NamedNode(str(ZM.StatusInterval))
_ABOUT, _KIND, _ON, _ACT, _ACT_NAME, _QUOTE, _LAST_DAY = (
    ox.NamedNode(str(term)) for term in (ZM.about, ZM.eventKind, ZM.day, ZM.byAct, ZM.actName, ZM.quote, ZM.lastDay)
)
_STATUS, _SINCE, _THROUGH, _BECAUSE = (
    ox.NamedNode(str(term)) for term in (ZM.status, ZM.since, ZM.through, ZM.because)
)
_FROM = ox.NamedNode(str(PROV.wasDerivedFrom))
_PART, _AREA, _ANNOUNCED, _AWAITS = (ox.NamedNode(str(term)) for term in (ZM.part, ZM.area, ZM.announced, ZM.awaits))


def triples(events: Mapping[str, tuple[StatusEvent, ...]], base: str) -> Iterator[ox.Triple]:
    """Yield the triples of each document's (IRI) events and intervals. base: the base of the resource IRIs."""
    for document, known in events.items():
        node = ox.NamedNode(document)
        names = {event: ox.NamedNode(Iris.status_event(document, n)) for n, event in enumerate(known, 1)}
        for event, name in names.items():
            yield from _event(event, name, node, base)
        for n, interval in enumerate(intervals(known), 1):
            yield from _interval(interval, ox.NamedNode(Iris.status_interval(document, n)), node, names, base)


def _event(event: StatusEvent, name: ox.NamedNode, node: ox.NamedNode, base: str) -> Iterator[ox.Triple]:
    yield ox.Triple(name, _A, _EVENT)
    yield ox.Triple(name, _ABOUT, node)
    yield ox.Triple(name, _KIND, ox.NamedNode(event.kind.iri(base)))
    yield ox.Triple(name, _ON, _day(event.day))
    yield ox.Triple(name, _ACT, ox.NamedNode(event.act))
    if event.number:
        yield ox.Triple(name, _ACT_NAME, ox.Literal(event.number))
    if event.quote:
        yield ox.Triple(name, _QUOTE, ox.Literal(event.quote))
    if event.until:
        yield ox.Triple(name, _LAST_DAY, _day(event.until))
    if event.origin:
        yield ox.Triple(name, _FROM, ox.NamedNode(event.origin))
    if event.announced:
        yield ox.Triple(name, _ANNOUNCED, _day(event.announced))
    for term, words in ((_PART, event.part), (_AREA, event.area), (_AWAITS, event.awaits)):
        if words:
            yield ox.Triple(name, term, ox.Literal(words))


def _interval(
    interval: Interval, name: ox.NamedNode, node: ox.NamedNode, names: Mapping[StatusEvent, ox.NamedNode], base: str
) -> Iterator[ox.Triple]:
    yield ox.Triple(name, _A, _INTERVAL)
    yield ox.Triple(name, _ABOUT, node)
    yield ox.Triple(name, _STATUS, ox.NamedNode(interval.status.iri(base)))
    if interval.first:
        yield ox.Triple(name, _SINCE, _day(interval.first))
    if interval.last:
        yield ox.Triple(name, _THROUGH, _day(interval.last))
    # A term that an act set leads to that act's event.
    by_act = {(event.act, event.until): event for event in names}
    for reason in interval.reasons:
        event = reason if reason in names else by_act.get((reason.act, reason.until))
        if event is not None:
            yield ox.Triple(name, _BECAUSE, names[event])


def _day(day: date) -> ox.Literal:
    return ox.Literal(day.isoformat(), datatype=_DATE)


_KEPT = """
SELECT ?document ?day ?kind ?act ?number ?quote ?until ?origin ?part ?area ?announced ?awaits WHERE {%s
  ?event a zm:StatusEvent ; zm:about ?document ; zm:day ?day ; zm:eventKind ?concept ; zm:byAct ?act .
  BIND(REPLACE(STR(?concept), "^.*/", "") AS ?kind)
  OPTIONAL { ?event zm:actName ?number }
  OPTIONAL { ?event zm:quote ?quote }
  OPTIONAL { ?event zm:lastDay ?until }
  OPTIONAL { ?event prov:wasDerivedFrom ?origin }
  OPTIONAL { ?event zm:part ?part }
  OPTIONAL { ?event zm:area ?area }
  OPTIONAL { ?event zm:announced ?announced }
  OPTIONAL { ?event zm:awaits ?awaits }
}"""
_OWNER = """
SELECT DISTINCT ?named ?document WHERE {
  ?named zm:denotes ?thing .
  OPTIONAL { ?thing eli:is_part_of ?whole . ?whole zm:issues ?thing }
  BIND(COALESCE(?whole, ?thing) AS ?document)
}"""


def events(view: View, document: str) -> tuple[StatusEvent, ...]:
    """Return the sorted events of one document (its IRI, or that of a title that denotes it), as the last build derived them."""
    found = kept(view, document).get(document, ())
    if found:
        return found
    owners = [row["document"].value for row in view.select(_OWNER, {"named": ox.NamedNode(document)})]
    return next((known for owner in owners if (known := kept(view, owner).get(owner))), ())


def kept(view: View, *documents: str) -> dict[str, tuple[StatusEvent, ...]]:
    """Return the derived events of every document (IRI → sorted), or of those given, by IRI; one of which nothing is known is left out."""
    # VALUES at the head: with the document put in as a term, the engine begins at all events.
    chosen = f" VALUES ?document {{ {' '.join(str(ox.NamedNode(iri)) for iri in documents)} }}" if documents else ""
    found: dict[str, set[StatusEvent]] = {}
    same: dict[str, str] = {}  # an act repeals hundreds of documents with the same words

    def once(value: str) -> str:
        return same.setdefault(value, value)

    for row in view.select(_KEPT % chosen):
        until, announced = text(row, "until"), text(row, "announced")
        event = StatusEvent(
            date.fromisoformat(row["day"].value),
            EventKind(row["kind"].value),
            intern(row["act"].value),
            once(text(row, "number")),
            once(text(row, "quote")),
            date.fromisoformat(until) if until else None,
            text(row, "origin"),
            once(text(row, "part")),
            once(text(row, "area")),
            date.fromisoformat(announced) if announced else None,
            once(text(row, "awaits")),
        )
        found.setdefault(intern(row["document"].value), set()).add(event)
    return {name: tuple(sorted(found[name])) for name in sorted(found)}


def standings(view: View, day: date) -> dict[str, Standing]:
    """Return the status of every document on a day; documents without events are left out."""
    return {document: status(known, day) for document, known in sorted(kept(view).items())}
