"""The findings of the shapes as the pages show them: with document and place, the most important first."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from typing import Literal

from graph.records.documents import DocumentRow, list_documents
from graph.records.findings import Finding, FindingRow
from graph.records.identity import Identity, build_identity
from graph.store.bounded import StoppedError, run_in_subprocess
from graph.store.errors import GraphError
from graph.store.store import Store
from graph.store.view import View
from ontology.enumerations import Severity
from ontology.identifiers import Agency, Annex, Assignment, Clause, Document, Instrument, Statement, StatementKind
from ontology.iri import anchor
from shapes.kept import validate_store
from shapes.report import rows_of

FIRST = ("document-ended", "orphan", "basis-expired", "repealed-still-cited")
"""The shapes that the overview names: documents that have ended or hang on nothing, and what rests on documents that have ended."""
LARGE = 1000
"""The number of documents from which a store is validated in a subprocess."""
SECONDS, MEMORY = 1800, 2 * 2**30


class ValidationError(GraphError):
    """A validation that was stopped."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings of a store. rows: in the order in which they are shown."""

    rows: tuple[FindingRow, ...]
    severities: Mapping[str, int] = field(default_factory=dict)
    shapes: Mapping[str, int] = field(default_factory=dict)
    documents: Mapping[str, tuple[FindingRow, ...]] = field(default_factory=dict)
    left_open: tuple[FindingRow, ...] = ()
    """Issues that the reading could not resolve; in none of the other fields."""

    def about(self, document: str) -> tuple[FindingRow, ...]:
        """Return the findings about a document, by its IRI."""
        return self.documents.get(document, ())


NOTHING = Findings(())


def rows(view: View, found: Sequence[Finding], held: Sequence[DocumentRow]) -> tuple[FindingRow, ...]:
    """Return one row a cause, with its document and place. held: `list_documents(view)`."""
    who = build_identity(view, held)
    return tuple(replace(_row(row.finding, who), row=row) for row in rows_of(view, found, who))


def validated(view: View, held: Sequence[DocumentRow], day: date | None) -> tuple[FindingRow, ...]:
    """Return the findings that depend on a day; without a day, those that do not. held: `list_documents(view)`."""
    return rows(view, validate_store(view, as_of=day, dated=day is not None), held)


def aside(store: str, day: date | None) -> tuple[FindingRow, ...]:
    """Do as `validated`, in a subprocess of low priority. Raises ValidationError where it takes too long or too much memory."""
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


def _row(finding: Finding, who: Identity) -> FindingRow:
    document, value = who.owner(finding.focus), who.iris.parse(finding.focus)
    match value:
        case _ if document is None:
            named: Literal["document", "agency", ""] = "agency" if isinstance(value, Agency) else ""
            return FindingRow(finding, None, named="document" if isinstance(value, Document) else named)
        case Statement() if value.kind is not StatementKind.AGENCY:
            return FindingRow(finding, document, f"{value.kind}-{value.position}")
        case Assignment():
            return FindingRow(finding, document, f"{StatementKind.TASK}-{value.task}")
        case Clause() | Instrument() | Annex():
            place = who.below(finding.focus)
            return FindingRow(finding, document, anchor(place), place)
        case _:
            return FindingRow(finding, document)


def together(*found: Sequence[FindingRow]) -> Findings:
    """Merge the rows of several runs."""
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
    """Return the findings of these rows alone."""
    return Findings(
        tuple(shown),
        {name: count for name in Severity if (count := sum(row.finding.severity is name for row in shown))},
        Counter(row.finding.name for row in shown),
    )


def _rank(row: FindingRow) -> tuple[int, tuple[int, str, str, str, str, str, str, str]]:
    return row.row.order if row.row else 0, row.finding.key
