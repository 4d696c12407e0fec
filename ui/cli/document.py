"""Write `docs/cli.md` from the declarations of the commands: `python -m ui.cli.document`.

A test compares the file with them, and runs the examples (`examples.toml`).
"""

import inspect
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import typer
from typer.models import ArgumentInfo, OptionInfo

from ui.cli.main import app

TARGET = Path(__file__).parents[2] / "docs" / "cli.md"
_EXAMPLES = Path(__file__).with_name("examples.toml")
EXITS = (
    ("0", "done"),
    ("0", "`serve` or `explore` was ended by Ctrl-C or SIGTERM"),
    ("1", "done, and something was found: see the command"),
    ("1", "done, but an input could not be read: the others are built"),
    ("2", "the call is none: an option, an argument, a port that is taken or that there is not"),
    ("2", "there is no store, it is damaged, or it does not have what is asked for"),
    ("2", "the query is none, or was stopped by a limit of time or memory"),
    ("2", "the disk is full, or a file cannot be written"),
    ("70", "a fault of zhengmai's: the traceback, and one line, on standard error"),
    ("130", "stopped by Ctrl-C"),
    ("141", r"whoever reads the output has gone (`zhengmai … \| head`)"),
    ("128 + n", "ended by the signal n: 143 by SIGTERM, 134 to 137 where memory has run out"),
)
"""The exit codes and when they come; those of 2 are printed in one line on standard error."""
_ROWS = "\n".join(f"| {code} | {when} |" for code, when in EXITS)
_HEAD = f"""\
# 命令行 · The command line

Generated from `ui/cli/` by `make docs`; do not edit. `zhengmai COMMAND --help` prints the same in the terminal.

| exit code | when; 2 is explained in one line on standard error |
| --- | --- |
{_ROWS}

| variable | |
| --- | --- |
| `ZHENGMAI_STORE` | the store where `--store` is not given |
| `ZHENGMAI_LANG` | `zh` or `en`: the language of help and errors, as `zhengmai --lang zh COMMAND`; else the locale's |
| `ZHENGMAI_TIMEZONE` | whose day is today; `Asia/Shanghai` |
| `ZHENGMAI_MEMORY` | megabytes that a command which only reads may allocate; 2048 |
"""


@dataclass(frozen=True, slots=True)
class Example:
    """An example of a command. exits: possible exit codes other than 0 and 2; stays: the command runs until it is stopped; server: it
    needs a server beside it."""

    line: str
    exits: dict[int, str]
    stays: bool
    server: bool


def examples() -> dict[str, Example]:
    """Return one example a command, in the order in which they can be run. Raises KeyError for one without a line."""
    table = tomllib.loads(_EXAMPLES.read_text(encoding="utf-8"))
    return {
        name: Example(
            entry["example"],
            {int(code): why for code, why in entry.get("exits", {}).items()},
            entry.get("stays", False),
            entry.get("server", False),
        )
        for name, entry in table.items()
    }


def commands(group: typer.Typer = app, above: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield every command with its name (`ontology check` for one of a group), in the order of registration."""
    for command in group.registered_commands:
        if command.callback is not None and not command.hidden:
            yield above + (command.name or command.callback.__name__.replace("_", "-")), command.callback
    for below in group.registered_groups:
        if below.typer_instance is not None:
            own = below.typer_instance.registered_callback
            if (
                own is not None
                and own.callback is not None
                and below.typer_instance.info.invoke_without_command is True
            ):
                yield f"{above}{below.name}", own.callback
            yield from commands(below.typer_instance, f"{above}{below.name} ")


def document() -> str:
    """Return the page: a section a command."""
    shown = examples()
    return "\n".join([_HEAD, *(_section(name, callback, shown[name]) for name, callback in commands())])


def _section(name: str, callback: Callable[..., Any], example: Example) -> str:
    arguments, options = _parameters(callback)
    usage = " ".join(["zhengmai", name, *(["[OPTIONS]"] if options else []), *(row[0].strip("`") for row in arguments)])
    parts = [f"## {name}\n", f"`{usage}`\n", f"{inspect.cleandoc(callback.__doc__ or '')}\n"]
    if arguments:
        parts.append(_table("argument", arguments))
    if options:
        parts.append(_table("option", options))
    if example.exits:
        parts.append("".join(f"Exit code {code}: {why}.\n" for code, why in sorted(example.exits.items())))
    parts.append(f"```sh\n{example.line}\n```\n")
    return "\n".join(parts)


def _table(kind: str, rows: list[tuple[str, str, str]]) -> str:
    lines = [f"| {kind} | values | |", "| --- | --- | --- |"]
    return "\n".join(
        [*lines, *(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows), ""]
    )


def _parameters(callback: Callable[..., Any]) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """Return the arguments and the options: spellings, values, help."""
    hints = get_type_hints(callback, include_extras=True)
    arguments, options = [], []
    for name, parameter in inspect.signature(callback).parameters.items():
        if hints[name] is typer.Context:
            continue
        kind, info = _annotation(hints[name])
        told = inspect.cleandoc(info.help or "")
        if isinstance(info, ArgumentInfo):
            arguments.append((f"`{info.metavar or name.upper()}`", "", told))
        else:
            written = ", ".join(f"`{spelling}`" for spelling in _spellings(name, kind, info))
            many = " May be given again." if get_origin(kind) is list and "given again" not in told else ""
            options.append((written, _values(kind, info, parameter.default), told + many))
    return arguments, options


def _annotation(hint: Any) -> tuple[Any, ArgumentInfo | OptionInfo]:
    """Take a hint apart: `Annotated[str | None, Option(…)]` → str and the option."""
    assert get_origin(hint) is Annotated, f"{hint}: declare parameters of commands with Annotated"
    kind, info = get_args(hint)[:2]
    if get_origin(kind) in (Union, UnionType):
        kind = next(one for one in get_args(kind) if one is not NoneType)
    return kind, info


def _spellings(name: str, kind: Any, info: ArgumentInfo | OptionInfo) -> list[str]:
    # In an Annotated hint, the first argument of `Option` is a spelling, though typer calls it the default.
    first = [info.default] if isinstance(info.default, str) else []
    given = [spelling for spelling in (*first, *(info.param_decls or ())) if spelling.startswith("-")]
    long = f"--{name.replace('_', '-')}"
    # Typer adds `--no-…` to a switch that declares no spelling.
    return given or ([long, f"--no-{long[2:]}"] if kind is bool else [long])


def _values(kind: Any, info: ArgumentInfo | OptionInfo, default: Any) -> str:
    taken = get_args(kind)[0] if get_origin(kind) is list else kind
    words = []
    if isinstance(taken, type) and issubclass(taken, Enum):
        words.append(" ".join(f"`{one.value}`" for one in taken))
    elif taken is not bool:
        words.append(f"`{info.metavar or _KINDS.get(taken, taken.__name__.upper())}`")
    if default is inspect.Parameter.empty:
        words.append("required")
    elif default is not None and taken is not bool:
        words.append(f"default `{default.value if isinstance(default, Enum) else default}`")
    if info.envvar:
        words.append(f"environment `{info.envvar}`")
    return "; ".join(words)


_KINDS = {str: "TEXT", int: "INTEGER", float: "NUMBER", Path: "PATH"}


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8")
