"""The agencies of China's places, as plain types: what a body is called, where, and when.

The gazetteer is `kinds.ttl` (what a department is called at each level), `reforms.ttl` (which kinds became which, and when)
and every other table of bodies beside them (`shandong.ttl`): the same files are lexicon and graph data. A body of any place
is its kind's name at that place, so a city needs no data of its own unless its names differ.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar, cast, get_args

from ontology.iri import local_name
from ontology.places import Place, Places
from ontology.turtle import Values, read_subjects
from ontology.vocabulary import DCTERMS, ORG, RDF, SKOS, ZM

Level = Literal["province", "municipality", "city", "county"]
T = TypeVar("T")

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
class Window:
    """Some day from `earliest` to `latest`, both inclusive: before it the old bodies stand, after it the new ones."""

    earliest: date
    latest: date

    def past(self, on: date) -> bool | None:
        """Whether a change in this window is done on a day; None where that can't be told."""
        return True if on > self.latest else False if on < self.earliest else None


@dataclass(frozen=True, slots=True)
class AgencyKind:
    """A kind of local body.

    name: what follows the place's name (财政局). short: short forms of it. fields: its field alone, as lists shorten it
    (财政). levels: where the name is usual. pattern: the full name where the place does not come first, with `{place}`
    (济南市天桥区), `{county}` (天桥区), `{bare}` (天桥), `{city}` (济南市). short_patterns: printed forms, also with
    `{class}` (区). place: GB/T 2260 code, for a kind that only this place and what lies in it have.
    """

    name: str
    levels: tuple[Level, ...]
    short: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    pattern: str = ""
    short_patterns: tuple[str, ...] = ()
    place: str | None = None

    def full_name(self, place: Place, places: Places) -> str:
        """Return the official name of the body of this kind: 财政局 of 370105 → 济南市天桥区财政局."""
        outer = places.by_code(place.parent) if place.parent else None
        return (self.pattern or "{place}" + self.name).format(
            place=places.full_name(place.code),
            city=places.full_name(outer.code) if outer else "",
            county=place.name,
            bare=bare_name(place),
        )


