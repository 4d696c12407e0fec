"""Run work in threads beside the pages, one at a time in each queue."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock, Thread
from typing import Any, TypeVar
from weakref import ReferenceType, ref

T = TypeVar("T")
Watched = list["ReferenceType[Future[Any]]"]
_TURNS: defaultdict[str, Lock] = defaultdict(Lock)
_WATCHED: ContextVar[Watched | None] = ContextVar("watched", default=None)


class Begun(Future[T]):
    """Work that was started. since: on the monotonic clock."""

    def __init__(self) -> None:
        super().__init__()
        self.since = time.monotonic()


def start(work: Callable[[], T], queue: str) -> "Future[T]":
    """Start the work when its queue (a name) is free. It is skipped if its future was dropped by then, because nobody needs it.

    The thread does not keep the process alive, so that stopping the explorer does not wait for it.
    """
    begun: Begun[T] = Begun()
    wanted = ref(begun)

    def run() -> None:
        with _TURNS[queue]:
            future = wanted()
            if future is None:
                return
            try:
                future.set_result(work())
            except BaseException as error:
                future.set_exception(error)

    Thread(target=run, daemon=True).start()
    return begun


def done(running: Sequence["Future[T]"], patience: float) -> bool:
    """Return whether all of it has ended. Waits at most until `patience` seconds after its start, so that a later call does not wait."""
    youngest = max((one.since for one in running if isinstance(one, Begun)), default=0.0)
    left = wait(running, max(0.0, youngest + patience - time.monotonic())).not_done
    if (watched := _WATCHED.get()) is not None:
        watched += [ref(one) for one in left]
    return not left


@contextmanager
def watching() -> Iterator[Watched]:
    """Collect the work that `done` finds unfinished within the block. The list holds weak references: it keeps no work alive."""
    watched: Watched = []
    before = _WATCHED.set(watched)
    try:
        yield watched
    finally:
        _WATCHED.reset(before)


def over(watched: Watched) -> bool:
    """Return whether all of it has ended or was dropped. Neither takes a result nor starts anything."""
    return all(one is None or one.done() for one in (kept() for kept in watched))
