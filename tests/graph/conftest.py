"""A small graph, written by hand as `docs/graph.md` says: two sources of a fictional city."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from rdflib import Literal, URIRef
from rdflib.term import Node

from graph.store.store import Store
from ontology.iri import Iris
from ontology.vocabulary import DCTERMS, ELI, OA, ORG, PROV, RDF, RDFS, SKOS, ZM

IRIS = Iris()
Triple = tuple[Node, Node, Node]
FIRST, SECOND = IRIS.source("岚州市/2023-04.txt"), IRIS.source("岚州市/补编.txt")
GAZETTE = IRIS.gazette("岚州市人民政府公报", 2023, 4)
JOINT = IRIS.numbered("379900", "岚财发", 2023, 7)
NOTICE = IRIS.numbered("379900", "岚政发", 2023, 12)
BARE = IRIS.local("岚州市/补编.txt", 1)


def zh(text: str) -> Literal:
    return Literal(text, lang="zh")


def day(text: str) -> Literal:
    return Literal(date.fromisoformat(text))


class Writer:
    """Triples of one source graph."""

    def __init__(self, source: str, name: str) -> None:
        self.source, self.triples = source, list[Triple]()
        self.add(source, {RDF.type: ZM.Source, DCTERMS.identifier: Literal(name), ZM.length: Literal(5000)})

    def add(self, subject: str, properties: dict[URIRef, Node | list[Node]]) -> None:
        for term, values in properties.items():
            for value in values if isinstance(values, list) else [values]:
                self.triples.append((URIRef(subject), term, value))

    def evidence(
        self, document: str, term: URIRef, ordinal: int, value: str, start: int, clause: str, offset: int
    ) -> None:
        end, local = start + len(value), str(term).rpartition("#")[2].rpartition("/")[2]
        target, selector = f"{self.source}#char={start},{end}", f"{self.source}#selector={start},{end}"
        self.add(
            f"{document}#{local}-{ordinal}",
            {
                RDF.type: OA.Annotation,
                ZM.about: URIRef(document),
                ZM.property: term,
                OA.bodyValue: Literal(value),
                OA.hasTarget: URIRef(target),
                ZM.inClause: URIRef(clause),
                ZM.offset: Literal(offset),
                ZM.endOffset: Literal(offset + len(value)),
                ZM.rule: Literal("by-hand"),
            },
        )
        self.add(
            target,
            {
                RDF.type: OA.SpecificResource,
                OA.hasSource: URIRef(self.source),
                OA.hasSelector: URIRef(selector),
            },
        )
        self.add(
            selector,
            {
                RDF.type: [OA.TextPositionSelector, OA.TextQuoteSelector],
                OA.start: Literal(start),
                OA.end: Literal(end),
                OA.exact: Literal(value),
            },
        )


def agency(name: str) -> URIRef:
    return URIRef(IRIS.agency(name))


def first_source() -> list[Triple]:
    """A joint document of three agencies with two addressees, and a notice with an instrument and two annexes."""
    writer = Writer(FIRST, "岚州市/2023-04.txt")
    writer.add(
        GAZETTE,
        {
            RDF.type: ZM.GazetteIssue,
            DCTERMS.title: zh("岚州市人民政府公报"),
            ZM.issueYear: Literal(2023),
            ZM.issueNumber: Literal(4),
            PROV.wasDerivedFrom: URIRef(FIRST),
        },
    )
    # In printed order, which is not the order of their names.
    issuers = ["岚州市财政局", "岚州市水利局", "岚州市公安局"]
    for name in [*issuers, "岚州市人民政府"]:
        writer.add(agency(name), {RDF.type: ORG.FormalOrganization, SKOS.prefLabel: zh(name)})
    writer.add(
        JOINT,
        {
            RDF.type: [ELI.LegalResource, ZM.PublishedDocument],
            PROV.wasDerivedFrom: URIRef(FIRST),
            ELI.number: Literal("岚财发〔2023〕7号"),
            DCTERMS.title: zh("关于拨付补助资金的通知"),
            ELI.type_document: URIRef(IRIS.kind("通知")),
            ELI.passed_by: [agency(name) for name in issuers],
            ZM.addressee: [Literal("各县财政局"), Literal("各县水利局")],
            ELI.date_document: day("2023-04-06"),
            ELI.is_part_of: URIRef(GAZETTE),
            ZM.position: Literal(1),
        },
    )
    preface, text = f"{JOINT}/lvl_1", "一、补助资金由财政局拨付。本通知自2023年5月1日起施行，有效期2年。特此通知。"
    writer.add(
        preface,
        {
            RDF.type: ELI.LegalResourceSubdivision,
            ELI.is_part_of: URIRef(JOINT),
            ZM.eId: Literal("lvl_1"),
            ZM.level: Literal("level"),
            ZM.marker: Literal("一、"),
            ZM.text: Literal(text),
            ZM.start: Literal(300),
            ZM.end: Literal(300 + len(text)),
        },
    )
    for ordinal, name in enumerate(issuers, start=1):
        writer.evidence(JOINT, ELI.passed_by, ordinal, name, 100 + 20 * ordinal, preface, 0)
    for ordinal, name in enumerate(["各县财政局", "各县水利局"], start=1):
        writer.evidence(JOINT, ZM.addressee, ordinal, name, 220 + 10 * ordinal, preface, 0)
    writer.add(
        JOINT,
        {
            ELI.first_date_entry_in_force: day("2023-05-01"),
            ELI.date_no_longer_in_force: day("2025-04-30"),
        },
    )
    offset = text.index("有效期")
    writer.evidence(JOINT, ELI.date_no_longer_in_force, 1, "有效期2年", 300 + offset, preface, offset)
    writer.add(
        NOTICE,
        {
            RDF.type: [ELI.LegalResource, ZM.PublishedDocument],
            PROV.wasDerivedFrom: URIRef(FIRST),
            ELI.number: Literal("岚政发〔2023〕12号"),
            DCTERMS.title: zh('关于印发《岚州市"灯会"办法》的通知'),
            ELI.type_document: URIRef(IRIS.kind("通知")),
            ELI.passed_by: agency("岚州市人民政府"),
            ELI.date_document: day("2023-03-30"),
            ELI.date_publication: day("2023-04-01"),
            ZM.registrationNumber: Literal("LZCR-2023-0010001"),
            ELI.is_part_of: URIRef(GAZETTE),
            ZM.position: Literal(2),
            ZM.issues: URIRef(f"{NOTICE}/doc_1"),
            ZM.hasAnnex: [URIRef(f"{NOTICE}/att_{n}") for n in (1, 2)],
        },
    )
    for part, title, position in [("doc_1", "岚州市灯会办法", 1), ("att_1", "重点任务表", 2), ("att_2", "分工方案", 3)]:
        writer.add(
            f"{NOTICE}/{part}",
            {
                RDF.type: ELI.LegalResource,
                DCTERMS.title: zh(title),
                ZM.position: Literal(position),
                ELI.is_part_of: URIRef(NOTICE),
            },
        )
    for number, start in [(2, 900), (1, 800), (10, 1000)]:
        writer.add(
            f"{NOTICE}/doc_1/art_{number}",
            {
                RDF.type: ELI.LegalResourceSubdivision,
                ELI.is_part_of: URIRef(f"{NOTICE}/doc_1"),
                ZM.eId: Literal(f"art_{number}"),
                ZM.level: Literal("article"),
                ZM.text: Literal(f"第{number}条的正文。"),
                ZM.start: Literal(start),
                ZM.end: Literal(start + 8),
            },
        )
    return writer.triples


def second_source() -> list[Triple]:
    """A document without a number, with a reading issue; and the joint document printed once more."""
    writer = Writer(SECOND, "岚州市/补编.txt")
    writer.add(
        BARE,
        {
            RDF.type: [ELI.LegalResource, ZM.PublishedDocument],
            PROV.wasDerivedFrom: URIRef(SECOND),
            DCTERMS.title: zh("岚州市公告"),
            ELI.type_document: URIRef(IRIS.kind("公告")),
            ZM.position: Literal(1),
        },
    )
    writer.add(
        f"{SECOND}#issue-1",
        {
            RDF.type: ZM.ReadingIssue,
            ZM.about: URIRef(BARE),
            ZM.code: Literal("no-number"),
            RDFS.comment: [Literal("no document number", lang="en"), zh("没有文号")],
            ZM.start: Literal(10),
            ZM.end: Literal(20),
        },
    )
    writer.add(
        JOINT,
        {
            RDF.type: [ELI.LegalResource, ZM.PublishedDocument],
            PROV.wasDerivedFrom: URIRef(SECOND),
            ELI.number: Literal("岚财发〔2023〕7号"),
            DCTERMS.title: zh("关于拨付补助资金的通知"),
            ELI.passed_by: [agency("岚州市公安局"), agency("岚州市财政局")],
            ZM.position: Literal(2),
        },
    )
    return writer.triples


ONE: list[Triple] = [(URIRef("urn:s"), DCTERMS.title, Literal("一"))]


def dump(path: Path) -> bytes:
    """The whole content of the current generation."""
    output = BytesIO()
    with Store.open(path) as store:
        store.dump_nquads(output)
    return output.getvalue()


def generation_names(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.glob("gen-*"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A built store of both sources."""
    path = tmp_path / "store"
    with Store.update(path) as update:
        update.replace_graph(SECOND, second_source())
        update.replace_graph(FIRST, first_source())
    return path


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with Store.open(folder) as opened:
        assert isinstance(opened, Store)
        yield opened
