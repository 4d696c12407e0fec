"""Run a function in a subprocess under limits of time and memory.

Python cannot stop a call into a library that does not return, and Oxigraph cannot cancel a query. The operating system can stop a
process, and the rest of the program goes on meanwhile.
"""

import importlib
import os
import pickle
import signal
import socket
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Literal, ParamSpec, TypeVar

from graph.store import errors
from graph.store.checksums import explained_damage
from graph.store.errors import GraphError, QueryError
from graph.store.nursery import Nursery
from graph.store.process import limit_memory

P = ParamSpec("P")
T = TypeVar("T")

# Other callers wait, so that the memory of all subprocesses together is bounded.
_ROOM = threading.BoundedSemaphore(max(4, os.cpu_count() or 1))
_LENGTH = struct.Struct(">Q")  # before a request and before its reply
_PIECE = 1 << 20
_NURSERIES: dict[tuple[int, str], Nursery] = {}
_STARTING = threading.Lock()
_SPARED = 5  # added to the niceness, so that pages are served before long calls


class StoppedError(Exception):
    """A call that was stopped. reason: `time` or `memory` ran out, or `room`: too many other calls were running."""

    def __init__(self, reason: Literal["time", "memory", "room"]) -> None:
        super().__init__(reason)
        self.reason = reason


def run_in_subprocess(
    function: Callable[P, T], *arguments: object, seconds: float | None, memory: int, waiting: float | None = None
) -> T:
    """Call `function(*arguments)` in a subprocess and return its result.

    function: of a module, with arguments and a result that can be pickled. seconds: from the start of the subprocess, None for no limit;
    memory: bytes; waiting: seconds to wait for other calls to end, by default `seconds`. Raises StoppedError, the function's
    GraphErrors, and RuntimeError for any other of its exceptions.
    """
    request = pickle.dumps((function.__qualname__, arguments, seconds, memory, str(Path.cwd()), dict(os.environ)))
    if not _ROOM.acquire(timeout=seconds if waiting is None else waiting):
        raise StoppedError("room")
    try:
        kind, value = pickle.loads(_reply(function.__module__, request, seconds))
    finally:
        _ROOM.release()
    if kind == "value":
        return value  # type: ignore[no-any-return]
    if kind == "memory":
        raise StoppedError("memory")
    if kind == "refused":
        raise _error(*value)
    raise RuntimeError(value)


def _reply(module: str, request: bytes, seconds: float | None) -> bytes:
    """Return what a worker of the module's nursery replies. Raises StoppedError."""
    nursery = _nursery(module)
    pid, connection = nursery.start()
    end = None if seconds is None else time.monotonic() + seconds
    try:
        with connection:
            _set_timeout(connection, end)
            connection.sendall(_LENGTH.pack(len(request)) + request)
            (length,) = _LENGTH.unpack(_received(connection, _LENGTH.size, end))
            return _received(connection, length, end)
    except TimeoutError:
        raise StoppedError("time") from None
    except ConnectionError:
        # Rust and C++ abort where Python would raise; the kernel kills when the machine has no memory left.
        raise StoppedError("memory") from None
    finally:
        nursery.end(pid)


def _set_timeout(connection: socket.socket, end: float | None) -> None:
    """Set the socket's timeout to the time that is left. end: on the monotonic clock, None for no limit. Raises TimeoutError after it."""
    if end is not None and (left := end - time.monotonic()) <= 0:
        raise TimeoutError
    connection.settimeout(None if end is None else left)


def _received(connection: socket.socket, size: int, end: float | None = None) -> bytes:
    """Return so many bytes. Raises TimeoutError, and ConnectionError where the other side ends before."""
    data = bytearray()
    while len(data) < size:
        _set_timeout(connection, end)
        piece = connection.recv(min(size - len(data), _PIECE))
        if not piece:
            raise ConnectionError
        data += piece
    return bytes(data)


def _nursery(module: str) -> Nursery:
    """Return the process that forks workers for the functions of a module, which it has imported."""
    key = os.getpid(), module  # after a fork, the child starts nurseries of its own
    with _STARTING:
        if key not in _NURSERIES:
            _NURSERIES[key] = Nursery(__name__, module)
        return _NURSERIES[key]


def _error(name: str, en: str, zh: str, place: tuple[int, int] | None) -> GraphError:
    kind: type[GraphError] = getattr(errors, name)
    return QueryError(en, zh, place) if kind is QueryError else kind(en, zh)


def before_worker(module: str) -> None:
    """Import the module whose functions are called, and the modules that it names in `PRELOADED`, once for all workers. Where that
    fails, a worker reports it."""
    with suppress(Exception):
        for name in getattr(importlib.import_module(module), "PRELOADED", ()):
            importlib.import_module(name)


def run_worker(connection: socket.socket, module: str) -> None:
    """Run one call that comes on the socket, and send its result."""
    (length,) = _LENGTH.unpack(_received(connection, _LENGTH.size))
    name, arguments, seconds, memory, folder, environment = pickle.loads(_received(connection, length))
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    limit_memory(memory)
    os.nice(_SPARED)
    if seconds is not None:  # in case the caller has died and cannot stop it
        signal.setitimer(signal.ITIMER_REAL, seconds + 1)
    reply: tuple[str, object]
    try:
        reply = ("value", getattr(importlib.import_module(module), name)(*arguments))
        data = pickle.dumps(reply)
    except MemoryError:
        data = pickle.dumps(("memory", None))
    except GraphError as error:
        reply = ("refused", (type(error).__name__, error.en, error.zh, getattr(error, "place", None)))
        data = pickle.dumps(reply)
    except Exception as error:
        damage = explained_damage(error)
        data = pickle.dumps(
            ("refused", (type(damage).__name__, damage.en, damage.zh, None))
            if damage
            else ("fault", f"{type(error).__name__}: {error}")
        )
    connection.sendall(_LENGTH.pack(len(data)) + data)
    # Exit at once: freeing a large answer object by object would only take time.
    os._exit(0)
