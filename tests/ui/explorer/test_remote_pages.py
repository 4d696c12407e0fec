"""The pages over an endpoint show what they show over the folder that it serves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store.loading import load
from graph.store.store import Store
from tests.graph import engines
from tests.samples.fictional import IRIS
from tests.ui.cli.test_serve import serving


@pytest.fixture(scope="module", params=["serve", "virtuoso"])
def url(request: pytest.FixtureRequest, store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The store over HTTP: served by `zhengmai serve`, or loaded into another engine."""
    if request.param == "serve":
        with serving(store) as (found, _):
            yield found
        return
    folder = tmp_path_factory.mktemp("virtuoso")
    with pytest.MonkeyPatch.context() as patch, engines.virtuoso(folder) as found:
        patch.chdir(folder)
        patch.setenv("ZHENGMAI_USER", "dba")
        patch.setenv("ZHENGMAI_PASSWORD", "dba")
        with Store.open(store) as view:
            load(view, found)
        yield found


@pytest.mark.parametrize("page", ["overview", "documents", "agencies", "validation"])
def test_a_page_over_an_endpoint(page: str, visit, store: Path, url: str) -> None:
    assert visit(page, url).html == visit(page, store).html != ""


def test_a_document_over_an_endpoint(visit, store: Path, url: str) -> None:
    with Store.open(store) as graph:
        iri = min(row["d"].value for row in graph.select("SELECT DISTINCT ?d { ?d a zm:PublishedDocument }"))
    assert iri.startswith(IRIS.base)
    shown = visit("document", url, iri=iri).html
    assert shown == visit("document", store, iri=iri).html != ""


def test_an_endpoint_that_is_not_there_is_told(visit) -> None:
    assert "127.0.0.1:1/query" in visit("overview", "http://127.0.0.1:1/query").html
