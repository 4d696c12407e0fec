"""The W3C's SPARQL 1.0 and 1.1 query suites against `zhengmai serve`: `python -m benchmarks.w3c FOLDER`

FOLDER: `sparql` of a checkout of github.com/w3c/rdf-tests, which is no part of this repository. All data files are loaded into one store,
each as a named graph of its own IRI; a test asks over the dataset that the protocol lets it choose. Blank nodes are compared as one.
Prints the tests passed of each kind, and each that failed. Tests of updates are left out.
"""

import argparse
import logging
import re
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from rdflib import RDF, RDFS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.plugins.sparql.results.rdfresults import RDFResult
from rdflib.query import Result
from rdflib.term import Node
from rdflib.util import guess_format

from benchmarks.endpoint import serving
from graph.store import checksums, generations
from graph.store.syntax import dataset

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
_RESULTS = {".srx": "xml", ".srj": "json", ".csv": "csv", ".tsv": "tsv"}
_NOTHING = "urn:nothing"
_EVALUATION, _CSV = MF.QueryEvaluationTest, MF.CSVResultFormatTest
_SYNTAX = {
    MF.PositiveSyntaxTest: True,
    MF.PositiveSyntaxTest11: True,
    MF.NegativeSyntaxTest: False,
    MF.NegativeSyntaxTest11: False,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder.resolve()
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)
    passed, failed = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as temporary:
        store = Path(temporary) / "store"
        tests = [test for suite in ("sparql10", "sparql11") for test in _tests(folder / suite)]
        _load(store, {file for _, _, given in tests for file in _data(given)})
        with serving(store, "--timeout", "10") as (where, _):
            for name, kind, given in tests:
                sort, said = _judge(f"http://{where}/query", name, kind, given)
                (failed if said else passed)[sort] += 1
                if said:
                    print(f"{sort}: {name.partition('/sparql/')[2]}: {said[:200]}")
    for sort in sorted(passed.keys() | failed.keys()):
        print(f"{sort}: {passed[sort]} of {passed[sort] + failed[sort]}")
    return 0


def _tests(folder: Path) -> list[tuple[str, Node, Graph]]:
    """Yield name, kind and description of each test of a manifest that is approved or still undecided."""
    found = []
    for manifest in sorted(folder.glob("*/manifest.ttl")):
        graph = Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
        for test in graph.subjects(MF.action):
            kind = next((kind for kind in graph.objects(test, RDF.type) if kind in {_EVALUATION, _CSV, *_SYNTAX}), None)
            if kind is not None and "service" not in manifest.parent.name and "entailment" not in manifest.parent.name:
                own = Graph()
                for triple in graph.triples((test, None, None)):
                    own.add(triple)
                for action in graph.objects(test, MF.action):
                    for triple in graph.triples((action, None, None)):
                        own.add(triple)
                own.add((test, RDFS.label, Literal(f"{manifest.as_uri()}#{graph.value(test, MF.name)}")))
                found.append((f"{manifest.as_uri()}#{graph.value(test, MF.name)}", kind, own))
    return sorted(found, key=lambda one: one[0])


def _data(given: Graph) -> list[Node]:
    """Return the data of a test: what its manifest names, and what its query takes FROM."""
    named = [*given.objects(None, QT.data), *given.objects(None, QT.graphData)]
    for query in given.objects(None, QT.query):
        path = Path(urllib.parse.unquote(str(query).removeprefix("file://")))
        found = dataset(f"BASE <{path.as_uri()}>\n{path.read_text('utf-8')}") or []
        named += [URIRef(one) for one in found if one.startswith("file://")]
    return named


def _load(root: Path, files: set[Node]) -> None:
    generations.create(root)
    generation = generations.following(root)
    data = ox.Store(str(generation))
    for file in (_NOTHING, *sorted(map(str, files))):
        data.add_graph(ox.NamedNode(file))
        path = Path(urllib.parse.unquote(file.removeprefix("file://")))
        if file != _NOTHING:
            read = ox.RdfFormat.from_extension(path.suffix[1:]) or ox.RdfFormat.TURTLE
            data.load(path.read_bytes(), read, base_iri=file, to_graph=ox.NamedNode(file))
    data.flush()
    del data
    checksums.write(generation)
    generations.make_current(root, generation)


