"""Values that are cached for each generation, and how often a page opens and queries the store."""

import gc
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import current_thread

import pytest

from graph.store import generations
from graph.store.store import Store
from graph.store.view import View
from tests.samples import fictional as sample
from ui.explorer import generation
from ui.explorer import views as views_package
from ui.explorer.generation import current, opened, per_generation, reading


@dataclass
class Asked:
    openings: int = 0
    queries: int = 0


@pytest.fixture
def counted_queries(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Counts the openings and queries of the pages themselves, without the work in threads beside them."""
    counted = Asked()
    opened, query = Store.open, View.query

    def page() -> bool:
        return current_thread().name == "ScriptRunner.scriptThread"

    def open_(path: object) -> object:
        counted.openings += page()
        return opened(path)

    def query_(view: View, *arguments: object) -> object:
        counted.queries += page()
        return query(view, *arguments)

    monkeypatch.setattr(Store, "open", staticmethod(open_))
    monkeypatch.setattr(View, "query", query_)
    return counted


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    import streamlit as st

    st.cache_resource.clear()
    yield


# The queries that a page may ask in a process that has just started: the list of documents and who is who are counted, too.
PAGES: Mapping[str, tuple[int, dict[str, str]]] = {
    "overview": (12, {}),
    "documents": (6, {}),
    "document": (12, {"iri": sample.NOTICE}),
    "agencies": (18, {}),
    "agency": (26, {"iri": sample.WATER}),
    "tasks": (8, {}),
    "duties": (12, {}),
    "terms": (8, {}),
    "graph": (14, {"iri": sample.NOTICE}),
    "validation": (4, {}),
    "changed": (8, {}),
    "review": (14, {}),
    "stale": (14, {"as_of": "2023-06-30"}),
    "sparql": (4, {"name": "documents-of-agency"}),
    "compare": (8, {"old": sample.NOTICE, "new": sample.LAW}),
    "text": (8, {"iri": sample.NOTICE, "as_of": "2021-06-30"}),
    "repeal": (8, {"iri": sample.NOTICE}),
    "questions": (2, {}),
}
ASKING_NOTHING = {"add", "check", "help", "unknown"}
"""The pages that ask the store only once a reader has given them something."""


def test_the_queries_of_every_page_are_counted() -> None:
    views = {path.stem for path in Path(views_package.__file__).parent.glob("*.py")} - {"__init__"}
    assert PAGES.keys() | ASKING_NOTHING == views and not PAGES.keys() & ASKING_NOTHING


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_the_store_once(
    visit: Callable[..., object], store: Path, counted_queries: Asked, page: str
) -> None:
    most, parameters = PAGES[page]
    visit(page, store, **parameters)
    assert counted_queries.openings == 1 and 0 < counted_queries.queries <= most
    visit(page, store, **parameters)
    assert counted_queries.openings == 1, "everything is kept"


@pytest.mark.parametrize(
    ("iri", "parameters"),
    [
        (sample.NOTICE, {}),
        (sample.NOTICE, {"original": "0"}),
        (sample.NOTICE, {"review": "add"}),
        (f"{sample.NOTICE}/doc_1/art_1", {}),
        (sample.LAW, {}),
        (f"{sample.IRIS.base}title/没有", {}),
    ],
)
def test_any_document_takes_twelve_queries_at_most(
    visit: Callable[..., object], store: Path, counted_queries: Asked, iri: str, parameters: dict[str, str]
) -> None:
    visit("document", store, iri=iri, **parameters)
    assert counted_queries.openings == 1 and 0 < counted_queries.queries <= 12


class Counted:
    """A question that counts how often it is worked out."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times = 0
        self.newest = "gen-1"
        monkeypatch.setattr(generation, "version", lambda: self.newest)

        @per_generation(empty=-1)
        def length(word: str) -> int:
            """How long a word is."""
            self.times += 1
            if not word:
                raise ValueError("no word")
            return len(word)

        self.length = length


def test_an_answer_is_worked_out_once_a_generation(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(monkeypatch)
    assert [counted.length("ab"), counted.length("ab"), counted.length("abc")] == [2, 2, 3] and counted.times == 2
    counted.newest = "gen-2"
    assert counted.length("ab") == 2 and counted.times == 3
    counted.length.clear()
    assert counted.length("ab") == 2 and counted.times == 4


def test_a_page_stays_with_its_generation(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(monkeypatch)
    with reading("gen-1"):
        counted.length("ab")
        counted.newest = "gen-2"
        assert current() == "gen-1" and counted.length("ab") == 2 and counted.times == 1
    assert current() == "gen-2"


def test_a_folder_that_is_exchanged_for_another_is_noticed(own_store: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(own_store, tmp_path / "other"))
    version = Store.version(own_store)
    own_store.rename(tmp_path / "aside")
    other.rename(own_store)
    assert generations.current(own_store) == own_store / "gen-1" and Store.version(own_store) != version


def test_before_the_first_build_nothing_is_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(monkeypatch)
    counted.newest = ""
    assert counted.length("ab") == -1 and counted.times == 0


def test_what_a_question_raises_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(monkeypatch)
    for _ in range(2):
        with pytest.raises(ValueError, match="no word"):
            counted.length("")
    assert counted.times == 2


def test_a_store_is_closed_with_the_page(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["app.py", "--store", str(store)])
    with reading():
        view = opened()
        assert opened() is view and len(view) > 0
    with pytest.raises(Exception, match=r".+"):
        len(view)


def test_garbage_is_collected_before_what_stays_is_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    for step in ("collect", "freeze"):
        monkeypatch.setattr(gc, step, lambda step=step: done.append(step))
    generation.freeze_loaded.__wrapped__()
    assert done == ["collect", "freeze"]
