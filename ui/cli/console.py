"""What commands share: the store option, and how they speak."""

import re
import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

StoreOption = Annotated[
    str,
    typer.Option(
        "--store",
        "-s",
        help="Folder of the store, or the URL of a SPARQL endpoint.",
        envvar="ZHENGMAI_STORE",
        metavar="DIR|URL",
        show_default=True,
    ),
]
DEFAULT_STORE = "store"


class UserError(Exception):
    """A mistake of the user's: one line saying what, where and what to do."""


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """The text with its control characters written as `\\x1b`: from a file's name or content none reaches the terminal.

    Line feed and tab stay; surrogates, which stand for bytes of a name that are no UTF-8, are written, too.
    """
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], text)


def terminal() -> "Console":
    """Standard output for tables and styled lines. A reader that has gone is a BrokenPipeError: rich would end with exit code 1."""
    from rich.console import Console

    class Terminal(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Terminal()


def shown(text: str, style: str = "") -> "Text":
    """A text for a table or a line of the terminal."""
    from rich.text import Text

    return Text(printable(text), style=style)


def write_text(text: str) -> None:
    """Write a whole file to standard output, as it is; to a terminal without control characters."""
    print(printable(text) if sys.stdout.isatty() else text, end="")


def fail(message: str, code: int = 2) -> NoReturn:
    """Say one line on standard error and end."""
    print(f"zhengmai: {printable(' '.join(message.split()))}", file=sys.stderr)
    raise SystemExit(code)


def day_of(as_of: str | None) -> date:
    """The day of an --as-of option; Beijing's today where it is not given. Raises UserError."""
    from graph.records.today import today

    try:
        return date.fromisoformat(as_of) if as_of else today()
    except ValueError:
        raise UserError(f"--as-of {as_of}: not a day; write it as 2020-01-01") from None
