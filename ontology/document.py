"""Writes docs/ontology.md from the Turtle files: tables of terms and kinds, and a drawing.

`python -m ontology.document` rewrites the page; a test compares it with what this module gives.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import Graph, URIRef

from ontology.vocabulary import ELI, OA, ORG, OWL, PREFIXES, PROV, RDF, RDFS, SKOS, ZM

_FOLDER = Path(__file__).parent
_PAGE = _FOLDER.parent / "docs" / "ontology.md"
_SUPER = (RDFS.subClassOf, RDFS.subPropertyOf)

_INTRODUCTION = """\
<!-- Generated from ontology/*.ttl by `python -m ontology.document`. Edit the Turtle, not this page. -->

# 本体 · The ontology

Own terms (`zm:` = `https://w3id.org/zhengmai/ns#`) stand only where ELI, ORG, OA, PROV-O, SKOS and DCTERMS have none.
What stands where in the graph is in [graph.md](graph.md). 自有词汇仅在通用本体没有相应词汇时使用；图中各处的内容见
[graph.md](graph.md)。

⊑ is a kind of (`rdfs:subClassOf`, `rdfs:subPropertyOf`) · ≈ is close to (`skos:closeMatch`)
"""

# subject, property, object; the drawing shows the frame of docs/graph.md, not every property.
_DRAWING: tuple[tuple[URIRef, URIRef, URIRef], ...] = (
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
    (OA.Annotation, OA.hasTarget, OA.SpecificResource),
    (OA.SpecificResource, OA.hasSource, ZM.Source),
    (OA.SpecificResource, OA.hasSelector, OA.TextPositionSelector),
    (ZM.ReadingIssue, ZM.about, ZM.Source),
)


def render() -> str:
    """The whole page, with one line feed at its end."""
    terms = Graph().parse(_FOLDER / "zhengmai.ttl", format="turtle")
    concepts = Graph().parse(_FOLDER / "concepts.ttl", format="turtle")
    return "\n".join([_INTRODUCTION, *_draw(), *_tabulate_terms(terms), *_tabulate_kinds(concepts)])


def _draw() -> Iterator[str]:
    yield "```mermaid\ngraph LR"
    nodes = sorted({node for subject, _, target in _DRAWING for node in (subject, target)})
    names = {node: f"n{i}" for i, node in enumerate(nodes)}
    yield from (f'    {names[node]}["{_short(node)}"]' for node in nodes)
    yield from (f'    {names[s]} -- "{_short(p)}" --> {names[o]}' for s, p, o in _DRAWING)
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
    for scheme in _subjects(graph, SKOS.ConceptScheme):
        yield f"### {_label(graph, scheme)}\n"
        yield _definition(graph, scheme) + "\n"
        kinds = sorted(kind for kind in graph.subjects(SKOS.inScheme, scheme) if isinstance(kind, URIRef))
        rows = [
            (_label(graph, kind), "、".join(_literals(graph, kind, SKOS.altLabel, "zh")), _definition(graph, kind))
            for kind in kinds
        ]
        yield from _table(("文种 · kind", "又作 · also", "定义 · definition"), rows)


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{' --- |' * len(header)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _subjects(graph: Graph, kind: URIRef) -> list[URIRef]:
    return sorted(term for term in graph.subjects(RDF.type, kind) if isinstance(term, URIRef))


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
    return " · ".join([*kinds, *close])


def _shorts(graph: Graph, term: URIRef, prop: URIRef) -> str:
    return ", ".join(f"`{_short(value)}`" for value in sorted(map(str, graph.objects(term, prop))))


def _short(iri: str) -> str:
    return next((f"{p}:{iri[len(ns) :]}" for p, ns in PREFIXES.items() if iri.startswith(ns)), iri)


def main() -> None:
    _PAGE.write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    main()
