"""Find the heading of what a notice hands on, where a page has run it together with the signature above it and the text below it."""

import re
from collections.abc import Iterator

from ingest.rules import table

_TITLE = re.compile("《([^《》]{4,120}(?:《[^《》]{2,80}》[^《》]{0,80})?)》")
_MOST_TITLES = 12
_EDITION = re.compile(r"[（(][^（()）]{1,16}[）)]")
_REACH = 1200  # code points before the signature in which the notice names what it hands on


def carried_head_cuts(text: str, day_end: int) -> Iterator[int]:
    """Return where the lines behind a signature's day began: behind the remark on disclosure, behind the heading that repeats a title
    which the notice names in 《》. day_end: the offset behind the day.

    >>> text = "现将《渡口办法》印发给你们。2021年3月5日（此件公开发布）渡口办法为规范渡口，制定本办法。"
    >>> list(carried_head_cuts(text, text.index("（此件")))
    [31, 35]
    """
    at = _behind_blanks(text, day_end)
    if (remark := table("flattened")["remark-run-in"].start(text[at : at + _LONGEST_REMARK])) is not None:
        at = _behind_blanks(text, at + remark.end())
        yield at
    named = [match[1] for match in _TITLE.finditer(text, max(0, day_end - _REACH), day_end)][:_MOST_TITLES]
    for title in sorted(named, key=len, reverse=True):
        if text.startswith(title, at):
            end = at + len(title)
            edition = _EDITION.match(text, end)
            yield _behind_blanks(text, edition.end() if edition else end)
            return


_LONGEST_REMARK = 60  # code points


def annex_head_cuts(text: str, low: int) -> Iterator[int]:
    """Return where the lines of an annex began that is the only one: 附件：渡口清单附件渡口清单1.东渡. The list of annexes names it, below
    its mark its heading repeats the name.

    >>> list(annex_head_cuts("执行。附件：渡口清单附件渡口清单1.东渡", 3))
    [3, 10, 12, 16]
    """
    for match in _ANNEX_LISTED.each(text, low):
        mark, name = match.end(), match[1].strip()
        below = _behind_blanks(text, mark + _MARK)
        if text.startswith(name, below):
            yield from (match.start(), mark, below, _behind_blanks(text, below + len(name)))


_MARK = 2  # code points of 附件
_ANNEX_LISTED = table("flattened")["annex-listed"]


def _behind_blanks(text: str, at: int) -> int:
    while text.startswith(" ", at):
        at += 1
    return at
