"""Show that an answer is still being computed, until it is ready."""

import logging
from collections.abc import Callable
from itertools import count
from typing import TypeVar

import streamlit as st

from graph.store.checksums import explained_damage
from graph.store.errors import GraphError
from ui.explorer import jobs, state
from ui.explorer.components.markup import show

T = TypeVar("T")
AGAIN = 2
"""Seconds until it is looked again whether the work has ended."""
_AGAIN, _LOGGED = "pending-again", "zhengmai-logged"
_LOG = logging.getLogger("zhengmai.explorer")


def until(ask: Callable[[], T | None], draw: Callable[[T], None], meanwhile: str) -> None:
    """Draw the answer. While `ask` returns None, show a message, and run the page again when the work that it waits for has ended.

    Where `ask` fails, whatever the exception, show why, and leave the rest of the page as it is.
    """
    try:
        with jobs.watching() as running:
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
        # Only the page asks: who asks after a failure takes it, and the next to ask would begin the work anew.
        if next(runs) and jobs.over(running):
            again()

    waiting()


def again() -> None:
    """Run the page again without its reader: what has failed and was shown is not begun anew (`by_itself`)."""
    st.session_state[_AGAIN] = True
    st.rerun()


def by_itself() -> bool:
    """Return whether `again` began this run of the page. To be asked once a run."""
    return bool(st.session_state.pop(_AGAIN, False))


def failed(error: Exception) -> None:
    """Show why there is no answer. A fault of the program is logged with its traceback, once though pages show it again."""
    known = error if isinstance(error, GraphError) else explained_damage(error)
    if known is None:
        if not vars(error).get(_LOGGED):
            vars(error)[_LOGGED] = True
            _LOG.error("a part of a page failed", exc_info=error)
        words = state.messages()("app.part_failed")
    else:
        words = known.zh if state.language() == "zh" else known.en
    show('<p class="zm-notice">{}</p>', words)
