"""The page of questions without a browser: themes, forms, heads and values in the reader's words, files."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from graph.query.query import all_queries, find
from graph.records.questions import ask
from graph.store.store import Store
from ontology.enumerations import Theme
from tests.samples import fictional as sample
from ui.explorer.components.answer import Heads, workbook
from ui.messages import load


@pytest.mark.parametrize(("language", "heading"), [("zh", "效力"), ("en", "Validity")])
def test_questions_stand_by_theme(visit, store: Path, language: str, heading: str) -> None:
    html = visit("questions", store, lang=language).html
    assert html.count('<li><a href="questions?name=') == len(all_queries())
    assert html.count('<h2 class="zm-h2">') == len(Theme) and f">{heading}</h2>" in html


def test_words_find_a_question(visit, store: Path) -> None:
    seen = visit("questions", store, q="联合发文", lang="zh")
    assert "questions?name=agencies-together" in seen.html and "questions?name=orphans" not in seen.html
    assert "没有含“天气”的问题" in visit("questions", store, q="天气", lang="zh").html
    assert "没有名为 weather 的问题" in visit("questions", store, name="weather", lang="zh").html


def test_a_form_asks_for_what_is_missing_and_the_answer_has_the_readers_words(visit, store: Path) -> None:
    seen = visit("questions", store, name="impact", lang="zh")
    assert "请填写" in seen.html and "zm-rows" not in seen.html
    typed = {"p.document": "岚政办发(2016)1号"}
    chinese = visit("questions", store, name="impact", lang="zh", **typed).html
    assert '<th scope="col">关系</th>' in chinese and ">废止<" in chinese and ">repeals<" not in chinese
    english = visit("questions", store, name="impact", lang="en", **typed).html
    assert '<th scope="col">Relation</th>' in english and ">Repeals<" in english
    assert f'href="document?iri={sample.IRIS.base}eli' in chinese
    # The number is in the row, so the link to the document has its title.
    assert f">{sample.IRIS.base}" not in chinese and 'href="document?iri=' in chinese.split("<tbody>")[1]
    # The query is one step behind, with the same conditions.
    assert "sparql?name=impact&amp;p.document=" in chinese


def test_a_workbook_holds_what_the_page_shows(store: Path) -> None:
    with Store.open(store) as view:
        table = ask(view, find("impact"), {"document": "岚政办发〔2016〕1号"})
    sheet = load_workbook(BytesIO(workbook(table, "impact", Heads("impact"), load()["zh"]))).active
    head, *rows = sheet.iter_rows(values_only=True)
    assert head[:4] == ("关系", "文号或者标题", "标题", "成文日期")
    assert len(rows) == len(table.rows) and {row[0] for row in rows} <= {"废止", "宣布失效", "引用", "依据"}
