"""Split a source into lines and take the layout out of each: fold widths, drop Markdown marks and letter-spacing.

A `Line` keeps the source offset of every character. Folding maps one character to one, so that the map is a
list of runs. What is dropped is layout only: blanks, invisible characters, Markdown marks, backslashes before such, tags of
HTML and the pipes of a table row. HTML comments are kept apart in `Line.comments`.
"""

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from ingest.model import Span
from ingest.read.drawn import drawn_rows
from ingest.read.flattened import flattened_cuts
from ingest.read.flattened.patterns import HAN
from ingest.rules import table

# Full-width letters, digits and the signs that only numbers use, half-width Chinese signs; other punctuation is left as it is.
_WIDE = {0xFF10 + i: str(i) for i in range(10)}
_WIDE |= {0xFF21 + i: chr(0x41 + i) for i in range(26)} | {0xFF41 + i: chr(0x61 + i) for i in range(26)}
_WIDE |= {ord(wide): sign for wide, sign in zip("．％＋／＆＝＃｢｣｡､︰", ".%+/&=#「」。、：", strict=True)}
_BLANK = {ord(c): " " for c in "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000"}
_BLANK |= dict.fromkeys(range(0x2000, 0x200B), " ")
# PDF writers put out the Kangxi radical ⼈ (U+2F08) for the character 人.
_RADICALS = {c: unicodedata.normalize("NFKC", chr(c)) for c in range(0x2F00, 0x2FD6)}
_SMALL = {0xFE52: ".", 0xFE59: "(", 0xFE5A: ")", 0xFE5D: "〔", 0xFE5E: "〕"}  # word processors put out ﹝2021﹞, 1﹒
FOLD = _WIDE | _BLANK | _RADICALS | _SMALL
"""Source character → character of the normalized text, one to one."""
_FOLDED = re.compile(f"[{re.escape(''.join(map(chr, FOLD)))}]")
_HEADS = ("#", ">", "+", "-", "*")  # with which Markdown marks a line
_PRINTED_HYPHEN = re.compile(r"(?<=\d)\u00ad(?=\d|\n|$)")
# Half-width commas and semicolons that part Chinese words, as many pages print them. Those in figures and Latin words stay.
_HALF_WIDTH_MARK = re.compile(r"(?<=[\u3007\u3400-\u9fff》”）〉])[,;]|,(?=[\u3007\u3400-\u9fff《“〈])")
_FULL_WIDTH_MARK = {",": "，", ";": "；"}

_LINE_END = re.compile("[\n\x0b\x0c\x85\u2028\u2029]")
# Controls, soft hyphens, zero-width blanks and joiners, marks of direction, variation selectors.
_UNSEEN = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffc\U000e0100-\U000e01ef"
)
_INVISIBLE = re.compile(f"[{_UNSEEN}]+")
_LAYOUT = re.compile(rf"[{_UNSEEN} \t|<>&*_\\#+-]|\]\(|\[\[")  # a line without any of these needs no repair
# Attributes are spelt out: in `若a<p 则b>c` nothing is a tag.
_ATTRIBUTE = r"[ \t]++[a-zA-Z][a-zA-Z:-]{0,30}(?:=(?:\"[^\"<>]{0,300}\"|'[^'<>]{0,300}'|[^\s\"'<>]{1,100}))?"
_TAG = re.compile(
    rf"</?(?:p|br|b|i|u|strong|em|div|span|center|font|sup|sub)(?:{_ATTRIBUTE}){{0,12}}[ \t]{{0,3}}/?>"
    r"|&(?:nbsp|ensp|emsp|thinsp|sp|#160|#12288);",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"(?:<br[ \t]{0,3}/?>|</?(?:p|div)(?:[ \t][^<>]{0,200})?>){1,8}", re.IGNORECASE)
