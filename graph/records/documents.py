"""The list of documents, and counts over the whole graph. One document is `graph.records.card`.

Functions take an open view and return frozen values.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from sys import intern

from graph.derive.described import DESCRIBED, LAST, Described, printed_first, unpacked
from graph.derive.kept import kept_documents
from graph.records.resources import Named, name_things
from graph.records.rows import local_name, select_about, select_rows, stream_tables, terms
from graph.store.store import Store
from graph.store.view import View
from ontology.places import Places
from ontology.vocabulary import DCTERMS, ELI


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as one line of a list. Dates are ISO 8601, empty where the text has none. themes: under which somebody files
    it, by name. issuers: in printed order."""

    iri: str
    number: str
    title: str
    kind: Named | None
    issuers: tuple[Named, ...]
    signed: str
    printed: str
    instruments: tuple[str, ...] = ()
    place: Named | None = None
    themes: tuple[str, ...] = ()

    @property
    def year(self) -> str:
        return (self.signed or self.printed)[:4]


@dataclass(frozen=True, slots=True)
class Overview:
    """Sizes of the graph. months: `YYYY-MM` → documents signed (else printed) in it; undated ones are counted apart."""

    documents: int
    instruments: int
    issuers: int
    clauses: int
    sources: int
    months: tuple[tuple[str, int], ...]
    undated: int
    kinds: tuple[tuple[Named | None, int], ...]
    top_issuers: tuple[tuple[Named, int], ...]


NO_DOCUMENTS = Overview(0, 0, 0, 0, 0, (), 0, (), ())
"""The overview of a store that contains nothing."""


_NAMING = DESCRIBED[:5]
"""Needed by a list of names; kind, issuers and themes come behind it."""
_LABELS = """
SELECT ?thing ?label (LANG(?label) AS ?language) WHERE {{ VALUES ?thing {{ {iris} }} ?thing skos:prefLabel ?label }}"""
_DOCUMENTS = """
SELECT ?document ?property ?value WHERE {
  VALUES ?property { %s }
  ?document a zm:PublishedDocument .
  OPTIONAL { ?document ?property ?value }
}"""
_INSTRUMENTS = "SELECT ?document ?title WHERE { ?document zm:issues ?part . ?part dct:title ?title }"
# The things are made distinct before they are joined: thousands of documents have the same hundreds of them.
_NAMES = """
SELECT ?thing ?label (LANG(?label) AS ?language) WHERE {
  { SELECT DISTINCT ?thing WHERE {
    ?document a zm:PublishedDocument .
    { ?document eli:type_document ?thing } UNION { ?document eli:passed_by ?thing } UNION { ?document eli:jurisdiction ?thing }
  } }
  ?thing skos:prefLabel ?label
}"""
_ISSUERS = """
SELECT ?document ?name ?evidence WHERE {
  ?annotation zm:property eli:passed_by ; zm:about ?document ; oa:bodyValue ?name ; oa:hasTarget ?evidence
}"""
_COUNTS = {
    "instruments": "SELECT (COUNT(DISTINCT ?i) AS ?n) WHERE { ?document a zm:PublishedDocument ; zm:issues ?i }",
    "clauses": "SELECT (COUNT(?clause) AS ?n) WHERE { ?clause zm:eId ?eid }",
    "sources": "SELECT (COUNT(?source) AS ?n) WHERE { ?source a zm:Source }",
}


def list_documents(graph: View, *, named_only: bool = False) -> tuple[DocumentRow, ...]:
    """Return every published document, newest first; undated ones last, then by number and title.

    named_only: leave out kind, issuers, themes and the place's names, which takes a third of the time.
    """
    kept = kept_documents(graph) if isinstance(graph, Store) else None
    if kept is None:
        described, labels = _query_described(graph, named_only)
        return _rows(described, name_things(labels), named_only=named_only)
    described = {document: unpacked(line) for file in kept for document, line in file.described()}
    return _rows(described, {} if named_only else _named(graph, described.values()), named_only=named_only)


def read_rows(graph: Store, documents: Iterable[str]) -> tuple[DocumentRow, ...] | None:
    """Return those of some documents (IRIs) that are published, in the order of the list; None where the store keeps no documents."""
    kept = kept_documents(graph)
    if kept is None:
        return None
    lines = ((document, file.describe(document)) for document in documents for file in kept)
    described = {document: unpacked(line) for document, line in lines if line is not None}
    return _rows(described, _named(graph, described.values()), named_only=False)