@dataclass(frozen=True, slots=True)
class Agency:
    """A body of its own. short: short forms with the place's name where they carry it. place: GB/T 2260 code."""

    name: str
    place: str
    short: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reform:
    """Kinds that became kinds. A kind on both sides went on existing. wave: name of the reform that it was part of."""

    name: str
    wave: str
    former: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A reform at a place (`org:ChangeEvent`): full official names of the bodies before and after, and when."""

    name: str
    wave: str
    former: tuple[str, ...]
    new: tuple[str, ...]
    window: Window


@dataclass(frozen=True, slots=True)
class Agencies:
    """The gazetteer, with its indexes.

    >>> [kind.name for kind in Agencies.load().called("发改委")]
    ['发展和改革委员会']
    """

    kinds: tuple[AgencyKind, ...] = field(repr=False)
    bodies: tuple[Agency, ...] = field(repr=False)
    reforms: tuple[Reform, ...] = field(repr=False)
    _stages: dict[tuple[str, str], Window] = field(repr=False, compare=False)
    _called: dict[str, tuple[AgencyKind, ...]] = field(repr=False, compare=False)
    _fields: dict[str, tuple[AgencyKind, ...]] = field(repr=False, compare=False)
    _bodies: dict[str, tuple[Agency, ...]] = field(repr=False, compare=False)
    _born: dict[str, tuple[str, ...]] = field(repr=False, compare=False)
    _ended: dict[str, tuple[str, ...]] = field(repr=False, compare=False)

    @staticmethod
    def load() -> "Agencies":
        """Return the gazetteer that ships with the project; it is read once a process."""
        return _load()

    @classmethod
    def build(
        cls,
        kinds: Iterable[AgencyKind],
        bodies: Iterable[Agency] = (),
        reforms: Iterable[Reform] = (),
        stages: Iterable[tuple[str, str, Window]] = (),
    ) -> "Agencies":
        """Build a gazetteer from your own data. stages: (wave, level or GB/T 2260 code, window).

        Raises ValueError for a reform of kinds that are not there, or of a wave without stages.
        """
        kinds, bodies, reforms = tuple(kinds), tuple(bodies), tuple(reforms)
        windows = {(wave, where): window for wave, where, window in stages}
        names, waves = {kind.name for kind in kinds}, {wave for wave, _ in windows}
        for reform in reforms:
            if unknown := {*reform.former, *reform.new} - names:
                raise ValueError(f"reform {reform.name} names kinds that are not there: {'、'.join(sorted(unknown))}")
            if reform.wave not in waves:
                raise ValueError(f"reform {reform.name} belongs to {reform.wave}, which has no stages")
        return cls(
            kinds=kinds,
            bodies=bodies,
            reforms=reforms,
            _stages=windows,
            _called=_index((tail, kind) for kind in kinds for tail in tails(kind)),
            _fields=_index((name, kind) for kind in kinds for name in kind.fields),
            _bodies=_index((name, body) for body in bodies for name in (body.name, *body.short)),
            _born=_index((name, r.wave) for r in reforms for name in r.new if name not in r.former),
            _ended=_index((name, r.wave) for r in reforms for name in r.former if name not in r.new),
        )

    def called(self, tail: str) -> tuple[AgencyKind, ...]:
        """Return every kind of that full or short name: 发改委 → 发展和改革委员会; 法院 → of three levels."""
        return self._called.get(tail, ())

    def concerned_with(self, name: str) -> tuple[AgencyKind, ...]:
        """Return the kinds of a field that a list gives without 局 or 委: 民政 → 民政局, 民政厅."""
        return self._fields.get(name, ())

    def named(self, name: str) -> tuple[Agency, ...]:
        """Return the special bodies of that full or short name."""
        return self._bodies.get(name, ())

    def phrases(self) -> Iterator[str]:
        """Return the full and short names of all special bodies."""
        yield from self._bodies

    def replaced(self, name: str) -> Change | None:
        """Return the reform that ended a central body (full official name), from `central.ttl`; None for one that stands."""
        return _central().get(name)

    def endings(self) -> Iterator[str]:
        """Return the names of general kinds as they follow the place: full and short."""
        yield from self._called

    def fields(self) -> Iterator[str]:
        yield from self._fields

    def existed(self, kind: AgencyKind, place: Place, on: date) -> bool | None:
        """Whether the place had a body of this kind on a day; None where the day falls into its reform."""
        born, ended = self.born(kind, place, on), self._past(self._ended, kind, place, on)
        if born is False or ended is True:
            return False
        return None if born is None or ended is None else True

    def born(self, kind: AgencyKind, place: Place, on: date) -> bool | None:
        """Whether the reform that made a kind had come to the place; True for a kind that no reform made."""
        return self._past(self._born, kind, place, on) if kind.name in self._born else True

    def _past(self, waves: dict[str, tuple[str, ...]], kind: AgencyKind, place: Place, on: date) -> bool | None:
        windows = [window for wave in waves.get(kind.name, ()) if (window := self._window(wave, place))]
        return windows[0].past(on) if windows else False

    def _window(self, wave: str, place: Place) -> Window | None:
        return self._stages.get((wave, place.code)) or self._stages.get((wave, level_of(place) or ""))

    def changes(self, place: Place, places: Places) -> Iterator[Change]:
        """Return the reforms at a place, by rule: what its bodies are called before and after, in the order of the data.

        That a body of each name really stood there is not said: link only names that documents give.
        """
        by_name = {kind.name: kind for kind in self.kinds}
        for reform in self.reforms:
            window = self._window(reform.wave, place)
            former, new = (
                tuple(by_name[name].full_name(place, places) for name in side if _at(by_name[name], place, places))
                for side in (reform.former, reform.new)
            )
            if window and former and new:
                yield Change(reform.name, reform.wave, former, new, window)


def bare_name(place: Place) -> str:
    """Return the name without its class word, as branches of central organs carry it: 山东, 天桥, 延边; 朝阳区 → 朝阳."""
    short = next((name for name in place.short if name[-1] != place.name[-1]), None)
    return short or (place.name[:-1] if len(place.name) > 2 else place.name)


def level_of(place: Place) -> Level | None:
    """Return the level by which bodies are named: 北京市, a division of the first order, has the bureaus of a city."""
    if place.level == "state":
        return None
    return "municipality" if place.level == "province" and place.name.endswith("市") else place.level


def tails(kind: AgencyKind) -> Iterator[str]:
    """Return what follows the place's name or class word in the printed forms of a kind."""
    if not kind.pattern:
        yield kind.name
    yield from kind.short
    yield from (pattern.removeprefix("{place}") for pattern in kind.short_patterns if pattern.startswith("{place}"))


