"""List the nodes of a drawing in words: for screen readers, the keyboard, and print."""

from itertools import groupby

from markupsafe import Markup

from graph.records.neighbourhood import Neighbourhood, Node
from ui.explorer import url
from ui.explorer.components import tones
from ui.explorer.components.marks import DrawingOptions, toggled
from ui.explorer.components.markup import fill, join
from ui.explorer.components.relations import name
from ui.explorer.components.titles import title_of


def listed(around: Neighbourhood, view: DrawingOptions) -> Markup:
    """Return every node by its step, with its relations and links."""
    titles = {node.iri: title_of(node, view.say) for node in around.nodes}
    said: dict[str, list[Markup]] = {}
    for edge in around.edges:
        kinds = ("、" if view.say.language == "zh" else ", ").join(name(kind, view.say) for kind in edge.kinds)
        said.setdefault(edge.citing, []).append(fill("{} → {}", kinds, titles[edge.cited]))
    groups = join(
        fill(
            "<h3>{}</h3><ul>{}</ul>",
            view.say("graph.steps", count=depth) if depth else view.say("graph.centre"),
            join(_line(node, said.get(node.iri, []), view) for node in nodes),
        )
        for depth, nodes in groupby(around.nodes, key=lambda node: node.depth)
    )
    return fill('<details class="zm-fold zm-nodes"><summary>{}</summary>{}</details>', view.say("graph.list"), groups)


def _line(node: Node, said: list[Markup], view: DrawingOptions) -> Markup:
    say = view.say
    title = fill("{}", title_of(node, say))
    if node.agency or node.published:
        title = fill('<a href="{}">{}</a>', (url.agency if node.agency else url.document)(node.iri), title)
    held = tones.find_status(node, view.day)
    status = fill('<span class="zm-dot zm-t-{}">{}</span>', tones.TONES[held], tones.name(held, say)) if held else ""
    links = [_link(say("graph.centre_here"), url.graph(node.iri))] if node.depth else []
    if node.unfolded or node.hidden:
        opened = " ".join(toggled(view.opened, node.iri))
        word = say("graph.fold") if node.unfolded else say("graph.unfold")
        links.append(_link(word, url.graph(**{**view.parameters, "open": opened})))
    told = (
        fill('<span class="zm-said">{}</span>', Markup("；" if say.language == "zh" else "; ").join(said))
        if said
        else ""
    )
    return fill(
        '<li lang="zh"><span>{}</span><span class="zm-list-number">{}</span><span class="zm-does">{}{}</span>{}</li>',
        title,
        node.number if node.title else "",
        status,
        join(links),
        told,
    )


def _link(word: str, href: str) -> Markup:
    return fill('<a href="{}">{}</a>', href, word)
