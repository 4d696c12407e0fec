"""Stores that tests read: a conftest imports the fixtures that its folder needs."""

from pathlib import Path

import pytest

from tests.samples import fictional
from tests.samples import working as sample_work
from tests.samples.once import once


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional store, written by hand."""
    return once(tmp_path_factory, "fictional", fictional.build)


@pytest.fixture(scope="session")
def working(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with tasks, time limits and duties."""
    return once(tmp_path_factory, "working", sample_work.build)


@pytest.fixture(scope="session")
def gazettes(example_store: Path) -> Path:
    """The sample gazettes, built: what holds when, with the sentences."""
    return example_store
