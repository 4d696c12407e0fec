"""Documents as lines of a list."""

from collections.abc import Iterable

from markupsafe import Markup

from ui import state
from ui.catalogue import DocumentRow
from ui.components.markup import fill, join, show
from ui.messages import Messages


def documents(rows: Iterable[DocumentRow], say: Messages) -> None:
    show('<ul class="zm-list">{}</ul>', join(_line(row, say) for row in rows))


def _line(row: DocumentRow, say: Messages) -> Markup:
    return fill(
        '<li><a href="{}"><span class="zm-list-title" lang="zh">{}</span></a>'
        '<span class="zm-list-number" lang="zh">{}</span>'
        '<span class="zm-list-meta"><span>{}</span>{}<span>{}</span></span></li>',
        state.href("document", iri=row.iri),
        row.title or say("documents.no_title"),
        row.number or say("documents.no_number"),
        row.signed or row.printed or say("documents.unknown"),
        fill("<span>{}</span>", row.kind.label(say.language)) if row.kind else Markup(""),
        ("、" if say.language == "zh" else ", ").join(issuer.label(say.language) for issuer in row.issuers),
    )
