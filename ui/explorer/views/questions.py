"""`/questions?name=…&p.agency=…&page=…`: the saved questions by theme as forms, with their answers in the reader's words.

The address contains the question and its conditions, so that a link sent on opens the same answer.
"""

from collections.abc import Sequence

import streamlit as st

from graph.query.own import own_queries
from graph.query.query import Query, all_queries
from ontology.enumerations import Theme
from ui.explorer import holdings, state, url
from ui.explorer.components import controls, empty, question, saving
from ui.explorer.components.answer import Heads
from ui.explorer.components.markup import show
from ui.messages import Messages


def page(say: Messages) -> None:
    with st.spinner(say("app.loading")):
        rows = holdings.rows()
    own, wrong = own_queries(state.store())
    queries = {query.name: query for query in [*own, *all_queries()]}
    name = state.read("name")
    asked = queries.get(name) if rows else None
    if asked is None:
        show('<header class="zm-page"><h1>{}</h1><p>{}</p></header>', say("questions.title"), say("questions.lead"))
        if not rows:
            empty.state(
                say("store.empty_title"), say("store.empty_text"), f"zhengmai build PATH… --store {state.store()}"
            )
            return
        if name:
            show('<p class="zm-notice">{}</p>', say("questions.unknown", name=name))
        _list(list(queries.values()), say)
        for line in wrong:
            show('<p class="zm-notice">{}</p>', say("questions.unreadable", reason=line))
        return
    show('<p class="zm-crumb"><a href="{}">{}</a></p>', url.questions(), say("questions.all"))
    show(
        '<header class="zm-page"><h1>{}</h1><p>{}</p></header>', asked.title(say.language), asked.question(say.language)
    )
    values = question.parameters(asked, rows, say)
    if not question.lacking(asked, values, say):
        question.answered(asked, values, Heads(asked.name), say)
        saving.offer(asked, values, say)
    show(
        '<p class="zm-quiet"><a href="{}">{}</a></p>',
        url.sparql(name=asked.name, values=values),
        say("questions.sparql"),
    )


def _list(queries: Sequence[Query], say: Messages) -> None:
    """Show the questions by theme, those that have the typed words in title or question."""
    with st.container(key="filters"):
        typed = controls.search(say("questions.filter"), "q", "").strip()
    language, words = say.language, typed.casefold()
    found = [query for query in queries if words in f"{query.title(language)} {query.question(language)}".casefold()]
    if not found:
        show('<p class="zm-notice">{}</p>', say("questions.none", text=typed))
    if own := [query for query in found if query.theme is None]:
        question.listed(say("questions.own"), own, lambda name: url.questions(name=name), say)
    for theme in Theme:
        chosen = [query for query in found if query.theme is theme]
        if chosen:
            question.listed(say(f"question_theme.{theme}"), chosen, lambda name: url.questions(name=name), say)
