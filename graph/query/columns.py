"""The names of the saved questions' columns, in both languages: `columns.toml` beside this file.

Heads of tables are shown in the reader's language; the names in SPARQL, CSV and JSON stay as the query writes them.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.enumerations import Language

_FILE = Path(__file__).with_name("columns.toml")
_SHARED = "columns"
_WORDS = "words"
PROVISION = "provision"
"""The kind of a column whose cells name provisions (`art_63__para_1`), which people read as lawyers cite them."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column. words: the kind of names in its cells (`status`, `role`), by which a page finds the reader's words for
    them; empty where cells are shown as they are."""

    texts: Mapping[Language, str]
    words: str = ""


@cache
def headings() -> Mapping[str, Mapping[str, Heading]]:
    """Return the headings of all questions: those that questions share under `columns`, the others under the question's name."""
    tables = tomllib.loads(_FILE.read_text("utf-8"))
    return {table: {name: _parsed(entry) for name, entry in entries.items()} for table, entries in tables.items()}


def heading(question: str, column: str) -> Heading:
    """Return the heading of a question's column. A column that is not in the table, as of a user's own query, is its own heading."""
    known = headings()
    found = known.get(question, {}).get(column) or (known[_SHARED].get(column) if question else None)
    return found or Heading(dict.fromkeys(Language, column))


def _parsed(entry: Mapping[str, str]) -> Heading:
    return Heading({language: entry[language] for language in Language}, entry.get(_WORDS, ""))
