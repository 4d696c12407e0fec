"""Turtle of the union of all named graphs, and TriG of each of them: graphs and subjects in the order of their IRIs."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO

import pyoxigraph as ox

from graph.store.sorting import sorted_lines
from graph.store.view import View
from ontology.vocabulary import PREFIXES

_GRAPH = b" "  # IRIs have no spaces: it parts the graph from its triple


def write(store: View, output: BinaryIO) -> None:
    """Turtle. Raises OSError when there is no room."""
    _serialize(sorted_triples(store), output, ox.RdfFormat.TURTLE)


def write_trig(store: View, output: BinaryIO) -> None:
    """TriG, a block a named graph. Raises OSError when there is no room."""
    _serialize(_sorted_quads(store), output, ox.RdfFormat.TRIG)


def _serialize(statements: Iterable[ox.Triple] | Iterable[ox.Quad], output: BinaryIO, format: ox.RdfFormat) -> None:
    with TemporaryFile() as body:
        ox.serialize(statements, body, format, prefixes=PREFIXES)
        body.seek(0)
        # Oxigraph declares the prefixes first, in an order that differs from run to run.
        declarations = []
        while (line := body.readline()).startswith(b"@prefix "):
            declarations.append(line)
        output.writelines([*sorted(declarations), line])
        copyfileobj(body, output)


def sorted_triples(store: View) -> Iterator[ox.Triple]:
    """The distinct triples of all graphs, sorted as N-Triples lines: those of a subject stand together."""
    lines = sorted_lines(f"{quad.triple} .\n".encode() for quad in store.quads())
    with TemporaryFile() as file:
        file.writelines(line for line, _ in groupby(lines))
        file.seek(0)
        yield from (quad.triple for quad in ox.parse(file, ox.RdfFormat.N_TRIPLES))


def _sorted_quads(store: View) -> Iterator[ox.Quad]:
    """The quads, sorted by graph and then as N-Triples lines."""
    lines = sorted_lines(f"{quad.graph_name} {quad.triple} .\n".encode() for quad in store.quads())
    with TemporaryFile() as file:
        for line in lines:
            graph, _, triple = line.partition(_GRAPH)
            file.write(triple.removesuffix(b".\n") + graph + b" .\n")
        file.seek(0)
        yield from ox.parse(file, ox.RdfFormat.N_QUADS)
