"""HTML that cannot be broken out of: templates are ours, every value that fills them is escaped.

Documents are hostile. Their text reaches the page only through `fill` (or through widgets that take plain text), never
through Markdown, whose links, images and directives would survive an HTML escape.
"""

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup


def fill(template: str, *values: object, **named: object) -> Markup:
    """Fill a template of ours with `{}` places; values are escaped unless they are `Markup` themselves."""
    return Markup(template).format(*values, **named)


def join(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def show(template: str, *values: object, **named: object) -> None:
    """Put a filled template on the page."""
    st.html(fill(template, *values, **named))
