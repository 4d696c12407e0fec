"""Answer the tools of an assistant: plain records, each with the words behind it, their position, and what the answer does not know.

`evidence` of a statement: the sentence, the source's relative name, and the code points in that source (half-open, from 0).
"""

from collections.abc import Mapping, Sequence
from datetime import date

from graph.query.limited import Limits, run_untrusted
from graph.query.query import Table, adhoc, all_queries
from graph.query.query import find as find_question
from graph.records.card import read_card, walk
from graph.records.excerpts import shorten
from graph.records.identity import Identity
from graph.records.keeping import keep_identity
from graph.records.ledger import Entry, list_entries, narrow_entries
from graph.records.places import clause_starts, count_read, read_evidence
from graph.records.questions import ask_untrusted
from graph.records.references import RelationRow, read_relations
from graph.records.status_history import history_of
from graph.records.tasks import read_tasks
from graph.records.text_on_day import read_text
from graph.store.errors import QueryError
from graph.store.view import View

Record = dict[str, object]

_LONGEST_ANSWER = 50
"""Rows of one answer."""
_LIMITS = Limits(seconds=20, memory=2**30, rows=200, size=2**20)
_QUOTE = 600
"""Code points of a sentence."""


def limits_of(view: View) -> list[str]:
    """Return what every answer of this store leaves open."""
    row = count_read(view)
    newest = f", the newest signed on {row['newest']}" if "newest" in row else ""
    return [
        f"Answers rest on the {row['documents']} documents of {row['sources']} sources in this store alone{newest}: "
        "what is not here was not seen. Texts were read by rules; check the quoted sentence before relying on a fact."
    ]


def find_documents(view: View, text: str) -> Record:
    """Find the documents and agencies that a number, a title or a name means; where none is exact, the nearest."""
    who = keep_identity(view)
    found, bodies = who.find(text), who.find_agency(text)
    named = found.exact or found.near
    rows: list[Record] = [_named(who, iri) for iri in named[:_LONGEST_ANSWER]]
    agencies = [{"name": who.label(iri), "iri": iri} for iri in (bodies.exact or bodies.near)[:_LONGEST_ANSWER]]
    told: Record = {"exact": bool(found.exact or bodies.exact), "documents": rows, "agencies": agencies}
    if not found.exact:
        told["why"] = found.why("en")
    return _with_limits(view, told, _left_out(len(named)))


def show_document(view: View, what: str) -> Record:
    """Return the facts of one document, each with the words that prove it, and what it says of other documents."""
    who, iri = _find_document(view, what)
    card = read_card(view, iri, who=who)
    if card is None:
        return _with_limits(view, _named(who, iri), ["Others name this document; its text is not in the store."])
    source = dict(card.sources).get(card.source, card.source)
    facts: list[Record] = []
    for fact in card.facts:
        told: Record = {"field": str(fact.field), "value": fact.value.zh}
        if proof := fact.evidence:
            told["evidence"] = _place(proof.exact, source, proof.source_start, proof.source_end)
        facts.append(told)
    relations = read_relations(view, iri, who).outgoing
    notes = [note.en for note in card.notes]
    told = _named(who, iri) | {
        "sources": [name for _, name in card.sources],
        "facts": facts,
        "refers_to": _relations(view, relations[:_LONGEST_ANSWER], iri),
        "reading_notes": notes,
    }
    return _with_limits(view, told, _left_out(len(relations)))


