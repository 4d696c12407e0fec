"""List the names of a body: its full official name and the short forms that the gazetteer makes of it.

济南市发展和改革委员会 is also 济南市发展改革委 and 济南市发改委; 市发改委 and 发改委 are names of many bodies, and mean one only
where there is just one.
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from graph.records.spelling import fold
from ontology.agencies import Agencies
from ontology.agencies.bodies import AgencyKind, bare_name, tails
from ontology.places import STATE, Place, Places


def short_names(name: str, code: str) -> Iterator[str]:
    """Yield the short forms of a full official name that identify the body's government. code: GB/T 2260, of its place; may be empty."""
    places, gazetteer = Places.load(), Agencies.load()
    yield from _central().get(name, ())
    for body in gazetteer.named(name):
        yield from (short for short in body.short if body.name == name)
    if (place := places.by_code(code)) is not None and place.code != STATE:
        heads = {places.full_name(code), place.name, *place.short, bare_name(place)}
        for tail in _tails(name, place):
            yield from (head + tail for head in heads)


def names_by_reform(typed: str) -> tuple[str, ...]:
    """Return what a body was called in full before and after the reforms at its place, the nearest reform first: 济南市卫生局 →
    济南市卫生和计划生育委员会, 济南市卫生健康委员会. Nothing for a name that no reform knows."""
    places, gazetteer = Places.load(), Agencies.load()
    place = places.find_prefix(typed)
    if place is None:
        return ()
    if place.code == STATE:
        change = gazetteer.replaced(places.organ(typed) or typed)
        return change.new if change else ()
    changes = [{*change.former, *change.new} for change in gazetteer.changes(place, places)]
    wanted = fold(typed)
    names = sorted({name for sides in changes for name in sides})
    known = [name for name in names if wanted in folded_names(iter((name, *short_names(name, place.code))))]
    for name in known:  # grows: each reform leads to the next
        known += sorted({other for sides in changes if name in sides for other in sides} - {*known})
    return tuple(known)


def shared_names(name: str, code: str) -> Iterator[str]:
    """Yield the short forms that bodies of several places share: 市发改委, 发改委."""
    place = Places.load().by_code(code)
    if place is None:
        return
    if place.code == STATE:
        yield from _without_state(name)
        return
    for tail in _tails(name, place):
        yield tail
        yield place.name[-1] + tail


def _tails(name: str, place: Place) -> tuple[str, ...]:
    """Return what may follow the place in the names of that body; none where it is of no kind that the gazetteer knows."""
    kind = _kinds(place.code).get(name)
    return tuple(tails(kind)) if kind else ()


@lru_cache(maxsize=64)
def _kinds(code: str) -> Mapping[str, AgencyKind]:
    """Return the kinds of body by what they are called in full at a place: 50 kB of names, so they are kept for a few places only.

    Whoever asks for many bodies asks in the order of their names, where those of one place are adjacent.
    """
    places = Places.load()
    place = places.by_code(code)
    assert place is not None
    return {kind.full_name(place, places): kind for kind in reversed(Agencies.load().kinds)}


@cache
def _central() -> Mapping[str, tuple[str, ...]]:
    """Return the short forms of central organs, by their full names."""
    places = Places.load()
    found: dict[str, list[str]] = {}
    for name in places.organs:
        if (full := places.organ(name)) is not None and full != name:
            found.setdefault(full, []).append(name)
    return {full: tuple(sorted(names)) for full, names in found.items()}


def _without_state(name: str) -> Iterator[str]:
    """Without 国家, 中国 and 国务院, as documents of the centre write them: 发展改革委."""
    for form in (name, *_central().get(name, ())):
        for head in ("中华人民共和国", "国家", "中国", "国务院"):
            if form.startswith(head) and len(form) > len(head) + 1:
                yield form.removeprefix(head)


def folded_names(names: Iterator[str]) -> set[str]:
    return {key for key in map(fold, names) if key}
