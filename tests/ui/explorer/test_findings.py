"""Findings as the pages and the report show them."""

import json
from datetime import date
from pathlib import Path

import pytest
from rdflib import RDF, SH, Graph

from graph.records.documents import list_documents
from graph.records.findings import Finding
from graph.store.store import Store
from shapes.validate import report as whole_report
from shapes.validate import report_of, validate
from ui.explorer import findings, report
from ui.explorer.findings import FIRST, Findings

DAY = date(2023, 7, 1)


@pytest.fixture(scope="module")
def validated(gazettes: Path) -> tuple[list[Finding], Findings]:
    with Store.open(gazettes) as view:
        graph, documents = view.graph(), list_documents(view)
        parts = [findings.rows(view, validate(graph, as_of=DAY, dated=dated), documents) for dated in (True, False)]
        return validate(graph, as_of=DAY), findings.together(*parts)


def test_the_rules_that_ask_for_a_day_and_the_others_are_all_of_them(validated: tuple[list[Finding], Findings]) -> None:
    every, shown = validated
    assert sorted(finding.key for finding in every) == sorted(row.finding.key for row in shown.rows)
    assert sum(shown.severities.values()) == sum(shown.shapes.values()) == len(every)


def test_orphans_and_what_rests_on_ended_documents_come_first(validated: tuple[list[Finding], Findings]) -> None:
    names = [row.finding.name for row in validated[1].rows]
    first = [name for name in names if name in FIRST]
    assert first and names[: len(first)] == first == sorted(first, key=FIRST.index)
    rest = [row.finding.severity for row in validated[1].rows[len(first) :]]
    assert rest == sorted(rest, key=["Violation", "Warning", "Info"].index)


def test_what_a_source_says_is_known_by_its_document_and_place(validated: tuple[list[Finding], Findings]) -> None:
    rows = {row.finding.focus: row for row in validated[1].rows}
    duties = [row for focus, row in rows.items() if "#duty=" in focus]
    assert duties and all(
        row.document and row.anchor == "duty-" + row.finding.focus.rpartition("-")[2] for row in duties
    )
    for row in duties:
        assert row in validated[1].about(row.document.iri if row.document else "")


def test_the_report_is_written_from_the_findings(gazettes: Path, validated: tuple[list[Finding], Findings]) -> None:
    every = validated[0]
    with Store.open(gazettes) as view:
        assert set(report_of(every)) == set(whole_report(view.graph(), as_of=DAY))
    read = Graph().parse(data=report.turtle(every), format="turtle")
    assert len(list(read.subjects(RDF.type, SH.ValidationResult))) == len(every)
    records = json.loads(report.as_json(every))
    assert len(records) == len(every) and "term" not in records[0] and records[0]["shape"] == every[0].shape
    html = report.html(every, DAY, "en")
    assert html.count("<tr>") == len(every) and "as of 2023-07-01" in html and "<script" not in html
