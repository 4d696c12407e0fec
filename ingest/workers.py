"""Read many inputs, in this process or in others. A process that dies costs its own input only.

`Readers` is the interface: this process (`Here`), processes of this machine (`Processes`), or those of a cluster (`ingest.cluster`).
"""

import gc
import os
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import Self

from ingest.garbage import collect_rarely
from ingest.helper import Helper
from ingest.jobs import forking, forking_apart
from ingest.model import Issue, IssueSeverity
from ingest.parent import end_with_parent
from ingest.read.inputs import Input
from ingest.reading import Built, not_read

WORKER_DIED = Issue(
    "worker-died",
    "the process that read this text died, perhaps for want of memory; split the text, or build with fewer --jobs",
    "读取此文本的进程异常终止，可能是内存不足；请拆分文本，或减少 --jobs",
    IssueSeverity.ERROR,
)
AHEAD = 4
"""Inputs for each process that are handed over before the first outcome is asked for."""
_FAR, _LITTLE = 16, 1 << 20
"""The same where their files have so few bytes together: while one process reads a large one, others have enough to read."""

_NICER = 5
"""By how much a worker is nicer than the process of its build."""

Read = Callable[[Input], Built]
"""Reads one input: `read_input` with the settings of the build. It can be pickled."""


class WorkerDiedError(Exception):
    """The process that read an input has died."""


class Readers(ABC):
    """Processes that read inputs; a context manager that ends them. helper: one more for what follows, if there are several."""

    helper: Helper | None = None

    @abstractmethod
    def ahead(self, size: int | None) -> int:
        """Return how many inputs to hand over at a time, so that all processes have work and outcomes do not pile up in memory.

        size: of those that are handed over, in bytes; None where it is not known."""

    @abstractmethod
    def begin(self, item: Input) -> Callable[[], Built]:
        """Begin to read an input that lasts (`Input.lasting`). What is returned waits for the outcome; it raises WorkerDiedError."""

    @abstractmethod
    def renew(self, *, alone: bool = False) -> None:
        """After a death: drop what was begun, and replace what has died. alone: the next inputs will be read one at a time."""

    @abstractmethod
    def close(self) -> None:
        """End the processes, and drop what was begun."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def read_all(inputs: Iterable[Input], readers: Readers) -> Iterator[Built]:
    """Yield the outcome of each input, in their order."""
    waiting: deque[tuple[Input, int | None, Callable[[], Built]]] = deque()
    left = iter(inputs)
    while True:
        while len(waiting) < readers.ahead(_together(size for _, size, _ in waiting)):
            if (item := next(left, None)) is None:
                break
            item = item.lasting()  # it may have to be read a second time
            waiting.append((item, item.size(), readers.begin(item)))
        if not waiting:
            return
        item, _, outcome = waiting.popleft()
        try:
            yield outcome()
        except WorkerDiedError:
            # Which input killed its process is not known. Read what was waiting again, one input at a time.
            suspects = [item, *(other for other, _, _ in waiting)]
            waiting.clear()
            readers.renew(alone=True)
            for suspect in suspects:
                try:
                    yield readers.begin(suspect)()
                except WorkerDiedError:
                    yield not_read(suspect.name, WORKER_DIED)
                    readers.renew(alone=True)
            readers.renew()


def _together(sizes: Iterable[int | None]) -> int | None:
    """Return the sum; None where one is not known."""
    known = list(sizes)
    return None if None in known else sum(filter(None, known))


class Here(Readers):
    """Reads in this process. If a text kills it, the build ends."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def ahead(self, size: int | None) -> int:
        return 1

    def begin(self, item: Input) -> Callable[[], Built]:
        return partial(self._read, item)

    def renew(self, *, alone: bool = False) -> None: ...

    def close(self) -> None: ...


class Processes(Readers):
    """Reads in processes of this machine. A dead one breaks all of them, so they are replaced together.

    Make it before a store is opened: `begin` does so early, while this process has a single thread.
    """

    def __init__(self, read: Read, jobs: int) -> None:
        self._read, self._jobs = read, jobs
        begin(jobs)
        self.helper, self._workers = _BEGUN.pop(jobs)

    def ahead(self, size: int | None) -> int:
        return self._jobs * (AHEAD if size is None or size > _LITTLE else _FAR)

    def begin(self, item: Input) -> Callable[[], Built]:
        return partial(_outcome, self._submitted(item))

    def renew(self, *, alone: bool = False) -> None:
        self.close()
        self._workers = _started(1 if alone else self._jobs, forking_apart())

    def close(self) -> None:
        self._workers.shutdown(cancel_futures=True)

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        super().__exit__(kind, value, at)
        if self.helper is not None:
            self.helper.close()

    def _submitted(self, item: Input) -> Future[Built]:
        """Hand over an input; if the pool is already broken, the future says so."""
        try:
            return self._workers.submit(self._read, item)
        except BrokenProcessPool as error:
            broken: Future[Built] = Future()
            broken.set_exception(error)
            return broken


_BEGUN: dict[int, tuple[Helper, ProcessPoolExecutor]] = {}
"""Processes that were started and no build uses yet, by their number."""


def begin(jobs: int) -> None:
    """Start the workers of the next `Processes` of so many jobs."""
    if jobs not in _BEGUN:
        _BEGUN[jobs] = _first(jobs)


def _first(jobs: int) -> tuple[Helper, ProcessPoolExecutor]:
    frozen = gc.get_freeze_count()
    context = forking()
    helper = Helper(context)  # before the others, which are managed by threads
    workers = _started(jobs, context)
    if not frozen:
        gc.unfreeze()  # objects were frozen only for the forks; the caller's own are among them
    return helper, workers


def _started(size: int, context: BaseContext) -> ProcessPoolExecutor:
    workers = ProcessPoolExecutor(size, mp_context=context, initializer=_begin)
    workers.submit(int)  # they are forked with the first task: now, before this process opens a store or starts threads
    return workers


def _outcome(future: Future[Built]) -> Built:
    try:
        return future.result()
    except BrokenProcessPool:
        raise WorkerDiedError from None


def _begin() -> None:
    """Begin as a worker, with a lower priority than the process that loads what is read, so that little is left to load at the end."""
    os.nice(_NICER)
    collect_rarely()
    end_with_parent()
