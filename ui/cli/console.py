"""What commands share: the store option, and how they speak."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

StoreOption = Annotated[
    Path, typer.Option("--store", "-s", help="Folder of the store.", envvar="ZHENGMAI_STORE", show_default=True)
]
DEFAULT_STORE = Path("store")


class Language(StrEnum):
    """What `--lang` takes (`ui.messages` takes the same names)."""

    ZH = "zh"
    EN = "en"


class UserError(Exception):
    """A mistake of the user's: one line saying what, where and what to do."""


def fail(message: str, code: int = 2) -> NoReturn:
    """Say one line on standard error and end."""
    print(f"zhengmai: {' '.join(message.split())}", file=sys.stderr)
    raise SystemExit(code)
