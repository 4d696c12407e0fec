"""Derive the events of each document, by whatever name other documents cite it.

A document is also mentioned by the title of what it issues, and by its own title; what it only hands on (转发) is another
document, whose fate is not its own. Of several published versions of one law each ends where the next takes effect.
"""

from collections.abc import Iterator, Mapping, Set
from datetime import date
from itertools import pairwise

import pyoxigraph as ox

from graph.derive.asking import read_day, read_name, rows
from graph.derive.effects import act_events
from graph.derive.own_days import own_events
from graph.derive.status import StatusEvent
from graph.patterns import pattern
from graph.store.view import View, text
from ontology.acts import act_words
from ontology.calendar import add_months
from ontology.enumerations import EventKind
from ontology.iri import local_name

_PARTS = """
SELECT ?document ?part WHERE { %(document)s
  ?document a zm:PublishedDocument ; zm:issues ?part . ?part eli:is_part_of ?document .
  FILTER NOT EXISTS { ?document dct:title ?title . FILTER(REGEX(?title, "FORWARDS")) }
}""".replace("FORWARDS", act_words("forwards").source)
_MADE = """
SELECT ?document ?number ?title ?effective ?signed WHERE { %(document)s
  ?document a zm:PublishedDocument .
  OPTIONAL { ?document eli:number ?number }
  OPTIONAL { ?document dct:title ?title }
  OPTIONAL { ?document eli:first_date_entry_in_force ?effective }
  OPTIONAL { ?document eli:date_document ?signed }
} ORDER BY ?document STR(?number) STR(?title)"""
_PROLONGED = pattern("prolonged")
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}


def all_events(
    view: View,
    denoted: Mapping[str, str],
    versions: Mapping[str, tuple[str, ...]],
    only: Set[str] | None = None,
) -> dict[str, tuple[StatusEvent, ...]]:
    """Return every document's events (IRI → sorted). An act without a day is left out; answers name it (`graph.records.undated`).

    denoted: title nodes and the published document or instrument that each denotes. versions: title nodes and the published
    versions of the law, in order of their days. only: the documents to read of; complete are the events of those whose names are
    all in `denoted` and `versions`, with the documents that these lead to in `only`.
    """
    owners = {row["part"].value: row["document"].value for row in rows(view, _PARTS, only)}
    things = None if only is None else only | owners.keys()
    found: dict[str, set[StatusEvent]] = {}
    for document, event in own_events(view, things):
        found.setdefault(owners.get(document, document), set()).add(event)
    starts, made = _made(view, {owners.get(one, one) for several in versions.values() for one in several}, only)
    starts |= {document: day for document, events in found.items() if (day := _start(events))}
    titles = {local_name(node): owners.get(thing, thing) for node, thing in denoted.items()}
    named = None if things is None else things | denoted.keys() | versions.keys()
    for target, event in act_events(view, starts, titles, named):
        by_title = target in denoted or target in versions
        for thing in versions.get(target) or (denoted.get(target, target),):
            document = owners.get(thing, thing)
            began = starts.get(document)
            # By its title alone an act means what there was: not the law of that name that came later.
            if document != event.act and not (
                by_title and began is not None and began > (event.announced or event.day)
            ):
                found.setdefault(document, set()).add(event)
    for document, event in _editions(made, versions, owners):
        found.setdefault(document, set()).add(event)
    return {document: _prolonged(sorted(found.pop(document))) for document in sorted(found)}


def _made(view: View, editions: Set[str], only: Set[str] | None) -> tuple[dict[str, date], dict[str, ox.QuerySolution]]:
    """Return when each document was signed, where that is known, and what editions say of themselves."""
    starts: dict[str, date] = {}
    made: dict[str, ox.QuerySolution] = {}
    before = ""
    for row in rows(view, _MADE, only):
        document = row["document"].value
        if document != before:  # the first row of each
            before = document
            if day := read_day(row, "signed"):
                starts[document] = day
            if document in editions:
                made[document] = row
    return starts, made


def _start(events: set[StatusEvent]) -> date | None:
    return min((event.day for event in events if event.kind is EventKind.ENTERS), default=None)


def _editions(
    made: Mapping[str, ox.QuerySolution], versions: Mapping[str, tuple[str, ...]], owners: Mapping[str, str]
) -> Iterator[tuple[str, StatusEvent]]:
    """Yield the ends of the versions of a law: each ends where the next takes effect."""
    for editions in versions.values():
        documents = list(dict.fromkeys(owners.get(thing, thing) for thing in editions))
        for earlier, later in pairwise(documents):
            row = made.get(later)
            days = [day for name in ("effective", "signed") if row is not None and (day := read_day(row, name))]
            if row is not None and days:
                day = max(days)  # an amended law prints the day on which its first version took effect
                yield earlier, StatusEvent(day, EventKind.SUPERSEDED, later, read_name(row), text(row, "title"))


def _prolonged(events: list[StatusEvent]) -> tuple[StatusEvent, ...]:
    """Prolongations by years without a printed day (有效期延长3年) count from the last day that preceded."""
    last = max((event.until for event in events if event.kind is EventKind.EXPIRES and event.until), default=None)
    done: list[StatusEvent] = []
    for event in events:
        if event.kind is EventKind.EXTENDED and event.until is None and last is not None:
            match = _PROLONGED.find(event.quote)
            years = (int(match[1]) if match[1].isdigit() else _DIGITS.get(match[1], 0)) if match else 0
            if years and last.year + years <= date.max.year:
                event = StatusEvent(
                    event.day,
                    event.kind,
                    event.act,
                    event.number,
                    event.quote,
                    add_months(last, 12 * years),
                    event.origin,
                )
        if event.until is not None:
            last = event.until
        done.append(event)
    return tuple(done)
