"""`/repeal?iri=…&with=…&as_of=…`: what the repeal of documents on a day would leave; the store stays as it is.

with: the IRIs of those that would end together with the first, separated by spaces.
"""

import streamlit as st
from markupsafe import Markup

from graph.records.excerpts import shorten
from graph.records.simulation import Simulation
from ui.explorer import holdings, state, url
from ui.explorer.components import chosen, controls, empty, standing
from ui.explorer.components.markup import fill, join, show
from ui.messages import Messages

_LONGEST = 240
_MOST = 200
"""Entries of one list; their number is shown above it."""


def page(say: Messages) -> None:
    show('<header class="zm-page"><h1>{}</h1><p>{}</p></header>', say("repeal.title"), say("repeal.lead"))
    with st.container(key="filters"):
        left, right = st.columns([3, 1], vertical_alignment="bottom")
        with left:
            document = chosen.document(say("repeal.document"), "iri", say)
        with right:
            controls.day(say("repeal.on"), "as_of")
        others = chosen.documents(say("repeal.with"), "with", say)
    if document is None:
        empty.state(say("repeal.none_title"), say("repeal.none_text"), link=(say("document.to_list"), url.documents()))
        return
    day = state.day("as_of")
    ended = {row.iri: row for row in (document, *others)}
    with st.spinner(say("app.loading")):
        found = holdings.repealed(tuple(ended), day)
    links = (
        fill('<p><a href="{}" lang="zh">{}</a></p>', url.document(iri, as_of=day.isoformat()), chosen.label(row))
        for iri, row in ended.items()
    )
    show("{}", join(links))
    if not (found.turns or found.losses or found.hanging):
        show('<p class="zm-notice">{}</p>', say("repeal.nothing"))
        return
    _section(say("repeal.turns"), _turns(found, say), say)
    _section(say("repeal.losses"), _losses(found, len(ended) > 1, say), say)
    _section(say("repeal.hanging"), _hanging(found, len(ended) > 1, say), say)


def _section(title: str, items: list[Markup], say: Messages) -> None:
    show('<h2 class="zm-h2">{} <span class="zm-quiet">{}</span></h2>', title, len(items))
    if not items:
        show('<p class="zm-quiet">{}</p>', say("repeal.no_such"))
        return
    show('<ul class="zm-list">{}</ul>', join(items[:_MOST]))
    if len(items) > _MOST:
        show('<p class="zm-quiet">{}</p>', say("repeal.more", count=len(items) - _MOST))


def _turns(found: Simulation, say: Messages) -> list[Markup]:
    return [
        fill(
            '<li><a class="zm-list-title" lang="zh" href="{}">{}</a><span>{} → {}</span></li>',
            url.document(turn.iri),
            turn.name,
            standing.label(turn.before, say),
            standing.label(turn.after, say),
        )
        for turn in found.turns
    ]


def _losses(found: Simulation, several: bool, say: Messages) -> list[Markup]:
    return [
        fill(
            '<li><a class="zm-list-title" lang="zh" href="{}">{}</a><span class="zm-list-number">{}</span>'
            '<span class="zm-list-meta" lang="zh">{}{}</span></li>',
            url.document(loss.iri, anchor=loss.relation.anchor, source=loss.relation.source),
            loss.name,
            say("simulate.left", count=loss.left) if loss.left else say("simulate.none_left"),
            _basis(loss.basis, several),
            shorten(loss.relation.quote, _LONGEST),
        )
        for loss in sorted(found.losses, key=lambda loss: (loss.left, loss.name))
    ]


def _hanging(found: Simulation, several: bool, say: Messages) -> list[Markup]:
    return [
        fill(
            '<li><a lang="zh" href="{}">{}</a><span class="zm-list-number">{}</span>'
            '<span class="zm-list-meta">{}<span lang="zh">{}</span><span>{}</span></span></li>',
            url.document(work.iri),
            shorten(work.words, _LONGEST),
            say(f"simulate.{work.kind.lower()}"),
            _basis(work.basis, several and not work.own),
            work.name,
            say("simulate.own" if work.own else "simulate.rests"),
        )
        for work in found.hanging
    ]


def _basis(name: str, several: bool) -> Markup:
    """Return which of several repealed documents something rests on."""
    return fill('<span lang="zh">{} ← </span>', name) if several else Markup("")
