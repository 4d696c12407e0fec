"""JSON-LD of the union of all named graphs, compacted with `context.json`."""

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox

from graph.export.turtle import sorted_triples
from graph.store.view import View

CONTEXT = Path(__file__).with_name("context.json")
# Compacting one resource at a time is slow; compacting all at once needs the whole graph in memory.
_BATCH = 20_000


def write(store: View, output: BinaryIO) -> None:
    """Write one object with `@context` and `@graph`, a resource a line. Raises OSError when there is no room."""
    write_triples(sorted_triples(store), output)


def write_triples(triples: Iterator[ox.Triple], output: BinaryIO) -> None:
    """Write these triples, which are sorted by subject, as `write` does."""
    from rdflib.plugins.shared.jsonld.context import Context

    context = json.loads(CONTEXT.read_text("utf-8"))["@context"]
    output.write(b'{"@context": ' + _json(context) + b',\n"@graph": [')
    separator = b"\n"
    for batch in _batches(triples):
        for resource in _compacted(batch, Context(context)):
            output.write(separator + _json(resource))
            separator = b",\n"
    output.write(b"\n]}\n")


def _batches(triples: Iterator[ox.Triple]) -> Iterator[list[ox.Triple]]:
    """Cut triples into runs, without splitting a subject."""
    batch: list[ox.Triple] = []
    for _, group in groupby(triples, key=lambda triple: triple.subject):
        batch += group
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _compacted(triples: list[ox.Triple], context: Any) -> list[Any]:
    from oxrdflib import OxigraphStore
    from rdflib import Dataset
    from rdflib.plugins.serializers.jsonld import from_rdf

    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in triples)
    found = from_rdf(Dataset(store=OxigraphStore(store=store)), context)  # type: ignore[no-untyped-call]
    resources = found.get("@graph", [found]) if isinstance(found, dict) else found
    for resource in resources:
        resource.pop("@context", None)  # a single one carries the context that occurs at the head of the file
    return sorted((_sorted(resource) for resource in resources), key=lambda resource: str(resource["@id"]))


def _sorted(value: Any) -> Any:
    """Sort the values of a property: RDF has no order, but a file needs one."""
    match value:
        case dict():
            return {key: _sorted(item) for key, item in sorted(value.items())}
        case list():
            return sorted((_sorted(item) for item in value), key=_json)
    return value


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
