"""What stands where an answer is still being worked out: that it is, until it is there."""

from collections.abc import Callable
from itertools import count
from typing import TypeVar

import streamlit as st

from ui.components.markup import show

T = TypeVar("T")
AGAIN = 2
"""Seconds until it is looked for again."""


def until(ask: Callable[[], T | None], draw: Callable[[T], None], meanwhile: str) -> None:
    """Draw the answer; where `ask` has none yet, say so, and run the page again when there is one."""
    answer = ask()
    if answer is not None:
        draw(answer)
        return

    runs = count()

    @st.fragment(run_every=AGAIN)
    def waiting() -> None:
        show('<p class="zm-quiet zm-pending">{}</p>', meanwhile)
        if next(runs) and ask() is not None:
            st.rerun()

    waiting()
