"""A validation report that can be sent on: one page of HTML without script or anything from another host, JSON, Turtle."""

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from html import escape

from graph.records.findings import Finding
from ontology.enumerations import Language
from shapes.validate import report_of

_STYLE = """
body { font: 16px/1.6 system-ui, "Noto Sans CJK SC", sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem;
  color-scheme: light dark; }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem } table { border-collapse: collapse; width: 100% }
td { border-top: 1px solid #8885; padding: .35rem .75rem .35rem 0; vertical-align: top; overflow-wrap: anywhere }
td:first-child { width: 40% } .Violation { color: #c62828 } .Warning { color: #b26a00 } .Info { color: #1565c0 }
@media (prefers-color-scheme: dark) { .Violation { color: #ef9a9a } .Warning { color: #ffcc80 } .Info { color: #90caf9 } }
"""
_FIELDS = [field.name for field in fields(Finding) if field.name != "term"]


def html(findings: Sequence[Finding], day: date, language: Language) -> str:
    """The findings by rule, gravest first, each with its document and message; everything from documents is escaped."""
    english = language == "en"
    title = f"Validation report as of {day}" if english else f"校验报告（截至 {day}）"
    lines = [
        f'<!doctype html>\n<html lang="{"en" if english else "zh-CN"}">\n<head><meta charset="utf-8">',
        f"<title>{title}</title><style>{_STYLE}</style></head>\n<body>\n<h1>{title}</h1>",
    ]
    if not findings:
        lines.append(f"<p>{'No findings.' if english else '没有发现问题。'}</p>")
    by_rule: dict[tuple[int, str], list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault((finding.severity.ordinal, finding.name), []).append(finding)
    for (_, _), found in sorted(by_rule.items()):
        first = found[0]
        name = first.name_en if english else first.name_zh
        lines.append(f'<h2><span class="{first.severity}">●</span> {escape(name)} ({len(found)})</h2>\n<table>')
        for finding in found:
            message = finding.message_en if english else finding.message_zh
            lines.append(f"<tr><td>{escape(finding.label)}</td><td>{escape(message)}</td></tr>")
        lines.append("</table>")
    return "\n".join([*lines, "</body>\n</html>\n"])


def as_json(findings: Sequence[Finding]) -> str:
    """A list of records with the names of a Finding's fields."""
    records = [{name: str(getattr(finding, name)) for name in _FIELDS} for finding in findings]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def turtle(findings: Sequence[Finding]) -> str:
    """An sh:ValidationReport."""
    return str(report_of(findings).serialize(format="turtle"))
