"""Find the agencies that a text names: 由市财政局牵头，市民政、司法局配合 → 市财政局, 市民政, 市司法局.

The vocabulary is the gazetteer's (`ontology.agencies`) with the central organs; no name is guessed from its ending. Names of
one list share their head, so a mention's value may be longer than its span. `resolve.agencies` finds out whose body it is.
"""

from collections.abc import Iterator

from ingest.lexicon.index import Index, field_names, load_index, longest_name
from ingest.model import AgencyName, Mention, NameKind, Span
from ingest.rules import table
from ontology.places import Places

_CLASSES = "省市区县州旗盟"
_LONG_CLASSES = ("自治区", "自治州")
_JOINT = "、和及与"
_LONGEST_PLACE = 16
_LONGEST_CHAIN = 4
_LONGEST_TAIL = 8
_SHORTEST_PLACE = 2  # code points; a class word alone (市政府) lends no tail
# In 财政部门, 水利部分 and 公安部署, 财政部 and so on are not organs.
_NOT_AN_ORGAN = ("门", "队", "位", "分", "署")
_LONGEST_LIST = 60  # code points
_BRANCH = table("agencies")["branch-behind"]


def agencies(text: str) -> Iterator[Mention[AgencyName]]:
    """Find every agency in a text, in order, without overlaps. Runs in linear time."""
    index, covered = load_index(), 0
    groups = {m.start(): m.end() for m in table("agencies")["group-mention"].each(text)}
    starts = index.starts
    begun = [
        at
        for match in index.opening.finditer(text)
        if text[(at := match.start()) : at + 2] in starts or text[at] in starts
    ]
    for at in sorted({*groups, *begun}) if groups else begun:
        if at < covered:
            continue
        mentions = (
            [_group(text, at, groups[at])]
            if at in groups
            else _any_zone(text, at, index) or _whole(text, at, index) or _headed(text, at, covered, index)
        )
        yield from mentions
        covered = mentions[-1].span.end if mentions else covered


def _group(text: str, at: int, end: int) -> Mention[AgencyName]:
    return Mention(Span(at, end), "agencies.group", AgencyName(text[at:end], NameKind.GROUP))


def _any_zone(text: str, at: int, index: Index) -> list[Mention[AgencyName]]:
    """Match the short form of a zone that means any one: behind 各, or in a list that 各 opens."""
    if text[max(0, at - 1) : at] not in ("各", "、"):
        return []
    name = longest_name(text, at, index.whole)
    if not name or not table("agencies")["zone-alone"].whole(name):
        return []
    if table("agencies")["several-zones"].find(text[max(0, at - _LONGEST_LIST) : at]) is None:
        return []
    return [_group(text, at, at + len(name))]


def _whole(text: str, at: int, index: Index) -> list[Mention[AgencyName]]:
    """Match a name that needs no head: 财政部, 泉城海关, 团市委, 人民银行莱芜市中心支行."""
    name = longest_name(text, at, index.whole)
    branch = index.around_place.match(text, at) if text[at : at + 2] in index.around_starts else None
    if branch and len(branch[0]) > len(name) and _is_place(branch[branch.lastindex or 0]):
        name = branch[0]
    if not name or text.startswith(_NOT_AN_ORGAN, at + len(name)):
        return []
    return [Mention(Span(at, at + len(name)), "agencies.name", AgencyName(name))]


def _headed(text: str, at: int, covered: int, index: Index) -> list[Mention[AgencyName]]:
    """Match a list of names after a place's name or class word that ends at `at`."""
    ending = longest_name(text, at, index.after_bare)
    if ending and (start := _bare_start(text, at, covered)) is not None:
        span = Span(start, at + len(ending))
        return [Mention(span, "agencies.branch", AgencyName(span.slice(text)))]
    if not (first := _part(text, at, index)):
        return []
    start = _head_start(text, at, covered)
    return _sharing(text, start, at, covered) + _list(text, start, at, first, index) if start is not None else []


