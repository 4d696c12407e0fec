"""Widgets that show a parameter of the address and write to it. A change goes back to the first page of the list."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ontology.enumerations import Language
from ui.explorer import state
from ui.explorer.components.writes import (
    PAGE,
    write_all,
    write_day,
    write_integer,
    write_language,
    write_number,
    write_one,
    write_several,
    write_switch,
    write_text,
    write_year,
)

FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2199, 12, 31)


def language(label: str, names: Mapping[str, str]) -> None:
    key = _shown("lang", state.language().value)
    st.segmented_control(
        label,
        [known.value for known in Language],
        format_func=lambda known: names[known],
        key=key,
        required=True,
        on_change=write_language,
        args=(key,),
        label_visibility="collapsed",
    )


def search(label: str, name: str, placeholder: str) -> str:
    key = _shown(name, state.read(name))
    st.text_input(label, key=key, placeholder=placeholder, on_change=write_text, args=(name, key))
    return state.read(name)


def choice(label: str, name: str, options: Sequence[str], names: Mapping[str, str], *, free: bool = False) -> str:
    """Show a list to choose one option or none (the empty string) from. names: labels of options, by default themselves.

    free: the user may type another value.
    """
    value = state.read(name)
    key = _shown(name, value)
    # A link may contain a value that this store does not have. We show it, and the search finds nothing.
    known = ["", *options] if value in {"", *options} else ["", value, *options]
    st.selectbox(
        label,
        known,
        format_func=lambda option: names.get(option, option),
        key=key,
        on_change=write_text,
        args=(name, key),
        accept_new_options=free,
    )
    return value


def option(label: str, name: str, options: Sequence[str], names: Mapping[str, str]) -> str:
    """Show a list to choose one of several options from; the first is the default, which the address leaves out."""
    value, widget = _chosen_option(name, options, names)
    st.selectbox(label, options, **widget)
    return value


def one_of(label: str, name: str, options: Sequence[str], names: Mapping[str, str]) -> str:
    """Show a few options side by side; the first is the default, which the address leaves out."""
    value, widget = _chosen_option(name, options, names)
    st.segmented_control(label, options, required=True, label_visibility="collapsed", **widget)
    return value


def _chosen_option(name: str, options: Sequence[str], names: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """Return the chosen option of a parameter, and what every widget for one of several options is called with."""
    value = state.read(name) if state.read(name) in options else options[0]
    key = _shown(name, value)
    write = {"key": key, "on_change": write_one, "args": (name, key, options[0])}
    return value, {"format_func": lambda option: names[option], **write}


def choices(
    label: str, name: str, options: Sequence[str], names: Mapping[str, str], page: str = PAGE
) -> tuple[str, ...]:
    """Show several options to choose any of, comma-separated in the address; none chosen means all. page: of the list's page."""
    chosen = tuple(option for option in options if option in state.read(name).split(","))
    key = _shown(name, list(chosen))
    st.pills(
        label,
        options,
        selection_mode="multi",
        format_func=lambda option: names[option],
        key=key,
        on_change=write_all,
        args=(name, key, page),
    )
    return chosen


def several(label: str, name: str, options: Sequence[str], names: Mapping[str, str], placeholder: str) -> list[str]:
    """Show a field for any number of `options`, separated by spaces in the address; other values may be typed."""
    chosen = list(dict.fromkeys(state.read(name).split()))
    key = _shown(name, chosen)
    st.multiselect(
        label,
        list(dict.fromkeys([*options, *chosen])),
        format_func=lambda option: names.get(option, option),
        key=key,
        placeholder=placeholder,
        accept_new_options=True,
        on_change=write_several,
        args=(name, key),
    )
    return chosen


def steps(label: str, name: str, last: int) -> int:
    """Show the numbers from 1 to `last`."""
    value = state.number(name, last)
    key = _shown(name, value)
    st.segmented_control(label, range(1, last + 1), key=key, required=True, on_change=write_number, args=(name, key))
    return value


