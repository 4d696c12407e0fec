"""The agencies of China's places, as plain types: what a body is called, where, and when.

A body of any place is its kind's name at that place, so a city needs no data of its own unless its names differ. `tables.py` reads
the gazetteer from the Turtle files beside this one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TypeVar

from ontology.agencies.bodies import Agency, AgencyKind, Change, Reform, Window, level_of, stands_at, tails
from ontology.agencies.tables import central, read_tables
from ontology.places import Place, Places

T = TypeVar("T")


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
        """Yield the full and short names of the special bodies, without departments, for which see `endings`, and without bare names of
        zones (两江新区), which mean a body only where a task is assigned."""
        for name, bodies in self._bodies.items():
            if not name.endswith("区") and any(not body.tail for body in bodies):
                yield name

    def replaced(self, name: str) -> Change | None:
        """Return the reform that ended a central body (full official name), from `central.ttl`; None for one that still exists."""
        return central().get(name)

    def endings(self) -> Iterator[str]:
        """Yield the names of departments as they follow the place: of general kinds full and short, of places' own in full."""
        yield from self._called
        yield from sorted(self._tails - self._called.keys())

    def fields(self) -> Iterator[str]:
        yield from self._fields

    def existed(self, kind: AgencyKind, place: Place, on: date) -> bool | None:
        """Return whether the place had a body of this kind on a day; None where the day falls into its reform."""
        born, ended = self.born(kind, place, on), self._past(self._ended, kind, place, on)
        if born is False or ended is True:
            return False
        return None if born is None or ended is None else True

    def born(self, kind: AgencyKind, place: Place, on: date) -> bool | None:
        """Return whether the reform that made a kind had come to the place; True for a kind that no reform made."""
        return self._past(self._born, kind, place, on) if kind.name in self._born else True

    def _past(self, waves: dict[str, tuple[str, ...]], kind: AgencyKind, place: Place, on: date) -> bool | None:
        windows = [window for wave in waves.get(kind.name, ()) if (window := self._window(wave, place))]
        return windows[0].past(on) if windows else False

    def _window(self, wave: str, place: Place) -> Window | None:
        return self._stages.get((wave, place.code)) or self._stages.get((wave, level_of(place) or ""))

    def changes(self, place: Place, places: Places, *, any_level: bool = False) -> Iterator[Change]:
        """Yield the reforms at a place, by rule: what its bodies are called before and after, in the order of the data.

        The place need not have had a body of a returned name: link only names that documents print. any_level: before the reform, count
        kinds that are usual at another level only, since places differ (a city's 人口和计划生育局).
        """
        by_name = {kind.name: kind for kind in self.kinds}
        for reform in self.reforms:
            window = self._window(reform.wave, place)
            former, new = (
                tuple(
                    by_name[name].full_name(place, places)
                    for name in side
                    if wide or stands_at(by_name[name], place, places)
                )
                for side, wide in ((reform.former, any_level), (reform.new, False))
            )
            if window and former and new:
                yield Change(reform.name, reform.wave, former, new, window)


@cache
def _load() -> Agencies:
    read = read_tables()
    return Agencies.build(read.kinds, read.bodies, read.reforms, read.stages)


def _index(names: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    found: dict[str, dict[T, None]] = {}
    for name, value in names:
        found.setdefault(name, {})[value] = None
    return {name: tuple(values) for name, values in found.items()}
