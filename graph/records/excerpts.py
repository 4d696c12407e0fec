"""Texts made shorter, for lists, quotes and file names: the one place that cuts, and the one that joins the cells of a row."""

CUT = "…"


def shorten(text: str, length: int, keep: str = "") -> str:
    """Return at most `length` characters and a mark where the text is cut; those around `keep` where it occurs further on."""
    if len(text) <= length:
        return text
    start = min(max(0, text.find(keep) - length // 3), len(text) - length) if keep else 0
    end = start + length
    return f"{CUT if start else ''}{text[start:end]}{CUT if end < len(text) else ''}"


def shorten_with(text: str, length: int, sentence: str) -> str:
    """Return the beginning of a text, about `length` characters, and `sentence` where the cut would lose it.

    The sentence of a task's time limit proves the day that a list shows, and often comes last.
    """
    start = text.find(sentence) if sentence else -1
    end = start + len(sentence)
    if len(text) <= length or start < 0 or end <= length or len(sentence) > length:
        return shorten(text, length)
    head = text[:end] if start <= length else f"{text[:length]}{CUT}{sentence}"
    return head if end == len(text) else f"{head}{CUT}"


def shorten_inside(text: str, length: int) -> str:
    """Return the beginning and the end of a text, `length` characters, and a mark between them: in an act the verb comes last."""
    if len(text) <= length:
        return text
    tail = length // 3
    return f"{text[: length - tail]}{CUT}{text[len(text) - tail :]}"


def shorten_front(text: str, length: int) -> str:
    """Return the last `length` characters, and a mark before them where the text is cut: what a phrase is about comes last."""
    return text if len(text) <= length else f"{CUT}{text[-length:]}"


def fit(text: str, length: int) -> str:
    """Return one line of at most `length` characters, the mark included."""
    line = " ".join(text.split())
    return line if len(line) <= length else shorten(line, length - 1)


def join_cells(text: str, joint: str = " · ") -> str:
    """Return a table row's cells, which tabs separate, in one line: `1 · 修缮东堤护栏`; other texts with single blanks."""
    return joint.join(" ".join(cell.split()) for cell in text.split("\t") if cell.strip())
