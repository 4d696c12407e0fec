"""`/text?iri=…&as_of=…`: a document's text on a day, made from the acts in the store that amended it."""

from datetime import date

import streamlit as st
from markupsafe import Markup

from graph.records.text_on_day import AmendingAct, TextOnDay
from ui.explorer import holdings, state, url
from ui.explorer.components import controls, empty
from ui.explorer.components.markup import fill, join, show
from ui.messages import Messages


def page(say: Messages) -> None:
    iri, day = state.read("iri"), state.day("as_of")
    with st.spinner(say("app.loading")):
        found = holdings.text_on(iri, day) if iri else None
    if found is None:
        link = (say("document.to_list"), url.documents())
        empty.state(say("text.no_text_title"), say("text.no_text"), link=link)
        return
    with st.container(key="filters"):
        left, right = st.columns([4, 1], vertical_alignment="bottom")
        with left:
            show(
                '<header class="zm-page"><p class="zm-crumb"><a href="{}">{}</a></p><h1 lang="zh">{}</h1><p>{}</p></header>',
                url.document(found.iri, as_of=day.isoformat()),
                say("text.back"),
                found.title,
                say("text.lead", day=day.isoformat()),
            )
        with right:
            controls.day(say("documents.as_of"), "as_of")
        if found.turns:
            controls.turns(say("text.turns"), "as_of", _days(found), day)
    show("{}", _acts(found, day, say))
    show('<article class="zm-text-on-day" lang="zh">{}</article>', join(_provisions(found, say)))
    gaps = [
        fill(
            "<li>{}</li>",
            say("text.unapplied", name=gap.by, words=gap.instruction.words, reason=say(f"text.{gap.reason}")),
        )
        for gap in found.text.unapplied
    ]
    gaps += [
        fill("<li>{}</li>", say("text.unread", name=act.name, words=unread.words))
        for act in found.acts
        for unread in act.unread
    ]
    if gaps:
        show(
            '<section id="gaps"><h2 class="zm-h2">{}</h2><ul class="zm-brief">{}</ul></section>',
            say("text.gaps"),
            join(gaps),
        )


def _days(found: TextOnDay) -> list[date]:
    return sorted({*found.turns, *([found.base] if found.base else [])})


def _acts(found: TextOnDay, day: date, say: Messages) -> Markup:
    """Show from which text and through which acts it came; first how much of it is uncertain."""
    missing = sum(not act.held for act in found.acts)
    open_ = len(found.text.unapplied) + sum(len(act.unread) for act in found.acts)
    doubts = [say("text.missing", count=missing)] if missing else []
    doubts += [say("text.open", count=open_)] if open_ else []
    told = [say("text.base", day=found.base.isoformat()) if found.base else say("text.base_unknown")]
    if found.base and day < found.base:
        told.append(say("text.before_base"))
    return fill(
        '{}<ul class="zm-reasons"><li>{}</li>{}</ul>',
        join(fill('<p class="zm-notice"><a href="#gaps">{}</a></p>', words) for words in doubts),
        " ".join(told),
        join(fill('<li><a href="{}">{}</a></li>', url.document(act.iri), _act(act, say)) for act in found.acts),
    )


def _act(act: AmendingAct, say: Messages) -> str:
    day = act.day.isoformat()
    return (
        say("text.act", name=act.name, day=day, count=act.read)
        if act.held
        else say("text.not_held", name=act.name, day=day)
    )


def _provisions(found: TextOnDay, say: Messages) -> list[Markup]:
    return [
        fill(
            '<section class="{}"><p><b>{}</b>{}</p>{}</section>',
            "zm-changed" if provision.by else "",
            provision.marker,
            fill(' <small lang="{}">{}</small>', say.language, say("text.by", name=provision.by))
            if provision.by
            else "",
            join(fill("<p>{}</p>", line) for line in provision.lines),
        )
        for provision in found.text.provisions
    ]
