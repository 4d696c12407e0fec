"""Make Python look for cycles of garbage less often: reading makes hardly any, and each search walks over all rules and gazetteers."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_RARELY = (200_000, 20, 20)
"""New objects before a search, and searches before one that looks at older objects, too."""


def collect_rarely() -> None:
    """Look for garbage rarely from now on, in a process that does nothing but read."""
    gc.set_threshold(*_RARELY)


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Look for garbage rarely meanwhile."""
    before = gc.get_threshold()
    collect_rarely()
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
