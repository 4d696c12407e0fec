"""Shared parts of all commands: the store option, output to the terminal, errors."""

import getpass
import os
import re
import sys
from contextlib import suppress
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from ontology.enumerations import Language

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
DayOption = Annotated[str | None, typer.Option(help="A day, as 2020-01-01; today if not given.", metavar="DATE")]
PlaceOption = Annotated[str, typer.Option(help="Only documents of this place and its districts, by its name.")]
IssuerOption = Annotated[str, typer.Option(help="Only documents of this body, by its full name.")]
SheetOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="A file; standard output if not given (xlsx needs one).")
]
LabelsOption = Annotated[Language, typer.Option(help="Language of the labels.")]


class UserError(Exception):
    """A mistake of the user's. The message is one line: what is wrong, where, and what to do."""


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    r"""Escape control characters (`\x1b`), so that no name or content of a file can control the terminal.

    Line feed and tab stay. Surrogates, which encode bytes of a name that are not UTF-8, are escaped, too.
    """
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], text)


def terminal() -> "Console":
    """Return a console on standard output. It raises BrokenPipeError for a closed pipe, where rich would exit with code 1."""
    from rich.console import Console

    class Terminal(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Terminal()


def declare_encoding() -> None:
    """Encode output to a file or a pipe as UTF-8, whatever the locale: reports declare that encoding. PYTHONIOENCODING overrules it.

    A terminal keeps its own encoding. What an encoding lacks is escaped.
    """
    if isinstance(sys.stdout, TextIOWrapper) and "PYTHONIOENCODING" not in os.environ:
        sys.stdout.reconfigure(encoding=None if sys.stdout.isatty() else "utf-8", errors="backslashreplace")


def shown(text: str, style: str = "") -> "Text":
    """Return a text for a table or a line of the terminal, with control characters escaped."""
    from rich.text import Text

    return Text(printable(text), style=style)


def write_text(text: str) -> None:
    """Write a text to standard output unchanged; to a terminal with control characters escaped."""
    print(printable(text) if sys.stdout.isatty() else text, end="")


def warn(message: str) -> None:
    """Print one line on standard error, in the language that was asked for; the command goes on."""
    _print_error(in_language(message))


def _print_error(line: str) -> None:
    print(f"zhengmai: {printable(' '.join(line.split()))}", file=sys.stderr)


def fail(message: str, code: int = 2) -> NoReturn:
    """Print one line on standard error and exit."""
    _print_error(message)
    raise SystemExit(code)


def in_language(line: str) -> str:
    """Return a line of an error in the language that was asked for."""
    if not chinese():
        return line
    from ui.cli.chinese import translate

    return translate(line)


LANGUAGE = "ZHENGMAI_LANG"
"""The environment variable that names the language of help and errors; else the locale does (POSIX, 8.2)."""


def chinese() -> bool:
    """Return whether help and errors are printed in Chinese."""
    told = next((os.environ[name] for name in (LANGUAGE, "LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return told.lower().startswith("zh")


_ENOUGH_FILES = 1024
"""Open files with which a service answers many readers at a time: each connection, query and log takes some."""


def warn_of_few_files() -> None:
    """Print one line on standard error where this user may open so few files that readers of a service would have to wait."""
    from graph.store.process import UNLIMITED, raise_open_files

    limit = raise_open_files()
    if limit == UNLIMITED or limit >= _ENOUGH_FILES:
        return
    if chinese():
        line = f"最多只能同时打开 {limit} 个文件，读者多时会等待；请提高上限（ulimit -n 4096，systemd 用 LimitNOFILE=4096）"
    else:
        line = (
            f"only {limit} files can be open at a time, so that readers may have to wait; raise the limit "
            "(ulimit -n 4096, or LimitNOFILE=4096 in a systemd unit)"
        )
    _print_error(line)


def login() -> str:
    """Return the name of the login. Raises UserError where this machine knows none."""
    with suppress(OSError, KeyError):
        return getpass.getuser()
    raise UserError("who does this is not known here; set the environment variable LOGNAME")


def read_day(option: str, given: str | None) -> date | None:
    """Return the day that an option gives, None where it is not given. Raises UserError."""
    try:
        return date.fromisoformat(given) if given is not None else None
    except ValueError:
        raise UserError(f"{option} {given}: not a day; write it as 2020-01-01") from None


def day_of(as_of: str | None) -> date:
    """Return the day of an --as-of option, by default today in Beijing. Raises UserError."""
    from graph.records.today import today

    return read_day("--as-of", as_of or None) or today()


def option_text(path: Path, option: str = "--shapes", *, spreadsheet: bool = False) -> str:
    """Return the text of a file that an option names. spreadsheet: a table, which Excel in Chinese saves in GB 18030.

    Raises UserError where it cannot be read.
    """
    try:
        data = path.read_bytes()
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            if not spreadsheet or b"\0" in data:
                raise
            return data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise UserError(f"{option} {path}: not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise UserError(f"{option} {path}: cannot be read: {error.strerror}") from error
