"""Terms that a province sets for normative documents that name none: presumed, and only where a user asks for them.

A normative document here is one with a registration number, or one that issues or is a 办法, 规定, 细则, 规则 and the like.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from graph.derive.status import StatusEvent
from graph.patterns import pattern
from graph.store.view import View
from ontology.calendar import add_months
from ontology.enumerations import EventKind
from ontology.iri import local_name
from ontology.places import Places

_KEYS = {"place", "since", "until", "months", "trial_months", "source"}
_TRIAL = pattern("on-trial").pattern
_NORMATIVE = pattern("normative-title").pattern
_ABOUT_ANOTHER = pattern("about-another").pattern
_DOCUMENTS = """
SELECT ?document ?title ?place ?registration ?effective ?signed WHERE { %s
  ?document a zm:PublishedDocument ; dct:title ?title ; eli:jurisdiction ?place .
  OPTIONAL { ?document zm:registrationNumber ?registration }
  OPTIONAL { ?document eli:first_date_entry_in_force ?effective }
  OPTIONAL { ?document eli:date_document ?signed }
}"""


@dataclass(frozen=True, slots=True)
class Term:
    """A province's rule. months: the term of a document; trial_months: that of a document called 试行 or 暂行."""

    place: str
    since: date
    months: int
    trial_months: int
    source: str
    until: date | None = None


@cache
def terms() -> tuple[Term, ...]:
    """Return the rules of `terms.toml`. Raises ValueError for an unknown key, which is a fault of ours and not of the user."""
    entries = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["term"]
    for entry in entries:
        if unknown := set(entry) - _KEYS:
            raise ValueError(f"terms.toml: unknown keys {sorted(unknown)}")
    return tuple(Term(**entry) for entry in entries)


def presumed(view: View, known: Mapping[str, tuple[StatusEvent, ...]]) -> dict[str, tuple[StatusEvent, ...]]:
    """Return every document's events with the presumed end, where a province's rule gives one and nothing else sets a term."""
    found = dict(known)
    for row in view.select(_DOCUMENTS % ""):
        document = row["document"].value
        end = _end(row, found.get(document, ()))
        if end is not None:
            found[document] = tuple(sorted({*found.get(document, ()), end}))
    return found


def presumed_end(view: View, document: str, events: Sequence[StatusEvent]) -> StatusEvent | None:
    """Return the end that the rule of its place gives one document; None where there is no rule, or something else sets a term.

    The event's `number` is the rule's title, `until` the last day, `origin` "presumed".
    """
    if any(event.kind is EventKind.EXPIRES or event.until for event in events):
        return None
    rows = view.select(_DOCUMENTS % f"VALUES ?document {{ {ox.NamedNode(document)} }}")
    return next((end for row in rows if (end := _end(row, events)) is not None), None)


def _end(row: ox.QuerySolution, events: Sequence[StatusEvent]) -> StatusEvent | None:
    title = row["title"].value
    if any(event.kind is EventKind.EXPIRES or event.until for event in events):
        return None
    if row["registration"] is None and (not _NORMATIVE.search(title) or _ABOUT_ANOTHER.search(title)):
        return None
    began = row["effective"] or row["signed"]
    if began is None:
        return None
    start = date.fromisoformat(began.value)
    term = _term(local_name(row["place"].value), start)
    if term is None:
        return None
    first_out = add_months(start, term.trial_months if _TRIAL.search(title) else term.months)
    last = first_out - timedelta(days=1)
    return StatusEvent(first_out, EventKind.EXPIRES, row["document"].value, term.source, "", last, "presumed")


def _term(place: str, start: date) -> Term | None:
    places = Places.load()
    within = {place} | {outer.code for outer in places.ancestry(place)}
    return next(
        (t for t in terms() if t.place in within and t.since <= start and (t.until is None or start <= t.until)), None
    )
