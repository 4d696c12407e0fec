"""What the shapes find, as the pages show it: each finding with its document and the place in it, what people ask for first."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain

from graph.query.bounded import StoppedError, run_in_subprocess
from graph.records.card import anchor
from graph.records.documents import DocumentRow, list_documents, owner
from graph.records.findings import Finding, FindingRow
from graph.records.identity import build_identity
from graph.records.rows import select_rows
from graph.store.errors import GraphError
from graph.store.store import Store
from graph.store.view import View
from ontology.enumerations import Severity
from shapes.report import rows_of
from shapes.validate import validate

FIRST = ("document-ended", "orphan", "basis-expired", "repealed-still-cited")
"""The shapes that the overview names: documents that have ended or hang on nothing, and what rests on documents that have ended."""
_ORDINALS = """
SELECT ?source ?document ?position WHERE {
  ?document a zm:PublishedDocument ; prov:wasDerivedFrom ?source .
  GRAPH ?graph { ?document zm:position ?position } FILTER(?graph = ?source || EXISTS { ?graph zm:saidBy ?source })
}"""
_ON_PAGE = ("task", "deadline", "duty", "reference")
"""What has a place of its own on a document's page, under the name that its IRI has, too."""


LARGE = 1000
"""The number of documents from which on a store is validated in a process of its own."""
SECONDS, MEMORY = 1800, 2 * 2**30


class ValidationError(GraphError):
    """A validation that was stopped."""


@dataclass(frozen=True, slots=True)
class Findings:
    """rows: in the order in which they are shown."""

    rows: tuple[FindingRow, ...]
    severities: Mapping[str, int] = field(default_factory=dict)
    shapes: Mapping[str, int] = field(default_factory=dict)
    documents: Mapping[str, tuple[FindingRow, ...]] = field(default_factory=dict)
    left_open: tuple[FindingRow, ...] = ()
    """What the reading could not resolve; in none of the other fields."""

    def of(self, document: str) -> tuple[FindingRow, ...]:
        """Those about a document, by its IRI."""
        return self.documents.get(document, ())


NOTHING = Findings(())


def rows(view: View, found: Sequence[Finding], held: Sequence[DocumentRow]) -> tuple[FindingRow, ...]:
    """One row a cause, with its document and place; `held` are `list_documents(view)`."""
    by_iri = {row.iri: row for row in held}
    # What a source graph says of a document carries the document's ordinal in its IRI (docs/graph.md).
    ordinals = {(row["source"], row["position"]): row["document"] for row in select_rows(view, _ORDINALS)}
    reported = rows_of(view, found, build_identity(view, held))
    return tuple(replace(_row(row.finding, by_iri, ordinals), row=row) for row in reported)


def validated(view: View, held: Sequence[DocumentRow], day: date | None) -> tuple[FindingRow, ...]:
    """What the shapes find: as of a day, what depends on it; without a day, what is the same on every day.

    held: `list_documents(view)`.
    """
    return rows(view, validate(view.graph(), as_of=day, dated=day is not None), held)


def aside(store: str, day: date | None) -> tuple[FindingRow, ...]:
    """The same in a process of its own, which steps back behind those who look at pages. Raises ValidationError where that
    takes too long or too much."""
    try:
        return run_in_subprocess(_validated, store, day, seconds=SECONDS, memory=MEMORY)
    except StoppedError as stopped:
        command = f"zhengmai validate --store {store}"
        raise ValidationError(
            f"the validation of the whole graph was stopped, for it took more than {SECONDS // 60} minutes or "
            f"{MEMORY >> 30} GB of memory: run `{command}`",
            f"整个图谱的校验超过 {SECONDS // 60} 分钟或 {MEMORY >> 30} GB 内存，已停止：请运行 {command}",
        ) from stopped


def _validated(store: str, day: date | None) -> tuple[FindingRow, ...]:
    with Store.open(store) as view:
        return validated(view, list_documents(view), day)


def _row(finding: Finding, by_iri: Mapping[str, DocumentRow], ordinals: Mapping[tuple[str, str], str]) -> FindingRow:
    document = owner(finding.focus, by_iri)
    whole, _, part = finding.focus.partition("#")
    if document is not None:
        below = whole.removeprefix(document.iri).removeprefix("/")
        return FindingRow(finding, document, anchor(below) if below else "", below)
    kind, _, numbers = part.partition("=")
    ordinal, _, position = numbers.partition("-")
    document = by_iri.get(ordinals.get((whole, ordinal), ""))
    if kind == "assignment":
        kind, position = "task", position.partition("-")[0]
    return FindingRow(finding, document, f"{kind}-{position}" if kind in _ON_PAGE and position.isdigit() else "")


def together(*found: Sequence[FindingRow]) -> Findings:
    """The rows of several runs as one."""
    every = sorted(chain(*found), key=_rank)
    ordered = tuple(row for row in every if row.row is None or not row.row.reading)
    documents: dict[str, list[FindingRow]] = {}
    for row in ordered:
        if row.document:
            documents.setdefault(row.document.iri, []).append(row)
    severities = Counter(row.finding.severity for row in ordered)
    return Findings(
        ordered,
        {name: severities[name] for name in Severity if severities[name]},
        Counter(row.finding.name for row in ordered),
        {iri: tuple(about) for iri, about in documents.items()},
        tuple(row for row in every if row.row is not None and row.row.reading),
    )


def of_rows(shown: Sequence[FindingRow]) -> Findings:
    """Findings of these rows alone."""
    return Findings(
        tuple(shown),
        {name: count for name in Severity if (count := sum(row.finding.severity is name for row in shown))},
        Counter(row.finding.name for row in shown),
    )


def _rank(row: FindingRow) -> tuple[int, tuple[int, str, str, str, str]]:
    return row.row.order if row.row else 0, row.finding.key
