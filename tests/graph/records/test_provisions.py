"""Who names an article through the editions of a law, and what has become of it: two editions and two texts that cite them."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from graph.records.alignment import ArticleChange
from graph.records.card import read_card
from graph.records.comparison import compare
from graph.records.document_page import read_document
from graph.records.identity import Identity, build_identity
from graph.records.page_provisions import read_on_page, read_words_on
from graph.records.printed import find_printed
from graph.records.provisions import Citation, edition_on, editions_of, read_citations
from graph.records.statements import read_rows
from graph.records.status_history import list_statuses
from graph.store.store import Store
from graph.store.view import View
from ingest.pipeline import build
from ingest.read.inputs import find
from ontology.iri import Iris
from ontology.titles import title_identity
from ui.cli.see import find_one
from ui.explorer.components import editions
from ui.messages import load

IRIS = Iris()
DUTY = "渡船经营者应当每月检验救生设备，并把检验的日期、结果和检验人的姓名公布在渡口的显著位置。"
PATROL = "渡口所在地的乡镇人民政府应当在汛期每日巡查渡口，发现险情立即停航并报告上级人民政府。"
FEES = "渡口收费的项目和标准由市价格主管部门核定，并在渡口公示，任何单位不得另行收取费用。"
OLD = f"""# 岚州市渡口安全条例

2011年11月17日 岚州市第十三届人民代表大会常务委员会第三十次会议通过

第一条 为了保障渡口安全，制定本条例。

第二条 {DUTY}

第三条 {PATROL}

违反前款规定的，依照本条例第二条处罚。

第四条 {FEES}
"""
NEW = f"""# 岚州市渡口安全条例

2018年7月26日 岚州市第十三届人民代表大会常务委员会第三十次会议修订

第一条 为了保障渡口安全，制定本条例。

第二条 渡工应当经过培训，持证上岗，遵守航行规则，服从调度，不得酒后驾驶。

第三条 {PATROL}

第四条 {FEES}

