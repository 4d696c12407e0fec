"""Ask a city's own shapes (SHACL) of a draft. What was read of it is put into a store of its own, beside the other store's facts about the
documents that it names: are they in force, what has taken their place."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from check.model import CheckedDraft, Remark
from check.reading import DraftText
from check.shelf import Holding, Shelf
from graph.derive.follow import Following
from graph.records.identity import Identity, build_identity
from graph.records.rows import select_rows
from graph.records.subgraph import MOST, statements_about, subjects
from graph.records.whereabouts import locate
from graph.store.bounded import StoppedError, run_in_subprocess
from graph.store.store import Store
from graph.store.update import Update
from graph.store.view import View
from ingest.reading import complete, serialize
from ontology.enumerations import IssueSeverity
from ontology.iri import Iris, local_name
from shapes.check import CheckOptions, check
from shapes.files import read, shapes_of

_WEIGHTS = {weight.as_severity: weight for weight in IssueSeverity}
_SECONDS, _MEMORY = 120.0, 2 << 30
_NAMED = """
SELECT DISTINCT ?target ?number ?title WHERE {
  ?reference zm:target ?target . OPTIONAL { ?reference zm:citedNumber ?number } OPTIONAL { ?reference zm:citedTitle ?title }
}"""
ShapeFile = tuple[str, str]
"""Name and text of a file of shapes."""


@dataclass(frozen=True, slots=True)
class ShapedDraft:
    """remarks: in the order of their places. notices: how the shapes were checked, where the user should know it; a line each."""

    remarks: tuple[Remark, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """The store beside which a draft is asked. day: on which its documents are looked at."""

    view: View
    who: Identity
    day: date


def _put(read: DraftText, store: Path, beside: Beside) -> tuple[set[str], str]:
    """Make a store of the draft and the other store's facts about the documents that it names. Return the IRIs about which that store
    alone says anything, and a notice where there are too many documents."""
    iris, source = Iris(beside.who.iris.base), read.loaded.source.name
    triples = serialize(read.normalized, complete(read.loaded, read.normalized, read.publication), iris)
    with Update(store, iris.base) as update:
        following = Following(update, iris)
        following.changing(iris.source(source), triples)
        update.replace_graph(iris.source(source), triples)
        following.settle()
        held = _find_named(update, beside, read)
        own = subjects(quad.triple for quad in update.quads(iris.source(source)))
        try:
            told_of = statements_about(beside.view, beside.who, [iri for one in held.values() for iri in _iris(one)])
        except ValueError as error:
            return set(), f"--shapes see the draft alone: it names {error}, more than {MOST}"
        _lead(update, iris.graph("derived"), held)
        update.replace_graph(
            iris.graph("store"), b"".join(f"{triple} .\n".encode() for triple in sorted(told_of, key=str))
        )
    return subjects(told_of) - own, ""


def _find_named(update: Update, beside: Beside, read: DraftText) -> dict[str, Holding]:
    """Return what the store has of the documents that the draft names, by the IRI under which it names them."""
    shelf = Shelf(beside.view, beside.who, beside.day)
    place = next((document.place for document in read.publication.documents), None)
    held: dict[str, Holding] = {}
    for row in select_rows(update, _NAMED):
        number, title = (row.get(name, "") for name in ("number", "title"))
        found = (shelf.numbered(number, place) if number else None) or (shelf.by_title(title, place) if title else None)
        if found is not None:
            held[row["target"]] = found
    return held


def _iris(holding: Holding) -> Iterator[str]:
    yield holding.iri
    for edition in holding.editions:
        yield from edition.texts


def _lead(update: Update, graph: str, held: Mapping[str, Holding]) -> None:
    """Lead the draft's citations to the documents of the store: of several editions to that of the day."""
    meant = {
        target: ox.NamedNode(one.current.texts[0] if one.current and len(one.current.texts) == 1 else one.iri)
        for target, one in held.items()
    }
    gone = [quad.triple for quad in update.quads(graph) if meant.get(_iri(quad.object), quad.object) != quad.object]
    new = [ox.Triple(triple.subject, triple.predicate, meant[_iri(triple.object)]) for triple in gone]
    update.change_graph(graph, gone, new)


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


def shape_names(files: Sequence[ShapeFile]) -> list[str]:
    """Return the names of the shapes, by which their findings can be let pass. Raises ShapesError for a file that cannot be used."""
    return sorted({local_name(str(shape)) for shape in shapes_of(read(files))})


def with_shapes(
    checked: CheckedDraft,
    read: DraftText,
    files: Sequence[ShapeFile],
    view: View,
    who: Identity,
    *,
    bounded: bool = True,
) -> tuple[CheckedDraft, tuple[str, ...]]:
    """Add what the shapes find to a draft that was checked, and return beside it how they were checked, a line each; shapes that were
    stopped are a rule that failed. view, who: the store that it was checked against. bounded: see `ask_shapes`. Raises ShapesError for a
    file that cannot be used."""
    day = date.fromisoformat(checked.day) if checked.day else date.max
    try:
        shaped = ask_shapes(read, files, Beside(view, who, day), bounded=bounded)
    except StoppedError as stopped:
        return replace(checked, failed=(*checked.failed, ("--shapes", str(stopped)))), ()
    remarks = sorted((*checked.remarks, *shaped.remarks), key=lambda remark: (remark.start, remark.end, remark.rule))
    return replace(checked, remarks=tuple(remarks)), shaped.notices


def ask_shapes(read: DraftText, files: Sequence[ShapeFile], beside: Beside, *, bounded: bool = True) -> ShapedDraft:
    """Return what the shapes find in a draft; what they find in documents of the store is none of its findings. bounded: in a process of
    its own with limits of time and memory; for a caller that runs in such a process already, not.

    Raises ShapesError for a file that cannot be used, and StoppedError for shapes that take too long or too much memory.
    """
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        others, notice = _put(read, store, beside)
        options = CheckOptions(files, as_of=beside.day, alone=True)
        checked = (
            run_in_subprocess(check, str(store), options, seconds=_SECONDS, memory=_MEMORY)
            if bounded
            else check(str(store), options)
        )
        findings = [found for found in checked.findings if found.focus not in others]
        with Store.open(store) as view:
            places = locate(view, findings, build_identity(view))
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
        for found, place in zip(findings, places, strict=True)
    ]
    notices = (*checked.notices, *filter(None, [notice]))
    return ShapedDraft(tuple(sorted(remarks, key=lambda r: (r.start, r.end, r.rule))), notices)
