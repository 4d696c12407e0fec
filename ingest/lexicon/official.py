"""Look up full official names: which body a name means at a place, on a day.

Names that the gazetteer does not know stay as printed.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache

from ingest.lexicon.abbreviated import expand_kind, expand_listed
from ingest.lexicon.names import field_of, place_around, split_head
from ingest.rules import table
from ontology.agencies import Agencies, AgencyKind
from ontology.agencies.bodies import bare_name, is_within, level_of
from ontology.places import GENERAL_NAMES, Place, Places
from ontology.titles import STATE_NAME

_LONGER_PLATE = 2  # code points; a longer name in the bracket is the full one of a short form
_CENTRE = "100000"


def is_placed(official: str, places: Places) -> bool:
    """Test whether an official name shows whose body it is: by its place, or because the gazetteer has it."""
    return places.find_prefix(official) is not None or any(
        body.name == official for body in Agencies.load().named(official)
    )


@lru_cache(maxsize=1 << 12)  # a text names the same bodies again and again
def official_name(name: str, within: str | None, places: Places, *, on: date | None = None) -> str:
    """Look up the full official name of a body, as a document of the place `within` (GB/T 2260 code) means it on the day `on`.

    天桥区人民政府 in 济南市 → 济南市天桥区人民政府; 市发改委 → 济南市发展和改革委员会. A short form
    that several bodies had means the one that existed on the day. A former body keeps its name. A name that the gazetteer does not
    know gets its place (区扶贫办 → 济南市天桥区扶贫办); a name whose place is unknown is returned as printed.
    """
    rules = table("bodies")
    name = rules["seal"].pattern.sub("", re.sub(r"\s+", "", name))
    name = _with_whole_place(rules["government-office"].pattern.sub("政府办", name), places)
    if group := rules["party-group"].whole(name):
        return f"{_PARTY}{official_name(group[1], within, places, on=on).removeprefix(_PARTY)}党组"
    if (plated := rules["second-plate"].whole(name)) and len(plated["plate"]) <= len(plated["own"]) + _LONGER_PLATE:
        name = plated["own"]
    if organ := places.organ(name, central=within == _CENTRE):
        return organ
    office = rules["office-of"].whole(name) or rules["section-of-organ"].whole(name)
    if office and (organ := places.organ(office[1], central=within == _CENTRE)):
        return organ + office[2]
    rest = name.removeprefix(STATE_NAME)
    if rest != name and (known := places.organ(rest) or _special(rest, within, places, on)):
        return known  # 中华人民共和国国家发展和改革委员会 is the same body as 国家发展和改革委员会
    if special := _special(name, within, places, on):
        return special
    head = split_head(name, within, places)
    if head is None and (around := _county_around(name, within, places)):
        return places.full_name(around.code) + rules["short-government"].pattern.sub("人民政府", name, count=1)
    if head is None and (own := _province_department(name, within, places, on)):
        return own
    if head is None or head.place is None:
        return _patterned(name, within, places, on) or (
            rules["zone"].pattern.sub("管理委员会", name) if _is_zone(name, places) else name
        )
    place, tail = head.place, head.tail
    full = places.full_name(place.code)
    if rules["party-committee"].start(tail):
        tail = tail[1:]
        if rules["keeps-party"].find(place.name):  # 自治区党委宣传部 keeps its 党
            return official_name(full + tail, within, places, on=on).replace(full + "委", full + "党委", 1)
    if special := _special(full + tail, within, places, on):
        return special
    if rules["special-region"].find(place.name):
        return name  # bodies of their own kinds: 香港特别行政区政府
    party = rules["party"].start(name)
    kind = _kind(tail, place, places, on)
    own = None if party else expand_listed(tail, place, places, on)
    if own and not (kind and _called_otherwise(tail, kind, own.removeprefix(full))):
        return own
    if kind and (kind.pattern or not party):
        return kind.full_name(place, places)
    if patterned := _patterned(name, within, places, on):
        return patterned
    if not party and (expanded := expand_kind(tail, place, places, on)):
        return expanded
    tail = rules["zone"].pattern.sub("管理委员会", rules["short-government"].pattern.sub("人民政府", tail, count=1))
    return (party[0] if party else "中共" if rules["committee"].start(tail) else "") + full + tail


def _with_whole_place(name: str, places: Places) -> str:
    """Write the place in full where a name shortens that of an autonomous region, prefecture or county: 阿坝州 → 阿坝藏族羌族自治州."""
    place = places.find_prefix(name)
    if place is None or not place.name.endswith(_AUTONOMOUS) or name.startswith(place.name):
        return name
    short = next((s for s in place.short if name.startswith(s) and s.endswith(_AREA)), "")
    return place.name + name[len(short) :] if short else name


_PARTY = "中共"
_AUTONOMOUS = ("自治区", "自治州", "自治县")
_AREA = ("区", "州", "县")


def _province_department(name: str, within: str | None, places: Places, on: date | None) -> str | None:
    """Look up a 厅 that a paper of a province prints without its place: 财政厅 in 四川省 → 四川省财政厅. Only provinces have 厅; a
    municipality has 局."""
    if not name.endswith("厅") or within == _CENTRE:
        return None
    around = next((place for place in places.ancestry(within or "") if place.level == "province"), None)
    kinds = Agencies.load().called(name)
    if around is None or level_of(around) != "province" or not any("province" in kind.levels for kind in kinds):
        return None
    full = places.full_name(around.code)
    kind = _kind(name, around, places, on)
    return _special(full + name, within, places, on) or (kind.full_name(around, places) if kind else None)


_REGION = "自治区"


def own_department(
    name: str, within: str | None, places: Places, *, on: date | None = None, provincial: bool = False
) -> str | None:
    """Look up a department that a paper of a city or county assigns without its level: 科技局 in 岚州市 → 岚州市科学技术局. None where
    that level has no such department, or had none any more on the day (卫生局 in 2022). provincial: a province's paper names its own
    so, too; else 发展改革委 in one may be the State Council's."""
    place = places.by_code(within) if within else None
    if place is None or level_of(place) not in ("city", "county", *(["province"] if provincial else [])):
        return None
    if table("bodies")["own-branch"].whole(name):
        level = _REGION if place.name.endswith(_REGION) else place.name[-1]
        own = official_name(level + name, within, places, on=on)
        return own if is_placed(own, places) else None
    agencies = Agencies.load()
    kinds = [kind for kind in agencies.called(name) if not kind.pattern and level_of(place) in kind.levels]
    if on is not None and kinds:
        kinds = [kind for kind in kinds if agencies.existed(kind, place, on) is not False]
        if not kinds:
            return None
    kind = _kind(name, place, places, on) if kinds else None
    if kind in kinds:
        return kind.full_name(place, places) if kind else None
    return expand_kind(name, place, places, on)


