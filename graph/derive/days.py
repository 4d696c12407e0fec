"""The days that published documents print, and which of several texts of one name there was on a day."""

from collections.abc import Collection, Sequence

from graph.derive.asking import rows
from graph.store.view import View

_DAYS = """
SELECT ?document (MIN(?when) AS ?first) (MAX(?when) AS ?last) WHERE { %(document)s
  ?document a zm:PublishedDocument ; eli:date_document|eli:date_publication ?when
} GROUP BY ?document"""


class Days:
    """The first and the last day (ISO 8601) that a published document prints.

    whole: read all of them at once. Else each is read when it is asked for, or `load` reads some together.
    """

    def __init__(self, view: View, *, whole: bool) -> None:
        self._view, self._whole = view, whole
        self._known: dict[str, tuple[str, str] | None] = {}
        if whole:
            self._read(None)

    def load(self, documents: Collection[str]) -> None:
        """Read the days of some documents in few queries."""
        if not self._whole and (missing := [one for one in documents if one not in self._known]):
            self._known.update(dict.fromkeys(missing))
            self._read(missing)

    def _read(self, documents: Collection[str] | None) -> None:
        for row in rows(self._view, _DAYS, documents):
            self._known[row["document"].value] = row["first"].value, row["last"].value

    def first(self, document: str) -> str | None:
        """Return the first day; None where the document prints none or is not published."""
        return days[0] if (days := self._days(document)) else None

    def last(self, document: str) -> str | None:
        """Return the last day; None where the document prints none or is not published."""
        return days[1] if (days := self._days(document)) else None

    def _days(self, document: str) -> tuple[str, str] | None:
        if document not in self._known:
            self.load([document])
        return self._known.get(document)

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
