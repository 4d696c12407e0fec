"""Turtle of the union of all named graphs, subjects in the order of their IRIs."""

from collections.abc import Iterator
from itertools import groupby
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO

import pyoxigraph as ox

from graph.sorting import sorted_lines
from graph.view import View
from ontology.vocabulary import PREFIXES


def write(store: View, output: BinaryIO) -> None:
    """Raises OSError when there is no room."""
    with TemporaryFile() as body:
        ox.serialize(sorted_triples(store), body, ox.RdfFormat.TURTLE, prefixes=PREFIXES)
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
