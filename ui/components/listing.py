"""Documents and agencies as lines of a list."""

from collections.abc import Iterable

from markupsafe import Markup

from ui import state
from ui.agencies import AgencyRow
from ui.catalogue import DocumentRow
from ui.components.markup import fill, join, show
from ui.messages import Messages


def documents(rows: Iterable[DocumentRow], say: Messages, page: str = "document") -> None:
    """page: the url_path of the page that a line leads to."""
    show('<ul class="zm-list">{}</ul>', join(_line(row, say, page) for row in rows))


def _line(row: DocumentRow, say: Messages, page: str) -> Markup:
    return fill(
        '<li><a href="{}"><span class="zm-list-title" lang="zh">{}</span></a>'
        '<span class="zm-list-number" lang="zh">{}</span>'
        '<span class="zm-list-meta"><span>{}</span>{}<span>{}</span></span></li>',
        state.href(page, iri=row.iri),
        row.title or say("documents.no_title"),
        row.number or say("documents.no_number"),
        row.signed or row.printed or say("documents.unknown"),
        fill("<span>{}</span>", row.kind.label(say.language)) if row.kind else Markup(""),
        ("、" if say.language == "zh" else ", ").join(issuer.label(say.language) for issuer in row.issuers),
    )


def agencies(rows: Iterable[AgencyRow], say: Messages) -> None:
    show('<ul class="zm-list">{}</ul>', join(_agency(row, say) for row in rows))


def _agency(row: AgencyRow, say: Messages) -> Markup:
    years = row.first if row.first == row.last else f"{row.first}–{row.last}"
    return fill(
        '<li><a href="{}"><span class="zm-list-title" lang="zh">{}</span></a><span class="zm-list-number">{}</span>'
        '<span class="zm-list-meta">{}</span></li>',
        state.href("agency", iri=row.agency.iri),
        row.agency.label(say.language),
        say("agencies.issued", count=row.documents) if row.documents else say("agencies.none_issued"),
        join(
            fill("<span>{}</span>", text)
            for text in (row.place.label(say.language) if row.place else "", years)
            if text
        ),
    )
