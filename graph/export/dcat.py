"""Describe the dataset in DCAT 3 and VoID, as Turtle: subject, size, distributions.

Everything is counted from the data. There is no clock, so there is no date of issue. Distributions have IRIs below the dataset's
own base: `<base>dataset/zhengmai.nq`, … are the exports of this package under those names.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from rdflib import DCAT, DCTERMS, RDF, SKOS, VOID, XSD, Graph, Literal, Namespace, URIRef

from graph.records.rows import select_rows
from graph.store.base import iris
from graph.store.view import View
from ontology.enumerations import Language, Modality
from ontology.formats import Format
from ontology.vocabulary import BASE, ORG, PREFIXES, ZM, prefixed

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
_VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
_DAYS = """
SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) WHERE {
  ?document a zm:PublishedDocument ; eli:date_document|eli:date_publication ?day
}"""
_FIGURES = {
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }",
    "distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE { ?s ?p ?o }",
    "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE { ?s ?p ?o }",
    "classes": "SELECT (COUNT(DISTINCT ?class) AS ?n) WHERE { ?s a ?class }",
}
_OF_CLASSES = "SELECT ?thing (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?thing } GROUP BY ?thing"
_OF_PROPERTIES = "SELECT ?thing (COUNT(*) AS ?n) WHERE { ?s ?thing ?o } GROUP BY ?thing"
_PLACES = """
SELECT DISTINCT ?place ?label (LANG(?label) AS ?language) WHERE {
  ?document a zm:PublishedDocument ; eli:jurisdiction ?place . OPTIONAL { ?place skos:prefLabel ?label }
}"""


_LINKS = """
SELECT ?class (COUNT(?other) AS ?n) WHERE {
  ?thing skos:exactMatch ?other ; a ?class . FILTER(STRSTARTS(STR(?other), "http://www.wikidata.org/entity/"))
} GROUP BY ?class"""
_WIKIDATA = URIRef("http://www.wikidata.org/")


@dataclass(frozen=True, slots=True)
class Publishing:
    """The metadata that only the publisher of a dataset knows. license, endpoint: IRIs; contact: an address of mail; issued: ISO 8601."""

    license: str = ""
    publisher: str = ""
    contact: str = ""
    issued: str = ""
    endpoint: str = ""


def read_publishing(file: Path) -> Publishing:
    """Read the keys of `Publishing` from a TOML file. Raises OSError; ValueError for other keys, and for values that are no text."""
    said = tomllib.loads(file.read_text("utf-8"))
    if unknown := said.keys() - set(Publishing.__slots__):
        raise ValueError(
            f"{file}: unknown keys {', '.join(sorted(unknown))}; there are {', '.join(Publishing.__slots__)}"
        )
    if wrong := [key for key, value in said.items() if not isinstance(value, str)]:
        raise ValueError(f"{file}: {', '.join(wrong)}: write a text in quotation marks")
    return Publishing(**said)


def write(store: View, output: BinaryIO, publishing: Publishing | None = None) -> None:
    """Write the description. Raises OSError when the disk is full."""
    output.write(describe(store, iris(store).base, publishing).serialize(format="turtle", encoding="utf-8"))


def describe(store: View, base: str = BASE, publishing: Publishing | None = None) -> Graph:
    """Return the description. base: of the IRIs of the dataset and its distributions."""
    graph = Graph()
    for prefix, namespace in PREFIXES.items() | {"dcat": str(DCAT), "void": str(VOID), "foaf": str(_FOAF)}.items():
        graph.bind(prefix, namespace)
    dataset = URIRef(f"{base}dataset")
    counts = {name: _count(store, str(kind)) for name, kind in CLASSES.items()}
    counts["clauses"] = _count_rows(store, "?thing zm:eId ?eid")
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
    _link(graph, dataset, store)
    _distribute(graph, dataset)
    _publish(graph, dataset, publishing or Publishing())
    return graph


def _publish(graph: Graph, dataset: URIRef, said: Publishing) -> None:
    """Add licence, publisher, contact, day and endpoint, where they are given, and what a client may look at first."""
    graph.add((dataset, VOID.uriSpace, Literal(str(dataset).removesuffix("dataset"))))
    if said.license:
        graph.add((dataset, DCTERMS.license, URIRef(said.license)))
    if said.endpoint:
        graph.add((dataset, VOID.sparqlEndpoint, URIRef(said.endpoint)))
    if said.issued:
        graph.add((dataset, DCTERMS.issued, Literal(said.issued, datatype=XSD.date)))
    if said.publisher:
        publisher = URIRef(f"{dataset}/publisher")
        graph.add((dataset, DCTERMS.publisher, publisher))
        graph.add((publisher, RDF.type, _FOAF.Agent))
        graph.add((publisher, _FOAF.name, Literal(said.publisher)))
    if said.contact:
        contact = URIRef(f"{dataset}/contact")
        graph.add((dataset, DCAT.contactPoint, contact))
        graph.add((contact, RDF.type, _VCARD.Organization))
        graph.add((contact, _VCARD.hasEmail, URIRef(f"mailto:{said.contact}")))


def _keywords(language: Language) -> tuple[str, ...]:
    return (
        ("政府公报", "公文", "知识图谱")
        if language is Language.ZH
        else ("gazette", "official documents", "knowledge graph")
    )


def _cover(graph: Graph, dataset: URIRef, store: View) -> None:
    """Add the days and the places of the documents."""
    for days in select_rows(store, _DAYS):
        if "first" in days and "last" in days:
            period = URIRef(f"{dataset}/period")
            graph.add((dataset, DCTERMS.temporal, period))
            graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
            graph.add((period, DCAT.startDate, Literal(days["first"], datatype=XSD.date)))
            graph.add((period, DCAT.endDate, Literal(days["last"], datatype=XSD.date)))
    for row in select_rows(store, _PLACES):
        place = URIRef(row["place"])
        graph.add((dataset, DCTERMS.spatial, place))
        graph.add((place, RDF.type, DCTERMS.Location))
        if "label" in row:
            graph.add((place, SKOS.prefLabel, Literal(row["label"], row["language"] or None)))


def _measure(graph: Graph, dataset: URIRef, store: View, counts: dict[str, int]) -> None:
    """Add VoID's figures: each is what its query counts over the union of the named graphs."""
    graph.add((dataset, VOID.triples, Literal(len(store))))
    graph.add((dataset, VOID.documents, Literal(counts["sources"])))
    for term, query in _FIGURES.items():
        for row in select_rows(store, query):
            graph.add((dataset, VOID[term], Literal(int(row["n"]))))
    for kind, figure, query in (
        ("class", VOID.entities, _OF_CLASSES),
        ("property", VOID.triples, _OF_PROPERTIES),
    ):
        for row in select_rows(store, query):
            if "thing" in row:
                part = URIRef(f"{dataset}/{kind}/{_named(row['thing'])}")
                graph.add((dataset, VOID[f"{kind}Partition"], part))
                graph.add((part, VOID[kind], URIRef(row["thing"])))
                graph.add((part, figure, Literal(int(row["n"]))))


