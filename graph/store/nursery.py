"""A process that starts workers by forking itself: the libraries are loaded once, a worker begins in milliseconds.

It has one thread and opens no store, so that forking it is safe. It ends when its owner closes its socket or dies, and its
workers end with it. Until the owner says that it is done with a worker, an ended worker's process id is not given to another
process.
"""

import importlib
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from contextlib import suppress

from graph.store.process import end_with_parent

_START, _END = b"S", b"E"
_ORDER = struct.Struct(">cI")
_PID = struct.Struct(">I")
_RUN, _READY = "run_worker", "before_worker"


class Nursery:
    """The owner's side. Restarted when it has died. Safe to use from several threads."""

    def __init__(self, module: str, *arguments: str) -> None:
        """module: its `run_worker(socket, *arguments)` is what a worker does, after which it exits; its `before_worker(*arguments)`
        is called once before each fork, in the process that forks."""
        self._command = [sys.executable, "-P", "-m", __name__, module, *arguments]
        self._lock = threading.Lock()
        self._open()

    def _open(self) -> None:
        self._socket, theirs = socket.socketpair()
        # -P keeps the folder that the user occurs in out of the import path, so that a `graph.py` there changes nothing.
        with theirs:
            self._process = subprocess.Popen(
                self._command,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"RUST_BACKTRACE": "0"},
            )

    def start(self) -> tuple[int, socket.socket]:
        """Start a worker: its process id, and the socket on which it is asked. Raises OSError where no process can be started."""
        ours, theirs = socket.socketpair()
        with self._lock, theirs:
            try:
                return self._order(theirs), ours
            except OSError:
                self._close()
                self._open()
                return self._order(theirs), ours

    def _order(self, theirs: socket.socket) -> int:
        socket.send_fds(self._socket, [_ORDER.pack(_START, 0)], [theirs.fileno()])
        reply = self._socket.recv(_PID.size, socket.MSG_WAITALL)
        if len(reply) < _PID.size or not (pid := _PID.unpack(reply)[0]):
            raise ConnectionError("no worker can be started")
        return int(pid)

    def end(self, pid: int) -> None:
        """Kill a worker; its process id means nothing from here on."""
        # Without the lock, for which the gate's loop would wait while a worker starts: an order is one small packet with no reply.
        with suppress(OSError):
            self._socket.sendall(_ORDER.pack(_END, pid))

    def close(self) -> None:
        """End it with all its workers."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        self._socket.close()
        self._process.kill()
        self._process.wait()


def _serve(orders: socket.socket, module: str, arguments: list[str]) -> None:
    """Start and end workers in the process as ordered, until the owner is gone."""
    worker = importlib.import_module(module)  # loaded once, for all that are forked
    children: set[int] = set()
    dying: set[int] = set()
    while True:
        # Without waiting: a process of low priority may take seconds to die on a busy machine, and others are to start meanwhile.
        dying -= {pid for pid in dying if os.waitpid(pid, os.WNOHANG)[0]}
        data, descriptors, _, _ = socket.recv_fds(orders, _ORDER.size, 1)
        if len(data) < _ORDER.size:
            return
        order, pid = _ORDER.unpack(data)
        if order == _END and pid in children:
            os.kill(pid, signal.SIGKILL)
            children.discard(pid)
            dying.add(pid)
        elif order == _START:
            getattr(worker, _READY)(*arguments)
            nursery = os.getpid()
            try:
                child = os.fork()
            except OSError:
                child = -1
            if child == 0:
                _become_worker(nursery, orders, descriptors[0], getattr(worker, _RUN), arguments)
            os.close(descriptors[0])
            if child > 0:
                children.add(child)
            orders.sendall(_PID.pack(max(child, 0)))


def _become_worker(nursery: int, orders: socket.socket, descriptor: int, run: object, arguments: list[str]) -> None:
    code = 1
    try:
        end_with_parent(nursery)
        orders.close()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        with socket.socket(fileno=descriptor) as connection:
            run(connection, *arguments)  # type: ignore[operator]
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the owner ends us
    _serve(socket.socket(fileno=0), sys.argv[1], sys.argv[2:])
