"""Work that no page waits for: done in a thread beside them, one of each sort at a time."""

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
    """Work that was begun; since: on the monotonic clock."""

    def __init__(self) -> None:
        super().__init__()
        self.since = time.monotonic()


def start(work: Callable[[], T], sort: str) -> "Future[T]":
    """Begin the work when it is its turn; nobody keeps its future until then, nobody needs it: it is left undone.

    The thread does not keep the process alive: who stops the explorer need not wait.
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
    """Whether all of it has ended. Waits for what was begun less than `patience` seconds ago, no longer: who looks again later
    waits no more."""
    youngest = max((one.since for one in running if isinstance(one, Begun)), default=0.0)
    return not wait(running, max(0.0, youngest + patience - time.monotonic())).not_done
