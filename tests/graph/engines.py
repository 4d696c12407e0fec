"""Real SPARQL servers for the tests: each a process of its own on free ports, over an empty folder."""

import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from ui.explorer.launch import free_port

VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
MaxQueryMem = 500M
ThreadsPerQuery = 1
AsyncQueueMaxThreads = 2
DirsAllowed = .
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = {rows}
"""


@contextmanager
def running(command: Sequence[str], folder: Path, url: str) -> Iterator[str]:
    """The process, from when it answers at `url` on; killed at the end."""
    with subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            for _ in range(600):
                assert process.poll() is None, f"{command[0]} ended: {process.returncode}"
                try:
                    urllib.request.urlopen(url, timeout=5).close()
                    break
                except OSError as error:
                    if isinstance(error, urllib.error.HTTPError):
                        break
                    time.sleep(0.1)
            else:
                pytest.fail(f"{command[0]} does not answer")
            yield url
        finally:
            process.kill()


def oxigraph_program() -> str:
    """The Oxigraph server, of the `dev` extra; skips the test where it is not installed."""
    beside = Path(sys.executable).with_name("oxigraph")
    program = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if program is None:
        pytest.skip("the Oxigraph server is not installed: pip install oxigraph")
    return program


@contextmanager
def oxigraph(folder: Path, *options: str) -> Iterator[str]:
    program = oxigraph_program()
    address = f"127.0.0.1:{free_port()}"
    command = [program, "serve", "--location", str(folder / "oxigraph"), "--bind", address, *options]
    with running(command, folder, f"http://{address}"):
        yield f"http://{address}"


@contextmanager
def virtuoso(folder: Path, rows: int = 1_000_000) -> Iterator[str]:
    """rows: that it gives at most in an answer."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("virtuoso-t is not installed (Debian: virtuoso-opensource-7-bin)")
    port = free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(sql=free_port(), http=port, rows=rows))
    url = f"http://127.0.0.1:{port}/sparql"
    with running([program, "+foreground", "+configfile", "virtuoso.ini"], folder, url):
        yield url


def bulk_load(folder: Path, parts: str) -> None:
    """Load a folder of N-Quads, below that of a running Virtuoso, with its own loader."""
    program = shutil.which("isql-vt")
    assert program is not None, "isql-vt comes with virtuoso-t"
    address = (folder / "virtuoso.ini").read_text().partition("ServerPort = ")[2].partition("\n")[0]
    orders = f"ld_dir('{parts}', '*.nq', 'urn:none'); rdf_loader_run(); select ll_file, ll_error from load_list where ll_error is not null;"
    run = subprocess.run(
        [program, address, "dba", "dba", f"exec={orders}"], capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0 and "0 Rows." in run.stdout, run.stdout + run.stderr
