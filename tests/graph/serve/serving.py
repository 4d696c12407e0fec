"""A real endpoint for the tests: `zhengmai serve` in a process of its own, and ways to ask it."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import ROOT
from tests.samples.forked import forked
from tests.samples.unmeasured import unmeasured_environment

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }"
ENDLESS = "SELECT * { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }"
_WAIT = 120.0  # seconds for an answer: a busy machine is slow, and no fault
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@contextmanager
def serving(store: Path, *options: str, prelude: str = "") -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """Its URL and its process. prelude: Python that the process runs first."""
    program = f"{prelude}\nfrom ui.cli.main import main\nmain()"
    command = [sys.executable, "-c", program, *_words(store, options)]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        # As in a terminal: a suite that runs in the background has Ctrl-C ignored, and would hand that down.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:
        try:
            assert process.stdout is not None
            yield _url(process.stdout.readline()), process
        finally:
            process.terminate()
            try:
                process.wait(120)  # a busy machine is slow, and no fault
            finally:
                process.kill()


@contextmanager
def served(store: Path, *options: str) -> Iterator[str]:
    """The URL of an endpoint which is only asked: forked from a process that has imported what it needs, and killed at the end.

    Where coverage is measured it is started: killed, it would not write what was measured in it.
    """
    if unmeasured_environment() != os.environ:
        with serving(store, *options) as (url, _):
            yield url
        return
    reading, writing = os.pipe()
    with os.fdopen(reading, encoding="utf-8") as output, forked("zhengmai", _words(store, options), writing):
        # Our own end is closed, so that reading ends where the endpoint does.
        os.close(writing)
        yield _url(output.readline())


def _words(store: Path, options: Sequence[str]) -> list[str]:
    return ["serve", "--store", str(store), "--port", "0", *options]


def _url(announced: str) -> str:
    return announced.split("→ ")[1].split()[0]


def ask(url: str, query: str, accept: str = "text/csv", **more: str) -> tuple[int, str]:
    body = urllib.parse.urlencode({"query": query} | more).encode()
    return answer(urllib.request.Request(url, body, {"Accept": accept}))


def answer(request: urllib.request.Request) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(request, timeout=_WAIT) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def raw(url: str, request: bytes) -> bytes:
    """All that is answered to these bytes, until the other side closes the connection."""
    parts = urllib.parse.urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port), timeout=_WAIT) as connection:
        connection.sendall(request)
        pieces = []
        while piece := connection.recv(1 << 16):
            pieces.append(piece)
    return b"".join(pieces)


def connect(url: str) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=_WAIT)


def exchange(
    url: str, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    connection = connect(url)
    connection.request(method, path, body, headers or {})
    response = connection.getresponse()
    return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
