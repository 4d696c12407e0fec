"""Rules about the documents that the draft names: in force or not, number and title, repeals that come too late."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from check.checked import DraftSubject
from check.model import Consulted, Ground, Note
from check.patterns import patterns
from check.shelf import Holding, Shelf
from graph.derive.status import StatusEvent
from graph.records.spelling import title_key
from ingest.model import DocumentReference, IssueSeverity, RelationKind, Span
from ingest.resolve.references import MeantReference, key
from ontology.enumerations import EventKind, Status

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


_STATE, _ADDED = "中华人民共和国", 3
_TITLE = re.compile("《[^《》\\n]*》")


@dataclass(frozen=True, slots=True)
class Naming:
    """One place at which the draft names a document, with what the store has of it. slip: the known title that is meant, where the
    printed one is unknown and a slip away from it; empty elsewhere."""

    mention: MeantReference
    target: DocumentReference
    holding: Holding | None
    slip: str = ""

    @property
    def known(self) -> bool:
        """Return whether the store knows anything about the document."""
        return self.holding is not None and self.holding.known


def namings(subject: DraftSubject, shelf: Shelf) -> list[Naming]:
    """Return the places that name documents, in printed order; those that name the draft itself are left out."""
    place, found = subject.document.place, []
    for mention in subject.draft.meant:
        if mention.target is not None:
            holding = shelf.named(mention.target, place)
            slip = "" if holding else _slip(mention.target.title or "", mention.span.slice(subject.text), shelf)
            found.append(Naming(mention, mention.target, holding, slip))
    marked = {key(naming.target) for naming in found}
    for target, span in subject.draft.named_provisions.bare:
        if key(target) not in marked:
            found.append(Naming(MeantReference(span, target, RelationKind.CITES), target, shelf.named(target, place)))
    return sorted(found, key=lambda naming: naming.mention.span)


def _slip(title: str, words: str, shelf: Shelf) -> str:
    """Return the one known title from which an unknown one, printed in these words, is a slip away; else that of a law of the State that
    its own short name shows: 《中华人民共和国渡船生产安全法》（以下简称《渡船安全法》）."""
    if not title or title_key(title) not in title_key(words):
        return ""
    near = shelf.nearly(title)
    if len({title_key(name) for name in near}) == 1:
        return near[0]
    given = patterns()["alias-given"].find(words)
    if near or given is None or not title.startswith(_STATE):
        return ""
    alias, key = title_key(given["name"]), title_key(title)
    letters = iter(key)
    within = 0 < len(key) - len(alias) <= _ADDED and all(letter in letters for letter in alias)
    meant = shelf.by_title(_STATE + given["name"]) if within else None
    return meant.title if meant is not None and meant.known else ""


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


def mismatches(subject: DraftSubject, named: list[Naming], shelf: Shelf) -> Iterator[Note]:
    """Report a number and a title that are not of one document; a title that is a slip away from a known one."""
    seen = set()
    for naming in named:
        target, span = naming.target, naming.mention.span
        if span in seen:
            continue
        seen.add(span)
        words = span.slice(subject.text)
        printed = bool(target.title) and title_key(target.title or "") in title_key(words)
        if target.number is not None and target.title and printed and _prints(target, words):
            yield from _number_and_title(naming, subject, shelf)
        elif near := naming.slip:
            zh, en = f"应为《{near}》", f"“{near}” is near"
            if any(title_key(near) == title_key(other.target.title or "") for other in named):
                zh, en = f"与文中另处的《{near}》不一致", f"elsewhere the text has “{near}”"
            yield Note(
                "cited-mismatch",
                span,
                f"没有《{target.title}》，{zh}",
                f"there is no “{target.title}”; {en}",
                f"《{near}》",
            )


def differing_numbers(subject: DraftSubject, named: list[Naming], shelf: Shelf) -> Iterator[Note]:
    """Report a title with two numbers that are a slip apart, whether the store knows the document or not. Not: a list of what is
    repealed."""
    numbers: dict[str, str] = {}
    for naming in named:
        target, span = naming.target, naming.mention.span
        words = span.slice(subject.text)
        if naming.mention.kind.is_act or not target.title or not _prints(target, words):
            continue
        number = str(target.number)
        if title_key(target.title) not in title_key(words):
            continue
        before = numbers.setdefault(title_key(target.title), number)
        if before != number and _is_near(before, number):
            yield Note(
                "cited-mismatch",
                span,
                f"《{target.title}》在文中另处的文号是{before}，此处是{number}",
                f"elsewhere the text gives “{target.title}” the number {before}, here {number}",
                severity=IssueSeverity.WARNING,
            )


def _prints(target: DocumentReference, words: str) -> bool:
    """Test whether the mention itself prints the serial of the number that it is resolved to."""
    return target.number is not None and str(target.number.serial) in words


def _number_and_title(naming: Naming, subject: DraftSubject, shelf: Shelf) -> Iterator[Note]:
    target, span, place = naming.target, naming.mention.span, subject.document.place
    assert target.number is not None and target.title
    of_number, of_title = shelf.by_number(target, place), shelf.by_title(target.title, place)
    if of_number is not None:
        names = [title_key(name) for iri in _texts(of_number) for name in shelf.who.names(iri)[1:]]
        wanted = title_key(target.title)
        if not names or any(wanted in name or name in wanted for name in names):
            return
        if any(title_key(title) in names for title in subject.draft.titles()):
            return  # the store counts the act that changed this text as its own
        right = f"，《{target.title}》的文号是{of_title.number}" if of_title and of_title.number else ""
        yield Note(
            "cited-mismatch",
            span,
            f"{target.number}是《{of_number.title}》，不是《{target.title}》{right}",
            f"{target.number} is “{of_number.title}”, not “{target.title}”",
            of_title.number if of_title and of_title.number else of_number.name,
            (Ground(of_number.name, iri=of_number.iri),),
        )
    elif of_title is not None and of_title.number and _is_near(str(target.number), of_title.number):
        if of_title.current and _tells(shelf, of_title, target):
            return
        yield Note(
            "cited-mismatch",
            span,
            f"《{target.title}》的文号是{of_title.number}，不是{target.number}",
            f"the number of “{target.title}” is {of_title.number}, not {target.number}",
            of_title.number,
            (Ground(of_title.name, iri=of_title.iri),),
        )


def _texts(holding: Holding) -> tuple[str, ...]:
    return holding.current.texts if holding.current else (holding.iri,)


def _is_near(one: str, other: str) -> bool:
    """Test whether two numbers differ in code, year or serial alone."""
    first, second = _pieces(one), _pieces(other)
    return len(first) == len(second) and sum(a != b for a, b in zip(first, second, strict=True)) == 1


def _pieces(number: str) -> list[str]:
    plain = number.replace("第", "〔").replace("年〔", "〔").replace("号", "")
    return [piece for piece in plain.replace("〕", "〔").split("〔") if piece]


def _tells(shelf: Shelf, holding: Holding, target: DocumentReference) -> bool:
    """Test whether the text itself names the number, as the note under a revised law's heading does."""
    assert target.number is not None
    edition = holding.current
    return edition is not None and f"第{target.number.serial}号" in shelf.wording(edition).words


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
        alike = shelf.of_other_kind(naming.target.title) if naming.target.title else ()
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
    if holding is None or target.number is None or not target.title or not _prints(target, words):
        return False
    known = any(row.number for iri in _texts(holding) if (row := shelf.who.row(iri)))
    told = holding.current is not None and _tells(shelf, holding, target)
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
