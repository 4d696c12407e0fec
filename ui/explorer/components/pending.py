"""Show that an answer is still being computed, until it is ready."""

import logging
from collections.abc import Callable
from itertools import count
from typing import TypeVar

import streamlit as st

from graph.store.checksums import explained_damage
from graph.store.errors import GraphError
from ui.explorer import state
from ui.explorer.components.markup import show

T = TypeVar("T")
AGAIN = 2
"""Seconds until `ask` is called again."""
_LOG = logging.getLogger("zhengmai.explorer")


def until(ask: Callable[[], T | None], draw: Callable[[T], None], meanwhile: str) -> None:
    """Draw the answer. While `ask` returns None, show a message and run the page again later.

    Where `ask` fails, whatever the exception, show why, and leave the rest of the page as it is.
    """
    try:
        answer = ask()
    except Exception as error:
        failed(error)
        return
    if answer is not None:
        draw(answer)
        return

    runs = count()

    @st.fragment(run_every=AGAIN)
    def waiting() -> None:
        show('<p class="zm-quiet zm-pending">{}</p>', meanwhile)
        if next(runs) and _ended(ask):
            st.rerun()

    waiting()


def failed(error: Exception) -> None:
    """Show why there is no answer. A fault of the program is logged with its traceback."""
    known = error if isinstance(error, GraphError) else explained_damage(error)
    if known is None:
        _LOG.error("a part of a page failed", exc_info=error)
        words = state.messages()("app.part_failed")
    else:
        words = known.zh if state.language() == "zh" else known.en
    show('<p class="zm-notice">{}</p>', words)


def _ended(ask: Callable[[], T | None]) -> bool:
    try:
        return ask() is not None
    except Exception:
        return True