def _link(graph: Graph, dataset: URIRef, store: View) -> None:
    """Add the links to Wikidata, a linkset a class, and of each class of `CLASSES` a resource to look at first."""
    for row in select_rows(store, _LINKS):
        if row.get("class", "").startswith(str(ZM)):
            links = URIRef(f"{dataset}/linkset/{_named(row['class'])}-wikidata")
            graph.add((dataset, VOID.subset, links))
            graph.add((links, RDF.type, VOID.Linkset))
            graph.add((links, VOID.subjectsTarget, dataset))
            graph.add((links, VOID.objectsTarget, _WIKIDATA))
            graph.add((links, VOID.linkPredicate, SKOS.exactMatch))
            graph.add((links, VOID.triples, Literal(int(row["n"]))))
            graph.add((_WIKIDATA, RDF.type, VOID.Dataset))
            graph.add((_WIKIDATA, DCTERMS.title, Literal("Wikidata")))
            graph.add((_WIKIDATA, VOID.uriSpace, Literal("http://www.wikidata.org/entity/")))
            graph.add((_WIKIDATA, VOID.sparqlEndpoint, URIRef("https://query.wikidata.org/sparql")))
    for kind in CLASSES.values():
        for row in select_rows(store, f"SELECT ?thing WHERE {{ ?thing a <{kind}> }} ORDER BY ?thing LIMIT 1"):
            graph.add((dataset, VOID.exampleResource, URIRef(row["thing"])))


def _named(iri: str) -> str:
    """Return the end of a partition's IRI: `zm-Task`."""
    return prefixed(iri).replace(":", "-", 1) or quote(iri, safe="")


def _distribute(graph: Graph, dataset: URIRef) -> None:
    for form in FORMS:
        one, file = URIRef(f"{dataset}/{form}"), URIRef(f"{dataset}/zhengmai.{form}")
        graph.add((dataset, DCAT.distribution, one))
        graph.add((one, RDF.type, DCAT.Distribution))
        graph.add((one, DCTERMS.title, Literal(form.label)))
        graph.add((one, DCAT.mediaType, URIRef(_IANA + form.media)))
        graph.add((one, DCAT.accessURL, file))


def _count(store: View, kind: str) -> int:
    return _count_rows(store, f"?thing a <{kind}>")


def _count_rows(store: View, pattern: str) -> int:
    (found,) = select_rows(store, f"SELECT (COUNT(?thing) AS ?count) WHERE {{ {pattern} }}")
    return int(found["count"])
