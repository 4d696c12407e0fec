"""What a document is, and which one is meant: built once a generation of the store, asked by everybody.

An IRI may be a document's own, its title's, that of an instrument, an annex or a clause of it, of a statement in its source: `canonical`
tells the one under which the store speaks of it. A user types a number, a title, a name or an IRI: `find` tells which documents
and agencies have it, or which nearly do, and why none has it. As nomenklatura's `Linker`: one place that knows who is who.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from graph.records import lookup
from graph.records.documents import DocumentRow
from graph.records.documents import list_documents as published_documents
from graph.records.lookup import Found, NameIndex
from graph.records.resources import Named, name_things
from graph.records.rows import local_name, select_tables
from graph.records.spelling import NumberKey, fold
from graph.store import base
from graph.store.view import View
from ontology.identifiers import Assignment, Fact, Identifier, Numbered, Statement, Version
from ontology.iri import Iris

# All of these are read in one query, once a generation.
_JOINED = (
    "SELECT ?name ?property ?thing WHERE { VALUES ?property { zm:denotes eli:has_member } ?name ?property ?thing }"
)
_PLACED = """
SELECT ?source ?document ?position WHERE {
  ?document a zm:PublishedDocument . GRAPH ?graph { ?document zm:position ?position }
  OPTIONAL { ?graph zm:saidBy ?by } BIND(COALESCE(?by, ?graph) AS ?source)
}"""
_CITED = """
SELECT DISTINCT ?target ?cited ?property ?value WHERE {
  VALUES ?property { zm:target zm:citedNumber zm:citedTitle }
  ?reference zm:target ?target ; ?property ?value
  OPTIONAL { ?reference zm:citedDocument ?cited }
}"""
_AGENCIES = """
SELECT ?thing ?property ?label (LANG(?label) AS ?language) WHERE {
  VALUES ?property { skos:prefLabel skos:altLabel zm:place }
  ?thing a org:FormalOrganization ; ?property ?label
}"""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is who in one generation of a store.

    published: the documents whose text the store holds, newest first; cited: those that others only name; both under their
    canonical IRIs. denoted: a title → the document or instrument that it denotes. editions: a title or number → the several
    texts that have it. placed: (source, ordinal) → the published document there.
    """

    iris: Iris
    published: Mapping[str, DocumentRow]
    cited: Mapping[str, DocumentRow]
    agencies: Mapping[str, Named]
    denoted: Mapping[str, str]
    editions: Mapping[str, tuple[str, ...]]
    placed: Mapping[tuple[str, int], str]
    _referents: Mapping[str, tuple[str, ...]]
    _index: NameIndex

    def canonical(self, iri: str) -> str:
        """The one IRI of what goes by several.

        Of a title, a part, a clause, a fragment, a statement in a source's graph: of their document, the published one where
        there is just one; of a number or title that several published texts have: the number's or title's own. Of anything
        else, and of what the store does not know: the IRI itself.
        """
        return _canonical(self.iris, self.published, self.denoted, self.editions, self.placed, iri)

    def owner(self, iri: str) -> DocumentRow | None:
        """The published document that an IRI is or stands in; None where it is of none."""
        return self.published.get(self.canonical(iri))

    def row(self, iri: str) -> DocumentRow | None:
        """The document that an IRI is or stands in, published or only named by others; None where nobody knows it."""
        one = self.canonical(iri)
        return self.published.get(one) or self.cited.get(one)

    def below(self, iri: str) -> str:
        """The path of a part or clause below its document: `doc_1/art_3`; empty for the document, and for what is no part of it."""
        return self.iris.below(iri) if "#" not in iri else ""

    def referents(self, iri: str) -> tuple[str, ...]:
        """Every IRI under which others may speak of the document that `iri` is: its own first, its instruments, titles, number."""
        one = self.canonical(iri)
        return (one, *self._referents.get(one, ()))

    def names(self, iri: str) -> tuple[str, ...]:
        """What the document that `iri` is goes by: number, title, titles of its instruments; of an agency its names. Each once."""
        one = self.canonical(iri)
        if (row := self.row(one)) is not None:
            return tuple(filter(None, dict.fromkeys((row.number, row.title, *row.instruments))))
        return self._index.names_of_agency(one)

    def label(self, iri: str) -> str:
        """What people call it: number, else title, else the readable end of its IRI."""
        return next(iter(self.names(iri)), "") or local_name(iri)

    def of_work(self, iri: str) -> tuple[str, ...]:
        """The published texts that a number or title stands for, sorted: several editions, or the one that there is."""
        one = self.canonical(iri)
        found = {self.canonical(edition) for edition in self.editions.get(one, ())} | {one}
        return tuple(sorted(found & self.published.keys()))

    def as_written(self, text: str) -> str:
        """The number, title or agency's name that a user means as the graph writes it, for a query that looks for it; the text
        without outer 《》 where nothing has just this name, or a name has these very words in it."""
        plain = text.strip()
        if plain.startswith("《") and plain.endswith("》") and plain.count("《") == 1:
            plain = plain[1:-1]
        if (found := self.find(text)).exact:
            name = lookup.spelt_alike(self.names(found.exact[0]), text)
            return plain if plain in name else name
        agency = self.find_agency(text).exact
        return self.names(agency[0])[0] if len(agency) == 1 else plain

    def find(self, text: str) -> Found:
        """The documents that a user means by a number, a title or an IRI, however it is spelt."""
        return self._by_iri(text, agencies=False) or lookup.documents(self._index, text)

    def find_agency(self, text: str) -> Found:
        """The agencies that a user means by a full name, a short form or an IRI."""
        return self._by_iri(text, agencies=True) or lookup.agencies(self._index, text)

    def find_any(self, text: str) -> Found:
        """Documents and agencies that a user may mean."""
        return lookup.either(self.find(text), self.find_agency(text))

    def _by_iri(self, text: str, *, agencies: bool) -> Found | None:
        """What a typed IRI, or its path below the base, names; None where the text is none that the store knows."""
        text = text.strip()
        iri = text if text.startswith(self.iris.base) else f"{self.iris.base}{text.lstrip('/')}"
        if agencies:
            return Found(text, (iri,)) if iri in self.agencies else None
        one = self.canonical(iri)
        return Found(text, (one,)) if one in self.published or one in self.cited else None


