"""What the pages wait for a moment at most: the full text of the store and what its shapes find, worked out beside them.

Each is None while it is being worked out; a page then says so (`ui/explorer/components/pending.py`) and looks again.
"""

from collections.abc import Sequence
from concurrent.futures import Future
from datetime import date

import streamlit as st

from graph.records import corpus
from graph.records.corpus import Corpus
from graph.records.findings import FindingRow
from ui.explorer import findings as found
from ui.explorer import jobs as background
from ui.explorer.findings import Findings
from ui.explorer.holdings import answer, here, rows_of

PATIENCE = 0.3
"""How many seconds a page waits for what is not there yet: that of a small store is, by then."""


def texts() -> Corpus | None:
    """The text of every published document, to be searched; None while it is still being read, which no page waits for."""
    running = _reading(*here())
    return running.result() if background.done([running], PATIENCE) else None


def holding(word: str) -> frozenset[str]:
    """The published documents in whose text a folded word stands, once `texts` are there."""
    return _holding(*here(), word)


def findings(day: date) -> Findings | None:
    """What the shapes find in the whole store as of a day; None while they are still being asked, which no page waits for.

    Raises what the validation raised, once; asking again begins anew, but for one that was stopped: it would be again.
    """
    store, generation = here()
    running = [_lasting(store, generation), _passing(store, generation, day)]
    if not background.done(running, PATIENCE):
        return None
    for begun, clear in zip(running, (_lasting.clear, _passing.clear), strict=True):
        if begun.exception() is not None and not isinstance(begun.exception(), found.ValidationError):
            clear()
    for begun in running:
        begun.result()
    return _findings(store, generation, day)


@st.cache_resource(show_spinner=False, max_entries=1)
def _reading(store: str, generation: str) -> Future[Corpus]:
    documents = [row.iri for row in rows_of(store, generation)]
    return background.start(
        lambda: answer(store, generation, lambda graph: corpus.read(graph, documents), corpus.NOTHING), "texts"
    )


@st.cache_resource(show_spinner=False, max_entries=64)
def _holding(store: str, generation: str, word: str) -> frozenset[str]:
    return _reading(store, generation).result().holding(word)


@st.cache_resource(show_spinner=False, max_entries=1)
def _lasting(store: str, generation: str) -> Future[Sequence[FindingRow]]:
    """The findings that are the same on every day."""
    return background.start(lambda: _validated(store, generation, None), "findings")


@st.cache_resource(show_spinner=False, max_entries=4)
def _passing(store: str, generation: str, day: date) -> Future[Sequence[FindingRow]]:
    return background.start(lambda: _validated(store, generation, day), "findings")


def _validated(store: str, generation: str, day: date | None) -> Sequence[FindingRow]:
    if not generation:
        return ()
    large = len(rows_of(store, generation)) >= found.LARGE
    return (found.aside if large else found.validated)(store, day)


@st.cache_resource(show_spinner=False, max_entries=4)
def _findings(store: str, generation: str, day: date) -> Findings:
    return found.together(_lasting(store, generation).result(), _passing(store, generation, day).result())
