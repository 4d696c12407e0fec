"""`/questions?name=…&p.agency=…&page=…`: the saved questions by theme as forms, with their answers in the reader's words.

The address holds the question and its conditions, so that a link sent on opens the same answer.
"""

from collections.abc import Sequence

import streamlit as st

from graph.query.query import Query, all_queries
from ontology.enumerations import Theme
from ui.explorer import holdings, state, url
from ui.explorer.components import controls, empty, question
from ui.explorer.components.answer import Heads
from ui.explorer.components.markup import fill, join, show
from ui.explorer.messages import Messages


def page(say: Messages) -> None:
    with st.spinner(say("app.loading")):
        rows = holdings.rows()
    queries = {query.name: query for query in all_queries()}
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
        return
    show('<p class="zm-crumb"><a href="{}">{}</a></p>', url.questions(), say("questions.all"))
    show('<header class="zm-page"><h1>{}</h1><p>{}</p></header>', _title(asked, say), _words(asked, say))
    values = question.parameters(asked, rows, say)
    if not question.lacking(asked, values, say):
        question.answered(asked, values, Heads(asked.name), say)
    show(
        '<p class="zm-quiet"><a href="{}">{}</a></p>',
        url.sparql(name=asked.name, values=values),
        say("questions.sparql"),
    )


def _list(queries: Sequence[Query], say: Messages) -> None:
    """Show the questions by theme, those that have the typed words in title or question."""
    with st.container(key="filters"):
        typed = controls.search(say("questions.filter"), "q", "").strip()
    found = [query for query in queries if typed.casefold() in f"{_title(query, say)} {_words(query, say)}".casefold()]
    if not found:
        show('<p class="zm-notice">{}</p>', say("questions.none", text=typed))
    for theme in Theme:
        chosen = sorted((query for query in found if query.theme is theme), key=lambda query: _title(query, say))
        if chosen:
            lines = join(
                fill(
                    '<li><a href="{}"><span class="zm-list-title">{}</span></a><span class="zm-list-meta">{}</span></li>',
                    url.questions(name=query.name),
                    _title(query, say),
                    _words(query, say),
                )
                for query in chosen
            )
            show('<h2 class="zm-h2">{}</h2><ul class="zm-list">{}</ul>', say(f"question_theme.{theme}"), lines)


def _title(query: Query, say: Messages) -> str:
    return query.title_zh if say.language == "zh" else query.title_en


def _words(query: Query, say: Messages) -> str:
    return query.question_zh if say.language == "zh" else query.question_en
