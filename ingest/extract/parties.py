"""Find who is assigned a task: （市农业局牵头，市水利局等单位按职责分工负责）, 责任单位：…, 由区应急局牵头负责.

Values are tuples of `Assigned`, with the names as printed. `resolve.parties` finds the bodies, `assemble.tasks` the clause.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.model import Assigned, Mention, PartyRole, Span
from ingest.rules import table
from ingest.segment.tree import Covered
from ontology.agencies import Agencies

_CLOSE = table("parties")["list-close"]
_SPLIT = table("parties")["list-split"]
_JOINT = table("parties")["list-join"]
_OUTER = table("parties")["list-opening"]
_GENERIC = table("parties")["generic"]
_LABEL_ENDS = table("parties")["labelled-end"]
_LONGEST_LABELLED = 600
_LONGEST_UNKNOWN = 16
_LONGEST_BEFORE = 80  # code points of who is in charge, before the bodies
_LATER = 360
_TIME = table("parties")["time-piece"]
_FOUNDING = table("parties")["founded-behind"]
_SHARED = table("parties")["shared-level"]
_BARE = table("parties")["bare-behind"]
_DEPARTMENT = table("parties")["own-department"]
_ORGAN = table("parties")["party-organ"]
_BEHIND_ORGAN = table("parties")["organ-behind"]
_PLACES = "省市区县州旗盟乡镇"  # 市质量强市及品牌办 is one name, 各区县和各部门 are two
_INCLUDING = table("parties")["including"]
_CALLED = table("parties")["called-in-bracket"]
_MODAL = table("parties")["modal-end"]
_OWN_LEVEL = table("parties")["own-level"]
_REMARK = re.compile(r"[（(][^（）()]{0,20}[)）]$")


def parties(text: str) -> Iterator[Mention[tuple[Assigned, ...]]]:
    """Find every assigning phrase in a text, in order, without overlaps. Runs in linear time."""
    found: list[Mention[tuple[Assigned, ...]]] = []
    for kind, name, read in _READERS:
        rule = table("parties")[kind]
        taken, last = Covered(mention.span for mention in found), 0
        for match in rule.each(text):
            if taken.touch(Span(*match.span())) or match.start() < last or "\t" in match[0]:
                continue
            span, assigned = read(match, text)
            if assigned:
                found.append(Mention(span, f"parties.{name}", tuple(assigned)))
                last = span.end
    yield from sorted(found, key=lambda mention: (mention.span.start, mention.span.end))


def _bare(match: re.Match[str], text: str) -> tuple[Span, list[Assigned]]:
    """Read a bracket without label or predicate: all its words must be names of bodies, and more than one, or one of this place."""
    group = "behind" if match["behind"] else "last"
    assigns = table("parties")["predicate"].find(match[group])
    found = names(match[group], match.start(group), PartyRole.RESPONSIBLE) or []
    headed = [party for party in found if table("parties")["headed"].start(party.name)]
    if assigns or any(_is_generic(party.name) for party in found):
        found = []
    if (len(found) < 2 and len(headed) < len(found)) or (group == "last" and not headed):
        found = []
    return Span(match.start(), match.end()), found


def _bracket(match: re.Match[str], text: str) -> tuple[Span, list[Assigned]]:
    # What follows the first sentence is a remark (列第一位者为牵头单位，下同), unless another label begins it.
    kept = ""
    for sentence in re.findall(r"[^。]*。?", match["inner"]):
        if kept and not table("parties")["label"].start(sentence):
            break
        kept += sentence
    behind = match["inner"][len(kept) :]
    if table("parties")["first-leads"].find(behind) and table("parties")["predicate"].find(kept.rstrip("。")) is None:
        return Span(*match.span()), names(kept.rstrip("。"), match.start("inner"), PartyRole.RESPONSIBLE) or []
    if (remark := table("parties")["first-leads"].find(kept)) and not table("parties")["label"].start(kept):
        kept = kept[: max(kept.rfind(mark, 0, remark.start()) for mark in "，,；;。") + 1].rstrip("，,；;。") or kept
        if table("parties")["predicate"].find(kept) is None:
            return Span(*match.span()), names(kept, match.start("inner"), PartyRole.RESPONSIBLE) or []
    return Span(match.start(), match.end()), read_list(kept, match.start("inner"), strict=True)


def _labelled(match: re.Match[str], text: str) -> tuple[Span, list[Assigned]]:
    limit = min(len(text), match.start() + _LONGEST_LABELLED)
    end = _LABEL_ENDS.pattern.search(text, match.end(), limit)
    stop = end.start() if end else limit
    words = text[match.start() : stop]
    if remark := table("parties")["first-leads"].find(words):  # …、市税务局（列第一位者为牵头单位）
        words = words[: max(words.rfind(mark, 0, remark.start()) for mark in "（(，,；;")]
    return Span(_label_line(match, text), stop), read_list(words, match.start(), strict=False)


def _label_line(match: re.Match[str], text: str) -> int:
    """Return where a label's phrase begins: with its line, where only who is in charge stands before it (责任领导：…；责任单位：…)."""
    start = text.rfind("\n", max(0, match.start() - _LONGEST_BEFORE), match.start()) + 1
    before, rules = text[start : match.start()], table("parties")
    if not start or "。" in before or rules["label"].start(before) is None or rules["label-anywhere"].find(before):
        return match.start()
    return start


