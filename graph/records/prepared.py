"""Make all catalogues of a store (`graph.records.catalogue`) before pages ask for them."""

from pathlib import Path

from graph.records import event_tables, identity_tables, ledger_tables, norm_tables
from graph.records.catalogue import kept_catalogue
from graph.records.value_tables import ValueTables
from graph.store.store import Store

CATALOGUES = (identity_tables.PLAN, event_tables.PLAN, ledger_tables.PLAN, norm_tables.PLAN)
"""In the order in which a first page needs them."""


def prepare_catalogues(root: Path | str) -> tuple[ValueTables, ...]:
    """Make those catalogues of the current generation that are not there, and return all: as long as they are held, who opens them
    need not check them again. Nothing for a store that keeps none. Raises graph.store.errors.StoreError."""
    with Store.open(root) as view:
        return tuple(found for plan in CATALOGUES if (found := kept_catalogue(view, plan)) is not None)
