"""Run the gate with uvicorn, which speaks HTTP; limit the number of connections and the time that a request's head may take."""

import asyncio
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from graph.serve.gate import FAULTS, PATH, Gate
from graph.serve.pool import Pool
from graph.serve.protocol import LONGEST
from graph.store import generations
from graph.store.errors import StoreError
from graph.store.process import raise_open_files

_HEAD_SECONDS = 15.0  # the head of a request must arrive within this time
_LAST_SECONDS = 5.0  # a refused client may go on sending for this long
_MOST_CONNECTIONS = 1_000
_SPARED_FILES = 150  # open files left for workers, logs and libraries
_ACCEPTED = 16  # connections to accept in a row before counting them
_WAITING = 1024  # connections that the kernel queues until they are accepted
_HEAD_BYTES = LONGEST + (1 << 16)
_UNREADABLE = "not a request of HTTP that can be read: an address has only ASCII characters, others stand as the %XX of their UTF-8"


class Connection(H11Protocol):
    """A client's connection. It may stay idle, or take to send a request's head, for `_HEAD_SECONDS`. If there are too many
    connections, a new one closes the one that has been idle longest."""

    most = _MOST_CONNECTIONS
    _timer: asyncio.TimerHandle | None = None
    _answered = False  # the final answer was sent: discard further input

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        # Without TCP_NODELAY the body of a small answer would wait 40 ms for the client to acknowledge its head.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._await_head()
        if len(self.connections) > self.most:
            self._make_room()

    def data_received(self, data: bytes) -> None:
        if self._answered:
            return
        super().data_received(data)
        if self._is_busy:
            self._unset_timer()

    def eof_received(self) -> None:
        # Answer a client whose body ended too early. Any other client that closes its side is treated as gone.
        if self._is_busy and self.cycle.more_body and not self.cycle.response_started:
            self.conn.receive_data(b"")
            self.handle_events()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if not self._is_busy:
            self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._unset_timer()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.close()
            return
        rest, _ = self.conn.trailing_data
        if self._is_busy:
            status, text = 400, "the body is not as its headers say"
        elif len(rest) <= _HEAD_BYTES:
            status, text = 400, _UNREADABLE
        elif b"\n" in rest[:_HEAD_BYTES]:
            status, text = 431, f"the headers have more than {_HEAD_BYTES} bytes"
        else:
            status, text = 414, f"the address has more than {_HEAD_BYTES} bytes: POST the query"
        self._answer(status, text)

    @property
    def _is_busy(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _await_head(self) -> None:
        self._unset_timer()
        self._timer = self.loop.call_later(_HEAD_SECONDS, self._give_up)

    def _unset_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self._answer(408, f"the request did not come within {_HEAD_SECONDS:g} s")

    def _make_room(self) -> None:
        idle = [other for other in self.connections if isinstance(other, Connection) and other._timer is not None]
        oldest = min(idle, key=lambda other: other._timer.when() if other._timer else 0.0, default=self)
        if oldest is self:
            self._answer(503, "too many connections: ask again later")
        else:
            oldest.transport.abort()
        self.connections.discard(oldest)

    def _answer(self, status: int, text: str) -> None:
        data = f"{text}\n".encode()
        headers = [
            ("content-type", "text/plain; charset=utf-8"),
            ("content-length", str(len(data))),
            ("connection", "close"),
        ]
        reason = {
            400: "Bad Request",
            408: "Request Timeout",
            414: "URI Too Long",
            431: "Request Header Fields Too Large",
        }
        for event in (
            h11.Response(
                status_code=status, headers=headers, reason=reason.get(status, "Service Unavailable").encode()
            ),
            h11.Data(data=data),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        # Closing at once would reset the connection of a client that is still sending, and it would never read this answer.
        self._answered = True
        self._unset_timer()
        self.transport.write_eof()
        self._timer = self.loop.call_later(_LAST_SECONDS, self.transport.abort)


class _Server(uvicorn.Server):
    """A server that shuts down cleanly on Ctrl-C and SIGTERM; uvicorn's own raises the signal again."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        # asyncio accepts `backlog` connections in a row before it handles them. With the kernel's queue length as backlog it
        # would run out of open files.
        for listening in sockets or ():
            listening.listen(_WAITING)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop, signals = asyncio.get_running_loop(), (signal.SIGINT, signal.SIGTERM)
        for number in signals:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield
        for number in signals:
            loop.remove_signal_handler(number)


def listen(host: str, port: int) -> socket.socket:
    """Open a listening socket. port: 0 for any free one. Raises StoreError if the address is not available."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_WAITING)
    except (OSError, OverflowError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise StoreError(
            f"{host}:{port}: cannot be served ({reason}): give another --port or --host",
            f"{host}:{port}：无法在此地址提供服务（{reason}），请换一个 --port 或 --host",
        ) from None


def address(listening: socket.socket) -> str:
    """Return the URL for queries."""
    return f"{root_of(listening)}{PATH.removeprefix('/')}"


def root_of(listening: socket.socket) -> str:
    """Return the URL of the endpoint, with a final slash."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def run(
    listening: socket.socket,
    root: Path,
    *,
    seconds: float,
    memory: int,
    size: int,
    origins: tuple[str, ...] = (),
    pages: str = "",
    public: str = "",
    announce: Callable[[], None] = lambda: None,
) -> None:
    """Answer queries about the store at `root` until SIGINT or SIGTERM. announce: called once, when the endpoint is ready.

    public: the URL that clients use, with a final slash; the socket's address if empty.
    The other parameters are those of `Pool` and `Gate`. Raises StoreError if the store cannot be read at the start.
    """
    generations.identity(root)
    Connection.most = min(_MOST_CONNECTIONS, max(16, raise_open_files() - _SPARED_FILES - 2 * size))
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL)  # we write our own logs
    gate = Gate(Pool(root, seconds, memory, size, pages), origins, (public or root_of(listening)) if pages else "")
    asyncio.run(_run(listening, gate, announce))


async def _run(listening: socket.socket, gate: Gate, announce: Callable[[], None]) -> None:
    pool = gate.pool
    config = uvicorn.Config(
        gate,
        http=Connection,
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=int(_HEAD_SECONDS),
        timeout_graceful_shutdown=1,
        backlog=_ACCEPTED,
        h11_max_incomplete_event_size=_HEAD_BYTES,
    )
    tidying = asyncio.ensure_future(_tidy(pool))
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_log_fault)
    try:
        loop.call_soon(announce)
        await _Server(config).serve(sockets=[listening])
    finally:
        tidying.cancel()
        pool.close()


def _log_fault(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log an error outside a request in one line; asyncio would print a traceback."""
    FAULTS.error("%s: %s", context.get("message"), context.get("exception"))


async def _tidy(pool: Pool) -> None:
    """Twice a second, end the idle workers of a generation that a build has replaced."""
    while True:
        await asyncio.sleep(0.5)
        pool.refresh()
