"""The fictional stores."""

from tests.samples.stores import gazettes, store, working

__all__ = ["gazettes", "store", "working"]
