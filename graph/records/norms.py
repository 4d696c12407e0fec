"""Who must, must not and may: the duties of all documents, each with what follows from its breach.

`read_norms` reads them in few queries; `find_norms` narrows them to what a reader asks for.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.records.asked_words import Meaning, Senses, list_meanings, nearest
from graph.records.definitions import read_definitions
from graph.records.identity import Identity
from graph.records.regions import holds_in
from graph.records.rows import local_name, select_rows
from graph.store.view import View
from ontology.bearers import bearer_kind, serves
from ontology.enumerations import Status
from ontology.everyday import legal_wordings, legal_words
from ontology.places import Places
from ontology.subjects import field_of_law

_NORMS = """
SELECT ?duty ?kind ?document ?name ?title ?position ?bearer ?side ?sentence ?lead ?condition ?eid ?place WHERE {
  VALUES ?kind { zm:Obligation zm:Prohibition zm:Permission }
  ?duty a ?kind ; zm:setBy ?document ; zm:position ?position ; zm:quote ?sentence .
  OPTIONAL { ?document rdfs:label ?name } OPTIONAL { ?document dct:title ?title }
  OPTIONAL { ?duty zm:bearer ?bearer } OPTIONAL { ?duty zm:side ?side }
  OPTIONAL { ?duty zm:lead ?lead } OPTIONAL { ?duty zm:condition ?condition }
  OPTIONAL { ?duty zm:inClause/zm:eId ?eid } OPTIONAL { ?document eli:jurisdiction ?place }
}"""
_KINDS = "SELECT ?duty ?name WHERE { ?duty zm:bearerKind/skos:prefLabel ?name }"
_EVERY_KIND = "SELECT DISTINCT ?name WHERE { ?kind a zm:BearerKind ; skos:prefLabel ?name }"
_NARROWER = """
SELECT ?term ?name ?document WHERE {
  ?definition zm:broaderKind/skos:prefLabel ?term ; zm:narrowerKind/skos:prefLabel ?name ; zm:setBy ?document
}"""
_AGENCIES = "SELECT ?duty ?agency WHERE { ?duty zm:bearerAgency ?agency }"
_SANCTIONS = """
SELECT ?duty ?link ?sanction ?position ?words ?authority ?body ?document ?name ?title ?place WHERE {
  VALUES ?link { zm:guards zm:mayGuard }
  ?sanction ?link ?duty ; zm:quote ?words ; zm:position ?position ; zm:setBy ?document .
  OPTIONAL { ?sanction zm:authority ?authority } OPTIONAL { ?sanction zm:authorityAgency/skos:prefLabel ?body }
  OPTIONAL { ?document rdfs:label ?name } OPTIONAL { ?document dct:title ?title }
  OPTIONAL { ?document eli:jurisdiction ?place }
}"""
_BASES = """
SELECT DISTINCT ?document ?title WHERE {
  ?document zm:basedOnDocument|zm:implementsDocument ?law . ?law dct:title ?title
}"""
_THEMES = "SELECT ?document ?name WHERE { ?document dct:subject/skos:prefLabel ?name }"
_STATUSES = "SELECT ?document ?status ?since ?through WHERE { ?interval zm:about ?document ; zm:status ?status . \
OPTIONAL { ?interval zm:since ?since } OPTIONAL { ?interval zm:through ?through } }"


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows from a breach. words: the sentence that says so; authority: who imposes it, as printed; bodies: the full names of
    the bodies that it is. document: where the sentence stands; law: its title, else its number; place: the GB/T 2260 code of the
    document's. by_words: the act that it describes is the duty's, no provision is named."""

    words: str
    authority: str = ""
    document: str = ""
    law: str = ""
    place: str = ""
    bodies: tuple[str, ...] = ()
    by_words: bool = False

    @property
    def imposer(self) -> str:
        """Who imposes it: the full names of the bodies where the text names some, else as printed."""
        return "、".join(self.bodies) or self.authority


@dataclass(frozen=True, slots=True)
class Norm:
    """A duty as a reader asks for it. name: of its document, the number or the title; section: its clause's eId; kinds: of its
    bearer; agencies: IRIs of the bodies that the bearer is; place: the GB/T 2260 code of its document's; fields: the fields of law that
    its document is in (`ontology.subjects`): by its title, by those of the laws that it rests on, and its themes."""

    iri: str
    document: str
    name: str
    title: str
    position: int
    modality: str
    sentence: str
    section: str = ""
    bearer: str = ""
    side: str = ""
    lead: str = ""
    condition: str = ""
    place: str = ""
    kinds: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    consequences: tuple[Consequence, ...] = ()

    @property
    def text(self) -> str:
        """The words of the norm, with the line that opens its list."""
        return f"{self.lead}{self.sentence}"


@dataclass(frozen=True, slots=True)
class StatusDays:
    """The days of one status of a document; None leaves an end open."""

    status: str
    since: date | None
    through: date | None

    def covers(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.through is None or day <= self.through)


