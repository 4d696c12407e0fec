"""The exit codes of docs/cli.md, each by a run; and what may not reach the terminal."""

import os
import signal
import socket
import subprocess
import sys
import time
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from graph.export.answer import harmless
from tests.conftest import ROOT, Cli
from ui.cli.console import declare_encoding, printable

QUERY = ("query", "documents-by-year-and-kind")


def test_done(cli: Cli, example_store: Path) -> None:
    assert cli("--version").returncode == cli(*QUERY, "--store", example_store).returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "x", "--store", "nowhere"),
        ("query", "no-such-query", "--store", "nowhere"),
        ("explore", "--port", "70000"),
        ("serve", "--port", "70000"),
        ("no-such-command",),
        ("verify", "--store", "http://127.0.0.1:1"),
    ],
)
def test_a_mistake_is_2_and_one_line(arguments: tuple[str, ...], cli: Cli) -> None:
    found = cli(*arguments)
    assert (found.returncode, found.stdout, found.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("command", ["serve", "explore"])
def test_a_port_that_is_taken_is_2(command: str, cli: Cli, example_store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        found = cli(command, "--store", example_store, "--port", str(taken.getsockname()[1]))
    assert (found.returncode, found.stderr.count("\n")) == (2, 1)


def test_something_found_is_1(cli: Cli, example_store: Path, tmp_path: Path) -> None:
    assert cli("validate", "--store", example_store).returncode == 1
    (tmp_path / "图.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    found = cli("build", "图.txt", "--quiet", cwd=tmp_path)
    assert (found.returncode, found.stdout) == (1, "") and "图.txt" in found.stderr


def run(program: str, *arguments: str, **options: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


MAIN = "from ui.cli.main import main\nmain()"


def test_a_fault_of_ours_is_70() -> None:
    with run("import ui.cli.ask\nui.cli.ask._find = lambda name, store: {}[name]\n" + MAIN, "query", "x") as process:
        _, told = process.communicate()
    assert process.returncode == 70 and told.splitlines()[-1].startswith(
        "zhengmai: this is a fault of zhengmai's (KeyError)"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        QUERY,  # its last words are flushed at the end
        ("show", "岚政发〔2019〕14号"),  # rich writes it
        ("validate", "--format", "html"),  # longer than the buffer: written within the command
    ],
)
def test_a_closed_pipe_is_141_and_silent(arguments: tuple[str, ...], example_store: Path) -> None:
    with run(MAIN, *arguments, "--store", str(example_store)) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert (process.wait(), process.stderr.read()) == (141, "")


def test_ctrl_c_is_130(example_store: Path) -> None:
    away = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with run(
        MAIN,
        *("query", "-", "--store", str(example_store)),
        stdin=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:
        assert process.stdin is not None and process.stderr is not None
        process.stdin.write(away)
        process.stdin.close()
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        while not children.read_text():
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130 and process.stderr.read().count("\n") == 1


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("-5", "-5"),
        ("+1.5e3", "+1.5e3"),
        (-5, -5),
        (None, ""),
        ("一、=", "一、="),
    ],
)
def test_cells_that_no_spreadsheet_computes(cell: str | int | None, written: str | int) -> None:
    assert harmless(cell) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("一\n\t二", "一\n\t二"),
        ("\x1b[31m红\x07", "\\x1b[31m红\\x07"),
        ("\u202e反", "\\u202e反"),
        ("\x9b0m", "\\x9b0m"),
        ("\udcff", "\\udcff"),
    ],
)
def test_no_control_character_reaches_the_terminal(text: str, written: str) -> None:
    assert printable(text) == written


def test_names_of_files_reach_it_written_out(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "\x1b]0;x\x07.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    found = cli("build", ".", cwd=tmp_path)
    assert found.returncode == 1 and "\\x1b]0;x\\x07.txt" in found.stdout and "\x1b" not in found.stdout + found.stderr


def test_the_text_of_a_document_reaches_it_written_out(tmp_path: Path) -> None:
    file = tmp_path / "通知.txt"
    file.write_text("关于印发的通知\n\n\x1b]0;x\x07各单位\n", encoding="utf-8")
    screen, terminal = os.openpty()
    command = [sys.executable, "-c", MAIN, "read", str(file)]
    assert subprocess.run(command, cwd=ROOT, stdout=terminal, env=os.environ | {"PYTHONUTF8": "1"}).returncode == 0
    os.close(terminal)
    shown = os.read(screen, 1 << 16).decode()
    os.close(screen)
    assert "\\x1b]0;x\\x07各单位" in shown and "\x1b" not in shown


@pytest.mark.parametrize(("overruled", "written"), [(None, "\ufeff序号".encode()), ("gbk", "序号".encode("gbk"))])
def test_what_goes_to_a_file_is_utf_8_under_any_locale(
    overruled: str | None, written: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    if overruled:
        monkeypatch.setenv("PYTHONIOENCODING", overruled)
    file = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(file, encoding="gbk"))
    declare_encoding()
    print(written.decode(overruled or "utf-8"), end="", flush=True)
    assert file.getvalue() == written


def test_a_draft_with_a_name_in_gbk_is_told_by_it(tmp_path: Path, example_store: Path, cli: Cli) -> None:
    draft = tmp_path / os.fsdecode("草案.txt".encode("gbk"))
    draft.write_text("岚州市人民政府关于加强电梯安全管理的通知\n\n各区县人民政府：\n\n请遵照执行。\n", encoding="utf-8")
    found = cli("check", draft, "--store", example_store, "--format", "json", "--fail-on", "never")
    assert found.returncode == 0 and "草案.txt" in found.stdout
