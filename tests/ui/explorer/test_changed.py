"""The page of what builds changed."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.removal import remove
from tests.samples.once import copied
from ui.explorer import url

ENDED = "岚州市人民政府公报-2021-15.txt"


@pytest.fixture(scope="module")
def changed_store(example_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the examples after a removal."""

    store = copied(example_store, tmp_path_factory.mktemp("changed") / "store")
    remove([ENDED], store)
    return store


def test_what_changed_is_listed_and_narrowed(visit: Callable[..., Any], changed_store: Path) -> None:
    html = visit("changed", changed_store).html
    assert "移除" in html and "岚政发〔2021〕12号" in html and "另有" in html
    gone = visit("changed", changed_store, kind="gone").html
    assert 0 < len(re.findall("<li>", gone)) <= len(re.findall("<li>", html))
    for parameters in ({"after": "99"}, {"from": "2999-01-01"}, {"until": "1999-01-01"}):
        assert "<li>" not in visit("changed", changed_store, **parameters).html
    assert "removed" in visit("changed", changed_store, lang="en").html


def test_the_overview_tells_the_last_change(
    visit: Callable[..., Any], changed_store: Path, example_store: Path
) -> None:
    html = visit("overview", changed_store).html
    assert "最近的变化" in html and url.changed() in html
    assert "最近的变化" not in visit("overview", example_store).html  # the first build alone is no change
