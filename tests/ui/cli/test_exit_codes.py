"""The exit codes of docs/cli.md, each by a run; and what may not reach the terminal."""

import os
import resource
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
from tests.samples.unmeasured import unmeasured_environment
from tests.ui.cli import test_serve
from ui.cli.console import declare_encoding, printable
from ui.cli.document import EXITS

QUERY = ("query", "documents-by-year-and-kind")


def test_done(cli: Cli, example_store: Path) -> None:
    assert cli("--version").returncode == cli(*QUERY, "--store", example_store).returncode == 0


def test_something_found_is_1(cli: Cli, example_store: Path) -> None:
    assert cli("validate", "--store", example_store).returncode == 1


def test_an_input_that_cannot_be_read_is_1(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "图.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (tmp_path / "文.txt").write_text("岚州市人民政府关于测试的通知\n", encoding="utf-8")
    found = cli("build", "图.txt", "文.txt", "--quiet", cwd=tmp_path)
    assert (found.returncode, found.stdout) == (1, "") and "图.txt" in found.stderr
    assert cli("show", "测试", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "no-such-query", "--store", "nowhere"),
        ("explore", "--port", "70000"),
        ("serve", "--port", "70000"),
        ("no-such-command",),
        ("verify", "--store", "http://127.0.0.1:1"),
    ],
)
def test_a_call_that_is_none_is_2(arguments: tuple[str, ...], cli: Cli) -> None:
    told_in_one_line(cli(*arguments))


def told_in_one_line(found: "subprocess.CompletedProcess[str]") -> None:
    assert (found.returncode, found.stdout, found.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("command", ["serve", "explore"])
def test_a_port_that_is_taken_is_2(command: str, cli: Cli, example_store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told_in_one_line(cli(command, "--store", example_store, "--port", str(taken.getsockname()[1])))


@pytest.mark.parametrize("store", ["none", "damaged", "whole"])
def test_what_is_not_there_is_2(store: str, cli: Cli, own_store: Path, tmp_path: Path) -> None:
    if store == "damaged":
        largest = max((own_store / "gen-1").iterdir(), key=lambda file: file.stat().st_size)
        largest.write_bytes(largest.read_bytes()[:-100])
    told_in_one_line(cli("show", "无此文件", "--store", tmp_path / "none" if store == "none" else own_store))


AWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.mark.parametrize(
    ("query", "options"),
    [("SELECT *", ()), ("DROP ALL", ()), (AWAY, ("--timeout", "1")), (AWAY + " ORDER BY ?n", ("--memory", "1"))],
)
def test_a_query_that_is_none_or_is_stopped_is_2(
    query: str, options: tuple[str, ...], cli: Cli, example_store: Path
) -> None:
    told_in_one_line(cli("query", "-", "--store", example_store, *options, input=query))


def test_a_full_disk_is_2(cli: Cli, example_store: Path, tmp_path: Path) -> None:
    full = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))}
    told_in_one_line(cli("export", "-f", "nq", "-o", tmp_path / "out", "--store", example_store, **full))
    told_in_one_line(cli("export", "-f", "nq", "-o", tmp_path / "no" / "folder", "--store", example_store))


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


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -15), (signal.SIGKILL, -9)])
def test_ctrl_c_is_130_and_another_signal_is_that_signal(sign: signal.Signals, code: int, example_store: Path) -> None:
    with run(
        MAIN,
        *("query", "-", "--store", str(example_store)),
        stdin=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:
        assert process.stdin is not None and process.stderr is not None
        process.stdin.write(AWAY)
        process.stdin.close()
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        while not children.read_text():
            time.sleep(0.05)
        process.send_signal(sign)
        assert process.wait() == code and process.stderr.read().count("\n") == (sign is signal.SIGINT)


@pytest.mark.parametrize("megabytes", [5, 60])
def test_where_memory_runs_out_it_is_2_or_a_signal(megabytes: int, example_store: Path) -> None:
    """Python raises an error; the engine, in C++, aborts the process."""
    environment = unmeasured_environment() | {"ZHENGMAI_MEMORY": str(megabytes), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", MAIN, "status", "--all", "--store", str(example_store)]
    found = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert found.returncode in (2, -signal.SIGABRT, -signal.SIGSEGV, -signal.SIGKILL)
    assert found.returncode < 0 or found.stderr.count("\n") == 1


TESTED = {
    "done": test_done,
    "`serve` or `explore` was ended by Ctrl-C or SIGTERM": test_serve.test_ctrl_c_ends_it_well,
    "done, and something was found: see the command": test_something_found_is_1,
    "done, but an input could not be read: the others are built": test_an_input_that_cannot_be_read_is_1,
    "the call is none: an option, an argument, a port that is taken or that there is not": test_a_port_that_is_taken_is_2,
    "there is no store, it is damaged, or it does not have what is asked for": test_what_is_not_there_is_2,
    "the query is none, or was stopped by a limit of time or memory": test_a_query_that_is_none_or_is_stopped_is_2,
    "the disk is full, or a file cannot be written": test_a_full_disk_is_2,
    "a fault of zhengmai's: the traceback, and one line, on standard error": test_a_fault_of_ours_is_70,
    "stopped by Ctrl-C": test_ctrl_c_is_130_and_another_signal_is_that_signal,
    r"whoever reads the output has gone (`zhengmai … \| head`)": test_a_closed_pipe_is_141_and_silent,
    "ended by the signal n: 143 by SIGTERM, 134 to 137 where memory has run out": test_where_memory_runs_out_it_is_2_or_a_signal,
}


def test_every_row_of_the_table_has_a_test() -> None:
    assert [when for _, when in EXITS] == list(TESTED) and len(EXITS) >= 10


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
