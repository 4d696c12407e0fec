"""Compute the full text and the findings of the store in threads beside the pages, which wait at most a moment.

Each function returns None while the computation runs; a page then says so and asks again (`ui/explorer/components/pending.py`).
Where the computation failed, it raises what that raised. It begins anew when it is asked after the failure was shown, but not in a page
that runs again without its reader (`drawing`): such pages would begin it without end.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any, ParamSpec, TypeVar
from weakref import WeakSet

from graph.records.findings import FindingRow
from graph.records.fulltext import NO_TEXTS, Corpus, read_texts
from graph.records.hits import Hits, no_hits
from graph.records.page_provisions import (
    NO_LATER_WORDS,
    NO_PROVISIONS,
    WordsByArticle,
    later_texts,
    read_words_on,
)
from graph.records.provisions import Citation, read_citations
from ui.explorer import findings as found
from ui.explorer import holdings, jobs, state
from ui.explorer.findings import Findings
from ui.explorer.generation import Question, current, opened, per_generation, reading
from ui.explorer.holdings import listed, rows, who

P = ParamSpec("P")
T = TypeVar("T")
_BY_ITSELF: ContextVar[bool] = ContextVar("by_itself", default=False)
_SHOWN: WeakSet["Future[Any]"] = WeakSet()
"""Work that failed, as a page has shown."""
PATIENCE = 0.3
"""Seconds that a page waits for a result: enough for a small store."""


@contextmanager
def drawing(*, by_itself: bool) -> Iterator[None]:
    """Draw a page within the block. by_itself: whether it runs again without its reader."""
    before = _BY_ITSELF.set(by_itself)
    try:
        yield
    finally:
        _BY_ITSELF.reset(before)


def texts() -> Corpus | None:
    """Return the text of every published document, for searching; None while it is being read."""
    return _ended(_begin_or_retry(_texts))


@per_generation(empty=no_hits())
def holding(word: str) -> Hits:
    """Return the published documents whose text contains a folded word, once `texts` are ready."""
    return _texts().result().holding(word)


def findings(day: date) -> Findings | None:
    """Return the findings of the whole store as of a day; None while they are being computed.

    A validation that was stopped is not begun anew: it would be stopped again.
    """
    running = [_begin_or_retry(_lasting), _begin_or_retry(_passing, day)]
    if not jobs.done(running, PATIENCE):
        return None
    _show(running)
    return _findings(day)


def citations(law: str) -> tuple[Citation, ...] | None:
    """Return the places of other documents that name articles of earlier editions of a law, under what these are in the text at hand (an
    IRI, of the present one); None while the editions are being compared."""
    return _ended(_begin_or_retry(_citations, law))


def words_on(iri: str, source: str, day: date, *, wait: bool = False) -> WordsByArticle | None:
    """Return what the articles that a document's page names in earlier texts of laws are in the texts of a day; None while the texts are
    being compared. Nothing is computed where no citation means an earlier text. wait: return no sooner than they are compared."""
    page = holdings.document(iri, source)
    if page is None or not later_texts(who(), page.provisions, day):
        return NO_LATER_WORDS
    running = _begin_or_retry(_words_on, iri, source, day)
    return _show([running])[0] if wait else _ended(running)


def _begin_or_retry(question: "Question[P, Future[T]]", *arguments: P.args, **named: P.kwargs) -> "Future[T]":
    """Return the work on a question; begun anew where it failed, a page has shown so, and a reader asks again."""
    running = question(*arguments, **named)
    if running not in _SHOWN or _BY_ITSELF.get() or isinstance(running.exception(), found.ValidationError):
        return running
    question.forget(*arguments, **named)
    return question(*arguments, **named)


def _ended(running: "Future[T]") -> T | None:
    """Return what was computed in a thread, None while it runs. Raises what the computation raised."""
    return _show([running])[0] if jobs.done([running], PATIENCE) else None


def _show(running: "Sequence[Future[T]]") -> list[T]:
    """Return the results for a page to show. Raises what the first that failed raised; the others are known with it."""
    for one in running:
        if one.exception() is not None:
            _SHOWN.add(one)
    return [one.result() for one in running]


def _done(answer: T) -> "Future[T]":
    future: Future[T] = Future()
    future.set_result(answer)
    return future


def _begin(work: Callable[[], T], queue: str) -> "Future[T]":
    """Start the work in a thread, for the generation that this page is about."""
    generation = current()

    def run() -> T:
        with reading(generation, whole=True):
            return work()

    return jobs.start(run, queue)


@per_generation(empty=_done(NO_TEXTS), max_entries=1)
def _texts() -> Future[Corpus]:
    return _begin(lambda: read_texts(opened(), listed().places_of, opened), "texts")


@per_generation(empty=_done(()), max_entries=16)
def _citations(law: str) -> Future[tuple[Citation, ...]]:
    return _begin(lambda: tuple(one for one in read_citations(opened(), who(), law) if one.became), "citations")


@per_generation(empty=_done(NO_LATER_WORDS), max_entries=16)
def _words_on(iri: str, source: str, day: date) -> Future[WordsByArticle]:
    page = holdings.document(iri, source)
    named = page.provisions if page else NO_PROVISIONS
    return _begin(lambda: read_words_on(opened(), who(), named, day), "editions")


@per_generation(empty=_done(()), max_entries=1)
def _lasting() -> Future[Sequence[FindingRow]]:
    """Return the findings that do not depend on the day."""
    return _begin(lambda: _validated(None), "findings")


@per_generation(empty=_done(()), max_entries=4)
def _passing(day: date) -> Future[Sequence[FindingRow]]:
    return _begin(lambda: _validated(day), "findings")


def _validated(day: date | None) -> Sequence[FindingRow]:
    """Validate the store; a large one in a subprocess."""
    documents = rows()
    if len(documents) >= found.LARGE:
        return found.aside(state.store(), day)
    return found.validated(opened(), documents, day)


@per_generation(empty=found.NOTHING, max_entries=4)
def _findings(day: date) -> Findings:
    return found.together(_lasting().result(), _passing(day).result())
