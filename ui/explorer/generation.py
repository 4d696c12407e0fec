"""Cache answers about the current generation of the store: computed once, kept until the next build, shared by all sessions.

    @per_generation(empty=(), max_entries=2)
    def documents() -> tuple[DocumentRow, ...]:
        return list_documents(opened())

`documents()` then returns the cached answer or computes it. Inside `reading()` all questions are about one generation and share
one opening, which the first question without a cached answer makes. The store is closed when the page is drawn, so that no
reader keeps a build from removing old generations.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, ParamSpec, TypeVar

import streamlit as st

from graph.store.allocator import limit_arenas, release
from graph.store.endpoint import is_url
from graph.store.remote import Remote
from graph.store.store import Store
from graph.store.view import View
from ui.explorer import state

P = ParamSpec("P")
T = TypeVar("T")
REMOTE_AGE = 10
"""Seconds after which an endpoint is asked again for its version: no page is older than that."""


@cache
def freeze_loaded() -> None:
    """Take what is loaded out of the garbage collector's sight, once a server.

    Otherwise it goes through all of it several times while the page of a law is drawn, which takes a tenth of that page's time. Present
    garbage is collected first, because it would be frozen as well.
    """
    limit_arenas()
    gc.collect()
    gc.freeze()


@dataclass(slots=True)
class _OpenedStore:
    store: str
    generation: str
    view: Store | Remote | None = None
    read_whole: bool = False
    """Set when an answer about the whole store was computed: free memory then goes back to the system."""


_READING: ContextVar[_OpenedStore] = ContextVar("reading")


@contextmanager
def reading(generation: str | None = None, *, whole: bool = False) -> Iterator[None]:
    """Make all questions asked within the block about one generation, with one opening of the store.

    generation: by default the current one; a thread beside a page passes that of the page. whole: whether it is about the whole store.
    Raises graph.store.errors.StoreError.
    """
    here = _OpenedStore(state.store(), version() if generation is None else generation, read_whole=whole)
    before = _READING.set(here)
    try:
        yield
    finally:
        _READING.reset(before)
        if here.view is not None:
            here.view.close()
        if here.read_whole:
            release()


def opened() -> View:
    """Return the store, opened for the page that is drawn or the answer that is computed."""
    here = _READING.get()
    if here.view is None:
        here.view = Store.open(here.store)
    return here.view


def current() -> str:
    """Return the generation that questions are about; empty before the first build. Raises graph.store.errors.StoreError."""
    here = _READING.get(None)
    return version() if here is None else here.generation


def version() -> str:
    """Return the newest generation. An endpoint is asked for it at most every `REMOTE_AGE` seconds."""
    store = state.store()
    return _remote_version(store) if is_url(store) else Store.version(store)


@st.cache_data(show_spinner=False, ttl=REMOTE_AGE, max_entries=4)
def _remote_version(store: str) -> str:
    return Store.version(store)


class Question(Generic[P, T]):
    """A function whose answers are cached by store, generation and arguments."""

    def __init__(self, work: Callable[P, T], empty: T, max_entries: int) -> None:
        def answer(store: str, generation: str, *arguments: P.args, **named: P.kwargs) -> T:
            if not generation:
                return empty
            with nullcontext() if _READING.get(None) else reading(generation):
                _READING.get().read_whole |= not (arguments or named)
                return work(*arguments, **named)

        # Streamlit names a function's cache by these two.
        answer.__module__, answer.__qualname__ = work.__module__, work.__qualname__
        self._kept = st.cache_resource(show_spinner=False, max_entries=max_entries)(answer)
        self.__doc__ = work.__doc__

    def __call__(self, *arguments: P.args, **named: P.kwargs) -> T:
        found: T = self._kept(state.store(), current(), *arguments, **named)
        return found

    def clear(self) -> None:
        """Drop all cached answers."""
        self._kept.clear()

    def forget(self, *arguments: P.args, **named: P.kwargs) -> None:
        """Drop the answer to these arguments."""
        self._kept.clear(state.store(), current(), *arguments, **named)


def per_generation(*, empty: Any, max_entries: int = 64) -> Callable[[Callable[P, T]], Question[P, T]]:
    """Decorate a question to the graph, so that each of its answers is computed once a generation.

    empty: the answer before the first build. max_entries: how many answers are cached, the most recently used. Answers are shared, so
    they must be immutable; arguments must be texts, numbers, days, or tuples of these. An exception is not cached.
    """
    return lambda work: Question(work, empty, max_entries)
