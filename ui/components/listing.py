"""Documents and agencies as lines of a list."""

from collections.abc import Callable, Iterable

from markupsafe import Markup

from ui import state
from ui.agencies import AgencyRow
from ui.card import anchor
from ui.catalogue import DocumentRow
from ui.components.markup import fill, join, show
from ui.corpus import Passage
from ui.messages import Messages

Beside = Callable[[DocumentRow], Markup]


def nothing(row: DocumentRow) -> Markup:
    return Markup("")


def documents(
    rows: Iterable[DocumentRow],
    say: Messages,
    page: str = "document",
    label: Beside = nothing,
    below: Beside = nothing,
    **parameters: str,
) -> None:
    """page: the url_path of the page that a line leads to, with the parameters. label: what stands before a document's day;
    below: what stands under it."""
    lines = join(_line(row, say, state.href(page, iri=row.iri, **parameters), label(row), below(row)) for row in rows)
    show('<ul class="zm-list">{}</ul>', lines)


def _line(row: DocumentRow, say: Messages, href: str, label: Markup, below: Markup) -> Markup:
    return fill(
        '<li><a href="{}"><span class="zm-list-title" lang="zh">{}</span></a>'
        '<span class="zm-list-number" lang="zh">{}</span>'
        '<span class="zm-list-meta">{}<span>{}</span>{}<span>{}</span></span>{}</li>',
        href,
        row.title or say("documents.no_title"),
        row.number or say("documents.no_number"),
        label,
        row.signed or row.printed or say("documents.unknown"),
        fill("<span>{}</span>", row.kind.label(say.language)) if row.kind else Markup(""),
        ("、" if say.language == "zh" else ", ").join(issuer.label(say.language) for issuer in row.issuers),
        below,
    )


def passages(row: DocumentRow, found: Iterable[Passage]) -> Markup:
    """The words that were looked for, as the document prints them, leading to their clause."""
    lines = join(
        fill(
            '<a class="zm-passage" href="{}" lang="zh">{}<mark>{}</mark>{}</a>',
            state.href("document", anchor(passage.below), iri=row.iri),
            passage.before,
            passage.hit,
            passage.after,
        )
        for passage in found
    )
    return fill('<div class="zm-passages">{}</div>', lines) if lines else lines


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
