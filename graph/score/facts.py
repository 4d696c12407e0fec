"""Score the exported tables against gold of facts (docs/gold.md): documents, relations, parties, time limits."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph.export import tables
from graph.score.figures import Quote, Record, Scored, compare
from graph.store.view import View
from ontology.enumerations import Field, RelationKind

_SINGLE = (
    Field.NUMBER,
    Field.TITLE,
    Field.KIND,
    Field.SIGNED,
    Field.PRINTED,
    Field.EFFECTIVE,
    Field.EXPIRES,
    Field.REGISTRATION,
)
PLAIN = tuple(field.value for field in _SINGLE)
LISTS = ("issuers", "addressees", "instruments", "attachments")
_WORK = ("relations", "parties", "deadlines")
SECTIONS = (*PLAIN, *LISTS, *_WORK)
TABLES = ("documents", "relations", "responsibilities", "deadlines")
Rows = Mapping[str, Sequence[Mapping[str, str]]]


def read_tables(store: View) -> Rows:
    """Return the rows that are scored, by table, as the csv files hold them."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for name in TABLES:
        columns, rows = tables.read(store, name)
        found[name] = [
            dict(zip(columns, ("" if cell is None else str(cell) for cell in row), strict=True)) for row in rows
        ]
    return found


def score(gold: Mapping[str, Any], rows: Rows) -> Scored:
    """Score rows against gold: the name of a source → its documents and what is labelled of them.

    Relations, parties and deadlines count for the documents that the gold lists as `labelled`. A field that a document of the gold
    does not name is not scored for it; one that is null or empty says that the text prints none. Where the gold of a source is
    `partial`, its other documents are not scored.
    """
    known = {source: {d["id"]: d for d in entry["documents"]} for source, entry in gold.items()}
    wanted, found = defaultdict[str, list[Record]](list), defaultdict[str, list[Record]](list)
    quotes: dict[tuple[str, Record], Quote] = {}
    named: set[tuple[str, str]] = set()
    for source, entry in gold.items():
        for document in entry["documents"]:
            for section, record in _fields(source, document, document):
                wanted[section].append(record)
            if document["id"] in entry.get("labelled", ()):
                named.add((source, _name(document)))
        for section in _WORK:
            for item in entry.get(section, ()):
                record = (_name(known[source][item["document"]]), *_work(section, item))
                wanted[section].append(record)
                quotes[section, record] = Quote(item.get("quote") or item.get("text") or item.get("name") or "")
    published = {row["iri"]: row for row in rows["documents"]}
    absent = [(f"{source} {_name(d)}", "unread") for source, there in known.items() for d in there.values()
              if not any(_same(d, row) and row["source"] == source for row in published.values())]  # fmt: skip
    for row in rows["documents"]:
        if row["source"] in gold:
            alike = [d for d in known[row["source"]].values() if _same(d, row)]
            of = next((d for d in alike if d.get("title") == row["title"]), alike[0] if alike else None)
            if of is not None or not gold[row["source"]].get("partial"):
                for section, record in _fields(row["source"], row, of or dict.fromkeys(SECTIONS) | dict(row)):
                    found[section].append(record)
    names = {name for _, name in named}
    for row in rows["relations"]:
        if row["from"] in names and row["type"] != RelationKind.EXTENDS_VALIDITY:
            record = (row["from"], row["type"], row["to_number"] or row["to_title"])
            found["relations"].append(record)
            quotes[("relations", record)] = Quote(row["quote"])
    for row in rows["responsibilities"]:
        if row["document"] in names:
            record = (row["document"], row["agency"], row["role"])
            found["parties"].append(record)
            quotes[("parties", record)] = Quote(row["text"])
    for row in rows["deadlines"]:
        if row["document"] in names:
            record = (row["document"], row["value"])
            found["deadlines"].append(record)
            quotes[("deadlines", record)] = Quote(row["quote"])
    sections = sorted(wanted, key=SECTIONS.index)
    return Scored({name: compare(wanted[name], found[name]) for name in sections}, quotes, tuple(absent))


def _name(document: Mapping[str, Any]) -> str:
    return str(document.get("number") or document.get("title") or document["id"])


def _same(document: Mapping[str, Any], row: Mapping[str, str]) -> bool:
    """Test whether a row is a document of the gold: by the number, else by the title."""
    if document.get("number"):
        return bool(document["number"] == row["number"])
    return not row["number"] and document.get("title") == row["title"]


def _fields(source: str, document: Mapping[str, Any], labelled: Mapping[str, Any]) -> Iterator[tuple[str, Record]]:
    """Yield the facts of a document that are labelled, each with what identifies the document; of several values one fact each."""
    whose = f"{labelled.get('number') or ''} {labelled.get('title') or ''}"
    for name in (*PLAIN, *LISTS):
        if name in labelled:
            value = document.get(name) or ""
            for one in value.split("|") if isinstance(value, str) else value:
                if one:
                    yield name, (source, whose, one)


def _work(section: str, record: Mapping[str, str]) -> Record:
    match section:
        case "relations":
            return record["type"], record["number"] or record["title"]
        case "parties":
            return record["agency"], record["role"]
        case _:
            return (record["value"],)
