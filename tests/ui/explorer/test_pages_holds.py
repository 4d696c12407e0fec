"""The pages that ask of a document more than whether it holds: its text on a day, another beside it, and what its repeal would leave."""

from pathlib import Path

import pytest

from graph.records.identity import build_identity
from graph.records.status_history import history_of
from graph.store.store import Store
from shapes.validate import validate
from tests.conftest import build_store

LAW = """\
---
title: "岚州市渡口管理条例"
status: "废止或失效"
synced: "2026-06-08"
---
# 岚州市渡口管理条例

（2015年3月1日岚州市第十届人民代表大会常务委员会第三次会议通过）

第一条 为了加强渡口管理，制定本条例。

第二条 渡口经营者可以在三十日内申请延期。

第三条 渡口应当每年检查一次。

第四条 本条例自2015年5月1日起施行。
"""
DECISION = """\
# 岚州市人民代表大会常务委员会关于修改《岚州市渡口管理条例》的决定

（2019年6月3日岚州市第十一届人民代表大会常务委员会第八次会议通过）

岚州市第十一届人民代表大会常务委员会第八次会议决定，对《岚州市渡口管理条例》作如下修改：

一、将第二条修改为：“渡口经营者应当在十五日内申请延期。”

二、增加一条，作为第五条：“渡口名录由市交通运输局公布。”

三、将第九条中的“甲”修改为“乙”。

本决定自2019年7月1日起施行。
"""
RULES = """\
岚州市人民政府关于印发岚州市渡口检查办法的通知

岚政发〔2020〕12号

各县（区）人民政府，市政府各部门：

根据《岚州市渡口管理条例》，现将《岚州市渡口检查办法》印发给你们，请遵照执行。

岚州市人民政府

2020年5月6日

岚州市渡口检查办法

第一条 根据《岚州市渡口管理条例》，制定本办法。

第二条 渡口经营者应当每季度检查一次渡船。

第三条 本办法自2020年6月1日起施行。
"""
NAME = "岚州市渡口管理条例"


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A law that its source calls ended, the decision that amends it, and rules that rest on it."""
    texts = tmp_path_factory.mktemp("texts")
    for name, text in (("law.md", LAW), ("decision.md", DECISION), ("rules.txt", RULES)):
        (texts / name).write_text(text, encoding="utf-8")
    build_store(texts / "built", *sorted(texts.glob("*.*")))
    return texts / "built" / "store"


@pytest.fixture(scope="module")
def law(ferries: Path) -> str:
    with Store.open(ferries) as view:
        return build_identity(view).find(NAME).only


def test_a_claim_stands_beside_the_computed_status(visit, ferries: Path, law: str) -> None:
    seen = visit("document", ferries, iri=law, as_of="2026-07-01").html
    assert "来源在正文之外称：废止或失效（2026-06-08）" in seen and "2026-06-08 为“有效（已修改）”" in seen
    assert "zm-s-holds" in seen and "zm-differs" in seen
    for page in ("text?", "compare?", "repeal?"):
        assert f'href="{page}' in seen


def test_a_claim_that_differs_is_a_finding_with_its_reason(ferries: Path, law: str) -> None:
    with Store.open(ferries) as view:
        (claim,) = history_of(view, law).claims
        found = validate(view.graph(), shape="claim-differs")
    assert (str(claim.claim), claim.words, str(claim.on)) == ("ended", "废止或失效", "2026-06-08")
    assert [finding.focus for finding in found] == [law]


@pytest.mark.parametrize(("day", "words", "gone"), [
    ("2018-01-01", "可以在三十日内", "十五日内"),
    ("2020-01-01", "应当在十五日内", "可以在三十日内"),
])  # fmt: skip
def test_the_text_on_a_day(visit, ferries: Path, law: str, day: str, words: str, gone: str) -> None:
    seen = visit("text", ferries, iri=law, as_of=day).html
    assert words in seen and gone not in seen
    assert ('id="gaps"' in seen) == (day > "2019-07-01")  # 第九条 is not in the law, and the page says so


def test_a_text_that_the_store_does_not_hold(visit, ferries: Path) -> None:
    assert "The text is not in the store" in visit("text", ferries, iri="https://example.org/none", lang="en").html


def test_two_documents_side_by_side(visit, ferries: Path, law: str) -> None:
    seen = visit("compare", ferries, old=law, new="岚政发〔2020〕12号", lang="en").html
    assert "<ins>" in seen and "zm-c-" in seen and "Old words" not in seen
    assert "All clauses have the same words" in visit("compare", ferries, old=law, new=law, lang="en").html
    assert "Choose two documents" in visit("compare", ferries, old=law, lang="en").html
    assert "no such document" in visit("compare", ferries, old=law, new="没有这份文件", lang="en").html


def test_what_a_repeal_would_leave(visit, ferries: Path, law: str) -> None:
    seen = visit("repeal", ferries, iri=law, as_of="2026-07-01").html
    assert "岚政发〔2020〕12号" in seen and "没有其他依据" in seen and "→" in seen
    assert "请选择一份文件" in visit("repeal", ferries).html


def test_what_the_repeal_of_several_would_leave(visit, ferries: Path, law: str) -> None:
    seen = visit("repeal", ferries, iri=law, **{"with": "岚政发〔2020〕12号", "as_of": "2026-07-01"})
    turns, losses, hanging = seen.html.split('<h2 class="zm-h2">')[1:4]
    assert turns.count("→") == 2 and '<span class="zm-quiet">0</span>' in losses, "the rules end with the law"
    assert "岚政发〔2020〕12号" in hanging and "每季度检查一次渡船" in hanging
    chosen = seen.widget("multiselect", "with")
    assert chosen.value == ["岚政发〔2020〕12号"]
    chosen.set_value([]).run()
    assert seen.address() == {"iri": law, "as_of": "2026-07-01"} and "没有其他依据" in seen.html
    assert "图库中没有这份文件" in visit("repeal", ferries, iri=law, **{"with": "没有的文件"}).html
