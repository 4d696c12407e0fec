"""Triples as N-Triples in the form in which the engine writes them: a line a triple, IRIs and words as they are, no blank nodes.

In this form a graph is a fifth of what its triples take as objects, and lines can be cut, compared and put into a named graph as they are.
"""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import pyoxigraph as ox
from rdflib import Literal, URIRef
from rdflib.term import Node

from graph.store.view import Term

Triple = tuple[Node, Node, Node]
_FORMAT = ox.RdfFormat.N_TRIPLES
_TERMS = (ox.NamedNode, ox.Literal)
_END = b" .\n"
_ODD = re.compile(rb"_:|\\[uU]|<<|^[^<]", re.MULTILINE)
"""Matches signs of a blank node, a triple as a term, or a line or character that the engine writes otherwise."""


class Lines(bytes):
    """N-Triples in this form, because the engine wrote them: they need not be checked again."""

    __slots__ = ()


def written(triples: Iterable[Triple | ox.Triple] | bytes) -> bytes:
    """Return triples in this form. triples: rdflib's or the engine's, or N-Triples in any form.

    Raises ValueError for a blank node or an invalid IRI, SyntaxError for bad N-Triples.
    """
    if isinstance(triples, Lines):
        return triples
    if isinstance(triples, bytes):
        many = sum(1 for _ in ox.parse(triples, format=_FORMAT))
        if triples.count(b"\n") == triples.count(_END) == many and _ODD.search(triples) is None:
            return triples
        triples = parsed(triples)
    data = ox.serialize(map(_triple, triples), format=_FORMAT)
    assert data is not None
    return data


def write(triples: Iterable[Triple | ox.Triple] | bytes, file: BinaryIO) -> None:
    """Write triples to a file in this form, one after the other. Raises what `written` raises, and OSError."""
    if isinstance(triples, bytes):
        file.write(written(triples))
    else:
        ox.serialize(map(_triple, triples), file, format=_FORMAT)


def parsed(ntriples: bytes) -> Iterator[ox.Triple]:
    """Yield the triples. Raises SyntaxError for what is no N-Triples, and ValueError for a blank node."""
    for quad in ox.parse(ntriples, format=_FORMAT):
        triple = quad.triple
        if not isinstance(triple.subject, ox.NamedNode) or not isinstance(triple.object, _TERMS):
            raise ValueError(f"neither an IRI nor a literal: {triple}")
        yield triple


def as_trig(graph: str, lines: bytes) -> bytes:
    """Return lines of this form as TriG of a named graph, which names the graph once: a loader has a tenth less to do than with N-Quads."""
    return b"GRAPH %s {\n%s}\n" % (str(ox.NamedNode(graph)).encode(), lines)


def parts(lines: bytes, size: int) -> Iterator[bytes]:
    """Cut lines into parts of about `size` bytes, or larger ones."""
    start = 0
    while start < len(lines):
        end = lines.find(b"\n", start + size) + 1 or len(lines)
        yield lines[start:end]
        start = end


def read_parts(file: BinaryIO, size: int) -> Iterator[bytes]:
    """Read the lines of a file in parts of about `size` bytes."""
    while part := file.read(size):
        yield part + file.readline()


def subjects(lines: bytes, graph: str) -> set[str]:
    """Return the subjects that are neither `graph` nor a thing inside it (`source/a.txt#task=1-2`)."""
    own, within = f"<{graph}".encode(), f"<{graph}#".encode()
    found = {line.partition(b">")[0] for line in lines.splitlines()}
    return {iri[1:].decode() for iri in found if iri != own and not iri.startswith(within)}


def _triple(triple: Triple | ox.Triple) -> ox.Triple:
    subject, predicate, value = map(_term, triple)
    if isinstance(subject, ox.Literal) or isinstance(predicate, ox.Literal):
        raise ValueError(f"a literal cannot be a subject or a predicate: {triple}")
    return ox.Triple(subject, predicate, value)


def _term(node: object) -> Term:
    """Raises ValueError for a blank node: their labels differ from run to run, and the dump would."""
    match node:
        case ox.NamedNode() | ox.Literal():
            return node
        case URIRef():
            return ox.NamedNode(node)
        case Literal():
            return ox.Literal(
                node,
                language=node.language,
                datatype=ox.NamedNode(node.datatype) if node.datatype and not node.language else None,
            )
        case _:
            raise ValueError(f"neither an IRI nor a literal: {node!r}")
