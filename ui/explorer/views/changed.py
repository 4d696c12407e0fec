"""`/changed?from=…&until=…&after=…&kind=…&page=…`: what builds and decisions changed, between two builds or days; to download.

after: only builds behind this number.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial
from io import BytesIO

import streamlit as st
from markupsafe import Markup

from graph.export import changed as files
from graph.export.ledger import FILES
from graph.records.changed import ChangedRow, left_out
from graph.records.excerpts import join_cells, shorten
from graph.records.today import day_in_beijing, in_beijing
from ontology.enumerations import ChangeKind
from ontology.formats import Format
from ui.explorer import holdings, state, url
from ui.explorer.components import controls, downloading, empty
from ui.explorer.components.markup import fill, show
from ui.messages import Messages

SIZE = 50
_LONGEST = 160


def page(say: Messages) -> None:
    show('<header class="zm-page"><h1>{}</h1><p>{}</p></header>', say("changed.title"), say("changed.lead"))
    builds, found = holdings.builds(), holdings.changes()
    if not builds:
        empty.state(say("changed.none_title"), say("changed.no_record"))
        return
    shown = _chosen(found, say)
    if count := left_out(builds):
        show('<p class="zm-quiet">{}</p>', say("changed.left_out", count=count))
    if not shown:
        empty.state(say("changed.none_title"), say("changed.none_text"))
        return
    _downloads(shown, say)
    line, below, positions = controls.paged(len(shown), SIZE)
    with line:
        show('<p class="zm-count">{}</p>', say("changed.found", count=len(shown)))
    with below:
        show('<ul class="zm-list">{}</ul>', Markup("").join(_line(shown[at], say) for at in positions))


def _chosen(found: Sequence[ChangedRow], say: Messages) -> list[ChangedRow]:
    with st.container(key="filters"):
        kinds, since, until = st.columns(3)
    with since:
        first = controls.end_of_span(say("tasks.since"), "from")
    with until:
        last = controls.end_of_span(say("tasks.until"), "until")
    after = state.number("after", 10**6) if state.read("after") else 0
    within = [
        row
        for row in found
        if row.build > after and (first or date.min) <= day_in_beijing(row.at) <= (last or date.max)
    ]
    counts = Counter(str(row.kind) for row in within)
    with kinds:
        names = {kind.value: f"{say(f'changed.is_{kind}')} ({counts[kind]})" for kind in ChangeKind if counts[kind]}
        kind = controls.choice(say("changed.kind"), "kind", list(names), {"": say("draft.any")} | names)
    return [row for row in within if kind in ("", row.kind)]


def _line(row: ChangedRow, say: Messages) -> Markup:
    """Return one change: which document, what became of it, since which build."""
    named = fill(
        '<span class="zm-list-title" lang="zh">{}</span>', row.row.title if row.row else row.name or row.document
    )
    if row.row:
        named = fill('<a href="{}">{}</a>', url.document(row.document), named)
    number = row.row.number if row.row else ""
    text = fill('<span lang="zh">{}</span>', shorten(join_cells(row.text), _LONGEST)) if row.text else Markup("")
    ends = fill("<span>{}</span>", say("changed.ends", day=row.day)) if row.day else Markup("")
    return fill(
        '<li>{}<span class="zm-list-number" lang="zh">{}</span>'
        '<span class="zm-list-meta"><span><b>{}</b></span>{}<span>{}</span>{}</span></li>',
        named,
        number,
        say(f"changed.is_{row.kind}"),
        ends,
        say("changed.in_build", number=str(row.build), at=f"{in_beijing(row.at):%Y-%m-%d %H:%M}"),
        text,
    )


def _downloads(shown: Sequence[ChangedRow], say: Messages) -> None:
    def made(format: str) -> bytes:
        output = BytesIO()
        files.write(output, format, shown, say)
        return output.getvalue()

    with st.container(key="downloads", horizontal=True):
        for format in FILES:
            downloading.download(
                f".{format}", partial(made, format), f"{say('changed.title')}.{format}", Format(format).media
            )
