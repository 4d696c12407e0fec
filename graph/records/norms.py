"""Who must, must not and may: the duties of all documents, each with what follows from its breach.

`read_norms` reads them in few queries; `find_norms` narrows them to what a reader asks for.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from graph.records.asked_words import Meaning, Senses, list_meanings
from graph.records.consequences import Consequence, Punished, read_consequences
from graph.records.definitions import read_definitions
from graph.records.identity import Identity
from graph.records.ranking import Ranking
from graph.records.regions import holds_in
from graph.records.rows import local_name, select_rows
from graph.store.view import View
from ontology.asked import matter, parse_question, words_of
from ontology.bearers import bearer_kind, serves, side_of
from ontology.enumerations import Modality, Status
from ontology.everyday import legal_words, wider_bearers
from ontology.iri import Iris
from ontology.places import Places
from ontology.subjects import field_of_law

_NORMS = """
SELECT ?duty ?kind ?document ?name ?title ?bearer ?side ?sentence ?lead ?condition ?eid ?place WHERE {
  VALUES ?kind { zm:Obligation zm:Prohibition zm:Permission }
  ?duty a ?kind ; zm:setBy ?document ; zm:quote ?sentence .
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
_BASES = """
SELECT DISTINCT ?document ?title WHERE {
  ?document zm:basedOnDocument|zm:implementsDocument ?law . ?law dct:title ?title
}"""
_MOST = 50
_THEMES = "SELECT ?document ?name WHERE { ?document dct:subject/skos:prefLabel ?name }"
_STATUSES = "SELECT ?document ?status ?since ?through WHERE { ?interval zm:about ?document ; zm:status ?status . \
OPTIONAL { ?interval zm:since ?since } OPTIONAL { ?interval zm:through ?through } }"


@dataclass(frozen=True, slots=True)
class Norm:
    """A duty as a reader asks for it. name: of its document, the number or the title; section: its clause's eId; kinds: of its
    bearer; agencies: IRIs of the bodies that the bearer is; place: the GB/T 2260 code of its document's; fields: the fields of law that
    its document is in (`ontology.subjects`): by its title, by those of the laws that it rests on, and its themes. punished: no duty is
    printed, the act is forbidden because a sanction punishes it; clause: the IRI of its clause then."""

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
    punished: bool = False
    clause: str = ""

    @property
    def key(self) -> str:
        """Tells it from all others of a store: acts of one list share the IRI of their sanction, each has its own clause."""
        return f"{self.iri} {self.section} {self.clause}"

    @property
    def text(self) -> str:
        """The words of the norm, with the line that opens its list."""
        return f"{self.lead}{self.sentence}"

    @property
    def followed(self) -> str:
        """The words of what follows from its breach."""
        return "\n".join(one.words for one in self.consequences)


@dataclass(frozen=True, slots=True)
class StatusDays:
    """The days of one status of a document; None leaves an end open."""

    status: str
    since: date | None
    through: date | None

    def covers(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.through is None or day <= self.through)


@dataclass(frozen=True)
class Norms:
    """All norms of a store, by document and as printed, the statuses of the documents over time, what their terms mean, and which
    kinds of bearer they count among others: of each the narrower one is the term, the broader one its name."""

    norms: tuple[Norm, ...]
    statuses: dict[str, tuple[StatusDays, ...]]
    meanings: tuple[Meaning, ...] = ()
    narrower: tuple[Meaning, ...] = ()

    @cached_property
    def ranking(self) -> Ranking:
        return Ranking(self.norms)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The place of each norm in `norms`, by its key."""
        return {norm.key: at for at, norm in enumerate(self.norms)}

    def best_first(self, found: Sequence["Norm"], typed: str, *, near: bool = False) -> list["Norm"]:
        """Return norms of the store in the order in which they answer what was typed; near: without those that have little of it."""
        among = [self.numbers[norm.key] for norm in found]
        by_number = dict(zip(among, found, strict=True))
        return [by_number[at] for at in self.ranking.rank(parse_question(typed), among, near=near)]

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
    known = {kind for several in kinds.values() for kind in several}
    consequences, fields = read_consequences(view, known), _fields(view)
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
                position=Iris.position(iri) or 0,
                modality=local_name(row["kind"]).lower(),
                sentence=row["sentence"].strip(),
                section=row.get("eid", ""),
                bearer=row.get("bearer", ""),
                side=_side(row),
                lead=row.get("lead", ""),
                condition=row.get("condition", ""),
                place=local_name(row["place"]) if "place" in row else "",
                kinds=kinds.get(iri, ()),
                agencies=agencies.get(iri, ()),
                fields=_with(field_of_law(title), fields.get(row["document"], ())),
                consequences=tuple(
                    sorted(consequences.by_duty.get(iri, ()), key=lambda one, own=row["document"]: one.document != own)
                ),
            ),
        )
    statuses: defaultdict[str, list[StatusDays]] = defaultdict(list)
    for row in select_rows(view, _STATUSES):
        since, through = (date.fromisoformat(row[name]) if name in row else None for name in ("since", "through"))
        statuses[row["document"]].append(StatusDays(local_name(row["status"]), since, through))
    acts = [_of_act(one, _with(field_of_law(one.title), fields.get(one.document, ()))) for one in consequences.punished]
    norms = sorted(
        [*found.values(), *acts], key=lambda norm: (norm.name, norm.document, norm.punished, norm.position, norm.iri)
    )
    spans = {document: tuple(found) for document, found in statuses.items()}
    narrower = {Meaning(row["name"], row["term"], row["document"]) for row in select_rows(view, _NARROWER)}
    kept = tuple(sorted(narrower, key=lambda one: (one.document, one.name, one.term)))
    return Norms(tuple(norms), spans, list_meanings(read_definitions(view)), kept)


def _side(row: Mapping[str, str]) -> str:
    """Return the side of the bearer, which its kinds tell where the duty has none of its own."""
    if "side" in row:
        return local_name(row["side"])
    return side_of(row["bearer"]).value if "bearer" in row else ""


def _of_act(one: Punished, fields: tuple[str, ...]) -> Norm:
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
    """Return the norms that a reader asks for: best first where words are given, else those of the bearer itself before those of the
    wider kinds that it is of. who: tells the agency that a bearer's name means, so that 济南市财政局 finds the
    duties of 县级以上人民政府财政部门."""
    if _says_nothing(wanted.bearer):
        return []
    meant = frozenset(who.find_agency(wanted.bearer).exact) if who and wanted.bearer else frozenset()
    names = {who.names(iri)[0] for iri in meant} if who else set()
    names |= {wanted.bearer} if wanted.bearer else set()
    served = served_kinds(names, {kind for norm in norms.norms for kind in norm.kinds})
    places = {place.code for name in names if (place := Places.load().find_prefix(name))}
    senses = Senses(norms.meanings, norms.norms)
    words = [((word, *legal_words(word)), senses.terms(word)) for word in matter(wanted.about).split()]
    if wanted.about.strip() and not words:
        return []
    below = [one for one in norms.narrower if wanted.bearer and wanted.bearer in one.name]
    named, called = senses.terms(wanted.bearer), (wanted.bearer, *legal_words(wanted.bearer))
    wide = frozenset(wider_bearers(wanted.bearer))
    told = (_told(norm, wanted, norms) for norm in norms.norms)
    found = [
        norm
        for norm in told
        if (
            not wanted.bearer
            or any(_is_borne(norm, name, meant, served, places) for name in called)
            or senses.stands([*named, *below], norm.bearer, norm)
            or not wide.isdisjoint(norm.kinds)
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
    if words:
        return norms.best_first(found, wanted.about)
    return sorted(found, key=lambda norm: bool(wide) and not any(name in norm.bearer for name in called))


def answer(norms: Norms, wanted: Wanted, who: Identity | None = None) -> tuple[list[Norm], bool]:
    """Return the norms that a reader asks for, best first where words are given; and whether they only come near.

    A question (没健康证怎么罚) is answered by what comes nearest; other words all have to stand in a norm, as long as there is one that
    has them."""
    if not parse_question(wanted.about).asks and (found := find_norms(norms, wanted, who)):
        return found, False
    return find_nearest(norms, wanted, who), True


def _says_nothing(typed: str) -> bool:
    """Test whether what was typed is punctuation alone."""
    return bool(typed.strip()) and not words_of(typed)


def find_nearest(norms: Norms, wanted: Wanted, who: Identity | None = None) -> list[Norm]:
    """Return the norms that come nearest to the words that a reader asks for, where none has all of them; best first. What binds
    everybody counts as the bearer's; a bearer that the store does not know counts as one word more."""
    if not wanted.about.strip() or _says_nothing(wanted.bearer):
        return []
    typed, found = wanted.about, find_norms(norms, replace(wanted, about=""), who)
    if wanted.bearer:
        everybody = find_norms(norms, replace(wanted, about="", bearer=""), who)
        typed = typed if found else f"{wanted.bearer} {typed}"
        found = (
            [*found, *(norm for norm in everybody if not norm.bearer or norm.bearer.startswith("任何"))]
            if found
            else everybody
        )
    return norms.best_first(found, typed, near=True)[:_MOST]


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
