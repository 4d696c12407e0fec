"""Show documents that end soon: how many within each span, by place and issuer, and the first to end, each a link to its page.

All of them are offered as a calendar and a workbook.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from io import BytesIO

import streamlit as st
from markupsafe import Markup

from graph.export import endings as files
from graph.records.ending import SPANS, Ending, count_by_issuer, count_by_place
from ontology.formats import Format
from ontology.iri import named_by_file
from ui.explorer import url
from ui.explorer.components import downloading, standing
from ui.explorer.components.figures import Count, tiles
from ui.explorer.components.markup import fill, join, show
from ui.messages import Messages

FIRST, NAMED = 5, 6
"""How many documents are listed, and how many places and issuers are shown."""


def panel(endings: Sequence[Ending], day: date, say: Messages) -> None:
    """Show the panel. endings: those within the longest of SPANS after the day."""
    if not endings:
        show('<p class="zm-quiet">{}</p>', say("ending.nothing"))
        return
    left = [(ending.last - day).days for ending in endings]
    tiles([Count(say("ending.within", days=days), sum(some <= days for some in left)) for days in SPANS])
    show('<ul class="zm-due">{}</ul>', join(_line(ending, day, say) for ending in endings[:FIRST]))
    show('<p class="zm-quiet">{}</p>', say("ending.by_place", places=_count_names(count_by_place(endings), say)))
    show('<p class="zm-quiet">{}</p>', say("ending.by_issuer", issuers=_count_names(count_by_issuer(endings), say)))
    with st.container(key="downloads", horizontal=True):
        for format in (Format.ICS, Format.XLSX):
            made = partial(file_of, format, tuple(endings), say)
            downloading.download(f".{format}", made, f"{say('ending.title')}.{format}", format.media)


def file_of(format: Format, endings: Sequence[Ending], say: Messages) -> bytes:
    """Return the endings as the content of a file."""
    output = BytesIO()
    files.write(output, format, endings, say)
    return output.getvalue()


def _count_names(counts: Iterable[tuple[str, int]], say: Messages) -> str:
    joint = "、" if say.language == "zh" else ", "
    some = [say("ending.counted", name=name or say("documents.unknown"), count=count) for name, count in counts]
    return joint.join(some[:NAMED]) + ("…" if len(some) > NAMED else "")


def _line(ending: Ending, day: date, say: Messages) -> Markup:
    row = ending.document
    return fill(
        '<li><span class="zm-day">{}</span><a href="{}" lang="zh">{}</a><p class="zm-quiet">{} <span lang="zh">{}</span></p></li>',
        ending.last.isoformat(),
        url.document(row.iri, as_of=day.isoformat()),
        row.title or row.number or named_by_file(row.iri),
        standing.words(ending.status, say),
        ending.because.number,
    )
