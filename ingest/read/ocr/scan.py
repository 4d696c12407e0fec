"""Turn a picture of a page into a `Page` for layout, and places of its words back into the original picture."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.model import Issue, Span
from ingest.model.native import OnPage, Piece
from ingest.read.ocr import picture as pictures
from ingest.read.ocr.engine import Pixels, Recognised, recognise
from ingest.read.ocr.ruled import ruling_lines
from ingest.read.page.model import Page, RuledLine, Word
from ontology.recognition import is_doubtful

_PADDING = 0.09  # of the height: engines draw their boxes wider than the words
_LETTERHEAD = 0.45  # of the page's height: where red print is a letterhead; below it is a seal
_SURE = 0.8  # confidence below which red print is a seal's, set in a circle
_USUAL_SIZE = 20.0
_MOST_DOUBTS = 200
DOUBT = "recognition-doubtful"
"""The code of the issues; the shape of their finding has the same name."""
PERCENT = (100.0, 100.0, "percent")


@dataclass(frozen=True, slots=True)
class Scan:
    """A recognised page. page: straightened, in pixels; turn: degrees, counter-clockwise; wanted: width, height and unit of the
    places that are returned.
    """

    page: Page
    turn: float
    wanted: tuple[float, float, str]


def scan(picture: Pixels, number: int, wanted: tuple[float, float, str] = PERCENT) -> Scan:
    """Recognise a page. Red print is read separately, because the red channel, in which seals vanish, loses red letterheads, too."""
    grey = pictures.without_red(picture)
    turn = pictures.skew(grey)
    grey = pictures.turned(grey, turn)
    lines = recognise(grey)
    height, width = grey.shape
    lines += _letterhead(pictures.turned(picture, turn), lines)
    heights = sorted(line.bottom - line.top for line in lines)
    size = heights[len(heights) // 2] if heights else _USUAL_SIZE
    across, down = ruling_lines(grey, size, lines)
    tolerance = max(4.0, width * 0.003, 0.3 * size)
    page = Page(number, float(width), float(height), "px", tolerance)
    page.words = [_word(line) for line in lines]
    page.horizontals, page.verticals = _meeting(across, tolerance), _meeting(down, tolerance)
    return Scan(page, turn, wanted)


def placed(pieces: Sequence[Piece], scans: dict[int, Scan]) -> list[Piece]:
    """Return the pieces with places of scanned pages (by number) in the coordinates of the page before it was straightened."""
    return [
        replace(piece, place=_original(piece.place, scans[piece.place.page]))
        if isinstance(piece.place, OnPage) and piece.place.page in scans
        else piece
        for piece in pieces
    ]


def doubts(text: str, pieces: Sequence[Piece]) -> list[Issue]:
    """Return the lines of low confidence, as issues: the first ones each, the rest counted."""
    found = [
        (piece.place, Span(piece.start, piece.end))
        for piece in pieces
        if isinstance(piece.place, OnPage) and is_doubtful(piece.place.confidence)
    ]
    issues = [_doubt(place, span, text) for place, span in found[:_MOST_DOUBTS]]
    if left := found[_MOST_DOUBTS:]:
        pages = f"{left[0][0].page}–{left[-1][0].page}"
        english = f"pp. {pages}: {len(left):,} more lines were recognised with doubt, compare with the scan"
        issues.append(
            Issue(DOUBT, english, f"第 {pages} 页：另有 {len(left):,} 行识别存疑，请与原件核对", span=left[0][1])
        )
    return issues


def _doubt(place: OnPage, span: Span, text: str) -> Issue:
    sure, words = round(100 * (place.confidence or 0)), span.slice(text)[:60]
    return Issue(
        DOUBT,
        f"p. {place.page}: recognised with {sure} % confidence, compare with the scan: {words}",
        f"第 {place.page} 页：识别置信度 {sure}%，请与原件核对：{words}",
        span=span,
    )


def _original(place: OnPage, found: Scan) -> OnPage:
    """Return a place turned back about the middle, and scaled."""
    width, height, unit = found.wanted
    angle = math.radians(found.turn)
    cosine, sine = math.cos(angle), math.sin(angle)
    middle_x, middle_y = found.page.width / 2, found.page.height / 2
    across, down = width / found.page.width, height / found.page.height
    y = (place.top + place.bottom) / 2 - middle_y

    def x_of(x: float) -> float:
        return (middle_x + (x - middle_x) * cosine - y * sine) * across

    lefts, rights = tuple(map(x_of, place.lefts)), tuple(map(x_of, place.rights))
    first = (middle_y + (place.lefts[0] - middle_x) * sine + y * cosine) * down
    half = (place.bottom - place.top) / 2 * down
    slope = math.tan(angle) * down / across
    return replace(place, top=first - half, bottom=first + half, lefts=lefts, rights=rights, slope=slope, unit=unit)


def _letterhead(picture: Pixels, lines: Sequence[Recognised]) -> list[Recognised]:
    """Return lines in red ink at the page's head that were not read in the red channel."""
    head = picture[: int(picture.shape[0] * _LETTERHEAD)]
    ink = pictures.red_ink(head)
    dark = ink < 128
    if dark.mean() < 0.0005:
        return []
    found = recognise(ink)
    return [
        line
        for line in found
        if line.confidence >= _SURE and len(line.text) >= 4 and not any(_overlap(line, other) for other in lines)
    ]


def _overlap(one: Recognised, other: Recognised) -> bool:
    return min(one.right, other.right) - max(one.left, other.left) > 0.5 * (one.right - one.left) and min(
        one.bottom, other.bottom
    ) - max(one.top, other.top) > 0.4 * (one.bottom - one.top)


def _word(line: Recognised) -> Word:
    inset = _PADDING * (line.bottom - line.top)
    return Word(
        line.text,
        line.left + inset,
        line.top + inset,
        max(line.left + 2 * inset, line.right - inset),
        line.bottom - inset,
        "",
        round(line.confidence, 2),
    )


def _meeting(rules: Sequence[RuledLine], tolerance: float) -> list[RuledLine]:
    """Return lines lengthened a little at both ends, because drawn corners are often open."""
    return [RuledLine(rule.start - tolerance / 2, rule.end + tolerance / 2, rule.at) for rule in rules]
