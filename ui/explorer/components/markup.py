"""Build HTML from our own templates; every value is escaped.

Documents are hostile. Their text reaches the page only through `fill` (or through widgets that take plain text), never
through Markdown, whose links, images and directives would survive an HTML escape.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import count
from string import Formatter

import streamlit as st
from markupsafe import Markup, escape


def fill(template: str, *values: object, **named: object) -> Markup:
    """Fill a template with places `{}`, `{0}` and `{name}`. Values are escaped, except `Markup`."""
    filled: list[str] = []
    for literal, place in _places(template):
        filled.append(literal)
        if place is not None:
            value = values[place] if isinstance(place, int) else named[place]
            filled.append(value if isinstance(value, Markup) else escape(value))
    return Markup("".join(filled))


@lru_cache(maxsize=1024)
def _places(template: str) -> tuple[tuple[str, int | str | None], ...]:
    """Parse a template, cached, because a page fills the same one thousands of times."""
    found: list[tuple[str, int | str | None]] = []
    following = count()
    for literal, name, form, conversion in Formatter().parse(template):
        if form or conversion or (name and not name.isidentifier() and not name.isdecimal()):
            raise ValueError(f"{template!r}: a place is {{}}, {{0}} or {{name}}")
        place = next(following) if name == "" else int(name) if name and name.isdecimal() else name
        found.append((literal, place))
    return tuple(found)


def join(parts: Iterable[Markup]) -> Markup:
    return Markup("".join([part if isinstance(part, Markup) else escape(part) for part in parts]))


def show(template: str, *values: object, **named: object) -> None:
    """Put a filled template on the page."""
    st.html(fill(template, *values, **named))
