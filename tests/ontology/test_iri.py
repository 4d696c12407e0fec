"""Every IRI of `docs/graph.md` is minted and parsed in one place, below any base."""

import re
from pathlib import Path
from typing import get_args

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.identifiers import (
    EID,
    SCHEMES,
    Agency,
    Annex,
    Assignment,
    Change,
    Chars,
    Clause,
    Concept,
    Fact,
    Gazette,
    Graph,
    Group,
    Identifier,
    Instrument,
    Local,
    Measure,
    Numbered,
    Place,
    Review,
    Reviewer,
    Source,
    SourceIssue,
    Statement,
    StatementKind,
    StatusEvent,
    StatusInterval,
    Titled,
    TitleOnly,
    Version,
)
from ontology.iri import Iris, anchor, anchored, local_name, named_by_file, segment, sent

HERE, ELSEWHERE = Iris(), Iris("http://example.org/政策 库/".replace(" ", "%20"))
LAW, NOTICE = Numbered("100000", "国务院令", None, 512), Numbered("370100", "济政发", 2018, 22)
UNNUMBERED = Titled("370100", "济南市人民政府", "2018-09-06", "济南市人民政府任命工作人员名单")
A = Source("a.txt")

FORMS: list[tuple[str, Identifier]] = [
    ("source/岚州市/2023-04.txt", Source("岚州市/2023-04.txt")),
    ("eli/cn/370100/济政发/2018/22", NOTICE),
    ("eli/cn/100000/国务院令/512", LAW),
    ("eli/cn/100000/国务院令/512/2024-12-06", Version(LAW, "2024-12-06")),
    ("eli/cn/370100/济政发/2018/22/2024-12-06", Version(NOTICE, "2024-12-06")),
    ("eli/cn/370100/济南市人民政府/2018-09-06/济南市人民政府任命工作人员名单", UNNUMBERED),
    ("eli/local/岚州市/2023-04.txt/3", Local("岚州市/2023-04.txt", 3)),
    ("eli/local/a/3/doc_1/7", Local("a/3/doc_1", 7)),
    ("eli/local/a/3/doc_1", Instrument(Local("a", 3), 1)),
    ("title/安全生产法", TitleOnly("安全生产法")),
    ("title/安全生产法/art_3__para_1", Clause(TitleOnly("安全生产法"), "art_3__para_1")),
    ("eli/cn/370100/济政发/2018/22/doc_1", Instrument(NOTICE, 1)),
    ("eli/cn/370100/济政发/2018/22/att_2", Annex(NOTICE, 2)),
    ("eli/cn/370100/济政发/2018/22/lvl_1__lvl_2", Clause(NOTICE, "lvl_1__lvl_2")),
    ("eli/cn/370100/济政发/2018/22/doc_1/art_3-2", Clause(Instrument(NOTICE, 1), "art_3-2")),
    ("eli/cn/370100/济政发/2018/22/imprint/para_1", Clause(NOTICE, "para_1", imprint=True)),
    ("eli/cn/100000/国务院令/512/2024-12-06/art_1", Clause(Version(LAW, "2024-12-06"), "art_1")),
    ("gazette/济南市人民政府公报/2018/18", Gazette("济南市人民政府公报", 2018, 18)),
    ("agency/济南市财政局", Agency("济南市财政局")),
    ("group/370100/各区县政府", Group("370100", "各区县政府")),
    ("place/370100", Place("370100")),
    ("kind/通知", Concept("kind", "通知")),
    ("relation/basedOn", Concept("relation", "basedOn")),
    ("role/lead", Concept("role", "lead")),
    ("time/deadline", Concept("time", "deadline")),
    ("status/in-force", Concept("status", "in-force")),
    ("event/repealed", Concept("event", "repealed")),
    ("change/自然资源/370100", Change("自然资源", "370100")),
    ("graph/derived", Graph("derived")),
    ("review/0123456789abcdef", Review("0123456789abcdef")),
    ("reviewer/王芳", Reviewer("王芳")),
    ("source/a.txt#reference=3-7", Statement(A, StatementKind.REFERENCE, 3, 7)),
    ("source/a.txt#task=3-7", Statement(A, StatementKind.TASK, 3, 7)),
    ("source/a.txt#deadline=3-7", Statement(A, StatementKind.DEADLINE, 3, 7)),
    ("source/a.txt#duty=3-7", Statement(A, StatementKind.DUTY, 3, 7)),
    ("source/a.txt#agency=3-2", Statement(A, StatementKind.AGENCY, 3, 2)),
    ("source/a.txt#assignment=3-7-1", Assignment(A, 3, 7, 1)),
    ("source/a.txt#sanction=3-7", Statement(A, StatementKind.SANCTION, 3, 7)),
    ("source/a.txt#measure=3-7-1", Measure(A, 3, 7, 1)),
    ("bearer/用人单位", Concept("bearer", "用人单位")),
    ("source/a.txt#fact=3-number-1", Fact(A, 3, "number", 1)),
    ("source/a.txt#issue=2", SourceIssue(A, 2)),
    ("source/a.txt#char=120,131", Chars(A, 120, 131)),
    ("eli/cn/370100/济政发/2018/22#event=2", StatusEvent(NOTICE, 2)),
    ("title/安全生产法#status=1", StatusInterval(TitleOnly("安全生产法"), 1)),
]


