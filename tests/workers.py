"""Run the tests in several processes that are forked once all tests are collected: `pytest -p tests.workers --workers 3`.

pytest-xdist's workers each import and collect everything by themselves, a hundredth of the whole run each, and none has what another has
compiled. These have it from the process that collected. A worker takes file after file, of its own folder first, and so makes what the
tests of a file or a folder share only once; all tests in a browser are one part, because each worker would start a browser of its own.
"""

import os
import random
import signal
import sys
import traceback
import warnings
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from multiprocessing import Pipe, util
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import pytest

Part = list[int]
"""The numbers of tests that one worker runs one after the other."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--workers", type=int, default=0, metavar="N", help="run the tests in N processes")


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Run the tests in workers, where some are asked for; else pytest runs them itself."""
    count = session.config.getoption("workers")
    if not count or session.testsfailed or session.config.getoption("collectonly"):
        return None
    Run(session).until_all_have_run(count)
    return True


def parts(items: list[pytest.Item]) -> list[tuple[str, Part]]:
    """Return the tests of each file with its folder, in order; those in a browser are one part, the first."""
    files: dict[str, Part] = defaultdict(list)
    for number, item in enumerate(items):
        files["" if item.get_closest_marker("browser") else str(item.path)].append(number)
    return sorted(
        ((str(Path(file).parent) if file else "", part) for file, part in files.items()), key=lambda part: part[0] != ""
    )


class Queue:
    """The parts that no worker has taken yet."""

    def __init__(self, items: list[pytest.Item]) -> None:
        self._left = parts(items)

    def take(self, folder: str, taken: set[str]) -> tuple[str, Part] | None:
        """Take a part, of this folder if it has one left, else of one in which no worker is (`taken`). None: there is none left."""
        left = self._left
        best = min(range(len(left)), key=lambda at: (left[at][0] != folder, left[at][0] in taken, at), default=None)
        return None if best is None else left.pop(best)


class Run:
    """The run of all tests, as the process sees it that collected them."""

    def __init__(self, session: pytest.Session) -> None:
        self.session, self._queue = session, Queue(session.items)
        self._workers: dict[Connection, Worker] = {}
        self._started = 0

    def until_all_have_run(self, count: int) -> None:
        """Start so many workers, and report what they tell until the last one has ended. They share what reading needs."""
        import_module("ingest.preloaded")
        self.session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]  # whose folder theirs are in
        try:
            for _ in range(count):
                self._start([])
            while self._workers:
                for ready in wait(list(self._workers)):
                    assert isinstance(ready, Connection)
                    self._hear(ready, self._workers[ready])
        finally:
            for worker in self._workers.values():
                with suppress(ProcessLookupError):
                    os.kill(worker.process, signal.SIGTERM)
                os.waitpid(worker.process, 0)
        if self.session.shouldfail:
            raise self.session.Failed(self.session.shouldfail)
        if self.session.shouldstop:
            raise self.session.Interrupted(self.session.shouldstop)

    def _start(self, first: Part) -> None:
        """Fork a worker, which begins with these tests."""
        here, there = Pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        process = os.fork()
        if not process:
            for connection in (here, *self._workers):  # a worker whose other end is closed ends
                connection.close()
            work(self.session, there, self._started, first)
        there.close()
        self._workers[here] = Worker(process, first)
        self._started += 1

    def _hear(self, connection: Connection, worker: "Worker") -> None:
        """Take what a worker tells: it wants a part, it has begun a test, or pytest's report of it; or nothing, it has ended."""
        config = self.session.config
        kind, what = _received(connection)
        if kind == "end":
            self._ended(connection, worker)
        elif kind == "next":
            taken = {other.folder for other in self._workers.values()} - {worker.folder}
            stopping = self.session.shouldfail or self.session.shouldstop
            worker.folder, part = (None if stopping else self._queue.take(worker.folder, taken)) or ("", [])
            worker.left += part
            connection.send(part)
        elif kind == "begun":
            worker.begun(what)
        elif kind == "stop":
            self.session.shouldstop = what
        elif kind == "fault":
            worker.fault = what
        elif kind == "warned":
            config.hook.pytest_warning_recorded.call_historic(kwargs=_warning(**what))
        else:
            report = config.hook.pytest_report_from_serializable(config=config, data=what)
            config.hook.pytest_runtest_logreport(report=report)

    def _ended(self, connection: Connection, worker: "Worker") -> None:
        """Let go a worker that has ended; tell in which test, if it was one's fault, and have another run those that were left.

        Raises RuntimeError for one that failed between two tests.
        """
        del self._workers[connection]
        connection.close()
        code = os.waitstatus_to_exitcode(os.waitpid(worker.process, 0)[1])
        if worker.now is not None:
            item = self.session.items[worker.now]
            told = f"the worker ended while it ran {item.nodeid}: exit code {code}\n{worker.fault}"
            report = pytest.TestReport(item.nodeid, item.location, {}, "failed", told, "call")
            self.session.config.hook.pytest_runtest_logreport(report=report)
        elif code:
            raise RuntimeError(f"a worker ended between two tests: exit code {code}\n{worker.fault}")
        if worker.left and not (self.session.shouldfail or self.session.shouldstop):
            self._start(worker.left)


