"""Show the findings of the shapes: what is wrong, where, how badly."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from markupsafe import Markup

from graph.records.findings import FindingRow
from ontology.iri import named_by_file
from ui.explorer import state, url
from ui.explorer.components import standing
from ui.explorer.components.markup import fill, join, show
from ui.explorer.findings import Findings
from ui.messages import Messages

_PAGES = {"document": url.document, "agency": url.agency}
"""The addresses of things that have a page though the store contains no text of them."""


def badge(severity: str, say: Messages) -> Markup:
    return fill('<span class="zm-badge zm-{}">{}</span>', severity, say(f"severity.{severity}"))


def titles(found: Findings, say: Messages) -> dict[str, str]:
    """Return the names of the shapes that found something."""
    first: dict[str, str] = {}
    for row in found.rows:
        if row.finding.name not in first:
            first[row.finding.name] = row.name(say.language)
    return first


def by_shape(rows: Sequence[FindingRow], say: Messages) -> None:
    """Return findings under their shape, with the reason, once where it is the same for all. rows: sorted by shape."""
    groups = groupby(rows, key=lambda row: (row.finding.severity, row.finding.name))
    show('<div class="zm-findings">{}</div>', join(_group(list(found), say) for _, found in groups))


def _group(rows: Sequence[FindingRow], say: Messages) -> Markup:
    messages = {row.message(say.language) for row in rows}
    remedies = {row.row.remedy(say.language): None for row in rows if row.row}
    return fill(
        '<section id="{}"><h3>{}{}</h3>{}{}<ul>{}</ul></section>',
        rows[0].finding.name,
        badge(rows[0].finding.severity, say),
        rows[0].name(say.language),
        fill("<p>{}</p>", messages.pop()) if len(messages) == 1 else Markup(""),
        join(fill("<p>→ {}</p>", remedy) for remedy in remedies),
        join(_line(row, say, told=bool(messages)) for row in rows),
    )


def _line(row: FindingRow, say: Messages, told: bool) -> Markup:
    """Return one finding. told: whether its reason is shown on the line itself."""
    focus, document = row.finding.focus, row.document
    why = fill("<p>{}</p>", row.message(say.language)) if told else Markup("")
    if document is None:
        label = row.finding.label or focus
        to = _PAGES.get(row.named)
        return fill(
            '<li>{}{}<span class="zm-list-number">{}</span></li>',
            why,
            fill('<a href="{}" lang="zh">{}</a>', to(focus), label) if to else fill('<span lang="zh">{}</span>', label),
            say("validation.only_named") if to is url.document else say("validation.whole_graph"),
        )
    return fill(
        '<li>{}<a href="{}" lang="zh">{}</a><span class="zm-list-number" lang="zh" title="{}">{}</span></li>',
        why,
        url.document(document.iri, anchor=row.anchor, as_of=state.read("as_of")),
        document.title or named_by_file(document.iri) or say("documents.no_title"),
        row.below,
        " · ".join(filter(None, [document.number, standing.clause(row.below, say).strip()])),
    )


def brief(rows: Iterable[FindingRow], say: Messages) -> Markup:
    """Return the findings of one document, as links to their places; equal messages are shown once."""
    found: dict[tuple[str, str], FindingRow] = {}
    for row in rows:
        found.setdefault((row.finding.name, row.message(say.language)), row)
    return fill('<ul class="zm-brief">{}</ul>', join(_short(row, say) for row in found.values()))


def _short(row: FindingRow, say: Messages) -> Markup:
    message = row.message(say.language)
    words = fill('<a href="#{}">{}</a>', row.anchor, message) if row.anchor else fill("{}", message)
    return fill("<li>{}{}</li>", badge(row.finding.severity, say), words)
