"""Expand words by the definitions of the texts that use them: 餐馆 finds the duties of 餐饮服务提供者 where a text says that these
include 餐馆.

There is no built-in dictionary: the meanings are the definitions and short names that the documents of the store give.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

from graph.patterns import pattern
from graph.records.definitions import Defined

_ITEM_END = pattern("item-end").pattern
_OTHER = pattern("other-ahead")
_LONGEST_ITEM = 16  # a longer part of a definition is a description, and no name
_SHORTEST = 2


class Said(Protocol):
    """Searchable form of a norm, or of all norms of a document. document: their document; fields: their fields of law."""

    @property
    def document(self) -> str: ...
    @property
    def fields(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Meaning:
    """A term with one of the names that its definition lists. document: IRI of the text that says so."""

    term: str
    name: str
    document: str


def list_meanings(definitions: Iterable[Defined]) -> tuple[Meaning, ...]:
    """Return the names that definitions list, and both sides of short names, by document and as printed."""
    found: dict[Meaning, None] = {}
    for one in definitions:
        for word in one.words:
            for item in _ITEM_END.split(one.meaning):
                name = item.strip()
                name = name[other.end() :] if (other := _OTHER.start(name)) else name
                if _SHORTEST <= len(name) <= _LONGEST_ITEM and name != word:
                    found[Meaning(word, name, one.document)] = None
    return tuple(found)


class Senses:
    """Finds the terms that a typed word may mean, in which documents and fields of law."""

    def __init__(self, meanings: Iterable[Meaning], norms: Iterable[Said]) -> None:
        self._meanings = tuple(meanings)
        self._fields: defaultdict[str, set[str]] = defaultdict(set)
        for norm in norms:
            self._fields[norm.document].update(norm.fields)

    def terms(self, word: str) -> list[Meaning]:
        """Return the meanings whose name contains the word."""
        return [one for one in self._meanings if word in one.name] if len(word) >= _SHORTEST else []

    def stands(self, meanings: Collection[Meaning], words: str, norm: Said) -> bool:
        """Test whether a term occurs in some words of a norm, in the document that defines it or in its field of law."""
        return any(
            one.term in words
            and (one.document == norm.document or not self._fields[one.document].isdisjoint(norm.fields))
            for one in meanings
        )
