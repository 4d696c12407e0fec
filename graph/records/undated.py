"""Acts that speak of a document's validity and of which no day is known: no status can rest on them, so that an answer names them."""

from dataclasses import dataclass

import pyoxigraph as ox

from graph.derive.effects import ACT_KINDS, event_kind
from graph.records.rows import local_name
from graph.store.view import View, text
from ontology.enumerations import EventKind, RelationKind
from ontology.iri import named_by_file

_UNDATED = """
SELECT DISTINCT ?document ?act ?relation ?does ?number ?title ?quote WHERE { %s
  ?reference zm:citedDocument ?document ; zm:citing ?act ; zm:relationKind ?relation .
  FILTER(?act != ?document)
  FILTER(REPLACE(STR(?relation), "^.*/", "") IN (%s))
  FILTER NOT EXISTS { ?act eli:date_document|eli:date_publication|eli:first_date_entry_in_force ?day }
  FILTER NOT EXISTS { ?reference zm:effectDay ?from }
  OPTIONAL { ?reference zm:effectKind ?does }
  OPTIONAL { ?reference zm:quote ?quote }
  OPTIONAL { ?act eli:number ?number }
  OPTIONAL { ?act dct:title ?title }
}"""


@dataclass(frozen=True, slots=True, order=True)
class UndatedAct:
    """act: IRI of the document, name: its number, title or file; kind: what it does, quote: its words."""

    name: str
    kind: EventKind
    act: str
    quote: str


def undated_acts(view: View, *documents: str) -> dict[str, tuple[UndatedAct, ...]]:
    """Return the acts without a day that speak of each document (IRI → sorted); of those given alone, if any is."""
    # VALUES at the head, as in `graph.derive.standing`: the engine begins at all references else.
    chosen = f"VALUES ?document {{ {' '.join(str(ox.NamedNode(iri)) for iri in documents)} }}" if documents else ""
    found: dict[str, set[UndatedAct]] = {}
    for row in view.select(_UNDATED % (chosen, ACT_KINDS)):
        act = row["act"].value
        name = text(row, "number") or text(row, "title") or named_by_file(act) or local_name(act)
        kind = event_kind(RelationKind(local_name(row["relation"].value)), local_name(text(row, "does")))
        quote = " ".join(text(row, "quote").split())
        found.setdefault(row["document"].value, set()).add(UndatedAct(name, kind, act, quote))
    return {document: tuple(sorted(acts)) for document, acts in found.items()}
