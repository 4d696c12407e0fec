"""Read what acts do to the documents that they name: repeal, amend, extend, confirm, on which day and until when."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from datetime import date
from sys import intern

import pyoxigraph as ox

from graph.derive.asking import read_day, read_name, rows
from graph.derive.status import StatusEvent
from graph.patterns import pattern
from graph.store.view import View, text
from ontology.acts import act_words
from ontology.enumerations import EventKind, RelationKind
from ontology.titles import likeness, title_identity

_ACTS = """
SELECT ?target ?citing ?kind ?number ?title ?quote ?effective ?signed ?printed ?reference ?cited ?does ?from ?last ?awaits ?part
  ?area
WHERE { %(target)s
  ?reference zm:target ?target ; zm:citing ?citing ; zm:relationKind ?relation .
  BIND(REPLACE(STR(?relation), "^.*/", "") AS ?kind)
  FILTER(?kind IN ({kinds}))
  OPTIONAL { ?reference zm:quote ?quote }
  OPTIONAL { ?reference zm:citedTitle ?cited }
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
_ISSUED = """
SELECT ?target ?own ?title WHERE { %(target)s
  ?target a zm:PublishedDocument ; zm:issues ?text . ?text dct:title ?title .
  OPTIONAL { ?target dct:title ?own }
}"""
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
"""Acts that can be ordered for a later day, so that the document holds until then."""
_ENDS_WHOLE = (EventKind.REPEALED, EventKind.STOPPED, EventKind.DECLARED_INVALID, EventKind.SUPERSEDED)
_ISSUED_TEXT = pattern("issued-text")
_SAME = 0.6  # the share of trigrams from which two titles may be printings of one
_TITLED = re.compile(r"[《〈]([^《》〈〉]{2,80})[》〉]")


def event_kind(relation: RelationKind, does: str = "") -> EventKind:
    """Return what an act does to a document: by its words (`does`: an effect of their own), else by the kind of the relation."""
    return EventKind(does) if does else _KINDS[relation]


def act_events(
    view: View, starts: Mapping[str, date], by_title: Mapping[str, str], only: Set[str] | None
) -> Iterator[tuple[str, StatusEvent]]:
    """Yield the effects of acts on the documents that they name. starts: the day on which each published document takes effect;
    by_title: folded title → the one published document of that title; only: the names."""
    only = {row["target"].value for row in rows(view, _ACTED_ON, only)}
    found = list(rows(view, _ACTS.replace("{kinds}", ACT_KINDS), only))
    texts = _Texts(view, found, only)
    for row in found:
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
        part = text(row, "part")
        if kind in _ENDS_WHOLE and texts.is_one_of_several(row["target"].value, text(row, "cited")):
            kind, part = EventKind.PART_ENDED, f"《{text(row, 'cited')}》"
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
                part,
                text(row, "area"),
                announced if announced and announced < day and kind in _ENDING else None,
                awaits,
            ),
        )


class _Texts:
    """Decides whether a number means several texts, and which of them a title names: an order may issue two rules, and one of
    them end alone. In the store the document says what it issues; of others the acts that end them show it, by the titles of rules."""

    def __init__(self, view: View, acts: Sequence[ox.QuerySolution], only: Collection[str] | None) -> None:
        self._own: dict[str, str] = {}
        self._issued: dict[str, set[str]] = {}
        self._ended: dict[str, set[str]] = {}
        for row in rows(view, _ISSUED, only):
            self._own[row["target"].value] = text(row, "own")
            self._issued.setdefault(row["target"].value, set()).add(text(row, "title"))
        for row in acts:
            if RelationKind(row["kind"].value).is_end and _ISSUED_TEXT.find(text(row, "cited")):
                self._ended.setdefault(row["target"].value, set()).add(text(row, "cited"))

    def is_one_of_several(self, target: str, cited: str) -> bool:
        """Test whether a title names one of the texts that a number means."""
        if not cited or likeness(cited, self._own.get(target, "")) >= _SAME:
            return False
        if issued := self._issued.get(target):
            return any(_alike(cited, one) for one in issued) and any(not _alike(cited, one) for one in issued)
        texts = self._ended.get(target, set())
        return cited in texts and any(not _alike(cited, one) for one in texts)


def _alike(a: str, b: str) -> bool:
    """Test whether two titles may be those of one text: 《甲办法》 and 《岚州市甲办法》."""
    one, other = title_identity(a), title_identity(b)
    return one in other or other in one or likeness(a, b) >= _SAME


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
