"""Read the content of a store as plain typed values. Every function takes a store that `zhengmai.open` has opened.

Documents, cards, references, tasks and status are frozen dataclasses; dates are `datetime.date`, or ISO 8601 text where the class
says so. An `iri` is the document's identifier (`docs/graph.md`).
"""

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.derive.status import Standing
    from graph.records.card import DocumentCard
    from graph.records.documents import DocumentRow
    from graph.records.references import Relations
    from graph.records.work import TaskRow
    from graph.store.view import View

__all__ = ["document", "documents", "references", "status", "tasks"]


def documents(store: "View") -> "tuple[DocumentRow, ...]":
    """Return every published document with number, title, kind, issuers and days, newest first; undated ones last."""
    from graph.records.documents import list_documents

    return list_documents(store)


def document(store: "View", iri: str) -> "DocumentCard | None":
    """Return one document: its facts, each with the words that it rests on, its parts and its clause tree; None if the store has no
    text of it."""
    from graph.records.card import read_card

    return read_card(store, iri)


def references(store: "View", iri: str) -> "Relations":
    """Return what a document refers to (`outgoing`), and what refers to it (`incoming`), each with its kind and its sentence."""
    from graph.records.references import read_relations

    return read_relations(store, iri)


def tasks(store: "View") -> "tuple[TaskRow, ...]":
    """Return all tasks with their parties, roles and time limits, by the dates and numbers of their documents."""
    from graph.records.tasks import read_tasks

    return read_tasks(store)


def status(store: "View", iri: str, day: date) -> "Standing":
    """Return whether a document is in force on a day, with the events that the answer rests on, the decisive one first."""
    from graph.derive.standing import events
    from graph.derive.status import status

    return status(events(store, iri), day)
