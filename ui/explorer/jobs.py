"""Run work in threads beside the pages, one at a time of each sort."""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from threading import Lock, Thread
from typing import TypeVar
from weakref import ref

T = TypeVar("T")
_TURNS: defaultdict[str, Lock] = defaultdict(Lock)


class Begun(Future[T]):
    """Work that was started. since: on the monotonic clock."""

    def __init__(self) -> None:
        super().__init__()
        self.since = time.monotonic()


def start(work: Callable[[], T], sort: str) -> "Future[T]":
    """Start the work when its sort is free. It is skipped if its future was dropped by then, because nobody needs it.

    The thread does not keep the process alive, so that stopping the explorer does not wait for it.
    """
    begun: Begun[T] = Begun()
    wanted = ref(begun)

    def run() -> None:
        with _TURNS[sort]:
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
    return not wait(running, max(0.0, youngest + patience - time.monotonic())).not_done
