"""Links with their day in them, and the form in which an article is cited."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from graph.records.card import ClauseNode, DocumentCard, DocumentPart
from graph.records.today import today
from tests.samples import fictional as sample
from ui.explorer.components import sharing
from ui.messages import load

SAY = load()["zh"]
DAY = date(2021, 5, 6)


def node(eid: str, level: str, marker: str, *below: ClauseNode) -> ClauseNode:
    return ClauseNode(f"urn:d/{eid}", f"at-{eid}", eid, level, marker, "", f"{marker} 渡船应当检验。", below)


@pytest.mark.parametrize(
    ("title", "number", "eid", "level", "marker", "cited"),
    [
        ("渡口办法", "", "art_12", "article", "第十二条", "《渡口办法》第十二条"),
        (
            "渡口办法",
            "岚州市人民政府令第3号",
            "art_120-1",
            "article",
            "第一百二十条之一",
            "《渡口办法》第一百二十条之一",
        ),
        ("渡口通知", "岚交发〔2021〕3号", "lvl_1", "level", "一、", "《渡口通知》（岚交发〔2021〕3号）“一、”"),
        ("渡口通知", "", "lvl_1", "level", "一、", "《渡口通知》“一、”"),
    ],
)
def test_an_article_is_cited_as_lawyers_do(
    title: str, number: str, eid: str, level: str, marker: str, cited: str
) -> None:
    assert sharing.citation(title, number, node(eid, level, marker)) == cited


def test_articles_have_links_with_the_day_and_items_only_where_there_is_no_article() -> None:
    item = node("lvl_1", "level", "一、")
    article = node("art_1", "article", "第一条", node("art_1__point_1", "point", "（一）"))
    for clauses, linked in (((item, article), [article]), ((item,), [item])):
        part = DocumentPart("urn:d", "at", "main", "渡口办法", clauses)
        card = DocumentCard("urn:d", "渡口办法", "s", (("s", "a.txt"),), (), (part,), ())
        shown = dict(sharing.articles(card, DAY, SAY))
        assert list(shown) == [one.iri for one in linked]
        assert f"as_of=2021-05-06&amp;lang=zh#{linked[0].anchor}" in shown[linked[0].iri]


@pytest.mark.parametrize(("given", "kept"), [({}, None), ({"as_of": "2021-05-06"}, "2021-05-06")])
def test_the_link_to_a_view_holds_its_day_and_all_that_was_asked(
    visit: Callable[..., Any], store: Path, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], kept: str | None
) -> None:
    monkeypatch.setattr("ui.explorer.views.document.page", lambda say: sharing.view(say))
    page = visit("document", store, iri=sample.NOTICE, lang="en", **given)
    (link,) = [part.partition('"')[0] for part in page.html.split('class="zm-copy" href="')[1:]]
    asked = parse_qs(urlsplit(link.replace("&amp;", "&")).query)
    assert asked.pop("as_of") == [kept or today().isoformat()]
    assert asked == {"iri": [sample.NOTICE], "lang": ["en"]}
