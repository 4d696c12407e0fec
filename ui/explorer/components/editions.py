"""The texts of a law through the years, on the page of each of them: its day, its status, and what the next one changed."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import zip_longest

from markupsafe import Markup

from graph.records.document_page import EditionRow
from ontology.enumerations import Status
from ui.explorer import url
from ui.explorer.components import standing
from ui.explorer.components.markup import fill, join
from ui.messages import Messages


def panel(iri: str, editions: Sequence[EditionRow], statuses: Mapping[str, Status], day: date, say: Messages) -> Markup:
    """Return the texts, the oldest first, that of the page marked; nothing where there is one alone. statuses: of each on the day."""
    if not editions:
        return Markup("")
    rows = join(
        _row(one, older, iri, statuses.get(one.iri, Status.UNKNOWN), day, say)
        for older, one in zip_longest((None, *editions[:-1]), editions)
        if one is not None
    )
    return fill('<section><h2>{}</h2><ul class="zm-brief">{}</ul></section>', say("document.editions"), rows)


def _row(one: EditionRow, older: EditionRow | None, here: str, status: Status, day: date, say: Messages) -> Markup:
    name = one.day or one.name
    shown = (
        fill('<b aria-current="page">{}</b>', name)
        if one.iri == here
        else fill('<a href="{}">{}</a>', url.document(one.iri, as_of=day.isoformat()), name)
    )
    beside = (
        fill(' <a href="{}">{}</a>', url.compare(old=older.iri, new=one.iri), say("document.edition_compared"))
        if older is not None
        else Markup("")
    )
    return fill("<li>{} {}{}</li>", shown, standing.label(status, say), beside)
