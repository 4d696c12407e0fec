"""Read docx: paragraphs, tables, text boxes, content controls and embedded documents, in reading order."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.model import Issue, IssueSeverity
from ingest.model.native import InPart, Place
from ingest.read import html
from ingest.read.compose import Block, Extraction, Line
from ingest.read.grid import WIDEST, Cell, Fragment, Grid, placed_in_cell, trimmed
from ingest.read.html.block import hidden_elements
from ingest.read.html.blocks import blocks as html_blocks
from ingest.read.html.blocks import flat
from ingest.read.html.parse import parse
from ingest.read.package import Package, damaged, too_large
from ingest.read.word.headings import headings
from ingest.read.word.markup import MC, W14, mark_is_deleted, words
from ingest.read.word.numbering import Numbering, W
from ingest.rules import table

READER = "docx 1"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ORDINAL = "ordinal"  # where each paragraph's place in its part is kept while the part is read
_MOST_PARAGRAPHS = 300_000
_DEEPEST = 40  # tables inside tables and text boxes inside text boxes
_TRANSPARENT = frozenset(W + name for name in ["ins", "customXml", "smartTag", "moveTo", "sdtContent"])


def read(data: bytes) -> Extraction:
    """Read a docx file. Raises ReadError."""
    found, issues = blocks_of(data)
    return html.extraction(found, issues, MEDIA_TYPE, READER)


def blocks_of(data: bytes) -> tuple[list[Block], list[Issue]]:
    """Return the blocks of a docx file, and issues for what could not be read. Raises ReadError."""
    document = _DocxPackage(Package(data, "docx"))
    found = [*document.heads(), *document.body()]
    return found, document.issues()


def alignments_of(data: bytes) -> dict[Place, str]:
    """Return how the paragraphs of the main part are set, where they say so: `center` or `right`. Raises ReadError."""
    document = _DocxPackage(Package(data, "docx"))
    root = document.package.xml(document.main)
    _count(root)
    found: dict[Place, str] = {}
    for paragraph in root.iter(W + "p"):
        set_as = paragraph.find(f"{W}pPr/{W}jc")
        align = {"center": "center", "right": "right", "end": "right"}.get(
            set_as.get(W + "val", "") if set_as is not None else ""
        )
        if align:
            found[_place(paragraph, document.main)] = align
    return found


@dataclass(slots=True)
class _DocxPackage:
    package: Package
    main: str = ""
    targets: dict[str, str] = field(default_factory=dict)
    numbering: Numbering = field(default_factory=Numbering)
    notes: int = 0
    external: int = 0
    too_deep: bool = False
    carried: Line = ()
    headings: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        relations = self.package.xml("_rels/.rels")
        self.main = next(
            (r.get("Target", "").lstrip("/") for r in relations if r.get("Type", "").endswith("/officeDocument")), ""
        )
        if not self.main:
            raise damaged("docx", "no main document part", "缺少正文部分")
        folder, name = posixpath.split(self.main)
        named = f"{folder}/_rels/{name}.rels"
        if named in self.package:
            for relation in self.package.xml(named):
                if relation.get("TargetMode") == "External":
                    continue
                target = relation.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                self.targets[relation.get("Id", "")] = posixpath.normpath(path)
        self.numbering = Numbering.parse(self._beside("numbering.xml"), self._beside("styles.xml"))

    def _beside(self, name: str) -> etree._Element | None:
        path = posixpath.join(posixpath.dirname(self.main), name)
        return self.package.xml(path) if path in self.package else None

    def body(self) -> Iterator[Block]:
        root = self.package.xml(self.main)
        body = root.find(W + "body")
        if body is None:
            raise damaged(
                "docx", "the main part has no body, or is in the Strict form", "正文部分没有内容，或者为 Strict 格式"
            )
        _count(root)
        self.headings = headings(root, self._beside("styles.xml"))
        yield from self.blocks(body, self.main, 0)
        if self.carried:
            yield self.carried

    def heads(self) -> Iterator[Block]:
        """Return running heads that name a gazette's issue, each once; other heads and feet recur on pages and add nothing."""
        said: set[str] = set()
        for target in sorted(set(self.targets.values())):
            if not posixpath.basename(target).startswith("header") or target not in self.package:
                continue
            root = self.package.xml(target)
            _count(root)
            for paragraph in root.iter(W + "p"):
                text = words(paragraph).text.strip()
                if text and text not in said and table("furniture")["running-head"].whole(text):
                    said.add(text)
                    yield (Fragment(text, _place(paragraph, target)),)

    def blocks(self, parent: etree._Element, part: str, depth: int) -> Iterator[Block]:
        if depth > _DEEPEST:
            self.too_deep = True
            return
        for child in parent:
            tag = child.tag
            if tag == W + "p":
                yield from self.paragraph(child, part, depth)
            elif tag == W + "tbl":
                yield self.table(child, part, depth + 1)
            elif tag == W + "sdt":
                content = child.find(W + "sdtContent")
                if content is not None:
                    yield from self.blocks(content, part, depth)
            elif tag in _TRANSPARENT:
                yield from self.blocks(child, part, depth)
            elif tag == MC + "AlternateContent" and len(child):
                yield from self.blocks(child[0], part, depth)
            elif tag == W + "altChunk":
                yield from self.chunk(self.targets.get(child.get(_R + "id", ""), ""))

    def paragraph(self, element: etree._Element, part: str, depth: int) -> Iterator[Block]:
        label = self.numbering.label(element)
        found = words(element)
        self.notes += found.notes
        for box in found.boxes:
            yield from self.blocks(box, part, depth + 1)
        place = _place(element, part)
        heading = part == self.main and place.paragraph in self.headings
        first, *rest = found.text.split("\n")
        made = (Fragment(label, place, True, heading),) if label else ()
        line = (*self.carried, *made, Fragment(first, place, False, heading))
        self.carried = ()
        for more in rest:
            yield line
            line = (Fragment(more, place, False, heading),)
        if mark_is_deleted(element):
            self.carried = line
        elif any(fragment.text.strip() for fragment in line if not fragment.generated):
            yield line

    def table(self, element: etree._Element, part: str, depth: int) -> Grid:
        cells: list[Cell] = []
        open_merges: dict[int, int] = {}  # column → index in `cells` of the vertical merge that goes on
        for row, row_element in enumerate(_children(element, W + "tr")):
            column = _integer(row_element.find(f"{W}trPr/{W}gridBefore"), 0)
            for cell in _children(row_element, W + "tc"):
                properties = cell.find(W + "tcPr")
                wide = min(max(1, _integer(_child(properties, "gridSpan"), 1)), WIDEST)
                merge = _child(properties, "vMerge")
                content = flat(list(self.blocks(cell, part, depth)))
                content = tuple(placed_in_cell(fragment, row, column) for fragment in content)
                goes_on = merge is not None and merge.get(W + "val", "continue") == "continue"
                if goes_on and column in open_merges:
                    at = open_merges[column]
                    cells[at] = replace(cells[at], rows=row - cells[at].row + 1, content=cells[at].content + content)
                else:
                    open_merges.pop(column, None)
                    if merge is not None:
                        open_merges[column] = len(cells)
                    cells.append(Cell(row, column, 1, wide, content))
                column += wide
        return trimmed(Grid(tuple(cells)))

    def chunk(self, target: str) -> Iterator[Block]:
        """Read a whole document in another format inside this one (17.17.2.1); the texts of many laws are one such chunk."""
        if not target or target not in self.package:
            self.external += 1
            return
        data = self.package.bytes(target)
        if target.lower().endswith((".docx", ".dotx")):
            inner = _DocxPackage(Package(data, "docx"))
            yield from inner.body()
            return
        if target.lower().endswith((".mht", ".mhtml")):
            data = html.html_part(data)
        root, _, _ = parse(data)
        body = root.find("body")
        for ordinal, block in enumerate(html_blocks(body if body is not None else root, hidden_elements(root)), 1):
            if isinstance(block, Grid):
                cells = (
                    replace(c, content=_moved(c.content, InPart(target, ordinal, "", c.row + 1, c.column + 1)))
                    for c in block.cells
                )
                yield Grid(tuple(cells))
            else:
                yield _moved(block, InPart(target, ordinal))

    def issues(self) -> list[Issue]:
        found = []
        if self.notes:
            found.append(
                Issue(
                    "notes-not-read",
                    f"{self.notes} footnotes or endnotes are not part of the text",
                    f"{self.notes} 处脚注或尾注未计入正文",
                    IssueSeverity.INFO,
                )
            )
        if self.external:
            found.append(
                Issue(
                    "external-content",
                    "part of the document stands outside the file and was not opened",
                    "文件引用了外部内容，未予打开",
                )
            )
        if self.too_deep:
            found.append(
                Issue(
                    "nested-too-deep",
                    f"tables nest deeper than {_DEEPEST} levels; what stands deeper is not read",
                    f"表格嵌套超过 {_DEEPEST} 层，更深处的内容没有读取",
                )
            )
        return found


