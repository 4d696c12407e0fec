"""Read what each document says of its own days: when it was signed, when it enters into force, when it ends."""

from collections.abc import Iterator, Set
from datetime import date, timedelta
from sys import intern

from graph.derive.asking import read_day, read_name, rows
from graph.derive.status import StatusEvent
from graph.store.view import View, text
from ontology.enumerations import EventKind

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
"""Finds the annotation that prints a value of a document. Not an OPTIONAL of the query for values, which took five times as long."""
_PRINTED = """
SELECT ?document ?day ?number ?title WHERE { %(document)s
  ?document a zm:PublishedDocument ; eli:date_publication ?day .
  FILTER NOT EXISTS { ?document eli:date_document ?signed }
  OPTIONAL { ?document eli:number ?number }
  OPTIONAL { ?document dct:title ?title }
}"""
_DAY = timedelta(days=1)


def own_events(view: View, only: Set[str] | None) -> Iterator[tuple[str, StatusEvent]]:
    """Yield documents with the events that they print of themselves. only: the documents to read of, None for all."""
    printed = _words(view, only)
    for row in rows(view, _OWN.replace("{dated}", _DATED if only is None else _IS_DATED), only):
        day = read_day(row, "day")
        if day is None:
            continue
        document, label, said = intern(row["document"].value), intern(read_name(row)), row["property"].value
        for quote, origin, part in printed.get((document, said, row["day"].value), [("", "", "")]):
            if said.endswith("date_document"):
                yield document, StatusEvent(day, EventKind.SIGNED, document, label, quote, None, origin)
            elif said.endswith("first_date_entry_in_force"):
                yield document, StatusEvent(day, EventKind.ENTERS, document, label, quote, None, origin)
            elif part:
                yield document, StatusEvent(day, EventKind.PART_ENTERS, document, label, quote, None, origin, part)
            elif said.endswith("firstDayOfPart"):
                continue  # two sources print the day, and one of them names the part
            elif day < date.max:
                yield document, StatusEvent(day + _DAY, EventKind.EXPIRES, document, label, quote, day, origin)
    for row in rows(view, _PRINTED, only):
        if (day := read_day(row, "day")) is not None:
            document = row["document"].value
            yield document, StatusEvent(day, EventKind.SIGNED, document, read_name(row), "")


def _words(view: View, only: Set[str] | None) -> dict[tuple[str, str, str], list[tuple[str, str, str]]]:
    """Return (document, property, day) → words, the annotation (IRI) that locates them, and the part that it mentions."""
    found: dict[tuple[str, str, str], list[tuple[str, str, str]]] = {}
    # Of some documents the engine is to begin with these, not with all days of the store.
    for row in rows(view, _WORDS.replace("{dated}", _DATED if only is None else ""), only):
        about = intern(row["document"].value), intern(row["property"].value), intern(row["day"].value)
        words = " ".join(text(row, "quote").split())
        found.setdefault(about, []).append((words, text(row, "annotation"), text(row, "part")))
    return found
