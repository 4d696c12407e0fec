"""The text of every document, to be searched: folded once, and scanned as it is.

Memory is the folded text of a document and no more: 21 million characters are scanned in some hundredths of a second, which no index of
Chinese words or character pairs would repay. What is shown of it is read from the store as it is printed.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.records.excerpts import CUT
from graph.records.rows import select_about, stream_clauses
from graph.records.spelling import fold, fold_text
from graph.store.view import View

_BETWEEN = "\0"
"""Occurs between clauses, so that no word is found across two of them."""
AROUND = 36
"""How many characters are shown on either side of a hit."""
_OF_CLAUSES = "SELECT ?clause ?text WHERE {{ VALUES ?clause {{ {iris} }} ?clause zm:text ?text }}"
_LOOKED_AT = 8
"""How many clauses with a word are read of each document. The first is nearly always enough: few texts fold differently alone."""


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A hit with the words around it. below: the path of its clause below the document's IRI."""

    below: str
    before: str
    hit: str
    after: str


@dataclass(frozen=True, slots=True)
class _ClauseTexts:
    """A document's clauses: where each is below it, and their folded texts, `_BETWEEN` between them."""

    places: tuple[str, ...]
    folded: str

    def first(self, word: str) -> list[int]:
        """Return the clauses that contain the word, the first in the document first."""
        return sorted(_clauses(self.folded, word), key=lambda clause: _natural(self.places[clause]))[:_LOOKED_AT]

    def clause(self, number: int) -> str:
        """Return the folded text of a clause."""
        return self.folded.split(_BETWEEN)[number]


Printed = Mapping[str, Sequence[str]]
"""The texts of clauses (IRIs) as printed; several where two sources print one otherwise."""


def _no_clauses(clauses: Iterable[str]) -> Printed:
    return {}


@dataclass(frozen=True, slots=True)
class Corpus:
    """The texts by the IRI of their document. read: returns clauses (IRIs) as they are printed, while the store is open."""

    texts: Mapping[str, _ClauseTexts]
    read: Callable[[Iterable[str]], Printed] = _no_clauses

    def holding(self, word: str) -> frozenset[str]:
        """Return the documents in whose text a folded word occurs."""
        return frozenset(iri for iri, text in self.texts.items() if word in text.folded)

    def passages(
        self, documents: Iterable[str], words: Collection[str], limit: int = 2
    ) -> dict[str, tuple[FoundPassage, ...]]:
        """Return where the folded words occur in each of some documents: the first places, one for each word before a second for any."""
        known = {iri: self.texts[iri] for iri in documents if iri in self.texts}
        places = {iri: [text.first(word) for word in words] for iri, text in known.items()}
        asked = {
            f"{iri}/{text.places[clause]}" for iri, text in known.items() for some in places[iri] for clause in some
        }
        printed = self.read(asked) if asked else {}
        return {iri: self._passages(iri, zip(words, places[iri], strict=True), printed, limit) for iri in known}

    def _passages(
        self, iri: str, places: Iterable[tuple[str, Sequence[int]]], printed: Printed, limit: int
    ) -> tuple[FoundPassage, ...]:
        text = self.texts[iri]
        found: dict[str, FoundPassage] = {}
        for word, clauses in places:
            for clause in clauses:
                below = text.places[clause]
                several = printed.get(f"{iri}/{below}", ())
                # Of several texts of a clause the one in which the word was found.
                own = next((one for one in several if fold_text(one) == text.clause(clause)), "")
                passage = _passage(below, own, word)
                if passage and passage.below not in found:
                    found[passage.below] = passage
                    break
            if len(found) == limit:
                break
        return tuple(found.values())


NO_TEXTS = Corpus({})


def read_texts(view: View, documents: Iterable[str], reopened: Callable[[], View] | None = None) -> Corpus:
    """Return the texts of the published documents with these IRIs. One text occurs once, though two sources print it. reopened: returns
    the store where words are shown after the view is closed."""
    clauses: dict[str, dict[str, str]] = {iri: {} for iri in documents}
    paths: dict[str, str] = {}
    for document, below, words in stream_clauses(view):
        if document in clauses and words:
            clauses[document][paths.setdefault(below, below)] = _plain(words)
    texts: dict[str, _ClauseTexts] = {}
    while clauses:
        document, held = clauses.popitem()
        texts[document] = _ClauseTexts(tuple(held), fold_text(_BETWEEN.join(held.values())))
    return Corpus(texts, lambda clauses: read_clauses(reopened() if reopened else view, clauses))


def read_clauses(view: View, clauses: Iterable[str]) -> Printed:
    """Return the texts of some clauses (IRIs)."""
    found: dict[str, list[str]] = {}
    for row in select_about(view, _OF_CLAUSES, clauses):
        found.setdefault(row["clause"], []).append(_plain(row["text"]))
    return found


def _plain(text: str) -> str:
    return text.replace(_BETWEEN, " ")


def _clauses(folded: str, word: str, most: int = 200) -> list[int]:
    """Return the positions of the clauses that contain the word; not all where there are very many."""
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
