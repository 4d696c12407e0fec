"""`/sparql?name=…&p.agency=…&page=…`, or `/sparql?query=…`: saved questions and queries of one's own, with their answers.

The address contains the whole question, so that a link sent on opens the same answer.
"""

import streamlit as st

from graph.query.limited import Limits
from graph.query.own import every_query
from graph.query.query import Query, adhoc
from graph.store.errors import QueryError
from ontology.vocabulary import PREFIXES
from ui.explorer import console, holdings, state, url
from ui.explorer.components import answer, controls, editor, empty, question, saving, writes
from ui.explorer.components.markup import fill, join, show
from ui.messages import Messages

_FIRST = "SELECT ?number ?title WHERE {\n  ?document a zm:PublishedDocument ; eli:number ?number ; dct:title ?title .\n}\nLIMIT 20"


def page(say: Messages) -> None:
    limits = Limits()
    bounds = {"seconds": f"{limits.seconds:g}", "rows": limits.rows, "memory": limits.memory >> 20}
    show('<header class="zm-page"><h1>{}</h1><p>{}</p></header>', say("sparql.title"), say("sparql.lead"))
    with st.spinner(say("app.loading")):
        rows = holdings.rows()
    if not rows:
        empty.state(say("store.empty_title"), say("store.empty_text"), f"zhengmai build PATH… --store {state.store()}")
        return
    own = console.unpacked(state.read("query"))
    if own:
        show('<p class="zm-crumb"><a href="{}">{}</a></p>', url.sparql(), say("sparql.own_back"))
    saved = None if own else _saved(say)
    try:
        query = saved or adhoc(own)
    except QueryError as error:
        question.refuse(error, say)
        _editor(own, 0, say)
        return
    values = question.parameters(query, rows, say)
    place, limit_line = st.container(), say("sparql.limits", **bounds)
    line = 0
    with st.container():
        if len(query.text) > console.LONGEST:
            question.refused(say("sparql.too_long", count=console.LONGEST))
        elif query.text and not question.lacking(query, values, say):
            line = question.answered(query, values, answer.NAMES, say)
            if not line:
                saving.offer(query, values, say)
    with place:
        if saved is None:
            _editor(query.text or _FIRST, line, say)
        else:
            with st.expander(say("sparql.show_text")):
                _editor(query.text, line, say)
        show('<p class="zm-quiet zm-limits">{}</p>', limit_line)
    if not query.text:
        question.listed(say("sparql.questions"), every_query(state.store()), lambda name: url.sparql(name=name), say)


def _saved(say: Messages) -> Query | None:
    """Show the saved questions, and return the chosen one; None for none, or for an unknown name in the address."""
    queries = {query.name: query for query in reversed(every_query(state.store()))}
    titles = {name: query.title(say.language) for name, query in queries.items()}
    with st.container(key="filters"):
        ranked = sorted(queries, key=lambda name: titles[name])
        chosen = controls.choice(say("sparql.saved"), "name", ranked, {"": say("sparql.own")} | titles)
    query = queries.get(chosen)
    if query is not None:
        show('<p class="zm-question">{}</p>', query.question(say.language))
    elif chosen:
        show('<p class="zm-notice">{}</p>', say("sparql.unknown", name=chosen))
    return query


def _editor(text: str, line: int, say: Messages) -> None:
    editor.show(text, line, _ask, say)
    names = join(
        fill("<li><code>PREFIX {}: &lt;{}&gt;</code></li>", prefix, namespace) for prefix, namespace in PREFIXES.items()
    )
    show('<details class="zm-prefixes"><summary>{}</summary><ul>{}</ul></details>', say("sparql.prefixes"), names)


def _ask(text: str) -> None:
    """Put the user's query into the address; the next run answers it."""
    name = state.read("name")
    if any(query.name == name and query.text == text for query in every_query(state.store())):
        return
    state.rewrite(query=console.packed(text.strip()), name="", **{writes.PAGE: ""})
