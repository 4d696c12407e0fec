"""`zhengmai explore`, as it is started and ended: with 0 where it is asked to end, and without a process left where it is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.graph.serve.test_gate_lives import alive, children
from ui.explorer.launch import Hosting, answers, command, free_port, is_free

MAIN = "from ui.cli.main import main\nmain()"
OWN_SIGNALS = """
import signal
for sign in (signal.SIGINT, signal.SIGTERM):
    signal.signal(sign, signal.default_int_handler if sign == signal.SIGINT else signal.SIG_DFL)
"""


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="reads /proc")
@pytest.mark.parametrize(("sign", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 0), (signal.SIGKILL, -9)])
def test_however_it_ends_no_process_and_no_taken_port_is_left(
    sign: signal.Signals, code: int, example_store: Path, tmp_path: Path
) -> None:
    port = free_port()
    options = ("--store", str(example_store), "--port", str(port), "--headless")
    line = [sys.executable, "-c", OWN_SIGNALS + MAIN, "explore", *options]
    printed = tmp_path / "printed"
    with printed.open("w") as out, subprocess.Popen(line, cwd=ROOT, stdout=out, stderr=out) as process:
        until(lambda: answers(port))
        below = children(process.pid)
        assert below
        process.send_signal(sign)
        assert process.wait(120) == code
    assert "runtime" not in printed.read_text()  # Streamlit's note of what is imported before it has begun
    until(lambda: not any(map(alive, below)) and is_free(port, "127.0.0.1"))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a screen")
@pytest.mark.parametrize(
    ("screen", "public", "opened"),
    [
        ({}, "", ""),
        ({"DISPLAY": ""}, "https://example.org/", ""),
        ({"DISPLAY": ":0"}, "", "http://127.0.0.1:{port}/"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "", "http://127.0.0.1:{port}/"),
        ({"DISPLAY": ":0"}, "https://example.org/", "https://example.org/"),
    ],
)
def test_a_browser_is_opened_where_there_is_a_screen(
    screen: dict[str, str], public: str, opened: str, example_store: Path, tmp_path: Path
) -> None:
    """Each program that may open a browser, one for the terminal, too, is one that notes its address."""
    noted, programs = tmp_path / "noted", tmp_path / "programs"
    programs.mkdir()
    for name in ("xdg-open", "www-browser", "browser"):
        (programs / name).write_text(f'#!/bin/sh\necho "$1" >> {noted}\n')
        (programs / name).chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    around = kept | screen | {"PATH": f"{programs}:{kept['PATH']}", "BROWSER": str(programs / "browser")}
    port = free_port()
    line = command(example_store, port, headless=False, hosting=Hosting(public=public))
    with subprocess.Popen(line, env=around, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            until(lambda: answers(port))
            if opened:
                until(noted.exists)
            else:
                time.sleep(1)
        finally:
            process.kill()
    assert (noted.read_text() if noted.exists() else "").strip() == opened.format(port=port)
