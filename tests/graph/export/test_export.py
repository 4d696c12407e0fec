"""Exports: the tables of TABLES.md, and RDF that reads back as the union of the graphs."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import to_isomorphic

from graph.export import export
from graph.export.jsonld import CONTEXT
from graph.export.tables import DESCRIPTION, TABLES, merged
from graph.store.errors import StoreError
from graph.store.store import Store
from ontology.formats import ExportFormat
from ontology.vocabulary import PREFIXES
from tests.graph.conftest import BARE, JOINT, NOTICE

ROOT = Path(__file__).parents[3]
COLUMNS = {
    "documents": "iri number title kind issuers addressees signed printed effective expires registration instruments"
    " attachments source",
    "relations": "from type to_number to_title section quote",
    "responsibilities": "assignment document section text agency agency_text role deadlines basis",
    "deadlines": "document section text value kind quote due anchor",
    "duties": "duty source document section modality bearer side sentence basis condition lead",
    "provisions": "source document section text own to_number to_title provision role resolved quote",
    "definitions": "definition source document section kind term text scope",
    "sanctions": "measure source document section sanction breaches to_title act authority kind text min max unit of per whom if",
}


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def test_tables(store: Store, tmp_path: Path) -> None:
    export(store, ExportFormat.CSV, tmp_path / "out" / "tables")
    folder = tmp_path / "out" / "tables"
    assert {file.name for file in folder.iterdir()} == {*(f"{name}.csv" for name in TABLES), DESCRIPTION}
    for name in TABLES:
        first = (folder / f"{name}.csv").read_text("utf-8").splitlines()[0].split(",")
        assert not set(COLUMNS.get(name, "").split()) - set(first), "what others read stays"
        assert bool(read(folder / f"{name}.csv")) == (name in ("documents", "clauses", "agencies"))


def test_documents_are_one_row_each_in_source_order(store: Store, tmp_path: Path) -> None:
    export(store, "csv", tmp_path)
    joint, notice, bare = read(tmp_path / "documents.csv")
    assert [row["iri"] for row in (joint, notice, bare)] == [JOINT, NOTICE, BARE]
    # Printed order, not that of the names; three issuers and two addressees are five values, not six.
    assert joint["issuers"] == "岚州市财政局|岚州市水利局|岚州市公安局"
    assert joint["addressees"] == "各县财政局|各县水利局"
    assert joint["source"] == "岚州市/2023-04.txt|岚州市/补编.txt"
    assert (joint["kind"], joint["signed"], joint["printed"]) == ("通知", "2023-04-06", "")
    assert (joint["effective"], joint["expires"]) == ("2023-05-01", "2025-04-30")
    assert (notice["instruments"], notice["attachments"]) == ("岚州市灯会办法", "重点任务表|分工方案")
    assert notice["title"] == '关于印发《岚州市"灯会"办法》的通知'
    assert notice["registration"] == "LZCR-2023-0010001"
    assert (bare["number"], bare["issuers"], bare["kind"]) == ("", "", "公告")


def test_merging_keeps_order_and_drops_repetitions() -> None:
    rows = [("a", "2", None), ("b", None, None), ("a", "1", "x"), ("a", "2", "x"), ("a", None, 3)]
    assert merged(rows, 0, [False, True, False]) == [("a", ("2", "1"), "x"), ("b", (), None)]
    assert merged([], 0, [False]) == []


def union(store: Store) -> Graph:
    graph = Graph()
    graph.parse(data="".join(f"{quad.triple} .\n" for quad in store.quads()), format="nt")
    return graph


@pytest.mark.parametrize(("kind", "parser"), [("ttl", "turtle"), ("jsonld", "json-ld")])
def test_what_is_written_reads_back_as_the_union(store: Store, tmp_path: Path, kind: str, parser: str) -> None:
    output = tmp_path / f"graph.{kind}"
    export(store, kind, output)
    graph = Graph().parse(output, format=parser)
    assert to_isomorphic(graph) == to_isomorphic(union(store))
    assert len(graph) == len(store)  # no triple occurs in two named graphs


@pytest.mark.parametrize("kind", ["nq", "trig"])
def test_nquads_and_trig_keep_the_graphs(store: Store, tmp_path: Path, kind: str) -> None:
    output = tmp_path / f"graph.{kind}"
    export(store, kind, output)
    assert set(ox.parse(path=str(output))) == set(store.quads())


def test_trig_has_a_block_a_graph_and_binds_the_prefixes(store: Store, tmp_path: Path) -> None:
    export(store, "trig", tmp_path / "graph.trig")
    text = (tmp_path / "graph.trig").read_text("utf-8")
    blocks = [line for line in text.splitlines() if line.endswith("{")]
    assert len(blocks) == len(store.graphs()) and blocks == sorted(blocks)
    assert all(f"@prefix {prefix}: <{namespace}> .\n" in text for prefix, namespace in PREFIXES.items())


def test_turtle_binds_the_prefixes(store: Store, tmp_path: Path) -> None:
    export(store, "ttl", tmp_path / "graph.ttl")
    text = (tmp_path / "graph.ttl").read_text("utf-8")
    assert "a eli:LegalResource , zm:PublishedDocument" in text
    for prefix, namespace in PREFIXES.items():
        assert f"@prefix {prefix}: <{namespace}> .\n" in text


def test_context_agrees_with_the_vocabulary() -> None:
    context = json.loads(CONTEXT.read_text("utf-8"))["@context"]
    assert {prefix: context[prefix] for prefix in PREFIXES} == PREFIXES
    for term in context.values():
        name = term if isinstance(term, str) else term["@id"]
        assert name in PREFIXES.values() or name.partition(":")[0] in PREFIXES


def test_exports_do_not_depend_on_the_process(folder: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from graph.store.store import Store; from graph.export import export; from ontology.formats import ExportFormat\n"
        "for f in ExportFormat: export(Store.open(sys.argv[1]), f, sys.argv[2] + '/' + f)"
    )
    contents = []
    for seed in ("1", "2"):
        target = tmp_path / seed
        target.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code, folder, target], cwd=ROOT, env=environment, check=True)
        contents.append({str(f.relative_to(target)): f.read_bytes() for f in target.rglob("*") if f.is_file()})
    assert contents[0] == contents[1] and len(contents[0]) == 43


def test_an_empty_store_exports(tmp_path: Path) -> None:
    with Store.update(tmp_path / "store"):
        pass
    with Store.open(tmp_path / "store") as store:
        for kind in ExportFormat:
            export(store, kind, tmp_path / kind)
    assert json.loads((tmp_path / "jsonld").read_text("utf-8"))["@graph"] == []
    assert (tmp_path / "nq").read_bytes() == b""
    assert not list(ox.parse(path=str(tmp_path / "trig"), format=ox.RdfFormat.TRIG))


def test_a_failed_export_leaves_the_old_file(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "graph.nq"
    output.write_text("old")

    def full(self: Store, graph: str | None = None) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Store, "quads", full)
    with pytest.raises(StoreError, match=r"graph\.nq: the disk is full"):
        export(store, "nq", output)
    assert output.read_text() == "old" and [f.name for f in tmp_path.glob("graph*")] == ["graph.nq"]
