"""Writes docs/ontology.md from the Turtle files: two drawings, and tables of terms, kinds and the other concepts.

`python -m ontology.document` rewrites it, and docs/glossary.md; tests compare both with what they are made of.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from rdflib import Graph, URIRef

from ontology import glossary
from ontology.iri import Iris
from ontology.vocabulary import ELI, OA, ORG, OWL, PREFIXES, PROV, RDF, RDFS, SKOS, ZM

_FOLDER = Path(__file__).parent
_PAGE = _FOLDER.parent / "docs" / "ontology.md"
_GLOSSARY = _FOLDER.parent / "docs" / "glossary.md"
_SUPER = (RDFS.subClassOf, RDFS.subPropertyOf)

_INTRODUCTION = """\
<!-- Generated from ontology/*.ttl by `python -m ontology.document`. Edit the Turtle, not this page. -->

# 本体 · The ontology

Own terms (`zm:` = `https://w3id.org/zhengmai/ns#`) exist only where ELI, ORG, OA, PROV-O, SKOS and DCTERMS have none.
What is where in the graph is described in [graph.md](graph.md). 自有词汇仅在通用本体没有相应词汇时使用；图中各处的内容见
[graph.md](graph.md)。

⊑ is a kind of (`rdfs:subClassOf`, `rdfs:subPropertyOf`) · ≈ is close to (`skos:closeMatch`)

`zhengmai ontology check` proves that all this is consistent and that every class can have members.
"""

_Drawing = tuple[tuple[URIRef, URIRef, URIRef], ...]

# subject, property, object; the drawings show the frame of docs/graph.md, not every property.
_DOCUMENTS: _Drawing = (
    (ZM.PublishedDocument, PROV.wasDerivedFrom, ZM.Source),
    (ZM.PublishedDocument, ELI.is_part_of, ZM.GazetteIssue),
    (ZM.PublishedDocument, ELI.passed_by, ORG.FormalOrganization),
    (ZM.PublishedDocument, ELI.jurisdiction, ZM.Place),
    (ZM.PublishedDocument, ELI.type_document, SKOS.Concept),
    (ZM.PublishedDocument, ZM.issues, ELI.LegalResource),
    (ZM.PublishedDocument, ZM.hasAnnex, ELI.LegalResource),
    (ELI.LegalResourceSubdivision, ELI.is_part_of, ZM.PublishedDocument),
    (ELI.LegalResourceSubdivision, ELI.is_part_of, ELI.LegalResource),
    (ORG.FormalOrganization, ZM.place, ZM.Place),
    (OA.Annotation, ZM.about, ZM.PublishedDocument),
    (OA.Annotation, ZM.inClause, ELI.LegalResourceSubdivision),
    (OA.Annotation, OA.hasTarget, ZM.Evidence),
    (ZM.ReadingIssue, ZM.about, ZM.Source),
)
_WORK: _Drawing = (
    (ZM.Reference, ZM.citing, ZM.PublishedDocument),
    (ZM.Reference, ZM.target, ELI.LegalResource),
    (ZM.Reference, ZM.relationKind, SKOS.Concept),
    (ZM.PublishedDocument, ZM.implements, ELI.LegalResource),
    (ZM.PublishedDocument, ZM.supersedes, ELI.LegalResource),
    (ZM.Task, ZM.setBy, ZM.PublishedDocument),
    (ZM.Task, ZM.hasAssignment, ZM.Assignment),
    (ZM.Task, ZM.hasDeadline, ZM.Deadline),
    (ZM.Task, ZM.basis, ZM.Reference),
    (ZM.Assignment, ZM.role, SKOS.Concept),
    (ZM.Assignment, ZM.agency, ORG.FormalOrganization),
    (ZM.Assignment, ZM.group, ZM.AgencyGroup),
    (ZM.Deadline, ZM.setBy, ZM.PublishedDocument),
    (ZM.Deadline, ZM.timeKind, SKOS.Concept),
    (ZM.Duty, ZM.setBy, ZM.PublishedDocument),
    (ZM.Duty, ZM.bearerAgency, ORG.FormalOrganization),
    (ZM.Duty, ZM.hasDeadline, ZM.Deadline),
    (ZM.Duty, ZM.basis, ZM.Reference),
    (ZM.Obligation, RDFS.subClassOf, ZM.Duty),
    (ZM.Prohibition, RDFS.subClassOf, ZM.Duty),
    (ZM.Permission, RDFS.subClassOf, ZM.Duty),
    (ZM.Duty, ZM.bearerKind, ZM.BearerKind),
    (ZM.Duty, ZM.side, SKOS.Concept),
    (ZM.BearerKind, ZM.side, SKOS.Concept),
    (ZM.Sanction, ZM.setBy, ZM.PublishedDocument),
    (ZM.Sanction, ZM.authorityAgency, ORG.FormalOrganization),
    (ZM.Sanction, ZM.authorityKind, ZM.BearerKind),
    (ZM.Sanction, ZM.breaches, ELI.LegalResourceSubdivision),
    (ZM.Sanction, ZM.guards, ZM.Duty),
    (ZM.Sanction, ZM.mayGuard, ZM.Duty),
    (ZM.Sanction, ZM.hasMeasure, ZM.Measure),
    (ZM.Measure, ZM.measureKind, SKOS.Concept),
    (ZM.Definition, ZM.setBy, ZM.PublishedDocument),
    (ZM.Definition, ZM.scope, ELI.LegalResource),
    (ZM.Definition, ZM.broaderKind, ZM.BearerKind),
    (ZM.Definition, ZM.narrowerKind, ZM.BearerKind),
    (ZM.Alias, RDFS.subClassOf, ZM.Definition),
    (ZM.StatusEvent, ZM.about, ZM.PublishedDocument),
    (ZM.StatusInterval, ZM.about, ZM.PublishedDocument),
    (ZM.StatusInterval, ZM.status, SKOS.Concept),
    (ZM.StatusInterval, ZM.because, ZM.StatusEvent),
    (ORG.FormalOrganization, ORG.subOrganizationOf, ORG.FormalOrganization),
)
_DRAWINGS = {
    "公文、条款、证据 · Documents, clauses, evidence": _DOCUMENTS,
    "引用、任务、时限、规范、效力 · References, tasks, time limits, duties, status": _WORK,
}

# Only named as what terms are close to; the graph itself uses none of these.
_NAMED_ONLY = {
    "lrmlmm": "http://docs.oasis-open.org/legalruleml/ns/v1.0/metamodel#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "time": "http://www.w3.org/2006/time#",
}
_TRAITS = {
    OWL.TransitiveProperty: "transitive",
    OWL.FunctionalProperty: "functional",
    OWL.InverseFunctionalProperty: "inverse functional",
}


def render() -> str:
    """Return the whole page, with one line feed at its end."""
    terms, kinds = (Graph().parse(_FOLDER / name, format="turtle") for name in ("zhengmai.ttl", "concepts.ttl"))
    others = Graph()
    for path in sorted(_FOLDER.glob("*.ttl")):
        if path.name not in ("zhengmai.ttl", "concepts.ttl"):
            others.parse(path, format="turtle")
    drawings = (line for title, drawing in _DRAWINGS.items() for line in _draw(title, drawing))
    return "\n".join(
        [
            _INTRODUCTION,
            *drawings,
            *_tabulate_terms(terms),
            *_tabulate_disjoint(terms),
            *_tabulate_kinds(kinds),
            *_tabulate_concepts(others),
        ]
    )


def _draw(title: str, drawing: _Drawing) -> Iterator[str]:
    yield f"{title}\n"
    yield "```mermaid\ngraph LR"
    nodes = sorted({node for subject, _, target in drawing for node in (subject, target)})
    names = {node: f"n{i}" for i, node in enumerate(nodes)}
    yield from (f'    {names[node]}["{_short(node)}"]' for node in nodes)
    yield from (f'    {names[s]} -- "{_short(p)}" --> {names[o]}' for s, p, o in drawing)
    yield "```\n"


def _tabulate_terms(graph: Graph) -> Iterator[str]:
    yield "## 类 · Classes\n"
    rows = [
        (f"`{_short(term)}`", _label(graph, term), _definition(graph, term), _alignment(graph, term))
        for term in _subjects(graph, OWL.Class)
    ]
    yield from _table(("class", "名称 · label", "定义 · definition", "alignment"), rows)
    yield "## 属性 · Properties\n"
    properties = [*_subjects(graph, OWL.ObjectProperty), *_subjects(graph, OWL.DatatypeProperty)]
    properties_rows = [
        (
            f"`{_short(term)}`",
            _label(graph, term),
            _definition(graph, term),
            f"{_shorts(graph, term, RDFS.domain) or '…'} → {_shorts(graph, term, RDFS.range) or '…'}",
            _alignment(graph, term),
        )
        for term in sorted(properties)
    ]
    yield from _table(("property", "名称 · label", "定义 · definition", "domain → range", "alignment"), properties_rows)


def _tabulate_kinds(graph: Graph) -> Iterator[str]:
    yield "## 文种 · Kinds of document\n"
    yield from _schemes(
        graph,
        ("文种 · kind", "又作 · also", "定义 · definition"),
        lambda kind: (_label(graph, kind), "、".join(_literals(graph, kind, SKOS.altLabel, "zh"))),
    )


def _tabulate_disjoint(graph: Graph) -> Iterator[str]:
    yield "## 互斥 · Disjoint classes\n"
    yield "没有事物同属一行所列的两类；每一对只写一次。No resource is of both; each pair is written once.\n"
    pairs = [
        (f"`{_short(term)}`", _shorts(graph, term, OWL.disjointWith))
        for term in sorted({s for s in graph.subjects(OWL.disjointWith) if isinstance(s, URIRef)})
    ]
    yield from _table(("class", "disjoint with"), pairs)


def _tabulate_concepts(graph: Graph) -> Iterator[str]:
    yield "## 其他概念表 · Other concept schemes\n"
    yield from _schemes(
        graph,
        ("概念 · concept", "名称 · label", "定义 · definition"),
        lambda concept: (f"`{Iris().shorten(concept)}`", _label(graph, concept)),
    )


def _schemes(graph: Graph, header: tuple[str, ...], cells: Callable[[URIRef], tuple[str, ...]]) -> Iterator[str]:
    """Yield a table a scheme: what `cells` returns for each concept, and its definition."""
    for scheme in _subjects(graph, SKOS.ConceptScheme):
        yield f"### {_label(graph, scheme)}\n"
        yield _definition(graph, scheme) + "\n"
        concepts = sorted(concept for concept in graph.subjects(SKOS.inScheme, scheme) if isinstance(concept, URIRef))
        yield from _table(header, [(*cells(concept), _definition(graph, concept)) for concept in concepts])


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{' --- |' * len(header)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _subjects(graph: Graph, kind: URIRef) -> list[URIRef]:
    """Return the terms of a kind that are defined here; those of other ontologies are declared only."""
    return sorted(
        t for t in graph.subjects(RDF.type, kind) if isinstance(t, URIRef) and (t, SKOS.definition, None) in graph
    )


def _literals(graph: Graph, term: URIRef, prop: URIRef, language: str) -> list[str]:
    return sorted(str(value) for value in graph.objects(term, prop) if getattr(value, "language", None) == language)


def _label(graph: Graph, term: URIRef) -> str:
    prop = RDFS.label if (term, RDFS.label, None) in graph else SKOS.prefLabel
    return " · ".join(name for language in ("zh", "en") for name in _literals(graph, term, prop, language))


def _definition(graph: Graph, term: URIRef) -> str:
    return " ".join(text for language in ("zh", "en") for text in _literals(graph, term, SKOS.definition, language))


def _alignment(graph: Graph, term: URIRef) -> str:
    kinds = [f"⊑ {_shorts(graph, term, prop)}" for prop in _SUPER if (term, prop, None) in graph]
    close = [f"≈ {_shorts(graph, term, SKOS.closeMatch)}"] if (term, SKOS.closeMatch, None) in graph else []
    traits = [name for trait, name in _TRAITS.items() if (term, RDF.type, trait) in graph]
    return " · ".join([*traits, *kinds, *close])


def _shorts(graph: Graph, term: URIRef, prop: URIRef) -> str:
    return ", ".join(f"`{_short(value)}`" for value in sorted(map(str, graph.objects(term, prop))))


def _short(iri: str) -> str:
    prefixes = PREFIXES | _NAMED_ONLY
    return next((f"{p}:{iri[len(ns) :]}" for p, ns in prefixes.items() if iri.startswith(ns)), iri)


def main() -> None:
    _PAGE.write_text(render(), encoding="utf-8")
    _GLOSSARY.write_text(glossary.render(), encoding="utf-8")


if __name__ == "__main__":
    main()
