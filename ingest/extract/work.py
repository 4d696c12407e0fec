"""What a document has done: its tasks with their parties, its time limits, its duties.

Here the mentions of one text meet its clauses: a bracket assigns the clause that it closes, a row itself; what stands in
headings, signatures and imprints is none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.extract.parties import Assigned, first_leads, names, with_first_lead, without_remark
from ingest.extract.tasktables import row_tasks
from ingest.lexicon.agencies import NameKind, is_placed, name_kind, official_name, shared_heads
from ingest.model import Component, ComponentRole, Deadline, Duty, Level, Mention, Party, PartyRole, Span, Task
from ingest.resolve.deadlines import Occasion, deadlines
from ingest.rules import table
from ingest.segment.components import Outline
from ingest.segment.paragraphs import Paragraph
from ingest.segment.tree import Counted, Covered, Leaf, Tree
from ontology.places import Places

_CLOSING = ("parties.bracket", "parties.label")
_UPPER = (Level.ARTICLE, Level.CHAPTER)
_LONGEST_HEADING = 40
_MARKS = 3  # a full stop and a line end beside a bracket
_LEADS = re.compile(r"[，。；]牵头(?!单位|部门|人)")


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
    aliases: Mapping[str, str] = field(default_factory=dict)


def work(
    said: Mapping[str, Sequence[Mention]],
    paragraphs: Sequence[Paragraph],
    plan: Outline,
    components: Sequence[Component],
    setting: Setting,
) -> Work:
    """Put a document's mentions of parties, times and duties in their places. Spans are in the reading."""
    tree = Tree(paragraphs, plan, components)
    setting = replace(setting, aliases=_aliases(tree.span.slice(setting.text)))
    rows = [
        row
        for part in plan.parts
        if part.role is not ComponentRole.IMPRINT
        for row in row_tasks(paragraphs, part.start, part.end, part.title)
    ]
    limits = [limit for row in rows for limit in row.times]
    in_rows = Covered(span for row in rows for span in row.texts)
    phrases = [m for m in said["parties"] if tree.speaks(m.span.start) and not in_rows.touch(m.span)]
    tasks = [Task(tuple(row.texts), row.at, _parties(row.parties, setting), "tables.row") for row in rows]
    tasks += _clause_tasks(phrases, tree, setting)
    tasks += _headed_tasks(tree, Counted(phrase.span.start for phrase in phrases), setting)
    taken = Covered([*(mention.span for mention in said["validity"]), *(limit.span for limit in limits)])
    times = [m for m in said["times"] if tree.speaks(m.span.start) and not taken.touch(m.span)]
    found = [
        *deadlines(times, setting.text, setting.occasion),
        *deadlines(limits, setting.text, setting.occasion, limits=True),
    ]
    duties = tuple(
        replace(m.value, agencies=_bodies(m.value, setting))
        for m in said["duties"]
        if isinstance(m.value, Duty) and tree.speaks(m.value.sentence.start)
    )
    return Work(
        tuple(sorted(tasks, key=lambda task: task.at)), tuple(sorted(found, key=lambda limit: limit.span)), duties
    )


def _clause_tasks(phrases: Sequence[Mention], tree: Tree, setting: Setting) -> Iterator[Task]:
    """The tasks that brackets, labels and prose assign."""
    closing = Counted(phrase.span.start for phrase in phrases if phrase.rule in _CLOSING)
    told = Counted(phrase.span.start for phrase in phrases)
    leading = first_leads(tree.span.slice(setting.text))
    before = 0
    for phrase in phrases:
        leaf = tree.leaf(phrase.span.start)
        if leaf is None:
            continue
        listed: Iterable[Assigned] = phrase.value if isinstance(phrase.value, tuple) else ()
        closes = phrase.rule in _CLOSING
        alike = all(party.role is PartyRole.RESPONSIBLE for party in listed)
        if closes and alike and leading is not None and tree.span.start + leading < phrase.span.end:
            listed = with_first_lead(listed)
        parties = _parties(listed, setting)
        if not parties:
            continue
        if closes:
            span = _closed(leaf, phrase, closing, before, tree)
            before = phrase.span.end
        else:
            span = _around(leaf, told)
        yield Task((_trimmed(span, setting.text),), phrase.span, parties, phrase.rule)


