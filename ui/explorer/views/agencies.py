"""`/agencies?q=…&place=…&order=…&view=…&page=…`: every agency, to search; those with most tasks as a matrix of who works with whom."""

from collections import Counter

import streamlit as st

from graph.records.agencies import ORDERS, AgencyRow, filter_agencies
from graph.records.documents import names_of_regions
from graph.records.partners import count_shared_tasks
from graph.records.search import UNKNOWN
from ui.explorer import holdings, state, url
from ui.explorer.components import controls, empty, listing, matrix, near
from ui.explorer.components.markup import show
from ui.messages import Messages

SIZE = 25
LARGEST = 12  # agencies that the matrix sets side by side
VIEWS = ("list", "matrix")


def page(say: Messages) -> None:
    with st.spinner(say("app.loading")):
        rows = holdings.agencies()
    show('<header class="zm-page"><h1>{}</h1><p>{}</p></header>', say("agencies.title"), say("agencies.lead"))
    if not rows:
        empty.state(
            say("agencies.empty_title"), say("store.empty_text"), f"zhengmai build PATH… --store {state.store()}"
        )
        return
    places = Counter(name for row in rows for name in dict.fromkeys(names_of_regions(row.place)) or (UNKNOWN,))
    names = {"": say("documents.any"), UNKNOWN: say("documents.unknown")}
    names |= {row.place.zh: row.place.label(say.language) for row in rows if row.place}
    counted = names | {place: f"{names.get(place, place)} ({count})" for place, count in places.items()}
    with st.container(key="filters"):
        first, second, third = st.columns([2, 1, 1])
        with first:
            text = controls.search(say("agencies.search"), "q", say("agencies.search_hint"))
        with second:
            place = controls.choice(say("agencies.place"), "place", sorted(places), counted)
        with third:
            orders = {name: say(f"agencies.order_{name}") for name in ORDERS}
            order = controls.option(say("agencies.order"), "order", ORDERS, orders)
    meant = holdings.who().find_agency(text)
    found = filter_agencies(rows, text, place, order, meant.exact)
    view = controls.one_of(say("agencies.view"), "view", VIEWS, {name: say(f"agencies.view_{name}") for name in VIEWS})
    if not found:
        link = (say("documents.clear"), url.agencies())
        empty.state(say("agencies.none_title"), say("agencies.none_text"), link=link)
        if text.strip():
            near.names(meant, holdings.who(), say)
        return
    if view == "matrix":
        _matrix(found, say)
        return
    line, below, positions = controls.paged(len(found), SIZE)
    numbers = {"first": positions.start + 1, "last": positions.stop, "count": len(found)}
    with line:
        show(
            '<p class="zm-count">{}</p>',
            say("agencies.found" if len(positions) == len(found) else "agencies.range", **numbers),
        )
    with below:
        listing.agencies((found[position] for position in positions), say)


def _matrix(found: list[AgencyRow], say: Messages) -> None:
    """Show those with most tasks as a matrix."""
    shown = [row.agency for row in sorted(found, key=lambda row: -row.tasks) if row.tasks][:LARGEST]
    if not shown:
        show('<p class="zm-quiet">{}</p>', say("agencies.matrix_none"))
        return
    show('<p class="zm-quiet">{}</p>', say("agencies.matrix_lead", count=len(shown)))
    matrix.draw(shown, count_shared_tasks(holdings.book().whole, [agency.iri for agency in shown]), say)
