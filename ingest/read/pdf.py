"""Read PDFium's characters and ruling lines of a pdf; `page` lays them out.

PDFium may abort on hostile files, so this runs only in a worker process (`sandbox`).
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.model import Issue
from ingest.read.compose import Composer, Extraction
from ingest.read.decode import ReadError
from ingest.read.ocr import INSTALL, available
from ingest.read.package import damaged, locked, too_large
from ingest.read.page.blocks import blocks
from ingest.read.page.model import Page, RuledLine, Word
from ingest.read.progress import Watch

if TYPE_CHECKING:
    from ingest.read.ocr.engine import Pixels
    from ingest.read.ocr.scan import Scan

READER = f"pdf 1, pypdfium2 {pypdfium2.version.PYPDFIUM_INFO}"
MEDIA_TYPE = "application/pdf"
_MOST_PAGES = 5_000
_MOST_CHARACTERS = 200_000  # of one page; a newspaper's has 20,000
_MOST_PATHS = 20_000
_UNPRINTED = frozenset((0, 2, 10, 13, 0xFFFE, 0xFFFF))
_THIN = 3.0  # points: a line, or a box drawn as one
_SHORTEST = 4.0
_PAGE_WIDE = 0.7  # of the page: an image that is the page
_OVERPRINT = 0.15  # of the height: the same sign again within that is fake bold
_DPI, _LONGEST_SIDE = 200, 2400  # pixels
_INVISIBLE = 3  # text render mode (ISO 32000-2, 9.3.6)


@dataclass(slots=True)
class Scanned:
    """Pages that are images, by number from 1. hidden: those with an invisible text layer; read: those that were recognised."""

    pages: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    read: "dict[int, Scan]" = field(default_factory=dict)


def read(data: bytes, watch: Watch | None = None, recognise: bool = True) -> Extraction:
    """Read a pdf file. recognise: also pages that are images, where the extra `ocr` is installed. Raises ReadError."""
    document = opened(data)
    try:
        pages, scanned = _pages(document, watch or Watch(), recognise and available())
    finally:
        document.close()
    found, apart = blocks(pages)
    composer = Composer().add(found)
    if not composer.pieces:
        if issue := next(_issues(scanned), None):
            raise ReadError(issue.code, issue.message_en, issue.message_zh)
        raise ReadError("no-text", "no page of the file holds text or an image", "文件各页均无文字和图像")
    issues = list(_issues(scanned))
    reader = READER
    if scanned.read:
        from ingest.read.ocr.engine import name
        from ingest.read.ocr.scan import doubts, placed

        composer.pieces, reader = placed(composer.pieces, scanned.read), f"{READER}, {name()}"
        issues += doubts(composer.text, composer.pieces)
    return composer.extraction(reader, MEDIA_TYPE, issues, pages=len(pages), apart=apart)


def opened(data: bytes) -> pypdfium2.PdfDocument:
    """Open a pdf. Raises ReadError: `password`, `damaged`, `too-large`."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise locked("pdf") from error
        raise damaged("pdf", str(error)) from error
    if len(document) > _MOST_PAGES:
        document.close()
        raise too_large(f"a pdf of {len(document):,} pages")
    if not len(document):
        document.close()
        raise damaged("pdf", "it has no pages")
    return document


def _pages(document: pypdfium2.PdfDocument, watch: Watch, recognise: bool) -> tuple[list[Page], Scanned]:
    pages: list[Page] = []
    scanned = Scanned()
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            pages.append(Page(index + 1, 1, 1))
            continue
        try:
            pages.append(_page(page, index + 1, scanned))
            if recognise and index + 1 in scanned.pages:
                picture = _picture(page)
                watch.recognising()
                scanned.read[index + 1] = _recognised(picture, pages[-1])
                pages[-1] = scanned.read[index + 1].page
        finally:
            page.close()
        watch.page(index + 1, len(document))
    return pages, scanned


def _page(page: pypdfium2.PdfPage, number: int, scanned: Scanned) -> Page:
    view = ShownPage.measure(page)
    found = Page(number, view.width, view.height)
    image = False
    for item in _objects(page):
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            image |= _covers(item, view)
        elif item.type == pdfium.FPDF_PAGEOBJ_PATH:
            _add_rules(item, view, found)
    text = page.get_textpage()
    try:
        found.words, hidden = _words(text, view, image)
    finally:
        text.close()
    if image and (hidden or not found.words):
        scanned.pages.append(number)
        if hidden:
            scanned.hidden.append(number)
    return found


