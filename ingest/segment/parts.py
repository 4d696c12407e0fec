"""Build a document's components with their clause trees; also those that are only named (附件：…（略）)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.model import Component, ComponentRole, Span
from ingest.rules import table
from ingest.segment.carried import Part
from ingest.segment.clauses import clauses
from ingest.segment.components import Outline
from ingest.segment.paragraphs import LIKE, Form, Paragraph
from ontology.titles import folded, likeness


def components(paragraphs: Sequence[Paragraph], plan: Outline) -> tuple[Component, ...]:
    """Return the components in printed order, then those that are only named. `position` counts the components of one role."""
    parts: list[Component] = []
    for part in plan.parts:
        signature = plan.signature
        inside = part.role is ComponentRole.MAIN and signature and part.start <= signature.start < part.end
        close = signature.start if inside else None
        listed = next((i for i in range(part.body, part.end) if paragraphs[i].form is Form.ANNEX_LIST), None)
        if listed is not None and all(
            paragraphs[i].could_be_heading or paragraphs[i].form is not Form.PLAIN
            for i in range(listed, close or part.end)
        ):
            close = listed
        if part.role is ComponentRole.IMPRINT:
            close = part.start
        stop = paragraphs[part.end].span.start if part.end < len(paragraphs) else paragraphs[-1].span.end + 1
        tree = clauses(
            paragraphs, part.start, part.end, part.body, cover=_cover(paragraphs, part), close=close, stop=stop
        )
        parts.append(Component(part.role, part.title, Span(paragraphs[part.start].span.start, stop), tree))
    for role, listed_titles in ((ComponentRole.INSTRUMENT, plan.instruments), (ComponentRole.ANNEX, plan.attachments)):
        own = zip(parts, plan.parts, strict=False)  # behind them are those that are only named
        here = [part.title for part, printed in own if part.role is role and not printed.restated]
        if role is ComponentRole.ANNEX:  # ministries print the instrument below 附件
            here += [
                part.title
                for part in parts
                if part.role is ComponentRole.INSTRUMENT and part.span and _is_listed(part, plan)
            ]
            # What is named as instrument and as annex and is not printed is missing once.
            missing = {folded(part.title) for part in parts if part.span is None}
            listed_titles = tuple(item for item in listed_titles if folded(item.title) not in missing)
        unmatched = len(listed_titles) - len(here)
        headed = _printed([item.title for item in listed_titles], here)
        for item in listed_titles:
            # An annex or instrument that is named (附件：…（略）) and not printed is still a part of the document.
            if unmatched > 0 and item.title not in headed:
                parts.append(Component(role, item.title, None))
                unmatched -= 1
    return tuple(_positioned(parts))


def _printed(listed: Sequence[str], headings: Sequence[str]) -> set[str]:
    """Return the listed titles that headings print, each heading the title that it is most like: names of sister documents differ in a
    few characters."""
    found: set[str] = set()
    for heading in headings:
        best = max(
            (title for title in listed if title not in found), key=lambda title: likeness(title, heading), default=""
        )
        if best and likeness(best, heading) >= LIKE:
            found.add(best)
    return found


def _cover(paragraphs: Sequence[Paragraph], part: Part) -> int | None:
    """Return the first paragraph behind the block of labels that a page prints above the document; None if there is none, or if the
    document's only heading is above it."""
    labels = [i for i in range(part.start, min(part.body, part.end)) if paragraphs[i].form is Form.METADATA]
    if not labels or part.role is not ComponentRole.MAIN or (part.heading and part.heading.start < labels[-1]):
        return None
    return labels[-1] + 1


def _positioned(parts: list[Component]) -> Iterator[Component]:
    counts = {ComponentRole.INSTRUMENT: 0, ComponentRole.ANNEX: 0}
    for part in parts:
        if part.role in counts:
            counts[part.role] += 1
            part = replace(part, position=counts[part.role])
        yield part


def own_spans(paragraphs: Sequence[Paragraph], plan: Outline) -> list[Span]:
    """Return where a document makes statements about its own validity: in itself and in what it issues, not in annexes."""
    return [
        span_of_paragraphs(paragraphs, part.start, part.end)
        for part in plan.parts
        if part.role in (ComponentRole.MAIN, ComponentRole.INSTRUMENT) and part.start < part.end
    ]


def span_of_paragraphs(paragraphs: Sequence[Paragraph], start: int, end: int) -> Span:
    """Return the span from the start of `paragraphs[start]` to behind the line end of `paragraphs[end - 1]`."""
    return Span(paragraphs[start].span.start, paragraphs[end - 1].span.end + 1)


def _is_listed(part: Component, plan: Outline) -> bool:
    """Test whether the list of annexes names an instrument, maybe with its edition, which one of the two leaves out. Two editions are
    two texts."""
    own = {folded(part.title), _without_edition(part.title)}
    return any(
        folded(item.title) in own or _without_edition(item.title) == folded(part.title) for item in plan.attachments
    )


def _without_edition(title: str) -> str:
    return folded(table("headings")["edition-bracket"].pattern.sub("", title))
