"""The command that serves: the store as a SPARQL endpoint."""

import signal
from pathlib import Path
from typing import Annotated

import typer

from ui.cli.console import DEFAULT_STORE, StoreOption, UserError


def register(app: typer.Typer) -> None:
    app.command()(serve)


def serve(
    store: StoreOption = DEFAULT_STORE,
    host: Annotated[
        str, typer.Option(help="The address to answer on; others than this machine's let others in.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 for any that is free.")] = 7878,
    timeout: Annotated[float, typer.Option(min=1, max=3600, help="Seconds that a query may take.")] = 30,
) -> None:
    """Answer SPARQL 1.1 queries over HTTP, read-only, until Ctrl-C: any client that knows the protocol can ask.

    The default graph is the union of the named graphs. What a build publishes meanwhile is served at once.
    """
    from graph.serve.gate import Gate
    from graph.serve.server import Servers, binary
    from graph.store.endpoint import is_url

    if is_url(store):
        raise UserError(f"--store {store}: that is an endpoint already; give the folder of a store")
    binary()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    servers = Servers(Path(store), timeout)
    try:
        with Gate(host, port, servers, timeout) as gate:
            print(f"{store} ({servers.generation}) → {gate.url}  (Ctrl-C ends it)", flush=True)
            gate.serve_forever()
    except KeyboardInterrupt:
        return
    finally:
        servers.close()
