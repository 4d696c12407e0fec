"""Show documents and agencies as lines of a list."""

from collections.abc import Callable, Iterable, Iterator

from markupsafe import Markup

from graph.records.agencies import AgencyRow
from graph.records.card import anchor
from graph.records.documents import DocumentRow
from graph.records.fulltext import FoundPassage
from graph.records.partners import Partner
from ontology.iri import named_by_file
from ui.explorer import url
from ui.explorer.components.markup import fill, join, show
from ui.explorer.components.particulars import role
from ui.explorer.components.reforms import between
from ui.messages import Messages

_ORDER = "令"
"""The kind of document that publishes regulations and rules."""
Beside = Callable[[DocumentRow], Markup]


def nothing(row: DocumentRow) -> Markup:
    return Markup("")


def documents(
    rows: Iterable[DocumentRow],
    say: Messages,
    label: Beside = nothing,
    below: Beside = nothing,
    as_of: str = "",
) -> None:
    """Show a line a document. label: shown before its day; below: shown under it. as_of: the day of the linked pages."""
    lines = join(_line(row, say, url.document(row.iri, as_of=as_of), label(row), below(row)) for row in rows)
    show('<ul class="zm-list">{}</ul>', lines)


def _line(row: DocumentRow, say: Messages, href: str, label: Markup, below: Markup) -> Markup:
    return fill(
        '<li><a href="{}"><span class="zm-list-title" lang="zh">{}</span></a>'
        '<span class="zm-list-number" lang="zh">{}</span>'
        '<span class="zm-list-meta">{}{}{}<span>{}</span></span>{}</li>',
        href,
        _title(row) or named_by_file(row.iri) or say("documents.no_title"),
        row.number or say("documents.no_number"),
        label,
        fill("<span>{}</span>", row.signed or row.printed) if row.signed or row.printed else Markup(""),
        fill("<span>{}</span>", row.kind.label(say.language)) if row.kind else Markup(""),
        ("、" if say.language == "zh" else ", ").join(issuer.label(say.language) for issuer in row.issuers),
        below,
    )


def _title(row: DocumentRow) -> str:
    """Return the title; of an order, whose own names its issuer alone, with the rule that it publishes:
    岚州市人民政府令《岚州市河道保护办法》."""
    if row.kind is None or row.kind.zh != _ORDER or not row.title.endswith(_ORDER):
        return row.title
    return row.title + "".join(f"《{instrument}》" for instrument in row.instruments)


def passages(row: DocumentRow, found: Iterable[FoundPassage]) -> Markup:
    """Return the words that a search found, as printed, as links to their clauses."""
    lines = join(
        fill(
            '<a class="zm-passage" href="{}" lang="zh">{}<mark>{}</mark>{}</a>',
            url.document(row.iri, anchor=anchor(passage.below)),
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
        '<span class="zm-list-meta">{}{}</span></li>',
        url.agency(row.agency.iri),
        row.agency.label(say.language),
        " · ".join(_counts(row, say)),
        join(
            fill("<span>{}</span>", text)
            for text in (row.place.label(say.language) if row.place else "", years)
            if text
        ),
        join(fill('<span lang="zh">{}</span>', text) for text in _names(row, say)),
    )


def _counts(row: AgencyRow, say: Messages) -> list[str]:
    issued = [say("agencies.issued", count=row.documents)] if row.documents else []
    tasks = [say("agencies.tasks", count=row.tasks)] if row.tasks else []
    return issued + tasks or [say("agencies.none_issued")]


def _names(row: AgencyRow, say: Messages) -> Iterator[str]:
    """Yield the agency's earlier and later names, with the days of the reforms."""
    joint = "、" if say.language == "zh" else ", "
    for reform in row.reforms:
        others = [body for body in reform.former if body != row.agency]
        if row.agency in reform.new and others:
            names = joint.join(body.label(say.language) for body in others)
            yield say("agencies.formerly", names=names, days=between(reform))
    for reform in row.reforms:
        others = [body for body in reform.new if body != row.agency]
        if row.agency in reform.former and others:
            yield say(
                "agencies.later", names=joint.join(body.label(say.language) for body in others), days=between(reform)
            )


def partners(rows: Iterable[tuple[str, str, int, Partner | None]], own: str, say: Messages) -> None:
    """Show the partners of an agency. rows: IRI, name, shared documents, shared tasks; own: the agency's name."""
    show(
        '<table class="zm-partners"><thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr></thead><tbody>{}</tbody></table>',
        say("agency.partner"),
        say("agency.issued_together"),
        say("agency.tasks_together"),
        say("agency.roles_together"),
        join(_partner(*row, own, say) for row in rows),
    )


def _partner(iri: str, name: str, issued: int, working: Partner | None, own: str, say: Messages) -> Markup:
    tasks, roles = Markup(""), Markup("")
    if working:
        tasks = fill('<a href="{}">{}</a>', url.tasks(agency=own, agency2=name), working.tasks)
        roles = join(
            fill("<span>{}–{} {}</span>", role(mine, say), role(theirs, say), count)
            for (mine, theirs), count in working.roles
        )
    return fill(
        '<tr><th scope="row" lang="zh"><a href="{}">{}</a></th><td>{}</td><td>{}</td><td>{}</td></tr>',
        url.agency(iri),
        name,
        issued or "",
        tasks,
        roles,
    )
