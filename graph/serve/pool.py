"""Run queries in worker processes: limit how many run at a time and how many of them are long, and stop those over the limits.

Each query has a worker of its own. After `_BRIEF` seconds of processor time its priority is lowered (`nice`), and again when it is
`LONG`. Long queries may use a sixteenth of the slots, so that short queries are answered while they run.
"""

import asyncio
import json
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from graph.serve import worker as serving
from graph.serve.worker import LENGTH, AnswerHead, WorkerPage, WorkerQuery
from graph.store import generations
from graph.store.errors import GraphError
from graph.store.nursery import Nursery

LONG = 0.5
"""Seconds of a processor's work after which a query counts as long."""
_LONG_WAIT = 4.0  # seconds of wall time after which a query that waits (for the disk, for its client) is long, too
_BRIEF, _ASIDE = 0.05, 5  # processor seconds after which a query's priority is lowered first, and by how much
_LOOK = 0.1  # seconds between measurements of a query's processor time
_NICE = 8  # niceness of a long query
_TICKS = os.sysconf("SC_CLK_TCK")
_ANSWERS = 500  # queries that a worker answers before it is replaced
_RETRY = 5  # Retry-After, in seconds, for a refused client


class QueryStoppedError(GraphError):
    """Raised for a query with no answer or a truncated one. retry: seconds after which a retry may succeed, if one may."""

    def __init__(self, reason: "Reason", en: str, zh: str, retry: int | None = None) -> None:
        super().__init__(en, zh)
        self.reason, self.retry = reason, retry


Reason = Literal["time", "memory", "busy"]


@dataclass(slots=True, eq=False)
class _RenderingProcess:
    pid: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    identity: str
    answers: int = 0
    aside: bool = False
    long: bool = False
    stopped: Reason | None = None
    worked: float = 0.0  # processor seconds that the worker had used before this query
    asked: float = 0.0  # the start, by the event loop's clock


