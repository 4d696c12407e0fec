"""Processes for what follows the reading: each computes a part while this one goes on with the rest, and ends."""

import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import TypeVar

from ingest.garbage import collect_rarely
from ingest.parent import end_with_parent

T = TypeVar("T")


TASKS = 2
"""Processes of a helper, as many as there are tasks that can be done at the same time."""


class Helper:
    """Processes that do one task each, and end with it, so that its memory is free.

    Make it before a store is opened (`ingest.jobs.forking`).
    """

    def __init__(self, context: BaseContext) -> None:
        self._all = [_started(context) for _ in range(TASKS)]
        self._free = [connection for connection, _ in self._all]

    def begin(self, task: Callable[..., T], *arguments: object) -> Callable[[], T]:
        """Begin the task. What is returned waits for its outcome; where its process has failed, or none is left, it does the task here.

        task: a function that can be pickled, as its arguments and its outcome can, and that may be done twice; the outcome is not None.
        """
        if not self._free:
            return lambda: task(*arguments)
        ours = self._free.pop()
        try:
            ours.send((task, arguments))
        except OSError:
            return lambda: task(*arguments)

        def outcome() -> T:
            try:
                done: T | None = ours.recv()
            except (EOFError, OSError):
                done = None
            return task(*arguments) if done is None else done

        return outcome

    def close(self) -> None:
        """End the processes, also in the middle of a task."""
        for ours, process in self._all:
            ours.close()
            process.kill()
            process.join()


def _started(context: BaseContext) -> tuple[Connection, BaseProcess]:
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs,), daemon=True)  # type: ignore[attr-defined]
    process.start()
    theirs.close()
    return ours, process


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
