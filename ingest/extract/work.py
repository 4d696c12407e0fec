"""What a document has done: its tasks with their parties, its time limits, its duties.

Here the mentions of one text meet its clauses: a bracket assigns the clause that it closes, a row itself; what stands in
headings, signatures and imprints is none.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.extract.parties import Assigned, first_leads, names, with_first_lead
from ingest.extract.tasktables import row_tasks
from ingest.model import Clause, Component, Deadline, Duty, Level, Mention, Party, PartyRole, Role, Span, Task
from ingest.resolve.agencies import NameKind, is_placed, name_kind, official_name, shared_heads
from ingest.resolve.deadlines import Occasion, deadlines
from ingest.rules import table
from ingest.segment.components import Outline
from ingest.segment.paragraphs import Form, Paragraph
from ontology.places import Places

_SILENT = {Form.NUMBER, Form.DATE, Form.SIGNED_DATE, Form.PRINTED, Form.REGISTRATION, Form.DISCLOSURE, Form.COPIES}
_SILENT |= {Form.LETTERHEAD, Form.ADDRESSEE, Form.METADATA, Form.HISTORY, Form.ANNEX_MARK, Form.ANNEX_LIST}
_SILENT |= {Form.ORDER_ORGAN, Form.ORDER_SERIAL}
_CLOSING = ("parties.bracket", "parties.label")
_LEADS = re.compile(r"[，。；]牵头(?!单位|部门|人)")
_IN_BRACKETS = re.compile(r"[（(][^（）()]{0,20}[)）]$")


@dataclass(frozen=True, slots=True)
class Work:
    """A document's tasks, time limits and duties, each in printed order."""

    tasks: tuple[Task, ...]
    deadlines: tuple[Deadline, ...]
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a document's words are read against. within: GB/T 2260 code of its place; occasion: what it tells of its time."""

    text: str
    within: str | None
    places: Places
    occasion: Occasion


def work(
    said: Mapping[str, Sequence[Mention]],
    paragraphs: Sequence[Paragraph],
    plan: Outline,
    components: Sequence[Component],
    setting: Setting,
) -> Work:
    """Put a document's mentions of parties, times and duties in their places. Spans are in the reading."""
    layout = _Layout(paragraphs, plan, components)
    validity = [mention.span for mention in said["validity"]]
    phrases = [mention for mention in said["parties"] if layout.speaks(mention.span)]
    tasks = list(_clause_tasks(phrases, layout, setting))
    tasks += _headed_tasks(
        layout, {clause.eid for clause, _ in map(layout.leaf, (m.span for m in phrases)) if clause}, setting
    )
    limits: list[Mention] = []
    for part in plan.parts:
        if part.role is not Role.IMPRINT:
            for row in row_tasks(paragraphs, part.start, part.end, part.title):
                parties = _parties(row.parties, setting)
                tasks.append(Task(tuple(row.texts), row.at, parties, "tables.row"))
                limits += row.times
    times = [
        mention
        for mention in said["times"]
        if layout.speaks(mention.span)
        and not any(_overlap(mention.span, span) for span in validity)
        and not any(_overlap(mention.span, limit.span) for limit in limits)
    ]
    found = [
        *deadlines(times, setting.text, setting.occasion),
        *deadlines(limits, setting.text, setting.occasion, limits=True),
    ]
    duties = tuple(
        replace(m.value, agencies=_bodies(m.value, setting))
        for m in said["duties"]
        if isinstance(m.value, Duty) and layout.speaks(m.value.sentence)
    )
    return Work(
        tuple(sorted(tasks, key=lambda task: task.at)), tuple(sorted(found, key=lambda limit: limit.span)), duties
    )


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