def _line(match: re.Match[str], text: str) -> tuple[Span, list[Assigned]]:
    found = read_list(match["inner"], match.start("inner"), strict=True)
    return Span(*match.span()), [] if any(_is_generic(party.name) for party in found) else found


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
            joined = _with_others(words, place, told, closed, told=bool(label) or current is not None or bool(found))
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


def _with_others(text: str, at: int, role: PartyRole, closed: bool, *, told: bool = False) -> list[Assigned] | None:
    """Read names with their roles: in `X会同Y`, X has the role and Y supports. told: see `names`."""
    joint = table("parties")["together-with"].find(text)
    if joint is None or not joint.start():
        return names(text, at, role, closed, told=told)
    first = names(text[: joint.start()], at, role, False, told=told)
    others = names(text[joint.end() :], at + joint.end(), PartyRole.SUPPORT, closed, told=told)
    return None if first is None else [*first, *(others or [])]


def names(text: str, at: int, role: PartyRole, closed: bool = False, *, told: bool = False) -> list[Assigned] | None:
    """Split one list into names with their spans; None if it is not a list of bodies.

    told: a label, a column or the parties before tell that parties stand here. Then a short name with an ending that we do not know
    stays in a list beside names of bodies, as printed.

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


def _by(match: re.Match[str], text: str) -> tuple[Span, list[Assigned]]:
    span = Span(match.start(), match.end())
    words = _MODAL.pattern.sub("", _FOUNDING.pattern.sub("", match["names"]))
    found = _with_others(words, match.start("names"), role_of(match["verb"]), False)
    if not found or any(_is_generic(party.name) for party in found):
        return span, []
    return _and_next(span, found, text)


def _lead(match: re.Match[str], text: str) -> tuple[Span, list[Assigned]]:
    span = Span(match.start(), match.end())
    words, start = match["names"], match.start("names")
    words = _MODAL.pattern.sub("", words)
    found = _with_others(words, start, PartyRole.LEAD, False)
    if not found or any(_is_generic(party.name) for party in found):
        return span, []
    return _and_next(span, found, text)


def _with_help(match: re.Match[str], text: str) -> tuple[Span, list[Assigned]]:
    """Read who has the work and who helps; nothing where no helper is a body."""
    span, found = _by(match, text)
    return span, found if any(party.role is PartyRole.SUPPORT for party in found) else []


def _is_generic(name: str) -> bool:
    """Test for words such as 企业 and 学校, which name a kind of body; 主管部门 and 各部门 are groups and are names."""
    return bool(_GENERIC.whole(name)) or len(name) < 2


def _and_next(span: Span, found: list[Assigned], text: str) -> tuple[Span, list[Assigned]]:
    """Add the parties that follow (，市财政局、市审计局配合) and widen the span."""
    rules, end = table("parties"), span.end
    line = text.find("\n", end)
    line = len(text) if line < 0 else line
    for _ in range(3):
        match = rules["prose-next"].start(text[end : min(line, end + 240)])
        if match is None:
            break
        closed = rules["and-others"].find(match[0]) is not None
        if match["with"] and not rules["with-next"].start(match[0]):
            break
        role = role_of(match["verb"]) if match["verb"] else PartyRole.SUPPORT
        more = _with_others(match["names"], end + match.start("names"), role, closed)
        if not more or any(_is_generic(party.name) for party in more):
            break
        found, end = [*found, *more], end + match.end()
    if any(party.role is PartyRole.LEAD for party in found) and (
        match := rules["prose-later"].start(text[end : min(line, end + _LATER)])
    ):
        more = names(match["names"], end + match.start("names"), PartyRole.SUPPORT)
        if more and not any(_is_generic(party.name) for party in more):
            found, end = [*found, *more], end + match.end()
    if any(party.role is PartyRole.LEAD for party in found):
        for match in rules["total"].each(text[end : min(line, end + _LONGEST_LABELLED)]):
            more = names(match["names"], end + match.start("names"), PartyRole.RESPONSIBLE)
            if more and not any(_is_generic(party.name) for party in more):
                found = [*found, *more]
                end += match.end()
                break
    return Span(span.start, end), found


_READERS = (
    ("bracket", "bracket", _bracket),
    ("label-anywhere", "label", _labelled),
    ("bracket-open", "label", _labelled),
    ("line-by", "label", _line),
    ("prose-by", "prose-by", _by),
    ("prose-lead", "prose-lead", _lead),
    ("prose-with-help", "prose-by", _with_help),
    ("bracket-bare", "bracket", _bare),
)
"""(pattern, the rule that its mentions carry, how a match is read), in order of precedence."""


def first_leads(text: str) -> int | None:
    """Return the offset from which the first party of each list leads (列第一位者为牵头单位，下同); None if no note says so."""
    match = table("parties")["first-leads"].find(text)
    return match.start() if match else None


def with_first_lead(assigned: Iterable[Assigned]) -> tuple[Assigned, ...]:
    """Return the parties with the first one as lead."""
    listed = tuple(assigned)
    return (replace(listed[0], role=PartyRole.LEAD), *listed[1:]) if listed else ()