@pytest.mark.parametrize("iris", [HERE, ELSEWHERE], ids=["our base", "another base"])
@pytest.mark.parametrize(("path", "value"), FORMS, ids=[path for path, _ in FORMS])
def test_each_form_is_minted_and_parsed(path: str, value: Identifier, iris: Iris) -> None:
    assert iris.mint(value) == iris.base + path
    assert iris.parse(iris.base + path) == value


def test_the_table_has_every_kind_and_every_kind_is_documented() -> None:
    kinds = {type(value) for _, value in FORMS}
    assert kinds == set(get_args(Identifier))
    page = (Path(__file__).parents[2] / "docs" / "graph.md").read_text(encoding="utf-8")
    table = page.partition("## IRIs")[2].partition("## A source graph")[0]
    for path, _ in FORMS:
        words = re.findall(r"#\w+=|^\w+/|/(?:doc_|att_|imprint)", path)
        assert all(word in table for word in words), path


@pytest.mark.parametrize("path", [
    "", "eli/cn/370100/济政发", "eli/cn/370100/济政发/2018/022", "eli/cn/370100/济政发/2018/22/", "eli/cn/370100/济政发/2018/22/doc_01",
    "eli/cn/370100/济政发/2018/22/doc_1/doc_2", "eli/cn/370100/济政发/2018/22/imprint", "eli/local/3", "title/", "agency/", "agency/a/b",
    "agency/%E6%B5%8E", "gazette/公报/2018/x", "place/370100#status=1", "source/a.txt#event=1", "source/a.txt#reference=1",
    "source/a.txt#reference=1-2-3", "source/a.txt#char=1-2", "source/a.txt#fact=1-2", "source/a.txt#", "ns#Task", "unknown/x",
    "eli/cn/370100/济政发/2018/" + "9" * 5000, "source/a.txt#issue=" + "9" * 5000,
])  # fmt: skip
def test_what_is_no_iri_of_ours(path: str) -> None:
    assert HERE.parse(HERE.base + path) is None
    assert HERE.parse(path) is None


def test_another_base_is_not_ours() -> None:
    for path, _ in FORMS:
        assert HERE.parse(ELSEWHERE.base + path) is None
        assert HERE.document(ELSEWHERE.base + path) == ""


names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
"""Any text that a title, name or code may be: slashes, percent signs, blanks and controls among it."""
relative_names = st.lists(names.filter(lambda name: "/" not in name), min_size=1, max_size=3).map("/".join)
days = st.dates().map(lambda day: day.isoformat())
numbers = st.integers(0, 999_999_999)
eids = st.from_regex(EID, fullmatch=True).filter(
    lambda eid: not re.fullmatch(r"imprint|(?:doc|att)_(?:0|[1-9]\d{0,8})", eid)
)
sources = st.builds(Source, relative_names)
numbered = st.builds(Numbered, names, names, st.none() | numbers, numbers)
documents = st.one_of(
    numbered,
    st.builds(Version, numbered, days),
    st.builds(Titled, names, names, days, names),
    st.builds(Local, relative_names, numbers),
    st.builds(TitleOnly, names),
)
parts = st.builds(Instrument, documents, numbers) | st.builds(Annex, documents, numbers)
clauses = st.builds(Clause, documents | parts, eids, st.booleans())
others = st.one_of(
    sources,
    st.builds(Statement, sources, st.sampled_from(StatementKind), numbers, numbers),
    st.builds(Assignment, sources, numbers, numbers, numbers),
    st.builds(Fact, sources, numbers, st.sampled_from(["number", "issuer", "expires"]), numbers),
    st.builds(SourceIssue, sources, numbers),
    st.builds(Chars, sources, numbers, numbers),
    st.builds(StatusEvent, documents | parts, numbers),
    st.builds(StatusInterval, documents | parts, numbers),
    st.builds(Gazette, names, numbers, numbers),
    st.builds(Agency, names),
    st.builds(Group, names, names),
    st.builds(Place, names),
    st.builds(Concept, st.sampled_from(SCHEMES), names),
    st.builds(Change, names, names),
    st.builds(Graph, names.filter(lambda name: all(name.split("/")))),
)
bases = st.sampled_from([HERE, ELSEWHERE, Iris("urn:x:"), Iris("http://h/source/eli/cn/")])


