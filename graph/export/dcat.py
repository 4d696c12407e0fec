"""Describe the dataset in DCAT 3 and VoID, as Turtle: subject, size, distributions.

Everything is counted from the data. There is no clock, so there is no date of issue. Distributions have IRIs below the dataset's
own base: `<base>dataset/zhengmai.nq`, … are the exports of this package under those names.
"""

from typing import BinaryIO

import pyoxigraph as ox
from rdflib import DCAT, DCTERMS, RDF, SKOS, VOID, XSD, Graph, Literal, Namespace, URIRef

from graph.store.view import Term, View
from ontology.enumerations import Format, Language, Modality
from ontology.vocabulary import BASE, ELI, ORG, PREFIXES, ZM

TITLE = {Language.ZH: "政脉公文知识图谱", Language.EN: "Zhengmai: a knowledge graph of official documents"}
DESCRIPTION = {
    Language.ZH: "从政府公报和公文中读出的知识图谱：{documents} 份公文、{agencies} 个机关、{clauses} 个条款、{references} 处引用，"
    "以及任务、时限、规范与效力；每一条事实都带有它所依据的原文。",
    Language.EN: "A knowledge graph read out of government gazettes and official documents: {documents} documents, {agencies} agencies, "
    "{clauses} clauses, {references} references, with tasks, time limits, duties and status; every fact carries its sentence.",
}
FORMS = (Format.CSV, Format.PARQUET, Format.SQLITE, Format.NQ, Format.TRIG, Format.TTL, Format.JSONLD, Format.GRAPHML)
"""The exports that contain the whole dataset: its distributions."""
CLASSES = {
    "documents": ZM.PublishedDocument,
    "agencies": ORG.FormalOrganization,
    "clauses": ELI.LegalResourceSubdivision,
    "references": ZM.Reference,
    "tasks": ZM.Task,
    "deadlines": ZM.Deadline,
    "duties": ZM.Duty,
    "events": ZM.StatusEvent,
    "sources": ZM.Source,
}
_IANA = "https://www.iana.org/assignments/media-types/"
_EUROPE = "http://publications.europa.eu/resource/authority/"
_FOAF = Namespace("http://xmlns.com/foaf/0.1/")
_DAYS = """
SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) WHERE {
  ?document a zm:PublishedDocument ; eli:date_document|eli:date_publication ?day
}"""
_PLACES = """
SELECT DISTINCT ?place ?label WHERE {
  ?document a zm:PublishedDocument ; eli:jurisdiction ?place . OPTIONAL { ?place skos:prefLabel ?label }
}"""


def write(store: View, output: BinaryIO) -> None:
    """Write the description. Raises OSError when the disk is full."""
    output.write(describe(store).serialize(format="turtle", encoding="utf-8"))


def describe(store: View, base: str = BASE) -> Graph:
    """Return the description. base: of the IRIs of the dataset and its distributions."""
    graph = Graph()
    for prefix, namespace in PREFIXES.items() | {"dcat": str(DCAT), "void": str(VOID), "foaf": str(_FOAF)}.items():
        graph.bind(prefix, namespace)
    dataset = URIRef(f"{base}dataset")
    counts = {name: _count(store, str(kind)) for name, kind in CLASSES.items()}
    counts["duties"] = sum(_count(store, modality.term) for modality in Modality)
    for kind in (DCAT.Dataset, VOID.Dataset):
        graph.add((dataset, RDF.type, kind))
    for language in Language:
        graph.add((dataset, DCTERMS.title, Literal(TITLE[language], language)))
        graph.add((dataset, DCTERMS.description, Literal(DESCRIPTION[language].format(**counts), language)))
        for word in _keywords(language):
            graph.add((dataset, DCAT.keyword, Literal(word, language)))
    graph.add((dataset, DCTERMS.identifier, Literal(str(dataset))))
    graph.add((dataset, DCTERMS.language, URIRef(f"{_EUROPE}language/ZHO")))
    graph.add((dataset, DCAT.theme, URIRef(f"{_EUROPE}data-theme/GOVE")))
    graph.add((dataset, DCAT.theme, URIRef(f"{_EUROPE}data-theme/JUST")))
    for name in ("zm", "eli", "org", "oa", "prov", "skos"):
        graph.add((dataset, VOID.vocabulary, URIRef(PREFIXES[name])))
    _cover(graph, dataset, store)
    _measure(graph, dataset, store, counts)
    _distribute(graph, dataset)
    return graph


def _keywords(language: Language) -> tuple[str, ...]:
    return (
        ("政府公报", "公文", "知识图谱")
        if language is Language.ZH
        else ("gazette", "official documents", "knowledge graph")
    )


def _cover(graph: Graph, dataset: URIRef, store: View) -> None:
    """Add the days and the places of the documents."""
    for days in store.select(_DAYS):
        if isinstance(days["first"], ox.Literal) and isinstance(days["last"], ox.Literal):
            period = URIRef(f"{dataset}/period")
            graph.add((dataset, DCTERMS.temporal, period))
            graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
            graph.add((period, DCAT.startDate, Literal(days["first"].value, datatype=XSD.date)))
            graph.add((period, DCAT.endDate, Literal(days["last"].value, datatype=XSD.date)))
    for row in store.select(_PLACES):
        place = URIRef(row["place"].value)
        graph.add((dataset, DCTERMS.spatial, place))
        graph.add((place, RDF.type, DCTERMS.Location))
        if isinstance(row["label"], ox.Literal):
            graph.add((place, SKOS.prefLabel, Literal(row["label"].value, row["label"].language)))


def _measure(graph: Graph, dataset: URIRef, store: View, counts: dict[str, int]) -> None:
    graph.add((dataset, VOID.triples, Literal(len(store))))
    graph.add((dataset, VOID.documents, Literal(counts["sources"])))
    for name, kind in CLASSES.items():
        if counts[name]:
            part = URIRef(f"{dataset}/class/{name}")
            graph.add((dataset, VOID.classPartition, part))
            graph.add((part, VOID["class"], kind))
            graph.add((part, VOID.entities, Literal(counts[name])))


def _distribute(graph: Graph, dataset: URIRef) -> None:
    for form in FORMS:
        one, file = URIRef(f"{dataset}/{form}"), URIRef(f"{dataset}/zhengmai.{form}")
        graph.add((dataset, DCAT.distribution, one))
        graph.add((one, RDF.type, DCAT.Distribution))
        graph.add((one, DCTERMS.title, Literal(form.label)))
        graph.add((one, DCAT.mediaType, URIRef(_IANA + form.media)))
        graph.add((one, DCAT.accessURL, file))


def _count(store: View, kind: str) -> int:
    found = store.select(f"SELECT (COUNT(?thing) AS ?count) WHERE {{ ?thing a <{kind}> }}")
    return next(int(row["count"].value) for row in found if isinstance(row["count"], Term))
