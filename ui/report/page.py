"""A report that can be sent on: one page of HTML without script or anything from another host."""

from collections.abc import Iterable, Sequence
from html import escape

from graph.records.findings import ReportRow
from ontology.enumerations import Language

_STYLE = """
body { font: 16px/1.6 system-ui, "Noto Sans CJK SC", sans-serif; margin: 2rem auto; max-width: 64rem; padding: 0 1rem;
  color-scheme: light dark; }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem } table { border-collapse: collapse; width: 100% }
td { border-top: 1px solid #8885; padding: .35rem .75rem .35rem 0; vertical-align: top; overflow-wrap: anywhere }
td:first-child { width: 34% } q, small { opacity: .75 } p { margin: .2rem 0 }
.Violation { color: #c62828 } .Warning { color: #b26a00 } .Info { color: #1565c0 }
@media (prefers-color-scheme: dark) { .Violation { color: #ef9a9a } .Warning { color: #ffcc80 } .Info { color: #90caf9 } }
"""


def html(
    rows: Sequence[ReportRow],
    title: str,
    language: Language,
    *,
    by_document: bool = False,
    let_be: int = 0,
    notes: Sequence[str] = (),
) -> str:
    """Return the rows by rule or by document, in their order, each with its place, its words and what to do; everything from documents
    is escaped. title: of the report. let_be: how many rows a baseline has taken out. notes: lines below the title."""
    english = language == "en"
    lines = [
        f'<!doctype html>\n<html lang="{"en" if english else "zh-CN"}">\n<head><meta charset="utf-8">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body>\n<h1>{escape(title)}</h1>",
    ]
    lines += [f"<p>{escape(note)}</p>" for note in notes]
    if not rows:
        lines.append(f"<p>{'No findings.' if english else '没有发现问题。'}</p>")
    if let_be:
        lines.append(
            f"<p>{f'Looked at and let be: {let_be}.' if english else f'另有 {let_be} 条已核对，不再列出。'}</p>"
        )
    for heading, group in _groups(rows, language, by_document):
        lines.append(f"<h2>{heading} ({len(group)})</h2>\n<table>")
        lines += [_line(row, language, by_document) for row in group]
        lines.append("</table>")
    return "\n".join([*lines, "</body>\n</html>\n"])


def _groups(rows: Iterable[ReportRow], language: Language, by_document: bool) -> list[tuple[str, list[ReportRow]]]:
    groups: dict[tuple[str, str], list[ReportRow]] = {}
    for row in rows:
        key = (row.where.source, row.label) if by_document else (row.finding.shape, "")
        groups.setdefault(key, []).append(row)
    return [(_heading(group[0], language, by_document), group) for group in groups.values()]


def _heading(row: ReportRow, language: Language, by_document: bool) -> str:
    if by_document:
        return f"{escape(row.label)} <small>{escape(row.where.source)}</small>"
    return f'<span class="{row.finding.severity}">●</span> {escape(row.name(language))}'


def _line(row: ReportRow, language: Language, by_document: bool) -> str:
    where = row.where
    place = " ".join(filter(None, (where.marker or where.clause, "" if where.start is None else f"[{where.start}]")))
    if by_document:
        first = f'<span class="{row.finding.severity}">●</span> {escape(row.name(language))}<p><small>{escape(place)}</small></p>'
    else:
        first = f"{escape(row.label)}<p><small>{escape(where.source)} {escape(place)}</small></p>"
    quote = f"<p><q>{escape(where.quote)}</q></p>" if where.quote else ""
    remedy = f"<p><small>→ {escape(row.remedy(language))}</small></p>"
    return f"<tr><td>{first}</td><td>{escape(row.message(language))}{quote}{remedy}</td></tr>"
