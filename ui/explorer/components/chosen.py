"""Let the user choose a document of the store: from the list, or by a typed number, title or IRI."""

from collections import Counter

from graph.records.documents import DocumentRow
from graph.records.provisions import edition_day
from ontology.iri import named_by_file
from ui.explorer import holdings, state, url
from ui.explorer.components import controls
from ui.explorer.components.markup import fill, join, show
from ui.explorer.messages import Messages

_MOST = 2000
"""Documents of the list, newest first; any other can be typed."""
_FEW = 8


def document(label: str, name: str, say: Messages) -> DocumentRow | None:
    """Show the field of the parameter `name`; return the document that it names, None where it names none or several.

    Several are listed as links, and where there is none, the reason and the nearest are shown.
    """
    rows = holdings.rows()[:_MOST]
    given, who = state.read(name), holdings.who()
    times = Counter(map(_label, rows))
    names = {row.iri: _label(row) for row in rows}
    # Texts of one law are told apart by their days.
    names |= {
        row.iri: f"{names[row.iri]}（{day}）"
        for row in rows
        if times[_label(row)] > 1 and (day := edition_day(who, row.iri))
    }
    if given and given not in names and (row := who.row(given)) is not None:
        names[given] = _label(row)
    given = controls.choice(label, name, [row.iri for row in rows], names, free=True).strip()
    if not given:
        return None
    found = who.find(given)
    row = who.row(found.only)
    if row is None:
        offered = [near for iri in (*found.several, *found.near) if (near := who.row(iri)) is not None][:_FEW]
        links = join(
            fill('<li><a href="{}" lang="zh">{}</a></li>', url.document(near.iri), _label(near)) for near in offered
        )
        show('<p class="zm-notice">{}</p><ul>{}</ul>', say("chosen.several" if found.several else "chosen.none"), links)
    return row


def _label(row: DocumentRow) -> str:
    return " ".join(part for part in (row.title, row.number) if part) or named_by_file(row.iri) or row.iri
