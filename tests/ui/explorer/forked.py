"""Explorers forked from a process that has imported what a new one would import for two seconds.

Their command line is that of `ui.explorer.launch`. Explorers that are started as people start them: `test_launch.py`, `test_wheel.py`.
"""

import gc
import importlib
import os
import pickle
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from graph.store.nursery import Nursery
from ui.explorer.launch import ALONE, Hosting, answers, command, is_free

_LONGEST = 1 << 20  # bytes of a request
_TRIES = 6_000  # tenths of a second
_DYING = 500  # fiftieths of a second
PRELOADED = (
    "ui.explorer.app",
    "ui.explorer.addressed",
    "graph.records.prepared",
    "rdflib.plugins.sparql.processor",
    "oxrdflib",
    "altair.vegalite.v6.schema.channels",
    "pyarrow.pandas_compat",
    "streamlit.web.cli",
    "streamlit.web.skills",
    "streamlit.web.server.app_discovery",
    "streamlit.web.server.starlette.starlette_agent_routes",
    "streamlit.web.server.starlette.starlette_app",
    "streamlit.watcher.polling_path_watcher",
    "starlette.applications",
    "starlette.staticfiles",
    "uvicorn.lifespan.on",
    "uvicorn.loops.asyncio",
    "uvicorn.protocols.http.h11_impl",
    "uvicorn.protocols.websockets.websockets_sansio_impl",
)
"""What an explorer imports until it has shown each kind of page; what Streamlit and its server import only when they need it, too."""


@contextmanager
def forked(store: Path, port: int, *, write: bool = False, hosting: Hosting = ALONE) -> Iterator[None]:
    """Run the explorer over a store while the block runs; it answers when the block begins, and is killed when it ends."""
    words = command(store, port, headless=True, write=write, hosting=hosting)
    pid, connection = _nursery().start()
    try:
        with connection:
            request = pickle.dumps((words[words.index("streamlit") :], str(Path.cwd()), dict(os.environ)))
            # What the explorer logs is shown with a test that fails.
            socket.send_fds(connection, [request], [2])
            for _ in range(_TRIES):
                if answers(port):
                    break
                time.sleep(0.1)
            else:
                raise RuntimeError("the explorer did not start")
            yield
    finally:
        _nursery().end(pid)
        # Bounded: somebody else may take the port at once.
        for _ in range(_DYING):
            if is_free(port, "127.0.0.1"):
                break
            time.sleep(0.02)


@cache
def _nursery() -> Nursery:
    return Nursery(__name__)


@cache
def before_worker() -> None:
    """Import what explorers need, once."""
    for name in PRELOADED:
        importlib.import_module(name)
    gc.freeze()


def run_worker(connection: socket.socket) -> None:
    """Become the explorer of one request, until it is killed."""
    from streamlit.web.cli import main

    request, (errors,), _, _ = socket.recv_fds(connection, _LONGEST, 1)
    sys.argv, folder, environment = pickle.loads(request)
    os.dup2(errors, 2)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    main(prog_name="streamlit")
