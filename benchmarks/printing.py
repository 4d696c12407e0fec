"""Sets texts as Word, PDF, OFD and web files: for the samples in `examples/formats`, the tests, and the benchmark of formats.

The same blocks give the same bytes. A block is a heading, a paragraph, or a table as rows of cells; an empty cell in a table's
column is printed empty. Pages are A4, in points from the upper left corner.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby, pairwise
from typing import NamedTuple

WIDTH, HEIGHT = 595.0, 842.0
_MARGIN = 72.0
_HEAD = 40.0  # from the top: where the running head stands
_CLOCK = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class SetHeading:
    text: str


@dataclass(frozen=True, slots=True)
class SetParagraph:
    """indent: by two characters, as prose is; what is set flush left or right is not."""

    text: str
    indent: bool = True
    right: bool = False


@dataclass(frozen=True, slots=True)
class SetTable:
    rows: tuple[tuple[str, ...], ...]


SetBlock = SetHeading | SetParagraph | SetTable


class Sign(NamedTuple):
    """A character: its left edge and baseline, and its size."""

    text: str
    x: float
    y: float
    size: float


@dataclass(slots=True)
class PrintedSheet:
    """A printed page. lines: of signs that follow each other; rules: x0, y0, x1, y1."""

    lines: list[list[Sign]] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)


def blocks_of(text: str) -> list[SetBlock]:
    """The lines of a text as blocks: runs of tab-separated lines as tables, others as paragraphs that are not indented."""
    out: list[SetBlock] = []
    for tabbed, lines in groupby((line for line in text.split("\n") if line.strip()), key=lambda line: "\t" in line):
        if tabbed:
            rows = [tuple(line.split("\t")) for line in lines]
            width = max(map(len, rows))
            out.append(SetTable(tuple(row + ("",) * (width - len(row)) for row in rows)))
        else:
            out += [SetParagraph(line.strip(), indent=False) for line in lines]
    return out


def advance(sign: str) -> float:
    """How wide a character is set, in its size."""
    return 0.5 if sign.isascii() else 1.0


class Press:
    """Sets blocks on sheets, in one column or several, with a running head and page numbers."""

    def __init__(self, columns: int = 1, size: float = 12.0, head: str = "") -> None:
        self.columns, self.size, self.head = columns, size, head
        self.leading = size * 1.6
        gap = 24.0 if columns > 1 else 0.0
        self.width = (WIDTH - 2 * _MARGIN - gap * (columns - 1)) / columns
        self.step = self.width + gap
        self.sheets: list[PrintedSheet] = []
        self.column = 0
        self.y = 0.0
        self.turn()

    def turn(self) -> None:
        """Begin the next column, or the next sheet."""
        if self.sheets and self.column + 1 < self.columns:
            self.column += 1
        else:
            self.sheets.append(PrintedSheet())
            self.column = 0
            if self.head:
                self.line(self.head, (WIDTH - sum(map(advance, self.head)) * 9) / 2, _HEAD, 9)
            number = f"— {len(self.sheets)} —"
            self.line(number, (WIDTH - sum(map(advance, number)) * 9) / 2, HEIGHT - _HEAD, 9)
        self.y = _MARGIN + self.size

    def line(self, text: str, x: float, y: float, size: float) -> None:
        signs = []
        for sign in text:
            signs.append(Sign(sign, round(x, 2), round(y, 2), size))
            x += advance(sign) * size
        if signs:
            self.sheets[-1].lines.append(signs)

    def room(self, height: float) -> None:
        if self.y + height > HEIGHT - _MARGIN:
            self.turn()

    @property
    def left(self) -> float:
        return _MARGIN + self.column * self.step

    def add(self, block: SetBlock) -> None:
        match block:
            case SetHeading(text):
                size = self.size * 1.4
                for piece in wrapped(text, self.width / size):
                    self.room(size * 1.6)
                    self.line(piece, self.left + (self.width - sum(map(advance, piece)) * size) / 2, self.y, size)
                    self.y += size * 1.6
            case SetParagraph(text, indent, right):
                for i, piece in enumerate(wrapped(text, self.width / self.size, 2.0 if indent else 0.0)):
                    self.room(self.leading)
                    start = 2 * self.size if indent and not i else 0.0
                    if right:
                        start = self.width - sum(map(advance, piece)) * self.size
                    self.line(piece, self.left + start, self.y, self.size)
                    self.y += self.leading
            case SetTable(rows):
                self.table(rows)

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Columns as wide as their longest cells ask for; a header row again on each page."""
        size = self.size * 0.8
        wishes = [min(16.0, max(2.0, *(sum(map(advance, row[c])) for row in rows))) for c in range(len(rows[0]))]
        widths = [self.width * wish / sum(wishes) for wish in wishes]
        header: Sequence[str] | None = rows[0]
        for i, row in enumerate(rows):
            cells = [wrapped(cell, (width - 6) / size) for cell, width in zip(row, widths, strict=True)]
            height = max(map(len, cells)) * size * 1.4 + 6
            if self.y - size + height > HEIGHT - _MARGIN:
                self.turn()
                if header is not None and i:
                    self.row(
                        [wrapped(cell, (w - 6) / size) for cell, w in zip(header, widths, strict=True)], widths, size
                    )
            self.row(cells, widths, size)
        self.y += self.leading

    def row(self, cells: Sequence[Sequence[str]], widths: Sequence[float], size: float) -> None:
        top = self.y - size
        height = max(map(len, cells)) * size * 1.4 + 6
        x = self.left
        for lines, width in zip(cells, widths, strict=True):
            for k, text in enumerate(lines):
                self.line(text, x + 3, top + 3 + size * (1 + 1.4 * k), size)
            self.sheets[-1].rules += [(x, top, x, top + height), (x + width, top, x + width, top + height)]
            x += width
        self.sheets[-1].rules += [(self.left, top, x, top), (self.left, top + height, x, top + height)]
        self.y += height


