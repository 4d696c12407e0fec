"""Read many inputs, in this process or in others. A process that dies costs its own input only.

Whoever reads is a `Readers`: this process (`Here`), processes of this machine (`Processes`), or those of a cluster (`ingest.cluster`).
"""

import multiprocessing
import os
import threading
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from ingest.garbage import collect_rarely
from ingest.model import Issue, IssueSeverity
from ingest.read.inputs import Input
from ingest.reading import Built, not_read

WORKER_DIED = Issue(
    "worker-died",
    "the process that read this text died, perhaps for want of memory; split the text, or build with fewer --jobs",
    "读取此文本的进程异常终止，可能是内存不足；请拆分文本，或减少 --jobs",
    IssueSeverity.ERROR,
)
_PRELOADED = ["ingest.reading", "ingest.preloaded"]
AHEAD = 4
"""Inputs for each process that are handed over before the first outcome is asked for."""

_LITTLE = 2 << 20
"""Bytes of files that one process has read before others have started, which takes each more than a second."""

Read = Callable[[Input], Built]
"""How an input is read: `read_input` with what is alike for all of a build. It can be pickled."""


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processes(inputs: Sequence[Input]) -> int:
    """Return how many processes should read these inputs: one a processor, and one alone where files hold little."""
    paths = [item.path for item in inputs]
    local = [path for path in paths if isinstance(path, Path) and path.is_file()]
    if len(local) == len(paths) and sum(path.stat().st_size for path in local) < _LITTLE:
        return 1
    return max(1, min(processors(), len(paths)))


class WorkerDiedError(Exception):
    """The process that read an input has died."""


class Readers(ABC):
    """Processes that read inputs; a context manager that ends them."""

    @abstractmethod
    def ahead(self) -> int:
        """Return how many inputs to hand over at a time, so that all processes have work and outcomes do not pile up in memory."""

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
    waiting: deque[tuple[Input, Callable[[], Built]]] = deque()
    left = iter(inputs)
    while True:
        ahead = readers.ahead()
        while len(waiting) < ahead and (item := next(left, None)) is not None:
            item = item.lasting()  # it may have to be read a second time
            waiting.append((item, readers.begin(item)))
        if not waiting:
            return
        item, outcome = waiting.popleft()
        try:
            yield outcome()
        except WorkerDiedError:
            # Which input killed its process is not known. Read what was waiting again, one input at a time.
            suspects = [item, *(other for other, _ in waiting)]
            waiting.clear()
            readers.renew(alone=True)
            for suspect in suspects:
                try:
                    yield readers.begin(suspect)()
                except WorkerDiedError:
                    yield not_read(suspect.name, WORKER_DIED)
                    readers.renew(alone=True)
            readers.renew()


class Here(Readers):
    """Reads in this process. If a text kills it, the build ends."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def ahead(self) -> int:
        return 1

    def begin(self, item: Input) -> Callable[[], Built]:
        return partial(self._read, item)

    def renew(self, *, alone: bool = False) -> None: ...

    def close(self) -> None: ...


class Processes(Readers):
    """Reads in processes of this machine. A dead one breaks all of them, so they are replaced together."""

    def __init__(self, read: Read, jobs: int) -> None:
        # Workers are forked from a server process that has loaded once what reading needs. Workers forked from this process would
        # hold the store's lock and survive a build that is killed.
        self._read, self._jobs = read, jobs
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(_PRELOADED)
        self._workers = self._started(jobs)

    def ahead(self) -> int:
        return self._jobs * AHEAD

    def begin(self, item: Input) -> Callable[[], Built]:
        return partial(_outcome, self._submitted(item))

    def renew(self, *, alone: bool = False) -> None:
        self.close()
        self._workers = self._started(1 if alone else self._jobs)

    def close(self) -> None:
        self._workers.shutdown(cancel_futures=True)

    def _started(self, size: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(size, mp_context=self._context, initializer=_begin)

    def _submitted(self, item: Input) -> Future[Built]:
        """Hand over an input; if the pool is already broken, the future says so."""
        try:
            return self._workers.submit(self._read, item)
        except BrokenProcessPool as error:
            broken: Future[Built] = Future()
            broken.set_exception(error)
            return broken


def _outcome(future: Future[Built]) -> Built:
    try:
        return future.result()
    except BrokenProcessPool:
        raise WorkerDiedError from None


def _begin() -> None:
    """Begin as a worker."""
    collect_rarely()
    _end_with_parent()


def _end_with_parent() -> None:
    """End this worker when the process of its build ends."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
