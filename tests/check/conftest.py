"""One small store of fictional laws for all tests of the check, and a function that checks a text against it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from check.model import CheckedDraft
from check.reading import read_draft
from check.run import check_read
from graph.records.identity import build_identity
from graph.store.store import Store
from ingest.read.files import load

Checker = Callable[..., CheckedDraft]


@pytest.fixture(scope="session")
def checked(law_store: Path) -> Iterator[Checker]:
    """Check a text against the store, as of 2025-03-10 if no day is given."""
    with Store.open(law_store) as view:
        who = build_identity(view, documents_only=True)

        def run(text: str, day: date | None = date(2025, 3, 10), **options: object) -> CheckedDraft:
            return check_read(view, who, read_draft(load(text.encode(), "draft.txt")), day, **options)  # type: ignore[arg-type]

        yield run
