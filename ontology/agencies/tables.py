"""Read the gazetteer from its tables, all in this folder.

`kinds.ttl`, `offices.ttl` and `joined.ttl`: what a department is called at each level; `districts.ttl`: in the cities and counties
of one province. `local.ttl`: where a place's names differ. `reforms.ttl`: which kinds became which, and when. `central.ttl`: organs of
the state. Every other table lists bodies with names of their own (`cities.ttl`, `municipalities.ttl`, `shandong.ttl`). The same files
are lexicon and graph data.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import cast, get_args

from ontology.agencies.bodies import Agency, AgencyKind, Change, Level, Reform, Window
from ontology.iri import local_name
from ontology.places import Places
from ontology.turtle import Values, read_subjects
from ontology.vocabulary import DCTERMS, ORG, RDF, SKOS, ZM

_REPLACED_BY = str(DCTERMS.isReplacedBy)
_FOLDER = Path(__file__).parent
_NAME, _SHORT, _FIELD = (str(term) for term in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel))
_TYPE, _PART_OF, _BODY, _PLACE, _LEVEL = (
    str(term) for term in (RDF.type, DCTERMS.isPartOf, ORG.FormalOrganization, ZM.place, ZM.placeLevel)
)
_KIND, _REFORM, _STAGE, _PATTERN, _SHORT_PATTERN, _FORMER, _NEW, _EARLIEST, _LATEST = (
    f"{ZM._NS}{name}"
    for name in (
        *("AgencyKind", "Reform", "ReformStage", "namePattern", "shortPattern"),
        *("formerKind", "newKind", "earliest", "latest"),
    )
)


@dataclass(frozen=True, slots=True)
class Tables:
    """The content of the tables. stages: (wave, level or GB/T 2260 code, window)."""

    kinds: tuple[AgencyKind, ...]
    bodies: tuple[Agency, ...]
    reforms: tuple[Reform, ...]
    stages: tuple[tuple[str, str, Window], ...]


def read_tables() -> Tables:
    """Read all tables but those of places and of central organs.

    Raises ValueError for a table that does not match its head: an error of this repository, not of the user.
    """
    tables = [path for path in sorted(_FOLDER.glob("*.ttl")) if not re.match(r"places|central", path.name)]
    subjects = [(iri, values) for path in tables for iri, values in read_subjects(path, "zh").items()]
    of_type: dict[str, list[tuple[str, Values]]] = {}
    for iri, values in subjects:
        of_type.setdefault(values[_TYPE][0], []).append((iri, values))
    return Tables(
        tuple(_kind(values) for _, values in of_type[_KIND] if _LEVEL in values),
        (
            *(
                Agency(
                    values[_NAME][0], local_name(values[_PLACE][0]), tuple(values.get(_SHORT, ())), "", *_days(values)
                )
                for _, values in of_type[_BODY]
            ),
            *(body for _, values in of_type[_KIND] if _LEVEL not in values for body in _departments(values)),
        ),
        tuple(
            Reform(
                local_name(iri),
                local_name(values[_PART_OF][0]),
                *(tuple(map(local_name, values[t])) for t in (_FORMER, _NEW)),
            )
            for iri, values in of_type[_REFORM]
        ),
        tuple(
            (
                local_name(values[_PART_OF][0]),
                local_name((values.get(_PLACE) or values[_LEVEL])[0]),
                Window(*(date.fromisoformat(values[t][0]) for t in (_EARLIEST, _LATEST))),
            )
            for _, values in of_type[_STAGE]
        ),
    )


@cache
def central() -> dict[str, Change]:
    """Return the reforms of central bodies by the name that ended."""
    found = {}
    for values in read_subjects(_FOLDER / "central.ttl", "zh").values():
        if by := values.get(_REPLACED_BY):
            day, name = date.fromisoformat(values[_LATEST][0]), values[_NAME][0]
            found[name] = Change(name, "", (name,), tuple(map(local_name, by)), Window(day, day))
    return found


def _departments(values: Values) -> Iterator[Agency]:
    """Yield the departments that one line of `local.ttl` names, one a place."""
    places, (tail,), (since, until) = Places.load(), values[_NAME], _days(values)
    if _PLACE not in values:
        raise ValueError(f"{tail} has neither a level nor a place")
    for code in map(local_name, values[_PLACE]):
        full = places.full_name(code)
        yield Agency(full + tail, code, tuple(full + short for short in values.get(_SHORT, ())), tail, since, until)


def _days(values: Values) -> tuple[date | None, date | None]:
    """Return the first and the last day on which a text can mean what a line names; None where the line leaves that open."""
    since, until = (date.fromisoformat(values[day][0]) if day in values else None for day in (_EARLIEST, _LATEST))
    return since, until


def _kind(values: Values) -> AgencyKind:
    levels = values[_LEVEL]
    if set(levels) - set(get_args(Level)):
        raise ValueError(f"kinds.ttl: {values[_NAME][0]} has a level that is none of ours")
    return AgencyKind(
        name=values[_NAME][0],
        levels=cast("tuple[Level, ...]", tuple(levels)),
        short=tuple(values.get(_SHORT, ())),
        fields=tuple(values.get(_FIELD, ())),
        pattern=values.get(_PATTERN, [""])[0],
        short_patterns=tuple(values.get(_SHORT_PATTERN, ())),
        place=local_name(values[_PLACE][0]) if _PLACE in values else None,
    )
