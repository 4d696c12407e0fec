"""Bodies that a reform had ended by the day, with their successors at that place."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from check.checked import DraftSubject
from check.model import Ground, Note
from check.patterns import patterns
from ingest.lexicon.names import field_of
from ingest.model import NameKind, Span
from ingest.segment.paragraphs import Form
from ontology.agencies import Agencies
from ontology.agencies.bodies import Change
from ontology.agencies.waves import wave_of
from ontology.places import Places

_HEADS = ("局", "委", "办", "厅", "部", "会", "院", "署", "队", "室", "处", "中心", "站", "所", "行")
_STEPS = 4  # reforms in a row that are followed


def bodies_gone(subject: DraftSubject) -> Iterator[Note]:
    """市安全生产监督管理局 in 2025: its tasks have gone to another body. 原市安全生产监督管理局 says so itself."""
    titles, quoted = subject.within_titles(), subject.quotations() if subject.amending else []
    own, seen = subject.draft.context, set()
    context = replace(own, occasion=replace(own.occasion, signed=subject.day))
    for mention in subject.draft.mentions.agencies:
        span = mention.span
        if field_of(mention.value.name) != mention.value.name or not mention.value.name.endswith(_HEADS):
            continue  # 工商行政管理部门, 市工商、质监 are whoever has the task
        if mention.value.kind is not NameKind.AGENCY or any(part.contains(span) for part in (*titles, *quoted)):
            continue
        if patterns()["former"].find(subject.before(span.start, 6)) or _is_told_of(subject, span):
            continue
        if patterns()["history"].find(subject.sentence(span).slice(subject.text)):
            continue
        name, _ = context.body(mention.value.name)
        chain = successors(name, subject.day, context.places)
        if not chain or (name, span) in seen:
            continue
        seen.add((name, span))
        yield _note(span, name, chain)


def _is_told_of(subject: DraftSubject, span: Span) -> bool:
    """Test for a body whose past act the text mentions: the note under a law's heading, and who issued a document that is named
    (1993年12月29日国家计划委员会发布的《…》, a title without marks in a list)."""
    elements = subject.draft.elements
    for i in elements.head():
        if elements.paragraphs[i].form is Form.HISTORY and elements.paragraphs[i].span.contains(span):
            return True
    behind = subject.after(span.end, 80)
    return any(patterns()[name].start(behind) for name in ("issued-it", "ended-it", "titled-by"))


def successors(name: str, day: date, places: Places) -> tuple[Change, ...]:
    """Return the reforms that ended a body (full official name) by a day and, step by step, those that ended what came of it; empty
    where it is not known to have ended."""
    found: list[Change] = []
    while len(found) < _STEPS and (change := _ended(name, day, places)) is not None and change not in found:
        found.append(change)
        name = change.new[0]
    return tuple(found)


def _ended(name: str, day: date, places: Places) -> Change | None:
    if central := Agencies.load().replaced(name):
        return central if central.window.past(day) else None
    place = places.find_prefix(name)
    if place is None:
        return None
    for any_level in (False, True):
        for change in Agencies.load().changes(place, places, any_level=any_level):
            if name in change.former and name not in change.new and change.window.past(day):
                return replace(change, former=(name,)) if any_level else change
    return None


def _note(span: Span, name: str, chain: tuple[Change, ...]) -> Note:
    last = chain[-1]
    new = "、".join(last.new)
    steps = "；".join(f"{'、'.join(c.former)}于{c.window.latest.isoformat()}前改组为{'、'.join(c.new)}" for c in chain)
    wave = wave_of(chain[0].name)
    reform = f"（{wave.zh}）" if wave else ""
    grounds = tuple(Ground(act, day=c.window.latest.isoformat()) for c in chain for act in (_acts(c) or (c.name,)))
    return Note(
        "agency-gone",
        span,
        f"{name}已经撤并{reform}，承接的是{new}：{steps}",
        f"{name} had ended by then; its successor is {new}",
        new if len(last.new) == 1 else "",
        grounds,
    )


def _acts(change: Change) -> tuple[str, ...]:
    wave = wave_of(change.name)
    return wave.acts if wave else ()
