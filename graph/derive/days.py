"""The days that published documents print, and which of several texts of one name there was on a day."""

from collections.abc import Collection, Sequence

from graph.derive.asking import Answers, rows
from graph.store.view import View

_DAYS = """
SELECT ?document (MIN(?when) AS ?first) (MAX(?when) AS ?last) WHERE { %(document)s
  ?document a zm:PublishedDocument ; eli:date_document|eli:date_publication ?when
} GROUP BY ?document"""


class Days:
    """The first and the last day (ISO 8601) that a published document prints.

    whole: read all of them at once. Else each is read when it is asked for.
    """

    def __init__(self, view: View, *, whole: bool) -> None:
        self._view = view
        self._days = Answers(self._read, whole=whole)

    def _read(self, documents: Collection[str] | None) -> dict[str, tuple[str, str]]:
        found = rows(self._view, _DAYS, documents)
        return {row["document"].value: (row["first"].value, row["last"].value) for row in found}

    def first(self, document: str) -> str | None:
        """Return the first day; None where the document prints none or is not published."""
        return days[0] if (days := self._days.about(document)) else None

    def last(self, document: str) -> str | None:
        """Return the last day; None where the document prints none or is not published."""
        return days[1] if (days := self._days.about(document)) else None

    def version(self, dated: Sequence[tuple[str, str]], citing: str, *, before: bool = False) -> str | None:
        """Return the latest of several texts on the day of the citing document; None if a day is unknown.

        dated: pairs (document, what is returned for it). before: leave out texts of the very day of the citing document.
        """
        when = self.last(citing)
        known = [(self.last(document), thing) for document, thing in dated]
        if when is None or any(day is None for day, _ in known):
            return None
        there = [
            (day, thing) for day, thing in known if day is not None and (day < when or (day == when and not before))
        ]
        return max(there)[1] if there else None
