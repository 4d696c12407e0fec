"""A second process for what follows the reading: it computes a part while this one goes on with the rest."""

import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext

from ingest.garbage import collect_rarely
from ingest.parent import end_with_parent

Task = Callable[..., bytes]


class Helper:
    """A process that does one task at a time. Make it before a store is opened (`ingest.jobs.forking`)."""

    def __init__(self, context: BaseContext) -> None:
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs,), daemon=True)  # type: ignore[attr-defined]
        self._process.start()
        theirs.close()

    def begin(self, task: Task, *arguments: object) -> Callable[[], bytes]:
        """Begin a task. What is returned waits for its outcome; where the helper has failed, it does the task in this process.

        task: a function that can be pickled, as its arguments can, and that may be done twice.
        """
        try:
            self._ours.send((task, arguments))
        except OSError:
            return lambda: task(*arguments)

        def outcome() -> bytes:
            try:
                done: bytes | None = self._ours.recv()
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
    """In the process: do tasks until the owner closes its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # its owner is interrupted, and ends it
    end_with_parent()
    collect_rarely()
    import graph.derive.derive  # noqa: F401  # while others read

    while True:
        try:
            task, arguments = orders.recv()
        except (EOFError, OSError):
            return
        try:
            done = task(*arguments)
        except Exception:  # the owner does it again, and says what is wrong
            done = None
        orders.send(done)
