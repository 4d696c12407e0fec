"""The members of a range of provisions: 第三条至第五条 are 第三条, 第三条之一, 第四条 and 第五条, as the text has them."""

from collections.abc import Iterator, Sequence

from ingest.model import ProvisionName, ProvisionStep, ProvisionUnit, Span
from ingest.segment.provisions import Provisions

MOST_OF_RANGE = 200
"""A range of more members keeps its ends, and is reported."""
_MOST_OF_RANGES = 2_000  # members of all ranges of one document together


class Ranges:
    """Divides ranges into their members. own: the provisions of each own component.

    wide: the ranges that are too wide. reversed: those that end before they begin.
    """

    def __init__(self, own: Sequence[Provisions]) -> None:
        self._own = own
        self._budget = _MOST_OF_RANGES
        self.wide: list[Span] = []
        self.reversed: list[Span] = []

    def members(
        self, span: Span, value: ProvisionName, own: int | None, path: tuple[ProvisionStep, ...]
    ) -> Iterator[tuple[ProvisionStep, ...]]:
        """Return the members of a range; the path itself where the mention is none. A range that is too wide keeps its ends."""
        yield path
        last = value.last
        if last is None or not path:
            return
        upper = tuple(step for step in path if step.unit.depth < last.unit.depth)
        first = next((step for step in path if step.unit is last.unit), None)
        if first is None or (first.number, first.sub) >= (last.number, last.sub):
            if first is not None and (first.number, first.sub) > (last.number, last.sub):
                self.reversed.append(span)
            return
        inner: list[ProvisionStep] = []
        if own is not None and last.unit is ProvisionUnit.ARTICLE:
            inner = list(self._own[own].following(first, last)) if self._budget else []
        if not inner:
            if last.number - first.number > MOST_OF_RANGE:
                self.wide.append(span)
                yield (*upper, last)
                return
            inner = [ProvisionStep(last.unit, number) for number in range(first.number + 1, last.number + 1)]
            if first.number == last.number:
                inner = [ProvisionStep(last.unit, last.number, sub) for sub in range(first.sub + 1, last.sub + 1)]
            elif last.sub:
                inner.append(last)
        if len(inner) > self._budget:
            self.wide.append(span)
            inner = [last]
        self._budget = max(0, self._budget - len(inner))
        yield from ((*upper, step) for step in inner)