def read_document(view: View, what: str, day: date | None, first: int) -> Record:
    """Return the text of a document, article by article, from number `first` (0 is the first); day: as acts had amended it by then."""
    who, iri = _find_document(view, what)
    open_ends: list[str] = []
    parts: list[Record]
    if day is not None:
        text = read_text(view, who, iri, day)
        if text is None:
            raise QueryError(f"{what}: its text is not in the store", f"{what}：图谱库中没有其正文")
        parts = [{"marker": a.marker, "text": "\n".join(a.lines), "changed_by": a.by} for a in text.text.provisions]
        open_ends += [f"{act.name} amends it, and its text is not in the store." for act in text.acts if not act.held]
        open_ends += [f"An instruction of {one.by} could not be applied ({one.reason})." for one in text.text.unapplied]
    else:
        card = read_card(view, iri, who=who)
        if card is None:
            raise QueryError(f"{what}: its text is not in the store", f"{what}：图谱库中没有其正文")
        clauses = list(walk(node for part in card.parts for node in part.clauses))
        starts = clause_starts(view, [node.iri for node in clauses[first : first + _LONGEST_ANSWER]])
        parts = [
            {"clause": node.eid, "marker": node.marker, "text": node.text, "evidence": starts.get(node.iri, {})}
            for node in clauses
        ]
    shown = parts[first : first + _LONGEST_ANSWER]
    if first + _LONGEST_ANSWER < len(parts):
        open_ends.append(f"{len(parts)} pieces in all; ask again with first={first + _LONGEST_ANSWER} for the next.")
    return _with_limits(view, _named(who, iri) | {"day": day.isoformat() if day else "", "text": shown}, open_ends)


def tell_status(view: View, what: str, day: date) -> Record:
    """Return whether a document is in force on a day, and why."""
    who, iri = _find_document(view, what)
    history = history_of(view, iri)
    standing = history.on(day)
    events = [*standing.reasons, *standing.qualifiers]
    proofs = read_evidence(view, [event.origin for event in events if event.origin])
    reasons: list[Record] = []
    for event in events:
        told: Record = {
            "event": str(event.kind),
            "day": event.day.isoformat(),
            "act": event.number or who.label(event.act),
            "only_part": event.part,
            "only_area": event.area,
            "qualifies_only": event in standing.qualifiers,
            "evidence": {"sentence": shorten(event.quote, _QUOTE)} | proofs.get(event.origin, {}),
        }
        reasons.append(told)
    open_ends = []
    if history.newest:
        open_ends.append(f"The newest other document of the same place that was read is of {history.newest}.")
    if standing.status == "presumed-in-force":
        open_ends.append("Presumed: nothing in the store ends it; an act that was not read may have.")
    open_ends += (
        f"{act.name} speaks of it ({act.kind}) and no day of that act is known; the status does not count it: "
        f"{shorten(act.quote, _QUOTE)}"
        for act in history.undated
    )
    return _with_limits(
        view, _named(who, iri) | {"day": day.isoformat(), "status": str(standing.status), "reasons": reasons}, open_ends
    )


def tell_impact(view: View, what: str) -> Record:
    """Return the documents that rest on, implement, change or cite a document."""
    who, iri = _find_document(view, what)
    incoming = read_relations(view, iri, who).incoming
    told = _named(who, iri) | {"named_by": _relations(view, incoming[:_LONGEST_ANSWER], "")}
    return _with_limits(view, told, _left_out(len(incoming)))


def list_ledger(view: View, agency: str, since: date | None, until: date | None) -> Record:
    """Return the tasks of an agency: roles, time limits, document, and the clause or row itself."""
    who = keep_identity(view)
    meant = who.find_agency(agency)
    entries = narrow_entries(list_entries(read_tasks(view), agency, bodies=meant.exact), since=since, until=until)
    shown = entries[:_LONGEST_ANSWER]
    starts = clause_starts(view, [entry.task.place.clause for entry in shown if entry.task.place.clause])
    rows = [_task(entry, starts) for entry in shown]
    open_ends = _left_out(len(entries))
    if since or until:
        open_ends.append("Tasks without a day in the span, and lengths of time whose end is not known, are left out.")
    if not entries:
        near = "、".join(who.label(iri) for iri in meant.near)
        open_ends.append(f"No task names {agency}." + (f" Near: {near}" if near else ""))
    return _with_limits(view, {"agency": agency, "tasks": rows}, open_ends)


def list_questions() -> Record:
    """Return the saved questions, with their parameters."""
    return {
        "questions": [
            {
                "name": query.name,
                "question": query.question_en,
                "question_zh": query.question_zh,
                "parameters": [
                    {"name": p.name, "kind": p.kind, "default": p.default, "meaning": p.description_en}
                    for p in query.parameters
                ],
            }
            for query in all_queries()
        ]
    }


