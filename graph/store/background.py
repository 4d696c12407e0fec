"""Run a task in a thread while its caller goes on: one at a time, and none is left running."""

from collections.abc import Callable
from threading import Thread


class Background:
    """Runs one task at a time; the next one waits for it. An error of a task is raised by every `begin` and `wait` from then on.

    aside: whether tasks run in a thread; else each runs at once, in that of the caller.
    """

    def __init__(self, *, aside: bool) -> None:
        self._aside = aside
        self._thread: Thread | None = None
        self._error: BaseException | None = None

    def begin(self, task: Callable[[], object]) -> None:
        """Begin a task when the one before has ended."""
        self.wait()
        if not self._aside:
            task()
            return
        self._thread = Thread(target=self._run, args=(task,), name="background")
        self._thread.start()

    @property
    def is_free(self) -> bool:
        """Return whether a task would begin at once, beside its caller."""
        return self._aside and (self._thread is None or not self._thread.is_alive())

    def wait(self) -> None:
        """Return when no task runs any more. Raises the error with which it ended."""
        self.end()
        if self._error is not None:
            raise self._error

    def end(self) -> None:
        """Return when no task runs any more, however it ended."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self, task: Callable[[], object]) -> None:
        try:
            task()
        except BaseException as error:
            self._error = error
