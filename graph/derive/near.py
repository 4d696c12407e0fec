"""Cited titles that are similar to the title of a published document: candidates for a person to judge (`zm:nearTo`), never edges.

Two titles of n and m trigrams are similar where they share four fifths of them. So one of any few trigrams of the one occurs in
the other, too, and only titles with one of its rarest are compared.
"""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph.derive.index import TitleIndex, TitleSide
from graph.patterns import pattern
from ontology.titles import likeness, title_identity, trigrams
from ontology.vocabulary import ZM

NEAR_TO = ox.NamedNode(str(ZM.nearTo))
_NEAR = 0.8
_ORDINAL = pattern("ordinal").pattern


class Near:
    """Compares titles. whole: all of them are asked for, so that they are read at once."""

    def __init__(self, index: TitleIndex, *, whole: bool) -> None:
        self._index, self._whole = index, whole
        self._titles = index.titles(TitleSide.PUBLISHED) if whole else {}
        self._having: dict[str, list[str]] = {}
        for thing, title in self._titles.items():
            for gram in trigrams(title):
                self._having.setdefault(gram, []).append(thing)

    def triples(self, only: Iterable[str] | None) -> Iterator[ox.Triple]:
        """Yield the published documents and instruments that cited titles are near to."""
        cited = self._index.titles(TitleSide.CITED) if only is None else {}
        for name in sorted(cited if only is None else only):
            title = cited.get(name) or self._index.title(TitleSide.CITED, name)
            if not title or self._index.having(TitleSide.PUBLISHED, title_identity(title)):
                continue
            for thing, other in sorted(self._similar(TitleSide.PUBLISHED, title)):
                if _ORDINAL.findall(title) == _ORDINAL.findall(other):  # 解释（二） and 解释（三） are two
                    yield ox.Triple(ox.NamedNode(name), NEAR_TO, ox.NamedNode(thing))

    def citing(self, title: str) -> list[str]:
        """Return the cited titles (nodes) that are similar to the title of a published document."""
        return [name for name, _ in self._similar(TitleSide.CITED, title)]

    def _similar(self, side: TitleSide, title: str) -> Iterator[tuple[str, str]]:
        grams = trigrams(title)
        shared = -(-4 * (len(grams) + 1) // 5)  # of so many at least, however long the other is
        if shared > len(grams):
            return
        rarest = sorted(grams, key=lambda gram: (self._frequency(side, gram), gram))[: len(grams) - shared + 1]
        found = {node for gram in rarest for node in self._nodes(side, gram)}
        for node in found:
            other = self._titles.get(node) or self._index.title(side, node)
            if likeness(title, other) >= _NEAR:
                yield node, other

    def _frequency(self, side: TitleSide, gram: str) -> int:
        return len(self._having.get(gram, ())) if self._whole else self._index.frequency(side, gram)

    def _nodes(self, side: TitleSide, gram: str) -> Iterable[str]:
        return self._having.get(gram, ()) if self._whole else self._index.with_gram(side, gram)
