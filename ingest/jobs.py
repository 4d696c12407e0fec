"""How many processes read, and the one from which they are forked."""

import multiprocessing
import os
from collections.abc import Sequence
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from pathlib import Path

from ingest.read.inputs import Input

_PRELOADED = ["ingest.reading", "ingest.preloaded"]
_LITTLE = 2 << 20
"""Bytes of files that one process has read before others have started, which takes each more than a second."""


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


def forking() -> ForkServerContext:
    """Return how workers are started: forked from a process that has loaded once what reading needs.

    Workers forked from this process would hold the store's lock and survive a build that is killed.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def begin_loading() -> None:
    """Start the process from which workers are forked: it loads while this one goes on."""
    forking()
    forkserver.ensure_running()
