"""Join lines into paragraphs: decide which line continues in the next.

There are three layouts. *Hard-wrapped* columns break every line at the column's width; *cut* pages contain whole
paragraphs, broken only where a page or column ended; *flattened* pages were broken apart by `lines`. A line continues if it
has not ended (no closing punctuation), the next does not begin anew (no clause number, date, 文号, …), and it either fills its
column or reads as prose.
"""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence

from ingest.read.lines import LONGEST, Line
from ingest.read.splinters import PROSE, Forms, rejoined
from ingest.rules import table
from ingest.rules.starts import being, starting

_ENDED = re.compile(r"(?:[。；！？!?;：:…]|(?<=[^.])[.]{3})[”』」’）)》]*$")
_CLOSED_BRACKET = re.compile(r"[。；][（(][^（）()]*[）)]$|^[（(][^（）()]*[）)]$")
_GOES_ON = table("layout")["goes-on"].pattern
_COMMAS = ("，", "、")
_TITLE_END = table("layout")["title-line-end"].pattern
_NUMBER_END = table("layout")["number-line-end"].pattern
_ARTICLE = table("layout")["article-ahead"].pattern
_ANNOUNCED = table("layout")["announcement-line"]
NEVER_FIRST = tuple("，。；、：！？）〉》”’〕】")  # GB/T 15834-2011 5.1: a line does not begin with these
_YEAR_GOES_ON = tuple("0123456789〕】]）)")
_INDENT = 2  # a paragraph's first line is indented by two characters
_WINDOW = 16  # lines on either side that show a column's width
_REACH = 40  # characters back to the bracket that a line end may cut
_BEYOND = 6  # characters that no line of a column is wider than it
_NARROWEST = 12  # no column is narrower; lines shorter than that are headings and dates
_LONGEST_TITLE = 240  # code points of a title with what a page prints around it
_MINIMUM = 6  # fewer unended lines than this do not show a width
_NEW = ("number", "date", "printed", "registration", "annex-mark", "disclosure", "order-serial", "signed-date")


def begins_anew(text: str) -> bool:
    """Test whether a line starts a paragraph by its form: a clause number, a date, a 文号, an annex, an imprint."""
    if _marker(text) is not None:
        return True
    own = ("annex-list", "copies", "own-provision")
    if starting("lines", text, own) or text.startswith("【") or _is_label(text):
        return True
    if _is_judged(text):
        return True
    return len(text) <= 160 and being("lines", text, _NEW) is not None


def _is_label(text: str) -> bool:
    """Test for a line of the block of labels that web pages print above a document."""
    return starting("labels", text, ("line", "bare-line")) is not None


def has_ended(text: str) -> bool:
    """Test whether a line ends a paragraph by its punctuation, or as a row of a clean-up table."""
    return bool(_ENDED.search(text) or _CLOSED_BRACKET.search(text)) or _is_judged(text)


def _is_judged(text: str) -> bool:
    """Test for a row of a clean-up table, with what is decided: 5《岚州市渡口办法》（岚政发〔2012〕9号）继续有效."""
    if not text[:1].isdigit() or len(text) > _LONGEST_TITLE:
        return False
    return table("references")["clean-up-judged"].whole(text) is not None


