"""Rules about the documents that the draft names: in force or not, repeals that come too late, absent from the store."""

import re
from collections.abc import Iterator

from check.checked import DraftSubject
from check.mismatched import has_number, prints_number, texts_of
from check.model import Consulted, Ground, Note
from check.naming import Naming
from check.patterns import patterns
from check.shelf import Holding, Shelf
from graph.derive.status import StatusEvent
from graph.records.spelling import title_key
from ingest.model import RelationKind, Span
from ingest.resolve.references import key
from ontology.enumerations import EventKind, Status

_TITLE = re.compile("《[^《》\\n]*》")
_STATUS_ZH = {
    Status.EXPIRED: "期满失效",
    Status.DECLARED_INVALID: "被宣布失效",
    Status.REPEALED: "废止",
    Status.STOPPED: "停止执行",
    Status.SUPERSEDED: "被取代",
    Status.DISPUTED: "终止",
}
_STATUS_EN = {
    Status.EXPIRED: "expired",
    Status.DECLARED_INVALID: "was declared invalid",
    Status.REPEALED: "was repealed",
    Status.STOPPED: "was stopped",
    Status.SUPERSEDED: "was superseded",
    Status.DISPUTED: "was ended",
}


def not_in_force(subject: DraftSubject, named: list[Naming], shelf: Shelf) -> Iterator[Note]:
    """Report a cited document that has ended by the day. Not: what the draft itself repeals, 原《…》, a clause of transition or of
    history."""
    for naming in named:
        mention, holding = naming.mention, naming.holding
        if holding is None or not holding.standing.status.ended:
            continue
        if mention.kind.is_act and mention.kind is not RelationKind.AMENDS:
            continue
        if _is_past(subject, mention.span):
            continue
        following = shelf.successors(holding)
        yield Note(
            "cited-not-in-force",
            mention.span,
            f"{holding.name}{_ended_zh(holding)}{_following_zh(following)}",
            f"{holding.name} {_ended_en(holding)}{_following_en(following)}",
            following[-1].name if following else "",
            tuple(_grounds(holding)),
        )


def repeals_too_late(subject: DraftSubject, named: list[Naming], shelf: Shelf) -> Iterator[Note]:
    """Report a clause that repeals a document that has ended already."""
    for naming in named:
        holding = naming.holding
        if holding is None or naming.mention.kind not in (RelationKind.REPEALS, RelationKind.DECLARES_EXPIRED):
            continue
        if holding.standing.status.ended and not _is_past(subject, naming.mention.span):
            yield Note(
                "repeal-void",
                naming.mention.span,
                f"{holding.name}{_ended_zh(holding)}，不需要再次废止",
                f"{holding.name} {_ended_en(holding)}: there is nothing left to repeal",
                grounds=tuple(_grounds(holding)),
            )


def _is_past(subject: DraftSubject, span: Span) -> bool:
    """Test whether the text names a document as what was once: 原《…》, 施行前已经订立的, 已废止的."""
    if patterns()["former"].find(subject.before(span.start, 4)):
        return True
    if patterns()["ended-it"].start(subject.after(span.end, 80)):
        return True
    sentence = subject.sentence(span)
    wrapped = subject.before(span.start, 1) == "“" and subject.after(span.end, 1) == "”"
    if wrapped and patterns()["replaced-words"].find(sentence.slice(subject.text)):
        return True
    # Titles are left out: a list of laws may be between 施行前依照 and 设立的.
    around = subject.text[sentence.start : span.start] + "《》" + subject.text[span.end : sentence.end]
    around = _TITLE.sub("《》", around)
    return patterns()["transition"].find(around) is not None or patterns()["history"].find(around) is not None


def _ended_zh(holding: Holding) -> str:
    reason = _reason(holding)
    if reason is None:
        return "已经失效"
    if holding.standing.status is Status.EXPIRED:
        return f"有效期至{(reason.until or reason.day).isoformat()}，已经期满失效"
    by = f"（依据：{_act_zh(reason)}）" if reason.number else ""
    return f"自{reason.day.isoformat()}起{_STATUS_ZH[holding.standing.status]}{by}"