@dataclass(frozen=True, slots=True)
class Norms:
    """All norms of a store, by document and as printed, the statuses of the documents over time, what their terms mean, and which
    kinds of bearer they count among others: of each the narrower one is the term, the broader one its name."""

    norms: tuple[Norm, ...]
    statuses: dict[str, tuple[StatusDays, ...]]
    meanings: tuple[Meaning, ...] = ()
    narrower: tuple[Meaning, ...] = ()

    def holds(self, document: str, day: date) -> bool:
        """Whether a document is in force on a day; one of which nothing is known counts as in force."""
        spans = self.statuses.get(document, ())
        return not spans or any(span.covers(day) and Status(span.status).holds for span in spans)


NO_NORMS = Norms((), {})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks for; empty values do not narrow. bearer: a kind of bearer, an agency, or a part of a printed name.
    about: all of its words stand in the norm or in its document's title, or what laws say for everyday words, or a term that means
    them there. day: only what is in force then. place: the GB/T 2260 code of the place where it holds: the documents of that place,
    and of those that it lies in. field: a field of law, or a part of its name."""

    bearer: str = ""
    about: str = ""
    modalities: tuple[str, ...] = ()
    side: str = ""
    document: str = ""
    day: date | None = None
    place: str = ""
    field: str = ""
    sanctioned: bool | None = None


def read_norms(view: View) -> Norms:
    """Read every norm of a store."""
    kinds, agencies = _by_duty(view, _KINDS, "name"), _by_duty(view, _AGENCIES, "agency")
    consequences, fields = _consequences(view), _fields(view)
    found: dict[str, Norm] = {}
    for row in sorted(select_rows(view, _NORMS), key=lambda row: sorted(row.items())):
        iri = row["duty"]
        title = row.get("title", "")
        found.setdefault(
            iri,
            Norm(
                iri=iri,
                document=row["document"],
                name=row.get("name", "") or title or row["document"],
                title=title,
                position=int(row["position"]),
                modality=local_name(row["kind"]).lower(),
                sentence=row["sentence"].strip(),
                section=row.get("eid", ""),
                bearer=row.get("bearer", ""),
                side=local_name(row["side"]) if "side" in row else "",
                lead=row.get("lead", ""),
                condition=row.get("condition", ""),
                place=local_name(row["place"]) if "place" in row else "",
                kinds=kinds.get(iri, ()),
                agencies=agencies.get(iri, ()),
                fields=_with(field_of_law(title), fields.get(row["document"], ())),
                consequences=tuple(
                    sorted(consequences.get(iri, ()), key=lambda one, own=row["document"]: one.document != own)
                ),
            ),
        )
    statuses: defaultdict[str, list[StatusDays]] = defaultdict(list)
    for row in select_rows(view, _STATUSES):
        since, through = (date.fromisoformat(row[name]) if name in row else None for name in ("since", "through"))
        statuses[row["document"]].append(StatusDays(local_name(row["status"]), since, through))
    norms = sorted(found.values(), key=lambda norm: (norm.name, norm.document, norm.position, norm.iri))
    spans = {document: tuple(found) for document, found in statuses.items()}
    narrower = {Meaning(row["name"], row["term"], row["document"]) for row in select_rows(view, _NARROWER)}
    kept = tuple(sorted(narrower, key=lambda one: (one.document, one.name, one.term)))
    return Norms(tuple(norms), spans, list_meanings(read_definitions(view)), kept)


def _consequences(view: View) -> dict[str, list[Consequence]]:
    """Return what follows from the breach of each duty, by the name of the document that says so and as printed."""
    bodies: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    found: defaultdict[str, dict[str, tuple[int, Consequence]]] = defaultdict(dict)
    # A document of two sources may have two titles: the first counts, in any order of the rows.
    for row in sorted(select_rows(view, _SANCTIONS), key=lambda row: sorted(row.items())):
        bodies[row["duty"], row["sanction"]] |= {row["body"]} if "body" in row else set()
        consequence = Consequence(
            row["words"],
            row.get("authority", ""),
            row["document"],
            row.get("title", "") or row.get("name", ""),
            local_name(row["place"]) if "place" in row else "",
            by_words=row["link"].endswith("mayGuard"),
        )
        found[row["duty"]].setdefault(row["sanction"], (int(row["position"]), consequence))
    return {
        duty: [
            replace(one, bodies=tuple(sorted(bodies[duty, sanction])))
            for sanction, (_, one) in sorted(told.items(), key=lambda item: (item[1][1].law, item[1][0], item[0]))
        ]
        for duty, told in found.items()
    }


def _fields(view: View) -> dict[str, tuple[str, ...]]:
    """Return the themes of documents, and the fields of the laws that they rest on."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in select_rows(view, _THEMES):
        found[row["document"]].add(row["name"])
    for row in select_rows(view, _BASES):
        found[row["document"]].add(field_of_law(row["title"]))
    return {document: tuple(sorted(names - {""})) for document, names in found.items()}


