"""The reference of the command line: as the code is, complete, and its examples run."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from ui.cli.document import TARGET, commands, document, examples
from ui.explorer.launch import free_port

ROOT = Path(__file__).parents[3]
Cli = Callable[..., "subprocess.CompletedProcess[str]"]


def test_the_page_is_as_the_commands_are() -> None:
    assert TARGET.read_text(encoding="utf-8") == document(), "run `make docs`"


def test_every_command_has_its_section_and_its_example() -> None:
    names = [name for name, _ in commands()]
    assert len(names) >= 11 and "ontology check" in names and sorted(names) == sorted(examples())
    for name, example in examples().items():
        assert example.line.startswith(f"zhengmai {name}"), name


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_the_page_has_every_option_that_help_tells(cli: Cli, name: str) -> None:
    told = cli(*name.split(), "--help").stdout
    section = document().partition(f"## {name}\n")[2].partition("\n## ")[0]
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", told)) - {"--help"}
    assert options <= set(re.findall(r"--[a-z][a-z-]+", section)), name


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a first-time user is: the sample's texts, no store."""
    path = tmp_path_factory.mktemp("first")
    shutil.copytree(ROOT / "examples", path / "examples")
    return path


def test_the_examples_run_one_after_the_other(folder: Path, cli: Cli) -> None:
    for name, example in examples().items():
        if example.stays or example.server:
            continue
        run = cli(*shlex.split(example.line)[1:], cwd=folder)
        assert run.returncode in {0, *example.exits}, (name, run.stderr)
        assert run.stdout.strip() and not run.stderr, (name, run.stderr)
    assert (folder / "network.graphml").stat().st_size > 10_000


@pytest.mark.slow
# `mcp` speaks over standard input and output (tests/ui/assistant).
@pytest.mark.parametrize("name", [name for name, example in examples().items() if example.stays and name != "mcp"])
def test_what_stays_answers_until_it_is_stopped(example_store: Path, name: str) -> None:
    port = free_port()
    words = shlex.split(examples()[name].line)[1:]
    words = [str(example_store) if word == "store" else word for word in words]
    command = [sys.executable, "-m", "ui.cli.main", *words, "--port", str(port)]
    # A session of its own: what it starts is stopped with it.
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True) as process:
        try:
            for _ in range(240):
                if answers(port):
                    break
                assert process.poll() is None, f"{name} ended"
                time.sleep(0.25)
            else:
                pytest.fail(f"{name} does not answer")
            process.terminate()
            assert process.wait(60) == 0
            assert not answers(port), f"{name} left a process behind"
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/", timeout=2) as answer:
            return bool(answer.status == 200)
    except HTTPError:  # an endpoint has no page at its root
        return True
    except OSError:
        return False
