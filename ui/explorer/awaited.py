"""What pages wait for a moment at most: the full text of the store and what its shapes find, worked out in threads beside them.

Each is None while it is being worked out; a page then says so (`ui/explorer/components/pending.py`) and looks again.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import date
from typing import TypeVar

from graph.records.findings import FindingRow
from graph.records.fulltext import NO_TEXTS, Corpus, read_texts
from ui.explorer import findings as found
from ui.explorer import jobs, state
from ui.explorer.findings import Findings
from ui.explorer.generation import current, opened, per_generation, reading
from ui.explorer.holdings import rows

T = TypeVar("T")
PATIENCE = 0.3
"""How many seconds a page waits for what is not there yet: that of a small store is, by then."""


def texts() -> Corpus | None:
    """The text of every published document, to be searched; None while it is still being read."""
    running = _texts()
    return running.result() if jobs.done([running], PATIENCE) else None


@per_generation(empty=frozenset[str]())
def holding(word: str) -> frozenset[str]:
    """The published documents in whose text a folded word stands, once `texts` are there."""
    return _texts().result().holding(word)


def findings(day: date) -> Findings | None:
    """What the shapes find in the whole store as of a day; None while they are still being asked.

    Raises what the validation raised, once; asking again begins anew, but for one that was stopped: it would be again.
    """
    running = [_lasting(), _passing(day)]
    if not jobs.done(running, PATIENCE):
        return None
    for begun, forget in zip(running, (_lasting.clear, _passing.clear), strict=True):
        if begun.exception() is not None and not isinstance(begun.exception(), found.ValidationError):
            forget()
    for begun in running:
        begun.result()
    return _findings(day)


def _done(answer: T) -> "Future[T]":
    future: Future[T] = Future()
    future.set_result(answer)
    return future


def _begin(work: Callable[[], T], sort: str) -> "Future[T]":
    """Do the work in a thread, about the generation that this page is about."""
    generation = current()

    def run() -> T:
        with reading(generation):
            return work()

    return jobs.start(run, sort)


@per_generation(empty=_done(NO_TEXTS), max_entries=1)
def _texts() -> Future[Corpus]:
    return _begin(lambda: read_texts(opened(), [row.iri for row in rows()]), "texts")


@per_generation(empty=_done(()), max_entries=1)
def _lasting() -> Future[Sequence[FindingRow]]:
    """The findings that are the same on every day."""
    return _begin(lambda: _validated(None), "findings")


@per_generation(empty=_done(()), max_entries=4)
def _passing(day: date) -> Future[Sequence[FindingRow]]:
    return _begin(lambda: _validated(day), "findings")


def _validated(day: date | None) -> Sequence[FindingRow]:
    """A large store is validated in a process of its own."""
    documents = rows()
    if len(documents) >= found.LARGE:
        return found.aside(state.store(), day)
    return found.validated(opened(), documents, day)


@per_generation(empty=found.NOTHING, max_entries=4)
def _findings(day: date) -> Findings:
    return found.together(_lasting().result(), _passing(day).result())
