"""The command line in Chinese: every line of help and every error has its row, and each row is of use."""

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer

from ui.cli import chinese
from ui.cli.chinese import language_asked, table, template, translate, walk, with_language_first
from ui.cli.main import app

Cli = Callable[..., "subprocess.CompletedProcess[str]"]
ROOT = Path(__file__).parents[3]
COMMANDS = dict(walk(typer.main.get_command(app)))
HAN = re.compile("[\u4e00-\u9fff]")


def english(text: str | None) -> str:
    return " ".join((text or "").split())


def options() -> set[str]:
    """The help of all options and arguments; the last is what typer says of its own option."""
    told = {english(getattr(parameter, "help", "")) for command in COMMANDS.values() for parameter in command.params}
    return told - {""} | {"Show this message and exit."}


def names(text: str) -> list[str]:
    """What stays as it is in both languages: names in backticks, options, files."""
    return sorted(set(re.findall(r"`[^`]+`|(?<![\w-])--[a-z][a-z-]+|docs/\w+\.md", text)))


def test_each_command_has_its_help() -> None:
    assert table("commands").keys() == COMMANDS.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_says_as_much_in_chinese(name: str) -> None:
    told, said = COMMANDS[name].help, table("commands")[name]
    assert HAN.search(said) and names(said) == names(told)
    assert len(said.strip().split("\n\n")) == len(told.strip().split("\n\n"))


def test_each_option_has_its_help_and_no_row_is_left_over() -> None:
    assert table("options").keys() == options()


@pytest.mark.parametrize("told", sorted(table("options")))
def test_the_help_of_an_option_names_the_same_in_chinese(told: str) -> None:
    said = table("options")[told]
    assert HAN.search(said) and names(said) == names(told)


def raised() -> Iterator[str]:
    """Each line that reports a mistake of the user's, with `x` for what is filled in."""
    for file in [*(ROOT / "ui" / "cli").glob("*.py"), ROOT / "ingest" / "read" / "inputs.py"]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("UserError", "InputError"):
                yield from filled(node.args[0])


def filled(node: ast.expr) -> list[str]:
    """The texts that an expression can have; none for text that another module has checked already."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)]
    if isinstance(node, ast.BinOp):
        return [first + second for first in filled(node.left) for second in filled(node.right)]
    if isinstance(node, ast.IfExp):
        return [*filled(node.body), *filled(node.orelse)]
    return []


LINES = sorted(set(raised()))


def test_lines_are_found() -> None:
    assert len(LINES) > 55


@pytest.mark.parametrize("line", LINES)
def test_each_mistake_is_told_in_chinese(line: str) -> None:
    assert any(template(row).fullmatch(line) for row in table("errors") if row != "{what}: {why}" or line == "x: x")
    assert translate(line) != line or line.startswith("--")


@pytest.mark.parametrize("row", sorted(table("errors")))
def test_a_row_keeps_all_that_is_filled_in(row: str) -> None:
    assert sorted(re.findall(r"\{(\w+)\}", row)) == sorted(re.findall(r"\{(\w+)\}", table("errors")[row]))
    assert HAN.search(table("errors")[row]) or "{why}" in row


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build", "x", "--jbs", "2"], ["没有这个选项：--jbs", "zhengmai build --help`"]),
        (["build"], ["缺少参数", "PATH"]),
        (["frobnicate"], ["没有这个命令", "frobnicate"]),
        (["validate", "--severity", "grave"], ["--severity", "不在可选值之中", "violation"]),
        (["build", "x", "--jobs", "0"], ["--jobs", "应不小于 1"]),
        (["build", "x", "--jobs", "many"], ["--jobs", "应为整数"]),
        (["build", "x", "--jobs"], ["--jobs", "须给出值"]),
        (["build", "nowhere"], ["nowhere", "没有这个文件或者文件夹"]),
        (["ledger"], ["须给出 --agency"]),
        (["status", "--all", "--as-of", "soon"], ["--as-of soon", "不是日期"]),
    ],
)
def test_mistakes_in_a_call(cli: Cli, tmp_path: Path, arguments: list[str], words: list[str]) -> None:
    run = cli("--lang", "zh", *arguments, cwd=tmp_path)
    assert run.returncode == 2 and run.stderr.count("\n") == 1
    assert all(word in run.stderr for word in words), run.stderr
    assert not HAN.search(cli(*arguments, cwd=tmp_path).stderr), "the language holds for one call"


@pytest.mark.parametrize("name", ["", "build", "review", "review set", "ledger", "ledger import"])
def test_help_is_chinese_throughout(cli: Cli, name: str) -> None:
    told = cli("--lang", "zh", *name.split(), "--help").stdout
    # Lines of one long word each are broken anywhere, so that words are looked for without the frame.
    plain = re.sub(r"[\s│─╭╮╰╯`]", "", told)
    assert "用法：" in told and "选项" in told and "显示本帮助" in plain
    assert not re.search(r"Usage|Options|Arguments|\bShow\b|\bdefault\b|required|env var", told)
    said = [table("commands")[name].partition("\n\n")[0]]
    said += [table("options")[english(one.help)] for one in COMMANDS[name].params if getattr(one, "help", "")]
    assert [line for line in said if re.sub(r"[\s`]", "", line) not in plain] == [], "nothing is cut off"
    assert "Usage" in cli(*name.split(), "--help").stdout


def test_a_locale_asks_for_chinese(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES", "ZHENGMAI_LANG"):
        monkeypatch.delenv(name, raising=False)
    from ui.cli.console import in_language

    assert in_language("Missing command.") == "缺少命令。"


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        (["--lang", "zh", "build", "--help"], "zh"),
        (["--lang=en", "build"], "en"),
        (["--version", "--lang", "zh"], "zh"),
        (["--", "--lang", "zh"], ""),
        (["--lang"], ""),
        (["changed", "--lang", "zh"], ""),
        (["--lang", "en", "changed", "--lang=zh"], "en"),
        (["build"], ""),
    ],
)
def test_the_language_of_a_call(arguments: list[str], asked: str) -> None:
    assert language_asked(arguments) == asked


@pytest.mark.parametrize(
    ("call", "read_as"),
    [
        ("read x.pdf --lang zh", "--lang zh read x.pdf"),
        ("read --lang=zh x.pdf --places", "--lang=zh read x.pdf --places"),
        ("query save --lang zh x", "--lang zh query save x"),
        ("build x --lang", "--lang build x"),
        ("--lang zh read x.pdf", "--lang zh read x.pdf"),
        ("changed --lang zh", "changed --lang zh"),
        ("query most-cited --lang zh", "query most-cited --lang zh"),
        ("review list --lang zh", "review list --lang zh"),
        ("read -- --lang zh", "read -- --lang zh"),
        ("nosuch --lang zh", "nosuch --lang zh"),
    ],
)
def test_the_language_may_stand_behind_a_command_that_has_none_of_its_own(call: str, read_as: str) -> None:
    assert with_language_first(typer.main.get_command(app), call.split()) == read_as.split()


def test_a_mistake_behind_which_the_language_stands(cli: Cli, tmp_path: Path) -> None:
    assert "没有这个文件或者目录" in cli("read", "nowhere.pdf", "--lang", "zh", cwd=tmp_path).stderr


def test_an_error_of_the_system_is_told_in_chinese() -> None:
    assert translate("/x: No such file or directory") == "/x：没有这个文件或者目录"
    assert chinese.with_system("写不了：Permission denied") == "写不了：没有权限"
