"""Work beside the pages: who waits, who does not, and what is left undone."""

import gc
import threading
import time
from concurrent.futures import Future

import pytest

from ui.explorer import jobs as background


def test_a_page_waits_only_for_what_has_just_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    go, waited = threading.Event(), list[float]()
    clock = time.monotonic()
    monkeypatch.setattr("ui.explorer.jobs.time.monotonic", lambda: clock)
    real = background.wait

    def wait(running: list[Future[bool]], seconds: float) -> object:
        waited.append(seconds)
        return real(running, 0)

    monkeypatch.setattr(background, "wait", wait)
    running = [background.start(go.wait, "test-waits")]
    assert not background.done(running, 2)
    clock += 1.5
    assert not background.done(running, 2)
    clock += 60
    assert not background.done(running, 2)
    assert waited == pytest.approx([2, 0.5, 0])
    monkeypatch.undo()
    go.set()
    assert background.done(running, 60) and running[0].result() is True


def test_one_of_a_sort_runs_at_a_time_and_other_sorts_do_not_wait() -> None:
    go = threading.Event()
    first, second = background.start(go.wait, "test-sort"), background.start(lambda: 2, "test-sort")
    assert background.start(lambda: 3, "test-other").result(60) == 3
    assert not second.done()
    go.set()
    assert first.result(60) and second.result(60) == 2


def test_what_nobody_waits_for_any_more_is_not_begun() -> None:
    go, done = threading.Event(), []
    first = background.start(go.wait, "test-left")
    left = background.start(lambda: done.append("left"), "test-left")
    kept = background.start(lambda: done.append("kept"), "test-left")
    del left
    gc.collect()
    go.set()
    first.result(60)
    kept.result(60)
    assert background.start(lambda: list(done), "test-left").result(60) == ["kept"]


def test_a_failure_is_told() -> None:
    def fail() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        background.start(fail, "test-fails").result(60)
