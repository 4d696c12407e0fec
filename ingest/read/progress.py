"""What a reader tells while it reads a file of many pages."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with the pages done and all pages."""


class Watch:
    """Told by readers; this one passes nothing on."""

    def page(self, done: int, all: int) -> None:
        """A page is done."""

    def recognising(self) -> None:
        """A page is about to be recognised, which takes longer than to read one."""
