"""Bring the tables of who is who up to date with what builds have changed.

From the changed triples follow the documents, names and citations that can mean something else; what is kept of these is computed anew
with the functions that compute all of it. What is collected may be too much, never too little.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.records.changed_things import documents_of, list_changed, properties, values_of
from graph.records.cited import CitedAs, list_cited
from graph.records.documents import DocumentRow, document_order, read_rows
from graph.records.identity import CITED, JOINED, PLACED, REGISTERED
from graph.records.kept_names import KeptNames, whole_of
from graph.records.name_renewal import renew_agencies, renew_names
from graph.records.packed import pack
from graph.records.renewing import change_list, change_map
from graph.records.rows import local_name, select_among
from graph.records.value_tables import ValueTables
from graph.store import base
from graph.store.delta import Changed
from graph.store.store import Store
from graph.store.view import View

_ABOUT_DOCUMENTS = properties(
    "rdf:type eli:number dct:title eli:jurisdiction eli:date_document eli:date_publication eli:type_document eli:passed_by dct:subject "
    "zm:issues zm:about zm:property oa:bodyValue oa:hasTarget zm:registrationNumber zm:position prov:wasDerivedFrom zm:setBy zm:citing"
)
_ABOUT, _LABEL, _FROM = properties("zm:about"), properties("skos:prefLabel"), properties("prov:wasDerivedFrom")
_JOINS = properties("zm:denotes eli:has_member")
_TARGET = properties("zm:target")
_CITING = _TARGET | properties("zm:citedNumber zm:citedTitle zm:citedDocument")
_DERIVED = "SELECT DISTINCT ?document WHERE {{ VALUES ?source {{ {iris} }} ?document prov:wasDerivedFrom ?source }}"
_NAMED_BY = """
SELECT DISTINCT ?document WHERE {{
  {{ VALUES ?thing {{ {iris} }} ?document eli:type_document ?thing }}
  UNION {{ VALUES ?thing {{ {iris} }} ?document eli:passed_by ?thing }}
  UNION {{ VALUES ?thing {{ {iris} }} ?document eli:jurisdiction ?thing }}
}}"""
_NAMES_OF = "SELECT DISTINCT ?name WHERE { { ?name zm:denotes ?thing } UNION { ?name eli:has_member ?thing } }"
_TARGETS = "SELECT ?target WHERE { ?reference zm:target ?target }"
Pairs = dict[tuple[str, str], CitedAs]
"""How documents are cited, by target and what is meant."""


@dataclass(frozen=True, slots=True)
class _FollowedChange:
    """A store, the change, and the tables that follow it."""

    view: Store
    changed: Changed
    tables: ValueTables


def renew_identity(view: View, changed: Changed, tables: ValueTables) -> bool:
    """Bring the tables up to date; return False where the store keeps no documents."""
    assert isinstance(view, Store)
    it, iris = _FollowedChange(view, changed, tables), base.iris(view)
    before = KeptNames(tables, iris)
    documents, sources = _documents(it, before)
    listed = read_rows(view, sorted(documents))
    if listed is None:
        return False
    rows = {row.iri: row for row in listed}
    old_rows = {iri: row for iri in documents if (row := before["published"].get(iri)) is not None}
    toggled = {iri for iri in documents if (iri in old_rows) != (iri in rows)}
    old_pairs, new_pairs = _renew_citations(it, before)
    spoken = {pair for pair in old_pairs.keys() | new_pairs.keys() if old_pairs.get(pair) != new_pairs.get(pair)}
    names = _names(it, before, toggled) | {meant for _, meant in spoken}
    roots = names | toggled | {whole_of(iris, target) for target, _ in spoken}
    ones = _ones(before, roots) | {target for target, _ in spoken}
    denoted, editions = _joined(it, before, names)
    for name in names:
        ones |= {*filter(None, (before["denoted"].get(name), denoted.get(name)))}
    meant_before = {one: before.canonical(one) for one in ones}
    _renew_published(tables, before, documents, rows)
    change_map(tables, "denoted", names, denoted)
    change_map(tables, "editions", names, editions)
    _renew_places(it, before, documents, sources)
    after = KeptNames(tables, iris)
    ones |= _ones(after, roots)
    meant_after = {one: after.canonical(one) for one in ones}
    _renew_referents(before, after, meant_before, meant_after)
    candidates = roots | ones | set(meant_before.values()) | set(meant_after.values())
    old_cited = {iri: row for iri in candidates if (row := before["cited"].get(iri)) is not None}
    cited = _cited(after, candidates)
    change_map(tables, "cited", candidates, cited)
    moved = {one for one in ones if meant_before.get(one) != meant_after[one]}
    _renew_works(it, before, after, names, toggled | moved)
    registered = read_registered(select_among(view, REGISTERED, "document", documents))
    renew_names(before, KeptNames(tables, iris), old_rows | old_cited, rows | cited, (documents, registered))
    renew_agencies(view, changed, before)
    return True


def read_registered(rows: Iterable[Mapping[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return the registration numbers of documents, sorted."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row["document"]].append(row["number"])
    return {document: tuple(sorted(found[document])) for document in sorted(found)}


def _documents(it: _FollowedChange, before: KeptNames) -> tuple[set[str], frozenset[str]]:
    """Return the documents that may be listed otherwise, and the sources whose statements changed."""
    things = list_changed(it.changed, before.iris, _ABOUT_DOCUMENTS)
    documents = set(things.documents)
    documents |= {document for iri in values_of(it.changed, _ABOUT) if (document := before.iris.document(iri))}
    documents |= documents_of(it.view, _DERIVED, things.sources | values_of(it.changed, _FROM))
    documents |= documents_of(it.view, _NAMED_BY, list_changed(it.changed, before.iris, _LABEL).others)
    return documents, things.sources | values_of(it.changed, _FROM)


def _renew_published(
    tables: ValueTables, before: KeptNames, documents: Iterable[str], rows: Mapping[str, DocumentRow]
) -> None:
    same = {iri for iri, row in rows.items() if before["published"].get(iri) == row}
    found = (tables.execute("SELECT at FROM published WHERE key = ?", iri) for iri in documents if iri not in same)
    gone = [at for some in found for (at,) in some]
    new = [row for iri, row in rows.items() if iri not in same]
    columns = {"key": lambda row: row.iri}
    change_list(tables, "published", gone, new, kind=DocumentRow, key=document_order, columns=columns)


def _renew_citations(it: _FollowedChange, before: KeptNames) -> tuple[Pairs, Pairs]:
    """Bring up to date how documents are cited; return how those that may be cited otherwise were, and are."""
    targets, again, whole = set[str](), set[str](), set[str]()
    for triple in it.changed.new:
        if triple.predicate.value in _CITING:
            (whole if triple.predicate.value in _TARGET else again).add(triple.subject.value)  # type: ignore[union-attr]
    for triple in it.changed.gone:
        if triple.predicate.value in _CITING:
            again.add(triple.subject.value)  # type: ignore[union-attr]
            whole.discard(triple.subject.value)  # type: ignore[union-attr]
            if triple.predicate.value in _TARGET:
                targets.add(triple.object.value)  # type: ignore[union-attr]
    # A reference that is new as a whole adds to what there is; of one that changed all with its target are read.
    targets |= {row["target"] for row in select_among(it.view, _TARGETS, "reference", again - whole)}
    old: Pairs = {}
    for target in targets:
        old |= before.citations("target", target)
    new: Pairs = {}
    for row in select_among(it.view, CITED, "target", targets):
        new.setdefault((row["target"], row.get("cited", row["target"])), CitedAs()).add(row)
    for row in select_among(it.view, CITED, "reference", whole):
        if row["target"] in targets:
            continue
        pair = row["target"], row.get("cited", row["target"])
        if pair not in new and (held := before.citations("target", row["target"]).get(pair)) is not None:
            old[pair], new[pair] = held, CitedAs(held.number, held.title, held.known)
        new.setdefault(pair, CitedAs()).add(row)
    it.tables.change_many("DELETE FROM spoken WHERE target = ? AND meant = ?", old.keys() | new.keys())
    rows = (
        (target, meant, whole_of(before.iris, target), one.number, one.title, int(one.known))
        for (target, meant), one in new.items()
    )
    it.tables.change_many("INSERT INTO spoken VALUES (?, ?, ?, ?, ?, ?)", rows)
    return old, new


def _names(it: _FollowedChange, before: KeptNames, toggled: set[str]) -> set[str]:
    """Return the titles and numbers that may denote something else. toggled: documents that are published now, or no more."""
    triples = (*it.changed.gone, *it.changed.new)
    names = {triple.subject.value for triple in triples if triple.predicate.value in _JOINS}  # type: ignore[union-attr]
    names |= {row["name"] for row in select_among(it.view, _NAMES_OF, "thing", toggled)}
    for iri in toggled:
        names |= {*before["_referents"].get(iri, ()), *before.denoting(iri)}
    return names


def _ones(known: KeptNames, roots: Iterable[str]) -> set[str]:
    """Return what may be another document's: some documents and names, and what is cited or denoted below them."""
    found = set(roots)
    for root in roots:
        found |= {target for target, _ in known.citations("whole", root)}
        found.update(known.denoting(root, below=True))
    return found