def _county_around(name: str, within: str | None, places: Places) -> Place | None:
    """Return the county of a document that names a subdistrict or town of its own: 湖滨街道办事处, 柳河镇政府."""
    place = places.by_code(within) if within and table("bodies")["town"].whole(name) else None
    return place if place is not None and place.level == "county" else None


def _is_zone(name: str, places: Places) -> bool:
    """Test for a zone with the bare name of its place: 济南新旧动能转换先行区管委会."""
    starts = (name[:length] for length in range(2, 5))
    return any(places.named(start + word) for start in starts for word in ("", "省", "市"))


def _special(name: str, within: str | None, places: Places, on: date | None) -> str | None:
    """Look up a body that the gazetteer lists by itself. A short form counts only on days on which it can mean the body, and one
    without a place (先行区管委会) only in documents of that place."""
    found, alone = set(), table("agencies")["zone-alone"].whole(name) is not None
    central = table("bodies")["central-short"].whole(name) is not None
    for body in Agencies.load().named(name):
        if name == body.name:
            return name
        if not body.stood(on):
            continue
        place = places.by_code(body.place)
        around = not alone and is_within(body.place, within, places)
        near = (body.place == _CENTRE and central) or (within and (is_within(within, body.place, places) or around))
        if near or (place and bare_name(place) in name):
            found.add(body.name)
    return found.pop() if len(found) == 1 else None


