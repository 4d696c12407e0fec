"""What holds of every publication, whatever the text: nothing is lost, nothing overlaps, evidence is what is printed."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings

from ingest.model import Clause, Component, ComponentRole, Document, Field, GazetteIssue, Level, Publication
from ingest.read.normalize import NormalizedText, fold
from ingest.segment.paragraphs import split
from ingest.steps import parse
from tests.ingest import official
from tests.ingest.official import NOTICE, normalized_text, published, scrap
from tests.ingest.read.test_normalize import is_kept

slow_to_draw = settings(max_examples=60)


def read_and_publish(text: str) -> tuple[NormalizedText, Publication]:
    normalized = scrap(text)
    return normalized, parse(normalized)


def check_clauses(component: Component) -> None:
    """The top clauses tile the component; own text and children tile each clause; eIds and parents are sound."""
    assert component.span is not None
    ids = [clause.eid for clause in component.clauses]
    assert len(set(ids)) == len(ids), [eid for eid, count in Counter(ids).items() if count > 1]
    by_parent: dict[str | None, list[Clause]] = {}
    for clause in component.clauses:
        by_parent.setdefault(clause.parent, []).append(clause)
    assert set(by_parent) - {None} <= set(ids)
    tile(by_parent.get(None, []), component.span.start, component.span.end)
    for clause in component.clauses:
        assert clause.own.start == clause.span.start and clause.own.end <= clause.span.end
        tile(by_parent.get(clause.eid, []), clause.own.end, clause.span.end)
    assert [clause.span.start for clause in component.clauses] == sorted(
        clause.span.start for clause in component.clauses
    )


def tile(clauses: list[Clause], start: int, end: int) -> None:
    at = start
    for clause in clauses:
        assert clause.span.start == at, (clause.eid, clause.span, at)
        at = clause.span.end
    assert at == end, (at, end)


def check_document(normalized: NormalizedText, document: Document) -> None:
    printed = [component for component in document.components if component.span is not None]
    assert [str(c.role) for c in printed].count(ComponentRole.MAIN) == 1
    at = document.span.start
    for component in printed:
        assert component.span is not None and component.span.start == at
        at = component.span.end
        check_clauses(component)
    assert at == document.span.end
    assert all(not component.clauses for component in document.components if component.span is None)
    for fact in document.facts:
        assert document.span.contains(fact.span), fact
        assert len(fact.span) > 0 and fact.rule, fact
        pieces = "".join(fold(piece.slice(normalized.source.text)) for piece in normalized.pieces(fact.span))
        words = fact.span.slice(normalized.text).replace("\n", "")
        assert len(words) == len(pieces) and all(map(is_kept, words, pieces)), fact
    singular = Counter(fact.field for fact in document.facts)
    assert all(
        singular[field] <= 1
        for field in map(
            Field, ("number", "title", "kind", "signed", "printed", "effective", "expires", "registration")
        )
    )


def check(normalized: NormalizedText, publication: Publication) -> None:
    documents = publication.documents
    assert [document.ordinal for document in documents] == list(range(1, len(documents) + 1))
    for before, after in pairwise(documents):
        assert before.span.end <= after.span.start
    for document in documents:
        check_document(normalized, document)
    left = [issue.span for issue in publication.issues if issue.code in ("unattributed-text", "printed-twice")]
    for paragraph in split(normalized):
        at = normalized.to_source(paragraph.span)
        in_document = any(document.span.contains(paragraph.span) for document in documents)
        reported = any(span is not None and span.contains(at) for span in left)
        assert in_document != reported, paragraph.text
    for issue in publication.issues:
        assert issue.message_en and issue.message_zh
        assert issue.span is None or issue.span.end <= len(normalized.source.text)


@slow_to_draw
@given(official.gazettes)
def test_gazettes(text: str) -> None:
    normalized, publication = read_and_publish(text)
    check(normalized, publication)
    assert publication == parse(scrap(text))


@slow_to_draw
@given(official.documents())
def test_a_composed_document_is_one_document_with_its_number(text: str) -> None:
    (document,) = published(text).documents
    assert document.number is not None and document.number.year == 2022
    assert document.first(official.Field.TITLE) is not None
    assert document.place is not None and document.place.startswith("99")


@settings(max_examples=200)
@given(official.noise)
def test_noise(text: str) -> None:
    normalized, publication = read_and_publish(text)
    check(normalized, publication)
    assert publication == parse(normalized)


@pytest.mark.parametrize("text", [
    "", "\n", "．", "附件", "附件：", "附件：1.", "第38号", "岚州市人民政府令", "岚政发〔2022〕15号", "2022年3月15日",
    "（2022年3月16日印发）",
    "各区县人民政府：", "\t", "a\tb", "目录", "第一条", "——", "《" * 500, "（" * 2000, "附件1\n附件2\n附件3", "岚政发〔2022〕15号\n" * 50,
])  # fmt: skip
def test_scraps(text: str) -> None:
    check(*read_and_publish(text))


@pytest.mark.parametrize(
    "name", ["岚州市人民政府公报-2019-08.txt", "岚州市人民政府公报-2021-15.txt", "岚州市望湖区人民政府公报-2023-02.md"]
)
def test_the_examples(name: str, example_texts: dict[str, bytes]) -> None:
    normalized = normalized_text(example_texts[name].decode("utf-8"), name)
    check(normalized, parse(normalized))


def test_hostile_length_takes_linear_time() -> None:
    """10,000 repetitions of what patterns begin with: what is quadratic takes minutes."""
    for piece in ("附件：1.", "关于", "《", "自2021年5月1日起", "〔2022〕", "第一条 ", "有效期", "各区县，"):
        check(*read_and_publish(piece * 10_000))
    check(*read_and_publish("关于渡口的通知" + " | AB" * 5_000 + "|"))


@pytest.mark.parametrize(("masthead", "expected"), [
    ("岚州市人民政府公报\n\n2021年第15期\n", GazetteIssue("岚州市人民政府公报", 2021, 15)),
    ("岚州市人民政府公报\n\n2021 年第 15 期\n\n（总第 210 期）\n", GazetteIssue("岚州市人民政府公报", 2021, 15)),
    ("岚州市人民政府公报\n\n2021年第15期\n\n2021年8月10日出版\n", GazetteIssue("岚州市人民政府公报", 2021, 15, date(2021, 8, 10))),
    ("岚州市人民政府公报\n\n2021\n\n第15期（总第210期）\n", GazetteIssue("岚州市人民政府公报", 2021, 15)),
    ("岚州市人民政府公报 ２０２１年第１５期\n", GazetteIssue("岚州市人民政府公报", 2021, 15)),
    ("岚州市人民政府公报　　２０２１·１５\n", GazetteIssue("岚州市人民政府公报", 2021, 15)),
    ("岚州市人民政府公报\n\n２０２１·１５　　市政府文件\n", GazetteIssue("岚州市人民政府公报", 2021, 15)),
    ("岚州市人民政府公报\n\n2021年第15期\n\n2020·14\n", GazetteIssue("岚州市人民政府公报", 2021, 15)),
    ("２０２１·１５\n", None),
    ("", None),
])  # fmt: skip
def test_the_gazette_issue(masthead: str, expected: GazetteIssue | None) -> None:
    publication = published(f"{masthead}\n{NOTICE.format(body='为保障市民安全游览，现就有关事项通知如下。')}")
    assert publication.gazette == expected
    (document,) = publication.documents
    assert str(document.number) == "岚政发〔2022〕15号"


def test_text_that_belongs_to_no_document_is_reported_with_its_place() -> None:
    body = NOTICE.format(body="为保障市民安全游览，现就有关事项通知如下。")
    text = f"{body}\n（2022年3月16日印发）\n\n工作动态\n\n本月湖区共开行渡船三百班，运送游客两万人次，秩序良好。\n"
    publication = published(text)
    (issue,) = [issue for issue in publication.issues if issue.code == "unattributed-text"]
    assert issue.span is not None and "渡船三百班" in issue.span.slice(text)
    assert "岚政发" not in issue.span.slice(text)
    assert publication.documents[0].span.end < text.index("工作动态")


def test_a_head_without_a_text_has_no_facts_of_the_document_below() -> None:
    normalized = normalized_text("文号：局\n（商局\n法（行）\n文号：〔")
    check(normalized, parse(normalized))


def test_the_place_of_a_document_is_its_issuers() -> None:
    assert published(NOTICE.format(body="通知如下。")).documents[0].place == "990100"
    district = NOTICE.replace("岚州市人民政府", "岚州市望湖区人民政府").format(body="通知如下。")
    assert published(district).documents[0].place == "990102"


def test_an_article_tree_is_in_the_instrument() -> None:
    text = (
        "岚州市人民政府关于印发《岚州市客渡管理办法》的通知\n岚政发〔2022〕15号\n\n各区县人民政府：\n\n"
        "《岚州市客渡管理办法》已经市政府同意，现印发给你们，请认真贯彻执行。\n\n岚州市人民政府\n\n2022年3月15日\n\n"
        "岚州市客渡管理办法\n\n第一条 为保障客渡安全，制定本办法。\n"
    )
    normalized, publication = read_and_publish(text)
    check(normalized, publication)
    (document,) = publication.documents
    levels = {str(c.role): {clause.level for clause in c.clauses} for c in document.components}
    assert Level.ARTICLE in levels["instrument"] and Level.ARTICLE not in levels["main"]
