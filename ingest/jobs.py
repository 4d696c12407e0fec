"""Choose how many processes read, and start the one from which they are forked."""

import multiprocessing
import os
from collections.abc import Sequence
from multiprocessing.context import BaseContext
from pathlib import Path

from ingest.read.inputs import Input

_PRELOADED = ["ingest.reading", "ingest.preloaded"]
_LITTLE = 2 << 20
"""Bytes of files that one process has read before others have started, which takes each more than a second."""


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processes(inputs: Sequence[Input]) -> int:
    """Return how many processes should read these inputs: one a processor, and one alone where files are small."""
    paths = [item.path for item in inputs]
    local = [path for path in paths if isinstance(path, Path) and path.is_file()]
    if len(local) == len(paths) and sum(path.stat().st_size for path in local) < _LITTLE:
        return 1
    return max(1, min(processors(), len(paths)))


def forking() -> BaseContext:
    """Return how workers are started: by forking a process that has loaded once what reading needs.

    That is this process while it has a single thread, which is cheapest. Else it is another, which loads for itself: a fork of several
    threads may find a lock taken for good.
    """
    if not _has_threads():
        import ingest.preloaded  # noqa: F401

        return multiprocessing.get_context("fork")
    return forking_apart()


def forking_apart() -> BaseContext:
    """Return how workers are started once a store is open, whose files and lock forks of this process would share."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def _has_threads() -> bool:
    """Return whether this process may have several threads: Python's own, or those of a library."""
    try:
        return len(list(Path("/proc/self/task").iterdir())) > 1
    except OSError:
        return True
