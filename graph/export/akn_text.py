"""The text of a document in Akoma Ntoso 3.0: clauses as hierarchical elements with our eIds, `<ref>` where the text names others.

Everything that a clause prints occurs in `num`, `heading` or `p`, in reading order, and nothing else does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from graph.export.xml_text import valid_text
from graph.records.card import ClauseNode

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_HIERARCHY = ("part", "chapter", "section", "article", "level", "paragraph", "point", "indent")


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Words that are marked in a clause's text: code points, half-open. They name a document or provision (href; up_to: the end of a
    range), are a defined term (`term`, href names it) or its meaning (`def`, href is empty)."""

    start: int
    end: int
    href: str
    up_to: str = ""
    tag: str = "ref"

    @property
    def element(self) -> str:
        return "rref" if self.up_to else self.tag

    @property
    def attributes(self) -> dict[str, str]:
        if self.up_to:
            return {"from": self.href, "upTo": self.up_to}
        return {"ref": {"href": self.href}, "term": {"refersTo": self.href}}.get(self.tag, {})


Links = Mapping[str, Sequence[Link]]
"""Links by the IRI of the clause that contains them: by their start, the longer first. One that overlaps another without being inside it is
left out."""


def element(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    """Add an element. Characters that XML cannot hold become U+FFFD."""
    child = etree.SubElement(
        parent, f"{{{NAMESPACE}}}{tag}", {name: valid_text(value) for name, value in attributes.items()}
    )
    child.text = valid_text(text) or None
    return child


def write_text(
    document: etree._Element, body_tag: str, clauses: Sequence[ClauseNode], links: Links, prefix: str
) -> Iterator[str]:
    """Add a component's text to its document element, behind `meta`; return the eIds that were taken. prefix: of the eIds."""
    inner = [node for node in clauses if node.level not in ("coverPage", "preface", "preamble", "conclusions")]
    last = max((clauses.index(node) for node in inner), default=-1)
    around: dict[str, list[ClauseNode]] = {}
    for place, node in enumerate(clauses):
        if node not in inner and (node.level != "conclusions" or place > last):
            around.setdefault(node.level, []).append(node)
        elif node not in inner:
            inner.append(node)
    inner.sort(key=clauses.index)
    for level in ("coverPage", "preface", "preamble"):
        yield from _block(document, level, around.get(level, ()), links, prefix)
    body = element(document, body_tag, eId=f"{prefix}body")
    yield f"{prefix}body"
    for node in inner:
        yield from _clause(body, node, links, prefix)
    if not len(body):
        element(element(element(body, "hcontainer", name="empty", eId=f"{prefix}empty"), "content"), "p")
    yield from _block(document, "conclusions", around.get("conclusions", ()), links, prefix)


def _block(document: etree._Element, tag: str, nodes: Sequence[ClauseNode], links: Links, prefix: str) -> Iterator[str]:
    if nodes:
        block = element(document, tag, eId=f"{prefix}{nodes[0].eid}")
        for node in nodes:
            yield node.iri
            _paragraphs(block, node.text, 0, links.get(node.iri, ()))


def _clause(parent: etree._Element, node: ClauseNode, links: Links, prefix: str) -> Iterator[str]:
    """Add a clause with its children. A table is a container of its own, since AKN has none among clauses."""
    yield node.iri
    here = links.get(node.iri, ())
    if node.level in ("table", "row"):
        holder = element(parent, "hcontainer", name="table", eId=f"{prefix}{node.eid}")
        table = element(element(holder, "content"), "table")
        for row in node.children if node.level == "table" else (node,):
            if row is not node:
                yield row.iri
            _row(table, row, links.get(row.iri, ()), f"{prefix}{row.eid}" if row is not node else "")
        return
    known = node.level in _HIERARCHY
    holder = (
        element(parent, node.level, eId=f"{prefix}{node.eid}")
        if known
        else element(parent, "hcontainer", name=node.level or "clause", eId=f"{prefix}{node.eid}")
    )
    text, at = node.text, 0
    if node.marker and text.startswith(node.marker):
        element(holder, "num", node.marker)
        at = len(node.marker)
    rest = text[at:]
    if node.heading and rest.strip() == node.heading:
        _inline(element(holder, "heading"), rest, at, here)
        rest = ""
    if node.children:
        if rest:
            _paragraphs(element(holder, "intro"), text, at, here)
        for child in node.children:
            yield from _clause(holder, child, links, prefix)
    else:
        _paragraphs(element(holder, "content"), text if rest else "", at if rest else 0, here)


def _row(table: etree._Element, node: ClauseNode, links: Sequence[Link], eid: str) -> None:
    row = element(table, "tr", **({"eId": eid} if eid else {}))
    at = 0
    for cell in node.text.split("\t"):
        _inline(element(element(row, "td"), "p"), cell, at, links)
        at += len(cell) + 1


def _paragraphs(holder: etree._Element, text: str, start: int, links: Sequence[Link]) -> None:
    """Add a `p` for each line of a clause's text from `start`; one that is empty where there is none."""
    at = start
    for line in text[start:].split("\n"):
        _inline(element(holder, "p"), line, at, links)
        at += len(line) + 1


def _inline(holder: etree._Element, text: str, start: int, links: Sequence[Link]) -> None:
    """Fill an element with a piece of a clause's text, which begins there at `start`, and the links in it; links may nest."""
    done, last, at = 0, None, 0
    while at < len(links):
        link = links[at]
        at += 1
        low, high = link.start - start, link.end - start
        if not done <= low < high <= len(text):
            continue
        first = at
        while at < len(links) and links[at].start < link.end:
            at += 1
        _append(holder, last, text[done:low])
        last = element(holder, link.element, **link.attributes)
        # In Akoma Ntoso a `ref` may not contain another.
        inside = [inner for inner in links[first:at] if link.tag != "ref" or inner.tag != "ref"]
        _inline(last, text[low:high], link.start, inside)
        done = high
    _append(holder, last, text[done:])


def _append(holder: etree._Element, last: etree._Element | None, text: str) -> None:
    if last is None:
        holder.text = (holder.text or "") + valid_text(text) or None
    else:
        last.tail = (last.tail or "") + valid_text(text) or None
