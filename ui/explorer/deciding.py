"""Write a reader's decisions and task states into the store. Their permission is checked at every write, because an address of a page
proves nothing."""

import time
from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from graph.derive.follow import decide
from graph.review.decision import Decision, ReviewError, check_decision
from graph.review.progress import Progress, record_progress
from graph.store.base import choose_base
from graph.store.errors import BusyError
from ui.explorer import access, state

Shown = TypeVar("Shown")

PATIENCE = 10.0
"""Seconds for which a decision waits for somebody else's; a build that takes longer is reported."""


def shown_before(name: str, now: Shown) -> Shown:
    """Remember what this run of a page shows, and return what the run before has shown; this one's where there was none.

    A button runs the page anew, with what others did meanwhile, so what the reader has seen is what the run before has drawn.
    """
    before: Shown = st.session_state.get(name, now)
    st.session_state[name] = now
    return before


def decided(decision: Decision, seen: str) -> None:
    """Keep one decision. seen: when the one was made that the page has shown, empty for none. Raises GraphError."""
    _check()
    check_decision(decision, choose_base(state.store(), None))
    _patiently(lambda: decide(state.store(), [decision], seen={decision.key: seen}))


def undone(key: str) -> None:
    """Take a decision back. Raises GraphError."""
    _check()
    _patiently(lambda: decide(state.store(), undone=[key], by=access.who()))


def noted(progress: Progress, seen: str) -> None:
    """Keep how far a task is. seen: when that was noted which the page has shown, empty for nothing. Raises GraphError."""
    _check()
    _patiently(lambda: record_progress(state.store(), [progress], {progress.key: seen}))


def _check() -> None:
    if not state.writable():
        raise ReviewError("only an editor may decide", "只有可编辑的用户才能核对")


def _patiently(work: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            work()
            return
        except BusyError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
