"""Find the place that a user means by a name or a code, together with all places that lie in it."""

from dataclasses import dataclass

from graph.records.lookup import Found
from ontology.iri import Iris
from ontology.places import Place, Places

_BELOW = Iris("/")  # the path of an IRI, whatever its base
_STATE = "state"
_WHOLE = "全国"
_CLASS_WORDS = ("省", "市", "自治州", "地区", "盟", "区", "县", "旗")  # users leave these out; the highest level first
_PAIR = 2  # digits of a code for each level: province, city, county (GB/T 2260)


@dataclass(frozen=True, slots=True)
class Region:
    """path: how the IRIs of the place and of all places in it go on below the base, `/place/3701` for 济南市; for an unknown place a path
    that no IRI has. found: why no place, or none of several, was taken; None where there is exactly one.
    code: GB/T 2260, of the one place."""

    path: str
    found: Found | None = None
    code: str = ""


def find_region(typed: str) -> Region:
    """Return the region that a name (济南市, 济南, 济南市天桥区) or a code (370100) means.

    >>> find_region("济南市").path, find_region("370105").path, find_region("中华人民共和国").path
    ('/place/3701', '/place/370105', '/place/100000')
    """
    text = typed.strip()
    places = Places.load()
    if text == _WHOLE:
        text = next(place.name for place in places.all if place.level == _STATE)
    coded = places.by_code(text)
    named = [coded] if coded else _named(text, places)
    if len(named) == 1:
        return Region(_BELOW.place(_stem(named[0])), code=named[0].code)
    listed = "、".join(places.full_name(place.code) for place in named)
    reason = (
        (
            f"有几个地方叫这个名字：{listed}；请写全名或者代码",
            f"several places have this name: {listed}; give the full name or the code",
        )
        if named
        else ("没有叫这个名字的区划", "no place has this name")
    )
    return Region(f"{_BELOW.place(text or '-')}/", Found(text, reason=reason))


def holds_in(code: str, documents_place: str) -> bool:
    """Return whether a document of one place holds in another: it is that place, or that place lies in it. Both are codes.

    >>> holds_in("370100", "370000"), holds_in("370100", "370105"), holds_in("370100", "100000"), holds_in("370100", "")
    (True, False, True, False)
    """
    place = Places.load().by_code(documents_place)
    return place is not None and (place.level == _STATE or code.startswith(_stem(place)))


def _named(text: str, places: Places) -> list[Place]:
    """Return today's places of that name; a district also by its name behind its city's, all without their class word (济南)."""
    spelt = (text, *(f"{text}{word}" for word in _CLASS_WORDS)) if len(text) > 1 else (text,)
    known: tuple[Place, ...] = next((named for name in spelt if (named := places.named(name))), ())
    found = [place for place in known if place.current] or list(known)
    if not found and (place := places.find_prefix(text)) is not None and places.full_name(place.code) == text:
        found = [place]
    whole = [place for place in found if places.full_name(place.code) == text]
    return whole if len(whole) == 1 else found


def _stem(place: Place) -> str:
    """Return the digits of a code that the places in it share."""
    code = place.code
    if place.level == _STATE:
        return code
    while code.endswith("0" * _PAIR):
        code = code[:-_PAIR]
    return code
