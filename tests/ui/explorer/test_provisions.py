"""Provisions on a page: what opens in place, what is shown beside an article, and that hostile words stay words."""

import re
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph.records.card import ClauseNode, DocumentCard, DocumentPart
from graph.records.identity import Identity
from graph.records.page_provisions import Citing, PageProvisions, WordsByArticle
from graph.records.provisions import NamedProvision
from graph.store.errors import StoreError
from graph.store.view import View
from ingest.pipeline import build
from ingest.read.inputs import find
from tests.graph.records.test_provisions import CITING, FIRST, NEW, OLD, law
from tests.samples.fictional import HOSTILE
from ui.explorer import awaited, jobs
from ui.explorer.components import fulltext, pending
from ui.messages import load

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


def test_the_points_of_an_article_open_with_it_as_far_as_there_is_room() -> None:
    points = tuple(article(number, f"（{name}）", "不" * 90) for number, name in enumerate("一二三", 11))
    listed = replace(ARTICLES[0], text="第一条 不得有下列行为：", children=points)
    shown = html(PageProvisions({"urn:d/art_2": (OWN,)}, {}, ()), listed, ARTICLES[1])
    note = shown[shown.index('role="note"') :]
    assert "不得有下列行为： （一）" in note and "（二）" in note and "…</span>" in note and "（三）" not in note


def test_which_text_is_meant_is_told_where_there_is_a_later_one() -> None:
    meant = replace(OTHER, text_day="2018-10-26", later=("urn:y", "2023-12-29"))
    shown = html(PageProvisions({"urn:d/art_2": (meant,)}, {"urn:x/art_3": "第三条"}, ()), *ARTICLES)
    assert "<small>2018-10-26 的文本" in shown and "与 2023-12-29 的文本对照" in shown and "new=urn:y" in shown
    latest = html(PageProvisions({"urn:d/art_2": (replace(meant, later=("", "")),)}, {}, ()), *ARTICLES)
    assert "<small>2018-10-26 的文本</small>" in latest


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


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two texts of a law, and a notice of the time of each."""
    folder = tmp_path_factory.mktemp("texts")
    texts = {"old.md": OLD, "new.md": NEW, "a.txt": CITING.format(year=2015), "b.txt": CITING.format(year=2020)}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    build(find([folder]), folder / "store")
    return folder / "store"


def test_the_page_of_the_present_text_tells_who_names_articles_of_earlier_ones(visit, store: Path) -> None:
    title = SAY("provision.earlier")
    here = visit("document", store, iri=law("2018-07-26")).html.partition(title)[2]
    # The notice of 2015 means article 2 as it then was, which is article 5 today; that of 2020 is beside its articles.
    assert "第五条 · 1" in here and "岚政发〔2015〕9号 第一项" in here and "岚政发〔2020〕9号" not in here
    assert ">第二条</a> <small>今移为第五条" in here
    assert title not in visit("document", store, iri=law("2011-11-17")).html
    # On the page of the notice of 2015 the words of its day open behind those of the day that the page shows.
    noted = visit("document", store, iri=FIRST, as_of="2020-01-01").html
    assert re.search(r"2018-07-26 的文本：移为第五条（相似度 \d\d%）</small><span>第五条 [^<]*每周检验救生设备", noted)
    assert noted.index("每周检验救生设备") < noted.index("每月检验救生设备")
    assert "的文本：" not in visit("document", store, iri=FIRST, as_of="2016-01-01").html


def test_a_page_drawn_while_texts_are_compared_is_drawn_again(
    visit, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare, asked = awaited.words_on, list[bool]()

    def first_slow(iri: str, source: str, day: date, *, wait: bool = False) -> WordsByArticle | None:
        asked.append(wait)
        return None if len(asked) == 1 else compare(iri, source, day, wait=wait)

    monkeypatch.setattr(awaited, "words_on", first_slow)
    shown = visit("document", store, iri=FIRST, as_of="2020-01-01").html
    assert "2018-07-26 的文本：移为第五条" in shown and len(asked) > 2


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (StoreError("gone", "没有了"), "没有了"),
        (ValueError("a fault of ours"), "这一部分出错了"),
        (OSError("IO error: Corruption: bad block in 000012.sst"), "图谱库已损坏"),
    ],
)
def test_a_comparison_that_failed_is_told_once_and_begun_again(
    visit, store: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception, told: str
) -> None:
    read, calls = awaited.read_words_on, list[date]()

    def first_fails(view: View, who: Identity, page: PageProvisions, day: date) -> WordsByArticle:
        calls.append(day)
        if len(calls) == 1:
            raise error
        return read(view, who, page, day)

    monkeypatch.setattr(awaited, "read_words_on", first_fails)
    awaited._words_on.clear()
    monkeypatch.setattr("tests.ui.explorer.conftest.FAILED", frozenset())
    failed = visit("document", store, iri=FIRST, as_of="2020-01-01").html
    assert told in failed and "移为第五条" not in failed and "zm-document-head" in failed
    assert ("Traceback" in caplog.text) is isinstance(error, ValueError)
    assert "2018-07-26 的文本：移为第五条" in visit("document", store, iri=FIRST, as_of="2020-01-01").html


def test_what_fails_after_the_page_is_shown_once_and_begun_anew_only_for_its_reader(
    visit, store: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    begun, running, start = list[str](), list[Future[object]](), jobs.start

    def fails(view: View, who: Identity, law: str) -> None:
        begun.append(law)
        raise ValueError("a fault of ours")

    def started(work: Callable[[], object], queue: str) -> Future[object]:
        running.append(start(work, queue))
        return running[-1]

    def fragment(run_every: int) -> Callable[[Callable[[], None]], Callable[[], None]]:
        """Look again when all work has ended, as a browser would have it."""

        def looking(look: Callable[[], None]) -> Callable[[], None]:
            def twice() -> None:
                look()
                if len(begun) < 5:
                    wait(running)
                    look()

            return twice

        return looking

    monkeypatch.setattr(awaited, "PATIENCE", 0)
    monkeypatch.setattr(awaited, "read_citations", fails)
    monkeypatch.setattr(jobs, "start", started)
    monkeypatch.setattr(pending.st, "fragment", fragment)
    monkeypatch.setattr("tests.ui.explorer.conftest.FAILED", frozenset())
    for question in (awaited._citations, awaited._lasting, awaited._passing):
        question.clear()
    seen = visit("document", store, iri=law("2018-07-26"), as_of="2020-01-02")
    assert len(begun) == 1 and len(running) > 2  # the findings, too, have let the page run again
    assert seen.html.count(SAY("app.part_failed")) == 1 and "zm-pending" not in seen.html
    assert caplog.text.count("Traceback") == 1
    seen.test.run()
    assert len(begun) == 2 and SAY("app.part_failed") in seen.html and caplog.text.count("Traceback") == 2
    awaited._citations.clear()
