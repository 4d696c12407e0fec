"""The check of a draft as people and programs take it. SARIF, page and workbook are those of every report (`ReportRow`)."""

import json
from dataclasses import dataclass

from check.model import CheckedDraft, Remark
from check.rules import draft_rules
from graph.records.findings import Finding, ReportRow, Whereabouts
from ontology.enumerations import IssueSeverity, Language
from ontology.formats import Format
from ui.report import page, sarif, tables

_NAMESPACE = "https://w3id.org/zhengmai/shapes#"


@dataclass(frozen=True, slots=True)
class DraftReport:
    """A checked draft with what is shown of it. remarks: those that stay; passed: those that are let pass, with their reasons."""

    checked: CheckedDraft
    remarks: tuple[Remark, ...]
    passed: tuple[tuple[Remark, str], ...] = ()

    def gravest(self) -> IssueSeverity | None:
        return min((remark.severity for remark in self.remarks), key=lambda severity: severity.ordinal, default=None)


def as_json(report: DraftReport, language: str) -> str:
    """Return one object: the findings with their places, what was looked up, what was let pass, what could not be asked."""
    checked, coverage = report.checked, report.checked.coverage
    record = {
        "draft": checked.name,
        "as_of": checked.day,
        "findings": [_record(remark, language) for remark in report.remarks],
        "coverage": {
            "citations": coverage.citations,
            "checked": coverage.checked,
            "not_in_store": coverage.absent,
            "provisions": coverage.provisions,
            "compared": coverage.compared,
            "documents": [
                {"name": one.name, "in_store": one.known, "edition": one.text, "in_force_from": one.day}
                for one in coverage.consulted
            ],
        },
        "let_pass": [_record(remark, language) | {"reason": reason} for remark, reason in report.passed],
        "failed": [{"rule": rule, "fault": fault} for rule, fault in checked.failed],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _record(remark: Remark, language: str) -> dict[str, object]:
    return {
        "rule": remark.rule,
        "severity": str(remark.severity),
        "quote": remark.quote,
        "message": remark.message(language),
        "message_zh": remark.zh,
        "message_en": remark.en,
        "start": remark.start,
        "end": remark.end,
        "clause": remark.clause,
        "proposal": remark.proposal,
        "grounds": [
            {"name": ground.name, "words": ground.words, "day": ground.day, "iri": ground.iri}
            for ground in remark.grounds
        ],
        "fingerprint": remark.fingerprint,
    }


def row_of(remark: Remark, name: str) -> ReportRow:
    """Return a remark as a row of a report. name: of the file."""
    rule = draft_rules().get(remark.rule)
    finding = Finding(
        shape=f"{_NAMESPACE}{remark.rule}",
        name=remark.rule,
        name_zh=rule.zh if rule else remark.rule,
        name_en=rule.en if rule else remark.rule,
        severity=remark.severity.as_severity,
        focus="",
        label=name,
        path="",
        value=remark.quote,
        message_zh=remark.zh,
        message_en=remark.en,
        component="",
    )
    where = Whereabouts(name, "", name, "", remark.clause, remark.quote, remark.start, remark.end)
    proposed = remark.proposal
    return ReportRow(
        finding,
        where,
        0,
        False,
        f"建议：{proposed}" if proposed else (rule.help_zh if rule else ""),
        f"proposed: {proposed}" if proposed else (rule.help_en if rule else ""),
        remark.fingerprint,
    )


def rows_of_draft(report: DraftReport) -> list[ReportRow]:
    return [row_of(remark, report.checked.name) for remark in report.remarks]


def passed_rows(report: DraftReport) -> list[tuple[ReportRow, str]]:
    return [(row_of(remark, report.checked.name), reason) for remark, reason in report.passed]


def coverage_lines(report: DraftReport, language: str) -> list[str]:
    """Return what was looked up, and a line for each rule that could not be run."""
    said, colon = ("COULD NOT BE CHECKED", ": ") if language == "en" else ("未能检查", "：")
    return looked_up(report, language) + [f"{said}{colon}{rule}{colon}{fault}" for rule, fault in report.checked.failed]


def looked_up(report: DraftReport, language: str) -> list[str]:
    """Return what was looked up, in a few lines: what is not in the store is neither right nor wrong."""
    checked, coverage = report.checked, report.checked.coverage
    english = language == "en"
    day = checked.day
    if english:
        lines = [
            f"as of {day}: {coverage.citations} citations, {coverage.checked} checked, {coverage.absent} not in the store"
            f" (not checked); {coverage.provisions} provisions, {coverage.compared} compared with their texts"
        ]
    else:
        lines = [
            f"截至 {day}：引用 {coverage.citations} 处，已核对 {coverage.checked} 处，库中没有、未核对 {coverage.absent} 处；"
            f"条款 {coverage.provisions} 处，与原文比对 {coverage.compared} 处"
        ]
    editions = [one for one in coverage.consulted if one.text]
    if editions:
        listed = "、".join(f"{one.name}（{one.day or '—'}）" for one in editions)
        lines.append(f"{'editions compared: ' if english else '所用文本（施行日期）：'}{listed}")
    unknown = [one.name for one in coverage.consulted if not one.known]
    if unknown:
        lines.append(f"{'not in the store: ' if english else '库中没有：'}{'、'.join(unknown)}")
    if report.passed:
        lines.append(f"{'let pass: ' if english else '已核对、不再列出：'}{len(report.passed)}")
    return lines


def render(report: DraftReport, format: Format, language: Language) -> bytes:
    """Return the report as SARIF, a page, a workbook or JSON. Raises ValueError for another format."""
    title = f"{'Check of' if language is Language.EN else '核稿'} {report.checked.name}"
    rows = rows_of_draft(report)
    match format:
        case Format.SARIF:
            notes, failed = looked_up(report, language), report.checked.failed
            return sarif.sarif(rows, passed_rows(report), language, failed=failed, notes=notes).encode()
        case Format.HTML:
            return page.html(rows, title, language, notes=coverage_lines(report, language)).encode()
        case Format.XLSX:
            return tables.as_workbook(rows, title, language, notes=coverage_lines(report, language))
        case Format.JSON:
            return as_json(report, language).encode()
        case _:
            raise ValueError(f"a check is not written as {format}")
