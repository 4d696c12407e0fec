"""Build the statements that replace others where a person corrects the role of a party, who imposes a sanction and what it brings, a
definition, or the provision that words name."""

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from graph.review.edges import edge_of
from graph.review.machine import known_agency
from graph.review.measures import MEASURED, measure_terms
from graph.review.values import DEFINES
from graph.store.view import View
from ontology.bearers import bearer_kinds
from ontology.enumerations import PartyRole
from ontology.iri import Iris, local_name
from ontology.vocabulary import ZM

Quads = tuple[ox.Quad, ...]
_ROLE, _TERM, _MEANING = (ox.NamedNode(str(term)) for term in (ZM.role, ZM.term, ZM.meaning))
_CITED, _PROVISION, _CLAUSE = (ox.NamedNode(str(term)) for term in (ZM.citedClause, ZM.provision, ZM.inClause))
_KIND = ox.NamedNode(str(ZM.relationKind))
_AUTHORITY, _AGENCY, _KINDS = (ox.NamedNode(str(term)) for term in (ZM.authority, ZM.authorityAgency, ZM.authorityKind))


def role_turned(stated: Sequence[ox.Quad], value: str, iris: Iris) -> tuple[Quads, Quads]:
    """Return the quads that are removed and those that replace them. stated: the quads of the party; value: a role's name."""
    gone = tuple(quad for quad in stated if quad.predicate == _ROLE)
    role = ox.NamedNode(PartyRole(value).iri(iris.base))
    return gone, tuple(ox.Quad(quad.subject, _ROLE, role, quad.graph_name) for quad in gone[:1])


def authority_turned(
    view: View, node: ox.NamedNode, stated: Sequence[ox.Quad], value: str, iris: Iris
) -> tuple[Quads, Quads]:
    """Return the quads that are removed and those that replace them. stated: those of the sanction; value: as printed, empty
    where nobody is named."""
    gone = tuple(quad for quad in stated if quad.predicate in (_AUTHORITY, _AGENCY, _KINDS))
    return gone, tuple(
        ox.Quad(node, term, said, stated[0].graph_name) for term, said in _authority(view, value, iris) if value
    )


def _authority(view: View, value: str, iris: Iris) -> Iterator[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
    yield _AUTHORITY, ox.Literal(value)
    if agency := known_agency(view, value, iris):
        yield _AGENCY, agency
    for kind in bearer_kinds(value):
        yield _KINDS, ox.NamedNode(iris.bearer(kind.name))


def measure_turned(stated: Sequence[ox.Quad], value: str, iris: Iris) -> tuple[Quads, Quads]:
    """Return the quads that are removed and those that replace them. stated: those of the measure; value: of `is_measure`."""
    gone = tuple(quad for quad in stated if quad.predicate in MEASURED)
    node, graph = stated[0].subject, stated[0].graph_name
    return gone, tuple(ox.Quad(node, term, said, graph) for term, said in measure_terms(value, iris))


def definition_turned(stated: Sequence[ox.Quad], value: str) -> tuple[Quads, Quads]:
    """Return the quads that are removed and those that replace them. value: the word, or word and meaning."""
    word, _, meaning = value.partition(DEFINES)
    said = {_TERM: word} | ({_MEANING: meaning} if meaning else {})
    gone = tuple(quad for quad in stated if quad.predicate in said)
    new = (
        ox.Quad(quad.subject, quad.predicate, ox.Literal(said[quad.predicate], language="zh"), quad.graph_name)
        for quad in gone
    )
    return gone, tuple(new)


def provision_turned(stated: Sequence[ox.Quad], value: str, iris: Iris) -> tuple[Quads, Quads]:
    """Return the quads that are removed and those that replace them, with the edge from clause to clause. value: the path of the clause."""
    return tuple(quad for quad in stated if quad.predicate in (_CITED, _PROVISION)), tuple(
        _provision(stated, value, iris)
    )


def _provision(stated: Sequence[ox.Quad], value: str, iris: Iris) -> Iterator[ox.Quad]:
    cited = ox.NamedNode(iris.absolute(value))
    (old,) = [quad for quad in stated if quad.predicate == _CITED]
    yield ox.Quad(old.subject, _CITED, cited, old.graph_name)
    if any(quad.predicate == _PROVISION for quad in stated):
        name = ox.Literal(local_name(iris.below(cited.value)))
        yield ox.Quad(old.subject, _PROVISION, name, old.graph_name)
    # A text's own provisions have no kind of relation, and no edge.
    for kind in (quad.object for quad in stated if quad.predicate == _KIND):
        for clause in (quad.object for quad in stated if quad.predicate == _CLAUSE):
            edge = edge_of(local_name(kind.value))  # type: ignore[union-attr]
            yield ox.Quad(clause, edge, cited, old.graph_name)  # type: ignore[arg-type]
