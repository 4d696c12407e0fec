"""Physical lines, with layout taken out of each: width folded, Markdown marks and letter-spacing dropped.

A `Line` keeps, for every character, where it stands in the source. Folding maps one character to one, so that the map is a
list of runs.
"""

import re
from dataclasses import dataclass

from ingest.model import Span

# Full-width letters, digits and the signs that only numbers use; Chinese punctuation is left as it is.
_WIDE = {0xFF10 + i: str(i) for i in range(10)}
_WIDE |= {0xFF21 + i: chr(0x41 + i) for i in range(26)} | {0xFF41 + i: chr(0x61 + i) for i in range(26)}
_WIDE |= {ord("．"): ".", ord("％"): "%", ord("＋"): "+", ord("／"): "/", ord("＆"): "&", ord("＝"): "=", ord("＃"): "#"}
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\x0b\x0c\x1c\x1d\x1e\x1f\x85"
FOLD = _WIDE | {ord(c): " " for c in _SPACES} | {ord("｢"): "「", ord("｣"): "」", ord("︰"): "："}
"""Character for character: what the reading writes for what the source prints."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffc\x00-\x08\x0e-\x1b\x7f]+")
_TAG = re.compile(r"</?(?:p|br|b|i|u|strong|em|div|span|center|font|sup|sub)\b[^<>]{0,120}>", re.IGNORECASE)
_MARKDOWN = re.compile(r"^ {0,3}(?:#{1,6}(?= |[^#\x00-\x7f])|>+ |[-*+] {1,3}(?=[^ ]))|\*\*|__|(?:\\(?=[\\()\[\]*_#.\-<>]))")
_HAN = "\u3007\u3400-\u9fff"
_PUNCTUATION = "，。；：、！？（）《》〈〉〔〕【】“”‘’"
# A blank between Chinese and a figure, or beside Chinese punctuation, is a typesetter's, not the text's.
_GAP = re.compile(
    rf"(?<=[{_HAN}{_PUNCTUATION}]) +(?=[\x21-\x7e])|(?<=[\x21-\x7e]) +(?=[{_HAN}{_PUNCTUATION}])"
    rf"|(?<=[{_PUNCTUATION}]) +| +(?=[{_PUNCTUATION}])"
)
# 若　干　措　施: single characters, each apart, with nothing Chinese joined to either end.
_SPACED = re.compile(rf"(?<![{_HAN}])(?:[{_HAN}] +)+[{_HAN}](?![{_HAN}])")
_CELL_GAP = re.compile(rf"(?<=[{_HAN}]) +(?=[{_HAN}])")
_MANY = re.compile(r" {2,}")
_PIPE_ROW = re.compile(r"^ *\|.*\| *$")
_PIPE_RULE = re.compile(r"^ *\|?(?: *:?-{2,}:? *\|?)+ *$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line after folding. runs: (offset in `text`, offset in the source, length), ascending, gap-free in `text`.

    extent: the whole physical line in the source, without its line end. width: as printed, in full-width characters
    (ASCII counts half). heading: Markdown marks it as one (`#`, or bold from its start).
    """

    text: str
    runs: tuple[tuple[int, int, int], ...]
    extent: Span
    width: float = 0.0
    heading: bool = False

    @property
    def is_row(self) -> bool:
        return "\t" in self.text

    def cut(self, start: int, end: int) -> "Line":
        """The part `text[start:end]` as a line of its own."""
        runs = []
        for offset, source, length in self.runs:
            low, high = max(start, offset), min(end, offset + length)
            if low < high:
                runs.append((low - start, source + low - offset, high - low))
        extent = Span(runs[0][1], runs[-1][1] + runs[-1][2]) if runs else self.extent
        return Line(self.text[start:end], tuple(runs), extent, self.width, self.heading)


def split_lines(text: str) -> list[Line]:
    """The source's lines, folded, in order; blank ones too (their text is empty)."""
    lines: list[Line] = []
    start = 0
    for raw in text.split("\n"):
        lines.extend(fold_line(piece, at) for piece, at in _flattened(raw, start))
        start += len(raw) + 1
    return lines


