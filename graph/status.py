"""Does a document hold on a day, and why? A pure function over dated events, each with the act and the sentence behind it.

An act's effective day is the first day out, `expires` the last day in. An act that ends validity beats a term; the earliest end
wins. Disputed is only what one act ends and a later one confirms. Without a signal the status is unknown.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import pyoxigraph as ox

from graph.view import View


class Status(StrEnum):
    """What holds on a day. AMENDED is in force, as changed."""

    NOT_YET = "not-yet-in-force"
    IN_FORCE = "in-force"
    AMENDED = "amended"
    EXPIRED = "expired"
    DECLARED_INVALID = "declared-invalid"
    REPEALED = "repealed"
    SUPERSEDED = "superseded"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


class EventKind(StrEnum):
    """What happens to a document on a day."""

    ENTERS = "enters-into-force"
    EXPIRES = "expires"
    REPEALED = "repealed"
    DECLARED_INVALID = "declared-invalid"
    CONFIRMED = "confirmed-valid"
    EXTENDED = "extended"
    AMENDED = "amended"
    SUPERSEDED = "superseded"


_ENDS = {
    EventKind.REPEALED: Status.REPEALED,
    EventKind.DECLARED_INVALID: Status.DECLARED_INVALID,
    EventKind.SUPERSEDED: Status.SUPERSEDED,
}


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """day: the first on which it has effect (of EXPIRES the first day out). act: IRI of the document that says so, number: its
    number or title, quote: its words. until: the last day in force that it sets, where it sets one."""

    day: date
    kind: EventKind
    act: str
    number: str
    quote: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The status on a day with the events that it rests on, the decisive one first."""

    status: Status
    reasons: tuple[Event, ...]


def status(events: Iterable[Event], day: date) -> Standing:
    """The status on `day`, from the events that have had effect by then (and those to come, where nothing has begun)."""
    ordered = sorted(events)
    past = [event for event in ordered if event.day <= day]
    ends = [event for event in past if event.kind in _ENDS]
    confirmed = [event for event in past if event.kind in (EventKind.CONFIRMED, EventKind.EXTENDED)]
    if ends:
        first = ends[0]
        contrary = [event for event in confirmed if event.day > first.day]
        if contrary:
            return Standing(Status.DISPUTED, (first, *contrary))
        return Standing(_ENDS[first.kind], (first, *(event for event in ends if event is not first)))
    term = _term(past)
    if term is not None and day >= term.day:
        return Standing(Status.EXPIRED, (term,))
    begun = [event for event in past if event.kind is EventKind.ENTERS] + confirmed
    amended = [event for event in past if event.kind is EventKind.AMENDED]
    if begun or amended:
        held = [term] if term is not None else []
        reasons = (*reversed(amended), *sorted(begun, reverse=True), *held)
        return Standing(Status.AMENDED if amended else Status.IN_FORCE, reasons)
    coming = [event for event in ordered if event.kind is EventKind.ENTERS]
    if coming:
        return Standing(Status.NOT_YET, (coming[0],))
    return Standing(Status.UNKNOWN, tuple(ordered[:1]))


def _term(past: Sequence[Event]) -> Event | None:
    """The term as it stands: the document's own, or the last that an act set in its place, as an EXPIRES event."""
    own = [event for event in past if event.kind is EventKind.EXPIRES]
    ends = [
        event for event in past if event.kind in (EventKind.CONFIRMED, EventKind.EXTENDED) and event.until is not None
    ]
    if ends:
        last = ends[-1]
        assert last.until is not None
        return Event(last.until + timedelta(days=1), EventKind.EXPIRES, last.act, last.number, last.quote, last.until)
    return own[-1] if own else None


# --- events, as the graph tells them -------------------------------------------------------------------------------

