"""Stores that tests read: a conftest imports the fixtures that its folder needs."""

from pathlib import Path

import pytest

from tests.samples import fictional as sample
from tests.samples import working as sample_work


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample.build(tmp_path_factory.mktemp("ui") / "store")


@pytest.fixture(scope="session")
def working(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with tasks, time limits and duties."""
    return sample_work.build(tmp_path_factory.mktemp("work") / "store")


@pytest.fixture(scope="session")
def gazettes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample gazettes, built: what holds when, with the sentences."""
    from ingest.pipeline import build
    from ingest.read.inputs import find

    store = tmp_path_factory.mktemp("gazettes") / "store"
    build(find([Path(__file__).parents[2] / "examples"]), store)
    return store
