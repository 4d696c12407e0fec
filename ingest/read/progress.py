"""Progress of a reader through a file of many pages."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with the pages done and all pages."""


class Watch:
    """Receives progress from readers; this base class ignores it."""

    def page(self, done: int, all: int) -> None:
        """Take note that a page is done."""

    def recognising(self) -> None:
        """Take note that a page is about to be recognised, which takes longer than reading one."""
