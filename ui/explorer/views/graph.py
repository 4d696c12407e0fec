"""`/graph?iri=…&depth=…&kinds=…&agencies=1&day=…&open=…`: the neighbourhood of a document or an agency; `/graph?iri=…&to=…`: the
chains between two documents; without `iri`, where to begin (`q` searches, `find` for the other end of a chain).

`iri` may name a document that is only cited; `kinds` are comma-separated, the unfolded nodes in `open` space-separated.
"""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import streamlit as st
from markupsafe import Markup

from graph.export import graphml
from graph.records.chains import STEPS, Chains
from graph.records.neighbourhood import DEPTH, OPENED, Neighbourhood, Node
from ontology.enumerations import RelationKind
from ontology.formats import Format
from ui.explorer import found, holdings, state, url
from ui.explorer.components import (
    chain,
    controls,
    downloading,
    drawing,
    empty,
    legend,
    marks,
    near,
    network,
    nodes,
    relations,
    tones,
)
from ui.explorer.components.marks import DrawingOptions
from ui.explorer.components.markup import fill, join, show
from ui.explorer.components.titles import title_of
from ui.explorer.found import Hit
from ui.messages import Messages

KEPT = ("iri", "depth", "kinds", "agencies", "day")


def page(say: Messages) -> None:
    with st.spinner(say("app.loading")):
        known = bool(holdings.web().published)
    if not known:
        _title(say)
        command = f"zhengmai build PATH… --store {state.store()}"
        empty.state(say("store.empty_title"), say("store.empty_text"), command)
    elif not state.read("iri"):
        _begin(say)
    elif state.read("to"):
        _chain(say)
    else:
        _around(say)


def _title(say: Messages) -> None:
    show('<header class="zm-page"><h1>{}</h1><p>{}</p></header>', say("graph.title"), say("graph.lead"))


def _begin(say: Messages) -> None:
    """Show a search, and the documents that are cited most."""
    _title(say)
    text = controls.search(say("graph.search"), "q", say("graph.search_hint"))
    if not text.strip():
        with st.spinner(say("app.loading")):
            hits = found.begin()
        _hits(say("graph.begin"), hits, say, "iri")
        return
    _results(text, say, "iri", agencies=True)


def _results(text: str, say: Messages, role: str, *, agencies: bool, **kept: str) -> None:
    with st.spinner(say("app.loading")):
        results = found.search(text)
    shown = (
        (say("graph.found"), results.documents),
        (say("graph.found_cited"), results.cited),
        (say("graph.found_agencies"), results.agencies if agencies else ()),
    )
    if not any(hits for _, hits in shown):
        empty.state(say("graph.none_title"), say("graph.none_text"))
        near.names(results.meant, holdings.who(), say)
    for title, hits in shown:
        _hits(title, hits, say, role, **kept)


def _hits(title: str, hits: Sequence[Hit], say: Messages, role: str, **kept: str) -> None:
    """Show results. role: the parameter that a hit becomes."""
    if not hits:
        return
    lines = join(
        fill(
            '<li><a href="{}"><span class="zm-list-title" lang="zh">{}</span></a>'
            '<span class="zm-list-number" lang="zh">{}</span><span class="zm-list-meta">{}</span></li>',
            url.graph(**kept, **{role: hit.iri}),
            title_of(hit, say),
            hit.number if hit.title else "",
            join(fill("<span>{}</span>", word) for word in _meta(hit, say)),
        )
        for hit in hits[: found.SHOWN]
    )
    show('<h2 class="zm-h2">{}</h2><ul class="zm-list">{}</ul>', title, lines)
    if len(hits) > found.SHOWN:
        show('<p class="zm-quiet">{}</p>', say("graph.more_found", count=len(hits) - found.SHOWN))


def _meta(hit: Hit, say: Messages) -> list[str]:
    if hit.agency:
        return [say("graph.issued", count=hit.count)]
    return [word for word in (hit.date, say("graph.cited", count=hit.count) if hit.count else "") if word]


def _around(say: Messages) -> None:
    head, filters = st.container(), st.empty()
    with filters.container(key="filters"):
        columns = st.columns([1, 1.2, 1.2, 1.6], vertical_alignment="bottom")
        with columns[0]:
            depth = controls.steps(say("graph.depth"), "depth", DEPTH)
        with columns[1]:
            day = date.fromisoformat(controls.day(say("graph.day"), "day"))
        with columns[2]:
            agencies = controls.switch(say("graph.agencies"), "agencies")
        names = {kind.value: relations.name(kind, say) for kind in RelationKind}
        kinds = controls.choices(say("graph.kinds"), "kinds", tuple(names), names)
    opened = tuple(dict.fromkeys(state.read("open").split()))[:OPENED]
    with st.spinner(say("app.loading")):
        around = holdings.around(state.read("iri"), depth, kinds, opened, agencies)
    if around is None:
        filters.empty()
        to_start = (say("graph.to_start"), url.graph())
        empty.state(say("graph.missing_title"), say("graph.missing_text"), link=to_start)
        return
    centre = around.centre
    # A node that is not shown cannot be unfolded, so links leave it out.
    opened = tuple(iri for iri in opened if any(node.iri == iri and node.unfolded for node in around.nodes))
    view = DrawingOptions(day, say, {name: state.read(name) for name in KEPT}, opened)
    st.set_page_config(page_title=f"{title_of(centre, say)} · {say('graph.title')} · {say('app.name')}")
    with head:
        _head(centre, view)
    if len(around.nodes) == 1:
        show('<p class="zm-quiet">{}</p>', say("graph.alone"))
    else:
        show("{}", legend.legend(around, view))
        _draw(around, view, file_name(centre), unfold=True)
    if not centre.published and not centre.agency:
        _cited_by(centre, say)
    if not centre.agency:
        show('<div class="zm-chain-search"></div>')
        text = controls.search(say("chain.search"), "find", say("chain.search_hint"))
        if text.strip():
            _results(text, say, "to", agencies=False, iri=state.read("iri"))


