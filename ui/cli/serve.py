"""`zhengmai serve`: the store as a SPARQL endpoint."""

import os
from pathlib import Path
from typing import Annotated

import typer

from ui.cli.console import DEFAULT_STORE, StoreOption, UserError, warn_of_few_files
from ui.logs import log_to
from ui.served import ABOUT


def register(app: typer.Typer) -> None:
    app.command()(serve)


def serve(
    store: StoreOption = DEFAULT_STORE,
    host: Annotated[
        str, typer.Option(help="The address to answer on; others than this machine's let others in.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 for any that is free.")] = 7878,
    timeout: Annotated[float, typer.Option(min=0.1, max=3600, help="Seconds that a query may take.")] = 30,
    memory: Annotated[int, typer.Option(min=64, help="Megabytes that a query may allocate.")] = 1024,
    queries: Annotated[
        int,
        typer.Option(min=1, max=1000, help="Queries that run at a time, a sixteenth of them for long; others wait."),
    ] = max(64, 16 * (os.cpu_count() or 1)),
    cors: Annotated[
        list[str] | None,
        typer.Option(help="Let web pages of this origin ask, `*` for all; may be given again.", metavar="ORIGIN"),
    ] = None,
    public: Annotated[
        str,
        typer.Option(
            help="The address by which others know this endpoint, as https://example.org/zhengmai/: links and feeds bear it.",
            metavar="URL",
        ),
    ] = "",
    about: Annotated[
        Path | None,
        typer.Option(
            help="A TOML file with license, publisher, contact of the dataset, for the start page.",
            metavar="FILE",
            envvar=ABOUT,
        ),
    ] = None,
    log: Annotated[
        str | None, typer.Option(help="A file for the access log, `-` for standard error.", metavar="FILE|-")
    ] = None,
) -> None:
    """Answer SPARQL 1.1 queries over HTTP, read-only, until Ctrl-C: any client that knows the protocol can ask.

    The default graph is the union of the named graphs. What a build publishes meanwhile is served at once. Beside them: a start page,
    feeds to subscribe to (`/feeds/ending.atom`, `/feeds/ledger.ics`, `/feeds/changed.atom`), the vocabulary (`/ns`), and each IRI of the
    store as a page, Turtle or JSON-LD (docs/endpoint.md).
    """
    from graph.store import generations
    from graph.store.endpoint import is_url
    from graph.store.store import Store

    if is_url(store):
        raise UserError(f"--store {store}: that is an endpoint already; give the folder of a store")
    try:
        from graph.serve.run import address, listen, run
    except ModuleNotFoundError as error:
        if error.name not in ("uvicorn", "h11"):
            raise
        raise UserError(
            "the endpoint needs the extra `serve`: install zhengmai with it, in a checkout by pip install '.[serve]'"
        ) from None
    if public and not public.startswith(("http://", "https://")):
        raise UserError(f"--public {public}: not an address of the web; write it as https://example.org/")
    if about is not None:
        _check_about(about)
        os.environ[ABOUT] = str(about.absolute())
    Store.open(store).close()  # report a broken store in one line before anybody asks it
    generation = generations.identity(Path(store)).partition(".")[0]
    warn_of_few_files()
    log_to(log)
    with listen(host, port) as listening:
        run(
            listening,
            Path(store),
            seconds=timeout,
            memory=memory << 20,
            size=queries,
            origins=tuple(cors or ()),
            pages="ui.served.pages",
            public=f"{public.rstrip('/')}/" if public else "",
            announce=lambda: print(f"{store} ({generation}) → {address(listening)}  (Ctrl-C ends it)", flush=True),
        )


def _check_about(file: Path) -> None:
    from graph.export.dcat import read_publishing

    try:
        read_publishing(file)
    except (OSError, ValueError) as error:
        raise UserError(f"--about {error}") from None
