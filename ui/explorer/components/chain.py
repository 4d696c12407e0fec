"""Show the chains between two documents, step by step, with the sentences that prove each step."""

from collections.abc import Sequence

from markupsafe import Markup

from graph.records.chains import CHAINS, Chains, ChainStep
from graph.records.excerpts import join_cells, shorten
from graph.records.neighbourhood import Node
from graph.records.references import RelationRow
from ui.explorer import url
from ui.explorer.components.markup import fill, join
from ui.explorer.components.relations import QUOTE, name, tag
from ui.explorer.components.titles import title_of
from ui.messages import Messages


def chains(found: Chains, say: Messages) -> Markup:
    """Return every chain as an ordered list: a document, its relation to the next one, the next one."""
    several = len(found.chains) > 1
    parts = [
        fill(
            '{}<ol class="zm-chain">{}{}</ol>',
            fill('<h2 class="zm-h2">{}</h2>', say("chain.number", number=number)) if several else Markup(""),
            _document(found.first, say),
            join(_step(step, say) for step in chain),
        )
        for number, chain in enumerate(found.chains, 1)
    ]
    if found.more:
        parts.append(fill('<p class="zm-quiet">{}</p>', say("chain.more", count=CHAINS)))
    return join(parts)


def _step(step: ChainStep, say: Messages) -> Markup:
    kinds = list(dict.fromkeys(row.kind for row in step.said))
    tags = join(tag(kind, name(kind, say, incoming=not step.forward)) for kind in kinds)
    return fill(
        '<li class="zm-chain-step{}"><p>{}</p>{}</li>{}',
        "" if step.forward else " zm-chain-back",
        tags,
        join(_sentence(row, step.citing) for row in _once(step.said)),
        _document(step.second, say),
    )


def _once(rows: Sequence[RelationRow]) -> list[RelationRow]:
    """Merge the references of one sentence that names the document twice."""
    return list({row.quote: row for row in reversed(rows)}.values())[::-1]


def _document(node: Node, say: Messages) -> Markup:
    title = title_of(node, say)
    to = url.document if node.published else url.graph
    number = node.number if node.title else ""
    return fill(
        '<li class="zm-chain-document" lang="zh"><a href="{}">{}</a><span class="zm-list-number">{}</span></li>',
        to(node.iri),
        title,
        number,
    )


def _sentence(row: RelationRow, citing: Node) -> Markup:
    """Return the words of the citing document, as a link to their place in its text."""
    words = shorten(join_cells(row.quote), QUOTE, row.title or row.number)
    if not words:
        return Markup("")
    href = url.document(citing.iri, anchor=row.anchor, source=row.source)
    return fill('<blockquote lang="zh"><a href="{}">{}</a></blockquote>', href, words)
