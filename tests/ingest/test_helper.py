"""The process that computes a part of what follows the reading."""

import os
import signal
from collections.abc import Iterator

import pytest

from ingest.helper import Helper
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


def test_it_ends_with_its_task(helper: Helper) -> None:
    helper.begin(where, "one")()
    assert helper.begin(where, "two")().split() == [b"two", str(os.getpid()).encode()]


def test_a_task_that_fails_tells_its_owner_why(helper: Helper) -> None:
    with pytest.raises(ValueError, match=str(os.getpid())):
        helper.begin(failing)()


def test_a_dead_helper_costs_nothing_but_time(helper: Helper) -> None:
    assert helper.begin(dying, os.getpid())() == b"done by the owner"
    assert helper.begin(where, "two")().split() == [b"two", str(os.getpid()).encode()]
