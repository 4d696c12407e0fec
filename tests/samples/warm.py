"""Code run in a process of its own that has imported already what a new one would import for a second or two."""

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple


class Ended(NamedTuple):
    """A process that ended: its exit code, negative for the signal that killed it; what it wrote to its standard error; its id."""

    returncode: int
    stderr: str
    pid: int


def run_code(code: str, words: Sequence[str | Path] = ()) -> Ended:
    """Run a Python program, with `words` behind the first of its `sys.argv`, as the leader of a group of processes of its own.

    The process is forked from a server that has imported what a build needs, and that has one thread and opens no store.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["ingest.workers", "ingest.preloaded"])
    with tempfile.NamedTemporaryFile() as errors:
        process: BaseProcess = context.Process(target=_run, args=(code, [str(word) for word in words], errors.name))
        process.start()
        assert process.pid is not None
        process.join(300)
        if process.exitcode is None:
            process.kill()
            process.join()
        assert process.exitcode is not None
        return Ended(process.exitcode, errors.read().decode(errors="replace"), process.pid)


def _run(code: str, words: list[str], errors: str) -> None:
    os.setsid()
    os.dup2(os.open(errors, os.O_WRONLY), sys.__stderr__.fileno() if sys.__stderr__ else 2)
    sys.argv = ["-c", *words]
    exec(compile(code, "<code of a test>", "exec"), {"__name__": "__main__"})