class _Layout:
    """Where a place lies: its paragraph, and its clause with the component's tree."""

    def __init__(self, paragraphs: Sequence[Paragraph], plan: Outline, components: Sequence[Component]) -> None:
        first, last = plan.parts[0].start, plan.parts[-1].end
        headings = {i for part in plan.parts for i in part.heading}
        kept = [i for i in range(first, last) if paragraphs[i].form not in _SILENT and i not in headings]
        self.spans = [paragraphs[i].span for i in kept]
        self.starts = [span.start for span in self.spans]
        self.leaves = sorted(
            (
                (clause, part)
                for part in components
                if part.role is not Role.IMPRINT
                for clause in part.clauses
                if len(clause.own)
            ),
            key=lambda pair: pair[0].own.start,
        )
        self.owns = [clause.own.start for clause, _ in self.leaves]
        self.paragraphs = [paragraphs[i] for i in kept]
        self.extent = Span(paragraphs[first].span.start, paragraphs[last - 1].span.end)

    def leaf(self, span: Span) -> tuple[Clause, Component] | tuple[None, None]:
        """The clause whose own text holds the span's start, and its component."""
        index = bisect_right(self.owns, span.start) - 1
        if index < 0 or span.start >= self.leaves[index][0].own.end:
            return None, None
        return self.leaves[index]

    def speaks(self, span: Span) -> bool:
        """Whether the place is in the document's own words: no heading of it, signature, list of annexes or imprint."""
        index = bisect_right(self.starts, span.start) - 1
        if index < 0 or span.start >= self.spans[index].end:
            return False
        clause, _ = self.leaf(span)
        if clause is None or clause.level is Level.PREFACE:
            return False
        return clause.level is not Level.CONCLUSIONS or span.start >= self._attached(clause)

    def _attached(self, conclusions: Clause) -> int:
        """Where behind a signature a text of numbered clauses follows that nothing announces; the end where none does."""
        at = conclusions.span
        found = (
            p.span.start
            for p in self.paragraphs
            if p.form is Form.NUMBERED and at.contains(p.span) and p.text.endswith(("。", "；", "："))
        )
        return next(found, at.end)


def _clause_tasks(phrases: Sequence[Mention], layout: _Layout, setting: Setting) -> Iterator[Task]:
    """The tasks that brackets, labels and prose assign."""
    assigned: dict[str, int] = {}  # how many closing phrases a clause holds, by component and eId
    told: dict[str, int] = {}  # … and how many phrases of any kind
    leaves = [layout.leaf(phrase.span) for phrase in phrases]
    keys = [f"{id(part)}#{clause.eid}" if clause else "" for clause, part in leaves]
    for phrase, key in zip(phrases, keys, strict=True):
        assigned[key] = assigned.get(key, 0) + (phrase.rule in _CLOSING)
        told[key] = told.get(key, 0) + 1
    start, end = layout.extent.start, layout.extent.end
    leading = first_leads(setting.text[start:end])
    previous: dict[str, int] = {}
    for phrase, key, (clause, part) in zip(phrases, keys, leaves, strict=True):
        if clause is None or part is None:
            continue
        listed: Iterable[Assigned] = phrase.value if isinstance(phrase.value, tuple) else ()
        if (
            leading is not None
            and phrase.rule in _CLOSING
            and not any(p.role is not PartyRole.RESPONSIBLE for p in listed)
        ):
            listed = with_first_lead(listed)
        parties = _parties(listed, setting)
        if not parties:
            continue
        span = clause.own
        if phrase.rule in _CLOSING:
            if assigned[key] > 1:
                span = Span(max(previous.get(key, clause.own.start), clause.own.start), phrase.span.end)
                previous[key] = phrase.span.end
            else:
                span = _closed(clause, part, phrase, assigned).span
        elif not clause.marker:
            span = _around(clause, part, told)
        yield Task((_trimmed(span, setting.text),), phrase.span, parties, phrase.rule)


