"""Score the exported tables against gold of facts (docs/gold.md): documents, relations, parties, time limits."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph.export import tables
from graph.score.annotated import GoldError
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
# The table of each section, and the column of the words behind a record.
_TOLD = (
    ("relations", "relations", "quote"),
    ("responsibilities", "parties", "text"),
    ("deadlines", "deadlines", "quote"),
)
TABLES = ("documents", "relations", "responsibilities", "deadlines")
Rows = Mapping[str, Sequence[Mapping[str, str]]]


def read_tables(store: View) -> Rows:
    """Return the rows that are scored, by table, as the csv files contain them."""
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
    `partial`, its other documents are not scored. A section that some document names is scored, though it be empty in all of them.

    Raises GoldError where `labelled` or a record names a document that the gold of its source does not list.
    """
    known = {source: {d["id"]: d for d in entry["documents"]} for source, entry in gold.items()}
    wanted, found = defaultdict[str, list[Record]](list), defaultdict[str, list[Record]](list)
    quotes: dict[tuple[str, Record], Quote] = {}
    for source, entry in gold.items():
        for document in entry["documents"]:
            for section, record in _fields(source, document, document):
                wanted[section].append(record)
        labelled = {_listed(known[source], key, source, "labelled")["id"] for key in entry.get("labelled", ())}
        for section in _WORK:
            for item in entry.get(section, ()):
                document = _listed(known[source], item["document"], source, section)
                if document["id"] in labelled:
                    record = (source, _name(document), *_work(section, item))
                    wanted[section].append(record)
                    quotes[section, record] = Quote(item.get("quote") or item.get("text") or item.get("name") or "")
    absent = [(f"{source} {_name(d)}", "unread") for source, there in known.items() for d in there.values()
              if not any(row["source"] == source and _same(d, row) for row in rows["documents"])]  # fmt: skip
    named = dict[str, tuple[str, str]]()  # the IRI of a labelled document → its source and name
    for row in rows["documents"]:
        source = row["source"]
        if source in gold:
            alike = [d for d in known[source].values() if _same(d, row)]
            of = next((d for d in alike if _names(d)[1] == row["title"]), alike[0] if alike else None)
            if of is not None or not gold[source].get("partial"):
                for section, record in _fields(source, row, of or dict.fromkeys(SECTIONS) | dict(row)):
                    found[section].append(record)
            if of is not None and of["id"] in gold[source].get("labelled", ()):
                named[row["iri"]] = source, _name(of)
    for table, section, quoted in _TOLD:
        for row in rows[table]:
            if row["document_iri"] in named and row.get("type") != RelationKind.EXTENDS_VALIDITY:
                record = (*named[row["document_iri"]], *_read(section, row))
                found[section].append(record)
                quotes[section, record] = Quote(row[quoted])
    sections = {name for entry in gold.values() for document in entry["documents"] for name in document}
    if any(entry.get("labelled") for entry in gold.values()):
        sections.update(_WORK)
    scored = {name: compare(wanted[name], found[name]) for name in SECTIONS if name in sections}
    return Scored(scored, quotes, tuple(absent))


def _listed(known: Mapping[str, Mapping[str, Any]], key: str, source: str, section: str) -> Mapping[str, Any]:
    if key not in known:
        raise GoldError(
            f"{source}, {section}: {key!r} is none of the documents that the gold lists",
            f"{source}，{section}：“{key}”不在所列文件之中",
        )
    return known[key]


def _names(document: Mapping[str, Any]) -> tuple[str, str]:
    """Return the number and the title by which a document of the gold is known: those of `by`, else its own."""
    by = document.get("by", document)
    return by.get("number") or "", by.get("title") or ""


def _name(document: Mapping[str, Any]) -> str:
    number, title = _names(document)
    return number or title or str(document["id"])


def _same(document: Mapping[str, Any], row: Mapping[str, str]) -> bool:
    """Test whether a row is a document of the gold: by the number, else by the title."""
    number, title = _names(document)
    return number == row["number"] and bool(number or title == row["title"])


def _fields(source: str, document: Mapping[str, Any], labelled: Mapping[str, Any]) -> Iterator[tuple[str, Record]]:
    """Yield the facts of a document that are labelled, each with what identifies the document; of several values one fact each."""
    whose = " ".join(_names(labelled))
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


def _read(section: str, row: Mapping[str, str]) -> Record:
    """Return of a row what `_work` returns of a record of the gold."""
    if section == "relations":
        return row["type"], row["to_number"] or row["to_title"]
    return _work(section, row)
