"""The text of every document, to be searched.

A store keeps the texts with each generation, listed by the pairs of their characters (`graph.derive.kept`); where it has none, or at an
endpoint, the same is made in memory. What is shown of a text is read from the store as it is printed.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np

from graph.derive.kept import Clauses, KeptFile, add_clause, folded, kept_documents, packed
from graph.folding import fold_text
from graph.records.excerpts import CUT
from graph.records.hits import Hits
from graph.records.rows import select_about, stream_clauses
from graph.records.spelling import fold
from graph.store.grams import NONE, Numbers
from graph.store.store import Store
from graph.store.textfile import BETWEEN, KeptText, TextFile
from graph.store.view import View

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


Printed = Mapping[str, Sequence[str]]
"""The texts of clauses (IRIs) as printed; several where two sources print one otherwise."""


def _no_clauses(clauses: Iterable[str]) -> Printed:
    return {}


@dataclass(frozen=True)
class Corpus:
    """The texts by the IRI of their document. read: returns clauses (IRIs) as they are printed, while the store is open."""

    files: Sequence[KeptFile]
    read: Callable[[Iterable[str]], Printed] = _no_clauses

    @cached_property
    def _keys(self) -> Sequence[str]:
        """The IRIs of all texts, also of those that no longer count, in the order of the files."""
        return [key for file in self.files for key in file.texts.keys]

    def holding(self, word: str) -> Hits:
        """Return the documents whose text has a folded word."""
        held: list[Numbers] = [NONE]
        before = 0
        for file in self.files:
            at = file.texts.holding(word)
            if file.gone:
                at = at[np.isin(at, list(file.gone), invert=True)]
            held.append(at + before)
            before += file.texts.size
        return Hits(self._keys, np.concatenate(held))

    def text(self, iri: str) -> KeptText | None:
        """Return the text of a document; None where it has none."""
        for file in self.files:
            if (at := file.texts.find(iri)) is not None and at not in file.gone:
                return file.texts.text(at)
        return None

    def passages(
        self, documents: Iterable[str], words: Collection[str], limit: int = 2
    ) -> dict[str, tuple[FoundPassage, ...]]:
        """Return where the folded words occur in each of some documents: the first places, one for each word before a second for any."""
        known = {iri: text for iri in documents if (text := self.text(iri)) is not None}
        places = {iri: [_first(text, word) for word in words] for iri, text in known.items()}
        asked = {f"{iri}/{place}" for iri, found in places.items() for some in found for place in some}
        printed = self.read(asked) if asked else {}
        return {iri: _passages(iri, zip(words, found, strict=True), printed, limit) for iri, found in places.items()}


def _passages(
    iri: str, places: Iterable[tuple[str, Mapping[str, str]]], printed: Printed, limit: int
) -> tuple[FoundPassage, ...]:
    found: dict[str, FoundPassage] = {}
    for word, clauses in places:
        for below, clause in clauses.items():
            several = printed.get(f"{iri}/{below}", ())
            # Of several texts of a clause the one in which the word was found.
            own = next((one for one in several if fold_text(one) == clause), "")
            passage = _passage(below, own, word)
            if passage and passage.below not in found:
                found[passage.below] = passage
                break
        if len(found) == limit:
            break
    return tuple(found.values())


NO_TEXTS = Corpus(())


def read_texts(view: View, documents: Iterable[str], reopened: Callable[[], View] | None = None) -> Corpus:
    """Return the texts of the published documents, whose IRIs these are. One text occurs once, though two sources print it. reopened:
    returns the store where words are shown after the view is closed."""

    def read(clauses: Iterable[str]) -> Printed:
        return read_clauses(reopened() if reopened else view, clauses)

    kept = kept_documents(view) if isinstance(view, Store) else None
    return Corpus(made_texts(view, documents) if kept is None else kept, read)


def made_texts(view: View, documents: Iterable[str]) -> list[KeptFile]:
    """Make in memory the folded texts that a build would write into files."""
    clauses: Clauses = {iri: {} for iri in documents}
    paths: dict[str, str] = {}
    for document, below, words in stream_clauses(view):
        if document in clauses and words:
            add_clause(clauses, document, paths.setdefault(below, below), words)
    return [KeptFile("", TextFile(data), frozenset(), len(data), 0) for data in packed(folded(clauses))]


def read_clauses(view: View, clauses: Iterable[str]) -> Printed:
    """Return the texts of some clauses (IRIs)."""
    found: dict[str, list[str]] = {}
    for row in select_about(view, _OF_CLAUSES, clauses):
        found.setdefault(row["clause"], []).append(row["text"].replace(BETWEEN, " "))
    return found


def _first(text: KeptText, word: str) -> dict[str, str]:
    """Return the first clauses that hold the word: place → folded text."""
    parts = text.joined.split(BETWEEN) if text.places else []
    held = ((place, part) for place, part in zip(text.places, parts, strict=True) if word in part)
    return dict(islice(held, _LOOKED_AT))


def _passage(below: str, printed: str, word: str) -> FoundPassage | None:
    """Return the first place of the folded word in the clause as it is printed."""
    folded, origins = "", list[int]()
    for place, character in enumerate(printed):
        piece = fold(character)
        folded += piece
        origins += [place] * len(piece)
    at = folded.find(word)
    # A character that folds differently alone than together with its neighbours is not found here.
    if at < 0:
        return None
    start, end = origins[at], origins[at + len(word) - 1] + 1
    first, last = max(0, start - AROUND), min(len(printed), end + AROUND)
    return FoundPassage(
        below,
        (CUT if first else "") + printed[first:start].lstrip(),
        printed[start:end],
        printed[end:last].rstrip() + (CUT if last < len(printed) else ""),
    )
