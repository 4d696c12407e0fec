"""The agencies of China's places, as plain types: what a body is called, where, and when.

A body of any place is its kind's name at that place, so a city needs no data of its own unless its names differ. `tables.py` reads
the gazetteer from the Turtle files beside this one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeVar

from ontology.places import Place, Places

Level = Literal["province", "municipality", "city", "county"]
T = TypeVar("T")


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
    """A body of its own, or a department that is called so at its place only.

    short: short forms with the place's name where they carry it. place: GB/T 2260 code. tail: of a department, what follows the
    place's name (大数据发展管理局). since, until: the first and the last day on which a text can mean it; None where that is open.
    """

    name: str
    place: str
    short: tuple[str, ...] = ()
    tail: str = ""
    since: date | None = None
    until: date | None = None

    def stood(self, on: date | None) -> bool:
        """Whether a text of a day can mean the body; True for a text without a day."""
        return on is None or ((self.since is None or self.since <= on) and (self.until is None or on <= self.until))


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
    _at: dict[str, tuple[Agency, ...]] = field(repr=False, compare=False)
    _tails: frozenset[str] = field(repr=False, compare=False)
    _behind_class: frozenset[str] = field(repr=False, compare=False)
    _born: dict[str, tuple[str, ...]] = field(repr=False, compare=False)
    _ended: dict[str, tuple[str, ...]] = field(repr=False, compare=False)

    @staticmethod
    def load() -> "Agencies":
        """Return the gazetteer that ships with the project; it is read once a process."""
        from ontology.agencies.tables import load

        return load()

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
            _at=_index((body.place, body) for body in bodies),
            _tails=frozenset(body.tail for body in bodies if body.tail),
            _behind_class=frozenset(
                pattern.removeprefix("{class}")
                for kind in kinds
                for pattern in kind.short_patterns
                if pattern.startswith("{class}")
            ),
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

    def listed(self, code: str, on: date | None) -> Iterator[Agency]:
        """Return the special bodies of a place (GB/T 2260 code) that a text of a day can mean."""
        return (body for body in self._at.get(code, ()) if body.stood(on))

    def knows(self, tail: str) -> bool:
        """Test whether some place has a body whose name ends so behind the place's: of a general kind, or of its own."""
        return tail in self._called or tail in self._tails

    def behind_class(self) -> frozenset[str]:
        """Return what short forms print behind the class word of the place alone: 银保监分局 of 市银保监分局."""
        return self._behind_class

    def phrases(self) -> Iterator[str]:
        """Return the full and short names of the special bodies, without departments, which `endings` tells, and without bare names of
        zones (两江新区), which mean a body only where a task is assigned."""
        for name, bodies in self._bodies.items():
            if not name.endswith("区") and any(not body.tail for body in bodies):
                yield name

    def replaced(self, name: str) -> Change | None:
        """Return the reform that ended a central body (full official name), from `central.ttl`; None for one that stands."""
        from ontology.agencies.tables import central

        return central().get(name)

    def endings(self) -> Iterator[str]:
        """Return the names of departments as they follow the place: of general kinds full and short, of places' own in full."""
        yield from self._called
        yield from sorted(self._tails - self._called.keys())

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
