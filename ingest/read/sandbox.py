"""Run readers in a worker process with limits of memory and processor time. Libraries in C may abort, loop or exhaust memory on
hostile files, and no other file may suffer from it.

A worker serves many files, one at a time. It ends with its caller, because its standard input is then closed. A worker that died is
replaced for the next file.
"""

import atexit
import json
import os
import pickle
import select
import signal
import struct
import subprocess
import sys
import threading
from io import BytesIO
from pathlib import Path
from typing import IO

from ingest.read.compose import Extraction
from ingest.read.decode import ReadError
from ingest.read.plain import PlainUnpickler
from ingest.read.progress import Progress
from ingest.read.sniff import FileFormat

_ROOT = str(Path(__file__).resolve().parents[2])
_START = "import json, sys; sys.path[:] = json.loads(sys.argv.pop()); from ingest.read.worker import main; main()"
_SILENCE = 300.0  # seconds of the clock without a message and without work; the limit of processor time ends a worker that works
_LENGTH = struct.Struct(">Q")


class _EndedError(Exception):
    """The worker died. code: its exit code, negative for a signal."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def extract(data: bytes, format: FileFormat, progress: Progress | None = None) -> Extraction:
    """Read a file in the worker of this process.

    progress: called with the pages done and all pages, for formats that have pages. Raises ReadError: what the reader refuses,
    and `took-too-long`, `took-too-much`, `reader-died`.
    """
    with _LOCK:
        worker = _current()
        try:
            return worker.extract(data, format, progress)
        except _EndedError as ended:
            worker.close()
            raise _death_error(ended.code) from None
        except BaseException:
            if worker.busy:
                worker.close()
            raise


class _ReaderProcess:
    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START, json.dumps(search_path())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._process.stdin and self._process.stdout
        self._in: IO[bytes] = self._process.stdin
        self._out: IO[bytes] = self._process.stdout
        self.busy = False

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def extract(self, data: bytes, format: FileFormat, progress: Progress | None) -> Extraction:
        self.busy = True
        try:
            send(self._in, (format.value, data))
        except OSError:
            raise _EndedError(self._process.wait()) from None
        while True:
            kind, *said = self._receive()
            if kind == "page":
                done, all = said
                assert isinstance(done, int) and isinstance(all, int)
                if progress is not None:
                    progress(done, all)
                continue
            self.busy = False
            if kind == "done":
                extraction = said[0]
                assert isinstance(extraction, Extraction)
                return extraction
            raise ReadError(*map(str, said))

    def _receive(self) -> tuple[object, ...]:
        """Return the worker's next message. It is unpickled without calls, because the worker has read hostile files."""
        head = self._take(_LENGTH.size)
        message = PlainUnpickler(BytesIO(self._take(_LENGTH.unpack(head)[0]))).load()
        assert isinstance(message, tuple)
        return message

    def _take(self, count: int) -> bytes:
        chunks: list[bytes] = []
        while count:
            ready = self._awaited()
            chunk = os.read(self._out.fileno(), min(count, 1 << 20)) if ready else b""
            if not chunk:
                if not ready:
                    self._process.kill()
                raise _EndedError(self._process.wait())
            chunks.append(chunk)
            count -= len(chunk)
        return b"".join(chunks)

    def _awaited(self) -> bool:
        """Wait for the worker's message; return False if there is none and it has not worked meanwhile. On a busy machine a page
        may take minutes."""
        worked = self._worked()
        while not select.select([self._out], [], [], _SILENCE)[0]:
            before, worked = worked, self._worked()
            if worked <= before:
                return False
        return True

    def _worked(self) -> int:
        """Return the worker's processor time in ticks; 0 where the system has no such figure."""
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
            return int(fields[11]) + int(fields[12])
        except (OSError, IndexError, ValueError):
            return 0

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._in, self._out):
            try:
                pipe.close()
            except OSError:  # the worker has ended and reads no more
                continue


_LOCK = threading.Lock()
_worker: _ReaderProcess | None = None


def _current() -> _ReaderProcess:
    global _worker
    if _worker is None or not _worker.alive or _worker.busy:
        if _worker is not None:
            _worker.close()
        _worker = _ReaderProcess()
    return _worker


@atexit.register
def _close() -> None:
    global _worker
    if _worker is not None:
        _worker.close()
        _worker = None


def search_path() -> list[str]:
    """Return where the worker looks for modules: in the folder of this very package first, then where this process looks, but never
    in the current folder, which may contain anybody's files.
    """
    return [_ROOT, *(folder for folder in sys.path if folder not in ("", _ROOT))]


def send(pipe: IO[bytes], message: object) -> None:
    """Write one message, with its length before it."""
    data = pickle.dumps(message, protocol=5)
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> object:
    """Return the next message of a trusted pipe. Raises EOFError."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    return pickle.loads(pipe.read(_LENGTH.unpack(head)[0]))


def _death_error(code: int) -> ReadError:
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return ReadError(
            "took-too-long",
            "reading was stopped, for it took too much time or memory; open the file in its program and export it again",
            "读取耗时或占用内存过多，已停止；请用原程序打开后重新导出",
        )
    return ReadError(
        "reader-died",
        "the reader broke on this file, which is damaged or made to break it; open it in its program and export it again",
        "读取程序因该文件而中断，文件可能已损坏或被恶意构造；请用原程序打开后重新导出",
    )
