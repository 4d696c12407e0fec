"""Findings as the pages and the report show them."""

import json
from datetime import date
from pathlib import Path

import pytest
from rdflib import RDF, SH, Graph

from graph.records.documents import list_documents
from graph.records.findings import Finding
from graph.store.store import Store
from ontology.enumerations import Language
from shapes.validate import report as whole_report
from shapes.validate import report_of, validate
from ui.explorer import findings
from ui.explorer.findings import FIRST, Findings
from ui.report import page, tables

DAY = date(2023, 7, 1)


@pytest.fixture(scope="module")
def validated(gazettes: Path) -> tuple[list[Finding], Findings]:
    with Store.open(gazettes) as view:
        graph, documents = view.graph(), list_documents(view)
        parts = [findings.rows(view, validate(graph, as_of=DAY, dated=dated), documents) for dated in (True, False)]
        return validate(graph, as_of=DAY), findings.together(*parts)


def test_every_finding_is_in_a_row_of_one_of_the_lists(validated: tuple[list[Finding], Findings]) -> None:
    every, shown = validated
    lists = [*shown.rows, *shown.left_open]
    assert sum(row.row.times for row in lists if row.row) == len(every)
    assert {row.finding.key for row in lists} <= {finding.key for finding in every}
    assert sum(shown.severities.values()) == sum(shown.shapes.values()) == len(shown.rows)
    assert all(row.row and row.row.reading for row in shown.left_open) and shown.left_open
    assert not any(row.row is None or row.row.reading for row in shown.rows)


def test_rows_come_by_weight_what_has_ended_and_orphans_first(validated: tuple[list[Finding], Findings]) -> None:
    rows = [row.row for row in validated[1].rows if row.row]
    assert [row.order for row in rows] == sorted(row.order for row in rows)
    names = [row.finding.name for row in rows]
    first = [name for name in names if name in FIRST]
    assert first and names[: len(first)] == first


def test_what_a_source_says_is_known_by_its_document_and_place(validated: tuple[list[Finding], Findings]) -> None:
    duties = [row for row in validated[1].left_open if "#duty=" in row.finding.focus]
    assert duties and all(
        row.document and row.anchor == "duty-" + row.finding.focus.rpartition("-")[2] for row in duties
    )


def test_the_report_is_written_from_the_rows(gazettes: Path, validated: tuple[list[Finding], Findings]) -> None:
    rows = [row.row for row in validated[1].rows if row.row]
    with Store.open(gazettes) as view:
        assert set(report_of(validated[0])) == set(whole_report(view.graph(), as_of=DAY))
    read = Graph().parse(data=tables.turtle(rows), format="turtle")
    assert len(list(read.subjects(RDF.type, SH.ValidationResult))) == len(rows)
    records = json.loads(tables.as_json(rows))
    assert len(records) == len(rows) and records[0]["shape"] == rows[0].finding.shape and records[0]["source"]
    html = page.html(rows, "Validation as of 2023-07-01", Language.EN)
    assert html.count("<tr>") == len(rows) and "as of 2023-07-01" in html and "<script" not in html
