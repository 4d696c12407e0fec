"""Read the characters, ruling lines and images of a pdf page as the page shows them.

PDFium's functions are called directly, since a page has thousands of characters and the objects of pypdfium2 cost more than the
calls behind them.
"""

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.read.package import MOST_PIXELS, too_large
from ingest.read.page.model import Page, RuledLine, Word

_MOST_CHARACTERS = 200_000  # of one page; a newspaper's has 20,000
_MOST_OBJECTS = 20_000  # lines and images
_DEEPEST = 3  # form objects inside one another
_UNPRINTED = frozenset((0, 2, 10, 13, 0xFFFE, 0xFFFF))
_THIN = 3.0  # points: a line, or a box drawn as one
_SHORTEST = 4.0
_PAGE_WIDE = 0.7  # of the page: an image that is the page
_OVERPRINT = 0.15  # of the height: the same sign again within that is fake bold
_INVISIBLE = 3  # text render mode (ISO 32000-2, 9.3.6)
Box = tuple[float, float, float, float]
Sides = Sequence[float]
_SIDES = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()  # for one answer after the other
Handle = Any  # a pointer to an object of PDFium
_LOOSE_BOX = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)
"""The same function, with addresses: called for each character."""


@dataclass(frozen=True, slots=True)
class ShownPage:
    """The page as it is shown: its crop box, rotated. PDFium's coordinates have y upwards."""

    left: float
    bottom: float
    right: float
    top: float
    turned: int

    @classmethod
    def measure(cls, page: pypdfium2.PdfPage) -> "ShownPage":
        left, bottom, right, top = page.get_cropbox()
        return cls(min(left, right), min(bottom, top), max(left, right), max(bottom, top), page.get_rotation() % 360)

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turned in (90, 270) else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turned in (90, 270) else self.top - self.bottom

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return left, top, right, bottom from the shown page's upper left corner."""
        return self.boxes((left,), (bottom,), (right,), (top,))[0]

    def boxes(self, lefts: Sides, bottoms: Sides, rights: Sides, tops: Sides) -> list[Box]:
        """Return many boxes as `box` does."""
        x0, y0, x1, y1 = self.left, self.bottom, self.right, self.top
        sides = zip(lefts, bottoms, rights, tops, strict=True)
        match self.turned:
            case 90:
                return [(low - y0, left - x0, high - y0, right - x0) for left, low, right, high in sides]
            case 180:
                return [(x1 - right, low - y0, x1 - left, high - y0) for left, low, right, high in sides]
            case 270:
                return [(y1 - high, x1 - right, y1 - low, x1 - left) for left, low, right, high in sides]
            case _:
                return [(left - x0, y1 - high, right - x0, y1 - low) for left, low, right, high in sides]


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page with its characters and ruling lines. image: one covers it; hidden: most characters are an invisible layer over that image;
    huge: the image has too many pixels to be drawn."""

    page: Page
    image: bool
    hidden: bool
    huge: bool


def printed(page: pypdfium2.PdfPage, number: int) -> PrintedPage:
    """Return what is printed on a page. Raises ReadError: `too-large`."""
    view = ShownPage.measure(page)
    found = Page(number, view.width, view.height)
    image = huge = False
    for kind, item in _objects(page.raw):
        if (box := _bounds(item, view)) is None:
            continue
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            if _covers(box, view):
                image, huge = True, huge or _pixels(item) > MOST_PIXELS
        else:
            _add_rules(item, box, found)
    text = page.get_textpage()
    try:
        found.words, hidden = _words(text.raw, view, image)
    finally:
        text.close()
    return PrintedPage(found, image, hidden, huge)


def _words(text: Handle, view: ShownPage, image: bool) -> tuple[list[Word], bool]:
    """Return the page's characters, each once, and whether most of them are an invisible layer over the page's image."""
    count = pdfium.FPDFText_CountChars(text)
    if count > _MOST_CHARACTERS:
        raise too_large(f"a page of {count:,} characters", f"一页有 {count:,} 字")
    codes = _codes(text, count)
    signs = {code: _sign(code) for code in set(codes)}
    characters = list(zip(map(signs.__getitem__, codes), _boxes(text, count, view), strict=True))
    words = [Word(sign, *box) for sign, box in characters if sign and box]
    again = _overprints(words)
    hidden = 0
    if image:
        indexes = (index for index, (sign, box) in enumerate(characters) if sign and box)
        hidden = sum(_is_invisible(text, index) for at, index in enumerate(indexes) if at not in again)
    if again:
        words = [word for at, word in enumerate(words) if at not in again]
    return words, hidden * 2 > len(words)


def _boxes(text: Handle, count: int, view: ShownPage) -> list[Box | None]:
    """Return the box of each character; None where PDFium gives none."""
    rects = (pdfium.FS_RECTF * count)()
    start, size = ctypes.addressof(rects), ctypes.sizeof(pdfium.FS_RECTF)
    page = ctypes.cast(text, ctypes.c_void_p).value
    known = list(map(_LOOSE_BOX, repeat(page), range(count), range(start, start + count * size, size)))
    sides = memoryview(rects).cast("B").cast("f").tolist()  # left, top, right, bottom of each
    boxes = view.boxes(sides[0::4], sides[3::4], sides[2::4], sides[1::4])
    return [box if told else None for told, box in zip(known, boxes, strict=True)]


def _overprints(words: Sequence[Word]) -> set[int]:
    """Return which characters are others again, a fraction of a point off: some programs print type twice to make it bold."""
    places = [(sign, round((top + bottom) / 2)) for sign, _, top, _, bottom, _, _ in words]
    often = {place for place, count in Counter(places).items() if count > 1}
    seen: dict[tuple[str, int], list[float]] = {}
    again: set[int] = set()
    for i in (i for i, place in enumerate(places) if place in often):
        word, others = words[i], seen.setdefault(places[i], [])
        limit = _OVERPRINT * (word.bottom - word.top)
        if any(abs(other - word.left) < limit for other in others):
            again.add(i)
        else:
            others.append(word.left)
    return again


def _codes(text: Handle, count: int) -> Sequence[int]:
    """Return the code of each character: of all at once where PDFium leaves none out and none takes two units of UTF-16."""
    units = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(text, 0, count, units) == count + 1:
        codes = units[:count]
        if not any(0xD800 <= code <= 0xDFFF for code in set(codes)):
            return codes
    return [pdfium.FPDFText_GetUnicode(text, index) for index in range(count)]


def _sign(code: int) -> str:
    if code in _UNPRINTED or 0xD800 <= code <= 0xDFFF:
        return ""
    # Codes of Windows-1252 that an encoding does not name stay as they are; as Unicode they would print nothing.
    return bytes((code,)).decode("cp1252", "ignore") if 0x80 <= code < 0xA0 else chr(code).strip()


def _is_invisible(text: Handle, index: int) -> bool:
    item = pdfium.FPDFText_GetTextObject(text, index)
    return bool(item) and pdfium.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE


def _objects(page: Handle) -> Iterator[tuple[int, Handle]]:
    """Return the paths and images of a page with their kinds, also those in form objects, up to a limit."""
    kinds = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE)
    open_lists = [(pdfium.FPDFPage_GetObject, page, 0, pdfium.FPDFPage_CountObjects(page))]
    given = 0
    while open_lists and given < _MOST_OBJECTS:
        get, parent, index, count = open_lists.pop()
        if index >= count:
            continue
        open_lists.append((get, parent, index + 1, count))
        item = get(parent, index)
        kind = pdfium.FPDFPageObj_GetType(item) if item else pdfium.FPDF_PAGEOBJ_UNKNOWN
        if kind in kinds:
            given += 1
            yield kind, item
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and len(open_lists) < _DEEPEST:
            open_lists.append((pdfium.FPDFFormObj_GetObject, item, 0, pdfium.FPDFFormObj_CountObjects(item)))


def _bounds(item: Handle, view: ShownPage) -> Box | None:
    left, bottom, right, top = _SIDES
    if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    return view.box(left.value, bottom.value, right.value, top.value)


def _covers(box: Box, view: ShownPage) -> bool:
    left, top, right, bottom = box
    return right - left >= _PAGE_WIDE * view.width and bottom - top >= _PAGE_WIDE * view.height


def _pixels(image: Handle) -> int:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    return width.value * height.value if pdfium.FPDFImageObj_GetImagePixelSize(image, width, height) else 0


def _add_rules(item: Handle, box: Box, page: Page) -> None:
    """Add lines, thin boxes that are filled as lines, and the sides of boxes that are drawn."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    if height < _THIN and width > 2 * _SHORTEST:
        page.horizontals.append(RuledLine(left, right, (top + bottom) / 2))
    elif width < _THIN and height > _SHORTEST:
        page.verticals.append(RuledLine(top, bottom, (left + right) / 2))
    elif width > 2 * _SHORTEST and height > _SHORTEST and _is_stroked(item):
        page.horizontals += [RuledLine(left, right, top), RuledLine(left, right, bottom)]
        page.verticals += [RuledLine(top, bottom, left), RuledLine(top, bottom, right)]


def _is_stroked(item: Handle) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    return bool(stroke.value)
