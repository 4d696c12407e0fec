"""Resolve identity in a store: which document an IRI belongs to, and which documents and agencies a typed text means.

Several IRIs lead to one document: its own, its title's, those of its instruments, annexes and clauses, and of statements in its source.
`canonical` returns the one under which the store describes it. `find` resolves a number, a title, a name or an IRI that a user typed to
documents or agencies; where none matches, it returns the nearest ones and the reason. It is built once a generation, as nomenklatura's
`Linker` is.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from graph.records import lookup
from graph.records.cited import CitedAs, list_cited
from graph.records.documents import DocumentRow
from graph.records.documents import list_documents as published_documents
from graph.records.hits import Hits
from graph.records.lookup import Found
from graph.records.name_index import NameIndex, build_names, by_file
from graph.records.resources import Named, name_things
from graph.records.rows import local_name, stream_tables
from graph.records.spelling import NumberKey, fold, in_simplified
from graph.store import base
from graph.store.view import View
from ontology.identifiers import Assignment, Fact, Identifier, Numbered, Statement, Version
from ontology.iri import Iris

# All of these are read in one query, once a generation.
JOINED = "SELECT ?name ?property ?thing WHERE { VALUES ?property { zm:denotes eli:has_member } ?name ?property ?thing }"
REGISTERED = "SELECT ?document ?number WHERE { ?document zm:registrationNumber ?number }"
PLACED = """
SELECT ?source ?document ?position WHERE {
  ?document a zm:PublishedDocument . GRAPH ?graph { ?document zm:position ?position }
  OPTIONAL { ?graph zm:saidBy ?by } BIND(COALESCE(?by, ?graph) AS ?source)
}"""
CITED = """
SELECT DISTINCT ?target ?cited ?number ?title WHERE {
  ?reference zm:target ?target
  OPTIONAL { ?reference zm:citedNumber ?number }
  OPTIONAL { ?reference zm:citedTitle ?title }
  OPTIONAL { ?reference zm:citedDocument ?cited }
}"""
AGENCIES = """
SELECT ?thing ?property ?label (LANG(?label) AS ?language) WHERE {
  VALUES ?property { skos:prefLabel skos:altLabel zm:place }
  ?thing a org:FormalOrganization ; ?property ?label
}"""


@dataclass(frozen=True, slots=True)
class Identity:
    """The identities of documents and agencies in one generation of a store.

    published: the documents whose text the store contains, newest first; cited: those that are only cited; both under their
    canonical IRIs. denoted: a title → the document or instrument that it denotes. editions: a title or number → the several
    texts that have it. beside: a text → the published texts of those works with several of which it is one. placed: (source,
    ordinal) → the published document there.
    """

    iris: Iris
    published: Mapping[str, DocumentRow]
    cited: Mapping[str, DocumentRow]
    agencies: Mapping[str, Named]
    denoted: Mapping[str, str]
    editions: Mapping[str, tuple[str, ...]]
    beside: Mapping[str, frozenset[str]]
    placed: Mapping[tuple[str, int], str]
    _referents: Mapping[str, tuple[str, ...]]
    _index: NameIndex

    def canonical(self, iri: str) -> str:
        """Return the one IRI under which the store describes a document.

        For a title, a part, a clause, a fragment or a statement in a source's graph: that of its document, the published one where there is
        just one. For a number or title of several published texts: the number's or title's own. For anything else, and for an unknown IRI:
        the IRI itself.
        """
        return canonical_in(self.iris, self.published, self.denoted, self.editions, self.placed, iri)

    def owner(self, iri: str) -> DocumentRow | None:
        """Return the published document that an IRI names or is part of; None where there is none."""
        return self.published.get(self.canonical(iri))

    def row(self, iri: str) -> DocumentRow | None:
        """Return the document that an IRI names or is part of, published or only cited; None where it is unknown."""
        one = self.canonical(iri)
        return self.published.get(one) or self.cited.get(one)

    def below(self, iri: str) -> str:
        """Return the path of a part or clause below its document: `doc_1/art_3`; empty for the document, and for other IRIs."""
        return self.iris.below(iri) if "#" not in iri else ""

    def referents(self, iri: str) -> tuple[str, ...]:
        """Return all IRIs of the document that `iri` belongs to: its own first, then those of instruments, titles and number."""
        one = self.canonical(iri)
        return (one, *self._referents.get(one, ()))

    def names(self, iri: str) -> tuple[str, ...]:
        """Return the names of a document (number, title, titles of its instruments) or of an agency, each once."""
        one = self.canonical(iri)
        if (row := self.row(one)) is not None:
            return tuple(filter(None, dict.fromkeys((row.number, row.title, *row.instruments)))) or by_file(one)
        return self._index.names_of_agency(one)

    def naming(self, word: str) -> Hits:
        """Return the documents, by their canonical IRIs, in one of whose names a word occurs; both as `fold` spells them."""
        return self._index.search.holding(word)

    def label(self, iri: str) -> str:
        """Return a short name: number, else title, else the readable end of the IRI."""
        return next(iter(self.names(iri)), "") or local_name(iri)

    def of_work(self, iri: str) -> tuple[str, ...]:
        """Return the published texts of a number or title, sorted: several editions, or a single one."""
        one = self.canonical(iri)
        found = {self.canonical(edition) for edition in self.editions.get(one, ())} | {one}
        return tuple(sorted(found & self.published.keys()))

    def as_written(self, text: str) -> str:
        """Return the number, title or name that a user means in the spelling of the graph, for a query that searches for it.

        Where nothing has exactly this name, or a name contains the typed words, return the text without outer 《》, in simplified
        characters.
        """
        plain = text.strip()
        if plain.startswith("《") and plain.endswith("》") and plain.count("《") == 1:
            plain = plain[1:-1]
        if (found := self.find(text)).exact:
            name = lookup.spelt_alike(self.names(found.exact[0]), text)
            return plain if plain in name else name
        agency = self.find_agency(text).exact
        return self.names(agency[0])[0] if len(agency) == 1 else in_simplified(plain)

    def find(self, text: str, *, near: bool = True) -> Found:
        """Return the documents that a number, a title or an IRI means, in any spelling. near: look for what comes near, too, where it
        means none."""
        return self._by_iri(text, agencies=False) or lookup.documents(self._index, text, near=near)

    def named_exactly(self, text: str) -> tuple[str, ...]:
        """Return the IRIs of the documents of just this number or title, in any spelling; what only comes near is not looked for."""
        return lookup.named_exactly(self._index, text)

    def find_agency(self, text: str) -> Found:
        """Return the agencies that a full name, a short form or an IRI means."""
        return self._by_iri(text, agencies=True) or lookup.agencies(self._index, text)

    def prepare(self) -> None:
        """Prepare now what else the first search that names nothing would."""
        self._index.near_documents.prepare()

    def _by_iri(self, text: str, *, agencies: bool) -> Found | None:
        """Resolve a typed IRI, or its path below the base; return None where the store does not know it."""
        text = text.strip()
        iri = text if text.startswith(self.iris.base) else f"{self.iris.base}{text.lstrip('/')}"
        if agencies:
            return Found(text, (iri,)) if iri in self.agencies else None
        one = self.canonical(iri)
        return Found(text, (one,)) if one in self.published or one in self.cited else None


def canonical_in(
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


def number_in(iris: Iris, iri: str) -> NumberKey | None:
    """Return the number in a document's IRI."""
    value = iris.parse(iri)
    work = value.work if isinstance(value, Version) else value
    return NumberKey(fold(work.code), work.year, work.serial) if isinstance(work, Numbered) else None


