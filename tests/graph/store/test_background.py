"""Tasks that run in a thread beside their caller."""

from functools import partial
from threading import Event, get_ident

import pytest

from graph.store.background import Background


@pytest.mark.parametrize("aside", [False, True])
def test_tasks_run_one_after_the_other(aside: bool) -> None:
    done: list[int] = []
    background = Background(aside=aside)
    for number in range(20):
        background.begin(partial(done.append, number))
    background.wait()
    assert done == list(range(20))


@pytest.mark.parametrize("aside", [False, True])
def test_a_thread_is_used_only_where_it_is_asked_for(aside: bool) -> None:
    threads: list[int] = []
    background = Background(aside=aside)
    background.begin(lambda: threads.append(get_ident()))
    background.wait()
    assert (threads == [get_ident()]) is not aside


def test_the_caller_goes_on_meanwhile() -> None:
    goes_on, background = Event(), Background(aside=True)
    assert background.is_free
    background.begin(goes_on.wait)
    assert not background.is_free
    goes_on.set()
    background.wait()
    assert background.is_free


def test_an_error_is_raised_by_whoever_goes_on_in_spite_of_it() -> None:
    background, done = Background(aside=True), []
    background.begin(lambda: 1 // 0)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            background.begin(lambda: done.append(1))
    with pytest.raises(ZeroDivisionError):
        background.wait()
    assert not done


def test_an_end_tells_of_no_error() -> None:
    background = Background(aside=True)
    background.begin(lambda: 1 // 0)
    background.end()