def _closed(clause: Clause, part: Component, phrase: Mention, assigned: Mapping[str, int]) -> Clause:
    """The clause that a bracket closes: its own, or the one above where it stands at the end of several that have none."""
    parent = next((other for other in part.clauses if other.eid == clause.parent), None)
    if parent is None or not parent.marker or parent.level in (Level.ARTICLE, Level.CHAPTER):
        return clause
    siblings = [other for other in part.clauses if other.parent == clause.parent]
    is_last = siblings[-1].eid == clause.eid
    others = any(
        assigned.get(f"{id(part)}#{other.eid}")
        for other in part.clauses
        if other.eid != clause.eid and parent.span.contains(other.span)
    )
    if not is_last or others:
        return clause
    alone = not clause.marker and len(clause.own) <= len(phrase.span) + 3
    return parent if alone or len(siblings) > 1 or not clause.marker else clause


def _around(clause: Clause, part: Component, told: Mapping[str, int]) -> Span:
    """What an unnumbered paragraph of prose assigns: the numbered clause that it belongs to, where nothing else in it does."""
    parent = next((other for other in part.clauses if other.eid == clause.parent), None)
    if parent is None or not parent.marker or parent.level in (Level.ARTICLE, Level.CHAPTER):
        return clause.own
    inside = [other for other in part.clauses if parent.span.contains(other.span)]
    numbered = any(other.marker for other in inside if other.eid != parent.eid)
    alone = sum(told.get(f"{id(part)}#{other.eid}", 0) for other in inside) == 1
    return parent.span if alone and not numbered else clause.own


def _headed_tasks(layout: _Layout, taken: set[str], setting: Setting) -> list[Task]:
    """Clauses whose heading is a body that leads: 1.市行政审批服务局。负责…，牵头开展…."""
    found = []
    for clause, part in layout.leaves:
        heading = clause.heading
        if not heading or len(heading) > 30 or clause.eid in taken or part.role is Role.IMPRINT:
            continue
        own = clause.own.of(setting.text)
        if not _LEADS.search(own) or not table("parties")["name-end"].find(heading):
            continue
        at = own.find(heading)
        name = Assigned(heading, PartyRole.LEAD, Span(clause.own.start + at, clause.own.start + at + len(heading)))
        parties = _parties([name], setting)
        if parties and parties[0].known:
            found.append(Task((_trimmed(clause.own, setting.text),), name.span, parties, "parties.heading"))
    return found


def _trimmed(span: Span, text: str) -> Span:
    said = span.of(text)
    return Span(span.start, span.start + len(said.rstrip("\n ")))


def _parties(listed: Iterable[Assigned], setting: Setting) -> tuple[Party, ...]:
    """The parties with their official names; a list that 等部门 closes shares its heads."""
    assigned = list(listed)
    bare = [_IN_BRACKETS.sub("", party.name) for party in assigned]
    headed = shared_heads(bare, setting.within, setting.places)
    found: dict[tuple[str, PartyRole], Party] = {}
    for party, name in zip(assigned, headed, strict=True):
        group = name_kind(name) is NameKind.GROUP
        official = name if group else official_name(name, setting.within, setting.places, on=setting.occasion.signed)
        known = not group and is_placed(official, setting.places)
        printed = party.name if name == _IN_BRACKETS.sub("", party.name) else name
        found.setdefault((official, party.role), Party(printed, official, party.role, party.span, group, known))
    return tuple(found.values())


def _bodies(duty: Duty, setting: Setting) -> tuple[str, ...]:
    """The bodies that a bearer is: 市科技局、市财政局 → two; 各有关部门 and 申请企业 → none."""
    listed = names(duty.bearer, 0, PartyRole.RESPONSIBLE) if duty.bearer else None
    found = dict.fromkeys(party.official for party in _parties(listed or (), setting) if party.known)
    return tuple(found)


def shifted(duty: Duty, by: int) -> Duty:
    """The duty in a text that begins `by` characters earlier."""
    return replace(
        duty,
        sentence=duty.sentence.shifted(by),
        cue=duty.cue.shifted(by),
        bearer_at=duty.bearer_at.shifted(by) if duty.bearer_at else None,
        condition=duty.condition.shifted(by) if duty.condition else None,
    )