def column_widths(lines: Sequence[Line]) -> list[float | None]:
    """Return for each line the width of its hard-wrapped column, None if the text around it is not hard-wrapped.

    A column shows in lines that end in mid-sentence: where half of the lines around do, most of them end at one width. Two
    sorted windows slide along, so that the cost is linear in lines.
    """
    widths: list[float | None] = []
    unended = [not line.is_row and not has_ended(line.text) for line in lines]
    window: list[float] = []
    high = 0
    for i in range(len(lines)):
        while high < len(lines) and high <= i + _WINDOW:
            if unended[high]:
                insort(window, lines[high].width)
            high += 1
        if (low := i - _WINDOW - 1) >= 0 and unended[low]:
            window.remove(lines[low].width)
        size = min(high, len(lines)) - max(0, i - _WINDOW)
        if len(window) < _MINIMUM or len(window) * 2 < size:
            widths.append(None)
            continue
        width = window[int(len(window) * 0.7)]
        near = bisect_right(window, width + 2.5) - bisect_left(window, width - 2.5)
        widths.append(width if _NARROWEST <= width <= 60 and near * 2 >= len(window) else None)
    return widths


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Group the lines of text (furniture taken out) into paragraphs, each a list of the lines to be written as one."""
    lines = rejoined(lines, Forms(begins_anew, has_ended, _stands_alone, _signs))
    widths = column_widths(lines)
    prose = _peers_are_prose(lines)
    groups: list[list[Line]] = []
    length = 0
    for i, line in enumerate(lines):
        length += len(line.text)
        if groups and length <= LONGEST and goes_on(groups[-1], line, widths[i - 1], prose[i - 1]):
            groups[-1].append(line)
        else:
            groups.append([line])
            length = len(line.text)
    return groups


def _stands_alone(text: str) -> bool:
    """Test for a line that no paragraph goes on from: a numbered heading, a title, a signature."""
    return begins_anew(text) or bool(_TITLE_END.search(text)) or _signs(text)


def _signs(text: str) -> bool:
    return table("headings")["signature"].whole(text) is not None


def _marker(text: str) -> tuple[str, str] | None:
    """Return the kind of clause number that a line begins with, and the line without it."""
    found = starting("markers", text)
    return (found[0], text[found[1].end() :]) if found else None


_SENTENCE = 16  # a numbered line that is longer and closed by a full stop is a sentence
_ITEM = 6  # one that a semicolon closes is an item of a list, however short


def _peers_are_prose(lines: Sequence[Line]) -> list[int]:
    """Return for each numbered line the length from which it continues if it has not ended; 0 if unknown.

    Headings, sentences and items are numbered alike, but all lines of one series are the same. So the lines with the next and the
    last number of its kind show whether a line is a sentence or an item of a list.
    """
    kinds = [_marker(line.text) for line in lines]
    prose = [0] * len(lines)
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        seen: dict[str, int] = {}
        for i in order:
            if (kind := kinds[i]) is not None:
                prose[i] = prose[i] or seen.get(kind[0], 0)
                sentence = lines[i].text.endswith("。") and len(kind[1]) > _SENTENCE
                seen[kind[0]] = _ITEM if lines[i].text.endswith("；") else _SENTENCE if sentence else 0
    return prose


def goes_on(group: list[Line], after: Line, width: float | None, prose: int = 0) -> bool:
    """Test whether the paragraph so far continues in the line `after`.

    width: the column's at its last line, if hard-wrapped. prose: as `_peers_are_prose` returns
    it for the last line.
    """
    line = group[-1]
    text = line.text
    if line.is_row or after.is_row or line.heading != after.heading:
        return False
    if after.text.startswith(NEVER_FIRST):
        return True
    if _repeats(text, after.text) or _addresses(text, after.text):
        return False
    if begins_anew(after.text):
        # A 文号 or a title that is cut inside its brackets has not ended, whatever the next line looks like.
        return _open_bracket(text, after.text) and not has_ended(text)
    if table("parties")["label"].start(after.text) and not _inside_bracket(_tail(group[-6:])):
        return False  # 责任单位：市教育局 has a line of its own
    if width is not None and _beyond(line, after, width + _BEYOND):
        width = None
    if width is not None and has_ended(text):
        return _fills_column(group, after, width)
    if has_ended(text) or _is_label(text) or (len(text) <= 160 and being("lines", text, _NEW) is not None):
        return False
    if _open_bracket(_tail(group[-6:]), after.text) and line.width >= 4:
        return True
    if table("layout")["note-begun"].whole(text) and table("layout")["note-ended"].start(after.text):
        return True
    if width is None:
        # The last line of a text does not continue in the signature: 责任单位：市教育局 above 岚州市人民政府.
        signed = (
            not _GOES_ON.search(text) and len(after.text) <= 40 and table("headings")["signature"].whole(after.text)
        )
        return not signed and _cut_by_page(text, prose)
    if _is_title(group) and not table("layout")["title-goes-on"].start(after.text):
        return False
    printed = line.width + (_INDENT if len(group) == 1 else 0)
    if printed >= width - 2 or (_GOES_ON.search(text) and printed >= width - 4):
        return True
    return _is_cut(group, prose)


def _beyond(line: Line, after: Line, width: float) -> bool:
    """Test whether a line is not set in the column that lines of one width look like: it is much wider, or it is a heading (一、, （一）)
    above a wider one. A point 1. is set as the text is (GB/T 9704 7.3.3), and may begin its sentence."""
    kind = _marker(line.text)
    return line.width > width or (after.width > width and kind is not None and kind[0] in _HEADINGS)


_HEADINGS = ("outline", "bracketed")  # the markers of the first two levels


def _addresses(text: str, after: str) -> bool:
    """Test for 主送机关 that has lost its colon, above the first sentence of the text."""
    if "各" not in text or len(text) > _LONGEST_TITLE or table("flattened")["text-opens"].start(after) is None:
        return False
    return table("lines")["addressee-bare"].whole(text) is not None


_SHORTEST_TITLE = 8


def _repeats(text: str, after: str) -> bool:
    """Test for a title that a page prints again below its own title: 岚政发〔2022〕8号《甲的通知》 / 甲的通知."""
    title = after.strip("《》 ")
    return len(title) >= _SHORTEST_TITLE and len(text) < _LONGEST_TITLE and title in text


def _fills_column(group: list[Line], after: Line, width: float) -> bool:
    """Test whether a paragraph continues behind a sentence that ends where its column ends: its bracket is still open, or the next
    line fills the column too, without the indent of a new paragraph."""
    line = group[-1]
    printed = line.width + (_INDENT if len(group) == 1 else 0)
    if printed < width - 1:
        return False
    if _last(joined := "".join(part.text for part in group[-12:]), "（(") > _last(joined, "）)"):
        return True
    return not line.text.endswith(("：", ":")) and not has_ended(after.text) and after.width >= width - 0.5


def _is_cut(group: list[Line], prose: int) -> bool:
    """Test whether a paragraph that ends in a short line without a full stop was cut there: a page or a copy of it was cut in
    mid-sentence, and the column then printed anew. Headings and labels are shorter than a paragraph of several lines."""
    if len(group) < 2:
        return False
    text = "".join(line.text for line in group[-12:])
    return ("。" in text or text.endswith(_COMMAS)) and _cut_by_page(text, prose)


def _tail(group: Sequence[Line]) -> str:
    """Join the last characters of each line, to find a bracket that is open across lines."""
    return "".join(line.text[-_REACH:] for line in group)


def _is_title(group: list[Line]) -> bool:
    if len(group) > 80:  # joining a long paragraph for each of its lines would be quadratic
        return False
    text = "".join(line.text[:80] for line in group)
    return len(text) < 80 and not PROSE.search(text) and bool(_TITLE_END.search(text))


def _inside_bracket(text: str) -> bool:
    return any(_last(text, low) > _last(text, high) for low, high in (("（(", "）)"), ("【", "】"), ("[", "]")))


def _last(text: str, signs: str) -> int:
    """Return the offset of the last of some signs, -1 for none. OCR takes the wide and the narrow form of a bracket for each other."""
    return max(map(text.rfind, signs))


def _open_bracket(text: str, after: str) -> bool:
    """Test for a bracket of a year or title that is open at the end. Only the rest of a year, or its bracket, goes on with a year's:
    a page may have lost the other bracket."""
    tail = text[-_REACH:]
    year = tail.rfind("〔") > tail.rfind("〕") and after.lstrip()[:1] in _YEAR_GOES_ON
    return year or tail.rfind("《") > tail.rfind("》")


def _cut_by_page(text: str, prose: int) -> bool:
    """Test whether an unended line is the first part of a paragraph, in a text of whole paragraphs."""
    if _GOES_ON.search(text) and len(text) > 12:
        return True
    if _ARTICLE.match(text):
        return len(text) > 10
    if (numbered := _marker(text)) is not None:
        # A heading is short and has no full stop: `二、健全机制，做好保障` ends its line unended.
        body = numbered[1]
        return "。" in body or "；" in body or len(body) > 60 or (prose > 0 and len(body) > prose)
    if (_TITLE_END.search(text) and len(text) < 160) or _NUMBER_END.search(text) or _ANNOUNCED.whole(text) is not None:
        return False
    if PROSE.search(text):
        return len(text) > 12
    return len(text) >= 30 and " " not in text
