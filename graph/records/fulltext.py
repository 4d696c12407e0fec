"""The text of every document, to be searched: folded once, and scanned as it is.

Memory is two strings a document and no more: 21 million characters are scanned in some hundredths of a second, which no index of
Chinese words or character pairs would repay.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from graph.records.excerpts import CUT
from graph.records.rows import stream_clauses
from graph.records.spelling import fold
from graph.store.view import View

_BETWEEN = "\0"
"""Stands between clauses, so that no word is found across two of them."""
AROUND = 36
"""How many characters are shown on either side of a hit."""


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A hit with the words around it. below: the path of its clause below the document's IRI."""

    below: str
    before: str
    hit: str
    after: str


@dataclass(frozen=True, slots=True)
class _ClauseTexts:
    """A document's clauses: where each stands below it, their texts as printed and folded, `_BETWEEN` between them."""

    places: tuple[str, ...]
    printed: str
    folded: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """The texts by the IRI of their document."""

    texts: dict[str, _ClauseTexts]

    def holding(self, word: str) -> frozenset[str]:
        """Return the documents in whose text a folded word stands."""
        return frozenset(iri for iri, text in self.texts.items() if word in text.folded)

    def passages(self, iri: str, words: Collection[str], limit: int = 2) -> tuple[FoundPassage, ...]:
        """Return where the folded words stand in a document: the first places, one for each word before a second for any."""
        text = self.texts.get(iri)
        if text is None:
            return ()
        found: dict[str, FoundPassage] = {}
        for word in words:
            for clause in sorted(_clauses(text.folded, word), key=lambda clause: _natural(text.places[clause])):
                passage = _passage(text.places[clause], text.printed.split(_BETWEEN)[clause], word)
                if passage and passage.below not in found:
                    found[passage.below] = passage
                    break
            if len(found) == limit:
                break
        return tuple(found.values())


NO_TEXTS = Corpus({})


def read_texts(view: View, documents: Iterable[str]) -> Corpus:
    """Return the texts of the published documents with these IRIs. One text stands once, though two sources print it."""
    clauses: dict[str, dict[str, str]] = {iri: {} for iri in documents}
    paths: dict[str, str] = {}
    for document, below, words in stream_clauses(view):
        if document in clauses and words:
            clauses[document][paths.setdefault(below, below)] = words.replace(_BETWEEN, " ")
    texts: dict[str, _ClauseTexts] = {}
    while clauses:
        document, held = clauses.popitem()
        printed = _BETWEEN.join(held.values())
        texts[document] = _ClauseTexts(tuple(held), printed, fold(printed))
    return Corpus(texts)


def _clauses(folded: str, word: str, most: int = 200) -> list[int]:
    """Return the positions of the clauses that hold the word; not all where there are very many."""
    found: list[int] = []
    at, clause = 0, 0
    while (hit := folded.find(word, at)) >= 0 and len(found) < most:
        clause += folded.count(_BETWEEN, at, hit)
        found.append(clause)
        at = folded.find(_BETWEEN, hit)
        if at < 0:
            break
    return found


def _natural(path: str) -> list[tuple[int, str]]:
    """art_2 before art_10, the head before all."""
    if path.startswith(("coverPage", "preface")):
        return []
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d{1,9})", path)]


def _passage(below: str, printed: str, word: str) -> FoundPassage | None:
    """Return the first place of the folded word in the clause as it is printed."""
    folded, origins = "", list[int]()
    for place, character in enumerate(printed):
        piece = fold(character)
        folded += piece
        origins += [place] * len(piece)
    at = folded.find(word)
    if at < 0:  # what folds otherwise alone than beside its neighbours
        return None
    start, end = origins[at], origins[at + len(word) - 1] + 1
    first, last = max(0, start - AROUND), min(len(printed), end + AROUND)
    return FoundPassage(
        below,
        (CUT if first else "") + printed[first:start].lstrip(),
        printed[start:end],
        printed[end:last].rstrip() + (CUT if last < len(printed) else ""),
    )