def _picture(page: pypdfium2.PdfPage) -> "Pixels":
    """Render the page at the resolution that recognition needs."""
    longest = max(page.get_width(), page.get_height(), 1.0)
    bitmap = page.render(scale=min(_DPI / 72, _LONGEST_SIDE / longest), rev_byteorder=True)
    picture: Pixels = bitmap.to_numpy()[:, :, :3].copy()
    return picture


def _recognised(picture: "Pixels", page: Page) -> "Scan":
    from ingest.read.ocr.scan import scan

    return scan(picture, page.number, (page.width, page.height, page.unit))


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

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom from the shown page's upper left corner."""
        match self.turned:
            case 90:
                return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
            case 180:
                return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
            case 270:
                return self.top - top, self.right - right, self.top - bottom, self.right - left
            case _:
                return left - self.left, self.top - top, right - self.left, self.top - bottom


def _words(text: pypdfium2.PdfTextPage, view: ShownPage, image: bool) -> tuple[list[Word], bool]:
    """Return the page's characters, each once, and whether most of them are an invisible layer over the page's image."""
    count = pdfium.FPDFText_CountChars(text)
    if count > _MOST_CHARACTERS:
        raise too_large(f"a page of {count:,} characters")
    rect = pdfium.FS_RECTF()
    printed: dict[tuple[int, int], list[float]] = {}
    words: list[Word] = []
    hidden = 0
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in _UNPRINTED or 0xD800 <= code <= 0xDFFF:
            continue
        sign = chr(code)
        if sign.isspace() or not pdfium.FPDFText_GetLooseCharBox(text, index, rect):
            continue
        left, top, right, bottom = view.box(rect.left, rect.bottom, rect.right, rect.top)
        height = bottom - top
        # Some programs make type bold by printing a character again a fraction of a point off.
        others = printed.setdefault((code, round((top + bottom) / 2)), [])
        if others and any(abs(other - left) < _OVERPRINT * height for other in others):
            continue
        others.append(left)
        if image and _is_invisible(text, index):
            hidden += 1
        words.append(Word(sign, left, top, right, bottom))
    return words, hidden * 2 > len(words)


def _is_invisible(text: pypdfium2.PdfTextPage, index: int) -> bool:
    item = pdfium.FPDFText_GetTextObject(text, index)
    return bool(item) and pdfium.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE


def _objects(page: pypdfium2.PdfPage) -> Iterator[pypdfium2.PdfObject]:
    kinds = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE)
    for seen, item in enumerate(page.get_objects(filter=kinds, max_depth=3)):
        if seen >= _MOST_PATHS:
            return
        yield item


def _covers(item: pypdfium2.PdfObject, view: ShownPage) -> bool:
    left, top, right, bottom = view.box(*item.get_bounds())
    return right - left >= _PAGE_WIDE * view.width and bottom - top >= _PAGE_WIDE * view.height


def _add_rules(item: pypdfium2.PdfObject, view: ShownPage, page: Page) -> None:
    """Add lines, thin boxes that are filled as lines, and the sides of boxes that are drawn."""
    left, top, right, bottom = view.box(*item.get_bounds())
    width, height = right - left, bottom - top
    if height < _THIN and width > 2 * _SHORTEST:
        page.horizontals.append(RuledLine(left, right, (top + bottom) / 2))
    elif width < _THIN and height > _SHORTEST:
        page.verticals.append(RuledLine(top, bottom, (left + right) / 2))
    elif width > 2 * _SHORTEST and height > _SHORTEST and _is_stroked(item):
        page.horizontals += [RuledLine(left, right, top), RuledLine(left, right, bottom)]
        page.verticals += [RuledLine(top, bottom, left), RuledLine(top, bottom, right)]


def _is_stroked(item: pypdfium2.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item.raw, fill, stroke)
    return bool(stroke.value)


def _issues(scanned: Scanned) -> Iterator[Issue]:
    unread = [page for page in scanned.pages if page not in scanned.hidden and page not in scanned.read]
    if unread:
        yield Issue(
            "needs-ocr",
            f"{_listed(unread)}: a scan without text; reading it needs {INSTALL}",
            f"{_listed(unread)} 为扫描图像，识别文字需安装：{INSTALL}",
        )
    doubtful = [page for page in scanned.hidden if page not in scanned.read]
    if doubtful:
        yield Issue(
            "hidden-text-layer",
            f"{_listed(doubtful)}: the text is an invisible layer over a scan and may be wrong; "
            f"reading the scan itself needs {INSTALL}",
            f"{_listed(doubtful)} 的文字是扫描图像下的隐藏文字层，可能有误；识别图像需安装：{INSTALL}",
        )


def _listed(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:5])) + (", …" if len(pages) > 5 else "")
    return f"p. {shown}"
