"""The state of a page, which is entirely in its address, so that every view can be sent, reloaded and gone back to.

The query string is the only truth: widgets show it and write to it, and the session keeps nothing else. Only the command line
(`--store`) comes from outside.
"""

import argparse
import sys
from datetime import date
from pathlib import Path

import streamlit as st

from graph.records.today import today
from ontology.enumerations import Language, Role
from ui.explorer import access
from ui.messages import Messages, load

DEFAULT_LANGUAGE = Language.ZH


def store() -> str:
    """Return the store that the app was started with (`streamlit run ui/explorer/server.py -- --store DIR`); empty for none."""
    return _option("--store")


def originals() -> Path | None:
    """Return the folder in which the files of the sources were left (`--originals`); None for none."""
    return Path(found) if (found := _option("--originals")) else None


def public_address() -> str:
    """Return the address in people's browsers, behind a proxy (`--public`); empty for that of this machine."""
    return _option("--public")


def log() -> str | None:
    """Return the file for the log of builds (`--log`); None for none."""
    return _option("--log") or None


def _option(name: str) -> str:
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument(name, dest="value", default="")
    return str(parser.parse_known_args(sys.argv[1:])[0].value)


def writable() -> bool:
    """Return whether the reader may change the store: on one's own machine with `--write`, else an editor."""
    who = access.reader()
    return who is not None and who.role is Role.EDITOR


def read(name: str) -> str:
    """Return a parameter of the address, empty where it is missing."""
    return str(st.query_params.get(name, ""))


def write(name: str, value: str) -> None:
    """Set a parameter of the address; an empty value removes it."""
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def rewrite(**values: str) -> None:
    """Set several parameters at once, as one step for the back button; an empty value removes one."""
    kept = {name: value for name, value in st.query_params.items() if name not in values}
    st.query_params.from_dict(kept | {name: value for name, value in values.items() if value})


def number(name: str, last: int) -> int:
    """Return a parameter that counts from 1 to `last`; 1 for any other value."""
    value = read(name)
    return int(value) if value.isascii() and value.isdigit() and len(value) < 9 and 1 <= int(value) <= last else 1


def day(name: str) -> date:
    """Return a parameter that is a day (`2020-01-31`); today for any other value."""
    try:
        return date.fromisoformat(read(name))
    except ValueError:
        return today()


def span_end(name: str) -> date | None:
    """Return a parameter that is a day; None for any other value."""
    try:
        return date.fromisoformat(read(name))
    except ValueError:
        return None


def language() -> Language:
    return next((known for known in Language if known == read("lang")), DEFAULT_LANGUAGE)


def messages() -> Messages:
    return load()[language()]


def parameters(**values: str) -> dict[str, str]:
    """Return the parameters of another view: the given ones that are not empty, and the language."""
    return {name: value for name, value in values.items() if value} | {"lang": language()}