def _count(root: etree._Element) -> None:
    """Write each paragraph's ordinal into the tree, because places in the part are counted in paragraphs."""
    for ordinal, paragraph in enumerate(root.iter(W + "p"), 1):
        if ordinal > _MOST_PARAGRAPHS:
            raise too_large(
                f"a document of more than {_MOST_PARAGRAPHS:,} paragraphs", f"段落超过 {_MOST_PARAGRAPHS:,} 个"
            )
        paragraph.set(_ORDINAL, str(ordinal))


def _place(paragraph: etree._Element, part: str) -> InPart:
    return InPart(part, int(paragraph.get(_ORDINAL, "0")), paragraph.get(W14 + "paraId", ""))


def _moved(line: Line, place: InPart) -> Line:
    return tuple(replace(fragment, place=place) if fragment.place else fragment for fragment in line)


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield rows of a table or cells of a row, also those in content controls and insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == W + "sdt" or child.tag in _TRANSPARENT:
            yield from _children(child, tag)


def _child(parent: etree._Element | None, name: str) -> etree._Element | None:
    return parent.find(W + name) if parent is not None else None


def _integer(element: etree._Element | None, default: int) -> int:
    try:
        return min(int(element.get(W + "val", "")), 1_000_000) if element is not None else default
    except ValueError:
        return default
