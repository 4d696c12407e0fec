"""Choose what a document is called where a list names it."""

from typing import Protocol

from ontology.iri import named_by_file
from ui.messages import Messages


class HasTitle(Protocol):
    """A document, an agency or a hit in a list."""

    @property
    def iri(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def number(self) -> str: ...


def title_of(named: HasTitle, say: Messages) -> str:
    """Return the title, else the number, else what the file is called, else words for a document without a title."""
    return named.title or named.number or named_by_file(named.iri) or say("documents.no_title")
