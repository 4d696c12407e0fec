"""A city's own shapes see the draft and what the store says of the documents that it names."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from check import shaped
from check.model import CheckedDraft
from check.reading import read_draft
from check.run import check_read
from graph.records import subgraph
from graph.records.identity import build_identity
from graph.store.store import Store
from ingest.read.files import load
from tests.samples.drafts import notice

_PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix zm: <https://w3id.org/zhengmai/ns#> . @prefix : <https://example.org/house#> .
"""
HOLDS = f"""{_PREFIXES}
:holds a sh:NodeShape ; sh:targetClass zm:Reference ; sh:severity sh:Warning ;
    sh:sparql [ sh:message "{{?value}}：{{?state}}"@zh ; sh:select '''SELECT $this ?value ?state WHERE {{
        $this zm:citedDocument ?document . ?document rdfs:label ?value .
        BIND("9999-12-31"^^xsd:date AS ?asOf)
        ?interval zm:about ?document ; zm:status ?status ; zm:since ?since . OPTIONAL {{ ?interval zm:through ?through }}
        FILTER(?since <= ?asOf && (!BOUND(?through) || ?through >= ?asOf))
        BIND(REPLACE(STR(?status), "^.*/", "") AS ?state) }}''' ] .
"""
NEWER = f"""{_PREFIXES}
:newer a sh:NodeShape ; sh:targetClass zm:Reference ;
    sh:sparql [ sh:message "{{?value}}"@zh ; sh:select '''SELECT $this ?value WHERE {{
        $this zm:citedDocument ?document . ?newer zm:supersedes ?document ; dct:title ?value }}''' ] .
"""
EDITION = f"""{_PREFIXES}
:edition a sh:NodeShape ; sh:targetClass zm:Reference ;
    sh:sparql [ sh:message "{{?value}}"@zh ; sh:select '''SELECT $this ?value WHERE {{
        $this zm:citedDocument ?document . ?document eli:first_date_entry_in_force ?value }}''' ] .
"""
ALL = f"""{_PREFIXES}
:all a sh:NodeShape ; sh:targetClass zm:PublishedDocument ; sh:property [ sh:path zm:registrationNumber ; sh:minCount 1 ] .
"""
Asked = Callable[..., tuple[CheckedDraft, tuple[str, ...]]]


@pytest.fixture(scope="module")
def check_shapes(law_store: Path) -> Asked:
    """Ask shapes of a notice, as of 2025-03-10 if no day is given."""

    def run(text: str, shapes: str, day: date | None = date(2025, 3, 10)) -> tuple[CheckedDraft, tuple[str, ...]]:
        with Store.open(law_store) as view:
            who, read = build_identity(view, documents_only=True), read_draft(load(text.encode(), "draft.txt"))
            checked = check_read(view, who, read, day)
            return shaped.with_shapes(checked, read, [("own.ttl", shapes)], view, who, bounded=False)

    return run


@pytest.mark.parametrize(
    ("sentence", "shapes", "rule", "said"),
    [
        ("依照《中华人民共和国木船管理法》执行。", HOLDS, "holds", ["中华人民共和国木船管理法：repealed"]),
        ("依照《渡口条例》执行。", HOLDS, "holds", ["国务院令第799号：in-force"]),
        ("执行《岚州市渡口值守办法》（岚政办发〔2017〕6号）。", HOLDS, "holds", ["岚政办发〔2017〕6号：expired"]),
        ("依照《岚州市灯塔管理规定》执行。", HOLDS, "holds", []),
        ("依照《渡船安全法》执行。", EDITION, "edition", ["2024-08-01"]),
        ("依照《岚州市灯塔管理规定》执行。", EDITION, "edition", []),
    ],
)
def test_shapes_ask_what_the_store_says_of_a_cited_document(
    check_shapes: Asked, sentence: str, shapes: str, rule: str, said: list[str]
) -> None:
    outcome, notices = check_shapes(notice(sentence), shapes)
    found = [remark for remark in outcome.remarks if remark.rule == rule]
    assert [remark.zh for remark in found] == said
    assert all(remark.quote and remark.quote in notice(sentence) for remark in found)
    assert (outcome.failed, notices) == ((), ())


def test_the_day_of_the_signature_counts_where_none_is_given(check_shapes: Asked) -> None:
    for year, said in (("2020", []), ("2022", ["中华人民共和国木船管理法：repealed"])):
        draft = notice("依照《中华人民共和国木船管理法》执行。", signed=f"{year}年3月10日")
        assert [r.zh for r in check_shapes(draft, HOLDS, None)[0].remarks if r.rule == "holds"] == said
    draft = notice("依照《渡船安全法》执行。", signed="2020年3月10日")
    assert [r.zh for r in check_shapes(draft, EDITION, None)[0].remarks if r.rule == "edition"] == ["2008-06-01"]


def test_findings_in_documents_of_the_store_are_not_the_drafts(check_shapes: Asked) -> None:
    outcome, _ = check_shapes(notice("依照《渡船安全法》、《渡口条例》执行。"), ALL)
    assert [r.quote for r in outcome.remarks if r.rule.startswith("all")] == [
        "岚州市人民政府办公厅关于加强渡口管理工作的通知"
    ]


def test_a_draft_that_names_too_many_documents_is_asked_alone(
    check_shapes: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subgraph, "MOST", 1)
    outcome, notices = check_shapes(
        notice("依照《木船管理法》、《渡口条例》执行。"), HOLDS + ALL.removeprefix(_PREFIXES)
    )
    assert "names" in notices[0]
    assert {r.rule for r in outcome.remarks} >= {"all.registrationNumber"}
    assert "holds" not in {r.rule for r in outcome.remarks}
