"""A whole store as text, to be compared."""

from pathlib import Path

from pyoxigraph import RdfFormat, serialize

from graph.store.sharing import check_shared
from graph.store.store import Store


def dump(store: Path) -> str:
    """Return the sorted N-Quads of a store, as its engine writes them, after checking that its shared graph is right."""
    with Store.open(store) as opened:
        check_shared(opened)
        written = serialize(opened.quads(), format=RdfFormat.N_QUADS)
    assert written is not None
    return b"".join(sorted(written.splitlines(keepends=True))).decode()