def _sharing(text: str, start: int, at: int, covered: int) -> list[Mention[AgencyName]]:
    """Read the places before a list's head that share its government: 望湖区、 before 临溪县政府 → 望湖区政府."""
    if start <= covered or text[start - 1] not in _JOINT or at - start < _SHORTEST_PLACE:
        return []
    if not (tail := table("agencies")["government"].start(text[at : at + _LONGEST_TAIL])):
        return []
    found: list[Mention[AgencyName]] = []
    while start > covered and text[start - 1] in _JOINT:
        span = Span(_chain_start(text, start - 1, covered), start - 1)
        if span.start == span.end:
            break
        found.append(Mention(span, "agencies.list", AgencyName(span.slice(text) + tail[0])))
        start = span.start
    return found[::-1]


def _list(text: str, start: int, at: int, part: str, index: Index) -> list[Mention[AgencyName]]:
    """Read a list from its head on. Fields (市财政、民政) count only if a body or 等部门 closes the list. part: the first name or field."""
    head, first = text[start:at], start
    closes = table("agencies")["list-closed"].start
    found: list[Mention[AgencyName]] = []
    pending: list[Mention[AgencyName]] = []
    while part:
        end = at + len(part)
        rule = "agencies.list" if found or pending else "agencies.place"
        closing = closes(text[end : end + 8])
        if part in field_names():
            if closing and not pending and table("agencies")["department"].whole(closing[0]):
                # 市财政部门 is printed as one name.
                part, end = part + closing[0], end + len(closing[0])
                found.append(Mention(Span(first, end), rule, AgencyName(head + part)))
                closing = None
            else:
                pending.append(Mention(Span(first, end), rule, AgencyName(head + part)))
        else:
            found += [*pending, Mention(Span(first, end), rule, AgencyName(head + part))]
            pending = []
        if closing:
            found += pending
            break
        if end >= len(text) or text[end] not in _JOINT:
            break
        at = first = end + 1
        part = _part(text, at, index)
    return found


def _part(text: str, at: int, index: Index) -> str:
    """Return the longest name or field that starts at `at`; empty if it continues as another word."""
    name = longest_name(text, at, index.following)
    if not name:
        return ""
    after = at + len(name)
    if name.endswith("局") and (branch := _BRANCH.pattern.match(text, after)) and _is_place(branch[1]):
        return name + branch[0]
    return "" if table("agencies")["longer-word"].start(text[after : after + 2]) else name


def _head_start(text: str, end: int, covered: int) -> int | None:
    """Return where the place's name or class word that ends at `end` begins; None if there is none.

    Names of places form chains (山东省济南市), class words do not; 各县区 and 城市 are not places.
    """
    start = _chain_start(text, end, covered)
    if start == end:
        if end == covered or text[end - 1] not in _CLASSES:
            return None
        start = end - (3 if text.endswith(_LONG_CLASSES, covered, end) else 1)
        before = text[max(0, start - 1) : start]
        if before and (before in _CLASSES or table("agencies")["no-class-word"].find(text[max(0, start - 2) : start])):
            return None
        if before in ("本", "我") and start > covered:
            start -= 1
    for party in ("中国共产党", "中共"):
        if text.endswith(party, covered, start):
            return start - len(party)
    return start


def _chain_start(text: str, end: int, covered: int) -> int:
    """Return where the chain of places (山东省济南市) that ends at `end` begins; `end` if there is none."""
    start = end
    for _ in range(_LONGEST_CHAIN):
        length = _place_before(text, start, covered)
        if not length:
            break
        start -= length
    return start


def _place_before(text: str, end: int, covered: int) -> int:
    """Return the length of the longest place name that ends at `end`, with its class word; 0 if there is none."""
    last = text[end - 1 : end]
    if not last or last not in _CLASSES:
        return 0
    named = Places.load().named
    for start in range(max(covered, end - _LONGEST_PLACE), end - 1):
        places = named(text[start:end])
        if places and any(place.name.endswith(last) for place in places) and (end - start > 2 or last != "区"):
            return end - start
    return 0


def _bare_start(text: str, end: int, covered: int) -> int | None:
    """Return where the place that ends at `end` begins, with or without its class word: 山东 before 银保监局."""
    starts = range(max(covered, end - _LONGEST_PLACE), end - 1)
    return next((start for start in starts if _is_place(text[start:end])), None)


def _is_place(name: str) -> bool:
    """Test for the name of a place, with or without its class word: 山东, 济南市, 长清."""
    return any(Places.load().named(name + word) for word in ("", "省", "市", "区", "县"))
