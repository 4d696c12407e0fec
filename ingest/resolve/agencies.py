"""Resolve the agencies that a text names: printed names to full official names."""

from collections.abc import Iterable

from ingest.model import AgencyName, Mention, NamedAgency, NameKind, Span
from ingest.resolve.context import Context


def resolve_agencies(
    mentions: Iterable[Mention[AgencyName]], salutation: Span, context: Context
) -> tuple[NamedAgency, ...]:
    """Return the agencies of a text, each once, at its first mention. Groups (各区县政府) and names whose place is unknown are left
    out. salutation: the span of 主送机关."""
    first: dict[str, NamedAgency] = {}
    for mention in mentions:
        if mention.value.kind is NameKind.AGENCY:
            name, placed = context.body(mention.value.name)
            if placed:
                first.setdefault(name, NamedAgency(name, mention.span, salutation.contains(mention.span)))
    return tuple(first.values())
