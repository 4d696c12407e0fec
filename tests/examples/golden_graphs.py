"""The golden graph of the examples: facts and structure, without the text that the examples hold anyway.

Left out: `zm:text`, `zm:exact`, and the store's `graph/ontology`. To write it anew after a change that is meant:

    python -m tests.examples.regenerate
"""

import gzip
from pathlib import Path

import pyoxigraph as ox

from ingest.read.inputs import Input
from ingest.reading import read_input
from ontology.iri import Iris
from ontology.vocabulary import ZM

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "golden"
_TEXTS = {str(ZM.text), str(ZM.exact)}


def sources() -> list[Path]:
    """The sample gazettes, by name."""
    return sorted((ROOT / "examples").glob("*公报-*"))


def golden_path(source: Path) -> Path:
    return FOLDER / f"{source.name}.nt.gz"


def described(source: Path) -> bytes:
    """Sorted N-Triples of what one example says, without its text."""
    built = read_input(Input(source.name, source), Iris())
    kept = {
        f"{quad.triple} .\n"
        for quad in ox.parse(built.triples, format=ox.RdfFormat.N_TRIPLES)
        if quad.predicate.value not in _TEXTS
    }
    return "".join(sorted(kept)).encode()


def compressed(data: bytes) -> bytes:
    """The same bytes for the same data: no file name and no clock in the header."""
    return gzip.compress(data, compresslevel=9, mtime=0)
