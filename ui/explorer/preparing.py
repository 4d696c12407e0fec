"""Make what pages need of the whole store as soon as there is a new generation, in a thread beside the pages, so that none waits for it."""

import logging
import time
from collections.abc import Callable
from threading import Thread

from graph.records.prepared import prepare_catalogues
from graph.records.value_tables import ValueTables
from graph.store.endpoint import is_url
from graph.store.errors import GraphError
from ui.explorer import holdings, state
from ui.explorer.generation import reading, version

_LOG = logging.getLogger("zhengmai.explorer")
_EVERY = 2.0  # seconds between two looks at the store


def start(pause: Callable[[float], object] = time.sleep) -> None:
    """Begin, where the store is a folder. pause: waits between two looks."""
    if not is_url(state.store()):
        Thread(target=_keep_prepared, args=(pause,), daemon=True).start()


def _keep_prepared(pause: Callable[[float], object]) -> None:
    before, held = "", list[ValueTables]()
    while True:
        try:
            if (now := version()) != before:
                before = now
                held[:] = prepare_generation(now)
        except (GraphError, OSError):  # a page that asks says what is wrong
            pass
        except Exception:  # no room for a temporary file, say: later generations are prepared all the same
            _LOG.warning("catalogues are left to the pages", exc_info=True)
        pause(_EVERY)


def prepare_generation(generation: str) -> tuple[ValueTables, ...]:
    """Make the catalogues of the current generation, and answer the questions that most pages ask; nothing where the store is so small
    that it keeps no catalogues. Return the catalogues, open."""
    held = prepare_catalogues(state.store()) if generation else ()
    if held:
        with reading(generation, whole=True):
            for question in (holdings.who, holdings.listed, holdings.norms, holdings.book, holdings.events):
                question()
            _ = holdings.listed().places_of
            holdings.who().prepare()
    return held
