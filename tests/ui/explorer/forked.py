"""Explorers forked from a process that has imported what a new one would import for two seconds.

Their command line is that of `ui.explorer.launch`. Explorers that are started as people start them: `test_launch.py`, `test_wheel.py`.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.samples.forked import forked
from ui.explorer.launch import ALONE, Hosting, answers, command, is_free

_TRIES = 6_000  # tenths of a second
_DYING = 500  # fiftieths of a second


@contextmanager
def explorer(store: Path, port: int, *, write: bool = False, hosting: Hosting = ALONE) -> Iterator[None]:
    """Run the explorer over a store while the block runs; it answers when the block begins, and is killed when it ends."""
    words = command(store, port, headless=True, write=write, hosting=hosting)
    try:
        with forked("streamlit", words[words.index("streamlit") + 1 :]):
            for _ in range(_TRIES):
                if answers(port):
                    break
                time.sleep(0.1)
            else:
                raise RuntimeError("the explorer did not start")
            yield
    finally:
        # Bounded: somebody else may take the port at once.
        for _ in range(_DYING):
            if is_free(port, "127.0.0.1"):
                break
            time.sleep(0.02)
