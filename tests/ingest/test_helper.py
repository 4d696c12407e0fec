"""The process that computes a part of what follows the reading."""

import os
import signal
from collections.abc import Iterator

import pytest

from ingest.helper import TASKS, Helper
from ingest.jobs import forking_apart


@pytest.fixture
def helper() -> Iterator[Helper]:
    made = Helper(forking_apart())
    yield made
    made.close()


def where(word: str) -> bytes:
    return f"{word} {os.getpid()}".encode()


def dying(owner: int) -> bytes:
    if os.getpid() != owner:
        os.kill(os.getpid(), signal.SIGKILL)
    return b"done by the owner"


def failing() -> bytes:
    raise ValueError(str(os.getpid()))


def test_a_task_is_done_in_another_process(helper: Helper) -> None:
    word, number = helper.begin(where, "one")().split()
    assert word == b"one" and int(number) != os.getpid()


def test_each_process_does_one_task_and_then_the_owner_does_them(helper: Helper) -> None:
    outcomes = [helper.begin(where, "one") for _ in range(TASKS + 1)]
    processes = [int(outcome().split()[1]) for outcome in outcomes]
    assert len(set(processes)) == TASKS + 1 and processes[-1] == os.getpid() not in processes[:-1]


def test_a_task_that_fails_tells_its_owner_why(helper: Helper) -> None:
    with pytest.raises(ValueError, match=str(os.getpid())):
        helper.begin(failing)()


def test_a_dead_helper_costs_nothing_but_time(helper: Helper) -> None:
    outcomes = [helper.begin(dying, os.getpid()) for _ in range(TASKS)]
    assert [outcome() for outcome in outcomes] == [b"done by the owner"] * TASKS
