"""Show the clause tree: every clause with a marker or a heading, as a link to its text."""

from collections.abc import Sequence

from markupsafe import Markup

from graph.records.card import ClauseNode, DocumentCard, DocumentPart
from graph.records.excerpts import shorten
from ui.explorer.components.markup import fill, join
from ui.messages import Messages

DEPTH = 4
LABEL = 22
"""The depth of the tree, and the characters after which the first words of a clause are cut."""


def tree(card: DocumentCard, say: Messages) -> Markup:
    """Return the tree; empty for a document of one part without such clauses."""
    if len(card.parts) == 1 and not _named(card.parts[0].clauses, DEPTH):
        return Markup("")
    return fill('<nav class="zm-tree">{}</nav>', join(_part(part, say) for part in card.parts))


def _part(part: DocumentPart, say: Messages) -> Markup:
    label = part.title if part.role != "main" and part.title else say(f"part.{part.role}")
    below = _level(part.clauses, DEPTH)
    return fill(
        '<section><a class="zm-tree-part" href="#{}" lang="zh">{}</a>{}</section>',
        part.anchor,
        label,
        below,
    )


def _level(clauses: Sequence[ClauseNode], depth: int) -> Markup:
    """Return the entries at one depth. A clause without marker and heading is replaced by those below it."""
    if depth == 0:
        return Markup("")
    items = join(_entry(clause, depth) for clause in _named(clauses, depth))
    return fill("<ul>{}</ul>", items) if items else Markup("")


def _named(clauses: Sequence[ClauseNode], depth: int) -> list[ClauseNode]:
    found: list[ClauseNode] = []
    for clause in clauses:
        if clause.level == "row":
            continue
        if clause.marker or clause.heading:
            found.append(clause)
        elif depth > 1:
            found += _named(clause.children, depth - 1)
    return found


def _entry(clause: ClauseNode, depth: int) -> Markup:
    return fill(
        '<li><a href="#{}" lang="zh">{}</a>{}</li>',
        clause.anchor,
        label(clause),
        _level(clause.children, depth - 1),
    )


def label(clause: ClauseNode) -> str:
    """Return `第三条 适用范围`, or the marker and the clause's first words where it has no heading."""
    words = clause.heading or clause.text.strip().removeprefix(clause.marker).strip()
    if not clause.heading:
        words = words.split("\n", 1)[0]
    cut = shorten(words, LABEL)
    # `一、` and `（二）` end in a wide sign and need no space.
    space = " " if clause.marker and clause.marker[-1].isalnum() else ""
    return f"{clause.marker}{space}{cut}"
