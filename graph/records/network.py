"""Read the citation network of the whole store, with issuers: read once, walked in memory.

A store of 3,600 laws has some 9,000 such links and is read in a second; a query for each step of a walk would take longer.
"""

from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from graph.records.identity import NOBODY, Identity, build_identity
from graph.records.rows import local_name, stream_rows
from graph.store.view import View
from ontology.enumerations import RelationKind

ISSUED_BY, JOINTLY = "issuedBy", "jointly"
"""A document and the agency that issued it; two agencies that issued one together."""


@dataclass(frozen=True, slots=True)
class Network:
    """said: citing document → cited document → kinds, strongest first; heard: cited document → citing documents. issuers: document →
    agencies; issued: agency → documents. Each document is under its canonical IRI."""

    said: Mapping[str, Mapping[str, tuple[str, ...]]]
    heard: Mapping[str, tuple[str, ...]]
    issuers: Mapping[str, tuple[str, ...]]
    issued: Mapping[str, tuple[str, ...]]
    who: Identity

    @property
    def published(self) -> AbstractSet[str]:
        return self.who.published.keys()

    @property
    def agencies(self) -> AbstractSet[str]:
        return self.who.agencies.keys()

    def canonical(self, iri: str) -> str:
        """Return the canonical IRI of what goes by several; see `Identity.canonical`."""
        return self.who.canonical(iri)

    def knows(self, iri: str) -> bool:
        return iri in self.published or iri in self.heard or iri in self.said or iri in self.agencies

    def partners(self, agency: str) -> list[str]:
        """Return the agencies that issued a document with it."""
        return sorted(
            {other for document in self.issued.get(agency, ()) for other in self.issuers[document]} - {agency}
        )

    def cited(self, document: str, kinds: Collection[str]) -> list[str]:
        """Return what it mentions in one of `kinds`."""
        return [other for other, said in self.said.get(document, {}).items() if any(kind in kinds for kind in said)]

    def citing(self, document: str, kinds: Collection[str]) -> list[str]:
        """Return what mentions it in one of `kinds`."""
        return [
            other for other in self.heard.get(document, ()) if any(kind in kinds for kind in self.said[other][document])
        ]


NO_NETWORK = Network({}, {}, {}, {}, NOBODY)

_REFERENCES = """
SELECT DISTINCT ?citing ?cited ?kind WHERE {
  ?reference zm:citing ?citing ; zm:citedDocument ?cited ; zm:relationKind ?kind
}"""
_ISSUERS = "SELECT ?document ?agency WHERE { ?document a zm:PublishedDocument ; eli:passed_by ?agency }"


def read_network(graph: View, who: Identity | None = None) -> Network:
    """who: `build_identity(graph)`, where the caller has it."""
    who = who or build_identity(graph)
    said: dict[str, dict[str, set[str]]] = {}
    heard: dict[str, set[str]] = {}
    same = {iri: iri for iri in (*who.published, *who.cited, *who.agencies)}  # each IRI occurs once in memory
    for row in stream_rows(graph, _REFERENCES):
        citing, cited = (same.setdefault(row[name], row[name]) for name in ("citing", "cited"))
        if citing != cited:
            said.setdefault(citing, {}).setdefault(cited, set()).add(local_name(row["kind"]))
            heard.setdefault(cited, set()).add(citing)
    pairs = [
        (same.setdefault(row["document"], row["document"]), same.setdefault(row["agency"], row["agency"]))
        for row in stream_rows(graph, _ISSUERS)
    ]
    ranked = cache(lambda kinds: tuple(sorted(kinds, key=lambda kind: (RelationKind.rank(kind), kind))))
    return Network(
        {
            citing: {cited: ranked(frozenset(kinds)) for cited, kinds in sorted(others.items())}
            for citing, others in said.items()
        },
        {cited: tuple(sorted(others)) for cited, others in heard.items()},
        _grouped(pairs),
        _grouped((agency, document) for document, agency in pairs),
        who,
    )


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
    return {one: tuple(sorted(others)) for one, others in found.items()}
