"""`/review?list=…&page=…`: what is doubtful in what the machine has read, and what people have decided on it."""

from collections.abc import Sequence

import streamlit as st

from graph.records.decisions import Decided
from graph.records.reviewing import Doubt
from ontology.enumerations import Aspect, DecisionState
from ontology.iri import named_by_file
from ui.explorer import holdings, state, url
from ui.explorer.components import controls, reviewing
from ui.explorer.components.markup import fill, join, show
from ui.messages import Messages

SIZE = 25
LISTS = ("doubts", "made", "waiting")


def page(say: Messages) -> None:
    show('<header class="zm-page"><h1>{}</h1><p>{}</p></header>', say("review.title"), say("review.lead"))
    if not state.writable():
        show('<p class="zm-quiet">{}</p>', say("review.read_only"))
    with st.spinner(say("app.loading")):
        doubts, made = holdings.doubts(), holdings.decisions()
    waiting = tuple(one for one in made if one.state is DecisionState.WAITING)
    counts = {"doubts": len(doubts), "made": len(made), "waiting": len(waiting)}
    names = {name: say(f"review.list_{name}", count=counts[name]) for name in LISTS}
    chosen = controls.one_of(say("review.list"), "list", LISTS, names)
    show('<p class="zm-quiet"><a href="{}">{}</a></p>', url.validation(), say("review.findings"))
    if not counts[chosen]:
        show('<p class="zm-quiet">{}</p>', say("review.none"))
        return
    _, below, positions = controls.paged(counts[chosen], SIZE)
    with below:
        if chosen == "doubts":
            _doubts([doubts[at] for at in positions], say)
        else:
            shown = made if chosen == "made" else waiting
            for at in positions:
                _decided(shown[at], say)


def _name(iri: str, say: Messages) -> str:
    row = holdings.who().owner(iri)
    if row is None:
        return say("documents.no_title")
    return row.title or row.number or named_by_file(row.iri)


def _doubts(found: Sequence[Doubt], say: Messages) -> None:
    lines = join(
        fill(
            '<li><p><b>{}</b> <a href="{}" lang="zh">{}</a></p><p lang="zh">{}</p><p class="zm-quiet" lang="zh">{}</p></li>',
            f"{say(f'aspect.{doubt.aspect}')} · {_why(doubt, say)}",
            url.document(doubt.document, review=doubt.key or reviewing.ADD, anchor=doubt.anchor),
            doubt.name or "…",
            doubt.words[:160],
            _name(doubt.document, say),
        )
        for doubt in found
    )
    show('<ul class="zm-stale">{}</ul>', lines)


def _why(doubt: Doubt, say: Messages) -> str:
    if doubt.confidence is not None:
        return say("facsimile.confidence", percent=round(100 * doubt.confidence))
    why = {Aspect.PARTY: "review.open_party", Aspect.REFERENCE: "review.open_reference"}
    return say(why.get(doubt.aspect, "review.unproven"))


def _decided(made: Decided, say: Messages) -> None:
    decision = made.decision
    why = made.reason_zh if say.language == "zh" else made.reason
    iri = holdings.decided_documents().get(decision.on, decision.on)
    told = f"{say(f'review.{decision.verdict}')} {decision.machine} → {decision.value}"
    if not decision.machine or not decision.value:
        told = f"{say(f'review.{decision.verdict}')} {decision.machine or decision.value}"
    with st.container(key=f"made-{decision.key}", horizontal=True, vertical_alignment="center"):
        show(
            '<ul class="zm-stale"><li><p><b>{}</b> <a href="{}" lang="zh">{}</a> <small>{}</small></p><p lang="zh">{}</p>'
            '<p class="zm-quiet" lang="zh">{} · {} {}</p></li></ul>',
            say(f"aspect.{decision.aspect}"),
            url.document(iri, review=decision.key),
            told,
            say(f"review.state_{made.state}") + (f"：{why}" if why else ""),
            decision.note,
            _name(iri, say),
            decision.by,
            decision.at[:16].replace("T", " "),
        )
        reviewing.undo(decision.key, say)