def ask_question(view: View, store: str, name: str, parameters: Mapping[str, str]) -> Record:
    """Return the answer of a saved question."""
    query = find_question(name)
    table = ask_untrusted(store, query, parameters, _LIMITS)
    return _with_limits(
        view, {"question": query.question_en, **_table(table)}, _left_out(len(table.rows), _LIMITS.rows)
    )


def run_sparql(view: View, store: str, text: str) -> Record:
    """Return the answer of a SPARQL query, read-only, under limits of time, memory and rows."""
    answer = run_untrusted(store, adhoc(text), limits=_LIMITS)
    more = (
        [f"Only the first {_LIMITS.rows} rows are here: narrow the query, or use LIMIT and OFFSET."]
        if answer.more
        else []
    )
    more.append(f"A query may take {_LIMITS.seconds:g} s and {_LIMITS.memory >> 20} MB; it cannot change the store.")
    return _with_limits(view, _table(answer.table()), more)


def _find_document(view: View, what: str) -> tuple[Identity, str]:
    """Return the one document that a text means. Raises QueryError for none or several, with those that are near."""
    who = keep_identity(view)
    found = who.find(what)
    if found.only:
        return who, found.only
    listed = "; ".join(" ".join(who.names(iri)[:2]) for iri in (found.several or found.near)[:10])
    why = "several documents match" if found.several else found.why("en")
    raise QueryError(f"{what}: {why}: {listed}", f"{what}：{found.why('zh') or '有多份文件'}：{listed}")


def _named(who: Identity, iri: str) -> Record:
    row = who.row(iri)
    if row is None:
        return {"iri": iri, "name": who.label(iri), "text_in_store": False}
    kind = row.kind.zh if row.kind else ""
    issuers = [issuer.zh for issuer in row.issuers]
    told: Record = {"iri": iri, "number": row.number, "title": row.title, "kind": kind, "issuers": issuers}
    return told | {"signed": row.signed, "text_in_store": row.iri in who.published}


def _relations(view: View, rows: Sequence[RelationRow], citing: str) -> list[Record]:
    starts = clause_starts(view, [row.clause for row in rows if row.clause])
    told: list[Record] = []
    for row in rows:
        proof: Record = {"sentence": shorten(row.quote, _QUOTE)}
        if place := starts.get(row.clause):
            at = int(str(place["start"]))
            proof |= {"source": place["source"], "start": at + row.start, "end": at + row.end}
        other: Record = {"number": row.number, "title": row.title, "iri": row.iri, "text_in_store": row.published}
        told.append({"relation": row.kind, **other, "open_because": row.reason, "evidence": proof})
    return told


def _task(entry: Entry, starts: Mapping[str, Record]) -> Record:
    place = entry.task.place
    proof: Record = {"sentence": shorten(entry.text, _QUOTE)}
    if clause := starts.get(place.clause):
        at = int(str(clause["start"]))
        proof |= {"source": clause["source"], "start": at + place.start, "end": at + place.end}
    return {
        "agency": entry.agency,
        "agency_known": entry.known,
        "roles": [str(role) for role in entry.roles],
        "limits": [
            {
                "kind": limit.kind,
                "value": limit.value,
                "printed": limit.printed,
                "sentence": shorten(limit.quote, _QUOTE),
            }
            for limit in entry.limits
        ],
        "document": entry.document.name,
        "evidence": proof,
    }


def _place(sentence: str, source: str, start: int, end: int) -> Record:
    return {"sentence": shorten(sentence, _QUOTE), "source": source, "start": start, "end": end}


def _table(table: Table) -> Record:
    return {"columns": list(table.columns), "rows": [list(row) for row in table.rows]}


def _left_out(count: int, most: int | None = _LONGEST_ANSWER) -> list[str]:
    if most is None or count < most or (count == most and most == _LONGEST_ANSWER):
        return []
    return [
        f"Only the first {most} of {count} are here." if count > most else f"There may be more than these {most} rows."
    ]


def _with_limits(view: View, told: Record, more: Sequence[str] = ()) -> Record:
    return told | {"limits": [*limits_of(view), *more]}