class WorkerAnswer:
    """The head of an answer, and its body in pieces. whole: whether the body has been read to its end."""

    def __init__(self, head: AnswerHead, pool: "Pool", worker: _RenderingProcess) -> None:
        self.head, self.whole = head, False
        self._pool, self._worker = pool, worker

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield the pieces of the body. Raises QueryStoppedError if the answer is truncated."""
        while piece := await self._pool.frame(self._worker):
            yield piece
        self.whole = True

    @property
    def long(self) -> bool:
        """Return whether the query has one of the slots for long queries; it can no longer be refused."""
        return self._worker.long

    def claim(self) -> None:
        """Count the query as long before the first bytes of a large answer are sent, because it cannot be refused after that."""
        if not self._worker.long:
            self._pool.lengthen(self._worker)


class Pool:
    """Answers queries about the store at `root`.

    seconds: that a query may take, from its start to the last byte. memory: bytes that a query may allocate. size: queries that run
    at a time; others wait as long as a query may take. pages: the module that renders pages, empty where there are none.
    """

    def __init__(self, root: Path, seconds: float, memory: int, size: int, pages: str = "") -> None:
        self.root, self.seconds, self.memory, self.size = root, seconds, memory, size
        self.running = self.long = self.waiting = 0
        self._long_places = max(1, size // 16)
        self._priority = os.getpriority(os.PRIO_PROCESS, 0)
        self._places = asyncio.Semaphore(size)
        self._idle: list[_RenderingProcess] = []
        self._nursery = Nursery(serving.__name__, str(root), str(memory), pages)

    @asynccontextmanager
    async def ask(self, asked: WorkerQuery | WorkerPage) -> AsyncIterator[WorkerAnswer]:
        """Run a query or render a page in a worker. Raises QueryStoppedError, and StoreError if the store cannot be read.

        A query that is not read to its end is ended with its worker: by a client that leaves, for example.
        """
        await self._wait()
        worker: _RenderingProcess | None = None
        loop = asyncio.get_running_loop()
        watching: asyncio.Task[None] | None = None
        timer: asyncio.TimerHandle | None = None
        answer: WorkerAnswer | None = None
        try:
            worker = await self._take()
            self.running += 1
            worker.worked, worker.asked = _worked(worker.pid), loop.time()
            watching = loop.create_task(self._watch(worker))
            timer = loop.call_later(self.seconds, self._stop, worker, "time")
            request = json.dumps(asdict(asked)).encode()
            with suppress(ConnectionError):  # the reader raises the reason
                worker.writer.write(LENGTH.pack(len(request)) + request)
                await worker.writer.drain()
            answer = WorkerAnswer(AnswerHead(**json.loads(await self.frame(worker))), self, worker)
            yield answer
        finally:
            if watching and timer:
                watching.cancel()
                timer.cancel()
            if worker is not None:
                self.running -= 1
                self.long -= worker.long
                worker.answers += 1
                # End a worker whose priority was lowered: raising it again takes privileges.
                fresh = not (worker.aside or worker.long or worker.stopped) and worker.answers < _ANSWERS
                if answer and answer.whole and fresh:
                    self._idle.append(worker)
                else:
                    self._end(worker)
            self._places.release()

    async def frame(self, worker: _RenderingProcess) -> bytes:
        """Return the next frame of a worker's reply. Raises QueryStoppedError if there is none."""
        try:
            length = LENGTH.unpack(await worker.reader.readexactly(LENGTH.size))[0]
            return await worker.reader.readexactly(length) if length else b""
        except (asyncio.IncompleteReadError, ConnectionError):
            raise self._reason(worker.stopped or "memory") from None

    def refresh(self) -> None:
        """End the idle workers that read an older generation, so that builds can remove it."""
        try:
            current = generations.identity(self.root)
        except GraphError:
            current = ""
        for worker in [worker for worker in self._idle if worker.identity != current]:
            self._idle.remove(worker)
            self._end(worker)

    def close(self) -> None:
        """End all workers; answers in progress are truncated."""
        for worker in self._idle:
            worker.writer.transport.abort()
        self._idle = []
        self._nursery.close()

    async def _wait(self) -> None:
        self.waiting += 1
        try:
            await asyncio.wait_for(self._places.acquire(), self.seconds)
        except TimeoutError:
            raise self._reason("busy") from None
        finally:
            self.waiting -= 1

    async def _take(self) -> _RenderingProcess:
        identity = generations.identity(self.root)
        while self._idle:
            worker = self._idle.pop()
            if worker.identity == identity and not worker.reader.at_eof():
                return worker
            self._end(worker)
        pid, connection = await asyncio.to_thread(self._nursery.start)
        reader, writer = await asyncio.open_connection(sock=connection)
        worker = _RenderingProcess(pid, reader, writer, identity)
        try:
            async with asyncio.timeout(self.seconds):
                await self.frame(worker)  # the store is open: start to measure the query
        except BaseException as error:
            self._end(worker)
            if isinstance(error, TimeoutError):
                raise self._reason("time") from None
            raise
        return worker

    async def _watch(self, worker: _RenderingProcess) -> None:
        """Watch a running query: lower its priority after a little work, and count it as long (`lengthen`) after more."""
        loop = asyncio.get_running_loop()
        while not worker.long and not worker.stopped:
            await asyncio.sleep(_LOOK)
            worked = _worked(worker.pid) - worker.worked
            if worked >= LONG or loop.time() - worker.asked >= _LONG_WAIT:
                self.lengthen(worker)
            elif worked >= _BRIEF and not worker.aside:
                worker.aside = True
                self._lower(worker, _ASIDE)

    def lengthen(self, worker: _RenderingProcess) -> None:
        """Give a query one of the slots for long queries; stop it if all are taken."""
        if worker.stopped:
            return None
        if self.long >= self._long_places:
            return self._stop(worker, "busy")
        self.long += 1
        worker.long = True
        return self._lower(worker, _NICE)

    def _lower(self, worker: _RenderingProcess, by: int) -> None:
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, worker.pid, min(19, self._priority + by))

    def _stop(self, worker: _RenderingProcess, reason: Reason) -> None:
        worker.stopped = reason
        self._nursery.end(worker.pid)

    def _end(self, worker: _RenderingProcess) -> None:
        worker.writer.transport.abort()
        if worker.stopped is None:
            self._nursery.end(worker.pid)

    def _reason(self, reason: Reason) -> QueryStoppedError:
        if reason == "time":
            return QueryStoppedError(
                reason,
                f"stopped after {self.seconds:g} s: ask for less, or serve with a longer --timeout",
                f"查询超过 {self.seconds:g} 秒，已停止：请缩小范围，或以更长的 --timeout 启动服务",
            )
        if reason == "busy":
            return QueryStoppedError(
                reason,
                f"too many queries are running: ask again in {_RETRY} s",
                f"正在执行的查询过多，请在 {_RETRY} 秒后再试",
                _RETRY,
            )
        return QueryStoppedError(
            reason,
            f"stopped, for it needed more than {self.memory >> 20} MB of memory, or nests too deeply: narrow the query",
            f"查询占用内存超过 {self.memory >> 20} MB 或嵌套过深，已停止：请缩小范围",
        )


def _worked(pid: int) -> float:
    """Return the processor seconds that a process has used, read from /proc (proc(5)); without /proc, the clock's seconds."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return time.monotonic()
    return (int(fields[11]) + int(fields[12])) / _TICKS
