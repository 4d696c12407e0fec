"""List the documents that hold on a day and rest on an article that has moved, changed or ended, by issuer.

It is what the check of a draft asks of one document, asked of all documents of a store: first documents that had ended, then
articles of an edition that another had followed by the day, compared with that one (`graph.records.provisions.became`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.derive.standing import kept
from graph.derive.status import StatusEvent, first_day, status
from graph.records.alignment import ArticleChange
from graph.records.documents import DocumentRow, names_of_regions
from graph.records.identity import Identity
from graph.records.provisions import Became, article_of, became, editions_of
from graph.records.rows import local_name, select_about, select_rows
from graph.store.view import View
from ontology.offsets import read_offsets

_RESTING = """
SELECT DISTINCT ?document ?basis ?clause ?quote WHERE {
  VALUES ?kind { zm:basedOnDocument zm:implementsDocument }
  ?document ?kind ?basis .
  OPTIONAL { ?reference zm:citing ?document ; zm:citedDocument ?basis ; zm:quote ?quote ; zm:inClause ?clause }
}"""
_NAMED = """
SELECT DISTINCT ?document ?basis ?clause ?name ?offsets ?text WHERE {{
  VALUES ?basis {{ {iris} }}
  ?reference zm:citedDocument ?basis ; zm:citing ?document .
  ?mention zm:ofReference ?reference ; a zm:CitedProvision ; zm:provision ?name ;
    zm:inClause ?clause ; zm:offsets ?offsets .
  ?clause zm:text ?text .
}}"""
_KEPT = (ArticleChange.SAME,)


class Staleness(StrEnum):
    """The change of a basis, the gravest first: it has ended; its article is gone, has another number, or other words."""

    ENDED = "ended"
    GONE = "gone"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class StaleBasis:
    """One basis of one document. law: what it rests on; article: eId, empty where the whole has ended; now: eIds of the article in the
    present text; since: the first day of the end or of the present text, ISO 8601; act: what ended it. words: those of the document;
    old, new: those of the article then and now."""

    document: DocumentRow
    law: str
    basis: str
    kind: Staleness
    since: str
    clause: str
    words: str
    article: str = ""
    now: tuple[str, ...] = ()
    act: str = ""
    old: str = ""
    new: str = ""

    @property
    def issuers(self) -> str:
        return "、".join(issuer.zh for issuer in self.document.issuers)


def list_stale(view: View, who: Identity, day: date, *, issuer: str = "", place: str = "") -> tuple[StaleBasis, ...]:
    """Return the stale bases of what is in force on a day, by issuer, document and gravity. issuer, place: full names; all where empty."""
    events = kept(view)
    rows = {
        iri: row
        for iri, row in who.published.items()
        if (not issuer or any(body.zh == issuer for body in row.issuers))
        and (not place or place in names_of_regions(row.place))
        and status(events.get(iri, ()), day).status.stands
    }
    found = [*_ended(view, who, rows, events, day), *_articles(view, who, rows, events, day)]
    order = list(Staleness)
    return tuple(
        sorted(
            dict.fromkeys(found),
            key=lambda one: (
                one.issuers,
                one.document.number,
                one.document.iri,
                order.index(one.kind),
                one.law,
                one.article,
                one.clause,
                one.words,
            ),
        )
    )


def _ended(
    view: View,
    who: Identity,
    rows: Mapping[str, DocumentRow],
    events: Mapping[str, tuple[StatusEvent, ...]],
    day: date,
) -> Iterator[StaleBasis]:
    for row in select_rows(view, _RESTING):
        document, basis = row["document"], row["basis"]
        standing = status(events.get(basis, ()), day)
        if document not in rows or not standing.status.ended or _has_present(who, basis, events, day):
            continue
        reason = standing.reasons[0]
        yield StaleBasis(
            rows[document],
            who.label(basis),
            basis,
            Staleness.ENDED,
            reason.day.isoformat(),
            who.below(row.get("clause", "")),
            row.get("quote", ""),
            act=reason.number,
        )


def _has_present(who: Identity, basis: str, events: Mapping[str, tuple[StatusEvent, ...]], day: date) -> bool:
    """Test whether another edition of the same law occurs: then its articles are compared."""
    return any(status(events.get(edition, ()), day).status.stands for edition in editions_of(who, basis))


def _articles(
    view: View,
    who: Identity,
    rows: Mapping[str, DocumentRow],
    events: Mapping[str, tuple[StatusEvent, ...]],
    day: date,
) -> Iterator[StaleBasis]:
    following = dict(_followed(who, events, day))
    compared: dict[str, dict[str, Became]] = {}
    for row in select_about(view, _NAMED, following):
        document, old = row["document"], row["basis"]
        if document not in rows or document in editions_of(who, old):
            continue
        new, since = following[old]
        if old not in compared:
            compared[old] = became(view, old, new)
        article = article_of(row["name"])
        its = compared[old].get(article)
        kind = _kind(its, article) if its else None
        if its is None or kind is None:
            continue
        words = row["text"][slice(*read_offsets(row["offsets"]))]
        yield StaleBasis(
            rows[document],
            _title(who, old),
            old,
            kind,
            since,
            who.below(row["clause"]),
            words,
            article,
            its.articles,
            old=its.old,
            new=its.new,
        )


def _followed(
    who: Identity, events: Mapping[str, tuple[StatusEvent, ...]], day: date
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield each edition that another had followed by the day: its IRI, that of the last one in force, and its first day."""
    seen: set[str] = set()
    for iri in sorted(who.published):
        if iri in seen:
            continue
        editions = editions_of(who, iri)
        seen.update(editions)
        starts = {edition: first_day(events.get(edition, ())) for edition in editions}
        begun = [edition for edition in editions if (start := starts[edition]) and start <= day]
        if len(begun) < 2:
            continue
        last = max(begun, key=lambda edition: (starts[edition] or date.min, edition))
        since = starts[last]
        yield from ((edition, (last, since.isoformat() if since else "")) for edition in begun if edition != last)


def _kind(its: Became, article: str) -> Staleness | None:
    if its.change in _KEPT or its.old == its.new:
        return None
    if not its.articles:
        return Staleness.GONE
    return Staleness.CHANGED if article in its.articles else Staleness.MOVED


def _title(who: Identity, iri: str) -> str:
    row = who.row(iri)
    return (row.title or row.number) if row else local_name(iri)
