"""Targets of shapes (SHACL 2.1.3): which nodes a shape checks, and the SPARQL pattern that finds them."""

import re

from rdflib import OWL, RDF, RDFS, SH, Graph, Node, URIRef

TARGETS = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
CLASSES = "«{}»"
"""A placeholder in a SELECT for a class and its subclasses in the data; `shapes.asking` replaces it with their IRIs."""
CLASS = "class:"
"""The beginning of a placeholder's IRI, where it has to be one (`placeholders_as_iris`)."""


def targets_of(shapes: Graph, shape: Node) -> list[tuple[URIRef, Node]]:
    """Return the targets that a shape declares itself: kind and term. A shape that is a class targets its instances (2.1.3.3)."""
    found = [(kind, term) for kind in TARGETS for term in sorted(shapes.objects(shape, kind), key=str)]
    if (shape, RDF.type, RDFS.Class) in shapes or (shape, RDF.type, OWL.Class) in shapes:
        found.append((SH.targetClass, shape))
    return found


def focus_pattern(kind: URIRef, term: Node) -> str:
    """Return the pattern that binds ?this to the focus nodes of one target."""
    if kind == SH.targetNode:
        return f"VALUES ?this {{ {term.n3()} }}"
    if kind == SH.targetClass:
        return f"VALUES ?target_class {{ {CLASSES.format(term)} }} ?this a ?target_class ."
    if kind == SH.targetObjectsOf:
        return f"?target_subject <{term}> ?this ."
    return f"?this <{term}> ?target_object ."


def placeholders_as_iris(text: str) -> str:
    """Return a SELECT whose placeholders are IRIs (`class:…`), so that any SPARQL parser reads it."""
    return re.sub(CLASSES.format("([^»]+)"), f"<{CLASS}\\1>", text)
