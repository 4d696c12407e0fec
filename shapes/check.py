"""Check a store against our shapes and a user's own, in the store's engine or in pySHACL. Runs in a process of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rdflib import SH, Graph, URIRef

from graph.records.findings import Finding
from graph.store.errors import ShapesError
from graph.store.store import Store
from ontology.enumerations import Engine, Severity
from shapes import reference
from shapes.files import read, shapes_of
from shapes.own import OwnShapes, describe, sort, without_targets
from shapes.rules import Rules
from shapes.validate import Result, chosen, find, put_in_words


@dataclass(frozen=True, slots=True)
class Checked:
    """notices: what the user should know about how the shapes were checked, a line each."""

    findings: list[Finding]
    notices: list[str]


def check(
    store: str,
    files: Sequence[tuple[str, str]],
    engine: Engine = Engine.STORE,
    severity: Severity | None = None,
    shape: str | None = None,
    as_of: date | None = None,
) -> Checked:
    """Check a store (folder or endpoint); raises StoreError, and what `check_graph` raises."""
    with Store.open(store) as view:
        return check_graph(view.graph(), files, engine, severity, shape, as_of)


def check_graph(
    graph: Graph,
    files: Sequence[tuple[str, str]],
    engine: Engine = Engine.STORE,
    severity: Severity | None = None,
    shape: str | None = None,
    as_of: date | None = None,
) -> Checked:
    """Check a graph. files: names and texts of the user's shape files.

    severity, shape, as_of: as `shapes.validate.validate` takes them. Raises ShapesError for a file that cannot be used, and
    for a `shape` that there is not.
    """
    own = sort(read(files)) if files else OwnShapes(Graph())
    ours = list(Rules.load().by_iri.values())
    described = [describe(own.whole, node, SH.ConstraintComponent, None) for node in shapes_of(own.whole)]
    try:
        wanted = chosen([*ours, *own.compiled, *described], severity, shape)
    except ValueError as error:
        raise ShapesError(f"--shape {shape}: {error}", f"--shape {shape}：没有这个 shape") from error
    names = {rule.iri for rule in wanted}
    if engine is Engine.PYSHACL:
        found = _by_reference(graph, Rules.load().whole + own.whole, names, as_of)
    else:
        found = find(graph, wanted, as_of)
        found += _by_reference(graph, own.rest, names, as_of) if len(own.rest) else []
    # A shape that two engines check for two holders may give one result twice.
    once = {(r.rule.iri, r.component, r.focus, r.path, r.value): r for r in found if r.rule.iri in names}
    findings = put_in_words(sorted(once.values(), key=Result.key), graph)
    return Checked(findings, own.notices if engine is Engine.STORE else [])


def _by_reference(graph: Graph, shapes: Graph, wanted: set[str], as_of: date | None) -> list[Result]:
    """Run the shapes that are wanted, and those that hold a property shape that is."""
    held = {root for name in wanted for root in shapes.subjects(SH.property, URIRef(name))}
    unwanted = {root for root in shapes_of(shapes) if str(root) not in wanted} - held
    shapes = without_targets(shapes, unwanted)
    if as_of is not None:
        shapes = reference.dated(shapes, as_of.isoformat())
    return list(reference.results(reference.in_memory(graph), shapes))
