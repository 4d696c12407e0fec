"""Endpoints that the tests of a file share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.graph.serve.serving import served


@pytest.fixture(scope="module")
def url(example_store: Path) -> Iterator[str]:
    with served(example_store, "--timeout", "2", "--memory", "300") as found:
        yield found


@pytest.fixture(scope="module")
def hasty(example_store: Path) -> Iterator[str]:
    """An endpoint for queries that never end: each keeps a processor busy until its time is over."""
    with served(example_store, "--timeout", "1", "--memory", "300") as found:
        yield found


@pytest.fixture(scope="module")
def patient(example_store: Path) -> Iterator[str]:
    """An endpoint that lets queries run for long, which pages of one origin may ask."""
    options = ("--timeout", "600", "--queries", "4", "--cors", "https://page.example")
    with served(example_store, *options) as found:
        yield found
