"""Find the base of a store's IRIs from any of its sources, so that users need not give it again."""

from contextlib import suppress
from pathlib import Path

from graph.store.errors import StoreError
from graph.store.store import Store
from graph.store.view import View, text
from ontology.iri import Iris

SOURCE = "SELECT ?source ?name WHERE { ?source a zm:Source ; dct:identifier ?name } LIMIT 1"


def iris(view: View) -> Iris:
    """Return the minter and parser of this store's IRIs; it has the project's base if the store has no source yet."""
    return stored_iris(view) or Iris()


def stored_iris(view: View) -> Iris | None:
    """Do what `iris` does, but return None if the store has no source yet."""
    for row in view.select(SOURCE):
        return Iris.of_source(text(row, "source"), text(row, "name"))
    return None


def choose_base(store: Path | str, wanted: Iris | None) -> Iris:
    """Choose the base for a build of `store`: the store's own, else the wanted one, else the project's.

    Raises StoreError if the wanted base differs from the store's own.
    """
    own = None
    # The build that follows reports a folder that is not a store.
    with suppress(StoreError), Store.open(store) as view:
        own = stored_iris(view)
    if own and wanted and own.base != wanted.base:
        raise StoreError(
            f"{store}: its IRIs begin with {own.base}, not with {wanted.base}; build into another store",
            f"{store}：其中的标识以 {own.base} 开头，而不是 {wanted.base}；请另建图谱库",
        )
    return own or wanted or Iris()
