"""A whole store as text, to be compared; and one opened store for all questions between two of its changes."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from pyoxigraph import RdfFormat, serialize

from graph.store.store import Store

_OPENED: dict[tuple[Path, str], Store] = {}
"""The store that was asked last, by its folder and generation: to open one takes longer than most questions of a test."""


def reading(store: Path) -> AbstractContextManager[Store]:
    """Return the current generation of a store, opened; it stays open until another one is asked for. Tests only read it."""
    key = (store, Store.version(store))
    if key not in _OPENED:
        while _OPENED:
            _OPENED.popitem()[1].close()
        opened = Store.open(store)
        assert isinstance(opened, Store)
        _OPENED[key] = opened
    return nullcontext(_OPENED[key])


def dump(store: Path) -> str:
    """Return the sorted N-Quads of a store, as its engine writes them, after checking that no triple is in two of its graphs."""
    with reading(store) as opened:
        written = serialize(opened.quads(), format=RdfFormat.N_QUADS)
    assert written is not None
    lines = written.splitlines(keepends=True)
    assert len({line.rsplit(b" ", 2)[0] for line in lines}) == len(lines)
    return b"".join(sorted(lines)).decode()
