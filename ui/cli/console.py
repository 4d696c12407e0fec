"""What commands share: the store option, and how they speak."""

import sys
from datetime import date
from typing import Annotated, NoReturn

import typer

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


def fail(message: str, code: int = 2) -> NoReturn:
    """Say one line on standard error and end."""
    print(f"zhengmai: {' '.join(message.split())}", file=sys.stderr)
    raise SystemExit(code)


def day_of(as_of: str | None) -> date:
    """The day of an --as-of option; today where it is not given. Raises UserError."""
    try:
        return date.fromisoformat(as_of) if as_of else date.today()
    except ValueError:
        raise UserError(f"--as-of {as_of}: not a day; write it as 2020-01-01") from None
