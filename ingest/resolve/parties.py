"""Resolve the parties of tasks, the bearers of duties and the authorities of sanctions to bodies."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.extract.partylists import first_leads, names, with_first_lead, without_remark
from ingest.lexicon.names import name_kind, shared_heads, shared_tails, split_head, zones_of_several
from ingest.model import Assigned, Duty, Mention, NameKind, Party, PartyRole, Sanction, Span
from ingest.resolve.context import Context
from ingest.rules import table
from ingest.segment.tree import Tree
from ontology.agencies import Agencies

_OR = table("parties")["or-others"]
_LEVEL = table("parties")["level-alone"]
_LENDS, _LENT_TO = table("parties")["lends-place"], table("parties")["lent-to"]
_FIELD = table("parties")["field-of-level"]
_OTHERS_AHEAD = table("parties")["others-ahead"]
_OFFICE, _MINISTRY = table("parties")["province-office"], table("parties")["ministry-alone"]
_LONGEST_HEADING = 40
_CLOSING = ("parties.bracket", "parties.label")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that assign a task, with the bodies that they name. closes: they follow what they assign (（市财政局负责）)."""

    span: Span
    rule: str
    parties: tuple[Party, ...]
    closes: bool


class Sections:
    """The sections of a document that are headed by a county or zone (二、望湖区): in one, a department without its level is that
    county's, and not of the document's own place."""

    def __init__(self, tree: Tree, text: str, context: Context) -> None:
        self._tree, self._text, self._context = tree, text, context
        self._known: dict[int, bool] = {}

    def belong_to_another(self, at: int) -> bool:
        """Test whether an offset is in such a section."""
        leaf = self._tree.leaf(at)
        while leaf is not None and (parent := leaf.parent) is not None:
            start = parent.own.start
            if start not in self._known:
                marked = parent.own.slice(self._text)[:_LONGEST_HEADING].lstrip()
                self._known[start] = self._names_another(marked.removeprefix(parent.marker).strip())
            if self._known[start]:
                return True
            above = self._tree.leaf(start) if len(parent.own) else None
            leaf = above if above is not None and above.clause is parent else None
        return False

    def _names_another(self, heading: str) -> bool:
        head = split_head(heading, self._context.place, self._context.places)
        if head is None or head.place is None:
            zone = _OTHERS_AHEAD.find(heading)
            return zone is not None and not heading[zone.end() :].strip("：:。")
        return head.place.level == "county" and head.place.code != self._context.place


def resolve_phrases(
    mentions: Sequence[Mention[tuple[Assigned, ...]]], text: str, tree: Tree, context: Context
) -> Iterator[Phrase]:
    """Resolve the assigning phrases of a document, in printed order; spans are in `text`.

    A note that the first body of each list leads (列第一位者为牵头单位，下同) counts for the lists that end behind it. A group
    (各有关部门) at their head leads nobody.
    """
    document, sections = tree.span, Sections(tree, text, context)
    provincial = _names_own_offices(mentions, context)
    first = first_leads(document.slice(text))
    leading = None if first is None else document.start + first
    for mention in mentions:
        listed, closes = mention.value, mention.rule in _CLOSING
        alike = all(party.role is PartyRole.RESPONSIBLE for party in listed)
        noted = leading is not None and leading < mention.span.end
        if closes and alike and noted and listed and name_kind(listed[0].name) is not NameKind.GROUP:
            listed = with_first_lead(listed)
        yield Phrase(
            mention.span,
            mention.rule,
            resolve_parties(
                listed, context, own=not sections.belong_to_another(mention.span.start), provincial=provincial
            ),
            closes,
        )


def _names_own_offices(mentions: Sequence[Mention[tuple[Assigned, ...]]], context: Context) -> bool:
    """Test whether a province's paper leaves out the level of its own departments: it assigns tasks to a 厅 without one, which only a
    province has, and to no ministry."""
    listed = {without_remark(party.name) for mention in mentions for party in mention.value}
    if any(_MINISTRY.whole(name) for name in listed):
        return False
    return any(_OFFICE.whole(name) and context.body(name)[1] for name in listed)


