"""Run a function in a subprocess under limits of time and memory.

Python cannot stop a call into a library that does not return, and Oxigraph cannot cancel a query. The operating system can stop a
process, and the rest of the program goes on meanwhile.
"""

import importlib
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Literal, ParamSpec, TypeVar

from graph.store import errors
from graph.store.checksums import explained_damage
from graph.store.errors import GraphError, QueryError
from graph.store.process import end_with_parent, limit_memory

P = ParamSpec("P")
T = TypeVar("T")

# Other callers wait, so that the memory of all subprocesses together is bounded.
_ROOM = threading.BoundedSemaphore(max(4, os.cpu_count() or 1))
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
    request = pickle.dumps((function.__module__, function.__qualname__, arguments, seconds, memory, os.getpid()))
    if not _ROOM.acquire(timeout=seconds if waiting is None else waiting):
        raise StoppedError("room")
    try:
        status, reply = _reply(request, seconds)
    finally:
        _ROOM.release()
    if status in (-signal.SIGALRM, -signal.SIGXCPU):
        raise StoppedError("time")
    if status:
        # Rust and C++ abort where Python would raise; the kernel kills when the machine has no memory left.
        raise StoppedError("memory")
    kind, value = pickle.loads(reply)
    if kind == "value":
        return value  # type: ignore[no-any-return]
    if kind == "memory":
        raise StoppedError("memory")
    if kind == "refused":
        raise _error(*value)
    raise RuntimeError(value)


def _reply(request: bytes, seconds: float | None) -> tuple[int, bytes]:
    """Return the subprocess's exit code and output."""
    environment = os.environ | {"RUST_BACKTRACE": "0"}
    # -P: do not import from the current folder, where a `graph.py` of the user's may be.
    command = [sys.executable, "-P", "-m", "graph.query.bounded"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        try:
            reply, _ = process.communicate(request, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise StoppedError("time") from None
        finally:
            process.kill()
    return process.returncode, reply


def _error(name: str, en: str, zh: str, place: tuple[int, int] | None) -> GraphError:
    kind: type[GraphError] = getattr(errors, name)
    return QueryError(en, zh, place) if kind is QueryError else kind(en, zh)


def _serve() -> None:
    """Run one call from standard input, in the subprocess, and write its result to what was standard output."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    module, name, arguments, seconds, memory, parent = pickle.load(sys.stdin.buffer)
    end_with_parent(parent)
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
    output.write(data)
    output.flush()
    # Exit at once: freeing a large answer object by object would only take time.
    os._exit(0)


if __name__ == "__main__":
    _serve()
