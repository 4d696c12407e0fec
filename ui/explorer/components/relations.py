"""Show references in both directions, by kind, each with its sentence; and the same as marks in the text."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from graph.records.excerpts import join_cells, shorten
from graph.records.references import RelationRow, Relations
from ontology.enumerations import RelationKind
from ui.explorer import url
from ui.explorer.components.evidence import Mark
from ui.explorer.components.markup import fill, join
from ui.explorer.components.titles import title_of
from ui.messages import Messages

SHOWN = 8
"""How many documents of one kind are shown before the rest is folded away."""
QUOTE = 260
"""The characters after which a quoted sentence is cut."""
_NO_MORE = Markup("")


def reference_marks(relations: Relations, source: str, say: Messages) -> Iterator[tuple[str, Mark]]:
    """Yield the references that `source` prints as marks, by clause."""
    for row in relations.outgoing:
        if row.source == source and row.clause and row.start < row.end:
            told = f"{name(row.kind, say)}: {' '.join(filter(None, [row.title, row.number]))}"
            href = url.document(row.iri) if row.published else ""
            yield row.clause, Mark(row.start, row.end, row.anchor, told, f"zm-ref zm-k-{row.kind}", href)


def name(kind: str, say: Messages, incoming: bool = False) -> str:
    """Return the name of a kind as seen from this document; a kind without a message keeps its own name."""
    key = f"relation.{kind}_by" if incoming else f"relation.{kind}"
    return say.texts.get(key, kind)


def tag(kind: str, label: str) -> Markup:
    return fill('<span class="zm-kind zm-k-{}">{}</span>', kind, label)


def kinds(rows: Iterable[RelationRow]) -> list[tuple[str, list[RelationRow]]]:
    """Group rows by kind, acts first, each kind in the order of its rows."""
    ordered = sorted(rows, key=lambda row: (RelationKind.rank(row.kind), row.kind))
    return [(kind, list(group)) for kind, group in groupby(ordered, key=lambda row: row.kind)]


def documents(rows: Iterable[RelationRow]) -> list[list[RelationRow]]:
    """Group the rows of one kind by the document at the other end; an unresolved reference is a group of its own."""
    found: dict[tuple[str, ...], list[RelationRow]] = {}
    for row in rows:
        key = (row.iri,) if row.iri else (row.number, row.title, row.source, str(row.position))
        found.setdefault(key, []).append(row)
    return list(found.values())


def summary(relations: Relations, say: Messages) -> Markup:
    """Return how many documents there are of each kind, as links; empty where there are none."""
    lines = [
        fill(
            '<li><a href="#{}">{}<b>{}</b></a></li>',
            place(kind, incoming),
            tag(kind, name(kind, say, incoming)),
            len(documents(group)),
        )
        for rows, incoming in ((relations.outgoing, False), (relations.incoming, True))
        for kind, group in kinds(rows)
    ]
    return fill('<ul class="zm-kinds">{}</ul>', join(lines)) if lines else Markup("")


def legend(relations: Relations, source: str, say: Messages, more: Markup = _NO_MORE) -> Markup:
    """Return what the marks in the text mean. more: items for marks of other kinds."""
    shown = kinds(row for row in relations.outgoing if row.source == source and row.clause)
    if not shown and not more:
        return more
    items = join(fill('<li><mark class="zm-ref zm-k-{}">{}</mark></li>', kind, name(kind, say)) for kind, _ in shown)
    return fill('<ul class="zm-legend"><li><mark>{}</mark></li>{}{}</ul>', say("relation.fact"), items, more)


def both(relations: Relations, source: str, say: Messages) -> Markup:
    """Return both directions side by side. source: the one whose text is on the page."""
    sides = ("few" if rows else "none" for rows in (relations.outgoing, relations.incoming))
    return fill(
        '<div class="zm-relations zm-{}-{}" id="relations">{}{}</div>',
        *sides,
        _direction(relations.outgoing, source, say, incoming=False),
        _direction(relations.incoming, source, say, incoming=True),
    )


def incoming(relations: Relations, say: Messages) -> Markup:
    """Return what others say of a document whose text the store does not contain."""
    return _direction(relations.incoming, "", say, incoming=True)


def _direction(rows: Sequence[RelationRow], source: str, say: Messages, *, incoming: bool) -> Markup:
    groups = join(_group(kind, group, source, say, incoming) for kind, group in kinds(rows))
    return fill(
        "<section><h2>{}</h2>{}</section>",
        say("relation.incoming" if incoming else "relation.outgoing"),
        groups or fill('<p class="zm-quiet">{}</p>', say("relation.none")),
    )


def place(kind: str, incoming: bool) -> str:
    return f"relations-{'by-' if incoming else ''}{kind}"


def _group(kind: str, rows: Sequence[RelationRow], source: str, say: Messages, incoming: bool) -> Markup:
    lines = [_document(same, source, say, incoming) for same in documents(rows)]
    # A last line takes no more room than the link that would replace it.
    cut = SHOWN if len(lines) > SHOWN + 1 else len(lines)
    folded = Markup("")
    if lines[cut:]:
        more = say("overview.more", count=len(lines) - cut)
        folded = fill("<details><summary>{}</summary><ul>{}</ul></details>", more, join(lines[cut:]))
    return fill(
        '<div id="{}"><h3>{}<small>{}</small></h3><ul>{}</ul>{}</div>',
        place(kind, incoming),
        tag(kind, name(kind, say, incoming)),
        len(lines),
        join(lines[:cut]),
        folded,
    )


def _document(rows: Sequence[RelationRow], source: str, say: Messages, incoming: bool) -> Markup:
    """Return one document with every sentence that names it, or in which it names this one."""
    row = next((row for row in rows if row.title), rows[0])
    title = title_of(row, say)
    head = fill('<span lang="zh">{}</span>', title)
    if row.published:
        head = fill('<a class="zm-other" href="{}" lang="zh">{}</a>', url.document(row.iri), title)
    elif row.iri:
        head = fill('<a class="zm-other" href="{}" lang="zh">{}</a>', url.document(row.iri), title)
        around = url.graph(row.iri)
        head += fill(' <a class="zm-out" href="{}" title="{}">→</a>', around, say("relation.graph"))
    number = next((row.number for row in rows if row.number), "")
    return fill(
        "<li>{}{}{}{}{}</li>",
        head,
        fill('<span class="zm-list-number" lang="zh">{}</span>', number) if number and number != title else Markup(""),
        fill('<em title="{}">{}</em>', _reason(row, say), say("relation.open")) if not row.iri else Markup(""),
        fill("<em>{}</em>", say("relation.supersedes_by" if incoming else "relation.supersedes"))
        if any(row.supersedes for row in rows)
        else Markup(""),
        join(_sentence(row, source, incoming) for row in dict.fromkeys(rows)),
    )


def _reason(row: RelationRow, say: Messages) -> str:
    return row.reason if say.language == "en" else row.reason_zh


def _sentence(row: RelationRow, source: str, incoming: bool) -> Markup:
    """Return the sentence as a link to its place in the text; table cells are separated."""
    words = join_cells(row.quote)
    if not words:
        return Markup("")
    # An incoming row has the name of the citing document, which the sentence does not contain.
    called = "" if incoming else row.title or row.number
    words = shorten(words, QUOTE, called)
    said = fill("{}", words)
    if called:
        before, name, after = words.partition(called)
        said = fill("{}<b>{}</b>{}", before, name, after) if name else said
    if not row.clause or row.start >= row.end:
        return fill("<blockquote>{}</blockquote>", said)
    here = not incoming and row.source == source
    citing = row.iri if incoming else row.clause
    href = f"#{row.anchor}" if here else url.document(citing, anchor=row.anchor, source=row.source)
    return fill('<blockquote lang="zh"><a href="{}">{}</a></blockquote>', href, said)
