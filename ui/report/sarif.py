"""A report in SARIF 2.1.0 (OASIS), which code hosts and editors show beside the files."""

import json
from collections.abc import Sequence

from graph.records.findings import ReportRow
from ontology.enumerations import Severity
from ontology.iri import path

_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(
    rows: Sequence[ReportRow],
    let_be: Sequence[tuple[ReportRow, str]],
    language: str,
    *,
    failed: Sequence[tuple[str, str]] = (),
    notes: Sequence[str] = (),
) -> str:
    """Return one run. let_be: rows of a baseline with their reasons, written as suppressed results (3.27.23). Offsets are those of
    the extracted text in code points (3.30.9); a document without a place names its file alone.

    failed: rules that could not be run, each with its fault. The run then has not succeeded (3.20.14), so that no reader takes it for
    one without findings. notes: what was looked up; both are written as notifications of the run (3.20.21).
    """
    every = [*rows, *(row for row, _ in let_be)]
    rules = {row.finding.name: row for row in reversed(every)}
    names = sorted(rules)
    results = [_result(row, names.index(row.finding.name), language) for row in rows]
    for row, reason in let_be:
        kept = _result(row, names.index(row.finding.name), language)
        results.append(kept | {"suppressions": [{"kind": "external", "justification": reason}]})
    driver = {
        "name": "zhengmai",
        "informationUri": "https://w3id.org/zhengmai/",
        "rules": [_rule(rules[name], language) for name in names],
    }
    told = [{"level": "note", "message": {"text": note}} for note in notes]
    told += [{"level": "error", "message": {"text": f"{rule}: {fault}"}} for rule, fault in failed]
    invocation = {"executionSuccessful": not failed} | ({"toolExecutionNotifications": told} if told else {})
    run = {
        "tool": {"driver": driver},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(row: ReportRow, language: str) -> dict[str, object]:
    finding = row.finding
    return {
        "id": finding.name,
        "name": finding.name_en,
        "shortDescription": {"text": row.name(language)},
        "help": {"text": row.remedy(language)},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
    }


def _result(row: ReportRow, index: int, language: str) -> dict[str, object]:
    where = row.where
    result: dict[str, object] = {
        "ruleId": row.finding.name,
        "ruleIndex": index,
        "level": _LEVELS[row.finding.severity],
        "message": {"text": row.message(language)},
        "partialFingerprints": {"zhengmai/v1": row.fingerprint},
    }
    location: dict[str, object] = {}
    if where.source:
        physical: dict[str, object] = {"artifactLocation": {"uri": path(where.source)}}
        if where.start is not None and where.end is not None:
            region: dict[str, object] = {"charOffset": where.start, "charLength": where.end - where.start}
            physical["region"] = region | ({"snippet": {"text": where.quote}} if where.quote else {})
        location["physicalLocation"] = physical
    if where.document:
        logical = "/".join(filter(None, (where.document, where.clause)))
        location["logicalLocations"] = [{"fullyQualifiedName": logical, "name": row.label}]
    return result | ({"locations": [location]} if location else {})
