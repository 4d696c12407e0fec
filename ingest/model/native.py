"""Places of words in the file that a text was extracted from: on its page, in its markup, in its paragraphs.

A text that a reader extracted keeps one `Piece` a line. Characters between pieces (line ends, the tabs between cells) are the
reader's own and are nowhere in the file.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.model.span import Span


@dataclass(frozen=True, slots=True)
class OnPage:
    """Part of one printed line on a page (pdf, OFD, scan).

    page: counted from 1. top, bottom, lefts, rights: from the page's upper left corner; lefts[i] and rights[i] bound the piece's
    i-th character. item: the ID of an OFD TextObject, else empty. confidence: of an OCR engine, 0 to 1; None for text that the
    file holds as text. slope: how far a line of a crooked scan falls for each step to the right of its first character. unit:
    `pt` (pdf), `mm` (OFD) or `percent` of the width and height (images).
    """

    page: int
    top: float
    bottom: float
    lefts: tuple[float, ...]
    rights: tuple[float, ...]
    item: str = ""
    confidence: float | None = None
    slope: float = 0.0
    unit: str = "pt"


@dataclass(frozen=True, slots=True)
class InMarkup:
    """An element of a web page. path: its XPath from the root."""

    path: str


@dataclass(frozen=True, slots=True)
class InPart:
    """A paragraph of a Word document.

    part: the name of the package's part; empty for formats without parts. paragraph: counted from 1 in the part.
    identifier: its `w14:paraId`, else empty. row, column: of the table cell that contains it, counted from 1; 0 outside tables.
    """

    part: str
    paragraph: int
    identifier: str = ""
    row: int = 0
    column: int = 0


Place = OnPage | InMarkup | InPart


@dataclass(frozen=True, slots=True)
class Piece:
    """`text[start:end]` of the extracted text is printed at `place`. generated: the file does not contain these characters, the
    reader made them (a list's automatic number)."""

    start: int
    end: int
    place: Place
    generated: bool = False


def overlapping(pieces: Sequence[Piece], span: Span) -> Iterator[Piece]:
    """Return the pieces that contain characters of a span of the extracted text, in order. pieces: ascending, disjoint."""
    i = max(0, bisect_right(pieces, span.start, key=lambda piece: piece.start) - 1)
    while i < len(pieces) and pieces[i].start < span.end:
        if pieces[i].end > span.start:
            yield pieces[i]
        i += 1


def selector(pieces: Sequence[Piece], *spans: Span) -> str:
    """Return one native selector for spans of the extracted text; empty where the reader made all of it.

    Pages: fragments as in ISO 32000-2 Annex O, `page=3&highlight=<left>,<right>,<top>,<bottom>`, a highlight a line;
    scans: Media Fragments, `page=1&xywh=percent:<x>,<y>,<w>,<h>`. Word: `part=…&paragraph=…`. Web pages: `xpath=…`.
    `confidence` is that of the least certain line of a scan; `generated` is added where the reader made part of the words.
    """
    said: list[str] = []
    page = 0
    made = False
    sure: list[float] = []
    for span, piece in [(part, piece) for part in spans for piece in overlapping(pieces, part)]:
        made |= piece.generated
        match piece.place:
            case OnPage() as place:
                if place.page != page:
                    page = place.page
                    said.append(f"page={page}")
                low, high = max(span.start, piece.start) - piece.start, min(span.end, piece.end) - piece.start
                said += _on_page(place, low, high)
                sure += [place.confidence] if place.confidence is not None else []
            case InMarkup(path):
                said.append(f"xpath={path}")
            case InPart() as place:
                said.append("&".join(_in_part(place)))
    if sure:
        said.append(f"confidence={min(sure):.2f}")
    if made:
        said.append("generated")
    return "&".join(dict.fromkeys(said))


def _on_page(place: OnPage, low: int, high: int) -> Iterator[str]:
    """Return the box of characters low to high (half-open) of a piece."""
    left, right = min(place.lefts[low:high]), max(place.rights[low:high])
    at_left, at_right = (place.slope * (x - place.lefts[0]) for x in (left, right))
    top, bottom = place.top + min(at_left, at_right), place.bottom + max(at_left, at_right)
    if place.item:
        yield f"object={place.item}"
    if place.unit == "percent":
        yield f"xywh=percent:{left:.2f},{top:.2f},{right - left:.2f},{bottom - top:.2f}"
    else:
        yield f"highlight={left:.1f},{right:.1f},{top:.1f},{bottom:.1f}"


def _in_part(place: InPart) -> Iterator[str]:
    if place.part:
        yield f"part={place.part}"
    yield f"paragraph={place.paragraph}"
    if place.identifier:
        yield f"paraId={place.identifier}"
    if place.row:
        yield f"row={place.row}&column={place.column}"