def _joined(
    it: _FollowedChange, before: KeptNames, names: Iterable[str]
) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return what some names denote, and the texts that they have: as `build_identity` does."""
    denoted: dict[str, str] = {}
    works: dict[str, list[str]] = {}
    for row in sorted(select_among(it.view, JOINED, "name", names), key=lambda row: row["thing"]):
        if local_name(row["property"]) == "denotes":
            denoted[row["name"]] = row["thing"]
        else:
            works.setdefault(row["name"], []).append(row["thing"])
    for one in names:
        if any(citation.known for citation in before.citations("meant", one).values()):
            denoted.pop(one, None)
            if len(works.get(one, ())) == 1:
                del works[one]
    return denoted, {work: tuple(versions) for work, versions in works.items()}


def _renew_places(it: _FollowedChange, before: KeptNames, documents: set[str], sources: Iterable[str]) -> None:
    found = [it.tables.execute("SELECT key FROM placed WHERE value = ?", pack(iri)) for iri in documents]
    found += [it.tables.execute("SELECT key FROM placed WHERE key >= ? AND key < ?", *_within(one)) for one in sources]
    gone = {key for some in found for (key,) in some}
    placed = {
        (row["source"], int(row["position"])): row["document"]
        for row in select_among(it.view, PLACED, "document", documents)
    }
    change_map(it.tables, "placed", gone, placed)


def _within(source: str) -> tuple[str, str]:
    """Return the bounds of the packed keys of places in a source."""
    head = pack((source, 0)).removesuffix("0]")
    return head, f"{head}:"  # behind all digits


def _renew_referents(
    before: KeptNames, after: KeptNames, meant_before: Mapping[str, str], meant_after: Mapping[str, str]
) -> None:
    """Bring up to date the IRIs that lead to a document."""
    held: dict[str, set[str]] = {}

    def leading_to(whole: str) -> set[str]:
        return held.setdefault(whole, set(before["_referents"].get(whole, ())))

    for one, whole in meant_before.items():
        leading_to(whole).discard(one)
    for one, whole in meant_after.items():
        leads = one in after["denoted"] or one in after["editions"] or after.denoting(one)
        if whole != one and (leads or after.citations("target", one)):
            leading_to(whole).add(one)
        else:
            leading_to(whole).discard(one)
    changed = {whole: tuple(sorted(ones)) for whole, ones in held.items() if ones}
    change_map(after.tables, "_referents", held, changed)


def _cited(after: KeptNames, candidates: Iterable[str]) -> dict[str, DocumentRow]:
    """Return those of some documents that are only cited."""
    found: dict[str, DocumentRow] = {}
    for one in candidates:
        pairs = after.citations("whole", one) | after.citations("target", one) | after.citations("meant", one)
        if pairs and one not in after["published"]:
            listed = list_cited(pairs, after.canonical, after["published"])
            found |= {iri: row for iri, row in listed.items() if iri == one}
    return found


def _renew_works(it: _FollowedChange, before: KeptNames, after: KeptNames, names: set[str], texts: set[str]) -> None:
    """Bring up to date which texts are of one work. texts: those that are published now or no more, or are another document's."""
    works = names | {row["name"] for row in select_among(it.view, _NAMES_OF, "thing", texts)}
    works |= {work for iri in texts for (work,) in it.tables.execute("SELECT work FROM member WHERE text = ?", iri)}
    touched = set(texts)
    for work in works:
        editions = after["editions"].get(work, ())
        members = set(map(after.canonical, editions)) if len(editions) > 1 else set[str]()
        touched |= members | {text for (text,) in it.tables.execute("SELECT text FROM member WHERE work = ?", work)}
        it.tables.execute("DELETE FROM member WHERE work = ?", work)
        it.tables.change_many("INSERT INTO member VALUES (?, ?)", ((text, work) for text in sorted(members)))
    beside: dict[str, frozenset[str]] = {}
    query = "SELECT other.text FROM member JOIN member AS other USING (work) WHERE member.text = ?"
    for text in touched:
        if others := {other for (other,) in it.tables.execute(query, text)}:
            beside[text] = frozenset(other for other in others if other in after["published"])
    change_map(it.tables, "beside", touched, beside)
