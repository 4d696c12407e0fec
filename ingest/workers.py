"""Read many inputs, in this process or in several. A process that dies costs its own input only."""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from ingest.extract.pipeline import Components
from ingest.model import Issue, IssueSeverity
from ingest.read.inputs import Input
from ingest.reading import Built, not_read, read_input
from ontology.iri import Iris

WORKER_DIED = Issue(
    "worker-died",
    "the process that read this text died, perhaps for want of memory; split the text, or build with fewer --jobs",
    "读取此文本的进程异常终止，可能是内存不足；请拆分文本，或减少 --jobs",
    IssueSeverity.ERROR,
)
_PRELOADED = ["ingest.reading", "ingest.preloaded"]


def read_all(
    inputs: Iterable[Input],
    iris: Iris,
    jobs: int,
    components: Components,
    pages: Callable[[int, int], None] | None,
    keep: Path | None,
) -> Iterator[Built]:
    """Yield the outcome of each input, in their order. jobs: how many processes read. The other parameters are those of `read_input`."""
    if jobs <= 1:
        yield from (read_input(item, iris, components, pages, keep) for item in inputs)
        return
    # Workers are forked from a server process that has loaded once what reading needs. Workers forked from this process would hold
    # the store's lock and survive a build that is killed.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)

    def pool(size: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(size, mp_context=context, initializer=_end_with_parent)

    # The queue is bounded, so that results do not pile up in memory.
    waiting: deque[tuple[Input, Future[Built]]] = deque()
    left = iter(inputs)
    workers = pool(jobs)
    try:
        while True:
            while len(waiting) < jobs * 4 and (item := next(left, None)) is not None:
                waiting.append((item, _submitted(workers, item, iris, components, keep)))
            if not waiting:
                break
            item, future = waiting.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                # A dead worker breaks the whole pool. Read what was waiting again, one input at a time: so the one that kills
                # its worker is known.
                workers.shutdown(cancel_futures=True)
                workers = pool(1)
                suspects = [item, *(other for other, _ in waiting)]
                waiting.clear()
                for suspect in suspects:
                    try:
                        yield _submitted(workers, suspect, iris, components, keep).result()
                    except BrokenProcessPool:
                        yield not_read(suspect.name, WORKER_DIED)
                        workers.shutdown()
                        workers = pool(1)
                workers.shutdown()
                workers = pool(jobs)
    finally:
        workers.shutdown(cancel_futures=True)


def _submitted(
    workers: ProcessPoolExecutor, item: Input, iris: Iris, components: Components, keep: Path | None
) -> Future[Built]:
    """Hand an input to a pool; if the pool is already broken, the future says so."""
    try:
        return workers.submit(read_input, item, iris, components, None, keep)
    except BrokenProcessPool as error:
        broken: Future[Built] = Future()
        broken.set_exception(error)
        return broken


def _end_with_parent() -> None:
    """End this worker when the process of its build ends."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
