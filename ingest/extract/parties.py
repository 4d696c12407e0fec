"""Find who is assigned a task: （市农业局牵头，市水利局等单位按职责分工负责）, 责任单位：…, 由区应急局牵头负责.

Values are tuples of `Assigned`, with the names as printed. `resolve.parties` finds the bodies, `assemble.tasks` the clause.
"""

import re
from collections.abc import Iterator

from ingest.extract.partylists import names, read_list, role_of, with_others
from ingest.model import Assigned, Mention, PartyRole, Span
from ingest.rules import table
from ingest.segment.tree import Covered

_GENERIC = table("parties")["generic"]
_LABEL_ENDS = table("parties")["labelled-end"]
_LONGEST_LABELLED = 600
_LONGEST_BEFORE = 80  # code points of who is in charge, before the bodies
_LATER = 360
_FOUNDING = table("parties")["founded-behind"]
_MODAL = table("parties")["modal-end"]


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
    """Return where a label's phrase begins: with its line, if only the person in charge is named before it (责任领导：…；责任单位：…)."""
    start = text.rfind("\n", max(0, match.start() - _LONGEST_BEFORE), match.start()) + 1
    before, rules = text[start : match.start()], table("parties")
    if not start or "。" in before or rules["label"].start(before) is None or rules["label-anywhere"].find(before):
        return match.start()
    return start


def _line(match: re.Match[str], text: str) -> tuple[Span, list[Assigned]]:
    found = read_list(match["inner"], match.start("inner"), strict=True)
    return Span(*match.span()), [] if any(_is_generic(party.name) for party in found) else found


def _by(match: re.Match[str], text: str) -> tuple[Span, list[Assigned]]:
    span = Span(match.start(), match.end())
    words = _MODAL.pattern.sub("", _FOUNDING.pattern.sub("", match["names"]))
    found = with_others(words, match.start("names"), role_of(match["verb"]), False)
    if not found or any(_is_generic(party.name) for party in found):
        return span, []
    return _and_next(span, found, text)


def _lead(match: re.Match[str], text: str) -> tuple[Span, list[Assigned]]:
    span = Span(match.start(), match.end())
    words, start = match["names"], match.start("names")
    words = _MODAL.pattern.sub("", words)
    found = with_others(words, start, PartyRole.LEAD, False)
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
        more = with_others(match["names"], end + match.start("names"), role, closed)
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
    ("prose-is", "prose-by", _by),
    ("bracket-bare", "bracket", _bare),
)
"""(pattern, the rule that its mentions carry, how a match is read), in order of precedence."""
