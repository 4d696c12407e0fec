"""Read the consequences of breaches: sanctions with their measures, by the duties that they guard, and the acts that they punish."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from graph.patterns import pattern
from graph.records.rows import local_name, select_among
from graph.store.view import View
from ontology.bearers import bearer_kinds
from ontology.enumerations import MeasureKind, Side
from ontology.iri import Iris, split_eid

_SANCTIONS = """
SELECT ?sanction ?words ?act ?authority ?document ?name ?title ?place ?clause ?body WHERE {
  ?sanction a zm:Sanction ; zm:quote ?words ; zm:act ?act ; zm:setBy ?document .
  OPTIONAL { ?sanction zm:authority ?authority } OPTIONAL { ?sanction zm:inClause ?clause }
  OPTIONAL { ?document rdfs:label ?name } OPTIONAL { ?document dct:title ?title }
  OPTIONAL { ?document eli:jurisdiction ?place } OPTIONAL { ?sanction zm:authorityAgency/skos:prefLabel ?body }
}"""
_GUARDED = "SELECT ?duty ?link ?sanction WHERE { VALUES ?link { zm:guards zm:mayGuard } ?sanction ?link ?duty }"
_CONCERNING = (
    "SELECT ?sanction WHERE { ?sanction a zm:Sanction ; zm:setBy ?document }",
    "SELECT ?sanction WHERE { VALUES ?link { zm:guards zm:mayGuard } ?duty zm:setBy ?document . ?sanction ?link ?duty }",
)
_MEASURES = """
SELECT ?sanction ?measure ?kind ?printed ?least ?most ?unit ?of ?per ?whom ?condition WHERE {
  ?sanction zm:hasMeasure ?measure .
  ?measure zm:measureKind ?kind ; zm:printed ?printed .
  OPTIONAL { ?measure zm:amountFrom ?least } OPTIONAL { ?measure zm:amountTo ?most }
  OPTIONAL { ?measure zm:amountUnit ?unit } OPTIONAL { ?measure zm:amountOf ?of } OPTIONAL { ?measure zm:per ?per }
  OPTIONAL { ?measure zm:whom ?whom } OPTIONAL { ?measure zm:condition ?condition }
}"""
# Of the words of a point those count that the sanction's own source prints (as in graph/records/words.py).
_POINTS = """
SELECT ?sanction ?point ?eid ?marker ?words WHERE {
  ?sanction a zm:Sanction ; zm:act ?act . FILTER(CONTAINS(?act, "下列") || CONTAINS(?act, "以下"))
  GRAPH ?by { ?sanction zm:inClause ?clause }
  ?point eli:is_part_of ?clause ; zm:eId ?eid . FILTER(REGEX(?eid, "(^|__)point_[^_]+$"))
  GRAPH ?home { ?point zm:text ?words } FILTER(?home = ?by || EXISTS { ?home zm:saidBy ?by })
  OPTIONAL { ?point zm:marker ?marker }
}"""
_SUBJECT = pattern("who-breaches").pattern
_BARE = pattern("bare-act").pattern
"""Acts that mean nothing by themselves: the words before them are needed."""
_LIST = pattern("list-word").pattern


@dataclass(frozen=True, slots=True)
class Penalty:
    """One thing that a breach brings. words: as printed. least, most: the bounds of a fine, None where the text sets none. of: what
    multiples are of; per: for each what the figure is; whom: whom it meets; condition: on what it depends beside the breach."""

    kind: str
    words: str
    least: Decimal | None = None
    most: Decimal | None = None
    unit: str = ""
    of: str = ""
    per: str = ""
    whom: str = ""
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Consequence:
    """A consequence of a breach. words: the sentence that says so; authority: who imposes it, as printed; bodies: the full names of
    the bodies that it is. document: where the sentence occurs; law: its title, else its number; place: the GB/T 2260 code of the
    document's; section: eId of its clause, clause: its IRI. by_words: the act that it describes is the duty's, no provision is named."""

    words: str
    authority: str = ""
    document: str = ""
    law: str = ""
    place: str = ""
    bodies: tuple[str, ...] = ()
    by_words: bool = False
    section: str = ""
    clause: str = ""
    measures: tuple[Penalty, ...] = ()

    @property
    def imposer(self) -> str:
        """The bodies that impose it: the full names of the bodies where the text names some, else as printed."""
        return "、".join(self.bodies) or self.authority


@dataclass(frozen=True, slots=True)
class Punished:
    """An act that a sanction punishes, and which no duty of the store covers. lead: the line that opens the list of acts; section: eId
    of the act's clause, clause: its IRI. bearer: who acts, where the words begin with a kind of bearer."""

    sanction: str
    document: str
    name: str
    title: str
    place: str
    position: int
    act: str
    lead: str
    section: str
    clause: str
    bearer: str
    side: str
    kinds: tuple[str, ...]
    consequence: Consequence


@dataclass(frozen=True, slots=True)
class Consequences:
    """by_duty: what follows from the breach of each duty, by the name of the document that says so and as printed."""

    by_duty: dict[str, list[Consequence]]
    punished: tuple[Punished, ...]