def _judge(url: str, name: str, kind: Node, given: Graph) -> tuple[str, str]:
    """Return the kind of a test, and why it failed; empty where it passed."""
    test = next(given.subjects(MF.action))
    action = given.value(test, MF.action)
    query = given.value(action, QT.query) or action
    file = Path(urllib.parse.unquote(str(query).removeprefix("file://")))
    text = f"BASE <{file.as_uri()}>\n{file.read_text('utf-8')}"
    if kind in _SYNTAX:
        # Asked of nothing, and for the head alone: some of these would answer with the product of the whole store.
        asked = urllib.parse.urlencode({"query": text, "default-graph-uri": _NOTHING})
        status, _, _ = _ask(f"{url}?{asked}", None, "*/*")
        right = status == (200 if _SYNTAX[URIRef(str(kind))] else 400)
        return "syntax", "" if right else f"status {status}"
    chosen: list[tuple[str, str]] = []
    if dataset(text) is None:  # graphs that the request names would replace those of FROM
        chosen += [("default-graph-uri", str(one)) for one in given.objects(action, QT.data)]
        chosen += [("named-graph-uri", str(one)) for one in given.objects(action, QT.graphData)]
        chosen = chosen or [
            ("default-graph-uri", _NOTHING)
        ]  # a test without data asks nothing, and not the whole store
    expected = Path(urllib.parse.unquote(str(given.value(test, MF.result)).removeprefix("file://")))
    accept = {".csv": "text/csv", ".tsv": "text/tab-separated-values", ".srj": "application/sparql-results+json"}
    wanted = accept.get(expected.suffix, "application/sparql-results+xml, application/n-triples")
    status, answer, media = _ask(url, [("query", text), *chosen], wanted)
    if status != 200:
        return "evaluation", f"{status}: {answer[:150].decode()}"
    return "evaluation", _difference(expected, answer, media)


def _ask(url: str, given: Sequence[tuple[str, object]] | None, accept: str) -> tuple[int, bytes, str]:
    """given: the parameters of a POST; None for a HEAD of the address."""
    body = urllib.parse.urlencode(given).encode() if given else None  # type: ignore[arg-type]
    request = urllib.request.Request(url, body, {"Accept": accept}, method="POST" if given else "HEAD")
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, response.read(), response.headers.get_content_type()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(), ""


def _difference(expected: Path, answer: bytes, media: str) -> str:
    if expected.suffix == ".csv":
        lines = [Counter(_named(text)) for text in (expected.read_text("utf-8"), answer.decode())]
        return "" if lines[0] == lines[1] else f"{answer[:120]!r}"
    if media == "application/n-triples":
        theirs = Graph().parse(expected, format=guess_format(expected.name) or "turtle", publicID=expected.as_uri())
        ours = Graph().parse(data=answer, format="nt")
        return "" if _triples(theirs) == _triples(ours) else f"{len(ours)} triples for {len(theirs)}"
    parsed = {"text/tab-separated-values": "tsv", "application/sparql-results+json": "json"}.get(media, "xml")
    ours_ = Result.parse(BytesIO(answer), format=parsed)
    if expected.suffix in _RESULTS:
        theirs_ = Result.parse(BytesIO(expected.read_bytes()), format=_RESULTS[expected.suffix])
    else:
        theirs_ = RDFResult(Graph().parse(expected, format=guess_format(expected.name)))
    if theirs_.type == "ASK":
        return "" if theirs_.askAnswer == ours_.askAnswer else f"{ours_.askAnswer}"
    left, right = (Counter(_row(row) for row in result.bindings) for result in (ours_, theirs_))
    if "reduced" in expected.parent.name and left.keys() == right.keys() and not left - right:
        return ""  # REDUCED may drop as many duplicates as it likes
    return (
        ""
        if left == right
        else f"more: {list((left - right).elements())[:2]}, missing: {list((right - left).elements())[:2]}"
    )


def _named(text: str) -> list[str]:
    return re.sub(r"_:\w+", "_:", text.replace("\r", "")).strip("\n").split("\n")


def _row(row: Mapping[Any, Node]) -> frozenset[tuple[str, str]]:
    return frozenset((str(name), _plain(term)) for name, term in row.items() if term is not None)


def _triples(graph: Graph) -> Counter[tuple[str, ...]]:
    return Counter(tuple(map(_plain, triple)) for triple in graph)


def _plain(term: Node) -> str:
    """Return a term by its value: a number is the same however it is written."""
    if isinstance(term, BNode):
        return "_:"
    if (
        isinstance(term, Literal)
        and term.datatype
        and term.datatype in (XSD.decimal, XSD.double, XSD.float, XSD.integer)
    ):
        try:
            return f"{float(term):.9g} {term.datatype}"
        except ValueError:
            return term.n3()
    if isinstance(term, Literal) and term.datatype == XSD.string:
        return Literal(str(term)).n3()
    return term.n3() if isinstance(term, URIRef | Literal) else str(term)


if __name__ == "__main__":
    sys.exit(main())
