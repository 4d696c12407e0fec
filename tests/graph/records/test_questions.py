"""Questions whose parameters a person typed, answered in a process of their own."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.query.limited import Limits
from graph.query.query import Query, all_queries, find, run
from graph.records import questions
from graph.records.identity import build_identity
from graph.records.questions import ask, ask_untrusted, resolve
from graph.store.errors import QueryError
from graph.store.store import Store
from graph.store.substitution import fill_list
from tests.conftest import build_store
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


@pytest.mark.parametrize(
    ("question", "short", "full"),
    [
        ("documents-of-agency", "市民政局", "岚州市民政局"),
        ("ledger", "市财政局", "岚州市财政局"),
        ("ledger", "财政局", "岚州市财政局"),
        ("duties-of-agency", "市民政局", "岚州市民政局"),
    ],
)
def test_a_short_name_has_all_rows_of_the_full_one(example_store: Path, question: str, short: str, full: str) -> None:
    with Store.open(example_store) as view:
        of_short, of_full = (set(ask(view, find(question), {"agency": name}).rows) for name in (short, full))
    assert of_full and of_full <= of_short


def test_a_group_goes_by_either_form(example_store: Path) -> None:
    ledger = find("ledger")
    with Store.open(example_store) as view:
        names = {str(row[0]) for row in ask(view, ledger, {"agency": "政府"}).rows}
        (group, *_) = sorted(name for name in names if name.startswith("各") and name.endswith("政府"))
        other = group.replace("人民政府", "政府") if "人民" in group else group.replace("政府", "人民政府")
        one, same = (ask(view, ledger, {"agency": name}).rows for name in (group, other))
    assert one and one == same


@pytest.mark.parametrize(
    ("question", "params", "says"),
    [
        ("reforms-of-agency", {"agency": "岚州市财政局"}, "岚州市财政局"),
        ("tasks-of-document", {"document": "《中华人民共和国老年人权益保障法》"}, "没有它的文本"),
        ("definitions-of-term", {"word": "宇宙飞船"}, "宇宙飞船"),
    ],
)
def test_an_empty_answer_says_what_was_looked_for(
    example_store: Path, question: str, params: dict[str, str], says: str
) -> None:
    with Store.open(example_store) as view:
        found = ask(view, find(question), params)
    assert not found.rows
    assert says in found.why[0] and found.why[1]


@pytest.mark.parametrize(("name", "typed"), [("title", "没有这部法"), ("text", "没有这份文件")])
def test_an_unknown_title_is_the_reason_for_no_rows(example_store: Path, name: str, typed: str) -> None:
    question = find("citing-title" if name == "title" else "document")
    with Store.open(example_store) as view, pytest.raises(QueryError, match=typed):
        ask(view, question, {name: typed})


def test_blanks_between_characters_do_not_count(example_store: Path) -> None:
    with Store.open(example_store) as view:
        one, other = (ask(view, find("document"), {"text": text}).rows for text in ("养老服务", "养老 服务"))
    assert one and one == other


def test_what_is_only_cited_has_the_title_that_others_print(example_store: Path) -> None:
    with Store.open(example_store) as view:
        table = ask(view, find("status-on-day"), {"day": "2024-01-01"})
    number, title = table.columns.index("number"), table.columns.index("title")
    assert [row[number] for row in table.rows if not row[title]] == []


def test_an_agency_has_the_duties_of_its_kind(tmp_path: Path) -> None:
    text = "岚州市菜市场条例\n第一条 县级以上人民政府财政部门应当保障经费。\n第二条 国务院财政部门应当制定标准。\n"
    (tmp_path / "菜市场.txt").write_text(text, "utf-8")
    (tmp_path / "岚财发.txt").write_text(
        "岚州市财政局关于拨款的通知\n岚财发〔2023〕7号\n各区县财政局：\n请照办。\n岚州市财政局\n2023年5月1日\n", "utf-8"
    )
    build_store(tmp_path / "out", tmp_path / "菜市场.txt", tmp_path / "岚财发.txt")
    with Store.open(tmp_path / "out" / "store") as view:
        rows = ask(view, find("duties-of-agency"), {"agency": "岚州市财政局"}).rows
    assert [row[0] for row in rows] == ["县级以上人民政府财政部门"]


@pytest.mark.parametrize("typed", ['x") || true #政府', "\\u0022人民政府", "”)} UNION { ?a ?b ?c"])
def test_words_that_are_no_name_change_no_list(example_store: Path, typed: str) -> None:
    who_is_meant = find("ledger")
    with Store.open(example_store) as view, pytest.raises(QueryError, match="no agency goes by this name"):
        ask(view, who_is_meant, {"agency": typed})


def test_each_name_of_a_list_stands_in_a_list_of_its_own() -> None:
    """Virtuoso finds none of several Chinese words in one."""
    filled = fill_list(
        "FILTER(?a && STR(?x) IN (?l) || ?y IN (?l) || ?z NOT IN (?l)) # IN (?l)",
        "l",
        [ox.Literal("甲"), ox.Literal("乙")],
    )
    assert filled == (
        'FILTER(?a && (STR(?x) IN ("甲") || STR(?x) IN ("乙")) || (?y IN ("甲") || ?y IN ("乙")) || ?z NOT IN ("甲", "乙")) # IN (?l)'
    )


ABOUT_ONE = [query for query in all_queries() if "UNDEF" in query.text]


@pytest.mark.parametrize("question", ABOUT_ONE, ids=lambda query: query.name)
def test_a_question_begins_at_the_document_and_answers_as_through_all_names(store: Path, question: Query) -> None:
    given = {parameter.name: "1" for parameter in question.parameters if parameter.name != "document"}
    with Store.open(store) as view:
        who = build_identity(view)
        for iri in (*who.published, *who.cited):
            meant = resolve(question, {**given, "document": iri}, who, tuple)
            assert f"{{ <{iri}> }}" in meant.query.text and "UNDEF" not in meant.query.text
            assert run(view, meant.query, meant.values).rows == run(view, question, meant.values).rows
