"""Find tables of which each row is a line and a single blank parts the cells: the running number first, bodies and times last.

Words of a task have blanks, too, so the cells are counted from the end of the line, where bodies and times are."""

from collections.abc import Iterator, Sequence

from ingest.model import Span
from ingest.read.celllines import kind_of_head, names_party
from ingest.read.maskedrows import FEWEST, WORD, Drawn, is_head, masked
from ingest.rules import table

_FEWEST_ROWS = 2
_LONGEST_NAMES = 160  # code points of a cell that lists bodies
_LONGEST_LINE = 1200
_LONGEST_HEADS = 160


def blank_rows(text: str, lines: Sequence[Span]) -> Iterator[Drawn]:
    """Find such tables: a head that begins with 序号 and ends with columns of parties, then rows that begin with 1, 2, 3, …."""
    filled = [span for span in lines if span.slice(text).strip()]
    for at, span in enumerate(filled):
        head = _words(text, span) if _is_numbered(text, span) else []
        kinds = [kind_of_head(word.slice(text)) for word in head] if len(head) >= FEWEST else []
        said = [kind in ("party", "time") for kind in kinds]
        last = next((i for i, told in enumerate(reversed(said)) if not told), 0)  # columns at the end
        if "party" not in kinds[len(kinds) - last :] or any(said[: len(kinds) - last]):
            continue
        words = [word.slice(text) for word in head]
        if not is_head(words) or any(table("columns")["no-work"].find(word) for word in words):
            continue
        rows: list[Drawn] = [_row(text, head, len(kinds), last)]
        for row in filled[at + 1 :]:
            cells = _words(text, row) if len(row) <= _LONGEST_LINE else []
            if not _is_row([cell.slice(text) for cell in cells], kinds, last, len(rows)):
                break
            rows.append(_row(text, cells, len(kinds), last))
        if len(rows) > _FEWEST_ROWS:
            yield from rows


def _is_numbered(text: str, span: Span) -> bool:
    """Test for a line that can be a head: a short one that begins with 序号."""
    first = WORD.search(text, span.start, span.end)
    return len(span) <= _LONGEST_HEADS and first is not None and table("columns")["index"].whole(first[0]) is not None


def _is_row(words: Sequence[str], kinds: Sequence[str], last: int, number: int) -> bool:
    """Test whether a line is the row with a running number: its last words read as the last columns say, the word before them does not."""
    if len(words) < last + 2 or words[0] != str(number):
        return False
    ends = zip(words[len(words) - last :], kinds[len(kinds) - last :], strict=True)
    return all(_reads_as(word, kind) for word, kind in ends) and not _reads_as(words[-last - 1], "party")


def _reads_as(word: str, kind: str) -> bool:
    if kind == "time":
        return table("columns")["time-cell"].whole(word) is not None
    names = table("parties")["list-close"].pattern.sub("", word)
    return len(word) <= _LONGEST_NAMES and "。" not in word and names_party(names)


def _words(text: str, span: Span) -> list[Span]:
    return [Span(match.start(), match.end()) for match in WORD.finditer(text, span.start, span.end)]


def _row(text: str, cells: Sequence[Span], width: int, last: int) -> Drawn:
    """Return a row: its last cells are the last columns; the words before them are one cell where they are not as many as the columns."""
    if len(cells) == width:
        placed = list(enumerate(cells))
    else:
        task = Span(cells[1].start, cells[-last - 1].end)
        placed = [(0, cells[0]), (width - last - 1, task)]
        placed += [(width - last + i, cell) for i, cell in enumerate(cells[len(cells) - last :])]
    whole = Span(cells[0].start, cells[-1].end)
    return whole, masked(text, whole, placed, width)
