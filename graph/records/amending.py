"""Split an amending act into its statements, each with the quoted paragraphs behind its colon. Takes linear time."""

import re
from collections.abc import Iterator, Sequence

from graph.patterns import pattern

ARTICLE = pattern("article")
SPEAKS = pattern("speaks-of-change")
REWORDED = pattern("reworded")
_OPENS, _ANEW = pattern("opens-new-words"), pattern("reads-anew-below")
_QUOTED_ARTICLE, _NEXT_NUMBERED = pattern("quoted-article"), pattern("next-numbered")
"""A whole statement with the old words and the new: 宪法第七条：“…”修改为：“…”."""


def statements(paragraphs: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each statement with the quoted paragraphs behind its colon.

    A quotation ends with the paragraph that closes it: one that goes on over paragraphs opens each of them, or the first alone.
    """
    at = 0
    lines = _whole([line for paragraph in paragraphs for part in paragraph.split("\n") if (line := part.strip())])
    while at < len(lines):
        line = lines[at]
        at += 1
        if REWORDED.whole(line):
            yield line, ()
            continue
        opens = _OPENS.find(line)
        follows = re.search(r"[：:]$", line) and at < len(lines) and lines[at].startswith("“")
        if opens is None and not follows:
            yield line, ()
            continue
        named = opens is not None and opens["named"] is not None  # 作为第七项“（七）…”
        statement = line[: opens.end() if named else opens.start() + 1] if opens else line
        block = [line[opens.end() - (not named) :]] if opens else [lines[at]]
        at += 0 if opens else 1
        while not _ends(block[-1]) and at < len(lines) and not _begins(lines[at], block):
            block.append(lines[at])
            at += 1
        block[-1], rest = _cut(block[-1])
        if rest:
            at -= 1
            lines[at] = rest
        yield statement, tuple(_unquoted(part) for part in block)


def _whole(lines: Sequence[str]) -> list[str]:
    """Return the lines, with 修改为：“…” joined to the old words before it: 第七条：“…” on one line, 修改为：“…” on the next."""
    found: list[str] = []
    for line in lines:
        if found and _ANEW.start(line) and _QUOTED_ARTICLE.find(found[-1]):
            found[-1] += line
        else:
            found.append(line)
    return found


def _cut(line: str) -> tuple[str, str]:
    """Split the last line of a quotation from the instruction that follows on the same line (原第三项改为第四项). The second string is
    empty if no instruction follows."""
    depth = 1
    for match in re.finditer("[“”]", line.removeprefix("“")):
        depth += 1 if match[0] == "“" else -1
        if depth == 0:
            end = match.end() + line.startswith("“")
            rest = line[end:].lstrip("。；;，, ")
            return (line[:end], rest) if rest and SPEAKS.find(rest) else (line, "")
    return line, ""


def _ends(line: str) -> bool:
    """Return whether a quotation ends with a line, or on it."""
    return _closed(line) or bool(_cut(line)[1])


def _closed(line: str) -> bool:
    return re.search(r"”[。；;]?$", line) is not None and line.count("”") > line.count("“") - line.startswith("“")


def _begins(line: str, block: Sequence[str]) -> bool:
    """Return whether a line opens the next instruction though the quotation before it was never closed."""
    return not line.startswith("“") and _NEXT_NUMBERED.start(line) is not None


def _unquoted(part: str) -> str:
    part = re.sub(r"”[。；;]?$", "", part.removeprefix("“"))
    return as_outside(part.strip())


def as_outside(words: str) -> str:
    """Quoted words as the text prints them: its quotation marks are single ones inside a quotation."""
    return words.translate(_MARKS)


_MARKS = str.maketrans("‘’", "“”")
