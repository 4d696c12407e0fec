"""Provisions on a page: what opens in place, what stands beside an article, and that hostile words stay words."""

from graph.records.card import ClauseNode, DocumentCard, DocumentPart
from graph.records.provisions import Citing, NamedProvision, PageProvisions
from tests.samples.fictional import HOSTILE
from ui.explorer.components import fulltext
from ui.explorer.messages import load

SAY = load()["zh"]


def article(number: int, marker: str, text: str) -> ClauseNode:
    return ClauseNode(
        f"urn:d/art_{number}", f"at-art_{number}", f"art_{number}", "article", marker, "", f"{marker} {text}"
    )


def html(found: PageProvisions, *articles: ClauseNode, title: str = "渡口办法") -> str:
    part = DocumentPart("urn:d", "at", "main", title, articles)
    card = DocumentCard("urn:d", title, "s", (("s", "a.txt"),), (), (part,), ())
    return fulltext.text(card, SAY, provisions=found)


ARTICLES = (article(1, "第一条", "渡船应当检验。"), article(2, "第二条", "违反第一条的，依照刑法第三条。"))
OWN = NamedProvision("urn:d/art_2", 6, 9, "art_1", "urn:d/art_1", own=True)
OTHER = NamedProvision("urn:d/art_2", 16, 19, "art_3", "urn:x/art_3", kind="cites", document="urn:x", law="刑法")


def test_words_open_in_place_with_the_form_that_lawyers_copy() -> None:
    shown = html(PageProvisions({"urn:d/art_2": (OWN, OTHER)}, {"urn:x/art_3": "第三条 法律明文规定"}, ()), *ARTICLES)
    assert '<span class="zm-provision" tabindex="0">第一条<span class="zm-provision-words" role="note">' in shown
    assert "《渡口办法》第一条" in shown and "《刑法》第三条" in shown and "第三条 法律明文规定" in shown
    assert 'href="#at-art_1"' in shown


def test_beside_an_article_stands_who_names_it_by_kind() -> None:
    citing = [
        Citing("urn:n", f"通知{i}", "urn:n/lvl_1", "lvl_1", "art_1", "", kind)
        for i, kind in enumerate(["cites", "basedOn", "cites"])
    ]
    shown = html(PageProvisions({"urn:d/art_2": (OWN,)}, {}, tuple(citing)), *ARTICLES)
    assert "本文提到 1 · 作为依据 1 · 被引用 2" in shown
    assert "通知2 第一项" in shown and "zm-cited" not in shown[shown.index('at-art_2" class') :]


def test_a_citation_of_a_text_that_is_not_there_says_so() -> None:
    places = [
        Citing("urn:n", "通知", "urn:n/lvl_1", "lvl_1", "art_1", "", "cites", unknown_text=so) for so in (True, False)
    ]
    shown = html(PageProvisions({}, {}, tuple(places)), *ARTICLES)
    assert shown.count(SAY("provision.unknown_edition")) == 1 and shown.count("通知 第一项") == 2


def test_hostile_words_stay_words() -> None:
    found = PageProvisions(
        {"urn:d/art_2": (OTHER,)},
        {"urn:x/art_3": HOSTILE},
        (Citing(HOSTILE, HOSTILE, "c", HOSTILE, "art_1", "", "cites"),),
    )
    shown = html(found, *ARTICLES, title=HOSTILE)
    assert "<script" not in shown and "<img" not in shown