第五条 {DUTY.replace("每月", "每周")}
"""
CITING = (
    "岚州市人民政府关于加强渡口管理的通知\n岚政发〔{year}〕9号\n\n各区县人民政府：\n\n一、按照《岚州市渡口安全条例》第二条、"
    "第三条第一款检验救生设备。\n二、按照《岚州市航道法》第五条疏浚航道。\n\n岚州市人民政府\n{year}年5月6日\n"
)
EARLIER, FIRST, SECOND = (IRIS.numbered("990100", "岚政发", year, 9) for year in (2009, 2015, 2020))
"""EARLIER means a text of the law that the store does not have."""


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    folder = tmp_path_factory.mktemp("editions")
    texts = {"old.md": OLD, "new.md": NEW, "a.txt": CITING.format(year=2015), "b.txt": CITING.format(year=2020)}
    texts["c.txt"] = CITING.format(year=2009)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    build(find([folder]), folder / "store")
    return Store.open(folder / "store")


@pytest.fixture(scope="module")
def who(view: View) -> Identity:
    return build_identity(view)


def law(day: str) -> str:
    return IRIS.titled("990100", "岚州市人民代表大会常务委员会", day, "岚州市渡口安全条例")


@pytest.mark.parametrize(("what", "day", "expected"), [
    ("岚州市渡口安全条例", date(2015, 1, 1), "2011-11-17"), ("岚州市渡口安全条例", date(2018, 7, 26), "2018-07-26"),
    ("岚州市渡口安全条例", date(2001, 1, 1), "2011-11-17"), ("岚州市渡口安全条例@2012", date(2020, 1, 1), "2011-11-17"),
    ("岚州市渡口安全条例@2018-08-01", None, "2018-07-26"),
])  # fmt: skip
def test_a_title_with_a_day_names_the_text_of_that_day(
    who: Identity, what: str, day: date | None, expected: str
) -> None:
    found = find_one(who, what, "store", day)
    assert found is not None and found.iri == law(expected)


def test_of_several_texts_without_a_day_each_is_listed_with_how_to_name_it(
    who: Identity, capsys: pytest.CaptureFixture[str]
) -> None:
    assert find_one(who, "岚州市渡口安全条例", "store") is None
    assert "岚州市渡口安全条例@2018-07-26" in capsys.readouterr().out
    assert edition_on(who, [law("2011-11-17"), FIRST], date(2020, 1, 1)) == "", "texts of two documents"


def test_two_texts_of_one_law_side_by_side_are_told_apart_by_their_days(view: View, who: Identity) -> None:
    old, new = (read_card(view, law(day), who=who, text_only=True) for day in ("2011-11-17", "2018-07-26"))
    assert old is not None and new is not None
    found = compare(old, new)
    assert (found.old, found.new) == ("《岚州市渡口安全条例》（2011-11-17）", "《岚州市渡口安全条例》（2018-07-26）")


def cited(citations: tuple[Citation, ...]) -> set[tuple[str, str, str]]:
    return {(c.citing, c.named.name, str(c.became.change) if c.became else "") for c in citations}


def test_editions_are_found_as_in_all_works(who: Identity) -> None:
    works = [{who.canonical(edition) for edition in editions} for editions in who.editions.values()]
    assert any(len(texts) > 1 for texts in works)
    for one in who.published:
        texts = {one}.union(*(texts for texts in works if one in texts)) & who.published.keys()
        assert set(editions_of(who, one)) == texts | set(who.of_work(one))


def test_the_editions_of_a_law_are_one_law(who: Identity) -> None:
    assert editions_of(who, law("2018-07-26")) == (law("2011-11-17"), law("2018-07-26"))


def test_the_page_of_a_law_shows_its_editions(view: View, who: Identity) -> None:
    page = read_document(view, law("2018-07-26"), who=who)
    assert page is not None
    assert [(one.iri, one.day) for one in page.editions] == [(law(day), day) for day in ("2011-11-17", "2018-07-26")]
    day = date(2020, 1, 1)
    html = editions.panel(page.card.iri, page.editions, list_statuses(page.events, day), day, load()["zh"])
    assert (
        '<b aria-current="page">2018-07-26</b>' in html
        and "已被取代" in html
        and html.count("compare?") == html.count("与前一文本对照") == 1
    )


def test_a_citation_means_the_clause_of_its_day(view: View) -> None:
    rows = view.select("SELECT ?citing ?meant WHERE { ?m zm:meantClause ?meant ; zm:ofReference/zm:citing ?citing }")
    assert {(row["citing"].value, row["meant"].value) for row in rows} == {
        (document, f"{law(day)}/{article}")
        for document, day in ((FIRST, "2011-11-17"), (SECOND, "2018-07-26"))
        for article in ("art_2", "art_3")
    }


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("art_5", {(FIRST, "art_2", "moved")}),  # article 2 of 2011 is article 5 today, with other words
        ("art_2", {(SECOND, "art_2", ""), (EARLIER, "art_2", "")}),
        (
            "art_3",
            {(FIRST, "art_3__para_1", "reworded"), (SECOND, "art_3__para_1", ""), (EARLIER, "art_3__para_1", "")},
        ),
        (
            "art_3__para_1",
            {(FIRST, "art_3__para_1", "reworded"), (SECOND, "art_3__para_1", ""), (EARLIER, "art_3__para_1", "")},
        ),
        # Of the earlier text only the article is compared, not which of its paragraphs is meant.
        ("art_3__para_2", {(FIRST, "art_3__para_1", "reworded")}),
        ("art_9", set()),
    ],
)
def test_who_rests_on_an_article_of_today(
    view: View, who: Identity, article: str, expected: set[tuple[str, str, str]]
) -> None:
    assert cited(read_citations(view, who, law("2018-07-26"), article)) == expected
    assert cited(read_citations(view, who, law("2011-11-17"), article)) == expected


def test_what_changed_most_comes_first_with_both_texts(view: View, who: Identity) -> None:
    first, *others = read_citations(view, who, law("2018-07-26"))
    assert all(a.became is None or a.became.likeness >= (first.became.likeness if first.became else 1) for a in others)
    moved = next(c.became for c in (first, *others) if c.became and c.became.change is ArticleChange.MOVED)
    assert "每月" in moved.old and "每周" in moved.new and moved.articles == ("art_5",)


def test_what_a_page_shows(view: View, who: Identity) -> None:
    old = law("2011-11-17")
    printed, source = find_printed(view, old, who), IRIS.source("old.md")
    assert printed is not None
    rows = read_rows(view, printed, source)
    found = read_on_page(view, who, old, [row["clause"] for row in rows.clauses], [source], rows.provisions)
    assert [(n.name, n.own, n.meant) for n in found.named[f"{old}/art_3__para_2"]] == [
        ("art_3__para_1", True, f"{old}/art_3"),
        ("art_2", True, f"{old}/art_2"),
    ]
    assert {(place.document, place.article, place.kind) for place in found.citing} == {
        (FIRST, "art_2", "cites"),
        (FIRST, "art_3", "cites"),
    }


def test_a_page_tells_of_which_day_the_text_is_that_it_names(view: View, who: Identity) -> None:
    latest = (law("2018-07-26"), "2018-07-26")
    for document, day, later in ((FIRST, "2011-11-17", latest), (SECOND, "2018-07-26", ("", ""))):
        page = read_document(view, document, who=who)
        assert page is not None
        named = [one for several in page.provisions.named.values() for one in several if one.document == law(day)]
        assert [(one.name, one.text_day, one.later) for one in named] == [
            (name, day, later) for name in ("art_2", "art_3__para_1")
        ]


def test_what_stands_below_a_provision_opens_with_it(tmp_path: Path) -> None:
    text = OLD.replace("第二条 ", "第二条 经营渡船应当：\n\n（一）备案；\n\n（二）年检。\n\n")
    for name, words in (("old.md", text), ("a.txt", CITING.format(year=2015))):
        (tmp_path / name).write_text(words, encoding="utf-8")
    build(find([tmp_path / "old.md", tmp_path / "a.txt"]), tmp_path / "store")
    with Store.open(tmp_path / "store") as view:
        page = read_document(view, FIRST)
    assert page is not None
    words = next(words for meant, words in page.provisions.words.items() if meant.endswith("/art_2"))
    assert "".join(words.split()).startswith("第二条经营渡船应当：（一）备案；（二）年检。" + DUTY)


def test_what_stands_below_a_provision_opens_once_where_two_sources_print_it(tmp_path: Path) -> None:
    """The other source prints an article before it at greater length, so that all below begins elsewhere."""
    text = OLD.replace("第二条 ", "第二条 经营渡船应当：\n\n（一）备案；\n\n（二）年检。\n\n")
    again = text.replace("为了保障渡口安全，制定本条例", "为了保障渡口和渡船的安全，根据有关法律，制定本条例")
    for name, words in (("old.md", text), ("again.md", again), ("a.txt", CITING.format(year=2015))):
        (tmp_path / name).write_text(words, encoding="utf-8")
    build(find([tmp_path / name for name in ("old.md", "again.md", "a.txt")]), tmp_path / "store")
    with Store.open(tmp_path / "store") as view:
        page = read_document(view, FIRST)
    assert page is not None
    words = next(words for meant, words in page.provisions.words.items() if meant.endswith("/art_2"))
    assert "".join(words.split()) == "第二条经营渡船应当：（一）备案；（二）年检。" + DUTY


def test_the_page_of_the_latest_text_shows_who_means_one_that_is_not_there(view: View, who: Identity) -> None:
    found = read_on_page(view, who, law("2018-07-26"), (), (), ())
    assert {(place.document, place.article, place.unknown_text) for place in found.citing} == {
        (citing, article, citing == EARLIER) for citing in (EARLIER, SECOND) for article in ("art_2", "art_3")
    }


def test_few_triples_a_mention(view: View) -> None:
    """At most twelve with the clause's edge and what is derived, six of the text's own."""
    counts = Counter(
        (row["kind"].value.partition("#")[2], row["mention"].value)
        for row in view.select(
            "SELECT ?kind ?mention ?p ?o WHERE { ?mention a ?kind ; ?p ?o . FILTER(?kind IN (zm:OwnProvision, zm:CitedProvision)) }"
        )
    )
    assert {kind for kind, _ in counts} == {"OwnProvision", "CitedProvision"}
    assert max(count for (kind, _), count in counts.items() if kind == "OwnProvision") <= 6
    assert max(count for (kind, _), count in counts.items() if kind == "CitedProvision") <= 11


AMENDING = """岚州市人民政府关于修改《岚州市渡口管理办法》的决定
岚政发〔2022〕5号

