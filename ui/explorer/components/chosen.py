"""Let the user choose documents of the store: from the list, or by a typed number, title or IRI."""

from collections import Counter
from collections.abc import Sequence

from graph.records.documents import DocumentRow
from graph.records.provisions import edition_day
from ontology.iri import named_by_file
from ui.explorer import holdings, state, url
from ui.explorer.components import controls
from ui.explorer.components.markup import fill, join, show
from ui.messages import Messages

_MOST = 2000
"""Documents of the list, newest first; any other can be typed."""
_FEW = 8


def document(title: str, name: str, say: Messages) -> DocumentRow | None:
    """Show the field of the parameter `name`; return the document that it names, None where it names none or several.

    Several are listed as links, and where there is none, the reason and the nearest are shown.
    """
    given = state.read(name)
    listed, names = _names([given])
    given = controls.choice(title, name, listed, names, free=True).strip()
    return _row(given, say) if given else None


def documents(title: str, name: str, say: Messages) -> list[DocumentRow]:
    """Show the field of the parameter `name` for several documents; return those that it names, and mention each other one as
    `document` does."""
    listed, names = _names(state.read(name).split())
    given = controls.several(title, name, listed, names, say("chosen.more"))
    return [row for one in given if (row := _row(one, say)) is not None]


def _names(given: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Return the documents of the list, and what they and the given ones are called."""
    rows, who = holdings.rows()[:_MOST], holdings.who()
    times = Counter(map(label, rows))
    names = {row.iri: label(row) for row in rows}
    # Texts of one law are distinguished by their days.
    names |= {
        row.iri: f"{names[row.iri]}（{day}）"
        for row in rows
        if times[label(row)] > 1 and (day := edition_day(who, row.iri))
    }
    named = {one: label(row) for one in given if one and one not in names and (row := who.row(one)) is not None}
    return [row.iri for row in rows], names | named


def _row(given: str, say: Messages) -> DocumentRow | None:
    who = holdings.who()
    found = who.find(given)
    row = who.row(found.only)
    if row is None:
        offered = [near for iri in (*found.several, *found.near) if (near := who.row(iri)) is not None][:_FEW]
        links = join(
            fill('<li><a href="{}" lang="zh">{}</a></li>', url.document(near.iri), label(near)) for near in offered
        )
        show('<p class="zm-notice">{}</p><ul>{}</ul>', say("chosen.several" if found.several else "chosen.none"), links)
    return row


def label(row: DocumentRow) -> str:
    """Return what a document is called in a list."""
    return " ".join(part for part in (row.title, row.number) if part) or named_by_file(row.iri) or row.iri
