"""The workers of a gate: how many queries run at a time, which of them are long, when one is stopped.

Each query has a worker for itself. A query steps back behind the others (`nice`) after `_BRIEF` seconds, and once more after `LONG`.
Those longer than `LONG` have an eighth of the places, so that short queries are answered while long ones run.
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

from graph.serve.nursery import Nursery
from graph.serve.worker import LENGTH, AnswerHead, WorkerQuery
from graph.store import generations
from graph.store.errors import GraphError

LONG = 1.0
"""Seconds after which a query counts as long, if it has worked for half of them; on a busy machine a short one takes longer."""
_LOOKS = 4  # as often, so many seconds apart, a query may say that it has hardly worked
_BRIEF, _ASIDE = 0.05, 10  # seconds after which a query steps back at first, and how far
_NICE = 15  # how far a long query steps back
_TICKS = os.sysconf("SC_CLK_TCK")
_ANSWERS = 500  # of a worker, before another one takes its place
_RETRY = 5  # seconds after which a refused client may ask again


class QueryStoppedError(GraphError):
    """A query that got no answer, or only a part of one. retry: seconds after which it may be asked again, if that can help."""

    def __init__(self, reason: "Reason", en: str, zh: str, retry: int | None = None) -> None:
        super().__init__(en, zh)
        self.reason, self.retry = reason, retry


Reason = Literal["time", "memory", "busy"]


@dataclass(slots=True, eq=False)
class _Worker:
    pid: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    identity: str
    answers: int = 0
    aside: bool = False
    long: bool = False
    stopped: Reason | None = None
    worked: float = 0.0
    looks: int = 0


class WorkerAnswer:
    """The head of an answer, and its body piece by piece. whole: the body has been read to its end."""

    def __init__(self, head: AnswerHead, pool: "Pool", worker: _Worker) -> None:
        self.head, self.whole = head, False
        self._pool, self._worker = pool, worker

    async def pieces(self) -> AsyncIterator[bytes]:
        """Raises QueryStoppedError where the answer ends before its end."""
        while piece := await self._pool.frame(self._worker):
            yield piece
        self.whole = True


class Pool:
    """Answers queries about the store at `root`.

    seconds: that a query may take, from its start to the last byte. memory: bytes that a query may allocate. size: queries that run
    at a time; others wait as long as a query may take.
    """

    def __init__(self, root: Path, seconds: float, memory: int, size: int) -> None:
        self.root, self.seconds, self.memory, self.size = root, seconds, memory, size
        self.running = self.long = self.waiting = 0
        self._long_places = max(1, size // 8)
        self._priority = os.getpriority(os.PRIO_PROCESS, 0)
        self._places = asyncio.Semaphore(size)
        self._idle: list[_Worker] = []
        self._nursery = Nursery(str(root), memory)

    @asynccontextmanager
    async def ask(self, asked: WorkerQuery) -> AsyncIterator[WorkerAnswer]:
        """Have a query answered. Raises QueryStoppedError, and StoreError where the store cannot be read.

        A query that is not read to its end is ended with its worker: by a client that leaves, for example.
        """
        await self._wait()
        worker: _Worker | None = None
        loop = asyncio.get_running_loop()
        timers: list[asyncio.TimerHandle] = []
        answer: WorkerAnswer | None = None
        try:
            worker = await self._take()
            self.running += 1
            worker.worked = _worked(worker.pid)
            timers.append(loop.call_later(_BRIEF, self._step_aside, worker))
            timers.append(loop.call_later(min(LONG, self.seconds), self._step_back, worker, timers))
            timers.append(loop.call_later(self.seconds, self._stop, worker, "time"))
            request = json.dumps(asdict(asked)).encode()
            with suppress(ConnectionError):  # reading says why
                worker.writer.write(LENGTH.pack(len(request)) + request)
                await worker.writer.drain()
            answer = WorkerAnswer(AnswerHead(**json.loads(await self.frame(worker))), self, worker)
            yield answer
        finally:
            for timer in timers:
                timer.cancel()
            if worker is not None:
                self.running -= 1
                self.long -= worker.long
                worker.answers += 1
                # A worker that has stepped aside cannot come back: to raise a priority again takes privileges.
                fresh = not (worker.aside or worker.long or worker.stopped) and worker.answers < _ANSWERS
                worker.looks = 0
                if answer and answer.whole and fresh:
                    self._idle.append(worker)
                else:
                    self._end(worker)
            self._places.release()

    async def frame(self, worker: _Worker) -> bytes:
        """The next frame of a worker's reply; raises QueryStoppedError where there is none."""
        try:
            length = LENGTH.unpack(await worker.reader.readexactly(LENGTH.size))[0]
            return await worker.reader.readexactly(length) if length else b""
        except (asyncio.IncompleteReadError, ConnectionError):
            raise self._reason(worker.stopped or "memory") from None

    def refresh(self) -> None:
        """Let go of workers over a generation that is no longer the current one, so that builds can remove it."""
        try:
            current = generations.identity(self.root)
        except GraphError:
            current = ""
        for worker in [worker for worker in self._idle if worker.identity != current]:
            self._idle.remove(worker)
            self._end(worker)

    def close(self) -> None:
        """End all workers; what they were answering is cut."""
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

    async def _take(self) -> _Worker:
        identity = generations.identity(self.root)
        while self._idle:
            worker = self._idle.pop()
            if worker.identity == identity and not worker.reader.at_eof():
                return worker
            self._end(worker)
        pid, connection = await asyncio.to_thread(self._nursery.start)
        reader, writer = await asyncio.open_connection(sock=connection)
        return _Worker(pid, reader, writer, identity)

    def _step_aside(self, worker: _Worker) -> None:
        worker.aside = True
        self._lower(worker, _ASIDE)

    def _step_back(self, worker: _Worker, timers: list[asyncio.TimerHandle]) -> None:
        """A query has become long: it steps back, or is refused where there are too many of its kind."""
        worker.looks += 1
        if worker.looks < _LOOKS and _worked(worker.pid) - worker.worked < LONG / 2:
            timers.append(asyncio.get_running_loop().call_later(LONG, self._step_back, worker, timers))
            return None
        if self.long >= self._long_places:
            return self._stop(worker, "busy")
        self.long += 1
        worker.long = True
        self._lower(worker, _NICE)
        return None

    def _lower(self, worker: _Worker, by: int) -> None:
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, worker.pid, min(19, self._priority + by))

    def _stop(self, worker: _Worker, reason: Reason) -> None:
        worker.stopped = reason
        self._nursery.end(worker.pid)

    def _end(self, worker: _Worker) -> None:
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
    """Seconds that a process has used of a processor, as /proc tells (proc(5)); where there is none, those of the clock."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            fields = file.read().rpartition(b")")[2].split()
    except OSError:
        return time.monotonic()
    return (int(fields[11]) + int(fields[12])) / _TICKS