def read_consequences(view: View, known: Collection[str], documents: Collection[str] | None = None) -> Consequences:
    """Read what follows from breaches, and the acts that no duty covers. Of a list of acts each point is one. known: the kinds of
    bearer that duties are of; first words of an act that are none of them are no bearer. documents: only acts that sanctions of these
    (IRIs) punish, and what follows from the breach of their duties; of other duties too little is returned."""
    wanted = None
    if documents is not None:
        wanted = {row["sanction"] for one in _CONCERNING for row in select_among(view, one, "document", documents)}
    bodies: defaultdict[str, set[str]] = defaultdict(set)
    measures = _measures(view, wanted)
    sanctions: dict[str, Mapping[str, str]] = {}
    # A document of two sources may have two titles: the first counts, in any order of the rows.
    for row in sorted(select_among(view, _SANCTIONS, "sanction", wanted), key=lambda row: sorted(row.items())):
        sanctions.setdefault(row["sanction"], row)
        bodies[row["sanction"]] |= {row["body"]} if "body" in row else set()
    told = {
        iri: Consequence(
            row["words"],
            row.get("authority", ""),
            row["document"],
            row.get("title", "") or row.get("name", ""),
            local_name(row["place"]) if "place" in row else "",
            tuple(sorted(bodies[iri])),
            section=split_eid(row.get("clause", ""))[1],
            clause=row.get("clause", ""),
            measures=measures.get(iri, ()),
        )
        for iri, row in sanctions.items()
    }
    by_duty: defaultdict[str, dict[str, Consequence]] = defaultdict(dict)
    for row in sorted(
        select_among(view, _GUARDED, "sanction", wanted), key=lambda row: (row["link"], row["sanction"], row["duty"])
    ):
        one = replace(told[row["sanction"]], by_words=row["link"].endswith("mayGuard"))
        by_duty[row["duty"]].setdefault(row["sanction"], one)
    guarding = {iri for found in by_duty.values() for iri in found}
    points: defaultdict[str, dict[str, Mapping[str, str]]] = defaultdict(dict)
    # Where another source prints another marker, that counts which the words begin with.
    for row in sorted(select_among(view, _POINTS, "sanction", wanted), key=_printed_marker):
        points[row["sanction"]].setdefault(row["point"], row)
    return Consequences(
        {
            duty: [one for _, one in sorted(found.items(), key=lambda item: (item[1].law, _position(item[0]), item[0]))]
            for duty, found in by_duty.items()
        },
        tuple(
            one
            for iri, row in sorted(sanctions.items())
            if points[iri] or iri not in guarding
            for one in _punished(row, tuple(points[iri].values()), told[iri], known)
        ),
    )


def _printed_marker(row: Mapping[str, str]) -> tuple[bool, str, str]:
    marker = row.get("marker", "")
    return not row["words"].lstrip().startswith(marker), row["words"], marker


def clause_numbers(eid: str) -> list[int]:
    """Return the numbers of a clause's eId: in their order points are printed."""
    return [int(number) for number in re.findall(r"\d+", eid)]


def _position(iri: str) -> int:
    return Iris.position(iri) or 0


def _measures(view: View, sanctions: Collection[str] | None) -> dict[str, tuple[Penalty, ...]]:
    found: defaultdict[str, dict[int, Penalty]] = defaultdict(dict)
    for row in select_among(view, _MEASURES, "sanction", sanctions):
        least, most = (Decimal(row[name]) if name in row else None for name in ("least", "most"))
        texts = {name: row.get(name, "") for name in ("unit", "of", "per", "whom", "condition")}
        found[row["sanction"]][_position(row["measure"])] = Penalty(
            local_name(row["kind"]), row["printed"], least, most, **texts
        )
    return {iri: tuple(one for _, one in sorted(several.items())) for iri, several in found.items()}


def _punished(
    row: Mapping[str, str], points: Sequence[Mapping[str, str]], told: Consequence, known: Collection[str]
) -> Iterator[Punished]:
    """Yield the act that a sanction punishes, or each of its list."""
    act = row["act"].strip()
    of_all = _subject(act, told.measures, known)
    alone = Punished(
        row["sanction"],
        row["document"],
        row.get("name", "") or row.get("title", "") or row["document"],
        row.get("title", ""),
        told.place,
        _position(row["sanction"]),
        act,
        "",
        told.section,
        told.clause,
        *of_all,
        told,
    )
    for point in sorted(points, key=lambda point: (clause_numbers(point["eid"]), point["eid"])):
        words = point["words"].strip().rstrip("；;。")
        own = _subject(words.removeprefix(point.get("marker", "")).strip(), told.measures, known)
        bearer, side, kinds = own if own[0] else of_all
        yield replace(
            alone,
            act=words,
            lead=f"{act}的：",
            section=point["eid"],
            clause=point["point"],
            bearer=bearer,
            side=side,
            kinds=kinds,
        )
    if not points and not _BARE.fullmatch(act) and not _LIST.search(act):
        yield alone


def _subject(act: str, measures: Iterable[Penalty], known: Collection[str]) -> tuple[str, str, tuple[str, ...]]:
    """Return who does an act, its side, and the kinds of bearer that it is; the measures decide the side where the words do not."""
    found = _SUBJECT.match(act)
    kinds = bearer_kinds(found["who"]) if found else ()
    if found and kinds and all(kind.name in known for kind in kinds):
        return found["who"], kinds[0].side, tuple(kind.name for kind in kinds)
    brought = {one.kind for one in measures}
    authority = brought and brought <= {MeasureKind.DISCIPLINE, MeasureKind.CRIMINAL}
    return "", Side.AUTHORITY if authority else Side.PERSON, ()
