"""A small graph, written by hand as `docs/graph.md` says: two sources of a fictional city."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef

from graph.store.ntriples import Triple
from graph.store.store import Store
from ontology.vocabulary import DCTERMS, ELI, PROV, RDF, RDFS, ZM
from tests.samples.once import copied, once
from tests.samples.page import IRIS, Page

FIRST, SECOND = IRIS.source("岚州市/2023-04.txt"), IRIS.source("岚州市/补编.txt")
GAZETTE = IRIS.gazette("岚州市人民政府公报", 2023, 4)
JOINT = IRIS.numbered("379900", "岚财发", 2023, 7)
NOTICE = IRIS.numbered("379900", "岚政发", 2023, 12)
BARE = IRIS.local("岚州市/补编.txt", 1)


def first_source() -> list[Triple]:
    """A joint document of three agencies with two addressees, and a notice with an instrument and two annexes."""
    page = Page("岚州市/2023-04.txt")
    page.add(GAZETTE, RDF.type, ZM.GazetteIssue)
    page.add(GAZETTE, DCTERMS.title, Literal("岚州市人民政府公报", lang="zh"))
    page.add(GAZETTE, ZM.issueYear, Literal(2023))
    page.add(GAZETTE, ZM.issueNumber, Literal(4))
    page.add(GAZETTE, PROV.wasDerivedFrom, page.iri)
    # In printed order, which is not the order of their names.
    issuers, addressees = ["岚州市财政局", "岚州市水利局", "岚州市公安局"], ["各县财政局", "各县水利局"]
    page.document(
        JOINT,
        "关于拨付补助资金的通知",
        number="岚财发〔2023〕7号",
        kind="通知",
        issuer=issuers,
        addressee=addressees,
        signed="2023-04-06",
        effective="2023-05-01",
        expires="2025-04-30",
    )
    page.add(JOINT, ELI.is_part_of, GAZETTE)
    page.add(JOINT, ZM.position, Literal(1))
    head, text = (
        "、".join([*issuers, *addressees]),
        "一、补助资金由财政局拨付。本通知自2023年5月1日起施行，有效期2年。特此通知。",
    )
    preface = page.clause(JOINT, "preface", "preface", head)
    level = page.clause(JOINT, "lvl_1", "level", text, "一、")
    for name in issuers:
        page.evidence(JOINT, ELI.passed_by, name, preface, head, name)
    for name in addressees:
        page.evidence(JOINT, ZM.addressee, name, preface, head, name)
    page.evidence(JOINT, ELI.date_no_longer_in_force, "2025-04-30", level, text, "有效期2年")
    page.document(
        NOTICE,
        '关于印发《岚州市"灯会"办法》的通知',
        number="岚政发〔2023〕12号",
        kind="通知",
        issuer="岚州市人民政府",
        signed="2023-03-30",
        printed="2023-04-01",
        registration="LZCR-2023-0010001",
    )
    page.add(NOTICE, ELI.is_part_of, GAZETTE)
    page.add(NOTICE, ZM.position, Literal(2))
    rules = page.part(NOTICE, "doc_1", "岚州市灯会办法")
    page.part(NOTICE, "att_1", "重点任务表")
    page.part(NOTICE, "att_2", "分工方案")
    for number in (1, 2, 10):
        page.clause(rules, f"art_{number}", "article", f"第{number}条的正文。")
    return page.triples


def second_source() -> list[Triple]:
    """A document without a number, with a reading issue; and the joint document printed once more."""
    page = Page("岚州市/补编.txt")
    page.document(BARE, "岚州市公告", kind="公告")
    page.add(BARE, ZM.position, Literal(1))
    issue = f"{page.iri}#issue-1"
    page.add(issue, RDF.type, ZM.ReadingIssue)
    page.add(issue, ZM.about, BARE)
    page.add(issue, ZM.code, Literal("no-number"))
    page.add(issue, RDFS.comment, Literal("no document number", lang="en"), Literal("没有文号", lang="zh"))
    page.add(issue, ZM.start, Literal(10))
    page.add(issue, ZM.end, Literal(20))
    page.document(JOINT, "关于拨付补助资金的通知", number="岚财发〔2023〕7号", issuer=["岚州市公安局", "岚州市财政局"])
    page.add(JOINT, ZM.position, Literal(2))
    return page.triples


ONE: list[Triple] = [(URIRef("urn:s"), DCTERMS.title, Literal("一"))]


def dump(path: Path) -> bytes:
    """The whole content of the current generation."""
    output = BytesIO()
    with Store.open(path) as store:
        store.dump_nquads(output)
    return output.getvalue()


def generation_names(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.glob("gen-*") if entry.is_dir())


@pytest.fixture(scope="session")
def both_sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built store of both sources. Tests only read it."""

    def make(path: Path) -> None:
        with Store.update(path) as update:
            update.replace_graph(SECOND, second_source())
            update.replace_graph(FIRST, first_source())

    return once(tmp_path_factory, "both-sources", make)


@pytest.fixture
def folder(both_sources: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return copied(both_sources, tmp_path / "store")


@pytest.fixture
def store(both_sources: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    """The store, opened; the test's own copy where it asks for that, too."""
    own = "folder" in request.fixturenames
    with Store.open(request.getfixturevalue("folder") if own else both_sources) as opened:
        assert isinstance(opened, Store)
        yield opened


@pytest.fixture(scope="session")
def example_flat(example_store: Path) -> Graph:
    """All triples of the examples in one graph of rdflib's: what counts are compared with."""
    from tests.graph.store.test_sharing import flattened

    with Store.open(example_store) as view:
        return flattened(view)