def _at(kind: AgencyKind, place: Place, places: Places) -> bool:
    return level_of(place) in kind.levels and is_within(place.code, kind.place, places)


def is_within(code: str, outer: str | None, places: Places) -> bool:
    """Whether a place is `outer` or lies in it; without an outer one, always."""
    return outer is None or any(place.code == outer for place in places.ancestry(code))


def _index(names: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    found: dict[str, dict[T, None]] = {}
    for name, value in names:
        found.setdefault(name, {})[value] = None
    return {name: tuple(values) for name, values in found.items()}


@cache
def _load() -> Agencies:
    """Raises ValueError where a table is not as its head says: the house is wrong, not the user."""
    tables = [path for path in sorted(_FOLDER.glob("*.ttl")) if not re.match(r"places|central", path.name)]
    subjects = [(iri, values) for path in tables for iri, values in read_subjects(path, "zh").items()]
    of_type: dict[str, list[tuple[str, Values]]] = {}
    for iri, values in subjects:
        of_type.setdefault(values[_TYPE][0], []).append((iri, values))
    return Agencies.build(
        (_kind(values) for _, values in of_type[_KIND]),
        (
            Agency(values[_NAME][0], _last(values[_PLACE][0]), tuple(values.get(_SHORT, ())))
            for _, values in of_type[_BODY]
        ),
        (
            Reform(_last(iri), _last(values[_PART_OF][0]), *(tuple(map(_last, values[t])) for t in (_FORMER, _NEW)))
            for iri, values in of_type[_REFORM]
        ),
        (
            (
                _last(values[_PART_OF][0]),
                _last((values.get(_PLACE) or values[_LEVEL])[0]),
                Window(*(date.fromisoformat(values[t][0]) for t in (_EARLIEST, _LATEST))),
            )
            for _, values in of_type[_STAGE]
        ),
    )


@cache
def _central() -> dict[str, Change]:
    """Return the reforms of central bodies by the name that ended."""
    found = {}
    for values in read_subjects(_FOLDER / "central.ttl", "zh").values():
        if by := values.get(_REPLACED_BY):
            day, name = date.fromisoformat(values[_LATEST][0]), values[_NAME][0]
            found[name] = Change(name, "", (name,), tuple(map(_last, by)), Window(day, day))
    return found


def _kind(values: Values) -> AgencyKind:
    levels = values.get(_LEVEL, [])
    if not levels or set(levels) - set(get_args(Level)):
        raise ValueError(f"kinds.ttl: {values[_NAME][0]} has no level, or one that is none of ours")
    return AgencyKind(
        name=values[_NAME][0],
        levels=cast("tuple[Level, ...]", tuple(levels)),
        short=tuple(values.get(_SHORT, ())),
        fields=tuple(values.get(_FIELD, ())),
        pattern=values.get(_PATTERN, [""])[0],
        short_patterns=tuple(values.get(_SHORT_PATTERN, ())),
        place=_last(values[_PLACE][0]) if _PLACE in values else None,
    )


def _last(iri: str) -> str:
    return local_name(iri)