def _kind(tail: str, place: Place, places: Places, on: date | None) -> AgencyKind | None:
    """Return the kind of body that a tail means at a place and on a day; None if there is none or more than one."""
    agencies, level = Agencies.load(), level_of(place)
    kinds = agencies.called(tail)
    if not kinds:
        kinds = tuple(kind for kind in agencies.concerned_with(field_of(tail)) if level in kind.levels)
    found = [kind for kind in kinds if _is_possible(kind, place, places, on)]
    tests: list[Callable[[AgencyKind], bool]] = [
        lambda kind: level in kind.levels,
        lambda kind: on is None or agencies.existed(kind, place, on) is not False,
        lambda kind: any(body.stood(on) for body in agencies.named(kind.full_name(place, places))),
        lambda kind: kind.place is not None,
    ]
    for test in tests:
        if len(found) > 1:
            found = [kind for kind in found if test(kind)] or found
    return found[0] if len({kind.full_name(place, places) for kind in found}) == 1 else None


def _called_otherwise(tail: str, kind: AgencyKind, own: str) -> bool:
    """Test whether a tail is the usual short form of another body than the one of the place that it can abbreviate, too: 国资委 is no
    国土资源和规划委员会. The same matter in other words is no other body: 金融办 is a place's 金融服务办公室, 科技局 its 科技创新局."""
    usual = kind in Agencies.load().called(tail) and not kind.pattern and kind.place is None
    return usual and _matter(own) not in (_matter(kind.name), tail[:2])


def _matter(name: str) -> str:
    """Return the word with which the name of a body begins, without what short forms leave out."""
    ahead = table("agencies")["left-out"].start(name)
    return name[ahead.end() if ahead else 0 :][:2]


def _is_possible(kind: AgencyKind, place: Place, places: Places, on: date | None) -> bool:
    """Test whether a kind of body can exist at a place on a day. A kind with a name of its own pattern must be usual at the level and
    must not have been founded later."""
    if not is_within(place.code, kind.place, places):
        return False
    if not kind.pattern:
        return True
    return level_of(place) in kind.levels and (on is None or Agencies.load().born(kind, place, on) is not False)


def _patterned(name: str, within: str | None, places: Places, on: date | None) -> str | None:
    """Look up a name in which the place does not come first: 团市委, 山东银保监局, 人民银行莱芜市中心支行."""
    agencies, found = Agencies.load(), list[tuple[AgencyKind, Place]]()
    for kind, pattern in _patterns():
        if match := pattern.fullmatch(name):
            found += [(kind, at) for at in _places_of(match, within, places) if _is_possible(kind, at, places, on)]
    if on is not None and len(found) > 1:
        found = [(kind, at) for kind, at in found if agencies.existed(kind, at, on) is not False] or found
    if len(found) > 1:
        found = [(kind, at) for kind, at in found if kind.place is not None] or found
    meant = dict.fromkeys(kind.full_name(at, places) for kind, at in found)
    return next(iter(meant)) if len(meant) == 1 else None


_CLASS_WORDS = (*"省市区县州旗盟", "新区")


def _places_of(match: re.Match[str], within: str | None, places: Places) -> list[Place]:
    groups = match.groupdict()
    if not groups:  # 高新区管委会 in a paper of the city itself
        own = places.by_code(within) if within else None
        return [own] if own is not None and own.level == "city" else []
    if word := groups.get("class"):
        around = place_around(within, word, places)
        return [around] if around else []
    if text := groups.get("place"):
        place = places.find_prefix(text, within=within)
        return [place] if place and text in (place.name, places.full_name(place.code)) else []
    bare = groups.get("bare") or ""
    named = [place for name in (bare, *(bare + word for word in _CLASS_WORDS)) for place in places.named(name)]
    named = [place for place in dict.fromkeys(named) if bare_name(place) == bare]
    near = [place for place in named if within and is_within(place.code, within, places)]
    if bare in GENERAL_NAMES:
        named = near
    current = [place for place in near or named if place.current] or near or named
    higher = [place for place in current if place.level in ("province", "city")]
    return higher if len(higher) == 1 else current


@cache
def _patterns() -> list[tuple[AgencyKind, re.Pattern[str]]]:
    """Compile the short patterns that do not begin with the place; the gazetteer's own index has the others."""
    groups = {
        "{class}": "(?P<class>自治区|自治州|地区|[省市区县州旗盟])",
        "{place}": "(?P<place>[一-鿿]{2,16}?)",
        "{bare}": "(?P<bare>[一-鿿]{2,8}?)",
    }
    compiled = []
    for kind in Agencies.load().kinds:
        for source in kind.short_patterns:
            if not source.startswith("{place}"):
                for mark, group in groups.items():
                    source = source.replace(mark, group)
                compiled.append((kind, re.compile(source)))
    return compiled
