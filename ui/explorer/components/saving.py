"""Offer to keep a question that was asked: under a name, with its values, in the store's folder."""

from collections.abc import Mapping

import streamlit as st

from graph.query import own
from graph.query.query import Query
from graph.store.errors import GraphError
from ui.explorer import access, state, url
from ui.explorer.components import question
from ui.explorer.components.markup import show
from ui.messages import Messages

_KEY = "question-kept"


def offer(query: Query, values: Mapping[str, str], say: Messages) -> None:
    """Show the form that keeps a question, where the reader may write; after that, the link to it."""
    if not state.writable():
        return
    if kept := st.session_state.pop(_KEY, ""):
        show(
            '<p class="zm-notice zm-done" role="status"><a href="{}">{}</a></p>',
            url.questions(name=kept),
            say("questions.kept", name=kept),
        )
    with st.expander(say("questions.keep")), st.form("keep-question"):
        name = st.text_input(say("questions.keep_name"), key="keep-name", max_chars=80)
        title = st.text_input(say("questions.keep_title"), key="keep-title", max_chars=200)
        pressed = st.form_submit_button(say("questions.keep_now"))
    if not pressed:
        return
    try:
        own.save(state.store(), name.strip(), query, values, title.strip(), by=access.who())
    except GraphError as error:
        question.refuse(error, say)
        return
    st.session_state[_KEY] = name.strip()
    st.rerun()
