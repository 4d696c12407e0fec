"""Types of bodies: kinds of local bodies, bodies of their own, and the reforms that made one of another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ontology.places import Place, Places

Level = Literal["province", "municipality", "city", "county"]


@dataclass(frozen=True, slots=True)
class Window:
    """Some day from `earliest` to `latest`, both inclusive: before it the old bodies existed, after it the new ones."""

    earliest: date
    latest: date

    def past(self, on: date) -> bool | None:
        """Return whether a change in this window is done on a day; None where that is uncertain."""
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
        """Return whether a text of this day can mean the body; True for a text whose day is unknown."""
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


def bare_name(place: Place) -> str:
    """Return the name without its class word, as branches carry it: 山东, 天桥; 朝阳区 → 朝阳; 浦东新区 → 浦东; 楚雄彝族自治州 → 楚雄."""
    short = next((name for name in place.short if name[-1] != place.name[-1]), None)
    if short is None and "自治" in place.name:
        short = next((name[:-1] for name in place.short if "自治" not in name and len(name) > 2), None)
    if short is None and place.name.endswith(_NEW_DISTRICT) and len(place.name) > len(_NEW_DISTRICT) + 1:
        return place.name.removesuffix(_NEW_DISTRICT)
    return short or (place.name[:-1] if len(place.name) > 2 else place.name)


_NEW_DISTRICT = "新区"


def level_of(place: Place) -> Level | None:
    """Return the level by which bodies are named: 北京市, a division of the first order, has the bureaus of a city."""
    if place.level == "state":
        return None
    return "municipality" if place.level == "province" and place.name.endswith("市") else place.level


def tails(kind: AgencyKind) -> Iterator[str]:
    """Yield what follows the place's name or class word in the printed forms of a kind."""
    if not kind.pattern:
        yield kind.name
    yield from kind.short
    patterns = (kind.pattern, *kind.short_patterns)
    yield from (pattern.removeprefix("{place}") for pattern in patterns if pattern.startswith("{place}"))


def stands_at(kind: AgencyKind, place: Place, places: Places) -> bool:
    """Return whether a place has a body of this kind by its level and its region."""
    return level_of(place) in kind.levels and is_within(place.code, kind.place, places)


def is_within(code: str, outer: str | None, places: Places) -> bool:
    """Return whether a place is `outer` or lies in it; without an outer one, always."""
    return outer is None or any(place.code == outer for place in places.ancestry(code))
