"""Questions whose parameters a person typed, answered in a process of their own."""

from pathlib import Path

import pytest

from graph.query.limited import Limits
from graph.query.query import find
from graph.records import questions
from graph.records.questions import ask, ask_untrusted
from graph.store.errors import QueryError
from graph.store.store import Store
from tests.samples import fictional as sample

QUESTION = find("documents-of-agency")


def test_the_answer_is_that_of_this_process(store: Path) -> None:
    params = {"agency": "水务局"}
    with Store.open(store) as view:
        expected = ask(view, QUESTION, params)
    assert expected.rows and ask_untrusted(str(store), QUESTION, params, Limits()) == expected


def test_what_nobody_goes_by_is_named(store: Path) -> None:
    with pytest.raises(QueryError, match="岚州市没有这个局"):
        ask_untrusted(str(store), QUESTION, {"agency": "岚州市没有这个局"}, Limits())


@pytest.mark.parametrize("params", [{}, {"agency": sample.WATER}])
def test_a_question_opens_the_store_once(store: Path, monkeypatch: pytest.MonkeyPatch, params: dict[str, str]) -> None:
    openings: list[object] = []
    opened = Store.open

    def open_(path: Path | str) -> object:
        openings.append(path)
        return opened(path)

    monkeypatch.setattr(Store, "open", staticmethod(open_))
    # The subprocess's work is done here, where its openings can be counted.
    monkeypatch.setattr(questions, "run_within", lambda limits, function, *arguments: function(*arguments))
    question = QUESTION if params else find("documents-by-year-and-kind")
    ask_untrusted(str(store), question, params, Limits())
    assert len(openings) == 1


def test_a_place_takes_in_what_lies_in_it(example_store: Path) -> None:
    day, holding = {"day": "2024-01-01"}, find("status-on-day")
    with Store.open(example_store) as view:
        of_all, of_city, of_district, of_none = (
            ask(view, holding, day | {"place": place}).rows for place in ("", "岚州市", "望湖区", "山东")
        )
    assert set(of_district) < set(of_city) <= set(of_all) and of_district and not of_none


def test_an_unknown_place_is_the_reason_for_no_rows(example_store: Path) -> None:
    with Store.open(example_store) as view, pytest.raises(QueryError, match="no place has this name"):
        ask(view, find("orphans"), {"place": "乌有市"})
