"""The W3C's tests of the SPARQL 1.1 Protocol against `zhengmai serve`: `python -m benchmarks.w3c_protocol FOLDER`

FOLDER: `sparql` of a checkout of github.com/w3c/rdf-tests, as for `benchmarks.w3c`. Each test that only queries is sent over HTTP as
its manifest prints it, over a store that contains the graphs of all of them. Prints each test that failed, and the number of those passed.
"""

import argparse
import http.client
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox
from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from benchmarks.endpoint import serving
from benchmarks.w3c import MF
from graph.store import checksums, generations

HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
_NO_FILE = ox.NamedNode("http://kasei.us/2009/09/sparql/data/data0.rdf")
"""A graph that tests ask for and of which the suite has no file: it is empty here."""
_UPDATES = ("update_", "bad_update_", "bad_multiple_updates")
_FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ),
    "RDF": ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    manifest = parser.parse_args().folder.resolve() / "sparql11" / "protocol" / "manifest.ttl"
    given = Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
    tests = [
        (name, test)
        for test in sorted(given.subjects(RDF.type, MF.ProtocolTest), key=str)
        if not (name := URIRef(str(test)).fragment).startswith(_UPDATES)
    ]
    passed = 0
    with tempfile.TemporaryDirectory() as temporary:
        store = Path(temporary) / "store"
        _load(store, given)
        with serving(store) as (where, _):
            for name, test in tests:
                wrong = [said for request in _requests(given, test) if (said := _judge(where, given, request))]
                passed += not wrong
                if wrong:
                    print(f"protocol: {name}: {'; '.join(wrong)}")
    print(f"protocol: {passed} of {len(tests)}")
    return 0


def _load(root: Path, given: Graph) -> None:
    """Write a store with the graphs that the tests ask for, under the names that they have there."""
    generations.create(root)
    generation = generations.following(root)
    data = ox.Store(str(generation))
    data.add_graph(_NO_FILE)
    for one in set(given.objects(None, UT.graphData)):
        file = Path(unquote(str(given.value(one, UT.graph)).removeprefix("file://")))
        name = ox.NamedNode(str(given.value(one, RDFS.label)))
        data.load(file.read_bytes(), ox.RdfFormat.N_TRIPLES, to_graph=name)
    data.flush()
    del data
    checksums.write(generation)
    generations.make_current(root, generation)


def _requests(given: Graph, test: Node) -> Iterator[Node]:
    for action in given.objects(test, MF.action):
        for requests in given.objects(action, HT.requests):
            yield from Collection(given, requests)


def _judge(where: str, given: Graph, request: Node) -> str:
    """Return why the answer to a request is wrong; empty where it is right."""
    path = str(given.value(request, HT.absolutePath)).replace("/sparql/", "/query", 1)
    listed = given.value(request, HT.headers)
    headers = {
        str(given.value(one, HT.fieldName)): str(given.value(one, HT.fieldValue))
        for one in (Collection(given, listed) if listed else ())
    }
    text = given.value(given.value(request, HT.body), CNT.chars)
    coding = str(given.value(given.value(request, HT.body), CNT.characterEncoding) or "utf-8")
    connection = http.client.HTTPConnection(where, timeout=30)
    body = str(text).encode(coding) if text is not None else None
    connection.request(str(given.value(request, HT.methodName)), path, body, headers)
    answer = connection.getresponse()
    found, media = answer.read(), answer.headers.get_content_type()
    expected = given.value(request, HT.resp)
    statuses = [str(one).rpartition("StatusCode")[2] for one in given.objects(expected, MF.expectedStatus)]
    if not any(str(answer.status)[0] == one[0] and one[1:] in ("xx", str(answer.status)[1:]) for one in statuses):
        return f"status {answer.status}, expected {' or '.join(sorted(statuses))}: {found[:100]!r}"
    sort = given.value(expected, MF.expectedFormat)
    if sort is not None and media not in _FORMATS[str(sort)]:
        return f"{media} is not {sort}"
    truth = given.value(expected, MF.expectedBoolean)
    if truth is not None and media.endswith("json") and json.loads(found)["boolean"] is not truth.toPython():  # type: ignore[attr-defined]
        return f"answered {found[:100]!r}"
    return ""


if __name__ == "__main__":
    sys.exit(main())
