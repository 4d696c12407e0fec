"""Build HTML from our own templates; every value is escaped.

Documents are hostile. Their text reaches the page only through `fill` (or through widgets that take plain text), never
through Markdown, whose links, images and directives would survive an HTML escape. What a page draws thousands of times escapes each
value by `escaped` and calls the outcome HTML by `trusted`, which takes a third of the time.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from string import Formatter

import streamlit as st
from markupsafe import Markup, escape


def fill(template: str, *values: object, **named: object) -> Markup:
    """Fill a template with places `{}`, `{0}` and `{name}`. Values are escaped, except `Markup`."""
    return trusted(_filled(template, values, named))


def _filled(template: str, values: Sequence[object], named: Mapping[str, object]) -> str:
    literals, places = _places(template)
    filled = [*literals]
    if places is None and 2 * len(values) == len(literals) - 1:
        filled[1::2] = map(escaped, values)
    elif places is None:
        raise IndexError(f"{template!r}: {len(values)} values")
    else:
        filled[1::2] = [escaped(values[place] if isinstance(place, int) else named[place]) for place in places]
    return "".join(filled)


_SPECIAL = re.compile("[&<>\"']")


def escaped(value: object) -> str:
    """Escape a value, except `Markup`. A text that contains nothing to escape is taken as it is: most do, and a page has ten thousands."""
    if type(value) is str and _SPECIAL.search(value) is None:
        return value
    return value if isinstance(value, Markup) else escape(value)


def trusted(html: str) -> Markup:
    """Return what is HTML already as `Markup`, without its constructor, which takes most of the time of a short piece."""
    return str.__new__(Markup, html)


@lru_cache(maxsize=1024)
def _places(template: str) -> tuple[tuple[str, ...], tuple[int | str, ...] | None]:
    """Return a template's literals with an empty text for each place between them, and its places; None for those where each is `{}`.
    Cached, because a page fills the same one thousands of times."""
    literals, places, following = [""], list[int | str](), count()
    for literal, name, form, conversion in Formatter().parse(template):
        if form or conversion or (name and not name.isidentifier() and not name.isdecimal()):
            raise ValueError(f"{template!r}: a place is {{}}, {{0}} or {{name}}")
        literals[-1] += literal
        if name is not None:
            places.append(next(following) if name == "" else int(name) if name.isdecimal() else name)
            literals += ["", ""]
    in_turn = next(following) == len(places)
    return tuple(literals), None if in_turn else tuple(places)


def join(parts: Iterable[Markup]) -> Markup:
    several = [*parts]
    if not {Markup}.issuperset(map(type, several)):
        several = [*map(escape, several)]
    return trusted("".join(several))


_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def spoken(words: str) -> Markup:
    """Return the attribute lang="zh" for Chinese words, else nothing: screen readers follow it on an English page."""
    return Markup(' lang="zh"') if _CHINESE.search(words) else Markup("")


def show(template: str, *values: object, **named: object) -> None:
    """Put a filled template on the page."""
    # As it is: the page of a law has millions of characters, and each copy of them takes milliseconds.
    st.html(_Filled(_filled(template, values, named)))


@dataclass(frozen=True, slots=True)
class _Filled:
    """HTML as Streamlit takes it without looking for an indent that all of its lines have, which takes long in that of a law."""

    html: str

    def _repr_html_(self) -> str:
        return self.html
