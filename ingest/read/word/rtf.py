"""Read rtf (Rich Text Format 1.9): paragraphs and tables; destinations that are not shown are skipped."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.model import Issue
from ingest.model.native import InPart
from ingest.read import html
from ingest.read.compose import Block, Extraction, Line
from ingest.read.grid import Cell, Fragment, Grid, placed_in_cell, trimmed
from ingest.read.package import damaged, too_large
from ingest.read.word.headings import BODY_LEVEL, LONGEST

READER = "rtf 2"
MEDIA_TYPE = "application/rtf"
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_DEEPEST = 500
_LARGEST = 128 << 20
_UNSEEN = frozenset(
    b"fonttbl colortbl stylesheet listtable listoverridetable info pict object header footer headerl headerr headerf footerl "
    b"footerr footerf footnote annotation fldinst themedata colorschememapping datastore latentstyles rsidtbl generator xmlnstbl "
    b"filetbl revtbl pgdsctbl nonesttables bkmkstart bkmkend pntxta pntxtb falt panose shpinst shprslt".split()
)
_SIGNS = {b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”"}
_SIGNS |= {b"bullet": "·", b"emspace": " ", b"enspace": " ", b"tab": " ", b"line": "\n", b"~": " ", b"_": "-"}
_NUMBERS = (b"listtext", b"pntext")
"""The automatic number of a paragraph as the program that wrote the file has counted it."""
_CHARSETS = {134: "gb18030", 136: "big5", 128: "cp932", 129: "cp949", 0: "cp1252"}


@dataclass(slots=True)
class _GroupState:
    """The state that a group inherits."""

    unseen: bool = False
    hidden: bool = False
    in_table: bool = False
    bold: bool = False
    outlined: bool = False  # by its outline level the paragraph is a heading
    in_shape: bool = False  # of a shape only its text box is shown
    number_at: int = -1  # where in the words the paragraph's automatic number begins; -1 outside of one
    fallback: int = 1  # characters behind \u that replace it in old readers (\uc)
    encoding: str = ""


@dataclass(slots=True)
class _RtfReader:
    encoding: str = "gb18030"
    state: _GroupState = field(default_factory=_GroupState)
    groups: list[_GroupState] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = 0
    pending: bytearray = field(default_factory=bytearray)
    words: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    cell: list[Fragment] = field(default_factory=list)
    row: list[Line] = field(default_factory=list)
    layout: list[dict[str, int]] = field(default_factory=list)
    merges: dict[str, int] = field(default_factory=dict)
    rows: list[tuple[list[Line], list[dict[str, int]]]] = field(default_factory=list)
    boxes: list[tuple[int, list[str], bool]] = field(
        default_factory=list
    )  # open text boxes: their group, the words around them
    skip: int = 0
    paragraphs: int = 0
    open_font_table: int = 0
    light: bool = False  # a part of the paragraph is not bold

    def flush(self) -> None:
        if self.pending:
            self._write(bytes(self.pending).decode(self.state.encoding or self.encoding, "replace"))
            self.pending.clear()

    def append(self, text: str) -> None:
        if not (self.state.unseen or self.state.hidden):
            self.flush()
            self._write(text)

    def _write(self, text: str) -> None:
        self.words.append(text)
        self.light = self.light or (not self.state.bold and bool(text.strip()))

    def take(self) -> Line:
        """Return the paragraph so far, and begin the next."""
        self.flush()
        # \u gives characters beyond U+FFFF as two surrogates.
        text = "".join(self.words).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        self.words.clear()
        self.paragraphs += 1
        heading = len(text) <= LONGEST and (self.state.outlined or not self.light)
        self.light = False
        return (Fragment(text, InPart("", self.paragraphs), heading=heading),) if text.strip() else ()

    def end_paragraph(self) -> None:
        line = self.take()
        if self.boxes:
            self._add(line)
            return
        if self.state.in_table:
            if line:
                self.cell += [Fragment(" "), *line] if self.cell else line
            return
        self.end_table()
        self._add(line)

    def _add(self, line: Line) -> None:
        if line:
            self.blocks += [(replace(line[0], text=part),) for part in line[0].text.split("\n") if part.strip()]

    def open_box(self) -> None:
        """Begin a text box. Its text comes before the paragraph or table to which the box is anchored."""
        self.flush()
        self.boxes.append((len(self.groups), self.words, self.light))
        self.words, self.light = [], False

    def end_group(self) -> None:
        self.flush()
        if self.boxes and self.boxes[-1][0] == len(self.groups):
            self.end_paragraph()
            _, self.words, self.light = self.boxes.pop()
        ended, self.state = self.state, self.groups.pop()
        at = ended.number_at
        if at >= 0 and self.state.number_at < 0 and not any(map(str.isalnum, "".join(self.words[at:]))):
            del self.words[at:]  # a bullet

    def end_cell(self) -> None:
        line = self.take()
        if line:
            self.cell += [Fragment(" "), *line] if self.cell else line
        self.row.append(tuple(self.cell))
        self.cell = []

    def end_table(self) -> None:
        if self.rows:
            self.blocks.append(_grid(self.rows))
            self.rows = []


def read(data: bytes) -> Extraction:
    """Read an rtf file. Raises ReadError."""
    if len(data) > _LARGEST:
        raise too_large(f"an rtf file of {len(data) >> 20} MB", f"rtf 文件有 {len(data) >> 20} MB")
    reader = _RtfReader()
    balanced = _run(reader, data)
    reader.end_paragraph()
    reader.end_table()
    if not reader.blocks:
        raise damaged("rtf", "no text in it", "其中没有文字")
    issues = []
    if not balanced:
        issues.append(
            Issue(
                "damaged-in-part",
                "the file ends in the middle of a group; what was there is read",
                "文件不完整，已读取现有内容",
            )
        )
    return html.extraction(reader.blocks, issues, MEDIA_TYPE, READER)


def _run(reader: _RtfReader, data: bytes) -> bool:
    """Process the file token by token; return False where its braces do not close."""
    for match in _TOKEN.finditer(data):
        word, number, code, sign, brace, text = match.groups()
        if brace == b"{":
            reader.flush()
            if len(reader.groups) >= _DEEPEST:
                raise too_large(f"groups nest deeper than {_DEEPEST} levels", f"分组嵌套超过 {_DEEPEST} 层")
            reader.groups.append(replace(reader.state))
        elif brace == b"}":
            if not reader.groups:
                reader.flush()
                return True
            reader.end_group()
        elif word is not None:
            _control(reader, word, int(number) if number is not None else None)
        elif code is not None:
            if reader.skip:
                reader.skip -= 1
            elif not (reader.state.unseen or reader.state.hidden):
                reader.pending.append(int(code, 16))
        elif sign == b"*":
            reader.state.unseen = True
        elif sign in (b"\n", b"\r"):
            reader.end_paragraph()
        elif sign is not None:
            reader.append(_SIGNS.get(sign, sign.decode("latin-1") if sign in (b"\\", b"{", b"}") else ""))
        elif text is not None:
            skipped = min(reader.skip, len(text))
            reader.skip -= skipped
            if not (reader.state.unseen or reader.state.hidden):
                reader.pending += text[skipped:]
    return not reader.groups


def _control(reader: _RtfReader, word: bytes, number: int | None) -> None:
    state = reader.state
    if word in _UNSEEN:
        state.in_shape = word == b"shpinst" and bool(reader.groups) and not reader.groups[-1].unseen
        state.unseen = True
        reader.open_font_table = len(reader.groups) if word == b"fonttbl" else reader.open_font_table
    elif word == b"f" and number is not None:
        reader.flush()
        reader.font = number
        state.encoding = reader.fonts.get(number, state.encoding)
    elif word == b"fcharset" and number in _CHARSETS:
        reader.fonts[reader.font] = _CHARSETS[number]
    elif word == b"ansicpg" and number:
        reader.encoding = {936: "gb18030", 950: "big5", 65001: "utf-8"}.get(number, f"cp{number}")
        try:
            b"".decode(reader.encoding)
        except LookupError:
            reader.encoding = "gb18030"
    elif word == b"shptxt" and state.in_shape:
        state.unseen = state.in_shape = False
        reader.open_box()
    elif state.unseen:
        return
    elif word in _NUMBERS:
        reader.flush()
        state.number_at = len(reader.words)
    elif word == b"uc":
        state.fallback = min(number or 0, 8)
    elif word == b"u" and number is not None:
        reader.append(_character(number))
        reader.skip = state.fallback
    elif word in (b"v", b"deleted"):
        reader.flush()
        state.hidden = number != 0
    elif word in _SIGNS:
        reader.append(_SIGNS[word])
    elif word in (b"par", b"sect", b"page"):
        reader.end_paragraph()
    elif word in (b"cell", b"nestcell"):
        reader.end_paragraph() if reader.boxes else reader.end_cell()
    elif word == b"row" and not reader.boxes:
        reader.rows.append((reader.row, reader.layout))
        reader.row = []
    elif word == b"trowd":
        reader.layout, reader.merges = [], {}
    elif word in (b"clmgf", b"clmrg", b"clvmgf", b"clvmrg"):
        reader.merges[word.decode()] = 1
    elif word == b"cellx":
        reader.layout.append({**reader.merges, "right": number or 0})
        reader.merges = {}
    elif word == b"pard":
        state.in_table = state.outlined = False
    elif word == b"outlinelevel":
        state.outlined = number is not None and number < BODY_LEVEL
    elif word == b"b":
        reader.flush()
        state.bold = number != 0
    elif word == b"intbl":
        state.in_table = True
    elif word == b"plain":
        reader.flush()
        state.hidden = state.bold = False


def _character(number: int) -> str:
    point = number + 0x10000 if number < 0 else number
    return chr(point) if 0x20 <= point <= 0xFFFF else ""


def _grid(rows: list[tuple[list[Line], list[dict[str, int]]]]) -> Grid:
    """Return a grid of cells by the right edges of their columns, which rows share; spans by the merge words."""
    edges = sorted({shape["right"] for _, layout in rows for shape in layout})
    index = {right: at for at, right in enumerate(edges, 1)}
    cells: list[Cell] = []
    above: dict[int, int] = {}  # column → index in `cells` of what a vertical merge goes on from
    for row, (contents, layout) in enumerate(rows):
        left = 0
        for column, content in _columns(contents, layout):
            right = index.get(layout[column]["right"], left + 1) if column < len(layout) else left + 1
            shape = layout[column] if column < len(layout) else {}
            content = tuple(placed_in_cell(fragment, row, left) for fragment in content)
            if "clmrg" in shape and cells and cells[-1].row == row:
                cells[-1] = replace(cells[-1], columns=right - cells[-1].column, content=cells[-1].content + content)
            elif "clvmrg" in shape and left in above:
                at = above[left]
                cells[at] = replace(cells[at], rows=row - cells[at].row + 1, content=cells[at].content + content)
            else:
                above[left] = len(cells)
                cells.append(Cell(row, left, 1, max(1, right - left), content))
            left = max(left + 1, right)
    return trimmed(Grid(tuple(cells)))


def _columns(contents: list[Line], layout: list[dict[str, int]]) -> Iterator[tuple[int, Line]]:
    return iter(list(enumerate(contents))[: max(len(layout), len(contents))])
