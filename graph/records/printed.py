"""Find the published document that an address means, and the sources that print it."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.records.identity import Identity
from graph.records.rows import is_iri, select_rows
from graph.store import base
from graph.store.view import View

_PRINTED = """
SELECT ?document ?source ?name ?shared ?sha ?format ?reader WHERE {
  ?document a zm:PublishedDocument ; prov:wasDerivedFrom ?source .
  ?source dct:identifier ?name
  OPTIONAL { ?source zm:sha256 ?sha }
  OPTIONAL { ?source dct:format ?format }
  OPTIONAL { ?source zm:reader ?reader }
  OPTIONAL { ?shared zm:saidBy ?source }
} ORDER BY STR(?name) ?shared"""


@dataclass(frozen=True, slots=True)
class Original:
    """The file that a source was read from. name: the source's; reader: empty where the file is plain text."""

    name: str
    sha256: str
    media_type: str
    reader: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A published document (IRI) and the sources that print it: graph IRI and relative name, by name.

    shared: source → the graphs (IRIs) of the triples that it shares with others. originals: source → the file that it was read from.
    """

    document: str
    sources: tuple[tuple[str, str], ...]
    shared: Mapping[str, tuple[str, ...]]
    originals: Mapping[str, Original]

    def by(self, source: str) -> str:
        """Return that source; the first by name where it is empty or does not print the document."""
        return source if source in dict(self.sources) else self.sources[0][0]


def find_printed(graph: View, iri: str, who: Identity | None = None) -> Printed | None:
    """Return the document that `iri` names or is part of; None where there is none.

    who: `build_identity(graph)`, where the caller has it. Without it, IRIs of titles and of statements are not resolved.
    """
    if not is_iri(iri):
        return None
    one = who.canonical(iri) if who else base.iris(graph).document(iri)
    owners = select_rows(graph, _PRINTED, document=one) if one else []
    if not owners:
        return None
    names = {row["source"]: row["name"] for row in owners}
    shared = [(row["source"], row["shared"]) for row in owners if "shared" in row]
    originals = {
        row["source"]: Original(row["name"], row["sha"], row.get("format", ""), row.get("reader", ""))
        for row in owners
        if "sha" in row
    }
    by_source = {name: tuple(graph for said, graph in shared if said == name) for name in names}
    return Printed(one, tuple(names.items()), by_source, originals)