def _canonical(
    iris: Iris,
    published: Mapping[str, DocumentRow],
    denoted: Mapping[str, str],
    editions: Mapping[str, tuple[str, ...]],
    placed: Mapping[tuple[str, int], str],
    iri: str,
) -> str:
    if iri in published:
        return iri
    document = iris.document(iri) or _stated(iris.parse(iri), iris, placed)
    if not document or document in published:
        return document or iri
    known = editions.get(document, ())
    thing = denoted.get(document, known[0] if len(known) == 1 else document)
    owner = iris.document(thing)
    return owner if owner in published else document


def _number(iris: Iris, iri: str) -> NumberKey | None:
    """The number that a document's IRI tells."""
    value = iris.parse(iri)
    work = value.work if isinstance(value, Version) else value
    return NumberKey(fold(work.code), work.year, work.serial) if isinstance(work, Numbered) else None


def _stated(value: Identifier | None, iris: Iris, placed: Mapping[tuple[str, int], str]) -> str:
    """The document of which a source's graph says this; empty where it is of none."""
    if isinstance(value, Statement | Assignment | Fact):
        return placed.get((iris.mint(value.source), value.document), "")
    return ""


NOBODY = Identity(Iris(), {}, {}, {}, {}, {}, {}, {}, lookup.index({}, {}, {}, {}, {}, lambda iri: None))
"""Of a store that holds nothing."""


def build_identity(view: View, rows: Iterable[DocumentRow] | None = None) -> Identity:
    """Who is who in what `view` holds. rows: `list_documents(view)`, where the caller has them."""
    published = {row.iri: row for row in (published_documents(view) if rows is None else rows)}
    read = select_tables(view, base=base.SOURCE, joined=_JOINED, placed=_PLACED, cited=_CITED, agencies=_AGENCIES)
    iris = next((Iris.of_source(row["source"], row["name"]) for row in read["base"]), None) or Iris()
    denoted: dict[str, str] = {}
    works: dict[str, list[str]] = {}
    for row in sorted(read["joined"], key=lambda row: row["thing"]):
        if local_name(row["property"]) == "denotes":
            denoted[row["name"]] = row["thing"]
        else:
            works.setdefault(row["name"], []).append(row["thing"])
    editions = {work: tuple(versions) for work, versions in works.items()}
    spoken_of = read["cited"]
    for one in {row["cited"] for row in spoken_of if "cited" in row}:
        # Somebody cites it who cannot mean the published text, which came later: then its name is not that text's alone.
        denoted.pop(one, None)
        if len(editions.get(one, ())) == 1:
            del editions[one]
    placed = {(row["source"], int(row["position"])): row["document"] for row in read["placed"]}
    canonical = partial(_canonical, iris, published, denoted, editions, placed)
    cited = _cited(spoken_of, canonical, published)
    referents: dict[str, set[str]] = {}
    for one in (*denoted, *denoted.values(), *editions, *(row["target"] for row in spoken_of)):
        if (whole := canonical(one)) != one:
            referents.setdefault(whole, set()).add(one)
    agencies, others, places = _agencies(read["agencies"])
    return Identity(
        iris,
        published,
        cited,
        agencies,
        denoted,
        editions,
        placed,
        {whole: tuple(sorted(ones)) for whole, ones in referents.items()},
        lookup.index(published, cited, agencies, others, places, partial(_number, iris)),
    )


def _cited(
    rows: Iterable[Mapping[str, str]], canonical: Callable[[str], str], published: Mapping[str, DocumentRow]
) -> dict[str, DocumentRow]:
    """The documents that others name and whose text is not here, with the number and title under which they are named."""
    named: dict[str, dict[str, str]] = {}
    for row in rows:
        for one in {canonical(row["target"]), row.get("cited", row["target"])} - published.keys():
            if canonical(one) != one:
                continue
            fields, name = named.setdefault(one, {}), local_name(row["property"])
            fields[name] = min(row["value"], fields.get(name, row["value"]))
    return {
        iri: DocumentRow(iri, fields.get("citedNumber", ""), fields.get("citedTitle", ""), None, (), "", "")
        for iri, fields in sorted(named.items())
    }


def _agencies(rows: Iterable[Mapping[str, str]]) -> tuple[dict[str, Named], dict[str, set[str]], dict[str, str]]:
    """The agencies by IRI, their other names, and the codes of their places."""
    values: dict[str, list[Mapping[str, str]]] = {"prefLabel": [], "altLabel": [], "place": []}
    for row in sorted(rows, key=lambda row: row["label"]):
        values[local_name(row["property"])].append(row)
    others: dict[str, set[str]] = {}
    for row in values["altLabel"]:
        others.setdefault(row["thing"], set()).add(row["label"])
    places = {row["thing"]: local_name(row["label"]) for row in values["place"]}
    unnamed = {iri: Named(local_name(iri), "", iri) for iri in places}
    return unnamed | name_things(values["prefLabel"]), others, places
