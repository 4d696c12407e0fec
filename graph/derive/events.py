"""Derive the events of each document, by whatever name other documents cite it.

A document is also spoken of by the title of what it issues, and by its own title; what it only hands on (转发) is another
document, whose fate is not its own. Of several published versions of one law each ends where the next takes effect.
"""

import re
from collections.abc import Iterator, Mapping, Set
from datetime import date, timedelta
from itertools import pairwise
from sys import intern

import pyoxigraph as ox

from graph.derive.asking import rows
from graph.derive.status import StatusEvent
from graph.patterns import pattern
from graph.store.view import View, text
from ontology.acts import act_words
from ontology.calendar import add_months
from ontology.enumerations import EventKind, RelationKind
from ontology.iri import local_name
from ontology.titles import title_identity

_PARTS = """
SELECT ?document ?part WHERE { %(document)s
  ?document a zm:PublishedDocument ; zm:issues ?part . ?part eli:is_part_of ?document .
  FILTER NOT EXISTS { ?document dct:title ?title . FILTER(REGEX(?title, "转发|批转")) }
}"""
_DAYS = ("eli:date_document", "eli:first_date_entry_in_force", "eli:date_no_longer_in_force", "zm:firstDayOfPart")
_DATED, _IS_DATED = f"VALUES ?property {{ {' '.join(_DAYS)} }}", f"FILTER(?property IN ({', '.join(_DAYS)}))"
"""Of the whole store the engine begins with the days; of some documents it is to begin with these, so that they are filtered."""
_OWN = """
SELECT ?document ?property ?day ?number ?title WHERE { %(document)s
  {dated}
  ?document ?property ?day .
  OPTIONAL { ?document eli:number ?number }
  OPTIONAL { ?document dct:title ?title }
}"""
_WORDS = """
SELECT ?document ?property ?day ?quote ?annotation ?part WHERE { %(document)s {dated}
  ?annotation zm:about ?document ; zm:property ?property ; oa:bodyValue ?day ; oa:hasTarget/zm:exact ?quote
  OPTIONAL { ?annotation zm:part ?part }
}"""
"""What prints a value of a document. Asked apart from the values: as an OPTIONAL of each, it took five times as long."""
_PRINTED = """
SELECT ?document ?day ?number ?title WHERE { %(document)s
  ?document a zm:PublishedDocument ; eli:date_publication ?day .
  FILTER NOT EXISTS { ?document eli:date_document ?signed }
  OPTIONAL { ?document eli:number ?number }
  OPTIONAL { ?document dct:title ?title }
}"""
_ACTS = """
SELECT ?target ?citing ?kind ?number ?title ?quote ?effective ?signed ?printed ?reference ?does ?from ?last ?awaits ?part ?area
WHERE { %(target)s
  ?reference zm:target ?target ; zm:citing ?citing ; zm:relationKind ?relation .
  BIND(REPLACE(STR(?relation), "^.*/", "") AS ?kind)
  FILTER(?kind IN ({kinds}))
  OPTIONAL { ?reference zm:quote ?quote }
  OPTIONAL { ?citing eli:number ?number }
  OPTIONAL { ?citing dct:title ?title }
  OPTIONAL { ?citing eli:first_date_entry_in_force ?effective }
  OPTIONAL { ?citing eli:date_document ?signed }
  OPTIONAL { ?citing eli:date_publication ?printed }
  OPTIONAL { ?reference zm:effectKind ?effect . BIND(REPLACE(STR(?effect), "^.*/", "") AS ?does) }
  OPTIONAL { ?reference zm:effectDay ?from }
  OPTIONAL { ?reference zm:effectLastDay ?last }
  OPTIONAL { ?reference zm:awaits ?awaits }
  OPTIONAL { ?reference zm:part ?part }
  OPTIONAL { ?reference zm:area ?area }
}"""
ACT_KINDS = ", ".join(f'"{kind}"' for kind in RelationKind if kind.is_act)
"""The relations that change whether a document holds, for a query's `IN (…)`."""
_ACTED_ON = (
    "SELECT DISTINCT ?target WHERE { "
    + " UNION ".join(f"{{ %(target)s ?citing <{kind.term}> ?target }}" for kind in RelationKind if kind.is_act)
    + " }"
)
"""The names that an act speaks of, by its plain edges: a law that all cite and nobody changes is then not asked for all references."""
_KINDS = {
    RelationKind.REPEALS: EventKind.REPEALED,
    RelationKind.DECLARES_EXPIRED: EventKind.DECLARED_INVALID,
    RelationKind.CONFIRMS_VALID: EventKind.CONFIRMED,
    RelationKind.EXTENDS_VALIDITY: EventKind.EXTENDED,
    RelationKind.AMENDS: EventKind.AMENDED,
}
_DAY = timedelta(days=1)
REPLACES = act_words("takes-the-place")
"""What says that a document takes the place of another, rather than only ends it."""
_PRINTED_DAY = pattern("printed-day")
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
    for document, event in _own(view, things):
        found.setdefault(owners.get(document, document), set()).add(event)
    starts, made = _made(view, {owners.get(one, one) for several in versions.values() for one in several}, only)
    starts |= {document: day for document, events in found.items() if (day := _start(events))}
    titles = {local_name(node): owners.get(thing, thing) for node, thing in denoted.items()}
    named = None if things is None else things | denoted.keys() | versions.keys()
    for target, event in _acts(view, starts, titles, named):
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
            if day := _day(row, "signed"):
                starts[document] = day
            if document in editions:
                made[document] = row
    return starts, made


