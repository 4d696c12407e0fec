"""The command line in Chinese: help and errors, from the tables in `zh/`, keyed by the English line in the code.

The code has each line once, in English, as its libraries have; the tables give the Chinese one. Tests find missing lines.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).with_name("zh")
_PLACE = re.compile(r"\{(\w+)\}")
_FRAME = {
    "ARGUMENTS_PANEL_TITLE": "参数",
    "OPTIONS_PANEL_TITLE": "选项",
    "COMMANDS_PANEL_TITLE": "命令",
    "DEFAULT_STRING": "[默认：{}]",
    "ENVVAR_STRING": "[环境变量：{}]",
    "REQUIRED_LONG_STRING": "[必填]",
}
"""Typer's own texts around the help, by the names of its constants."""


@cache
def table(name: str) -> dict[str, str]:
    """Return a table of `zh/`: `commands` by a command's name, `options`, `errors` and `system` by the English text."""
    file = "errors" if name == "system" else name
    rows: dict[str, str] = tomllib.loads((_FOLDER / f"{file}.toml").read_text(encoding="utf-8"))[name]
    return rows


def language_asked(arguments: Sequence[str]) -> str:
    """Return what `--lang` is given before the command, empty where it is not given: help must know it before the call is parsed.

    Behind the command's name it is the command's own: the language of what it prints, not of help and errors.
    """
    for argument, following in pairwise([*arguments, ""]):
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
        if argument == "--lang":
            return following
        if not argument.startswith("-") or argument == "--":
            break
    return ""


def with_language_first(command: Any, arguments: Sequence[str]) -> list[str]:
    """Return a call with `--lang` put before the command's name where it follows it and the command has none of its own.

    `read FILE --lang zh` is the same call as `--lang zh read FILE`. command: of all.
    """
    words, named = list(arguments), [word for word in arguments if not word.startswith("-")]
    for word in named:
        command = getattr(command, "commands", {}).get(word) or command
    own = any("--lang" in parameter.opts for _, below in walk(command) for parameter in below.params)
    end = words.index("--") if "--" in words else len(words)
    for at, word in enumerate(words[:end]):
        if not own and (word == "--lang" or word.startswith("--lang=")):
            moved = words[at : min(at + 1 + (word == "--lang"), end)]
            return [*moved, *words[:at], *words[at + len(moved) :]]
    return words


def translate(line: str) -> str:
    """Return an English line of an error in Chinese; as it is where no table has it."""
    line = " ".join(line.split())
    if (exact := table("errors").get(line)) is not None:
        return exact
    line = with_system(line)
    for pattern, chinese in _patterns():
        if found := pattern.fullmatch(line):
            return _PLACE.sub(lambda place: translate(found[place[1]]), chinese)
    return line


def with_system(line: str) -> str:
    """Translate the operating system's message within a line into Chinese."""
    for english, chinese in table("system").items():
        line = line.replace(english, chinese)
    return line


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the rows with places, the one with most words of its own first."""
    rows = [(english, chinese) for english, chinese in table("errors").items() if _PLACE.search(english)]
    rows.sort(key=lambda row: -len(_PLACE.sub("", row[0])))
    return tuple((template(english), chinese) for english, chinese in rows)


def template(english: str) -> re.Pattern[str]:
    """Return the pattern of a row: its words, with something in each place."""
    parts = re.split(r"(\{\w+\})", english)
    return re.compile(
        "".join(f"(?P<{part[1:-1]}>.+?)" if _PLACE.fullmatch(part) else re.escape(part) for part in parts)
    )


def walk(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Yield a command and all below it, with their names: `review set`."""
    yield name, command
    for below, one in getattr(command, "commands", {}).items():
        yield from walk(one, f"{name} {below}".strip())


@contextmanager
def speaking(command: Any) -> Iterator[None]:
    """Put the help of a command, and of all below it, into Chinese; what typer prints around it, while the command runs."""
    from rich.console import Group
    from rich.table import Table
    from typer import rich_utils

    class FoldingTable(Table):
        """A table that breaks Chinese, which has no spaces, where rich would cut it off."""

        def add_row(self, *cells: Any, **styles: Any) -> None:
            super().add_row(*cells, **styles)
            for column in self.columns:
                column.overflow = "fold"

    for name, one in walk(command):
        one.help = table("commands").get(name, one.help)
        one.short_help = None
        one.options_metavar = "[选项]"
        if hasattr(one, "subcommand_metavar"):
            one.subcommand_metavar = "命令 [参数]..."
        for parameter in one.params:
            _in_chinese(parameter)
        _reword(one)
    # Columns cut off, too; their contents are printed one below the other instead.
    frame = {**_FRAME, "Table": FoldingTable, "Columns": lambda items: Group(*items)}
    before = {constant: getattr(rich_utils, constant) for constant in frame}
    try:
        vars(rich_utils).update(frame)
        yield
    finally:
        vars(rich_utils).update(before)


def _in_chinese(parameter: Any) -> None:
    told = " ".join((getattr(parameter, "help", None) or "").split())
    if told in table("options"):
        parameter.help = table("options")[told]


def _reword(command: Any) -> None:
    """Put into Chinese what a command makes only when it is asked for its help."""
    usage, option = command.get_usage, command.get_help_option

    def get_usage(context: Any) -> str:
        return str(usage(context)).replace("Usage:", "用法：", 1)

    def get_help_option(context: Any) -> Any:
        made = option(context)
        if made is not None:
            _in_chinese(made)
        return made

    command.get_usage, command.get_help_option = get_usage, get_help_option
