"""A report as rows and columns: JSON and CSV for programs and spreadsheets, an Excel workbook, RDF."""

import csv
import io
import json
from collections.abc import Sequence

from graph.export import xlsx
from graph.export.answer import harmless
from graph.records.findings import ReportRow
from ontology.enumerations import Language
from ui.messages import load

COLUMNS = (
    "severity",
    "name",
    "rule",
    "document",
    "source",
    "clause",
    "start",
    "end",
    "message",
    "quote",
    "remedy",
    "fingerprint",
    "reason",
)
"""Of the CSV and the workbook. `reason` is empty: a row that is let be, with its reason, is a row of a baseline (`ui.report.baseline`)."""
HEADINGS = {
    "severity": ("级别", 8),
    "name": ("规则名", 22),
    "rule": ("规则", 18),
    "document": ("文件", 28),
    "source": ("来源文件", 28),
    "clause": ("条款", 14),
    "start": ("起点", 8),
    "end": ("终点", 8),
    "message": ("说明", 50),
    "quote": ("原文", 60),
    "remedy": ("处理办法", 36),
    "fingerprint": ("标识", 18),
    "reason": ("不处理的理由", 30),
}
_MARK = "\ufeff"  # Excel reads a CSV as UTF-8 only behind this mark


def as_json(rows: Sequence[ReportRow]) -> str:
    """Return a list of records: the finding, its place, what to do, both languages."""
    records = []
    for row in rows:
        finding, where = row.finding, row.where
        records.append(
            {
                "name": finding.name,
                "severity": str(finding.severity),
                "source": where.source,
                "document": where.document,
                "label": row.label,
                "clause": where.clause,
                "marker": where.marker,
                "quote": where.quote,
                "start": where.start,
                "end": where.end,
                "name_zh": finding.name_zh,
                "name_en": finding.name_en,
                "message_zh": row.message("zh"),
                "message_en": row.message("en"),
                "remedy_zh": row.remedy_zh,
                "remedy_en": row.remedy_en,
                "times": row.times,
                "reading": row.reading,
                "fingerprint": row.fingerprint,
                "shape": finding.shape,
                "focus": finding.focus,
                "path": finding.path,
                "value": finding.value,
                "component": finding.component,
            }
        )
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def as_csv(rows: Sequence[ReportRow], language: Language) -> str:
    """Return the columns with their English names; a cell that a spreadsheet would run as a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        cells = _cells(row, language)
        writer.writerow(harmless(cells[column]) for column in COLUMNS)
    return _MARK + out.getvalue()


def as_workbook(rows: Sequence[ReportRow], title: str, language: Language, notes: Sequence[str] = ()) -> bytes:
    """Return an Excel workbook of one sheet, with the reader's headings. notes: lines that are on a second sheet."""
    english = language == "en"
    columns = [xlsx.Column(name if english else HEADINGS[name][0], HEADINGS[name][1]) for name in COLUMNS]
    cells = (_cells(row, language) for row in rows)
    sheet = xlsx.Sheet("findings" if english else "校验", columns, [[one[name] for name in COLUMNS] for one in cells])
    sheets = [sheet]
    if notes:
        name = "coverage" if english else "核对范围"
        sheets.append(xlsx.Sheet(name, [xlsx.Column(name, 120)], [[note] for note in notes]))
    out = io.BytesIO()
    xlsx.write(out, sheets, title)
    return out.getvalue()


def turtle(rows: Sequence[ReportRow]) -> str:
    """Return an sh:ValidationReport of the finding in each row."""
    from shapes.validate import report_of  # loads the compiler of shapes, which no other format needs

    return str(report_of([row.finding for row in rows]).serialize(format="turtle"))


def _cells(row: ReportRow, language: Language) -> dict[str, str | int | None]:
    finding, where = row.finding, row.where
    return {
        "severity": load()[language](f"severity.{finding.severity}"),
        "name": finding.name,
        "rule": row.name(language),
        "document": row.label,
        "source": where.source,
        "clause": where.marker or where.clause,
        "start": where.start,
        "end": where.end,
        "message": row.message(language),
        "quote": where.quote,
        "remedy": row.remedy(language),
        "fingerprint": row.fingerprint,
        "reason": "",
    }
