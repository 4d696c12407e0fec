"""The direct triples beside references and named provisions (`document eli:cites target`, `clause eli:cites clause`).

Several statements may imply the same edge. It is withdrawn only when none of them is left.
"""

from collections.abc import Set

import pyoxigraph as ox

from graph.store.view import View
from ontology.enumerations import RelationKind
from ontology.iri import Iris, local_name
from ontology.vocabulary import ZM, expand

_TARGET, _CITED_CLAUSE, _KIND = (ox.NamedNode(str(term)) for term in (ZM.target, ZM.citedClause, ZM.relationKind))
_OF_CLAUSES = (RelationKind.BASED_ON, RelationKind.AMENDS, RelationKind.CITES)
"""The kinds of named provisions."""
_SAID = """
SELECT ?kind ?from ?to WHERE {
  { VALUES ?node { %(node)s } ?node zm:citing ?from ; zm:target ?to ; zm:relationKind ?kind }
  UNION { VALUES ?node { %(node)s } ?it zm:ofReference ?node ; zm:inClause ?from ; zm:citedClause ?to ; zm:relationKind ?kind }
  UNION { VALUES ?node { %(node)s } ?node zm:inClause ?from ; zm:citedClause ?to ; zm:relationKind ?kind }
}"""
_HELD = "SELECT ?graph ?from ?edge ?to WHERE { VALUES (?from ?edge ?to) { %s } GRAPH ?graph { ?from ?edge ?to } }"
_SAYING = """
SELECT ?graph ?node ?from ?to ?term ?kind WHERE {
  { VALUES (?from ?to) { %(pairs)s } VALUES ?term { zm:target }
    GRAPH ?graph { ?node zm:citing ?from ; ?term ?to ; zm:relationKind ?kind } }
  UNION
  { VALUES (?from ?to) { %(pairs)s } VALUES ?term { zm:citedClause }
    GRAPH ?graph { ?node zm:inClause ?from ; ?term ?to ; zm:relationKind ?kind } }
}"""
_PROVISIONS = """
SELECT ?graph ?node ?clause ?kind ?cited WHERE {
  VALUES ?reference { %s } ?node zm:ofReference ?reference ; zm:inClause ?clause .
  GRAPH ?graph { ?node zm:relationKind ?kind ; zm:citedClause ?cited }
} ORDER BY ?node"""


def edge_of(kind: str) -> ox.NamedNode:
    """Return the property of an edge. kind: the name of the relation."""
    return ox.NamedNode(str(expand(RelationKind(kind).curie)))


def said_by(view: View, reference: ox.NamedNode) -> tuple[ox.Quad, ...]:
    """Return the edges that a reference and its provisions imply, or a provision alone, in the graphs in which they occur."""
    rows = view.select(_SAID % {"node": reference})
    edges = sorted({f"({row['from']} {edge_of(local_name(row['kind'].value))} {row['to']})" for row in rows})
    held = view.select(_HELD % " ".join(edges)) if edges else ()
    return tuple(sorted((ox.Quad(row["from"], row["edge"], row["to"], row["graph"]) for row in held), key=str))


def unsaid(view: View, edges: Set[ox.Quad], gone: Set[ox.Quad]) -> set[ox.Quad]:
    """Return those edges that no statement implies once the quads `gone` are gone."""
    pairs = sorted({f"({edge.subject} {edge.object})" for edge in edges})
    left: set[ox.Triple] = set()
    for row in view.select(_SAYING % {"pairs": " ".join(pairs)}) if pairs else ():
        says = ox.Quad(row["node"], row["term"], row["to"], row["graph"])
        if says not in gone and ox.Quad(row["node"], _KIND, row["kind"], row["graph"]) not in gone:
            left.add(ox.Triple(row["from"], edge_of(local_name(row["kind"].value)), row["to"]))
    return {edge for edge in edges if edge.triple not in left}


def turn_provisions(
    view: View, reference: ox.NamedNode, kinds: tuple[str, str], target: ox.NamedNode, iris: Iris
) -> tuple[list[ox.Quad], list[ox.Quad]]:
    """Return the quads of the provisions of a corrected reference that are removed, and those that replace them, with new edges.

    kinds: of the reference, before and after. The words still name the same article, now of the document `target`.
    """
    old, new = (RelationKind(kind) if kind in _OF_CLAUSES else RelationKind.CITES for kind in kinds)
    gone: list[ox.Quad] = []
    said: list[ox.Quad] = []
    for row in view.select(_PROVISIONS % reference):
        node, graph, kind = row["node"], row["graph"], row["kind"]
        if kind.value == old.iri(iris.base):
            kind = ox.NamedNode(new.iri(iris.base))
        cited = ox.NamedNode(Iris.clause(target.value, local_name(iris.below(row["cited"].value))))
        gone += [ox.Quad(node, _CITED_CLAUSE, row["cited"], graph), ox.Quad(node, _KIND, row["kind"], graph)]
        said += [ox.Quad(node, _CITED_CLAUSE, cited, graph), ox.Quad(node, _KIND, kind, graph)]
        said.append(ox.Quad(row["clause"], edge_of(local_name(kind.value)), cited, graph))
    return gone, said
