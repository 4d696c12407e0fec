"""Read a pdf: PDFium's characters and ruling lines (`pdfium`), laid out by `page`.

PDFium may abort on hostile files, so this runs only in a worker process (`sandbox`).
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.model import Issue
from ingest.read.compose import Composer, Extraction
from ingest.read.decode import ReadError
from ingest.read.fonts import stand_in
from ingest.read.ocr import INSTALL, available
from ingest.read.package import damaged, locked, too_large
from ingest.read.page.blocks import blocks
from ingest.read.page.model import Page
from ingest.read.pdfium import printed
from ingest.read.progress import Watch

if TYPE_CHECKING:
    from ingest.read.ocr.engine import Pixels
    from ingest.read.ocr.scan import Scan

READER = f"pdf 2, pypdfium2 {pypdfium2.version.PYPDFIUM_INFO}"
MEDIA_TYPE = "application/pdf"
_MOST_PAGES = 5_000
_DPI, _LONGEST_SIDE = 200, 2400  # pixels


@dataclass(slots=True)
class Scanned:
    """Pages that are images, by number from 1. hidden: those with an invisible text layer; huge: those with too many pixels; read:
    those that were recognised."""

    pages: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    huge: list[int] = field(default_factory=list)
    read: "dict[int, Scan]" = field(default_factory=dict)


def read(data: bytes, watch: Watch | None = None, recognise: bool = True) -> Extraction:
    """Read a pdf file. recognise: also pages that are images, where the extra `ocr` is installed. Raises ReadError."""
    pages, scanned = _pages(data, watch or Watch(), recognise and available())
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
        raise too_large(f"a pdf of {len(document):,} pages", f"pdf 有 {len(document):,} 页")
    if not len(document):
        document.close()
        raise damaged("pdf", "it has no pages", "其中没有页面")
    return document


def _pages(data: bytes, watch: Watch, recognise: bool) -> tuple[list[Page], Scanned]:
    pages: list[Page] = []
    scanned = Scanned()
    with contextlib.closing(opened(data)) as document, contextlib.ExitStack() as drawing:
        drawn: pypdfium2.PdfDocument | None = None
        for index in range(len(document)):
            pages.append(_read(document, index, scanned))
            if recognise and index + 1 in scanned.pages and index + 1 not in scanned.huge:
                drawn = drawn or drawing.enter_context(contextlib.closing(opened(data)))
                picture = _picture(drawn, index)
                watch.recognising()
                scanned.read[index + 1] = _recognised(picture, pages[-1])
                pages[-1] = scanned.read[index + 1].page
            watch.page(index + 1, len(document))
    return pages, scanned


def _read(document: pypdfium2.PdfDocument, index: int, scanned: Scanned) -> Page:
    number = index + 1
    try:
        with stand_in():
            page = document[index]
    except pypdfium2.PdfiumError:
        return Page(number, 1, 1)
    with contextlib.closing(page):
        found = printed(page, number)
    if found.image and (found.hidden or not found.page.words):
        scanned.pages.append(number)
        if found.hidden:
            scanned.hidden.append(number)
        if found.huge:
            scanned.huge.append(number)
    return found.page


def _picture(document: pypdfium2.PdfDocument, index: int) -> "Pixels":
    """Render a page at the resolution that recognition needs."""
    with contextlib.closing(document[index]) as page:
        longest = max(page.get_width(), page.get_height(), 1.0)
        bitmap = page.render(scale=min(_DPI / 72, _LONGEST_SIDE / longest), rev_byteorder=True)
        picture: Pixels = bitmap.to_numpy()[:, :, :3].copy()
    return picture


def _recognised(picture: "Pixels", page: Page) -> "Scan":
    from ingest.read.ocr.scan import scan

    return scan(picture, page.number, (page.width, page.height, page.unit))


def _issues(scanned: Scanned) -> Iterator[Issue]:
    if scanned.huge:
        yield Issue(
            "image-too-large",
            f"{_listed(scanned.huge)}: the image has more pixels than a scan needs and is not read; scan it again at 300 dpi",
            f"{_listed(scanned.huge)} 的图像像素过多，未予识别；请按 300 dpi 重新扫描",
        )
    left_out = {*scanned.hidden, *scanned.read, *scanned.huge}
    unread = [page for page in scanned.pages if page not in left_out]
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