def fold_line(raw: str, start: int) -> Line:
    """Fold one physical line that begins at source offset `start`."""
    folded = raw.translate(FOLD)
    row = "\t" in folded.strip() or (folded.count("|") >= 2 and bool(_PIPE_ROW.match(folded)))
    if row and _PIPE_RULE.match(folded.replace("\t", "|")):
        row = False
    drop = [m.span() for m in _INVISIBLE.finditer(folded)] + [m.span() for m in _TAG.finditer(folded)]
    drop += [m.span() for m in _MARKDOWN.finditer(folded)]
    if row and "\t" not in folded:
        folded = folded.replace("|", "\t")
    # Gaps are looked for in what is left, so that `** 关于` and `关 ** 于` read alike.
    text, runs = _without(folded, start, drop)
    edge = "\t " if row and "\t" in raw else " "
    drop = [m.span() for m in _SPACED.finditer(text)]
    drop = [gap for low, high in drop for gap in _blanks(text, low, high)]
    drop += [m.span() for m in _GAP.finditer(text)]
    drop += [(m.start() + 1, m.end()) for m in _MANY.finditer(text)]
    if row:
        drop += [m.span() for m in _CELL_GAP.finditer(text)]
        drop += [m.span() for m in re.finditer(r" +(?=\t)|(?<=\t) +", text)]
    left = len(text) - len(text.lstrip(edge if not row else " "))
    right = len(text.rstrip(" ")) if row else len(text.rstrip(edge))
    drop += [(0, left), (max(right, left), len(text))]
    line = _compose(text, runs, drop)
    extent = Span(start, start + len(raw))
    if row and "\t" not in raw:  # a pipe row: its outer pipes bound no cell
        inner = line.text
        low = 1 if inner.startswith("\t") else 0
        high = len(inner) - 1 if inner.endswith("\t") and len(inner) > 1 else len(inner)
        line = line.cut(low, max(low, high))
    width = sum(0.5 if c < "\x80" else 1.0 for c in raw.strip())
    return Line(line.text, line.runs, extent, width, raw.lstrip().startswith(("#", "**")))


def _blanks(text: str, low: int, high: int) -> list[tuple[int, int]]:
    return [(low + m.start(), low + m.end()) for m in re.finditer(" +", text[low:high])]


_Runs = tuple[tuple[int, int, int], ...]


def _without(folded: str, start: int, drop: list[tuple[int, int]]) -> tuple[str, _Runs]:
    line = _compose(folded, ((0, start, len(folded)),) if folded else (), drop)
    return line.text, line.runs


def _compose(text: str, runs: _Runs, drop: list[tuple[int, int]]) -> Line:
    """`text` without the dropped ranges (any order, overlaps allowed), and its runs."""
    if not drop:
        return Line(text, runs, Span(0, 0))
    keep: list[tuple[int, int]] = []
    at = 0
    for low, high in sorted(drop):
        if low > at:
            keep.append((at, low))
        at = max(at, high)
    if at < len(text):
        keep.append((at, len(text)))
    pieces, out, offset = [], [], 0
    for low, high in keep:
        pieces.append(text[low:high])
        for run_offset, source, length in runs:
            a, b = max(low, run_offset), min(high, run_offset + length)
            if a < b:
                out.append((offset + a - low, source + a - run_offset, b - a))
        offset += high - low
    return Line("".join(pieces), tuple(out), Span(0, 0))


_CLAUSE_MARK = (
    r"第[一二三四五六七八九十百\d]{1,6}[编章节条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.、](?!\d)"
)
_BLANKS = r"[ \u200d\ufeff]+"
_PARAGRAPH_BREAK = re.compile(
    rf"(?<=[。；：！？”）]){_BLANKS}|{_BLANKS}(?={_CLAUSE_MARK}|附件|抄送|(?:19|20)\d\d *年 *\d{{1,2}} *月 *\d{{1,2}} *日)"
    rf"|(?<=月\d日){_BLANKS}|(?<=月\d\d日){_BLANKS}|{_BLANKS}(?=[{_HAN}]{{2,12}}〔(?:19|20)\d\d〕 *\d{{1,5}} *号{_BLANKS})"
    rf"|(?<=[〕\d]\d号){_BLANKS}|(?<=[施法案见定则知划要引南策]){_BLANKS}(?=为|根据|第一)"
)
_FLATTENED_LENGTH = 300


def _flattened(raw: str, start: int) -> list[tuple[str, int]]:
    """Break a line that holds a whole page, as (text, source offset) pieces.

    A page saved without its line ends has a blank where each stood: every blank counts up to the salutation and after the
    last sentence, between them only one that follows a sentence's end or precedes a clause's number.
    """
    text = raw.translate(FOLD)
    if len(text) < _FLATTENED_LENGTH or "\t" in text or len(_PARAGRAPH_BREAK.findall(text)) < 3:
        return [(raw, start)]
    head = re.search("[:：。]", text[:600])
    tail = max(text.rfind("。"), text.rfind("；")) + 1
    cuts = {0, len(text)} | {m.end() for m in _PARAGRAPH_BREAK.finditer(text)}
    cuts |= {m.end() for m in re.finditer(_BLANKS, text) if (head and m.end() < head.end()) or m.start() >= tail}
    ordered = sorted(cuts)
    return [(raw[a:b], start + a) for a, b in zip(ordered, ordered[1:], strict=False)]