def _names_lower_offices(names: Sequence[str]) -> bool:
    """Test whether a list names a department that provinces do not have, and no 厅: 水利局、市场监管局 are those of cities or counties."""
    if any(_OFFICE.whole(name) for name in names):
        return False
    kinds = (Agencies.load().called(name) for name in names if name.endswith("局"))
    return any(found and all("province" not in kind.levels for kind in found) for found in kinds)


def resolve_parties(
    listed: Iterable[Assigned], context: Context, *, own: bool = True, provincial: bool = False
) -> tuple[Party, ...]:
    """Resolve the parties of one list to official names; the names of a list share their head.

    own: a department without its level may be of the document's place. Behind a group or a zone it is theirs (各区及其教育局), and one
    that the gazetteer lacks leaves it open whose the next of its sort is (属地公安局、司法局). provincial: so may one of a province.
    """
    assigned = list(listed)
    bare = shared_tails([without_remark(party.name) for party in assigned], context.places)
    found: dict[tuple[str, PartyRole], Party] = {}
    heads = shared_heads(bare, context.place, context.places)
    several = zones_of_several(heads)
    open_ends, provincial = "", provincial and not _names_lower_offices(bare)
    for party, told, headed in zip(assigned, bare, heads, strict=True):
        name = context.aliases.get(headed, headed)
        group = name_kind(name) is NameKind.GROUP or name in several
        if group and headed == told:
            name = party.name  # 各乡镇（街道） are both
        official, known = (name, False) if group else context.body(name)
        if own and not group and not known and official == name and name[-1] not in open_ends:
            official, known = context.own_body(name, provincial=provincial)
        own = own and not group and _OTHERS_AHEAD.find(name) is None
        open_ends += "" if known or Agencies.load().knows(name) else name[-1]
        printed = party.name if headed == told else headed
        found.setdefault((official, party.role), Party(printed, official, party.role, party.span, group, known))
    return tuple(found.values())


def resolve_duties(duties: Iterable[Duty], text: str, tree: Tree, context: Context) -> Iterator[Duty]:
    """Add the bodies of its bearer to each duty: 市科技局、市财政局 → two; 各有关部门 and 申请企业 → none."""
    bodies: dict[tuple[str, bool], tuple[str, ...]] = {}
    sections = Sections(tree, text, context)
    for duty in duties:
        found: tuple[str, ...] = ()
        if duty.bearer is not None:
            own = not sections.belong_to_another(duty.sentence.start)
            if (duty.bearer, own) not in bodies:
                bodies[duty.bearer, own] = _named_bodies(duty.bearer, context, own=own)
            found = bodies[duty.bearer, own]
        yield duty if found == duty.agencies else replace(duty, agencies=found)


def resolve_authority(sanction: Sanction, context: Context) -> Sanction:
    """Add the bodies that impose the measures to a sanction: 市园林局 → 岚州市园林局; 市场监督管理部门 → none, it is a kind of body."""
    return replace(sanction, agencies=_named_bodies(sanction.authority, context))


def _named_bodies(printed: str | None, context: Context, *, own: bool = True) -> tuple[str, ...]:
    """Return the full official names of the bodies that some words name, each once: 市水务局或者财政局 → two of the city.

    What lends its level to the body behind it is none: 市或者区水务部门, 国务院或者省人民政府的水行政主管部门, 沿河县（市、区）人民政府.
    """
    parts = _OR.pattern.split(printed or "")
    listed = [
        party
        for words, following in zip(parts, [*parts[1:], ""], strict=True)
        if words
        for party in names(words, 0, PartyRole.RESPONSIBLE) or ()
        if not _lends(party.name, following, context) and _FIELD.whole(party.name) is None
    ]
    found = (party for party in resolve_parties(listed, context, own=own) if party.known and "（" not in party.official)
    return tuple(dict.fromkeys(party.official for party in found))


def _lends(name: str, following: str, context: Context) -> bool:
    """Test whether a name only lends its level or place to the words behind 或者: 市, 国务院 before 省人民政府的水行政主管部门."""
    if _LEVEL.whole(name) or (_LENDS.whole(name) and _LENT_TO.find(following)):
        return True
    head = split_head(name, context.place, context.places)
    return bool(following) and head is not None and not head.tail
