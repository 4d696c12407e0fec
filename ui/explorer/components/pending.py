"""Show that an answer is still being computed, until it is ready."""

from collections.abc import Callable
from itertools import count
from typing import TypeVar

import streamlit as st

from graph.store.errors import GraphError
from ui.explorer import state
from ui.explorer.components.markup import show

T = TypeVar("T")
AGAIN = 2
"""Seconds until `ask` is called again."""


def until(ask: Callable[[], T | None], draw: Callable[[T], None], meanwhile: str) -> None:
    """Draw the answer. While `ask` returns None, show a message and run the page again later; a GraphError is shown, too."""
    try:
        answer = ask()
    except GraphError as error:
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


def failed(error: GraphError) -> None:
    """Show why there is no answer."""
    show('<p class="zm-notice">{}</p>', error.zh if state.language() == "zh" else error.en)


def _ended(ask: Callable[[], T | None]) -> bool:
    try:
        return ask() is not None
    except GraphError:
        return True
