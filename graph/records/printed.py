"""Which published document an address means, and which sources print it."""

from dataclasses import dataclass

from graph.records.rows import is_iri, select_rows, terms
from graph.store.view import View

# Clauses, instruments and annexes extend their document's IRI; the longest document is the nearest.
_PRINTED = """
SELECT DISTINCT ?document ?source ?name WHERE {{
  VALUES ?document {{ {whole} }}
  ?document a zm:PublishedDocument ; prov:wasDerivedFrom ?source .
  ?source dct:identifier ?name .
  FILTER(?document = {iri} || EXISTS {{ {iri} eli:is_part_of ?part }})
}} ORDER BY DESC(STRLEN(STR(?document))) ?name"""


@dataclass(frozen=True, slots=True)
class Printed:
    """A published document (IRI) and the sources that print it: graph IRI and relative name, by name."""

    document: str
    sources: tuple[tuple[str, str], ...]

    def by(self, source: str) -> str:
        """That source, or the first by name where it is empty or does not print it."""
        return source if source in dict(self.sources) else self.sources[0][0]


def printed(graph: View, iri: str) -> Printed | None:
    """The document that `iri` names, or that the named part or clause belongs to; None when there is none."""
    if not is_iri(iri):
        return None
    whole = [iri]
    while (above := whole[-1].rpartition("/")[0]).count("/") > 2:
        whole.append(above)
    rows = select_rows(graph, _PRINTED.format(whole=terms(whole), iri=terms([iri])))
    if not rows:
        return None
    document = rows[0]["document"]
    return Printed(document, tuple((row["source"], row["name"]) for row in rows if row["document"] == document))
