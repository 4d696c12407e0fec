"""Resolve the parties of tasks, the bearers of duties and the authorities of sanctions to bodies."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.extract.parties import first_leads, names, with_first_lead, without_remark
from ingest.lexicon.names import name_kind, shared_heads, shared_tails, split_head, zones_of_several
from ingest.model import Assigned, Duty, Mention, NameKind, Party, PartyRole, Sanction, Span
from ingest.resolve.context import Context
from ingest.rules import table

_OR = table("parties")["or-others"]
_LEVEL = table("parties")["level-alone"]
_LENT_TO = table("parties")["lent-to"]
_CLOSING = ("parties.bracket", "parties.label")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that assign a task, with the bodies that they name. closes: they follow what they assign (（市财政局负责）)."""

    span: Span
    rule: str
    parties: tuple[Party, ...]
    closes: bool


def resolve_phrases(
    mentions: Sequence[Mention[tuple[Assigned, ...]]], text: str, document: Span, context: Context
) -> Iterator[Phrase]:
    """Resolve the assigning phrases of a document, in printed order; spans are in `text`.

    A note that the first body of each list leads (列第一位者为牵头单位，下同) counts for the lists that end behind it. A group
    (各有关部门) at their head leads nobody.
    """
    first = first_leads(document.slice(text))
    leading = None if first is None else document.start + first
    for mention in mentions:
        listed, closes = mention.value, mention.rule in _CLOSING
        alike = all(party.role is PartyRole.RESPONSIBLE for party in listed)
        noted = leading is not None and leading < mention.span.end
        if closes and alike and noted and listed and name_kind(listed[0].name) is not NameKind.GROUP:
            listed = with_first_lead(listed)
        yield Phrase(mention.span, mention.rule, resolve_parties(listed, context), closes)


def resolve_parties(listed: Iterable[Assigned], context: Context) -> tuple[Party, ...]:
    """Resolve the parties of one list to official names; the names of a list share their head."""
    assigned = list(listed)
    bare = shared_tails([without_remark(party.name) for party in assigned], context.places)
    found: dict[tuple[str, PartyRole], Party] = {}
    heads = shared_heads(bare, context.place, context.places)
    several = zones_of_several(heads)
    grouped = ""  # what the names behind a group may be of: 各区公安局、司法局
    for party, own, headed in zip(assigned, bare, heads, strict=True):
        name = context.aliases.get(headed, headed)
        group = name_kind(name) is NameKind.GROUP or name in several
        if group and headed == own:
            name = party.name  # 各乡镇（街道） are both
        official, known = (name, False) if group else context.body(name)
        if group:
            grouped += name[-1]
        elif not known and official == name and name[-1] not in grouped:
            official, known = context.own_body(name)
        printed = party.name if headed == own else headed
        found.setdefault((official, party.role), Party(printed, official, party.role, party.span, group, known))
    return tuple(found.values())


def resolve_duties(duties: Iterable[Duty], context: Context) -> Iterator[Duty]:
    """Add the bodies of its bearer to each duty: 市科技局、市财政局 → two; 各有关部门 and 申请企业 → none."""
    bodies: dict[str | None, tuple[str, ...]] = {None: ()}
    for duty in duties:
        if duty.bearer not in bodies:
            bodies[duty.bearer] = _named_bodies(duty.bearer, context)
        found = bodies[duty.bearer]
        yield duty if found == duty.agencies else replace(duty, agencies=found)


def resolve_authority(sanction: Sanction, context: Context) -> Sanction:
    """Add the bodies that impose the measures to a sanction: 市园林局 → 岚州市园林局; 市场监督管理部门 → none, it is a kind of body."""
    return replace(sanction, agencies=_named_bodies(sanction.authority, context))


def _named_bodies(printed: str | None, context: Context) -> tuple[str, ...]:
    """Return the full official names of the bodies that some words name, each once: 市水务局或者财政局 → two of the city.

    What lends its level to the body behind it is none: 市或者区水务部门, 国务院或者省人民政府的水行政主管部门, 沿河县（市、区）人民政府.
    """
    parts = _OR.pattern.split(printed or "")
    listed = [
        party
        for words, following in zip(parts, [*parts[1:], ""], strict=True)
        if words
        for party in names(words, 0, PartyRole.RESPONSIBLE) or ()
        if not _lends(party.name, following, context)
    ]
    found = (party for party in resolve_parties(listed, context) if party.known and "（" not in party.official)
    return tuple(dict.fromkeys(party.official for party in found))


def _lends(name: str, following: str, context: Context) -> bool:
    """Test whether a name only lends its level or place to the words behind 或者: 市, 国务院 before 省人民政府的水行政主管部门."""
    if _LEVEL.whole(name) or (name == "国务院" and _LENT_TO.find(following)):
        return True
    head = split_head(name, context.place, context.places)
    return bool(following) and head is not None and not head.tail
