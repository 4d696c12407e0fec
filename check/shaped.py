"""Ask a city's own shapes (SHACL) of a draft. What was read of it is put into a store of its own, which holds nothing else."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from check.model import SEVERITIES, CheckedDraft, Remark
from check.reading import DraftText
from graph.derive.follow import Following
from graph.query.bounded import StoppedError, run_in_subprocess
from graph.records.identity import build_identity
from graph.records.whereabouts import locate
from graph.store.store import Store
from ingest.reading import complete, serialize
from ontology.iri import Iris, local_name
from shapes.check import CheckOptions, check
from shapes.files import read, shapes_of

_WEIGHTS = {severity: weight for weight, severity in SEVERITIES.items()}
_SECONDS, _MEMORY = 120.0, 2 << 30
ShapeFile = tuple[str, str]
"""Name and text of a file of shapes."""


@dataclass(frozen=True, slots=True)
class ShapedDraft:
    """remarks: in the order of their places. notices: how the shapes were checked, where the user should know it; a line each."""

    remarks: tuple[Remark, ...]
    notices: tuple[str, ...]


def _put(read: DraftText, store: Path) -> None:
    """Make a store that holds the draft alone."""
    iris, source = Iris(), read.loaded.source.name
    triples = serialize(read.normalized, complete(read.loaded, read.normalized, read.publication), iris)
    with Store.update(store, iris.base) as update:
        following = Following(update, iris)
        following.changing(iris.source(source))
        update.replace_graph(iris.source(source), triples)
        following.settle()


def shape_names(files: Sequence[ShapeFile]) -> list[str]:
    """Return the names of the shapes, by which their findings can be let pass. Raises ShapesError for a file that cannot be used."""
    return sorted({local_name(str(shape)) for shape in shapes_of(read(files))})


def with_shapes(
    checked: CheckedDraft, read: DraftText, files: Sequence[ShapeFile], day: date | None, *, bounded: bool = True
) -> tuple[CheckedDraft, tuple[str, ...]]:
    """Add what the shapes find to a draft that was checked, and return beside it how they were checked, a line each; shapes that were
    stopped are a rule that failed. bounded: see `ask_shapes`. Raises ShapesError for a file that cannot be used."""
    try:
        shaped = ask_shapes(read, files, day, bounded=bounded)
    except StoppedError as stopped:
        return replace(checked, failed=(*checked.failed, ("--shapes", str(stopped)))), ()
    remarks = sorted((*checked.remarks, *shaped.remarks), key=lambda remark: (remark.start, remark.end, remark.rule))
    return replace(checked, remarks=tuple(remarks)), shaped.notices


def ask_shapes(read: DraftText, files: Sequence[ShapeFile], day: date | None, *, bounded: bool = True) -> ShapedDraft:
    """Return what the shapes find in a draft. day: of the question, as `zhengmai validate --as-of`. bounded: in a process of its own
    with limits of time and memory; for a caller that runs in such a process already, not.

    Raises ShapesError for a file that cannot be used, and StoppedError for shapes that take too long or too much memory.
    """
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        _put(read, store)
        options = CheckOptions(files, as_of=day, alone=True)
        checked = (
            run_in_subprocess(check, str(store), options, seconds=_SECONDS, memory=_MEMORY)
            if bounded
            else check(str(store), options)
        )
        with Store.open(store) as view:
            places = locate(view, checked.findings, build_identity(view))
    remarks = [
        Remark(
            found.name,
            _WEIGHTS[found.severity],
            place.start or 0,
            place.end or 0,
            place.quote,
            found.message_zh,
            found.message_en,
            clause=place.marker,
        )
        for found, place in zip(checked.findings, places, strict=True)
    ]
    return ShapedDraft(tuple(sorted(remarks, key=lambda r: (r.start, r.end, r.rule))), tuple(checked.notices))
