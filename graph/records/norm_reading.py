"""Read the norms of a store in few queries."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from sys import intern

from graph.records.asked_words import Meaning, list_meanings
from graph.records.changed_things import properties
from graph.records.consequences import Punished, clause_numbers, read_consequences
from graph.records.definitions import read_definitions
from graph.records.norm import Norm, NormDocument
from graph.records.norms import Norms, StatusDays
from graph.records.plain_sentences import read_plain_sentences
from graph.records.rows import local_name, select_among, select_rows, select_tables, stream_rows
from graph.store.view import View
from ontology.bearers import side_of
from ontology.enumerations import Modality
from ontology.iri import Iris, split_eid
from ontology.subjects import field_of_law

# Of one class: for one after the other the engine takes two thirds of the time that it takes for all together.
_NORMS = """
SELECT ?duty ?document ?bearer ?side ?sentence ?lead ?condition ?clause WHERE {
  ?duty a %s ; zm:setBy ?document ; zm:quote ?sentence .
  OPTIONAL { ?duty zm:bearer ?bearer } OPTIONAL { ?duty zm:side ?side }
  OPTIONAL { ?duty zm:lead ?lead } OPTIONAL { ?duty zm:condition ?condition }
  OPTIONAL { ?duty zm:inClause ?clause }
}"""
_EVERY_KIND = "SELECT DISTINCT ?name WHERE { ?kind a zm:BearerKind ; skos:prefLabel ?name }"
_ABOUT = {
    "kinds": "SELECT ?duty ?value WHERE { ?duty zm:bearerKind/skos:prefLabel ?value }",
    "agencies": "SELECT ?duty ?value WHERE { ?duty zm:bearerAgency ?value }",
    "bases": """
SELECT DISTINCT ?document ?title WHERE {
  ?document zm:basedOnDocument|zm:implementsDocument ?law . ?law dct:title ?title
}""",
    "themes": "SELECT ?document ?name WHERE { ?document dct:subject/skos:prefLabel ?name }",
    "documents": """
SELECT ?document ?name ?title ?place WHERE {
  ?document a zm:PublishedDocument .
  OPTIONAL { ?document rdfs:label ?name } OPTIONAL { ?document dct:title ?title }
  OPTIONAL { ?document eli:jurisdiction ?place }
}""",
    "statuses": """
SELECT ?document ?status ?since ?through WHERE {
  ?interval zm:about ?document ; zm:status ?status
  OPTIONAL { ?interval zm:since ?since } OPTIONAL { ?interval zm:through ?through }
}""",
    "narrower": """
