"""Where the user is: all of it stands in the address, so that every view can be sent on, reloaded and gone back to.

The query string is the only truth. Widgets show it and write to it; the session keeps nothing else. Only the session's
command line (`--store`) comes from outside.
"""

import argparse
import sys
from datetime import date

import streamlit as st

from graph.records.today import today
from ontology.enumerations import Language
from ui.explorer.messages import Messages, load

DEFAULT_LANGUAGE = Language.ZH


def store() -> str:
    """The store that the app was started with (`streamlit run ui/explorer/app.py -- --store DIR`); empty when none was given."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--store", default="")
    return str(parser.parse_known_args(sys.argv[1:])[0].store)


def writable() -> bool:
    """Whether texts may be built into the store from here (`--write`); an explorer only reads unless it is told otherwise."""
    return "--write" in sys.argv[1:]


def read(name: str) -> str:
    """A parameter of the address, empty when it is not there."""
    return str(st.query_params.get(name, ""))


def write(name: str, value: str) -> None:
    """Set a parameter of the address; an empty value takes it away."""
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def rewrite(**values: str) -> None:
    """Set several parameters at once, one step for the back button; an empty value takes one away."""
    kept = {name: value for name, value in st.query_params.items() if name not in values}
    st.query_params.from_dict(kept | {name: value for name, value in values.items() if value})


def number(name: str, last: int) -> int:
    """A parameter that counts from 1 to `last`; what is no such number means 1."""
    value = read(name)
    return int(value) if value.isascii() and value.isdigit() and len(value) < 9 and 1 <= int(value) <= last else 1


def day(name: str) -> date:
    """A parameter that is a day (`2020-01-31`); what is none means today."""
    try:
        return date.fromisoformat(read(name))
    except ValueError:
        return today()


def span_end(name: str) -> date | None:
    """A parameter that is a day, or none."""
    try:
        return date.fromisoformat(read(name))
    except ValueError:
        return None


def language() -> Language:
    return next((known for known in Language if known == read("lang")), DEFAULT_LANGUAGE)


def messages() -> Messages:
    return load()[language()]


def parameters(**values: str) -> dict[str, str]:
    """The parameters of another view: those given that are not empty, and the language."""
    return {name: value for name, value in values.items() if value} | {"lang": language()}
