"""The process that readers run in; `sandbox` starts it. It serves requests from standard input until that is closed."""

import gc
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

from ingest.read.compose import Extraction
from ingest.read.decode import ReadError
from ingest.read.progress import Watch
from ingest.read.sandbox import receive, send
from ingest.read.sniff import FileFormat

_MEMORY = 1_400 << 20
_GARBAGE = 20_000  # new objects between two searches for garbage; Python's own 700 take a tenth of a page's time
_MEMORY_OF_FIRST_PAGE, _MEMORY_OF_PAGE = 600 << 20, 1 << 20  # of a pdf, whose first page takes what a bomb takes
_SECONDS, _SECONDS_PER_MB = 8, 2  # of the processor, for a file and again for each of its pages
_SECONDS_OF_SCANS = 120  # a page at 600 dpi takes 30 on a slow machine
_MEMORY_OF_SCANS = 4_000 << 20


def reader(format: FileFormat) -> Callable[[bytes, Watch], Extraction]:
    """Return the reader of a format, imported when it is needed."""
    match format:
        case FileFormat.HTML:
            from ingest.read.html import read
        case FileFormat.MHT:
            from ingest.read.html import read_mht as read
        case FileFormat.DOCX:
            from ingest.read.word.docx import read
        case FileFormat.DOC:
            from ingest.read.word.doc import read
        case FileFormat.RTF:
            from ingest.read.word.rtf import read
        case FileFormat.OFD:
            from ingest.read.ofd.reader import read
        case FileFormat.PDF:
            from ingest.read.pdf import read as read_pdf

            return read_pdf
        case FileFormat.IMAGE:
            from ingest.read.ocr.image import read as read_image

            return read_image
        case _:
            raise AssertionError(format)
    return lambda data, watch: read(data)


class _Allowance(Watch):
    """Grants processor time and memory for one file, again for each page, and reports pages to the caller."""

    def __init__(self, output: IO[bytes], format: FileFormat, size: int) -> None:
        self.output, self.seconds = output, _SECONDS + _SECONDS_PER_MB * (size >> 20)
        # The models of recognition stay loaded after a scan: the next file must not pay for them.
        needed = _data_bytes() + _MEMORY_OF_FIRST_PAGE
        self.most = max(_MEMORY, needed)
        self.memory = needed if format is FileFormat.PDF else self.most
        _allow(self.seconds, self.memory)

    def page(self, done: int, all: int) -> None:
        self.memory = min(self.most, self.memory + _MEMORY_OF_PAGE)
        _allow(self.seconds, self.memory)
        send(self.output, ("page", done, all))

    def recognising(self) -> None:
        self.memory = self.most
        _allow(_SECONDS_OF_SCANS, _MEMORY_OF_SCANS)


def _data_bytes() -> int:
    """Return the bytes that this process has for data, as the limit counts them; 0 where the system has no such figure."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[5]) * resource.getpagesize()
    except (OSError, IndexError, ValueError):
        return 0


def _allow(seconds: int, memory: int) -> None:
    """Set the limits: processor time from now, and memory in all."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + 1 + seconds
    for kind, wanted in ((resource.RLIMIT_CPU, limit), (resource.RLIMIT_DATA, memory)):
        _, most = resource.getrlimit(kind)  # the caller may have lower limits, and only root may raise them
        resource.setrlimit(kind, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


def collect_seldom() -> None:
    """Search for garbage seldom: readers make an object for each character, and hardly a cycle."""
    gc.set_threshold(_GARBAGE)


def main() -> None:
    # Output of libraries must not mix with our answers.
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    collect_seldom()
    while True:
        try:
            request = receive(sys.stdin.buffer)
        except EOFError:
            return
        assert isinstance(request, tuple)
        format, data = FileFormat(request[0]), request[1]
        send(output, _answer(format, data, _Allowance(output, format, len(data))))


def _answer(format: FileFormat, data: bytes, watch: Watch) -> tuple[object, ...]:
    try:
        return ("done", reader(format)(data, watch))
    except ReadError as error:
        return ("refused", error.code, error.message_en, error.message_zh)
    except (MemoryError, RecursionError):
        return (
            "refused",
            "took-too-much",
            "reading was stopped, for it took too much memory; open the file in its program and export it again",
            "读取占用内存过多，已停止；请用原程序打开后重新导出",
        )
    except Exception as error:
        what = f"{type(error).__name__}: {error}"[:200]
        return (
            "refused",
            "fault",
            f"zhengmai failed on this file ({what}); please report it with the file",
            f"程序在读取此文件时出错（{what}），请连同文件一并报告",
        )


if __name__ == "__main__":
    main()