def _start(events: set[StatusEvent]) -> date | None:
    return min((event.day for event in events if event.kind is EventKind.ENTERS), default=None)


def _own(view: View, only: Set[str] | None) -> Iterator[tuple[str, StatusEvent]]:
    printed = _words(view, only)
    for row in rows(view, _OWN.replace("{dated}", _DATED if only is None else _IS_DATED), only):
        day = _day(row, "day")
        if day is None:
            continue
        document, label, said = intern(row["document"].value), intern(_label(row)), row["property"].value
        for quote, origin, part in printed.get((document, said, row["day"].value), [("", "", "")]):
            if said.endswith("date_document"):
                yield document, StatusEvent(day, EventKind.SIGNED, document, label, quote, None, origin)
            elif said.endswith("first_date_entry_in_force"):
                yield document, StatusEvent(day, EventKind.ENTERS, document, label, quote, None, origin)
            elif part:
                yield document, StatusEvent(day, EventKind.PART_ENTERS, document, label, quote, None, origin, part)
            elif said.endswith("firstDayOfPart"):
                continue  # two sources print the day, and one of them tells the part
            elif day < date.max:
                yield document, StatusEvent(day + _DAY, EventKind.EXPIRES, document, label, quote, day, origin)
    for row in rows(view, _PRINTED, only):
        if (day := _day(row, "day")) is not None:
            document = row["document"].value
            yield document, StatusEvent(day, EventKind.SIGNED, document, _label(row), "")


def _words(view: View, only: Set[str] | None) -> dict[tuple[str, str, str], list[tuple[str, str, str]]]:
    """Return where values stand (document, property, day) → words, the annotation (IRI) that tells them, and the part that it speaks of."""
    found: dict[tuple[str, str, str], list[tuple[str, str, str]]] = {}
    for row in rows(view, _WORDS.replace("{dated}", _DATED if only is None else ""), only):
        about = intern(row["document"].value), intern(row["property"].value), intern(row["day"].value)
        words = " ".join(text(row, "quote").split())
        found.setdefault(about, []).append((words, text(row, "annotation"), text(row, "part")))
    return found


def event_kind(relation: RelationKind, does: str = "") -> EventKind:
    """Return what an act does to a document: by its words (`does`: an effect of their own), else by the kind of the relation."""
    return EventKind(does) if does else _KINDS[relation]