def _draw(around: Neighbourhood, view: DrawingOptions, name: str, *, unfold: bool) -> None:
    say = view.say
    network.show(drawing.drawing(around, view, chains=not unfold), name, say, _toggle if unfold else None)
    told = [say("graph.size"), say("graph.hint")] if unfold else [say("chain.size")]
    show('<p class="zm-quiet">{}</p>', Markup("<br>").join(told))
    with st.container(key="downloads"):
        downloading.download(say("graph.graphml"), _graphml(around, view), f"{name}.graphml", Format.GRAPHML.media)
    show("{}", nodes.listed(around, view))


def _toggle(iri: str) -> None:
    opened = tuple(dict.fromkeys(state.read("open").split()))
    state.write("open", " ".join(marks.toggled(opened, iri)[-OPENED:]))


def file_name(node: Node) -> str:
    """Return the name of downloads: the number or title, without characters that file systems refuse."""
    words = "".join(
        letter if letter.isalnum() or letter in "〔〕()（）" else "-" for letter in node.number or node.title
    )
    return words.strip("-")[:60] or "graph"


def _head(centre: Node, view: DrawingOptions) -> None:
    say = view.say
    link = Markup("")
    if centre.published or centre.agency:
        word = say("graph.open_agency" if centre.agency else "graph.open")
        link = fill(
            '<a class="zm-go" href="{}">{}</a>', (url.agency if centre.agency else url.document)(centre.iri), word
        )
    title = title_of(centre, say)
    told = [line for line in marks.describe(centre, view.day, say)[1:] if line != title]
    show(
        '<header class="zm-page zm-graph {}"><p class="zm-crumb"><a href="{}">{}</a></p><h1 lang="zh">{}</h1><p>{}{}</p></header>',
        "" if centre.agency else "zm-document-head",
        url.graph(),
        say("graph.to_start"),
        title,
        join(fill('<span lang="zh">{}</span>', line) for line in told),
        link,
    )


def _cited_by(centre: Node, say: Messages) -> None:
    """Show who cites a document that is only cited, and in which words; it has no page of its own."""
    found = holdings.cited_document(centre.iri)
    if found is not None:
        show('<div class="zm-relations zm-cited-by" id="relations">{}</div>', relations.incoming(found.relations, say))


def _graphml(around: Neighbourhood, view: DrawingOptions) -> bytes:
    """Return the drawing as GraphML; the same view gives the same bytes."""
    things = [
        graphml.GraphmlNode(
            node.iri,
            "agency" if node.agency else "document",
            node.number or node.title,
            node.number,
            node.title,
            node.kind,
            node.date,
            node.published,
            tones.find_status(node, view.day) or "",
            node.cited,
        )
        for node in around.nodes
    ]
    ties = [
        graphml.GraphmlEdge(edge.citing, edge.cited, kind, relations.name(kind, view.say))
        for edge in around.edges
        for kind in edge.kinds
    ]
    output = BytesIO()
    graphml.write(things, ties, view.day, output)
    return output.getvalue()


def _chain(say: Messages) -> None:
    first, last = state.read("iri"), state.read("to")
    with st.spinner(say("app.loading")):
        between = holdings.chains(first, last)
    again = (say("chain.choose"), url.graph(first))
    if between is None:
        empty.state(say("graph.missing_title"), say("chain.missing_text"), link=(say("graph.to_start"), url.graph()))
        return
    show(
        '<header class="zm-page"><p class="zm-crumb"><a href="{}">{}</a></p><h1>{}</h1></header>'
        '<dl class="zm-facts zm-ends">{}{}</dl><p><a class="zm-swap" href="{}">{}</a></p>',
        url.graph(first),
        say("chain.back"),
        say("chain.title"),
        _end(say("chain.from"), between.first, say),
        _end(say("chain.to"), between.last, say),
        url.graph(last, to=first),
        say("chain.swap"),
    )
    if between.first.iri == between.last.iri:
        empty.state(say("chain.same_title"), say("chain.same_text"), link=again)
    elif between.drawing is None:
        empty.state(say("chain.none_title"), say("chain.none_text", steps=STEPS), link=again)
    else:
        _chains(between, between.drawing, say)


def _chains(between: Chains, drawn: Neighbourhood, say: Messages) -> None:
    steps = len(between.chains[0])
    told = say("chain.directed" if between.directed else "chain.undirected", steps=steps)
    show('<p class="zm-told">{}</p>', told)
    with st.container(key="filters"):
        (column, _) = st.columns([1, 3])
        with column:
            day = date.fromisoformat(controls.day(say("graph.day"), "day"))
    view = DrawingOptions(day, say, {"iri": state.read("iri"), "to": state.read("to"), "day": state.read("day")})
    show("{}{}", legend.legend(drawn, view), chain.chains(between, say))
    _draw(drawn, view, f"{file_name(between.first)}-{file_name(between.last)}", unfold=False)


def _end(label: str, node: Node, say: Messages) -> Markup:
    number = node.number if node.title else ""
    return fill(
        '<dt>{}</dt><dd lang="zh"><a href="{}">{}</a> <span class="zm-quiet">{}</span></dd>',
        label,
        url.graph(node.iri),
        title_of(node, say),
        number,
    )
