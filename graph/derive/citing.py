"""Look up whether a document is still cited under a title, without going through all that cite it or all that are called so."""

from collections.abc import Iterator

import pyoxigraph as ox

from graph.store.update import Update
from ontology.iri import Iris
from ontology.vocabulary import ELI, RDF, ZM

CITED_TITLE, TARGET = ox.NamedNode(str(ZM.citedTitle)), ox.NamedNode(str(ZM.target))
_CITED_NUMBER, _CITING = ox.NamedNode(str(ZM.citedNumber)), ox.NamedNode(str(ZM.citing))
_A, _PUBLISHED = ox.NamedNode(str(RDF.type)), ox.NamedNode(str(ZM.PublishedDocument))
_MEMBER_OF = ox.NamedNode(str(ELI.is_member_of))

CitedTitle = tuple[str, ox.Literal]
"""A cited document (IRI), and a title that is with it."""


def is_cited_so(update: Update, target: str, title: ox.Literal) -> bool:
    """Return whether a reference cites a document under a title."""
    return next(_references(update, ox.NamedNode(target), title), None) is not None


def is_numbered_so(update: Update, iris: Iris, number: str, title: ox.Literal) -> bool:
    """Return whether a source cites a number, which no published text prints, with a title."""
    node, derived = ox.NamedNode(number), ox.NamedNode(iris.graph("derived"))
    printed = (update.links(_A, subject=node, value=_PUBLISHED), update.links(_MEMBER_OF, value=node))
    if any(next(found, None) is not None for found in printed):
        return False
    return any(
        edge.graph_name != derived
        for reference in _references(update, node, title)
        if next(update.links(_CITED_NUMBER, subject=reference), None) is not None
        for citing in update.links(_CITING, subject=reference)
        for edge in update.links(None, subject=citing.object, value=node)  # type: ignore[arg-type]
    )


def _references(update: Update, target: ox.NamedNode, title: ox.Literal) -> Iterator[ox.NamedNode]:
    """Yield the references to a document under a title; one may come twice.

    Those to the document and those with the title are walked in step, to the end of the shorter list: either may be long.
    """
    cited, called = update.links(TARGET, value=target), update.links(CITED_TITLE, value=title)
    for one, other in zip(cited, called, strict=False):
        if next(update.links(CITED_TITLE, subject=one.subject, value=title), None) is not None:  # type: ignore[arg-type]
            yield one.subject  # type: ignore[misc]
        if next(update.links(TARGET, subject=other.subject, value=target), None) is not None:  # type: ignore[arg-type]
            yield other.subject  # type: ignore[misc]
