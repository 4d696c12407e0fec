"""A baseline: findings that were looked at and let be, each with its reason. They are counted, and not shown.

It is a CSV with the columns `fingerprint` and `reason`; any others are for the reader. So a baseline is made from the report itself: of
`zhengmai validate --format csv`, keep the rows that shall stay as they are, and write a reason into each. It may have gone through a
spreadsheet: separated by semicolons or tabs, or the workbook saved as CSV, with its heads in Chinese.
"""

import csv
import io
from collections.abc import Mapping, Sequence

from graph.records.findings import ReportRow
from ui.report.tables import HEADINGS

_HEADS = {HEADINGS[name][0]: name for name in ("fingerprint", "reason")}


class BaselineError(ValueError):
    """A baseline cannot be read; the message names the line and what is wrong."""


def read_baseline(text: str) -> dict[str, str]:
    """Return the reasons by fingerprint. Raises BaselineError for a missing column, a row without a reason, two reasons for one row."""
    text = text.removeprefix("\ufeff")
    head, _, _ = text.partition("\n")
    reader = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=head.count))
    reader.fieldnames = [_HEADS.get(name, name) for name in reader.fieldnames or ()]
    if missing := {"fingerprint", "reason"} - set(reader.fieldnames):
        raise BaselineError(f"line 1: no column {' and '.join(sorted(missing))}")
    reasons: dict[str, str] = {}
    try:
        for line in reader:
            mark, reason = (line["fingerprint"] or "").strip(), (line["reason"] or "").strip()
            if not mark:
                raise BaselineError(f"line {reader.line_num}: no fingerprint")
            if not reason:
                raise BaselineError(f"line {reader.line_num}: a finding that is let be needs a reason")
            if reasons.setdefault(mark, reason) != reason:
                raise BaselineError(f"line {reader.line_num}: a second reason for {mark}")
    except csv.Error as error:
        raise BaselineError(f"line {reader.line_num}: {error}") from error
    return reasons


def let_be(
    rows: Sequence[ReportRow], reasons: Mapping[str, str]
) -> tuple[list[ReportRow], list[tuple[ReportRow, str]], list[str]]:
    """Return the rows that stay, those that are let be with their reasons, and the fingerprints that no finding has any more."""
    stay = [row for row in rows if row.fingerprint not in reasons]
    known = [(row, reasons[row.fingerprint]) for row in rows if row.fingerprint in reasons]
    gone = reasons.keys() - {row.fingerprint for row in rows}
    return stay, known, sorted(gone)
