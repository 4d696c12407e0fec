"""`/compare?old=…&new=…&all=1`: two documents or editions side by side, clause by clause; to download as HTML or workbook."""

from dataclasses import replace
from io import BytesIO

import streamlit as st
from markupsafe import Markup

from graph.records.alignment import AlignedUnit, ArticleChange
from graph.records.comparison import Comparison, Pair, WordRun
from ontology.formats import Format
from ui.explorer import holdings, url
from ui.explorer.components import chosen, controls, downloading, empty
from ui.explorer.components.markup import fill, join, show
from ui.messages import Messages
from ui.report import comparison as report

SIZE = 60
"""Clauses of one page."""


def page(say: Messages) -> None:
    show('<header class="zm-page"><h1>{}</h1><p>{}</p></header>', say("diff.heading"), say("compare.lead"))
    with st.container(key="filters"):
        left, right = st.columns(2)
        with left:
            old = chosen.document(say("compare.old"), "old", say)
        with right:
            new = chosen.document(say("compare.new"), "new", say)
        everything = controls.switch(say("compare.all"), "all")
    if old is None or new is None:
        empty.state(
            say("compare.none_title"), say("compare.none_text"), link=(say("document.to_list"), url.documents())
        )
        return
    with st.spinner(say("app.loading")):
        whole = holdings.comparison(old.iri, new.iri)
    if whole is None:
        empty.state(say("text.no_text_title"), say("text.no_text"))
        return
    changed = tuple(pair for pair in whole.pairs if pair.match.change is not ArticleChange.SAME)
    found = whole if everything else replace(whole, pairs=changed)
    show('<p class="zm-count">{}</p>', report.summary(whole, say))
    if not found.pairs:
        show('<p class="zm-notice">{}</p>', say("compare.equal"))
        return
    _downloads(found, say)
    below = st.container()
    with st.container(key="pager"):
        positions = controls.pages(len(found.pairs), SIZE)
    with below:
        links = [
            fill('<a href="{}" lang="zh">{}</a>', url.document(row.iri), name)
            for row, name in ((old, found.old), (new, found.new))
        ]
        head = fill("<tr><th>{}</th><th>{}</th><th>{}</th></tr>", say("diff.change"), *links)
        rows = join(_row(found.pairs[position], say) for position in positions)
        show('<table class="zm-compare"><thead>{}</thead><tbody>{}</tbody></table>', head, rows)


def _row(pair: Pair, say: Messages) -> Markup:
    shifts = join(fill("<p><small>{}</small></p>", words) for words in report.shifts(pair, say))
    return fill(
        '<tr class="zm-c-{}"><td>{}{}</td><td lang="zh">{}</td><td lang="zh">{}</td></tr>',
        pair.match.change,
        say(f"diff.{pair.match.change}"),
        shifts,
        _side(pair.match.old, pair.old, "<del>{}</del>"),
        _side(pair.match.new, pair.new, "<ins>{}</ins>"),
    )


def _side(units: tuple[AlignedUnit, ...], pieces: tuple[WordRun, ...], mark: str) -> Markup:
    markers = "、".join(unit.marker for unit in units if unit.marker)
    words = join(fill(mark, piece.text) if piece.changed else fill("{}", piece.text) for piece in pieces)
    return fill("<b>{}</b> {}", markers, words) if markers else words


def _downloads(found: Comparison, say: Messages) -> None:
    def workbook() -> bytes:
        output = BytesIO()
        report.write_workbook(output, found, say)
        return output.getvalue()

    with st.container(key="downloads", horizontal=True, width="content"):
        for format, made in (
            (Format.HTML, lambda: report.html(found, say, say.language).encode()),
            (Format.XLSX, workbook),
        ):
            hint = f"{say('tasks.download')} .{format}"
            downloading.download(f".{format}", made, f"{say('diff.heading')}.{format}", format.media, hint)
