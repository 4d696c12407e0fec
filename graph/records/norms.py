"""Who must, must not and may: the duties of all documents, each with what follows from its breach.

`read_norms` reads them in four queries; `find_norms` narrows them to what a reader asks for.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graph.records.identity import Identity
from graph.records.regions import holds_in
from graph.records.rows import local_name, select_rows
from graph.store.view import View
from ontology.bearers import bearer_kind, serves
from ontology.enumerations import Status

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
_AGENCIES = "SELECT ?duty ?agency WHERE { ?duty zm:bearerAgency ?agency }"
_SANCTIONS = """
SELECT ?duty ?sanction ?position ?words ?authority WHERE {
  ?sanction zm:guards ?duty ; zm:quote ?words ; zm:position ?position .
  OPTIONAL { ?sanction zm:authority ?authority }
}"""
_STATUSES = "SELECT ?document ?status ?since ?through WHERE { ?interval zm:about ?document ; zm:status ?status . \
OPTIONAL { ?interval zm:since ?since } OPTIONAL { ?interval zm:through ?through } }"


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows from a breach. words: the sentence that says so; authority: who imposes it, as printed."""

    words: str
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Norm:
    """A duty as a reader asks for it. name: of its document, the number or the title; section: its clause's eId; kinds: of its
    bearer; agencies: IRIs of the bodies that the bearer is; place: the GB/T 2260 code of its document's."""

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
    """All norms of a store, by document and as printed, and the statuses of the documents over time."""

    norms: tuple[Norm, ...]
    statuses: dict[str, tuple[StatusDays, ...]]

    def holds(self, document: str, day: date) -> bool:
        """Whether a document is in force on a day; one of which nothing is known counts as in force."""
        spans = self.statuses.get(document, ())
        return not spans or any(span.covers(day) and Status(span.status).holds for span in spans)


NO_NORMS = Norms((), {})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks for; empty values do not narrow. bearer: a kind of bearer, an agency, or a part of a printed name.
    about: all of its words stand in the norm or in its document's title. day: only what is in force then. place: the GB/T 2260 code of
    the place where it holds: the documents of that place, and of those that it lies in."""

    bearer: str = ""
    about: str = ""
    modalities: tuple[str, ...] = ()
    side: str = ""
    document: str = ""
    day: date | None = None
    place: str = ""
    sanctioned: bool | None = None


def read_norms(view: View) -> Norms:
    """Read every norm of a store."""
    kinds, agencies = _by_duty(view, _KINDS, "name"), _by_duty(view, _AGENCIES, "agency")
    consequences: defaultdict[str, dict[tuple[int, str], Consequence]] = defaultdict(dict)
    for row in select_rows(view, _SANCTIONS):
        told = Consequence(row["words"], row.get("authority", ""))
        consequences[row["duty"]][int(row["position"]), row["sanction"]] = told
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
                consequences=tuple(one for _, one in sorted(consequences[iri].items(), key=lambda item: item[0])),
            ),
        )
    statuses: defaultdict[str, list[StatusDays]] = defaultdict(list)
    for row in select_rows(view, _STATUSES):
        since, through = (date.fromisoformat(row[name]) if name in row else None for name in ("since", "through"))
        statuses[row["document"]].append(StatusDays(local_name(row["status"]), since, through))
    norms = sorted(found.values(), key=lambda norm: (norm.name, norm.document, norm.position, norm.iri))
    return Norms(tuple(norms), {document: tuple(spans) for document, spans in statuses.items()})


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
    words = wanted.about.split()
    return [
        norm
        for norm in norms.norms
        if (not wanted.bearer or _is_borne(norm, wanted.bearer, meant, served))
        and all(word in norm.text or word in norm.title for word in words)
        and (not wanted.modalities or norm.modality in wanted.modalities)
        and (not wanted.side or norm.side == wanted.side)
        and (not wanted.document or wanted.document in (norm.document, norm.name, norm.title))
        and (wanted.sanctioned is None or bool(norm.consequences) is wanted.sanctioned)
        and (not wanted.place or holds_in(wanted.place, norm.place))
        and (wanted.day is None or norms.holds(norm.document, wanted.day))
    ]


def list_kinds(view: View) -> list[str]:
    """Return the names of all kinds of bearer, sorted."""
    return sorted(row["name"] for row in select_rows(view, _EVERY_KIND))


def served_kinds(agencies: Iterable[str], kinds: Iterable[str]) -> frozenset[str]:
    """Return the kinds of authority that one of the agencies, by their full names, is of."""
    named = tuple(agencies)
    return frozenset(kind for kind in kinds for name in named if serves(name, bearer_kind(kind)))


def _is_borne(norm: Norm, typed: str, meant: frozenset[str], served: frozenset[str]) -> bool:
    return (
        typed in norm.bearer
        or any(typed in kind or kind in served for kind in norm.kinds)
        or any(agency in meant for agency in norm.agencies)
    )


def count_bearers(norms: Sequence[Norm]) -> list[tuple[str, int]]:
    """Return the kinds of bearer with the number of their norms, most first."""
    counts: defaultdict[str, int] = defaultdict(int)
    for norm in norms:
        for kind in norm.kinds:
            counts[kind] += 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
