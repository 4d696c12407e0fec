"""A whole store as text, to be compared."""

from io import BytesIO
from pathlib import Path

from graph.store.sharing import check_shared
from graph.store.store import Store


def dump(store: Path) -> str:
    """Return the N-Quads of a store, after checking that its shared graph is right."""
    file = BytesIO()
    with Store.open(store) as opened:
        check_shared(opened)
        opened.dump_nquads(file)
    return file.getvalue().decode()