def _stated(value: Identifier | None, iris: Iris, placed: Mapping[tuple[str, int], str]) -> str:
    """Return the document of a statement in a source's graph; empty where there is none."""
    if isinstance(value, Statement | Assignment | Fact):
        return placed.get((iris.mint(value.source), value.document), "")
    return ""


NOBODY = Identity(Iris(), {}, {}, {}, {}, {}, {}, {}, {}, build_names({}, {}, {}, {}, {}, (), lambda iri: None))
"""The identity of an empty store."""


def build_identity(
    view: View,
    rows: Iterable[DocumentRow] | None = None,
    *,
    documents_only: bool = False,
    citations: dict[tuple[str, str], CitedAs] | None = None,
) -> Identity:
    """Build the identity of a store.

    rows: `list_documents(view)`, where the caller has them. documents_only: leave out agencies, and of documents what
    `list_documents(named_only=True)` leaves out, which takes a quarter of the time: for a caller that looks up documents alone.
    citations: an empty map, to be filled with how documents are cited, by the target and the document that is meant.
    """
    listed = published_documents(view, named_only=documents_only) if rows is None else rows
    published = {row.iri: row for row in listed}
    bodies = {} if documents_only else {"agencies": AGENCIES}
    read: dict[str, list[dict[str, str]]] = {"base": [], "joined": [], "registered": [], "agencies": []}
    placed: dict[tuple[str, int], str] = {}
    spoken_of = {} if citations is None else citations
    same = {iri: iri for iri in published}  # each IRI occurs once in memory
    tables = {"base": base.SOURCE, "joined": JOINED, "registered": REGISTERED} | bodies
    for name, row in stream_tables(view, **tables, cited=CITED, placed=PLACED):
        match name:
            case "placed":
                source = same.setdefault(row["source"], row["source"])
                placed[source, int(row["position"])] = same.setdefault(row["document"], row["document"])
            case "cited":
                target, cited_as = row["target"], row.get("cited", row["target"])
                both = (same.setdefault(target, target), same.setdefault(cited_as, cited_as))
                spoken_of.setdefault(both, CitedAs()).add(row)
            case _:
                read[name].append({key: same.setdefault(value, value) for key, value in row.items()})
    iris = next((Iris.of_source(row["source"], row["name"]) for row in read["base"]), None) or Iris()
    denoted: dict[str, str] = {}
    works: dict[str, list[str]] = {}
    for row in sorted(read["joined"], key=lambda row: row["thing"]):
        if local_name(row["property"]) == "denotes":
            denoted[row["name"]] = row["thing"]
        else:
            works.setdefault(row["name"], []).append(row["thing"])
    editions = {work: tuple(versions) for work, versions in works.items()}
    for one in {meant for (_, meant), citation in spoken_of.items() if citation.known}:
        # A document of an earlier day cites this name, so it is not the name of the published text alone.
        denoted.pop(one, None)
        if len(editions.get(one, ())) == 1:
            del editions[one]
    # Some documents are mentioned thousands of times.
    canonical = cache(partial(canonical_in, iris, published, denoted, editions, placed))
    cited = list_cited(spoken_of, canonical, published)
    referents: dict[str, set[str]] = {}
    for one in (*denoted, *denoted.values(), *editions, *(target for target, _ in spoken_of)):
        if (whole := canonical(one)) != one:
            referents.setdefault(whole, set()).add(one)
    registered = sorted((row["document"], row["number"]) for row in read["registered"])
    agencies, others, places = list_agencies(read["agencies"])
    return Identity(
        iris,
        published,
        cited,
        agencies,
        denoted,
        editions,
        _beside(editions.values(), canonical, published),
        placed,
        {whole: tuple(sorted(ones)) for whole, ones in referents.items()},
        build_names(published, cited, agencies, others, places, registered, partial(number_in, iris)),
    )


