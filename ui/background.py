"""Work that no page waits for: done in a thread beside them, one at a time."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import TypeVar

T = TypeVar("T")
_TURN = Lock()


def start(work: Callable[[], T]) -> "Future[T]":
    """Begin the work when it is its turn. The thread does not keep the process alive: who stops the explorer need not wait."""
    future: Future[T] = Future()

    def run() -> None:
        with _TURN:
            try:
                future.set_result(work())
            except BaseException as error:
                future.set_exception(error)

    Thread(target=run, daemon=True).start()
    return future
