"""Rules about a number and a title that do not belong together, or are a slip away from right."""

from collections.abc import Iterator

from check.checked import DraftSubject
from check.model import Ground, Note
from check.naming import Naming
from check.shelf import Holding, Shelf
from graph.records.spelling import title_key
from ingest.model import DocumentReference, IssueSeverity


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
        if target.number is not None and target.title and printed and prints_number(target, words):
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
        if naming.mention.kind.is_act or not target.title or not prints_number(target, words):
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


def prints_number(target: DocumentReference, words: str) -> bool:
    """Test whether the mention itself prints the serial of the number that it is resolved to."""
    return target.number is not None and str(target.number.serial) in words


def _number_and_title(naming: Naming, subject: DraftSubject, shelf: Shelf) -> Iterator[Note]:
    target, span, place = naming.target, naming.mention.span, subject.document.place
    assert target.number is not None and target.title
    of_number, of_title = shelf.by_number(target, place), shelf.by_title(target.title, place)
    if of_number is not None:
        names = [title_key(name) for iri in texts_of(of_number) for name in shelf.who.names(iri)[1:]]
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
        if of_title.current and has_number(shelf, of_title, target):
            return
        yield Note(
            "cited-mismatch",
            span,
            f"《{target.title}》的文号是{of_title.number}，不是{target.number}",
            f"the number of “{target.title}” is {of_title.number}, not {target.number}",
            of_title.number,
            (Ground(of_title.name, iri=of_title.iri),),
        )


def texts_of(holding: Holding) -> tuple[str, ...]:
    return holding.current.texts if holding.current else (holding.iri,)


def _is_near(one: str, other: str) -> bool:
    """Test whether two numbers differ in code, year or serial alone."""
    first, second = _pieces(one), _pieces(other)
    return len(first) == len(second) and sum(a != b for a, b in zip(first, second, strict=True)) == 1


def _pieces(number: str) -> list[str]:
    plain = number.replace("第", "〔").replace("年〔", "〔").replace("号", "")
    return [piece for piece in plain.replace("〕", "〔").split("〔") if piece]


def has_number(shelf: Shelf, holding: Holding, target: DocumentReference) -> bool:
    """Test whether the text itself names the number, as the note under a revised law's heading does."""
    assert target.number is not None
    edition = holding.current
    return edition is not None and f"第{target.number.serial}号" in shelf.wording(edition).words
