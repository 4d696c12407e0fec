"""Findings of the shapes: what is wrong, where, how badly."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from markupsafe import Markup

from ui import state
from ui.card import anchor
from ui.catalogue import FindingRow
from ui.components.markup import fill, join, show
from ui.messages import Messages


def badge(severity: str, say: Messages) -> Markup:
    return fill('<span class="zm-badge zm-{}">{}</span>', severity, say(f"severity.{severity}"))


def by_shape(rows: Sequence[FindingRow], say: Messages) -> None:
    """Findings under their shape, and under its message where that is the same for several; rows come sorted so."""
    groups = groupby(rows, key=lambda row: (row.finding.severity, row.finding.name, row.message(say.language)))
    show('<div class="zm-findings">{}</div>', join(_group(list(found), say) for _, found in groups))


def _group(rows: Sequence[FindingRow], say: Messages) -> Markup:
    return fill(
        "<section><h3>{}{}</h3><p>{}</p><ul>{}</ul></section>",
        badge(rows[0].finding.severity, say),
        rows[0].name(say.language),
        rows[0].message(say.language),
        join(_line(row, say) for row in rows),
    )


def _line(row: FindingRow, say: Messages) -> Markup:
    focus, document = row.finding.focus, row.document
    if document is None:
        return fill(
            '<li><span lang="zh">{}</span><span class="zm-list-number">{}</span></li>',
            row.finding.label or focus,
            say("validation.whole_graph"),
        )
    below = focus.removeprefix(document.iri).removeprefix("/") if "#" not in focus else ""
    return fill(
        '<li><a href="{}" lang="zh">{}</a><span class="zm-list-number" lang="zh">{}</span></li>',
        state.href("document", anchor(below) if below else "", iri=document.iri),
        document.title or say("documents.no_title"),
        " · ".join(filter(None, [document.number, below])),
    )


def brief(rows: Iterable[FindingRow], say: Messages) -> Markup:
    """The findings of one document."""
    items = join(fill("<li>{}{}</li>", badge(row.finding.severity, say), row.message(say.language)) for row in rows)
    return fill('<ul class="zm-brief">{}</ul>', items)
