"""Write what a person has chosen in a control into the page's address. A list begins at its first page again."""

import streamlit as st

from ui.explorer import state

PAGE = "page"
"""The parameter of a list's page."""


def write_text(name: str, key: str) -> None:
    state.write(name, st.session_state[key] or "")
    state.write(PAGE, "")


def write_integer(name: str, key: str) -> None:
    number = st.session_state[key]
    state.write(name, "" if number is None else str(number))
    state.write(PAGE, "")


def write_all(name: str, key: str, page: str) -> None:
    state.write(name, ",".join(st.session_state[key]))
    state.write(page, "")


def write_several(name: str, key: str) -> None:
    state.write(name, " ".join("".join(value.split()) for value in st.session_state[key]))
    state.write(PAGE, "")


def write_one(name: str, key: str, usual: str) -> None:
    chosen = st.session_state[key] or usual
    state.write(name, "" if chosen == usual else chosen)
    state.write(PAGE, "")


def write_year(since: str, until: str, key: str) -> None:
    chosen = st.session_state[key]
    state.write(since, f"{chosen}-01-01" if chosen else "")
    state.write(until, f"{chosen}-12-31" if chosen else "")
    state.write(PAGE, "")


def write_day(name: str, key: str, page: str) -> None:
    chosen = st.session_state[key]
    state.write(name, chosen.isoformat() if chosen else "")
    state.write(page, "")


def write_number(name: str, key: str) -> None:
    number = int(st.session_state[key])
    state.write(name, str(number) if number > 1 else "")


def write_switch(name: str, key: str) -> None:
    state.write(name, "1" if st.session_state[key] else "")


def write_language(key: str) -> None:
    state.write("lang", st.session_state[key])
