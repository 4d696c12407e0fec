"""Keeps the identity of a store from one question to the next, for a process that answers many: it is built once a generation."""

from collections import OrderedDict
from threading import Lock

from graph.records.identity import Identity, build_identity
from graph.store.store import Store
from graph.store.view import View

_MOST = 4
"""Stores at a time."""
_kept: OrderedDict[tuple[str, str, int], Identity] = OrderedDict()
_lock = Lock()


def keep_identity(view: View) -> Identity:
    """Return `build_identity(view)`, as it was built for this generation before. An endpoint's is built anew: it may change at any time."""
    if not isinstance(view, Store):
        return build_identity(view)
    folder = view.path / view.generation
    key = (
        str(view.path.absolute()),
        view.generation,
        folder.stat().st_ino,
    )  # a store in another's place has another folder
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    built = build_identity(view)
    with _lock:
        _kept[key] = built
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    return built
