"""Acts that mention a document's validity and of which no day is known: no status can rest on them, so that an answer names them."""

from dataclasses import dataclass

from graph.derive.effects import ACT_KINDS, event_kind
from graph.records.rows import local_name, select_rows, terms
from graph.store.view import View
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
    """Return the acts without a day that mention each document (IRI → sorted); of those given alone, if any is."""
    # VALUES at the head, as in `graph.derive.standing`: the engine begins at all references else.
    chosen = f"VALUES ?document {{ {terms(documents)} }}" if documents else ""
    found: dict[str, set[UndatedAct]] = {}
    for row in select_rows(view, _UNDATED % (chosen, ACT_KINDS)):
        act = row["act"]
        name = row.get("number") or row.get("title") or named_by_file(act) or local_name(act)
        kind = event_kind(RelationKind(local_name(row["relation"])), local_name(row.get("does", "")))
        quote = " ".join(row.get("quote", "").split())
        found.setdefault(row["document"], set()).add(UndatedAct(name, kind, act, quote))
    return {document: tuple(sorted(acts)) for document, acts in found.items()}