_BREAK = re.compile(r"<br[ \t]{0,3}/?>|</(?:p|div)>", re.IGNORECASE)
# Stars between digits are a masked number, underscores in a row a blank to fill in.
_MARKDOWN = re.compile(
    r"^ {0,3}(?:#{1,6}(?= |[^#\x00-\x7f])|>+ |[-*+] {1,3}(?=[^ ])(?!\d{1,4} ?- *$))"
    r"|(?<!\*)(?:(?<!\d)\*{2,4}|\*{2,4}(?!\d))(?!\*)|(?<!_)__(?!_)|(?:\\(?=[\\()\[\]*_#.\-<>]| *\t))"
    r"|\[\[(?=[^\[\]|\n]{1,80}\]\])|(?<=[\u2018-\u201d\u3001-\u9fff\uff01-\uff5e])\]\]"  # [[…]], a link of a wiki: its words stay
)
_MARKING = re.compile(r"[#>*+_\\\[\]-]")  # a line without any of these has no mark of Markdown
_LINK = re.compile(
    r"!?\[(?=[^\[\]]{1,200}\]\((?:https?:|/|\.)[^()\s]{1,300}\))|(?<=[^\[\]])\]\((?:https?:|/|\.)[^()\s]{1,300}\)"
)
"""The marks of a Markdown link around its words."""
_PUNCTUATION = "，。；：、！？（）《》〈〉〔〕【】“”‘’"
# A blank between Chinese and a figure, or beside Chinese punctuation, is a typesetter's, not the text's.
# Blanks are taken possessively and from their first one on: a search that could begin inside a run would be quadratic.
_GAP = re.compile(
    rf"(?<=[{HAN}{_PUNCTUATION}]) ++(?=[\x21-\x7e])|(?<=[\x21-\x7e]) ++(?=[{HAN}{_PUNCTUATION}])"
    rf"|(?<=[{_PUNCTUATION}]) ++|(?<! ) ++(?=[{_PUNCTUATION}])"
)
# 若　干　措　施: single characters with blanks between, and no Chinese character next to either end.
_SPACED = re.compile(rf"(?<![{HAN}])(?:[{HAN}] ++)+[{HAN}](?![{HAN}])")
# ## 第二章<tab>监督管理: a heading of Markdown, and no row.
_CHAPTER = table("layout")["markdown-chapter"].pattern
_CELL_GAP = re.compile(rf"(?<=[{HAN}]) ++(?=[{HAN}])")
_CELL_EDGE = re.compile(r"(?<! ) ++(?=\t)|(?<=\t) ++")
_MANY = re.compile(r" {2,}+")


