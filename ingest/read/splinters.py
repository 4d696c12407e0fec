"""Put printed lines together again that a tool wrote as several.

Where a pdf sets a line in several pieces (behind each stop that is drawn narrower), tools that read it end a line at each piece. The
pieces of one printed line add up to the width of the column, and no whole line ends in a comma far from the column's edge. Both
together show such a text; elsewhere every line stays as it is.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ingest.model import Span
from ingest.read.lines import Line

_OPEN = re.compile(r"[，、（(《〈“‘]$")  # no paragraph ends so
_CLOSING = tuple("，。；、：！？）)〉》”’〕】")  # no line begins so
_BRACKETS = ("（(", "）)"), ("《", "》"), ("〔", "〕")
_ASIDE = re.compile(r"[（(][^（）()\d]{1,4}[）)]$")  # （试行）, the middle of a line
PROSE = re.compile(r"[，。；]")
_NARROWEST = 24.0  # full-width characters: a narrower column is not set in pieces
_SLACK = 1.5
_NARROWER = 0.5  # a stop before a joint is drawn narrower than it counts
_INDENT = 2.0
_MOST = 16  # pieces of one printed line
_FEWEST = 6  # lines that end in a comma far from the edge


@dataclass(frozen=True, slots=True)
class Forms:
    """The form of a line. begins_anew: it begins a paragraph. has_ended: it ends one by its punctuation. stands_alone: it is a
    heading, a title or a signature, which no paragraph follows in the same line. signs: it is a signature."""

    begins_anew: Callable[[str], bool]
    has_ended: Callable[[str], bool]
    stands_alone: Callable[[str], bool]
    signs: Callable[[str], bool]


def rejoined(lines: Sequence[Line], forms: Forms) -> list[Line]:
    """Return the lines as they were printed; the same lines where no column of this text was written in pieces."""
    width = _column(lines)
    if width is None:
        return list(lines)
    printed: list[Line] = []
    i = 0
    while i < len(lines):
        end = _end(lines, i, width, forms)
        printed.append(_joined(lines[i:end]))
        i = end
    return printed


def _column(lines: Sequence[Line]) -> float | None:
    """Return the width of a column that was written in pieces: lines at one width are many, lines beyond it are few, and many
    lines end in a comma far from it."""
    counts: dict[int, int] = {}
    words = [line for line in lines if line.text and not line.is_row]
    for line in words:
        if line.width >= _NARROWEST:
            counts[round(line.width)] = counts.get(round(line.width), 0) + 1
    if not counts:
        return None
    width = max(counts, key=lambda each: (counts[each] + counts.get(each - 1, 0) + counts.get(each + 1, 0), each))
    full = sum(counts.get(each, 0) for each in (width - 1, width, width + 1))
    beyond = sum(count for each, count in counts.items() if each > width + 2)
    pieces = sum(1 for line in words if line.width < width - 4 and _OPEN.search(line.text))
    shown = full >= _FEWEST and beyond * 20 <= full and pieces >= max(_FEWEST, len(words) // 25)
    return float(width) if shown else None


def _end(lines: Sequence[Line], start: int, width: float, forms: Forms) -> int:
    """Return behind which line the printed line ends that begins with line `start`."""
    first = lines[start]
    total, end, text = first.width, start + 1, first.text
    whole = not first.is_row  # no paragraph ends at any joint up to here
    narrower = 0.0
    for i in range(start + 1, min(len(lines), start + _MOST) if whole else 0):
        before, line = lines[i - 1], lines[i]
        total += line.width
        narrower += _NARROWER
        if total > width + _SLACK + narrower or line.is_row or line.heading != first.heading:
            break
        aside = _ASIDE.match(line.text) and not forms.has_ended(before.text) and not forms.begins_anew(before.text)
        if _OPEN.search(before.text) or line.text.startswith(_CLOSING) or _inside(text) or aside:
            end = i + 1 if whole else end
        elif _ASIDE.match(before.text) and i > start + 1 and not forms.begins_anew(line.text):
            end = i + 1 if whole else end  # what goes on behind （试行）
        elif (
            forms.begins_anew(line.text)
            or before.text.endswith(("：", ":"))
            or (not PROSE.search(text) and forms.stands_alone(text))
            or (forms.has_ended(before.text) and forms.signs(line.text))
        ):
            break
        elif forms.has_ended(before.text) and _is_full(lines, i, width - _INDENT) and total != width - _INDENT:
            break  # the next paragraph's first line is set in pieces too
        else:
            whole = False
        if total >= width - _INDENT - _SLACK:
            end = i + 1
        text += line.text
    return end


def _inside(text: str) -> bool:
    """Test for a bracket that is open at the end of a line."""
    return any(max(map(text.rfind, low)) > max(map(text.rfind, high)) for low, high in _BRACKETS)


def _is_full(lines: Sequence[Line], start: int, width: float) -> bool:
    """Test whether the lines from `start` add up to just this width."""
    total = 0.0
    for i in range(start, min(len(lines), start + _MOST)):
        total += lines[i].width
        if total >= width - _NARROWER:
            return total <= width + _NARROWER
    return False


def _joined(pieces: Sequence[Line]) -> Line:
    first = pieces[0]
    if len(pieces) == 1:
        return first
    runs: list[tuple[int, int, int]] = []
    at = 0
    for piece in pieces:
        runs += [(at + offset, origin, length) for offset, origin, length in piece.runs]
        at += len(piece.text)
    return replace(
        first,
        text="".join(piece.text for piece in pieces),
        runs=tuple(runs),
        extent=Span(first.extent.start, pieces[-1].extent.end),
        width=sum(piece.width for piece in pieces),
        comments=tuple(comment for piece in pieces for comment in piece.comments),
    )
