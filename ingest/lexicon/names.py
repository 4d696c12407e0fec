"""Parse printed names: one body or several, an agency or a group, and the head that a list shares.

The names are those of the gazetteer (`ontology.agencies`). They are looked up, never compared by likeness: 省民政厅 is not
省财政厅.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.lexicon.abbreviated import expand_listed
from ingest.model import NameKind
from ingest.rules import table
from ontology.agencies import Agencies
from ontology.places import Place, Places

_SHORTEST_OWN = 3


@dataclass(frozen=True, slots=True)
class Head:
    """The part of a name that names its place. text: as printed (市, 济南市); place: if it is known; tail: the rest of the name."""

    text: str
    place: Place | None
    tail: str


def is_body(name: str) -> bool:
    """Test whether a name ends as names of bodies do (党政机关公文处理工作条例 第九条)."""
    return bool(table("bodies")["body-end"].find(name))


def split_names(text: str, within: str | None, places: Places) -> list[str]:
    """Split a joint heading or signature into its bodies: 中共济南市委济南市人民政府 → two names.

    A name ends where a body's name may end and the next begins with a place or a central organ; a branch (济南市公安局天桥
    区分局, 国家税务总局山东省税务局) is one body with its parent's name.
    """
    names: list[str] = []
    for piece in re.split(r"[ 、，,/\n]+", table("bodies")["seal"].pattern.sub("", text.strip())):
        start = 0
        for at in range(2, len(piece) - 2):
            head, rest = piece[start:at], piece[at:]
            if len(head) >= 3 and is_body(head) and _begins_body(head, rest, within, places):
                names.append(head)
                start = at
        if piece[start:]:
            names.append(piece[start:])
    return names


def _begins_body(head: str, rest: str, within: str | None, places: Places) -> bool:
    rules = table("bodies")
    if places.organ(head + rest):
        return False  # 国务院国有资产监督管理委员会 is one organ
    if is_body(rest) and rules["state-company"].start(rest):
        return True  # 中国移动岚州分公司 is no branch of the body before it
    if not is_body(rest) or table("agencies")["relative"].start(rest) or rules["branch"].find(rest):
        return False
    if rules["of-tax"].find(head) and rules["tax-branch"].start(rest):
        return False
    party = rules["party"].start(head)
    beside = party is not None and _shares_head(head[party.end() :], rest)
    return (
        bool(rules["at-place"].whole(rest))
        or beside
        or bool(rules["party"].start(rest))
        or places.find_prefix(rest, within=within) is not None
        or _beside_organ(head, rest, places)
        or _at_same_place(head, rest, places)
    )


def _at_same_place(head: str, rest: str, places: Places) -> bool:
    """Test for the bare name of the place with which the name before begins: 东岭省工商业联合会东岭企业联合会, 岚州市人民政府岚州军分区."""
    place = places.find_prefix(head)
    if place is None or not head.startswith(place.name):
        return False
    garrison = table("bodies")["garrison"].whole(rest)
    return rest.startswith(tuple(place.short)) or (garrison is not None and place.name[:-1] == garrison["place"])


def _beside_organ(head: str, rest: str, places: Places) -> bool:
    """Test whether a central organ follows another one, without 国家 or 中国: 教育部发展改革委. Its own office is none."""
    own = table("bodies")["own-office"].start(rest)
    return not own and places.organ(head) is not None and places.organ(rest, central=True) is not None


def _shares_head(a: str, b: str) -> bool:
    """Test whether two names begin with the same place, also one that no gazetteer has: 岚湖新区工委, 岚湖新区管委会."""
    return len(a) >= _SHARED and b.startswith(a[:_SHARED])


_SHARED = 4  # code points


def field_of(name: str) -> str:
    """Return the field of a department that a text names by it: 财政部门 → 财政; any other name as it is."""
    return table("agencies")["department"].pattern.sub("", name)


def name_kind(name: str) -> NameKind:
    """Distinguish agencies from groups (各区县政府, 区政府有关部门). 市民政部门 is the one body of its field, not a group."""
    rules = table("agencies")
    relative = rules["relative"].start(name)
    if relative and Agencies.load().concerned_with(field_of(name[relative.end() :])):
        return NameKind.AGENCY
    group = rules["several-places"].start(name) or rules["group"].find(name)
    return NameKind.GROUP if group else NameKind.AGENCY


def zones_of_several(names: Sequence[str]) -> set[str]:
    """Return the names of a list that mean any zone, although they are the short form of one: 园区管委会 in 各开发区、园区管委会."""
    rules, found, before = table("agencies"), set[str](), ""
    for name in names:
        if before and rules["zone-alone"].whole(name) and rules["several-zones"].find(before):
            found.add(name)
        before = before[-_LONGEST_BEFORE:] + rules["zone-tail"].pattern.sub("", name) + "、"
    return found


_LONGEST_BEFORE = 60  # code points


def shared_heads(names: Iterable[str], within: str | None, places: Places) -> list[str]:
    """Return the names of one list, each with its head: 市财政局、民政局 → 市财政局, 市民政局.

    Only a name that the gazetteer knows takes the head of the name before it; a group or a central organ does not.
    """
    agencies, known, head = Agencies.load(), [], None
    for name in names:
        own = split_head(name, within, places)
        if own is not None:
            head = own
        elif head and (head.text[-1:] != "市" or head.place is None) and table("agencies")["zone-alone"].whole(name):
            pass  # 高新区管委会 behind 望湖区 is a zone of the city; behind 市财政局 of an unknown city it stays as printed
        elif head and (
            agencies.knows(name)
            or agencies.concerned_with(name)
            or _only_behind_class(name, places)
            or (head.place and agencies.named(places.full_name(head.place.code) + name))
        ):
            name = (head.text[-1] if _only_behind_class(name, places) else head.text) + name
        known.append(name)
    return known


def shared_tails(names: Iterable[str], places: Places) -> list[str]:
    """Return the names of one list, each with the tail that the last one prints for all.

    济南、青岛市政府 → 济南市政府, 青岛市政府; 望湖区、临溪县政府 → 望湖区政府, 临溪县政府; 先行区、高新区管委会 → 先行区管委会,
    高新区管委会. Only the name of a place takes the tail of a government, only that of a zone the tail 管委会.
    """
    known, tail = list(names), None
    for at in range(len(known) - 1, -1, -1):
        if match := table("bodies")["government-of-several"].whole(known[at]):
            tail = match
        elif tail and len(known[at]) <= _LONGEST_BARE and places.named(known[at] + tail[1]):
            known[at] += tail[1] + tail[2]
        elif tail and takes_tail(known[at], tail[2], places):
            known[at] += tail[2]
        else:
            tail = None
    return known


def takes_tail(name: str, tail: str, places: Places) -> bool:
    """Test whether a name in a list can share the tail that a later one prints: a county or city the one of a government, a zone 管委会."""
    place = places.find_prefix(name)
    whole = any(name == at.name for at in places.named(name)) or (
        place is not None and name == places.full_name(place.code)
    )
    if table("agencies")["zone-tail"].whole(tail):
        return not whole and name[-1:] == "区" and table("agencies")["zone-alone"].whole(name + tail) is not None
    return whole


_LONGEST_BARE = 4  # code points of a place's name without its class word


def _only_behind_class(name: str, places: Places) -> bool:
    """Test for a name that takes the class word alone: 银保监分局 behind 三明市财政局 is 市银保监分局. A central organ stays one."""
    agencies = Agencies.load()
    return name in agencies.behind_class() and not agencies.knows(name) and places.organ(name) is None


def split_head(name: str, within: str | None, places: Places) -> Head | None:
    """Split off the place at the start of a name; None for central organs, groups and names without a place."""
    if table("agencies")["several-places"].start(name):
        return None
    party = table("bodies")["party"].start(name)
    rest = name[party.end() :] if party else name
    relative = table("agencies")["relative"].start(rest)
    place = places.find_prefix(name, within=within)
    if place is None:
        # 市民政局: a class word also begins other words, so the rest must be the name of a body.
        tail = rest[relative.end() :] if relative else ""
        if relative is None or not _is_known(tail, relative[1], within, places):
            return None
        return Head(relative[0], place_around(within, relative[1], places), tail)
    if place.level == "state" or is_elsewhere(name, place, within, places):
        return None
    full = places.full_name(place.code)
    outer = [around.name for around in places.ancestry(place.code) if around.level != "state"][::-1]
    printed = {full, place.name, "".join(outer), outer[0] + place.name}
    for text in sorted(printed, key=len, reverse=True):
        if rest.startswith(text):
            return Head(text, place, rest[len(text) :])
    return Head(relative[0], place, rest[relative.end() :]) if relative else None


def is_elsewhere(name: str, place: Place, within: str | None, places: Places) -> bool:
    """Test for a district that lies in another province and is named without its city: a 滨海新区管委会 need not be 天津市's."""
    if (
        within is None
        or place.level != "county"
        or not place.name.endswith("区")
        or places.full_name(place.code) in name
    ):
        return False
    provinces = [
        {around.code for around in places.ancestry(code) if around.level == "province"} for code in (place.code, within)
    ]
    return bool(provinces[1]) and provinces[0] != provinces[1]


def _is_known(tail: str, word: str, within: str | None, places: Places) -> bool:
    agencies = Agencies.load()
    place = place_around(within, word, places)
    return bool(
        agencies.knows(tail)
        or agencies.concerned_with(field_of(tail))
        or (place and agencies.named(places.full_name(place.code) + tail))
        or (place and expand_listed(tail, place, places, None))
        or _is_own(word, tail)
    )


def _is_own(word: str, tail: str) -> bool:
    """Test for an unknown body behind a class word that begins no other word: 市畜牧水产事务中心, but not 市政工程处."""
    return len(tail) >= _SHORTEST_OWN and is_body(tail) and table("agencies")["other-word"].start(word + tail) is None


def place_around(within: str | None, word: str, places: Places) -> Place | None:
    """Return the place that a class word means in its context: 市 in 370105 → 济南市."""
    around = places.ancestry(within) if within else iter(())
    return next((place for place in around if place.name.endswith(word)), None)