_Runs = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line after folding. runs: (offset in `text`, offset in the source, length), ascending, gap-free in `text`.

    extent: the whole physical line in the source, without its line end. width: as printed, in full-width characters
    (ASCII counts half). heading: Markdown marks it as one (`#`, or bold from its start), or the file sets it as one. comments:
    HTML comments in it, or the parts of them that are in it, as spans of the source.
    """

    text: str
    runs: _Runs
    extent: Span
    width: float = 0.0
    heading: bool = False
    comments: tuple[Span, ...] = ()

    @property
    def is_row(self) -> bool:
        return "\t" in self.text


@lru_cache(maxsize=1 << 4)  # a line is folded before it is cut and again as it is read
def folded(text: str) -> str:
    """Fold widths, character for character. A soft hyphen between figures (2014\u00ad2020年), of which the second may
    be on the next line, is printed, so it becomes a hyphen; a
    half-width comma between Chinese words (到2025年,全市) is a Chinese one."""
    if _FOLDED.search(text):
        text = text.translate(FOLD)
    if "," in text or ";" in text:
        text = _HALF_WIDTH_MARK.sub(lambda match: _FULL_WIDTH_MARK[match[0]], text)
    return _PRINTED_HYPHEN.sub("-", text) if "\u00ad" in text else text


def split_lines(text: str, headings: Container[int] = ()) -> list[Line]:
    """Split a source into folded lines, in order; blank ones too (their text is empty). Their extents and the line ends between
    them tile the text. headings: where lines begin that are headings without a mark of Markdown."""
    lines: list[Line] = []
    comments = list(_comments(text))
    first = 0
    for raw, start in _pieces(text):
        while first < len(comments) and comments[first].end <= start:
            first += 1
        last = first
        while last < len(comments) and comments[last].start < start + len(raw):
            last += 1
        line = fold_line(raw, start, comments[first:last])
        lines.append(replace(line, heading=True) if start in headings else line)
    return lines


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """Return the printed lines with their offsets: physical lines, split further at HTML line breaks (but not inside a table row) and
    where a whole page was flattened into one line."""
    at = 0
    for span, row in drawn_rows(text):
        yield from _plain(text, at, span.start)
        yield row, span.start
        at = span.end + 1 if text.startswith("\n", span.end) else span.end
    if at < len(text) or not text or text.endswith("\n"):
        yield from _plain(text, at, len(text))


def _plain(text: str, low: int, high: int) -> Iterator[tuple[str, int]]:
    start = low
    above = ""  # the last line that is not blank
    for end in [*(match.start() for match in _LINE_END.finditer(text, low, high)), high]:
        raw = text[start:end]
        if not raw and end == high < len(text):
            return  # a drawn row follows
        broken = "<" in raw and "\t" not in raw and not _is_pipe_row(raw)
        breaks = [m.end() for m in _BREAK.finditer(raw) if m.end() < len(raw)] if broken else []
        for low, high in pairwise([0, *breaks, len(raw)]):
            for piece, at in _bounded(raw[low:high], start + low):
                # Only at the head of a line is it a mark of Markdown, which is removed.
                line = folded(piece)
                cuts = [cut for cut in flattened_cuts(line, above) if not cut or piece[cut : cut + 1] not in _HEADS]
                yield from ((piece[a:b], at + a) for a, b in pairwise(cuts))
                above = line.strip(" ") or above
        start = end + 1


LONGEST = 200_000
"""The longest paragraph, in code points. A longer line is a text without its line ends, or not a text."""


def _bounded(raw: str, start: int) -> Iterator[tuple[str, int]]:
    """Cut an endless line behind its last full stop within reach, or just there."""
    low = 0
    while len(raw) - low > LONGEST:
        stop = raw.rfind("。", low, low + LONGEST) + 1
        high = stop if stop > low else low + LONGEST
        yield raw[low:high], start + low
        low = high
    yield raw[low:], start + low


def _comments(text: str) -> Iterator[Span]:
    """Find HTML comments, also over several lines; a comment that is never closed is text."""
    end = 0
    while (start := text.find("<!--", end)) >= 0 and (close := text.find("-->", start + 4)) >= 0:
        end = close + 3
        yield Span(start, end)


def fold_line(raw: str, start: int, comments: Sequence[Span] = ()) -> Line:
    """Fold one physical line that begins at source offset `start`. comments: of the source, ascending; each is clipped."""
    end = start + len(raw)
    inside = tuple(Span(max(c.start, start), min(c.end, end)) for c in comments if c.start < end and start < c.end)
    line = folded(raw)
    printed = line.strip(" ")
    if not inside and not _LAYOUT.search(printed):
        runs: _Runs = ((0, start + line.find(printed), len(printed)),) if printed else ()
        return Line(printed, runs, Span(start, end), _width(raw))
    if _is_barred(line):
        line = line.replace("|", " ")
    ruled = table("furniture")["rule-line"].whole(line.strip()) is not None
    if _CHAPTER.match(line):
        line = line.replace("\t", " ")
    # One tab before the text is an indent; any other parts cells, empty ones too.
    row = not ruled and ("\t" in line.lstrip(" ")[1:] or _is_pipe_row(line))
    if row and "<" in line:
        line = _BREAKS.sub(_parted, line)
    piped = row and "\t" not in line
    if piped:
        line = line.replace("|", "\t")
    marks = [_INVISIBLE, _TAG] if "<" in line or "&" in line else [_INVISIBLE]
    if not ruled:  # `***` is a rule, not bold type
        marks += [_MARKDOWN] if _MARKING.search(line) else []
        marks += [_LINK] if "](" in line else []
    drop = [(comment.start - start, comment.end - start) for comment in inside]
    drop += [match.span() for mark in marks for match in mark.finditer(line)]
    text, runs = _without(line, ((0, start, len(raw)),) if raw else (), drop)
    # Gaps are looked for in what is left, so that `** 关于` and `关 ** 于` read alike.
    drop = []
    if " " in text:
        drop += [gap for match in _SPACED.finditer(text) for gap in _blanks(text, *match.span())]
        drop += [match.span() for match in _GAP.finditer(text)]
        drop += [(match.start() + 1, match.end()) for match in _MANY.finditer(text)]
    if row:
        drop += [match.span() for gap in (_CELL_GAP, _CELL_EDGE) for match in gap.finditer(text)]
    # An empty first or last cell is one of the row's; a pipe row's outer pipes bound no cell.
    edge = " " if row else " \t"
    low, high = len(text) - len(text.lstrip(edge)), len(text.rstrip(edge))
    if piped:
        low += text.startswith("\t", low)
        high -= text.endswith("\t", low, high)
    drop += [(0, low), (max(low, high), len(text))]
    text, runs = _without(text, runs, drop)
    text = text.replace(_PARTED, " ")
    width = _width(_without(raw, (), [(comment.start - start, comment.end - start) for comment in inside])[0])
    return Line(text, runs, Span(start, end), width, raw.lstrip().startswith(("#", "**")), inside)


_PARTED = "\x0b"  # replaces the line end between two names of a cell until the blanks inside names are removed


def _parted(broken: re.Match[str]) -> str:
    """Return what replaces a break inside a cell, of the same length: a mark between the names of two bodies, else itself."""
    words = f"{broken.string[max(0, broken.start() - 2) : broken.start()]} {broken.string[broken.end() : broken.end() + 12]}"
    return _PARTED.ljust(len(broken[0]), "\0") if table("columns")["parted"].find(words) else broken[0]


def _is_pipe_row(folded: str) -> bool:
    """Test for a row between bars; the first bar may be missing where a running number or its head begins the row (序号 | 任务 |).
    What else ends with a bar is a row of links, or a list of names."""
    cells = folded.strip(" ")
    if len(cells) < 2 or not cells.endswith("|"):
        return False
    first = cells[: cells.find("|")].strip(" ")
    return not first or first.isdecimal() or table("columns")["index"].whole(first) is not None


def _is_barred(folded: str) -> bool:
    """Test for a line of text whose only bar is its last character: what is left of the one cell in which a page has set its text."""
    printed = folded.strip(" ")
    return printed.count("|") == 1 and printed.endswith("|") and len(printed) > _CELL and not _is_pipe_row(folded)


_CELL = 10  # code points; what is shorter may be a cell of a table with a cell a line


def _width(raw: str) -> float:
    printed = raw.strip()
    return len(printed) - len(printed.encode("ascii", "ignore")) / 2


def _blanks(text: str, low: int, high: int) -> list[tuple[int, int]]:
    return [(low + m.start(), low + m.end()) for m in re.finditer(" +", text[low:high])]


def _without(text: str, runs: _Runs, drop: list[tuple[int, int]]) -> tuple[str, _Runs]:
    """Return `text` without the dropped ranges (any order, overlaps allowed), and the runs of the rest."""
    if not drop:
        return text, runs
    pieces: list[str] = []
    out: list[tuple[int, int, int]] = []
    offset, at, i = 0, 0, 0
    for low, high in [*sorted(drop), (len(text), len(text))]:
        if low > at:
            pieces.append(text[at:low])
            while i < len(runs) and runs[i][0] + runs[i][2] <= at:
                i += 1
            for j in range(i, len(runs)):
                run_offset, source, length = runs[j]
                if run_offset >= low:
                    break
                a, b = max(at, run_offset), min(low, run_offset + length)
                out.append((offset + a - at, source + a - run_offset, b - a))
            offset += low - at
        at = max(at, high)
    return "".join(pieces), tuple(out)
