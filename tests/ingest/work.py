"""How much work a call is, counted: calls made, and characters that rules are asked of. Time would depend on the machine."""

import sys
from collections.abc import Callable

import pytest

from ingest.rules import Rule


def work(run: Callable[[], object]) -> int:
    """Calls of Python and C functions, plus the characters of every text that a rule is asked of."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    with pytest.MonkeyPatch.context() as patch:
        for name in ("whole", "start", "first", "each"):

            def asking(rule: Rule, name: str = name) -> Callable[..., object]:
                asked = getattr(rule.prefiltered, name)

                def ask(text: str, at: int = 0) -> object:
                    nonlocal count
                    count += len(text) - at
                    return asked(text, at) if at else asked(text)

                return ask

            patch.setattr(Rule, "find" if name == "first" else name, property(asking))
        sys.setprofile(counted)
        try:
            run()
        finally:
            sys.setprofile(None)
    return count


def assert_linear(run: Callable[[int], object], size: int) -> None:
    """Twice the input is at most 2.2 times the work."""
    run(10)  # what is loaded once is not counted
    once, twice = work(lambda: run(size)), work(lambda: run(2 * size))
    assert once > size and twice <= 2.2 * once, f"{once} for {size}, {twice} for {2 * size}"
