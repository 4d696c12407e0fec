"""One row a cause, in the report that a person acts on."""

from graph.records.findings import Finding, ReportRow, Whereabouts
from ontology.enumerations import Severity
from shapes.report import folded
from shapes.rules import NAMESPACE


def row(name: str, document: str = "甲") -> ReportRow:
    finding = Finding(NAMESPACE + name, name, name, name, Severity.WARNING, document, document, "", "", name, name, "")
    return ReportRow(finding, Whereabouts(document=document), 1, False, "", "", "")


def test_a_text_with_a_title_alone_is_no_orphan_besides() -> None:
    """Of a plan without the notice that issued it nobody can tell what it belongs to."""
    lacking = [row(name) for name in ("issuer-missing", "signed-missing", "number-missing")]
    of_others = [row("orphan", "乙"), row("issuer-missing", "乙")]
    rows = folded([row("orphan"), *lacking, *of_others])
    assert [(one.where.document, one.finding.name) for one in rows if one.finding.name == "orphan"] == [
        ("乙", "orphan")
    ]
