"""Read what acts do to the documents that they name: repeal, amend, extend, confirm, on which day and until when."""

import re
from collections.abc import Iterator, Mapping, Set
from datetime import date
from sys import intern

from graph.derive.asking import read_day, read_name, rows
from graph.derive.status import StatusEvent
from graph.patterns import pattern
from graph.store.view import View, text
from ontology.acts import act_words
from ontology.enumerations import EventKind, RelationKind
from ontology.titles import title_identity

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
"""The relations that change whether a document is in force, for a query's `IN (…)`."""
_ACTED_ON = (
    "SELECT DISTINCT ?target WHERE { "
    + " UNION ".join(f"{{ %(target)s ?citing <{kind.term}> ?target }}" for kind in RelationKind if kind.is_act)
    + " }"
)
"""The names that an act mentions, by its plain edges. Only their references are read: a law that no act changes may have thousands."""
_KINDS = {
    RelationKind.REPEALS: EventKind.REPEALED,
    RelationKind.DECLARES_EXPIRED: EventKind.DECLARED_INVALID,
    RelationKind.CONFIRMS_VALID: EventKind.CONFIRMED,
    RelationKind.EXTENDS_VALIDITY: EventKind.EXTENDED,
    RelationKind.AMENDS: EventKind.AMENDED,
}
REPLACES = act_words("takes-the-place")
"""The relations by which a document replaces another, rather than only ends it."""
_PRINTED_DAY = pattern("printed-day")
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
"""The relations that an act can order for a later day; the document is then in force until that day."""
_TITLED = re.compile(r"[《〈]([^《》〈〉]{2,80})[》〉]")


def event_kind(relation: RelationKind, does: str = "") -> EventKind:
    """Return what an act does to a document: by its words (`does`: an effect of their own), else by the kind of the relation."""
    return EventKind(does) if does else _KINDS[relation]


def act_events(
    view: View, starts: Mapping[str, date], by_title: Mapping[str, str], only: Set[str] | None
) -> Iterator[tuple[str, StatusEvent]]:
    """Yield the effects of acts on the documents that they name. starts: the day on which each published document takes effect;
    by_title: folded title → the one published document of that title; only: the names."""
    if only is not None:
        only = {row["target"].value for row in rows(view, _ACTED_ON, only)}
    for row in rows(view, _ACTS.replace("{kinds}", ACT_KINDS), only):
        signed = read_day(row, "signed") or read_day(row, "printed")
        own = read_day(row, "effective") or signed
        day = read_day(row, "from") or own
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
                intern(read_name(row)),
                quote,
                read_day(row, "last") or (_until(quote) if keeps else None),
                row["reference"].value,
                text(row, "part"),
                text(row, "area"),
                announced if announced and announced < day and kind in _ENDING else None,
                awaits,
            ),
        )


def awaited(words: str) -> str:
    """Return the folded title of what an end waits for; empty where the words (新规则) name none."""
    named = _TITLED.search(words)
    return title_identity(named[1]) if named else ""


def _until(quote: str) -> date | None:
    """Return the last valid day of a clean-up row (有效期至) or of a prolongation: the last day that it prints."""
    for year, month, number in reversed(_PRINTED_DAY.pattern.findall(quote)):
        try:
            return date(int(year), int(month), int(number))
        except ValueError:
            continue  # 6月31日 is in no calendar
    return None