@given(st.one_of(documents, parts, clauses, others), bases)
def test_what_is_minted_is_parsed_back(value: Identifier, iris: Iris) -> None:
    assert iris.parse(iris.mint(value)) == value


@given(st.text(), bases)
def test_any_text_is_parsed_to_what_gives_it_back_or_to_nothing(text: str, iris: Iris) -> None:
    value = iris.parse(iris.base + text)
    assert value is None or iris.mint(value) == iris.base + text


@given(documents, st.integers(1, 9), eids, st.booleans(), bases)
def test_what_stands_in_a_document_leads_to_it(
    document: Identifier, position: int, eid: str, imprint: bool, iris: Iris
) -> None:
    whole = iris.mint(document)
    part = iris.part(whole, Instrument, position)
    clause = iris.clause(part, eid)
    own = iris.clause(whole, eid, imprint=imprint)
    for iri in (whole, part, clause, own, iris.status_event(whole, position), f"{clause}#anything"):
        assert iris.document(iri) == whole
    assert (iris.below(whole), iris.below(part), iris.below(clause)) == ("", f"doc_{position}", f"doc_{position}/{eid}")
    for below in (iris.below(one) for one in (whole, part, clause, own)):
        assert anchored(anchor(below)) == below


@given(sources, bases)
def test_the_base_is_told_by_a_source(source: Source, iris: Iris) -> None:
    assert Iris.of_source(iris.mint(source), source.name) == iris
    assert Iris.of_source(iris.mint(source), source.name + "x") is None


def test_what_is_in_no_document() -> None:
    for iri in (
        HERE.source("a.txt"),
        HERE.agency("岚州市财政局"),
        HERE.statement(HERE.source("a.txt"), StatementKind.TASK, 1, 2),
        "x",
    ):
        assert (HERE.document(iri), HERE.below(iri)) == ("", "")


@pytest.mark.parametrize(("iri", "name"), [
    ("https://w3id.org/zhengmai/ns#Task", "Task"), ("http://x/kind/通知", "通知"), ("http://x/a%20b", "a b"), ("plain", "plain"),
])  # fmt: skip
def test_the_readable_end(iri: str, name: str) -> None:
    assert local_name(iri) == name


@pytest.mark.parametrize("below", ["reference-3", "task-1", "at-doc_1-", "at--x", ""])
def test_anchors_of_other_things_are_no_clauses(below: str) -> None:
    assert anchored(below) is None


@pytest.mark.parametrize(("iri", "name"), [
    (Iris().local("通知/渡口方案.docx", 1), "渡口方案"),
    (Iris().local("渡口方案.v2.txt", 3),    "渡口方案.v2（3）"),
    (Iris().local("stdin.txt", 1),          "stdin"),
    (Iris().numbered("370100", "济政发", 2018, 22), ""),
    ("http://elsewhere/eli/local/a.txt",    ""),
])  # fmt: skip
def test_what_a_document_without_number_and_title_is_called(iri: str, name: str) -> None:
    assert named_by_file(iri) == name


@pytest.mark.parametrize(("path", "expected"), [
    (b"/agency/%E6%B5%8E%20a", "agency/济%20a"),
    ("/agency/济 a".encode(), "agency/济%20a"),
    (b"/agency/a", "agency/a"),
])  # fmt: skip
def test_a_path_as_it_was_sent(path: bytes, expected: str) -> None:
    assert sent(path) == expected


@pytest.mark.parametrize("path", [b"/agency/%FF", b"/agency/\xff"])
def test_a_path_that_is_not_utf_8(path: bytes) -> None:
    with pytest.raises(UnicodeDecodeError):
        sent(path)


def test_every_character_can_stand_in_an_iri() -> None:
    for first, last in ((0, 0x3100), (0xE000, 0x20000), (0xE0000, 0xE0200)):
        ox.NamedNode("https://example.org/" + segment("".join(map(chr, range(first, last)))))