SELECT ?term ?name ?document WHERE {
  ?definition zm:broaderKind/skos:prefLabel ?term ; zm:narrowerKind/skos:prefLabel ?name ; zm:setBy ?document
}""",
}
_OF_DUTIES = ("kinds", "agencies")
NORM_PROPERTIES = properties(
    "rdf:type zm:setBy zm:quote zm:bearer zm:side zm:lead zm:condition zm:inClause zm:bearerKind zm:bearerAgency skos:prefLabel "
    "zm:basedOnDocument zm:implementsDocument dct:title dct:subject rdfs:label eli:jurisdiction zm:about zm:status zm:since zm:through "
    "zm:broaderKind zm:narrowerKind zm:act zm:authority zm:authorityAgency zm:guards zm:mayGuard zm:hasMeasure zm:measureKind zm:printed "
    "zm:amountFrom zm:amountTo zm:amountUnit zm:amountOf zm:per zm:whom zm:condition eli:is_part_of zm:eId zm:text zm:marker "
    "zm:term zm:meaning zm:scope zm:offsets"
)
"""The properties from which norms are read, with the consequences of a breach and the definitions."""


def read_norms(view: View, reopened: Callable[[], View] | None = None) -> Norms:
    """Read every norm of a store. reopened: returns the store where sentences are read after the view is closed."""
    return _read(view, reopened, None, None)


def read_norms_of(view: View, documents: Collection[str], kinds: Collection[str]) -> Norms:
    """Read the norms, statuses and definitions of some documents (IRIs). kinds: the kinds of bearer that duties of the store are
    of."""
    return _read(view, None, documents, kinds)


def read_statuses(view: View, documents: Collection[str]) -> dict[str, tuple[StatusDays, ...]]:
    """Read the statuses of some documents (IRIs)."""
    return _statuses(select_among(view, _ABOUT["statuses"], "document", documents))


def _statuses(rows: Iterable[Mapping[str, str]]) -> dict[str, tuple[StatusDays, ...]]:
    found: defaultdict[str, list[StatusDays]] = defaultdict(list)
    for row in rows:
        since, through = (date.fromisoformat(row[name]) if name in row else None for name in ("since", "through"))
        found[intern(row["document"])].append(StatusDays(intern(local_name(row["status"])), since, through))
    same: dict[tuple[StatusDays, ...], tuple[StatusDays, ...]] = {}  # hundreds of documents began on the same day
    days = {
        document: tuple(sorted(found[document], key=lambda one: (one.since or date.min, one.status)))
        for document in sorted(found)
    }
    return {document: same.setdefault(one, one) for document, one in days.items()}


def _read(
    view: View,
    reopened: Callable[[], View] | None,
    documents: Collection[str] | None,
    known: Collection[str] | None,
) -> Norms:
    tables = _tables(view, documents)
    kinds, agencies = _by_duty(tables["kinds"]), _by_duty(tables["agencies"])
    if known is None:
        known = {kind for several in kinds.values() for kind in several}
    consequences, fields = read_consequences(view, known, documents), _fields(tables["themes"], tables["bases"])
    sources = _sources(tables["documents"], fields)
    found: dict[str, Norm] = {}
    rows = _least_rows(view, documents)
    while rows:
        iri, row = rows.popitem()
        document = row["document"]
        source = sources.get(document) or NormDocument(document, document)
        # Where the text does not name the bearer, it is the one kind that the duty names.
        bearer = row.get("bearer") or next(iter(kinds.get(iri, ())), "")
        found[iri] = Norm(
            iri=iri,
            document=source.document,
            name=source.name,
            title=source.title,
            position=Iris.position(iri) or 0,
            modality=row["kind"],
            sentence=row["sentence"].strip(),
            section=intern(split_eid(row.get("clause", ""))[1]),
            bearer=bearer,
            side=intern(_side(row, bearer)),
            lead=row.get("lead", ""),
            condition=row.get("condition", ""),
            place=source.place,
            kinds=kinds.get(iri, ()),
            agencies=agencies.get(iri, ()),
            fields=source.fields,
            consequences=tuple(
                sorted(consequences.by_duty.get(iri, ()), key=lambda one, own=document: one.document != own)
            ),
            clause=row.get("clause", ""),
        )
    acts = [
        _forbidden_act(one, _with(field_of_law(one.title), fields.get(one.document, ())))
        for one in consequences.punished
    ]
    norms = sorted([*found.values(), *acts], key=norm_order)
    narrower = {Meaning(row["name"], row["term"], row["document"]) for row in tables["narrower"]}
    return Norms(
        tuple(norms),
        _statuses(tables["statuses"]),
        list_meanings(read_definitions(view, documents)),
        tuple(sorted(narrower, key=narrower_order)),
        lambda: read_plain_sentences(reopened() if reopened else view, norms, sources),
        sources,
    )


def norm_order(norm: Norm) -> tuple[str, str, bool, int, str, list[int], str, str]:
    """Return the key by which norms are sorted: by document, duties before acts, as printed."""
    printed = norm.position, norm.iri, clause_numbers(norm.section), norm.section, norm.clause
    return norm.name, norm.document, norm.punished, *printed


def narrower_order(one: Meaning) -> tuple[str, str, str]:
    """Return the key by which the kinds are sorted that count among others."""
    return one.document, one.name, one.term


def _tables(view: View, documents: Collection[str] | None) -> dict[str, list[dict[str, str]]]:
    """Return the rows about all documents, or about some."""
    if documents is None:
        return select_tables(view, **_ABOUT)
    by_duty = dict.fromkeys(_OF_DUTIES, "?duty zm:setBy ?document .")
    return {
        name: select_among(view, sparql, "document", documents, by_duty.get(name, ""))
        for name, sparql in _ABOUT.items()
    }


def _least_rows(view: View, documents: Collection[str] | None) -> dict[str, dict[str, str]]:
    """Return the rows of duties by IRI; of several of one duty the first by its values."""
    found: dict[str, dict[str, str]] = {}
    same: dict[str, str] = {}  # thousands of duties have the same document, bearer and condition: each is kept once
    for kind in Modality:
        sparql = _NORMS % kind.curie
        rows = stream_rows(view, sparql) if documents is None else select_among(view, sparql, "document", documents)
        for row in rows:
            row = {name: same.setdefault(value, value) for name, value in row.items()} | {"kind": kind.value}
            held = found.setdefault(row["duty"], row)
            if held is not row and sorted(row.items()) < sorted(held.items()):
                found[row["duty"]] = row
    return found


def _sources(documents: Iterable[Mapping[str, str]], fields: Mapping[str, tuple[str, ...]]) -> dict[str, NormDocument]:
    """Return what norms have from their documents."""
    found: dict[str, NormDocument] = {}
    for row in sorted(documents, key=lambda row: sorted(row.items())):
        document, title = row["document"], row.get("title", "")
        place = local_name(row["place"]) if "place" in row else ""
        named = _with(field_of_law(title), fields.get(document, ()))
        found.setdefault(
            document, NormDocument(intern(document), row.get("name", "") or title or document, title, place, named)
        )
    return found


def _side(row: Mapping[str, str], bearer: str) -> str:
    """Return the side of the bearer, which follows from its kinds where the duty has none of its own."""
    if "side" in row:
        return local_name(row["side"])
    return side_of(bearer).value if bearer else ""


def _forbidden_act(one: Punished, fields: tuple[str, ...]) -> Norm:
    """Return the prohibition of an act that a sanction punishes."""
    return Norm(
        iri=one.sanction,
        document=one.document,
        name=one.name,
        title=one.title,
        position=one.position,
        modality=Modality.PROHIBITION,
        sentence=one.act,
        section=one.section,
        bearer=one.bearer,
        side=one.side,
        lead=one.lead,
        place=one.place,
        kinds=one.kinds,
        fields=fields,
        consequences=(one.consequence,),
        punished=True,
        clause=one.clause,
    )


def _fields(themes: Iterable[Mapping[str, str]], bases: Iterable[Mapping[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return the themes of documents, and the fields of the laws that they rest on."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in themes:
        found[row["document"]].add(row["name"])
    for row in bases:
        found[row["document"]].add(field_of_law(row["title"]))
    return {document: tuple(sorted(names - {""})) for document, names in found.items()}


def _with(first: str, others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*([first] if first else []), *others]))


def _by_duty(rows: Iterable[Mapping[str, str]]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row["duty"]].add(row["value"])
    same: dict[tuple[str, ...], tuple[str, ...]] = {}  # most duties have one of some hundred
    tuples = ((duty, tuple(sorted(values))) for duty, values in found.items())
    return {duty: same.setdefault(values, values) for duty, values in tuples}


def list_kinds(view: View) -> list[str]:
    """Return the names of all kinds of bearer, sorted."""
    return sorted(row["name"] for row in select_rows(view, _EVERY_KIND))
