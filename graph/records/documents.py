"""The list of documents, and counts over the whole graph. One document is `graph.records.card`.

Functions take an open view and return frozen values.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from sys import intern

from graph.records.resources import Named, name_things
from graph.records.rows import local_name, select_rows, stream_tables
from graph.store.view import View
from ontology.iri import Iris
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
"""The overview of a store that holds nothing."""


_NAMING = "eli:number dct:title eli:jurisdiction eli:date_document eli:date_publication"
_FILING = "eli:type_document eli:passed_by dct:subject"
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
    tables = {
        "documents": _DOCUMENTS % (_NAMING if named_only else f"{_NAMING} {_FILING}"),
        "instruments": _INSTRUMENTS,
    }
    labels: list[dict[str, str]] = []
    placed: dict[tuple[str, str], tuple[str, int]] = {}
    instruments: dict[str, set[str]] = {}
    values: dict[str, dict[str, tuple[str, ...]]] = {}
    same: dict[str, str] = {}
    for table, row in stream_tables(graph, **tables, **({} if named_only else {"names": _NAMES, "issuers": _ISSUERS})):
        match table:
            case "names":
                labels.append(row)
            case "issuers":
                # Where it is printed first: the source and the code point.
                one, place = (row["document"], row["name"]), Iris.code_points(row["evidence"])[:2]
                placed[one] = min(placed.get(one, place), place)
            case "instruments":
                instruments.setdefault(row["document"], set()).add(row["title"])
            case _:
                fields = values.setdefault(row["document"], {})
                if "value" in row:
                    # Thousands of rows have the same few hundred words: each is kept once.
                    name, value = (same.setdefault(row[key], row[key]) for key in ("property", "value"))
                    fields[name] = tuple(dict.fromkeys((*fields.get(name, ()), value)))
    del same
    named = name_things(labels)

    def least(fields: Mapping[str, tuple[str, ...]], term: object) -> str:
        # A document that two gazettes print may carry two readings of a field; the list shows one, always the same.
        return min(fields.get(str(term), ("",)))

    def things(fields: Mapping[str, tuple[str, ...]], term: object) -> list[Named]:
        return sorted(named.get(iri) or Named(local_name(iri), "", iri) for iri in fields.get(str(term), ()))

    def built(iri: str, fields: Mapping[str, tuple[str, ...]]) -> DocumentRow:
        return DocumentRow(
            iri=intern(iri),  # ledger, duties and status speak of the same documents
            number=least(fields, ELI.number),
            title=least(fields, DCTERMS.title),
            kind=next(iter(things(fields, ELI.type_document)), None),
            issuers=tuple(sorted(things(fields, ELI.passed_by), key=lambda body: placed.get((iri, body.zh), _LAST))),
            signed=least(fields, ELI.date_document),
            printed=least(fields, ELI.date_publication),
            instruments=tuple(sorted(instruments.get(iri, ()))),
            place=next(iter(things(fields, ELI.jurisdiction)), None),
            themes=tuple(sorted(map(local_name, fields.get(str(DCTERMS.subject), ())))),
        )

    rows: list[DocumentRow] = []
    while values:
        rows.append(built(*values.popitem()))
    rows.sort(key=lambda row: (row.number, row.title, row.iri))
    return tuple(sorted(rows, key=lambda row: row.signed or row.printed, reverse=True))


_LAST = ("\U0010ffff", 0)
"""Behind all that is printed: the place of an issuer that is not."""


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