def _rows(described: dict[str, Described], named: Mapping[str, Named], *, named_only: bool) -> tuple[DocumentRow, ...]:
    """Return the rows of documents, and empty what is described of them meanwhile. named: the names of what they are of, by and from."""
    shown = len(_NAMING) if named_only else len(DESCRIBED)
    same: dict[str, str] = {}  # thousands of documents are of the same few thousand days

    def built(iri: str, found: Described) -> DocumentRow:
        values = dict(zip(DESCRIBED[:shown], found.values, strict=False))

        def least(term: object) -> str:
            # A document that two gazettes print may carry two readings of a field; the list shows one, always the same.
            return min(values[str(term)], default="")

        def things(term: object) -> list[Named]:
            return sorted(named.get(iri) or Named(local_name(iri), "", iri) for iri in values.get(str(term), ()))

        def day(term: object) -> str:
            return same.setdefault(one := least(term), one)

        places = dict(found.printed)
        return DocumentRow(
            iri=intern(iri),  # ledger, duties and status name the same documents
            number=least(ELI.number),
            title=least(DCTERMS.title),
            kind=next(iter(things(ELI.type_document)), None),
            issuers=tuple(sorted(things(ELI.passed_by), key=lambda body: places.get(body.zh, LAST))),
            signed=day(ELI.date_document),
            printed=day(ELI.date_publication),
            instruments=tuple(found.instruments),
            place=next(iter(things(ELI.jurisdiction)), None),
            themes=tuple(sorted(map(local_name, values.get(str(DCTERMS.subject), ())))),
        )

    rows: list[DocumentRow] = []
    while described:
        rows.append(built(*described.popitem()))
    return tuple(sorted(rows, key=document_order))


def document_order(row: DocumentRow) -> tuple[tuple[int, ...], str, str, str]:
    """Return the key by which documents are listed: the newest first, undated ones last, then by number and title."""
    return (*(-ord(character) for character in row.signed or row.printed), 1), row.number, row.title, row.iri


def _query_described(graph: View, named_only: bool) -> tuple[dict[str, Described], list[dict[str, str]]]:
    """Return what a store that keeps no documents has of them, and the names of what it mentions."""
    wanted = _NAMING if named_only else DESCRIBED
    tables = {"documents": _DOCUMENTS % terms(wanted), "instruments": _INSTRUMENTS}
    labels: list[dict[str, str]] = []
    printed: dict[str, list[tuple[str, str]]] = {}
    instruments: dict[str, set[str]] = {}
    values: dict[str, dict[str, set[str]]] = {}
    for table, row in stream_tables(graph, **tables, **({} if named_only else {"names": _NAMES, "issuers": _ISSUERS})):
        match table:
            case "names":
                labels.append(row)
            case "issuers":
                printed.setdefault(row["document"], []).append((row["name"], row["evidence"]))
            case "instruments":
                instruments.setdefault(row["document"], set()).add(row["title"])
            case _:
                fields = values.setdefault(row["document"], {})
                if "value" in row:
                    fields.setdefault(row["property"], set()).add(intern(row["value"]))
    return {
        document: Described(
            [sorted(fields.get(term, ())) for term in DESCRIBED],
            sorted(instruments.get(document, ())),
            printed_first(printed.get(document, ())),
        )
        for document, fields in values.items()
    }, labels


def _named(graph: View, described: Iterable[Described]) -> dict[str, Named]:
    """Return the names of what documents are of, by and from."""
    places = [DESCRIBED.index(str(term)) for term in (ELI.type_document, ELI.passed_by, ELI.jurisdiction)]
    return name_things(
        select_about(graph, _LABELS, {iri for one in described for at in places for iri in one.values[at]})
    )


def names_of_regions(place: Named | None) -> tuple[str, ...]:
    """Return the Chinese names of a place and of the places around it, without the state; nothing where the place is empty."""
    if place is None:
        return ()
    return (place.zh, *(region.name for region in Places.load().regions(local_name(place.iri))))


def narrow_rows(rows: Iterable[DocumentRow], *, place: str = "", issuer: str = "") -> tuple[DocumentRow, ...]:
    """Return the documents of a place, with those of its districts, and of a body, by their full Chinese names; an empty name
    does not narrow."""
    return tuple(
        row
        for row in rows
        if (not place or place in names_of_regions(row.place))
        and (not issuer or any(body.zh == issuer for body in row.issuers))
    )


def read_overview(graph: View, rows: Sequence[DocumentRow]) -> Overview:
    """Return the sizes. rows: `list_documents(graph)`."""
    sizes = {name: int(next(iter(select_rows(graph, sparql)), {"n": "0"})["n"]) for name, sparql in _COUNTS.items()}
    months, issuers, kinds = Counter[str](), Counter[Named](), Counter[Named | None]()
    for row in rows:
        months[(row.signed or row.printed)[:7]] += 1
        issuers.update(row.issuers)
        kinds[row.kind] += 1
    return Overview(
        documents=len(rows),
        issuers=len(issuers),
        undated=months.pop("", 0),
        months=tuple(sorted(months.items())),
        kinds=tuple(sorted(kinds.items(), key=_most_first)),
        top_issuers=tuple(sorted(issuers.items(), key=_most_first)),
        **sizes,
    )


def _most_first(item: tuple[Named | None, int]) -> tuple[int, str]:
    return -item[1], item[0].zh if item[0] else ""
