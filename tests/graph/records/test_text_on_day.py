"""The text of a document on a day, from its own text and a decision that amends it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graph.records.clause_events import amended_clauses
from graph.records.consolidation import ArticleText, Consolidated
from graph.records.document_page import read_document
from graph.records.identity import build_identity
from graph.records.text_on_day import TextOnDay, cut_out, read_text
from graph.records.wording import Lacking
from graph.store.store import Store
from ingest.pipeline import build
from ingest.read.inputs import find

RULES = """岚州市人民政府关于印发《岚州市渡口管理规定》的通知
岚政发〔2019〕41号

各区人民政府：

现将《岚州市渡口管理规定》印发给你们，请遵照执行。

岚州市人民政府

2019年3月1日

岚州市渡口管理规定

第一条 为加强渡口管理，制定本规定。

第二条 渡口由航政部门管理。

渡船由船主管理。

第三条 雾天停航。

第四条 本规定自2019年4月1日起施行。
"""
DECISION = """岚州市人民政府关于修改《岚州市渡口管理规定》的决定
岚政发〔2022〕17号

各区人民政府：

经研究，决定对《岚州市渡口管理规定》（岚政发〔2019〕41号）作如下修改：

一、将第二条第一款修改为：“渡口由交通运输部门管理。”

二、删去第三条。

三、将第九条修改为：“夜间停航。”

本决定自2022年7月1日起施行。

岚州市人民政府

2022年6月10日
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("text")
    (folder / "rules.txt").write_text(RULES, encoding="utf-8")
    (folder / "decision.txt").write_text(DECISION, encoding="utf-8")
    build(find([folder]), folder / "store")
    with Store.open(folder / "store") as view:
        assert isinstance(view, Store)
        yield view


def text(store: Store, on: date) -> TextOnDay:
    who = build_identity(store)
    found = read_text(store, who, who.find("岚政发〔2019〕41号").only, on)
    assert found is not None
    return found


def test_before_the_act_the_text_is_as_it_was_issued(store: Store) -> None:
    found = text(store, date(2022, 6, 30))
    assert [p.marker for p in found.text.provisions] == ["第一条", "第二条", "第三条", "第四条"]
    assert found.acts == () and not any(p.by for p in found.text.provisions)


def test_from_its_day_on_the_act_is_applied_and_named(store: Store) -> None:
    found = text(store, date(2022, 7, 1))
    lines = {p.marker: (p.lines, p.by) for p in found.text.provisions}
    assert list(lines) == ["第一条", "第二条", "第四条"]
    assert lines["第二条"] == (("渡口由交通运输部门管理。", "渡船由船主管理。"), "岚政发〔2022〕17号")
    assert [(act.name, act.read, act.held) for act in found.acts] == [("岚政发〔2022〕17号", 3, True)]
    assert [(gap.reason, str(gap.instruction.place)) for gap in found.text.unapplied] == [("no-provision", "第九条")]


@pytest.mark.parametrize(("name", "day", "expected"), [
    ("art_2", date(2022, 6, 30), ("渡口由航政部门管理。", "渡船由船主管理。")),
    ("art_2", date(2022, 7, 1), ("渡口由交通运输部门管理。", "渡船由船主管理。")),
    ("art_2__para_2", date(2022, 7, 1), ("渡船由船主管理。",)),
    ("art_2__para_3", date(2022, 7, 1), Lacking("para", 2, "2")),
    ("art_2__para_1__point_1", date(2022, 7, 1), Lacking("point", 0, "2")),
    ("art_3", date(2022, 6, 30), ("雾天停航。",)), ("art_3", date(2022, 7, 1), Lacking("art", 4)),
])  # fmt: skip
def test_one_provision_of_a_day(store: Store, name: str, day: date, expected: tuple[str, ...] | Lacking) -> None:
    part = cut_out(text(store, day), name)
    assert (part.lines if isinstance(part, ArticleText) else part) == expected


def test_a_point_is_cut_out_of_its_paragraph() -> None:
    lines = ("下列行为应当备案：", "（一）停航；", "（二）改线。", "备案不收费。")
    found = TextOnDay("", "", None, (), Consolidated((ArticleText("第七条之一", lines),), ()))
    cut = [
        cut_out(found, f"art_7-1{inner}")
        for inner in ("", "__point_2", "__para_1__point_2", "__para_2", "__para_1__point_3")
    ]
    assert [one.lines if isinstance(one, ArticleText) else one for one in cut] == [
        lines, lines[2:3], lines[2:3], lines[3:], Lacking("point", 2, "7-1"),
    ]  # fmt: skip


def test_what_is_only_named_has_no_text(store: Store) -> None:
    assert read_text(store, build_identity(store), "https://w3id.org/zhengmai/title/没有", date(2022, 7, 1)) is None


def test_the_page_tells_in_place_which_act_changed_a_clause(store: Store) -> None:
    page = read_document(store, build_identity(store).find("岚政发〔2019〕41号").only)
    assert page is not None
    found = amended_clauses(page.card, page.history, page.provisions.citing)
    told = {iri.rpartition("/")[2]: [(c.event.part, c.event.number) for c in causes] for iri, causes in found.items()}
    assert told == {
        "art_2": [("第二条第一款", "岚政发〔2022〕17号")],
        "art_3": [("第三条", "岚政发〔2022〕17号")],
    }


REVISED = """# 岚州市渡口安全条例

2011年11月17日 岚州市第十三届人民代表大会常务委员会第三十次会议通过

2018年7月26日 岚州市第十三届人民代表大会常务委员会第四十次会议修正

第一条 为了保障渡口安全，制定本条例。

第二条 渡船应当每月检验，夜间应当显示航行灯。
"""
REVISING = """# 岚州市人民代表大会常务委员会关于修改《岚州市渡口安全条例》的决定

2018年7月26日 岚州市第十三届人民代表大会常务委员会第四十次会议通过

岚州市第十三届人民代表大会常务委员会第四十次会议决定，对《岚州市渡口安全条例》作如下修改：

一、删去第二条中的“、每季”。

本决定自2018年9月1日起施行。
"""


def test_a_revised_text_holds_the_act_of_its_day(tmp_path: Path) -> None:
    (tmp_path / "law.md").write_text(REVISED, encoding="utf-8")
    (tmp_path / "act.md").write_text(REVISING, encoding="utf-8")
    build(find([tmp_path / "law.md", tmp_path / "act.md"]), tmp_path / "store")
    with Store.open(tmp_path / "store") as view:
        who = build_identity(view)
        found = read_text(view, who, who.find("岚州市渡口安全条例").only, date(2020, 1, 1))
    assert found is not None and found.base == date(2018, 7, 26)
    assert not found.acts and not found.text.unapplied
