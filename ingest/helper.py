"""A second process for what follows the reading: it computes a part while this one goes on with the rest, and ends."""

import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from typing import TypeVar

from ingest.garbage import collect_rarely
from ingest.parent import end_with_parent

T = TypeVar("T")


class Helper:
    """A process that does one task, and ends with it, so that its memory is free.

    Make it before a store is opened (`ingest.jobs.forking`).
    """

    def __init__(self, context: BaseContext) -> None:
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs,), daemon=True)  # type: ignore[attr-defined]
        self._process.start()
        theirs.close()

    def begin(self, task: Callable[..., T], *arguments: object) -> Callable[[], T]:
        """Begin the task. What is returned waits for its outcome; where the helper has failed or ended, it does the task in this process.

        task: a function that can be pickled, as its arguments and its outcome can, and that may be done twice; the outcome is not None.
        """
        try:
            self._ours.send((task, arguments))
        except OSError:
            return lambda: task(*arguments)

        def outcome() -> T:
            try:
                done: T | None = self._ours.recv()
            except (EOFError, OSError):
                done = None
            return task(*arguments) if done is None else done

        return outcome

    def close(self) -> None:
        """End the process, also in the middle of a task."""
        self._ours.close()
        self._process.kill()
        self._process.join()


def _work(orders: Connection) -> None:
    """Wait for a task in the process and do it, unless the owner closes its end before."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # its owner is interrupted, and ends it
    end_with_parent()
    collect_rarely()
    import graph.derive.derive  # noqa: F401  # while others read

    try:
        task, arguments = orders.recv()
    except (EOFError, OSError):
        return
    try:
        done = task(*arguments)
    except Exception:  # the owner does it again, and says what is wrong
        done = None
    orders.send(done)