def _beside(
    works: Iterable[Sequence[str]], canonical: Callable[[str], str], published: Mapping[str, DocumentRow]
) -> dict[str, frozenset[str]]:
    """Return each text of the works that have several, with the published ones of these."""
    found: dict[str, frozenset[str]] = {}
    for editions in works:
        texts = frozenset(map(canonical, editions)) if len(editions) > 1 else frozenset[str]()
        for text in texts:
            found[text] = found.get(text, frozenset()) | (texts & published.keys())
    return found


def list_agencies(rows: Iterable[Mapping[str, str]]) -> tuple[dict[str, Named], dict[str, set[str]], dict[str, str]]:
    """Return the agencies by IRI, their other names, and the codes of their places."""
    values: dict[str, list[Mapping[str, str]]] = {"prefLabel": [], "altLabel": [], "place": []}
    for row in sorted(rows, key=lambda row: row["label"]):
        values[local_name(row["property"])].append(row)
    others: dict[str, set[str]] = {}
    for row in values["altLabel"]:
        others.setdefault(row["thing"], set()).add(row["label"])
    places = {row["thing"]: local_name(row["label"]) for row in values["place"]}
    unnamed = {iri: Named(local_name(iri), "", iri) for iri in places}
    return unnamed | name_things(values["prefLabel"]), others, places
