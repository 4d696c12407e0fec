"""Set the head of each printed page; the rest of the print style is `ui/explorer/styles/print.css`."""

import re

from markupsafe import Markup

from graph.records.excerpts import shorten
from ui.explorer.components.markup import show

_PLAIN = re.compile(r"[^0-9A-Za-z \u4e00-\u9fff]")
_LONGEST = 60  # characters that fit into the width of a page


def head(title: str) -> None:
    """Put a title into the head of the printed pages; a later call takes the place of an earlier one."""
    show("<style>{}</style>", Markup(rule(title)))


def rule(title: str) -> str:
    """Return the style of the page head. Everything but letters, digits, blanks and Chinese characters is escaped (CSS Syntax 3, 4.3.7)."""
    short = title if len(title) <= _LONGEST else shorten(title, _LONGEST - 1)
    text = _PLAIN.sub(lambda found: f"\\{ord(found[0]):x} ", short)
    return f'@page {{ @top-left {{ content: "{text}"; font: 9pt sans-serif; color: #555; }} }}'
