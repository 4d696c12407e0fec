"""Show a query's answer: yes or no, rows with links, or triples as a drawing; offer the same as files."""

from collections.abc import Sequence

import pyoxigraph as ox
import streamlit as st
from markupsafe import Markup

from graph.export.answer import as_csv, as_json
from graph.query.query import Answer, Value
from graph.records.identity import Identity
from ontology.enumerations import Format
from ui.explorer import console
from ui.explorer.components import controls, empty, figures
from ui.explorer.components.figures import Count
from ui.explorer.components.markup import fill, join, show
from ui.explorer.messages import Messages

SIZE = 50
"""How many rows a page shows."""
BARS = 15
_FILES = 2**20  # characters after which a cell is cut


def answer(found: Answer, name: str, who: Identity, say: Messages) -> None:
    """Show an answer. name: of its files; who: resolves the IRIs in its cells to documents."""
    if found.form == "boolean":
        yes = found.table().rows == (("true",),)
        show('<p class="zm-answer {}">{}</p>', "zm-yes" if yes else "zm-no", say("sparql.yes" if yes else "sparql.no"))
        return
    if not found.rows:
        empty.state(say("sparql.none_title"), say("sparql.none_text"))
        return
    line, drawing, below = st.container(), st.container(), st.container()
    with st.container(key="pager"):
        positions = controls.pages(len(found.rows), SIZE)
    with line:
        _count(found, positions, say)
    with drawing:
        if found.form == "triples":
            _drawing(found, who, say)
        elif (chart := console.chart(found)) is not None:
            _chart(chart, say)
    with below:
        _table(found.columns, [found.rows[position] for position in positions], who)
    _files(found, name, say)


def _count(found: Answer, positions: range, say: Messages) -> None:
    count = len(found.rows)
    text = say("sparql.one_row") if count == 1 else say("sparql.rows", count=count)
    if len(positions) < count:
        text = say("sparql.range", first=positions.start + 1, last=positions.stop, count=count)
    show('<p class="zm-count">{}</p>', text)
    if found.more:
        show('<p class="zm-notice">{}</p>', say("sparql.more", count=count))


def _drawing(found: Answer, who: Identity, say: Messages) -> None:
    with st.container(key="drawing"):
        st.graphviz_chart(console.dot(found.rows, who), width="content")
    if len(found.rows) > console.DRAWN:
        show('<p class="zm-quiet">{}</p>', say("sparql.drawn", count=console.DRAWN))


def _chart(chart: console.Chart, say: Messages) -> None:
    if chart.kind == "time":
        figures.timeline(chart.points, chart.label, chart.number)
    else:
        counts = [Count(label, amount) for label, amount in chart.points]
        with st.container(key="chart"):
            figures.bars(counts, BARS, say("overview.more"))


def _table(columns: Sequence[str], rows: Sequence[tuple[Value | None, ...]], who: Identity) -> None:
    head = join(fill('<th scope="col">{}</th>', column) for column in columns)
    body = join(fill("<tr>{}</tr>", join(_cell(value, who) for value in row)) for row in rows)
    show(
        '<div class="zm-rows" tabindex="0"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>', head, body
    )


def _cell(value: Value | None, who: Identity) -> Markup:
    if value is None:
        return Markup("<td></td>")
    if isinstance(value, ox.NamedNode):
        to, words = console.href(value.value, who), console.short(value.value, who)
        if to:
            return fill('<td class="zm-iri"><a href="{}" title="{}">{}</a></td>', to, value.value, words)
        return fill('<td class="zm-iri" title="{}">{}</td>', value.value, words)
    if isinstance(value, ox.Literal):
        kind = value.datatype.value.rpartition("#")[2]
        look = "zm-number" if kind in ("integer", "decimal", "double") else "zm-day" if kind == "date" else "zm-words"
        return fill('<td class="{}"{}>{}</td>', look, fill(' lang="{}"', value.language or "zh"), value.value[:_FILES])
    return fill("<td>{}</td>", str(value))


def _files(found: Answer, name: str, say: Messages) -> None:
    table = found.table()
    with st.container(key="downloads", horizontal=True):
        # With the byte order mark by which Excel recognises UTF-8.
        csv, json = as_csv(table).encode("utf-8-sig"), as_json(table).encode()
        for label, data, form in (
            (say("sparql.csv"), csv, Format.CSV),
            (say("sparql.json"), json, Format.JSON),
        ):
            st.download_button(
                label, data, f"{name}.{form}", form.media, key=form.value, icon=controls.DOWNLOAD, on_click="ignore"
            )
