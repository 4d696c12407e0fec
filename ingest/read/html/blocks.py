"""Turn an element of a web page into lines and grids; each fragment keeps the XPath of its element."""

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from ingest.model.native import InMarkup
from ingest.read.compose import Block, Line
from ingest.read.grid import Flowing, Fragment, Grid, flow

_BLOCK = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "tr",
        "table",
        "section",
        "article",
        "br",
        "dt",
        "dd",
        "ul",
        "ol",
        "tbody",
        "thead",
        "tfoot",
        "blockquote",
        "center",
        "td",
        "th",
        "pre",
        "hr",
        "caption",
        "main",
        "figure",
        "figcaption",
        "address",
        "dl",
        "fieldset",
        "body",
    ]
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "b", "strong"))  # all of a line in bold is one, too
_SPACES = re.compile(r"[ \t\r\n\u00a0\u3000]+")
_NUMBER = re.compile(r"\s{0,9}(\d{1,9})")
_LAYOUT_LINES = 8  # a cell with more paragraphs than this, and most of its table's text, lays out a page


@dataclass(slots=True)
class _ElementReader:
    """Walks one element; a line ends where a block begins or ends."""

    hidden: set[HtmlElement]
    blocks: list[Block] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    at: str = ""
    heading: bool = True  # whether all words of the line so far are those of a heading

    def end_line(self) -> None:
        text = _SPACES.sub(" ", "".join(self.words)).strip()
        if text:
            self.blocks.append((Fragment(text, InMarkup(self.at), heading=self.heading),))
        self.words.clear()
        self.at, self.heading = "", True

    def append(self, text: str | None, path: str, heading: bool) -> None:
        if not text:
            return
        if text.strip():
            self.at = self.at or path
            self.heading &= heading
        self.words.append(text)

    def visit(self, element: HtmlElement, path: str, heading: bool = False) -> None:
        """Read an element. heading: it is in one of a heading."""
        if element in self.hidden:
            return
        block = element.tag in _BLOCK
        if block:
            self.end_line()
        if element.tag == "table" and (found := self.table(element, path)) is not None:
            self.blocks += found
            return
        inside = heading or element.tag in _HEADINGS
        self.append(element.text, path, inside)
        counts: dict[str, int] = {}
        for child in element:
            if isinstance(child.tag, str):
                counts[child.tag] = counts.get(child.tag, 0) + 1
                self.visit(child, f"{path}/{child.tag}[{counts[child.tag]}]", inside)
            self.append(child.tail, path, inside)
        if block:
            self.end_line()

    def table(self, element: HtmlElement, path: str) -> list[Block] | None:
        """Return the table as a grid; None for one that lays out a page, or has a single column."""
        rows: list[list[Flowing]] = []
        for row, row_path in _rows(element, path):
            cells: list[Flowing] = []
            counts: dict[str, int] = {}
            for cell in row:
                if not isinstance(cell.tag, str):
                    continue
                counts[cell.tag] = counts.get(cell.tag, 0) + 1
                if cell.tag in ("td", "th") and cell not in self.hidden:
                    content = self.cell(cell, f"{row_path}/{cell.tag}[{counts[cell.tag]}]")
                    cells.append(Flowing(_span(cell, "rowspan", 1), _span(cell, "colspan", 1), content))
            rows.append(cells)
        if not any(len(row) > 1 for row in rows):
            return None
        sizes = [sum(len(f.text) for f in cell.content) for row in rows for cell in row]
        most = max((cell for row in rows for cell in row), key=lambda cell: sum(len(f.text) for f in cell.content))
        paragraphs = sum(fragment.place is not None for fragment in most.content)
        if paragraphs > _LAYOUT_LINES and max(sizes) * 2 > sum(sizes):
            return None
        return [*_captions(element, path), flow(rows)]

    def cell(self, cell: HtmlElement, path: str) -> Line:
        inner = _ElementReader(self.hidden)
        inner.visit(cell, path)
        inner.end_line()
        return flat(inner.blocks)


def blocks(element: HtmlElement, hidden: set[HtmlElement]) -> list[Block]:
    """Return the lines and grids of an element in the order of the markup."""
    writer = _ElementReader(hidden)
    writer.visit(element, element.getroottree().getpath(element))
    writer.end_line()
    return writer.blocks


def flat(inner: list[Block]) -> Line:
    """Return the content of a cell as one line: paragraphs, and cells of inner tables, separated by a blank."""
    lines: list[Line] = []
    for block in inner:
        lines += [cell.content for cell in block.cells if cell.text] if isinstance(block, Grid) else [block]
    out: list[Fragment] = []
    for line in lines:
        if out:
            out.append(Fragment(" "))
        out += line
    return tuple(out)


def _rows(table: HtmlElement, path: str) -> list[tuple[HtmlElement, str]]:
    """Return the table's own rows, not those of inner tables."""
    found: list[tuple[HtmlElement, str]] = []
    counts: dict[str, int] = {}
    for child in table:
        if not isinstance(child.tag, str):
            continue
        counts[child.tag] = counts.get(child.tag, 0) + 1
        at = f"{path}/{child.tag}[{counts[child.tag]}]"
        if child.tag == "tr":
            found.append((child, at))
        elif child.tag in ("tbody", "thead", "tfoot"):
            found += [(row, f"{at}/tr[{i}]") for i, row in enumerate(child.findall("tr"), 1)]
    return found


def _captions(table: HtmlElement, path: str) -> list[Block]:
    caption = table.find("caption")
    text = _SPACES.sub(" ", "".join(caption.itertext())).strip() if caption is not None else ""
    return [(Fragment(text, InMarkup(f"{path}/caption[1]")),)] if text else []


def _span(cell: HtmlElement, name: str, default: int) -> int:
    match = _NUMBER.match(cell.get(name) or "")
    return int(match[1]) if match else default
