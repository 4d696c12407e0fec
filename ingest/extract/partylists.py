"""Read a list of parties: the names in it as printed, each with its place and its role (牵头, 配合)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.model import Assigned, PartyRole, Span
from ingest.rules import table
from ontology.agencies import Agencies

_CLOSE = table("parties")["list-close"]
_SPLIT = table("parties")["list-split"]
_JOINT = table("parties")["list-join"]
_OUTER = table("parties")["list-opening"]
_LONGEST_UNKNOWN = 16
_TIME = table("parties")["time-piece"]
_SHARED = table("parties")["shared-level"]
_BARE = table("parties")["bare-behind"]
_DEPARTMENT = table("parties")["own-department"]
_ORGAN = table("parties")["party-organ"]
_BEHIND_ORGAN = table("parties")["organ-behind"]
_PLACES = "省市区县州旗盟乡镇"  # 市质量强市及品牌办 is one name, 各区县和各部门 are two
_INCLUDING = table("parties")["including"]
_CALLED = table("parties")["called-in-bracket"]
_OWN_LEVEL = table("parties")["own-level"]
_REMARK = re.compile(r"[（(][^（）()]{0,20}[)）]$")


def role_of(word: str) -> PartyRole:
    """Return the role that a label or predicate expresses: 牵头单位 → lead, 配合 → support, any other → responsible."""
    rules = table("parties")
    if rules["lead"].find(word):
        return PartyRole.LEAD
    return PartyRole.SUPPORT if rules["support"].find(word) else PartyRole.RESPONSIBLE


def read_list(text: str, at: int, *, strict: bool, role: PartyRole | None = None) -> list[Assigned]:
    """Read the parties inside a bracket or in a table cell. at: the offset of `text`.

    strict: return nothing if there is no label and one of the names is not the name of a body. role: of the cell's column.
    """
    rules = table("parties")
    # 各区县政府（含高新区管委会，下同） names two; keep the offsets
    text = _INCLUDING.pattern.sub(lambda m: "、" + " " * (m.start(1) - m.start() - 1) + m[1] + " " * len(m[2]), text)
    found: list[Assigned] = []
    pending: list[tuple[str, int]] = []
    current, skipping = role, False
    for piece, start in _pieces(text):
        label = rules["label"].start(piece) or rules["label-is"].start(piece)
        if label:
            skipping = bool(rules["time-label"].find(label["label"]) or rules["person-label"].find(label["label"]))
            current = None if skipping else role_of(label["label"])
            piece, start = piece[label.end() :], start + label.end()
        if skipping or not piece.strip():
            continue
        predicate = rules["predicate"].find(piece)
        if predicate and predicate.start() == 0 and not predicate["how"].startswith("等") and not pending:
            continue  # 按职责分工负责 alone
        if predicate is None and current is None and _TIME.find(piece):
            continue  # （9月底前完成，市园林局负责）
        if predicate is None and current is None:
            pending.append((piece, start))
            continue
        told = current
        if predicate and (role is None or role_of(predicate["verb"]) is not PartyRole.RESPONSIBLE):
            told = role_of(predicate["verb"])
        assert told is not None
        closed = bool(predicate and predicate["how"].startswith("等"))
        for words, place in [*pending, (piece[: predicate.start()] if predicate else piece, start)]:
            joined = with_others(words, place, told, closed, told=bool(label) or current is not None or bool(found))
            if joined is None:
                if strict and not label and current is None:
                    return []
                continue
            found += joined
        pending = []
    if pending and strict and not found:
        return []
    return [party.shifted(at) for party in found]


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    start = 0
    for match in _SPLIT.each(text):
        yield text[start : match.start()], start
        start = match.end()
    yield text[start:], start


def with_others(text: str, at: int, role: PartyRole, closed: bool, *, told: bool = False) -> list[Assigned] | None:
    """Read names with their roles: in `X会同Y`, X has the role and Y supports. told: see `names`."""
    joint = table("parties")["together-with"].find(text)
    if joint is None or not joint.start():
        return names(text, at, role, closed, told=told)
    first = names(text[: joint.start()], at, role, False, told=told)
    others = names(text[joint.end() :], at + joint.end(), PartyRole.SUPPORT, closed, told=told)
    return None if first is None else [*first, *(others or [])]


def names(text: str, at: int, role: PartyRole, closed: bool = False, *, told: bool = False) -> list[Assigned] | None:
    """Split one list into names with their spans; None if it is not a list of bodies.

    told: a label, a column or the parties before show that this is a list of parties. Then a short name with an unknown ending stays
    in a list beside names of bodies, as printed.

    和 splits only between two names (各街道办事处和区政府各部门), never inside one (市自然资源和规划局).
    """
    rules = table("parties")
    found: list[Assigned] = []
    for piece, start in _divided(text):
        name = piece
        if match := _OUTER.start(name):
            name, start = name[match.end() :], start + match.end()
        end_of_list = _CLOSE.find(name)
        if end_of_list and (end_of_list.start() > 0 or found):
            name = name[: end_of_list.start()]
            closed = True
        start += len(name) - len(name.lstrip())
        name = _CALLED.pattern.sub("", name.strip(" 　。.·*"))
        if not name:
            continue
        leads = rules["lead-behind"].find(name)
        name = name[: leads.start()] if leads else name
        printed = name
        name = re.sub(r"(?<=[^\x00-\x7f])[ ]+(?=[^\x00-\x7f])", "", name)
        if len(name) > 60 or rules["no-name"].find(without_remark(name)):
            return None
        span = Span(at + start, at + start + len(printed))
        found.append(Assigned(name, PartyRole.LEAD if leads else role, span, closed))
    plausible = [
        party
        for party in found
        if closed
        or rules["name-end"].find(without_remark(party.name))
        or (party is not found[-1] and _is_field(party.name))
    ]
    sure = told or (len(plausible) >= 2 and len(plausible) * 2 > len(found))
    short = all(len(party.name) <= _LONGEST_UNKNOWN for party in found)
    if len(plausible) < len(found) and not (sure and plausible and short):
        return None
    return [replace(party, closed=closed) for party in found]


def without_remark(name: str) -> str:
    """Cut the remark behind a name: 市工业和信息化局（市大数据局） → 市工业和信息化局."""
    return _REMARK.sub("", name)


def _is_field(name: str) -> bool:
    """Test for a field whose body the end of the list completes: 民政 in 市民政、财政局."""
    return bool(Agencies.load().concerned_with(_OWN_LEVEL.pattern.sub("", name)))


def _divided(text: str) -> Iterator[tuple[str, int]]:
    """Split a list into pieces; never inside brackets."""
    ends = table("parties")["name-end"]
    start = 0
    depth_spans = [match.span() for match in re.finditer(r"[（(〔][^（()）〔〕]*[)）〕]", text)]
    for match in _JOINT.each(text):
        if match.start() < start or any(low < match.start() < high for low, high in depth_spans):
            continue
        word = match[0]
        shared = _SHARED.whole(text[start : match.start()].strip()) and not _DEPARTMENT.pattern.match(text, match.end())
        if shared or _BARE.pattern.match(text, match.end()):
            continue  # 各区、市政府 and 各有关部门和单位 are one group
        if _shares_place(text[start : match.start()].strip(), text, match.end()):
            continue  # 各县党委和政府, too
        if word in ("和", "及", "与"):
            left = text[start : match.start()].strip()
            right = without_remark(table("parties")["list-parted"].pattern.split(text[match.end() :], maxsplit=1)[0])
            whole = len(left) > 1 and (
                left[-1] not in _PLACES or table("parties")["of-several"].start(left) is not None
            )
            if not (whole and ends.find(left) and (ends.find(_CLOSE.pattern.sub("", right)) or _CLOSE.find(right))):
                continue
        yield text[start : match.start()], start
        start = match.start("others") if match["others"] else match.end()
    yield text[start:], start


def _shares_place(organ: str, text: str, at: int) -> bool:
    """Test for a committee of the Party before the government or office of the same places: 各县委 before 县政府."""
    behind = _BEHIND_ORGAN.pattern.match(text, at)
    if behind is None or _ORGAN.find(organ) is None:
        return False
    return not behind["level"] or organ[:-1].endswith(behind["level"])


def first_leads(text: str) -> int | None:
    """Return the offset from which the first party of each list leads (列第一位者为牵头单位，下同); None if no note says so."""
    match = table("parties")["first-leads"].find(text)
    return match.start() if match else None


def with_first_lead(assigned: Iterable[Assigned]) -> tuple[Assigned, ...]:
    """Return the parties with the first one as lead."""
    listed = tuple(assigned)
    return (replace(listed[0], role=PartyRole.LEAD), *listed[1:]) if listed else ()
