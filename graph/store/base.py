"""Under which base a store has its IRIs: told by any of its sources, so that nobody has to be told it again."""

from contextlib import suppress
from pathlib import Path

from graph.store.errors import StoreError
from graph.store.store import Store
from graph.store.view import View, text
from ontology.iri import Iris

SOURCE = "SELECT ?source ?name WHERE { ?source a zm:Source ; dct:identifier ?name } LIMIT 1"


def iris(view: View) -> Iris:
    """Mints and parses the IRIs of this store; with our own base where it holds no source yet."""
    return known(view) or Iris()


def known(view: View) -> Iris | None:
    """As `iris`; None where the store holds no source yet."""
    for row in view.select(SOURCE):
        return Iris.of_source(text(row, "source"), text(row, "name"))
    return None


def settle(store: Path | str, wanted: Iris | None) -> Iris:
    """What a build of `store` mints its IRIs with: the store's own base, else the wanted one, else ours.

    Raises StoreError for a wanted base that is not that of what the store holds already.
    """
    held = None
    # What is no store yet, or none at all, is told by the build that begins.
    with suppress(StoreError), Store.open(store) as view:
        held = known(view)
    if held and wanted and held != wanted:
        raise StoreError(
            f"{store}: its IRIs begin with {held.base}, not with {wanted.base}; build into another store",
            f"{store}：其中的标识以 {held.base} 开头，而不是 {wanted.base}；请另建图谱库",
        )
    return held or wanted or Iris()
