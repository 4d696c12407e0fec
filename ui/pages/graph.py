"""`/graph?iri=…&depth=…&kinds=…`: the documents around one; without `iri`, where to begin (`q` searches).

`iri` may name a document that is only cited; `kinds` are comma-separated.
"""

from itertools import groupby

import streamlit as st
from markupsafe import Markup

from ui import holdings, state
from ui.components import controls, empty, listing, network, relations
from ui.components.markup import fill, join, show
from ui.messages import Messages
from ui.neighbourhood import DEPTH, NODES, Neighbourhood, Node
from ui.relations import KINDS, rank
from ui.search import Filters, select

# How many documents a search shows. (Streamlit would print a string that stands alone in a page's module.)
FOUND = 20


def page(say: Messages) -> None:
    if not state.read("iri"):
        _begin(say)
        return
    head = st.container()
    with st.container(key="filters"):
        first, second = st.columns([1, 4])
        with first:
            depth = controls.steps(say("graph.depth"), "depth", DEPTH)
        with second:
            names = {kind: relations.name(kind, say) for kind in KINDS}
            kinds = controls.choices(say("graph.kinds"), "kinds", KINDS, names)
    with st.spinner(say("app.loading")):
        around = holdings.around(state.read("iri"), depth, kinds)
    if around is None:
        to_start = (say("graph.to_start"), state.href("graph"))
        empty.state(say("graph.missing_title"), say("graph.missing_text"), link=to_start)
        return
    with head:
        _head(around.centre, say)
    if len(around.nodes) == 1:
        show('<p class="zm-quiet">{}</p>', say("graph.alone"))
        return
    show("{}", _legend(around, say))
    parameters = {"depth": state.read("depth"), "kinds": state.read("kinds")}
    network.show(around, parameters, say)
    show('<p class="zm-quiet">{}</p>{}', say("graph.size"), _list(around, say))


def _begin(say: Messages) -> None:
    """Where there is no document yet: search for one, or take one that many relations meet in."""
    show('<header class="zm-page"><h1>{}</h1><p>{}</p></header>', say("graph.title"), say("graph.lead"))
    with st.spinner(say("app.loading")):
        rows = holdings.rows()
        connected = dict(holdings.connected())
    if not rows:
        empty.state(say("store.empty_title"), say("store.empty_text"), f"zhengmai build PATH… --store {state.store()}")
        return
    text = controls.search(say("documents.search"), "q", say("documents.search_hint"))
    if text:
        found = select(rows, Filters(text))[:FOUND]
        if not found:
            empty.state(say("documents.none_title"), say("documents.none_text"))
            return
    else:
        by_iri = {row.iri: row for row in rows}
        found = [by_iri[iri] for iri in connected if iri in by_iri]
    if found:
        show('<h2 class="zm-h2">{}</h2>', say("graph.found" if text else "graph.begin"))
        listing.documents(found, say, page="graph")


def _head(centre: Node, say: Messages) -> None:
    title = centre.title or centre.number or say("documents.no_title")
    link = Markup("")
    if centre.published:
        link = fill('<a class="zm-go" href="{}">{}</a>', state.href("document", iri=centre.iri), say("graph.open"))
    show(
        '<header class="zm-page zm-graph"><p class="zm-crumb"><a href="{}">{}</a></p><h1 lang="zh">{}</h1>'
        '<p><span lang="zh">{}</span><span>{}</span>{}</p></header>',
        state.href("graph"),
        say("graph.to_start"),
        title,
        centre.number if centre.number != title else "",
        say("graph.published" if centre.published else "graph.only_cited"),
        link,
    )


def _legend(around: Neighbourhood, say: Messages) -> Markup:
    """How much there is, what the colours mean, and what is not there."""
    said = {edge.kinds[0] for edge in around.edges}
    kinds = join(
        fill('<li class="zm-edge zm-k-{}">{}</li>', kind, relations.name(kind, say)) for kind in sorted(said, key=rank)
    )
    nodes = join(
        fill('<li class="zm-dot zm-{}">{}</li>', name, say(key))
        for name, key in (("centre", "graph.centre"), ("held", "graph.published"), ("named", "graph.only_cited"))
    )
    left_out = Markup("")
    if around.left_out:
        notice = say("graph.left_out", count=around.left_out, limit=NODES)
        left_out = fill('<p class="zm-notice">{}</p>', notice)
    counts = say("graph.counts", nodes=len(around.nodes), edges=len(around.edges))
    return fill('<p class="zm-count">{}</p>{}<ul class="zm-legend">{}{}</ul>', counts, left_out, nodes, kinds)


def _list(around: Neighbourhood, say: Messages) -> Markup:
    """The same as words, for those who do not see the drawing, and for their printers."""
    groups = join(
        fill("<h3>{}</h3><ul>{}</ul>", say("graph.steps", count=depth), join(_line(node, say) for node in nodes))
        for depth, nodes in groupby(around.nodes[1:], key=lambda node: node.depth)
    )
    return fill('<details class="zm-fold"><summary>{}</summary>{}</details>', say("graph.list"), groups)


def _line(node: Node, say: Messages) -> Markup:
    title = node.title or node.number or say("documents.no_title")
    if node.published:
        title = fill('<a href="{}">{}</a>', state.href("document", iri=node.iri), title)
    number = node.number if node.title else ""
    return fill('<li lang="zh">{}<span class="zm-list-number">{}</span></li>', title, number)


if __name__ == "__main__":
    from ui.app import main

    main()  # see ui/pages/__init__.py
