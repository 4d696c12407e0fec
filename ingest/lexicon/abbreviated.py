"""Expand abbreviated names of bodies: 经济信息委 → 经济和信息化委员会.

A short form keeps the order of the characters of the full name (市口岸物流办 → 市口岸和物流办公室). It is expanded only where exactly
one known body of that place and day fits: first among the bodies that the gazetteer lists for the place, then among the general
kinds.
"""

from datetime import date
from functools import lru_cache

from ingest.rules import table
from ontology.agencies import Agencies
from ontology.agencies.bodies import level_of
from ontology.places import Place, Places

_SHORTEST = 3
_KEPT = 2048  # answers: the papers of a place print the same names again and again
_CLASSES: dict[str, tuple[str, ...]] = {"委": ("委员会",), "办": ("办公室", "办公厅")}
"""The last character of a short form → how the full name ends; any other character is the full name's last one, too."""


def expand_listed(tail: str, place: Place, places: Places, on: date | None) -> str | None:
    """Return the one body that the gazetteer lists for a place and day and that `tail` (what follows the place's name) abbreviates."""
    return None if len(tail) < _SHORTEST else _listed(tail, place.code, places.full_name(place.code), on)


@lru_cache(maxsize=_KEPT)
def _listed(tail: str, code: str, full: str, on: date | None) -> str | None:
    listed = dict.fromkeys(body.name for body in Agencies.load().listed(code, on))
    found = [name for name in listed if abbreviates(tail, name.removeprefix(full))]
    return found[0] if len(found) == 1 else None


def expand_kind(tail: str, place: Place, places: Places, on: date | None) -> str | None:
    """Return the full name of the one body of a general kind that `tail` abbreviates at a place and on a day; None for several."""
    kind = None if len(tail) < _SHORTEST else _general(tail, place, on)
    return None if kind is None else places.full_name(place.code) + kind


@lru_cache(maxsize=_KEPT)
def _general(tail: str, place: Place, on: date | None) -> str | None:
    agencies, level = Agencies.load(), level_of(place)
    kinds = [
        kind.name
        for kind in agencies.kinds
        if level in kind.levels
        and not kind.pattern
        and kind.place in (None, place.code)
        and len(kind.name) <= 2 * len(tail)  # 园林局 is a full name in most places, not 园林和林业绿化局
        and abbreviates(tail, kind.name)
        and (on is None or agencies.existed(kind, place, on) is not False)
    ]
    return kinds[0] if len(kinds) == 1 else None


def abbreviates(short: str, full: str) -> bool:
    """Test whether a short form can mean a full name: the same first character (behind 人民政府, 地方, …), the same class of
    body at the end, all characters of the short form in order.

    >>> abbreviates("经济信息委", "经济和信息化委员会"), abbreviates("信息委", "经济和信息化委员会")
    (True, False)
    """
    rule = table("agencies")["government-ahead"]
    if (printed := rule.start(short)) and not printed[1] and (known := rule.start(full)) and known[1]:
        short = known[1] + short
    if not ends_alike(short, full) or len(short) >= len(full):
        return False
    left_out = table("agencies")["left-out"].start(full)
    starts = (full, full[left_out.end() :]) if left_out else (full,)
    return any(start[:1] == short[:1] and in_order(short, start) for start in starts)


def ends_alike(short: str, full: str) -> bool:
    """Test whether a short name and a full one end with the same class of body: 口岸委, 口岸工作委员会; not 口岸局, 口岸局办公室."""
    return full.endswith(_CLASSES.get(short[-1], (short[-1],)))


def in_order(short: str, full: str) -> bool:
    """Test whether the characters of a short name occur in a full one in their order."""
    characters = iter(full)
    return all(character in characters for character in short)
