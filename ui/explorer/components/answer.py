"""Show a query's answer: yes or no, rows with links, or triples as a drawing; offer the same as files."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from io import BytesIO

import pyoxigraph as ox
import streamlit as st
from markupsafe import Markup

from graph.export.answer import as_csv, as_json, write_xlsx
from graph.query.columns import PROVISION, heading
from graph.query.query import Answer, Table, Value
from graph.records.identity import Identity
from ontology.formats import Format
from ontology.numbers import provision_title
from ui.explorer import console
from ui.explorer.components import controls, downloading, empty, figures
from ui.explorer.components.figures import Count
from ui.explorer.components.markup import fill, join, show, spoken
from ui.messages import Messages

SIZE = 50
"""How many rows a page shows."""
BARS = 15


@dataclass(frozen=True, slots=True)
class Heads:
    """The display of an answer's columns. question: the saved question whose columns get the reader's words; empty: the names that
    the query gives, as whoever writes SPARQL wants them."""

    question: str = ""

    def head(self, column: str, say: Messages) -> str:
        return heading(self.question, column).texts[say.language] if self.question else column

    def words(self, column: str, value: str, say: Messages) -> str:
        """Return a cell in the reader's words: 依据 for `basedOn`."""
        kind = heading(self.question, column).words if self.question else ""
        if kind == PROVISION:
            return provision_title(value)
        return say.texts.get(f"{kind}.{value}", value) if kind else value


NAMES = Heads()
_FILES = 2**20  # characters after which a cell is cut
_ROOM = 13  # characters in a line of a cell, at least, where it has so many


def answer(found: Answer, name: str, who: Identity, heads: Heads, say: Messages) -> None:
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
            _chart(chart, heads, say)
    with below:
        _table(found.columns, [found.rows[position] for position in positions], who, heads, say)
    _files(found, name, heads, say)


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


def _chart(chart: console.Chart, heads: Heads, say: Messages) -> None:
    if chart.kind == "time":
        figures.timeline(chart.points, heads.head(chart.label, say), heads.head(chart.number, say))
    else:
        counts = [Count(heads.words(chart.label, label, say), amount) for label, amount in chart.points]
        with st.container(key="chart"):
            figures.bars(counts, BARS, say("overview.more"))


def _table(
    columns: Sequence[str], rows: Sequence[tuple[Value | None, ...]], who: Identity, heads: Heads, say: Messages
) -> None:
    head = join(fill('<th scope="col">{}</th>', heads.head(column, say)) for column in columns)
    body = join(
        fill(
            "<tr>{}</tr>",
            join(_cell(column, value, beside, who, heads, say) for column, value in zip(columns, row, strict=True)),
        )
        for row in rows
        for beside in [{value.value for value in row if isinstance(value, ox.Literal)}]
    )
    show(
        '<div class="zm-rows" tabindex="0"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>', head, body
    )


def _cell(
    column: str, value: Value | None, beside: Collection[str], who: Identity, heads: Heads, say: Messages
) -> Markup:
    """beside: the texts of the row."""
    if value is None:
        return Markup("<td></td>")
    if isinstance(value, ox.NamedNode):
        to, words = console.href(value.value, who), _named(value.value, beside, who, heads, say)
        if to:
            template = '<td class="zm-iri"{}><a href="{}" title="{}"{}>{}</a></td>'
            return fill(template, _least(words), to, value.value, spoken(words), words)
        return fill('<td class="zm-iri" title="{}">{}</td>', value.value, words)
    if isinstance(value, ox.Literal):
        kind = value.datatype.value.rpartition("#")[2]
        look = "zm-number" if kind in ("integer", "decimal", "double") else "zm-day" if kind == "date" else "zm-words"
        text = heads.words(column, value.value, say)[:_FILES]
        room = _least(text) if look == "zm-words" else Markup("")
        return fill('<td class="{}"{}{}>{}</td>', look, room, fill(' lang="{}"', value.language or "zh"), text)
    return fill("<td>{}</td>", str(value))


def _least(words: str) -> Markup:
    """Return the style by which a cell is wide enough for its words, up to a limit: where that is too wide together, the table scrolls."""
    return fill(' style="min-width: {}em"', min(len(words), _ROOM))


def _named(iri: str, beside: Collection[str], who: Identity, heads: Heads, say: Messages) -> str:
    """Return what a cell shows for an IRI: in a saved question a document's number, or its title where the row has the number already,
    and a link to the place of all else."""
    if not heads.question:
        return console.short(iri, who)
    if (row := who.row(iri)) is not None and who.canonical(iri) == row.iri and not who.below(iri) and "#" not in iri:
        return next((name for name in who.names(iri) if name not in beside), who.label(iri))
    return say("questions.place") if console.href(iri, who) else console.short(iri, who)


def _files(found: Answer, name: str, heads: Heads, say: Messages) -> None:
    table = found.table()
    files = [
        (say("sparql.csv"), as_csv(table).encode(), Format.CSV),
        (say("sparql.json"), as_json(table).encode(), Format.JSON),
    ]
    if heads.question:
        files.insert(0, (say("sparql.xlsx"), workbook(table, name, heads, say), Format.XLSX))
    with st.container(key="downloads", horizontal=True):
        for label, data, form in files:
            downloading.download(label, data, f"{name}.{form}", form.media)


def workbook(table: Table, name: str, heads: Heads, say: Messages) -> bytes:
    """Return an answer as an Excel file, with the heads and words that the page shows. name: of the sheet."""
    output = BytesIO()
    rows = [
        [
            heads.words(column, cell, say) if isinstance(cell, str) else cell
            for column, cell in zip(table.columns, row, strict=True)
        ]
        for row in table.rows
    ]
    write_xlsx(output, [heads.head(column, say) for column in table.columns], rows, name)
    return output.getvalue()