各区县人民政府：

现决定对《岚州市渡口管理办法》作如下修改：

将第二条修改为：“渡口应当依照第九条和《岚州市船舶条例》第三条设置标志。”

岚州市人民政府
2022年3月1日
"""


def test_what_new_wording_names_is_cited_by_the_amended_article(tmp_path: Path) -> None:
    (tmp_path / "act.txt").write_text(AMENDING, encoding="utf-8")
    build(find([tmp_path / "act.txt"]), tmp_path / "store")
    with Store.open(tmp_path / "store") as view:
        rows = view.select(
            "SELECT ?from ?to ?of WHERE { ?m a zm:QuotedProvision ; zm:citedClause ?to ; zm:wordingOf ?of . ?from eli:cites ?to }"
        )
        amended, ships = (IRIS.titled_only(title_identity(title)) for title in ("岚州市渡口管理办法", "岚州市船舶条例"))
        edges = {(row["from"].value, row["to"].value) for row in rows}
        assert edges == {(f"{amended}/art_2", f"{amended}/art_9"), (f"{amended}/art_2", f"{ships}/art_3")}
        assert {row["of"].value for row in rows} <= {f"{amended}/art_2"}
        act = IRIS.numbered("990100", "岚政发", 2022, 5)
        page = read_document(view, act)
        assert page is not None
        named = [one.name for several in page.provisions.named.values() for one in several]
        assert named == ["art_2", "art_9", "art_3"], "the page links them, too"
        assert not read_citations(view, build_identity(view), ships), "the act itself does not name them"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2016, 1, 1), {}),
        (date(2019, 1, 1), {"art_2": ("moved", ("art_5",)), "art_3": ("reworded", ("art_3",))}),
    ],
)
def test_a_page_tells_what_the_articles_of_an_earlier_text_are_on_its_day(
    view: View, who: Identity, day: date, expected: dict[str, tuple[str, tuple[str, ...]]]
) -> None:
    page = read_document(view, FIRST, who=who)
    assert page is not None
    found = read_words_on(view, who, page.provisions, day)
    assert {article: (str(its.became.change), its.became.articles) for (_, article), its in found.items()} == expected
    assert {(text, its.edition) for (text, _), its in found.items()} <= {(law("2011-11-17"), law("2018-07-26"))}