def wrapped(text: str, width: float, indent: float = 0.0) -> list[str]:
    """Cut into lines of a width in characters; the first one is shorter by the indent. Signs that never begin a line hang."""
    lines, line, used = [], "", indent
    for sign in text:
        if used + advance(sign) > width + 0.01 and sign not in "，。；：、！？）》”〕":
            lines.append(line)
            line, used = "", 0.0
        line += sign
        used += advance(sign)
    return [*lines, line]


def sheets(blocks: Iterable[SetBlock], columns: int = 1, size: float = 12.0, head: str = "") -> list[PrintedSheet]:
    press = Press(columns, size, head)
    for block in blocks:
        press.add(block)
    return press.sheets


def pdf(pages: Sequence[PrintedSheet]) -> bytes:
    """A PDF with a font that is not embedded (STSong-Light, 9.7.5.2 of ISO 32000-2), as many office programs write it."""
    font = b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>"
    descendant = (
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 5 0 R/DW 1000/W[1 95 500]>>"
    )
    descriptor = (
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
    )
    kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        font,
        descendant,
        descriptor,
    ]
    for i, page in enumerate(pages):
        content = "\n".join(_drawn(page)).encode()
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH:g} {HEIGHT:g}]"
            f"/Resources<</Font<</F1 3 0 R>>>>/Contents {7 + 2 * i} 0 R>>".encode()
        )
        objects.append(f"<</Length {len(content)}>>\nstream\n".encode() + content + b"\nendstream")
    return _pdf_file(objects)


def _drawn(page: PrintedSheet) -> Iterator[str]:
    for signs in page.lines:
        text = "".join(sign.text for sign in signs).encode("utf-16-be", "replace").hex()
        first = signs[0]
        yield f"BT /F1 {first.size:g} Tf {first.x:g} {HEIGHT - first.y:g} Td <{text}> Tj ET"
    for x0, y0, x1, y1 in page.rules:
        yield f"0.5 w {x0:.2f} {HEIGHT - y0:.2f} m {x1:.2f} {HEIGHT - y1:.2f} l S"


