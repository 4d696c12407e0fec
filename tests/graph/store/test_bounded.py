"""A call in a subprocess is stopped when its time is up, and a fault of its own is a fault here."""

import time

import pytest

from graph.store.bounded import StoppedError, run_in_subprocess


def exploding() -> None:
    raise ValueError("of ours")


def test_a_fault_in_the_process_is_a_fault_here() -> None:
    with pytest.raises(RuntimeError, match="ValueError: of ours"):
        run_in_subprocess(exploding, seconds=20, memory=2**30)


def test_time_is_up_even_in_a_call_that_python_cannot_interrupt() -> None:
    with pytest.raises(StoppedError) as stopped:
        run_in_subprocess(time.sleep, 60, seconds=0.5, memory=2**30)
    assert stopped.value.reason == "time"