def _acts(
    view: View, starts: Mapping[str, date], by_title: Mapping[str, str], only: Set[str] | None
) -> Iterator[tuple[str, StatusEvent]]:
    """Yield the effects of acts on the documents that they name. starts: the day on which each published document takes effect;
    by_title: folded title → the one published document of that title; only: the names."""
    if only is not None:
        only = {row["target"].value for row in rows(view, _ACTED_ON, only)}
    for row in rows(view, _ACTS.replace("{kinds}", ACT_KINDS), only):
        signed = _day(row, "signed") or _day(row, "printed")
        own = _day(row, "effective") or signed
        day = _day(row, "from") or own
        if day is None:
            continue
        relation, quote = RelationKind(row["kind"].value), " ".join(text(row, "quote").split())
        kind = event_kind(relation, text(row, "does"))
        awaits = text(row, "awaits")
        if awaits:
            begins = starts.get(by_title.get(awaited(awaits), ""))
            kind, day = (kind, begins) if begins else (EventKind.END_AWAITED, own or day)
        keeps = kind in (EventKind.CONFIRMED, EventKind.EXTENDED)
        announced = signed or own
        yield (
            intern(row["target"].value),
            StatusEvent(
                day,
                kind,
                intern(row["citing"].value),
                intern(_label(row)),
                quote,
                _day(row, "last") or (_until(quote) if keeps else None),
                row["reference"].value,
                text(row, "part"),
                text(row, "area"),
                announced if announced and announced < day and kind in _ENDING else None,
                awaits,
            ),
        )


_ENDING = frozenset(
    {
        EventKind.REPEALED,
        EventKind.STOPPED,
        EventKind.DECLARED_INVALID,
        EventKind.SUPERSEDED,
        EventKind.SUSPENDED,
        EventKind.PART_ENDED,
        EventKind.AMENDED,
    }
)
"""What an act can order for a later day, and so says that the document holds until then."""
_TITLED = re.compile(r"[《〈]([^《》〈〉]{2,80})[》〉]")


def awaited(words: str) -> str:
    """Return the folded title of what an end waits for; empty where the words (新规则) name none."""
    named = _TITLED.search(words)
    return title_identity(named[1]) if named else ""


def _editions(
    made: Mapping[str, ox.QuerySolution], versions: Mapping[str, tuple[str, ...]], owners: Mapping[str, str]
) -> Iterator[tuple[str, StatusEvent]]:
    """Yield the ends of the versions of a law: each ends where the next takes effect."""
    for editions in versions.values():
        documents = list(dict.fromkeys(owners.get(thing, thing) for thing in editions))
        for earlier, later in pairwise(documents):
            row = made.get(later)
            days = [day for name in ("effective", "signed") if row is not None and (day := _day(row, name))]
            if row is not None and days:
                day = max(days)  # an amended law prints the day on which its first version took effect
                yield earlier, StatusEvent(day, EventKind.SUPERSEDED, later, _label(row), text(row, "title"))


_MADE = """
SELECT ?document ?number ?title ?effective ?signed WHERE { %(document)s
  ?document a zm:PublishedDocument .
  OPTIONAL { ?document eli:number ?number }
  OPTIONAL { ?document dct:title ?title }
  OPTIONAL { ?document eli:first_date_entry_in_force ?effective }
  OPTIONAL { ?document eli:date_document ?signed }
} ORDER BY ?document STR(?number) STR(?title)"""


def _prolonged(events: list[StatusEvent]) -> tuple[StatusEvent, ...]:
    """Prolongations by years without a printed day (有效期延长3年) count from the last day that stood before."""
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


def _until(quote: str) -> date | None:
    """Return the last valid day of a clean-up row (有效期至) or of a prolongation: the last day that it prints."""
    for year, month, number in reversed(_PRINTED_DAY.pattern.findall(quote)):
        try:
            return date(int(year), int(month), int(number))
        except ValueError:
            continue  # 6月31日 is in no calendar
    return None


def _day(row: ox.QuerySolution, name: str) -> date | None:
    try:
        return date.fromisoformat(text(row, name)[:10])
    except ValueError:
        return None


def _label(row: ox.QuerySolution) -> str:
    return text(row, "number") or text(row, "title")