def _closed(leaf: Leaf, phrase: Mention, closing: Counted, before: int, tree: Tree) -> Span:
    """What a bracket closes: what stands before it in its clause, since the bracket before; never what follows, but for the
    points below a heading that ends with it. Where it stands at the end of several clauses that have none, all of them; on a
    line of its own, the paragraph above."""
    clause, parent, end = leaf.clause, leaf.parent, phrase.span.end
    start = min(max(before, clause.own.start), phrase.span.start)
    said = phrase.span.start - start
    under = parent if parent is not None and parent.marker and parent.level not in _UPPER else None
    if under is not None and leaf.last and closing.within(under.span) == 1 and (leaf.siblings > 1 or not clause.marker):
        return Span(under.span.start, end)
    if said <= _MARKS and not clause.marker:
        above = tree.above(leaf)
        return Span(max(before, above.clause.own.start), end) if above is not None else clause.own
    if said <= _LONGEST_HEADING and end >= clause.own.end - _MARKS and closing.within(clause.span) == 1:
        return clause.span
    return Span(start, end)


def _around(leaf: Leaf, told: Counted) -> Span:
    """What prose assigns: its clause's own text; of an unnumbered paragraph the numbered clause that it is the only one of
    to assign anything."""
    clause, parent = leaf.clause, leaf.parent
    if clause.marker or parent is None or not parent.marker or parent.level in _UPPER:
        return clause.own
    return parent.span if told.within(parent.span) == 1 else clause.own


def _headed_tasks(tree: Tree, told: Counted, setting: Setting) -> Iterator[Task]:
    """Clauses whose heading is a body that leads: 1.市行政审批服务局。负责…，牵头开展…."""
    for leaf in tree.leaves:
        clause, heading = leaf.clause, leaf.clause.heading
        if not heading or len(heading) > _LONGEST_HEADING or told.within(clause.own):
            continue
        own = clause.own.slice(setting.text)
        if not _LEADS.search(own) or not table("parties")["name-end"].find(heading):
            continue
        at = clause.own.start + own.find(heading)
        name = Assigned(heading, PartyRole.LEAD, Span(at, at + len(heading)))
        parties = _parties([name], setting)
        if parties and parties[0].known:
            yield Task((_trimmed(clause.own, setting.text),), name.span, parties, "parties.heading")


def _trimmed(span: Span, text: str) -> Span:
    said = span.slice(text)
    return Span(span.start, span.start + len(said.rstrip("\n ")))


def _aliases(text: str) -> dict[str, str]:
    """Bodies that a text gives a shorter name: 岚州市质量强市工作领导小组办公室（以下简称市质量办） → 市质量办.

    An office or a group that the text has named in full (成立…联席会议) is known by its end too.
    """
    found: dict[str, str] = {}
    for match in table("parties")["alias"].each(text):
        group = name_kind(match["alias"]) is NameKind.GROUP  # 以下简称有关部门 stands for all that were named
        if not group and table("parties")["name-end"].find(match["full"]):
            found.setdefault(match["alias"], match["full"])
    for match in table("parties")["founded"].each(text):
        full = match["full"]
        found.setdefault(match["kind"], full)
        found.setdefault(match["kind"] + "办公室", full + "办公室")
    return found


def _parties(listed: Iterable[Assigned], setting: Setting) -> tuple[Party, ...]:
    """The parties with their official names; a list that 等部门 closes shares its heads."""
    assigned = list(listed)
    bare = [without_remark(party.name) for party in assigned]
    found: dict[tuple[str, PartyRole], Party] = {}
    for party, own, headed in zip(assigned, bare, shared_heads(bare, setting.within, setting.places), strict=True):
        name = setting.aliases.get(headed, headed)
        group = name_kind(name) is NameKind.GROUP
        official = name if group else official_name(name, setting.within, setting.places, on=setting.occasion.signed)
        known = not group and is_placed(official, setting.places)
        printed = party.name if headed == own else headed
        found.setdefault((official, party.role), Party(printed, official, party.role, party.span, group, known))
    return tuple(found.values())


def _bodies(duty: Duty, setting: Setting) -> tuple[str, ...]:
    """The bodies that a bearer is: 市科技局、市财政局 → two; 各有关部门 and 申请企业 → none."""
    listed = names(duty.bearer, 0, PartyRole.RESPONSIBLE) if duty.bearer else None
    found = dict.fromkeys(party.official for party in _parties(listed or (), setting) if party.known)
    return tuple(found)
