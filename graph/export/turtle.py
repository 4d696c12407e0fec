"""Write the union of all named graphs as Turtle, or each of them as TriG, sorted by the IRIs of graphs and subjects."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO

import pyoxigraph as ox

from graph.store.sorting import sorted_lines
from graph.store.view import View
from ontology.vocabulary import PREFIXES

_GRAPH = b" "  # separates graph and triple; IRIs contain no spaces


def write(store: View, output: BinaryIO) -> None:
    """Write Turtle. Raises OSError when the disk is full."""
    write_triples(sorted_triples(store), output)


def write_triples(triples: Iterable[ox.Triple], output: BinaryIO) -> None:
    """Write these triples as Turtle, in their order. Raises OSError when the disk is full."""
    _serialize(triples, output, ox.RdfFormat.TURTLE)


def write_trig(store: View, output: BinaryIO) -> None:
    """Write TriG, a block a named graph. Raises OSError when the disk is full."""
    _serialize(_sorted_quads(store), output, ox.RdfFormat.TRIG)


def _serialize(statements: Iterable[ox.Triple] | Iterable[ox.Quad], output: BinaryIO, format: ox.RdfFormat) -> None:
    with TemporaryFile() as body:
        ox.serialize(statements, body, format, prefixes=PREFIXES)
        body.seek(0)
        # Oxigraph writes the prefixes in an order that differs from run to run.
        declarations = []
        while (line := body.readline()).startswith(b"@prefix "):
            declarations.append(line)
        output.writelines([*sorted(declarations), line])
        copyfileobj(body, output)


def sorted_triples(store: View) -> Iterator[ox.Triple]:
    """Yield the distinct triples of all graphs, sorted as N-Triples lines, so that those of a subject follow each other."""
    lines = sorted_lines(f"{quad.triple} .\n".encode() for quad in store.quads())
    with TemporaryFile() as file:
        file.writelines(line for line, _ in groupby(lines))
        file.seek(0)
        yield from (quad.triple for quad in ox.parse(file, ox.RdfFormat.N_TRIPLES))


def _sorted_quads(store: View) -> Iterator[ox.Quad]:
    """Yield the quads, sorted by graph and then as N-Triples lines."""
    lines = sorted_lines(f"{quad.graph_name} {quad.triple} .\n".encode() for quad in store.quads())
    with TemporaryFile() as file:
        for line in lines:
            graph, _, triple = line.partition(_GRAPH)
            file.write(triple.removesuffix(b".\n") + graph + b" .\n")
        file.seek(0)
        yield from ox.parse(file, ox.RdfFormat.N_QUADS)