def _with(first: str, others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*([first] if first else []), *others]))


def _by_duty(view: View, query: str, name: str) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in select_rows(view, query):
        found[row["duty"]].add(row[name])
    return {duty: tuple(sorted(values)) for duty, values in found.items()}


def find_norms(norms: Norms, wanted: Wanted, who: Identity | None = None) -> list[Norm]:
    """Return the norms that a reader asks for. who: tells the agency that a bearer's name means, so that 济南市财政局 finds the
    duties of 县级以上人民政府财政部门."""
    meant = frozenset(who.find_agency(wanted.bearer).exact) if who and wanted.bearer else frozenset()
    names = {who.names(iri)[0] for iri in meant} if who else set()
    names |= {wanted.bearer} if wanted.bearer else set()
    served = served_kinds(names, {kind for norm in norms.norms for kind in norm.kinds})
    places = {place.code for name in names if (place := Places.load().find_prefix(name))}
    senses = Senses(norms.meanings, norms.norms)
    words = [((word, *legal_words(word)), senses.terms(word)) for word in wanted.about.split()]
    below = [one for one in norms.narrower if wanted.bearer and wanted.bearer in one.name]
    named, called = senses.terms(wanted.bearer), (wanted.bearer, *legal_words(wanted.bearer))
    told = (_told(norm, wanted, norms) for norm in norms.norms)
    return [
        norm
        for norm in told
        if (
            not wanted.bearer
            or any(_is_borne(norm, name, meant, served, places) for name in called)
            or senses.stands([*named, *below], norm.bearer, norm)
        )
        and (not wanted.field or any(wanted.field in field for field in norm.fields))
        and all(
            any(name in norm.text or name in norm.title for name in names) or senses.stands(terms, norm.text, norm)
            for names, terms in words
        )
        and (not wanted.modalities or norm.modality in wanted.modalities)
        and (not wanted.side or norm.side == wanted.side)
        and (not wanted.document or wanted.document in (norm.document, norm.name, norm.title))
        and (wanted.sanctioned is None or bool(norm.consequences) is wanted.sanctioned)
        and (not wanted.place or holds_in(wanted.place, norm.place))
        and (wanted.day is None or norms.holds(norm.document, wanted.day))
    ]


def find_nearest(norms: Norms, wanted: Wanted, who: Identity | None = None) -> list[Norm]:
    """Return the norms that come nearest to the words that a reader asks for, where none has all of them; nearest first. What binds
    everybody counts as the bearer's; a bearer that the store does not know counts as one word more."""
    if not wanted.about.strip():
        return []
    typed = wanted.about
    found = find_norms(norms, replace(wanted, about=""), who)
    if wanted.bearer:
        everybody = find_norms(norms, replace(wanted, about="", bearer=""), who)
        typed = typed if found else f"{wanted.bearer} {typed}"
        found = (
            [*found, *(norm for norm in everybody if not norm.bearer or norm.bearer.startswith("任何"))]
            if found
            else everybody
        )
    return nearest(found, legal_wordings(typed))


def _told(norm: Norm, wanted: Wanted, norms: Norms) -> Norm:
    """Return the norm with those consequences alone that hold in the place and on the day."""
    kept = tuple(
        one
        for one in norm.consequences
        if one.document == norm.document
        or (
            (not wanted.place or holds_in(wanted.place, one.place))
            and (wanted.day is None or norms.holds(one.document, wanted.day))
        )
    )
    return norm if kept == norm.consequences else replace(norm, consequences=kept)


def list_kinds(view: View) -> list[str]:
    """Return the names of all kinds of bearer, sorted."""
    return sorted(row["name"] for row in select_rows(view, _EVERY_KIND))


def served_kinds(agencies: Iterable[str], kinds: Iterable[str]) -> frozenset[str]:
    """Return the kinds of authority that one of the agencies, by their full names, is of."""
    named = tuple(agencies)
    return frozenset(kind for kind in kinds for name in named if serves(name, bearer_kind(kind)))


def _is_borne(norm: Norm, typed: str, meant: frozenset[str], served: frozenset[str], places: Collection[str]) -> bool:
    """Test whether a norm is that of a bearer. places: of the agencies that are meant; a kind of authority in the document of another
    place is none of them."""
    here = not places or not norm.place or any(holds_in(place, norm.place) for place in places)
    return (
        typed in norm.bearer
        or any(typed in kind or (here and kind in served) for kind in norm.kinds)
        or any(agency in meant for agency in norm.agencies)
    )


def count_fields(norms: Sequence[Norm]) -> list[tuple[str, int]]:
    """Return the fields of law with the number of their norms, most first."""
    counts = Counter(field for norm in norms for field in norm.fields)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def count_bearers(norms: Sequence[Norm]) -> list[tuple[str, int]]:
    """Return the kinds of bearer with the number of their norms, most first."""
    counts: defaultdict[str, int] = defaultdict(int)
    for norm in norms:
        for kind in norm.kinds:
            counts[kind] += 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