def _ended_en(holding: Holding) -> str:
    reason = _reason(holding)
    if reason is None:
        return "has ended"
    if holding.standing.status is Status.EXPIRED:
        return f"expired; its last day was {(reason.until or reason.day).isoformat()}"
    return f"{_STATUS_EN[holding.standing.status]} from {reason.day.isoformat()} by {reason.number or reason.act}"


def _act_zh(reason: StatusEvent) -> str:
    return reason.number if "〔" in reason.number or "号" in reason.number else f"《{reason.number}》"


def _reason(holding: Holding) -> StatusEvent | None:
    return next(iter(holding.standing.reasons), None)


def _following_zh(following: tuple[Holding, ...]) -> str:
    if not following:
        return ""
    chain = "，".join(
        f"后由{one.name}取代" if one.standing.status.ended else f"现行的是{one.name}" for one in following
    )
    return f"；{chain}"


def _following_en(following: tuple[Holding, ...]) -> str:
    return f"; then {' → '.join(one.name for one in following)}" if following else ""


def _grounds(holding: Holding) -> Iterator[Ground]:
    for reason in holding.standing.reasons:
        if reason.kind is not EventKind.SIGNED:
            yield Ground(reason.number, reason.quote, reason.day.isoformat(), reason.act)


def unverified(subject: DraftSubject, named: list[Naming], shelf: Shelf) -> Iterator[Note]:
    """Report documents that are cited and not in the store, each once. Nor is a number that the store's text does not print."""
    seen: set[str] = set()
    for naming in named:
        name = key(naming.target)
        if name in seen:
            continue
        if naming.known:
            if _is_number_unknown(naming, subject, shelf):
                seen.add(name)
                yield _number_unknown(naming)
            continue
        seen.add(name)
        if naming.slip:
            continue  # `mismatches` says which title is meant
        printed = naming.mention.span.slice(subject.text)
        alike = shelf.titles.of_other_kind(naming.target.title) if naming.target.title else ()
        others = "、".join(f"《{title}》" for title in alike[:3])
        yield Note(
            "unverified",
            naming.mention.span,
            f"库中没有{printed}，未能核对" + (f"；仅文种不同的有{others}，请核对" if others else ""),
            f"{printed} is not in the store, and was not checked"
            + (f"; of another kind there is {others}" if others else ""),
        )


def _is_number_unknown(naming: Naming, subject: DraftSubject, shelf: Shelf) -> bool:
    """Test for a number beside a title that the store knows without a number: neither right nor wrong."""
    target, holding = naming.target, naming.holding
    words = naming.mention.span.slice(subject.text)
    if holding is None or target.number is None or not target.title or not prints_number(target, words):
        return False
    known = any(row.number for iri in texts_of(holding) if (row := shelf.who.row(iri)))
    told = holding.current is not None and has_number(shelf, holding, target)
    return not (known or told) and title_key(target.title) in title_key(words) and shelf.by_number(target) is None


def _number_unknown(naming: Naming) -> Note:
    number, title = naming.target.number, naming.target.title
    return Note(
        "unverified",
        naming.mention.span,
        f"库中的《{title}》没有文号，{number}未能核对",
        f"the store knows “{title}” without a number: {number} was not checked",
    )


def consulted(named: list[Naming]) -> tuple[Consulted, ...]:
    """Return the documents that the draft names, each once, with what the store has of it."""
    found: dict[str, Consulted] = {}
    for naming in named:
        holding, target = naming.holding, naming.target
        name = holding.name if holding else f"《{target.title}》" if target.title else str(target.number)
        edition = holding.current if holding else None
        day = edition.start.isoformat() if edition and edition.start else ""
        found.setdefault(name, Consulted(name, naming.known, name if edition else "", day))
    return tuple(found.values())