def switch(label: str, name: str) -> bool:
    """Show a switch: `1` in the address, or nothing."""
    value = state.read(name) == "1"
    key = _shown(name, value)
    st.toggle(label, key=key, on_change=write_switch, args=(name, key))
    return value


def day(label: str, name: str, page: str = PAGE) -> str:
    """Show a day (ISO 8601), by default today; return it."""
    value = state.day(name)
    key = _shown(name, min(max(value, FIRST_DAY), LAST_DAY))
    st.date_input(
        label,
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format="YYYY-MM-DD",
        key=key,
        on_change=write_day,
        args=(name, key, page),
    )
    return value.isoformat()


def turns(label: str, name: str, days: Sequence[date], chosen: date) -> None:
    """Show a slider over the days on which something changes, with the chosen day among them."""
    known = sorted({*days, chosen})
    key = _shown(name + "-turn", chosen)
    if len(known) > 1:
        st.select_slider(label, known, key=key, on_change=write_day, args=(name, key, PAGE))


def end_of_span(label: str, name: str) -> date | None:
    """Show a day that may be empty; return it."""
    value = state.span_end(name)
    key = _shown(name, min(max(value, FIRST_DAY), LAST_DAY) if value else None)
    st.date_input(
        label,
        value=None,
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format="YYYY-MM-DD",
        key=key,
        on_change=write_day,
        args=(name, key, PAGE),
    )
    return value


def open_day(label: str, name: str) -> str:
    """Do as `end_of_span`, and return text."""
    chosen = end_of_span(label, name)
    return chosen.isoformat() if chosen else ""


def integer(label: str, name: str, placeholder: str) -> str:
    """Show a whole number, and return it as text; empty where the address has no such number."""
    value = state.read(name)
    try:
        chosen = int(value) if len(value) < 16 else None
    except ValueError:
        chosen = None
    key = _shown(name, chosen)
    st.number_input(
        label, value=None, step=1, key=key, placeholder=placeholder, on_change=write_integer, args=(name, key)
    )
    return "" if chosen is None else str(chosen)


def suggested(label: str, name: str, options: Sequence[str], names: Mapping[str, str], placeholder: str) -> str:
    """Show a text field with suggested `options`. names: labels of options, by default themselves."""
    value = state.read(name)
    key = _shown(name, value or None)
    known = list(options) if value in {"", *options} else [value, *options]
    st.selectbox(
        label,
        known,
        index=None,
        format_func=lambda option: names.get(option, option),
        key=key,
        placeholder=placeholder,
        accept_new_options=True,
        on_change=write_text,
        args=(name, key),
    )
    return value


def year(label: str, since: str, until: str, years: Sequence[int], none: str) -> None:
    """Show a year as a span of time. It writes the two ends of the span; another span is shown as none."""
    first, last = state.span_end(since), state.span_end(until)
    whole = (
        first and last and first.year == last.year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    )
    shown = str(first.year) if first and whole else ""
    key = _shown(f"{since}-{until}", shown)
    known = list(dict.fromkeys(["", shown, *map(str, years)]))
    st.selectbox(
        label,
        known,
        format_func=lambda option: option or none,
        key=key,
        on_change=write_year,
        args=(since, until, key),
    )


def pages(count: int, size: int, name: str = PAGE) -> range:
    """Return the positions of the current page; show a pager when there are several pages. name: the page's parameter."""
    last = max(1, -(-count // size))
    page = state.number(name, last)
    if last > 1:
        key = _shown(name, page)
        st.pagination(last, key=key, on_change=write_number, args=(name, key))
    return range((page - 1) * size, min(page * size, count))


def paged(count: int, size: int) -> tuple[DeltaGenerator, DeltaGenerator, range]:
    """Return a place for the line above a list, one for the list, and the positions of the current page. The pager is below both."""
    line, below = st.container(), st.container()
    with st.container(key="pager"):
        positions = pages(count, size)
    return line, below, positions


def _shown(name: str, value: object) -> str:
    """Return the key of a parameter's widget after setting it to `value`, because the address may have changed without it."""
    key = f"address-{name}"
    st.session_state[key] = value
    return key
