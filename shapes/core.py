"""Compile SHACL Core to SELECTs: each constraint of a shape becomes one query that finds all its violations at once.

A validator that walks from focus node to focus node asks the store a question for each; one query a constraint lets the
store's own engine do the joins. SHACL (W3C, 2017) chapter 4 defines the constraints; `tests/shapes` compares the results
with pySHACL's. The compiler knows the constraints that our own shapes need and raises ValueError for any other: a wrong
shape of ours then fails at load, and a user's shape goes to pySHACL (`shapes.own`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rdflib import SH, Graph, Node, URIRef

from shapes.constraints import ANNOTATIONS, COMPILERS, Constraint, path_pattern, path_text
from shapes.targets import TARGETS, focus_pattern, targets_of

_OF_PROPERTIES = {SH.minCount, SH.maxCount, SH.lessThan, SH.lessThanOrEquals}
"""Constraints of property shapes alone (SHACL 4.2, 4.5.3, 4.5.4)."""


@dataclass(frozen=True, slots=True)
class Select:
    """A constraint's violations. text: SELECT ?this, and ?value where the constraint reports one. component: the IRI of the
    SHACL constraint component; path: property IRI, `^` before it when it points to the focus, empty where there is none.
    needs: cheap SELECTs, several rules may share one: where any of them finds nothing, neither does this."""

    text: str
    component: URIRef
    path: str
    value: bool
    needs: tuple[str, ...] = ()


def selects(shapes: Graph, shape: URIRef) -> list[Select]:
    """Compile the constraints of a named property or node shape; a property shape has the targets of the shapes that contain it.

    Raises ValueError for a constraint, path or target that the compiler does not know.
    """
    path = shapes.value(shape, SH.path)
    holders = sorted(shapes.subjects(SH.property, shape), key=str)
    if any(
        (holder, SH.path, None) in shapes
        for holder in (*holders, *([shape] if (shape, SH.property, None) in shapes else []))
    ):
        raise ValueError(f"{shape}: a property shape inside a property shape is not known here")
    targets = [target for holder in (shape, *holders) for target in targets_of(shapes, holder)]
    found: list[Select] = []
    for prop, value in sorted(shapes.predicate_objects(shape)):
        if not is_constraint(shapes, prop) or prop == SH.qualifiedMinCount:
            continue
        compiler = None if path is None and prop in _OF_PROPERTIES else COMPILERS.get(prop)
        if compiler is None or not targets:
            short = str(prop).replace(str(SH), "sh:")
            raise ValueError(
                f"{shape}: " + (f"{short} does not compile to a SELECT" if targets else "it has no target")
            )
        constraint = Constraint(shapes, shape, path_pattern(shapes, path), value)
        compiled = compiler(constraint)
        columns = "?this ?value" if "?value" in compiled.where else "?this"
        before: list[str] = []
        for target in targets:
            focus = focus_pattern(*target)
            if prop == SH.minCount and target == (SH.targetSubjectsOf, path) and int(str(value)) < 2:
                before.append(focus)  # a node that is targeted by a property has that property
                continue
            text = f"SELECT DISTINCT {columns} WHERE {{ {focus} {compiled.where} }}"
            needs = (*compiled.needs, *_others(focus, before))
            found.append(Select(text, compiled.component, path_text(shapes, path), compiled.reports, needs))
            before.append(focus)
    return found


def _others(focus: str, before: Sequence[str]) -> Iterator[str]:
    """Yield a SELECT for the focus nodes of a target that no target before it has: a shape is asked of them alone."""
    if before:
        minus = " ".join(f"MINUS {{ SELECT ?this WHERE {{ {one} }} }}" for one in before)
        yield f"SELECT ?this WHERE {{ {focus} {minus} }} LIMIT 1"


def is_constraint(shapes: Graph, prop: Node) -> bool:
    """Return whether a property of a shape constrains something: it is SHACL's, or a parameter of a component that the file declares."""
    if prop in ANNOTATIONS or prop in TARGETS:
        return False
    return str(prop).startswith(str(SH)) or any(
        (at, SH.path, prop) in shapes for at in shapes.objects(None, SH.parameter)
    )
