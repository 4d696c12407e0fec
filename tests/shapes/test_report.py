"""One row a cause, in the report that a person acts on."""

from graph.records.findings import Finding, ReportRow, Whereabouts
from ontology.enumerations import Severity
from shapes.report import folded
from shapes.rules import NAMESPACE


def row(name: str, document: str = "甲", message: str = "") -> ReportRow:
    said = message or name
    finding = Finding(NAMESPACE + name, name, name, name, Severity.WARNING, document, document, "", "", said, said, "")
    return ReportRow(finding, Whereabouts(document=document), 1, False, "", "", "")


def test_a_text_with_a_title_alone_is_no_orphan_besides() -> None:
    """A plan without the notice that issued it cannot be attributed to anything."""
    lacking = [row(name) for name in ("issuer-missing", "signed-missing", "number-missing")]
    of_others = [row("orphan", "乙"), row("issuer-missing", "乙")]
    rows = folded([row("orphan"), *lacking, *of_others])
    assert [(one.where.document, one.finding.name) for one in rows if one.finding.name == "orphan"] == [
        ("乙", "orphan")
    ]


def test_a_text_that_was_cut_off_is_one_row() -> None:
    behind = [row("own-provision-absent", message=f"文中提到“第{n}条”，但全文到第九条为止。") for n in ("十七", "二十")]
    absent = [row("own-provision-absent", "乙", f"文中提到“第{n}条”，但文中没有这一条。") for n in ("四", "五")]
    assert [(one.where.document, one.times) for one in folded([*behind, *absent])] == [("甲", 2), ("乙", 1), ("乙", 1)]
