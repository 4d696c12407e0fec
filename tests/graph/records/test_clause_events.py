"""Which clauses an act means that names single provisions."""

from datetime import date

import pytest

from graph.derive.status import StatusEvent
from graph.records.card import ClauseNode, DocumentCard, DocumentPart
from graph.records.clause_events import clause_events, meant
from graph.records.status_history import Cause, StatusHistory
from ontology.enumerations import EventKind
from ui.explorer.components import fulltext, standing
from ui.messages import load

ITEM = ClauseNode("x:a5/p2", "at-p2", "p2", "point", "（二）", "", "（二）无证航行的。")
ARTICLES = [
    ClauseNode(f"x:a{n}", f"at-{n}", f"art_{n}", "article", f"第{marker}条", "", f"第{marker}条 渡口规定。", (ITEM,) if n == 5 else ())
    for n, marker in enumerate("一二三四五六", 1)
]  # fmt: skip
CHAPTER = ClauseNode("x:c1", "at-c1", "chp_1", "chapter", "第一章", "总则", "第一章 总则", tuple(ARTICLES))
NUMBERED = [CHAPTER, *ARTICLES[:5], ITEM, ARTICLES[5]]


@pytest.mark.parametrize(("part", "expected"), [
    ("第三条、第五条", ["x:a3", "x:a5"]),
    ("第二条至第四条", ["x:a2", "x:a3", "x:a4"]),
    ("第五条第（二）项", ["x:a5/p2"]),
    ("第五条第二款", ["x:a5"]),
    ("第一章", ["x:c1"]),
    ("第九条", []),
    ("部分条款", []),
])  # fmt: skip
def test_which_clauses_are_meant(part: str, expected: list[str]) -> None:
    assert [clause.iri for clause in meant(part, NUMBERED)] == expected


def test_the_text_tells_in_place_what_happened_to_a_clause() -> None:
    card = DocumentCard("x:d", "岚州市渡口办法", "", (), (), (DocumentPart("x:d", "", "main", "", (CHAPTER,)),), ())
    event = StatusEvent(date(2023, 9, 1), EventKind.PART_ENDED, "x:act", "岚政发〔2023〕9号", "原句", part="第三条")
    history = StatusHistory((Cause(event, "x:act", "岚政发〔2023〕9号", False),))
    found = clause_events(card, history)
    assert {iri: [cause.event for cause in causes] for iri, causes in found.items()} == {"x:a3": [event]}
    say = load()["zh"]
    notes = standing.in_place(found, date(2023, 1, 1), "x:d", "", say)
    html = str(fulltext.text(card, say, happened=notes))
    third = html[html.index('id="at-3"') : html.index('id="at-4"')]
    assert "部分条款终止" in third and "岚政发〔2023〕9号" in third and "zm-coming" in third
    assert html.count("zm-clause-events") == 1
