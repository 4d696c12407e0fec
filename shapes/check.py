"""Check a store against our shapes and a user's own, in the store's engine or in pySHACL. Callers run it in a subprocess."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rdflib import SH, Graph, URIRef

from graph.records.findings import Finding
from graph.store.errors import ShapesError
from graph.store.store import Store
from ontology.enumerations import Engine, Severity
from shapes import reference
from shapes.asking import Result, find
from shapes.files import read, shapes_of
from shapes.own import OwnShapes, describe, sort, without_targets
from shapes.rules import Rules
from shapes.validate import chosen
from shapes.worded import put_in_words


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """files: names and texts of the user's shape files. severity, shape, as_of: as `shapes.validate.validate` takes them. alone: ask
    the user's shapes and none of ours.
    """

    files: Sequence[tuple[str, str]]
    engine: Engine = Engine.STORE
    severity: Severity | None = None
    shape: str | None = None
    as_of: date | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """notices: how the shapes were checked, where the user should know it; a line each."""

    findings: list[Finding]
    notices: list[str]


def check(store: str, options: CheckOptions) -> Checked:
    """Check a store (folder or endpoint). Raises StoreError, and what `check_graph` raises."""
    with Store.open(store) as view:
        return check_graph(view.graph(), options)


def check_graph(graph: Graph, options: CheckOptions) -> Checked:
    """Check a graph. Raises ShapesError for a file that cannot be used, and for a `shape` that does not exist."""
    own = sort(read(options.files)) if options.files else OwnShapes(Graph())
    ours = [] if options.alone else list(Rules.load().by_iri.values())
    described = [describe(own.whole, node, SH.ConstraintComponent, None) for node in shapes_of(own.whole)]
    try:
        wanted = chosen([*ours, *own.compiled, *described], options.severity, options.shape)
    except ValueError as error:
        raise ShapesError(f"--shape {options.shape}: {error}", f"--shape {options.shape}：没有这个 shape") from error
    names = {rule.iri for rule in wanted}
    if options.engine is Engine.PYSHACL:
        found = _by_reference(graph, Rules.load().whole + own.whole, names, options.as_of)
    else:
        found = find(graph, wanted, options.as_of)
        found += _by_reference(graph, own.rest, names, options.as_of) if len(own.rest) else []
    # Two shapes may share a property shape. If the two engines check one each, its results come twice.
    once = {(r.rule.iri, r.component, r.focus, r.path, r.value): r for r in found if r.rule.iri in names}
    findings = put_in_words(sorted(once.values(), key=Result.key), graph)
    return Checked(findings, own.notices if options.engine is Engine.STORE else [])


def _by_reference(graph: Graph, shapes: Graph, wanted: set[str], as_of: date | None) -> list[Result]:
    """Run the wanted shapes in pySHACL, and those that have a wanted property shape."""
    held = {root for name in wanted for root in shapes.subjects(SH.property, URIRef(name))}
    unwanted = {root for root in shapes_of(shapes) if str(root) not in wanted} - held
    shapes = without_targets(shapes, unwanted)
    if as_of is not None:
        shapes = reference.dated(shapes, as_of.isoformat())
    return list(reference.results(reference.in_memory(graph), shapes))
