"""`zhengmai mcp`: the store as tools for assistants."""

import typer

from ui.cli.console import DEFAULT_STORE, StoreOption, UserError


def register(app: typer.Typer) -> None:
    app.command()(mcp)


def mcp(store: StoreOption = DEFAULT_STORE) -> None:
    """Serve the store to an assistant by the Model Context Protocol, over standard input and output, until the input ends.

    Tools that only read: find, document, text, status, impact, ledger, check, questions, ask, sparql. Each answer has its evidence
    (sentence, source, position) and says what it does not know.
    """
    try:
        from ui.assistant.server import build_server
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "mcp":
            raise
        raise UserError(
            "this needs the extra `mcp`: install zhengmai with it, in a checkout by pip install '.[mcp]'"
        ) from None
    build_server(store).run("stdio")
