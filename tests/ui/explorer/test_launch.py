"""`zhengmai explore`, as it is started and ended: with 0 where it is asked to end, and without a process left where it is killed."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.conftest import ROOT
from tests.graph.serve.test_gate import alive, children
from ui.explorer.launch import free_port, is_free

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


def answers(port: int) -> bool:
    with suppress(OSError):
        urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5).close()
        return True
    return False


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="reads /proc")
@pytest.mark.parametrize(("sign", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 0), (signal.SIGKILL, -9)])
def test_however_it_ends_no_process_and_no_taken_port_is_left(
    sign: signal.Signals, code: int, example_store: Path
) -> None:
    port = free_port()
    options = ("--store", str(example_store), "--port", str(port), "--headless")
    command = [sys.executable, "-c", OWN_SIGNALS + MAIN, "explore", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        until(lambda: answers(port))
        below = children(process.pid)
        assert below
        process.send_signal(sign)
        assert process.wait(120) == code
    until(lambda: not any(map(alive, below)) and is_free(port, "127.0.0.1"))
