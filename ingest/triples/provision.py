"""Write the provisions that a document names: few triples each, since laws name them by the thousand.

One of another document takes eight triples with its edge, an own one five at the most: its words are in its clause's text
at the offsets, so they are not written again.
"""

from collections.abc import Iterator

import pyoxigraph as ox

from ingest.model import Document, Provision, Relation, RelationKind
from ingest.resolve.references import key
from ingest.triples.document import part_nodes
from ingest.triples.evidence import EvidenceWriter
from ingest.triples.reference import target_of
from ingest.triples.terms import (
    CITED_CLAUSE,
    CITED_PROVISION,
    EDGES,
    HAS_TARGET,
    IN_CLAUSE,
    OF_REFERENCE,
    OFFSETS,
    OWN_PROVISION,
    PROVISION,
    QUOTED_PROVISION,
    RELATION_KIND,
    WORDING_OF,
    A,
    Triple,
)
from ontology.iri import Iris


def provisions(document: Document, node: ox.NamedNode, evidence: EvidenceWriter, iris: Iris) -> Iterator[Triple]:
    """Write all named provisions of a document."""
    parts = part_nodes(document, node)
    relations = {key(relation.target): relation for relation in document.relations}
    for provision in document.provisions:
        if provision.own is not None:
            yield from _own(provision, parts[provision.own], evidence)
        elif provision.law is not None and (relation := relations.get(key(provision.law))):
            amended = relations.get(key(provision.wording.law)) if provision.wording else None
            if amended is not None:
                yield from _quoted(provision, relation, amended, evidence, iris)
            elif provision.wording is None:
                yield from _cited(provision, relation, evidence, iris)


def cited_clause(provision: Provision, relation: Relation, iris: Iris) -> ox.NamedNode | None:
    """Return the clause that a provision of another document is; None where it is open which document that is."""
    document = target_of(relation, iris)
    return None if document is None else ox.NamedNode(Iris.clause(document.value, provision.eid))


def _own(provision: Provision, part: ox.NamedNode, evidence: EvidenceWriter) -> Iterator[Triple]:
    place = evidence.place(provision.span)
    if place is None:
        return
    name = evidence.name("provision", provision.identifier)
    yield Triple(name, A, OWN_PROVISION)
    yield Triple(name, IN_CLAUSE, place.clause)
    yield Triple(name, OFFSETS, place.offsets)
    yield Triple(name, CITED_CLAUSE, ox.NamedNode(Iris.clause(part.value, provision.eid)))
    if provision.name != provision.eid:
        yield Triple(name, PROVISION, ox.Literal(provision.name))


def _quoted(
    provision: Provision, relation: Relation, amended: Relation, evidence: EvidenceWriter, iris: Iris
) -> Iterator[Triple]:
    """Write what the quoted new wording of a law names: it is that law's article which cites, not the act."""
    place, law, document = evidence.place(provision.span), target_of(amended, iris), target_of(relation, iris)
    if place is None or law is None or document is None or provision.wording is None:
        return
    name = evidence.name("provision", provision.identifier)
    article = ox.NamedNode(Iris.clause(law.value, provision.wording.eid))
    cited = ox.NamedNode(Iris.clause(document.value, provision.eid))
    yield Triple(name, A, QUOTED_PROVISION)
    yield Triple(name, OF_REFERENCE, evidence.name("reference", relation.identifier))
    yield Triple(name, WORDING_OF, article)
    yield Triple(name, IN_CLAUSE, place.clause)
    yield Triple(name, OFFSETS, place.offsets)
    yield Triple(name, PROVISION, ox.Literal(provision.name))
    yield Triple(name, CITED_CLAUSE, cited)
    yield Triple(article, EDGES[provision.kind], cited)


def _cited(provision: Provision, relation: Relation, evidence: EvidenceWriter, iris: Iris) -> Iterator[Triple]:
    place = evidence.place(provision.span)
    if place is None:
        return
    name = evidence.name("provision", provision.identifier)
    yield Triple(name, A, CITED_PROVISION)
    yield Triple(name, OF_REFERENCE, evidence.name("reference", relation.identifier))
    yield Triple(name, IN_CLAUSE, place.clause)
    yield Triple(name, OFFSETS, place.offsets)
    if not place.in_one_piece:
        yield Triple(name, HAS_TARGET, evidence.chars(provision.span))
    yield Triple(name, PROVISION, ox.Literal(provision.name))
    yield Triple(name, RELATION_KIND, ox.NamedNode(RelationKind(provision.kind).iri(iris.base)))
    if (cited := cited_clause(provision, relation, iris)) is not None:
        yield Triple(name, CITED_CLAUSE, cited)
        yield Triple(place.clause, EDGES[provision.kind], cited)
