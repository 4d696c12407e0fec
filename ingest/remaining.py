"""Estimate how much a build has still to write, judged by the sizes of its files."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from ingest.read.inputs import Input
from ingest.reading import Built


class Remaining:
    """Follows a build. It knows nothing where inputs are not a list of files of this machine."""

    def __init__(self, inputs: Iterable[Input]) -> None:
        self._sizes: dict[str, int] = {}
        self._read = self._written = 0
        if isinstance(inputs, Sequence) and all(isinstance(item.path, Path) for item in inputs):
            self._sizes = {item.name: item.size() or 0 for item in inputs}
        self._left = sum(self._sizes.values())

    def after(self, built: Built) -> int | None:
        """Return how many bytes of triples are still to come after an outcome, about; None where that is not known."""
        if not self._sizes:
            return None
        size = self._sizes.pop(built.name, 0)
        self._left -= size
        self._read += size
        self._written += len(built.triples)
        return self._left * self._written // max(1, self._read)
