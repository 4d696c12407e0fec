"""The report that a person acts on: findings in order of what follows from them, one row a cause, each with its place and what to do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from graph.records.findings import Finding, ReportRow, Whereabouts
from graph.records.identity import Identity
from graph.records.whereabouts import locate
from graph.store.view import View
from shapes.rules import Rules, ShapeRule

OWN = 60
"""The weight of a user's own shapes."""
_CAUSES: Sequence[tuple[str, ...]] = (
    # A source without a document's head lacks all of it at once.
    ("title-missing", "issuer-missing", "signed-missing", "number-missing", "place-missing", "kind-missing"),
    # What rests on a document that has ended also cites it.
    ("basis-expired", "repealed-still-cited"),
    # A document that has ended needs no second row for resting on what has ended, nor for its older edition.
    ("document-ended", "edition-superseded"),
    # One printed day that is in no calendar.
    ("deadline-no-such-day", "day-not-in-calendar"),
    # What is printed twice in other words is printed twice.
    ("words-differ", "document-reprinted"),
)
"""Rules that find one cause in one document, the one that names it best first."""
_HEAD = _CAUSES[0]
_UNSIGNED = frozenset({"issuer-missing", "signed-missing", "number-missing"})
_LISTED = frozenset({"annex-not-printed", "deadline-before-document", "deadline-after-expiry", "assignee-out-of-time"})
"""Rules of which one row a document is enough: who looks up one place sees the others."""
_CUT_OFF = "但全文到"
"""The rules about a provision behind the end of its text: of a text that was cut off, all of these have one cause."""
_BY_VALUE = frozenset({"basis-expired", "repealed-still-cited"})
_CAUSE_OF = {name: names for names in _CAUSES for name in names}


def rows_of(view: View, findings: Sequence[Finding], who: Identity) -> list[ReportRow]:
    """Return the rows of findings: by weight, then file and place. who: `build_identity(view)`."""
    rules = Rules.load().by_iri
    made = [
        _row(finding, where, rules.get(finding.shape))
        for finding, where in zip(findings, locate(view, findings, who), strict=True)
    ]
    return sorted(folded(made), key=_rank)


def left_open(rows: Iterable[ReportRow]) -> list[ReportRow]:
    """Return the rows about what the reading could not resolve."""
    return [row for row in rows if row.reading]


def folded(rows: Iterable[ReportRow]) -> list[ReportRow]:
    """Return one row a cause: of the same rule, document and message, and of rules that find the same cause in a document."""
    rows = list(rows)
    headless = _headless(rows)
    groups: dict[tuple[str, ...], list[ReportRow]] = {}
    for row in rows:
        lost = row.finding.name == "orphan" and row.where.document in headless
        groups.setdefault((row.where.document, _HEAD[0], "") if lost else _cause(row), []).append(row)
    return [_merge_rows(group) for group in groups.values()]


def _headless(rows: Iterable[ReportRow]) -> set[str]:
    """Return the documents without a title, or with a title alone: a reader cannot find out what such a text belongs to."""
    lacking: dict[str, set[str]] = {}
    for row in rows:
        lacking.setdefault(row.where.document, set()).add(row.finding.name)
    return {document for document, names in lacking.items() if _HEAD[0] in names or names >= _UNSIGNED}


def _cause(row: ReportRow) -> tuple[str, ...]:
    finding, document = row.finding, row.where.document
    if not document:
        return ("", finding.shape, finding.focus, finding.value)
    if finding.name in _CAUSE_OF and finding.shape in Rules.load().by_iri:
        of = finding.value if finding.name in _BY_VALUE else row.where.clause if _is_day(finding) else ""
        return (document, _CAUSE_OF[finding.name][0], of)
    return (
        document,
        finding.shape,
        "" if finding.name in _LISTED or _CUT_OFF in finding.message_zh else finding.message_zh,
    )


def _is_day(finding: Finding) -> bool:
    return finding.name in ("deadline-no-such-day", "day-not-in-calendar")


def _merge_rows(group: Sequence[ReportRow]) -> ReportRow:
    """Return the row that names the cause best."""
    known = {name: at for names in _CAUSES for at, name in enumerate(names)}
    first, *others = sorted(group, key=lambda row: (row.reading, known.get(row.finding.name, len(_HEAD)), _rank(row)))
    names = {(r.finding.name_zh, r.finding.name_en): None for r in others if r.finding.shape != first.finding.shape}
    return replace(first, times=len(group), also=tuple(names))


def _row(finding: Finding, where: Whereabouts, rule: ShapeRule | None) -> ReportRow:
    mark = "\n".join((finding.shape, where.document or finding.focus, where.clause, finding.value))
    stamp = sha256(mark.encode()).hexdigest()[:16]
    if rule is None:
        advice = ("见自定规则的说明。", "See the description of your own shape.")
        return ReportRow(finding, where, OWN, False, *advice, stamp)
    return ReportRow(finding, where, rule.order, rule.reading, rule.remedy_zh, rule.remedy_en, stamp)


def _rank(row: ReportRow) -> tuple[int, int, str, str, int, str, str]:
    where = row.where
    return (
        row.order,
        row.finding.severity.ordinal,
        row.finding.name,
        where.source,
        -1 if where.start is None else where.start,
        row.finding.focus,
        row.finding.value,
    )


def by_document(rows: Iterable[ReportRow]) -> Mapping[tuple[str, str], list[ReportRow]]:
    """Return the rows by file and document, in the order of the first, gravest row of each."""
    groups: dict[tuple[str, str], list[ReportRow]] = {}
    for row in rows:
        groups.setdefault((row.where.source, row.where.document), []).append(row)
    return groups
