"""The real gazettes and documents of `../shared`, which are outside the repository: skipped where they are absent."""

import importlib.util
import json
import tarfile
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType

import pytest
from rdflib import Graph

from graph.export import export
from graph.store.loading import load
from graph.store.store import Store
from graph.store.view import View
from ingest.pipeline import build, issues_path
from ingest.read.inputs import find
from tests.graph import engines
from tests.graph.serve.serving import served
from tests.graph.store.test_sharing import flattened, same_answers
from tests.ingest.test_counts import COUNTS
from tests.samples.packed import unpack

PUBLISHED = {"000": 8, "001": 10, "002": 7, "003": 4, "004": 1}


@pytest.fixture(scope="module")
def tables(seeds_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exported tables of the five seeds."""
    folder = tmp_path_factory.mktemp("tables")
    with Store.open(seeds_store) as store:
        (row,) = store.select("SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a zm:Source }")
        assert row["n"].value == "5"
        export(store, "csv", folder)
    return folder


@pytest.fixture(scope="module")
def seeds_flat(seeds_store: Path) -> Graph:
    """All triples of the five seeds in one graph of rdflib's."""
    with Store.open(seeds_store) as view:
        return flattened(view)


@pytest.fixture(scope="module")
def score(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "gold" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.parametrize("where", ["folder", "serve", "virtuoso"])
def test_counts_are_those_of_the_flattened_graph(
    where: str, seeds_store: Path, seeds_flat: Graph, tmp_path: Path
) -> None:
    with ExitStack() as open_until_here:
        store: Path | str = seeds_store
        view: View
        if where == "serve":
            store = open_until_here.enter_context(served(seeds_store))
        elif where == "virtuoso":
            patch = open_until_here.enter_context(pytest.MonkeyPatch.context())
            store = open_until_here.enter_context(engines.virtuoso(tmp_path))
            patch.chdir(tmp_path)
            patch.setenv("ZHENGMAI_USER", "dba")
            patch.setenv("ZHENGMAI_PASSWORD", "dba")
            with Store.open(seeds_store) as held:
                load(held, store)
        view = open_until_here.enter_context(Store.open(store))
        # Virtuoso's union also has the graphs that it brings with it, so that no count is of all triples.
        for query in (query for query in COUNTS if where != "virtuoso" or "?s ?p ?o" not in query):
            same_answers(view, query, seeds_flat)


def test_the_thirty_documents(tables: Path, score: ModuleType) -> None:
    rows = [row for row in score.rows(tables, "documents.csv") if row["source"]]
    found = {seed: sum(row["source"].startswith(seed) for row in rows) for seed in PUBLISHED}
    assert found == PUBLISHED
    assert len({row["iri"] for row in rows}) == len(rows) == 30


@pytest.mark.parametrize("seed", ["002", "003"])
def test_every_field_of_every_document_is_the_golds(seed: str, tables: Path, shared: Path, score: ModuleType) -> None:
    gold = json.loads((shared / "gold" / f"{seed}.json").read_text(encoding="utf-8"))
    tally = {name: t for name, t in score.score(tables, [gold]).items() if name.split(".")[0] == "documents"}
    assert {"documents", "documents.title", "documents.effective", "documents.attachments"} <= set(tally)
    assert tally["documents"].tp == PUBLISHED[seed]
    wrong = {name: (t.misses, t.extras) for name, t in tally.items() if t.figures()["f1"] != 1.0}
    assert not wrong


@pytest.mark.slow
def test_every_policy_builds(shared: Path, tmp_path: Path) -> None:
    with tarfile.open(shared / "corpora" / "policies.tar.xz") as archive:
        unpack(archive, tmp_path / "policies")
    inputs = find([tmp_path / "policies"])
    assert len(inputs) == 133
    summary = build(inputs, tmp_path / "store")
    assert (summary.sources, summary.failed) == (133, [])
    with Store.open(tmp_path / "store") as store:
        query = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?d a zm:PublishedDocument ; prov:wasDerivedFrom ?s }"
        (row,) = store.select(query)
        assert int(row["n"].value) == 133, "every source publishes a document with an identity"
        unnumbered = (
            "SELECT ?name WHERE { ?d prov:wasDerivedFrom ?s . ?s dct:identifier ?name . ?d a zm:PublishedDocument "
            "FILTER NOT EXISTS { ?d eli:number ?n } }"
        )
        names = {row["name"].value for row in store.select(unnumbered)}
    records = [json.loads(line) for line in issues_path(tmp_path / "store").read_text(encoding="utf-8").splitlines()]
    assert names <= {record["source"] for record in records if record["code"] == "no-number"}
