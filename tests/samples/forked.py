"""Programs that stay, an explorer or an endpoint, forked from a process that has imported what a new one would import first.

A test of what only a process of its own has (its signals, its limits, its end) starts one; so does a run that measures coverage.
"""

import gc
import importlib
import os
import pickle
import socket
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from graph.store.nursery import Nursery

_LONGEST = 1 << 20  # bytes of a request


class _Program(NamedTuple):
    """module: its `main(**words)` runs the program. preloaded: what it imports until it has answered."""

    module: str
    words: Mapping[str, Any]
    preloaded: tuple[str, ...]


PROGRAMS = {
    "streamlit": _Program(
        "streamlit.web.cli",
        {"prog_name": "streamlit"},
        # What an explorer imports until it has shown each kind of page; what Streamlit and its server import only when they need it, too.
        (
            "ui.explorer.app",
            "ui.explorer.addressed",
            "graph.records.prepared",
            "rdflib.plugins.sparql.processor",
            "oxrdflib",
            "altair.vegalite.v6.schema.channels",
            "pyarrow.pandas_compat",
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
        ),
    ),
    "zhengmai": _Program(
        "ui.cli.main",
        {},
        ("graph.serve.run", "graph.store.store", "uvicorn.lifespan.off", "uvicorn.loops.asyncio", "ui.served.pages"),
    ),
}


@contextmanager
def forked(program: str, words: Sequence[str], output: int = 2) -> Iterator[int]:
    """Run a program with these words behind its name while the block runs, and give its process id. It is killed when the block ends.

    output: the descriptor of its standard output. What it logs is shown with a test that fails.
    """
    pid, connection = _nursery(program).start()
    try:
        with connection:
            request = pickle.dumps(([program, *words], str(Path.cwd()), dict(os.environ)))
            socket.send_fds(connection, [request], [output, 2])
            yield pid
    finally:
        _nursery(program).end(pid)


@cache
def _nursery(program: str) -> Nursery:
    return Nursery(__name__, program)


@cache
def before_worker(program: str) -> None:
    """Import what a program needs, once."""
    for name in (PROGRAMS[program].module, *PROGRAMS[program].preloaded):
        importlib.import_module(name)
    gc.freeze()


def run_worker(connection: socket.socket, program: str) -> None:
    """Become the program of one request, until it is killed."""
    request, descriptors, _, _ = socket.recv_fds(connection, _LONGEST, 2)
    sys.argv, folder, environment = pickle.loads(request)
    for descriptor, own in zip(descriptors, (1, 2), strict=True):
        os.dup2(descriptor, own)
        os.close(descriptor)
    # Those of the process that forks were opened for another kind of file.
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    importlib.import_module(PROGRAMS[program].module).main(**PROGRAMS[program].words)
