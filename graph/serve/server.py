"""An Oxigraph server over the current generation of a store: a process of its own, on a free port of the loopback address.

It serves what `lease` keeps; when a build publishes, `Servers.take` gives the next one, and the old one ends when nobody asks it.
"""

import resource
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.store import generations
from graph.store.errors import StoreError
from graph.store.generations import explained

LOOPBACK = "127.0.0.1"
_STARTING = 20.0  # seconds
_MEMORY = 4 << 30  # bytes of one server: a query that wants more ends it, and the next one begins
_TRIES = 3


def binary() -> str:
    """The server's program. Raises StoreError where it is not installed."""
    beside = Path(sys.executable).with_name("oxigraph")
    found = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if found is None:
        raise StoreError(
            "the Oxigraph server is not installed: pip install oxigraph (the extra `serve` of zhengmai)",
            "尚未安装 Oxigraph 服务器，请运行 pip install oxigraph（即 zhengmai 的附加组件 serve）",
        )
    return found


class Server:
    """One process over one generation."""

    def __init__(self, root: Path, seconds: float) -> None:
        with explained(root):
            generations.check(root)
            self.generation, self._lease = generations.lease(root)
        self.asking = 0
        self._stopped = False
        try:
            self.port, self._process = _start(self.generation, self._lease, seconds)
        except BaseException:
            generations.release(self._lease)
            raise

    @property
    def alive(self) -> bool:
        return not self._stopped and self._process.poll() is None

    def stop(self) -> None:
        """Cut off what it is answering; it answers nothing more."""
        self._stopped = True  # a killed process takes its time
        self._process.kill()

    def end(self) -> None:
        """End it and let builds remove its generation; what it was answering is cut off."""
        self.stop()
        self._process.wait()
        generations.release(self._lease)


class Servers:
    """The server of the current generation; another one after a build, or when it has ended."""

    def __init__(self, root: Path, seconds: float) -> None:
        """seconds: that a query may take. Raises StoreError where there is no store, or nothing to serve it with."""
        self._root, self._seconds = root, seconds
        self._lock = threading.Lock()
        self._old: list[Server] = []
        self._server = Server(root, seconds)

    @property
    def generation(self) -> str:
        return self._server.generation.name

    @contextmanager
    def take(self) -> Iterator[Server]:
        """A server to ask, which goes on as long as it is asked. Raises StoreError as `Server` does."""
        with self._lock:
            self._renew()
            server = self._server
            server.asking += 1
        try:
            yield server
        finally:
            with self._lock:
                server.asking -= 1
                self._tidy()

    def refresh(self) -> None:
        """Serve what the last build published, and let go of what nobody asks any more."""
        with self._lock:
            self._renew()
            self._tidy()

    def stop(self, server: Server) -> None:
        """End a server that runs away: Oxigraph's own time-out does not reach every query. All that it answers is cut off."""
        with self._lock:
            server.stop()

    def close(self) -> None:
        with self._lock:
            for server in (*self._old, self._server):
                server.end()
            self._old = []

    def _renew(self) -> None:
        with explained(self._root):
            current = generations.current(self._root)
        if self._server.alive and current == self._server.generation:
            return
        old, self._server = self._server, Server(self._root, self._seconds)
        self._old.append(old)

    def _tidy(self) -> None:
        idle = [server for server in self._old if not server.asking]
        self._old = [server for server in self._old if server.asking]
        for server in idle:
            server.end()


def _start(generation: Path, lease: int, seconds: float) -> tuple[int, "subprocess.Popen[bytes]"]:
    for _ in range(_TRIES):
        with socket.socket() as free:
            free.bind((LOOPBACK, 0))
            port: int = free.getsockname()[1]
        options = ["--location", str(generation), "--bind", f"{LOOPBACK}:{port}"]
        process = subprocess.Popen(
            [
                binary(),
                "serve-read-only",
                *options,
                "--union-default-graph",
                "--timeout-s",
                str(max(1, round(seconds))),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # Should this process be killed, the generation is still kept for the server.
            pass_fds=(lease,),
        )
        try:
            resource.prlimit(process.pid, resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
            if _answers(port, process):
                return port, process
        except BaseException:
            process.kill()
            process.wait()
            raise
        process.kill()
        process.wait()  # somebody else took the port, most likely
    raise StoreError(f"{generation}: the Oxigraph server does not start", f"{generation}：Oxigraph 服务器无法启动")


def _answers(port: int, process: "subprocess.Popen[bytes]") -> bool:
    end = time.monotonic() + _STARTING
    while process.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection((LOOPBACK, port), 1).close()
            return process.poll() is None
        except OSError:
            time.sleep(0.02)
    return False
