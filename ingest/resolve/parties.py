"""Resolve the parties of tasks and the bearers of duties to bodies."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.extract.parties import first_leads, names, with_first_lead, without_remark
from ingest.lexicon.names import name_kind, shared_heads
from ingest.lexicon.official import is_placed, official_name
from ingest.model import Assigned, Duty, Mention, NameKind, Party, PartyRole, Span
from ingest.resolve.context import Context

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

    A note that the first body of each list leads (列第一位者为牵头单位，下同) counts for the lists that end behind it.
    """
    first = first_leads(document.slice(text))
    leading = None if first is None else document.start + first
    for mention in mentions:
        listed, closes = mention.value, mention.rule in _CLOSING
        alike = all(party.role is PartyRole.RESPONSIBLE for party in listed)
        if closes and alike and leading is not None and leading < mention.span.end:
            listed = with_first_lead(listed)
        yield Phrase(mention.span, mention.rule, resolve_parties(listed, context), closes)


def resolve_parties(listed: Iterable[Assigned], context: Context) -> tuple[Party, ...]:
    """Resolve the parties of one list to official names; the names of a list share their head."""
    assigned = list(listed)
    bare = [without_remark(party.name) for party in assigned]
    found: dict[tuple[str, PartyRole], Party] = {}
    for party, own, headed in zip(assigned, bare, shared_heads(bare, context.place, context.places), strict=True):
        name = context.aliases.get(headed, headed)
        group = name_kind(name) is NameKind.GROUP
        if group and headed == own:
            name = party.name  # 各乡镇（街道） are both
        official = name if group else official_name(name, context.place, context.places, on=context.occasion.signed)
        known = not group and is_placed(official, context.places)
        printed = party.name if headed == own else headed
        found.setdefault((official, party.role), Party(printed, official, party.role, party.span, group, known))
    return tuple(found.values())


def resolve_duty(duty: Duty, context: Context) -> Duty:
    """Add the bodies of the bearer to a duty: 市科技局、市财政局 → two; 各有关部门 and 申请企业 → none."""
    listed = names(duty.bearer, 0, PartyRole.RESPONSIBLE) if duty.bearer else None
    bodies = dict.fromkeys(party.official for party in resolve_parties(listed or (), context) if party.known)
    return replace(duty, agencies=tuple(bodies))