_NAMES = """
SELECT DISTINCT ?document ?name WHERE {
  { ?document zm:issues ?name } UNION { ?name zm:denotes ?document }
  UNION { ?document zm:issues ?part . ?name zm:denotes ?part }
}"""
_OWN = """
SELECT DISTINCT ?document ?property ?day ?number ?title ?quote WHERE {
  VALUES ?property { eli:first_date_entry_in_force eli:date_no_longer_in_force }
  GRAPH ?source {
    ?document ?property ?day .
    OPTIONAL { ?document eli:number ?number }
    OPTIONAL { ?document dct:title ?title }
    OPTIONAL { ?annotation zm:about ?document ; zm:property ?property ; oa:hasTarget/oa:hasSelector/oa:exact ?quote }
  }
}"""
_ACTS = """
SELECT DISTINCT ?target ?citing ?kind ?number ?title ?quote ?effective ?signed WHERE {
  GRAPH ?source {
    ?reference zm:target ?target ; zm:citing ?citing ; zm:relationKind ?relation .
    BIND(REPLACE(STR(?relation), "^.*/", "") AS ?kind)
    FILTER(?kind IN ("repeals", "declaresExpired", "confirmsValid", "extendsValidity", "amends"))
    OPTIONAL { ?reference zm:quote ?quote }
    OPTIONAL { ?citing eli:number ?number }
    OPTIONAL { ?citing dct:title ?title }
    OPTIONAL { ?citing eli:first_date_entry_in_force ?effective }
    OPTIONAL { ?citing eli:date_document ?signed }
  }
}"""
_KINDS = {
    "repeals": EventKind.REPEALED,
    "declaresExpired": EventKind.DECLARED_INVALID,
    "confirmsValid": EventKind.CONFIRMED,
    "extendsValidity": EventKind.EXTENDED,
    "amends": EventKind.AMENDED,
}


def events(view: View, document: str) -> tuple[Event, ...]:
    """The events of a document (IRI), by whatever name others speak of it; sorted. An act without a day is left out."""
    found = list(_own(view, document))
    rows = view.select(_NAMES, {"document": ox.NamedNode(document)})
    for name in dict.fromkeys([document, *(row["name"].value for row in rows)]):
        found += _acts(view, name, document)
    return tuple(sorted(set(found)))


def _own(view: View, document: str) -> Iterator[Event]:
    for row in view.select(_OWN, {"document": ox.NamedNode(document)}):
        day = date.fromisoformat(row["day"].value)
        label, quote = _label(row), " ".join(_text(row, "quote").split())
        if row["property"].value.endswith("first_date_entry_in_force"):
            yield Event(day, EventKind.ENTERS, document, label, quote)
        else:
            yield Event(day + timedelta(days=1), EventKind.EXPIRES, document, label, quote, day)


def _acts(view: View, name: str, document: str) -> Iterator[Event]:
    node = ox.NamedNode(name)
    for row in view.select(_ACTS, {"target": node}):
        act, day = row["citing"].value, _text(row, "effective") or _text(row, "signed")
        if not day or act == document:
            continue
        kind, quote = _KINDS[row["kind"].value], " ".join(_text(row, "quote").split())
        if kind is EventKind.REPEALED and _REPLACES.search(quote) and "废止" not in quote:
            kind = EventKind.SUPERSEDED
        keeps = kind in (EventKind.CONFIRMED, EventKind.EXTENDED)
        yield Event(date.fromisoformat(day), kind, act, _label(row), quote, _until(quote) if keeps else None)


_REPLACES = re.compile("代替|取代|替代")
_DAY = re.compile(r"((?:19|20)\d\d)年\s*(\d{1,2})月\s*(\d{1,2})日")


def _until(quote: str) -> date | None:
    """The last valid day of a clean-up row (有效期至) or of a prolongation: the last day that it prints."""
    for year, month, day in reversed(_DAY.findall(quote)):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue  # 6月31日 is in no calendar
    return None


def _label(row: ox.QuerySolution) -> str:
    return _text(row, "number") or _text(row, "title")


def _text(row: ox.QuerySolution, name: str) -> str:
    term = row[name]
    return term.value if term is not None and hasattr(term, "value") else ""
