"""The pages over an endpoint show what they show over the folder that it serves."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from graph.query.limited import Limits, run_untrusted
from graph.store.loading import load
from graph.store.store import Store
from tests.graph import engines
from tests.graph.serve.serving import served
from tests.graph.serve.test_gate_limits import DOUBLED
from ui.explorer import console


@pytest.fixture(scope="module", params=["serve", "virtuoso"])
def endpoint_and_folder(
    request: pytest.FixtureRequest, store: Path, example_store: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    """An endpoint and the folder that it holds: served by `zhengmai serve`, or loaded into another engine.

    Virtuoso gets what was read: it changes values that are none of their type, which the store written by hand has.
    """
    if request.param == "serve":
        with served(store) as url:
            yield url, store
        return
    folder = tmp_path_factory.mktemp("virtuoso")
    with pytest.MonkeyPatch.context() as patch, engines.virtuoso(folder) as url:
        patch.chdir(folder)
        patch.setenv("ZHENGMAI_USER", "dba")
        patch.setenv("ZHENGMAI_PASSWORD", "dba")
        with Store.open(example_store) as view:
            load(view, url)
        yield url, example_store


@pytest.mark.parametrize("page", ["overview", "documents", "agencies", "validation"])
def test_a_page_over_an_endpoint(page: str, visit, endpoint_and_folder: tuple[str, Path]) -> None:
    url, folder = endpoint_and_folder
    assert visit(page, url).html == visit(page, folder).html != ""


def test_a_document_over_an_endpoint(visit, endpoint_and_folder: tuple[str, Path]) -> None:
    url, folder = endpoint_and_folder
    with Store.open(folder) as graph:
        iri = min(row["d"].value for row in graph.select("SELECT DISTINCT ?d { ?d a zm:PublishedDocument }"))
    shown = visit("document", url, iri=iri).html
    assert shown == visit("document", folder, iri=iri).html != ""


@pytest.mark.parametrize(
    ("query", "seconds", "said"),
    [("ASK " + "{" * 3_000 + "}" * 3_000, 20, "deeper than"), (DOUBLED, 2, r"(was )?stopped")],
)
def test_a_link_with_a_query_that_hurts_hurts_only_its_process(
    query: str, seconds: float, said: str, visit, endpoint_and_folder: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.explorer.holdings.run_untrusted", partial(run_untrusted, limits=Limits(seconds)))
    seen = visit("sparql", endpoint_and_folder[0], query=console.packed(query), lang="en")
    (refused,) = re.findall("zm-refused[^>]*>([^<]*)<", seen.html)
    assert re.search(said, refused) and "\n" not in refused.strip()


def test_an_endpoint_that_is_not_there_is_told(visit) -> None:
    assert "127.0.0.1:1/query" in visit("overview", "http://127.0.0.1:1/query").html