def _pdf_file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for i, item in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{i} 0 obj\n".encode() + item + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def ofd(pages: Sequence[PrintedSheet]) -> bytes:
    """An OFD file (GB/T 33190): a TextObject a line, millimetres."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    mm = 25.4 / 72
    parts = {
        "OFD.xml": f'<ofd:OFD {space} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml'
        "</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 "
        f"{WIDTH * mm:.2f} {HEIGHT * mm:.2f}</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>"
        + "".join(f'<ofd:Page ID="{i + 1}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
        + "</ofd:Pages></ofd:Document>",
    }
    number = 1000
    for i, page in enumerate(pages):
        items = []
        for signs in page.lines:
            number += 1
            first = signs[0]
            deltas = " ".join(f"{(b.x - a.x) * mm:.3f}" for a, b in pairwise(signs))
            text = escape("".join(sign.text for sign in signs))
            items.append(
                f'<ofd:TextObject ID="{number}" Boundary="{first.x * mm:.3f} {(first.y - first.size) * mm:.3f} 200 20" '
                f'Font="1" Size="{first.size * mm:.3f}"><ofd:TextCode X="0" Y="{first.size * mm:.3f}" DeltaX="{deltas}">'
                f"{text}</ofd:TextCode></ofd:TextObject>"
            )
        for x0, y0, x1, y1 in page.rules:
            number += 1
            items.append(
                f'<ofd:PathObject ID="{number}" Boundary="{x0 * mm:.3f} {y0 * mm:.3f} 200 200" LineWidth="0.2">'
                f"<ofd:AbbreviatedData>M 0 0 L {(x1 - x0) * mm:.3f} {(y1 - y0) * mm:.3f}</ofd:AbbreviatedData></ofd:PathObject>"
            )
        parts[f"Doc_0/Pages/Page_{i}/Content.xml"] = (
            f'<ofd:Page {space}><ofd:Content><ofd:Layer ID="{i + 2}">{"".join(items)}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    return zipped(parts)


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="'
    'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def docx(blocks: Iterable[SetBlock]) -> bytes:
    """A Word document with nothing in it but its paragraphs and tables."""
    return word("".join(map(_word, blocks)))


def word(body: str, parts: Mapping[str, str | bytes] | None = None, attributes: str = "") -> bytes:
    """A docx package of a body in WordprocessingML (prefix `w`). parts: others, by name; attributes: of the root element."""
    document = f"<w:document {_W} {attributes}><w:body>{body}</w:body></w:document>"
    return zipped(
        {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document, **(parts or {})}
    )


def _word(block: SetBlock) -> str:
    match block:
        case SetHeading(text):
            return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{escape(text)}</w:t></w:r></w:p>'
        case SetParagraph(text, _, right):
            side = '<w:pPr><w:jc w:val="right"/></w:pPr>' if right else ""
            return f"<w:p>{side}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"
        case SetTable(rows):
            cells = (
                "<w:tr>"
                + "".join(f"<w:tc><w:p><w:r><w:t>{escape(c)}</w:t></w:r></w:p></w:tc>" for c in row)
                + "</w:tr>"
                for row in rows
            )
            return f"<w:tbl>{''.join(cells)}</w:tbl>"


def page(blocks: Iterable[SetBlock], title: str, published: str, site: str) -> bytes:
    """A web page as government sites print documents: meta tags, a menu, the document, a footer."""
    body = "\n".join(map(_html, blocks))
    links = "".join(
        f"<li><a href='/{i}'>{name}</a></li>" for i, name in enumerate(("首页", "政务公开", "政务服务", "互动交流"))
    )
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{escape(title)} - {escape(site)}</title>
<meta name="SiteName" content="{escape(site)}">
<meta name="ArticleTitle" content="{escape(title)}">
<meta name="PubDate" content="{escape(published)}">
<meta name="ContentSource" content="本网"></head>
<body><div class="header"><ul class="nav">{links}</ul></div>
<div class="main"><div class="article"><div id="zoom">
{body}
</div></div></div>
<div class="footer">主办：{escape(site)} 备案号：东岭ICP备00000000号</div></body></html>
""".encode()


def _html(block: SetBlock) -> str:
    match block:
        case SetHeading(text):
            return f'<p style="text-align: center"><strong>{escape(text)}</strong></p>'
        case SetParagraph(text, _, right):
            side = ' style="text-align: right"' if right else ""
            return f"<p{side}>{escape(text)}</p>"
        case SetTable(rows):
            lines = ("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
            return f"<table>{''.join(lines)}</table>"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of parts by name, without a clock in it, and not compressed: what compresses differs from machine to machine."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, _CLOCK), content)
    return data.getvalue()
