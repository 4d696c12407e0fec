"""Draw a file for people to look at: pdf, OFD and images as pictures of pages, web pages and Word files as plain paragraphs.

Nothing of the file's own markup, scripts or links is passed on. Readers may abort on hostile files, so callers run this in a process
of its own.
"""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, cast

from ingest.model import Span
from ingest.model.native import overlapping, selector
from ingest.read import alignment
from ingest.read.compose import Extraction, TableCell
from ingest.read.decode import ReadError
from ingest.read.files import load
from ingest.read.sniff import FileFormat, sniff

if TYPE_CHECKING:
    from PIL import Image

    from ingest.read.page.model import Page, Word

_WIDTH = 1240  # pixels of a page: A4 at 150 dpi
_COLOURS = 48
_LOOKED_AT = 500  # characters of a page
_INK = 40  # how much darker than its paper a printed character is, of 255
_ASCENT = 0.86  # of the size of a type: how far the baseline is below its top


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page as a picture. number: from 1; width, height: in the unit of the places on it (pt, mm; 100 by 100 for `percent`)."""

    number: int
    width: float
    height: float
    picture: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class FlowText:
    """Words with the keys of the places that they come from, in the form of the native selector. align: `center`, `right` or empty;
    start: their offset in the extracted text."""

    text: str
    keys: tuple[str, ...]
    align: str = ""
    heading: bool = False
    start: int = 0


@dataclass(frozen=True, slots=True)
class FlowCell:
    content: FlowText
    rows: int
    columns: int


FlowTable = tuple[tuple[FlowCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Facsimile:
    """sheets: the pages asked for. pages: how many the file has; 0 where it has none, then flow contains its words."""

    sheets: tuple[DrawnPage, ...] = ()
    pages: int = 0
    flow: tuple[FlowText | FlowTable, ...] = ()


def draw(data: bytes, first: int = 1, last: int = 1) -> Facsimile:
    """Return the pages `first` to `last` (from 1, both included) of a file, or its words where it has no pages. Raises ReadError."""
    match format := sniff(data):
        case FileFormat.PDF:
            return _pdf(data, first, last)
        case FileFormat.OFD:
            return _ofd(data, first, last)
        case FileFormat.IMAGE:
            return _image(data, first, last)
        case FileFormat.TEXT | FileFormat.BINARY:
            raise ReadError("no-pages", "a plain text has no page of its own", "纯文本没有页面")
        case _:
            extraction = load(data, "").extraction
            assert extraction is not None
            return Facsimile(flow=tuple(_flow(extraction, alignment.alignments(data, format))))


def _pdf(data: bytes, first: int, last: int) -> Facsimile:
    from ingest.read.fonts import stand_in
    from ingest.read.pdf import opened
    from ingest.read.pdfium import printed

    sheets = []
    with closing(opened(data)) as document, closing(opened(data)) as original:
        pages = len(document)
        for index in range(first - 1, min(last, pages)):
            with stand_in():
                page = document[index]
            with closing(page):
                words = printed(page, index + 1)
            view = words.page
            with closing(original[index]) as page:
                picture = page.render(scale=_WIDTH / max(view.width, view.height / 3, 1.0)).to_pil()
            drawn, media_type = _png(picture), "image/png"
            if not words.image and _lacks_fonts(view, picture):
                view.words = _without_ink(view.words, view, picture)
                drawn, media_type = _svg(view, drawn).encode(), "image/svg+xml"
            sheets.append(DrawnPage(index + 1, view.width, view.height, drawn, media_type))
    return Facsimile(tuple(sheets), pages)


def _lacks_fonts(page: "Page", picture: "Image.Image") -> bool:
    """Test whether most Chinese characters of a page left no ink: their fonts are neither in the file nor on this machine."""
    han = [word for word in page.words if "一" <= word.text <= "鿿"][:_LOOKED_AT]
    return 2 * len(_without_ink(han, page, picture)) > len(han)


def _without_ink(words: "Sequence[Word]", page: "Page", picture: "Image.Image") -> "list[Word]":
    """Return the words of a page that its picture does not show."""
    grey = picture.convert("L")
    scale = grey.width / max(page.width, 1.0)
    unseen = []
    for word in words:
        # Its middle half, since a neighbour in another font may reach over its edges.
        left, right = (3 * word.left + word.right) / 4, (word.left + 3 * word.right) / 4
        low, high, top, bottom = (round(at * scale) for at in (left, right, word.top, word.bottom))
        crop = grey.crop((low, top, max(high, low + 1), max(bottom, top + 1)))  # at least a pixel
        darkest, lightest = cast("tuple[float, float]", crop.getextrema())
        if lightest - darkest < _INK:
            unseen.append(word)
    return unseen


def _image(data: bytes, first: int, last: int) -> Facsimile:
    from PIL import Image

    from ingest.read.ocr.picture import opened

    pictures = opened(data)
    sheets = [
        DrawnPage(number, 100.0, 100.0, _png(_narrowed(Image.fromarray(picture))), "image/png")
        for number, picture in enumerate(pictures, 1)
        if first <= number <= last
    ]
    return Facsimile(tuple(sheets), len(pictures))


def _narrowed(picture: "Image.Image") -> "Image.Image":
    if picture.width <= _WIDTH:
        return picture
    return picture.resize((_WIDTH, max(1, picture.height * _WIDTH // picture.width)))


def _png(picture: "Image.Image") -> bytes:
    """Return the picture in few colours, which keeps type sharp and seals red."""
    out = BytesIO()
    picture.convert("RGB").quantize(_COLOURS).save(out, "PNG")
    return out.getvalue()


def _ofd(data: bytes, first: int, last: int) -> Facsimile:
    from ingest.read.ofd.reader import pages

    found = pages(data)
    sheets = [
        DrawnPage(page.number, page.width, page.height, _svg(page).encode(), "image/svg+xml")
        for page in found
        if first <= page.number <= last
    ]
    return Facsimile(tuple(sheets), len(found))


def _svg(page: "Page", below: bytes = b"") -> str:
    """Return the characters and ruling lines of a page at their places. Browsers run no script in a picture.

    below: the page without these characters, as PNG.
    """
    lines = [(rule.start, rule.at, rule.end, rule.at) for rule in page.horizontals]
    lines += [(rule.at, rule.start, rule.at, rule.end) for rule in page.verticals]
    rules = "".join(f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}" for x0, y0, x1, y1 in lines)
    signs = "".join(
        f'<text x="{word.left:.2f}" y="{word.top + _ASCENT * (word.bottom - word.top):.2f}" '
        f'font-size="{word.bottom - word.top:.2f}">{escape(word.text)}</text>'
        for word in page.words
        if word.text.isprintable()
    )
    under = (
        f'<image width="100%" height="100%" href="data:image/png;base64,{b64encode(below).decode()}"/>' if below else ""
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {page.width:.1f} {page.height:.1f}" '
        f'width="{_WIDTH}" height="{_WIDTH * page.height / max(page.width, 1):.0f}" font-family="serif">'
        f'<rect width="100%" height="100%" fill="#fff"/>{under}<path d="{rules}" stroke="#000" stroke-width=".25"/>{signs}</svg>'
    )


def _flow(extraction: Extraction, aligned: alignment.Alignments) -> Iterator[FlowText | FlowTable]:
    """Yield lines and tables in reading order."""
    tables = {table[0].span.start: table for table in extraction.tables}
    at, skipped = 0, 0
    for line in extraction.text.split("\n"):
        span = Span(at, at + len(line))
        # A table's first cell may be empty or in a later column: it begins somewhere in the line.
        start = next((start for start in tables if span.start <= start <= span.end), None)
        if start is not None:
            table = tables.pop(start)
            skipped = max(cell.span.end for cell in table)
            yield _table(extraction, table, aligned)
        elif span.start >= skipped and line.strip():
            yield _words(extraction, span, aligned)
        at = span.end + 1


def _table(extraction: Extraction, table: tuple[TableCell, ...], aligned: alignment.Alignments) -> FlowTable:
    rows: dict[int, list[FlowCell]] = {}
    for cell in table:
        rows.setdefault(cell.row, []).append(
            FlowCell(_words(extraction, cell.span, aligned), max(1, cell.rows), max(1, cell.columns))
        )
    return tuple(tuple(rows[row]) for row in sorted(rows))


def _words(extraction: Extraction, span: Span, aligned: alignment.Alignments) -> FlowText:
    pieces = list(overlapping(extraction.pieces, span))
    places = [selector([piece], Span(piece.start, piece.end)).removesuffix("&generated") for piece in pieces]
    align = next((aligned[piece.place] for piece in pieces if piece.place in aligned), "")
    words, heading = span.slice(extraction.text), align[:2] == "h-"
    return FlowText(words, tuple(dict.fromkeys(places)), align.removeprefix("h-"), heading, span.start)
