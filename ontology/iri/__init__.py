"""Readable IRIs: mints every IRI of `docs/graph.md` and parses it back.

An IRI is a function of natural keys, never of a counter or a clock. Each kind of IRI has a value type (`ontology.identifiers`);
`Iris.mint` turns a value into an IRI below one base, `Iris.parse` turns it back, and `mint(parse(iri)) == iri`. No other package
cuts an IRI or puts one together: `tests/ontology/test_iri_only_here.py` scans the code for it.
"""

from ontology.iri.ends import anchor, below, local_name, named_by_file, split_eid
from ontology.iri.escape import path, segment, sent
from ontology.iri.grammar import anchored
from ontology.iri.iris import Iris

__all__ = ["Iris", "anchor", "anchored", "below", "local_name", "named_by_file", "path", "segment", "sent", "split_eid"]