def _received(connection: Connection) -> tuple[str, Any]:
    """Return what a worker tells and of what, `end` where it has ended."""
    try:
        kind, what = connection.recv()
    except (EOFError, ConnectionResetError):
        return "end", None
    return kind, what


class Worker:
    """A worker: its process, the test that it is in, the tests that it has still to run, the folder of the last part it took, and the
    fault that ended it."""

    def __init__(self, process: int, left: Part) -> None:
        self.process, self.left, self.folder = process, list(left), ""
        self.now: int | None = None
        self.fault = ""

    def begun(self, number: int | None) -> None:
        """Note the test that it has begun. None: it has run all."""
        self.now = number
        if number is not None:
            self.left.remove(number)


class Sender:
    """What pytest tells in a worker, told the process that collected."""

    _settled = False

    def __init__(self, config: pytest.Config, connection: Connection) -> None:
        self._config, self._connection = config, connection
        config.pluginmanager.register(self)
        self._settled = True  # until here pytest repeats the warnings that it has had before

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        data = self._config.hook.pytest_report_to_serializable(config=self._config, report=report)
        self._connection.send(("report", data))

    def pytest_warning_recorded(self, warning_message: warnings.WarningMessage, when: str, nodeid: str) -> None:
        if not self._settled:
            return
        text = f"{warning_message.category.__name__}: {warning_message.message}"
        place = {"filename": warning_message.filename, "lineno": warning_message.lineno}
        self._connection.send(("warned", {"text": text, "when": when, "nodeid": nodeid, **place}))


def _warning(text: str, when: str, nodeid: str, filename: str, lineno: int) -> dict[str, object]:
    message = warnings.WarningMessage(UserWarning(text), UserWarning, filename, lineno)
    return {"warning_message": message, "when": when, "nodeid": nodeid, "location": None}


def work(session: pytest.Session, connection: Connection, number: int, first: Part) -> None:
    """Run tests as long as there are some, in a process that has just been forked, and end it."""
    code = 1
    try:
        _settle(session.config, connection, number)
        _run_all(session, connection, first)
        code = 0
    except (BrokenPipeError, EOFError, KeyboardInterrupt):
        pass  # the run has ended
    except BaseException:
        connection.send(("fault", traceback.format_exc()))
    finally:
        util._exit_function()  # type: ignore[attr-defined]  # what multiprocessing has started ends, as at the end of any process
        os._exit(code)


def _settle(config: pytest.Config, connection: Connection, number: int) -> None:
    """Give the process what is its own: the output that is caught, a folder for files, the way to report, and random numbers."""
    manager = config.pluginmanager
    capture: Any = manager.get_plugin("capturemanager")
    capture.stop_global_capturing()
    capture.start_global_capturing()
    terminal = manager.get_plugin("terminalreporter")
    if terminal:
        manager.unregister(terminal)
    Sender(config, connection)
    factory: Any = config._tmp_path_factory  # type: ignore[attr-defined]
    factory._basetemp /= f"worker{number}"
    factory._basetemp.mkdir()
    # `tests.samples.once` and the conftest take it for one of pytest-xdist's.
    os.environ["PYTEST_XDIST_WORKER"] = f"gw{number}"
    random.seed()


def _run_all(session: pytest.Session, connection: Connection, first: Part) -> None:
    """Run what comes. Of each test pytest is told the one that follows, so that what both share stays."""
    following: int | None
    coming = _numbers(connection, first)
    now = next(coming, None)
    while now is not None:
        following = next(coming, None)
        connection.send(("begun", now))
        item = session.items[now]
        item.config.hook.pytest_runtest_protocol(
            item=item, nextitem=None if following is None else session.items[following]
        )
        connection.send(("begun", None))
        if stop := session.shouldfail or session.shouldstop:
            connection.send(("stop", str(stop)))
            return
        now = following


def _numbers(connection: Connection, part: Part) -> Iterator[int]:
    while part or (part := _next_part(connection)):
        yield from part
        part = []


def _next_part(connection: Connection) -> Part:
    connection.send(("next", None))
    part: Part = connection.recv()
    return part
