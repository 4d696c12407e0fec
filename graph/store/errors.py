"""Errors that a user can make with a store or a query: one line each, in English and Chinese."""


class GraphError(Exception):
    """A mistake or mishap to show as it is, without a traceback.

    en, zh: one line saying what, where and what to do. `str()` is the English line.
    """

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en = en
        self.zh = zh


class StoreError(GraphError):
    """A store that is absent, foreign, damaged, busy, or on a full disk."""


class BusyError(StoreError):
    """A store to which somebody else is writing."""


class QueryError(GraphError):
    """A query that is unknown, malformed, not read-only, or called with wrong parameters.

    place: line and column (from 1, in code points) where its text is wrong, if that is what is wrong.
    """

    def __init__(self, en: str, zh: str, place: tuple[int, int] | None = None) -> None:
        super().__init__(en, zh)
        self.place = place


class ShapesError(GraphError):
    """A file of shapes that cannot be read, checks nothing, or asks for what is refused."""


class ExportError(GraphError):
    """Content that a format cannot represent."""
